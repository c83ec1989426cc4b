/*
 * read/html_tokens.c - the tokenizer of the WHATWG standard over ranges.
 *
 * The standard has eighty states because it sees one character at a time. A text in
 * memory needs few: where a run ends is searched for (eight bytes at a step in
 * DATA), and states that only decide how a run goes on become conditions. A byte is
 * looked at a bounded number of times; the look-ahead is the name of a reference
 * (32 bytes) or of the end tag of raw text. https://html.spec.whatwg.org/#tokenization
 */
#include "read/html_tokens.h"

#include "read/html_references.h"

typedef dbn_html_tokens tokens;
typedef dbn_html_token token;

void
dbn_html_tokens_init(dbn_html_tokens *t, dbn_span text)
{
    t->text = text;
    t->at = 0;
    t->state = DBN_HTML_DATA;
    t->in_foreign = false;
    t->last_start = (dbn_range){0, 0};
    t->last_name = (dbn_span){NULL, 0};
    t->doctype = (dbn_html_doctype){0};
    t->attribute_count = 0;
}

static uint32_t
text_end(const tokens *t)
{
    return (uint32_t)t->text.len;
}

/* The next `c` at or after `at`, or the end. */
static uint32_t
find_byte(const tokens *t, uint32_t at, char c)
{
    const char *found =
        at < t->text.len ? memchr(t->text.ptr + at, c, t->text.len - at) : NULL;
    return found == NULL ? text_end(t) : (uint32_t)(found - t->text.ptr);
}

/* True when `lower` stands at `at`, in any case. */
static bool
stands_at(const tokens *t, uint32_t at, dbn_span lower)
{
    return t->text.len - at >= lower.len &&
           dbn_span_equal_ascii((dbn_span){t->text.ptr + at, lower.len}, lower);
}

#define LOW_BITS  UINT64_C(0x0101010101010101)
#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Not zero when a byte of `word` is zero. */
static uint64_t
has_zero_byte(uint64_t word)
{
    return (word - LOW_BITS) & ~word & HIGH_BITS;
}

/* The next '<' or '&' at or after `at`, or the end. */
static uint32_t
find_markup(dbn_span text, size_t at)
{
    for (; text.len - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, text.ptr + at, sizeof word);
        if ((has_zero_byte(word ^ LOW_BITS * '<') |
             has_zero_byte(word ^ LOW_BITS * '&')) != 0)
            break;
    }
    while (at < text.len && text.ptr[at] != '<' && text.ptr[at] != '&')
        at++;
    return (uint32_t)at;
}

/* ---- tags ---- */

enum { NAME_END = 1, SPACE = 2, VALUE_END = 4 };

/* What ends the name of a tag, is white space, or ends an unquoted value. */
static const unsigned char classes[256] = {
    ['\t'] = NAME_END | SPACE | VALUE_END, ['\n'] = NAME_END | SPACE | VALUE_END,
    ['\f'] = NAME_END | SPACE | VALUE_END, ['\r'] = NAME_END | SPACE | VALUE_END,
    [' '] = NAME_END | SPACE | VALUE_END,  ['/'] = NAME_END,
    ['>'] = NAME_END | VALUE_END,
};

static unsigned
class_at(const tokens *t, uint32_t at)
{
    return classes[(unsigned char)t->text.ptr[at]];
}

static uint32_t
skip_spaces(const tokens *t, uint32_t at)
{
    while (at < t->text.len && (class_at(t, at) & SPACE) != 0)
        at++;
    return at;
}

/* Read the value after an equals sign; returns where it and its quotes end, the end
 * of the text when it is cut off. */
static uint32_t
scan_value(const tokens *t, uint32_t at, dbn_range *value)
{
    at = skip_spaces(t, at);
    *value = (dbn_range){at, at};
    if (at == t->text.len || t->text.ptr[at] == '>')
        return at;
    char quote = t->text.ptr[at];
    if (quote == '"' || quote == '\'') {
        value->beg = at + 1;
        value->end = find_byte(t, at + 1, quote);
        return value->end == t->text.len ? value->end : value->end + 1;
    }
    while (at < t->text.len && (class_at(t, at) & VALUE_END) == 0)
        at++;
    value->end = at;
    return at;
}

/* Read one attribute, its value if it has one. */
static uint32_t
scan_attribute(tokens *t, uint32_t at)
{
    dbn_html_attribute attribute = {.name = {at, at}};
    at++; /* an equals sign in front belongs to the name */
    while (at < t->text.len && (class_at(t, at) & NAME_END) == 0 &&
           t->text.ptr[at] != '=')
        at++;
    attribute.name.end = at;
    attribute.value = (dbn_range){at, at};
    uint32_t after = skip_spaces(t, at);
    if (after < t->text.len && t->text.ptr[after] == '=')
        at = scan_value(t, after + 1, &attribute.value);
    t->has_more = t->attribute_count == DBN_HTML_ATTRIBUTES_MAX;
    if (!t->has_more)
        t->attributes[t->attribute_count++] = attribute;
    return at;
}

