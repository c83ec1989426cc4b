/*
 * What a file of version 2 says of its page and its texts, in metadata of ours and in
 * attributes.
 */
#include "exchange/xliff2_said.h"

#include "exchange/xliff2.h"

/* ---- metadata ------------------------------------------------------------------- */

static const char *const names[XLIFF2_META_COUNT] = {
    [XLIFF2_META_BYTES] = "bytes",     [XLIFF2_META_HASH] = "hash",
    [XLIFF2_META_CHARSET] = "charset", [XLIFF2_META_UNITS] = "units",
    [XLIFF2_META_FROM] = "from",       [XLIFF2_META_TO] = "to",
    [XLIFF2_META_ROLE] = "role",       [XLIFF2_META_WRITING] = "writing",
    [XLIFF2_META_DIGEST] = "digest",   [XLIFF2_META_ENDS] = "ends"};

dbn_span
xliff2_text_of(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *nodes = xml->nodes.items;
    return node + 1 < nodes[node].end ? dbn_xml_text(xml, nodes[node + 1].text)
                                      : DBN_SPAN("");
}

bool
xliff2_is_meta(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return n->kind == XLIFF2_META &&
           dbn_span_equal(dbn_xml_get(xml, n->parent, "category"), DBN_SPAN("doublon"));
}

static void
take(xliff2_metas *out, const dbn_xml *xml, uint32_t meta)
{
    dbn_span type = dbn_xml_get(xml, meta, "type");
    for (int i = 0; i < XLIFF2_META_COUNT; i++) {
        if (!dbn_span_equal(type, dbn_span_of(names[i])))
            continue;
        if (out->values[i].ptr == NULL)
            out->values[i] = xliff2_text_of(xml, meta);
        return;
    }
}

xliff2_metas
xliff2_metas_of(const dbn_xml *xml, uint32_t parent)
{
    xliff2_metas out = {0};
    uint32_t metadata = dbn_xml_child(xml, parent, XLIFF2_METADATA);
    if (metadata == DBN_NONE)
        return out;
    for (uint32_t i = metadata; i < xml->nodes.items[metadata].end; i++)
        if (xliff2_is_meta(xml, i))
            take(&out, xml, i);
    return out;
}

/* ---- attributes ----------------------------------------------------------------- */

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
