/*
 * Read through the events of libxml2's parser, since its trees take ten times as much.
 * Linear in the file.
 */
#include "exchange/xml.h"

#include <assert.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/message.h"
#include "text/xml_guard.h"

typedef struct reading {
    dbn_xml *xml;
    dbn_job *job;
    xmlParserCtxtPtr parser;
    uint32_t open;     /* the innermost element that has not ended; DBN_NONE: none */
    dbn_status status; /* the first failure of ours */
    const dbn_xml_stream *stream; /* NULL: all is kept */
    uint32_t handing; /* the element that will be handed over; DBN_NONE: outside */
    bool has_head;    /* the stream's, which stays */
    dbn_xml_guard guard;
    const xmlChar *last_address; /* the last namespace, of the parser's dictionary */
    uint32_t last_ns;            /* and its number */
} reading;

/* ---- keeping -------------------------------------------------------------------- */

static void
stop(reading *r, dbn_status status)
{
    if (r->status == DBN_OK)
        r->status = status;
    xmlStopParser(r->parser);
}

static uint32_t
line_of(const reading *r)
{
    return r->parser->input == NULL ? 0 : (uint32_t)r->parser->input->line;
}

static dbn_status
refuse(reading *r, const char *why)
{
    dbn_status status = dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "%s", why);
    r->job->err.line = line_of(r);
    return status;
}

/* Nothing is there that would hold the parser up. */
static dbn_status
look_at(reading *r, const char *bytes, size_t count)
{
    if (dbn_xml_guard_pass(&r->guard, (dbn_span){bytes, count}))
        return DBN_OK;
    dbn_status status = refuse(r, r->guard.why);
    r->job->err.line += r->guard.lines;
    return status;
}

static dbn_status
keep(reading *r, dbn_range *out, const char *bytes, size_t len)
{
    dbn_buffer *text = &r->xml->text;
    if (len > INT32_MAX - text->count)
        return dbn_fail(&r->job->err, DBN_ERR_LIMIT, "more than 2 GiB of text");
    out->beg = text->count;
    DBN_TRY_PUSH(r->job, dbn_vec_append(&r->job->arena, text, bytes, (uint32_t)len));
    out->end = text->count;
    return DBN_OK;
}

static dbn_status
namespace_of(reading *r, uint32_t *out, const xmlChar *address)
{
    dbn_xml *xml = r->xml;
    *out = r->last_ns;
    if (address == r->last_address) /* the parser has each of them once */
        return DBN_OK;
    dbn_span wanted = dbn_span_of((const char *)address);
    *out = DBN_XML_NS_NONE;
    if (wanted.len == 0)
        return DBN_OK;
    for (uint32_t i = DBN_XML_NS_XML; i < xml->namespace_count; i++)
        if (dbn_span_equal(xml->namespaces[i], wanted)) {
            *out = r->last_ns = i;
            r->last_address = address;
            return DBN_OK;
        }
    if (xml->namespace_count == DBN_XML_NAMESPACES_MAX)
        return refuse(r, DBN_MESSAGE("more than 256 namespaces"));
    dbn_span kept = dbn_arena_copy(&r->job->arena, wanted);
    if (kept.ptr == NULL)
        return dbn_job_nomem(r->job);
    *out = xml->namespace_count;
    xml->namespaces[xml->namespace_count++] = kept;
    return DBN_OK;
}

static dbn_status
add_node(reading *r, dbn_xml_node node)
{
    dbn_xml *xml = r->xml;
    if (xml->nodes.count == DBN_NONE - 1)
        return dbn_fail(&r->job->err, DBN_ERR_LIMIT, "too many elements");
    assert(xml->nodes.items != NULL || xml->nodes.cap == 0);
    node.parent = r->open;
    node.line = line_of(r);
    node.end = xml->nodes.count + 1;
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &xml->nodes, node));
    return DBN_OK;
}

/* ---- events --------------------------------------------------------------------- */

/* Five pointers an attribute: name, prefix, namespace, value, end of the value. */
enum {
    ATTR_NAME = 0,
    ATTR_NAMESPACE = 2,
    ATTR_VALUE = 3,
    ATTR_END = 4,
    ATTR_PARTS = 5
};

