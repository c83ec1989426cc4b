/*
 * The distance of Levenshtein along the diagonal: of a table of all beginnings of `a`
 * by all beginnings of `b` only the cells that at most `limit` edits reach are
 * computed (Ukkonen, 1985), a row at a time.
 *
 *     scoring omegat:   tokens are the same or are not
 *     scoring doublon:  words of one stem cost the share of their letters that differ,
 *                       in quarters of an edit; placeables of one kind a quarter
 */
#include "memory/distance.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Quarters of an edit. */
#define WHOLE   4U
#define QUARTER 1U
/* Letters of a word that are compared. */
#define LETTERS_MAX 32U

typedef uint32_t exchange_cost(const void *context, uint32_t i, uint32_t j);

static uint32_t
least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* A table under way: `whole` is what a token costs that is put in or taken out. */
typedef struct table {
    uint32_t a_count, b_count;
    uint32_t limit; /* cells beyond it are limit + 1 */
    uint32_t whole;
    exchange_cost *exchange;
    const void *context;
    uint32_t *row;
} table;

/* Row i from row i - 1, which row[] holds; the least of its cells. */
static uint32_t
next_row(const table *t, uint32_t i, uint32_t beg, uint32_t end)
{
    uint32_t *row = t->row, beyond = t->limit + 1;
    uint32_t corner = row[beg - 1]; /* of the row before, to the left */
    row[beg - 1] = beg == 1 ? least_of(i * t->whole, beyond) : beyond;
    uint32_t best = row[beg - 1];
    for (uint32_t j = beg; j <= end; j++) {
        uint32_t cost = corner + t->exchange(t->context, i - 1, j - 1);
        corner = row[j];
        cost = least_of(cost, row[j] + t->whole);
        cost = least_of(cost, row[j - 1] + t->whole);
        row[j] = least_of(cost, beyond);
        best = least_of(best, row[j]);
    }
    if (end < t->b_count)
        row[end + 1] = beyond;
    return best;
}

static uint32_t
fill(const table *t)
{
    uint32_t beyond = t->limit + 1, reach = t->limit / t->whole;
    uint32_t low = t->a_count < t->b_count ? t->a_count : t->b_count;
    if (t->a_count + t->b_count - 2 * low > reach)
        return beyond;
    for (uint32_t j = 0; j <= t->b_count; j++)
        t->row[j] = j <= reach ? j * t->whole : beyond;
    for (uint32_t i = 1; i <= t->a_count; i++) {
        uint32_t beg = i > reach ? i - reach : 1;
        uint32_t end = i + reach < t->b_count ? i + reach : t->b_count;
        if (next_row(t, i, beg, end) == beyond)
            return beyond;
    }
    return t->row[t->b_count];
}

/* ---- numbers -------------------------------------------------------------------- */

typedef struct numbers {
    const uint32_t *a, *b;
} numbers;

static uint32_t
number_exchange(const void *context, uint32_t i, uint32_t j)
{
    const numbers *n = context;
    return n->a[i] != n->b[j];
}

/* Rows are written through the table. NOLINTBEGIN(readability-non-const-parameter) */
uint32_t
dbn_memory_distance(const uint32_t *a, uint32_t a_count, const uint32_t *b,
                    uint32_t b_count, uint32_t limit, uint32_t *row)
{
    const numbers both = {a, b};
    const table t = {.a_count = a_count,
                     .b_count = b_count,
                     .limit = limit,
                     .whole = 1,
                     .exchange = number_exchange,
                     .context = &both,
                     .row = row};
    return fill(&t);
}

/* NOLINTEND(readability-non-const-parameter) */

/* ---- tokens --------------------------------------------------------------------- */

static uint32_t
letters_of(uint32_t out[LETTERS_MAX], dbn_span word)
{
    uint32_t count = 0, len;
    char form[DBN_FOLD_MAX];
    for (size_t at = 0; at < word.len && count < LETTERS_MAX; at += len) {
        uint32_t folded = dbn_fold_codepoint(form, dbn_utf8_decode(word, at, &len));
        for (uint32_t i = 0, width; i < folded && count < LETTERS_MAX; i += width)
            out[count++] = dbn_utf8_decode((dbn_span){form, folded}, i, &width);
    }
    return count;
}

/* The share of letters that differ between words of one stem, in quarters, rounded up.
 * Capitals and accents are a quarter. */
static uint32_t
form_cost(dbn_span a, dbn_span b)
{
    uint32_t a_letters[LETTERS_MAX], b_letters[LETTERS_MAX], row[LETTERS_MAX + 1];
    uint32_t a_count = letters_of(a_letters, a), b_count = letters_of(b_letters, b);
    uint32_t longest = a_count > b_count ? a_count : b_count;
    uint32_t edits =
        dbn_memory_distance(a_letters, a_count, b_letters, b_count, longest, row);
    uint32_t quarters =
        longest == 0 ? QUARTER : (edits * WHOLE + longest - 1) / longest;
    return quarters < QUARTER ? QUARTER : quarters;
}

static uint32_t
form_exchange(const void *context, uint32_t i, uint32_t j)
{
    const dbn_memory_pair *p = context;
    return p->a[i].form != p->b[j].form;
}

static uint32_t
graded_exchange(const void *context, uint32_t i, uint32_t j)
{
    const dbn_memory_pair *p = context;
    const dbn_memory_token *a = &p->a[i], *b = &p->b[j];
    if (a->form == b->form)
        return 0;
    if (a->stem != b->stem)
        return WHOLE;
    if (dbn_memory_is_placeable(a))
        return p->is_exchanged ? 0 : QUARTER;
    return form_cost(dbn_span_slice(p->a_text, a->range),
                     dbn_span_slice(p->b_text, b->range));
}

uint32_t
dbn_memory_score(const dbn_memory_pair *pair, dbn_memory_scoring scoring,
                 uint32_t least)
{
    bool is_graded = scoring == DBN_MEMORY_GRADED;
    uint32_t whole = is_graded ? WHOLE : 1;
    uint32_t longest = pair->a_count > pair->b_count ? pair->a_count : pair->b_count;
    const table t = {.a_count = pair->a_count,
                     .b_count = pair->b_count,
                     .limit = dbn_memory_edits_allowed(longest * whole, least),
                     .whole = whole,
                     .exchange = is_graded ? graded_exchange : form_exchange,
                     .context = pair,
                     .row = pair->row};
    uint32_t cost = fill(&t);
    return cost > t.limit ? 0 : dbn_memory_score_of(longest * whole, cost);
}
