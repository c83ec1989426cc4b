#include "write/json.h"

#include "base/eight.h"
#include "base/utf8.h"

static const char hex_digits[] = "0123456789abcdef";

dbn_status
dbn_json_raw(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    if (text.len > UINT32_MAX / 2)
        return DBN_ERR_NOMEM;
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

/* The high bits of those among eight bytes that may need an escape, for certain where
 * it is the first of them: a borrow may flag the bytes behind a flagged one wrongly.
 * Exchanging 0x20 and 0x22, all that escape at the low end are below 0x21; C2 and E2,
 * with which line ends of Unicode begin, differ in one bit. */
static inline uint64_t
specials_of(uint64_t eight)
{
    uint64_t low = eight ^ DBN_EACH_BYTE(0x02);
    uint64_t backslash = eight ^ DBN_EACH_BYTE('\\');
    uint64_t delete = eight ^ DBN_EACH_BYTE(0x7F);
    uint64_t line_end = (eight | DBN_EACH_BYTE(0x20)) ^ DBN_EACH_BYTE(0xE2);
    return (((low - DBN_EACH_BYTE(0x21)) & ~low) |
            ((backslash - DBN_EACH_BYTE(1)) & ~backslash) |
            ((delete - DBN_EACH_BYTE(1)) & ~delete) |
            ((line_end - DBN_EACH_BYTE(1)) & ~line_end)) &
           DBN_EACH_BYTE(0x80);
}

/* May one of BLOCK bytes need an escape? Without branches, so that a compiler makes a
 * few instructions for all of them of it. */
#define BLOCK 32
static inline bool
may_escape(const char *text)
{
    unsigned char any = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char c = (unsigned char)text[i];
        any |= (unsigned char)((c < 0x20) | (c == '"') | (c == '\\') | (c == 0x7F) |
                               ((c | 0x20) == 0xE2));
    }
    return any != 0;
}

/* Where the first byte from `at` on stands that may need an escape. */
static size_t
next_special(dbn_span text, size_t at)
{
    while (text.len - at >= BLOCK && !may_escape(text.ptr + at))
        at += BLOCK;
    for (; text.len - at >= 8; at += 8) {
        uint64_t found = specials_of(dbn_eight_at(text.ptr + at));
        if (found != 0)
            return at + (size_t)__builtin_ctzll(found) / 8;
    }
    for (; at < text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F || c == 0xC2 || c == 0xE2)
            break;
    }
    return at;
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
    for (;; at++) {
        at = next_special(text, at);
        if (at == text.len || (unsigned char)text.ptr[at] < 0x80 ||
            line_end_len(text, at) > 0)
            return at;
    }
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
dbn_json_part(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    if (text.len > UINT32_MAX / 4)
        return DBN_ERR_NOMEM;
    if (!dbn_vec_reserve(arena, out, (uint32_t)text.len + 2))
        return DBN_ERR_NOMEM;
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
    return DBN_OK;
}

dbn_status
dbn_json_string(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    DBN_TRY(dbn_vec_push(arena, out, '"'));
    DBN_TRY(dbn_json_part(out, arena, text));
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

/* May a line end of Unicode begin at one of BLOCK bytes? Two more stand behind them.
 * Not by the bytes that they begin with, with which quotation marks begin, too. */
static inline bool
may_end_line(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    unsigned char any = 0;
    for (int i = 0; i < BLOCK; i++)
        any |= (unsigned char)(((p[i + 1] == 0x80) & ((p[i + 2] & 0xFE) == 0xA8)) |
                               ((p[i] == 0xC2) & (p[i + 1] == 0x85)));
    return any != 0;
}

/* Where the first byte from `at` on stands with which a line end of Unicode may begin.
 */
static size_t
next_lead(dbn_span text, size_t at)
{
    while (text.len - at >= BLOCK + 2 && !may_end_line(text.ptr + at))
        at += BLOCK;
    while (at < text.len && ((unsigned char)text.ptr[at] | 0x20) != 0xE2)
        at++;
    return at;
}

dbn_status
dbn_json_passed(dbn_buffer *out, dbn_arena *arena, dbn_span json)
{
    size_t settled = 0;
    for (size_t at = 0; (at = next_lead(json, at)) < json.len;) {
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

dbn_status
dbn_json_thousandths(dbn_buffer *out, dbn_arena *arena, uint32_t share)
{
    char text[] = {'0', '.', (char)('0' + share / 100 % 10),
                   (char)('0' + share / 10 % 10), (char)('0' + share % 10)};
    return dbn_json_raw(out, arena,
                        share >= 1000 ? DBN_SPAN("1") : (dbn_span){text, sizeof text});
}
