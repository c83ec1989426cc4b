/*
 * Each segment of the source looks its rare words up among the words of the target:
 * those that the model links to them, in an inverted index without frequent words. Two
 * segments that are each other's best are an anchor, if they are clearly so and if a
 * neighbour agrees. Parts that were moved give anchors off the main line, which the
 * heaviest chain passes by.
 */
#include "align/anchors.h"

#include <math.h>

/* Segments that a word may stand in to tell one from another. */
#define RARE_MAX 24U
/* What an anchor weighs at least, and how much more than the second best; and where
 * what is found will be checked. */
#define WEIGHT_MIN   3.0F
#define MARGIN       1.4F
#define WEIGHT_LOOSE 1.0F
#define MARGIN_LOOSE 1.05F
/* How near a neighbour that agrees is, and how near to the diagonal. */
#define NEAR_ROWS   10U
#define NEAR_OFFSET 6

typedef struct finder {
    const dbn_align_doc *doc;
    dbn_anchor_choice choice;
    const dbn_model *model;
    uint32_t *first, *postings; /* of each target word: segments */
    float *weight;              /* of each target segment, for one of the source */
    uint32_t *touched;
    float *best_of; /* of each target segment: its best source */
    uint32_t *best;
} finder;

static bool
is_chosen(const bool *flags, uint32_t at)
{
    return flags == NULL || flags[at];
}

static dbn_status
index_target(finder *f, uint32_t words, dbn_arena *scratch)
{
    const dbn_word_list *t = &f->doc->target;
    f->first = dbn_arena_alloc(scratch, ((size_t)words + 2) * sizeof(uint32_t));
    f->postings =
        dbn_arena_alloc(scratch, ((size_t)t->offset[t->count] + 1) * sizeof(uint32_t));
    f->weight = dbn_arena_alloc(scratch, ((size_t)t->count + 1) * sizeof(float));
    f->touched = dbn_arena_alloc(scratch, ((size_t)t->count + 1) * sizeof(uint32_t));
    f->best_of = dbn_arena_alloc(scratch, ((size_t)t->count + 1) * sizeof(float));
    f->best = dbn_arena_alloc(scratch, ((size_t)t->count + 1) * sizeof(uint32_t));
    if (f->first == NULL || f->postings == NULL || f->weight == NULL ||
        f->touched == NULL || f->best_of == NULL || f->best == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < t->offset[t->count]; i++)
        f->first[t->words[i] + 1]++;
    for (uint32_t i = 0; i <= words; i++)
        f->first[i + 1] += f->first[i];
    for (uint32_t j = t->count; j-- > 0;) /* from the end: fills each list backwards */
        for (uint32_t i = t->offset[j + 1]; i-- > t->offset[j];)
            f->postings[--f->first[t->words[i] + 1]] = j;
    /* first[w + 1] is now where the list of w begins. */
    return DBN_OK;
}

static dbn_range
postings_of(const finder *f, uint32_t word)
{
    return (dbn_range){f->first[word + 1], f->first[word + 2]};
}

/* Let the target segments that hold a translation of `word` gain weight. */
static uint32_t
look_up(finder *f, uint32_t word, uint32_t touched)
{
    const dbn_link_table *sure = &f->model->sure;
    float segments = (float)f->doc->target.count + 1;
    for (uint32_t i = sure->first[word]; i < sure->first[word + 1]; i++) {
        dbn_range list = postings_of(f, sure->ends[i].word);
        if (list.beg == list.end || dbn_range_len(list) > RARE_MAX)
            continue;
        float gain = sure->ends[i].p * logf(segments / (float)dbn_range_len(list));
        if (gain <= 0) /* the word stands everywhere */
            continue;
        for (uint32_t p = list.beg; p < list.end; p++) {
            uint32_t j = f->postings[p];
            if (!is_chosen(f->choice.target, j) ||
                (p > list.beg && f->postings[p - 1] == j))
                continue;
            if (f->weight[j] == 0)
                f->touched[touched++] = j;
            f->weight[j] += gain;
        }
    }
    return touched;
}

/* The best target segment of `i`, DBN_NONE where none is clearly best. */
static uint32_t
best_target(finder *f, uint32_t i, float *weight)
{
    const dbn_word_list *s = &f->doc->source;
    uint32_t touched = 0, best = DBN_NONE;
    float second = 0;
    *weight = 0;
    for (uint32_t w = s->offset[i]; w < s->offset[i + 1]; w++)
        touched = look_up(f, s->words[w], touched);
    for (uint32_t k = 0; k < touched; k++) {
        uint32_t j = f->touched[k];
        if (f->weight[j] > *weight) {
            second = *weight;
            *weight = f->weight[j];
            best = j;
        } else if (f->weight[j] > second) {
            second = f->weight[j];
        }
        if (f->weight[j] > f->best_of[j]) {
            f->best_of[j] = f->weight[j];
            f->best[j] = i;
        }
        f->weight[j] = 0;
    }
    float least = f->choice.is_loose ? WEIGHT_LOOSE : WEIGHT_MIN;
    float margin = f->choice.is_loose ? MARGIN_LOOSE : MARGIN;
    return *weight >= least && *weight >= margin * second ? best : DBN_NONE;
}

