/*
 * Seeds are anchors; anchors that follow each other on both sides are joined to chains,
 * each anchor looking back at the LOOK_BACK before it (as genome mappers do); a dynamic
 * programme (key/stretch.h) aligns what lies between two anchors, and what lies behind
 * the first and the last until it stops paying. Cost: seeds * LOOK_BACK + 1600 cells a
 * hole.
 *
 * Why not one alignment of two whole blocks: sentences may stand in another order,
 * and a block may be a whole book.
 */
#include "key/align.h"

#include <assert.h>

#include "key/stretch.h"

/* Anchors that an anchor may follow. */
#define LOOK_BACK 32U
/* Tokens between two anchors of a chain, and how far they may drift apart. */
#define GAP_MAX   30U
#define DRIFT_MAX 16U

/* Tokens that are looked at before the first and behind the last anchor. */
#define EXTEND_MAX 16U
/* Tokens in anchors that make a chain worth aligning, unless they are a third of a
 * block: below are set phrases. */
#define ANCHORED_MIN 8U
/* Scores that are sorted by insertion. */
#define SORTED_IN_PLACE 32U

typedef struct anchor {
    uint32_t a, b, len;
    int32_t score;
    uint32_t before; /* the anchor it follows, DBN_NONE */
    bool used;
} anchor;

typedef DBN_VEC(anchor) anchors;
typedef DBN_VEC(uint32_t) indices;

typedef struct aligner {
    const dbn_key *a, *b;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_alignment *out;
    dbn_word_aligner *words;
    anchors anchors;
    DBN_VEC(uint64_t) order;   /* INT32_MAX - score, then the anchor */
    indices links;             /* of the traces, each with its last anchor first */
    DBN_VEC(dbn_range) traces; /* of links: chains to be made */
} aligner;

static int
by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* In place where there are few, as nearly always. */
static void
sort_numbers(uint64_t *numbers, uint32_t count)
{
    if (count > SORTED_IN_PLACE) {
        qsort(numbers, count, sizeof *numbers, by_number);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        uint64_t number = numbers[i];
        uint32_t at = i;
        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

static dbn_status
make_anchors(aligner *al, const dbn_seed *seeds, uint32_t count)
{
    al->anchors.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        anchor here = {seeds[i].a, seeds[i].b, seeds[i].len, 0, DBN_NONE, false};
        DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->anchors, here));
    }
    return DBN_OK;
}

/* What following `before` is worth to `after`; 0 or less: nothing. */
static int32_t
link_score(const anchor *before, const anchor *after)
{
    int64_t da = (int64_t)after->a - before->a - before->len;
    int64_t db = (int64_t)after->b - before->b - before->len;
    int64_t overlap = da < db ? -da : -db, drift = da < db ? db - da : da - db;
    if (overlap < 0)
        overlap = 0;
    if (after->a <= before->a || after->b <= before->b || overlap >= after->len ||
        da > GAP_MAX || db > GAP_MAX || drift > DRIFT_MAX)
        return 0;
    int64_t gap = da > db ? da : db;
    return (int32_t)(before->score - 4 * overlap - drift - (gap > 0 ? gap / 2 : 0));
}

static void
link_anchors(aligner *al)
{
    for (uint32_t i = 0; i < al->anchors.count; i++) {
        anchor *here = &al->anchors.items[i];
        int32_t best = 0;
        uint32_t first = i > LOOK_BACK ? i - LOOK_BACK : 0;
        for (uint32_t j = first; j < i; j++) {
            int32_t score = link_score(&al->anchors.items[j], here);
            if (score > best) {
                best = score;
                here->before = j;
            }
        }
        here->score = best + 4 * (int32_t)here->len;
    }
}

