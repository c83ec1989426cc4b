/*
 * lang/gaps.h - words by what is left of them when their letters beyond ASCII are lost:
 * "d?j?" finds "déjà".
 */
#ifndef DBN_LANG_GAPS_H
#define DBN_LANG_GAPS_H

#include <stdatomic.h>

#include "lang/profile.h"

/** A word of the file: where it stands there, and how frequent it is. */
typedef struct dbn_gap_slot {
    uint32_t offset; /* + 1; 0: free */
    uint8_t len;
    uint8_t frequency; /* 2 log2 of how often in 10^8 words */
} dbn_gap_slot;

/** The words of a file by what is left of them. */
typedef struct dbn_gap_table {
    uint32_t mask; /* slots - 1 */
    dbn_gap_slot slots[];
} dbn_gap_table;

/** The words of one language; few texts lost letters, so that they are put into a table
 * when a word is looked up for the first time. Shared by threads. */
typedef struct dbn_gaps {
    dbn_span file; /* dicts/<lang>/frequencies.txt, borrowed */
    _Atomic(dbn_gap_table *) table;
} dbn_gaps;

/** Let go of the table. */
void dbn_gaps_release(dbn_gaps *gaps);

/** How a word with gaps may be read. */
typedef enum dbn_gap_verdict {
    DBN_GAP_NO_WORD,
    DBN_GAP_ONE,    /* or one that is far more frequent than all others */
    DBN_GAP_SEVERAL /* about as frequent */
} dbn_gap_verdict;

/** U+FFFD: one letter beyond ASCII, whichever. */
#define DBN_GAP 0xFFFDU

/**
 * The word of `lang`'s list that the `count` code points can have been, in either case:
 * *word is written as the list has it, and as long. A few probes; the first time, a
 * pass over the list. Where no memory is left for that, no word is found.
 */
dbn_gap_verdict dbn_gaps_read(dbn_span *word, const dbn_profile *profile,
                              const uint32_t *codes, uint32_t count);

#endif
