/*
 * write/memory.h - translation memories as TMX 1.4b, and what they answer.
 *
 * All append to `out`. DBN_ERR_NOMEM without a message.
 */
#ifndef DBN_WRITE_MEMORY_H
#define DBN_WRITE_MEMORY_H

#include "doublon/memory.h"
#include "text/stored_unit.h"

/** What stands before all units; `version` of the library. */
dbn_status dbn_write_memory_head(dbn_buffer *out, dbn_arena *arena,
                                 const char *version) DBN_CHECKED;

dbn_status dbn_write_memory_unit(dbn_buffer *out, dbn_arena *arena,
                                 const dbn_stored_unit *unit) DBN_CHECKED;

dbn_status dbn_write_memory_end(dbn_buffer *out, dbn_arena *arena) DBN_CHECKED;

/** An answer; JSON says which `version` of the library it is from. */
dbn_status dbn_write_memory_reply(dbn_buffer *out, dbn_arena *arena,
                                  const dbn_memory_reply *reply,
                                  dbn_memory_format format,
                                  const char *version) DBN_CHECKED;

/** What it holds, likewise. */
dbn_status dbn_write_memory_stats(dbn_buffer *out, dbn_arena *arena,
                                  const dbn_memory_stats *stats,
                                  dbn_memory_format format,
                                  const char *version) DBN_CHECKED;

#endif
