/*
 * One tag of XLIFF or TMX: where it ends, which element it is of, and its attributes as
 * they stand there. An attribute is looked up among those of its tag each time: tags
 * have few, and of most none is asked for.
 */
#include "read/pairs_xml.h"

#include "base/message.h"

static const struct element_name {
    const char *name;
    element element;
} element_names[] = {
    {"xliff", ELEMENT_FILE},
    {"unit", ELEMENT_CASE},
    {"file", ELEMENT_FILE},
    {"header", ELEMENT_FILE},
    {"trans-unit", ELEMENT_UNIT},
    {"segment", ELEMENT_UNIT},
    {"tu", ELEMENT_UNIT},
    {"tuv", ELEMENT_VARIANT},
    {"source", ELEMENT_SOURCE},
    {"target", ELEMENT_TARGET},
    {"seg-source", ELEMENT_CUT_SOURCE},
    {"seg", ELEMENT_TEXT},
    {"mrk", ELEMENT_MARK},
    {"ph", ELEMENT_OPAQUE},
    {"bpt", ELEMENT_OPAQUE},
    {"ept", ELEMENT_OPAQUE},
    {"it", ELEMENT_OPAQUE},
    {"ut", ELEMENT_OPAQUE},
    {"g", ELEMENT_PAIRED},
    {"pc", ELEMENT_PAIRED},
    {"x", ELEMENT_EMPTY},
    {"bx", ELEMENT_EMPTY},
    {"ex", ELEMENT_EMPTY},
    {"sc", ELEMENT_EMPTY},
    {"ec", ELEMENT_EMPTY},
    {"cp", ELEMENT_EMPTY},
    {"alt-trans", ELEMENT_ASIDE},
    {"matches", ELEMENT_ASIDE},
    {"bin-source", ELEMENT_ASIDE},
    {"originalData", ELEMENT_ASIDE},
    {"resourceData", ELEMENT_ASIDE},
    {"match", ELEMENT_MATCH},
};

static element
element_of(dbn_span name)
{
    const char *colon = name.len == 0 ? NULL : memchr(name.ptr, ':', name.len);
    if (colon != NULL) {
        name.len -= (size_t)(colon + 1 - name.ptr);
        name.ptr = colon + 1;
    }
    for (size_t i = 0; i < sizeof element_names / sizeof element_names[0]; i++)
        if (dbn_span_equal(dbn_span_of(element_names[i].name), name))
            return element_names[i].element;
    return ELEMENT_OTHER;
}

dbn_span
pairs_xml_attribute(const tag *t, dbn_span wanted)
{
    dbn_span rest = t->attributes;
    for (size_t at = 0; at < rest.len;) {
        while (at < rest.len &&
               (dbn_is_ascii_space(rest.ptr[at]) || rest.ptr[at] == '/'))
            at++;
        size_t beg = at;
        while (at < rest.len && rest.ptr[at] != '=' &&
               !dbn_is_ascii_space(rest.ptr[at]))
            at++;
        dbn_span name = {rest.ptr + beg, at - beg};
        while (at < rest.len && rest.ptr[at] != '"' && rest.ptr[at] != '\'')
            at++;
        if (at >= rest.len)
            break;
        char quote = rest.ptr[at++];
        const char *end =
            at < rest.len ? memchr(rest.ptr + at, quote, rest.len - at) : NULL;
        if (end == NULL)
            break;
        dbn_span value = {rest.ptr + at, (size_t)(end - rest.ptr) - at};
        at += value.len + 1;
        if (dbn_span_equal(name, wanted))
            return value;
    }
    return (dbn_span){NULL, 0};
}

dbn_status
pairs_xml_read_tag(scanner *s, tag *out)
{
    dbn_span text = s->d->text;
    uint32_t at = s->at + 1;
    char quote = 0;
    *out = (tag){.range = {s->at, 0}};
    out->is_end = at < text.len && text.ptr[at] == '/';
    at += out->is_end;
    uint32_t beg = at;
    while (at < text.len && !dbn_is_ascii_space(text.ptr[at]) && text.ptr[at] != '>' &&
           text.ptr[at] != '/' && text.ptr[at] != '<')
        at++;
    out->name = (dbn_span){text.ptr + beg, at - beg};
    beg = at;
    for (; at < text.len && (quote != 0 || text.ptr[at] != '>'); at++) {
        char c = text.ptr[at];
        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = 0;
        if (c == '<')
            break;
    }
    if (out->name.len == 0 || at >= text.len || text.ptr[at] != '>')
        return draft_refuse(s->d, s->at, DBN_MESSAGE("a tag does not end"));
    out->attributes = (dbn_span){text.ptr + beg, at - beg};
    out->is_empty = !out->is_end && at > beg && text.ptr[at - 1] == '/';
    out->range.end = at + 1;
    out->element = element_of(out->name);
    s->at = out->range.end;
    return DBN_OK;
}
