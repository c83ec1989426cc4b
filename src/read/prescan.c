/*
 * read/prescan.c - the charset that a page declares of itself.
 *
 * The prescan of the HTML standard (13.2.3.2): meta elements outside comments, their
 * attributes read as the standard says, whatever stands between them. An XML
 * declaration at the very start counts as well.
 */
#include "base/span.h"
#include "read/charset.h"

/* The standard looks at 1024 bytes, and starts again when a declaration comes later;
 * we look far enough at once. */
#define PRESCAN_LEN 16384

typedef struct cursor {
    dbn_span text;
    size_t at;
} cursor;

static bool
is_page_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool
at_end(const cursor *c)
{
    return c->at >= c->text.len;
}

static char
here(const cursor *c)
{
    return at_end(c) ? '\0' : c->text.ptr[c->at];
}

static dbn_span
rest(const cursor *c)
{
    return (dbn_span){c->text.ptr + c->at, c->text.len - c->at};
}

static bool
starts_ascii(dbn_span text, dbn_span prefix)
{
    return text.len >= prefix.len &&
           dbn_span_equal_ascii((dbn_span){text.ptr, prefix.len}, prefix);
}

static void
skip_spaces(cursor *c)
{
    while (!at_end(c) && is_page_space(here(c)))
        c->at++;
}

static void
skip_past(cursor *c, char last)
{
    while (!at_end(c) && here(c) != last)
        c->at++;
}

static dbn_span
quoted_value(cursor *c)
{
    char quote = here(c);
    size_t beg = ++c->at;
    skip_past(c, quote);
    dbn_span value = {c->text.ptr + beg, c->at - beg};
    c->at += !at_end(c);
    return value;
}

static dbn_span
attribute_value(cursor *c)
{
    skip_spaces(c);
    if (here(c) == '"' || here(c) == '\'')
        return quoted_value(c);
    size_t beg = c->at;
    while (!at_end(c) && !is_page_space(here(c)) && here(c) != '>')
        c->at++;
    return (dbn_span){c->text.ptr + beg, c->at - beg};
}

/* The next attribute of a tag; false at its end. */
static bool
next_attribute(cursor *c, dbn_span *name, dbn_span *value)
{
    while (!at_end(c) && (is_page_space(here(c)) || here(c) == '/'))
        c->at++;
    *value = DBN_SPAN("");
    size_t beg = c->at;
    if (at_end(c) || here(c) == '>')
        return false;
    c->at++; /* a name may start with an equals sign */
    while (!at_end(c) && !is_page_space(here(c)) && here(c) != '/' && here(c) != '>' &&
           here(c) != '=')
        c->at++;
    *name = (dbn_span){c->text.ptr + beg, c->at - beg};
    skip_spaces(c);
    if (here(c) == '=') {
        c->at++;
        *value = attribute_value(c);
    }
    return true;
}

/* The label in "text/html; charset=label". */
static dbn_span
label_in_content(dbn_span content)
{
    cursor c = {content, 0};
    for (; !at_end(&c); c.at++) {
        if (!starts_ascii(rest(&c), DBN_SPAN("charset")))
            continue;
        cursor after = {content, c.at + 7};
        skip_spaces(&after);
        if (here(&after) != '=')
            continue;
        after.at++;
        skip_spaces(&after);
        if (here(&after) == '"' || here(&after) == '\'') {
            dbn_span value = quoted_value(&after);
            bool is_closed = value.ptr + value.len < content.ptr + content.len;
            return is_closed ? value : DBN_SPAN("");
        }
        size_t beg = after.at;
        while (!at_end(&after) && !is_page_space(here(&after)) && here(&after) != ';')
            after.at++;
        return (dbn_span){content.ptr + beg, after.at - beg};
    }
    return DBN_SPAN("");
}