/* Align backward from (a, b) or forward; both are in the chain's blocks. */
static dbn_status
extend(aligner *al, const dbn_chain *c, dbn_stretch s, uint32_t *a_used,
       uint32_t *b_used)
{
    const uint32_t *a = al->a->first, *b = al->b->first;
    uint32_t a_left = s.backward ? s.a + 1 - a[c->block_a] : a[c->block_a + 1] - s.a;
    uint32_t b_left = s.backward ? s.b + 1 - b[c->block_b] : b[c->block_b + 1] - s.b;
    *a_used = *b_used = 0;
    if (a_left == 0 || b_left == 0)
        return DBN_OK;
    s.open = true;
    s.to_limit = a_left <= EXTEND_MAX && b_left <= EXTEND_MAX;
    s.a_count = a_left < EXTEND_MAX ? a_left : EXTEND_MAX;
    s.b_count = b_left < EXTEND_MAX ? b_left : EXTEND_MAX;
    return dbn_word_aligner_align(al->words, &s, a_used, b_used);
}

/* Where the bytes are equal, so are all tokens. */
static bool
is_equal(const aligner *al, const anchor *here)
{
    const dbn_token *a = al->a->tokens.items + here->a;
    const dbn_token *b = al->b->tokens.items + here->b;
    dbn_range x = {a->beg, a[here->len - 1].beg}, y = {b->beg, b[here->len - 1].beg};
    return here->len < UINT16_MAX && dbn_range_len(x) == dbn_range_len(y) &&
           dbn_span_equal(dbn_span_slice(al->a->view->text, x),
                          dbn_span_slice(al->b->view->text, y));
}

/* The tokens of an anchor, whose hashes are equal. */
static dbn_status
add_equal(aligner *al, anchor here)
{
    if (here.len > 1 && is_equal(al, &here)) {
        uint16_t but_last = (uint16_t)(here.len - 1);
        DBN_TRY(dbn_word_aligner_add(
            al->words, (dbn_step){here.a, here.b, but_last, but_last, DBN_STEP_SAME}));
        here = (anchor){.a = here.a + but_last, .b = here.b + but_last, .len = 1};
    }
    for (uint32_t i = 0; i < here.len; i++) {
        bool agree = dbn_key_agree(al->a, here.a + i, al->b, here.b + i, al->profile);
        DBN_TRY(dbn_word_aligner_add(
            al->words, (dbn_step){here.a + i, here.b + i, 1, 1,
                                  agree ? DBN_STEP_SAME : DBN_STEP_EDIT}));
    }
    return DBN_OK;
}

/* The hole between the end of the chain and an anchor, then the anchor. */
static dbn_status
add_anchor(aligner *al, dbn_chain *c, anchor here)
{
    uint32_t a_used, b_used;
    uint32_t overlap_a = c->a_end > here.a ? c->a_end - here.a : 0;
    uint32_t overlap_b = c->b_end > here.b ? c->b_end - here.b : 0;
    uint32_t overlap = overlap_a > overlap_b ? overlap_a : overlap_b;
    here.a += overlap;
    here.b += overlap;
    here.len -= overlap;
    dbn_stretch hole = {c->a_end, c->b_end, here.a - c->a_end, here.b - c->b_end, false,
                        false,    false};
    if (hole.a_count > 0 || hole.b_count > 0)
        DBN_TRY(dbn_word_aligner_align(al->words, &hole, &a_used, &b_used));
    c->a_end = here.a + here.len;
    c->b_end = here.b + here.len;
    return add_equal(al, here);
}

