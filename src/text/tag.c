/*
 * text/tag.c - attributes of a tag, by the rules of the tokenizer for the inside of
 * tags: names end at white space, '/', '>' or '='; values are quoted or end at white
 * space or '>'.
 */
#include "text/tag.h"

static size_t
after_space(dbn_span tag, size_t at)
{
    while (at < tag.len && (dbn_is_ascii_space(tag.ptr[at]) || tag.ptr[at] == '/'))
        at++;
    return at;
}

static size_t
name_end(dbn_span tag, size_t at)
{
    size_t beg = at;
    while (at < tag.len && !dbn_is_ascii_space(tag.ptr[at]) && tag.ptr[at] != '/' &&
           tag.ptr[at] != '>' && (tag.ptr[at] != '=' || at == beg))
        at++;
    return at;
}

/* The value behind the '=' at `at`; its end with the quote comes back. */
static size_t
read_value(dbn_span *value, dbn_span tag, size_t at)
{
    do
        at++;
    while (at < tag.len && dbn_is_ascii_space(tag.ptr[at]));
    char quote = at < tag.len ? tag.ptr[at] : '\0';
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(tag.ptr + at + 1, quote, tag.len - at - 1);
        size_t close = end == NULL ? tag.len : (size_t)(end - tag.ptr);
        *value = (dbn_span){tag.ptr + at + 1, close - at - 1};
        return close + 1;
    }
    size_t beg = at;
    while (at < tag.len && !dbn_is_ascii_space(tag.ptr[at]) && tag.ptr[at] != '>')
        at++;
    *value = (dbn_span){tag.ptr + beg, at - beg};
    return at;
}

bool
dbn_tag_attribute(dbn_span *value, dbn_span tag, dbn_span name)
{
    size_t at = name_end(tag, tag.len > 0);
    while (at < tag.len && tag.ptr[at] != '>') {
        size_t beg = after_space(tag, at), end = name_end(tag, beg);
        dbn_span found = {tag.ptr + beg, end - beg};
        dbn_span content = {tag.ptr + end, 0};
        if (end == beg)
            break;
        at = end;
        while (at < tag.len && dbn_is_ascii_space(tag.ptr[at]))
            at++;
        if (at < tag.len && tag.ptr[at] == '=')
            at = read_value(&content, tag, at);
        else
            at = end;
        if (dbn_span_equal_ascii(found, name)) {
            *value = content;
            return true;
        }
    }
    return false;
}
