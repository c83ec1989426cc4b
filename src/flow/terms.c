/*
 * flow/terms.c - the pipeline of `terms`.
 *
 *     each text ─clean▶ page ─segment▶ sentences ─┬─ glossary ▶ hits
 *     files of terms ─decode, read▶ glossary ─────┘
 *                                                 └─ terms ▶ candidates
 */
#include "flow/terms.h"

#include "glossary/read.h"
#include "glossary/word.h"
#include "lang/yaml.h"
#include "read/charset.h"
#include "read/dictd.h"

dbn_status
dbn_flow_terms_init(dbn_terms *terms, const dbn_engine *engine,
                    const dbn_terms_options *options)
{
    *terms = (dbn_terms){.engine = engine, .options = *options};
    dbn_job_init(&terms->job, options->budget);
    terms->options.lang = dbn_arena_copy(&terms->job.arena, options->lang);
    terms->options.target = dbn_arena_copy(&terms->job.arena, options->target);
    if (terms->options.lang.ptr == NULL || terms->options.target.ptr == NULL)
        return dbn_job_nomem(&terms->job);
    return DBN_OK;
}

void
dbn_flow_terms_release(dbn_terms *terms)
{
    dbn_glossary_free(terms->glossary);
    dbn_job_release(&terms->job);
}

/* ---- texts ---------------------------------------------------------------------- */

static dbn_status
make_room(dbn_terms_text *text, uint32_t count, dbn_arena *arena)
{
    text->segments = dbn_arena_alloc(arena, (count + 1) * sizeof *text->segments);
    text->ranges = dbn_arena_alloc(arena, (count + 1) * sizeof *text->ranges);
    text->first = dbn_arena_alloc(arena, (count + 2) * sizeof *text->first);
    text->first_token = dbn_arena_alloc(arena, (count + 2) * sizeof *text->first_token);
    return text->segments == NULL || text->ranges == NULL || text->first == NULL ||
                   text->first_token == NULL
               ? DBN_ERR_NOMEM
               : DBN_OK;
}

static dbn_status
add_places(dbn_terms_text *text, const dbn_document *doc, dbn_range segment,
           dbn_arena *arena)
{
    dbn_text_word word;
    for (uint32_t at = segment.beg;
         dbn_text_word_next(&word, doc->page->text, &at, segment.end);) {
        dbn_word_place place = {
            .range = {word.beg - segment.beg, word.end - segment.beg},
            .source =
                dbn_range_back_to(doc->page, NULL, (dbn_range){word.beg, word.end})};
        DBN_TRY(dbn_vec_push(arena, &text->places, place));
    }
    return DBN_OK;
}

/* Words that stand apart already. */
static dbn_status
split_tokens(dbn_terms_text *text, dbn_span segment, dbn_arena *arena)
{
    const char *start = segment.ptr;
    for (dbn_span word; (word = dbn_span_next_word(&segment)).len > 0;) {
        uint32_t beg = (uint32_t)(word.ptr - start);
        DBN_TRY(dbn_vec_push(arena, &text->tokens,
                             (dbn_range){beg, beg + (uint32_t)word.len}));
    }
    return DBN_OK;
}

/* Those of the document, from *at on, that lie in the segment. */
static dbn_status
take_tokens(dbn_terms_text *text, const dbn_document *doc, dbn_range segment,
            uint32_t *at, dbn_arena *arena)
{
    for (; *at < doc->tokens.count && doc->tokens.items[*at].beg < segment.end; ++*at) {
        dbn_range token = doc->tokens.items[*at];
        if (token.beg < segment.beg)
            continue;
        DBN_TRY(dbn_vec_push(
            arena, &text->tokens,
            (dbn_range){token.beg - segment.beg, token.end - segment.beg}));
    }
    return DBN_OK;
}

static dbn_status
take_segments(dbn_terms_text *text, const dbn_document *doc, bool is_tokenised,
              dbn_arena *arena)
{
    uint32_t token = 0;
    DBN_TRY(make_room(text, doc->segments.count, arena));
    for (uint32_t i = 0; i < doc->segments.count; i++) {
        dbn_range range = doc->segments.items[i].range;
        dbn_span segment = dbn_span_slice(doc->page->text, range);
        text->ranges[i] = dbn_range_back_to(doc->page, NULL, range);
        text->segments[i] = dbn_arena_copy(arena, segment);
        if (text->segments[i].ptr == NULL)
            return DBN_ERR_NOMEM;
        dbn_span source = dbn_span_slice(doc->source->text, text->ranges[i]);
        text->first[i] = text->places.count;
        if (!dbn_span_equal(source, segment))
            DBN_TRY(add_places(text, doc, range, arena));
        DBN_TRY(is_tokenised ? split_tokens(text, text->segments[i], arena)
                             : take_tokens(text, doc, range, &token, arena));
        text->first_token[i + 1] = text->tokens.count;
        text->first[++text->count] = text->places.count;
    }
    return DBN_OK;
}

