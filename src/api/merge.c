/*
 * api/merge.c - what comes back from translators into its page, over exchange/ and
 * flow/.
 */
#include "flow/merge.h"
#include "api/translation.h"
#include "base/message.h"
#include "exchange/translated.h"
#include "flow/look_up.h"
#include "flow/places.h"
#include "flow/prepare.h"
#include "flow/recode.h"

#include <stdlib.h>

/* In UTF-16, and no XML: only tables are read in it. */
static bool
is_wide_text(dbn_span bytes)
{
    if (bytes.len < 4)
        return false;
    return (dbn_span_starts(bytes, DBN_SPAN("\xFF\xFE")) && bytes.ptr[2] != '<') ||
           (dbn_span_starts(bytes, DBN_SPAN("\xFE\xFF")) && bytes.ptr[3] != '<');
}

static dbn_status
read_translation(dbn_translation *t, dbn_span bytes)
{
    dbn_span charset;
    bool is_po = dbn_is_po(bytes);
    t->is_list = is_po || dbn_is_tsv(bytes);
    if (!t->is_list && is_wide_text(bytes))
        return dbn_fail(&t->job.err, DBN_ERR_SYNTAX, "the file is not in UTF-8");
    if (is_po)
        DBN_TRY(dbn_flow_po_decode(&bytes, &charset, bytes, &t->job));
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

dbn_span
dbn_translation_target_lang(const dbn_translation *translation)
{
    return translation->is_list ? translation->catalog.target_lang
                                : translation->file.page.target_lang;
}

void
dbn_translation_set_kind(dbn_translation *translation, dbn_input_kind kind)
{
    translation->kind = kind;
}

void
dbn_translation_set_lang(dbn_translation *translation, bool sets_lang)
{
    translation->sets_lang = sets_lang;
}

void
dbn_translation_on_left(dbn_translation *translation, dbn_translation_left left,
                        void *context)
{
    translation->left = left;
    translation->left_context = context;
}

static void
tell_left(void *context, const dbn_flow_left *left)
{
    const dbn_translation *t = context;
    const dbn_left_text out = {.text = left->text,
                               .role = left->unit->role,
                               .line = left->unit->line,
                               .is_furniture = left->unit->is_furniture};
    t->left(t->left_context, &out);
}

/* Of the file at hand: that of the translation, or the page that a list is of. */
static dbn_status
merge(dbn_flow_merged *out, dbn_translation *t, dbn_flow_merge_input *in, dbn_job *job,
      dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_lang_edits edits;
    const dbn_bilingual *file = in->file;
    bool is_page =
        file->units.count > 0 && file->units.items[0].writing != DBN_WRITTEN_AS_TEXT;
    in->left = (dbn_flow_left_listener){t->left == NULL ? NULL : tell_left, t};
    if (t->sets_lang && is_page && file->page.target_lang.len > 0) {
        DBN_TRY(dbn_flow_set_lang(&edits, file, in->page, job));
        in->set = &edits;
    }
    return dbn_flow_merge(out, in, job, output, context);
}

static dbn_merged
merged_of(const dbn_flow_merged *merged)
{
    return (dbn_merged){.translated = merged->translated,
                        .partly = merged->partly,
                        .untranslated = merged->untranslated,
                        .furniture = merged->furniture,
                        .review = merged->review,
                        .repeated = merged->repeated};
}

dbn_status
dbn_translation_merge(dbn_merged *out, dbn_translation *translation, dbn_span page,
                      dbn_status (*output)(void *context, dbn_span bytes),
                      void *context, dbn_error *error)
{
    dbn_flow_merged merged = {0};
    dbn_flow_merge_input in = {.file = &translation->file, .page = page};
    dbn_job *job = &translation->job;
    dbn_status status =
        translation->is_list
            ? dbn_fail(&job->err, DBN_ERR_USAGE, "a list is merged with a document")
            : dbn_places_check(&translation->file, page, translation->kind, job);
    if (status == DBN_OK)
        status = merge(&merged, translation, &in, job, output, context);
    *out = merged_of(&merged);
    if (status != DBN_OK && error != NULL)
        *error = job->err;
    return status;
}

dbn_status
dbn_translation_merge_doc(dbn_merged *out, dbn_translation *translation, dbn_doc *doc,
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
    b.page.target_lang = translation->catalog.target_lang;
    dbn_flow_merge_input in = {.file = &b, .page = doc->document.source->text};
    DBN_TRY(merge(&merged, translation, &in, &doc->job, output, context));
    *out = merged_of(&merged);
    out->fuzzy = found.fuzzy;
    out->unused = found.unused;
    return DBN_OK;
}
