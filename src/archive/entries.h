/*
 * archive/entries.h - what is looked for, and where it stands, in sorted blocks.
 *
 * A block, from its first byte to its last:
 *
 *     key      number      step   number or step   step   …
 *     └ entry ┘            └ entry ────────────┘
 *
 * All are varints. The first entry is written whole. Of each other one, first how much
 * higher its key is; then its number, or, where the key is the same, how much higher
 * its number is.
 */
#ifndef DBN_ARCHIVE_ENTRIES_H
#define DBN_ARCHIVE_ENTRIES_H

#include "base/vec.h"

/** The unit `number` has `key`. In order of the key, then of the number; each once. */
typedef struct dbn_run_entry {
    uint64_t key, number;
} dbn_run_entry;

typedef DBN_VEC(dbn_run_entry) dbn_run_entries;

/** Sort, and leave out what stands twice. O(n log n). */
void dbn_run_entries_sort(dbn_run_entries *entries);

static inline bool
dbn_run_entry_is_before(dbn_run_entry a, dbn_run_entry b)
{
    return a.key != b.key ? a.key < b.key : a.number < b.number;
}

/** A block with its row about fills a page of a database, and never more than one. */
#define DBN_BLOCK_BYTES 4000U

/** A block that is written. Zero: an empty one. */
typedef struct dbn_block_writer {
    char bytes[DBN_BLOCK_BYTES];
    uint32_t len;
    dbn_run_entry first, last; /* where len > 0 */
} dbn_block_writer;

/** Append an entry that comes behind the last one; false: it has no room. */
bool dbn_block_put(dbn_block_writer *block, dbn_run_entry entry);

/** A block that is read, which is borrowed. */
typedef struct dbn_block_reader {
    dbn_span bytes;
    size_t at;
    dbn_run_entry last;
    bool is_broken;
} dbn_block_reader;

/** The next entry, behind the last one; false at the end, or, with is_broken set, where
 * the bytes are no such block. */
bool dbn_block_next(dbn_run_entry *out, dbn_block_reader *block);

#endif
