/*
 * Inline codes: what they refer to, what may be done to them, and that what begins
 * ends.
 */
#include "exchange/xliff2.h"

#include <string.h>

static dbn_span
id_of(const xliff2 *x, uint32_t node)
{
    return dbn_xml_get(x->xml, node, "id");
}

static bool
is_code(xliff2_kind kind)
{
    return kind == XLIFF2_PH || kind == XLIFF2_PC || kind == XLIFF2_SC ||
           kind == XLIFF2_EC;
}

/* ---- references ----------------------------------------------------------------- */

static dbn_status
check_data(xliff2 *x, uint32_t node, const char *name)
{
    dbn_span ref = dbn_xml_get(x->xml, node, name);
    uint32_t unit = x->places[node].unit;
    if (ref.ptr == NULL || dbn_ids_find(&x->ids, unit, XLIFF2_ID_DATA, ref) != DBN_NONE)
        return DBN_OK;
    return xliff2_refuse(x, DBN_DATA_UNKNOWN, node, ref);
}

static dbn_status
check_copy(xliff2 *x, uint32_t node)
{
    dbn_span of = dbn_xml_get(x->xml, node, "copyOf");
    if (of.ptr == NULL)
        return DBN_OK;
    if (dbn_xml_get(x->xml, node, "dataRef").ptr != NULL ||
        dbn_xml_get(x->xml, node, "dataRefStart").ptr != NULL ||
        dbn_xml_get(x->xml, node, "dataRefEnd").ptr != NULL)
        return xliff2_refuse(x, DBN_COPY_WITH_DATA, node, id_of(x, node));
    const xliff2_place *place = &x->places[node];
    uint32_t base =
        dbn_ids_find(&x->ids, place->unit, XLIFF2_ID_INLINE + XLIFF2_IN_SOURCE, of);
    if (base == DBN_NONE)
        base = dbn_ids_find(&x->ids, place->unit, XLIFF2_ID_INLINE + place->side, of);
    if (base == DBN_NONE || !is_code(xliff2_kind_of(x, base)))
        return xliff2_refuse(x, DBN_COPY_UNKNOWN, node, of);
    if (xliff2_is(x, base, "canCopy", "no"))
        return xliff2_refuse(x, DBN_COPY_FORBIDDEN, node, of);
    return DBN_OK;
}

static dbn_status
check_subflows(xliff2 *x, uint32_t node, const char *name)
{
    dbn_span flows = dbn_xml_get(x->xml, node, name), id;
    if (flows.ptr == NULL)
        return DBN_OK;
    uint32_t file = x->places[node].file;
    while ((id = dbn_span_next_word(&flows)).len > 0)
        if (dbn_ids_find(&x->ids, file, XLIFF2_ID_UNIT, id) == DBN_NONE)
            DBN_TRY(xliff2_refuse(x, DBN_SUBFLOW_UNKNOWN, node, id));
    return DBN_OK;
}

static dbn_status
check_references(xliff2 *x, uint32_t node)
{
    static const char *const data[] = {"dataRef", "dataRefStart", "dataRefEnd"};
    static const char *const flows[] = {"subFlows", "subFlowsStart", "subFlowsEnd"};
    for (int i = 0; i < 3; i++) {
        DBN_TRY(check_data(x, node, data[i]));
        DBN_TRY(check_subflows(x, node, flows[i]));
    }
    return check_copy(x, node);
}

/* What a pair says of its beginning it says of its end. */
static dbn_status
check_halves(xliff2 *x, uint32_t node)
{
    static const char *const halves[][2] = {{"dataRefStart", "dataRefEnd"},
                                            {"subFlowsStart", "subFlowsEnd"},
                                            {"equivStart", "equivEnd"}};
    for (size_t i = 0; i < sizeof halves / sizeof halves[0]; i++) {
        bool has_start = dbn_xml_get(x->xml, node, halves[i][0]).ptr != NULL;
        bool has_end = dbn_xml_get(x->xml, node, halves[i][1]).ptr != NULL;
        if (has_start != has_end)
            DBN_TRY(xliff2_refuse(x, DBN_HALF_MISSING, node,
                                  dbn_span_of(halves[i][has_end])));
    }
    return DBN_OK;
}

/* ---- what they are, and what may be done to them -------------------------------- */

/* The subtypes that the standard itself defines, and their types. */
static bool
is_subtype_of(dbn_span subtype, dbn_span type)
{
    static const char *const formats[] = {"xlf:lb", "xlf:pb", "xlf:b", "xlf:i",
                                          "xlf:u"};
    if (!dbn_span_starts(subtype, DBN_SPAN("xlf:")))
        return true;
    if (dbn_span_equal(subtype, DBN_SPAN("xlf:var")))
        return dbn_span_equal(type, DBN_SPAN("ui"));
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (dbn_span_equal(subtype, dbn_span_of(formats[i])))
            return dbn_span_equal(type, DBN_SPAN("fmt"));
    return false;
}

static dbn_status
check_type(xliff2 *x, uint32_t node)
{
    dbn_span subtype = dbn_xml_get(x->xml, node, "subType");
    dbn_span type = dbn_xml_get(x->xml, node, "type");
    if (subtype.ptr == NULL)
        return DBN_OK;
    if (type.ptr == NULL)
        return xliff2_refuse(x, DBN_SUBTYPE_ALONE, node, subtype);
    if (!is_subtype_of(subtype, type))
        return xliff2_refuse(x, DBN_SUBTYPE_VALUE, node, subtype);
    return DBN_OK;
}

