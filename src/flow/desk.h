/*
 * flow/desk.h - the copy desk over one article.
 */
#ifndef DBN_FLOW_DESK_H
#define DBN_FLOW_DESK_H

#include "doublon/desk.h"
#include "flow/doc.h"

/** As dbn_doc_check() says. */
dbn_status dbn_flow_desk(dbn_doc *doc, const dbn_input *input,
                         const dbn_check_options *options) DBN_CHECKED;

/** The same without the repairs: what is found in the document, with its fixes. */
dbn_status dbn_flow_look(dbn_doc *doc, const dbn_input *input,
                         const dbn_check_options *options) DBN_CHECKED;

/** Repair a document that was looked at: make its `corrected` view. */
dbn_status dbn_flow_correct(dbn_doc *doc, const dbn_input *input,
                            const dbn_check_options *options) DBN_CHECKED;

/** Make the document's `typeset` view from its `reduced` one: what the certain rules of
 * typography of `profile` ask for, in at most DBN_DESK_ROUNDS rounds. */
dbn_status dbn_flow_typeset(dbn_doc *doc, dbn_span profile) DBN_CHECKED;

/** A fix may make room for another one: so often is a text looked at. */
#define DBN_DESK_ROUNDS 3

#endif