static bool
agrees(dbn_anchor a, dbn_anchor b)
{
    int64_t rows = (int64_t)b.source - a.source, columns = (int64_t)b.target - a.target;
    return columns - rows <= NEAR_OFFSET && rows - columns <= NEAR_OFFSET;
}

/* Without those that no neighbour agrees with. */
static void
drop_lonely(dbn_anchors *anchors, uint32_t first)
{
    uint32_t kept = first;
    dbn_anchor before = {0}; /* the last one read, kept or not */
    for (uint32_t i = first; i < anchors->count; i++) {
        dbn_anchor here = anchors->items[i];
        bool is_sure = i > first && here.source - before.source <= NEAR_ROWS &&
                       agrees(before, here);
        for (uint32_t k = i + 1; !is_sure && k < anchors->count && k <= i + 4 &&
                                 anchors->items[k].source - here.source <= NEAR_ROWS;
             k++)
            is_sure = agrees(here, anchors->items[k]);
        before = here;
        if (is_sure)
            anchors->items[kept++] = here;
    }
    anchors->count = kept;
}

static dbn_status
find(dbn_anchors *out, finder *f, dbn_arena *out_arena, dbn_arena *scratch)
{
    const dbn_word_list *s = &f->doc->source;
    uint32_t *best = dbn_arena_alloc(scratch, ((size_t)s->count + 1) * sizeof *best);
    float *weight = dbn_arena_alloc(scratch, ((size_t)s->count + 1) * sizeof *weight);
    if (best == NULL || weight == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < s->count; i++)
        best[i] =
            is_chosen(f->choice.source, i) ? best_target(f, i, &weight[i]) : DBN_NONE;
    uint32_t first = out->count;
    for (uint32_t i = 0; i < s->count; i++)
        if (best[i] != DBN_NONE && f->best[best[i]] == i)
            DBN_TRY(dbn_vec_push(out_arena, out, (dbn_anchor){i, best[i], weight[i]}));
    if (!f->choice.is_loose)
        drop_lonely(out, first);
    return DBN_OK;
}

dbn_status
dbn_anchors_find(dbn_anchors *out, const dbn_align_doc *doc, dbn_anchor_choice choice,
                 const dbn_vocabulary *target_words, dbn_arena *out_arena,
                 dbn_arena *scratch)
{
    finder f = {.doc = doc, .choice = choice, .model = choice.model};
    dbn_arena_mark mark = dbn_arena_save(scratch);
    dbn_status status = index_target(&f, target_words->lexicon.words.count, scratch);
    if (status == DBN_OK)
        status = find(out, &f, out_arena, scratch);
    dbn_arena_rewind(scratch, mark);
    return status;
}

/* The heaviest chain that ends at or before each target segment: a Fenwick tree of
 * maxima. */
typedef struct tree {
    uint32_t *best; /* number of an anchor, plus one */
    uint32_t count;
} tree;

dbn_status
dbn_anchors_chain(dbn_anchors *anchors, uint32_t target_count, dbn_arena *scratch)
{
    if (anchors->count == 0)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(scratch);
    uint32_t count = anchors->count, last = DBN_NONE;
    tree t = {dbn_arena_alloc(scratch, ((size_t)target_count + 2) * sizeof(uint32_t)),
              target_count + 1};
    float *sum = dbn_arena_alloc(scratch, ((size_t)count + 1) * sizeof *sum);
    uint32_t *before = dbn_arena_alloc(scratch, ((size_t)count + 1) * sizeof *before);
    if (t.best == NULL || sum == NULL || before == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        before[i] = DBN_NONE;
        sum[i] = anchors->items[i].weight;
        for (uint32_t k = anchors->items[i].target; k > 0; k -= k & -k) {
            uint32_t best = t.best[k];
            if (best > 0 && sum[best - 1] + anchors->items[i].weight > sum[i]) {
                sum[i] = sum[best - 1] + anchors->items[i].weight;
                before[i] = best - 1;
            }
        }
        for (uint32_t k = anchors->items[i].target + 1; k <= t.count; k += k & -k)
            if (t.best[k] == 0 || sum[t.best[k] - 1] < sum[i])
                t.best[k] = i + 1;
        if (last == DBN_NONE || sum[i] > sum[last])
            last = i;
    }
    uint32_t kept = count;
    for (uint32_t i = last; i != DBN_NONE; i = before[i])
        anchors->items[--kept] =
            anchors->items[i]; /* chain goes back: never ahead of i */
    anchors->count = count - kept;
    memmove(anchors->items, anchors->items + kept,
            anchors->count * sizeof *anchors->items);
    dbn_arena_rewind(scratch, mark);
    return DBN_OK;
}
