/*
 * Which copies go. In this order, so that what goes first frees what follows:
 *
 *   1. twins     blocks of the same tokens: the best print stays
 *   2. covers    a block that smaller neighbours make up: the finer structure stays
 *   3. parts     a block that stands whole inside another: pull quotes, cut-off
 *                teasers
 *   4. copies    two blocks that stand in each other: the more complete one stays,
 *                then the one without a dateline, the better print, the first
 *   5. runs      headings and short paragraphs beside copies, equal in a row
 *
 * A block goes only while everything in it stands in blocks that stay, and while
 * what went before for its sake stays covered without it: so nothing is ever lost
 * through a chain.
 */
#include "dedup/choose.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Equal blocks shorter than this are labels, answers, stamps: repeated on purpose. */
#define TWIN_MIN 8U
/* Equal blocks shorter than this that stand three times are a refrain. */
#define REFRAIN_MAX 14U
/* A part of another block, when it is whole sentences there, and when not. */
#define PART_MIN       6U
#define LOOSE_PART_MIN 20U
/* Words of a part for each that is another in the whole. */
#define WORDS_PER_EDIT 16U
/* Words of a copy for each that it has more than the other. */
#define WORDS_PER_EXTRA 12U
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

typedef struct candidate {
    uint32_t block;
    uint32_t len;
} candidate;

typedef DBN_VEC(candidate) candidates;

static dbn_rule
rule_of(dbn_copy_kind kind)
{
    switch (kind) {
    case DBN_COPY_EXACT:
        return DBN_RULE_REPETITION_EXACT;
    case DBN_COPY_NEAR:
        return DBN_RULE_REPETITION_NEAR;
    case DBN_COPY_CONTAINED:
        return DBN_RULE_REPETITION_CONTAINED;
    case DBN_COPY_COVERED:
        return DBN_RULE_REPETITION_COVERED;
    }
    return DBN_RULE_NONE;
}

static dbn_range
block_range(const dbn_round *r, uint32_t block)
{
    return r->in->records->blocks.items[block].range;
}

/* Record that `copy` goes because `partner` stays. */
static dbn_status
add_copy(const dbn_round *r, dbn_dedup *out, dbn_copy copy)
{
    dbn_arena *arena = &r->job->arena;
    dbn_copy back = {copy.partner, copy.range, copy.score, copy.kind, 1};
    DBN_TRY_PUSH(r->job, dbn_vec_push(arena, &out->copies, copy));
    DBN_TRY_PUSH(r->job, dbn_vec_push(arena, &out->copies, back));
    return DBN_OK;
}

static const dbn_pair *
pair_of(const dbn_round *r, uint32_t block, uint32_t i, uint8_t *side)
{
    const dbn_partner *partner = &r->partners[r->members[block].first + i];
    *side = partner->side;
    return &r->pairs.items[partner->pair];
}

/* A block; of one that was cut, with the space between the two while the other stays.
 */
static dbn_range
range_to_remove(const dbn_round *r, uint32_t block)
{
    dbn_range range = block_range(r, block);
    dbn_piece_of piece = (dbn_piece_of)r->members[block].piece;
    if (piece == DBN_HEAD && !r->members[block + 1].is_gone)
        range.end = block_range(r, block + 1).beg;
    if (piece == DBN_TAIL && !r->members[block - 1].is_gone)
        range.beg = block_range(r, block - 1).end;
    return range;
}

static dbn_status
remove_block(dbn_round *r, dbn_dedup *out, uint32_t block, dbn_copy_kind kind)
{
    r->members[block].is_gone = true;
    for (uint32_t i = 0; i < r->members[block].count; i++) {
        uint8_t side;
        const dbn_pair *pair = pair_of(r, block, i, &side);
        r->members[pair->block[1 - side]].disputes -= pair->contradicts;
    }
    DBN_TRY_PUSH(r->job, dbn_fixes_remove(&out->fixes, &r->job->arena,
                                          range_to_remove(r, block), rule_of(kind)));
    return DBN_OK;
}

static uint32_t
skip_spaces(dbn_span text, uint32_t at)
{
    uint32_t len;
    while (at < text.len &&
           dbn_char_class_of(dbn_utf8_decode(text, at, &len)) == DBN_CHAR_SPACE)
        at += len;
    return at;
}

/* The same characters, white space aside? The same words may differ in punctuation,
 * accents, case, or in how they write a number. */
