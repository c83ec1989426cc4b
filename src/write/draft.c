#include "write/draft.h"

#include <stdio.h>

#include "text/cell.h"
#include "write/escape.h"
#include "write/json.h"

/* Texts come from anybody, and spreadsheets reckon with formulas. */
static dbn_status
put_cell(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    if (dbn_cell_is_formula(text))
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("'")));
    return dbn_write_cell(out, arena, text);
}

static dbn_status
put_pieces(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b, dbn_pieces pieces)
{
    dbn_buffer text = {0};
    for (uint32_t i = pieces.beg; i < pieces.end; i++)
        if (b->pieces.items[i].kind == DBN_PIECE_TEXT)
            DBN_TRY(dbn_json_raw(&text, arena, b->pieces.items[i].text));
    return put_cell(out, arena, (dbn_span){text.items, text.count});
}

static dbn_status
put_line(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b, uint32_t unit,
         uint32_t part)
{
    char name[32];
    const dbn_unit_part *p = &b->parts.items[part];
    int len = snprintf(name, sizeof name, "u%u/s%u\t", unit + 1,
                       part - b->units.items[unit].part_beg + 1);
    DBN_TRY(dbn_json_raw(out, arena, (dbn_span){name, (size_t)len}));
    DBN_TRY(put_pieces(out, arena, b, p->source));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\t")));
    if (p->has_target)
        DBN_TRY(put_pieces(out, arena, b, p->target));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\t")));
    DBN_TRY(put_cell(out, arena, p->has_target ? p->origin : DBN_SPAN("")));
    return dbn_json_raw(out, arena, DBN_SPAN("\n"));
}

dbn_status
dbn_write_draft(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("id\tsource\ttarget\torigin\n")));
    for (uint32_t i = 0; i < b->units.count; i++) {
        const dbn_bilingual_unit *unit = &b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++)
            if (b->parts.items[k].is_segment)
                DBN_TRY(put_line(out, arena, b, i, k));
    }
    return DBN_OK;
}
