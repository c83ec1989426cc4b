/*
 * terms/grammar.h - dicts/<lang>/terms.yaml: what terms of a language look like, and
 * what tells that one is used as a term. Private to terms/.
 *
 * A word is a letter:
 *
 *     N noun   A adjective   B both   K participle   I infinitive   P name
 *     ? of no dictionary   # with digits   . ends whatever it stands in
 *     and those that the file gives to small words: d for "de" …
 *
 * so that a sequence is a string: NdN.
 */
#ifndef DBN_TERMS_GRAMMAR_H
#define DBN_TERMS_GRAMMAR_H

#include "lang/yaml.h"

/** Words of a sequence, small ones too. */
#define DBN_TERM_WORDS 6U

/** What is known of a candidate, each with its weight. */
typedef enum dbn_term_feature {
    DBN_TERM_ALWAYS,
    DBN_TERM_TIMES,       /* log2 of how often the term stands there, in all forms */
    DBN_TERM_SHARE,       /* log2 of the part that this form has in it */
    DBN_TERM_BURST,       /* log2 of how often in each document that has it */
    DBN_TERM_COMMON_WORD, /* log2 of how much more frequent its most common word is
                             here than elsewhere */
    DBN_TERM_CAPITAL,     /* the part that has a capital inside a sentence */
    DBN_TERM_NESTED,      /* the part that stands inside longer ones */
    DBN_TERM_COHESION,    /* several words: log2 of how often they stand together */
    DBN_TERM_LONG,        /* more than three words that count */
    DBN_TERM_ARTICLE,     /* has an article inside */
    DBN_TERM_VERB,        /* a word that may be a verb's form */
    DBN_TERM_ONE_TIMES,   /* of one word: times; specificity; both, multiplied */
    DBN_TERM_ONE_SPECIFIC,
    DBN_TERM_ONE_BOTH,
    DBN_TERM_MORE_SPECIFIC, /* of several: the same, and their squares */
    DBN_TERM_MORE_TIMES_SQUARED,
    DBN_TERM_MORE_SPECIFIC_SQUARED,
    DBN_TERM_MORE_BOTH,
    DBN_TERM_DISAGREES,   /* a plural beside a singular */
    DBN_TERM_MORE_INSIDE, /* of several: log2 of how many longer ones have it */
    DBN_TERM_MAIN_FORM,   /* the most frequent form */
    DBN_TERM_FEATURES
} dbn_term_feature;

/** Letters of sequences, by their bytes. */
typedef bool dbn_letter_set[128];

typedef struct dbn_small_word {
    dbn_span word;
    char letter;
} dbn_small_word;

typedef struct dbn_shape {
    dbn_span letters;
    float weight;
} dbn_shape;

typedef struct dbn_term_grammar {
    DBN_VEC(dbn_small_word) small_words;
    DBN_VEC(dbn_span) participles; /* how they end */
    dbn_span plurals;              /* last letters of plurals */
    char article;                  /* the letter of articles; 0: none */
    dbn_letter_set starts, ends;
    dbn_letter_set follows[128]; /* what may stand behind a letter */
    DBN_VEC(dbn_shape) shapes;
    float weights[DBN_TERM_FEATURES];
    float cut; /* candidates from this score on are terms */
} dbn_term_grammar;

/** In `arena`. Empty bytes: a language whose terms nobody described. */
dbn_status dbn_term_grammar_load(dbn_term_grammar *out, const char *path,
                                 dbn_span bytes, dbn_arena *arena,
                                 dbn_error *err) DBN_CHECKED;

#endif
