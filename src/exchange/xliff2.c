/*
 * XLIFF 2: what its grammar cannot say. Three walks over the nodes: what is around
 * each, what has which identifier, then the rules of each. Sorting identifiers is what
 * costs most.
 */
#include "exchange/xliff2.h"

#include <assert.h>

#include "exchange/exchange.h"
#include "exchange/values.h"

static const char *const namespaces[] = {"urn:oasis:names:tc:xliff:document:2.0",
                                         "urn:oasis:names:tc:xliff:matches:2.0",
                                         "urn:oasis:names:tc:xliff:glossary:2.0",
                                         "urn:oasis:names:tc:xliff:fs:2.0",
                                         "urn:oasis:names:tc:xliff:metadata:2.0",
                                         "urn:oasis:names:tc:xliff:resourcedata:2.0",
                                         "urn:oasis:names:tc:xliff:sizerestriction:2.0",
                                         "urn:oasis:names:tc:xliff:validation:2.0",
                                         "http://www.w3.org/2005/11/its",
                                         "urn:oasis:names:tc:xliff:itsm:2.1",
                                         "urn:oasis:names:tc:xliff:changetracking:2.0",
                                         "urn:oasis:names:tc:xliff:pgs:1.0",
                                         NULL};
static const char *const prefixes[] = {"",    "mtc", "gls", "fs",   "mda", "res",
                                       "slr", "val", "its", "itsm", "ctr", "pgs"};

static const dbn_grammar_element elements[] = {
    {"", "", "", ""},
#define ELEMENT(id, name, parents, content, attributes)                                \
    {name, parents, content, attributes},
#define GROUP(name, attributes)
#include "exchange/xliff2.def"
#undef ELEMENT
#undef GROUP
};

static const dbn_grammar_group groups[] = {
#define ELEMENT(id, name, parents, content, attributes)
#define GROUP(name, attributes) {name, attributes},
#include "exchange/xliff2.def"
#undef ELEMENT
#undef GROUP
};

const dbn_grammar dbn_grammar_xliff2 = {.namespaces = namespaces,
                                        .prefixes = prefixes,
                                        .namespace_count =
                                            sizeof prefixes / sizeof prefixes[0],
                                        .elements = elements,
                                        .element_count = XLIFF2_KIND_COUNT,
                                        .groups = groups,
                                        .group_count = sizeof groups / sizeof groups[0],
                                        .has_namespace = true};

/* ---- places --------------------------------------------------------------------- */

/* What is around the children of a node. */
static xliff2_place
place_within(const dbn_xml *xml, const xliff2_place *places, uint32_t node)
{
    if (node == DBN_NONE)
        return (xliff2_place){.file = DBN_NONE,
                              .unit = DBN_NONE,
                              .scope = DBN_NONE,
                              .text = DBN_NONE,
                              .lang = DBN_NONE,
                              .space = DBN_NONE};
    xliff2_place place = places[node];
    switch (xml->nodes.items[node].kind) {
    case XLIFF2_FILE:
        place.file = place.scope = node;
        break;
    case XLIFF2_GROUP:
        place.scope = node;
        break;
    case XLIFF2_UNIT:
    case XLIFF2_MATCH:
        place.unit = place.scope = node;
        break;
    case XLIFF2_SOURCE:
    case XLIFF2_TARGET:
        place.text = node;
        place.side = xml->nodes.items[node].kind == XLIFF2_TARGET;
        break;
    default:
        break;
    }
    return place;
}

/* The namespaces that modules and extensions of a file have. */
static uint64_t
namespaces_of(const dbn_xml *xml)
{
    uint64_t found = 0;
    for (uint32_t i = 0; i < xml->nodes.count; i++)
        found |= xliff2_namespace_bit(xml->nodes.items[i].ns);
    for (uint32_t i = 0; i < xml->attrs.count; i++)
        found |= xliff2_namespace_bit(xml->attrs.items[i].ns);
    return found;
}

static dbn_status
find_places(xliff2 *x, dbn_job *job)
{
    const dbn_xml *xml = x->xml;
    xliff2_place *places =
        dbn_arena_alloc(&job->arena, xml->nodes.count * sizeof *places);
    if (places == NULL)
        return dbn_job_nomem(job);
    const bool has_more = (x->namespaces & (xliff2_namespace_bit(XLIFF2_NS_ITS) |
                                            xliff2_namespace_bit(XLIFF2_NS_PGS))) != 0;
    for (uint32_t i = 0; i < xml->nodes.count; i++) {
        const dbn_xml_node *node = &xml->nodes.items[i];
        places[i] = place_within(xml, places, node->parent);
        for (uint32_t a = node->attr_beg; a < node->attr_end; a++) {
            const dbn_xml_attr *attr = &xml->attrs.items[a];
            if (attr->ns != DBN_XML_NS_XML)
                continue;
            if (dbn_span_equal(dbn_xml_text(xml, attr->name), DBN_SPAN("lang")))
                places[i].lang = a;
            if (dbn_span_equal(dbn_xml_text(xml, attr->name), DBN_SPAN("space")))
                places[i].space = a;
        }
        if (has_more)
            places[i].has |= xliff2_has(xml, i);
    }
    x->places = places;
    return DBN_OK;
}

