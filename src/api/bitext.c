/*
 * api/bitext.c - doublon/bitext.h over flow/.
 */
#include "doublon/bitext.h"

#include "exchange/srx.h"
#include "exchange/units.h"
#include "flow/bitext.h"
#include "flow/doc.h"
#include "write/bitext.h"
#include "write/srx.h"

#include <stdlib.h>

/* What a sure link weighs in a lexicon. */
#define DBN_LEXICON_SCALE 20.0F

/* Languages that one file of rules is written for: more than there are profiles. */
#define DBN_SRX_LANGUAGES_MAX 64

const dbn_segment *
dbn_doc_segments(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.segments.count;
    return doc->document.segments.items;
}

const dbn_range *
dbn_doc_tokens(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.tokens.count;
    return doc->document.tokens.items;
}

/* ---- rules of sentences -------------------------------------------------------- */

dbn_status
dbn_engine_take_srx(dbn_engine *engine, dbn_span bytes, const char *name,
                    dbn_error *error)
{
    dbn_breaks *breaks;
    DBN_TRY(dbn_srx_read(&breaks, bytes, name, error));
    dbn_breaks_free(engine->breaks);
    engine->breaks = breaks;
    return DBN_OK;
}

/* The profiles of all languages, or the one of `lang`. */
static uint32_t
list_profiles(const dbn_profile *out[DBN_SRX_LANGUAGES_MAX],
              const dbn_profiles *profiles, dbn_span lang)
{
    uint32_t count = 0;
    if (lang.len > 0) {
        out[0] = dbn_profiles_find(profiles, lang);
        return dbn_span_equal(dbn_profile_lang(out[0]), DBN_SPAN("und")) ? 0 : 1;
    }
    for (dbn_span code; count < DBN_SRX_LANGUAGES_MAX &&
                        (code = dbn_profiles_language(profiles, count)).len > 0;)
        out[count++] = dbn_profiles_find(profiles, code);
    return count;
}

dbn_status
dbn_engine_write_srx(const dbn_engine *engine, dbn_span lang,
                     dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    const dbn_profile *profiles[DBN_SRX_LANGUAGES_MAX];
    uint32_t count = list_profiles(profiles, engine->profiles, lang);
    if (count == 0)
        return DBN_ERR_USAGE;
    dbn_buffer out = {0};
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    dbn_status status = dbn_write_srx(&out, &arena, profiles, count);
    if (status == DBN_OK)
        status = output(context, (dbn_span){out.items, out.count});
    dbn_arena_release(&arena);
    return status;
}

/* ---- memories ------------------------------------------------------------------ */

dbn_status
dbn_memory_read(dbn_span tmx, dbn_memory_reading *reading, dbn_error *error)
{
    dbn_tmx_units units;
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_status status = dbn_tmx_units_read(&units, tmx, reading->source_lang,
                                           reading->target_lang, &job);
    reading->passed_over = units.passed_over;
    if (status != DBN_OK && error != NULL)
        *error = job.err;
    for (uint32_t i = 0; i < units.items.count && status == DBN_OK; i++) {
        const dbn_tmx_unit *one = &units.items.items[i];
        status = reading->unit(reading->context,
                               &(dbn_memory_unit){one->source, one->target, one->line});
    }
    dbn_job_release(&job);
    return status;
}

/* ---- pairs ------------------------------------------------------------------------
 */

dbn_status
dbn_bitext_new(dbn_bitext **out, const dbn_engine *engine,
               const dbn_bitext_options *options)
{
    *out = NULL;
    dbn_bitext *bitext = malloc(sizeof *bitext);
    if (bitext == NULL)
        return DBN_ERR_NOMEM;
    dbn_status status = dbn_flow_bitext_init(bitext, engine, options);
    if (status != DBN_OK) {
        dbn_bitext_free(bitext);
        return status;
    }
    *out = bitext;
    return DBN_OK;
}

void
dbn_bitext_free(dbn_bitext *bitext)
{
    if (bitext == NULL)
        return;
    dbn_flow_bitext_release(bitext);
    free(bitext);
}

dbn_status
dbn_bitext_add(dbn_bitext *bitext, const dbn_input *source, const dbn_input *target)
{
    return dbn_flow_bitext_add(bitext, source, target);
}

dbn_status
dbn_bitext_add_lexicon(dbn_bitext *bitext, dbn_span lines, bool is_reversed,
                       uint64_t *broken)
{
    return dbn_flow_bitext_lexicon(bitext, lines, is_reversed, broken);
}

dbn_status
dbn_bitext_add_dictionary(dbn_bitext *bitext, dbn_span index, dbn_span dictionary,
                          bool is_reversed)
{
    return dbn_flow_bitext_dictionary(bitext, index, dictionary, is_reversed);
}

dbn_status
dbn_bitext_add_lines(dbn_bitext *bitext, const dbn_input *file,
                     const dbn_bitext_names *names, dbn_bitext_broken *broken)
{
    return dbn_flow_bitext_lines(bitext, file, names, broken);
}

uint32_t
dbn_bitext_count(const dbn_bitext *bitext)
{
    return bitext->pairs.count;
}

