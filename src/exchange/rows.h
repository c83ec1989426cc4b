/*
 * exchange/rows.h - rows of a grammar as sets of kinds; for grammar.c alone.
 *
 * A table is read by people first. A file has the same few elements thousands of
 * times, so that a row is taken apart when the first of them comes by, and not again.
 */
#ifndef DBN_EXCHANGE_ROWS_H
#define DBN_EXCHANGE_ROWS_H

#include "exchange/grammar.h"

/** A set of kinds is a bit each: no grammar has more elements. */
#define DBN_ROW_KINDS_MAX 64U

/** Children that stand at one place. */
typedef struct dbn_row_choice {
    dbn_span written; /* as in the table, without its sign */
    uint64_t kinds;
    bool is_other; /* or elements of another namespace */
    bool is_wanted, is_many;
} dbn_row_choice;

typedef struct dbn_row {
    uint64_t parents;
    const dbn_row_choice *choices;
    const dbn_span *wanted; /* attributes that must stand there, as in the table */
    uint32_t choice_count, wanted_count;
    bool has_text;
    bool is_read;
} dbn_row;

/** Take the row of `kind` apart, into the arena. Linear in the row, times the elements
 * of the grammar. DBN_ERR_NOMEM without a message. */
dbn_status dbn_row_read(dbn_row *out, const dbn_grammar *grammar, uint16_t kind,
                        dbn_arena *arena) DBN_CHECKED;

/** Cut the next attribute off a row, its name and its values; false behind the last.
 * Groups are passed over. */
bool dbn_row_next(dbn_span *row, dbn_span *name, dbn_span *values, bool *is_wanted);

#endif
