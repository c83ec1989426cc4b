/*
 * flow/words.h - what one thread spells by: dictionaries, and words of the house.
 */
#ifndef DBN_FLOW_WORDS_H
#define DBN_FLOW_WORDS_H

#include "doublon/desk.h"
#include "lang/speller.h"

typedef struct dbn_words {
    dbn_spelling *spelling; /* NULL until it is needed */
    uint64_t own;           /* a hash of the words that it was given */
} dbn_words;

/** Make it ready for `options`. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_words_prepare(dbn_words *words, dbn_dictionaries *dictionaries,
                             const dbn_profiles *profiles,
                             const dbn_check_options *options,
                             dbn_error *err) DBN_CHECKED;

void dbn_words_release(dbn_words *words);

#endif
