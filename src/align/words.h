/*
 * align/words.h - segments as the numbers of their words. Seen by align/ only.
 */
#ifndef DBN_ALIGN_WORDS_H
#define DBN_ALIGN_WORDS_H

#include "align/align.h"
#include "lang/lexicon.h"

/** One side of a pair: words[offset[i] … offset[i + 1]) are those of segment i. */
typedef struct dbn_word_list {
    uint32_t *words;
    uint32_t *offset;
    uint32_t *letters; /* lengths in code points, at least 1 */
    uint32_t count;    /* of segments */
} dbn_word_list;

/** The words of one side of all pairs. */
typedef struct dbn_vocabulary {
    dbn_lexicon lexicon;
    DBN_VEC(float) share; /* of all words that are this one */
    uint64_t total;
} dbn_vocabulary;

typedef DBN_VEC(uint32_t) dbn_word_numbers;

/**
 * Append the numbers of the words of `text`: folded, cut to their first letters,
 * numbers by value, signs alone. Words that are not there are added where `grows`,
 * else DBN_NONE stands for them. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_words_of(dbn_word_numbers *out, dbn_vocabulary *vocabulary,
                        dbn_span text, const dbn_profile *profile, bool grows,
                        dbn_arena *arena) DBN_CHECKED;

/** The number of a token as one word, whatever marks are inside: aujourd’hui, 10.000,
 * l’. It is added where it is new. */
dbn_status dbn_words_of_token(uint32_t *out, dbn_vocabulary *vocabulary, dbn_span token,
                              const dbn_profile *profile, dbn_arena *arena) DBN_CHECKED;

/** An entry of one word each side that both vocabularies have; both are DBN_NONE for
 * any other. */
typedef struct dbn_word_pair {
    uint32_t source, target;
} dbn_word_pair;

/** The vocabularies of both sides, and their languages. */
typedef struct dbn_vocabularies {
    dbn_vocabulary source, target;
    const dbn_profile *source_profile, *target_profile;
} dbn_vocabularies;

dbn_status dbn_words_of_entry(dbn_word_pair *out, dbn_vocabularies *vocabularies,
                              const dbn_align_entry *entry,
                              dbn_arena *scratch) DBN_CHECKED;

/** Is a word one of which equality across languages tells something: four letters or
 * more, a number, a sign? */
bool dbn_word_is_telling(dbn_span word);

/** The words of `count` segments; lasts as long as the arena. */
dbn_status dbn_word_list_make(dbn_word_list *out, dbn_vocabulary *vocabulary,
                              const dbn_span *segments, uint32_t count,
                              const dbn_profile *profile, dbn_arena *arena) DBN_CHECKED;

#endif
