#include "write/json.h"

#include "base/utf8.h"

static const char hex_digits[] = "0123456789abcdef";

dbn_status
dbn_json_raw(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    if (text.len > UINT32_MAX / 2)
        return DBN_ERR_NOMEM;
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Has one of eight bytes the value 0? The classic test: a borrow out of a byte that
 * had no high bit. */
static uint64_t
zero_bytes(uint64_t eight)
{
    return (eight - EACH_BYTE(1)) & ~eight & EACH_BYTE(0x80);
}

/* No control, quote, backslash, DEL among eight bytes, and neither C2 nor E2, with
 * which line ends of Unicode begin. May say no for a byte it should not mind; never yes
 * wrongly. */
static bool
are_plain(const char *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    uint64_t controls = (eight - EACH_BYTE(0x20)) & ~eight & EACH_BYTE(0x80);
    return (controls | zero_bytes(eight ^ EACH_BYTE('"')) |
            zero_bytes(eight ^ EACH_BYTE('\\')) | zero_bytes(eight ^ EACH_BYTE(0x7F)) |
            zero_bytes(eight ^ EACH_BYTE(0xC2)) |
            zero_bytes(eight ^ EACH_BYTE(0xE2))) == 0;
}

/* Bytes of U+0085, U+2028 or U+2029 at `at`; 0 for anything else. */
static size_t
line_end_len(dbn_span text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    if (left >= 2 && p[0] == 0xC2 && p[1] == 0x85)
        return 2;
    return left >= 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] & 0xFE) == 0xA8 ? 3 : 0;
}

static dbn_span
line_end_escape(dbn_span text, size_t at)
{
    if ((unsigned char)text.ptr[at] == 0xC2)
        return DBN_SPAN("\\u0085");
    return text.ptr[at + 2] == '\xA8' ? DBN_SPAN("\\u2028") : DBN_SPAN("\\u2029");
}

/* Where the first character that needs an escape stands. */
static size_t
plain_run(dbn_span text, size_t at)
{
    while (at < text.len) {
        if (text.len - at >= 8 && are_plain(text.ptr + at)) {
            at += 8;
            continue;
        }
        size_t stop = text.len - at < 8 ? text.len : at + 8;
        for (; at < stop; at++) {
            unsigned char c = (unsigned char)text.ptr[at];
            if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F ||
                line_end_len(text, at) > 0)
                return at;
        }
    }
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
    case 0xC2:
    case 0xE2:
        *taken = line_end_len(text, at);
        return line_end_escape(text, at);
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

#define REPLACEMENT     "\xEF\xBF\xBD"
#define REPLACEMENT_LEN 3

static bool
is_capital_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

/* Does the name have at `at` what an escaped byte looks like? */
static bool
looks_escaped(dbn_span name, size_t at)
{
    return name.len - at >= REPLACEMENT_LEN + 2 &&
           memcmp(name.ptr + at, REPLACEMENT, REPLACEMENT_LEN) == 0 &&
           is_capital_digit(name.ptr[at + REPLACEMENT_LEN]) &&
           is_capital_digit(name.ptr[at + REPLACEMENT_LEN + 1]);
}

static dbn_status
spell_bytes(dbn_buffer *out, dbn_arena *arena, dbn_span bytes)
{
    static const char capitals[] = "0123456789ABCDEF";
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        char spelled[] = REPLACEMENT "00";
        spelled[REPLACEMENT_LEN] = capitals[c >> 4];
        spelled[REPLACEMENT_LEN + 1] = capitals[c & 15];
        DBN_TRY(dbn_vec_append(arena, out, spelled, REPLACEMENT_LEN + 2));
    }
    return DBN_OK;
}

dbn_status
dbn_json_name(dbn_buffer *out, dbn_arena *arena, dbn_span name)
{
    dbn_buffer spelled = {0};
    size_t invalid = dbn_utf8_invalid_at(name, 0);
    for (size_t at = 0; at < name.len;) {
        size_t end = at;
        while (end < invalid && !looks_escaped(name, end))
            end++;
        DBN_TRY(dbn_json_raw(&spelled, arena, (dbn_span){name.ptr + at, end - at}));
        at = end;
        if (end == name.len)
            break;
        size_t len = end < invalid ? REPLACEMENT_LEN : dbn_utf8_subpart_len(name, end);
        DBN_TRY(spell_bytes(&spelled, arena, (dbn_span){name.ptr + end, len}));
        at += len;
        if (end == invalid)
            invalid = dbn_utf8_invalid_at(name, at);
    }
    return dbn_json_string(out, arena, (dbn_span){spelled.items, spelled.count});
}

dbn_status
dbn_json_passed(dbn_buffer *out, dbn_arena *arena, dbn_span json)
{
    size_t settled = 0;
    for (size_t at = 0; at < json.len;) {
        if (json.len - at >= 8 && are_plain(json.ptr + at)) {
            at += 8;
            continue;
        }
        size_t len = line_end_len(json, at);
        if (len == 0) {
            at++;
            continue;
        }
        dbn_span before = {json.ptr + settled, at - settled};
        DBN_TRY(dbn_json_raw(out, arena, before));
        DBN_TRY(dbn_json_raw(out, arena, line_end_escape(json, at)));
        settled = at += len;
    }
    return dbn_json_raw(out, arena, (dbn_span){json.ptr + settled, json.len - settled});
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