/* A tag whose name starts at `at`. The end of the text inside it leaves nothing. */
static bool
scan_tag(tokens *t, token *tag, uint32_t at)
{
    tag->name.beg = at;
    t->has_more = false;
    while (at < t->text.len && (class_at(t, at) & NAME_END) == 0)
        at++;
    tag->name.end = at;
    tag->self_closing = false;
    t->attribute_count = 0;
    for (;;) {
        bool slash = false;
        for (; at < t->text.len && t->text.ptr[at] != '>' &&
               (class_at(t, at) & NAME_END) != 0;
             at++)
            slash = t->text.ptr[at] == '/';
        if (at == t->text.len)
            break;
        if (t->text.ptr[at] == '>') {
            tag->self_closing = slash;
            t->at = tag->range.end = at + 1;
            return true;
        }
        at = scan_attribute(t, at);
    }
    tag->kind = DBN_HTML_NOTHING;
    t->at = tag->range.end = text_end(t);
    return false;
}

static bool
scan_start_tag(tokens *t, token *tag)
{
    tag->kind = DBN_HTML_START;
    if (scan_tag(t, tag, tag->range.beg + 1)) {
        t->last_start = tag->name;
        t->last_name = dbn_span_slice(t->text, tag->name);
    }
    return true;
}

static bool
scan_end_tag(tokens *t, token *tag)
{
    tag->kind = DBN_HTML_CLOSE;
    if (scan_tag(t, tag, tag->range.beg + 2))
        t->state = DBN_HTML_DATA;
    return true;
}

const dbn_html_attribute *
dbn_html_find(const dbn_html_tokens *t, dbn_span name)
{
    for (uint32_t i = 0; i < t->attribute_count; i++) {
        dbn_range at = t->attributes[i].name;
        if (dbn_range_len(at) == name.len && stands_at(t, at.beg, name))
            return &t->attributes[i];
    }
    return NULL;
}

/* ---- comments and the like ---- */

/* The token ends with the character before `end`, or with the text. */
static bool
finish(tokens *t, token *out, dbn_html_kind kind, uint32_t end)
{
    out->kind = kind;
    t->at = out->range.end = end;
    return true;
}

/* A comment that the end of the page cuts off: dashes that could have closed it are
 * not part of it. */
static uint32_t
cut_off_content(const tokens *t, uint32_t beg)
{
    dbn_span content = {t->text.ptr + beg, t->text.len - beg};
    uint32_t end = text_end(t);
    if (dbn_span_ends(content, DBN_SPAN("--!")))
        return end - 3;
    if (dbn_span_ends(content, DBN_SPAN("--")))
        return end - 2;
    return dbn_span_ends(content, DBN_SPAN("-")) ? end - 1 : end;
}

static bool
scan_comment(tokens *t, token *out)
{
    uint32_t beg = out->range.beg + 4;
    out->name = (dbn_range){beg, beg};
    if (stands_at(t, beg, DBN_SPAN(">")))
        return finish(t, out, DBN_HTML_COMMENT, beg + 1);
    if (stands_at(t, beg, DBN_SPAN("->")))
        return finish(t, out, DBN_HTML_COMMENT, beg + 2);
    for (uint32_t at = find_byte(t, beg, '-'); at < t->text.len;
         at = find_byte(t, at + 1, '-')) {
        out->name.end = at;
        if (stands_at(t, at, DBN_SPAN("-->")))
            return finish(t, out, DBN_HTML_COMMENT, at + 3);
        if (stands_at(t, at, DBN_SPAN("--!>")))
            return finish(t, out, DBN_HTML_COMMENT, at + 4);
    }
    out->name.end = cut_off_content(t, beg);
    return finish(t, out, DBN_HTML_COMMENT, text_end(t));
}

/* "<!x", "<?x", "</ x": a comment up to the next '>'. */
static bool
scan_bogus_comment(tokens *t, token *out, uint32_t beg)
{
    uint32_t end = find_byte(t, beg, '>');
    out->name = (dbn_range){beg, end};
    return finish(t, out, DBN_HTML_COMMENT, end == t->text.len ? end : end + 1);
}

/* A quoted identifier of a document type at `at`; returns where it ends. It ends
 * early, and the page is in quirks mode, at a '>' or the end of the text. */