static bool
is_same_writing(dbn_span a, dbn_span b)
{
    uint32_t i = skip_spaces(a, 0), j = skip_spaces(b, 0);
    while (i < a.len && j < b.len && a.ptr[i] == b.ptr[j]) {
        i = skip_spaces(a, i + 1);
        j = skip_spaces(b, j + 1);
    }
    return i == a.len && j == b.len;
}

static dbn_status
remove_equal(dbn_round *r, dbn_dedup *out, uint32_t block, uint32_t partner)
{
    dbn_copy_kind kind =
        is_same_writing(dbn_round_text(r, block), dbn_round_text(r, partner))
            ? DBN_COPY_EXACT
            : DBN_COPY_NEAR;
    if (r->members[block].piece != DBN_WHOLE || r->members[partner].piece != DBN_WHOLE)
        kind = DBN_COPY_CONTAINED;
    r->members[block].twin = r->members[block].mate = partner;
    DBN_TRY(add_copy(r, out,
                     (dbn_copy){block_range(r, block), block_range(r, partner), 1000,
                                (uint8_t)kind, 0}));
    return remove_block(r, out, block, kind);
}

/* ---- twins ---- */

static uint64_t
hash_tokens(const dbn_round *r, const dbn_member *m)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t t = m->beg; t < m->end; t++)
        hash = (hash ^ r->in->key->tokens.items[t].hash) * UINT64_C(0x9E3779B97F4A7C15);
    return dbn_hash_mix(hash);
}

static bool
has_equal_tokens(const dbn_round *r, uint32_t a, uint32_t b)
{
    const dbn_member *x = &r->members[a], *y = &r->members[b];
    const dbn_key *key = r->in->key;
    if (dbn_member_len(x) != dbn_member_len(y))
        return false;
    for (uint32_t i = 0; i < dbn_member_len(x); i++)
        if (!dbn_key_agree(key, x->beg + i, key, y->beg + i, r->profile))
            return false;
    return true;
}

typedef struct twin {
    uint64_t hash;
    uint32_t block;
} twin;

typedef DBN_VEC(twin) twins;

static int
by_hash(const void *left, const void *right)
{
    const twin *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->block < b->block ? -1 : a->block > b->block;
}

static uint32_t
better_twin(dbn_round *r, uint32_t best, uint32_t other)
{
    const dbn_member *x = &r->members[best], *y = &r->members[other];
    if (x->is_text != y->is_text)
        return x->is_text ? best : other;
    if (r->in->survivor != DBN_SURVIVOR_FINEST)
        return best;
    return dbn_round_compare_print(r, best, other, true) > 0 ? other : best;
}

static dbn_status
drop_group(dbn_round *r, dbn_dedup *out, const twin *group, uint32_t count)
{
    uint32_t best = group[0].block, equal = 1;
    for (uint32_t i = 1; i < count; i++) {
        equal += has_equal_tokens(r, group[0].block, group[i].block);
        if (has_equal_tokens(r, best, group[i].block))
            best = better_twin(r, best, group[i].block);
    }
    if (equal >= 3 && r->members[best].words < REFRAIN_MAX) {
        for (uint32_t i = 0; i < count; i++)
            r->members[group[i].block].takes_part = false;
        return DBN_OK;
    }
    for (uint32_t i = 0; i < count; i++)
        if (group[i].block != best && has_equal_tokens(r, best, group[i].block))
            DBN_TRY(remove_equal(r, out, group[i].block, best));
    return DBN_OK;
}

dbn_status
dbn_round_drop_twins(dbn_round *r, dbn_dedup *out)
{
    twins all = {0};
    for (uint32_t i = 0; i < r->count; i++) {
        const dbn_member *m = &r->members[i];
        if (!m->takes_part || m->is_gone || m->words < TWIN_MIN)
            continue;
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &all,
                                          (twin){hash_tokens(r, m) ^ m->is_label, i}));
    }
    if (all.count == 0)
        return DBN_OK;
    qsort(all.items, all.count, sizeof all.items[0], by_hash);
    for (uint32_t i = 0, end; i < all.count; i = end) {
        for (end = i + 1; end < all.count && all.items[end].hash == all.items[i].hash;)
            end++;
        if (end - i > 1)
            DBN_TRY(drop_group(r, out, all.items + i, end - i));
    }
    return DBN_OK;
}

/* ---- covers, parts, copies ---- */

