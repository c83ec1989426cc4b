/*
 * text/document.h - everything that is known about one document once a pipeline has
 * run: what write/ prints and the library hands out.
 *
 *     source ─▶ decoded ─▶ extracted ─▶ page ─▶ reduced ─▶ typeset ─▶ output
 *                                        │       (copies    (where      (what is
 *                                     records     removed)   asked for)  printed)
 *                    └─▶ corrected (the copy desk's repairs)
 *
 * All records are on the page: the repaired text of everything visible, copies
 * still in place.
 */
#ifndef DBN_TEXT_DOCUMENT_H
#define DBN_TEXT_DOCUMENT_H

#include "text/pairs.h"

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

typedef DBN_VEC(dbn_picture) dbn_pictures;
typedef DBN_VEC(dbn_entry) dbn_entries;

/** What a page says of its article besides. */
typedef struct dbn_facts {
    dbn_field section;
    dbn_fields tags;
    dbn_field canonical; /* the address of the article */
    dbn_field licence;
    dbn_field robots;
    dbn_field modified;
    dbn_date modified_date;
    dbn_access access;
    dbn_mining mining;
    dbn_pictures pictures;
} dbn_facts;

typedef struct dbn_document {
    dbn_span name;
    dbn_span lang;    /* BCP 47 */
    dbn_span charset; /* WHATWG name */
    const dbn_view *source;
    const dbn_view *decoded;
    const dbn_view *page;
    const dbn_view *reduced;
    const dbn_view *typeset; /* the same with its typography made right */
    const dbn_view *output;
    dbn_records records; /* on the page */
    dbn_copies copies;
    dbn_contradictions contradictions;
    dbn_segments segments; /* of what stays, where they were asked for */
    dbn_ranges tokens;     /* of those, likewise */
    dbn_field title;
    dbn_fields bylines;
    dbn_field function;
    dbn_field date_text;
    dbn_date date;
    dbn_field lead;
    dbn_facts facts;
    dbn_entries entries; /* of a live page */
    bool is_article;
    dbn_fixes fixes;           /* of the findings, by their first_fix and fix_count */
    uint64_t failing;          /* findings that make the check fail */
    dbn_error spelling_off;    /* why nobody looked; status DBN_OK: it was done */
    dbn_rule given_up;         /* a rule that met a match limit, or DBN_RULE_NONE */
    const dbn_pairs *pairs;    /* of a file of translators; NULL of all others */
    const dbn_view *corrected; /* NULL where no repair was asked for */
} dbn_document;

#endif