static dbn_status
add_chain(aligner *al, dbn_chain c, const uint32_t *links, uint32_t count)
{
    uint32_t a_used, b_used;
    const anchor *first = &al->anchors.items[links[count - 1]];
    c.first = al->out->steps.count;
    dbn_word_aligner_begin(al->words);
    c.a_beg = c.a_end = first->a;
    c.b_beg = c.b_end = first->b;
    if (first->a > 0 && first->b > 0) {
        DBN_TRY(extend(al, &c,
                       (dbn_stretch){first->a - 1, first->b - 1, 0, 0, true, 0, 0},
                       &a_used, &b_used));
        c.a_beg -= a_used;
        c.b_beg -= b_used;
    }
    for (uint32_t i = count; i-- > 0;)
        DBN_TRY(add_anchor(al, &c, al->anchors.items[links[i]]));
    DBN_TRY(extend(al, &c, (dbn_stretch){c.a_end, c.b_end, 0, 0, false, 0, 0}, &a_used,
                   &b_used));
    c.a_end += a_used;
    c.b_end += b_used;
    c.count = al->out->steps.count - c.first;
    for (uint32_t i = c.first; i < al->out->steps.count; i++)
        if (al->out->steps.items[i].kind != DBN_STEP_EDIT)
            c.same += al->out->steps.items[i].a_count;
    DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->out->chains, c));
    return DBN_OK;
}

/* The chain that ends in anchor `last`, as far as its anchors are free. */
static dbn_status
trace(aligner *al, const dbn_chain *c, uint32_t last)
{
    uint32_t anchored = 0, first = al->links.count;
    uint32_t shortest = al->a->first[c->block_a + 1] - al->a->first[c->block_a];
    uint32_t other = al->b->first[c->block_b + 1] - al->b->first[c->block_b];
    if (other < shortest)
        shortest = other;
    for (uint32_t i = last; i != DBN_NONE && !al->anchors.items[i].used;
         i = al->anchors.items[i].before) {
        al->anchors.items[i].used = true;
        anchored += al->anchors.items[i].len;
        DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->links, i));
    }
    dbn_range links = {first, al->links.count};
    if (links.beg < links.end && (anchored >= ANCHORED_MIN || anchored * 3 >= shortest))
        DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->traces, links));
    return DBN_OK;
}

/* ---- is it worth while? ---- */

/* Words of the stretch that also stand on its other side. */
static uint32_t
shared_words(const aligner *al, const dbn_stretch *s)
{
    const dbn_token *a = al->a->tokens.items + s->a, *b = al->b->tokens.items + s->b;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < s->a_count; i++) {
        bool stands = false;
        for (uint32_t j = 0; j < s->b_count; j++)
            stands |= a[i].hash == b[j].hash;
        shared += stands;
    }
    return shared;
}

/* The same of what a chain may be extended by, in front of (a, b) or behind. */
static uint32_t
shared_at_end(const aligner *al, const dbn_chain *c, const anchor *here, bool is_front)
{
    const uint32_t *a = al->a->first + c->block_a, *b = al->b->first + c->block_b;
    dbn_stretch s = {.a = here->a + here->len, .b = here->b + here->len};
    uint32_t a_left = is_front ? here->a - a[0] : a[1] - s.a;
    uint32_t b_left = is_front ? here->b - b[0] : b[1] - s.b;
    s.a_count = a_left < EXTEND_MAX ? a_left : EXTEND_MAX;
    s.b_count = b_left < EXTEND_MAX ? b_left : EXTEND_MAX;
    if (is_front) {
        s.a = here->a - s.a_count;
        s.b = here->b - s.b_count;
    }
    return shared_words(al, &s);
}

/* At most so many words of a chain are the same: those of its anchors, and what the two
 * sides share between them and at its ends. */
static uint32_t
most_same(const aligner *al, const dbn_chain *c, dbn_range links)
{
    const anchor *anchors_of = al->anchors.items;
    const anchor *here = &anchors_of[al->links.items[links.end - 1]];
    uint32_t same = here->len + shared_at_end(al, c, here, true);
    for (uint32_t i = links.end - 1; i-- > links.beg;) {
        dbn_stretch hole = {.a = here->a + here->len, .b = here->b + here->len};
        here = &anchors_of[al->links.items[i]];
        if (here->a > hole.a && here->b > hole.b) {
            hole.a_count = here->a - hole.a;
            hole.b_count = here->b - hole.b;
            same += shared_words(al, &hole);
        }
        same += here->len;
    }
    return same + shared_at_end(al, c, here, false);
}

