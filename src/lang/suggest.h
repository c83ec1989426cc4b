/*
 * lang/suggest.h - what could have been meant by what is no word.
 */
#ifndef DBN_LANG_SUGGEST_H
#define DBN_LANG_SUGGEST_H

#include "lang/speller.h"

/** Suggestions that are kept. */
#define DBN_SUGGESTIONS_MAX 8U

/** One slip that everybody makes, of an accent, a doubled letter, two in the wrong
 * order, or one that sounds like the other, costs no more; two such cost so much more.
 */
#define DBN_COST_SLIP  5
#define DBN_COST_SLIPS 26

typedef struct dbn_suggestion {
    char bytes[DBN_DICTIONARY_WORD_MAX];
    uint32_t len;
    int32_t score; /* the higher the better: 2 log2 of a probability, and a constant */
    int32_t cost;  /* what the error takes from it: it happens to one in 2^(cost / 2) */
    uint32_t
        edits; /* letters that are other ones; accents and capitals are not counted */
    uint32_t frequency;
    bool has_capital; /* in the dictionary: a name */
} dbn_suggestion;

/** What a search looks for. The lower the cost, the faster: an error that costs more is
 * not followed. */
typedef struct dbn_suggest_limits {
    uint32_t edits;
    int32_t cost;
} dbn_suggest_limits;

/** Of an error that may cost anything. */
#define DBN_COST_ANY 1000

/**
 * The best suggestions for `word`, behind `elision` (folded; empty for none), best
 * first, in the case in which it stands; their number. Of `limits->edits` letters at
 * most two are other ones. Deterministic: the search ends at a number of steps, and
 * ties go to the first in the order of code points. Some 100 us, less than 5 ms.
 */
uint32_t dbn_suggest(dbn_suggestion out[DBN_SUGGESTIONS_MAX],
                     const dbn_speller *speller, dbn_span word, dbn_span elision,
                     const dbn_suggest_limits *limits);

/** The same, remembered by the speller: words come back, in other texts too. */
uint32_t dbn_suggest_once(dbn_suggestion out[DBN_SUGGESTIONS_MAX], dbn_speller *speller,
                          dbn_span word, dbn_span elision,
                          const dbn_suggest_limits *limits);

/** How many letters of two folded words are other ones; more than two count as three.
 */
uint32_t dbn_letters_apart(dbn_span a, dbn_span b);

#endif
