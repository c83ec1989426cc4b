/*
 * Which copies go. In this order, so that what goes first frees what follows:
 *
 *   1. twins     blocks of the same tokens: the best print stays (equal.c)
 *   2. covers    a block that smaller neighbours make up: the finer structure stays
 *   3. parts     a block that stands whole inside another: pull quotes, cut-off
 *                teasers
 *   4. copies    two blocks that stand in each other: the more complete one stays,
 *                then the one without a dateline, the better print, the first
 *   5. runs      headings and short paragraphs beside copies, equal in a row (equal.c)
 *
 * A block goes only while everything in it stands in blocks that stay, and while
 * what went before for its sake stays covered without it: so nothing is ever lost
 * through a chain.
 */
#include "dedup/choose.h"

#include "dedup/balance.h"
#include "dedup/going.h"
#include "dedup/removal.h"

/* A part of another block, when it is whole sentences there, and when not. */
#define PART_MIN       6U
#define LOOSE_PART_MIN 20U
/* The same, word for word: a clause of a longer sentence; a sentence without its full
 * stop. */
#define EXACT_PART_MIN 15U
#define OPEN_PART_MIN  12U
/* Words of a part for each that is another in the whole. */
#define WORDS_PER_EDIT 16U
/* A part that is a quotation there. */
#define QUOTE_PART_MIN 9U
/* Blocks from all over the text that make a summary. */
#define SUMMARY_MIN 3U
/* Blocks that stay between two that make up a cover: a picture's caption, a teaser. */
#define NEIGHBOUR_MAX 2U

typedef struct candidate {
    uint32_t block;
    uint32_t len;
} candidate;

typedef DBN_VEC(candidate) candidates;

/* Do at least two neighbours, in the text's order or the other way round, make it up?
 * Reads what was painted with DBN_COVER_FINER. */
static bool
is_made_of_neighbours(const dbn_round *r, uint32_t block)
{
    const dbn_member *m = &r->members[block];
    dbn_preference prefers = dbn_round_preference(r);
    uint32_t last = DBN_NONE, changes = 0;
    bool was_back = false;
    for (uint32_t i = 0; i < dbn_member_len(m); i++) {
        if (r->by[i] == 0 || r->by[i] - 1 == last)
            continue;
        uint32_t here = r->by[i] - 1;
        if (prefers == (here > block ? DBN_PREFER_FIRST : DBN_PREFER_LAST))
            return false;
        if (last != DBN_NONE) {
            uint32_t from = r->members[last].rank, to = r->members[here].rank;
            bool is_back = to < from;
            uint32_t between = 0;
            if (to == from || (changes > 0 && is_back != was_back))
                return false;
            for (uint32_t k = (is_back ? to : from) + 1;
                 k < (is_back ? from : to) && between <= NEIGHBOUR_MAX; k++)
                between += r->ranked[k] != block && !r->members[r->ranked[k]].is_gone;
            if (between > NEIGHBOUR_MAX)
                return false;
            was_back = is_back;
            changes++;
        }
        last = here;
    }
    return changes > 0;
}

static int
longest_first(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->len != b->len)
        return a->len > b->len ? -1 : 1;
    return a->block > b->block ? -1 : a->block < b->block;
}

static dbn_status
drop_covers(dbn_round *r, dbn_dedup *out)
{
    candidates found = {0};
    for (uint32_t i = 0; i < r->count; i++) {
        const dbn_member *m = &r->members[i];
        if (!m->takes_part || m->is_gone || m->is_label || m->count == 0)
            continue;
        dbn_cover cover;
        DBN_TRY(dbn_round_cover(&cover, r, i, DBN_COVER_FINER));
        if (cover.is_whole && is_made_of_neighbours(r, i))
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &found,
                                              (candidate){i, dbn_member_len(m)}));
    }
    if (found.count > 1)
        qsort(found.items, found.count, sizeof found.items[0], longest_first);
    for (uint32_t i = 0; i < found.count; i++) {
        uint32_t block = found.items[i].block;
        dbn_cover cover;
        bool may;
        DBN_TRY(dbn_round_cover(&cover, r, block, DBN_COVER_FINER));
        if (!cover.is_whole || !is_made_of_neighbours(r, block) ||
            dbn_round_is_cleaner_than_cover(r, block))
            continue;
        DBN_TRY(dbn_round_may_go(&may, r, block));
        if (may)
            DBN_TRY(dbn_round_let_go(r, out, block, DBN_COPY_COVERED));
    }
    return DBN_OK;
}

