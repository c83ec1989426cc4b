/*
 * From chains to pieces, from pieces to pairs, and the question that all decisions
 * ask: does everything in this block stand elsewhere?
 *
 * A chain is cut into pieces where one side says more than a few words that the
 * other does not. A block is covered when pieces cover its tokens, but for what
 * dbn_hole_passes() lets pass: a dateline, what an ellipsis cut short, a word or two.
 * Cost: the tokens of the pieces, of which a token has at most DBN_GRAM_PLACES.
 */
#include "dedup/cover.h"

#include <assert.h>

#include "base/utf8.h"
#include "text/fold.h"

/* Words that stand for others. */
#define REPLACE_MAX 5U
/* A piece says something from so many common words on; or from half a short block. */
#define SAME_MIN 5U
/* The share of common words in a piece, in percent; with a slip in every sixth word
 * that no rule knows, eighty stay. */
#define SAME_SHARE 60U
/* Words let pass in a hundred, edits included. What a second telling of the same news
 * shares with the first is below: four words in five at most. */
#define MISS_SHARE 18U
/* Words let pass more for a hundred slips. */
#define SLIP_SHARE 50U

static bool
is_hole(const dbn_step *s)
{
    if (s->kind != DBN_STEP_EDIT)
        return false;
    uint32_t least = s->a_count < s->b_count ? s->a_count : s->b_count;
    uint32_t most = s->a_count < s->b_count ? s->b_count : s->a_count;
    return most > REPLACE_MAX || most - least > DBN_INSERT_MAX;
}

dbn_token_look
dbn_round_look_at(const dbn_round *r, uint32_t t)
{
    return dbn_token_look_at(r->in->key->view->text, r->in->key->tokens.items[t].beg,
                             r->profile);
}

bool
dbn_round_starts_word(const dbn_round *r, uint32_t t)
{
    const char *text = r->in->key->view->text.ptr;
    uint32_t at = r->in->key->tokens.items[t].beg;
    if (at == 0)
        return true;
    switch (text[at - 1]) {
    case ' ':
        return true; /* nearly all are */
    case '-':
    case '\'':
    case ':':
    case '.':
    case '/':
    case '&':
    case '\0':
        return false;
    default:
        return at < 3 || memcmp(text + at - 3, "’", 3) != 0;
    }
}

static bool
is_worth(const dbn_round *r, const dbn_piece *p)
{
    uint32_t a = dbn_member_len(&r->members[p->block[0]]);
    uint32_t b = dbn_member_len(&r->members[p->block[1]]);
    uint32_t len_a = dbn_range_len(p->tokens[0]), len_b = dbn_range_len(p->tokens[1]);
    uint32_t longest = len_a > len_b ? len_a : len_b;
    if (p->same * 100 < longest * SAME_SHARE)
        return false;
    uint32_t words = p->same;
    if (r->members[p->block[0]].is_dense)
        words /= 2;
    return words >= SAME_MIN || p->same * 2 >= (a < b ? a : b);
}

/* An edit at the end of a piece that says nothing of the other block: unless both
 * blocks end there, and with words that stand for each other. */
static bool
is_loose_end(const dbn_step *s, bool at_both_ends)
{
    return s->kind == DBN_STEP_EDIT &&
           (!at_both_ends || s->a_count == 0 || s->b_count == 0);
}

static bool
begins_both(const dbn_round *r, const dbn_chain *c, const dbn_step *s)
{
    return s->a == r->members[c->block_a].beg && s->b == r->members[c->block_b].beg;
}

static bool
ends_both(const dbn_round *r, const dbn_chain *c, const dbn_step *s)
{
    return s->a + s->a_count == r->members[c->block_a].end &&
           s->b + s->b_count == r->members[c->block_b].end;
}

/* What the aligner gives for a step. */
static int32_t
worth_of(const dbn_step *s)
{
    int32_t most = s->a_count > s->b_count ? s->a_count : s->b_count;
    return s->kind == DBN_STEP_SAME   ? 4 * most
           : s->kind == DBN_STEP_SLIP ? 3
                                      : -2 * most;
}

/* Steps [range) without those at its ends that cost more than they say: the aligner
 * took them for what stands behind a hole, and the chain was cut there. */
