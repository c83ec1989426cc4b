/*
 * What a file of version 2 says of its page and its texts, in metadata of ours and in
 * attributes.
 */
#include "exchange/xliff2_said.h"

#include "exchange/xliff2.h"

static xliff2_kind
kind_of(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return n->is_text ? XLIFF2_NOTHING : (xliff2_kind)n->kind;
}

/* ---- metadata ------------------------------------------------------------------- */

bool
xliff2_is_ours(const dbn_xml *xml, uint32_t group)
{
    return dbn_span_equal(dbn_xml_get(xml, group, "category"), DBN_SPAN("doublon"));
}

dbn_span
xliff2_meta(const dbn_xml *xml, uint32_t parent, const char *type)
{
    uint32_t metadata = dbn_xml_child(xml, parent, XLIFF2_METADATA);
    if (metadata == DBN_NONE)
        return (dbn_span){NULL, 0};
    for (uint32_t i = metadata + 1; i < xml->nodes.items[metadata].end; i++) {
        if (kind_of(xml, i) != XLIFF2_META ||
            !xliff2_is_ours(xml, xml->nodes.items[i].parent) ||
            !dbn_span_equal(dbn_xml_get(xml, i, "type"), dbn_span_of(type)))
            continue;
        if (i + 1 < xml->nodes.items[i].end)
            return dbn_xml_text(xml, xml->nodes.items[i + 1].text);
        return DBN_SPAN("");
    }
    return (dbn_span){NULL, 0};
}

dbn_state
xliff2_said_state(const dbn_xml *xml, uint32_t segment)
{
    dbn_span state = dbn_xml_get(xml, segment, "state");
    return dbn_span_equal(state, DBN_SPAN("final"))      ? DBN_STATE_FINAL
           : dbn_span_equal(state, DBN_SPAN("reviewed")) ? DBN_STATE_REVIEWED
           : state.ptr == NULL || dbn_span_equal(state, DBN_SPAN("translated"))
               ? DBN_STATE_TRANSLATED
               : DBN_STATE_REVIEW;
}

bool
xliff2_is_locked(const dbn_xml *xml, uint32_t node)
{
    dbn_span translate = {NULL, 0};
    for (; node != DBN_NONE && translate.ptr == NULL;
         node = xml->nodes.items[node].parent)
        translate = dbn_xml_get(xml, node, "translate");
    return dbn_span_equal(translate, DBN_SPAN("no"));
}
