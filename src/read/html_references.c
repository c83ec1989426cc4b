/*
 * read/html_references.c - character references of a page, and what ranges of it mean.
 */
#include "read/html_references.h"

#include "base/utf8.h"
#include "read/html_tokens.h"
#include "text/references.h"

static bool
is_alphanumeric(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c);
}

dbn_html_reference
dbn_html_reference_at(dbn_span text, uint32_t at, bool in_value)
{
    dbn_html_reference ref = {{0, 0}, 0};
    dbn_span rest = {text.ptr + at + 1, text.len - at - 1};
    bool terminated = false;
    if (rest.len > 0 && rest.ptr[0] == '#') {
        dbn_span digits = {rest.ptr + 1, rest.len - 1};
        uint32_t len = dbn_reference_number(digits, &terminated, &ref.codes[0]);
        ref.len = len == 0 ? 0 : len + 2;
        return ref;
    }
    if (rest.len == 0 || !is_alphanumeric(rest.ptr[0]))
        return ref;
    uint32_t len = dbn_reference_named(rest, &terminated, ref.codes);
    if (len > 0 && in_value && !terminated && len < rest.len &&
        (rest.ptr[len] == '=' || is_alphanumeric(rest.ptr[len])))
        len = 0;
    ref.len = len == 0 ? 0 : len + 1;
    return ref;
}

/* Propose what the reference at `at` stands for. */
static dbn_status
decode_reference(dbn_fixes *fixes, dbn_arena *arena, uint32_t at,
                 dbn_html_reference ref)
{
    char text[2 * DBN_UTF8_MAX];
    uint32_t len = dbn_utf8_encode(text, ref.codes[0]);
    if (ref.codes[1] != 0)
        len += dbn_utf8_encode(text + len, ref.codes[1]);
    return dbn_fixes_replace(fixes, arena, (dbn_range){at, at + ref.len},
                             (dbn_span){text, len}, DBN_RULE_EXTRACT_REFERENCE);
}

dbn_status
dbn_html_decode(dbn_fixes *fixes, dbn_arena *arena, dbn_span text, dbn_range range,
                dbn_html_writing writing)
{
    dbn_span part = {text.ptr, range.end};
    bool has_references = writing == DBN_HTML_AS_VALUE || writing == DBN_HTML_AS_RCDATA;
    for (uint32_t at = range.beg; at < range.end; at++) {
        char c = text.ptr[at];
        dbn_range one = {at, at + 1};
        if (c == '&' && has_references) {
            dbn_html_reference ref =
                dbn_html_reference_at(part, at, writing == DBN_HTML_AS_VALUE);
            if (ref.len == 0)
                continue;
            DBN_TRY(decode_reference(fixes, arena, at, ref));
            at += ref.len - 1;
        } else if (c == '\r' && one.end < text.len && text.ptr[one.end] == '\n') {
            DBN_TRY(dbn_fixes_remove(fixes, arena, one, DBN_RULE_EXTRACT_LINE));
        } else if (c == '\r') {
            DBN_TRY(dbn_fixes_replace(fixes, arena, one, DBN_SPAN("\n"),
                                      DBN_RULE_EXTRACT_LINE));
        } else if (c == '\0' && writing != DBN_HTML_AS_TEXT) {
            DBN_TRY(dbn_fixes_replace(fixes, arena, one, DBN_SPAN("\xEF\xBF\xBD"),
                                      DBN_RULE_EXTRACT_NUL));
        }
    }
    return DBN_OK;
}
