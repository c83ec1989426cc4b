/*
 * write/markdown_table.c - tables of Markdown: cells are blocks, one after another.
 */
#include "write/markdown_table.h"

#include "write/json.h"

/** A table with more columns is none that people read: its cells are blocks. */
#define COLUMNS_MAX 64U

static dbn_status
raw(const dbn_writer *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

static bool
is_cell(const dbn_block *block)
{
    return block->role == DBN_ROLE_CELL && block->level > 0;
}

/* Its cells have the first one as their parent, or all have their caption. */
static bool
is_in(const dbn_blocks *blocks, uint32_t first, const dbn_block *block)
{
    uint32_t parent = blocks->items[first].parent;
    bool has_caption =
        parent != DBN_NONE && blocks->items[parent].role == DBN_ROLE_CAPTION;
    return is_cell(block) &&
           (block->parent == first || (has_caption && block->parent == parent));
}

bool
dbn_markdown_table_holds(const dbn_markdown_table *t, const dbn_block *block)
{
    return t->columns > 0 && is_in(t->blocks, t->first, block);
}

void
dbn_markdown_table_begin(dbn_markdown_table *t, const dbn_blocks *blocks,
                         uint32_t first)
{
    *t = (dbn_markdown_table){.blocks = blocks, .first = first};
    if (!is_cell(&blocks->items[first]))
        return;
    t->columns = blocks->items[first].level;
    for (uint32_t i = first + 1;
         i < blocks->count && is_in(blocks, first, &blocks->items[i]); i++)
        if (blocks->items[i].level > t->columns)
            t->columns = blocks->items[i].level;
    if (t->columns > COLUMNS_MAX)
        t->columns = 0;
}

/* Cells without a text, up to `column` of the row at hand. */
static dbn_status
fill_row(dbn_markdown_table *t, const dbn_writer *w, uint32_t column)
{
    for (; t->column < column; t->column++)
        DBN_TRY(raw(w, t->column == 0 ? DBN_SPAN("|") : DBN_SPAN(" |")));
    return DBN_OK;
}

/* End the row at hand; the first one is the head, which a line parts from the others.
 */
static dbn_status
end_row(dbn_markdown_table *t, const dbn_writer *w)
{
    DBN_TRY(fill_row(t, w, t->columns));
    DBN_TRY(raw(w, DBN_SPAN(" |")));
    t->column = 0;
    if (++t->rows > 1)
        return DBN_OK;
    DBN_TRY(raw(w, DBN_SPAN("\n|")));
    for (uint32_t i = 0; i < t->columns; i++)
        DBN_TRY(raw(w, DBN_SPAN(" --- |")));
    return DBN_OK;
}

dbn_status
dbn_markdown_table_end(dbn_markdown_table *t, const dbn_writer *w)
{
    if (t->columns > 0)
        DBN_TRY(end_row(t, w));
    t->columns = 0;
    return DBN_OK;
}

/* A row whose first cell is a copy begins with the next one. */
dbn_status
dbn_markdown_table_cell(dbn_markdown_table *t, const dbn_writer *w,
                        const dbn_block *block)
{
    bool begins_row = (block->flags & DBN_BLOCK_ROW) != 0 || block->level <= t->column;
    if (begins_row && t->column > 0) {
        DBN_TRY(end_row(t, w));
        DBN_TRY(raw(w, DBN_SPAN("\n")));
    }
    DBN_TRY(fill_row(t, w, block->level - 1U));
    t->column = block->level;
    return raw(w, block->level == 1 ? DBN_SPAN("| ") : DBN_SPAN(" | "));
}
