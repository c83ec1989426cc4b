#include "support/html_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 64

typedef struct name {
    const char *ptr;
    size_t len;
} name;

typedef struct names {
    name *items;
    size_t count, cap;
} names;

typedef struct reader {
    const char *at, *end;
    name open[DEPTH_MAX];
    int depth;
    names ids, links;
    html_text *texts;
    int text_depth; /* of the <p class="t"> that is open, 0 for none */
    int sup_depth;
    char fault[160];
} reader;

static bool
fail(reader *r, const char *what)
{
    if (r->fault[0] == '\0')
        (void)snprintf(r->fault, sizeof r->fault, "%s at '%.*s'", what,
                       (int)(r->end - r->at < 60 ? r->end - r->at : 60), r->at);
    return false;
}

static void
add_name(names *list, const char *ptr, size_t len)
{
    if (list->count == list->cap) {
        list->cap = list->cap == 0 ? 64 : list->cap * 2;
        list->items = realloc(list->items, list->cap * sizeof *list->items);
        if (list->items == NULL)
            abort();
    }
    list->items[list->count++] = (name){ptr, len};
}

static int
by_name(const void *left, const void *right)
{
    const name *a = left, *b = right;
    size_t len = a->len < b->len ? a->len : b->len;
    int order = len == 0 ? 0 : memcmp(a->ptr, b->ptr, len);
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static bool
is_name(name n, const char *literal)
{
    return n.len == strlen(literal) && memcmp(n.ptr, literal, n.len) == 0;
}

static void
append(html_text *text, const char *bytes, size_t len)
{
    if (len > text->cap - text->len) {
        text->cap = text->cap * 2 + len;
        text->ptr = realloc(text->ptr, text->cap);
        if (text->ptr == NULL)
            abort();
    }
    if (len > 0)
        memcpy(text->ptr + text->len, bytes, len);
    text->len += len;
}

void
html_text_add(html_text *text, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        char picture[] = {'\xE2', '\x90', (char)(0x80 + byte)};
        bool is_shown = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
        if (is_shown)
            append(text, picture, sizeof picture);
        else
            append(text, bytes + i, 1);
    }
}

static bool
takes(reader *r, const char *literal)
{
    size_t len = strlen(literal);
    if ((size_t)(r->end - r->at) < len || memcmp(r->at, literal, len) != 0)
        return false;
    r->at += len;
    return true;
}

static name
take_name(reader *r)
{
    name n = {r->at, 0};
    while (r->at < r->end && *r->at != '\0' &&
           strchr("abcdefghijklmnopqrstuvwxyz0123456789-", *r->at) != NULL)
        r->at++;
    n.len = (size_t)(r->at - n.ptr);
    return n;
}

/* A character of content or of an attribute; what it means goes to *out. */
static bool
take_character(reader *r, html_text *out)
{
    static const struct {
        const char *escape, *meaning;
    } escapes[] = {{"&amp;", "&"},
                   {"&lt;", "<"},
                   {"&gt;", ">"},
                   {"&quot;", "\""},
                   {"&#13;", "\r"}};
    unsigned char byte = (unsigned char)*r->at;
    for (size_t i = 0; byte == '&' && i < sizeof escapes / sizeof escapes[0]; i++) {
        if (!takes(r, escapes[i].escape))
            continue;
        if (out != NULL)
            append(out, escapes[i].meaning, 1);
        return true;
    }
    if (byte == '&' || byte == '<' || byte == '>')
        return fail(r, "not escaped");
    if (byte < 0x20 && byte != '\n' && byte != '\t')
        return fail(r, "a control");
    if (out != NULL)
        append(out, r->at, 1);
    r->at++;
    return true;
}

static bool
take_attributes(reader *r, bool *is_text)
{
    while (takes(r, " ")) {
        name attribute = take_name(r);
        if (attribute.len == 0 || !takes(r, "=\""))
            return fail(r, "no attribute");
        const char *value = r->at;
        while (r->at < r->end && *r->at != '"')
            if (!take_character(r, NULL))
                return false;
        size_t len = (size_t)(r->at - value);
        if (!takes(r, "\""))
            return fail(r, "an attribute without end");
        if (is_name(attribute, "id"))
            add_name(&r->ids, value, len);
        if (is_name(attribute, "href") && (len == 0 || value[0] != '#'))
            return fail(r, "a link that leads out");
        if (is_name(attribute, "href"))
            add_name(&r->links, value + 1, len - 1);
        if (is_name(attribute, "class") && len == 1 && value[0] == 't')
            *is_text = true;
    }
    return true;
}