static dbn_status
check_order(xliff2 *x, uint32_t node)
{
    bool is_first = xliff2_is(x, node, "canReorder", "firstNo");
    bool is_next = xliff2_is(x, node, "canReorder", "no");
    xliff2_side side = x->places[node].side;
    dbn_span about = id_of(x, node);
    if (about.ptr == NULL)
        about = dbn_xml_get(x->xml, node, "startRef");
    xliff2_state *state = xliff2_state_of(x, node);
    state->has_first[side] |= is_first;
    if (is_next && !state->has_first[side])
        DBN_TRY(xliff2_refuse(x, DBN_REORDER_FIRST, node, about));
    if ((is_first || is_next) &&
        !(xliff2_is(x, node, "canCopy", "no") && xliff2_is(x, node, "canDelete", "no")))
        DBN_TRY(xliff2_refuse(x, DBN_REORDER_FREE, node, about));
    return DBN_OK;
}

/* ---- beginnings and ends -------------------------------------------------------- */

static dbn_status
check_start(xliff2 *x, uint32_t node)
{
    dbn_span id = id_of(x, node);
    if (id.ptr == NULL)
        return DBN_OK;
    bool has_end = xliff2_counterpart(x, node, XLIFF2_ID_CODE_END, id) != DBN_NONE;
    bool is_isolated = xliff2_is(x, node, "isolated", "yes");
    if (has_end != is_isolated)
        return DBN_OK;
    return xliff2_refuse(x, has_end ? DBN_CODE_ISOLATED : DBN_CODE_OPEN, node, id);
}

/* Formats of what is not isolated stand at its beginning, and so does its direction. */
static dbn_status
check_end_format(xliff2 *x, uint32_t node)
{
    if (dbn_xml_get(x->xml, node, "dir").ptr != NULL)
        DBN_TRY(dbn_refuse(x->refusing, DBN_ATTRIBUTE_UNKNOWN,
                           x->xml->nodes.items[node].line, DBN_SPAN("dir"), "ec"));
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    uint32_t fs = dbn_grammar_ns(x->grammar, "fs");
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++)
        if (x->xml->attrs.items[i].ns == fs)
            return dbn_refuse(x->refusing, DBN_ATTRIBUTE_UNKNOWN, n->line,
                              dbn_xml_text(x->xml, x->xml->attrs.items[i].name), "ec");
    return DBN_OK;
}

static dbn_status
check_end_rights(xliff2 *x, uint32_t node, uint32_t start, dbn_span id)
{
    static const char *const rights[] = {"canCopy", "canDelete", "canOverlap"};
    bool is_same = true;
    for (int i = 0; i < 3; i++)
        is_same &= dbn_span_equal(xliff2_right(x, start, rights[i]),
                                  xliff2_right(x, node, rights[i]));
    /* What begins a fixed order is followed by its end. */
    dbn_span order = xliff2_right(x, start, "canReorder");
    if (dbn_span_equal(order, DBN_SPAN("firstNo")))
        order = DBN_SPAN("no");
    is_same &= dbn_span_equal(order, xliff2_right(x, node, "canReorder"));
    return is_same ? DBN_OK : xliff2_refuse(x, DBN_END_DIFFERS, node, id);
}

static dbn_status
check_isolated_end(xliff2 *x, uint32_t node, dbn_span start)
{
    if (start.ptr != NULL)
        return xliff2_refuse(x, DBN_CODE_ISOLATED, node, start);
    if (id_of(x, node).ptr == NULL)
        return dbn_refuse(x->refusing, DBN_ATTRIBUTE_MISSING,
                          x->xml->nodes.items[node].line, DBN_SPAN("id"), "ec");
    return DBN_OK;
}

static dbn_status
check_end(xliff2 *x, uint32_t node)
{
    dbn_span id = id_of(x, node), start = dbn_xml_get(x->xml, node, "startRef");
    if (xliff2_is(x, node, "isolated", "yes"))
        return check_isolated_end(x, node, start);
    if (id.ptr != NULL)
        DBN_TRY(xliff2_refuse(x, DBN_END_NAMED, node, id));
    if (start.ptr == NULL)
        return xliff2_refuse(x, DBN_END_ALONE, node, id);
    DBN_TRY(check_end_format(x, node));
    uint32_t begin = xliff2_counterpart(x, node, XLIFF2_ID_INLINE, start);
    if (begin == DBN_NONE || begin > node || xliff2_kind_of(x, begin) != XLIFF2_SC)
        return xliff2_refuse(x, DBN_END_UNKNOWN, node, start);
    return check_end_rights(x, node, begin, start);
}

dbn_status
xliff2_check_code(xliff2 *x, uint32_t node)
{
    if (x->places[node].unit == DBN_NONE)
        return DBN_OK; /* the grammar has refused it */
    DBN_TRY(check_references(x, node));
    DBN_TRY(check_halves(x, node));
    DBN_TRY(check_type(x, node));
    DBN_TRY(check_order(x, node));
    if (xliff2_kind_of(x, node) == XLIFF2_SC)
        return check_start(x, node);
    return xliff2_kind_of(x, node) == XLIFF2_EC ? check_end(x, node) : DBN_OK;
}
