/*
 * Dynamic programming over beads of up to four and four segments, inside a band that
 * follows the anchors.
 *
 *     target ▶  lo(i) ┌──────┐ hi(i)        a bead (a, b) at (i, j): a segments of the
 *     source          └┐      └┐            source from i on with b of the target from
 *       ▼              └──────┘             j on; its score is
 *
 *     log prior(a, b) + lengths: how well b's letters fit a's, against chance
 *                     + words:   mean of both directions of
 *                                sum over words w of log(λ + (1 - λ) · p(w | other) /
 * u(w))
 *
 * where p(w | other) is the mean of the links from the words of the other side and u(w)
 * the share of w in all its text. For windows of one to four segments both sums are
 * made cell by cell, from dense rows of the words of four segments: a word that no link
 * reaches costs one look.
 *
 * Gale and Church 1993 for lengths, Moore 2002 for words in a band.
 */
#include "align/grid.h"

#include <math.h>

/* The share of a word's probability that no link explains. */
#define LAMBDA 0.7F
/* How much words and lengths count. */
#define WORDS_WEIGHT   1.0F
#define LENGTHS_WEIGHT 1.25F

#define SIDE_MAX DBN_BEAD_SIDE_MAX
/* The band: around an anchor, between two near ones (the whole rectangle), between two
 * distant ones (around the diagonal). */
#define BAND_NEAR         5U
#define RECTANGLE_MAX     2500
#define ODD_RECTANGLE_MAX 40000 /* much longer on one side: something is missing */
#define BAND_DIAGONAL     32
#define IMPOSSIBLE        (-1e30F)

typedef struct bead_type {
    uint8_t source, target;
} bead_type;

static const bead_type types[] = {
    {1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}, {2, 2}, {3, 1}, {1, 3}, {3, 2},
    {2, 3}, {4, 1}, {1, 4}, {3, 3}, {4, 2}, {2, 4}, {4, 3}, {3, 4}, {4, 4},
};
#define TYPE_COUNT (sizeof types / sizeof types[0])

typedef struct grid {
    const dbn_grid_input *in;
    dbn_arena *scratch;
    uint32_t rows, columns; /* segments */
    uint32_t *lo, *hi;      /* of each row of corners, both included */
    size_t *start;          /* of its cells */
    size_t cells;
    float *forward; /* SIDE_MAX a cell: segments i … of the source, j of the target */
    float *backward; /* segment i of the source, j … of the target */
    float *best;
    uint8_t *back; /* the type that leads here, plus one */
    float prior[TYPE_COUNT];
    float scale; /* of lengths against chance */
} grid;

/* ---- the band ------------------------------------------------------------------ */

static void
widen_row(grid *g, uint32_t row, int64_t lo, int64_t hi)
{
    lo = lo < 0 ? 0 : lo;
    hi = hi > (int64_t)g->columns ? (int64_t)g->columns : hi;
    if (lo < (int64_t)g->lo[row])
        g->lo[row] = (uint32_t)lo;
    if (hi > (int64_t)g->hi[row])
        g->hi[row] = (uint32_t)hi;
}

/* Between two places: all of a small rectangle, else a stripe along its diagonal. */
static void
widen_between(grid *g, dbn_anchor from, dbn_anchor to)
{
    int64_t rows = (int64_t)to.source - from.source;
    int64_t columns = (int64_t)to.target - from.target;
    int64_t cells = (rows + 1) * (columns + 1);
    int64_t odd = rows > columns ? rows - columns : columns - rows;
    bool is_small =
        cells <= RECTANGLE_MAX || (odd > BAND_DIAGONAL && cells <= ODD_RECTANGLE_MAX);
    for (int64_t i = 0; i <= rows; i++) {
        int64_t at = from.target + (rows == 0 ? 0 : columns * i / rows);
        int64_t step = rows == 0 ? columns : columns / rows + BAND_DIAGONAL;
        if (is_small)
            widen_row(g, from.source + (uint32_t)i, (int64_t)from.target - BAND_NEAR,
                      (int64_t)to.target + BAND_NEAR);
        else
            widen_row(g, from.source + (uint32_t)i, at - step, at + step);
    }
}