/* Are tokens [beg, end) of the block whole sentences? */
static bool
are_sentences(const dbn_round *r, uint32_t block, dbn_range tokens)
{
    return dbn_round_starts_sentence(r, block, tokens.beg) &&
           (tokens.end == r->members[block].end ||
            dbn_round_starts_sentence(r, block, tokens.end));
}

/* A pull quote that holds more than one quotation of the text is no place for them. */
static bool
is_set_apart(const dbn_round *r, uint32_t block)
{
    return r->in->records->blocks.items[block].role == DBN_ROLE_QUOTE;
}

/* One block stands in another that says more: is that a repetition, and no turn of
 * phrase, no word taken up again? A pull quote is one or more sentences, word for
 * word but for slips; a teaser ends with an ellipsis. */
static bool
is_part_of(const dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    uint32_t block = pair->block[side], other = pair->block[1 - side];
    const dbn_member *m = &r->members[block];
    dbn_range there = {UINT32_MAX, 0};
    uint32_t differs = 0, slips = 0, found = 0;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        dbn_range tokens = piece->tokens[1 - side];
        there.beg = tokens.beg < there.beg ? tokens.beg : there.beg;
        there.end = tokens.end > there.end ? tokens.end : there.end;
        found += dbn_range_len(piece->tokens[side]);
        for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
            const dbn_step *s = &r->alignment.steps.items[i];
            uint32_t most = s->a_count > s->b_count ? s->a_count : s->b_count;
            differs += s->kind == DBN_STEP_EDIT ? most : 0;
            slips += s->kind == DBN_STEP_SLIP;
        }
    }
    /* What spans all of the other is a copy of it, torn by slips perhaps, or nothing.
     */
    uint32_t more = dbn_member_len(&r->members[other]) - dbn_range_len(there);
    uint32_t torn = slips > 0       ? DBN_TORN_MAX + dbn_member_len(m) / 8
                    : m->is_cut_off ? 0
                                    : 1;
    if (differs * WORDS_PER_EDIT > dbn_member_len(m) || more <= torn)
        return false;
    if (m->words >= LOOSE_PART_MIN || (m->words >= PART_MIN && m->is_cut_off))
        return true;
    uint32_t attribution = dbn_round_attribution(r, block);
    if (found + attribution < dbn_member_len(m)) /* "Second rule: …" */
        return false;
    if (m->words >= QUOTE_PART_MIN + attribution &&
        dbn_round_has_quote_before(r, block, m->end - attribution) &&
        dbn_round_has_quote_before(r, other, there.beg) &&
        dbn_round_has_quote_before(r, other, there.end))
        return attribution == 0 || !is_set_apart(r, other);
    bool is_closed = dbn_span_ends_sentence(dbn_round_text(r, block));
    if (attribution > 0 || m->words < (is_closed ? PART_MIN : OPEN_PART_MIN))
        return false;
    return are_sentences(r, other, there) ||
           (is_closed && differs + slips == 0 && m->words >= EXACT_PART_MIN &&
            dbn_round_has_mark_before(r, other, there.end));
}

/* Is the block made of short ones from all over the text? Then it is a summary, and
 * repeats by right. */
static bool
is_summary(const dbn_round *r, uint32_t block)
{
    const dbn_member *m = &r->members[block];
    uint32_t parts = 0, jumps = 0, last = 0;
    for (uint32_t i = 0; i < m->count; i++) { /* partners come in the text's order */
        uint8_t side;
        const dbn_pair *pair = dbn_round_pair_of(r, block, i, &side);
        const dbn_member *other = &r->members[pair->block[1 - side]];
        if (!pair->is_within[1 - side] || other->rank == DBN_NONE ||
            dbn_member_len(other) * 2 > dbn_member_len(m))
            continue;
        jumps += parts > 0 && other->rank > last + 1 + NEIGHBOUR_MAX;
        last = other->rank;
        parts++;
    }
    return parts >= SUMMARY_MIN && jumps + 1 >= SUMMARY_MIN;
}

