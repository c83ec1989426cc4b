/*
 * flow/page.h - one HTML page for all documents of a batch, written as they come.
 *
 * A document alone has the page for itself; of several, each is a row that opens. That
 * is not known before the second one comes: the first waits for it, and nothing else
 * is held.
 */
#ifndef DBN_FLOW_PAGE_H
#define DBN_FLOW_PAGE_H

#include "base/job.h"
#include "write/html_report.h"

typedef struct dbn_page {
    dbn_status (*send)(void *context, dbn_span bytes);
    void *context;
    const char *version;
    dbn_ui ui;
    bool is_desk;             /* of a check, else of a clean */
    dbn_arena arena;          /* of what is written around documents */
    dbn_arena held;           /* of the first document */
    dbn_buffer alone, listed; /* how its page begins, up to its body */
    dbn_buffer body;
    uint64_t documents;
    dbn_arena kept;                  /* to the end */
    DBN_VEC(dbn_html_rule) found_by; /* of a check: rules, by their names */
} dbn_page;

/** What a document adds: a body from dbn_html_document() or dbn_write_findings(), or an
 * error. */
typedef struct dbn_page_document {
    const dbn_document *document; /* NULL when it failed */
    const dbn_error *error;       /* NULL when it did not */
    const dbn_ruleset *rules;     /* that its records name */
    dbn_span name;
    uint64_t line;
    dbn_span body;
} dbn_page_document;

/** `send` and the fields after it are the caller's. */
void dbn_page_init(dbn_page *page);
void dbn_page_release(dbn_page *page);

/** DBN_ERR_NOMEM without a message, or what `send` returned. */
dbn_status dbn_page_add(dbn_page *page, const dbn_page_document *document) DBN_CHECKED;
dbn_status dbn_page_end(dbn_page *page, const dbn_html_total *total) DBN_CHECKED;

#endif
