#include "flow/mark_terms.h"

#include "glossary/read.h"

typedef struct marking {
    dbn_bilingual *b;
    dbn_terms *terms;
    dbn_job *job;
    uint32_t *last; /* of each entry, the last unit that has it, from 1 */
    dbn_buffer text;
} marking;

/* The first entry of the same term that has a translation; DBN_NONE. */
static uint32_t
translated(const dbn_glossary *glossary, uint32_t entry)
{
    while (entry != DBN_NONE &&
           dbn_glossary_entry_at(glossary, entry)->translation.len == 0)
        entry = dbn_glossary_next(glossary, entry);
    return entry;
}

static dbn_status
mark(marking *m, uint32_t unit, uint32_t hit)
{
    const dbn_glossary *glossary = m->terms->glossary;
    uint32_t entry = translated(glossary, hit);
    if (entry == DBN_NONE || m->last[entry] == unit + 1)
        return DBN_OK;
    m->last[entry] = unit + 1;
    const dbn_glossary_entry *found = dbn_glossary_entry_at(glossary, entry);
    const dbn_unit_term term = {unit, found->term, found->translation};
    DBN_TRY_PUSH(m->job, dbn_vec_push(&m->job->arena, &m->b->terms, term));
    return DBN_OK;
}

/* Markup does not part the words of a term. */
static dbn_status
mark_part(marking *m, uint32_t unit, const dbn_unit_part *part)
{
    dbn_glossary_hits hits;
    m->text.count = 0;
    for (uint32_t i = part->source.beg; i < part->source.end; i++) {
        const dbn_piece *piece = &m->b->pieces.items[i];
        if (piece->kind == DBN_PIECE_TEXT)
            DBN_TRY_PUSH(m->job,
                         dbn_vec_append(&m->job->scratch, &m->text, piece->text.ptr,
                                        (uint32_t)piece->text.len));
    }
    dbn_arena_mark mark_of_hits = dbn_arena_save(&m->terms->job.arena);
    dbn_status status =
        dbn_flow_terms_hits(&hits, m->terms, (dbn_span){m->text.items, m->text.count});
    for (uint32_t i = 0; status == DBN_OK && i < hits.count; i++)
        status = mark(m, unit, hits.items[i].entry);
    dbn_arena_rewind(&m->terms->job.arena, mark_of_hits);
    return status;
}

static dbn_status
mark_all(marking *m)
{
    uint32_t count = dbn_glossary_count(m->terms->glossary);
    m->last = dbn_arena_alloc(&m->job->scratch, (count + 1) * sizeof *m->last);
    if (m->last == NULL)
        return dbn_job_nomem(m->job);
    for (uint32_t i = 0; i < m->b->units.count; i++) {
        const dbn_bilingual_unit *unit = &m->b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++)
            if (m->b->parts.items[k].is_segment)
                DBN_TRY(mark_part(m, i, &m->b->parts.items[k]));
    }
    return DBN_OK;
}

dbn_status
dbn_flow_mark_terms(dbn_bilingual *b, dbn_terms *terms, dbn_job *job)
{
    marking m = {.b = b, .terms = terms, .job = job};
    if (terms->glossary == NULL ||
        dbn_glossary_lang_fits(terms->options.lang, b->page.source_lang) == 0)
        return DBN_OK;
    dbn_arena_mark mark_of_scratch = dbn_arena_save(&job->scratch);
    dbn_status status = mark_all(&m);
    dbn_arena_rewind(&job->scratch, mark_of_scratch);
    return status;
}
