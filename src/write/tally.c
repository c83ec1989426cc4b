#include "write/tally.h"

static bool
belongs_together(const dbn_blocks *blocks, const dbn_copy *first, const dbn_copy *next)
{
    if (first->survivor != next->survivor || first->kind != next->kind)
        return false;
    if (first->range.beg == next->range.beg && first->range.end == next->range.end)
        return true;
    return first->kind == DBN_COPY_COVERED && dbn_block_at(blocks, first->range.beg) ==
                                                  dbn_block_at(blocks, next->range.beg);
}

uint32_t
dbn_copy_end(const dbn_document *doc, uint32_t first)
{
    const dbn_copies *copies = &doc->copies;
    uint32_t next = first + 1;
    while (next < copies->count &&
           belongs_together(&doc->records.blocks, &copies->items[first],
                            &copies->items[next]))
        next++;
    return next;
}

dbn_tally
dbn_tally_of(const dbn_document *doc)
{
    const dbn_blocks *blocks = &doc->records.blocks;
    dbn_tally tally = {.contradictions = doc->contradictions.count,
                       .findings = doc->records.findings.count};
    for (uint32_t i = 0; i < doc->copies.count; i = dbn_copy_end(doc, i))
        tally.copies += !doc->copies.items[i].survivor;
    for (uint32_t i = 0; i < blocks->count; i++)
        tally.left_out += dbn_block_is_left_out(&blocks->items[i]);
    for (const dbn_view *v = doc->page; v != NULL; v = v->parent)
        if (dbn_view_is_repair(v))
            tally.repairs += v->edit_count;
    return tally;
}

void
dbn_tally_add(dbn_tally *sum, const dbn_tally *more)
{
    sum->copies += more->copies;
    sum->contradictions += more->contradictions;
    sum->left_out += more->left_out;
    sum->repairs += more->repairs;
    sum->findings += more->findings;
}
