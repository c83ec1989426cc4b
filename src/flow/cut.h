/*
 * flow/cut.h - a piece of a page as pieces of text and codes, in parts.
 *
 *     dbn_cut_begin(&cutting, DBN_CUT_BLOCK);
 *     DBN_TRY(dbn_cut_add_sentence(&cutting, …));      in their order, one or more
 *     DBN_TRY(dbn_cut_markup(&cutting, range));
 *     DBN_TRY(dbn_cut_end(&cutting, &unit));
 *
 * It is read by the tokenizer of pages: text is text, everything else is a code, byte
 * for byte. Nothing is rebuilt, so that what is put together again is what was cut.
 */
#ifndef DBN_FLOW_CUT_H
#define DBN_FLOW_CUT_H

#include "text/bilingual.h"
#include "text/document.h"

typedef enum dbn_cut_kind {
    DBN_CUT_BLOCK, /* of the text of a page */
    DBN_CUT_TITLE, /* of an element that holds text alone */
    DBN_CUT_VALUE  /* of an attribute */
} dbn_cut_kind;

/** An element under way. */
typedef struct dbn_cut_element {
    uint32_t piece;
    dbn_span name;
} dbn_cut_element;

/** Zero but for its first five members. Belongs to one thread. */
typedef struct dbn_cutting {
    dbn_bilingual *out; /* gets parts and pieces, in the job's arena */
    dbn_job *job;
    dbn_span text;           /* that is cut */
    const dbn_document *doc; /* whose decoded text it is: what of a block its page does
                                not show is a code; NULL: all is shown */
    const struct dbn_its *its; /* its rules; NULL: none */
    /* Of what is being cut: */
    DBN_VEC(dbn_cut_element) open;
    dbn_ranges sentences;
    uint32_t sentence; /* the one at hand, or the next */
    uint32_t begun;    /* the last that has a part; DBN_NONE: none has */
    uint32_t part_beg;
    uint32_t at; /* where in the text a part begins that is begun now */
    dbn_cut_kind kind;
} dbn_cutting;

/** Begin something that has parts of its own: from part_beg on. */
void dbn_cut_begin(dbn_cutting *c, dbn_cut_kind kind);

/** A range of the text. Fails with DBN_ERR_NOMEM, like the next. */
dbn_status dbn_cut_add_sentence(dbn_cutting *c, dbn_range range) DBN_CHECKED;

/** Cut. Linear in the range. */
dbn_status dbn_cut_markup(dbn_cutting *c, dbn_range range) DBN_CHECKED;

/** Add a part that is a text, as it stands; it begins at `at`. */
dbn_status dbn_cut_plain(dbn_cutting *c, dbn_span text, bool is_segment) DBN_CHECKED;

/** Add `unit`, whose parts are those that were cut since dbn_cut_begin(); its source is
 * a range of the text, and becomes one of the page. What has no sentence is none. */
dbn_status dbn_cut_end(dbn_cutting *c, const dbn_bilingual_unit *unit) DBN_CHECKED;

/** Go on with another unit in the sentences that were added. */
void dbn_cut_go_on(dbn_cutting *c);

/** Parts without text, since dbn_cut_begin() or dbn_cut_go_on(), are no sentences. */
void dbn_cut_drop_empty(dbn_cutting *c);

/** Is it nothing but white space? */
bool dbn_cut_is_white(dbn_span text);

#endif
