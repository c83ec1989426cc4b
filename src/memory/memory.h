/*
 * memory/memory.h - a translation memory in a file: what doublon/memory.h promises.
 *
 * Threads: a memory belongs to one at a time. One program writes while others read.
 */
#ifndef DBN_MEMORY_MEMORY_H
#define DBN_MEMORY_MEMORY_H

#include "base/job.h"
#include "doublon/memory.h"
#include "text/stored_unit.h"

typedef struct dbn_memory_store dbn_memory_store;

/** Open the file at `path`. `error` is that of the job which later calls get: it is
 * borrowed until the memory is closed, and says what they fail with. A call reads what
 * stands in the file when it is made. Stems that were made by another version are made
 * anew where it is opened to write, and refused where not. Fails as dbn_sql_open()
 * does; *out is then NULL. */
dbn_status dbn_memory_open(dbn_memory_store **out, const char *path,
                           dbn_memory_mode mode, dbn_error *error) DBN_CHECKED;

/** What was not committed is forgotten. NULL is allowed. */
void dbn_memory_close(dbn_memory_store *memory);

/* ---- units ---------------------------------------------------------------------- */

/** Begin to add; nothing is in the file before dbn_memory_commit(). */
dbn_status dbn_memory_begin(dbn_memory_store *memory) DBN_CHECKED;

/** Add a unit, unless one with the same texts, sources and neighbours is there already.
 */
dbn_status dbn_memory_add(bool *is_new, dbn_memory_store *memory,
                          const dbn_stored_unit *unit, dbn_job *job) DBN_CHECKED;

/** Make what was added quick to find before it is committed. Does nothing while that is
 * little: to be called after each unit where units are searched for in between. */
dbn_status dbn_memory_index(dbn_memory_store *memory, dbn_job *job) DBN_CHECKED;

dbn_status dbn_memory_commit(dbn_memory_store *memory, dbn_job *job) DBN_CHECKED;

/** Forget what was added since dbn_memory_begin(). */
void dbn_memory_rollback(dbn_memory_store *memory);

/** Hand over all units as they came, `unit` borrowed for the call; ends with the first
 * failure, which it returns. */
dbn_status dbn_memory_walk(dbn_memory_store *memory,
                           dbn_status (*on_unit)(void *context,
                                                 const dbn_stored_unit *unit),
                           void *context, dbn_job *job) DBN_CHECKED;

/** Counts; its languages in job->arena. */
dbn_status dbn_memory_count(dbn_memory_stats *out, dbn_memory_store *memory,
                            dbn_job *job) DBN_CHECKED;

/** A hash of the first part of a tag, without case: that of all places of a language.
 */
uint32_t dbn_memory_language_hash(dbn_span tag);

/* ---- search --------------------------------------------------------------------- */

typedef DBN_VEC(dbn_memory_match) dbn_memory_matches;

/** The best matches, as dbn_memory_file_query() has them. In job->arena. */
dbn_status dbn_memory_search(dbn_memory_matches *out, dbn_memory_store *memory,
                             const dbn_memory_query *query, dbn_job *job) DBN_CHECKED;

#endif