/* Both edges go down only. */
static dbn_status
make_band(grid *g)
{
    const dbn_grid_input *in = g->in;
    size_t count = (size_t)g->rows + 1;
    g->lo = dbn_arena_alloc(g->scratch, count * sizeof *g->lo);
    g->hi = dbn_arena_alloc(g->scratch, count * sizeof *g->hi);
    g->start = dbn_arena_alloc(g->scratch, (count + 1) * sizeof *g->start);
    if (g->lo == NULL || g->hi == NULL || g->start == NULL)
        return DBN_ERR_NOMEM;
    memset(g->lo, 0xFF, count * sizeof *g->lo);
    bool is_field = in->free_ends && in->anchor_count == 0;
    for (uint32_t i = 0; is_field && i <= g->rows; i++)
        widen_row(g, i, 0, g->columns);
    dbn_anchor from = {0, 0, 0};
    for (uint32_t i = 0; !is_field && i <= in->anchor_count; i++) {
        dbn_anchor to = {g->rows, g->columns, 0};
        if (i < in->anchor_count)
            to = (dbn_anchor){in->anchors[i].source - in->source.beg,
                              in->anchors[i].target - in->target.beg, 0};
        widen_between(g, from, to);
        from = to;
    }
    for (uint32_t i = 0; i < g->rows; i++)
        if (g->hi[i + 1] < g->hi[i])
            g->hi[i + 1] = g->hi[i];
    for (uint32_t i = g->rows; i-- > 0;)
        if (g->lo[i] > g->lo[i + 1])
            g->lo[i] = g->lo[i + 1];
    for (uint32_t i = 0; i <= g->rows; i++)
        g->start[i + 1] = g->start[i] + (g->hi[i] - g->lo[i] + 1);
    g->cells = g->start[g->rows + 1];
    return DBN_OK;
}

static size_t
cell_of(const grid *g, uint32_t row, uint32_t column)
{
    return g->start[row] + (column - g->lo[row]);
}

static bool
has_cell(const grid *g, uint32_t row, uint32_t column)
{
    return column >= g->lo[row] && column <= g->hi[row];
}

/* ---- words --------------------------------------------------------------------- */

/* The words that the next SIDE_MAX segments of one side let expect on the other: dense
 * rows, used in turn, the cells of a word side by side. Most words that are looked up
 * have none, and one look tells. */
typedef struct expectation {
    float (*words)[SIDE_MAX]; /* of the other side */
    uint32_t length[SIDE_MAX];
} expectation;

