/*
 * What the marks at the ends of a text and between its words say of it.
 */
#include "dedup/cover.h"

#include "base/utf8.h"
#include "text/fold.h"

static uint32_t
last_code(dbn_span text, size_t *at)
{
    uint32_t len;
    *at = text.len - 1;
    while (*at > 0 && dbn_utf8_is_continuation(text.ptr[*at]))
        --*at;
    return dbn_utf8_decode(text, *at, &len);
}

static bool
is_bracket(uint32_t code)
{
    return code == ')' || code == ']' || code == '}' || code == 0xFF09;
}

/* Of any language: « and “ close elsewhere. */
static bool
is_quote(uint32_t code)
{
    return code == '"' || code == '\'' || code == 0xAB || code == 0xBB ||
           (code >= 0x2018 && code <= 0x201F) || code == 0x2039 || code == 0x203A ||
           code == 0x300D || code == 0x300F;
}

static bool
is_end_mark(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == ':' || code == ';' ||
           code == 0x2026 || code == 0x3002 || code == 0xFF01 || code == 0xFF1F ||
           code == 0x0964;
}

bool
dbn_span_ends_sentence(dbn_span text)
{
    bool is_quoted = false;
    for (size_t at; text.len > 0; text.len = at) {
        uint32_t code = last_code(text, &at);
        if (is_end_mark(code))
            return true;
        if (!is_quote(code) && !is_bracket(code) &&
            dbn_char_class_of(code) != DBN_CHAR_SPACE)
            return is_quoted;
        is_quoted |= is_quote(code);
    }
    return false;
}

bool
dbn_span_has_quote(dbn_span text)
{
    uint32_t len;
    for (uint32_t at = 0; at < text.len; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        bool is_letter_before =
            at > 0 &&
            dbn_char_class_of((unsigned char)text.ptr[at - 1]) == DBN_CHAR_LOWER;
        bool is_apostrophe = (code == '\'' || code == 0x2019) && is_letter_before &&
                             at + len < text.len && text.ptr[at + len] != ' ';
        if (is_quote(code) && !is_apostrophe)
            return true;
    }
    return false;
}

bool
dbn_span_ends_with_ellipsis(dbn_span text)
{
    for (size_t at; text.len > 0; text.len = at) {
        uint32_t code = last_code(text, &at);
        if (!is_quote(code) && !is_bracket(code) &&
            dbn_char_class_of(code) != DBN_CHAR_SPACE)
            break;
    }
    return dbn_span_ends(text, DBN_SPAN("…")) || dbn_span_ends(text, DBN_SPAN("..."));
}

bool
dbn_span_has_ellipsis(dbn_span text)
{
    for (size_t i = 0; i + 3 <= text.len; i++)
        if (memcmp(text.ptr + i, "…", 3) == 0 || memcmp(text.ptr + i, "...", 3) == 0)
            return true;
    return false;
}
