/*
 * A message is cut as a sentence of a page is: write/messages.h says what it looks
 * like.
 */
#include "flow/list.h"

#include "flow/cut.h"
#include "write/list_fill.h"

bool
dbn_flow_list_is_open(const dbn_catalog_entry *message)
{
    const dbn_range previous = message->place.previous;
    return message->target.len == 0 ||
           (message->is_fuzzy && previous.beg < previous.end);
}

/* ---- what they are -----------------------------------------------------------------
 */

static bool
ends_as(dbn_span name, const char *const *suffixes)
{
    for (size_t i = 0; suffixes[i] != NULL; i++) {
        dbn_span suffix = dbn_span_of(suffixes[i]);
        if (name.len > suffix.len &&
            dbn_span_equal_ascii(
                (dbn_span){name.ptr + name.len - suffix.len, suffix.len}, suffix))
            return true;
    }
    return false;
}

bool
dbn_flow_list_is_plain(const dbn_catalog *catalog)
{
    static const char *const texts[] = {".txt", ".text", ".md", NULL},
                             *const pages[] = {".html", ".htm", ".xhtml", NULL};
    if (ends_as(catalog->original, texts) || ends_as(catalog->original, pages))
        return ends_as(catalog->original, texts);
    for (uint32_t i = 0; i < catalog->messages.count; i++) {
        dbn_span source = catalog->messages.items[i].source;
        if (source.len > 0 && (memchr(source.ptr, '<', source.len) != NULL ||
                               memchr(source.ptr, '&', source.len) != NULL))
            return false;
    }
    return true;
}

/* ---- units -------------------------------------------------------------------------
 */

static dbn_status
cut(dbn_bilingual *b, dbn_span text, bool is_plain, dbn_job *job)
{
    dbn_cutting c = {.out = b, .job = job, .text = text};
    const dbn_range all = {0, (uint32_t)text.len};
    dbn_cut_begin(&c, DBN_CUT_BLOCK);
    if (is_plain)
        return dbn_cut_plain(&c, text, true);
    DBN_TRY(dbn_cut_add_sentence(&c, all));
    return dbn_cut_markup(&c, all);
}

static dbn_status
add_unit(dbn_bilingual *b, const dbn_catalog_entry *message, bool is_plain,
         dbn_job *job)
{
    dbn_bilingual_unit unit = {.role = dbn_role_span(DBN_ROLE_PARAGRAPH),
                               .line = message->line,
                               .part_beg = b->parts.count,
                               .writing = is_plain ? DBN_WRITTEN_AS_TEXT
                                                   : DBN_WRITTEN_AS_CONTENT,
                               .is_locked = !dbn_flow_list_is_open(message)};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    DBN_TRY(cut(b, message->source, is_plain, job));
    dbn_arena_rewind(&job->scratch, mark);
    if (b->parts.count == unit.part_beg) /* a unit has a part */
        DBN_TRY_PUSH(job, dbn_bilingual_add_part(b, &job->arena, false));
    unit.part_end = b->parts.count;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &b->units, unit));
    return DBN_OK;
}

dbn_status
dbn_flow_list_read(dbn_bilingual *out, const dbn_catalog *catalog, bool is_plain,
                   dbn_job *job)
{
    *out = (dbn_bilingual){.page = {.original = catalog->original,
                                    .charset = DBN_SPAN("utf-8"),
                                    .source_lang = catalog->source_lang,
                                    .target_lang = catalog->target_lang}};
    for (uint32_t i = 0; i < catalog->messages.count; i++)
        DBN_TRY(add_unit(out, &catalog->messages.items[i], is_plain, job));
    return DBN_OK;
}

/* ---- back into the file ------------------------------------------------------------
 */

static bool
is_filled(const dbn_bilingual_unit *unit, const bool *is_new)
{
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        if (is_new[i])
            return true;
    return false;
}

dbn_status
dbn_flow_list_fill(dbn_buffer *out, const dbn_bilingual *b, const dbn_catalog *catalog,
                   dbn_span file, const bool *is_new, dbn_arena *arena)
{
    dbn_list_places places = {0};
    const dbn_list_table table = {catalog->separator, catalog->column, catalog->columns,
                                  catalog->origin, catalog->head_end};
    for (uint32_t i = 0; i < catalog->messages.count; i++) {
        const dbn_catalog_place *place = &catalog->messages.items[i].place;
        const dbn_list_place one = {.unit = i,
                                    .target = place->target,
                                    .flags = place->flags,
                                    .previous = place->previous,
                                    .lead = place->lead,
                                    .head = place->head,
                                    .row_end = place->row_end,
                                    .cells = place->cells,
                                    .origin = place->origin};
        if (is_filled(&b->units.items[i], is_new))
            DBN_TRY(dbn_vec_push(arena, &places, one));
    }
    return catalog->separator == '\0'
               ? dbn_write_po_fill(out, arena, file, b, &places)
               : dbn_write_table_fill(out, arena, file, b, &places, &table);
}
