/*
 * write/html_report.h - what became of a document, to be looked at.
 *
 * What `clean` did: the article as it comes out, beside its source.
 * Rows are blocks. In the source, removed copies are struck through and linked with
 * what stays of them, both ways; what was left out is grey and says by which rule;
 * contradictions stand in the margin with both values; repairs are listed below.
 *
 * What `check` found: the text, and beside it the findings with their fixes; the page
 * ends with a filter by rule. dbn_write_findings() writes the body.
 */
#ifndef DBN_WRITE_HTML_REPORT_H
#define DBN_WRITE_HTML_REPORT_H

#include "write/html.h"
#include "write/write.h"

/** A document among others. */
typedef struct dbn_html_place {
    uint64_t number; /* from 1, in the order of the input */
    uint64_t line;   /* in JSON Lines, from 1; else 0 */
    bool is_listed;  /* one of a list: a row that opens; else alone in its page */
    bool is_desk;    /* it was checked, else cleaned */
} dbn_html_place;

/** What a page with one document is called: the title, or the file. */
dbn_span dbn_html_title(const dbn_document *doc);

/** What stands around the body of a document. */
dbn_status dbn_html_open_document(const dbn_writer *w, const dbn_document *doc,
                                  const dbn_html_place *place) DBN_CHECKED;
dbn_status dbn_html_close_document(const dbn_writer *w,
                                   const dbn_html_place *place) DBN_CHECKED;

/** The body: the same alone and in a list. Linear in text and records, times log. */
dbn_status dbn_html_document(const dbn_writer *w, const dbn_document *doc,
                             const dbn_html_place *place) DBN_CHECKED;

/** How often a rule found something. */
typedef struct dbn_html_rule {
    dbn_span name;
    uint64_t count;
} dbn_html_rule;

/** The filter by rule, behind all documents of a check: rules by their names. */
dbn_status dbn_html_rules(const dbn_voice *voice, const dbn_html_rule *rules,
                          uint32_t count) DBN_CHECKED;

/** All there is of a document that failed. */
dbn_status dbn_html_failed(const dbn_writer *w, dbn_span name, const dbn_error *error,
                           const dbn_html_place *place) DBN_CHECKED;

#endif
