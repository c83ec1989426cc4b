/*
 * text/cell.h - a cell of a table that people open in a spreadsheet.
 */
#ifndef DBN_TEXT_CELL_H
#define DBN_TEXT_CELL_H

#include "base/span.h"

/** Would a spreadsheet reckon with it? What begins with = + - @ is a formula to it,
 * which may fetch and run what it names, and pages come from anybody. Such a cell is
 * written behind an apostrophe, which makes it text; so is one that begins with
 * apostrophes before such a sign, so that who reads it takes one off and has what was
 * there. */
static inline bool
dbn_cell_is_formula(dbn_span cell)
{
    size_t at = 0;
    while (at < cell.len && cell.ptr[at] == '\'')
        at++;
    return at < cell.len && memchr("=+-@", cell.ptr[at], 4) != NULL;
}

/** Is it one behind its apostrophe? */
static inline bool
dbn_cell_is_marked(dbn_span cell)
{
    return cell.len > 0 && cell.ptr[0] == '\'' && dbn_cell_is_formula(cell);
}

#endif
