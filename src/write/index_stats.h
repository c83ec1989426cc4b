/*
 * write/index_stats.h - what an archive holds, in numbers.
 */
#ifndef DBN_WRITE_INDEX_STATS_H
#define DBN_WRITE_INDEX_STATS_H

#include "doublon/index.h"
#include "write/say.h"

/** A number a line, with what it counts. */
dbn_status dbn_write_index_stats(const dbn_voice *voice,
                                 const dbn_index_stats *stats) DBN_CHECKED;

/** A line of JSON, which says which `version` of the library it is from. */
dbn_status dbn_write_index_stats_json(const dbn_voice *voice,
                                      const dbn_index_stats *stats,
                                      dbn_span version) DBN_CHECKED;

#endif
