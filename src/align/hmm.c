/*
 * Forward and backward sums of a hidden Markov model whose states are the writers, and,
 * at 0, the place before the first of them. A word that nobody writes leaves the state
 * as it was, so that null words cost no states of their own.
 *
 *     c[j][i] = written(j, i) + nobody · free[j] · c[j-1][i]     last writer is i
 *     written(j, i) = (1 - nobody) · fits[j][i] · Σ over k of c[j-1][k] · step(i - k)
 *
 * Steps longer than DBN_HMM_REACH are alike, and their sums running ones: the cost is
 * words x writers x (2 DBN_HMM_REACH + 1), LANES states at a time, which a compiler
 * makes vectors of. Rows have zeros around them, so that no step needs to be checked.
 *
 * Vogel, Ney and Tillmann, HMM-Based Word Alignment in Statistical Translation, 1996.
 */
#include "align/hmm.h"

/* Keeps empty sums from dividing by nothing. */
#define TINY  1e-30F
#define LANES 8U
/* Zeros in front of a row, and behind it. */
#define FRONT ((size_t)DBN_HMM_REACH)
#define BACK  ((size_t)DBN_HMM_REACH + LANES)

dbn_status
dbn_hmm_make(dbn_hmm *out, uint32_t longest, dbn_arena *arena)
{
    size_t states = (size_t)longest + 1, row = (states + FRONT + BACK) * sizeof(float);
    float *share = dbn_arena_alloc(arena, row);
    *out = (dbn_hmm){.longest = longest,
                     .forward = dbn_arena_alloc(arena, states * states * sizeof(float)),
                     .backward = dbn_arena_alloc(arena, row),
                     .next = dbn_arena_alloc(arena, row),
                     .scale = dbn_arena_alloc(arena, row),
                     .scaled = dbn_arena_alloc(arena, row)};
    if (share == NULL || out->forward == NULL || out->backward == NULL ||
        out->next == NULL || out->scale == NULL || out->scaled == NULL)
        return DBN_ERR_NOMEM;
    out->share = share + FRONT;
    return DBN_OK;
}

/* Put zeros behind a row that is to be spread. */
static void
end_row(float *row, uint32_t states)
{
    memset(row + states, 0, BACK * sizeof *row);
}

/* out[i] += Σ over near k of from[k] · of[k - i]: both have LANES to spare. */
static void
spread_near(float *restrict out, const float *restrict from, uint32_t states,
            const float of[2 * DBN_HMM_REACH + 1])
{
    for (uint32_t i = 0; i < states; i += LANES) {
        float sums[LANES];
        memcpy(sums, out + i, sizeof sums);
        for (int d = -DBN_HMM_REACH; d <= DBN_HMM_REACH; d++)
            for (uint32_t k = 0; k < LANES; k++)
                sums[k] += of[d + DBN_HMM_REACH] * from[(int64_t)i + k + d];
        memcpy(out + i, sums, sizeof sums);
    }
}

/* out[i] = Σ over k of from[k] · step(i - k), or step(k - i) where it goes backward.
 * `from` has zeros around it. */
static void
spread(float *restrict out, const float *restrict from, uint32_t states,
       const dbn_hmm_steps *steps, bool is_backward)
{
    float far_on = steps->of[is_backward ? 0 : DBN_HMM_STEPS - 1];
    float far_back = steps->of[is_backward ? DBN_HMM_STEPS - 1 : 0];
    float of[2 * DBN_HMM_REACH + 1], before = 0, behind = 0;
    for (int d = -DBN_HMM_REACH; d <= DBN_HMM_REACH; d++)
        of[d + DBN_HMM_REACH] = steps->of[dbn_hmm_step(is_backward ? d : -d)];
    for (uint32_t i = 0; i < states; i++) {
        if (i > DBN_HMM_REACH)
            before += from[i - DBN_HMM_REACH - 1];
        out[i] = before * far_on;
    }
    for (uint32_t i = states; i-- > 0;) {
        behind += from[i + DBN_HMM_REACH + 1];
        out[i] += behind * far_back;
    }
    spread_near(out, from, states, of);
}

