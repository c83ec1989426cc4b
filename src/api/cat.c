/*
 * api/cat.c - doublon/cat.h over exchange/ and write/.
 */
#include "doublon/cat.h"

#include "api/memory_file.h"
#include "base/message.h"
#include "exchange/catalog.h"
#include "exchange/exchange.h"
#include "exchange/translated.h"
#include "exchange/values.h"
#include "flow/leverage.h"
#include "flow/look_up.h"
#include "flow/mark_terms.h"
#include "flow/merge.h"
#include "flow/places.h"
#include "flow/prepare.h"
#include "write/messages.h"
#include "write/omegat.h"
#include "write/violations.h"
#include "write/xliff.h"

#include <stdlib.h>

/* ---- standards ------------------------------------------------------------------ */

typedef DBN_VEC(dbn_violation) violations;

static dbn_status
take(violations *out, const dbn_exchange *found, dbn_job *job)
{
    for (uint32_t i = 0; i < found->refusals.count; i++) {
        const dbn_refusal *refusal = &found->refusals.items[i];
        const dbn_violation v = {.format = found->format,
                                 .name = dbn_constraint_name(refusal->constraint),
                                 .message = dbn_constraint_message(refusal->constraint),
                                 .about = refusal->about,
                                 .clause = refusal->clause,
                                 .line = refusal->line};
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, v));
    }
    return DBN_OK;
}

/* What cannot be read as one of the formats. */
static dbn_status
take_error(violations *out, const dbn_validate_input *in, dbn_job *job)
{
    char message[sizeof job->err.message];
    dbn_ui ui = in->format == DBN_VALIDATE_JSONL ? DBN_UI_EN : in->ui;
    dbn_message_translate(ui, message, sizeof message, job->err.message);
    const dbn_violation v = {.format = "",
                             .name = "xml",
                             .message = "%s",
                             .about = dbn_arena_copy(&job->arena, dbn_span_of(message)),
                             .line = job->err.line};
    if (v.about.ptr == NULL)
        return dbn_job_nomem(job);
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, v));
    return DBN_OK;
}

static dbn_status
validate(dbn_validation *out, dbn_buffer *text, const dbn_validate_input *in,
         dbn_job *job)
{
    dbn_exchange found;
    violations all = {0};
    dbn_status status = dbn_exchange_validate(&found, in->bytes, job);
    if (status == DBN_ERR_SYNTAX)
        status = take_error(&all, in, job);
    else if (status == DBN_OK)
        status = take(&all, &found, job);
    if (status != DBN_OK)
        return status;
    const dbn_violations_head head = {in->name, found.version, found.format,
                                      found.is_cut};
    out->is_valid = all.count == 0;
    out->format = found.format;
    out->violations = all.count;
    DBN_TRY_PUSH(
        job, dbn_write_violations(text, &job->arena, in, &head, all.items, all.count));
    return DBN_OK;
}

dbn_status
dbn_validate(dbn_validation *out, const dbn_validate_input *in,
             dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_job job;
    dbn_buffer text = {0};
    *out = (dbn_validation){.format = ""};
    dbn_job_init(&job, in->budget);
    dbn_status status = validate(out, &text, in, &job);
    if (status == DBN_OK && text.count > 0)
        status = output(context, (dbn_span){text.items, text.count});
    else if (status != DBN_OK)
        out->error = job.err;
    dbn_job_release(&job);
    return status;
}

/* ---- pages ---------------------------------------------------------------------- */

static void
tally(dbn_prepared *out, const dbn_bilingual *b)
{
    *out = (dbn_prepared){0};
    for (uint32_t i = 0; i < b->units.count; i++) {
        const dbn_bilingual_unit *unit = &b->units.items[i];
        out->furniture += unit->is_furniture;
        out->units += !unit->is_locked;
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++) {
            out->segments += b->parts.items[k].is_segment;
            out->repeated += b->parts.items[k].repeats != DBN_NONE;
        }
    }
}

static dbn_status
write_prepared(dbn_buffer *out, const dbn_prepare_input *in, const dbn_bilingual *b)
{
    dbn_arena *arena = &in->doc->job.arena;
    dbn_span source = in->doc->document.source->text;
    const dbn_xliff_options options = {.is_2_2 = in->format == DBN_PREPARE_XLIFF_2_2,
                                       .is_once = in->is_once,
                                       .is_by_sentence =
                                           in->format == DBN_PREPARE_XLIFF_OMEGAT};
    switch (in->format) {
    case DBN_PREPARE_XLIFF_2_1:
    case DBN_PREPARE_XLIFF_2_2:
        return dbn_write_xliff(out, arena, b, &options);
    case DBN_PREPARE_XLIFF_1_2:
    case DBN_PREPARE_XLIFF_OMEGAT:
        return dbn_write_xliff12(out, arena, b, &options);
    case DBN_PREPARE_PO:
        return dbn_write_po(out, arena, b, source);
    case DBN_PREPARE_TSV:
        return dbn_write_tsv(out, arena, b, source);
    }
    return DBN_OK;
}

/* Of each sentence. */
#define MATCHES_MAX 3U

/* What failed in the memory is told where the document tells what failed. */
static dbn_status
add_matches(dbn_bilingual *b, const dbn_prepare_input *in)
{
    if (in->memory == NULL)
        return DBN_OK;
    const dbn_memory_query like = {.source = b->page.source_lang,
                                   .target = in->target,
                                   .least = in->least,
                                   .matches = MATCHES_MAX};
    dbn_job *job = &in->doc->job;
    dbn_status status = dbn_flow_leverage(b, in->memory->memory, &like, job);
    if (status != DBN_OK && job->err.status == DBN_OK)
        job->err = in->memory->job.err;
    return status;
}

