/*
 * write/markdown_table.h - a table of Markdown under way; for markdown.c alone.
 */
#ifndef DBN_WRITE_MARKDOWN_TABLE_H
#define DBN_WRITE_MARKDOWN_TABLE_H

#include "write/write.h"

/** Zero: there is none. */
typedef struct dbn_markdown_table {
    const dbn_blocks *blocks;
    uint32_t first;        /* block of the table */
    uint32_t columns;      /* that its rows have; 0: there is no table */
    uint32_t column, rows; /* of the last cell; begun so far */
} dbn_markdown_table;

/** Is the block of the table? */
bool dbn_markdown_table_holds(const dbn_markdown_table *t, const dbn_block *block);

/** One begins with block `first`, if that is a cell, and the columns are not too many.
 */
void dbn_markdown_table_begin(dbn_markdown_table *t, const dbn_blocks *blocks,
                              uint32_t first);

/** What stands in front of a cell of the table. */
dbn_status dbn_markdown_table_cell(dbn_markdown_table *t, const dbn_writer *w,
                                   const dbn_block *block) DBN_CHECKED;

/** End the table, if there is one. */
dbn_status dbn_markdown_table_end(dbn_markdown_table *t,
                                  const dbn_writer *w) DBN_CHECKED;

#endif
