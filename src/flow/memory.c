/*
 * TMX into a memory, and out of it: a unit at a time.
 *
 * Where units stand as in their text, each waits until the next one is there: it is its
 * neighbour. Two arenas hold the two, in turns.
 */
#include "flow/memory.h"

#include "exchange/units.h"
#include "text/language_tag.h"
#include "write/memory.h"

/* Bytes that are written at a time. */
#define PIECE_BYTES (1U << 16)

typedef struct importing {
    dbn_memory_store *memory;
    const dbn_memory_import *import;
    dbn_memory_added *out;
    dbn_job *job;
    /* Where units are neighbours: */
    dbn_arena arenas[2];
    dbn_stored_unit waiting;
    int at; /* the arena of the one that waits */
    bool is_waiting;
    bool is_named; /* its file names neighbours of the one that waits */
} importing;

static dbn_status
add(importing *i, const dbn_stored_unit *unit)
{
    bool is_new;
    dbn_stored_unit named = *unit;
    named.origin = i->import->name;
    DBN_TRY(dbn_memory_add(&is_new, i->memory, &named, i->job));
    i->out->added += is_new;
    i->out->known += !is_new;
    return DBN_OK;
}

/* ---- neighbours ----------------------------------------------------------------- */

static dbn_span
source_of(const dbn_stored_unit *unit)
{
    for (uint32_t i = 0; i < unit->variant_count; i++)
        if (unit->variants[i].is_source)
            return unit->variants[i].text;
    return DBN_SPAN("");
}

/* A neighbour is noted as other programs note it, so that it goes out again. */
static dbn_status
note(dbn_stored_unit *unit, const char *type, dbn_span text, dbn_arena *arena)
{
    dbn_buffer notes = {0};
    DBN_TRY(dbn_vec_append(arena, &notes, unit->notes.ptr, (uint32_t)unit->notes.len));
    DBN_TRY(dbn_tmx_property(&notes, type, text, arena));
    unit->notes = (dbn_span){notes.items, notes.count};
    return DBN_OK;
}

static dbn_status
copy_unit(dbn_stored_unit *out, const dbn_stored_unit *unit, dbn_arena *arena)
{
    dbn_memory_variants all = {0};
    *out = *unit;
    DBN_TRY(dbn_arena_keep(arena, &out->attributes));
    DBN_TRY(dbn_arena_keep(arena, &out->notes));
    for (uint32_t i = 0; i < unit->variant_count; i++) {
        dbn_memory_variant one = unit->variants[i];
        dbn_span *const texts[] = {&one.lang, &one.text, &one.content, &one.attributes,
                                   &one.notes};
        for (int k = 0; k < 5; k++)
            DBN_TRY(dbn_arena_keep(arena, texts[k]));
        DBN_TRY(dbn_vec_push(arena, &all, one));
    }
    out->variants = all.items;
    return DBN_OK;
}

/* Add the one that waits, `next` behind it. */
static dbn_status
end_waiting(importing *i, dbn_span next)
{
    dbn_stored_unit *unit = &i->waiting;
    if (!i->is_waiting)
        return DBN_OK;
    if (!i->is_named) {
        unit->after = dbn_memory_context(next);
        DBN_TRY_PUSH(i->job, note(unit, "x-context-post", next, &i->arenas[i->at]));
    }
    return add(i, unit);
}

/* Let it wait for the next one. */
static dbn_status
let_wait(importing *i, const dbn_stored_unit *unit)
{
    dbn_arena *arena = &i->arenas[1 - i->at];
    dbn_stored_unit kept;
    bool is_named =
        unit->before != DBN_MEMORY_UNKNOWN || unit->after != DBN_MEMORY_UNKNOWN;
    dbn_span before = i->is_waiting ? source_of(&i->waiting) : DBN_SPAN("");
    dbn_arena_reset(arena);
    DBN_TRY_PUSH(i->job, copy_unit(&kept, unit, arena));
    if (!is_named) {
        kept.before = dbn_memory_context(before);
        DBN_TRY_PUSH(i->job, note(&kept, "x-context-pre", before, arena));
    }
    DBN_TRY(end_waiting(i, source_of(unit)));
    i->at = 1 - i->at;
    i->waiting = kept;
    i->is_waiting = true;
    i->is_named = is_named;
    return DBN_OK;
}

/* ---- the language that is wanted ------------------------------------------------- */

static bool
is_wanted(const importing *i, const dbn_memory_variant *variant)
{
    return dbn_span_equal_ascii(dbn_language_of(variant->lang),
                                dbn_language_of(i->import->target));
}

/* Where each text may be the source, the first in another language is; the language of
 * another place where there is none. */