static bool
is_open(const reader *r, const char *literal)
{
    for (int i = 0; i < r->depth; i++)
        if (is_name(r->open[i], literal))
            return true;
    return false;
}

/* May the element stand where it begins? */
static bool
may_stand(reader *r, name element)
{
    static const char *const inlines[] = {"a",    "b", "code", "del", "i",      "ins",
                                          "mark", "q", "span", "sup", "strong", NULL};
    bool is_inline = false;
    for (int i = 0; inlines[i] != NULL; i++)
        is_inline = is_inline || is_name(element, inlines[i]);
    if (is_name(element, "a") && is_open(r, "a"))
        return fail(r, "a link in a link");
    if (!is_inline && (is_open(r, "p") || is_open(r, "h1") || is_open(r, "h3")))
        return fail(r, "a block in a paragraph");
    return true;
}

static bool
take_start(reader *r)
{
    bool is_text = false;
    name element = take_name(r);
    if (element.len == 0 || r->depth == DEPTH_MAX)
        return fail(r, "no element");
    if (!may_stand(r, element) || !take_attributes(r, &is_text))
        return false;
    if (takes(r, "/>"))
        return true;
    if (!takes(r, ">"))
        return fail(r, "a tag without end");
    r->open[r->depth++] = element;
    if (is_text && is_name(element, "p"))
        r->text_depth = r->depth;
    if (is_name(element, "sup") && r->sup_depth == 0)
        r->sup_depth = r->depth;
    if (is_name(element, "style"))
        while (r->at < r->end && *r->at != '<')
            r->at++;
    return true;
}

static bool
take_end(reader *r)
{
    name element = take_name(r);
    if (r->depth == 0 || by_name(&element, &r->open[r->depth - 1]) != 0)
        return fail(r, "closes what is not open");
    if (!takes(r, ">"))
        return fail(r, "a tag without end");
    if (r->text_depth == r->depth) {
        r->text_depth = 0;
        if (r->texts != NULL)
            append(r->texts, "\n", 1);
    }
    if (r->sup_depth == r->depth)
        r->sup_depth = 0;
    r->depth--;
    return true;
}

static bool
read_all(reader *r)
{
    if (!takes(r, "<!DOCTYPE html>\n"))
        return fail(r, "no document type");
    while (r->at < r->end) {
        bool is_wanted = r->text_depth > 0 && r->sup_depth == 0;
        bool is_good;
        if (takes(r, "</"))
            is_good = take_end(r);
        else if (takes(r, "<"))
            is_good = take_start(r);
        else
            is_good = take_character(r, is_wanted ? r->texts : NULL);
        if (!is_good)
            return false;
    }
    return r->depth == 0 || fail(r, "something is not closed");
}

static bool
check_links(reader *r)
{
    if (r->ids.count > 1)
        qsort(r->ids.items, r->ids.count, sizeof r->ids.items[0], by_name);
    for (size_t i = 1; i < r->ids.count; i++) {
        r->at = r->ids.items[i].ptr;
        if (by_name(&r->ids.items[i - 1], &r->ids.items[i]) == 0)
            return fail(r, "an id twice");
    }
    for (size_t i = 0; i < r->links.count; i++) {
        r->at = r->links.items[i].ptr;
        if (r->ids.count == 0 || bsearch(&r->links.items[i], r->ids.items, r->ids.count,
                                         sizeof r->ids.items[0], by_name) == NULL)
            return fail(r, "a link to nothing");
    }
    return true;
}

const char *
html_fault(const char *html, size_t len, html_text *texts)
{
    static char fault[160];
    reader r = {.at = html, .end = html + len, .texts = texts};
    bool is_good = read_all(&r) && check_links(&r);
    free(r.ids.items);
    free(r.links.items);
    memcpy(fault, r.fault, sizeof fault);
    return is_good ? NULL : fault;
}
