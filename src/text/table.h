/*
 * text/table.h - the head of a table of sources and translations.
 */
#ifndef DBN_TEXT_TABLE_H
#define DBN_TEXT_TABLE_H

#include "base/span.h"

typedef enum dbn_table_column {
    DBN_TABLE_OTHER,
    DBN_TABLE_PAGE,
    DBN_TABLE_SOURCE,
    DBN_TABLE_TARGET
} dbn_table_column;

/** The column of a name of the head, without quotes, and the language behind its colon:
 * "source:fr". */
dbn_table_column dbn_table_column_of(dbn_span name, dbn_span *lang);

/** What parts the columns of a table: the first of tab, semicolon and comma that makes
 * one of them the source, whatever else other names have in them. '\0': it is no table
 * with a source, and another column. Looks at the beginning of a file alone. */
char dbn_table_separator(dbn_span text);

#endif