dbn_status
dbn_bitext_align(dbn_bitext *bitext)
{
    return dbn_flow_bitext_align(bitext);
}

const dbn_bead *
dbn_bitext_beads(const dbn_bitext *bitext, uint32_t pair, uint32_t *count)
{
    *count = pair < bitext->pairs.count ? bitext->pairs.items[pair].beads.count : 0;
    return *count == 0 ? NULL : bitext->pairs.items[pair].beads.items;
}

dbn_status
dbn_bitext_link_words(dbn_bitext *bitext, dbn_symmetry symmetry)
{
    return dbn_flow_bitext_link(bitext, symmetry);
}

const dbn_word_link *
dbn_bitext_links(const dbn_bitext *bitext, uint32_t pair, uint32_t bead,
                 uint32_t *count)
{
    const dbn_linked *linked = &bitext->linked;
    *count = 0;
    if (linked->first == NULL || pair >= bitext->pairs.count ||
        bead >= bitext->pairs.items[pair].beads.count)
        return NULL;
    uint32_t at = bitext->pairs.items[pair].first_link + bead;
    *count = linked->first[at + 1] - linked->first[at];
    return *count == 0 ? NULL : linked->links.items + linked->first[at];
}

dbn_span
dbn_bitext_seems(const dbn_bitext *bitext, uint32_t pair, bool is_target)
{
    if (pair >= bitext->pairs.count)
        return (dbn_span){"", 0};
    const dbn_bitext_pair *p = &bitext->pairs.items[pair];
    dbn_span seems = is_target ? p->target.seems : p->source.seems;
    return seems.len == 0 ? (dbn_span){"", 0} : seems;
}

uint32_t
dbn_bitext_confidence(const dbn_bitext *bitext, uint32_t pair)
{
    uint64_t sum = 0, letters = 0;
    if (pair >= bitext->pairs.count)
        return 0;
    const dbn_bitext_pair *p = &bitext->pairs.items[pair];
    for (uint32_t i = 0; i < p->beads.count; i++) {
        const dbn_bead *bead = &p->beads.items[i];
        uint64_t here = 0;
        for (uint32_t k = bead->source.beg; k < bead->source.end; k++)
            here += p->source.segments[k].len;
        for (uint32_t k = bead->target.beg; k < bead->target.end; k++)
            here += p->target.segments[k].len;
        letters += here;
        if (bead->source.beg < bead->source.end && bead->target.beg < bead->target.end)
            sum += here * bead->confidence;
    }
    return letters == 0 ? 1000 : (uint32_t)(sum / letters);
}

static dbn_bitext_side
side_of(const dbn_bitext_text *text, dbn_span lang, const dbn_bitext_tokens *tokens,
        uint32_t first)
{
    return (dbn_bitext_side){.name = text->name,
                             .lang = lang,
                             .segments = text->segments,
                             .ranges = text->ranges,
                             .tokens = tokens->tokens.items,
                             .first_token = tokens->first.items == NULL
                                                ? NULL
                                                : tokens->first.items + first};
}

dbn_status
dbn_bitext_write(dbn_bitext *bitext, uint32_t pair, dbn_bitext_format format,
                 dbn_bitext_place place,
                 dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_buffer buffer = {0};
    const dbn_bitext_pair *p = &bitext->pairs.items[pair];
    dbn_bitext_page page = {
        .source = side_of(&p->source, bitext->options.source_lang, &bitext->source,
                          p->first_link),
        .target = side_of(&p->target, bitext->options.target_lang, &bitext->target,
                          p->first_link),
        .beads = p->beads.items,
        .bead_count = p->beads.count,
        .version = dbn_version(),
        .links = bitext->linked.links.items,
        .first_link =
            bitext->linked.first == NULL ? NULL : bitext->linked.first + p->first_link,
        .first = place.is_first,
        .last = place.is_last,
        .ui = bitext->options.ui,
        .number = pair + 1,
    };
    dbn_arena_mark mark = dbn_arena_save(&bitext->job.scratch);
    dbn_status status = dbn_write_bitext(&buffer, &bitext->job.scratch, &page, format);
    status = status != DBN_OK ? dbn_job_nomem(&bitext->job)
                              : output(context, (dbn_span){buffer.items, buffer.count});
    dbn_arena_rewind(&bitext->job.scratch, mark);
    return status;
}

dbn_status
dbn_bitext_write_lexicon(dbn_bitext *bitext,
                         dbn_status (*output)(void *context, dbn_span bytes),
                         void *context)
{
    for (uint32_t i = 0; i < bitext->result.links.count; i++) {
        const dbn_align_link *link = &bitext->result.links.items[i];
        char line[256];
        int len = snprintf(line, sizeof line, "%.*s\t%.*s\t%d\n", (int)link->source.len,
                           link->source.ptr, (int)link->target.len, link->target.ptr,
                           (int)(link->p * DBN_LEXICON_SCALE + 0.5F));
        if (len > 0 && (size_t)len < sizeof line)
            DBN_TRY(output(context, (dbn_span){line, (size_t)len}));
    }
    return DBN_OK;
}

const dbn_error *
dbn_bitext_error(const dbn_bitext *bitext)
{
    return &bitext->job.err;
}
