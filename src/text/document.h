/*
 * text/document.h - everything that is known about one document once a pipeline has
 * run: what write/ prints and the library hands out.
 *
 *     source ─▶ decoded ─▶ extracted ─▶ page ─▶ reduced ─▶ output
 *                                        │       (copies    (what is
 *                                     records     removed)   printed)
 *
 * All records are on the page: the repaired text of everything visible, copies
 * still in place.
 */
#ifndef DBN_TEXT_DOCUMENT_H
#define DBN_TEXT_DOCUMENT_H

#include "text/records.h"

/** A field of the article: a range of a view (the page, or the value of a meta).
 * `view` is NULL where nothing says it. */
typedef struct dbn_field {
    const dbn_view *view;
    dbn_range range;
    dbn_rule rule;
} dbn_field;

typedef DBN_VEC(dbn_field) dbn_fields;

/** The text of a field; {NULL, 0} for none. */
static inline dbn_span
dbn_field_text(const dbn_field *field)
{
    return field->view == NULL ? (dbn_span){NULL, 0}
                               : dbn_span_slice(field->view->text, field->range);
}

typedef struct dbn_document {
    dbn_span name;
    dbn_span lang;    /* BCP 47 */
    dbn_span charset; /* WHATWG name */
    const dbn_view *source;
    const dbn_view *decoded;
    const dbn_view *page;
    const dbn_view *reduced;
    const dbn_view *output;
    dbn_records records; /* on the page */
    dbn_copies copies;
    dbn_contradictions contradictions;
    dbn_field title;
    dbn_fields bylines;
    dbn_field function;
    dbn_field date_text;
    dbn_date date;
    dbn_field lead;
    bool is_article;
} dbn_document;

#endif
