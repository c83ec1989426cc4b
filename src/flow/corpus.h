/*
 * flow/corpus.h - many articles, in parallel, in order.
 */
#ifndef DBN_FLOW_CORPUS_H
#define DBN_FLOW_CORPUS_H

#include "doublon/corpus.h"
#include "flow/doc.h"

/** As dbn_batch_clean() says; `version` is stamped into what is written. */
dbn_status dbn_flow_corpus(dbn_batch_result *result, const dbn_engine *engine,
                           const dbn_batch_options *options,
                           const dbn_batch_events *events,
                           const char *version) DBN_CHECKED;

#endif
