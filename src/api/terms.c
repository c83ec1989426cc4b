/*
 * api/terms.c - doublon/terms.h over flow/.
 */
#include "doublon/terms.h"

#include "flow/term_pairs.h"
#include "flow/terms.h"
#include "write/html_terms.h"
#include "write/terms.h"

#include <stdlib.h>

dbn_status
dbn_terms_new(dbn_terms **out, const dbn_engine *engine,
              const dbn_terms_options *options)
{
    *out = NULL;
    dbn_terms *terms = malloc(sizeof *terms);
    if (terms == NULL)
        return DBN_ERR_NOMEM;
    dbn_status status = dbn_flow_terms_init(terms, engine, options);
    if (status != DBN_OK) {
        dbn_terms_free(terms);
        return status;
    }
    *out = terms;
    return DBN_OK;
}

void
dbn_terms_free(dbn_terms *terms)
{
    if (terms == NULL)
        return;
    dbn_flow_terms_release(terms);
    free(terms);
}

dbn_status
dbn_terms_add(dbn_terms *terms, const dbn_doc *doc, dbn_span name)
{
    return dbn_flow_terms_add(terms, doc, name);
}

dbn_status
dbn_terms_add_glossary(dbn_terms *terms, const dbn_glossary_file *file)
{
    return dbn_flow_terms_glossary(terms, file);
}

/* ---- hits ----------------------------------------------------------------------- */

static dbn_status
write_segment(dbn_buffer *out, dbn_terms *terms, const dbn_terms_text *text,
              uint32_t segment, dbn_terms_format format)
{
    dbn_glossary_hits hits;
    dbn_span bytes = text->segments[segment];
    DBN_TRY(dbn_flow_terms_hits(&hits, terms, bytes));
    for (uint32_t i = 0; i < hits.count; i++) {
        dbn_range range = hits.items[i].range;
        for (uint32_t entry = hits.items[i].entry; entry != DBN_NONE;
             entry = dbn_glossary_next(terms->glossary, entry)) {
            dbn_term_hit_line line = {text->name, segment, dbn_span_slice(bytes, range),
                                      dbn_flow_terms_place(text, segment, range),
                                      dbn_glossary_entry_at(terms->glossary, entry)};
            DBN_TRY_PUSH(&terms->job,
                         dbn_write_term_hit(out, &terms->job.scratch, &line, format));
        }
    }
    return DBN_OK;
}

dbn_status
dbn_terms_write_hits(dbn_terms *terms, dbn_terms_format format,
                     dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_status status = DBN_OK;
    for (uint32_t i = 0; i < terms->texts.count; i++) {
        const dbn_terms_text *text = &terms->texts.items[i];
        for (uint32_t k = 0; k < text->count && status == DBN_OK; k++) {
            dbn_buffer lines = {0};
            dbn_arena_mark arena = dbn_arena_save(&terms->job.arena);
            dbn_arena_mark scratch = dbn_arena_save(&terms->job.scratch);
            status = write_segment(&lines, terms, text, k, format);
            if (status == DBN_OK && lines.count > 0)
                status = output(context, (dbn_span){lines.items, lines.count});
            dbn_arena_rewind(&terms->job.scratch, scratch);
            dbn_arena_rewind(&terms->job.arena, arena);
        }
    }
    return status;
}

/* ---- terms of the texts -----------------------------------------------------------
 */

static dbn_status
describe(dbn_term_line *line, const dbn_terms *terms, uint32_t index, dbn_arena *arena)
{
    const dbn_term *term = &terms->found.terms.items[index];
    dbn_term_context *contexts =
        dbn_arena_alloc(arena, (term->place_count + 1) * sizeof *contexts);
    if (contexts == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < term->place_count; i++) {
        const dbn_term_place *place = &terms->found.places.items[term->first_place + i];
        uint32_t number = terms->text_of[place->segment];
        uint32_t segment = place->segment - terms->first_segment[number];
        const dbn_terms_text *text = &terms->texts.items[number];
        contexts[i] =
            (dbn_term_context){text->name, segment, text->segments[segment],
                               dbn_flow_terms_place(text, segment, place->range)};
    }
    *line = (dbn_term_line){.form = term->form,
                            .head = terms->found.terms.items[term->head].form,
                            .score = term->score,
                            .count = term->count,
                            .documents = term->documents,
                            .contexts = contexts,
                            .context_count = term->place_count};
    return DBN_OK;
}

/* The forms of one term, of what was found; `number` counts terms from 1. */
static dbn_status
write_forms(dbn_buffer *out, dbn_terms *terms, dbn_range forms, uint32_t number,
            dbn_terms_format format)
{
    uint32_t beg = forms.beg, end = forms.end;
    dbn_arena *arena = &terms->job.scratch;
    dbn_term_line *lines = dbn_arena_alloc(arena, (end - beg) * sizeof *lines);
    if (lines == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = beg; i < end; i++) {
        DBN_TRY(describe(&lines[i - beg], terms, i, arena));
        if (format == DBN_TERMS_TSV || format == DBN_TERMS_JSONL)
            DBN_TRY(dbn_write_term(out, arena, &lines[i - beg], format));
    }
    dbn_span lang = dbn_profile_lang(terms->profile);
    if (format == DBN_TERMS_HTML)
        return dbn_write_terms_row(&(dbn_voice){out, arena, terms->options.ui}, lang,
                                   number, lines, end - beg);
    return format == DBN_TERMS_TBX
               ? dbn_write_tbx_concept(out, arena, lang, lines, end - beg)
               : DBN_OK;
}

