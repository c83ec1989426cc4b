/*
 * Segments are gathered first. Then those that repeat an earlier one, byte for byte or
 * by their key, are found by sorting; and each, in its order, is put into the last band
 * that it is of. What repeats nothing is looked up in the memory and, where that is
 * wanted, among the segments before it, which are a memory, too.
 */
#include "flow/analyse.h"

#include <assert.h>
#include <stdlib.h>

#include "flow/prepare.h"
#include "key/key.h"
#include "lang/count.h"
#include "memory/tokens.h"

/* The language in which earlier segments are their own translation. */
#define OWN DBN_SPAN("x-own")

dbn_status
dbn_flow_analyse_init(dbn_analysing *a, const dbn_engine *engine,
                      const dbn_analysis_options *options, dbn_memory_store *memory)
{
    *a = (dbn_analysing){.engine = engine,
                         .memory = memory,
                         .scoring = options->scoring,
                         .cancelled = options->cancelled,
                         .context = options->context};
    dbn_job_init(&a->job, 0);
    dbn_analysed *found = &a->analysed;
    found->counting = options->counting;
    found->is_internal = options->is_internal;
    found->target = dbn_arena_copy(&a->job.arena, options->target);
    if (found->target.ptr == NULL)
        return dbn_job_nomem(&a->job);
    return options->rates.len == 0 ? DBN_OK
                                   : dbn_flow_rates(&found->rates, options->rates,
                                                    options->rates_name, &a->job);
}

void
dbn_flow_analyse_release(dbn_analysing *a)
{
    dbn_memory_close(a->internal);
    dbn_job_release(&a->job);
}

/* ---- gathering ------------------------------------------------------------------ */

/* What is counted of a part, and its text, behind all texts of its document. */
static dbn_status
take_part(dbn_analysing *a, dbn_buffer *text, dbn_blocks *blocks,
          const dbn_bilingual *page, const dbn_unit_part *part)
{
    dbn_analysed_segment one = {.file = a->analysed.texts.count, .count.segments = 1};
    dbn_job *job = &a->job;
    dbn_block block = {.range.beg = text->count};
    for (uint32_t i = part->source.beg; i < part->source.end; i++) {
        const dbn_piece *piece = &page->pieces.items[i];
        one.count.tags += piece->kind != DBN_PIECE_TEXT;
        if (dbn_piece_parts_words(piece, text->items + block.range.beg,
                                  text->count - block.range.beg))
            DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, text, " ", 1));
        if (piece->kind == DBN_PIECE_TEXT)
            DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, text, piece->text.ptr,
                                             (uint32_t)piece->text.len));
    }
    block.range.end = text->count;
    DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, text, "\n", 1));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, blocks, block));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &a->segments, one));
    return DBN_OK;
}

static dbn_status
take_page(dbn_analysing *a, dbn_buffer *text, dbn_blocks *blocks,
          const dbn_bilingual *page)
{
    for (uint32_t i = 0; i < page->units.count; i++) {
        const dbn_bilingual_unit *unit = &page->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++)
            if (page->parts.items[k].is_segment)
                DBN_TRY(take_part(a, text, blocks, page, &page->parts.items[k]));
    }
    return DBN_OK;
}

static uint64_t
key_of(const dbn_key *key, uint32_t block)
{
    uint64_t hash = DBN_HASH_START;
    if (key->first[block] == key->first[block + 1])
        return 0;
    for (uint32_t i = key->first[block]; i < key->first[block + 1]; i++)
        hash = dbn_hash_mix(hash ^ key->tokens.items[i].hash);
    return hash | 1;
}

/* What is counted of the text itself. */
static dbn_status
count_text(dbn_analysing *a, dbn_analysed_segment *one, const dbn_profile *profile)
{
    dbn_memory_tokens tokens = {0};
    one->count.words = dbn_count_words(one->text, a->analysed.counting, profile);
    one->count.characters = dbn_count_characters(one->text);
    DBN_TRY_PUSH(&a->job, dbn_memory_tokens_of(&tokens, one->text, &a->job.scratch));
    for (uint32_t i = 0; i < tokens.count; i++)
        one->count.placeables += dbn_memory_is_placeable(&tokens.items[i]);
    return DBN_OK;
}

