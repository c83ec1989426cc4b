/*
 * align/hmm.h - a walk through the words of one language that writes those of the
 * other. Seen by align/ only.
 */
#ifndef DBN_ALIGN_HMM_H
#define DBN_ALIGN_HMM_H

#include "base/arena.h"

/** Steps that are told apart; longer ones, either way, count alike. */
#define DBN_HMM_REACH 8
#define DBN_HMM_STEPS (2 * DBN_HMM_REACH + 3)

/** How often each step is made: [0] further back, [1 + DBN_HMM_REACH + d] by d words,
 * the last one further on. */
typedef struct dbn_hmm_steps {
    float of[DBN_HMM_STEPS];
} dbn_hmm_steps;

static inline uint32_t
dbn_hmm_step(int64_t words)
{
    int64_t step = words < -DBN_HMM_REACH ? -DBN_HMM_REACH - 1 : words;
    step = step > DBN_HMM_REACH ? DBN_HMM_REACH + 1 : step;
    return (uint32_t)(step + DBN_HMM_REACH + 1);
}

/** Words that write (`writers`), words that are written, and how well they fit. */
typedef struct dbn_hmm_input {
    uint32_t writers, words;
    const float *fits; /* words x writers */
    const float *free; /* of each word: how likely nothing of the other side wrote it */
    const dbn_hmm_steps *steps;
    float nobody; /* how often nobody writes a word */
} dbn_hmm_input;

/** Room for sentences of up to `longest` words, used again and again. */
typedef struct dbn_hmm {
    uint32_t longest;
    float *forward; /* of each word and writer, who was the last one to write */
    float *backward, *next, *share, *scale; /* of each state */
    float *scaled;                          /* each word, on the way forward */
} dbn_hmm;

/** DBN_ERR_NOMEM without a message. */
dbn_status dbn_hmm_make(dbn_hmm *out, uint32_t longest, dbn_arena *arena) DBN_CHECKED;

/** How likely each writer wrote each word, given all of them: words x writers. */
void dbn_hmm_posteriors(float *out, dbn_hmm *hmm, const dbn_hmm_input *in);

#endif