static dbn_status
write_all(dbn_buffer *out, dbn_terms *terms, dbn_terms_format format)
{
    dbn_arena *arena = &terms->job.scratch;
    const dbn_voice voice = {out, arena, terms->options.ui};
    uint32_t number = 0;
    if (format == DBN_TERMS_TBX)
        DBN_TRY(dbn_write_tbx_head(out, arena));
    if (format == DBN_TERMS_HTML)
        DBN_TRY(dbn_write_terms_head(&voice, dbn_version()));
    for (uint32_t beg = 0, end; beg < terms->found.terms.count; beg = end) {
        for (end = beg + 1; end < terms->found.terms.count &&
                            terms->found.terms.items[end].head == beg;)
            end++;
        DBN_TRY(write_forms(out, terms, (dbn_range){beg, end}, ++number, format));
    }
    if (format == DBN_TERMS_HTML)
        return dbn_write_terms_foot(&voice);
    return format == DBN_TERMS_TBX ? dbn_write_tbx_foot(out, arena) : DBN_OK;
}

dbn_status
dbn_terms_write_found(dbn_terms *terms, dbn_terms_format format,
                      dbn_status (*output)(void *context, dbn_span bytes),
                      void *context)
{
    dbn_buffer out = {0};
    DBN_TRY(dbn_flow_terms_extract(terms));
    dbn_arena_mark mark = dbn_arena_save(&terms->job.scratch);
    dbn_status status = write_all(&out, terms, format);
    status = status != DBN_OK ? dbn_job_nomem(&terms->job)
                              : output(context, (dbn_span){out.items, out.count});
    dbn_arena_rewind(&terms->job.scratch, mark);
    return status;
}

/* ---- pairs ------------------------------------------------------------------------
 */

static dbn_span
sentence_of(const dbn_terms_text *text, dbn_range segments, dbn_range *range)
{
    if (segments.beg >= segments.end || segments.beg >= text->count)
        return (dbn_span){"", 0};
    *range = text->ranges[segments.beg];
    return text->segments[segments.beg];
}

static dbn_status
write_pair(dbn_buffer *out, const dbn_term_pair *pair, dbn_terms *source,
           const dbn_terms *target, const dbn_bitext *bitext, dbn_terms_format format)
{
    static const char *const verdicts[] = {
        [DBN_PAIR_NEW] = "new",
        [DBN_PAIR_CONFIRMED] = "confirmed",
        [DBN_PAIR_CONTRADICTED] = "contradicted",
    };
    const dbn_bead *bead = &bitext->pairs.items[pair->pair].beads.items[pair->bead];
    const dbn_terms_text *a = &source->texts.items[pair->pair];
    const dbn_terms_text *b = &target->texts.items[pair->pair];
    dbn_term_pair_line line = {.source = source->found.terms.items[pair->source].form,
                               .target = target->found.terms.items[pair->target].form,
                               .source_lang = dbn_profile_lang(source->profile),
                               .target_lang = dbn_profile_lang(target->profile),
                               .score = pair->score,
                               .count = pair->count,
                               .source_count = pair->source_count,
                               .target_count = pair->target_count,
                               .verdict = verdicts[pair->verdict],
                               .text = a->name};
    line.source_sentence = sentence_of(a, bead->source, &line.source_range);
    line.target_sentence = sentence_of(b, bead->target, &line.target_range);
    return dbn_write_term_pair(out, &source->job.scratch, &line, format);
}

static dbn_status
write_frame(dbn_buffer *out, dbn_arena *arena, dbn_terms_format format, bool is_head)
{
    if (format == DBN_TERMS_TBX)
        return is_head ? dbn_write_tbx_head(out, arena)
                       : dbn_write_tbx_foot(out, arena);
    if (format == DBN_TERMS_MARTIF)
        return is_head ? dbn_write_martif_head(out, arena)
                       : dbn_write_martif_foot(out, arena);
    return DBN_OK;
}

dbn_status
dbn_terms_write_pairs(dbn_terms *source, dbn_terms *target, const dbn_bitext *bitext,
                      dbn_terms_format format,
                      dbn_status (*output)(void *context, dbn_span bytes),
                      void *context)
{
    dbn_buffer out = {0};
    dbn_term_pairs pairs;
    dbn_arena *arena = &source->job.scratch;
    DBN_TRY(dbn_flow_term_pairs(&pairs, source, target, bitext));
    dbn_arena_mark mark = dbn_arena_save(arena);
    dbn_status status = write_frame(&out, arena, format, true);
    for (uint32_t i = 0; i < pairs.count && status == DBN_OK; i++)
        status = write_pair(&out, &pairs.items[i], source, target, bitext, format);
    if (status == DBN_OK)
        status = write_frame(&out, arena, format, false);
    status = status != DBN_OK ? dbn_job_nomem(&source->job)
                              : output(context, (dbn_span){out.items, out.count});
    dbn_arena_rewind(arena, mark);
    return status;
}

const dbn_error *
dbn_terms_error(const dbn_terms *terms)
{
    return &terms->job.err;
}
