/*
 * api/translate.c - doublon/translate.h over flow/, translate/ and write/.
 */
#define _POSIX_C_SOURCE 200809L

#include "doublon/translate.h"

#include "api/memory_file.h"
#include "api/translator.h"
#include "base/message.h"
#include "exchange/values.h"
#include "flow/file_terms.h"
#include "flow/merge.h"
#include "flow/prepare.h"
#include "flow/set_lang.h"
#include "flow/translate.h"
#include "write/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- engines ----------------------------------------------------------------------
 */

const char *
dbn_translator_key_name(dbn_span engine)
{
    return dbn_machine_key_name(engine);
}

static dbn_machine_options
machine_options(const dbn_translator_options *options)
{
    return (dbn_machine_options){.engine = options->engine,
                                 .address = options->address,
                                 .model = options->model,
                                 .key = options->key,
                                 .source = options->source,
                                 .target = options->target,
                                 .timeout = options->timeout,
                                 .is_cancelled = options->is_cancelled,
                                 .context = options->context};
}

static dbn_status
open_translator(dbn_translator *t, const dbn_translator_options *options,
                dbn_error *error)
{
    const dbn_machine_options wanted = machine_options(options);
    t->sender = (dbn_sender){.retries = options->retries,
                             .pause = options->pause,
                             .characters_max = options->characters_max,
                             .is_dry = options->is_dry,
                             .is_cancelled = options->is_cancelled,
                             .on_wait = options->on_wait,
                             .context = options->context};
    t->source = options->source;
    t->target = options->target;
    if (dbn_arena_keep(&t->arena, &t->source) != DBN_OK ||
        dbn_arena_keep(&t->arena, &t->target) != DBN_OK)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    DBN_TRY(dbn_machine_open(&t->sender.machine, &wanted, error));
    /* Who sends nothing makes no file. */
    bool has_none = options->journal == NULL ||
                    (options->is_dry && access(options->journal, F_OK) != 0);
    return dbn_journal_open(&t->sender.journal, has_none ? NULL : options->journal,
                            error);
}

/* It goes into pages, requests and journals. */
static dbn_status
check_lang(dbn_span lang, dbn_error *error)
{
    return dbn_value_is_lang(lang)
               ? DBN_OK
               : dbn_fail(error, DBN_ERR_USAGE, "'%.*s' is no tag of a language",
                          (int)(lang.len < 64 ? lang.len : 64), lang.ptr);
}

dbn_status
dbn_translator_check(const dbn_translator_options *options, dbn_error *error)
{
    const dbn_machine_options wanted = machine_options(options);
    if (options->target.len > 0)
        DBN_TRY(check_lang(options->target, error));
    return dbn_machine_check(&wanted, error);
}

