/*
 * lang/gaps.h - words by what is left of them when their letters beyond ASCII are lost:
 * "d?j?" finds "déjà".
 */
#ifndef DBN_LANG_GAPS_H
#define DBN_LANG_GAPS_H

#include "lang/profile.h"

/** A word of the file: where it stands there, and how frequent it is. */
typedef struct dbn_gap_slot {
    uint32_t offset; /* + 1; 0: free */
    uint8_t len;
    uint8_t frequency; /* 2 log2 of how often in 10^8 words */
} dbn_gap_slot;

/** The words of one language. Immutable. */
typedef struct dbn_gaps {
    dbn_span file; /* dicts/<lang>/frequencies.txt */
    const dbn_gap_slot *slots;
    uint32_t mask; /* slots - 1; slots is NULL where there are no words */
} dbn_gaps;

/** Index the words of `file`, which is borrowed, in `arena`. DBN_ERR_NOMEM without a
 * message. Linear. */
dbn_status dbn_gaps_index(dbn_gaps *out, dbn_span file, dbn_arena *arena) DBN_CHECKED;

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
 * *word is written as the list has it, and as long. A few probes.
 */
dbn_gap_verdict dbn_gaps_read(dbn_span *word, const dbn_profile *profile,
                              const uint32_t *codes, uint32_t count);

#endif
