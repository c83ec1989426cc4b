#include "flow/log_line.h"

#include "base/utf8.h"

/* A place in a line. */
typedef struct cursor {
    const char *at, *end;
    dbn_arena *arena;
} cursor;

static bool
skip(cursor *c, dbn_span literal)
{
    if ((size_t)(c->end - c->at) < literal.len ||
        memcmp(c->at, literal.ptr, literal.len) != 0)
        return false;
    c->at += literal.len;
    return true;
}

static bool
read_number(cursor *c, uint64_t *value)
{
    const char *start = c->at;
    *value = 0;
    while (c->at < c->end && dbn_is_ascii_digit(*c->at)) {
        if (*value > (UINT64_MAX - 9) / 10)
            return false;
        *value = *value * 10 + (uint64_t)(*c->at++ - '0');
    }
    return c->at > start;
}

static int
hex_value(char c)
{
    if (dbn_is_ascii_digit(c))
        return c - '0';
    c = dbn_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
read_hex4(cursor *c, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = c->at < c->end ? hex_value(*c->at++) : -1;
        if (digit < 0)
            return false;
        *code = *code << 4 | (uint32_t)digit;
    }
    return true;
}

/* What follows a backslash; its UTF-8 goes to `out`. */
static bool
read_escape(cursor *c, char out[DBN_UTF8_MAX], uint32_t *len)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    uint32_t code, low;
    if (c->at == c->end)
        return false;
    char letter = *c->at++;
    if (letter != 'u') {
        const char *known = memchr(letters, letter, sizeof letters - 1);
        if (known == NULL)
            return false;
        out[0] = meant[known - letters];
        *len = 1;
        return true;
    }
    if (!read_hex4(c, &code))
        return false;
    if (code >= 0xD800 && code < 0xDC00) {
        if (!skip(c, DBN_SPAN("\\u")) || !read_hex4(c, &low) || low < 0xDC00 ||
            low > 0xDFFF)
            return false;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    *len = dbn_utf8_encode(out, code);
    return true;
}

/* A string with its quotes. Unescaped text is never longer than escaped. */
static dbn_status
read_string(cursor *c, dbn_span *out)
{
    if (!skip(c, DBN_SPAN("\"")))
        return DBN_ERR_SYNTAX;
    const char *close = c->at;
    while (close < c->end && *close != '"')
        close += *close == '\\' && c->end - close > 1 ? 2 : 1;
    if (close == c->end)
        return DBN_ERR_SYNTAX;
    char *text = dbn_arena_grow(c->arena, NULL, 0, (size_t)(close - c->at) + 1);
    if (text == NULL)
        return DBN_ERR_NOMEM;
    size_t len = 0;
    while (c->at < close) {
        if (*c->at != '\\') {
            text[len++] = *c->at++;
            continue;
        }
        c->at++;
        char bytes[DBN_UTF8_MAX];
        uint32_t count;
        if (!read_escape(c, bytes, &count))
            return DBN_ERR_SYNTAX;
        memcpy(text + len, bytes, count);
        len += count;
    }
    *out = (dbn_span){text, len};
    return skip(c, DBN_SPAN("\"")) ? DBN_OK : DBN_ERR_SYNTAX;
}

