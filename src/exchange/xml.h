/*
 * exchange/xml.h - a file of XML as flat records.
 *
 * Nodes stand in the order of the file: the subtree of node i is [i, end), its first
 * child is i + 1, the sibling of a child is that child's end. Everything is a range of
 * one text, so that a file costs its own size and 44 bytes a node.
 *
 * Nothing outside the file is ever fetched, and a file that declares entities, or
 * attributes with defaults, is refused: translators need none, and a few lines of them
 * can become gigabytes.
 */
#ifndef DBN_EXCHANGE_XML_H
#define DBN_EXCHANGE_XML_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** Namespaces that a file may have beside those that its reader knows. */
#define DBN_XML_NAMESPACES_MAX 256U

/** Namespaces as numbers: none, that of xml:lang, then those that the reader named. */
enum { DBN_XML_NS_NONE, DBN_XML_NS_XML, DBN_XML_NS_FIRST };

typedef struct dbn_xml_attr {
    dbn_range name, value; /* local name; of xml->text */
    uint32_t ns;
} dbn_xml_attr;

typedef struct dbn_xml_node {
    dbn_range text;  /* of an element its local name, of a text what it holds */
    uint32_t parent; /* DBN_NONE: the root */
    uint32_t end;    /* behind its subtree */
    uint32_t attr_beg, attr_end;
    uint32_t line; /* from 1, of the end of its start tag */
    uint32_t ns;
    uint16_t kind; /* for the grammar: which of its elements, from 1; 0: none of them */
    bool is_text;
} dbn_xml_node;

typedef struct dbn_xml {
    DBN_VEC(dbn_xml_node) nodes;
    DBN_VEC(dbn_xml_attr) attrs;
    dbn_buffer text;
    dbn_span namespaces[DBN_XML_NAMESPACES_MAX];
    uint32_t namespace_count;
    bool has_doctype;
} dbn_xml;

/**
 * Read `bytes` (in any encoding that the file declares) into the job's arena.
 * `known`: the addresses of namespaces that get the numbers from DBN_XML_NS_FIRST on,
 * up to a NULL. Fails with DBN_ERR_SYNTAX and a line where it is not well-formed, has
 * entities of its own or too many namespaces; with DBN_ERR_LIMIT beyond 2 GiB.
 */
dbn_status dbn_xml_read(dbn_xml *out, dbn_span bytes, const char *const *known,
                        dbn_job *job);

/** A file that is too large to be read at once, and what is taken out of it. */
typedef struct dbn_xml_stream {
    /** Up to `size` bytes into `out`; *count: 0 at the end. */
    dbn_status (*read)(void *context, char *out, size_t size, size_t *count);
    const char *root;    /* of the first element: another is refused at once */
    const char *refusal; /* what is said then; of the catalogue */
    const char *head;    /* of an element whose attributes stay */
    const char *name;    /* of the elements that are handed over, one by one */
    /** `node` is such an element, whole, and gone when this returns; its ancestors and
     * the first head are nodes, too, with their attributes. Nothing else is. */
    dbn_status (*on_element)(void *context, const dbn_xml *xml, uint32_t node);
    void *context;
} dbn_xml_stream;

/** Bytes that the parser gets at a time. */
#define DBN_XML_STREAM_BYTES 65536U

/**
 * Read it all; memory is that of the largest element of the name, whatever stands
 * outside of them. Fails as dbn_xml_read() does, or
 * as `read` and `on_element` do, which end it.
 */
dbn_status dbn_xml_stream_read(dbn_xml *out, const dbn_xml_stream *stream,
                               const char *const *known, dbn_job *job);

static inline dbn_span
dbn_xml_text(const dbn_xml *xml, dbn_range range)
{
    return (dbn_span){xml->text.items + range.beg, dbn_range_len(range)};
}

/** The value of an attribute; {NULL, 0} where it is not there. */
dbn_span dbn_xml_value(const dbn_xml *xml, const dbn_xml_node *node, dbn_span name,
                       uint32_t ns);

/** The same of an attribute in no namespace. Most nodes are texts, or have none. */
static inline dbn_span
dbn_xml_get(const dbn_xml *xml, uint32_t node, const char *name)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return n->attr_beg == n->attr_end
               ? (dbn_span){NULL, 0}
               : dbn_xml_value(xml, n, dbn_span_of(name), DBN_XML_NS_NONE);
}

/** The same for xml:lang, xml:space, xml:id: `name` without "xml:". */
static inline dbn_span
dbn_xml_get_xml(const dbn_xml *xml, uint32_t node, const char *name)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return n->attr_beg == n->attr_end
               ? (dbn_span){NULL, 0}
               : dbn_xml_value(xml, n, dbn_span_of(name), DBN_XML_NS_XML);
}

/** The next element among the children of one parent, `child` itself included; its
 * `end` is where to go on. DBN_NONE behind the last. */
uint32_t dbn_xml_element(const dbn_xml *xml, uint32_t parent, uint32_t child);

/** The first child that is the grammar's element `kind`; DBN_NONE without one. */
uint32_t dbn_xml_child(const dbn_xml *xml, uint32_t parent, uint16_t kind);

/** Does the subtree hold anything but white space? */
bool dbn_xml_is_empty(const dbn_xml *xml, uint32_t node);

#endif
