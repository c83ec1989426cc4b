/*
 * terms/inside.h - what the files of the stage hand on; private to terms/.
 *
 *     segments ─lexis▶ words ─candidates▶ sequences ─score▶ terms
 */
#ifndef DBN_TERMS_INSIDE_H
#define DBN_TERMS_INSIDE_H

#include "lang/lexicon.h"
#include "terms/grammar.h"
#include "terms/terms.h"

/** A distinct word, in small letters. */
typedef struct dbn_lexis_word {
    uint32_t lemma; /* the number of what it is a form of */
    uint32_t count;
    double elsewhere; /* times in 10^8 words of other texts, all forms together */
    char letter;      /* as terms/grammar.h has them */
    bool is_small;    /* one of the grammar's: it does not count */
    bool may_be_verb;
    bool is_plural;
} dbn_lexis_word;

/** A word where it stands. */
typedef struct dbn_lexis_token {
    uint32_t word;
    uint32_t segment;
    dbn_range range;
    bool has_capital; /* inside a sentence */
} dbn_lexis_token;

typedef struct dbn_lexis {
    dbn_lexicon names; /* of the words, by their numbers */
    DBN_VEC(dbn_lexis_word) words;
    dbn_lexicon lemmas;
    DBN_VEC(uint32_t) lemma_counts;
    DBN_VEC(dbn_lexis_token) tokens;
} dbn_lexis;

/** DBN_ERR_NOMEM without a message. */
dbn_status dbn_lexis_read(dbn_lexis *out, const dbn_terms_input *in,
                          const dbn_term_grammar *grammar, const dbn_profile *profile,
                          dbn_arena *arena) DBN_CHECKED;

/** A distinct sequence. */
typedef struct dbn_term_candidate {
    uint32_t words[DBN_TERM_WORDS];
    uint32_t word_count;
    uint32_t count, documents, last_document, capitals;
    uint32_t first_token;       /* where it stands first; without a capital if it can */
    uint32_t inside, inside_of; /* times inside longer ones; how many these are */
    uint32_t group;             /* forms of one term */
    uint32_t places[DBN_TERM_PLACES_MAX]; /* tokens */
    float score;
    bool first_has_capital;
} dbn_term_candidate;

typedef struct dbn_term_group {
    uint32_t count;  /* of all forms */
    uint32_t main;   /* the most frequent one */
    float best;      /* score of its forms */
    uint32_t joined; /* the group that it became part of, + 1; 0: none */
} dbn_term_group;

typedef struct dbn_candidates {
    DBN_VEC(dbn_term_candidate) items;
    DBN_VEC(dbn_term_group) groups;
    uint32_t *slots; /* of the sequences, + 1 */
    uint32_t mask;
} dbn_candidates;

dbn_status dbn_candidates_find(dbn_candidates *out, const dbn_lexis *lexis,
                               const dbn_terms_input *in,
                               const dbn_term_grammar *grammar,
                               dbn_arena *arena) DBN_CHECKED;

/** Score all of them. */
void dbn_candidates_score(dbn_candidates *candidates, const dbn_lexis *lexis,
                          const dbn_term_grammar *grammar);

/** Make abbreviations forms of what texts say they stand for, once all are scored.
 * DBN_ERR_NOMEM without a message. */
dbn_status dbn_abbreviations_join(dbn_candidates *candidates, const dbn_lexis *lexis,
                                  const dbn_terms_input *in,
                                  dbn_arena *arena) DBN_CHECKED;

#endif
