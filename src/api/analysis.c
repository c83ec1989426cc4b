/*
 * api/analysis.c - doublon/analysis.h over flow/ and write/.
 */
#include "doublon/analysis.h"

#include "api/memory_file.h"
#include "base/message.h"
#include "flow/analyse.h"
#include "flow/item.h"
#include "write/analysis.h"
#include "write/json.h"

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

/* ---- JSON Lines ------------------------------------------------------------------ */

typedef struct adding {
    dbn_analysis *analysis;
    dbn_doc *doc;
    const dbn_analysis_lines *lines;
    dbn_jsonl_reader *reader;
    dbn_job job; /* of the line at hand */
} adding;

/* "articles.jsonl:12" */
static dbn_status
name_line(dbn_span *out, adding *a, uint32_t number)
{
    dbn_buffer name = {0};
    dbn_arena *arena = &a->job.arena;
    DBN_TRY_PUSH(&a->job, dbn_vec_append(arena, &name, a->lines->name.ptr,
                                         (uint32_t)a->lines->name.len));
    DBN_TRY_PUSH(&a->job, dbn_vec_append(arena, &name, ":", 1));
    DBN_TRY_PUSH(&a->job, dbn_json_number(&name, arena, number));
    *out = (dbn_span){name.items, name.count};
    return DBN_OK;
}

static dbn_status
add_line(adding *a, dbn_span line, uint32_t number)
{
    dbn_jsonl_line fields;
    dbn_json_input json = {0};
    const dbn_batch_options options = {.lang = a->lines->lang};
    dbn_input input = {.bytes = line, .lang = a->lines->lang};
    DBN_TRY(name_line(&input.name, a, number));
    DBN_TRY(dbn_flow_line(&fields, &input, &json, &options, &a->reader, &a->job));
    if (input.bytes.ptr == NULL)
        return dbn_fail(&a->job.err, DBN_ERR_SYNTAX,
                        "a text or a page is wanted in each line");
    dbn_status status = dbn_doc_clean(a->doc, &input, a->lines->clean);
    if (status != DBN_OK) {
        a->job.err = *dbn_doc_error(a->doc);
        return status;
    }
    status = dbn_analysis_add(a->analysis, a->doc, input.name);
    if (status != DBN_OK)
        a->job.err = *dbn_analysis_error(a->analysis);
    return status;
}

static dbn_status
add_lines(uint32_t *count, uint32_t *failed, adding *a)
{
    dbn_span all = a->lines->bytes;
    uint32_t number = 0;
    for (size_t at = 0; at < all.len;) {
        const char *end = memchr(all.ptr + at, '\n', all.len - at);
        size_t len = end == NULL ? all.len - at : (size_t)(end - all.ptr) - at;
        dbn_span line = dbn_span_trim((dbn_span){all.ptr + at, len});
        at += len + 1;
        number++;
        if (line.len == 0)
            continue;
        dbn_job_reset(&a->job);
        dbn_status status = add_line(a, line, number);
        if (status == DBN_ERR_NOMEM)
            return status;
        *count += status == DBN_OK;
        *failed += status != DBN_OK;
        a->job.err.line = number;
        if (status != DBN_OK && a->lines->failed != NULL)
            a->lines->failed(a->lines->context, &a->job.err);
    }
    return DBN_OK;
}

dbn_status
dbn_analysis_add_lines(uint32_t *count, uint32_t *failed, dbn_analysis *analysis,
                       dbn_doc *doc, const dbn_analysis_lines *lines)
{
    adding a = {.analysis = analysis, .doc = doc, .lines = lines};
    *count = *failed = 0;
    dbn_job_init(&a.job, 0);
    dbn_status status = add_lines(count, failed, &a);
    dbn_jsonl_free(a.reader);
    dbn_job_release(&a.job);
    return status;
}

/* ---- what is told ---------------------------------------------------------------- */

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