static uint32_t
scan_identifier(tokens *t, uint32_t at, dbn_range *out)
{
    char quote = t->text.ptr[at++];
    out->beg = at;
    while (at < t->text.len && t->text.ptr[at] != quote && t->text.ptr[at] != '>')
        at++;
    out->end = at;
    if (at == t->text.len || t->text.ptr[at] == '>') {
        t->doctype.force_quirks = true;
        return at;
    }
    return skip_spaces(t, at + 1);
}

static bool
is_quote_at(const tokens *t, uint32_t at)
{
    return at < t->text.len && (t->text.ptr[at] == '"' || t->text.ptr[at] == '\'');
}

/* PUBLIC and SYSTEM with their identifiers; returns where they end. */
static uint32_t
scan_identifiers(tokens *t, uint32_t at)
{
    dbn_html_doctype *type = &t->doctype;
    bool is_public = stands_at(t, at, DBN_SPAN("public"));
    if (!is_public && !stands_at(t, at, DBN_SPAN("system"))) {
        type->force_quirks = true;
        return at;
    }
    at = skip_spaces(t, at + 6);
    type->force_quirks = !is_quote_at(t, at);
    if (type->force_quirks)
        return at;
    if (is_public) {
        type->has_public = true;
        at = scan_identifier(t, at, &type->public_id);
        if (type->force_quirks || !is_quote_at(t, at)) {
            type->force_quirks |= at == t->text.len || t->text.ptr[at] != '>';
            return at;
        }
    }
    type->has_system = true;
    at = scan_identifier(t, at, &type->system_id);
    type->force_quirks |= at == t->text.len;
    return at;
}

static bool
scan_doctype(tokens *t, token *out)
{
    dbn_html_doctype *type = &t->doctype;
    *type = (dbn_html_doctype){0};
    uint32_t at = skip_spaces(t, out->range.beg + 9);
    type->name = (dbn_range){at, at};
    while (at < t->text.len && (class_at(t, at) & VALUE_END) == 0)
        at++;
    type->name.end = at;
    type->has_name = dbn_range_len(type->name) > 0;
    at = skip_spaces(t, at);
    if (at == t->text.len || !type->has_name)
        type->force_quirks = true;
    else if (t->text.ptr[at] != '>')
        at = scan_identifiers(t, at);
    uint32_t end = find_byte(t, at, '>');
    return finish(t, out, DBN_HTML_DOCTYPE, end == t->text.len ? end : end + 1);
}

static bool
scan_declaration(tokens *t, token *out)
{
    uint32_t at = out->range.beg + 2;
    if (stands_at(t, at, DBN_SPAN("--")))
        return scan_comment(t, out);
    if (stands_at(t, at, DBN_SPAN("doctype")))
        return scan_doctype(t, out);
    if (t->in_foreign && t->text.len - at >= 7 &&
        memcmp(t->text.ptr + at, "[CDATA[", 7) == 0) {
        t->state = DBN_HTML_CDATA;
        return finish(t, out, DBN_HTML_NOTHING, at + 7);
    }
    return scan_bogus_comment(t, out, at);
}

/* ---- text ---- */

static bool
scan_reference(tokens *t, token *out)
{
    dbn_html_reference ref = dbn_html_reference_at(t->text, out->range.beg, false);
    if (ref.len == 0)
        return false;
    out->codes[0] = ref.codes[0];
    out->codes[1] = ref.codes[1];
    return finish(t, out, DBN_HTML_REFERENCE, out->range.beg + ref.len);
}

/* True when '<' at `at` starts something else than text. */
static bool
is_markup_at(const tokens *t, uint32_t at)
{
    if (t->text.len - at < 2)
        return false;
    char next = t->text.ptr[at + 1];
    if (next == '/')
        return t->text.len - at > 2;
    return dbn_is_ascii_alpha(next) || next == '!' || next == '?';
}

static bool
scan_markup(tokens *t, token *out)
{
    uint32_t at = out->range.beg;
    if (!is_markup_at(t, at))
        return false;
    switch (t->text.ptr[at + 1]) {
    case '!':
        return scan_declaration(t, out);
    case '?':
        return scan_bogus_comment(t, out, at + 1);
    case '/':
        if (dbn_is_ascii_alpha(t->text.ptr[at + 2]))
            return scan_end_tag(t, out);
        if (t->text.ptr[at + 2] == '>')
            return finish(t, out, DBN_HTML_NOTHING, at + 3);
        return scan_bogus_comment(t, out, at + 2);
    default:
        return scan_start_tag(t, out);
    }
}

