/*
 * Anchors first. Most of them go forward on both sides: the heaviest chain, along which
 * one grid aligns everything. Runs of the others may be parts that stand elsewhere in
 * the translation. Each is aligned on its own, as far as its beads are worth it, and is
 * taken out of both texts where it is worth more there than its segments were in the
 * chain's grid. So is what is found when segments that no bead holds well are tried
 * with each other. What is left goes forward, and is aligned again.
 *
 *     source  a b c D E f g          chain: a b c f g       block: D E
 *     target  D E a b c f g          left:  a b c f g = a b c f g
 *
 * Cost: that of anchors and grids, of a window around each run, and at most FIELD_MAX
 * places for what is left over.
 */
#include "align/blocks.h"

#include <math.h>
#include <stdlib.h>

#include "align/anchors.h"

/* Anchors of one run lie so near on both sides. */
#define RUN_STEP 8U
/* What the beads of a block are worth at least, together, and the logarithm of the
 * places where they could be: in a long text more is found by chance. */
#define BLOCK_MIN 0.0F
/* Segments around a run that may be of its block. */
#define WINDOW 12U
/* What the words of a bead say, a word, below which it holds its segments badly. */
#define BAD_WORDS (-0.2F)
/* Places where what is left over is tried with everything, all passes together. */
#define FIELD_MAX 500000U

typedef struct blocks {
    const dbn_blocks_input *in;
    dbn_arena *arena, *scratch;
    dbn_anchors chain, others; /* of `others`, runs are made */
    bool *source, *target;     /* segments that are the chain's, or a block's */
    dbn_scored_beads moved;    /* of all blocks */
    dbn_scored_beads forward;  /* of what is left */
    float *source_value, *target_value; /* what each segment is worth where it is */
} blocks;

/** What is left of one side: the numbers of its segments, and their words. */
typedef struct rest {
    uint32_t *number; /* in the whole */
    uint32_t *place;  /* of each segment of the whole: in the rest */
    dbn_word_list words;
} rest;

/* ---- runs ---------------------------------------------------------------------- */

/* The chain, of anchors that are sure; the others may be less so: they are tried. */
static dbn_status
find_anchors(blocks *b)
{
    const dbn_align_doc *doc = b->in->doc;
    dbn_anchor_choice sure = {.model = b->in->model};
    dbn_anchor_choice loose = {.model = b->in->model, .is_loose = true};
    dbn_anchors all = {0};
    DBN_TRY(dbn_anchors_find(&b->chain, doc, sure, b->in->target_words, b->arena,
                             b->scratch));
    DBN_TRY(dbn_anchors_chain(&b->chain, doc->target.count, b->scratch));
    DBN_TRY(
        dbn_anchors_find(&all, doc, loose, b->in->target_words, b->arena, b->scratch));
    for (uint32_t i = 0, k = 0; i < all.count; i++) {
        while (k < b->chain.count && b->chain.items[k].source < all.items[i].source)
            k++;
        if (k == b->chain.count || b->chain.items[k].source != all.items[i].source)
            DBN_TRY(dbn_vec_push(b->arena, &b->others, all.items[i]));
    }
    return DBN_OK;
}

static bool
goes_on(dbn_anchor a, dbn_anchor b)
{
    return b.source - a.source <= RUN_STEP && b.target > a.target &&
           b.target - a.target <= RUN_STEP;
}

/* From where on the segments up to `range` are free, at most WINDOW of them; and to
 * where those behind it are. */
static dbn_range
widened(const bool *is_taken, dbn_range range, uint32_t count)
{
    dbn_range wide = range;
    while (wide.beg > 0 && range.beg - wide.beg < WINDOW && !is_taken[wide.beg - 1])
        wide.beg--;
    while (wide.end < count && wide.end - range.end < WINDOW && !is_taken[wide.end])
        wide.end++;
    return wide;
}

static bool
is_free(const bool *is_taken, dbn_range range)
{
    for (uint32_t i = range.beg; i < range.end; i++)
        if (is_taken[i])
            return false;
    return true;
}

static void
take(bool *is_taken, dbn_range range)
{
    memset(is_taken + range.beg, 1, dbn_range_len(range));
}

/* ---- blocks -------------------------------------------------------------------- */

static dbn_grid_input
grid_of(const blocks *b, const dbn_align_doc *doc)
{
    return (dbn_grid_input){.doc = doc,
                            .source = {0, doc->source.count},
                            .target = {0, doc->target.count},
                            .model = b->in->model,
                            .source_words = b->in->source_words,
                            .target_words = b->in->target_words,
                            .shape = b->in->shape};
}

