#include "write/list_fill.h"

#include <stdio.h>

#include "write/escape.h"
#include "write/json.h"
#include "write/messages.h"
#include "write/patches.h"

typedef struct filling {
    dbn_arena *arena;
    dbn_span file;
    const dbn_bilingual *b;
    dbn_patches patches;
    dbn_span line_end;
} filling;

static dbn_status
raw(const filling *f, dbn_buffer *out, dbn_span text)
{
    return dbn_json_raw(out, f->arena, text);
}

static dbn_status
patch(filling *f, dbn_range range, const dbn_buffer *text)
{
    return dbn_patches_add(
        &f->patches, f->arena, range,
        (dbn_span){text->count == 0 ? "" : text->items, text->count});
}

static dbn_range
nothing_at(uint32_t at)
{
    return (dbn_range){at, at};
}

/* The part of a unit that says who translated it. */
static const dbn_unit_part *
first_segment(const filling *f, uint32_t unit)
{
    const dbn_bilingual_unit *u = &f->b->units.items[unit];
    for (uint32_t i = u->part_beg; i < u->part_end; i++)
        if (f->b->parts.items[i].is_segment && f->b->parts.items[i].has_target)
            return &f->b->parts.items[i];
    return &f->b->parts.items[u->part_beg];
}

/* "mt apertium fr-es", "100 house.tmx". */
static dbn_status
put_origin(const filling *f, dbn_buffer *out, uint32_t unit)
{
    char head[16] = "mt ";
    const dbn_unit_part *part = first_segment(f, unit);
    bool is_engine = part->state == DBN_STATE_REVIEW && part->score == 0;
    if (part->origin.len == 0)
        return DBN_OK;
    if (!is_engine)
        (void)snprintf(head, sizeof head, "%u ", part->score);
    DBN_TRY(raw(f, out, dbn_span_of(head)));
    return dbn_write_cell(out, f->arena, part->origin);
}

static dbn_status
put_target(const filling *f, dbn_buffer *out, uint32_t unit)
{
    const dbn_bilingual_unit *u = &f->b->units.items[unit];
    for (uint32_t i = u->part_beg; i < u->part_end; i++)
        DBN_TRY(dbn_write_message_target(out, f->arena, f->b, i));
    return DBN_OK;
}

/* The file's own. */
static dbn_span
line_end_of(dbn_span file)
{
    const char *end = file.len == 0 ? NULL : memchr(file.ptr, '\n', file.len);
    bool is_long = end != NULL && end > file.ptr && end[-1] == '\r';
    return is_long ? DBN_SPAN("\r\n") : DBN_SPAN("\n");
}

/* ---- PO ----------------------------------------------------------------------------
 */

/* "#, fuzzy, c-format" without the first of them, or with it. */
static dbn_status
set_flags(filling *f, const dbn_list_place *place, bool is_fuzzy)
{
    dbn_buffer line = {0};
    dbn_span own = dbn_span_slice(f->file, place->flags);
    dbn_span rest = own.len < 2 ? own : (dbn_span){own.ptr + 2, own.len - 2};
    uint32_t count = 0;
    if (own.len == 0 && !is_fuzzy)
        return DBN_OK;
    if (is_fuzzy)
        DBN_TRY(raw(f, &line, DBN_SPAN("#, fuzzy")));
    count += is_fuzzy;
    while (rest.ptr != NULL && rest.len > 0) {
        const char *comma = memchr(rest.ptr, ',', rest.len);
        size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.ptr);
        dbn_span flag = dbn_span_trim((dbn_span){rest.ptr, len});
        len += comma != NULL;
        rest = (dbn_span){rest.ptr + len, rest.len - len};
        if (flag.len == 0 || dbn_span_equal(flag, DBN_SPAN("fuzzy")))
            continue;
        DBN_TRY(raw(f, &line, count++ == 0 ? DBN_SPAN("#, ") : DBN_SPAN(", ")));
        DBN_TRY(raw(f, &line, flag));
    }
    if (count > 0)
        DBN_TRY(raw(f, &line, f->line_end));
    return patch(f, own.len > 0 ? place->flags : nothing_at(place->head), &line);
}

