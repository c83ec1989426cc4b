#include "align/judge.h"

#include <math.h>
#include <stdlib.h>

static int
by_place(const void *a, const void *b)
{
    const dbn_bead *left = a, *right = b;
    if (left->source.beg != right->source.beg)
        return left->source.beg < right->source.beg ? -1 : 1;
    if (left->source.end != right->source.end)
        return left->source.end < right->source.end ? -1 : 1;
    return (left->target.beg > right->target.beg) -
           (left->target.beg < right->target.beg);
}

/* A logistic curve fitted to beads of novels that people have judged. */
static uint16_t
confidence_of(const dbn_scored_bead *b)
{
    uint32_t s = dbn_range_len(b->bead.source), t = dbn_range_len(b->bead.target);
    float x = s == 0 || t == 0 ? 0.0F
                               : 1.7F + 2.4F * b->words + 0.16F * b->lengths -
                                     0.4F * (float)(s + t - 2);
    return (uint16_t)(1000.0F / (1 + expf(-x)) + 0.5F);
}

dbn_status
dbn_beads_judge(dbn_beads *out, const dbn_scored_beads *scored, dbn_arena *arena)
{
    for (uint32_t i = 0; i < scored->count; i++) {
        dbn_bead bead = scored->items[i].bead;
        bead.confidence = confidence_of(&scored->items[i]);
        DBN_TRY(dbn_vec_push(arena, out, bead));
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_place);
    return DBN_OK;
}
