#include "write/xml_tags.h"

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

bool
dbn_xml_tag_has(dbn_span file, const dbn_xml_tag *t, const char *name, dbn_span value)
{
    dbn_range range = dbn_xml_tag_attribute(file, t, name);
    if (range.beg == range.end || dbn_range_len(range) < value.len + 2)
        return false;
    return dbn_span_equal(
               slice(file, range.end - 1 - (uint32_t)value.len, range.end - 1),
               value) &&
           (file.ptr[range.end - 2 - (uint32_t)value.len] == '"' ||
            file.ptr[range.end - 2 - (uint32_t)value.len] == '\'');
}

bool
dbn_xml_is_utf8(dbn_span file)
{
    dbn_span head = {file.ptr, file.len < 200 ? file.len : 200};
    dbn_span mark = DBN_SPAN("encoding=");
    for (size_t i = 0; i < head.len && head.ptr[i] != '>'; i++) {
        dbn_span rest = {head.ptr + i, head.len - i};
        if (rest.ptr[0] == '\0' || (i == 0 && (unsigned char)rest.ptr[0] >= 0xFE))
            return false;
        if (dbn_span_starts(rest, mark) && rest.len > mark.len + 6)
            return dbn_span_equal_ascii((dbn_span){rest.ptr + mark.len + 1, 5},
                                        DBN_SPAN("utf-8"));
    }
    return true;
}