/* One for what steps from each state come to: to writers only. */
static void
scale_steps(dbn_hmm *hmm, const dbn_hmm_input *in)
{
    for (uint32_t i = 0; i <= in->writers; i++)
        hmm->share[i] = i > 0 ? 1 : 0;
    end_row(hmm->share, in->writers + 1);
    spread(hmm->scale, hmm->share, in->writers + 1, in->steps, true);
    for (uint32_t i = 0; i <= in->writers; i++)
        hmm->scale[i] = 1 / (hmm->scale[i] + TINY);
}

/* In lanes, so that it need not be added up one by one. */
static float
sum_of(const float *row, uint32_t count)
{
    float lanes[LANES] = {0}, sum = 0;
    uint32_t i = 0;
    for (; i + LANES <= count; i += LANES)
        for (uint32_t k = 0; k < LANES; k++)
            lanes[k] += row[i + k];
    for (; i < count; i++)
        sum += row[i];
    for (uint32_t k = 0; k < LANES; k++)
        sum += lanes[k];
    return sum;
}

/* Each row of `forward` is scaled to a sum of one, by what `scaled` then holds. */
static void
go_forward(float *restrict out, dbn_hmm *hmm, const dbn_hmm_input *in)
{
    uint32_t writers = in->writers, states = writers + 1;
    memset(hmm->forward, 0, states * sizeof *hmm->forward);
    hmm->forward[0] = 1;
    for (uint32_t j = 0; j < in->words; j++, out += writers) {
        const float *restrict fits = in->fits + (size_t)j * writers;
        const float *restrict row = hmm->forward + (size_t)j * states;
        const float *reached = hmm->next;
        float *restrict next = hmm->forward + (size_t)(j + 1) * states;
        float nobody = in->nobody * in->free[j], somebody = 1 - in->nobody;
        for (uint32_t i = 0; i < states; i++)
            hmm->share[i] = row[i] * hmm->scale[i];
        end_row(hmm->share, states);
        spread(hmm->next, hmm->share, states, in->steps, false);
        next[0] = nobody * row[0];
        for (uint32_t i = 0; i < writers; i++) {
            out[i] = somebody * fits[i] * reached[i + 1];
            next[i + 1] = out[i] + nobody * row[i + 1];
        }
        float scale = 1 / (sum_of(next, states) + TINY);
        hmm->scaled[j] = scale;
        for (uint32_t i = 0; i < states; i++)
            next[i] *= scale;
        for (uint32_t i = 0; i < writers; i++)
            out[i] *= scale;
    }
}

/* With the scales of the way forward, the products of both ways sum to one. */
static void
go_backward(float *restrict out, dbn_hmm *hmm, const dbn_hmm_input *in)
{
    uint32_t writers = in->writers, states = writers + 1;
    float *restrict backward = hmm->backward;
    for (uint32_t i = 0; i < states; i++)
        backward[i] = 1;
    for (uint32_t j = in->words; j-- > 0;) {
        const float *restrict fits = in->fits + (size_t)j * writers;
        const float *reached = hmm->next;
        float *restrict here = out + (size_t)j * writers;
        float nobody = in->nobody * in->free[j], somebody = 1 - in->nobody;
        float scale = hmm->scaled[j];
        hmm->share[0] = 0;
        for (uint32_t i = 0; i < writers; i++) {
            here[i] *= backward[i + 1];
            hmm->share[i + 1] = somebody * fits[i] * backward[i + 1];
        }
        end_row(hmm->share, states);
        spread(hmm->next, hmm->share, states, in->steps, true);
        for (uint32_t i = 0; i < states; i++)
            backward[i] = scale * (reached[i] * hmm->scale[i] + nobody * backward[i]);
    }
}

void
dbn_hmm_posteriors(float *out, dbn_hmm *hmm, const dbn_hmm_input *in)
{
    scale_steps(hmm, in);
    go_forward(out, hmm, in);
    go_backward(out, hmm, in);
}