static dbn_range
without_weak_ends(const dbn_round *r, const dbn_chain *c, dbn_range range)
{
    const dbn_step *steps = r->alignment.steps.items;
    int32_t sum = 0, least = 0;
    uint32_t beg = range.beg, end = range.end;
    for (uint32_t i = range.beg; i < range.end; i++) {
        sum += worth_of(&steps[i]);
        if (sum < least && !begins_both(r, c, &steps[range.beg])) {
            least = sum;
            beg = i + 1;
        }
    }
    sum = least = 0;
    for (uint32_t i = range.end; i-- > beg;) {
        sum += worth_of(&steps[i]);
        if (sum < least && !ends_both(r, c, &steps[range.end - 1])) {
            least = sum;
            end = i;
        }
    }
    return (dbn_range){beg, end};
}

/* Steps [beg, end) of a chain as a piece, without loose ends. */
static dbn_status
add_piece(dbn_round *r, const dbn_chain *c, uint32_t beg, uint32_t end)
{
    const dbn_step *steps = r->alignment.steps.items;
    while (beg < end && is_loose_end(&steps[beg], begins_both(r, c, &steps[beg])))
        beg++;
    while (end > beg && is_loose_end(&steps[end - 1], ends_both(r, c, &steps[end - 1])))
        end--;
    dbn_range strong = without_weak_ends(r, c, (dbn_range){beg, end});
    beg = strong.beg;
    end = strong.end;
    if (beg == end)
        return DBN_OK;
    const dbn_step *last = &steps[end - 1];
    dbn_piece p = {{c->block_a, c->block_b},
                   {{steps[beg].a, last->a + last->a_count},
                    {steps[beg].b, last->b + last->b_count}},
                   0,
                   beg,
                   end - beg};
    for (uint32_t i = beg; i < end; i++)
        if (steps[i].kind != DBN_STEP_EDIT)
            p.same += steps[i].a_count;
    if (is_worth(r, &p))
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->pieces, p));
    return DBN_OK;
}

static dbn_status
add_pieces(dbn_round *r, const dbn_chain *c)
{
    const dbn_step *steps = r->alignment.steps.items;
    uint32_t beg = c->first, end = c->first + c->count;
    for (uint32_t i = beg; i < end; i++)
        if (is_hole(&steps[i])) {
            DBN_TRY(add_piece(r, c, beg, i));
            beg = i + 1;
        }
    return add_piece(r, c, beg, end);
}

/* Every pair twice, once for each of its blocks, by counting. */
static dbn_status
index_partners(dbn_round *r)
{
    r->partners = dbn_arena_alloc(&r->job->scratch,
                                  (size_t)r->pairs.count * 2 * sizeof *r->partners);
    if (r->partners == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0; i < r->count; i++)
        r->members[i].first = r->members[i].count = 0;
    for (uint32_t i = 0; i < r->pairs.count; i++)
        for (int k = 0; k < 2; k++)
            r->members[r->pairs.items[i].block[k]].count++;
    uint32_t total = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        r->members[i].first = total;
        total += r->members[i].count;
        r->members[i].count = 0;
    }
    for (uint32_t i = 0; i < r->pairs.count; i++)
        for (uint8_t k = 0; k < 2; k++) {
            dbn_member *m = &r->members[r->pairs.items[i].block[k]];
            r->partners[m->first + m->count++] = (dbn_partner){i, k};
        }
    return DBN_OK;
}

static dbn_status
judge_pairs(dbn_round *r)
{
    for (uint32_t i = 0; i < r->pairs.count; i++) {
        dbn_pair *pair = &r->pairs.items[i];
        dbn_cover cover;
        for (uint8_t k = 0; k < 2; k++) {
            DBN_TRY(dbn_pair_cover(&cover, r, pair, k));
            pair->is_within[k] = cover.is_whole;
        }
    }
    for (uint32_t i = 0; i < r->pairs.count; i++) {
        dbn_pair *pair = &r->pairs.items[i];
        DBN_TRY(dbn_pair_contradicts(&pair->contradicts, r, pair, NULL));
        for (int k = 0; k < 2; k++)
            r->members[pair->block[k]].disputes += pair->contradicts;
    }
    return DBN_OK;
}

/* Seeds between wanted blocks. */
static dbn_status
find_seeds(dbn_seeds *out, dbn_round *r, const bool *wanted)
{
    const dbn_seeds *all = r->in->seeds;
    *out = (dbn_seeds){0};
    if (all == NULL || all->is_short)
        return dbn_key_seeds(out, r->in->key, r->count, wanted, r->job);
    for (uint32_t i = 0; i < all->count; i++) {
        const dbn_seed *seed = &all->items[i];
        if (wanted[seed->block_a] && wanted[seed->block_b])
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, out, *seed));
    }
    return DBN_OK;
}