/* Behind a skeleton, of which nothing is looked at but itself; else the next node. */
static uint32_t
next_node(const xliff2 *x, uint32_t node)
{
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    return !n->is_text && n->kind == XLIFF2_SKELETON ? n->end : node + 1;
}

/* ---- identifiers ---------------------------------------------------------------- */

static dbn_status
add_id(xliff2 *x, uint32_t node, uint32_t scope, uint32_t kind, dbn_span id)
{
    if (id.ptr == NULL || scope == DBN_NONE)
        return DBN_OK;
    const dbn_id_row row = {id, scope, kind, node};
    dbn_job *job = x->refusing->job;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &x->ids, row));
    return DBN_OK;
}

/* Of modules and of what is none of XLIFF's. */
static dbn_status
add_other(xliff2 *x, uint32_t node)
{
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    assert(x->places != NULL);
    if (n->ns == dbn_grammar_ns(x->grammar, ""))
        return DBN_OK;
    dbn_span id = dbn_xml_get(x->xml, node, "id");
    if (id.ptr == NULL)
        id = dbn_xml_get_xml(x->xml, node, "id");
    return add_id(x, node, x->places[node].scope, XLIFF2_ID_NAMESPACE + n->ns, id);
}

static dbn_status
add_ids(xliff2 *x, uint32_t node)
{
    assert(x->places != NULL);
    const xliff2_place *place = &x->places[node];
    const xliff2_kind kind = xliff2_kind_of(x, node);
    dbn_span id = dbn_xml_get(x->xml, node, "id"), start = {NULL, 0};
    if (kind == XLIFF2_EC || kind == XLIFF2_EM)
        start = dbn_xml_get(x->xml, node, "startRef");
    switch (kind) {
    case XLIFF2_FILE:
        return add_id(x, node, 0, XLIFF2_ID_FILE, id);
    case XLIFF2_GROUP:
        return add_id(x, node, place->file, XLIFF2_ID_GROUP, id);
    case XLIFF2_UNIT:
        return add_id(x, node, place->file, XLIFF2_ID_UNIT, id);
    case XLIFF2_NOTE:
        return add_id(x, node, place->scope, XLIFF2_ID_NOTE, id);
    case XLIFF2_DATA:
        return add_id(x, node, place->unit, XLIFF2_ID_DATA, id);
    case XLIFF2_SEGMENT:
    case XLIFF2_IGNORABLE:
        return add_id(x, node, place->unit, XLIFF2_ID_INLINE, id);
    case XLIFF2_EC:
        DBN_TRY(add_id(x, node, place->unit, XLIFF2_ID_CODE_END + place->side, start));
        return add_id(x, node, place->unit, XLIFF2_ID_INLINE + place->side, id);
    case XLIFF2_EM:
        return add_id(x, node, place->unit, XLIFF2_ID_MARK_END + place->side, start);
    case XLIFF2_PH:
    case XLIFF2_PC:
    case XLIFF2_SC:
    case XLIFF2_MRK:
    case XLIFF2_SM:
        return add_id(x, node, place->unit, XLIFF2_ID_INLINE + place->side, id);
    default:
        return add_other(x, node);
    }
}

static dbn_status
find_ids(xliff2 *x)
{
    for (uint32_t i = 0; i < x->xml->nodes.count; i = next_node(x, i))
        if (!x->xml->nodes.items[i].is_text)
            DBN_TRY(add_ids(x, i));
    dbn_ids_sort(&x->ids);
    for (uint32_t i = 1; i < x->ids.count; i++) {
        const dbn_id_row *row = &x->ids.items[i];
        if (dbn_ids_is_taken(&x->ids, i))
            DBN_TRY(xliff2_refuse(x, DBN_ID_UNIQUE, row->node, row->id));
    }
    return DBN_OK;
}

uint32_t
xliff2_counterpart(xliff2 *x, uint32_t node, uint32_t kind, dbn_span id)
{
    const xliff2_place *place = &x->places[node];
    uint32_t found = dbn_ids_find(&x->ids, place->unit, kind + place->side, id);
    if (found == DBN_NONE && place->side == XLIFF2_IN_TARGET &&
        xliff2_state_of(x, node)->is_partial)
        found = dbn_ids_find(&x->ids, place->unit, kind + XLIFF2_IN_SOURCE, id);
    return found;
}

/* ---- rules of single elements --------------------------------------------------- */

static dbn_status
check_skeleton(xliff2 *x, uint32_t node)
{
    dbn_span href = dbn_xml_get(x->xml, node, "href");
    bool is_empty = dbn_xml_is_empty(x->xml, node);
    if (is_empty == (href.ptr != NULL))
        return DBN_OK;
    return xliff2_refuse(x, is_empty ? DBN_SKELETON_EMPTY : DBN_SKELETON_BOTH, node,
                         href);
}