/* The pair of the two; NULL: none. Partners come in the text's order. */
static const dbn_pair *
pair_between(const dbn_round *r, uint32_t block, uint32_t other, uint8_t *side)
{
    uint32_t low = 0, high = r->members[block].count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const dbn_pair *pair = pair_of(r, block, middle, side);
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
        const dbn_pair *pair = pair_of(r, block, i, &side);
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

/* Thousandths of the block's tokens that stand, the same or misspelt, in `other`;
 * the range there. */
static uint32_t
score_against(const dbn_round *r, uint32_t block, uint32_t other, dbn_range *there)
{
    uint8_t side;
    const dbn_pair *pair = pair_between(r, block, other, &side);
    if (pair == NULL) { /* a heading glued to its paragraph */
        *there = (dbn_range){r->members[other].beg, r->members[other].end};
        return 1000;
    }
    uint64_t same = 0, len = 0;
    *there = (dbn_range){UINT32_MAX, 0};
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        dbn_range tokens = piece->tokens[1 - side];
        same += piece->same;
        len += dbn_range_len(piece->tokens[0]);
        there->beg = tokens.beg < there->beg ? tokens.beg : there->beg;
        there->end = tokens.end > there->end ? tokens.end : there->end;
    }
    return len == 0 || same >= len ? 1000 : (uint32_t)(same * 1000 / len);
}

/* Bytes of tokens [beg, end): to the end of the block where they are its last. */
static dbn_range
bytes_of(const dbn_round *r, uint32_t block, dbn_range tokens)
{
    const dbn_member *m = &r->members[block];
    dbn_range whole = block_range(r, block), bytes = whole;
    dbn_span text = r->in->records->view->text;
    if (tokens.beg > m->beg)
        bytes.beg = r->in->key->tokens.items[tokens.beg].beg;
    if (tokens.end < m->end)
        bytes.end = r->in->key->tokens.items[tokens.end].beg;
    while (bytes.end > bytes.beg && dbn_is_ascii_space(text.ptr[bytes.end - 1]))
        bytes.end--;
    return bytes;
}

/* One record a block that covers it, from what dbn_round_cover() painted. */
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
            dbn_range there;
            uint32_t score = score_against(r, block, last - 1, &there);
            DBN_TRY(add_copy(
                r, out,
                (dbn_copy){bytes_of(r, block, (dbn_range){m->beg + beg, m->beg + i}),
                           bytes_of(r, last - 1, there), (uint16_t)score, (uint8_t)kind,
                           0}));
        }
        beg = i;
        last = by;
    }
    return DBN_OK;
}

static dbn_status
let_go(dbn_round *r, dbn_dedup *out, uint32_t block, dbn_copy_kind kind)
{
    DBN_TRY(remove_block(r, out, block, kind));
    return record_cover(r, out, block, kind);
}

/* Do at least two neighbours, in the text's order or the other way round, make it up?
 * Reads what was painted with DBN_COVER_FINER. */
