/*
 * api/analysis.c - doublon/analysis.h over flow/ and write/.
 */
#include "doublon/analysis.h"

#include "api/memory_file.h"
#include "flow/analyse.h"
#include "write/analysis.h"

#include <stdlib.h>

struct dbn_analysis {
    dbn_analysing analysing;
    const dbn_memory_file *memory; /* NULL: none */
};

dbn_status
dbn_analysis_new(dbn_analysis **out, const dbn_engine *engine,
                 const dbn_analysis_options *options, dbn_error *error)
{
    *out = NULL;
    dbn_analysis *analysis = malloc(sizeof *analysis);
    if (analysis == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    analysis->memory = options->memory;
    dbn_status status =
        dbn_flow_analyse_init(&analysis->analysing, engine, options,
                              options->memory == NULL ? NULL : options->memory->memory);
    if (status == DBN_OK) {
        *out = analysis;
        return DBN_OK;
    }
    if (error != NULL)
        *error = analysis->analysing.job.err;
    dbn_analysis_free(analysis);
    return status;
}

void
dbn_analysis_free(dbn_analysis *analysis)
{
    if (analysis == NULL)
        return;
    dbn_flow_analyse_release(&analysis->analysing);
    free(analysis);
}

/* What failed in the memory says so there. */
const dbn_error *
dbn_analysis_error(const dbn_analysis *analysis)
{
    const dbn_error *own = &analysis->analysing.job.err;
    return own->status == DBN_OK && analysis->memory != NULL
               ? &analysis->memory->job.err
               : own;
}

dbn_status
dbn_analysis_add(dbn_analysis *analysis, dbn_doc *doc, dbn_span name)
{
    return dbn_flow_analyse_add(&analysis->analysing, doc, name);
}

dbn_status
dbn_analysis_write(dbn_analysis *analysis, dbn_analysis_format format, dbn_ui ui,
                   dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_analysing *a = &analysis->analysing;
    dbn_buffer text = {0};
    DBN_TRY(dbn_flow_analyse_count(a));
    DBN_TRY_PUSH(&a->job,
                 dbn_write_analysis(&text, &a->job.arena, &a->analysed, format, ui));
    return output(context, (dbn_span){text.items, text.count});
}