dbn_status
dbn_prepare(dbn_prepared *out, const dbn_prepare_input *in,
            dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_bilingual found;
    dbn_buffer text = {0};
    dbn_job *job = &in->doc->job;
    *out = (dbn_prepared){0};
    if (!dbn_value_is_lang(in->target))
        return dbn_fail(&job->err, DBN_ERR_USAGE, "'%.*s' is no tag of a language",
                        (int)(in->target.len < 64 ? in->target.len : 64),
                        in->target.ptr);
    DBN_TRY(dbn_flow_prepare(&found, in->doc));
    tally(out, &found);
    if (out->units == 0)
        return DBN_OK;
    if (in->terms != NULL)
        DBN_TRY(dbn_flow_mark_terms(&found, in->terms, job));
    found.page.original = in->original;
    found.page.target_lang = in->target;
    DBN_TRY(add_matches(&found, in));
    DBN_TRY_PUSH(job, write_prepared(&text, in, &found));
    return output(context, (dbn_span){text.items, text.count});
}

dbn_status
dbn_omegat_project(dbn_span source_lang, dbn_span target_lang,
                   dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_arena arena;
    dbn_buffer text = {0};
    dbn_arena_init(&arena, 0);
    dbn_status status = dbn_write_omegat(&text, &arena, source_lang, target_lang);
    if (status == DBN_OK)
        status = output(context, (dbn_span){text.items, text.count});
    dbn_arena_release(&arena);
    return status;
}

dbn_status
dbn_omegat_glossary(const dbn_terms *terms,
                    dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_arena arena;
    dbn_buffer text = {0};
    if (terms->glossary == NULL)
        return DBN_OK;
    dbn_arena_init(&arena, 0);
    dbn_status status = dbn_write_omegat_terms(&text, &arena, terms->glossary);
    if (status == DBN_OK && text.count > 0)
        status = output(context, (dbn_span){text.items, text.count});
    dbn_arena_release(&arena);
    return status;
}

struct dbn_translation {
    dbn_job job;
    bool is_list;
    dbn_input_kind kind; /* of the page */
    dbn_bilingual file;  /* else */
    dbn_catalog catalog; /* of a list */
};

static dbn_status
read_translation(dbn_translation *t, dbn_span bytes)
{
    bool is_po = dbn_is_po(bytes);
    t->is_list = is_po || dbn_is_tsv(bytes);
    return is_po        ? dbn_po_read(&t->catalog, bytes, &t->job)
           : t->is_list ? dbn_tsv_read(&t->catalog, bytes, &t->job)
                        : dbn_translated_read(&t->file, bytes, &t->job);
}

dbn_status
dbn_translation_new(dbn_translation **out, dbn_span bytes, dbn_error *error)
{
    *out = NULL;
    dbn_translation *translation = calloc(1, sizeof *translation);
    if (translation == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    dbn_job_init(&translation->job, 0);
    dbn_status status = read_translation(translation, bytes);
    if (status == DBN_OK) {
        *out = translation;
        return DBN_OK;
    }
    if (error != NULL)
        *error = translation->job.err;
    dbn_translation_free(translation);
    return status;
}

void
dbn_translation_free(dbn_translation *translation)
{
    if (translation == NULL)
        return;
    dbn_job_release(&translation->job);
    free(translation);
}

dbn_span
dbn_translation_original(const dbn_translation *translation)
{
    return translation->is_list ? translation->catalog.original
                                : translation->file.page.original;
}

bool
dbn_translation_is_list(const dbn_translation *translation)
{
    return translation->is_list;
}

dbn_span
dbn_translation_source_lang(const dbn_translation *translation)
{
    return translation->is_list ? translation->catalog.source_lang
                                : translation->file.page.source_lang;
}

void
dbn_translation_set_kind(dbn_translation *translation, dbn_input_kind kind)
{
    translation->kind = kind;
}

static dbn_merged
merged_of(const dbn_flow_merged *merged)
{
    return (dbn_merged){.translated = merged->translated,
                        .partly = merged->partly,
                        .untranslated = merged->untranslated,
                        .furniture = merged->furniture,
                        .repeated = merged->repeated};
}

dbn_status
dbn_translation_merge(dbn_merged *out, dbn_translation *translation, dbn_span page,
                      dbn_status (*output)(void *context, dbn_span bytes),
                      void *context, dbn_error *error)
{
    dbn_flow_merged merged = {0};
    dbn_job *job = &translation->job;
    dbn_status status =
        translation->is_list
            ? dbn_fail(&job->err, DBN_ERR_USAGE, "a list is merged with a document")
            : dbn_places_check(&translation->file, page, translation->kind, job);
    if (status == DBN_OK)
        status =
            dbn_flow_merge(&merged, &translation->file, page, job, output, context);
    *out = merged_of(&merged);
    if (status != DBN_OK && error != NULL)
        *error = job->err;
    return status;
}

dbn_status
dbn_translation_merge_doc(dbn_merged *out, const dbn_translation *translation,
                          dbn_doc *doc,
                          dbn_status (*output)(void *context, dbn_span bytes),
                          void *context)
{
    dbn_bilingual b;
    dbn_looked_up found;
    dbn_flow_merged merged;
    *out = (dbn_merged){0};
    if (!translation->is_list)
        return dbn_fail(&doc->job.err, DBN_ERR_USAGE, "the file is no list");
    DBN_TRY(dbn_flow_prepare(&b, doc));
    DBN_TRY(dbn_flow_look_up(&found, &b, &translation->catalog, &doc->job));
    DBN_TRY(dbn_flow_merge(&merged, &b, doc->document.source->text, &doc->job, output,
                           context));
    *out = merged_of(&merged);
    out->fuzzy = found.fuzzy;
    out->unused = found.unused;
    return DBN_OK;
}
