/*
 * flow/corpus.h - many articles, in parallel, in order: one function a command.
 */
#ifndef DBN_FLOW_CORPUS_H
#define DBN_FLOW_CORPUS_H

#include "doublon/corpus.h"
#include "flow/doc.h"

/** As dbn_batch_clean() says; `version` is stamped into what is written. */
dbn_status dbn_flow_clean_all(dbn_batch_result *result, const dbn_engine *engine,
                              const dbn_batch_options *options,
                              const dbn_batch_events *events,
                              const char *version) DBN_CHECKED;

/** As dbn_batch_check() says. */
dbn_status dbn_flow_check_all(dbn_batch_result *result, const dbn_engine *engine,
                              const dbn_batch_options *options,
                              const dbn_check_options *check,
                              const dbn_batch_events *events,
                              const char *version) DBN_CHECKED;

/** What all runs over a corpus take. */
typedef struct dbn_corpus_run {
    const dbn_engine *engine;
    const dbn_batch_options *options;
    const dbn_batch_events *events;
    const char *version; /* stamped into what is written */
} dbn_corpus_run;

/** As dbn_batch_dedup() says. */
dbn_status dbn_flow_dedup_all(dbn_batch_result *result, dbn_dedup_result *found,
                              const dbn_corpus_run *run,
                              const dbn_dedup_options *dedup) DBN_CHECKED;

#endif
