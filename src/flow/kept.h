/*
 * flow/kept.h - what of a page its author wants to keep as it is: translate="no"
 * (HTML, ITS), class="notranslate", rules of ITS; and what is its reader's: text
 * fields, in which no tag is one.
 */
#ifndef DBN_FLOW_KEPT_H
#define DBN_FLOW_KEPT_H

#include "base/job.h"
#include "flow/its.h"
#include "read/html_tokens.h"
#include "text/records.h"

typedef enum dbn_kept { DBN_KEPT_UNSAID, DBN_KEPT, DBN_KEPT_NOT } dbn_kept;

/** What the start tag that was just read, whose name is `name`, says of its element;
 * where it says nothing, what rules do. `its` NULL: there are none. */
dbn_kept dbn_kept_says(const dbn_html_tokens *tokens, dbn_span name,
                       const dbn_its *its);

/** Does an element whose end tag may be left out end where the next one begins? */
bool dbn_kept_ends_before(dbn_span open, dbn_span next);

/** The ranges of such elements, in order, without what in them is translated all the
 * same. They live in the job's scratch. Linear. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_kept_find(dbn_ranges *out, dbn_span page, const dbn_its *its,
                         dbn_job *job) DBN_CHECKED;

/** Does the byte lie in one of them? Bytes are asked for in their order: *next is 0 at
 * first. */
bool dbn_kept_holds(const dbn_ranges *kept, uint32_t *next, uint32_t at);

#endif
