#include "flow/left.h"

static dbn_status
tell(const dbn_bilingual *b, dbn_pieces source, dbn_flow_left left,
     const dbn_flow_left_listener *to, dbn_job *job)
{
    dbn_buffer text = {0};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    for (uint32_t i = source.beg; i < source.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        if (piece->kind == DBN_PIECE_TEXT)
            DBN_TRY_PUSH(job, dbn_vec_append(&job->scratch, &text, piece->text.ptr,
                                             (uint32_t)piece->text.len));
    }
    left.text =
        dbn_span_trim((dbn_span){text.count == 0 ? "" : text.items, text.count});
    if (left.text.len > 0)
        to->tell(to->context, &left);
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}

static bool
has_any_target(const dbn_bilingual *b, const dbn_bilingual_unit *unit)
{
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        if (b->parts.items[i].has_target)
            return true;
    return false;
}

dbn_status
dbn_flow_tell_left(const dbn_bilingual *b, uint32_t index,
                   const dbn_flow_left_listener *to, dbn_job *job)
{
    const dbn_bilingual_unit *unit = &b->units.items[index];
    dbn_flow_left left = {.unit = unit, .index = index, .part = DBN_NONE};
    if (to->tell == NULL ||
        (unit->is_locked && (!unit->is_furniture || has_any_target(b, unit))))
        return DBN_OK;
    if (unit->is_furniture)
        return tell(b, dbn_bilingual_sources(b, index), left, to, job);
    for (left.part = unit->part_beg; left.part < unit->part_end; left.part++) {
        const dbn_unit_part *part = &b->parts.items[left.part];
        if (part->is_segment && !part->has_target)
            DBN_TRY(tell(b, part->source, left, to, job));
    }
    return DBN_OK;
}