static dbn_status
check_unit(xliff2 *x, uint32_t node)
{
    x->states[xliff2_kind_of(x, node) == XLIFF2_MATCH] = (xliff2_state){0};
    if (xliff2_kind_of(x, node) != XLIFF2_UNIT)
        return DBN_OK;
    if (dbn_xml_child(x->xml, node, XLIFF2_SEGMENT) == DBN_NONE)
        DBN_TRY(xliff2_refuse(x, DBN_SEGMENT_MISSING, node,
                              dbn_xml_get(x->xml, node, "id")));
    return xliff2_check_order(x, node);
}

static dbn_status
check_segment(xliff2 *x, uint32_t node)
{
    dbn_span own = dbn_xml_get(x->xml, node, "subState");
    dbn_span state = dbn_xml_get(x->xml, node, "state");
    assert(state.ptr != NULL || state.len == 0);
    if (own.ptr != NULL && state.ptr == NULL)
        DBN_TRY(xliff2_refuse(x, DBN_SUBSTATE_ALONE, node, own));
    bool is_done = dbn_span_equal(state, DBN_SPAN("translated")) ||
                   dbn_span_equal(state, DBN_SPAN("reviewed")) ||
                   dbn_span_equal(state, DBN_SPAN("final"));
    if (is_done && dbn_xml_child(x->xml, node, XLIFF2_TARGET) == DBN_NONE)
        DBN_TRY(xliff2_refuse(x, DBN_TARGET_MISSING, node, state));
    return xliff2_check_pair(x, node);
}

/* A code point that XML can hold is written as itself. */
static dbn_status
check_cp(xliff2 *x, uint32_t node)
{
    dbn_span hex = dbn_xml_get(x->xml, node, "hex");
    uint32_t point;
    if (hex.ptr == NULL)
        return DBN_OK;
    while (hex.len > 8 && *hex.ptr == '0')
        hex = (dbn_span){hex.ptr + 1, hex.len - 1};
    if (!dbn_value_hex(hex, &point))
        return DBN_OK; /* the grammar has refused it */
    bool is_control = (point < 0x20 && point != 0x9 && point != 0xA && point != 0xD) ||
                      (point >= 0xD800 && point <= 0xDFFF) || point == 0xFFFE ||
                      point == 0xFFFF;
    return is_control ? DBN_OK : xliff2_refuse(x, DBN_CP_USELESS, node, hex);
}

/* The core of version 2.2 has a namespace of its own. */
static dbn_status
check_version(xliff2 *x)
{
    dbn_span version = dbn_xml_get(x->xml, 0, "version");
    bool is_new = false;
    for (uint32_t i = DBN_XML_NS_FIRST; i < x->xml->namespace_count; i++)
        is_new |= dbn_span_equal(x->xml->namespaces[i],
                                 DBN_SPAN("urn:oasis:names:tc:xliff:document:2.2"));
    bool differs = is_new != dbn_span_equal(version, DBN_SPAN("2.2"));
    return version.ptr != NULL && differs
               ? xliff2_refuse(x, DBN_VERSION_DIFFERS, 0, version)
               : DBN_OK;
}

static dbn_status
check_node(xliff2 *x, uint32_t node)
{
    switch (xliff2_kind_of(x, node)) {
    case XLIFF2_SKELETON:
        return check_skeleton(x, node);
    case XLIFF2_UNIT:
        return check_unit(x, node);
    case XLIFF2_MATCH:
        DBN_TRY(check_unit(x, node));
        return xliff2_check_pair(x, node);
    case XLIFF2_SEGMENT:
        return check_segment(x, node);
    case XLIFF2_IGNORABLE:
        return xliff2_check_pair(x, node);
    case XLIFF2_CP:
        return check_cp(x, node);
    case XLIFF2_PH:
    case XLIFF2_PC:
    case XLIFF2_SC:
    case XLIFF2_EC:
        return xliff2_check_code(x, node);
    case XLIFF2_MRK:
    case XLIFF2_SM:
    case XLIFF2_EM:
        return xliff2_check_mark(x, node);
    default:
        return DBN_OK;
    }
}

dbn_status
dbn_xliff2_check(dbn_refusing *refusing, const dbn_xml *xml)
{
    xliff2 x = {.refusing = refusing, .xml = xml, .grammar = &dbn_grammar_xliff2};
    x.namespaces = namespaces_of(xml);
    DBN_TRY(find_places(&x, refusing->job));
    DBN_TRY(find_ids(&x));
    DBN_TRY(check_version(&x));
    for (uint32_t i = 0; i < xml->nodes.count; i = next_node(&x, i)) {
        if (xml->nodes.items[i].is_text)
            continue;
        DBN_TRY(check_node(&x, i));
        DBN_TRY(xliff2_check_module(&x, i));
        DBN_TRY(xliff2_check_its(&x, i));
        DBN_TRY(xliff2_check_sizes(&x, i));
    }
    return DBN_OK;
}