static uint32_t
source_at(const importing *i, const dbn_stored_unit *unit)
{
    uint32_t elsewhere = DBN_NONE;
    for (uint32_t k = 0; k < unit->variant_count; k++) {
        const dbn_memory_variant *variant = &unit->variants[k];
        if (variant->is_source && !is_wanted(i, variant))
            return k;
        if (variant->is_source && elsewhere == DBN_NONE &&
            !dbn_span_equal_ascii(variant->lang, i->import->target))
            elsewhere = k;
    }
    return elsewhere;
}

/* The unit with its source and the translations that are wanted; *has_any: it has both.
 */
static dbn_status
choose(dbn_stored_unit *out, bool *has_any, importing *i, const dbn_stored_unit *unit)
{
    dbn_memory_variants kept = {0};
    uint32_t source = source_at(i, unit), translations = 0;
    for (uint32_t k = 0; k < unit->variant_count; k++) {
        bool is_translation = k != source && is_wanted(i, &unit->variants[k]);
        translations += is_translation;
        i->out->others += !is_translation && k != source;
        if (is_translation || k == source)
            DBN_TRY_PUSH(i->job,
                         dbn_vec_push(&i->job->scratch, &kept, unit->variants[k]));
    }
    *out = *unit;
    out->variants = kept.items;
    out->variant_count = kept.count;
    *has_any = source != DBN_NONE && translations > 0;
    return DBN_OK;
}

static dbn_status
take(importing *i, const dbn_stored_unit *unit)
{
    return i->import->is_ordered ? let_wait(i, unit) : add(i, unit);
}

static dbn_status
on_unit(void *context, const dbn_stored_unit *unit)
{
    importing *i = context;
    dbn_stored_unit chosen = {0};
    bool has_any = false;
    if (i->import->target.len == 0)
        return take(i, unit);
    dbn_arena_mark mark = dbn_arena_save(&i->job->scratch);
    dbn_status status = choose(&chosen, &has_any, i, unit);
    if (status == DBN_OK && has_any)
        status = take(i, &chosen);
    i->out->passed_over += status == DBN_OK && !has_any;
    dbn_arena_rewind(&i->job->scratch, mark);
    return status;
}

/* ---- in ------------------------------------------------------------------------- */

static dbn_status
import_units(importing *i)
{
    dbn_tmx_stream stream = {.read = i->import->read,
                             .read_context = i->import->context,
                             .on_unit = on_unit,
                             .unit_context = i};
    DBN_TRY(dbn_tmx_stream_read(&stream, i->job));
    DBN_TRY(end_waiting(i, DBN_SPAN("")));
    i->out->passed_over += stream.passed_over;
    return dbn_memory_commit(i->memory, i->job);
}

dbn_status
dbn_flow_memory_import(dbn_memory_added *out, dbn_memory_store *memory,
                       const dbn_memory_import *import, dbn_job *job)
{
    importing i = {.memory = memory, .import = import, .out = out, .job = job};
    *out = (dbn_memory_added){0};
    DBN_TRY(dbn_memory_begin(memory));
    dbn_arena_init(&i.arenas[0], 0);
    dbn_arena_init(&i.arenas[1], 0);
    dbn_status status = import_units(&i);
    dbn_arena_release(&i.arenas[0]);
    dbn_arena_release(&i.arenas[1]);
    if (status != DBN_OK) {
        dbn_memory_rollback(memory);
        *out = (dbn_memory_added){0};
    }
    return status;
}

/* ---- out ------------------------------------------------------------------------ */

typedef struct exporting {
    dbn_status (*output)(void *context, dbn_span bytes);
    void *context;
    dbn_buffer text;
    dbn_job *job;
} exporting;

static dbn_status
put_out(exporting *e)
{
    dbn_span bytes = {e->text.items, e->text.count};
    e->text.count = 0;
    return bytes.len == 0 ? DBN_OK : e->output(e->context, bytes);
}

static dbn_status
export_unit(void *context, const dbn_stored_unit *unit)
{
    exporting *e = context;
    DBN_TRY_PUSH(e->job, dbn_write_memory_unit(&e->text, &e->job->arena, unit));
    return e->text.count < PIECE_BYTES ? DBN_OK : put_out(e);
}

dbn_status
dbn_flow_memory_export(dbn_memory_store *memory,
                       dbn_status (*output)(void *context, dbn_span bytes),
                       void *context, const char *version, dbn_job *job)
{
    exporting e = {.output = output, .context = context, .job = job};
    DBN_TRY_PUSH(job, dbn_write_memory_head(&e.text, &job->arena, version));
    DBN_TRY(dbn_memory_walk(memory, export_unit, &e, job));
    DBN_TRY_PUSH(job, dbn_write_memory_end(&e.text, &job->arena));
    return put_out(&e);
}