/* The parser, which replaces nothing, gives each & of a value as "&#38;". */
static void
read_ampersands(dbn_buffer *text, dbn_range *value)
{
    const dbn_span written = DBN_SPAN("&#38;");
    uint32_t to = value->beg;
    for (uint32_t at = value->beg; at < value->end; to++) {
        dbn_span rest = {text->items + at, value->end - at};
        text->items[to] = text->items[at];
        at += dbn_span_starts(rest, written) ? (uint32_t)written.len : 1;
    }
    text->count = value->end = to;
}

static dbn_status
add_attribute(reading *r, const xmlChar *const *parts)
{
    dbn_xml_attr attr = {0};
    const char *name = (const char *)parts[ATTR_NAME];
    DBN_TRY(keep(r, &attr.name, name, strlen(name)));
    DBN_TRY(namespace_of(r, &attr.ns, parts[ATTR_NAMESPACE]));
    DBN_TRY(keep(r, &attr.value, (const char *)parts[ATTR_VALUE],
                 (size_t)(parts[ATTR_END] - parts[ATTR_VALUE])));
    read_ampersands(&r->xml->text, &attr.value);
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->xml->attrs, attr));
    return DBN_OK;
}

static dbn_status
begin_element(reading *r, const xmlChar *name, const xmlChar *address)
{
    dbn_xml_node node = {0};
    DBN_TRY(keep(r, &node.text, (const char *)name, strlen((const char *)name)));
    DBN_TRY(namespace_of(r, &node.ns, address));
    node.attr_beg = node.attr_end = r->xml->attrs.count;
    return add_node(r, node);
}

/* The last nodes, from `node` on. */
static void
forget(reading *r, uint32_t node)
{
    dbn_xml *xml = r->xml;
    xml->text.count = xml->nodes.items[node].text.beg;
    xml->attrs.count = xml->nodes.items[node].attr_beg;
    xml->nodes.count = node;
}

/* The end of an element of a stream: outside of what is handed over nothing stays but
 * what has not ended, the first element, and one head. */
static void
end_in_stream(reading *r, uint32_t ended)
{
    dbn_status status = DBN_OK;
    const dbn_xml_node *node = &r->xml->nodes.items[ended];
    if (r->handing != DBN_NONE && r->handing != ended)
        return;
    if (r->handing == ended) {
        status = r->stream->on_element(r->stream->context, r->xml, ended);
    } else {
        bool is_head = !r->has_head && dbn_span_equal(dbn_xml_text(r->xml, node->text),
                                                      dbn_span_of(r->stream->head));
        r->has_head |= is_head;
        if (is_head || node->parent == DBN_NONE)
            return;
    }
    r->handing = DBN_NONE;
    forget(r, ended);
    if (status != DBN_OK)
        stop(r, status);
}

/* What libxml2 hands over. NOLINTBEGIN(readability-function-size) */
static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *address, int namespace_count, const xmlChar **namespaces,
         int attr_count, int defaulted_count, const xmlChar **attrs)
{
    reading *r = context;
    (void)prefix;
    (void)namespace_count;
    (void)namespaces;
    (void)defaulted_count;
    dbn_status status = r->status;
    bool is_handed = r->stream != NULL && r->handing == DBN_NONE &&
                     strcmp((const char *)name, r->stream->name) == 0;
    if (status == DBN_OK && r->stream != NULL && r->open == DBN_NONE &&
        strcmp((const char *)name, r->stream->root) != 0)
        status = refuse(r, r->stream->refusal);
    if (status == DBN_OK)
        status = begin_element(r, name, address);
    for (int i = 0; i < attr_count && status == DBN_OK; i++)
        status = add_attribute(r, attrs + (ptrdiff_t)i * ATTR_PARTS);
    if (status != DBN_OK) {
        stop(r, status);
        return;
    }
    r->open = r->xml->nodes.count - 1;
    r->xml->nodes.items[r->open].attr_end = r->xml->attrs.count;
    if (is_handed)
        r->handing = r->open;
}