/* Were all wanted blocks in the first round? A refrain was not, which stands only
 * twice once another copy of it went. */
static bool
is_in_first(const dbn_round *r, const bool *wanted)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (wanted[i] && !r->in_first[i])
            return false;
    return true;
}

/* What was aligned in the first round, without the blocks that went since. */
static dbn_status
align_rest(dbn_round *r, const bool *wanted)
{
    const dbn_chains *all = &r->first.chains;
    r->alignment = (dbn_alignment){.steps = r->first.steps};
    for (uint32_t i = 0; i < all->count; i++)
        if (wanted[all->items[i].block_a] && wanted[all->items[i].block_b])
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->alignment.chains,
                                              all->items[i]));
    return DBN_OK;
}

/* Two blocks are aligned whatever stands around them, so the first round does it for
 * all, unless what two blocks have in common depends on that (dbn_seeds.is_short). */
static dbn_status
align(dbn_round *r)
{
    const dbn_key *key = r->in->key;
    dbn_seeds seeds;
    bool *wanted = dbn_arena_alloc(&r->job->scratch, r->count + (size_t)1);
    if (wanted == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0; i < r->count; i++)
        wanted[i] = r->members[i].takes_part && !r->members[i].is_gone;
    if (r->is_kept && is_in_first(r, wanted))
        return align_rest(r, wanted);
    DBN_TRY(find_seeds(&seeds, r, wanted));
    DBN_TRY(dbn_key_align(&r->alignment, key, key, &seeds, r->profile, r->job));
    if (r->is_kept)
        return DBN_OK;
    r->in_first = wanted;
    r->is_kept = r->in->seeds != NULL && !r->in->seeds->is_short;
    r->first = r->alignment;
    r->kept = dbn_arena_save(&r->job->scratch);
    return DBN_OK;
}

dbn_status
dbn_round_pair_up(dbn_round *r)
{
    DBN_TRY(align(r));
    const dbn_chains *chains = &r->alignment.chains;
    for (uint32_t i = 0; i < chains->count; i++) {
        const dbn_chain *c = &chains->items[i];
        uint32_t before = r->pieces.count;
        DBN_TRY(add_pieces(r, c));
        if (r->pieces.count == before)
            continue;
        dbn_pair pair = {.block = {c->block_a, c->block_b},
                         .first = before,
                         .count = r->pieces.count - before};
        assert(r->pairs.items != NULL || r->pairs.cap == 0);
        dbn_pair *last =
            r->pairs.count == 0 ? NULL : &r->pairs.items[r->pairs.count - 1];
        if (last != NULL && last->block[0] == c->block_a &&
            last->block[1] == c->block_b)
            last->count += pair.count;
        else
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->pairs, pair));
    }
    DBN_TRY(index_partners(r));
    return judge_pairs(r);
}

/* ---- coverage ---- */

/* Is the partner cut off where this block goes on? Then it cannot stand for it. */
static bool
is_cut_from(const dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    uint32_t block = pair->block[side];
    const dbn_member *other = &r->members[pair->block[1 - side]];
    bool is_cut = false;
    if (!other->is_cut_off)
        return false;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        uint32_t end = piece->tokens[side].end;
        if (piece->tokens[1 - side].end < other->end)
            continue;
        if (dbn_span_has_ellipsis(dbn_round_between(r, block, end - 1, end)))
            return false;
        is_cut = true;
    }
    return is_cut;
}

/* Does the block begin with the end of the other one, or end with its beginning? A body
 * that was printed once more in one block need not begin and end with a paragraph. */
static bool
is_torn_from(const dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    const dbn_member *m = &r->members[pair->block[side]];
    const dbn_member *other = &r->members[pair->block[1 - side]];
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        dbn_range here = r->pieces.items[p].tokens[side];
        dbn_range there = r->pieces.items[p].tokens[1 - side];
        if ((here.beg == m->beg && there.end == other->end) ||
            (here.end == m->end && there.beg == other->beg))
            return true;
    }
    return false;
}

static bool
may_cover(const dbn_round *r, const dbn_pair *pair, uint8_t side, dbn_cover_from from)
{
    const dbn_member *m = &r->members[pair->block[1 - side]];
    if (m->is_gone || !m->is_text || pair->contradicts || is_cut_from(r, pair, side))
        return false;
    if (from == DBN_COVER_ALIVE)
        return true;
    uint32_t len = dbn_member_len(&r->members[pair->block[side]]);
    return dbn_member_len(m) <= len + len / 16 &&
           (pair->is_within[1 - side] || is_torn_from(r, pair, side));
}

