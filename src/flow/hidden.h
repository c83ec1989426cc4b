/*
 * flow/hidden.h - what of a page is read, but stands in no block: the title of the
 * window, metas, attributes, strings of JSON-LD.
 */
#ifndef DBN_FLOW_HIDDEN_H
#define DBN_FLOW_HIDDEN_H

#include "flow/cut.h"
#include "read/html_skim.h"

typedef struct dbn_hidden_value {
    dbn_range range; /* of the text of the page */
    dbn_range tag;   /* of an attribute; else empty */
    dbn_span name;
    enum { DBN_HIDDEN_VALUE, DBN_HIDDEN_TITLE, DBN_HIDDEN_JSON } kind;
} dbn_hidden_value;

/** What was found, while a page is gone through token by token. */
typedef struct dbn_hidden {
    dbn_job *job;
    DBN_VEC(dbn_hidden_value) values; /* in the job's scratch */
    bool is_open;                     /* the last is the text up to the next tag */
} dbn_hidden;

/** The next token. is_kept: of a start tag, its element is kept by its author
 * (flow/kept.h). Fails with DBN_ERR_NOMEM. */
dbn_status dbn_hidden_take(dbn_hidden *h, const dbn_html_skim *skim,
                           const dbn_html_token *token, bool is_kept) DBN_CHECKED;

/** Add units for what was found, attributes between the ends of `article`. Linear. */
dbn_status dbn_hidden_cut(dbn_cutting *c, const dbn_hidden *h,
                          dbn_range article) DBN_CHECKED;

#endif