/* NOLINTEND(readability-function-size) */

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *address)
{
    reading *r = context;
    (void)name;
    (void)prefix;
    (void)address;
    if (r->status != DBN_OK || r->open == DBN_NONE)
        return;
    uint32_t ended = r->open;
    dbn_xml_node *node = &r->xml->nodes.items[ended];
    node->end = r->xml->nodes.count;
    r->open = node->parent;
    if (r->stream != NULL)
        end_in_stream(r, ended);
}

/* The parser hands a long text over in pieces. */
static dbn_status
add_text(reading *r, const char *bytes, size_t len)
{
    dbn_xml *xml = r->xml;
    dbn_range range = {0};
    DBN_TRY(keep(r, &range, bytes, len));
    dbn_xml_node *last =
        xml->nodes.count == 0 ? NULL : &xml->nodes.items[xml->nodes.count - 1];
    if (last != NULL && last->is_text && last->parent == r->open &&
        last->text.end == range.beg) {
        last->text.end = range.end;
        return DBN_OK;
    }
    return add_node(r, (dbn_xml_node){.text = range, .is_text = true});
}

static void
on_text(void *context, const xmlChar *bytes, int len)
{
    reading *r = context;
    if (r->status != DBN_OK || r->open == DBN_NONE || len <= 0)
        return;
    if (r->stream != NULL && r->handing == DBN_NONE)
        return;
    dbn_status status = add_text(r, (const char *)bytes, (size_t)len);
    if (status != DBN_OK)
        stop(r, status);
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
           const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    ((reading *)context)->xml->has_doctype = true;
}

/* Its type is that of libxml2. NOLINTBEGIN(readability-non-const-parameter) */
static void
on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
          const xmlChar *system_id, xmlChar *content)
{
    reading *r = context;
    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    stop(r,
         refuse(r, DBN_MESSAGE("the file declares entities: nothing is made of it")));
}

/* NOLINTEND(readability-non-const-parameter) */

/* With its default an attribute stands in every element of its name.
 * NOLINTBEGIN(readability-function-size) */
static void
on_attribute(void *context, const xmlChar *element, const xmlChar *name, int type,
             int def, const xmlChar *value, xmlEnumerationPtr tree)
{
    reading *r = context;
    (void)element;
    (void)name;
    (void)type;
    (void)def;
    (void)value;
    xmlFreeEnumeration(tree);
    stop(r,
         refuse(r, DBN_MESSAGE("the file declares attributes: nothing is made of it")));
}

/* NOLINTEND(readability-function-size) */

static void
on_reference(void *context, const xmlChar *name)
{
    reading *r = context;
    (void)name;
    stop(r, refuse(r, DBN_MESSAGE(
                          "a reference to an entity that the file does not have")));
}

static xmlEntityPtr
on_wanted_entity(void *context, const xmlChar *name)
{
    (void)context;
    return xmlGetPredefinedEntity(name);
}

/* The first is what is wrong; what follows often only comes of it. */
static void
on_error(void *context, xmlErrorPtr error)
{
    reading *r = context;
    if (r->status != DBN_OK || error->level < XML_ERR_ERROR)
        return;
    dbn_span message = dbn_span_trim(dbn_span_of(error->message));
    r->status = dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "not well-formed: %.*s",
                         (int)(message.len < 160 ? message.len : 160), message.ptr);
    r->job->err.line = error->line > 0 ? (uint64_t)error->line : 1;
}

/* ---- the file ------------------------------------------------------------------- */

static void
name_namespaces(dbn_xml *out, const char *const *known)
{
    out->namespaces[DBN_XML_NS_NONE] = DBN_SPAN("");
    out->namespaces[DBN_XML_NS_XML] = DBN_SPAN("http://www.w3.org/XML/1998/namespace");
    out->namespace_count = DBN_XML_NS_FIRST;
    for (; *known != NULL; known++)
        out->namespaces[out->namespace_count++] = dbn_span_of(*known);
}

static const xmlSAXHandler events = {.initialized = XML_SAX2_MAGIC,
                                     .internalSubset = on_doctype,
                                     .startElementNs = on_start,
                                     .endElementNs = on_end,
                                     .characters = on_text,
                                     .cdataBlock = on_text,
                                     .ignorableWhitespace = on_text,
                                     .entityDecl = on_entity,
                                     .attributeDecl = on_attribute,
                                     .getEntity = on_wanted_entity,
                                     .reference = on_reference,
                                     .serror = on_error};

