/*
 * api/corpus.c - doublon/corpus.h over flow/.
 */
#include "doublon/corpus.h"

#include "flow/corpus.h"
#include "flow/restore.h"

dbn_status
dbn_batch_clean(dbn_batch_result *result, const dbn_engine *engine,
                const dbn_batch_options *options, const dbn_batch_events *events)
{
    return dbn_flow_clean_all(result, engine, options, events, dbn_version());
}

dbn_status
dbn_batch_check(dbn_batch_result *result, const dbn_engine *engine,
                const dbn_batch_options *options, const dbn_check_options *check,
                const dbn_batch_events *events)
{
    return dbn_flow_check_all(result, engine, options, check, events, dbn_version());
}

dbn_status
dbn_batch_dedup(dbn_batch_result *result, dbn_dedup_result *found,
                const dbn_engine *engine, const dbn_batch_options *options,
                const dbn_dedup_options *dedup, const dbn_batch_events *events)
{
    const dbn_corpus_run run = {engine, options, events, dbn_version()};
    return dbn_flow_dedup_all(result, found, &run, dedup);
}

dbn_status
dbn_restore(dbn_span cleaned, dbn_span log,
            dbn_status (*source)(void *context, dbn_span name, dbn_span bytes),
            void *context, dbn_error *error)
{
    dbn_error ignored;
    dbn_restored restored = {source, context};
    return dbn_flow_restore(cleaned, log, &restored, error == NULL ? &ignored : error);
}
