/*
 * flow/mark_terms.h - which terms of a glossary the units of a page have.
 */
#ifndef DBN_FLOW_MARK_TERMS_H
#define DBN_FLOW_MARK_TERMS_H

#include "flow/terms.h"
#include "text/bilingual.h"

/** Add terms to `b`, in whatever form they stand there, each once a unit; those without
 * a translation say nothing to a translator. A page in another language than that of
 * the terms has none. They are borrowed from `terms`. Linear in the text; fails with
 * DBN_ERR_NOMEM. */
dbn_status dbn_flow_mark_terms(dbn_bilingual *b, dbn_terms *terms,
                               dbn_job *job) DBN_CHECKED;

#endif
