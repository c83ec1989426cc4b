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

#include "dedup/removal.h"
#include "dedup/settle.h"

/* A part of another block, when it is whole sentences there, and when not. */
#define PART_MIN       6U
#define LOOSE_PART_MIN 20U
/* The same, word for word: a clause of a longer sentence; a sentence without its full
 * stop. */
#define EXACT_PART_MIN 15U
#define OPEN_PART_MIN  12U
/* Words of a part for each that is another in the whole. */
#define WORDS_PER_EDIT 16U
/* Words of a copy for each that it has more than the other. */
#define WORDS_PER_EXTRA 12U
/* Words that may be new between two places of a block that are one for its copy; places
 * that are told apart. */
#define INSERTED_MAX  8U
#define STRETCHES_MAX 256U
/* Tokens that slips make of others: Juuly 23, 1988 is no date. */
#define TORN_MAX 3U
/* A part that is a quotation there. */
#define QUOTE_PART_MIN 9U
/* Blocks from all over the text that make a summary. */
#define SUMMARY_MIN 3U
/* Blocks that stay between two that make up a cover: a picture's caption, a teaser. */
#define NEIGHBOUR_MAX 2U
/* Blocks that are asked again before one of theirs goes; more: it stays. */
#define DEPENDENTS_MAX 64U
/* Slips that make a copy dirty, so that its odd words are no sign of more content. */
#define DIRTY_SLIPS 2U
/* Tokens of a block in which one word, two edits apart and all that differs, is rather
 * another word than a slip: voisin, cousin. */
#define OTHER_WORD_MAX 20U
typedef struct candidate {
    uint32_t block;
    uint32_t len;
} candidate;

typedef DBN_VEC(candidate) candidates;
/* ---- covers, parts, copies ---- */

/* The pair of the two; NULL: none. Partners come in the text's order. */
static const dbn_pair *
pair_between(const dbn_round *r, uint32_t block, uint32_t other, uint8_t *side)
{
    uint32_t low = 0, high = r->members[block].count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const dbn_pair *pair = dbn_round_pair_of(r, block, middle, side);
        uint32_t here = pair->block[1 - *side];
        if (here == other)
            return pair;
        if (here < other)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* May the block go without leaving others uncovered that went for its sake? */
static dbn_status
may_go(bool *may, dbn_round *r, uint32_t block)
{
    dbn_cover cover;
    dbn_member *m = &r->members[block];
    m->is_gone = true;
    DBN_TRY(dbn_round_cover(&cover, r, block, DBN_COVER_ALIVE));
    *may = cover.is_whole;
    for (uint32_t i = 0; i < m->count && *may; i++) {
        uint8_t side;
        const dbn_pair *pair = dbn_round_pair_of(r, block, i, &side);
        uint32_t other = pair->block[1 - side];
        const dbn_member *o = &r->members[other];
        if (!o->is_gone || o->twin != DBN_NONE)
            continue;
        *may = o->count <= DEPENDENTS_MAX;
        if (*may) {
            DBN_TRY(dbn_round_cover(&cover, r, other, DBN_COVER_ALIVE));
            *may = cover.is_whole;
        }
    }
    m->is_gone = false;
    return DBN_OK;
}

/* Thousandths of the block's tokens that stand, the same or misspelt, in the other. */
static uint16_t
score_of(const dbn_round *r, const dbn_pair *pair)
{
    uint64_t same = 0, len = 0;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        same += r->pieces.items[p].same;
        len += dbn_range_len(r->pieces.items[p].tokens[0]);
    }
    return (uint16_t)(len == 0 || same >= len ? 1000 : same * 1000 / len);
}

/* Bytes of tokens [beg, end): to the end of the block where they are its last. */
static dbn_range
bytes_of(const dbn_round *r, uint32_t block, dbn_range tokens)
{
    const dbn_member *m = &r->members[block];
    dbn_range whole = dbn_round_block_range(r, block), bytes = whole;
    dbn_span text = r->in->records->view->text;
    if (tokens.beg > m->beg)
        bytes.beg = r->in->key->tokens.items[tokens.beg].beg;
    if (tokens.end < m->end)
        bytes.end = r->in->key->tokens.items[tokens.end].beg;
    while (bytes.end > bytes.beg && dbn_is_ascii_space(text.ptr[bytes.end - 1]))
        bytes.end--;
    return bytes;
}

/* Tokens of a block, and those of another where they stand. */
typedef struct stretch {
    dbn_range here, there;
} stretch;

/* The next tokens of `run` from `at` on that stand in one piece of the other block,
 * with what no piece holds before them: the piece that reaches furthest, if `least`
 * tokens; none: `there` is empty. */
