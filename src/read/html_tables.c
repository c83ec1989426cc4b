/*
 * read/html_tables.c - where a cell stands: its column, and whether it begins its row.
 *
 * Rows are as the page writes them: a cell that reaches down into later rows moves
 * nothing there.
 */
#include "read/html_builder.h"

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

/* A cell takes no more columns, as browsers have it. */
#define SPAN_MAX 1000

/* The row that a cell opened now stands in, 0 for none. */
static uint32_t
row_at_hand(const dbn_html_stack *open)
{
    uint32_t row = open->last[ELEMENT(TR)];
    return row > open->last[ELEMENT(TABLE)] ? row : 0;
}

void
dbn_html_cell_column(dbn_html_builder *b, dbn_html_open *open)
{
    int32_t span;
    uint32_t at = row_at_hand(&b->open);
    if ((open->element != ELEMENT(TD) && open->element != ELEMENT(TH)) || at == 0)
        return;
    dbn_html_open *row = &b->open.items[at];
    if (!dbn_html_find_number(&span, &b->tokens, DBN_SPAN("colspan")) || span < 1 ||
        span > SPAN_MAX)
        span = 1;
    if (row->columns < UINT8_MAX)
        open->level = (uint8_t)(row->columns + 1);
    row->columns =
        row->columns + span < UINT8_MAX ? (uint8_t)(row->columns + span) : UINT8_MAX;
}

void
dbn_html_cell_row(dbn_html_builder *b, dbn_block *block)
{
    dbn_html_open *row = &b->open.items[row_at_hand(&b->open)];
    if (block->level == 0 || row->is_row_begun)
        return;
    row->is_row_begun = true;
    block->flags |= DBN_BLOCK_ROW;
}