static dbn_status
make_expectation(expectation *e, uint32_t words, dbn_arena *scratch)
{
    e->words = dbn_arena_alloc(scratch, ((size_t)words + 1) * sizeof *e->words);
    return e->words == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

/* Add what the words of segment `at` let expect to its row, or take it away again. */
static void
expect(expectation *e, const grid *g, bool is_forward, uint32_t at, bool clears)
{
    const dbn_link_table *table =
        is_forward ? &g->in->model->forward : &g->in->model->backward;
    const dbn_word_list *list = is_forward ? &g->in->doc->source : &g->in->doc->target;
    uint32_t row = at % SIDE_MAX;
    e->length[row] = list->offset[at + 1] - list->offset[at];
    for (uint32_t w = list->offset[at]; w < list->offset[at + 1]; w++) {
        const uint32_t *first = &table->first[list->words[w]];
        for (const dbn_link_end *end = table->ends + first[0];
             end < table->ends + first[1]; end++) {
            float *cell = &e->words[end->word][row];
            *cell = clears ? 0 : *cell + end->p;
        }
    }
}

/* The logarithm of a positive number to five digits, from its exponent and a quotient
 * of polynomials: a third of all time went into logf(), and nothing here is worth its
 * last digits. The same on every machine. */
static float
quick_log(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    int32_t exponent = (int32_t)(bits >> 23) - 127;
    bits = (bits & 0x7FFFFFU) | 0x3F800000U;
    float m;
    memcpy(&m, &bits, sizeof m);
    if (m > 1.41421356F) {
        m *= 0.5F;
        exponent++;
    }
    /* ln m = 2 artanh((m - 1) / (m + 1)) */
    float y = (m - 1) / (m + 1), y2 = y * y;
    return 0.693147181F * (float)exponent +
           2 * y * (1 + y2 * (0.333333333F + y2 * (0.2F + y2 * 0.142857143F)));
}

/* What the words of segment `at` of the other side say to the windows of one to
 * SIDE_MAX segments that begin with the first of `window`. */
static void
judge_words(float out[SIDE_MAX], const expectation *e, const dbn_word_list *list,
            const float *share, dbn_range window, uint32_t at)
{
    uint32_t from = window.beg, count = dbn_range_len(window);
    static const float factor = (1 - LAMBDA) / LAMBDA;
    /* Sums of a segment of a megabyte lose more than a bead weighs in single
     * precision. */
    double sums[SIDE_MAX];
    uint32_t words = list->offset[at + 1] - list->offset[at], length = 1;
    float lengths[SIDE_MAX];
    for (uint32_t a = 0; a < SIDE_MAX; a++) {
        if (a < count)
            length += e->length[(from + a) % SIDE_MAX];
        lengths[a] = factor / (float)length;
        sums[a] = log((double)LAMBDA) * words;
    }
    for (uint32_t w = list->offset[at]; w < list->offset[at + 1]; w++) {
        uint32_t word = list->words[w];
        const float *cells = e->words[word];
        float sum = 0;
        if (cells[0] + cells[1] + cells[2] + cells[3] <= 0)
            continue;
        for (uint32_t a = 0; a < count; a++) {
            sum += cells[(from + a) % SIDE_MAX];
            if (sum > 0)
                sums[a] += (double)quick_log(1 + sum * lengths[a] / share[word]);
        }
    }
    for (uint32_t a = 0; a < SIDE_MAX; a++)
        out[a] = (float)sums[a];
}

static void
judge_forward(grid *g, expectation *e)
{
    const dbn_grid_input *in = g->in;
    uint32_t ready = 0;
    for (uint32_t i = 0; i < g->rows; i++) {
        for (; ready < g->rows && ready < i + SIDE_MAX; ready++)
            expect(e, g, true, in->source.beg + ready, false);
        for (uint32_t j = g->lo[i]; j <= g->hi[i] && j < g->columns; j++)
            judge_words(g->forward + cell_of(g, i, j) * SIDE_MAX, e, &in->doc->target,
                        in->target_words->share.items,
                        (dbn_range){in->source.beg + i, in->source.beg + ready},
                        in->target.beg + j);
        expect(e, g, true, in->source.beg + i, true);
    }
}

static void
judge_backward(grid *g, expectation *e)
{
    const dbn_grid_input *in = g->in;
    uint32_t ready = 0, first = 0, last = 0;
    for (uint32_t j = 0; j < g->columns; j++) {
        for (; ready < g->columns && ready < j + SIDE_MAX; ready++)
            expect(e, g, false, in->target.beg + ready, false);
        while (first < g->rows && g->hi[first] < j)
            first++;
        while (last < g->rows && g->lo[last] <= j)
            last++;
        for (uint32_t i = first; i < last; i++)
            judge_words(g->backward + cell_of(g, i, j) * SIDE_MAX, e, &in->doc->source,
                        in->source_words->share.items,
                        (dbn_range){in->target.beg + j, in->target.beg + ready},
                        in->source.beg + i);
        expect(e, g, false, in->target.beg + j, true);
    }
}

static dbn_status
judge(grid *g)
{
    expectation e;
    g->forward = dbn_arena_alloc(g->scratch, (g->cells + 1) * SIDE_MAX * sizeof(float));
    g->backward =
        dbn_arena_alloc(g->scratch, (g->cells + 1) * SIDE_MAX * sizeof(float));
    if (g->forward == NULL || g->backward == NULL)
        return DBN_ERR_NOMEM;
    dbn_arena_mark mark = dbn_arena_save(g->scratch);
    DBN_TRY(make_expectation(&e, g->in->target_words->lexicon.words.count, g->scratch));
    judge_forward(g, &e);
    dbn_arena_rewind(g->scratch, mark);
    DBN_TRY(make_expectation(&e, g->in->source_words->lexicon.words.count, g->scratch));
    judge_backward(g, &e);
    dbn_arena_rewind(g->scratch, mark);
    return DBN_OK;
}

/* ---- scores -------------------------------------------------------------------- */

static float
length_score(const grid *g, uint32_t source, uint32_t target)
{
    float s = (float)source, t = (float)target, ratio = g->in->shape->ratio;
    float variance = g->in->shape->variance * (s + t / ratio) / 2 * ratio;
    float off = t - ratio * s;
    return -0.5F * off * off / variance - 0.5F * quick_log(6.2832F * variance) +
           g->scale;
}

/* What the words of a bead say: both directions. */
static float
word_score(const grid *g, uint32_t row, uint32_t column, const bead_type *type)
{
    float sum = 0;
    for (uint32_t k = 0; k < type->target; k++)
        sum += g->forward[cell_of(g, row, column + k) * SIDE_MAX + type->source - 1];
    for (uint32_t k = 0; k < type->source; k++)
        sum += g->backward[cell_of(g, row + k, column) * SIDE_MAX + type->target - 1];
    return sum / 2;
}

static uint32_t
letters(const dbn_word_list *list, uint32_t from, uint32_t count)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += list->letters[from + i];
    return sum;
}

