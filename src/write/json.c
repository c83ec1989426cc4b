#include "write/json.h"

static const char hex_digits[] = "0123456789abcdef";

dbn_status
dbn_json_raw(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    if (text.len > UINT32_MAX / 2)
        return DBN_ERR_NOMEM;
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

/* Bytes that may need an escape: controls, quote, backslash, DEL, and E2, with which
 * U+2028 begins. */
static bool
is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != 0xE2 && c != 0x7F;
}

static size_t
plain_run(dbn_span text, size_t at)
{
    while (at < text.len && is_plain((unsigned char)text.ptr[at]))
        at++;
    return at;
}

/* The escape of the character at `at`, and how many bytes of it were taken. */
static dbn_span
escape_at(dbn_span text, size_t at, char room[6], size_t *taken)
{
    unsigned char c = (unsigned char)text.ptr[at];
    *taken = 1;
    switch (c) {
    case '"':
        return DBN_SPAN("\\\"");
    case '\\':
        return DBN_SPAN("\\\\");
    case '\n':
        return DBN_SPAN("\\n");
    case '\r':
        return DBN_SPAN("\\r");
    case '\t':
        return DBN_SPAN("\\t");
    case 0xE2:
        if (text.len - at >= 3 && memcmp(text.ptr + at, "\xE2\x80\xA8", 3) == 0) {
            *taken = 3;
            return DBN_SPAN("\\u2028");
        }
        if (text.len - at >= 3 && memcmp(text.ptr + at, "\xE2\x80\xA9", 3) == 0) {
            *taken = 3;
            return DBN_SPAN("\\u2029");
        }
        return (dbn_span){text.ptr + at, 1};
    default:
        memcpy(room, "\\u00", 4);
        room[4] = hex_digits[c >> 4];
        room[5] = hex_digits[c & 15];
        return (dbn_span){room, 6};
    }
}

dbn_status
dbn_json_string(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    if (text.len > UINT32_MAX / 4)
        return DBN_ERR_NOMEM;
    if (!dbn_vec_reserve(arena, out, (uint32_t)text.len + 2))
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_vec_push(arena, out, '"'));
    for (size_t at = 0; at < text.len;) {
        size_t end = plain_run(text, at);
        DBN_TRY(dbn_vec_append(arena, out, text.ptr + at, (uint32_t)(end - at)));
        if (end == text.len)
            break;
        char room[6];
        size_t taken;
        dbn_span escape = escape_at(text, end, room, &taken);
        DBN_TRY(dbn_vec_append(arena, out, escape.ptr, (uint32_t)escape.len));
        at = end + taken;
    }
    return dbn_vec_push(arena, out, '"');
}

dbn_status
dbn_json_number(dbn_buffer *out, dbn_arena *arena, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    return dbn_vec_append(arena, out, digits + at, (uint32_t)(sizeof digits - at));
}

dbn_status
dbn_json_hex(dbn_buffer *out, dbn_arena *arena, dbn_span bytes)
{
    if (bytes.len > UINT32_MAX / 4 ||
        !dbn_vec_reserve(arena, out, (uint32_t)bytes.len * 2 + 2))
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_vec_push(arena, out, '"'));
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        DBN_TRY(dbn_vec_push(arena, out, hex_digits[c >> 4]));
        DBN_TRY(dbn_vec_push(arena, out, hex_digits[c & 15]));
    }
    return dbn_vec_push(arena, out, '"');
}
