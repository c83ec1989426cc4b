/*
 * read/html_metas.h - what a page says of itself.
 *
 * Each value is a view of its own range of the page, references and escapes decoded,
 * white space collapsed.
 */
#ifndef DBN_READ_HTML_METAS_H
#define DBN_READ_HTML_METAS_H

#include "read/html_elements.h"

/** A page that says more of itself says nothing that we would use. */
#define DBN_HTML_METAS_MAX 4096U

/** Nesting of JSON-LD that is followed; what lies deeper is read over. */
#define DBN_HTML_JSON_DEPTH 16

/** The longest path of a string in JSON-LD; longer ones are left out. */
#define DBN_HTML_PATH_MAX 120

typedef struct dbn_html_metas {
    dbn_metas *out;
    const dbn_view *page;
    dbn_job *job;
    dbn_fixes fixes;  /* of the value at hand, in job->scratch */
    uint32_t objects; /* of JSON-LD, of the scripts before */
    bool has_title;
    bool is_in_figure; /* set by the caller: what is said may be of a picture */
    bool has_more;     /* statements past the limit were passed over */
} dbn_html_metas;

/** The statements of a start tag: meta, link, time, html; itemprop with content. */
dbn_status dbn_html_metas_of_tag(dbn_html_metas *metas, const dbn_html_tokens *tokens,
                                 dbn_html_name element) DBN_CHECKED;

/** The content of title; only the first counts. */
dbn_status dbn_html_metas_title(dbn_html_metas *metas, dbn_range content) DBN_CHECKED;

/** Add a statement; `fixes` of metas are what changes in `value`. */
dbn_status dbn_html_metas_add(dbn_html_metas *metas, dbn_meta_kind kind, dbn_span name,
                              dbn_range value) DBN_CHECKED;

/** True for the type of a script that holds JSON-LD. */
bool dbn_html_is_jsonld(const dbn_html_tokens *tokens);

#endif
