/*
 * TBX, read as a stream: elements by their local names, so that both versions and both
 * styles are one.
 *
 *     termEntry, conceptEntry                       a concept
 *       descrip type="subjectField", subjectField   its domain
 *       langSet, langSec  xml:lang                  what it is called in a language
 *         term
 *         termNote type="administrativeStatus", administrativeStatus
 */
#include "glossary/read.h"

#include <libxml/xmlreader.h>
#include <libxml/xmlversion.h>
#include <stdio.h>

#include "lang/yaml.h"
#include "text/xml_guard.h"

/* Of a concept: more is no concept. */
#define TERMS_MAX 256U

typedef struct concept_term {
    dbn_span text;
    uint32_t line;
    uint32_t fits;    /* the language of the terms; 0: it is in another one */
    uint32_t targets; /* the language of translations */
    dbn_term_status status;
} concept_term;

typedef struct tbx {
    dbn_glossary *glossary;
    const dbn_glossary_reading *reading;
    xmlTextReaderPtr reader;
    concept_term terms[TERMS_MAX];
    uint32_t count;
    concept_term *last;      /* what a status belongs to; NULL: a term not taken */
    dbn_span domain, target; /* the first other language where none is wanted */
    uint32_t fits, targets;  /* of the language under way */
    enum { IN_NOTHING, IN_TERM, IN_STATUS, IN_DOMAIN } inside;
    int depth;       /* of the element whose text is gathered */
    uint32_t line;   /* where it begins */
    dbn_buffer text; /* what it holds so far, in elements within it, too */
    dbn_error *err;
} tbx;

bool
dbn_glossary_libxml(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", LIBXML_DOTTED_VERSION);
    return true;
}

