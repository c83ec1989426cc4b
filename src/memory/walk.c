/*
 * All units of a memory, as they came, and how many there are.
 */
#include <stdlib.h>

#include "memory/inside.h"

/* ---- walking -------------------------------------------------------------------- */

/* Those of one unit; spans are borrowed from copies in the scratch. */
static dbn_status
take_variants(dbn_memory_variants *out, dbn_memory_store *memory, int64_t first,
              int64_t count, dbn_arena *arena)
{
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(dbn_memory_ask_for(&rows, memory, DBN_ASK_VARIANTS));
    dbn_statement_bind_number(rows, 1, first);
    dbn_statement_bind_number(rows, 2, first + count);
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        const dbn_memory_tag *tag =
            dbn_memory_tag_of(memory, dbn_statement_number(rows, 0));
        dbn_memory_variant one = {.is_source = dbn_statement_number(rows, 1) != 0};
        dbn_span *const texts[] = {&one.text, &one.content, &one.attributes,
                                   &one.notes};
        bool is_kept = true;
        for (int i = 0; i < 4; i++) {
            dbn_span column = dbn_statement_text(rows, 2 + i);
            if (column.ptr != NULL)
                *texts[i] = dbn_arena_copy(arena, column);
            is_kept &= column.ptr == NULL || texts[i]->ptr != NULL;
        }
        if (tag != NULL)
            one.lang = tag->tag;
        if (!is_kept || dbn_vec_push(arena, out, one) != DBN_OK) {
            status = dbn_memory_nomem(memory);
            break;
        }
    }
    dbn_statement_reset(rows);
    return status;
}

static dbn_status
take_unit(dbn_memory_store *memory, const dbn_statement *row,
          dbn_status (*on_unit)(void *context, const dbn_stored_unit *unit),
          void *context, dbn_arena *scratch)
{
    dbn_memory_variants all = {0};
    DBN_TRY(take_variants(&all, memory, dbn_statement_number(row, 0),
                          dbn_statement_number(row, 1), scratch));
    const dbn_stored_unit unit = {.variants = all.items,
                                  .variant_count = all.count,
                                  .before = (uint64_t)dbn_statement_number(row, 2),
                                  .after = (uint64_t)dbn_statement_number(row, 3),
                                  .origin = dbn_statement_text(row, 4),
                                  .attributes = dbn_statement_text(row, 5),
                                  .notes = dbn_statement_text(row, 6)};
    return on_unit(context, &unit);
}

static dbn_status
walk(dbn_memory_store *memory,
     dbn_status (*on_unit)(void *context, const dbn_stored_unit *unit), void *context,
     dbn_job *job)
{
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(dbn_memory_ask_for(&rows, memory, DBN_ASK_UNITS));
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        dbn_arena_mark mark = dbn_arena_save(&job->scratch);
        status = take_unit(memory, rows, on_unit, context, &job->scratch);
        dbn_arena_rewind(&job->scratch, mark);
        if (status != DBN_OK)
            break;
    }
    dbn_statement_reset(rows);
    return status;
}

dbn_status
dbn_memory_walk(dbn_memory_store *memory,
                dbn_status (*on_unit)(void *context, const dbn_stored_unit *unit),
                void *context, dbn_job *job)
{
    DBN_TRY(dbn_memory_look(memory));
    dbn_status status = walk(memory, on_unit, context, job);
    dbn_memory_look_away(memory);
    return status;
}

/* ---- counting ------------------------------------------------------------------- */

static int
by_tag(const void *first, const void *second)
{
    return dbn_span_order(((const dbn_memory_language *)first)->lang,
                          ((const dbn_memory_language *)second)->lang);
}

static dbn_status
count_languages(dbn_memory_stats *out, dbn_memory_store *memory, dbn_job *job)
{
    dbn_statement *rows;
    bool has_row;
    DBN_VEC(dbn_memory_language) all = {0};
    DBN_TRY(dbn_memory_ask_for(&rows, memory, DBN_ASK_LANGUAGES));
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        const dbn_memory_tag *tag =
            dbn_memory_tag_of(memory, dbn_statement_number(rows, 0));
        const dbn_memory_language one = {
            .lang = tag == NULL ? DBN_SPAN("und") : tag->tag,
            .variants = (uint64_t)dbn_statement_number(rows, 1),
            .sources = (uint64_t)dbn_statement_number(rows, 2)};
        if (dbn_vec_push(&job->arena, &all, one) != DBN_OK) {
            status = dbn_job_nomem(job);
            break;
        }
    }
    dbn_statement_reset(rows);
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, by_tag);
    out->languages = all.items;
    out->language_count = all.count;
    return status;
}

static dbn_status
count(dbn_memory_stats *out, dbn_memory_store *memory, dbn_job *job)
{
    int64_t contexts = 0;
    *out = (dbn_memory_stats){.units = (uint64_t)(memory->unit - 1)};
    DBN_TRY(
        dbn_sql_number(&contexts, memory->sql,
                       "SELECT count(*) FROM unit WHERE before != 0 OR after != 0"));
    out->contexts = (uint64_t)contexts;
    DBN_TRY(dbn_sql_size(&out->bytes, memory->sql));
    return count_languages(out, memory, job);
}

dbn_status
dbn_memory_count(dbn_memory_stats *out, dbn_memory_store *memory, dbn_job *job)
{
    DBN_TRY(dbn_memory_look(memory));
    dbn_status status = count(out, memory, job);
    dbn_memory_look_away(memory);
    return status;
}
