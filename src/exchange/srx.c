/*
 * SRX, read as a stream: elements by their local names, so that both versions, with
 * their name spaces or without, are one.
 *
 *     srx version
 *       header cascade
 *       languagerule languagerulename                  a list
 *         rule break="yes|no"
 *           beforebreak, afterbreak                    expressions
 *       languagemap languagepattern languagerulename   whom it is for
 */
#include "exchange/srx.h"

#include <libxml/xmlreader.h>

#include "base/message.h"
#include "lang/yaml.h"
#include "text/xml_guard.h"

typedef struct srx {
    dbn_breaks *breaks;
    xmlTextReaderPtr reader;
    const char *name;
    dbn_arena arena; /* of expressions */
    dbn_buffer before, after;
    dbn_buffer *into; /* the one that is gathered; NULL: none */
    size_t rule_line; /* where the rule under way begins; 0: none does */
    bool is_end, is_srx, has_list;
    dbn_error *err;
} srx;

/* How much of a file's name a message shows, so that its reason has room. */
#define NAME_SHOWN 100

/* Say where the fault is, and return its status. */
static dbn_status
refuse(srx *x, size_t line, dbn_status status, const char *reason)
{
    size_t len = strlen(x->name);
    const char *shown = len > NAME_SHOWN ? x->name + (len - NAME_SHOWN) : x->name;
    return dbn_fail(x->err, status, "%s%s:%zu: %s", shown == x->name ? "" : "...",
                    shown, line, reason);
}

/* The line of the node under way: the parser is further on. */
static size_t
line_of(const srx *x)
{
    long line = xmlGetLineNo(xmlTextReaderCurrentNode(x->reader));
    return line > 0 ? (size_t)line : 1;
}

static bool
is_named(const xmlChar *name, const char *wanted)
{
    return name != NULL && strcmp((const char *)name, wanted) == 0;
}

/* An attribute; NULL where there is none. To be freed. */
static xmlChar *
attribute(const srx *x, const char *name)
{
    return xmlTextReaderGetAttribute(x->reader, (const xmlChar *)name);
}

/* ---- elements -------------------------------------------------------------------- */

static dbn_status
begin_file(srx *x)
{
    xmlChar *version = attribute(x, "version");
    bool is_known = is_named(version, "1.0") || is_named(version, "2.0");
    xmlFree(version);
    x->is_srx = true;
    return is_known ? DBN_OK
                    : refuse(x, line_of(x), DBN_ERR_SYNTAX,
                             DBN_MESSAGE("SRX of version 1.0 or 2.0 is wanted"));
}

static dbn_status
begin_header(srx *x)
{
    xmlChar *cascade = attribute(x, "cascade");
    dbn_breaks_cascade(x->breaks, is_named(cascade, "yes"));
    xmlFree(cascade);
    return DBN_OK;
}

static dbn_status
begin_list(srx *x)
{
    dbn_error why = {0};
    xmlChar *name = attribute(x, "languagerulename");
    dbn_status status =
        name == NULL
            ? dbn_fail(&why, DBN_ERR_SYNTAX, "'%s' has no '%s'", "languagerule",
                       "languagerulename")
            : dbn_breaks_begin(x->breaks, dbn_span_of((const char *)name), &why);
    xmlFree(name);
    x->has_list = status == DBN_OK;
    return status == DBN_OK ? DBN_OK : refuse(x, line_of(x), status, why.message);
}

static dbn_status
begin_map(srx *x)
{
    dbn_error why = {0};
    xmlChar *pattern = attribute(x, "languagepattern");
    xmlChar *name = attribute(x, "languagerulename");
    dbn_status status =
        pattern == NULL || name == NULL
            ? dbn_fail(&why, DBN_ERR_SYNTAX, "'%s' has no '%s'", "languagemap",
                       pattern == NULL ? "languagepattern" : "languagerulename")
            : dbn_breaks_map(x->breaks, dbn_span_of((const char *)pattern),
                             dbn_span_of((const char *)name), &why);
    xmlFree(pattern);
    xmlFree(name);
    return status == DBN_OK ? DBN_OK : refuse(x, line_of(x), status, why.message);
}

static dbn_status
begin_rule(srx *x)
{
    xmlChar *is_end = attribute(x, "break");
    bool is_known = is_end == NULL || is_named(is_end, "yes") || is_named(is_end, "no");
    x->is_end = !is_named(is_end, "no");
    xmlFree(is_end);
    x->before.count = 0;
    x->after.count = 0;
    x->rule_line = line_of(x);
    if (!is_known)
        return refuse(x, x->rule_line, DBN_ERR_SYNTAX,
                      DBN_MESSAGE("'break' must be yes or no"));
    return x->has_list ? DBN_OK
                       : refuse(x, x->rule_line, DBN_ERR_SYNTAX,
                                DBN_MESSAGE("a rule outside of every 'languagerule'"));
}

