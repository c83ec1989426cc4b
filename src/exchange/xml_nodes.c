/*
 * What the records of a file are asked. Linear in the children, or the attributes, of
 * one node.
 */
#include "exchange/xml.h"

dbn_span
dbn_xml_value(const dbn_xml *xml, const dbn_xml_node *node, dbn_span name, uint32_t ns)
{
    for (uint32_t i = node->attr_beg; i < node->attr_end; i++) {
        const dbn_xml_attr *attr = &xml->attrs.items[i];
        if (attr->ns == ns && dbn_span_equal(dbn_xml_text(xml, attr->name), name))
            return dbn_xml_text(xml, attr->value);
    }
    return (dbn_span){NULL, 0};
}

uint32_t
dbn_xml_element(const dbn_xml *xml, uint32_t parent, uint32_t child)
{
    uint32_t end = xml->nodes.items[parent].end;
    while (child < end && xml->nodes.items[child].is_text)
        child = xml->nodes.items[child].end;
    return child < end ? child : DBN_NONE;
}

uint32_t
dbn_xml_child(const dbn_xml *xml, uint32_t parent, uint16_t kind)
{
    uint32_t child = dbn_xml_element(xml, parent, parent + 1);
    while (child != DBN_NONE && xml->nodes.items[child].kind != kind)
        child = dbn_xml_element(xml, parent, xml->nodes.items[child].end);
    return child;
}

bool
dbn_xml_is_empty(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    for (uint32_t i = node + 1; i < n->end; i++) {
        const dbn_xml_node *inner = &xml->nodes.items[i];
        if (!inner->is_text || dbn_span_trim(dbn_xml_text(xml, inner->text)).len > 0)
            return false;
    }
    return true;
}