/* Does the bead lie in the band, with all the cells that its score is made from? */
static bool
fits(const grid *g, uint32_t row, uint32_t column, const bead_type *type)
{
    uint32_t end_row = row + type->source, end_column = column + type->target;
    if (end_row > g->rows || end_column > g->columns ||
        !has_cell(g, end_row, end_column))
        return false;
    if (type->source == 0 || type->target == 0)
        return true;
    return has_cell(g, row, end_column - 1) && has_cell(g, end_row - 1, column);
}

static float
score(const grid *g, uint32_t row, uint32_t column, size_t type)
{
    const bead_type *t = &types[type];
    const dbn_grid_input *in = g->in;
    if (t->source == 0 || t->target == 0)
        return g->back[cell_of(g, row, column)] == type + 1 ? in->shape->goes_on
                                                            : g->prior[type];
    float lengths =
        LENGTHS_WEIGHT *
        length_score(g, letters(&in->doc->source, in->source.beg + row, t->source),
                     letters(&in->doc->target, in->target.beg + column, t->target));
    if (in->free_ends && lengths > 0) /* some that fit are found anywhere */
        lengths = 0;
    return g->prior[type] + WORDS_WEIGHT * word_score(g, row, column, t) + lengths;
}

/* Offers what each bead that begins at (i, j) comes to. */
static void
reach_from(grid *g, uint32_t i, uint32_t j)
{
    float here = g->best[cell_of(g, i, j)];
    if (here <= IMPOSSIBLE)
        return;
    for (size_t k = 0; k < TYPE_COUNT; k++) {
        if (!fits(g, i, j, &types[k]))
            continue;
        size_t cell = cell_of(g, i + types[k].source, j + types[k].target);
        float value = here + score(g, i, j, k);
        if (value <= g->best[cell])
            continue;
        g->best[cell] = value;
        g->back[cell] = (uint8_t)(k + 1);
    }
}

