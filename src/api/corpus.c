/*
 * api/corpus.c - doublon/corpus.h over flow/.
 */
#include "doublon/corpus.h"

#include "flow/corpus.h"
#include "flow/reading.h"
#include "flow/restore.h"
#include "flow/step.h"

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
dbn_batch_step(dbn_batch_result *result, const dbn_engine *engine,
               const dbn_batch_options *options, const dbn_dedup_options *dedup,
               const dbn_step_options *step, const dbn_batch_events *events)
{
    const dbn_corpus_run run = {engine, options, events, dbn_version()};
    const dbn_dedup_options o = dbn_reading_options(dedup);
    switch (step->step) {
    case DBN_CORPUS_SIGN:
        return dbn_step_sign(result, &run, &o, step->part);
    case DBN_CORPUS_PAIRS:
        return dbn_step_pairs(result, &run, &o);
    case DBN_CORPUS_VERIFY:
        return dbn_step_verify(result, &run, &o);
    case DBN_CORPUS_COMPONENTS:
        return dbn_step_components(result, &run, &o);
    case DBN_CORPUS_APPLY:
        break;
    }
    return step->copies == NULL ? dbn_step_tell(result, &run, &o)
                                : dbn_step_apply(result, &run, &o, step);
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
