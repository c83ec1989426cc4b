/*
 * Candidates of XLIFF 1.2, and the terms that stand in notes of ours: "serveur =
 * server".
 */
#include "exchange/aids.h"
#include "exchange/translated.h"
#include "exchange/xliff12.h"

static dbn_aids_code
code_of(const dbn_xml *xml, uint32_t node)
{
    const dbn_span rid = dbn_xml_get(xml, node, "rid");
    dbn_aids_code code = {DBN_AIDS_OTHER, dbn_xml_get(xml, node, "id")};
    switch (xliff12_kind_of(xml, node)) {
    case XLIFF12_X:
    case XLIFF12_PH:
        code.kind = DBN_AIDS_ALONE;
        return code;
    case XLIFF12_G:
        code.kind = DBN_AIDS_AROUND;
        return code;
    case XLIFF12_BX:
    case XLIFF12_BPT:
        code.kind = DBN_AIDS_START;
        break;
    case XLIFF12_EX:
    case XLIFF12_EPT:
        code.kind = DBN_AIDS_END;
        break;
    case XLIFF12_MRK:
        code.kind = DBN_AIDS_MARK;
        return code;
    default:
        return code;
    }
    if (rid.ptr != NULL)
        code.id = rid;
    return code;
}

/* What was refused, or is that of an earlier version, is no proposal. */
static bool
is_proposal(const dbn_xml *xml, uint32_t node)
{
    dbn_span type = dbn_xml_get(xml, node, "alttranstype");
    return type.ptr == NULL || dbn_span_equal(type, DBN_SPAN("proposal"));
}

static dbn_status
add_match(const dbn_aids *aids, uint32_t node, uint32_t part)
{
    dbn_unit_match match = {
        .part = part,
        .origin = dbn_xml_get(aids->xml, node, "origin"),
        .score = dbn_aids_percent(dbn_xml_get(aids->xml, node, "match-quality"), 0)};
    uint32_t target = dbn_xml_child(aids->xml, node, XLIFF12_TARGET);
    uint32_t texts[2] = {dbn_xml_child(aids->xml, node, XLIFF12_SOURCE), target};
    bool is_read, has_source = texts[0] != DBN_NONE;
    if (!has_source)
        texts[0] = target;
    DBN_TRY(dbn_aids_read_match(&match, &is_read, aids, texts, code_of));
    if (!has_source) {
        match.source = DBN_SPAN("");
        is_read &= match.target_content.len == 0;
    }
    if (match.origin.ptr == NULL)
        match.origin = DBN_SPAN("");
    return is_read && match.score > 0 && is_proposal(aids->xml, node)
               ? dbn_aids_add_match(aids, match)
               : DBN_OK;
}

/* That of its mid; without one the only segment that there is. */
static uint32_t
part_of(const dbn_aids *aids, uint32_t node)
{
    dbn_span mid = dbn_xml_get(aids->xml, node, "mid");
    if (mid.ptr != NULL)
        return dbn_ids_find(aids->segments, 0, 0, mid);
    return aids->segments->count == 1 ? aids->segments->items[0].node
           : aids->segments->count == 0 && aids->out->parts.count == aids->part_beg + 1
               ? aids->part_beg
               : DBN_NONE;
}

static dbn_status
add_note(const dbn_aids *aids, uint32_t node)
{
    const dbn_span equals = DBN_SPAN(" = ");
    dbn_span text = xliff12_text(aids->xml, node);
    if (!dbn_span_equal(dbn_xml_get(aids->xml, node, "from"), DBN_SPAN("doublon")))
        return DBN_OK;
    for (size_t i = 0; i + equals.len <= text.len; i++)
        if (dbn_span_starts((dbn_span){text.ptr + i, text.len - i}, equals))
            return dbn_aids_add_term(
                aids, (dbn_span){text.ptr, i},
                (dbn_span){text.ptr + i + equals.len, text.len - i - equals.len});
    return DBN_OK;
}

/* Who gave the targets, as `doublon translate` says it. */
static void
take_origins(const dbn_aids *aids, uint32_t group)
{
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    for (uint32_t i = dbn_xml_element(aids->xml, group, group + 1); i != DBN_NONE;
         i = dbn_xml_element(aids->xml, group, nodes[i].end))
        if (dbn_span_equal(dbn_xml_get(aids->xml, i, "context-type"),
                           DBN_SPAN("x-doublon-origin")))
            dbn_translated_origin(aids->out, aids->part_beg,
                                  xliff12_text(aids->xml, i));
}

dbn_status
dbn_aids_of_trans_unit(const dbn_aids *aids, uint32_t trans_unit, uint32_t part)
{
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    for (uint32_t i = dbn_xml_element(aids->xml, trans_unit, trans_unit + 1);
         i != DBN_NONE; i = dbn_xml_element(aids->xml, trans_unit, nodes[i].end))
        if (xliff12_kind_of(aids->xml, i) == XLIFF12_ALT_TRANS)
            DBN_TRY(add_match(aids, i, part));
    return DBN_OK;
}

dbn_status
dbn_aids_of_xliff12(const dbn_aids *aids)
{
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    for (uint32_t i = dbn_xml_element(aids->xml, aids->unit, aids->unit + 1);
         i != DBN_NONE; i = dbn_xml_element(aids->xml, aids->unit, nodes[i].end)) {
        xliff12_kind kind = xliff12_kind_of(aids->xml, i);
        uint32_t part = kind == XLIFF12_ALT_TRANS ? part_of(aids, i) : DBN_NONE;
        if (part != DBN_NONE)
            DBN_TRY(add_match(aids, i, part));
        if (kind == XLIFF12_NOTE)
            DBN_TRY(add_note(aids, i));
        if (kind == XLIFF12_CONTEXT_GROUP)
            take_origins(aids, i);
    }
    return DBN_OK;
}