/* Tokens of an edit are painted as well, and counted. */
static void
paint_piece(dbn_cover *out, dbn_round *r, const dbn_piece *piece, uint8_t side)
{
    const dbn_member *m = &r->members[piece->block[side]];
    uint32_t color = piece->block[1 - side] + 1;
    for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
        const dbn_step *s = &r->alignment.steps.items[i];
        uint32_t beg = side == 0 ? s->a : s->b;
        uint32_t end = beg + (side == 0 ? s->a_count : s->b_count);
        for (uint32_t t = beg; t < end; t++) {
            if (r->by[t - m->beg] != 0)
                continue;
            r->by[t - m->beg] = color;
            out->edited += s->kind == DBN_STEP_EDIT;
            out->slips += s->kind == DBN_STEP_SLIP;
        }
    }
}

/* The longest pieces first: what two partners both say belongs to the one that says
 * more around it. */
static int
by_worth(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static dbn_status
queue_pieces(dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++)
        DBN_TRY_PUSH(
            r->job,
            dbn_vec_push(&r->job->scratch, &r->queue,
                         (uint64_t)(UINT32_MAX - r->pieces.items[p].same) << 32 |
                             (uint64_t)p << 1 | side));
    return DBN_OK;
}

static void
paint_queue(dbn_cover *out, dbn_round *r)
{
    if (r->queue.count > 1)
        qsort(r->queue.items, r->queue.count, sizeof r->queue.items[0], by_worth);
    for (uint32_t i = 0; i < r->queue.count; i++) {
        uint32_t low = (uint32_t)r->queue.items[i];
        paint_piece(out, r, &r->pieces.items[low >> 1], low & 1);
    }
    r->queue.count = 0;
}

static void
clear_paint(dbn_round *r, const dbn_member *m)
{
    memset(r->by, 0, (size_t)dbn_member_len(m) * sizeof *r->by);
}

/* Judge what is painted. */
static dbn_status
look_at_holes(dbn_cover *out, dbn_round *r, uint32_t block, bool beside)
{
    const dbn_member *m = &r->members[block];
    uint32_t covered = 0;
    for (uint32_t t = m->beg, end; t < m->end; t = end) {
        for (end = t; end < m->end && r->by[end - m->beg] != 0;)
            end++;
        covered += end - t;
        uint32_t hole = end;
        while (end < m->end && r->by[end - m->beg] == 0)
            end++;
        bool passes = true;
        if (hole < end)
            DBN_TRY(dbn_hole_passes(&passes, out, r, block, (dbn_range){hole, end},
                                    beside));
        if (!passes)
            return DBN_OK;
    }
    /* Where there are slips, some words are beyond recognition. */
    uint32_t other = out->missed + out->edited;
    uint32_t share = dbn_member_len(m) * MISS_SHARE + out->slips * SLIP_SHARE;
    out->is_whole = covered > 0 && (other * 100 <= share || other <= DBN_MISS_RUN);
    return DBN_OK;
}

dbn_status
dbn_round_cover(dbn_cover *out, dbn_round *r, uint32_t block, dbn_cover_from from)
{
    const dbn_member *m = &r->members[block];
    *out = (dbn_cover){0};
    clear_paint(r, m);
    for (uint32_t i = m->first; i < m->first + m->count; i++) {
        const dbn_partner *partner = &r->partners[i];
        const dbn_pair *pair = &r->pairs.items[partner->pair];
        if (may_cover(r, pair, partner->side, from))
            DBN_TRY(queue_pieces(r, pair, partner->side));
    }
    paint_queue(out, r);
    return look_at_holes(out, r, block, true);
}

dbn_status
dbn_pair_cover(dbn_cover *out, dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    const dbn_member *m = &r->members[pair->block[side]];
    uint64_t tokens = 0;
    *out = (dbn_cover){0};
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++)
        tokens += dbn_range_len(r->pieces.items[p].tokens[side]);
    if ((tokens + DBN_DATELINE_MAX) * 2 < dbn_member_len(m))
        return DBN_OK;
    clear_paint(r, m);
    DBN_TRY(queue_pieces(r, pair, side));
    paint_queue(out, r);
    return look_at_holes(out, r, pair->block[side], false);
}
