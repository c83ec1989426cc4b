/*
 * read/dump_lines.c - the lines of a dump, and what can be said of each.
 */
#include "read/dump_lines.h"

#include "base/utf8.h"
#include "text/fold.h"

typedef struct scanner {
    dbn_span text;
    dbn_dump_lines *lines;
    dbn_arena *arena;
    bool after_blank;
} scanner;

/* Shows nothing: white space, controls, what has no width. The controls from 0x80 on
 * are misread characters, which are repaired later: 0x85 is the "…" of windows-1252. */
static bool
is_blank(uint32_t code)
{
    return code <= ' ' || code == 0x7F || code == 0x200B || code == 0x2060 ||
           code == 0xFEFF || (code > 0x9F && dbn_char_class_of(code) == DBN_CHAR_SPACE);
}

static uint32_t
skip_blank(dbn_span text, uint32_t at, uint32_t end)
{
    uint32_t len;
    while (at < end && is_blank(dbn_utf8_decode(text, at, &len)))
        at += len;
    return at;
}

static uint32_t
skip_blank_back(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t at;
    while (end > beg && is_blank(dbn_utf8_decode_before(text, beg, end, &at)))
        end = at;
    return end;
}

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Eight bytes at a time: a continuation byte has bit 7 and lacks bit 6; multiplying
 * adds up all eight in the highest byte. */
static uint32_t
count_codes(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t count = 0, at = beg;
    for (; end - at >= 8; at += 8) {
        uint64_t eight;
        memcpy(&eight, text.ptr + at, sizeof eight);
        uint64_t continuations = (eight & ~(eight << 1) & EACH_BYTE(0x80)) >> 7;
        count += 8 - (uint32_t)(continuations * EACH_BYTE(1) >> 56);
    }
    for (; at < end; at++)
        count += !dbn_utf8_is_continuation(text.ptr[at]);
    return count;
}

static bool
is_closing_mark(uint32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0xBB ||
           code == 0x201D || code == 0x2019 || code == 0x203A || code == 0xAB ||
           code == 0x201C;
}

static bool
ends_sentence(dbn_span text, const dbn_dump_line *line)
{
    uint32_t end = line->end, at, code = 0;
    while (end > line->body) {
        code = dbn_utf8_decode_before(text, line->body, end, &at);
        if (!is_closing_mark(code) && !is_blank(code))
            break;
        end = at;
    }
    return code == '.' || code == '!' || code == '?' || code == 0x2026 || code == ':';
}

static bool
ends_in_hyphen(dbn_span text, const dbn_dump_line *line)
{
    uint32_t at;
    if (line->body == line->end)
        return false;
    uint32_t code = dbn_utf8_decode_before(text, line->body, line->end, &at);
    if ((code != '-' && code != 0xAD && code != 0x2010) || at == line->body)
        return false;
    code = dbn_utf8_decode_before(text, line->body, at, &at);
    return dbn_char_class_of(code) != DBN_CHAR_SPACE &&
           dbn_char_class_of(code) != DBN_CHAR_OTHER;
}

static bool
is_bullet(uint32_t code)
{
    return code == 0x2022 || code == 0x2023 || code == 0x25E6 || code == 0x2043 ||
           code == 0x25AA || code == 0x25CF || code == 0x25A0 || code == 0xB7;
}

static bool
is_blank_at(dbn_span text, uint32_t at, uint32_t end)
{
    uint32_t len;
    return at < end && is_blank(dbn_utf8_decode(text, at, &len));
}

/* "12. " or "3) ", three digits at most: years are not numbers of a list. */
static bool
is_numbered(dbn_span text, uint32_t at, uint32_t end)
{
    uint32_t beg = at;
    while (at < end && at - beg < 4 && dbn_is_ascii_digit(text.ptr[at]))
        at++;
    bool has_sign = at < end && (text.ptr[at] == '.' || text.ptr[at] == ')');
    return at > beg && at - beg < 4 && has_sign && is_blank_at(text, at + 1, end);
}