static void
prepare(reading *r)
{
    (void)xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    *r->parser->sax = events;
    r->parser->userData = r;
}

static dbn_status
finish(reading *r)
{
    bool is_whole = r->parser->wellFormed && r->xml->nodes.count > 0;
    xmlFreeDoc(r->parser->myDoc);
    xmlFreeParserCtxt(r->parser);
    if (r->status == DBN_OK && !is_whole)
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "not well-formed");
    return r->status;
}

dbn_status
dbn_xml_read(dbn_xml *out, dbn_span bytes, const char *const *known, dbn_job *job)
{
    *out = (dbn_xml){0};
    name_namespaces(out, known);
    if (bytes.len > INT32_MAX)
        return dbn_fail(&job->err, DBN_ERR_LIMIT, "a file of more than 2 GiB");
    reading r = {.xml = out, .job = job, .open = DBN_NONE, .handing = DBN_NONE};
    if (bytes.len == 0)
        return dbn_fail(&job->err, DBN_ERR_SYNTAX,
                        "not well-formed: the file is empty");
    r.parser = xmlCreateMemoryParserCtxt(bytes.ptr, (int)bytes.len);
    if (r.parser == NULL)
        return dbn_job_nomem(job);
    prepare(&r);
    r.status = look_at(&r, bytes.ptr, bytes.len);
    /* Text grows to about the size of the file: at once, it is moved nowhere. */
    (void)dbn_vec_reserve(&job->arena, &out->text, (uint32_t)bytes.len);
    if (r.status == DBN_OK)
        (void)xmlParseDocument(r.parser);
    return finish(&r);
}

/* The first bytes say the encoding: the parser wants four of them at once. */
#define FIRST_BYTES 4

static dbn_status
read_first(const dbn_xml_stream *stream, char *bytes, size_t *count)
{
    size_t more = 1;
    for (*count = 0; *count < FIRST_BYTES && more > 0; *count += more)
        DBN_TRY(stream->read(stream->context, bytes + *count,
                             DBN_XML_STREAM_BYTES - *count, &more));
    return DBN_OK;
}

static dbn_status
feed(reading *r, char *bytes, size_t count)
{
    bool is_end = false;
    while (r->status == DBN_OK && !is_end) {
        r->status = look_at(r, bytes, count);
        if (r->status == DBN_OK && count > 0)
            (void)xmlParseChunk(r->parser, bytes, (int)count, 0);
        if (r->status == DBN_OK)
            DBN_TRY(r->stream->read(r->stream->context, bytes, DBN_XML_STREAM_BYTES,
                                    &count));
        is_end = count == 0;
    }
    if (r->status == DBN_OK)
        (void)xmlParseChunk(r->parser, bytes, 0, 1);
    return DBN_OK;
}

dbn_status
dbn_xml_stream_read(dbn_xml *out, const dbn_xml_stream *stream,
                    const char *const *known, dbn_job *job)
{
    *out = (dbn_xml){0};
    name_namespaces(out, known);
    reading r = {.xml = out,
                 .job = job,
                 .open = DBN_NONE,
                 .stream = stream,
                 .handing = DBN_NONE};
    size_t count;
    char *bytes = dbn_arena_alloc(&job->arena, DBN_XML_STREAM_BYTES);
    if (bytes == NULL)
        return dbn_job_nomem(job);
    DBN_TRY(read_first(stream, bytes, &count));
    if (count == 0)
        return dbn_fail(&job->err, DBN_ERR_SYNTAX,
                        "not well-formed: the file is empty");
    size_t first = count < FIRST_BYTES ? count : FIRST_BYTES;
    r.parser = xmlCreatePushParserCtxt(NULL, NULL, bytes, (int)first, NULL);
    if (r.parser == NULL)
        return dbn_job_nomem(job);
    prepare(&r);
    r.status = look_at(&r, bytes, first);
    memmove(bytes, bytes + first, count - first);
    dbn_status status = feed(&r, bytes, count - first);
    if (r.status == DBN_OK)
        r.status = status;
    return finish(&r);
}
