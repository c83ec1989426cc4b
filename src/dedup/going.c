/*
 * A block that goes says where all of it stands: a copy for each place of each block
 * that covers it, one where only a few words are new in between.
 */
#include "dedup/going.h"

#include "dedup/removal.h"
#include "dedup/settle.h"

/* Words that may be new between two places of a block that are one for its copy; places
 * that are told apart. */
#define INSERTED_MAX  8U
#define STRETCHES_MAX 256U
/* Blocks that are asked again before one of theirs goes; more: it stays. */
#define DEPENDENTS_MAX 64U

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

dbn_status
dbn_round_may_go(bool *may, dbn_round *r, uint32_t block)
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
    return next->there.beg + DBN_TORN_MAX >= before->there.end &&
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
                                    DBN_TORN_MAX + 1);
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

dbn_status
dbn_round_let_go(dbn_round *r, dbn_dedup *out, uint32_t block, dbn_copy_kind kind)
{
    DBN_TRY(dbn_round_remove(r, out, block, kind));
    return record_cover(r, out, block, kind);
}
