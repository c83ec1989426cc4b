/*
 * flow/revising.c - the pipeline of `check` for files of translators.
 *
 *     source ─▶ decoded ─read▶ page with pairs ─revise▶ findings
 *                                              └ check: typography of the targets, by
 *                                                flow/desk.c, as of any text
 */
#include "flow/revising.h"

#include "glossary/read.h"
#include "lang/yaml.h"
#include "read/pairs.h"

/* Places and institutions with a name in several languages. */
#define PLACES          "terms/belgium.tsv"
#define PLACES_SIZE_MAX (1U << 20)

dbn_pairs_kind
dbn_flow_pairs_kind(const dbn_input *input)
{
    return input->kind == DBN_INPUT_AUTO ? dbn_pairs_kind_of(input->name, input->bytes)
                                         : DBN_PAIRS_NONE;
}

/* ---- terms of both languages ----------------------------------------------------- */

void
dbn_revising_release(dbn_revising *r)
{
    dbn_glossary_free((dbn_glossary *)r->languages.terms.target);
    dbn_glossary_free((dbn_glossary *)r->languages.places.target);
    dbn_glossary_free(r->terms);
    dbn_glossary_free(r->places);
    dbn_glossary_free(r->forbidden);
    dbn_dictionaries_free(r->bare);
    *r = (dbn_revising){0};
}

/* The `number`th file of terms, from 1. A table that is about other languages has no
 * term of these; what is no XML is no glossary. */
static dbn_status
add_file(dbn_glossary *glossary, dbn_span bytes, const dbn_glossary_reading *languages,
         uint32_t number, dbn_job *job)
{
    dbn_error why = {0};
    bool is_tbx = dbn_glossary_is_tbx(bytes);
    dbn_glossary_reading reading = *languages;
    reading.arena = &job->scratch;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = is_tbx
                            ? dbn_glossary_read_tbx(glossary, bytes, &reading, &why)
                            : dbn_glossary_read_rows(glossary, bytes, &reading, &why);
    dbn_arena_rewind(&job->scratch, mark);
    if (status == DBN_ERR_NOMEM)
        return dbn_job_nomem(job);
    if (status == DBN_OK || !is_tbx)
        return DBN_OK;
    return dbn_fail(&job->err, status, "glossary %u: %s", number, why.message);
}

/* What two languages need: their morphology, and whose terms. */
typedef struct making {
    dbn_revising *r;
    const dbn_check_options *options;
    const dbn_morphology *of_source, *of_target;
    dbn_span source, target; /* their tags */
    dbn_job *job;
} making;

static dbn_status
open_languages(making *m, dbn_doc *doc)
{
    const dbn_engine *engine = doc->engine;
    const dbn_dictionary_places nowhere = {.folder = "", .dicts = engine->dicts};
    dbn_dictionaries *all = engine->dictionaries;
    if (all == NULL && m->r->bare == NULL)
        DBN_TRY(dbn_dictionaries_new(&m->r->bare, &nowhere, &m->job->err));
    if (all == NULL)
        all = m->r->bare;
    DBN_TRY(dbn_dictionaries_morphology(&m->of_source, all, m->r->languages.source,
                                        &m->job->err));
    return dbn_dictionaries_morphology(&m->of_target, all, m->r->languages.target,
                                       &m->job->err);
}

static dbn_status
make_terms(making *m)
{
    dbn_revising *r = m->r;
    dbn_error *err = &m->job->err;
    if (m->options->glossary_count == 0)
        return DBN_OK;
    DBN_TRY(dbn_glossary_new(&r->terms, r->languages.source, m->of_source, err));
    DBN_TRY(dbn_glossary_new(&r->forbidden, r->languages.target, m->of_target, err));
    for (uint32_t i = 0; i < m->options->glossary_count; i++) {
        dbn_span bytes = m->options->glossaries[i];
        const dbn_glossary_reading there = {.lang = m->source, .target = m->target};
        const dbn_glossary_reading back = {.lang = m->target, .target = m->source};
        DBN_TRY(add_file(r->terms, bytes, &there, i + 1, m->job));
        DBN_TRY(add_file(r->forbidden, bytes, &back, i + 1, m->job));
    }
    r->languages.forbidden = r->forbidden;
    return dbn_revise_terms_make(&r->languages.terms, r->terms, r->languages.target,
                                 m->of_target, err);
}