dbn_status
dbn_flow_terms_add(dbn_terms *terms, const dbn_doc *doc, dbn_span name)
{
    const dbn_document *document = &doc->document;
    dbn_arena *arena = &terms->job.arena;
    dbn_terms_text text = {.name = dbn_arena_copy(arena, name)};
    if (text.name.ptr == NULL)
        return dbn_job_nomem(&terms->job);
    DBN_TRY_PUSH(&terms->job,
                 take_segments(&text, document, terms->options.is_tokenised, arena));
    if (terms->options.lang.len == 0)
        terms->options.lang = dbn_arena_copy(arena, document->lang);
    DBN_TRY_PUSH(&terms->job, dbn_vec_push(arena, &terms->texts, text));
    return DBN_OK;
}

/* The first of the words [at, end) that begins at `beg` or behind it. */
static uint32_t
first_from(const dbn_terms_text *text, uint32_t at, uint32_t end, uint32_t beg)
{
    while (at < end) {
        uint32_t middle = at + (end - at) / 2;
        if (text->places.items[middle].range.beg < beg)
            at = middle + 1;
        else
            end = middle;
    }
    return at;
}

dbn_range
dbn_flow_terms_place(const dbn_terms_text *text, uint32_t segment, dbn_range range)
{
    uint32_t first = text->first[segment], end = text->first[segment + 1];
    dbn_range whole = text->ranges[segment];
    if (first == end)
        return (dbn_range){whole.beg + range.beg, whole.beg + range.end};
    uint32_t at = first_from(text, first, end, range.beg);
    uint32_t last = at;
    while (last + 1 < end && text->places.items[last + 1].range.end <= range.end)
        last++;
    return at == end ? whole
                     : (dbn_range){text->places.items[at].source.beg,
                                   text->places.items[last].source.end};
}

dbn_status
dbn_flow_terms_language(dbn_terms *terms)
{
    if (terms->profile != NULL)
        return DBN_OK;
    const dbn_profile *profile =
        dbn_profiles_find(terms->engine->profiles, terms->options.lang);
    DBN_TRY(dbn_dictionaries_morphology(&terms->morphology, terms->engine->dictionaries,
                                        profile, &terms->job.err));
    terms->profile = profile;
    return DBN_OK;
}

/* ---- glossaries ----------------------------------------------------------------- */

/* The bytes of a table in UTF-8: spreadsheets also write windows-1252. */
static dbn_status
decode(dbn_span *out, dbn_terms *terms, dbn_span bytes)
{
    const dbn_view *source, *decoded;
    dbn_charset charset;
    dbn_charset_input in = {.label = {"", 0},
                            .letters = dbn_profiles_letters(terms->engine->profiles)};
    DBN_TRY(dbn_view_source(&source, bytes, &terms->job));
    DBN_TRY(dbn_charset_decode(&decoded, &charset, source, &in, &terms->job));
    *out = decoded->text;
    return DBN_OK;
}

static dbn_status
add_dictionary(dbn_terms *terms, const dbn_glossary_file *file)
{
    dbn_dictd_entries entries = {0};
    DBN_TRY(dbn_dictd_read(&entries, file->bytes, file->dictionary, &terms->job));
    for (uint32_t i = 0; i < entries.count; i++) {
        dbn_error err = {0};
        dbn_glossary_entry entry = {.term = entries.items[i].word,
                                    .translation = entries.items[i].translation,
                                    .domain = {"", 0}};
        dbn_status status = dbn_glossary_add(terms->glossary, &entry, &err);
        if (status == DBN_ERR_NOMEM)
            return dbn_job_nomem(&terms->job);
        if (status != DBN_OK && file->on_broken != NULL)
            file->on_broken(file->context, 0, err.message);
    }
    return DBN_OK;
}