static uint32_t
start_flags(dbn_span text, uint32_t at, uint32_t end)
{
    uint32_t len, code = dbn_utf8_decode(text, at, &len);
    if (is_blank_at(text, at + len, end)) {
        if (is_bullet(code))
            return DBN_LINE_BULLET;
        if (code == '-' || code == '*' || code == 0x2013)
            return DBN_LINE_DASH;
    }
    if (is_numbered(text, at, end))
        return DBN_LINE_NUMBER;
    dbn_char_class class = dbn_char_class_of(code);
    if (class == DBN_CHAR_UPPER)
        return DBN_LINE_STARTS_UPPER;
    return class == DBN_CHAR_LOWER ? DBN_LINE_STARTS_LOWER : 0;
}

/* Behind the signs of a quoted line: "> ", ">> ", "> > ". */
static uint32_t
skip_quote_signs(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t at = beg;
    while (at < end && text.ptr[at] == '>') {
        uint32_t after = skip_blank(text, at + 1, end);
        bool goes_on = after == end || after > at + 1 || text.ptr[at + 1] == '>';
        if (!goes_on)
            return beg;
        at = after;
    }
    return at;
}

static uint32_t
first_word(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t at = beg;
    while (at < end && text.ptr[at] != ' ' && text.ptr[at] != '\t')
        at++;
    return count_codes(text, beg, at);
}

static dbn_status
add_line(scanner *s, uint32_t beg, uint32_t end)
{
    dbn_dump_line line = {.beg = skip_blank(s->text, beg, end)};
    if (line.beg == end) {
        s->after_blank = true;
        return DBN_OK;
    }
    line.end = skip_blank_back(s->text, line.beg, end);
    line.body = skip_quote_signs(s->text, line.beg, line.end);
    line.indent = count_codes(s->text, beg, line.beg);
    line.columns = line.indent + count_codes(s->text, line.beg, line.end);
    line.first = first_word(s->text, line.body, line.end);
    line.flags = s->after_blank ? DBN_LINE_STARTS_GROUP : 0;
    if (line.body > line.beg)
        line.flags |= DBN_LINE_QUOTE;
    if (line.body < line.end)
        line.flags |= start_flags(s->text, line.body, line.end);
    if (ends_sentence(s->text, &line))
        line.flags |= DBN_LINE_ENDS_SENTENCE;
    if (ends_in_hyphen(s->text, &line))
        line.flags |= DBN_LINE_HYPHEN;
    s->after_blank = false;
    return dbn_vec_push(s->arena, s->lines, line);
}

/* Length of the line end at `at`, 0 where there is none. */
static uint32_t
line_end_len(dbn_span text, uint32_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    if (c == '\r')
        return at + 1 < text.len && text.ptr[at + 1] == '\n' ? 2 : 1;
    if (c >= '\n' && c <= '\f')
        return 1;
    bool is_separator = c == 0xE2 && text.len - at > 2 && text.ptr[at + 1] == '\x80' &&
                        (text.ptr[at + 2] == '\xA8' || text.ptr[at + 2] == '\xA9');
    return is_separator ? 3 : 0;
}

/* Can a line end among eight bytes, that is, is one a control or E2? A borrow out of a
 * byte without its high bit says so; it may say so wrongly, never fail to. */
static bool
may_end_among(const char *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    uint64_t separator = eight ^ EACH_BYTE(0xE2);
    return ((((eight - EACH_BYTE(0x20)) & ~eight) |
             ((separator - EACH_BYTE(1)) & ~separator)) &
            EACH_BYTE(0x80)) != 0;
}

/* The lines that end from `at` on, before `stop`; *at is left behind the last
 * byte looked at. */
static dbn_status
end_lines(scanner *s, uint32_t *beg, uint32_t *at, uint32_t stop)
{
    while (*at < stop) {
        uint32_t len = line_end_len(s->text, *at);
        if (len == 0) {
            ++*at;
            continue;
        }
        DBN_TRY(add_line(s, *beg, *at));
        *beg = *at += len;
    }
    return DBN_OK;
}

dbn_status
dbn_dump_lines_scan(dbn_dump_lines *out, dbn_span text, dbn_arena *arena)
{
    scanner s = {.text = text, .lines = out, .arena = arena, .after_blank = true};
    uint32_t len = (uint32_t)text.len, beg = 0, at = 0;
    while (at < len) {
        bool is_whole = len - at >= 8;
        if (is_whole && !may_end_among(text.ptr + at))
            at += 8;
        else
            DBN_TRY(end_lines(&s, &beg, &at, is_whole ? at + 8 : len));
    }
    return beg < len ? add_line(&s, beg, len) : DBN_OK;
}