static bool
is_full(const dbn_bead *bead)
{
    return dbn_range_len(bead->source) > 0 && dbn_range_len(bead->target) > 0;
}

static bool
is_good(const dbn_scored_bead *bead)
{
    return is_full(&bead->bead) && bead->words >= BAD_WORDS;
}

/* What the segments of beads that go forward are worth there. */
static void
value_segments(blocks *b)
{
    memset(b->source_value, 0, b->in->doc->source.count * sizeof(float));
    memset(b->target_value, 0, b->in->doc->target.count * sizeof(float));
    for (uint32_t i = 0; i < b->forward.count; i++) {
        const dbn_scored_bead *bead = &b->forward.items[i];
        dbn_range s = bead->bead.source, t = bead->bead.target;
        if (!is_full(&bead->bead) || bead->value <= 0)
            continue;
        for (uint32_t k = s.beg; k < s.end; k++)
            b->source_value[k] = bead->value / (float)dbn_range_len(s);
        for (uint32_t k = t.beg; k < t.end; k++)
            b->target_value[k] = bead->value / (float)dbn_range_len(t);
    }
}

static float
value_of(const float *values, dbn_range range)
{
    float sum = 0;
    for (uint32_t i = range.beg; i < range.end; i++)
        sum += values[i];
    return sum;
}

/* Take the segments of a block's beads, if they are worth more together than where they
 * are, and more than is found by chance at so many places; what the block holds badly
 * is left for another one. */
static dbn_status
accept(blocks *b, const dbn_scored_beads *block, uint64_t places, bool *is_accepted)
{
    float value = 0;
    for (uint32_t i = 0; i < block->count; i++)
        value += block->items[i].value -
                 value_of(b->source_value, block->items[i].bead.source) -
                 value_of(b->target_value, block->items[i].bead.target);
    bool is_worth = value >= logf((float)places);
    *is_accepted = false;
    for (uint32_t i = 0; is_worth && i < block->count; i++) {
        dbn_scored_bead bead = block->items[i];
        if (!is_good(&bead))
            continue;
        *is_accepted = true;
        bead.bead.flags |= DBN_BEAD_MOVED;
        take(b->source, bead.bead.source);
        take(b->target, bead.bead.target);
        DBN_TRY(dbn_vec_push(b->arena, &b->moved, bead));
    }
    return DBN_OK;
}

static uint64_t
places_of(const dbn_grid_input *grid)
{
    return (uint64_t)dbn_range_len(grid->source) * dbn_range_len(grid->target);
}

/* Align a run and what is around it. */
static dbn_status
align_run(blocks *b, const dbn_anchor *run, uint32_t count)
{
    const dbn_align_doc *doc = b->in->doc;
    dbn_range source = {run[0].source, run[count - 1].source + 1};
    dbn_range target = {run[0].target, run[count - 1].target + 1};
    if (!is_free(b->source, source) || !is_free(b->target, target))
        return DBN_OK;
    dbn_grid_input grid = grid_of(b, doc);
    dbn_scored_beads found = {0};
    bool is_accepted;
    grid.source = widened(b->source, source, doc->source.count);
    grid.target = widened(b->target, target, doc->target.count);
    grid.anchors = run;
    grid.anchor_count = count;
    grid.free_ends = true;
    DBN_TRY(dbn_grid_align(&found, &grid, b->arena, b->scratch));
    return accept(b, &found, places_of(&grid), &is_accepted);
}

static dbn_status
align_runs(blocks *b)
{
    for (uint32_t i = 0; i < b->chain.count; i++) {
        b->source[b->chain.items[i].source] = true;
        b->target[b->chain.items[i].target] = true;
    }
    for (uint32_t i = 0, end; i < b->others.count; i = end) {
        const dbn_anchor *run = b->others.items + i;
        for (end = i + 1;
             end < b->others.count && goes_on(run[end - i - 1], run[end - i]);)
            end++;
        DBN_TRY(align_run(b, run, end - i));
    }
    for (uint32_t i = 0; i < b->chain.count; i++) {
        b->source[b->chain.items[i].source] = false;
        b->target[b->chain.items[i].target] = false;
    }
    return DBN_OK;
}

/* ---- what is left -------------------------------------------------------------- */