/* The segments from `first` on, whose texts stand in `records`, a block each. */
static dbn_status
look_at(dbn_analysing *a, uint32_t first, const dbn_records *records,
        const dbn_profile *profile, dbn_span lang)
{
    dbn_key key;
    uint32_t language = dbn_memory_language_hash(lang);
    DBN_TRY(dbn_key_make(&key, records, profile, &a->job));
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        dbn_analysed_segment *one = &a->segments.items[first + i];
        one->text = dbn_span_slice(records->view->text, records->blocks.items[i].range);
        one->hash = dbn_hash_mix(dbn_hash_bytes(one->text) ^ language) | 1;
        one->key = key_of(&key, i);
        if (one->key != 0)
            one->key = dbn_hash_mix(one->key ^ language) | 1;
        DBN_TRY(count_text(a, one, profile));
    }
    return DBN_OK;
}

static dbn_status
take_document(dbn_analysing *a, const dbn_bilingual *page, dbn_span lang)
{
    const dbn_profile *profile = dbn_profiles_find(a->engine->profiles, lang);
    dbn_buffer text = {0};
    dbn_records records = {0};
    uint32_t first = a->segments.count;
    DBN_TRY(take_page(a, &text, &records.blocks, page));
    DBN_TRY(
        dbn_view_source(&records.view, (dbn_span){text.items, text.count}, &a->job));
    return look_at(a, first, &records, profile, lang);
}

/* That of all texts. */
static void
name_source(dbn_analysed *analysed, dbn_span lang)
{
    if (analysed->texts.count == 0)
        analysed->source = lang;
    else if (!dbn_span_equal(analysed->source, lang))
        analysed->source = DBN_SPAN("mul");
}

dbn_status
dbn_flow_analyse_add(dbn_analysing *a, dbn_doc *doc, dbn_span name)
{
    dbn_bilingual page;
    dbn_status status = dbn_flow_prepare(&page, doc);
    if (status != DBN_OK) {
        a->job.err = doc->job.err;
        return status;
    }
    dbn_analysed_text text = {.name = dbn_arena_copy(&a->job.arena, name),
                              .lang =
                                  dbn_arena_copy(&a->job.arena, doc->document.lang)};
    if (text.name.ptr == NULL || text.lang.ptr == NULL)
        return dbn_job_nomem(&a->job);
    a->is_counted = false;
    dbn_arena_mark mark = dbn_arena_save(&a->job.scratch);
    status = take_document(a, &page, text.lang);
    dbn_arena_rewind(&a->job.scratch, mark);
    if (status != DBN_OK)
        return status;
    name_source(&a->analysed, text.lang);
    DBN_TRY_PUSH(&a->job, dbn_vec_push(&a->job.arena, &a->analysed.texts, text));
    return DBN_OK;
}

/* ---- repetition ----------------------------------------------------------------- */

/* A segment by what it is compared by. */
typedef struct row {
    uint64_t hash;
    uint32_t segment;
} row;

static int
by_hash(const void *first, const void *second)
{
    const row *a = first, *b = second;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->segment < b->segment ? -1 : a->segment > b->segment;
}

/* Who is the first of those that are the same by their text or their key. */
static void
find_firsts(dbn_analysing *a, row *rows, bool is_by_text)
{
    uint32_t count = a->segments.count, first = 0;
    dbn_analysed_segment *all = a->segments.items;
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (row){is_by_text ? all[i].hash : all[i].key, (uint32_t)i};
    qsort(rows, count, sizeof *rows, by_hash);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t segment = rows[i].segment;
        bool is_same = i > 0 && rows[i].hash == rows[i - 1].hash && rows[i].hash != 0;
        if (is_same && is_by_text)
            is_same = dbn_span_equal(all[segment].text, all[first].text);
        first = is_same ? first : segment;
        if (is_by_text)
            all[segment].repeats = first;
        else
            all[segment].resembles = first;
    }
}

/* ---- bands ---------------------------------------------------------------------- */

static dbn_band
band_of_score(uint32_t score)
{
    static const struct {
        uint32_t least;
        dbn_band band;
    } bands[] = {{101, DBN_BAND_101}, {100, DBN_BAND_100}, {95, DBN_BAND_95},
                 {85, DBN_BAND_85},   {75, DBN_BAND_75},   {50, DBN_BAND_50}};
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++)
        if (score >= bands[i].least)
            return bands[i].band;
    return DBN_BAND_NEW;
}

/* The text before or behind a segment in its document; empty at its ends. */
static dbn_span
neighbour(const dbn_analysing *a, uint32_t segment, bool is_before)
{
    uint32_t other = is_before ? segment - 1 : segment + 1;
    bool is_there = (!is_before || segment > 0) && other < a->segments.count &&
                    a->segments.items[other].file == a->segments.items[segment].file;
    return is_there ? a->segments.items[other].text : DBN_SPAN("");
}

static dbn_span
language_of(const dbn_analysing *a, uint32_t segment)
{
    return a->analysed.texts.items[a->segments.items[segment].file].lang;
}

