#include "write/xml_tags.h"

#include "base/utf8.h"

static dbn_span
slice(dbn_span file, uint32_t beg, uint32_t end)
{
    return dbn_span_slice(file, (dbn_range){beg, end});
}

/* Behind `what`, which begins at `at` or later; the end of the file where it is not. */
static uint32_t
behind(dbn_span file, uint32_t at, dbn_span what)
{
    uint32_t size = (uint32_t)file.len;
    for (; at + what.len <= size; at++)
        if (memcmp(file.ptr + at, what.ptr, what.len) == 0)
            return at + (uint32_t)what.len;
    return size;
}

static bool
is_name_end(char c)
{
    return dbn_is_ascii_space(c) || c == '/' || c == '>';
}

/* Past a tag, whose quotes may hold a >. */
static uint32_t
tag_end(dbn_span file, uint32_t at)
{
    char quote = '\0';
    for (; at < file.len; at++) {
        char c = file.ptr[at];
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return at;
}

/* Past a declaration of the type of the document, which may hold others, each with
 * quotes and with > of its own. */
static uint32_t
doctype_end(dbn_span file, uint32_t at)
{
    bool is_inside = false;
    while (at < file.len) {
        dbn_span rest = slice(file, at, (uint32_t)file.len);
        char c = file.ptr[at];
        if (dbn_span_starts(rest, DBN_SPAN("<!--"))) {
            at = behind(file, at + 4, DBN_SPAN("-->"));
        } else if (dbn_span_starts(rest, DBN_SPAN("<?"))) {
            at = behind(file, at, DBN_SPAN("?>"));
        } else if (c == '"' || c == '\'') {
            at = behind(file, at + 1, (dbn_span){rest.ptr, 1});
        } else {
            at++;
            if (c == '>' && !is_inside)
                return at;
            is_inside = (is_inside || c == '[') && c != ']';
        }
    }
    return at;
}

bool
dbn_xml_tag_next(dbn_xml_tag *out, dbn_span file, uint32_t *at)
{
    while (*at < file.len) {
        dbn_span rest = slice(file, *at, (uint32_t)file.len);
        if (file.ptr[*at] != '<')
            ++*at;
        else if (dbn_span_starts(rest, DBN_SPAN("<!--")))
            *at = behind(file, *at + 4, DBN_SPAN("-->"));
        else if (dbn_span_starts(rest, DBN_SPAN("<![CDATA[")))
            *at = behind(file, *at, DBN_SPAN("]]>"));
        else if (dbn_span_starts(rest, DBN_SPAN("<?")))
            *at = behind(file, *at, DBN_SPAN("?>"));
        else if (dbn_span_starts(rest, DBN_SPAN("<!")))
            *at = doctype_end(file, *at + 2);
        else
            break;
    }
    if (*at >= file.len)
        return false;
    *out = (dbn_xml_tag){.range = {*at, tag_end(file, *at)}};
    uint32_t beg = *at + 1, end;
    out->is_end = beg < file.len && file.ptr[beg] == '/';
    beg += out->is_end;
    out->is_empty = out->range.end - *at > 2 && file.ptr[out->range.end - 2] == '/';
    for (end = beg; end < out->range.end && !is_name_end(file.ptr[end]); end++)
        if (file.ptr[end] == ':') {
            out->prefix = slice(file, *at + 1 + out->is_end, end + 1);
            beg = end + 1;
        }
    out->name = slice(file, beg, end);
    *at = out->range.end;
    return true;
}

bool
dbn_xml_tag_is(const dbn_xml_tag *t, const char *name)
{
    return dbn_span_equal(t->name, dbn_span_of(name));
}

dbn_range
dbn_xml_tag_attribute(dbn_span file, const dbn_xml_tag *t, const char *name)
{
    size_t len = strlen(name);
    char quote = '\0';
    uint32_t end = t->range.end;
    for (uint32_t at = t->range.beg + 1; at + len + 2 < end; at++) {
        char c = file.ptr[at];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
            continue;
        }
        if (c == '"' || c == '\'')
            quote = c;
        if (!dbn_is_ascii_space(c) || memcmp(file.ptr + at + 1, name, len) != 0)
            continue;
        uint32_t equals = at + 1 + (uint32_t)len;
        while (equals < end && dbn_is_ascii_space(file.ptr[equals]))
            equals++;
        if (file.ptr[equals] != '=')
            continue;
        uint32_t open = equals + 1;
        while (open < end && dbn_is_ascii_space(file.ptr[open]))
            open++;
        uint32_t close = open + 1;
        while (close < end && file.ptr[close] != file.ptr[open])
            close++;
        return (dbn_range){at, close + 1};
    }
    return (dbn_range){0, 0};
}