static stretch
next_stretch(const dbn_round *r, const dbn_pair *pair, uint8_t side, dbn_range run,
             uint32_t least)
{
    const dbn_piece *best = NULL;
    uint32_t reach = run.beg, start = UINT32_MAX;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        dbn_range tokens = piece->tokens[side];
        uint32_t beg = tokens.beg > run.beg ? tokens.beg : run.beg;
        if (tokens.end < run.beg + least || beg >= run.end || beg > start ||
            (beg == start && tokens.end <= reach))
            continue;
        start = beg;
        reach = tokens.end;
        best = piece;
    }
    if (best == NULL)
        return (stretch){run, {0, 0}};
    dbn_range tokens = best->tokens[side], there = best->tokens[1 - side];
    uint32_t len = dbn_range_len(there);
    uint32_t skipped = start - tokens.beg, left = reach > run.end ? reach - run.end : 0;
    if (skipped + left < len) {
        there.beg += skipped;
        there.end -= left;
    }
    return (stretch){{run.beg, reach < run.end ? reach : run.end}, there};
}

/* What follows on both sides is one stretch; also where a few words are new. */
static bool
goes_on(const stretch *before, const stretch *next)
{
    return next->there.beg + TORN_MAX >= before->there.end &&
           next->there.end > before->there.end &&
           next->there.beg <= before->there.end + INSERTED_MAX;
}

static dbn_status
record_stretch(dbn_round *r, dbn_dedup *out, const uint32_t block[2], const stretch *s,
               dbn_copy as)
{
    as.range = bytes_of(r, block[0], s->here);
    as.partner = bytes_of(r, block[1], s->there);
    return dbn_copies_add(&out->copies, &as, r->job);
}

/* What stands in one other block: a record for each place there. */
static dbn_status
record_run(dbn_round *r, dbn_dedup *out, const uint32_t block[2], dbn_range run,
           dbn_copy_kind kind)
{
    uint8_t side;
    const dbn_member *other = &r->members[block[1]];
    const dbn_pair *pair = pair_between(r, block[0], block[1], &side);
    dbn_copy as = {.score = 1000, .kind = (uint8_t)kind};
    stretch all = {run, {other->beg, other->end}};
    if (pair == NULL) /* a heading glued to its paragraph */
        return record_stretch(r, out, block, &all, as);
    as.score = score_of(r, pair);
    all = next_stretch(r, pair, side, run, 1);
    for (uint32_t i = 0; i < STRETCHES_MAX && all.here.end < run.end; i++) {
        stretch next = next_stretch(r, pair, side, (dbn_range){all.here.end, run.end},
                                    TORN_MAX + 1);
        if (dbn_range_len(next.there) == 0)
            break;
        if (goes_on(&all, &next)) {
            all.here.end = next.here.end;
            all.there.end = next.there.end;
            continue;
        }
        DBN_TRY(record_stretch(r, out, block, &all, as));
        all = next;
    }
    all.here.end = run.end;
    return record_stretch(r, out, block, &all, as);
}

/* One record for each place that covers it, from what dbn_round_cover() painted. */
static dbn_status
record_cover(dbn_round *r, dbn_dedup *out, uint32_t block, dbn_copy_kind kind)
{
    dbn_cover cover;
    const dbn_member *m = &r->members[block];
    DBN_TRY(dbn_round_cover(&cover, r, block, DBN_COVER_ALIVE));
    uint32_t len = dbn_member_len(m), last = 0; /* the one before, + 1 */
    for (uint32_t i = 0, beg = 0; i <= len; i++) {
        uint32_t by = i < len ? r->by[i] : 0;
        if (i < len && (by == 0 || by == last || last == 0)) {
            last = by == 0 ? last : by;
            continue;
        }
        if (last != 0) {
            uint32_t blocks[] = {block, last - 1};
            dbn_range run = {m->beg + beg, m->beg + i};
            DBN_TRY(record_run(r, out, blocks, run, kind));
        }
        beg = i;
        last = by;
    }
    return DBN_OK;
}

static dbn_status
let_go(dbn_round *r, dbn_dedup *out, uint32_t block, dbn_copy_kind kind)
{
    DBN_TRY(dbn_round_remove(r, out, block, kind));
    return record_cover(r, out, block, kind);
}

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
        DBN_TRY(may_go(&may, r, block));
        if (may)
            DBN_TRY(let_go(r, out, block, DBN_COPY_COVERED));
    }
    return DBN_OK;
}

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

/* Two blocks that stand in each other, and no quotation that stands with and without
 * who said it. */
static dbn_status
are_copies(bool *are, dbn_round *r, const dbn_pair *pair)
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
    uint32_t torn = slips > 0       ? TORN_MAX + dbn_member_len(m) / 8
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
        DBN_TRY(are_copies(&both, r, pair));
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
        DBN_TRY(may_go(&may, r, i));
        if (may)
            DBN_TRY(
                let_go(r, out, i, m->is_cut_off ? DBN_COPY_NEAR : DBN_COPY_CONTAINED));
    }
    return DBN_OK;
}

/* Which side of two copies goes. */
static dbn_status
worse_side(uint8_t *worse, dbn_round *r, const dbn_pair *pair)
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
        DBN_TRY(are_copies(&are, r, pair));
        if (!are)
            continue;
        DBN_TRY(worse_side(&worse, r, pair));
        for (int turn = 0; turn < 2; turn++, worse = 1 - worse) {
            bool may;
            DBN_TRY(may_go(&may, r, pair->block[worse]));
            if (!may)
                continue;
            DBN_TRY(let_go(r, out, pair->block[worse], DBN_COPY_NEAR));
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
