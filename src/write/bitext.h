/*
 * write/bitext.h - beads as lines, tables, memories.
 */
#ifndef DBN_WRITE_BITEXT_H
#define DBN_WRITE_BITEXT_H

#include "base/vec.h"
#include "doublon/bitext.h"

/** One side of what is written. */
typedef struct dbn_bitext_side {
    dbn_span name, lang;
    const dbn_span *segments;
    const dbn_range *ranges;     /* in the source */
    const dbn_span *tokens;      /* of bead i: first_token[i] … first_token[i + 1] */
    const uint32_t *first_token; /* NULL: words were not linked */
} dbn_bitext_side;

/** One pair. */
typedef struct dbn_bitext_page {
    dbn_bitext_side source, target;
    const dbn_bead *beads;
    uint32_t bead_count;
    const dbn_word_link *links; /* of bead i: first_link[i] … first_link[i + 1] */
    const uint32_t *first_link; /* NULL: words were not linked */
    const char *version;        /* of the library */
    bool first, last;           /* of the file */
    dbn_ui ui;                  /* of HTML */
    uint32_t number;            /* from 1, in the file */
} dbn_bitext_page;

/** Append the pair. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_bitext(dbn_buffer *out, dbn_arena *arena,
                            const dbn_bitext_page *page,
                            dbn_bitext_format format) DBN_CHECKED;

#endif
