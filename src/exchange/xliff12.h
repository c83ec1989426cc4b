/*
 * exchange/xliff12.h - the kinds of nodes of XLIFF 1.2; for xliff12*.c alone.
 */
#ifndef DBN_EXCHANGE_XLIFF12_H
#define DBN_EXCHANGE_XLIFF12_H

#include "exchange/grammar.h"
#include "exchange/ids.h"
#include "text/bilingual.h"

/** Rows of xliff12.def. */
typedef enum xliff12_kind {
    XLIFF12_NOTHING,
#define ELEMENT(id, name, parents, content, attributes) XLIFF12_##id,
#include "exchange/xliff12.def"
#undef ELEMENT
    XLIFF12_KIND_COUNT
} xliff12_kind;

static inline xliff12_kind
xliff12_kind_of(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return n->is_text ? XLIFF12_NOTHING : (xliff12_kind)n->kind;
}

/** Is it a code, and one that has no text of people inside? */
static inline bool
xliff12_is_code(xliff12_kind kind)
{
    return kind == XLIFF12_X || kind == XLIFF12_BX || kind == XLIFF12_EX ||
           kind == XLIFF12_BPT || kind == XLIFF12_EPT || kind == XLIFF12_PH ||
           kind == XLIFF12_IT;
}

/** A segment of a text: <mrk mtype="seg">. */
static inline bool
xliff12_is_segment(const dbn_xml *xml, uint32_t node)
{
    return xliff12_kind_of(xml, node) == XLIFF12_MRK &&
           dbn_span_equal(dbn_xml_get(xml, node, "mtype"), DBN_SPAN("seg"));
}

/** The text of an element that has no others. */
dbn_span xliff12_text(const dbn_xml *xml, uint32_t node);

/** A context of ours of a unit; {NULL, 0}: there is none. */
dbn_span xliff12_context(const dbn_xml *xml, uint32_t unit, dbn_span type);

/** Our note in the header of a file; empty: there is none. */
dbn_span xliff12_note(const dbn_xml *xml, uint32_t file);

/** How far a target is, as it says itself. */
dbn_state xliff12_state_of(const dbn_xml *xml, uint32_t target);

/** "name=value" among the words of our note; {NULL, 0}: there is none. */
dbn_span xliff12_word(dbn_span note, dbn_span name);

/** Do two elements have the same characters, markup included and white space apart?
 * Which of two sources was translated, where they differ, nobody could tell. Linear. */
bool xliff12_is_same_text(const dbn_xml *xml, uint32_t one, uint32_t other);

#endif
