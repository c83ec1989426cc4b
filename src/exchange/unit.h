/*
 * exchange/unit.h - the parts of a unit of TMX in its tree; for units*.c alone.
 */
#ifndef DBN_EXCHANGE_UNIT_H
#define DBN_EXCHANGE_UNIT_H

#include "exchange/xml.h"

static inline bool
dbn_tmx_is_named(const dbn_xml *xml, uint32_t node, const char *name)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return !n->is_text && dbn_span_equal(dbn_xml_text(xml, n->text), dbn_span_of(name));
}

/** Is the root that of TMX? Else DBN_ERR_SYNTAX. */
dbn_status dbn_tmx_is_file(const dbn_xml *xml, dbn_job *job);

/** How well a tag fits: 2 the same, 1 the same language, 0 another one. */
uint32_t dbn_tmx_fit(dbn_span tag, dbn_span wanted);

/** The language of an element, as version 1.4 writes it, or 1.1; {NULL, 0} for none. */
dbn_span dbn_tmx_language(const dbn_xml *xml, uint32_t node);

/** The segment of a variant; DBN_NONE for none. */
uint32_t dbn_tmx_segment(const dbn_xml *xml, uint32_t variant);

/** The text of a segment, in one piece, without its codes. DBN_ERR_NOMEM without a
 * message. */
dbn_status dbn_tmx_text(dbn_span *out, const dbn_xml *xml, uint32_t segment,
                        dbn_arena *arena);

#endif
