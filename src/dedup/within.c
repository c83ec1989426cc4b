/*
 * What a block repeats of itself: a lead that stands twice in one paragraph, a whole
 * article two or three times on one line. The key tells where (dbn_seeds.echoes); here
 * it is decided whether it is a repetition, and cut at the ends of sentences. The first
 * stays.
 *
 * Word for word only, and more of it than between blocks: who takes up his own words
 * does so in the same breath. A chorus, an echo in a dialogue, a formula stay.
 *
 * Cost: linear in the echoes and their tokens, times log(echoes).
 */
#include "dedup/within.h"

#include "base/utf8.h"
#include "dedup/settle.h"
#include "text/fold.h"

/* Words of a copy that follows what it repeats at once or was glued to what stands
 * before it, and of one further down. */
#define BEHIND_MIN 10U
#define APART_MIN  20U
/* Shorter ones that stand three times are a refrain: one behind the other, and with
 * other text between. */
#define ROW_REFRAIN_MAX   14U
#define APART_REFRAIN_MAX 40U

/* The copy: tokens [beg, end), and those `back` tokens before, which stay. */
typedef struct copy {
    uint32_t block, beg, end, back;
    uint32_t words; /* of one copy, APART_REFRAIN_MAX for more */
    bool is_next;   /* nothing stands between the two */
    bool is_glued;  /* the copy was glued to what stands before it */
} copy;

typedef DBN_VEC(copy) copies;

static bool
is_upper_at(dbn_span text, uint32_t at)
{
    uint32_t len;
    dbn_char_class class = dbn_char_class_of(dbn_utf8_decode(text, at, &len));
    return class == DBN_CHAR_UPPER;
}

/* "… fin.Le …": two sentences that were glued are one to whoever splits them. */
static bool
is_glued_before(const dbn_round *r, uint32_t t)
{
    dbn_span text = r->in->key->view->text;
    uint32_t at = r->in->key->tokens.items[t].beg;
    return at > 0 && memchr(".!?", text.ptr[at - 1], 3) != NULL &&
           is_upper_at(text, at);
}

/* The sentence that begins with token t, not the first of its block, and with the marks
 * before it; NULL: none. */
static const dbn_segment *
sentence_at(const dbn_round *r, uint32_t t)
{
    const dbn_token *tokens = r->in->key->tokens.items;
    const dbn_segment *s = dbn_segment_at(r->in->segments, tokens[t].beg);
    return s != NULL && tokens[t - 1].beg < s->range.beg ? s : NULL;
}

/* Does a sentence begin with token t of the block, or end before it? */
static bool
is_break(const dbn_round *r, uint32_t block, uint32_t t)
{
    const dbn_member *m = &r->members[block];
    return t == m->beg || t == m->end || sentence_at(r, t) != NULL ||
           is_glued_before(r, t);
}

/* The white space before token t, not the first of its block, and the marks before it.
 */
static dbn_range
gap_before(const dbn_round *r, uint32_t t)
{
    dbn_span text = r->in->key->view->text;
    const dbn_segment *s = sentence_at(r, t);
    uint32_t at = s == NULL ? r->in->key->tokens.items[t].beg : s->range.beg;
    dbn_range gap = {at, at};
    while (gap.beg > 0 && dbn_is_ascii_space(text.ptr[gap.beg - 1]))
        gap.beg--;
    return gap;
}

static uint32_t
count_words(const dbn_round *r, const copy *c)
{
    uint32_t words = 0, end = c->end - c->beg < c->back ? c->end : c->beg + c->back;
    for (uint32_t t = c->beg; t < end && words < 2 * APART_REFRAIN_MAX; t++)
        words +=
            t == c->beg || dbn_round_starts_word(r, t) || r->members[c->block].is_dense;
    words = r->members[c->block].is_dense ? words / 2 : words;
    return words < APART_REFRAIN_MAX ? words : APART_REFRAIN_MAX;
}

static bool
says_the_same(const dbn_round *r, const copy *c)
{
    for (uint32_t t = c->beg; t < c->end; t++)
        if (!dbn_key_agree(r->in->key, t, r->in->key, t - c->back, r->profile))
            return false;
    return true;
}

/* The whole sentences of an echo; none: it is empty. A block that is nothing but the
 * same two or three times needs no sentences. */