/* What a meta element, whose name has been read, declares. */
static dbn_charset
charset_of_meta(cursor *c)
{
    bool has_pragma = false, needs_pragma = false;
    bool seen_pragma = false, seen_content = false, seen_charset = false;
    dbn_charset charset = DBN_CHARSET_COUNT;
    dbn_span name, value;
    while (next_attribute(c, &name, &value)) {
        if (dbn_span_equal_ascii(name, DBN_SPAN("http-equiv")) && !seen_pragma) {
            seen_pragma = true;
            has_pragma = dbn_span_equal_ascii(value, DBN_SPAN("content-type"));
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("content")) && !seen_content) {
            seen_content = true;
            dbn_charset found = dbn_charset_of_label(label_in_content(value));
            if (!seen_charset && found != DBN_CHARSET_COUNT) {
                charset = found;
                needs_pragma = true;
            }
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("charset")) && !seen_charset) {
            seen_charset = true;
            charset = dbn_charset_of_label(value);
            needs_pragma = false;
        }
    }
    return needs_pragma && !has_pragma ? DBN_CHARSET_COUNT : charset;
}

static dbn_charset
charset_of_xml(dbn_span page)
{
    cursor c = {page, 0};
    if (!dbn_span_starts(page, DBN_SPAN("<?xml")))
        return DBN_CHARSET_COUNT;
    skip_past(&c, '>');
    dbn_span declaration = {page.ptr, c.at};
    for (c = (cursor){declaration, 0}; !at_end(&c); c.at++) {
        if (!dbn_span_starts(rest(&c), DBN_SPAN("encoding")))
            continue;
        c.at += 8;
        skip_spaces(&c);
        if (here(&c) != '=')
            continue;
        c.at++;
        skip_spaces(&c);
        if (here(&c) == '"' || here(&c) == '\'')
            return dbn_charset_of_label(quoted_value(&c));
    }
    return DBN_CHARSET_COUNT;
}

static void
skip_comment(cursor *c)
{
    c->at += 2; /* the two dashes that open may be those that close */
    while (!at_end(c) && !dbn_span_starts(rest(c), DBN_SPAN("-->")))
        c->at++;
    c->at += 2;
}

/* Skip a tag that is no meta element, with its attributes. */
static void
skip_tag(cursor *c)
{
    dbn_span name, value;
    while (!at_end(c) && !is_page_space(here(c)) && here(c) != '>')
        c->at++;
    while (next_attribute(c, &name, &value))
        ;
}

static bool
is_meta_tag(dbn_span text)
{
    return text.len > 5 && starts_ascii(text, DBN_SPAN("<meta")) &&
           (is_page_space(text.ptr[5]) || text.ptr[5] == '/');
}

static bool
is_tag(dbn_span text)
{
    size_t name = text.len > 1 && text.ptr[1] == '/' ? 2 : 1;
    return text.len > name && text.ptr[0] == '<' && dbn_is_ascii_alpha(text.ptr[name]);
}

static bool
is_declaration(dbn_span text)
{
    return text.len > 1 &&
           (text.ptr[1] == '!' || text.ptr[1] == '/' || text.ptr[1] == '?');
}

/* A page that can be read up to its declaration is not in UTF-16. */
static dbn_charset
as_declared(dbn_charset charset)
{
    if (charset == DBN_CHARSET_UTF_16BE || charset == DBN_CHARSET_UTF_16LE)
        return DBN_CHARSET_UTF_8;
    return charset == DBN_CHARSET_X_USER_DEFINED ? DBN_CHARSET_WINDOWS_1252 : charset;
}

dbn_charset
dbn_charset_declared(dbn_span page)
{
    if (page.len > PRESCAN_LEN)
        page.len = PRESCAN_LEN;
    dbn_charset charset = charset_of_xml(page);
    for (cursor c = {page, 0}; !at_end(&c) && charset == DBN_CHARSET_COUNT; c.at++) {
        if (here(&c) != '<')
            continue;
        if (dbn_span_starts(rest(&c), DBN_SPAN("<!--"))) {
            skip_comment(&c);
        } else if (is_meta_tag(rest(&c))) {
            c.at += 5;
            charset = charset_of_meta(&c);
        } else if (is_tag(rest(&c))) {
            skip_tag(&c);
        } else if (is_declaration(rest(&c))) {
            skip_past(&c, '>');
        }
    }
    return as_declared(charset);
}
