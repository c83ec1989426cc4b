/*
 * api/translate_file.c - files of translators, filled as they stand: XLIFF of both
 * versions, PO, tables.
 */
#include "api/translator.h"
#include "exchange/catalog.h"
#include "exchange/translated.h"
#include "flow/list.h"
#include "flow/recode.h"
#include "write/messages.h"
#include "write/xliff12_fill.h"
#include "write/xliff_fill.h"
#include "write/xml_tags.h"

#include <stdio.h>

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

static dbn_status
refuse_fill(const filing *f)
{
    if (!f->is_list && !dbn_xml_is_utf8(f->file))
        return refuse_encoding(f->job);
    return dbn_fail(&f->job->err, DBN_ERR_SYNTAX,
                    "the places of its translations are not found in the file");
}

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
                                     : refuse_fill(f);
}

/* Whether it can be filled is known before anybody is asked: all that is open is, with
 * its sources. */
static dbn_status
try_fill(const filing *f, bool *is_new)
{
    dbn_buffer text = {0};
    uint32_t count = f->b.parts.count;
    dbn_arena_mark mark = dbn_arena_save(&f->job->arena);
    for (uint32_t i = 0; i < count; i++) {
        dbn_unit_part *part = &f->b.parts.items[i];
        is_new[i] = part->is_segment && !part->has_target && !part->is_joined &&
                    part->state != DBN_STATE_FINAL;
        if (!is_new[i])
            continue;
        part->has_target = true;
        part->target = part->source;
    }
    dbn_status status = fill(&text, f, is_new);
    dbn_arena_rewind(&f->job->arena, mark);
    for (uint32_t i = 0; i < count; i++) {
        if (!is_new[i])
            continue;
        f->b.parts.items[i].has_target = false;
        f->b.parts.items[i].target = (dbn_pieces){0, 0};
    }
    return status;
}

/* ---- what an encoding has not -----------------------------------------------------
 */

/* Why a text cannot be said in the encoding of the list; NULL: it can. */
static dbn_status
lacking(const char **reason, const filing *f, dbn_span text)
{
    dbn_span bytes;
    dbn_job *job = f->job;
    *reason = NULL;
    dbn_status status = dbn_flow_list_encode(&bytes, text, f->charset, job);
    if (status != DBN_ERR_USAGE)
        return status;
    size_t len = strlen(job->err.message) + 1;
    char *copy = dbn_arena_alloc(&job->arena, len);
    if (copy == NULL)
        return dbn_job_nomem(job);
    memcpy(copy, job->err.message, len);
    job->err = (dbn_error){0};
    *reason = copy;
    return DBN_OK;
}

static dbn_status
tell_lacking(const filing *f, uint32_t unit, uint32_t part, const char *reason)
{
    char name[24];
    dbn_buffer text = {0};
    int len = snprintf(name, sizeof name, "u%u", unit + 1);
    DBN_TRY_PUSH(f->job, dbn_write_message(&text, &f->job->arena, &f->b, part));
    const dbn_translate_finding finding = {
        .unit = {name, (size_t)len},
        .segment = part - f->b.units.items[unit].part_beg + 1,
        .rule = DBN_NONE,
        .reason = reason,
        .text = {text.count == 0 ? "" : text.items, text.count}};
    if (f->in->on_finding != NULL)
        f->in->on_finding(f->in->context, &finding);
    return DBN_OK;
}

static dbn_status
drop_part(dbn_translated *out, filing *f, uint32_t unit, uint32_t index, bool *is_new)
{
    const char *reason;
    dbn_buffer text = {0};
    dbn_unit_part *part = &f->b.parts.items[index];
    DBN_TRY_PUSH(f->job, dbn_write_message_target(&text, &f->job->arena, &f->b, index));
    DBN_TRY(
        lacking(&reason, f, (dbn_span){text.count == 0 ? "" : text.items, text.count}));
    *is_new = reason == NULL;
    out->left += reason != NULL;
    if (reason != NULL)
        DBN_TRY(tell_lacking(f, unit, index, reason));
    DBN_TRY(lacking(&reason, f, part->origin));
    if (reason != NULL)
        part->origin = DBN_SPAN("");
    return DBN_OK;
}

/* A target that cannot be said there is left, and told: the others are none the worse.
 * Of one that can, who gave it is not said where that cannot be. */
static dbn_status
drop_lacking(dbn_translated *out, filing *f, bool *is_new)
{
    for (uint32_t i = 0; i < f->b.units.count; i++) {
        const dbn_bilingual_unit *unit = &f->b.units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end; k++)
            if (is_new[k])
                DBN_TRY(drop_part(out, f, i, k, &is_new[k]));
    }
    return DBN_OK;
}

/* ---- a file ---------------------------------------------------------------------- */

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
    DBN_TRY(try_fill(f, is_new));
    for (uint32_t i = 0; i < count; i++)
        was_there[i] = f->b.parts.items[i].has_target;
    DBN_TRY(dbn_translate_pairs(out, f->in, &f->b, f->job));
    out->plurals = f->catalog.plurals;
    if (f->in->translator->sender.is_dry)
        return DBN_OK;
    if (f->in->is_draft)
        return dbn_translate_put_draft(&f->b, f->job, output, context);
    for (uint32_t i = 0; i < count; i++)
        is_new[i] = f->b.parts.items[i].has_target && !was_there[i];
    if (f->charset.len > 0)
        DBN_TRY(drop_lacking(out, f, is_new));
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