static bool
next_in_data(tokens *t, token *out)
{
    uint32_t at = t->at;
    char first = t->text.ptr[at];
    if (first == '<' && scan_markup(t, out))
        return true;
    if (first == '&' && scan_reference(t, out))
        return true;
    for (at = find_markup(t->text, at + 1); at < t->text.len;
         at = find_markup(t->text, at + 1)) {
        if (t->text.ptr[at] == '<' ? is_markup_at(t, at)
                                   : dbn_html_reference_at(t->text, at, false).len > 0)
            break;
    }
    return finish(t, out, DBN_HTML_TEXT, at);
}

/* True when "</name" with an end of the name stands at `at`. */
static bool
is_end_of(const tokens *t, uint32_t at, dbn_span name)
{
    if (name.len == 0 || t->text.len - at < name.len + 3)
        return false;
    uint32_t end = at + 2 + (uint32_t)name.len;
    return t->text.ptr[at + 1] == '/' && (class_at(t, end) & NAME_END) != 0 &&
           stands_at(t, at + 2, name);
}

static bool
next_in_rcdata(tokens *t, token *out)
{
    uint32_t at = t->at;
    if (t->text.ptr[at] == '<' && is_end_of(t, at, t->last_name))
        return scan_end_tag(t, out);
    if (t->text.ptr[at] == '&' && scan_reference(t, out))
        return true;
    for (at = find_markup(t->text, at + 1); at < t->text.len;
         at = find_markup(t->text, at + 1)) {
        if (t->text.ptr[at] == '<' ? is_end_of(t, at, t->last_name)
                                   : dbn_html_reference_at(t->text, at, false).len > 0)
            break;
    }
    return finish(t, out, DBN_HTML_TEXT, at);
}

static bool
next_in_rawtext(tokens *t, token *out)
{
    uint32_t at = find_byte(t, t->at, '<');
    while (at < t->text.len && !is_end_of(t, at, t->last_name))
        at = find_byte(t, at + 1, '<');
    if (at == t->at)
        return scan_end_tag(t, out);
    return finish(t, out, DBN_HTML_TEXT, at);
}

/* "<script" with an end of the name at `at`: the inner script of an escaped one. */
static bool
is_inner_script(const tokens *t, uint32_t at)
{
    return t->text.len - at > 7 && (class_at(t, at + 7) & NAME_END) != 0 &&
           stands_at(t, at, DBN_SPAN("<script"));
}

/* In a script "<!--" escapes up to "-->"; in there, "<script" hides "</script". */
static bool
next_in_script(tokens *t, token *out)
{
    enum { PLAIN, ESCAPED, DOUBLE } mode = PLAIN;
    uint32_t at = t->at;
    for (; at < t->text.len; at++) {
        if (mode == PLAIN)
            at = find_byte(t, at, '<');
        if (at == t->text.len)
            break;
        char c = t->text.ptr[at];
        if (c == '-' && mode != PLAIN && stands_at(t, at, DBN_SPAN("-->")))
            mode = PLAIN;
        if (c != '<')
            continue;
        if (mode != DOUBLE && is_end_of(t, at, t->last_name))
            break;
        if (mode == PLAIN && stands_at(t, at, DBN_SPAN("<!--"))) {
            mode = ESCAPED;
            at++; /* its own dashes can close it: "<!-->" */
        } else if (mode == ESCAPED && is_inner_script(t, at)) {
            mode = DOUBLE;
        } else if (mode == DOUBLE && is_end_of(t, at, DBN_SPAN("script"))) {
            mode = ESCAPED;
        }
    }
    if (at == t->at)
        return scan_end_tag(t, out);
    return finish(t, out, DBN_HTML_TEXT, at);
}

static bool
next_in_cdata(tokens *t, token *out)
{
    dbn_span end = DBN_SPAN("]]>");
    uint32_t at = find_byte(t, t->at, ']');
    while (at < t->text.len && !stands_at(t, at, end))
        at = find_byte(t, at + 1, ']');
    if (at > t->at)
        return finish(t, out, DBN_HTML_TEXT, at);
    t->state = DBN_HTML_DATA;
    return finish(t, out, DBN_HTML_NOTHING, at + 3);
}

bool
dbn_html_next(dbn_html_tokens *t, dbn_html_token *out)
{
    if (t->at >= t->text.len)
        return false;
    out->range.beg = t->at;
    switch (t->state) {
    case DBN_HTML_DATA:
        return next_in_data(t, out);
    case DBN_HTML_RCDATA:
        return next_in_rcdata(t, out);
    case DBN_HTML_RAWTEXT:
        return next_in_rawtext(t, out);
    case DBN_HTML_SCRIPT:
        return next_in_script(t, out);
    case DBN_HTML_PLAINTEXT:
        break;
    case DBN_HTML_CDATA:
        return next_in_cdata(t, out);
    }
    return finish(t, out, DBN_HTML_TEXT, text_end(t));
}