static dbn_status
fill_message(filling *f, const dbn_list_place *place)
{
    dbn_buffer note = {0}, target = {0}, string = {0}, none = {0};
    const dbn_unit_part *part = first_segment(f, place->unit);
    if (part->origin.len > 0) {
        DBN_TRY(raw(f, &note, DBN_SPAN("# doublon: ")));
        DBN_TRY(put_origin(f, &note, place->unit));
        DBN_TRY(raw(f, &note, f->line_end));
        DBN_TRY(patch(f, nothing_at(place->lead), &note));
    }
    DBN_TRY(set_flags(f, place, part->state == DBN_STATE_REVIEW));
    if (place->previous.beg < place->previous.end)
        DBN_TRY(patch(f, place->previous, &none));
    DBN_TRY(put_target(f, &target, place->unit));
    DBN_TRY(dbn_write_po_string(
        &string, f->arena,
        (dbn_span){target.count == 0 ? "" : target.items, target.count}));
    return patch(f, place->target, &string);
}

dbn_status
dbn_write_po_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                  const dbn_bilingual *b, const dbn_list_places *places)
{
    filling f = {.arena = arena, .file = file, .b = b, .line_end = line_end_of(file)};
    for (uint32_t i = 0; i < places->count; i++)
        DBN_TRY(fill_message(&f, &places->items[i]));
    return dbn_patches_apply(out, arena, file, &f.patches);
}

/* ---- tables ------------------------------------------------------------------------
 */

static dbn_status
put_separators(const filling *f, dbn_buffer *out, char separator, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(dbn_vec_push(f->arena, out, separator));
    return DBN_OK;
}

/* Is the cell free for who gave the target: empty, or what such a run wrote? */
static bool
is_free(dbn_span cell)
{
    return cell.len == 0 || dbn_span_starts(cell, DBN_SPAN("mt ")) ||
           dbn_is_ascii_digit(cell.ptr[0]);
}

/* Who gave the target, in its cell or behind the row, of which `cells` are there. */
static dbn_status
fill_origin(filling *f, dbn_buffer *end, const dbn_list_place *place, uint32_t cells,
            const dbn_list_table *table)
{
    dbn_buffer origin = {0}, cell = {0};
    bool is_there = place->cells > table->origin && table->origin < table->columns;
    DBN_TRY(put_origin(f, &origin, place->unit));
    if (origin.count == 0 ||
        (is_there && !is_free(dbn_span_slice(f->file, place->origin))))
        return DBN_OK;
    DBN_TRY(dbn_write_table_cell(
        &cell, f->arena, (dbn_span){origin.items, origin.count}, table->separator));
    if (is_there)
        return patch(f, place->origin, &cell);
    uint32_t missing = cells < table->origin ? table->origin - cells : 0;
    DBN_TRY(put_separators(f, end, table->separator, missing + 1));
    return raw(f, end, (dbn_span){cell.items, cell.count});
}

/* The target in its cell, or behind the row, if that ends before; who gave it behind
 * all columns. */
static dbn_status
fill_row(filling *f, const dbn_list_place *place, const dbn_list_table *table)
{
    dbn_buffer target = {0}, cell = {0}, end = {0};
    uint32_t cells = place->cells;
    DBN_TRY(put_target(f, &target, place->unit));
    DBN_TRY(dbn_write_table_cell(
        &cell, f->arena,
        (dbn_span){target.count == 0 ? "" : target.items, target.count},
        table->separator));
    if (table->column < cells) {
        DBN_TRY(patch(f, place->target, &cell));
    } else {
        DBN_TRY(put_separators(f, &end, table->separator, table->column + 1 - cells));
        DBN_TRY(raw(f, &end, (dbn_span){cell.items, cell.count}));
        cells = table->column + 1;
    }
    DBN_TRY(fill_origin(f, &end, place, cells, table));
    return end.count == 0 ? DBN_OK : patch(f, nothing_at(place->row_end), &end);
}

dbn_status
dbn_write_table_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                     const dbn_bilingual *b, const dbn_list_places *places,
                     const dbn_list_table *table)
{
    filling f = {.arena = arena, .file = file, .b = b};
    dbn_buffer head = {0};
    if (places->count > 0 && table->origin == table->columns) {
        DBN_TRY(put_separators(&f, &head, table->separator, 1));
        DBN_TRY(raw(&f, &head, DBN_SPAN("origin")));
        DBN_TRY(patch(&f, nothing_at(table->head_end), &head));
    }
    for (uint32_t i = 0; i < places->count; i++)
        DBN_TRY(fill_row(&f, &places->items[i], table));
    return dbn_patches_apply(out, arena, file, &f.patches);
}