/* Leave the traces that can be long enough; can they have enough in common? */
static bool
may_share(aligner *al, const dbn_chain *c, const dbn_seeds *seeds)
{
    uint32_t kept = 0;
    uint64_t all = 0;
    if (seeds->least == 0)
        return true;
    for (uint32_t i = 0; i < al->traces.count; i++) {
        uint32_t same = most_same(al, c, al->traces.items[i]);
        if (same < seeds->least_chain)
            continue;
        al->traces.items[kept++] = al->traces.items[i];
        all += same;
    }
    al->traces.count = kept;
    return all >= seeds->least;
}

/* Anchors by score, best first; equal ones by position. */
static dbn_status
sort_by_score(aligner *al)
{
    al->order.count = 0;
    for (uint32_t i = 0; i < al->anchors.count; i++) {
        uint64_t score = (uint64_t)(INT32_MAX - al->anchors.items[i].score);
        DBN_TRY_PUSH(al->job,
                     dbn_vec_push(&al->job->scratch, &al->order, score << 32 | i));
    }
    sort_numbers(al->order.items, al->order.count);
    return DBN_OK;
}

/* Of the seeds, those from the first to the end. */
static dbn_status
align_pair(aligner *al, const dbn_seeds *seeds, uint32_t first, uint32_t end)
{
    const dbn_seed *seed = &seeds->items[first];
    DBN_TRY(make_anchors(al, seed, end - first));
    link_anchors(al);
    DBN_TRY(sort_by_score(al));
    dbn_chain c = {.block_a = seed->block_a, .block_b = seed->block_b};
    al->links.count = al->traces.count = 0;
    for (uint32_t i = 0; i < al->order.count; i++)
        DBN_TRY(trace(al, &c, (uint32_t)al->order.items[i]));
    if (!may_share(al, &c, seeds))
        return DBN_OK;
    for (uint32_t i = 0; i < al->traces.count; i++) {
        dbn_range links = al->traces.items[i];
        DBN_TRY(add_chain(al, c, al->links.items + links.beg, dbn_range_len(links)));
    }
    return DBN_OK;
}
dbn_status
dbn_key_align(dbn_alignment *out, const dbn_key *a, const dbn_key *b,
              const dbn_seeds *seeds, const dbn_profile *profile, dbn_job *job)
{
    *out = (dbn_alignment){0};
    aligner al = {.a = a, .b = b, .profile = profile, .job = job, .out = out};
    al.words = dbn_word_aligner_new(&out->steps, a, b, profile, seeds->by_word, job);
    if (al.words == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0, end; i < seeds->count; i = end) {
        const dbn_seed *seed = &seeds->items[i];
        for (end = i + 1; end < seeds->count &&
                          seeds->items[end].block_a == seed->block_a &&
                          seeds->items[end].block_b == seed->block_b;)
            end++;
        DBN_TRY(align_pair(&al, seeds, i, end));
    }
    return DBN_OK;
}

dbn_status
dbn_key_align_span(dbn_alignment *out, dbn_key_span a, dbn_key_span b,
                   const dbn_profile *profile, dbn_job *job)
{
    dbn_word_aligner *words =
        dbn_word_aligner_new(&out->steps, a.key, b.key, profile, false, job);
    if (words == NULL)
        return dbn_job_nomem(job);
    uint32_t a_len = dbn_range_len(a.tokens), b_len = dbn_range_len(b.tokens);
    assert(a_len <= DBN_ALIGN_SPAN && b_len <= DBN_ALIGN_SPAN);
    dbn_stretch s = {a.tokens.beg, b.tokens.beg, a_len, b_len, false, false, false};
    uint32_t a_used, b_used;
    return dbn_word_aligner_align(words, &s, &a_used, &b_used);
}