bool
dbn_glossary_is_tbx(dbn_span bytes)
{
    if (dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")))
        bytes = (dbn_span){bytes.ptr + 3, bytes.len - 3};
    bytes = dbn_span_trim(bytes);
    return dbn_span_starts(bytes, DBN_SPAN("<?xml")) ||
           dbn_span_starts(bytes, DBN_SPAN("<martif")) ||
           dbn_span_starts(bytes, DBN_SPAN("<tbx"));
}

static bool
is_named(const xmlChar *name, const char *a, const char *b)
{
    dbn_span own = dbn_span_of((const char *)name);
    return dbn_span_equal(own, dbn_span_of(a)) || dbn_span_equal(own, dbn_span_of(b));
}

/* ---- concepts ---------------------------------------------------------------------
 */

static dbn_status
add_term(tbx *x, const concept_term *term, dbn_span translation)
{
    dbn_error err = {0};
    dbn_glossary_entry entry = {.term = term->text,
                                .translation = translation,
                                .domain = x->domain,
                                .line = term->line,
                                .status = term->status};
    dbn_status status = dbn_glossary_add(x->glossary, &entry, &err);
    if (status == DBN_ERR_SYNTAX) {
        if (x->reading->on_broken != NULL)
            x->reading->on_broken(x->reading->context, term->line, err.message);
        return DBN_OK;
    }
    if (status != DBN_OK && x->err != NULL)
        *x->err = err;
    return status;
}

/* "a|b": what may be written, of the translations, or of the terms themselves. */
static dbn_status
join(dbn_buffer *out, const tbx *x, bool translations)
{
    out->count = 0;
    for (uint32_t i = 0; i < x->count; i++) {
        const concept_term *term = &x->terms[i];
        if ((translations ? term->targets : term->fits) == 0 ||
            term->status == DBN_TERM_FORBIDDEN)
            continue;
        if (out->count > 0)
            DBN_TRY(dbn_vec_push(x->reading->arena, out, '|'));
        DBN_TRY(dbn_vec_append(x->reading->arena, out, term->text.ptr,
                               (uint32_t)term->text.len));
    }
    return DBN_OK;
}

static dbn_status
finish_concept(tbx *x)
{
    dbn_buffer targets = {0}, terms = {0};
    if (join(&targets, x, true) != DBN_OK || join(&terms, x, false) != DBN_OK)
        return dbn_load_nomem(x->err);
    for (uint32_t i = 0; i < x->count; i++) {
        const concept_term *term = &x->terms[i];
        const dbn_buffer *other =
            term->status == DBN_TERM_FORBIDDEN && terms.count > 0 ? &terms : &targets;
        if (term->fits > 0)
            DBN_TRY(add_term(x, term, (dbn_span){other->items, other->count}));
    }
    return DBN_OK;
}

/* ---- elements ---------------------------------------------------------------------
 */

static void
begin_language(tbx *x)
{
    xmlChar *tag = xmlTextReaderGetAttribute(x->reader, (const xmlChar *)"xml:lang");
    dbn_span lang = dbn_span_of((const char *)tag);
    x->fits = dbn_glossary_lang_fits(lang, x->reading->lang);
    if (x->reading->target.len == 0 && x->target.len == 0 && x->fits == 0)
        x->target = dbn_arena_copy(x->reading->arena, lang);
    x->targets = x->fits > 0 ? 0
                             : dbn_glossary_lang_fits(lang, x->reading->target.len > 0
                                                                ? x->reading->target
                                                                : x->target);
    xmlFree(tag);
}

/* An element that holds what another one says by its `type`. */
static bool
has_type(tbx *x, const char *type)
{
    xmlChar *value = xmlTextReaderGetAttribute(x->reader, (const xmlChar *)"type");
    bool is_it = value != NULL && is_named(value, type, type);
    xmlFree(value);
    return is_it;
}

/* What the element's text will be. */
static void
begin_element(tbx *x, const xmlChar *name)
{
    if (is_named(name, "termEntry", "conceptEntry")) {
        x->count = 0;
        x->last = NULL;
        x->domain = (dbn_span){"", 0};
    } else if (is_named(name, "langSet", "langSec")) {
        x->last = NULL;
        begin_language(x);
    } else if (is_named(name, "term", "term")) {
        x->last = NULL;
        x->inside = IN_TERM;
    } else if (is_named(name, "administrativeStatus", "normativeAuthorization") ||
               (is_named(name, "termNote", "termNote") &&
                (has_type(x, "administrativeStatus") ||
                 has_type(x, "normativeAuthorization")))) {
        x->inside = IN_STATUS;
    } else if (is_named(name, "subjectField", "subjectField") ||
               (is_named(name, "descrip", "descrip") && has_type(x, "subjectField"))) {
        x->inside = IN_DOMAIN;
    }
    if (xmlTextReaderIsEmptyElement(x->reader)) /* no end follows */
        x->inside = IN_NOTHING;
    x->depth = xmlTextReaderDepth(x->reader);
    x->line = (uint32_t)xmlTextReaderGetParserLineNumber(x->reader);
    x->text.count = 0;
}

static dbn_status
gather(tbx *x, const xmlChar *text)
{
    dbn_span more = dbn_span_of((const char *)text);
    if (x->inside == IN_NOTHING)
        return DBN_OK;
    return dbn_vec_append(x->reading->arena, &x->text, more.ptr, (uint32_t)more.len) ==
                   DBN_OK
               ? DBN_OK
               : dbn_load_nomem(x->err);
}

static dbn_status
take_text(tbx *x)
{
    if (x->text.count == 0)
        return DBN_OK;
    dbn_span text = dbn_span_trim((dbn_span){x->text.items, x->text.count});
    if (text.len == 0)
        return DBN_OK;
    if (x->inside == IN_STATUS) {
        if (x->last != NULL)
            x->last->status = dbn_term_status_of(text);
        return DBN_OK;
    }
    text = dbn_arena_copy(x->reading->arena, text);
    if (text.ptr == NULL)
        return dbn_load_nomem(x->err);
    if (x->inside == IN_DOMAIN) {
        x->domain = text;
    } else if (x->count < TERMS_MAX && x->fits + x->targets > 0) {
        x->last = &x->terms[x->count++];
        *x->last =
            (concept_term){text, x->line, x->fits, x->targets, DBN_TERM_PREFERRED};
    }
    return DBN_OK;
}

static dbn_status
end_element(tbx *x, const xmlChar *name)
{
    if (x->inside == IN_NOTHING)
        return is_named(name, "termEntry", "conceptEntry") ? finish_concept(x) : DBN_OK;
    if (xmlTextReaderDepth(x->reader) > x->depth)
        return DBN_OK;
    dbn_status status = take_text(x);
    x->inside = IN_NOTHING;
    return status;
}

static dbn_status
read_node(tbx *x)
{
    const xmlChar *name = xmlTextReaderConstLocalName(x->reader);
    switch (xmlTextReaderNodeType(x->reader)) {
    case XML_READER_TYPE_ELEMENT:
        if (x->inside == IN_NOTHING) /* else <hi>, whose text is the term's */
            begin_element(x, name);
        return DBN_OK;
    case XML_READER_TYPE_END_ELEMENT:
        return end_element(x, name);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return gather(x, xmlTextReaderConstValue(x->reader));
    default:
        return DBN_OK;
    }
}

static void
ignore(void *context, xmlErrorPtr error)
{
    (void)context;
    (void)error;
}

/* What a concept needs is forgotten behind it, but for the language of translations. */
static dbn_status
read_nodes(tbx *x)
{
    int found;
    while ((found = xmlTextReaderRead(x->reader)) == 1)
        DBN_TRY(read_node(x));
    if (found == 0)
        return DBN_OK;
    return dbn_fail(x->err, DBN_ERR_SYNTAX, "no XML from line %d on",
                    xmlTextReaderGetParserLineNumber(x->reader));
}

dbn_status
dbn_glossary_read_tbx(dbn_glossary *glossary, dbn_span bytes,
                      const dbn_glossary_reading *reading, dbn_error *err)
{
    dbn_error own = {0};
    dbn_xml_guard guard = {0};
    err = err == NULL ? &own : err;
    if (bytes.len > INT32_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "a glossary of more than 2 GiB");
    if (!dbn_xml_guard_pass(&guard, bytes)) {
        dbn_status status = dbn_fail(err, DBN_ERR_SYNTAX, "%s", guard.why);
        err->line = guard.lines + 1;
        return status;
    }
    tbx *x = dbn_arena_alloc(reading->arena, sizeof *x);
    xmlTextReaderPtr reader = xmlReaderForMemory(bytes.ptr, (int)bytes.len, NULL, NULL,
                                                 XML_PARSE_NONET | XML_PARSE_NOCDATA);
    if (x == NULL || reader == NULL) {
        xmlFreeTextReader(reader);
        return dbn_load_nomem(err);
    }
    *x = (tbx){.glossary = glossary,
               .reading = reading,
               .reader = reader,
               .domain = {"", 0},
               .err = err};
    xmlTextReaderSetStructuredErrorHandler(reader, ignore, NULL);
    dbn_status status = read_nodes(x);
    xmlFreeTextReader(reader);
    return status;
}