dbn_status
dbn_flow_terms_glossary(dbn_terms *terms, const dbn_glossary_file *file)
{
    dbn_span text;
    DBN_TRY(dbn_flow_terms_language(terms));
    if (terms->glossary == NULL)
        DBN_TRY(dbn_glossary_new(&terms->glossary, terms->profile, terms->morphology,
                                 &terms->job.err));
    if (file->dictionary.len > 0)
        return add_dictionary(terms, file);
    const dbn_glossary_reading reading = {.lang = terms->options.lang,
                                          .target = terms->options.target,
                                          .arena = &terms->job.scratch,
                                          .on_broken = file->on_broken,
                                          .context = file->context};
    dbn_arena_mark mark = dbn_arena_save(&terms->job.scratch);
    dbn_status status = DBN_OK;
    if (dbn_glossary_is_tbx(file->bytes)) {
        status = dbn_glossary_read_tbx(terms->glossary, file->bytes, &reading,
                                       &terms->job.err);
    } else {
        status = decode(&text, terms, file->bytes);
        if (status == DBN_OK)
            status = dbn_glossary_read_rows(terms->glossary, text, &reading,
                                            &terms->job.err);
    }
    dbn_arena_rewind(&terms->job.scratch, mark);
    return status;
}

dbn_status
dbn_flow_terms_hits(dbn_glossary_hits *out, dbn_terms *terms, dbn_span segment)
{
    *out = (dbn_glossary_hits){0};
    if (terms->glossary == NULL)
        return DBN_OK;
    return dbn_glossary_match(out, terms->glossary, segment,
                              (dbn_range){0, (uint32_t)segment.len}, &terms->job);
}

/* ---- terms of the texts -----------------------------------------------------------
 */

#define GRAMMAR_BYTES_MAX (1U << 20)

/* dicts/<lang>/terms.yaml; a language without it has no terms that anybody knows. */
static dbn_status
read_grammar(dbn_terms_input *in, dbn_terms *terms)
{
    char lang[DBN_TAG_MAX + 1] = {0};
    dbn_span code = dbn_profile_lang(terms->profile);
    memcpy(lang, code.ptr, code.len < DBN_TAG_MAX ? code.len : DBN_TAG_MAX);
    const char *folder = dbn_path_join(&terms->job.arena, terms->engine->dicts, lang);
    in->grammar_path =
        folder == NULL ? NULL : dbn_path_join(&terms->job.arena, folder, "terms.yaml");
    if (in->grammar_path == NULL)
        return dbn_job_nomem(&terms->job);
    dbn_status status = dbn_file_read(&in->grammar, in->grammar_path, GRAMMAR_BYTES_MAX,
                                      &terms->job.arena, &terms->job.err);
    return status != DBN_ERR_IO
               ? status
               : dbn_fail(&terms->job.err, DBN_ERR_USAGE,
                          "what terms look like in '%s' is not known", lang);
}

static dbn_status
gather_segments(dbn_terms_input *in, dbn_terms *terms)
{
    dbn_arena *arena = &terms->job.arena;
    uint32_t total = 0;
    for (uint32_t i = 0; i < terms->texts.count; i++)
        total += terms->texts.items[i].count;
    dbn_terms_segment *segments =
        dbn_arena_alloc(arena, (total + 1) * sizeof *segments);
    terms->text_of = dbn_arena_alloc(arena, (total + 1) * sizeof *terms->text_of);
    terms->first_segment =
        dbn_arena_alloc(arena, (terms->texts.count + 1) * sizeof *terms->first_segment);
    if (segments == NULL || terms->text_of == NULL || terms->first_segment == NULL)
        return dbn_job_nomem(&terms->job);
    for (uint32_t i = 0; i < terms->texts.count; i++) {
        const dbn_terms_text *text = &terms->texts.items[i];
        terms->first_segment[i] = in->count;
        for (uint32_t k = 0; k < text->count; k++) {
            uint32_t first = text->first_token[k];
            terms->text_of[in->count] = i;
            segments[in->count++] = (dbn_terms_segment){
                .text = text->segments[k],
                .tokens = text->tokens.count == 0 ? NULL : text->tokens.items + first,
                .token_count = text->first_token[k + 1] - first,
                .document = i};
        }
    }
    in->segments = segments;
    in->document_count = terms->texts.count;
    return DBN_OK;
}

dbn_status
dbn_flow_terms_extract(dbn_terms *terms)
{
    DBN_TRY(dbn_flow_terms_language(terms));
    dbn_terms_input in = {.morphology = terms->morphology};
    DBN_TRY(read_grammar(&in, terms));
    DBN_TRY(gather_segments(&in, terms));
    return dbn_terms_run(&terms->found, &in, terms->profile, &terms->job);
}