/* A string of hexadecimal digits as the bytes it means. */
static dbn_status
read_hex(cursor *c, dbn_span *out)
{
    dbn_span digits;
    DBN_TRY(read_string(c, &digits));
    if (digits.len % 2 != 0)
        return DBN_ERR_SYNTAX;
    char *bytes = dbn_arena_grow(c->arena, NULL, 0, digits.len / 2);
    if (bytes == NULL)
        return DBN_ERR_NOMEM;
    for (size_t i = 0; i < digits.len / 2; i++) {
        int high = hex_value(digits.ptr[2 * i]), low = hex_value(digits.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return DBN_ERR_SYNTAX;
        bytes[i] = (char)(high << 4 | low);
    }
    *out = (dbn_span){bytes, digits.len / 2};
    return DBN_OK;
}

static bool
member_number(cursor *c, dbn_span key, uint64_t *value)
{
    return skip(c, key) && read_number(c, value);
}

static dbn_status
member_string(cursor *c, dbn_span key, dbn_span *value)
{
    return skip(c, key) ? read_string(c, value) : DBN_ERR_SYNTAX;
}

static dbn_status
read_passes(cursor *c, dbn_log_head *out)
{
    if (!skip(c, DBN_SPAN(",\"passes\":[")))
        return DBN_ERR_SYNTAX;
    while (!skip(c, DBN_SPAN("]"))) {
        dbn_log_pass pass;
        dbn_span name;
        if (out->passes.count > 0 && !skip(c, DBN_SPAN(",")))
            return DBN_ERR_SYNTAX;
        DBN_TRY(member_string(c, DBN_SPAN("{\"pass\":"), &name));
        pass.is_decode = dbn_span_equal(name, DBN_SPAN("decode"));
        if (!member_number(c, DBN_SPAN(",\"bytes\":"), &pass.bytes) ||
            !member_number(c, DBN_SPAN(",\"edits\":"), &pass.edits) ||
            !skip(c, DBN_SPAN("}")))
            return DBN_ERR_SYNTAX;
        DBN_TRY(dbn_vec_push(c->arena, &out->passes, pass));
    }
    return DBN_OK;
}

dbn_status
dbn_log_read_head(dbn_log_head *out, dbn_span line, dbn_arena *arena)
{
    cursor c = {line.ptr, line.ptr + line.len, arena};
    dbn_span version;
    uint64_t number;
    *out = (dbn_log_head){0};
    if (!skip(&c, DBN_SPAN("{\"log\":1")))
        return DBN_ERR_SYNTAX;
    DBN_TRY(member_string(&c, DBN_SPAN(",\"version\":"), &version));
    DBN_TRY(member_string(&c, DBN_SPAN(",\"document\":"), &out->document));
    if (skip(&c, DBN_SPAN(",\"line\":")) && !read_number(&c, &number))
        return DBN_ERR_SYNTAX;
    DBN_TRY(member_string(&c, DBN_SPAN(",\"charset\":"), &out->charset));
    if (!member_number(&c, DBN_SPAN(",\"bytes\":"), &out->bytes) ||
        !skip(&c, DBN_SPAN(",\"hash\":")))
        return DBN_ERR_SYNTAX;
    DBN_TRY(read_hex(&c, &out->hash));
    if (!member_number(&c, DBN_SPAN(",\"output\":{\"from\":"), &out->beg) ||
        !member_number(&c, DBN_SPAN(",\"to\":"), &out->end) || !skip(&c, DBN_SPAN("}")))
        return DBN_ERR_SYNTAX;
    DBN_TRY(read_passes(&c, out));
    return skip(&c, DBN_SPAN("}")) && c.at == c.end ? DBN_OK : DBN_ERR_SYNTAX;
}

dbn_status
dbn_log_read_edit(dbn_log_edit *out, dbn_span line, dbn_arena *arena)
{
    cursor c = {line.ptr, line.ptr + line.len, arena};
    dbn_span name;
    uint64_t number;
    DBN_TRY(member_string(&c, DBN_SPAN("{\"pass\":"), &name));
    DBN_TRY(member_string(&c, DBN_SPAN(",\"rule\":"), &name));
    if (!member_number(&c, DBN_SPAN(",\"from\":"), &number) ||
        !member_number(&c, DBN_SPAN(",\"to\":"), &number) ||
        !member_number(&c, DBN_SPAN(",\"at\":"), &out->at) ||
        !member_number(&c, DBN_SPAN(",\"len\":"), &out->len))
        return DBN_ERR_SYNTAX;
    if (skip(&c, DBN_SPAN(",\"was\":")))
        DBN_TRY(read_string(&c, &out->was));
    else if (skip(&c, DBN_SPAN(",\"was_hex\":")))
        DBN_TRY(read_hex(&c, &out->was));
    else
        return DBN_ERR_SYNTAX;
    return skip(&c, DBN_SPAN("}")) && c.at == c.end ? DBN_OK : DBN_ERR_SYNTAX;
}