static bool
is_made_of_neighbours(const dbn_round *r, uint32_t block)
{
    const dbn_member *m = &r->members[block];
    uint32_t last = DBN_NONE, changes = 0;
    bool was_back = false;
    for (uint32_t i = 0; i < dbn_member_len(m); i++) {
        if (r->by[i] == 0 || r->by[i] - 1 == last)
            continue;
        uint32_t here = r->by[i] - 1;
        if (r->in->survivor == DBN_SURVIVOR_FIRST && here > block)
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
        if (!cover.is_whole || !is_made_of_neighbours(r, block))
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

static balance
weigh(const dbn_round *r, const dbn_pair *pair)
{
    balance b = {{0, 0}, 0};
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
            const dbn_step *s = &r->alignment.steps.items[i];
            b.slips += s->kind == DBN_STEP_SLIP;
            if (s->kind != DBN_STEP_EDIT)
                continue;
            uint32_t x = count_starts(r, s->a, s->a_count);
            uint32_t y = count_starts(r, s->b, s->b_count);
            b.extra[0] += x > y ? x - y : 0;
            b.extra[1] += y > x ? y - x : 0;
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
    *are = extra <= 1 || b.slips >= DIRTY_SLIPS ||
           extra * WORDS_PER_EXTRA <= dbn_member_len(&r->members[pair->block[0]]);
    return DBN_OK;
}

static bool
is_letter_byte(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c);
}

/* Does token t start a sentence? A full stop before it is enough, even that of an
 * abbreviation: who cuts out quotes is not more careful. */
static bool
starts_sentence(const dbn_round *r, uint32_t block, uint32_t t)
{
    if (t == r->members[block].beg)
        return true;
    const dbn_token *tokens = r->in->key->tokens.items;
    uint32_t at = tokens[t].beg;
    const dbn_segment *s =
        r->in->segments == NULL ? NULL : dbn_segment_at(r->in->segments, at);
    if (s != NULL && tokens[t - 1].beg < s->range.beg)
        return true;
    dbn_span text = r->in->key->view->text;
    for (uint32_t i = at; i-- > tokens[t - 1].beg && !is_letter_byte(text.ptr[i]);)
        if (text.ptr[i] == '.' || text.ptr[i] == '!' || text.ptr[i] == '?')
            return true;
    return false;
}

/* Is there a quotation mark between token t and the one before? */
static bool
has_quote_before(const dbn_round *r, uint32_t block, uint32_t t)
{
    const dbn_member *m = &r->members[block];
    const dbn_token *tokens = r->in->key->tokens.items;
    dbn_range whole = block_range(r, block);
    dbn_range gap = {t > m->beg ? tokens[t - 1].beg : whole.beg,
                     t < m->end ? tokens[t].beg : whole.end};
    return dbn_span_has_quote(dbn_span_slice(r->in->key->view->text, gap));
}

/* Are tokens [beg, end) of the block whole sentences? */
static bool
are_sentences(const dbn_round *r, uint32_t block, dbn_range tokens)
{
    return starts_sentence(r, block, tokens.beg) &&
           (tokens.end == r->members[block].end ||
            starts_sentence(r, block, tokens.end));
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
    if (found < dbn_member_len(m)) /* "Second rule: …" */
        return false;
    if (m->words >= QUOTE_PART_MIN && has_quote_before(r, block, m->end) &&
        has_quote_before(r, other, there.beg) && has_quote_before(r, other, there.end))
        return true;
    return m->words >= PART_MIN && dbn_span_ends_sentence(dbn_round_text(r, block)) &&
           are_sentences(r, other, there);
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
        const dbn_pair *pair = pair_of(r, block, i, &side);
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
        const dbn_pair *pair = pair_of(r, block, i, &side);
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
        r->in->survivor == DBN_SURVIVOR_LONGEST)
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
    *worse = 1;
    if (r->in->survivor == DBN_SURVIVOR_FIRST)
        return DBN_OK;
    bool is_finest = r->in->survivor == DBN_SURVIVOR_FINEST;
    int print = is_finest
                    ? dbn_round_compare_print(r, pair->block[0], pair->block[1], false)
                    : 0;
    if (b.slips >= DIRTY_SLIPS && print != 0) {
        *worse = print < 0;
        return DBN_OK;
    }
    if (b.extra[0] != b.extra[1])
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
            a->words < TWIN_MIN || b->words < TWIN_MIN)
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
    if (r->in->survivor != DBN_SURVIVOR_LONGEST)
        DBN_TRY(drop_covers(r, out));
    DBN_TRY(drop_parts(r, out));
    return drop_copies(r, out);
}

/* ---- runs ---- */

static bool
is_same_block(const dbn_round *r, uint32_t a, uint32_t b)
{
    if (dbn_member_len(&r->members[a]) == 0)
        return dbn_span_equal(dbn_round_text(r, a), dbn_round_text(r, b));
    return has_equal_tokens(r, a, b);
}

/* Go from a copy and its mate, block by block, while they are equal. */
static dbn_status
follow_run(dbn_round *r, dbn_dedup *out, uint32_t block, int step)
{
    uint32_t x = r->members[block].rank, y = r->members[r->members[block].mate].rank;
    if (x == DBN_NONE || y == DBN_NONE)
        return DBN_OK;
    for (;;) {
        x += (uint32_t)step; /* wraps to a rank beyond the last */
        y += (uint32_t)step;
        if (x >= r->ranked_count || y >= r->ranked_count)
            return DBN_OK;
        uint32_t copy = r->ranked[x], mate = r->ranked[y];
        if (r->members[copy].is_gone || r->members[mate].is_gone ||
            !is_same_block(r, copy, mate))
            return DBN_OK;
        DBN_TRY(remove_equal(r, out, copy, mate));
    }
}

dbn_status
dbn_round_drop_runs(dbn_round *r, dbn_dedup *out)
{
    for (uint32_t i = 0; i < r->count; i++) {
        if (r->members[i].mate == DBN_NONE)
            continue;
        DBN_TRY(follow_run(r, out, i, -1));
        DBN_TRY(follow_run(r, out, i, 1));
    }
    return DBN_OK;
}
