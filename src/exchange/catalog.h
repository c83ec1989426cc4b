/*
 * exchange/catalog.h - lists of messages and their translations: PO, TSV.
 *
 * Sources: GNU gettext manual, "The Format of PO Files"; a table is as spreadsheets
 * write it: cells parted by tabs, semicolons or commas, in quotes where they hold one,
 * or a line end.
 */
#ifndef DBN_EXCHANGE_CATALOG_H
#define DBN_EXCHANGE_CATALOG_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** Where a message stands in its file, for who fills in its target. */
typedef struct dbn_catalog_place {
    dbn_range target; /* its strings, or its cell, quotes and all; empty: no cell */
    dbn_range flags;  /* of PO, the line "#, …" with its end; empty: there is none */
    dbn_range previous; /* of PO, the lines "#| …", likewise */
    uint32_t lead;      /* of PO, its first comment, or what stands without one */
    uint32_t head;      /* of PO, behind the comments, but for "#| …" */
    uint32_t row_end;   /* of a table, in front of the line's end */
    uint32_t cells;     /* of a table, that the row has */
    dbn_range origin;   /* of a table, the cell of that column; no cell: empty */
} dbn_catalog_place;

typedef struct dbn_catalog_entry {
    dbn_span source, target; /* an empty target: it is not translated */
    uint32_t line;           /* of the file, from 1 */
    bool is_fuzzy;           /* somebody must look at it */
    dbn_catalog_place place; /* in the bytes that were read, where they are UTF-8 */
} dbn_catalog_entry;

typedef struct dbn_catalog {
    dbn_span original;                 /* the name of the page; empty: it is not said */
    dbn_span source_lang, target_lang; /* likewise */
    DBN_VEC(dbn_catalog_entry) messages; /* in the order of the file */
    uint32_t plurals; /* of PO, with plural forms: they are passed over */
    /* Of a table: */
    char separator;  /* '\0': it is no table */
    uint32_t column; /* of the targets, from 0 */
    uint32_t columns;
    uint32_t origin;   /* the last column, where that is its name; else `columns` */
    uint32_t head_end; /* in front of the end of its first line */
} dbn_catalog;

/** A tag of a language as such files write it: nl_BE is nl-BE, and what says how it is
 * written (sr@latin, nl.UTF-8) is left out; into the job's arena. Fails with
 * DBN_ERR_SYNTAX, without a line, where it is none. */
dbn_status dbn_catalog_lang(dbn_span *out, dbn_span said, dbn_job *job) DBN_CHECKED;

/** Does it look like one of them, and not like XML? */
bool dbn_is_po(dbn_span bytes);
bool dbn_is_tsv(dbn_span bytes);

/** Read UTF-8, or a table in UTF-16 that begins with its mark, which is borrowed, into
 * the job's arena; in UTF-16 places mean nothing. Linear. Fails with DBN_ERR_SYNTAX and
 * a line where it is not in the format or not in UTF-8; DBN_ERR_NOMEM. */
dbn_status dbn_po_read(dbn_catalog *out, dbn_span bytes, dbn_job *job) DBN_CHECKED;
dbn_status dbn_tsv_read(dbn_catalog *out, dbn_span bytes, dbn_job *job) DBN_CHECKED;

#endif