static dbn_status
end_rule(srx *x)
{
    dbn_error why = {0};
    const dbn_break_rule rule = {.before = {x->before.items, x->before.count},
                                 .after = {x->after.items, x->after.count},
                                 .is_end = x->is_end};
    dbn_status status = dbn_breaks_add(x->breaks, &rule, &why);
    size_t line = x->rule_line;
    x->rule_line = 0;
    return status == DBN_OK ? DBN_OK : refuse(x, line, status, why.message);
}

static dbn_status
end_element(srx *x, const xmlChar *name)
{
    x->into = NULL;
    if (is_named(name, "languagerule"))
        x->has_list = false;
    return is_named(name, "rule") && x->rule_line > 0 ? end_rule(x) : DBN_OK;
}

static dbn_status
begin_element(srx *x, const xmlChar *name)
{
    static const struct {
        const char *name;
        dbn_status (*begin)(srx *x);
    } elements[] = {{"header", begin_header},
                    {"languagerule", begin_list},
                    {"languagemap", begin_map},
                    {"rule", begin_rule}};
    if (!x->is_srx)
        return is_named(name, "srx") ? begin_file(x)
                                     : refuse(x, line_of(x), DBN_ERR_SYNTAX,
                                              DBN_MESSAGE("this is no SRX"));
    bool is_empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (is_named(name, elements[i].name))
            DBN_TRY(elements[i].begin(x));
    x->into = x->rule_line == 0               ? NULL
              : is_named(name, "beforebreak") ? &x->before
              : is_named(name, "afterbreak")  ? &x->after
                                              : NULL;
    return is_empty ? end_element(x, name) : DBN_OK;
}

static dbn_status
gather(srx *x)
{
    dbn_span text = dbn_span_of((const char *)xmlTextReaderConstValue(x->reader));
    if (x->into == NULL || text.len == 0)
        return DBN_OK;
    if (x->into->count + text.len > DBN_BREAK_BYTES_MAX)
        return refuse(x, x->rule_line, DBN_ERR_LIMIT,
                      DBN_MESSAGE("an expression of more than 65535 bytes"));
    return dbn_vec_append(&x->arena, x->into, text.ptr, (uint32_t)text.len) == DBN_OK
               ? DBN_OK
               : dbn_fail(x->err, DBN_ERR_NOMEM, "no memory is left");
}

static dbn_status
read_node(srx *x)
{
    const xmlChar *name = xmlTextReaderConstLocalName(x->reader);
    switch (xmlTextReaderNodeType(x->reader)) {
    case XML_READER_TYPE_ELEMENT:
        return begin_element(x, name);
    case XML_READER_TYPE_END_ELEMENT:
        return end_element(x, name);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return gather(x);
    default:
        return DBN_OK;
    }
}

/* ---- the file -------------------------------------------------------------------- */

static void
ignore(void *context, xmlErrorPtr error)
{
    (void)context;
    (void)error;
}

static dbn_status
read_nodes(srx *x)
{
    int found;
    dbn_span missing;
    while ((found = xmlTextReaderRead(x->reader)) == 1)
        DBN_TRY(read_node(x));
    int last = xmlTextReaderGetParserLineNumber(x->reader);
    size_t line = last > 0 ? (size_t)last : 1;
    if (found < 0)
        return refuse(x, line, DBN_ERR_SYNTAX, DBN_MESSAGE("no XML from here on"));
    if (dbn_breaks_are_whole(x->breaks, &missing))
        return DBN_OK;
    dbn_error why = {0};
    (void)dbn_fail(&why, DBN_ERR_SYNTAX,
                   "a language is mapped to '%.*s', which is no list of rules",
                   DBN_SHOWN(missing));
    return refuse(x, line, DBN_ERR_SYNTAX, why.message);
}

dbn_status
dbn_srx_read(dbn_breaks **out, dbn_span bytes, const char *name, dbn_error *err)
{
    dbn_error own = {0};
    srx x = {.name = name, .err = err == NULL ? &own : err};
    dbn_xml_guard guard = {0};
    *out = NULL;
    if (bytes.len > DBN_SRX_BYTES_MAX)
        return dbn_fail(x.err, DBN_ERR_LIMIT, "'%s' is larger than %zu MiB", name,
                        DBN_SRX_BYTES_MAX >> 20);
    if (!dbn_xml_guard_pass(&guard, bytes))
        return refuse(&x, (size_t)guard.lines + 1, DBN_ERR_SYNTAX, guard.why);
    DBN_TRY(dbn_breaks_new(&x.breaks, x.err));
    dbn_arena_init(&x.arena, 0);
    x.reader = xmlReaderForMemory(bytes.ptr, (int)bytes.len, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    dbn_status status = DBN_OK;
    if (x.reader == NULL) {
        status = dbn_fail(x.err, DBN_ERR_NOMEM, "no memory is left");
    } else {
        xmlTextReaderSetStructuredErrorHandler(x.reader, ignore, NULL);
        status = read_nodes(&x);
        xmlFreeTextReader(x.reader);
    }
    dbn_arena_release(&x.arena);
    if (status == DBN_OK)
        *out = x.breaks;
    else
        dbn_breaks_free(x.breaks);
    return status;
}
