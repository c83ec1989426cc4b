/*
 * What a file of version 1.2 says of its page, in notes and contexts of ours.
 */
#include "exchange/xliff12.h"

/* ---- what the file says of itself ------------------------------------------------ */

dbn_span
xliff12_text(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *nodes = xml->nodes.items;
    return node + 1 < nodes[node].end && nodes[node + 1].is_text
               ? dbn_xml_text(xml, nodes[node + 1].text)
               : DBN_SPAN("");
}

dbn_span
xliff12_context(const dbn_xml *xml, uint32_t unit, dbn_span type)
{
    const dbn_span prefix = DBN_SPAN("x-doublon-");
    for (uint32_t group = dbn_xml_element(xml, unit, unit + 1); group != DBN_NONE;
         group = dbn_xml_element(xml, unit, xml->nodes.items[group].end)) {
        if (xliff12_kind_of(xml, group) != XLIFF12_CONTEXT_GROUP)
            continue;
        for (uint32_t i = dbn_xml_element(xml, group, group + 1); i != DBN_NONE;
             i = dbn_xml_element(xml, group, xml->nodes.items[i].end)) {
            dbn_span own = dbn_xml_get(xml, i, "context-type");
            if (dbn_span_starts(own, prefix) &&
                dbn_span_equal((dbn_span){own.ptr + prefix.len, own.len - prefix.len},
                               type))
                return xliff12_text(xml, i);
        }
    }
    return (dbn_span){NULL, 0};
}

dbn_span
xliff12_word(dbn_span note, dbn_span name)
{
    for (dbn_span word; (word = dbn_span_next_word(&note)).len > 0;)
        if (word.len > name.len && word.ptr[name.len] == '=' &&
            dbn_span_starts(word, name))
            return (dbn_span){word.ptr + name.len + 1, word.len - name.len - 1};
    return (dbn_span){NULL, 0};
}

dbn_span
xliff12_note(const dbn_xml *xml, uint32_t file)
{
    uint32_t header = dbn_xml_child(xml, file, XLIFF12_HEADER);
    for (uint32_t i = header == DBN_NONE ? DBN_NONE
                                         : dbn_xml_element(xml, header, header + 1);
         i != DBN_NONE; i = dbn_xml_element(xml, header, xml->nodes.items[i].end))
        if (xliff12_kind_of(xml, i) == XLIFF12_NOTE &&
            dbn_span_equal(dbn_xml_get(xml, i, "from"), DBN_SPAN("doublon")))
            return xliff12_text(xml, i);
    return DBN_SPAN("");
}

dbn_state
xliff12_state_of(const dbn_xml *xml, uint32_t target)
{
    dbn_span state = dbn_xml_get(xml, target, "state");
    return dbn_span_equal(state, DBN_SPAN("final"))        ? DBN_STATE_FINAL
           : dbn_span_equal(state, DBN_SPAN("signed-off")) ? DBN_STATE_REVIEWED
           : dbn_span_equal(state, DBN_SPAN("new")) ||
                   dbn_span_equal(state, DBN_SPAN("needs-translation"))
               ? DBN_STATE_OPEN
           : dbn_span_starts(state, DBN_SPAN("needs-")) ? DBN_STATE_REVIEW
                                                        : DBN_STATE_TRANSLATED;
}

/* ---- two texts ---------------------------------------------------------------- */

/* A cursor over the characters of an element that are not white, markup included. */
typedef struct letters {
    const dbn_xml *xml;
    uint32_t node, end;
    size_t at;
} letters;

/* '\0': there are none left. */
static char
next_letter(letters *l)
{
    for (; l->node < l->end; l->node++, l->at = 0) {
        const dbn_xml_node *node = &l->xml->nodes.items[l->node];
        dbn_span text = dbn_xml_text(l->xml, node->text);
        while (node->is_text && l->at < text.len) {
            char c = text.ptr[l->at++];
            if (!dbn_is_ascii_space(c))
                return c;
        }
    }
    return '\0';
}

bool
xliff12_is_same_text(const dbn_xml *xml, uint32_t one, uint32_t other)
{
    letters a = {xml, one + 1, xml->nodes.items[one].end, 0};
    letters b = {xml, other + 1, xml->nodes.items[other].end, 0};
    for (;;) {
        char x = next_letter(&a), y = next_letter(&b);
        if (x != y || x == '\0')
            return x == y;
    }
}
