/*
 * write/xliff.h - what of a page is translated, as XLIFF 2.1.
 *
 * The page is its own skeleton: every unit says which bytes of it it stands for, and
 * holds the markup between them as original data. README.md says which metadata there
 * are.
 */
#ifndef DBN_WRITE_XLIFF_H
#define DBN_WRITE_XLIFF_H

#include "text/units.h"

/** A page, and in which languages it is and will be. */
typedef struct dbn_xliff_page {
    dbn_span original; /* the name of its file */
    dbn_span source;   /* its bytes */
    dbn_span charset;  /* WHATWG name */
    dbn_span source_lang, target_lang;
} dbn_xliff_page;

/** Append a whole file. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_xliff(dbn_buffer *out, dbn_arena *arena,
                           const dbn_xliff_page *page,
                           const dbn_page_units *units) DBN_CHECKED;

#endif
