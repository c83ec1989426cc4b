/*
 * tests/gold/json.c - a plain recursive reader.
 */
#include "gold/json.h"

#include "base/utf8.h"

typedef struct reader {
    dbn_span text;
    size_t at;
    dbn_arena *arena;
    unsigned depth;
} reader;

static char
skip_space(reader *r)
{
    while (r->at < r->text.len && dbn_is_ascii_space(r->text.ptr[r->at]))
        r->at++;
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static uint32_t
hex4(const char *digits)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++) {
        char c = dbn_ascii_lower(digits[i]);
        code = code * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return code;
}

/* UTF-8, surrogates included. */
static uint32_t
encode(char out[4], uint32_t code)
{
    if (code < 0xD800 || code > 0xDFFF)
        return dbn_utf8_encode(out, code);
    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

static bool
is_unicode_escape(dbn_span text, size_t at)
{
    return text.len - at >= 6 && text.ptr[at] == '\\' && text.ptr[at + 1] == 'u';
}

/* \uXXXX at `at`, with its other half; returns its length. */
static size_t
unicode_escape(dbn_span text, size_t at, uint32_t *code)
{
    *code = hex4(text.ptr + at + 2);
    if ((*code & 0xFC00) != 0xD800 || !is_unicode_escape(text, at + 6))
        return 6;
    uint32_t low = hex4(text.ptr + at + 8);
    if ((low & 0xFC00) != 0xDC00)
        return 6;
    *code = 0x10000 + ((*code & 0x3FF) << 10) + (low & 0x3FF);
    return 12;
}

static dbn_span
unescape(dbn_span text, bool only_unicode, dbn_arena *arena)
{
    static const char letters[] = "bfnrt", means[] = "\b\f\n\r\t";
    char *out = dbn_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t at = 0; out != NULL && at < text.len;) {
        uint32_t code;
        if (is_unicode_escape(text, at)) {
            at += unicode_escape(text, at, &code);
            len += encode(out + len, code);
        } else if (text.ptr[at] == '\\' && !only_unicode) {
            const char *letter = memchr(letters, text.ptr[at + 1], sizeof letters - 1);
            out[len++] = letter == NULL ? text.ptr[at + 1] : means[letter - letters];
            at += 2;
        } else {
            out[len++] = text.ptr[at++];
        }
    }
    return (dbn_span){out, len};
}

dbn_span
json_unescape(dbn_span text, dbn_arena *arena)
{
    return unescape(text, true, arena);
}

static bool
read_string(reader *r, dbn_span *out)
{
    size_t beg = ++r->at;
    while (r->at < r->text.len && r->text.ptr[r->at] != '"')
        r->at += r->text.ptr[r->at] == '\\' ? 2 : 1;
    if (r->at >= r->text.len)
        return false;
    dbn_span raw = {r->text.ptr + beg, r->at++ - beg};
    *out = unescape(raw, false, r->arena);
    return out->ptr != NULL;
}

static bool read_value(reader *r, json *out);

static bool
read_items(reader *r, json *out, char end)
{
    r->at++;
    for (char c = skip_space(r); c != end; c = skip_space(r)) {
        dbn_span key = {NULL, 0};
        json item;
        if (out->kind == JSON_OBJECT) {
            if (c != '"' || !read_string(r, &key) || skip_space(r) != ':')
                return false;
            r->at++;
        }
        if (!read_value(r, &item) ||
            dbn_vec_push(r->arena, &out->items, item) != DBN_OK ||
            dbn_vec_push(r->arena, &out->keys, key) != DBN_OK)
            return false;
        if (skip_space(r) == ',')
            r->at++;
    }
    r->at++;
    return true;
}

static bool
read_word(reader *r, dbn_span *out)
{
    size_t beg = r->at;
    while (r->at < r->text.len && (dbn_is_ascii_alpha(r->text.ptr[r->at]) ||
                                   dbn_is_ascii_digit(r->text.ptr[r->at]) ||
                                   memchr("+-.", r->text.ptr[r->at], 3) != NULL))
        r->at++;
    *out = (dbn_span){r->text.ptr + beg, r->at - beg};
    return out->len > 0;
}

static bool
read_value(reader *r, json *out)
{
    char c = skip_space(r);
    *out = (json){.kind = c == '"'   ? JSON_STRING
                          : c == '[' ? JSON_ARRAY
                          : c == '{' ? JSON_OBJECT
                                     : JSON_WORD};
    if (out->kind == JSON_STRING)
        return read_string(r, &out->text);
    if (out->kind == JSON_WORD)
        return read_word(r, &out->text);
    if (r->depth == 64)
        return false;
    r->depth++;
    bool is_read = read_items(r, out, c == '[' ? ']' : '}');
    r->depth--;
    return is_read;
}

bool
json_read(json *out, dbn_span text, dbn_arena *arena)
{
    reader r = {.text = text, .arena = arena};
    return read_value(&r, out);
}

const json *
json_get(const json *object, dbn_span key)
{
    for (uint32_t i = 0; i < object->items.count; i++)
        if (dbn_span_equal(object->keys.items[i], key))
            return &object->items.items[i];
    return NULL;
}