static dbn_status
make_places(making *m, const char *dicts)
{
    dbn_revising *r = m->r;
    dbn_span bytes = {"", 0};
    dbn_error ignored;
    const dbn_glossary_reading there = {.lang = m->source, .target = m->target};
    dbn_arena_mark mark = dbn_arena_save(&m->job->scratch);
    const char *path = dbn_path_join(&m->job->scratch, dicts, PLACES);
    DBN_TRY(
        dbn_glossary_new(&r->places, r->languages.source, m->of_source, &m->job->err));
    /* dictionaries of somebody's own may do without it */
    dbn_status status = path == NULL ? dbn_job_nomem(m->job) : DBN_OK;
    if (status == DBN_OK && dbn_file_read(&bytes, path, PLACES_SIZE_MAX,
                                          &m->job->scratch, &ignored) == DBN_OK)
        status = add_file(r->places, bytes, &there, 1, m->job);
    dbn_arena_rewind(&m->job->scratch, mark);
    DBN_TRY(status);
    return dbn_revise_terms_make(&r->languages.places, r->places, r->languages.target,
                                 m->of_target, &m->job->err);
}

/* Both languages, and their terms: made once for files in the same two. */
static dbn_status
settle_languages(dbn_doc *doc, const dbn_pairs *pairs, const dbn_check_options *options)
{
    const dbn_profiles *profiles = doc->engine->profiles;
    dbn_revising *r = &doc->revising;
    const dbn_profile *source = dbn_profiles_find(profiles, pairs->source_lang);
    const dbn_profile *target = dbn_profiles_find(profiles, doc->document.lang);
    making m = {.r = r,
                .options = options,
                .source = dbn_profile_lang(source),
                .target = dbn_profile_lang(target),
                .job = &doc->job};
    if (r->languages.source == source && r->languages.target == target &&
        r->glossaries == options->glossaries)
        return DBN_OK;
    dbn_revising_release(r);
    r->languages = (dbn_revise_languages){
        .profiles = profiles, .source = source, .target = target};
    dbn_status status = open_languages(&m, doc);
    if (status == DBN_OK)
        status = make_terms(&m);
    if (status == DBN_OK)
        status = make_places(&m, doc->engine->dicts);
    r->glossaries = options->glossaries;
    if (status != DBN_OK)
        dbn_revising_release(r);
    return status;
}

/* ---- the pairs ------------------------------------------------------------------- */

static dbn_status
side_of(dbn_revise_side *out, const dbn_pairs *pairs, const dbn_pair_side *side,
        const dbn_document *d, dbn_arena *arena)
{
    uint32_t count = side->code_end - side->code_beg;
    dbn_revise_code *codes = dbn_arena_alloc(arena, (count + 1) * sizeof *codes);
    if (codes == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        const dbn_pair_code *code = &pairs->codes.items[side->code_beg + i];
        uint32_t at = code->at < side->text.beg   ? side->text.beg
                      : code->at > side->text.end ? side->text.end
                                                  : code->at;
        codes[i] = (dbn_revise_code){at - side->text.beg, code->name, code->may_go};
    }
    *out = (dbn_revise_side){dbn_span_slice(d->page->text, side->text), codes, count};
    return DBN_OK;
}

static dbn_range
moved(dbn_range range, uint32_t by)
{
    return (dbn_range){range.beg + by, range.end + by};
}

static dbn_status
take_finding(dbn_document *d, const dbn_pair *pair, const dbn_revise_finding *f,
             dbn_arena *arena)
{
    const dbn_finding found = {.range = moved(f->target, pair->target.text.beg),
                               .other = moved(f->source, pair->source.text.beg),
                               .rule = f->rule};
    return dbn_vec_push(arena, &d->records.findings, found);
}