dbn_status
dbn_translator_new(dbn_translator **out, const dbn_translator_options *options,
                   dbn_error *error)
{
    *out = NULL;
    if (options->source.len > 0) /* what nobody knows is not said */
        DBN_TRY(check_lang(options->source, error));
    DBN_TRY(check_lang(options->target, error));
    dbn_translator *t = calloc(1, sizeof *t);
    if (t == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    dbn_arena_init(&t->arena, 0);
    dbn_status status = open_translator(t, options, error);
    if (status == DBN_OK)
        *out = t;
    else
        dbn_translator_free(t);
    return status;
}

void
dbn_translator_free(dbn_translator *translator)
{
    if (translator == NULL)
        return;
    dbn_machine_close(translator->sender.machine);
    dbn_journal_close(translator->sender.journal);
    dbn_arena_release(&translator->arena);
    free(translator);
}

uint32_t
dbn_translator_broken(const dbn_translator *translator)
{
    return dbn_journal_broken(translator->sender.journal);
}

const char *
dbn_translator_over(const dbn_translator *translator)
{
    return translator->sender.is_over ? translator->sender.message : NULL;
}

/* ---- a page of either kind ------------------------------------------------------- */

/* The translations of terms, as terms of their language; released with the glossary
 * that is theirs. */
static dbn_status
open_languages(dbn_revise_languages *out, const dbn_translate_input *in,
               const dbn_terms *terms, const dbn_morphology **morphology, dbn_job *job)
{
    const dbn_translator *t = in->translator;
    const dbn_profiles *profiles = in->engine->profiles;
    *morphology = NULL;
    *out = (dbn_revise_languages){.profiles = profiles,
                                  .source = dbn_profiles_find(profiles, t->source),
                                  .target = dbn_profiles_find(profiles, t->target)};
    if (terms == NULL || terms->glossary == NULL)
        return DBN_OK;
    DBN_TRY(dbn_dictionaries_morphology(morphology, in->engine->dictionaries,
                                        out->target, &job->err));
    return dbn_revise_terms_make(&out->terms, terms->glossary, out->target, *morphology,
                                 &job->err);
}

static void
tell_left(void *context, const dbn_flow_left *left)
{
    const dbn_translate_input *in = context;
    char name[24];
    int len = snprintf(name, sizeof name, "u%u", left->index + 1);
    const dbn_translate_left told = {
        .unit = left->unit->id.len > 0 ? left->unit->id : (dbn_span){name, (size_t)len},
        .segment = left->part == DBN_NONE ? 0 : left->part - left->unit->part_beg + 1,
        .role = left->unit->role,
        .text = left->text};
    in->on_left(in->context, &told);
}

static dbn_status
translate_by(dbn_translated *out, const dbn_translate_input *in, dbn_terms *terms,
             dbn_bilingual *b, dbn_job *job)
{
    dbn_translating t = {.b = b,
                         .sender = &in->translator->sender,
                         .terms = terms,
                         .memory = in->memory == NULL ? NULL : in->memory->memory,
                         .least = in->least,
                         .on_finding = in->on_finding,
                         .context = in->context,
                         .job = job};
    dbn_translate_input listener = *in;
    if (in->on_left != NULL)
        t.left = (dbn_flow_left_listener){tell_left, &listener};
    dbn_status status = open_languages(&t.languages, in, terms, &t.morphology, job);
    if (status == DBN_OK)
        status = dbn_flow_translate(out, &t);
    if (status != DBN_OK && job->err.status == DBN_OK && in->memory != NULL)
        job->err = in->memory->job.err;
    dbn_glossary_free(t.languages.terms.target);
    return status;
}

/* By the terms of the file, too, where it has any. */
dbn_status
dbn_translate_pairs(dbn_translated *out, const dbn_translate_input *in,
                    dbn_bilingual *b, dbn_job *job)
{
    dbn_terms own;
    const dbn_terms_options options = {.lang = in->translator->source,
                                       .target = in->translator->target};
    if (b->terms.count == 0)
        return translate_by(out, in, in->terms, b, job);
    dbn_status status = dbn_flow_terms_init(&own, in->engine, &options);
    if (status == DBN_OK)
        status = dbn_flow_file_terms(&own,
                                     in->terms == NULL ? NULL : in->terms->glossary, b);
    if (status != DBN_OK)
        job->err = own.job.err;
    else
        status = translate_by(out, in, &own, b, job);
    dbn_flow_terms_release(&own);
    return status;
}

dbn_status
dbn_translate_put_draft(const dbn_bilingual *b, dbn_job *job,
                        dbn_status (*output)(void *context, dbn_span bytes),
                        void *context)
{
    dbn_buffer text = {0};
    DBN_TRY_PUSH(job, dbn_write_draft(&text, &job->arena, b));
    return output(context, (dbn_span){text.items, text.count});
}

/* ---- pages ----------------------------------------------------------------------- */

dbn_status
dbn_translate_doc(dbn_translated *out, const dbn_translate_input *in, dbn_doc *doc,
                  dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_bilingual b;
    dbn_lang_edits edits;
    dbn_flow_merged merged;
    *out = (dbn_translated){0};
    DBN_TRY(dbn_flow_prepare(&b, doc));
    b.page.target_lang = in->translator->target;
    DBN_TRY(dbn_translate_pairs(out, in, &b, &doc->job));
    if (out->sentences == 0 || in->translator->sender.is_dry)
        return DBN_OK;
    if (in->is_draft)
        return dbn_translate_put_draft(&b, &doc->job, output, context);
    dbn_flow_merge_input merge = {.file = &b, .page = doc->document.source->text};
    bool is_page = b.units.count > 0 && b.units.items[0].writing != DBN_WRITTEN_AS_TEXT;
    if (in->sets_lang && is_page && out->left == 0) {
        DBN_TRY(dbn_flow_set_lang(&edits, &b, merge.page, &doc->job));
        merge.set = &edits;
    }
    return dbn_flow_merge(&merged, &merge, &doc->job, output, context);
}
