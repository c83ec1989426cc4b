/*
 * api/omegat.c - the files of a project of OmegaT, over write/.
 */
#include "doublon/cat.h"

#include <stdlib.h>

#include "api/gathered.h"
#include "base/message.h"
#include "flow/terms.h"
#include "write/memory.h"
#include "write/omegat.h"

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
dbn_omegat_glossary(const dbn_terms *terms, dbn_omegat_format format,
                    dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_arena arena;
    dbn_buffer text = {0};
    const dbn_span source = dbn_profile_lang(terms->profile);
    if (terms->glossary == NULL)
        return DBN_OK;
    dbn_arena_init(&arena, 0);
    dbn_status status = format == DBN_OMEGAT_TBX
                            ? dbn_write_omegat_tbx(&text, &arena, terms->glossary,
                                                   source, terms->options.target)
                            : dbn_write_omegat_terms(&text, &arena, terms->glossary);
    if (status == DBN_OK && text.count > 0)
        status = output(context, (dbn_span){text.items, text.count});
    dbn_arena_release(&arena);
    return status;
}

/* ---- memories ------------------------------------------------------------------- */

dbn_status
dbn_matches_new(dbn_matches **out)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    dbn_arena_init(&(*out)->arena, 0);
    return DBN_OK;
}

void
dbn_matches_free(dbn_matches *matches)
{
    if (matches == NULL)
        return;
    dbn_arena_release(&matches->arena);
    free(matches);
}

static dbn_status
keep(dbn_matches *m, dbn_span *text)
{
    *text = dbn_arena_copy(&m->arena, *text);
    return text->ptr == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

dbn_status
dbn_matches_gather(dbn_matches *m, const dbn_bilingual *b)
{
    for (uint32_t i = 0; i < b->matches.count; i++) {
        const dbn_unit_match *match = &b->matches.items[i];
        dbn_gathered one = {.source = match->source,
                            .target = match->target,
                            .source_lang = b->page.source_lang,
                            .target_lang = b->page.target_lang,
                            .is_whole = match->score >= 100,
                            .place = m->all.count};
        dbn_span *const texts[] = {&one.source, &one.target, &one.source_lang,
                                   &one.target_lang};
        for (int k = 0; k < 4; k++)
            DBN_TRY(keep(m, texts[k]));
        DBN_TRY(dbn_vec_push(&m->arena, &m->all, one));
    }
    return DBN_OK;
}

static int
by_text(const void *first, const void *second)
{
    const dbn_gathered *a = first, *b = second;
    if (a->is_whole != b->is_whole)
        return a->is_whole ? -1 : 1;
    int order = dbn_span_order(a->source, b->source);
    if (order == 0)
        order = dbn_span_order(a->target, b->target);
    return order != 0 ? order : a->place < b->place ? -1 : a->place > b->place;
}

static dbn_status
write_unit(dbn_buffer *out, dbn_arena *arena, const dbn_gathered *one)
{
    const dbn_memory_variant variants[] = {
        {.lang = one->source_lang, .text = one->source, .is_source = true},
        {.lang = one->target_lang, .text = one->target}};
    return dbn_write_memory_unit(
        out, arena, &(dbn_stored_unit){.variants = variants, .variant_count = 2});
}

static bool
is_same(const dbn_gathered *a, const dbn_gathered *b)
{
    return a->is_whole == b->is_whole && dbn_span_equal(a->source, b->source) &&
           dbn_span_equal(a->target, b->target);
}

static dbn_status
write_all(dbn_buffer *out, dbn_matches *m, bool is_whole)
{
    dbn_arena *arena = &m->arena;
    bool has_any = false;
    if (m->all.count > 1)
        qsort(m->all.items, m->all.count, sizeof *m->all.items, by_text);
    for (uint32_t i = 0; i < m->all.count; i++) {
        const dbn_gathered *one = &m->all.items[i];
        bool is_again = i > 0 && is_same(one - 1, one);
        if (one->is_whole != is_whole || is_again)
            continue;
        if (!has_any)
            DBN_TRY(dbn_write_memory_head(out, arena, dbn_version()));
        has_any = true;
        DBN_TRY(write_unit(out, arena, one));
    }
    return has_any ? dbn_write_memory_end(out, arena) : DBN_OK;
}

dbn_status
dbn_matches_write(dbn_matches *matches, bool is_whole,
                  dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    dbn_buffer text = {0};
    DBN_TRY(write_all(&text, matches, is_whole));
    return text.count == 0 ? DBN_OK
                           : output(context, (dbn_span){text.items, text.count});
}
