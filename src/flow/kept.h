/*
 * flow/kept.h - what of a page its author wants to keep as it is: translate="no"
 * (HTML, ITS), class="notranslate", rules of ITS; and what is its reader's: text
 * fields, in which no tag is one, and CDATA, in which no reference is.
 */
#ifndef DBN_FLOW_KEPT_H
#define DBN_FLOW_KEPT_H

#include "base/job.h"
#include "flow/its.h"
#include "flow/nest.h"
#include "read/html_skim.h"
#include "text/records.h"

typedef enum dbn_kept { DBN_KEPT_UNSAID, DBN_KEPT, DBN_KEPT_NOT } dbn_kept;

/** What the start tag that was just read, whose name is `name`, says of its element;
 * where it says nothing, what rules do. `its` NULL: there are none. */
dbn_kept dbn_kept_says(const dbn_html_tokens *tokens, dbn_span name,
                       const dbn_its *its);

/** A page that is gone through, token by token. Zero but for its first three members.
 */
typedef struct dbn_keeping {
    dbn_ranges *out; /* gets the ranges of such elements, in order, without what in them
                        is translated all the same; in the job's scratch */
    const dbn_its *its; /* rules; NULL: none */
    dbn_job *job;
    dbn_nest nest;
    bool is_kept; /* what is read now */
} dbn_keeping;

/** The next token, and the state that it was found in. *is_kept: the element of a start
 * tag is, by what is around it or by what is said of itself. Fails with DBN_ERR_NOMEM.
 */
dbn_status dbn_kept_take(dbn_keeping *k, const dbn_html_skim *skim,
                         const dbn_html_token *token, dbn_html_state state,
                         bool *is_kept) DBN_CHECKED;

/** Does the byte lie in one of them? Bytes are asked for in their order: *next is 0 at
 * first. */
bool dbn_kept_holds(const dbn_ranges *kept, uint32_t *next, uint32_t at);

#endif
