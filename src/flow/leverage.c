#include "flow/leverage.h"

typedef struct leveraging {
    dbn_bilingual *b;
    dbn_memory_store *memory;
    dbn_job *job;
    bool maps_codes;
    DBN_VEC(uint32_t) parts; /* the segments, in the order of the page */
    DBN_VEC(dbn_span) texts; /* of each */

} leveraging;

static dbn_status
take_text(dbn_span *out, const leveraging *l, dbn_pieces pieces)
{
    dbn_buffer text = {0};
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &l->b->pieces.items[i];
        if (dbn_piece_parts_words(piece, text.items, text.count))
            DBN_TRY(dbn_vec_append(&l->job->arena, &text, " ", 1));
        if (piece->kind == DBN_PIECE_TEXT)
            DBN_TRY(dbn_vec_append(&l->job->arena, &text, piece->text.ptr,
                                   (uint32_t)piece->text.len));
    }
    *out = (dbn_span){text.count == 0 ? "" : text.items, text.count};
    return DBN_OK;
}

static dbn_status
take_segments(leveraging *l)
{
    dbn_arena *arena = &l->job->arena;
    for (uint32_t i = 0; i < l->b->units.count; i++) {
        const dbn_bilingual_unit *unit = &l->b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++) {
            dbn_span text;
            if (!l->b->parts.items[k].is_segment)
                continue;
            DBN_TRY(take_text(&text, l, l->b->parts.items[k].source));
            DBN_TRY(dbn_vec_push(arena, &l->parts, k));
            DBN_TRY(dbn_vec_push(arena, &l->texts, text));
        }
    }
    return DBN_OK;
}

static bool
has_codes(const leveraging *l, uint32_t part)
{
    const dbn_pieces source = l->b->parts.items[part].source;
    for (uint32_t i = source.beg; i < source.end; i++)
        if (l->b->pieces.items[i].kind != DBN_PIECE_TEXT)
            return true;
    return false;
}

static dbn_status
look_up(leveraging *l, const dbn_memory_query *like, uint32_t at)
{
    dbn_memory_matches found;
    dbn_memory_query query = *like;
    bool is_last = at + 1 == l->texts.count;
    query.text = l->texts.items[at];
    query.has_codes = has_codes(l, l->parts.items[at]);
    if (query.has_codes && l->maps_codes && query.least > DBN_MEMORY_SCORE_MIN)
        query.least -= DBN_MEMORY_PENALTY_CODES;
    query.before = at == 0 ? DBN_SPAN("") : l->texts.items[at - 1];
    query.after = is_last ? DBN_SPAN("") : l->texts.items[at + 1];
    DBN_TRY(dbn_memory_search(&found, l->memory, &query, l->job));
    for (uint32_t i = 0; i < found.count; i++) {
        const dbn_memory_match *m = &found.items[i];
        const dbn_unit_match match = {.part = l->parts.items[at],
                                      .score = m->score,
                                      .source = m->source,
                                      .target = m->target,
                                      .origin = m->origin,
                                      .source_content = m->source_content,
                                      .target_content = m->target_content};
        DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->arena, &l->b->matches, match));
    }
    return DBN_OK;
}

dbn_status
dbn_flow_leverage(dbn_bilingual *b, dbn_memory_store *memory,
                  const dbn_memory_query *like, bool maps_codes, dbn_job *job)
{
    leveraging l = {.b = b, .memory = memory, .job = job, .maps_codes = maps_codes};
    DBN_TRY_PUSH(job, take_segments(&l));
    for (uint32_t i = 0; i < l.parts.count; i++)
        DBN_TRY(look_up(&l, like, i));
    return DBN_OK;
}