dbn_span
dbn_xml_tag_value(dbn_span file, const dbn_xml_tag *t, const char *name)
{
    dbn_range range = dbn_xml_tag_attribute(file, t, name);
    dbn_span raw = slice(file, range.beg, range.end);
    for (size_t i = 0; i < raw.len; i++)
        if (raw.ptr[i] == '"' || raw.ptr[i] == '\'')
            return (dbn_span){raw.ptr + i + 1, raw.len - i - 2};
    return (dbn_span){NULL, 0};
}

/* The number of a reference, from behind its &#; *len: with its semicolon. */
static uint32_t
number_at(dbn_span rest, uint32_t *len)
{
    uint32_t code = 0, base = rest.len > 0 && rest.ptr[0] == 'x' ? 16 : 10;
    for (*len = base == 16; *len < rest.len && rest.ptr[*len] != ';'; ++*len) {
        char c = rest.ptr[*len];
        uint32_t digit = dbn_is_ascii_digit(c) ? (uint32_t)(c - '0')
                                               : (uint32_t)((c | 0x20) - 'a' + 10);
        code = code * base + digit;
    }
    ++*len;
    return code;
}

/* The character at *at, which goes behind it. */
static uint32_t
next_char(dbn_span value, uint32_t *at)
{
    static const struct {
        const char *name;
        char c;
    } named[] = {{"&amp;", '&'},
                 {"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&quot;", '"'},
                 {"&apos;", '\''}};
    dbn_span rest = slice(value, *at, (uint32_t)value.len);
    uint32_t len, code;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (dbn_span_starts(rest, dbn_span_of(named[i].name))) {
            *at += (uint32_t)strlen(named[i].name);
            return (uint32_t)named[i].c;
        }
    if (dbn_span_starts(rest, DBN_SPAN("&#"))) {
        code = number_at((dbn_span){rest.ptr + 2, rest.len - 2}, &len);
        len += 2;
    } else {
        code = dbn_utf8_decode(value, *at, &len);
        /* White space of a value is spaces, unless it is a reference. */
        code = code < 0x80 && dbn_is_ascii_space((char)code) ? ' ' : code;
    }
    *at += len;
    return code;
}

bool
dbn_xml_values_equal(dbn_span a, dbn_span b)
{
    uint32_t at = 0, other = 0;
    while (at < a.len && other < b.len)
        if (next_char(a, &at) != next_char(b, &other))
            return false;
    return at >= a.len && other >= b.len;
}

bool
dbn_xml_tag_has(dbn_span file, const dbn_xml_tag *t, const char *name, dbn_span value)
{
    dbn_span own = dbn_xml_tag_value(file, t, name);
    uint32_t at = 0, other = 0, len;
    while (at < own.len && other < value.len) {
        if (next_char(own, &at) != dbn_utf8_decode(value, other, &len))
            return false;
        other += len;
    }
    return own.ptr != NULL && at >= own.len && other >= value.len;
}

bool
dbn_xml_is_utf8(dbn_span file)
{
    const dbn_span mark = DBN_SPAN("\xEF\xBB\xBF"), head = DBN_SPAN("<?xml");
    uint32_t beg = dbn_span_starts(file, mark) ? (uint32_t)mark.len : 0;
    if (dbn_utf8_invalid_at(file, 0) < file.len || memchr(file.ptr, '\0', file.len))
        return false;
    if (!dbn_span_starts(slice(file, beg, (uint32_t)file.len), head))
        return true;
    const dbn_xml_tag declaration = {.range = {beg, behind(file, beg, DBN_SPAN("?>"))}};
    dbn_span named = dbn_xml_tag_value(file, &declaration, "encoding");
    return named.ptr == NULL || dbn_span_equal_ascii(named, DBN_SPAN("utf-8"));
}
