/*
 * api/prepare.c - pages for translators, over flow/ and write/.
 */
#include "flow/prepare.h"
#include "api/gathered.h"
#include "api/memory_file.h"
#include "api/translation.h"
#include "base/message.h"
#include "exchange/values.h"
#include "flow/leverage.h"
#include "flow/look_up.h"
#include "flow/mark_terms.h"
#include "flow/previous.h"
#include "write/messages.h"
#include "write/xliff.h"

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
    dbn_status status = dbn_flow_leverage(b, in->memory->memory, &like, false, job);
    if (status != DBN_OK && job->err.status == DBN_OK)
        job->err = in->memory->job.err;
    return status;
}

static dbn_status
carry_over(dbn_prepared *out, dbn_bilingual *b, const dbn_prepare_input *in)
{
    dbn_flow_carried carried;
    dbn_looked_up found;
    const dbn_translation *previous = in->previous;
    dbn_job *job = &in->doc->job;
    if (previous == NULL)
        return DBN_OK;
    if (!previous->is_list) {
        DBN_TRY(dbn_flow_carry_over(&carried, b, &previous->file, in->least, job));
        out->carried = carried.same;
        out->renumbered = carried.renumbered;
        out->changed = carried.changed;
        return DBN_OK;
    }
    dbn_status status = dbn_flow_look_up(&found, b, &previous->catalog, job);
    out->is_previous_at = status == DBN_ERR_SYNTAX;
    for (uint32_t i = 0; i < b->parts.count; i++)
        out->carried += b->parts.items[i].has_target;
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
    out->unread = found.unread;
    out->unread_line = found.unread_line;
    if (out->units == 0)
        return DBN_OK;
    if (in->terms != NULL)
        DBN_TRY(dbn_flow_mark_terms(&found, in->terms, job));
    found.page.original = in->original;
    found.page.target_lang = in->target;
    DBN_TRY(add_matches(&found, in));
    DBN_TRY(carry_over(out, &found, in));
    if (in->matches != NULL)
        DBN_TRY_PUSH(job, dbn_matches_gather(in->matches, &found));
    DBN_TRY_PUSH(job, write_prepared(&text, in, &found));
    return output(context, (dbn_span){text.items, text.count});
}
