#include "flow/file_terms.h"

#include <stdlib.h>

static int
by_text(const void *first, const void *second)
{
    const dbn_unit_term *a = first, *b = second;
    int order = dbn_span_order(a->term, b->term);
    order = order != 0 ? order : dbn_span_order(a->translation, b->translation);
    return order != 0 ? order : a->unit < b->unit ? -1 : a->unit > b->unit;
}

/* A term that is past a bound is no term of the glossary either: it is passed over. */
static dbn_status
add(dbn_terms *terms, const dbn_glossary_entry *entry)
{
    dbn_error error = {0};
    dbn_status status = dbn_glossary_add(terms->glossary, entry, &error);
    if (status == DBN_ERR_SYNTAX)
        return DBN_OK;
    if (status != DBN_OK)
        terms->job.err = error;
    return status;
}

/* Does the glossary say something of the whole term? */
static dbn_status
is_known(bool *out, const dbn_glossary *glossary, dbn_span term, dbn_job *job)
{
    dbn_glossary_hits hits = {0};
    const dbn_range all = {0, (uint32_t)term.len};
    dbn_arena_mark mark = dbn_arena_save(&job->arena);
    *out = false;
    if (glossary == NULL)
        return DBN_OK;
    dbn_status status = dbn_glossary_match(&hits, glossary, term, all, job);
    *out = hits.count == 1 && hits.items[0].range.beg == 0 &&
           hits.items[0].range.end == term.len;
    dbn_arena_rewind(&job->arena, mark);
    return status;
}

static dbn_status
add_each(dbn_terms *terms, const dbn_glossary *glossary, dbn_unit_term *rows,
         uint32_t count)
{
    if (count > 1)
        qsort(rows, count, sizeof *rows, by_text);
    for (uint32_t i = 0; i < count; i++) {
        const dbn_glossary_entry entry = {.term = rows[i].term,
                                          .translation = rows[i].translation};
        bool is_again = i > 0 && dbn_span_equal(rows[i].term, rows[i - 1].term) &&
                        dbn_span_equal(rows[i].translation, rows[i - 1].translation);
        bool has_other = false;
        if (!is_again)
            DBN_TRY(is_known(&has_other, glossary, rows[i].term, &terms->job));
        if (!is_again && !has_other)
            DBN_TRY(add(terms, &entry));
    }
    return DBN_OK;
}

dbn_status
dbn_flow_file_terms(dbn_terms *out, const dbn_glossary *glossary,
                    const dbn_bilingual *b)
{
    uint32_t count = b->terms.count;
    DBN_TRY(dbn_flow_terms_language(out));
    DBN_TRY(
        dbn_glossary_new(&out->glossary, out->profile, out->morphology, &out->job.err));
    for (uint32_t i = 0; glossary != NULL && i < dbn_glossary_count(glossary); i++)
        DBN_TRY(add(out, dbn_glossary_entry_at(glossary, i)));
    if (count == 0)
        return DBN_OK;
    dbn_unit_term *rows = dbn_arena_alloc(&out->job.scratch, count * sizeof *rows);
    if (rows == NULL)
        return dbn_job_nomem(&out->job);
    memcpy(rows, b->terms.items, count * sizeof *rows);
    return add_each(out, glossary, rows, count);
}
