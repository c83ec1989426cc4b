/*
 * flow/words.h - what one thread spells by, and what its newsroom writes: dictionaries,
 * words of the house, terms of the house.
 */
#ifndef DBN_FLOW_WORDS_H
#define DBN_FLOW_WORDS_H

#include "check/check.h"
#include "doublon/desk.h"
#include "lang/speller.h"

typedef struct dbn_words {
    dbn_spelling *spelling; /* NULL until it is needed */
    uint64_t own;           /* a hash of the words that it was given */
    /* Of the language and the rules that were last asked for: */
    const dbn_ruleset *rules;
    const dbn_profile *profile;
    dbn_glossary *glossary; /* NULL: the rules list no terms */
    dbn_house_words house;
    dbn_dictionaries *bare; /* where the engine has none; NULL until then */
} dbn_words;

/** What a document asks for. */
typedef struct dbn_words_wish {
    dbn_dictionaries *dictionaries; /* NULL: spelling is not looked at */
    const char *dicts;
    const dbn_profiles *profiles;
    const dbn_profile *profile; /* of the document */
    const dbn_ruleset *rules;
    const dbn_check_options *options;
} dbn_words_wish;

/** Make it ready. words->spelling is then there, where the wish has dictionaries, and
 * knows the words of the options and of the house; so is words->house. Fails with
 * DBN_ERR_NOMEM. */
dbn_status dbn_words_prepare(dbn_words *words, const dbn_words_wish *wish,
                             dbn_job *job) DBN_CHECKED;

/** The terms of the house; NULL where it has none. */
const dbn_house_words *dbn_words_house(const dbn_words *words);

void dbn_words_release(dbn_words *words);

#endif
