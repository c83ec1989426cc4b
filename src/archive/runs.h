/*
 * archive/runs.h - sorted runs of entries in the tables of an archive.
 *
 *     run    number kind level entries blocks  firsts ──┐ first entry of each block
 *     block  number bytes                               │
 *              17   ▒▒▒▒▒▒▒▒ ◀──────────────────────────┤
 *              18   ▒▒▒▒▒▒▒▒ ◀──────────────────────────┘
 *
 * A run is written once. The blocks of a run have numbers in a row, so that a lookup
 * reads one page and a walk reads pages in order. DBN_RUNS_LEVEL runs of one level are
 * merged into one of the next, so that an entry is written once a level, and there are
 * few runs to ask, however small what is added each time (a log-structured merge tree:
 * O'Neil and others, 1996).
 *
 * Why not tables with an index: a row and its index cost 25 bytes and more an entry,
 * and an insertion at a random key writes a page; here it is five to ten bytes.
 */
#ifndef DBN_ARCHIVE_RUNS_H
#define DBN_ARCHIVE_RUNS_H

#include "archive/entries.h"
#include "base/job.h"
#include "sql/sql.h"

/** Runs of one level and kind, until they are merged. */
#define DBN_RUNS_LEVEL 8U

/** What the keys of a run are. The values stand in files. */
typedef enum dbn_run_kind {
    DBN_RUN_CONTENTS = 1, /* the upper half of the ids of contents */
    DBN_RUN_GRAMS = 2     /* the upper DBN_GRAM_KEY_BITS bits of grams */
} dbn_run_kind;

/** Tables, as a part of a schema. */
#define DBN_RUNS_SCHEMA                                                                \
    "CREATE TABLE run (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"             \
    " level INTEGER NOT NULL, entries INTEGER NOT NULL, first_block INTEGER NOT NULL," \
    " blocks INTEGER NOT NULL, firsts BLOB NOT NULL);"                                 \
    "CREATE TABLE block (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"

/** Numbers of units [beg, end) that were removed. */
typedef struct dbn_gone {
    uint64_t beg, end;
} dbn_gone;

/** In order, without overlaps. */
typedef DBN_VEC(dbn_gone) dbn_gones;

/** Write sorted entries as a run of level 0, and merge levels that are full. Does
 * nothing where there are none. In a transaction of the caller; memory in job->scratch,
 * which is rewound. */
dbn_status dbn_runs_add(dbn_sql *db, dbn_run_kind kind, const dbn_run_entries *entries,
                        dbn_job *job) DBN_CHECKED;

/** Merge all runs of a kind into one, without the entries of units that are gone. As
 * above. */
dbn_status dbn_runs_compact(dbn_sql *db, dbn_run_kind kind, const dbn_gones *gone,
                            dbn_job *job) DBN_CHECKED;

/** A walk over all runs of a kind at once, by rising keys. */
typedef struct dbn_runs dbn_runs;

/** Open it, in a transaction, without the entries of units that are gone, whose list is
 * borrowed. Lives in job->scratch until dbn_runs_close(), which must be called even
 * when this failed, where *out is not NULL. */
dbn_status dbn_runs_open(dbn_runs **out, dbn_sql *db, dbn_run_kind kind,
                         const dbn_gones *gone, dbn_job *job) DBN_CHECKED;
void dbn_runs_close(dbn_runs *runs);

/** Put the numbers with `key`, which is not below the last one asked for, into
 * `out`, the lowest first, `most` of them at most; how many goes to *count. Those that
 * are gone are read over: they take no places. */
dbn_status dbn_runs_find(uint64_t *out, uint32_t *count, dbn_runs *runs, uint64_t key,
                         uint32_t most) DBN_CHECKED;

/** Read every block; what is wrong is said as damage of the file. No number is as high
 * as `end`. */
dbn_status dbn_runs_verify(dbn_sql *db, uint64_t end, dbn_job *job) DBN_CHECKED;

#endif
