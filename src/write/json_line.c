#include "write/json_line.h"

#include "base/utf8.h"
#include "write/json.h"

/* Bytes that are sent on at once, and taken in at once. */
#define PIECE ((size_t)256 * 1024)

static dbn_status
send_piece(const dbn_writer *w)
{
    if (w->send == NULL || w->out->count < PIECE)
        return DBN_OK;
    dbn_span piece = {w->out->items, w->out->count};
    w->out->count = 0;
    return w->send(w->context, piece);
}

dbn_status
dbn_json_line_parts(const dbn_writer *w, dbn_span text,
                    dbn_status (*put)(dbn_buffer *, dbn_arena *, dbn_span))
{
    for (size_t at = 0, end; at < text.len; at = end) {
        end = text.len - at > PIECE ? at + PIECE : text.len;
        while (end < text.len && end > at + 1 &&
               dbn_utf8_is_continuation(text.ptr[end]))
            end--;
        DBN_TRY(put(w->out, w->arena, (dbn_span){text.ptr + at, end - at}));
        DBN_TRY(send_piece(w));
    }
    return DBN_OK;
}

dbn_status
dbn_json_line_string(const dbn_writer *w, dbn_span text)
{
    if (text.len < PIECE) {
        DBN_TRY(dbn_json_string(w->out, w->arena, text));
        return send_piece(w);
    }
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("\"")));
    DBN_TRY(dbn_json_line_parts(w, text, dbn_json_part));
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("\""));
}

/* An address need not be UTF-8 either: it is spelt as names are. */
static dbn_status
capture_member(const dbn_writer *w, dbn_span key, dbn_span value)
{
    if (value.len == 0)
        return DBN_OK;
    DBN_TRY(dbn_json_raw(w->out, w->arena, key));
    return dbn_json_name(w->out, w->arena, value);
}

dbn_status
dbn_json_line_open(const dbn_writer *w, const dbn_json_input *input, dbn_span name)
{
    if (input->line.len == 0) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"source\":")));
        DBN_TRY(dbn_json_name(w->out, w->arena, name));
        DBN_TRY(capture_member(w, DBN_SPAN(",\"url\":"), input->url));
        DBN_TRY(capture_member(w, DBN_SPAN(",\"date\":"), input->date));
        return dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"doublon\":"));
    }
    for (uint32_t i = 0; i < input->kept_count; i++)
        DBN_TRY(dbn_json_line_parts(w, dbn_span_slice(input->line, input->kept[i]),
                                    dbn_json_passed));
    return dbn_json_raw(w->out, w->arena,
                        input->needs_comma ? DBN_SPAN(",\"doublon\":")
                                           : DBN_SPAN("\"doublon\":"));
}

dbn_status
dbn_json_line_close(const dbn_writer *w, const dbn_json_input *input)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("}")));
    if (input->line.len == 0)
        return dbn_json_raw(w->out, w->arena, DBN_SPAN("}\n"));
    dbn_span tail = {input->line.ptr + input->close, input->line.len - input->close};
    DBN_TRY(dbn_json_raw(w->out, w->arena, tail));
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("\n"));
}

dbn_status
dbn_json_line_stamps(const dbn_writer *w)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"schema\":1,\"version\":")));
    return dbn_json_string(w->out, w->arena, dbn_span_of(w->version));
}