/* Earlier segments that one is compared with: where thousands are alike, others are as
 * near as the best, and all of them would take n * n steps. */
#define COMPARED_MAX 256U

/* The best score in a memory; 0 below `least`. */
static dbn_status
look_up(uint32_t *score, dbn_analysing *a, dbn_memory_store *memory, uint32_t segment,
        uint32_t least)
{
    dbn_memory_matches found;
    bool is_own = memory == a->internal;
    const dbn_memory_query query = {
        .text = a->segments.items[segment].text,
        .source = language_of(a, segment),
        .target = is_own ? OWN : a->analysed.target,
        .before = neighbour(a, segment, true),
        .after = neighbour(a, segment, false),
        .scoring = a->scoring,
        .has_codes = !is_own && a->segments.items[segment].count.tags > 0,
        .least = least,
        .matches = 1,
        .most = is_own ? COMPARED_MAX : 0};
    dbn_arena_mark mark = dbn_arena_save(&a->job.arena);
    DBN_TRY(dbn_memory_search(&found, memory, &query, &a->job));
    if (found.count > 0 && found.items[0].score > *score)
        *score = found.items[0].score;
    dbn_arena_rewind(&a->job.arena, mark);
    return DBN_OK;
}

static dbn_status
remember(dbn_analysing *a, uint32_t segment)
{
    bool is_new;
    const dbn_memory_variant variants[] = {{.lang = language_of(a, segment),
                                            .text = a->segments.items[segment].text,
                                            .is_source = true},
                                           {.lang = OWN, .text = DBN_SPAN("-")}};
    const dbn_stored_unit unit = {.variants = variants, .variant_count = 2};
    DBN_TRY(dbn_memory_add(&is_new, a->internal, &unit, &a->job));
    return dbn_memory_index(a->internal, &a->job);
}

/* The last band that it is of. */
static dbn_status
find_band(dbn_band *out, dbn_analysing *a, uint32_t segment)
{
    const dbn_analysed_segment *s = &a->segments.items[segment];
    uint32_t score = 0;
    bool is_repeated = s->repeats != segment;
    if (a->memory != NULL)
        DBN_TRY(look_up(&score, a, a->memory, segment, is_repeated ? 101 : 50));
    if (a->internal != NULL && !is_repeated) {
        DBN_TRY(look_up(&score, a, a->internal, segment, 50));
        DBN_TRY(remember(a, segment));
    }
    *out = band_of_score(score);
    dbn_band other = DBN_BAND_NEW;
    if (is_repeated)
        other = a->segments.items[s->repeats].file == s->file ? DBN_BAND_REPEATED
                                                              : DBN_BAND_CROSS;
    else if (s->resembles != segment)
        other = DBN_BAND_NEAR;
    *out = *out > other ? *out : other;
    return DBN_OK;
}

/* Nothing is counted, and an internal memory holds nothing. */
static dbn_status
begin_count(dbn_analysing *a)
{
    for (uint32_t i = 0; i < a->analysed.texts.count; i++)
        memset(a->analysed.texts.items[i].bands, 0,
               sizeof a->analysed.texts.items[i].bands);
    dbn_memory_close(a->internal);
    a->internal = NULL;
    if (!a->analysed.is_internal)
        return DBN_OK;
    DBN_TRY(dbn_memory_open(&a->internal, NULL, DBN_MEMORY_WRITE, &a->job.err));
    return dbn_memory_begin(a->internal);
}

/* Each into its band. */
static dbn_status
count_segments(dbn_analysing *a)
{
    row *rows = dbn_arena_alloc(&a->job.arena, a->segments.count * sizeof *rows);
    if (rows == NULL)
        return dbn_job_nomem(&a->job);
    find_firsts(a, rows, true);
    find_firsts(a, rows, false);
    for (uint32_t i = 0; i < a->segments.count; i++) {
        const dbn_analysed_segment *s = &a->segments.items[i];
        dbn_band band = DBN_BAND_NEW;
        if (a->cancelled != NULL && a->cancelled(a->context))
            return dbn_fail(&a->job.err, DBN_ERR_CANCELLED, "interrupted");
        DBN_TRY(find_band(&band, a, i));
        dbn_band_add(&a->analysed.texts.items[s->file].bands[band], &s->count);
    }
    return DBN_OK;
}

dbn_status
dbn_flow_analyse_count(dbn_analysing *a)
{
    if (a->is_counted)
        return DBN_OK;
    DBN_TRY(begin_count(a));
    if (a->segments.count > 0)
        DBN_TRY(count_segments(a));
    a->is_counted = true;
    return DBN_OK;
}