static copy
copy_of(const dbn_round *r, const dbn_echo *echo)
{
    const dbn_member *m = &r->members[echo->block];
    copy c = {echo->block, echo->b, echo->b + echo->len, echo->b - echo->a, 0,
              false,       false};
    bool is_all = echo->a == m->beg && c.end == m->end && c.end >= c.beg + c.back &&
                  c.beg == m->beg + c.back;
    while (!is_all && c.beg < c.end &&
           !(is_break(r, c.block, c.beg) && is_break(r, c.block, c.beg - c.back)))
        c.beg++;
    while (!is_all && c.end > c.beg &&
           !(is_break(r, c.block, c.end) && is_break(r, c.block, c.end - c.back)))
        c.end--;
    c.is_next = c.end - c.beg >= c.back;
    c.is_glued = c.beg < c.end && is_glued_before(r, c.beg);
    c.words = count_words(r, &c);
    return c;
}

static bool
is_repetition(const dbn_round *r, const copy *c)
{
    if (c->beg == c->end ||
        c->words < (c->is_next || c->is_glued ? BEHIND_MIN : APART_MIN))
        return false;
    if (c->is_next && c->end - c->beg >= 2 * c->back && c->words < ROW_REFRAIN_MAX)
        return false;
    return says_the_same(r, c);
}

/* Does what the copy repeats overlap a copy before it? Then it stands three times.
 * They are sorted. */
static copy *
copy_before(const copies *all, const copy *c)
{
    uint32_t low = 0, high = all->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all->items[middle].end <= c->beg - c->back)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->count && all->items[low].beg < c->end - c->back &&
                   &all->items[low] != c
               ? &all->items[low]
               : NULL;
}

/* A chorus stays wherever it stands. */
static void
spare_refrains(copies *all)
{
    for (uint32_t i = all->count; i-- > 0;) {
        copy *c = &all->items[i], *before = copy_before(all, c);
        if (before == NULL || c->is_next || before->is_next ||
            c->words >= APART_REFRAIN_MAX)
            continue;
        c->words = before->words = 0;
    }
}

/* The bytes of tokens [beg, end), without the space around. */
static dbn_range
bytes_of(const dbn_round *r, uint32_t block, uint32_t beg, uint32_t end)
{
    const dbn_member *m = &r->members[block];
    dbn_range range = r->in->records->blocks.items[block].range;
    if (beg > m->beg)
        range.beg = gap_before(r, beg).end;
    if (end < m->end)
        range.end = gap_before(r, end).beg;
    return range;
}

/* The copy goes with the space before it; where none follows, that stays to part what
 * stood on its two sides. */
static dbn_status
remove_copy(dbn_round *r, dbn_dedup *out, const copy *c)
{
    const dbn_member *m = &r->members[c->block];
    dbn_range gap = gap_before(r, c->beg);
    dbn_range range = bytes_of(r, c->block, c->beg, c->end);
    bool is_followed = c->end < m->end;
    if (!is_followed || dbn_range_len(gap_before(r, c->end)) > 0)
        range.beg = gap.beg;
    DBN_TRY_PUSH(r->job, dbn_fixes_remove(&out->fixes, &r->job->arena, range,
                                          DBN_RULE_REPETITION_CONTAINED));
    for (uint32_t beg = c->beg; beg < c->end; beg += c->back) {
        uint32_t len = c->end - beg < c->back ? c->end - beg : c->back;
        uint32_t first = c->beg - c->back;
        dbn_copy one = {bytes_of(r, c->block, beg, beg + len),
                        bytes_of(r, c->block, first, first + len), 1000,
                        DBN_COPY_CONTAINED, 0};
        DBN_TRY(dbn_copies_add(&out->copies, &one, r->job));
    }
    return DBN_OK;
}

dbn_status
dbn_round_drop_within(dbn_round *r, dbn_dedup *out)
{
    copies all = {0};
    for (uint32_t i = 0; i < r->in->seeds->echoes.count; i++) {
        copy c = copy_of(r, &r->in->seeds->echoes.items[i]);
        if (is_repetition(r, &c))
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &all, c));
    }
    spare_refrains(&all);
    for (uint32_t i = 0; i < all.count; i++)
        if (all.items[i].words > 0)
            DBN_TRY(remove_copy(r, out, &all.items[i]));
    return DBN_OK;
}
