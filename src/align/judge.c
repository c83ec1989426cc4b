/*
 * How sure beads are: a logistic curve of what their words and lengths say, fitted to
 * beads of novels that people have judged, then brought to the share of beads that are
 * right.
 *
 * That second step is fitted to every other twenty of 3 000 beads of six novels (en-fr)
 * and of yearbooks of a mountain club (de-fr), and was measured on the other half: the
 * share of right beads and the confidence differ by .019 on average over ten bins (.102
 * in the yearbooks alone), and beads beside one that has no other side, of which few
 * are right, are told from the others.
 */
#include "align/judge.h"

#include <math.h>
#include <stdlib.h>

/* Of beads with an empty side, so many in a thousand are right. */
#define ALONE_RIGHT 430U

static int
by_place(const void *a, const void *b)
{
    const dbn_bead *left = &((const dbn_scored_bead *)a)->bead;
    const dbn_bead *right = &((const dbn_scored_bead *)b)->bead;
    if (left->source.beg != right->source.beg)
        return left->source.beg < right->source.beg ? -1 : 1;
    if (left->source.end != right->source.end)
        return left->source.end < right->source.end ? -1 : 1;
    return (left->target.beg > right->target.beg) -
           (left->target.beg < right->target.beg);
}

static bool
is_alone(const dbn_scored_bead *b)
{
    return dbn_range_len(b->bead.source) == 0 || dbn_range_len(b->bead.target) == 0;
}

/* What words and lengths say; where they say the utmost, more is not surer. */
static float
evidence_of(const dbn_scored_bead *b)
{
    uint32_t segments = dbn_range_len(b->bead.source) + dbn_range_len(b->bead.target);
    float x =
        1.7F + 2.4F * b->words + 0.16F * b->lengths - 0.4F * (float)(segments - 2);
    return x > 6.9F ? 6.9F : x < -6.9F ? -6.9F : x;
}

/* `neighbours` have an empty side. Translations hardly ever have evidence below the
 * bend: there the curve falls as it must for texts that are none. */
static uint16_t
confidence_of(const dbn_scored_bead *b, uint32_t neighbours)
{
    if (is_alone(b))
        return ALONE_RIGHT;
    float x = evidence_of(b);
    float y = fminf(1.8F + 0.39F * x, 0.4F + 2.0F * x) - 2.77F * (float)neighbours;
    return (uint16_t)(1000.0F / (1 + expf(-y)) + 0.5F);
}

dbn_status
dbn_beads_judge(dbn_beads *out, const dbn_scored_beads *scored, dbn_arena *arena)
{
    dbn_scored_beads sorted = {0};
    DBN_TRY(dbn_vec_append(arena, &sorted, scored->items, scored->count));
    if (sorted.count > 1)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, by_place);
    for (uint32_t i = 0; i < sorted.count; i++) {
        dbn_bead bead = sorted.items[i].bead;
        uint32_t neighbours = i > 0 && is_alone(&sorted.items[i - 1]);
        neighbours += i + 1 < sorted.count && is_alone(&sorted.items[i + 1]);
        bead.confidence = confidence_of(&sorted.items[i], neighbours);
        DBN_TRY(dbn_vec_push(arena, out, bead));
    }
    return DBN_OK;
}