/* Pairs that have a translation, without white space, that may be changed. */
static dbn_status
revise_all(dbn_doc *doc, const dbn_pairs *pairs, const dbn_check_options *options)
{
    dbn_document *d = &doc->document;
    dbn_job *job = &doc->job;
    dbn_revise_findings found = {0};
    uint32_t count = 0, room = pairs->items.count + 1;
    dbn_revise_pair *all = dbn_arena_alloc(&job->arena, room * sizeof *all);
    uint32_t *which = dbn_arena_alloc(&job->arena, room * sizeof *which);
    if (all == NULL || which == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < pairs->items.count; i++) {
        const dbn_pair *pair = &pairs->items.items[i];
        if (pair->is_locked || !pair->has_target ||
            dbn_range_len(pair->target.text) == 0)
            continue;
        DBN_TRY_PUSH(job,
                     side_of(&all[count].source, pairs, &pair->source, d, &job->arena));
        DBN_TRY_PUSH(job,
                     side_of(&all[count].target, pairs, &pair->target, d, &job->arena));
        which[count++] = i;
    }
    DBN_TRY(dbn_revise_run(&found, all, count, &doc->revising.languages, job));
    for (uint32_t i = 0; i < found.count; i++) {
        const dbn_revise_finding *f = &found.items[i];
        if (dbn_ruleset_is_on(doc->engine->rules, f->rule, options->switches,
                              options->switch_count))
            DBN_TRY_PUSH(job, take_finding(d, &pairs->items.items[which[f->pair]], f,
                                           &job->arena));
    }
    dbn_findings_sort(&d->records.findings);
    return DBN_OK;
}

/* Terms of the glossary, as sources have them. */
static dbn_status
find_terms(dbn_doc *doc, dbn_pairs *pairs)
{
    const dbn_glossary *glossary = doc->revising.languages.terms.source;
    dbn_span text = doc->document.page->text;
    for (uint32_t i = 0; glossary != NULL && i < pairs->items.count; i++) {
        dbn_glossary_hits hits = {0};
        DBN_TRY(dbn_glossary_match(&hits, glossary, text,
                                   pairs->items.items[i].source.text, &doc->job));
        for (uint32_t k = 0; k < hits.count; k++) {
            const dbn_pair_term term = {
                hits.items[k].range,
                dbn_glossary_entry_at(glossary, hits.items[k].entry)->translation};
            DBN_TRY_PUSH(&doc->job, dbn_vec_push(&doc->job.arena, &pairs->terms, term));
        }
    }
    return DBN_OK;
}

static dbn_status
read_pairs(dbn_doc *doc, const dbn_input *input, dbn_pairs_kind kind,
           const dbn_check_options *options)
{
    dbn_document *d = &doc->document;
    dbn_read read;
    dbn_pairs *pairs = dbn_arena_alloc(&doc->job.arena, sizeof *pairs);
    const dbn_read_input in = {.source = input->bytes,
                               .name = input->name,
                               .charset = input->charset,
                               .lang = input->lang};
    if (pairs == NULL)
        return dbn_job_nomem(&doc->job);
    DBN_TRY(dbn_pairs_read(pairs, &read, &in, kind, doc->engine->profiles, &doc->job));
    *d = (dbn_document){.name = input->name,
                        .lang = read.lang,
                        .charset = read.charset,
                        .source = read.source,
                        .decoded = read.decoded,
                        .page = read.records.view,
                        .reduced = read.records.view,
                        .typeset = read.records.view,
                        .output = read.records.view,
                        .records = read.records,
                        .pairs = pairs};
    if (options->repair != DBN_REPAIR_NONE)
        return dbn_fail(&doc->job.err, DBN_ERR_USAGE,
                        "files of translators are checked, and not repaired");
    DBN_TRY(settle_languages(doc, pairs, options));
    DBN_TRY(find_terms(doc, pairs));
    return revise_all(doc, pairs, options);
}

dbn_status
dbn_flow_revise(dbn_doc *doc, const dbn_input *input, dbn_pairs_kind kind,
                const dbn_check_options *options)
{
    dbn_job_reset(&doc->job);
    doc->document = (dbn_document){0};
    dbn_status status = read_pairs(doc, input, kind, options);
    if (status != DBN_OK)
        doc->document = (dbn_document){0};
    return status;
}
