/*
 * What a block leaves behind when it goes: a fix, and its pairs without a dispute.
 */
#include "dedup/removal.h"

#include "base/utf8.h"
#include "dedup/settle.h"
#include "text/fold.h"

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

dbn_range
dbn_round_block_range(const dbn_round *r, uint32_t block)
{
    return r->in->records->blocks.items[block].range;
}

const dbn_pair *
dbn_round_pair_of(const dbn_round *r, uint32_t block, uint32_t i, uint8_t *side)
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
    dbn_range range = dbn_round_block_range(r, block);
    dbn_piece_of piece = (dbn_piece_of)r->members[block].piece;
    if (piece == DBN_HEAD && !r->members[block + 1].is_gone)
        range.end = dbn_round_block_range(r, block + 1).beg;
    if (piece == DBN_TAIL && !r->members[block - 1].is_gone)
        range.beg = dbn_round_block_range(r, block - 1).end;
    return range;
}

dbn_status
dbn_round_remove(dbn_round *r, dbn_dedup *out, uint32_t block, dbn_copy_kind kind)
{
    r->members[block].is_gone = true;
    for (uint32_t i = 0; i < r->members[block].count; i++) {
        uint8_t side;
        const dbn_pair *pair = dbn_round_pair_of(r, block, i, &side);
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

bool
dbn_is_same_writing(dbn_span a, dbn_span b)
{
    if (dbn_span_equal(a, b))
        return true;
    uint32_t i = skip_spaces(a, 0), j = skip_spaces(b, 0);
    while (i < a.len && j < b.len && a.ptr[i] == b.ptr[j]) {
        i = skip_spaces(a, i + 1);
        j = skip_spaces(b, j + 1);
    }
    return i == a.len && j == b.len;
}

dbn_status
dbn_round_remove_equal(dbn_round *r, dbn_dedup *out, uint32_t block, uint32_t partner)
{
    dbn_copy_kind kind =
        dbn_is_same_writing(dbn_round_text(r, block), dbn_round_text(r, partner))
            ? DBN_COPY_EXACT
            : DBN_COPY_NEAR;
    if (r->members[block].piece != DBN_WHOLE || r->members[partner].piece != DBN_WHOLE)
        kind = DBN_COPY_CONTAINED;
    r->members[block].twin = r->members[block].mate = partner;
    dbn_copy copy = {dbn_round_block_range(r, block), dbn_round_block_range(r, partner),
                     1000, (uint8_t)kind, 0};
    DBN_TRY(dbn_copies_add(&out->copies, &copy, r->job));
    return dbn_round_remove(r, out, block, kind);
}
