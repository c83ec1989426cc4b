/*
 * flow/revising.h - files of translators at the copy desk.
 */
#ifndef DBN_FLOW_REVISING_H
#define DBN_FLOW_REVISING_H

#include "flow/doc.h"

/** Is it a file of translators, and nobody says that it is something else? */
dbn_pairs_kind dbn_flow_pairs_kind(const dbn_input *input);

/**
 * Read such a file into doc->document, in the place of dbn_flow_article(): its page has
 * the texts of the file, its language is that of the translations, its findings are
 * what a reviser sees. Fails with DBN_ERR_SYNTAX, and a line, where the file is broken
 * or its languages are not known.
 */
dbn_status dbn_flow_revise(dbn_doc *doc, const dbn_input *input, dbn_pairs_kind kind,
                           const dbn_check_options *options) DBN_CHECKED;

void dbn_revising_release(dbn_revising *revising);

#endif
