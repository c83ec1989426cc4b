/*
 * key/stretch.h - two short stretches of tokens, aligned word by word. Private to key/.
 */
#ifndef DBN_KEY_STRETCH_H
#define DBN_KEY_STRETCH_H

#include "key/align.h"

/** A rectangle of tokens, at most DBN_ALIGN_SPAN by DBN_ALIGN_SPAN; backward ones are
 * read from their ends. */
typedef struct dbn_stretch {
    uint32_t a, b; /* the first tokens read */
    uint32_t a_count, b_count;
    bool backward;
    bool open;     /* may stop anywhere; else to the far corner */
    bool to_limit; /* the far corner ends both blocks */
} dbn_stretch;

/** What aligns stretches of two keys: both, and the cells that are filled. */
typedef struct dbn_word_aligner dbn_word_aligner;

/** One of `a` and `b`, which outlive it, in job->scratch; its steps are appended to
 * `out`. `by_word`: a word is equal or an edit, never a slip. NULL: no memory is left,
 * which the caller says. */
dbn_word_aligner *dbn_word_aligner_new(dbn_steps *out, const dbn_key *a,
                                       const dbn_key *b, const dbn_profile *profile,
                                       bool by_word, dbn_job *job);

/** The next step begins a chain: it is not joined to what stands before it. */
void dbn_word_aligner_begin(dbn_word_aligner *al);

/** Add a step, joining it to the one before where both are of one kind. */
dbn_status dbn_word_aligner_add(dbn_word_aligner *al, dbn_step step) DBN_CHECKED;

/** Add the steps of the best alignment, and say how many tokens of each side they
 * have: all, but where the stretch is open. */
dbn_status dbn_word_aligner_align(dbn_word_aligner *al, const dbn_stretch *s,
                                  uint32_t *a_used, uint32_t *b_used) DBN_CHECKED;

#endif
