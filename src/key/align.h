/*
 * key/align.h - where two stretches of tokens say the same, word by word.
 *
 *     a:  Le maire  a  ouvert    la  séance  à    huit heures
 *         |    |    |  :         |   |       |
 *     b:  Le maire  a  enfin ouvret  la  séance  à  neuf heures
 *         same         edit slip same           edit same
 *
 * The pieces between seeds are filled by a small dynamic programme that knows slips
 * of the keyboard and of the scanner. All work is bounded by constants times the
 * seeds and the tokens covered; nothing is quadratic in the texts.
 */
#ifndef DBN_KEY_ALIGN_H
#define DBN_KEY_ALIGN_H

#include "key/shared.h"
#include "key/slip.h"

/** What an aligned step is. */
typedef enum dbn_step_kind {
    DBN_STEP_SAME, /* equal tokens, as many on both sides */
    DBN_STEP_SLIP, /* the same word or words, misspelt, run together, torn apart */
    DBN_STEP_EDIT  /* something else, or nothing, stands on the other side */
} dbn_step_kind;

/** Tokens [a, a + a_count) and [b, b + b_count). */
typedef struct dbn_step {
    uint32_t a, b;
    uint16_t a_count, b_count;
    uint8_t kind; /* dbn_step_kind */
} dbn_step;

typedef DBN_VEC(dbn_step) dbn_steps;

/** A local alignment: steps that follow each other on both sides without a hole. */
typedef struct dbn_chain {
    uint32_t block_a, block_b;
    uint32_t a_beg, a_end, b_beg, b_end; /* tokens */
    uint32_t first, count;               /* its steps */
    uint32_t same;                       /* tokens of a in steps SAME and SLIP */
} dbn_chain;

typedef DBN_VEC(dbn_chain) dbn_chains;

typedef struct dbn_alignment {
    dbn_chains chains; /* sorted by block_a, block_b, then the longest first */
    dbn_steps steps;
} dbn_alignment;

/**
 * Join seeds (sorted as dbn_key_seeds() gives them) between blocks of `a` and blocks of
 * `b` to chains, and align between them and at their ends, never past the ends of the
 * two blocks. The two keys may be one: repetition within a document. All memory comes
 * from job->scratch, which the caller saves and rewinds.
 */
dbn_status dbn_key_align(dbn_alignment *out, const dbn_key *a, const dbn_key *b,
                         const dbn_seeds *seeds, const dbn_profile *profile,
                         dbn_job *job) DBN_CHECKED;

/** The most tokens a side that dbn_key_align_span() takes. */
#define DBN_ALIGN_SPAN 40U

/** Tokens of a key in a row. */
typedef struct dbn_key_span {
    const dbn_key *key;
    dbn_range tokens;
} dbn_key_span;

/** Align two short stretches of tokens from end to end; the steps are appended. */
dbn_status dbn_key_align_span(dbn_alignment *out, dbn_key_span a, dbn_key_span b,
                              const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

/**
 * Do token t of `a` and token u of `b` say the same? The 32 bits of a dbn_token are
 * equal for some words that are not, so whoever removes text for its copy's sake asks
 * here: the same bytes, or the same 64 bits of what is compared.
 */
bool dbn_key_agree(const dbn_key *a, uint32_t t, const dbn_key *b, uint32_t u,
                   const dbn_profile *profile);

#endif
