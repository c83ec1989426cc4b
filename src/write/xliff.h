/*
 * write/xliff.h - a page and its translation as XLIFF 2.
 *
 * The page is its own skeleton: every unit says which bytes of it it stands for, and
 * holds the markup between them as original data. README.md says which metadata there
 * are.
 */
#ifndef DBN_WRITE_XLIFF_H
#define DBN_WRITE_XLIFF_H

#include "text/bilingual.h"

typedef struct dbn_xliff_options {
    bool is_2_2;  /* of version 2.2; else of 2.1 */
    bool is_once; /* a unit whose sentences all stand before is locked */
} dbn_xliff_options;

/** Append a whole file. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_xliff(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                           const dbn_xliff_options *options) DBN_CHECKED;

#endif