static dbn_status
make_rest(rest *out, const dbn_word_list *all, const bool *is_taken, dbn_arena *scratch)
{
    size_t room = (size_t)all->count + 1;
    *out =
        (rest){.number = dbn_arena_alloc(scratch, room * sizeof(uint32_t)),
               .place = dbn_arena_alloc(scratch, room * sizeof(uint32_t)),
               .words = {.words = dbn_arena_alloc(
                             scratch,
                             ((size_t)all->offset[all->count] + 1) * sizeof(uint32_t)),
                         .offset = dbn_arena_alloc(scratch, room * sizeof(uint32_t)),
                         .letters = dbn_arena_alloc(scratch, room * sizeof(uint32_t))}};
    dbn_word_list *w = &out->words;
    if (out->number == NULL || out->place == NULL || w->words == NULL ||
        w->offset == NULL || w->letters == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t words = all->offset[i + 1] - all->offset[i];
        out->place[i] = w->count;
        if (is_taken[i])
            continue;
        if (words > 0) {
            memcpy(w->words + w->offset[w->count], all->words + all->offset[i],
                   words * sizeof *w->words);
        }
        out->number[w->count] = i;
        w->letters[w->count] = all->letters[i];
        w->offset[w->count + 1] = w->offset[w->count] + words;
        w->count++;
    }
    return DBN_OK;
}

/* The part of a range of the rest that is one range of the whole: what stands behind a
 * block that was taken out is no part of it. */
static dbn_range
whole_range(const rest *r, dbn_range range, uint32_t count)
{
    if (range.beg == range.end) {
        uint32_t at = range.beg < r->words.count ? r->number[range.beg] : count;
        return (dbn_range){at, at};
    }
    dbn_range whole = {r->number[range.beg], r->number[range.beg] + 1};
    for (uint32_t i = range.beg + 1; i < range.end && r->number[i] == whole.end; i++)
        whole.end++;
    return whole;
}

/* What whole_range() left out of a bead stands alone. */
static dbn_status
add_left_over(dbn_scored_beads *out, const rest *r, dbn_range range, dbn_range kept,
              bool is_source, dbn_arena *arena)
{
    for (uint32_t i = range.beg + dbn_range_len(kept); i < range.end; i++) {
        dbn_range one = {r->number[i], r->number[i] + 1}, none = {0, 0};
        dbn_scored_bead bead = {.bead = {.source = is_source ? one : none,
                                         .target = is_source ? none : one}};
        DBN_TRY(dbn_vec_push(arena, out, bead));
    }
    return DBN_OK;
}

static dbn_status
add_whole(dbn_scored_beads *out, const blocks *b, const rest *source,
          const rest *target, const dbn_scored_beads *beads)
{
    const dbn_align_doc *doc = b->in->doc;
    out->count = 0;
    for (uint32_t i = 0; i < beads->count; i++) {
        dbn_scored_bead bead = beads->items[i];
        dbn_range s = bead.bead.source, t = bead.bead.target;
        bead.bead.source = whole_range(source, s, doc->source.count);
        bead.bead.target = whole_range(target, t, doc->target.count);
        DBN_TRY(dbn_vec_push(b->arena, out, bead));
        DBN_TRY(add_left_over(out, source, s, bead.bead.source, true, b->arena));
        DBN_TRY(add_left_over(out, target, t, bead.bead.target, false, b->arena));
    }
    return DBN_OK;
}

static int
by_place(const void *a, const void *b)
{
    const dbn_scored_bead *left = a, *right = b;
    if (left->bead.source.beg != right->bead.source.beg)
        return left->bead.source.beg < right->bead.source.beg ? -1 : 1;
    if (left->bead.source.end != right->bead.source.end)
        return left->bead.source.end < right->bead.source.end ? -1 : 1;
    return (left->bead.target.beg > right->bead.target.beg) -
           (left->bead.target.beg < right->bead.target.beg);
}

static dbn_status
align_rest(blocks *b)
{
    rest source, target;
    dbn_scored_beads found = {0};
    dbn_arena_mark mark = dbn_arena_save(b->scratch);
    DBN_TRY(make_rest(&source, &b->in->doc->source, b->source, b->scratch));
    DBN_TRY(make_rest(&target, &b->in->doc->target, b->target, b->scratch));
    dbn_align_doc doc = {source.words, target.words, b->in->doc->beads};
    dbn_grid_input grid = grid_of(b, &doc);
    dbn_anchors anchors = {0};
    for (uint32_t i = 0; i < b->chain.count; i++) {
        dbn_anchor anchor = b->chain.items[i];
        if (b->source[anchor.source] || b->target[anchor.target])
            continue;
        anchor.source = source.place[anchor.source];
        anchor.target = target.place[anchor.target];
        DBN_TRY(dbn_vec_push(b->scratch, &anchors, anchor));
    }
    grid.anchors = anchors.items;
    grid.anchor_count = anchors.count;
    DBN_TRY(dbn_grid_align(&found, &grid, b->arena, b->scratch));
    DBN_TRY(add_whole(&b->forward, b, &source, &target, &found));
    dbn_arena_rewind(b->scratch, mark);
    return DBN_OK;
}

