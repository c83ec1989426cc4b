#include "write/escape.h"

#include "base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

dbn_span
dbn_markup_for(uint32_t code)
{
    switch (code) {
    case '&':
        return DBN_SPAN("&amp;");
    case '<':
        return DBN_SPAN("&lt;");
    case '>':
        return DBN_SPAN("&gt;");
    case '"':
        return DBN_SPAN("&quot;");
    default:
        return DBN_SPAN("");
    }
}

/* What stands for a character; itself, mostly. */
static dbn_span
xml_for(dbn_span sign, uint32_t code)
{
    dbn_span markup = dbn_markup_for(code);
    if (markup.len > 0)
        return markup;
    if (code == 0xFFFE || code == 0xFFFF)
        return DBN_SPAN(REPLACEMENT);
    return code < 0x20 ? DBN_SPAN(" ") : sign;
}

/* How many characters of ASCII stand for themselves, from `at` on. */
static uint32_t
plain_len(dbn_span text, uint32_t at)
{
    uint32_t end = at;
    while (end < text.len && (unsigned char)text.ptr[end] >= ' ' &&
           (unsigned char)text.ptr[end] < 0x80 &&
           dbn_markup_for((unsigned char)text.ptr[end]).len == 0)
        end++;
    return end - at;
}

dbn_status
dbn_write_xml(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    size_t bad = dbn_utf8_invalid_at(text, 0);
    for (uint32_t at = 0, len; at < text.len; at += len) {
        dbn_span put = DBN_SPAN(REPLACEMENT);
        len = plain_len(text, at);
        if (len > 0) {
            put = (dbn_span){text.ptr + at, len};
        } else if (at == bad) {
            len = 1;
            bad = dbn_utf8_invalid_at(text, at + 1);
        } else {
            uint32_t code = dbn_utf8_decode(text, at, &len);
            put = xml_for((dbn_span){text.ptr + at, len}, code);
        }
        DBN_TRY(dbn_vec_append(arena, out, put.ptr, (uint32_t)put.len));
    }
    return DBN_OK;
}

dbn_status
dbn_write_cell(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = dbn_is_ascii_space(text.ptr[i]) ? ' ' : text.ptr[i];
        DBN_TRY(dbn_vec_push(arena, out, c));
    }
    return DBN_OK;
}

dbn_status
dbn_write_escaped(dbn_buffer *out, dbn_arena *arena, dbn_span text,
                  dbn_span (*of)(char c))
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        dbn_span escaped = of(text.ptr[i]);
        if (escaped.len == 0)
            continue;
        DBN_TRY(dbn_vec_append(arena, out, text.ptr + from, (uint32_t)(i - from)));
        DBN_TRY(dbn_vec_append(arena, out, escaped.ptr, (uint32_t)escaped.len));
        from = i + 1;
    }
    return from == text.len ? DBN_OK
                            : dbn_vec_append(arena, out, text.ptr + from,
                                             (uint32_t)(text.len - from));
}
