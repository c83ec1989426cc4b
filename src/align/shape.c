/*
 * A novelist's translator cuts sentences up, a yearbook's joins them: what a pair of
 * texts does is counted in the beads of the last round, with the habits of edited
 * translations counted as if some beads had been seen before, so that a short article
 * keeps to those.
 */
#include "align/shape.h"

#include <math.h>

/* Beads that count as seen before: for their kinds, and for their lengths; segments in
 * gaps that do. */
#define PRIOR_BEADS   30
#define PRIOR_LENGTHS 20
#define PRIOR_ALONE   10
/* Of so many beads a gap is expected to be seen. */
#define PRIOR_GAPS 40
/* Variance of the letters of a translation, a letter. */
#define VARIANCE 12.0F
/* How often a gap has one more segment: what is missing is missing in paragraphs. */
#define GOES_ON 0.5F
/* Instead of nothing, of which there is no logarithm: kinds that no grid has. */
#define NEVER 1e-30F

/* How often beads of each kind are found in edited translations. */
static const float edited[DBN_BEAD_SIDE_MAX + 1][DBN_BEAD_SIDE_MAX + 1] = {
    {0, .03F, 0, 0, 0},
    {.02F, .75F, .07F, .01F, .002F},
    {0, .08F, .01F, .002F, .0005F},
    {0, .01F, .002F, .0008F, .0003F},
    {0, .002F, .0005F, .0003F, .0002F},
};

static bool
is_gap(const dbn_bead *bead)
{
    return bead->source.beg == bead->source.end || bead->target.beg == bead->target.end;
}

/* ---- lengths ------------------------------------------------------------------- */

static float
letters_of(const dbn_word_list *list, dbn_range range)
{
    uint64_t sum = 0;
    for (uint32_t i = range.beg; i < range.end; i++)
        sum += list->letters[i];
    return (float)sum;
}

static void
learn_variance(dbn_shape *shape, const dbn_align_doc *doc)
{
    float squares = PRIOR_LENGTHS * VARIANCE, beads = PRIOR_LENGTHS;
    for (uint32_t i = 0; i < doc->beads.count; i++) {
        const dbn_bead *bead = &doc->beads.items[i];
        if (is_gap(bead))
            continue;
        float s = letters_of(&doc->source, bead->source) * shape->ratio;
        float t = letters_of(&doc->target, bead->target);
        squares += (t - s) * (t - s) / ((s + t) / 2);
        beads++;
    }
    shape->variance = squares / beads;
}

/* ---- kinds --------------------------------------------------------------------- */

static void
learn_kinds(dbn_shape *shape, const dbn_beads *beads)
{
    float all = PRIOR_BEADS;
    float count[DBN_BEAD_SIDE_MAX + 1][DBN_BEAD_SIDE_MAX + 1];
    for (int s = 0; s <= DBN_BEAD_SIDE_MAX; s++)
        for (int t = 0; t <= DBN_BEAD_SIDE_MAX; t++)
            count[s][t] = PRIOR_BEADS * edited[s][t];
    for (uint32_t i = 0; i < beads->count; i++) {
        const dbn_bead *bead = &beads->items[i];
        uint32_t s = dbn_range_len(bead->source), t = dbn_range_len(bead->target);
        if (is_gap(bead) || s > DBN_BEAD_SIDE_MAX || t > DBN_BEAD_SIDE_MAX)
            continue;
        count[s][t]++;
        all++;
    }
    for (int s = 0; s <= DBN_BEAD_SIDE_MAX; s++)
        for (int t = 0; t <= DBN_BEAD_SIDE_MAX; t++)
            shape->prior[s][t] = logf(count[s][t] / all + NEVER);
}

/* Where the last round left parts without partner, more of them are expected: as many
 * gaps began among so many beads, and went on as often. */
static void
learn_gaps(dbn_shape *shape, const dbn_beads *beads)
{
    float source = 0, target = 0, on = 0;
    for (uint32_t i = 0; i < beads->count; i++) {
        const dbn_bead *b = &beads->items[i], *before = i > 0 ? b - 1 : NULL;
        bool is_source = b->target.beg == b->target.end;
        bool is_target = b->source.beg == b->source.end;
        bool goes_on = before != NULL &&
                       ((is_source && before->target.beg == before->target.end) ||
                        (is_target && before->source.beg == before->source.end));
        source += is_source && !goes_on;
        target += is_target && !goes_on;
        on += (is_source || is_target) && goes_on;
    }
    float count = (float)beads->count + PRIOR_GAPS;
    shape->prior[1][0] = logf(fmaxf(source / count, edited[1][0]));
    shape->prior[0][1] = logf(fmaxf(target / count, edited[0][1]));
    shape->goes_on =
        logf((on + PRIOR_ALONE * GOES_ON) / (source + target + on + PRIOR_ALONE));
}

void
dbn_shape_learn(dbn_shape *out, const dbn_align_doc *doc, float ratio)
{
    *out = (dbn_shape){.ratio = ratio};
    learn_variance(out, doc);
    learn_kinds(out, &doc->beads);
    learn_gaps(out, &doc->beads);
}
