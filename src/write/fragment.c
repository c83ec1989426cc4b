#include "write/fragment.h"

#include "write/escape.h"
#include "write/json.h"

static dbn_span
reference_to(char c, dbn_writing writing)
{
    if (writing == DBN_WRITTEN_AS_TEXT ||
        (writing == DBN_WRITTEN_AS_CONTENT && c == '"'))
        return DBN_SPAN("");
    if (writing != DBN_WRITTEN_AS_CONTENT && c == '\'')
        return DBN_SPAN("&#39;");
    return dbn_markup_for((unsigned char)c);
}

static dbn_status
put_escaped(dbn_buffer *out, dbn_arena *arena, dbn_span text, dbn_writing writing)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        dbn_span reference = reference_to(text.ptr[i], writing);
        if (reference.len == 0)
            continue;
        DBN_TRY(dbn_json_raw(out, arena, (dbn_span){text.ptr + from, i - from}));
        DBN_TRY(dbn_json_raw(out, arena, reference));
        from = i + 1;
    }
    return from == text.len
               ? DBN_OK
               : dbn_json_raw(out, arena, (dbn_span){text.ptr + from, text.len - from});
}

dbn_status
dbn_write_fragment(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                   dbn_pieces pieces, dbn_writing writing)
{
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        DBN_TRY(piece->kind == DBN_PIECE_TEXT
                    ? put_escaped(out, arena, piece->text, writing)
                    : dbn_json_raw(out, arena, piece->text));
    }
    return DBN_OK;
}