/* ---- what is left over ---------------------------------------------------------- */

/* Segments that no bead holds well are tried with each other, whatever their order, for
 * one more block. */
static dbn_status
align_field(blocks *b, const bool *source_held, const bool *target_held,
            uint64_t *places, bool *is_found)
{
    rest source, target;
    dbn_scored_beads found = {0}, block = {0};
    dbn_arena_mark mark = dbn_arena_save(b->scratch);
    DBN_TRY(make_rest(&source, &b->in->doc->source, source_held, b->scratch));
    DBN_TRY(make_rest(&target, &b->in->doc->target, target_held, b->scratch));
    dbn_align_doc doc = {source.words, target.words, b->in->doc->beads};
    dbn_grid_input grid = grid_of(b, &doc);
    grid.free_ends = true;
    uint64_t tried = places_of(&grid);
    *places += tried;
    *is_found = false;
    if (source.words.count > 0 && target.words.count > 0 && *places <= FIELD_MAX) {
        DBN_TRY(dbn_grid_align(&found, &grid, b->arena, b->scratch));
        DBN_TRY(add_whole(&block, b, &source, &target, &found));
        DBN_TRY(accept(b, &block, tried, is_found));
    }
    dbn_arena_rewind(b->scratch, mark);
    return DBN_OK;
}

static void
hold(const blocks *b, bool *source, bool *target)
{
    memcpy(source, b->source, b->in->doc->source.count);
    memcpy(target, b->target, b->in->doc->target.count);
    for (uint32_t i = 0; i < b->forward.count; i++) {
        const dbn_scored_bead *bead = &b->forward.items[i];
        if (!is_good(bead))
            continue;
        take(source, bead->bead.source);
        take(target, bead->bead.target);
    }
}

static dbn_status
align_left_over(blocks *b)
{
    bool *source = dbn_arena_alloc(b->scratch, (size_t)b->in->doc->source.count + 1);
    bool *target = dbn_arena_alloc(b->scratch, (size_t)b->in->doc->target.count + 1);
    uint64_t places = 0;
    if (source == NULL || target == NULL)
        return DBN_ERR_NOMEM;
    uint32_t before = b->moved.count;
    value_segments(b);
    for (bool is_found = true; is_found;) {
        hold(b, source, target);
        DBN_TRY(align_field(b, source, target, &places, &is_found));
    }
    return b->moved.count > before ? align_rest(b) : DBN_OK;
}

static dbn_status
align(dbn_scored_beads *out, blocks *b)
{
    const dbn_align_doc *doc = b->in->doc;
    b->source = dbn_arena_alloc(b->scratch, (size_t)doc->source.count + 1);
    b->target = dbn_arena_alloc(b->scratch, (size_t)doc->target.count + 1);
    b->source_value =
        dbn_arena_alloc(b->scratch, ((size_t)doc->source.count + 1) * sizeof(float));
    b->target_value =
        dbn_arena_alloc(b->scratch, ((size_t)doc->target.count + 1) * sizeof(float));
    if (b->source == NULL || b->target == NULL || b->source_value == NULL ||
        b->target_value == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(find_anchors(b));
    DBN_TRY(align_rest(b));
    value_segments(b);
    DBN_TRY(align_runs(b));
    if (b->moved.count > 0)
        DBN_TRY(align_rest(b));
    DBN_TRY(align_left_over(b));
    DBN_TRY(dbn_vec_append(b->arena, out, b->forward.items, b->forward.count));
    DBN_TRY(dbn_vec_append(b->arena, out, b->moved.items, b->moved.count));
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_place);
    return DBN_OK;
}

dbn_status
dbn_blocks_align(dbn_scored_beads *out, const dbn_blocks_input *in, dbn_arena *arena,
                 dbn_arena *scratch)
{
    blocks b = {.in = in, .arena = arena, .scratch = scratch};
    dbn_arena_mark mark = dbn_arena_save(scratch);
    dbn_status status = align(out, &b);
    dbn_arena_rewind(scratch, mark);
    return status;
}
