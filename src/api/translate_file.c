/*
 * api/translate_file.c - files of translators, filled as they stand: XLIFF of both
 * versions, PO, tables.
 */
#include "api/translator.h"
#include "exchange/catalog.h"
#include "exchange/translated.h"
#include "flow/list.h"
#include "flow/recode.h"
#include "write/xliff12_fill.h"
#include "write/xliff_fill.h"

/* A file under way. */
typedef struct filing {
    const dbn_translate_input *in;
    dbn_span file;
    dbn_job *job;
    bool is_list;
    dbn_span charset;    /* of a list that is not in UTF-8; else empty */
    dbn_catalog catalog; /* of a list */
    dbn_bilingual b;
} filing;

static dbn_status
refuse_encoding(dbn_job *job)
{
    return dbn_fail(&job->err, DBN_ERR_SYNTAX, "what is translated must be in UTF-8");
}

/* ---- reading --------------------------------------------------------------------- */

static dbn_status
read_list(filing *f)
{
    dbn_input_kind kind = f->in->kind;
    bool is_po = dbn_is_po(f->file);
    DBN_TRY(is_po ? dbn_flow_po_decode(&f->file, &f->charset, f->file, f->job)
                  : dbn_flow_table_decode(&f->file, &f->charset, f->file, f->job));
    DBN_TRY(is_po ? dbn_po_read(&f->catalog, f->file, f->job)
                  : dbn_tsv_read(&f->catalog, f->file, f->job));
    bool is_plain = kind == DBN_INPUT_TEXT ||
                    (kind != DBN_INPUT_HTML && dbn_flow_list_is_plain(&f->catalog));
    return dbn_flow_list_read(&f->b, &f->catalog, is_plain, f->job);
}

static dbn_status
read_file(filing *f)
{
    f->is_list = dbn_is_po(f->file) || dbn_is_tsv(f->file);
    DBN_TRY(f->is_list ? read_list(f) : dbn_translated_read(&f->b, f->file, f->job));
    if (f->b.page.source_lang.len == 0)
        f->b.page.source_lang = f->in->translator->source;
    if (f->b.page.target_lang.len == 0)
        f->b.page.target_lang = f->in->translator->target;
    return DBN_OK;
}

/* ---- writing --------------------------------------------------------------------- */

/* The file with the targets that are new. Of XLIFF, what is none of one version is one
 * of the other: whoever fills it finds that out. */
static dbn_status
fill(dbn_buffer *out, const filing *f, const bool *is_new)
{
    dbn_arena *arena = &f->job->arena;
    dbn_status status = DBN_ERR_SYNTAX;
    out->count = 0;
    if (f->is_list)
        status = dbn_flow_list_fill(out, &f->b, &f->catalog, f->file, is_new, arena);
    else
        status = dbn_write_xliff_fill(out, arena, f->file, &f->b, is_new);
    if (status == DBN_ERR_SYNTAX) {
        out->count = 0;
        status = dbn_write_xliff12_fill(out, arena, f->file, &f->b, is_new);
    }
    return status == DBN_OK          ? DBN_OK
           : status == DBN_ERR_NOMEM ? dbn_job_nomem(f->job)
                                     : refuse_encoding(f->job);
}

/* Whether it can be filled is known before anybody is asked. */
static dbn_status
translate_file(dbn_translated *out, filing *f,
               dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_buffer text = {0};
    DBN_TRY(read_file(f));
    uint32_t count = f->b.parts.count;
    bool *is_new = dbn_arena_alloc(&f->job->arena, count + 1);
    bool *was_there = dbn_arena_alloc(&f->job->arena, count + 1);
    if (is_new == NULL || was_there == NULL)
        return dbn_job_nomem(f->job);
    DBN_TRY(fill(&text, f, is_new));
    for (uint32_t i = 0; i < count; i++)
        was_there[i] = f->b.parts.items[i].has_target;
    DBN_TRY(dbn_translate_pairs(out, f->in, &f->b, f->job));
    if (f->in->translator->sender.is_dry)
        return DBN_OK;
    if (f->in->is_draft)
        return dbn_translate_put_draft(&f->b, f->job, output, context);
    for (uint32_t i = 0; i < count; i++)
        is_new[i] = f->b.parts.items[i].has_target && !was_there[i];
    DBN_TRY(fill(&text, f, is_new));
    dbn_span bytes = {text.count == 0 ? "" : text.items, text.count};
    if (f->charset.len > 0)
        DBN_TRY(dbn_flow_list_encode(&bytes, bytes, f->charset, f->job));
    return output(context, bytes);
}

dbn_status
dbn_translate_file(dbn_translated *out, const dbn_translate_input *in, dbn_span file,
                   dbn_status (*output)(void *context, dbn_span bytes), void *context,
                   dbn_error *error)
{
    dbn_job job;
    filing f = {.in = in, .file = file, .job = &job};
    *out = (dbn_translated){0};
    dbn_job_init(&job, 0);
    dbn_status status = translate_file(out, &f, output, context);
    if (status != DBN_OK && error != NULL)
        *error = job.err;
    dbn_job_release(&job);
    return status;
}
