/*
 * flow/bitext.c - the pipeline of `align`.
 *
 *     each text ─clean▶ page ─segment▶ sentences ─┐
 *                  (or a line a segment)          ├─ align ▶ beads
 *     what is known ─▶ entries (bitext_known.c) ──┘
 */
#include "flow/bitext.h"

#include <math.h>

#include "flow/article.h"

/* A text below leaves doubts, whatever its letters. */
#define SURE_BYTES_MIN 200U

dbn_status
dbn_flow_bitext_init(dbn_bitext *bitext, const dbn_engine *engine,
                     const dbn_bitext_options *options)
{
    *bitext = (dbn_bitext){.engine = engine, .options = *options};
    dbn_job_init(&bitext->job, options->budget);
    bitext->source_profile = dbn_profiles_find(engine->profiles, options->source_lang);
    bitext->target_profile = dbn_profiles_find(engine->profiles, options->target_lang);
    return dbn_doc_init(&bitext->reader, engine, options->budget);
}

void
dbn_flow_bitext_release(dbn_bitext *bitext)
{
    dbn_doc_release(&bitext->reader);
    dbn_job_release(&bitext->job);
}

static dbn_status
add_segment(dbn_bitext_text *text, dbn_span segment, dbn_range range, dbn_arena *arena)
{
    text->segments[text->count] = dbn_arena_copy(arena, segment);
    text->ranges[text->count] = range;
    return text->segments[text->count++].ptr == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

static dbn_status
make_room(dbn_bitext_text *text, size_t count, dbn_arena *arena)
{
    text->segments = dbn_arena_alloc(arena, (count + 1) * sizeof *text->segments);
    text->ranges = dbn_arena_alloc(arena, (count + 1) * sizeof *text->ranges);
    return text->segments == NULL || text->ranges == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

/* A line each, empty ones too: their numbers are the caller's. */
static dbn_status
take_lines(dbn_bitext_text *text, const dbn_document *doc, dbn_arena *arena)
{
    dbn_span all = doc->page->text;
    size_t lines = 0;
    for (size_t i = 0; i < all.len; i++)
        lines += all.ptr[i] == '\n';
    DBN_TRY(make_room(text, lines + 1, arena));
    for (uint32_t beg = 0; beg < all.len;) {
        const char *feed = memchr(all.ptr + beg, '\n', all.len - beg);
        uint32_t end = feed == NULL ? (uint32_t)all.len : (uint32_t)(feed - all.ptr);
        dbn_range range = {beg, end};
        DBN_TRY(add_segment(text, dbn_span_trim(dbn_span_slice(all, range)),
                            dbn_range_back_to(doc->page, NULL, range), arena));
        beg = end + 1;
    }
    return DBN_OK;
}

static dbn_status
take_segments(dbn_bitext_text *text, const dbn_document *doc, dbn_arena *arena)
{
    DBN_TRY(make_room(text, doc->segments.count, arena));
    for (uint32_t i = 0; i < doc->segments.count; i++) {
        dbn_range range = doc->segments.items[i].range;
        DBN_TRY(add_segment(text, dbn_span_slice(doc->page->text, range),
                            dbn_range_back_to(doc->page, NULL, range), arena));
    }
    return DBN_OK;
}

/* The language that leaves no doubt, where another one was said; what is short may be
 * anything. */
static dbn_span
other_lang(const dbn_bitext *b, dbn_span text, dbn_span lang)
{
    const dbn_span same = {"", 0};
    const dbn_profile *said = dbn_profiles_find(b->engine->profiles, lang);
    const dbn_profile *seen =
        text.len < SURE_BYTES_MIN
            ? NULL
            : dbn_profiles_identify_surely(b->engine->profiles, text, NULL);
    if (said == NULL || seen == NULL)
        return same;
    dbn_span found = dbn_profile_lang(seen);
    bool is_other = !dbn_span_equal(found, dbn_profile_lang(said)) &&
                    !dbn_span_equal(found, dbn_span_of("und"));
    return is_other ? found : same;
}

static dbn_status
read_text(dbn_bitext_text *text, dbn_bitext *b, const dbn_input *input, dbn_span lang)
{
    dbn_input in = *input;
    dbn_clean_options options = {
        .passes = DBN_DO_ENCODING | DBN_DO_UNICODE,
        .keep_text = true,
    };
    bool are_lines = b->options.is_segmented || b->options.is_tokenised;
    if (!are_lines)
        options.passes |= DBN_DO_EXTRACTION | DBN_DO_SEGMENTS;
    else
        in.kind = DBN_INPUT_TEXT;
    in.lang = lang;
    dbn_status status = dbn_flow_article(&b->reader, &in, &options);
    if (status != DBN_OK) {
        b->job.err = b->reader.job.err;
        return status;
    }
    text->name = dbn_arena_copy(&b->job.arena, input->name);
    const dbn_document *doc = &b->reader.document;
    text->seems = other_lang(b, doc->page->text, lang);
    DBN_TRY_PUSH(&b->job, are_lines ? take_lines(text, doc, &b->job.arena)
                                    : take_segments(text, doc, &b->job.arena));
    return DBN_OK;
}

dbn_status
dbn_flow_bitext_add(dbn_bitext *b, const dbn_input *source, const dbn_input *target)
{
    dbn_bitext_pair pair = {0};
    DBN_TRY(read_text(&pair.source, b, source, b->options.source_lang));
    DBN_TRY(read_text(&pair.target, b, target, b->options.target_lang));
    DBN_TRY_PUSH(&b->job, dbn_vec_push(&b->job.arena, &b->pairs, pair));
    return DBN_OK;
}

dbn_status
dbn_flow_bitext_entry(dbn_bitext *b, dbn_span source, dbn_span target, float weight)
{
    dbn_align_entry entry = {dbn_arena_copy(&b->job.arena, source),
                             dbn_arena_copy(&b->job.arena, target), weight};
    DBN_TRY_PUSH(&b->job, dbn_vec_push(&b->job.arena, &b->entries, entry));
    return DBN_OK;
}

/* Line by line: nothing to look for. What one side has more stays alone. */
static dbn_status
go_together(dbn_bitext *b)
{
    for (uint32_t i = 0; i < b->pairs.count; i++) {
        dbn_bitext_pair *pair = &b->pairs.items[i];
        uint32_t s = pair->source.count, t = pair->target.count;
        for (uint32_t k = 0; k < s || k < t; k++) {
            dbn_bead bead = {{k < s ? k : s, k < s ? k + 1 : s},
                             {k < t ? k : t, k < t ? k + 1 : t},
                             k < s && k < t ? 1000 : 0,
                             0};
            DBN_TRY_PUSH(&b->job, dbn_vec_push(&b->job.arena, &pair->beads, bead));
        }
    }
    return DBN_OK;
}

dbn_status
dbn_flow_bitext_align(dbn_bitext *b)
{
    dbn_arena *arena = &b->job.arena;
    if (b->options.is_tokenised)
        return go_together(b);
    dbn_align_pair *pairs =
        dbn_arena_alloc(arena, ((size_t)b->pairs.count + 1) * sizeof *pairs);
    if (pairs == NULL)
        return dbn_job_nomem(&b->job);
    for (uint32_t i = 0; i < b->pairs.count; i++) {
        const dbn_bitext_pair *pair = &b->pairs.items[i];
        pairs[i] = (dbn_align_pair){.source = pair->source.segments,
                                    .target = pair->target.segments,
                                    .source_count = pair->source.count,
                                    .target_count = pair->target.count};
    }
    dbn_align_input in = {.pairs = pairs,
                          .pair_count = b->pairs.count,
                          .entries = b->entries.items,
                          .entry_count = b->entries.count,
                          .source_profile = b->source_profile,
                          .target_profile = b->target_profile,
                          .wants_links = b->options.wants_lexicon};
    DBN_TRY(dbn_align_run(&b->result, &in, &b->job));
    for (uint32_t i = 0; i < b->pairs.count; i++)
        b->pairs.items[i].beads = b->result.beads[i];
    return DBN_OK;
}
