/*
 * read/html_text.h - the text of a page as fixes: what goes, what a gap becomes.
 *
 *     Un <b> mot</b></p>\n<p>Deux
 *     ──┬───┬───┬───────┬───────
 *      text │  text    gap: one "\n"
 *          gap: the space that stands is kept, tags and the second space go
 *
 * Between two visible characters lies a gap: pieces of markup and white space. What
 * it becomes (nothing, one space, a line feed) is known when the next visible
 * character comes, so pieces wait until then.
 */
#ifndef DBN_READ_HTML_TEXT_H
#define DBN_READ_HTML_TEXT_H

#include "text/fix.h"

/** Why a piece of a gap is there. */
typedef enum dbn_html_piece_kind {
    DBN_HTML_PIECE_TAG,
    DBN_HTML_PIECE_BREAK, /* a br */
    DBN_HTML_PIECE_SPACE, /* ASCII white space */
    DBN_HTML_PIECE_BLANK, /* other white space: stays inside a block, goes at its ends
                           */
    DBN_HTML_PIECE_COMMENT,
    DBN_HTML_PIECE_HIDDEN,
    DBN_HTML_PIECE_HEAD,
    DBN_HTML_PIECE_NUL
} dbn_html_piece_kind;

typedef struct dbn_html_piece {
    dbn_range range;
    uint32_t text, len; /* of a blank that a reference stands for: bytes in the pool */
    dbn_html_piece_kind kind;
} dbn_html_piece;

typedef struct dbn_html_text {
    dbn_arena *arena; /* of the fixes and the pieces */
    dbn_span page;
    dbn_fixes fixes;
    DBN_VEC(dbn_html_piece) gap;
    uint32_t len;        /* of the text so far, the gap apart */
    uint32_t breaks;     /* br elements in the gap */
    uint32_t line_feeds; /* in the gap, for pre */
    bool in_block;       /* the block has text, so the gap may become a space */
    bool is_verbatim;    /* white space stays as it is: code */
} dbn_html_text;

/** Nothing has been read of `page`. DBN_ERR_NOMEM without a message, like all here. */
dbn_status dbn_html_text_init(dbn_html_text *text, dbn_arena *arena,
                              dbn_span page) DBN_CHECKED;

/** The next part of the page belongs to the gap. */
dbn_status dbn_html_text_gap(dbn_html_text *text, dbn_range range,
                             dbn_html_piece_kind kind) DBN_CHECKED;

/** A reference that stands for white space other than ASCII. */
dbn_status dbn_html_text_blank(dbn_html_text *text, dbn_range range,
                               dbn_span blank) DBN_CHECKED;

/**
 * Split a run of characters: what is white space at its ends joins the gap; returns
 * what lies between, empty if nothing does. The white space after it is for
 * dbn_html_text_gap_blanks() once the middle is written.
 */
dbn_status dbn_html_text_lead(dbn_html_text *text, dbn_range run,
                              dbn_range *middle) DBN_CHECKED;
dbn_status dbn_html_text_gap_blanks(dbn_html_text *text, dbn_range run) DBN_CHECKED;

/** Something visible comes at `at` of the page: the gap becomes what it must.
 * text->len is where the visible will stand. */
dbn_status dbn_html_text_flush(dbn_html_text *text, uint32_t at) DBN_CHECKED;

/** A visible run, without white space at its ends. */
dbn_status dbn_html_text_run(dbn_html_text *text, dbn_range run) DBN_CHECKED;

/** A visible reference. */
dbn_status dbn_html_text_reference(dbn_html_text *text, dbn_range range,
                                   dbn_span means) DBN_CHECKED;

/** The block ends with the last visible character. */
void dbn_html_text_end_block(dbn_html_text *text);

/** The page has ended: what is still a gap goes. */
dbn_status dbn_html_text_finish(dbn_html_text *text) DBN_CHECKED;

/** True for white space and zero-width characters that have no place at the ends of
 * a block: U+00A0, U+2000-200B, U+202F, U+FEFF … */
bool dbn_html_is_blank(uint32_t code);

#endif
