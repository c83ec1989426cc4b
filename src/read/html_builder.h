/*
 * read/html_builder.h - what the files that turn the tokens of a page into blocks and
 * marks share.
 */
#ifndef DBN_READ_HTML_BUILDER_H
#define DBN_READ_HTML_BUILDER_H

#include "read/html_jsonld.h"
#include "read/html_metas.h"
#include "read/html_open.h"
#include "read/html_text.h"
#include "read/html_traits.h"

/** Inline elements around one place that get marks; deeper ones mean nothing more. */
#define DBN_HTML_MARKED_MAX 64

/** Inline elements around the whole of a block, whose class says what the block is. */
#define DBN_HTML_WRAPPERS_MAX 8

typedef struct dbn_html_wrapper {
    uint32_t mark;
    uint64_t words;
    uint32_t zones;
} dbn_html_wrapper;

/** A void inline element whose place is not known yet. */
typedef struct dbn_html_empty_mark {
    dbn_range tag;
    uint8_t kind;
} dbn_html_empty_mark;

/** Where an element that had several marks was closed. */
typedef struct dbn_html_closing {
    uint32_t open; /* where its start tag begins */
    dbn_range close;
    uint32_t last_mark; /* of those already met, DBN_NONE */
} dbn_html_closing;

/** A block whose item is numbered from the end of its list. */
typedef struct dbn_html_counted {
    uint32_t block;
    uint32_t countdown; /* the list's, as of dbn_html_open */
} dbn_html_counted;

/** What a page may have too much of, to be said in a finding; and an end that is
 * missing, so that nobody sees the rest of it. */
enum {
    DBN_HTML_LIMIT_DEPTH,
    DBN_HTML_LIMIT_ATTRIBUTES,
    DBN_HTML_LIMIT_METAS,
    DBN_HTML_LIMIT_END,
    DBN_HTML_LIMITS
};

typedef struct dbn_html_builder {
    dbn_html_tokens tokens;
    dbn_html_stack open;
    dbn_html_text text;
    dbn_html_metas metas;
    dbn_html_cache cache;
    dbn_records *records;
    const dbn_profiles *profiles;
    dbn_job *job;
    uint32_t max_blocks, max_marks;
    uint32_t block;      /* the block at hand, DBN_NONE between blocks */
    uint32_t hidden;     /* index of the element that hides, 0 for none */
    uint32_t links;      /* open links with an address */
    uint32_t first_mark; /* of the block at hand */
    bool keeps_hidden;   /* nothing is visible: what hides is read after all */
    bool has_hidden;     /* an attribute hid something */
    bool in_raw;         /* inside script, style, title … */
    bool in_jsonld;
    bool is_unclosed; /* the page ends inside markup, or inside such an element */
    dbn_html_piece_kind raw; /* what that text is */
    uint32_t raw_beg;        /* where it begins */
    uint32_t
        marked[DBN_HTML_MARKED_MAX]; /* indices of open inline elements, outer first */
    uint32_t marked_count;
    dbn_html_wrapper wrappers[DBN_HTML_WRAPPERS_MAX];
    uint32_t wrapper_count;
    DBN_VEC(dbn_html_empty_mark) waiting; /* images before the first text of a block */
    DBN_VEC(dbn_html_closing) closings;
    DBN_VEC(uint32_t) countdowns; /* items of each list that counts down to one */
    DBN_VEC(dbn_html_counted) counted;
    uint32_t limits[DBN_HTML_LIMITS]; /* the block at which each was passed first, by
                                     its index; DBN_NONE where none was */
} dbn_html_builder;

/* html_marks.c; statuses without a message */

dbn_status dbn_html_mark_empty(dbn_html_builder *b,
                               dbn_html_empty_mark mark) DBN_CHECKED;

/** Text comes: the open inline elements that have no mark in this block get one. */
dbn_status dbn_html_marks_start(dbn_html_builder *b) DBN_CHECKED;

/** The mark of an element reaches to here, so far. */
void dbn_html_mark_pause(dbn_html_builder *b, dbn_html_open *open);

/** The element ends at `close`, empty where the page does not say so. */
dbn_status dbn_html_mark_close(dbn_html_builder *b, dbn_html_open *open,
                               dbn_range close) DBN_CHECKED;

/** Marks of elements that went on in later blocks learn where those were closed, and
 * each its partner in the next block. */
void dbn_html_marks_settle(dbn_html_builder *b);

/* html_blocks.c */

void dbn_html_block_end(dbn_html_builder *b);

/** A block-level tag stands here; one that nobody sees parts nothing. */
void dbn_html_block_break(dbn_html_builder *b);

dbn_status dbn_html_take_text(dbn_html_builder *b, dbn_range run) DBN_CHECKED;
dbn_status dbn_html_take_reference(dbn_html_builder *b,
                                   const dbn_html_token *token) DBN_CHECKED;

/** What is no text: it goes, unless it lies in what is hidden anyway. */
dbn_status dbn_html_gap(dbn_html_builder *b, dbn_range range,
                        dbn_html_piece_kind kind) DBN_CHECKED;

/* html_roles.c */

/** Set what the element just opened, whose start tag is the last one of the tokens,
 * means for the text in it. */
dbn_status dbn_html_element_means(dbn_html_builder *b, dbn_html_open *open,
                                  bool in_foreign) DBN_CHECKED;

/* html_tags.c */

dbn_status dbn_html_take_start(dbn_html_builder *b,
                               const dbn_html_token *token) DBN_CHECKED;
dbn_status dbn_html_take_end(dbn_html_builder *b,
                             const dbn_html_token *token) DBN_CHECKED;

/** Close the top; `close` is its end tag or empty. */
dbn_status dbn_html_close_top(dbn_html_builder *b, dbn_range close) DBN_CHECKED;

/** Raw text ends at `end`: some of it says something of the page. */
dbn_status dbn_html_close_raw(dbn_html_builder *b, uint32_t end) DBN_CHECKED;

/* html_lists.c; statuses without a message */

/** The whole number that the tag at hand has under `name`, as HTML reads it; false
 * where it has none. One too large is a million, on its side of 0. */
bool dbn_html_find_number(int32_t *number, const dbn_html_tokens *tokens,
                          dbn_span name);

/** Count the element where it is an ordered list or an item of one. */
dbn_status dbn_html_list_number(dbn_html_builder *b, dbn_html_open *open) DBN_CHECKED;

/** Give the block at hand the number of the item around `owner`, if it is the first one
 * there and the item has one. */
dbn_status dbn_html_item_number(dbn_html_builder *b, const dbn_html_open *owner,
                                dbn_block *block) DBN_CHECKED;

/** Lists that count down know how far, now that the page ends. */
void dbn_html_lists_settle(dbn_html_builder *b);

/* html_tables.c */

/** Give the element, where it is a cell, the column of its row as its level. */
void dbn_html_cell_column(dbn_html_builder *b, dbn_html_open *open);

/** Mark the block at hand, the first text of a cell, where it begins the row. */
void dbn_html_cell_row(dbn_html_builder *b, dbn_block *block);

/** Does the preformatted text from `at` on look like that of a programming language? */
bool dbn_html_is_code_ahead(dbn_span page, uint32_t at);

#endif
