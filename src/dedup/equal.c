/*
 * Blocks of the same tokens: twins, of which the best print stays, unless people repeat
 * such blocks on purpose; and what stands beside copies, equal in a row, short as it
 * is.
 */
#include "dedup/choose.h"

#include "base/hash.h"
#include "dedup/contrast.h"
#include "dedup/removal.h"

/* Equal blocks shorter than this that stand three times are a refrain. */
#define REFRAIN_MAX 14U
/* A sentence of fewer words may come back at the place that it had before. */
#define RETURNING_MAX 28U
/* Lines of a section that are looked at, from its heading on. */
#define SECTION_MAX 16U
/* Times that make a refrain; times that are looked at. */
#define REFRAIN_TIMES 3U
#define RETURNS_MAX   32U

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
        if (!dbn_key_agree(key, x->beg + i, key, y->beg + i, r->profile) ||
            dbn_numbers_contrast(r, x->beg + i, y->beg + i))
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
    if (dbn_round_preference(r) != DBN_PREFER_PRINT)
        return dbn_round_preference(r) == DBN_PREFER_LAST ? other : best;
    int damage = dbn_round_compare_damage(r, best, other);
    if (damage != 0)
        return damage > 0 ? other : best;
    if (x->piece == DBN_TAIL || y->piece == DBN_TAIL) /* the block of its own */
        return x->piece == DBN_TAIL ? other : best;
    return dbn_round_compare_print(r, best, other, true) > 0 ? other : best;
}

/* What a repeated sentence stands behind. */
typedef enum part_played {
    PLAYS_NONE,
    PLAYS_ANSWER, /* of a question */
    PLAYS_LINE    /* of a heading, and all below it */
} part_played;

/* The block of the text before this one; DBN_NONE. */
static uint32_t
block_before(const dbn_round *r, uint32_t block)
{
    uint32_t rank = r->members[block].rank;
    return rank == 0 || rank == DBN_NONE ? DBN_NONE : r->ranked[rank - 1];
}

static part_played
part_of(const dbn_round *r, uint32_t block)
{
    uint32_t rank = r->members[block].rank, before = block_before(r, block);
    if (before == DBN_NONE)
        return PLAYS_NONE;
    dbn_span text = dbn_round_text(r, before);
    if (r->members[before].words < RETURNING_MAX &&
        memchr(text.ptr, '?', text.len) != NULL)
        return PLAYS_ANSWER;
    bool is_alone =
        rank + 1 == r->ranked_count || r->members[r->ranked[rank + 1]].is_label;
    return r->members[before].is_label && is_alone ? PLAYS_LINE : PLAYS_NONE;
}

static const dbn_member *
member_at(const dbn_round *r, uint32_t rank)
{
    return rank < r->ranked_count ? &r->members[r->ranked[rank]] : NULL;
}

static bool
is_label_at(const dbn_round *r, uint32_t rank)
{
    const dbn_member *member = member_at(r, rank);
    return member != NULL && member->is_label;
}

static bool
are_lines(const dbn_round *r, uint32_t rank, uint32_t other)
{
    const dbn_member *x = member_at(r, rank), *y = member_at(r, other);
    return x != NULL && y != NULL && !x->is_label && !y->is_label &&
           has_equal_tokens(r, r->ranked[rank], r->ranked[other]);
}

/* The trains of Saturday and those of Sunday: do both blocks stand among lines, two at
 * least, with which two sections begin alike, each below a heading of its own? */
static bool
begin_sections(const dbn_round *r, uint32_t a, uint32_t b)
{
    uint32_t x = r->members[a].rank, y = r->members[b].rank;
    bool are_several = are_lines(r, x + 1, y + 1);
    for (uint32_t i = 1; i <= SECTION_MAX && i <= x && i <= y; i++) {
        if (is_label_at(r, x - i) && is_label_at(r, y - i))
            return are_several &&
                   !has_equal_tokens(r, r->ranked[x - i], r->ranked[y - i]);
        if (!are_lines(r, x - i, y - i))
            return false;
        are_several = true;
    }
    return false;
}

/* A full stop with more behind it; what is one word is no sentence: "No. Not yet." */
static bool
has_two_sentences(dbn_span text)
{
    const char *space = memchr(text.ptr, ' ', text.len);
    for (size_t i = space == NULL ? text.len : (size_t)(space - text.ptr);
         i + 2 < text.len; i++)
        if (strchr(".!?", text.ptr[i]) != NULL && text.ptr[i + 1] == ' ' &&
            text.ptr[i + 2] >= 'A' && text.ptr[i + 2] <= 'Z')
            return true;
    return false;
}

/* Does each stand behind another block? */
static bool
follow_others(const dbn_round *r, const twin *group, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = 0; j < i; j++) {
            uint32_t a = block_before(r, group[i].block);
            uint32_t b = block_before(r, group[j].block);
            if (a != DBN_NONE && b != DBN_NONE && has_equal_tokens(r, a, b))
                return false;
        }
    return true;
}

/* The same answer to two questions in a row, or line below two headings, or lines with
 * which two sections begin, or a refrain: sentences that come back, as they were
 * written, at their place in a pattern. */
static bool
comes_back(const dbn_round *r, const twin *group, uint32_t count)
{
    uint32_t stride = 0, first = group[0].block;
    part_played part = part_of(r, first);
    bool is_refrain = count >= REFRAIN_TIMES, has_part = part != PLAYS_NONE;
    bool are_sections = true;
    if (count > RETURNS_MAX || r->members[first].words >= RETURNING_MAX ||
        !dbn_span_ends_sentence(dbn_round_text(r, first)) ||
        has_two_sentences(dbn_round_text(r, first)))
        return false;
    for (uint32_t i = 1; i < count && (is_refrain || has_part || are_sections); i++) {
        uint32_t from = r->members[group[i - 1].block].rank;
        uint32_t to = r->members[group[i].block].rank;
        if (from == DBN_NONE || to == DBN_NONE ||
            !dbn_is_same_writing(dbn_round_text(r, first),
                                 dbn_round_text(r, group[i].block)))
            return false;
        has_part &= to - from == 2 && part_of(r, group[i].block) == part;
        is_refrain &= to - from > 1 && (stride == 0 || to - from == stride);
        are_sections &= begin_sections(r, group[i - 1].block, group[i].block);
        stride = to - from;
    }
    return are_sections || ((has_part || is_refrain) && follow_others(r, group, count));
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
    if ((equal >= REFRAIN_TIMES && r->members[best].words < REFRAIN_MAX) ||
        comes_back(r, group, count)) {
        for (uint32_t i = 0; i < count; i++)
            r->members[group[i].block].takes_part = false;
        return DBN_OK;
    }
    for (uint32_t i = 0; i < count; i++)
        if (group[i].block != best && has_equal_tokens(r, best, group[i].block))
            DBN_TRY(dbn_round_remove_equal(r, out, group[i].block, best));
    return DBN_OK;
}

dbn_status
dbn_round_drop_twins(dbn_round *r, dbn_dedup *out)
{
    twins all = {0};
    for (uint32_t i = 0; i < r->count; i++) {
        const dbn_member *m = &r->members[i];
        if (!m->takes_part || m->is_gone || m->words < DBN_TWIN_MIN)
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
        DBN_TRY(dbn_round_remove_equal(r, out, copy, mate));
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