static dbn_status
find_best(grid *g)
{
    g->best = dbn_arena_alloc(g->scratch, g->cells * sizeof *g->best);
    g->back = dbn_arena_alloc(g->scratch, g->cells);
    if (g->best == NULL || g->back == NULL)
        return DBN_ERR_NOMEM;
    for (size_t i = 0; i < g->cells; i++)
        g->best[i] = g->in->free_ends ? 0 : IMPOSSIBLE;
    g->best[0] = 0;
    for (uint32_t i = 0; i <= g->rows; i++)
        for (uint32_t j = g->lo[i]; j <= g->hi[i]; j++)
            reach_from(g, i, j);
    return DBN_OK;
}

/* ---- the way back -------------------------------------------------------------- */

static dbn_scored_bead
make_bead(const grid *g, uint32_t row, uint32_t column, size_t type)
{
    const dbn_grid_input *in = g->in;
    const bead_type *t = &types[type];
    uint32_t s = in->source.beg + row, u = in->target.beg + column;
    dbn_scored_bead out = {
        .bead = {.source = {s, s + t->source}, .target = {u, u + t->target}}};
    out.value = g->best[cell_of(g, row + t->source, column + t->target)] -
                g->best[cell_of(g, row, column)];
    if (t->source == 0 || t->target == 0)
        return out;
    const dbn_word_list *source = &in->doc->source, *target = &in->doc->target;
    uint32_t words = source->offset[s + t->source] - source->offset[s] +
                     target->offset[u + t->target] - target->offset[u];
    out.words = 2 * word_score(g, row, column, t) / (float)(words == 0 ? 1 : words);
    out.lengths =
        length_score(g, letters(source, s, t->source), letters(target, u, t->target)) -
        g->scale;
    return out;
}

/* Where the way ends: at the last corner, or, with free ends, at the best one. */
static void
find_end(const grid *g, uint32_t *row, uint32_t *column)
{
    *row = g->rows;
    *column = g->columns;
    float best = g->best[cell_of(g, g->rows, g->columns)];
    for (uint32_t i = 0; g->in->free_ends && i <= g->rows; i++)
        for (uint32_t j = g->lo[i]; j <= g->hi[i]; j++) {
            if (g->best[cell_of(g, i, j)] <= best)
                continue;
            best = g->best[cell_of(g, i, j)];
            *row = i;
            *column = j;
        }
}

/* A corner that nothing leads to is where the way begins. */
static dbn_status
walk_back(dbn_scored_beads *out, const grid *g, dbn_arena *arena)
{
    uint32_t first = out->count, i, j;
    find_end(g, &i, &j);
    while (g->back[cell_of(g, i, j)] != 0) {
        size_t type = (size_t)g->back[cell_of(g, i, j)] - 1;
        i -= types[type].source;
        j -= types[type].target;
        DBN_TRY(dbn_vec_push(arena, out, make_bead(g, i, j, type)));
    }
    for (uint32_t a = first, b = out->count; a + 1 < b; a++) {
        dbn_scored_bead swap = out->items[a];
        out->items[a] = out->items[--b];
        out->items[b] = swap;
    }
    return DBN_OK;
}

static float
mean_letters(const dbn_word_list *list)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < list->count; i++)
        sum += list->letters[i];
    return list->count == 0 ? 1 : (float)sum / (float)list->count;
}

dbn_status
dbn_grid_align(dbn_scored_beads *out, const dbn_grid_input *in, dbn_arena *out_arena,
               dbn_arena *scratch)
{
    grid g = {.in = in,
              .scratch = scratch,
              .rows = dbn_range_len(in->source),
              .columns = dbn_range_len(in->target)};
    for (size_t i = 0; i < TYPE_COUNT; i++)
        g.prior[i] = in->shape->prior[types[i].source][types[i].target];
    g.scale = logf(2 * mean_letters(&in->doc->target));
    dbn_arena_mark mark = dbn_arena_save(scratch);
    dbn_status status = make_band(&g);
    if (status == DBN_OK)
        status = judge(&g);
    if (status == DBN_OK)
        status = find_best(&g);
    if (status == DBN_OK)
        status = walk_back(out, &g, out_arena);
    dbn_arena_rewind(scratch, mark);
    return status;
}