/* Inside a block that does not stand in it? Or made of the end of one and the
 * beginning of the next, and a copy of none? */
static dbn_status
is_part(bool *is, dbn_round *r, uint32_t block)
{
    bool is_copy = false;
    *is = false;
    for (uint32_t i = 0; i < r->members[block].count && !*is; i++) {
        uint8_t side;
        const dbn_pair *pair = dbn_round_pair_of(r, block, i, &side);
        const dbn_member *other = &r->members[pair->block[1 - side]];
        if (pair->contradicts || other->is_gone || !pair->is_within[side] ||
            !other->is_text)
            continue;
        bool both;
        DBN_TRY(dbn_pair_are_copies(&both, r, pair));
        both &= r->members[block].is_text &&
                (!r->members[block].is_cut_off || other->is_cut_off);
        is_copy |= both;
        /* A block that says otherwise than a copy of a part of it is no ground to
         * stand on. */
        *is = !both && other->disputes == 0 && !other->is_summary &&
              is_part_of(r, pair, side);
        bool can_cut = false;
        if (*is && r->members[block].is_text)
            DBN_TRY(dbn_round_note_cut(&can_cut, r, pair, side));
        *is &= !can_cut;
    }
    if (*is || is_copy || r->members[block].count < 2 ||
        r->members[block].words < LOOSE_PART_MIN ||
        dbn_round_preference(r) == DBN_PREFER_LENGTH)
        return DBN_OK;
    dbn_cover cover;
    DBN_TRY(dbn_round_cover(&cover, r, block, DBN_COVER_ALIVE));
    *is = cover.is_whole && is_made_of_neighbours(r, block);
    return DBN_OK;
}

static dbn_status
drop_parts(dbn_round *r, dbn_dedup *out)
{
    for (uint32_t i = 0; i < r->count; i++)
        r->members[i].is_summary = is_summary(r, i);
    for (uint32_t i = 0; i < r->count; i++) {
        const dbn_member *m = &r->members[i];
        bool is, may;
        if (!m->takes_part || m->is_gone || m->is_label || m->count == 0)
            continue;
        DBN_TRY(is_part(&is, r, i));
        if (!is)
            continue;
        DBN_TRY(dbn_round_may_go(&may, r, i));
        if (may)
            DBN_TRY(dbn_round_let_go(
                r, out, i, m->is_cut_off ? DBN_COPY_NEAR : DBN_COPY_CONTAINED));
    }
    return DBN_OK;
}

static dbn_status
drop_copies(dbn_round *r, dbn_dedup *out)
{
    for (uint32_t i = 0; i < r->pairs.count; i++) {
        const dbn_pair *pair = &r->pairs.items[i];
        const dbn_member *a = &r->members[pair->block[0]];
        const dbn_member *b = &r->members[pair->block[1]];
        if (!pair->is_within[0] || !pair->is_within[1] || pair->contradicts ||
            a->is_gone || b->is_gone || !a->is_text || !b->is_text ||
            a->words < DBN_TWIN_MIN || b->words < DBN_TWIN_MIN)
            continue;
        uint8_t worse;
        bool are;
        DBN_TRY(dbn_pair_are_copies(&are, r, pair));
        if (!are)
            continue;
        DBN_TRY(dbn_pair_worse_side(&worse, r, pair));
        for (int turn = 0; turn < 2; turn++, worse = 1 - worse) {
            bool may;
            DBN_TRY(dbn_round_may_go(&may, r, pair->block[worse]));
            if (!may)
                continue;
            DBN_TRY(dbn_round_let_go(r, out, pair->block[worse], DBN_COPY_NEAR));
            r->members[pair->block[worse]].mate = pair->block[1 - worse];
            break;
        }
    }
    return DBN_OK;
}

dbn_status
dbn_round_choose(dbn_round *r, dbn_dedup *out)
{
    if (dbn_round_preference(r) != DBN_PREFER_LENGTH)
        DBN_TRY(drop_covers(r, out));
    DBN_TRY(drop_parts(r, out));
    return drop_copies(r, out);
}
