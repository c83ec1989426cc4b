/*
 * write/list_fill.h - targets put into a list of messages as it stands: PO, and tables.
 */
#ifndef DBN_WRITE_LIST_FILL_H
#define DBN_WRITE_LIST_FILL_H

#include "text/bilingual.h"

/** A message that is filled, and where it stands: exchange/catalog.h. */
typedef struct dbn_list_place {
    uint32_t unit;
    dbn_range target, flags, previous;
    uint32_t lead, head; /* of PO */
    uint32_t row_end;    /* of a table */
    uint32_t cells;
    dbn_range origin; /* of a table, that cell */
} dbn_list_place;

typedef DBN_VEC(dbn_list_place) dbn_list_places;

/** The head of a table. */
typedef struct dbn_list_table {
    char separator;
    uint32_t column; /* of the targets, from 0 */
    uint32_t columns;
    uint32_t origin; /* of those who gave the targets; `columns`: there is none yet */
    uint32_t head_end;
} dbn_list_table;

/**
 * Append `file` of gettext with the targets of the units of `b` that are named. What
 * somebody must look at is fuzzy; who gave it is a comment: "# doublon: mt deepl".
 * Linear but for n log n in the places. DBN_ERR_NOMEM without a message, like the next.
 */
dbn_status dbn_write_po_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                             const dbn_bilingual *b,
                             const dbn_list_places *places) DBN_CHECKED;

/** The same of a table, which gets a last column that says who gave the targets, if
 * it has none: it cannot say that somebody must look at them. What somebody else wrote
 * into such a column stays. */
dbn_status dbn_write_table_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                                const dbn_bilingual *b, const dbn_list_places *places,
                                const dbn_list_table *table) DBN_CHECKED;

#endif
