/*
 * What two copies have that the other has not is weighed word by word: extra words tell
 * the more complete one, and too many that they are no copies.
 */
#include "dedup/balance.h"

/* Words of a copy for each that it has more than the other. */
#define WORDS_PER_EXTRA 12U
/* Slips that make a copy dirty, so that its odd words are no sign of more content. */
#define DIRTY_SLIPS 2U
/* Tokens of a block in which one word, two edits apart and all that differs, is rather
 * another word than a slip: voisin, cousin. */
#define OTHER_WORD_MAX 20U

/* What one copy has that the other has not. */
typedef struct balance {
    uint32_t extra[2]; /* words between spaces */
    uint32_t slips;
    const dbn_step *slip; /* the last one */
} balance;

/* Words between spaces in the tokens: non-operational is one, 24 minutes are two. */
static uint32_t
count_starts(const dbn_round *r, uint32_t beg, uint32_t count)
{
    dbn_span text = r->in->key->view->text;
    uint32_t starts = count > 0;
    for (uint32_t t = beg; t < beg + count; t++) {
        uint32_t at = r->in->key->tokens.items[t].beg;
        dbn_range range = dbn_token_look_at(text, at, r->profile).range;
        for (uint32_t i = range.beg; i < range.end; i++)
            starts += text.ptr[i] == ' ';
        starts += t > beg && dbn_round_starts_word(r, t);
    }
    return starts;
}

/* Words of an edit that only one of two copies has. What stands in the other one as
 * well, in another place, is none. */
static void
add_edit(balance *to, const dbn_round *r, const dbn_pair *pair, const dbn_step *s)
{
    dbn_range a = {s->a, s->a + s->a_count}, b = {s->b, s->b + s->b_count};
    if (s->b_count == 0 && s->a_count > 1 && dbn_round_stands_in(r, pair->block[1], a))
        return;
    if (s->a_count == 0 && s->b_count > 1 && dbn_round_stands_in(r, pair->block[0], b))
        return;
    uint32_t x = count_starts(r, s->a, s->a_count);
    uint32_t y = count_starts(r, s->b, s->b_count);
    to->extra[0] += x > y ? x - y : 0;
    to->extra[1] += y > x ? y - x : 0;
}

static balance
weigh(const dbn_round *r, const dbn_pair *pair)
{
    balance b = {{0, 0}, 0, NULL};
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
            const dbn_step *s = &r->alignment.steps.items[i];
            if (s->kind == DBN_STEP_SLIP) {
                b.slips++;
                b.slip = s;
            }
            if (s->kind == DBN_STEP_EDIT)
                add_edit(&b, r, pair, s);
        }
    }
    return b;
}

static dbn_status
weigh_copies(balance *out, dbn_cover covers[2], dbn_round *r, const dbn_pair *pair)
{
    *out = weigh(r, pair);
    for (uint8_t k = 0; k < 2; k++) {
        DBN_TRY(dbn_pair_cover(&covers[k], r, pair, k));
        out->extra[k] += covers[k].missed;
    }
    /* Short sentences in another place are extra on neither side. */
    for (uint8_t k = 0; k < 2; k++)
        if (covers[k].loose > covers[1 - k].loose)
            out->extra[k] += covers[k].loose - covers[1 - k].loose;
    return DBN_OK;
}

/* Do two short blocks say something else with the one word in which they differ? */
static bool
differ_in_a_word(const dbn_round *r, const dbn_pair *pair, const balance *b)
{
    const dbn_step *s = b->slip;
    if (s == NULL || b->slips > 1 || b->extra[0] + b->extra[1] > 0 || s->a_count != 1 ||
        s->b_count != 1 || dbn_member_len(&r->members[pair->block[0]]) > OTHER_WORD_MAX)
        return false;
    dbn_span text = r->in->key->view->text;
    return !dbn_word_is_slip(dbn_span_slice(text, dbn_round_look_at(r, s->a).range),
                             dbn_span_slice(text, dbn_round_look_at(r, s->b).range), 1);
}

dbn_status
dbn_pair_are_copies(bool *are, dbn_round *r, const dbn_pair *pair)
{
    dbn_cover covers[2];
    balance b;
    *are = pair->is_within[0] && pair->is_within[1];
    if (!*are)
        return DBN_OK;
    DBN_TRY(weigh_copies(&b, covers, r, pair));
    uint32_t extra = b.extra[0] > b.extra[1] ? b.extra[0] : b.extra[1];
    bool are_level =
        extra <= 1 || b.slips >= DIRTY_SLIPS ||
        extra * WORDS_PER_EXTRA <= dbn_member_len(&r->members[pair->block[0]]);
    *are = are_level && !differ_in_a_word(r, pair, &b);
    return DBN_OK;
}

dbn_status
dbn_pair_worse_side(uint8_t *worse, dbn_round *r, const dbn_pair *pair)
{
    dbn_cover covers[2];
    balance b;
    DBN_TRY(weigh_copies(&b, covers, r, pair));
    dbn_preference prefers = dbn_round_preference(r);
    int damage = dbn_round_compare_damage(r, pair->block[0], pair->block[1]);
    *worse = damage <= 0 && prefers != DBN_PREFER_LAST;
    if (damage != 0 || prefers == DBN_PREFER_FIRST || prefers == DBN_PREFER_LAST)
        return DBN_OK;
    int print = prefers == DBN_PREFER_PRINT
                    ? dbn_round_compare_print(r, pair->block[0], pair->block[1], false)
                    : 0;
    if (b.slips >= DIRTY_SLIPS && print != 0) {
        *worse = print < 0;
        return DBN_OK;
    }
    if (covers[0].torn != covers[1].torn)
        *worse = covers[0].torn > covers[1].torn;
    else if (b.extra[0] != b.extra[1])
        *worse = b.extra[0] > b.extra[1];
    else if ((covers[0].dateline == 0) != (covers[1].dateline == 0))
        *worse = covers[0].dateline == 0;
    else if (print != 0)
        *worse = print < 0;
    return DBN_OK;
}
