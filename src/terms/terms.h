/*
 * terms/terms.h - the terms that texts of a field have: sequences of words that look
 * like terms (dicts/<lang>/terms.yaml) and are used as terms are.
 */
#ifndef DBN_TERMS_TERMS_H
#define DBN_TERMS_TERMS_H

#include "base/job.h"
#include "lang/morphology.h"
#include "text/records.h"

/** One segment: its words are ranges of it, sorted; punctuation may be among them. */
typedef struct dbn_terms_segment {
    dbn_span text;
    const dbn_range *tokens;
    uint32_t token_count;
    uint32_t document; /* its number, from 0, not falling */
} dbn_terms_segment;

typedef struct dbn_terms_input {
    const dbn_terms_segment *segments;
    uint32_t count;
    uint32_t document_count;
    const dbn_morphology *morphology;
    dbn_span grammar; /* the bytes of terms.yaml; empty: nothing looks like a term */
    const char *grammar_path; /* what messages call it */
} dbn_terms_input;

/** Where a term stands. */
typedef struct dbn_term_place {
    uint32_t segment;
    dbn_range range; /* of its text */
} dbn_term_place;

/** One form of a term. */
typedef struct dbn_term {
    dbn_span form;      /* as it stands, with single spaces; small letters but where it
                           always has a capital */
    float score;        /* the larger the surer; 0 at the cut-off */
    uint32_t count;     /* how often */
    uint32_t documents; /* in how many */
    uint32_t head;      /* its main form, among the results: perhaps itself */
    uint32_t first_place, place_count; /* the first of its places */
} dbn_term;

/** Forms of one term stand together, the main one first; terms by falling score. */
typedef struct dbn_terms_result {
    DBN_VEC(dbn_term) terms;
    DBN_VEC(dbn_term_place) places;
} dbn_terms_result;

/** Of each form so many places are kept. */
#define DBN_TERM_PLACES_MAX 3U

/**
 * Find them, in job->arena. Linear in the text, but for sorting what is found. Fails
 * with DBN_ERR_SYNTAX where terms.yaml is broken, DBN_ERR_NOMEM.
 */
dbn_status dbn_terms_run(dbn_terms_result *out, const dbn_terms_input *in,
                         const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
