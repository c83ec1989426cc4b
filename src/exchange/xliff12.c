/*
 * XLIFF 1.2: what its grammar cannot say. One walk finds what each node stands in and
 * which identifiers there are, a second one looks them up. Sorting them is what costs
 * most.
 */
#include "exchange/xliff12.h"

#include <assert.h>

#include "exchange/exchange.h"

static const char *const namespaces[] = {"urn:oasis:names:tc:xliff:document:1.2", NULL};
static const char *const prefixes[] = {""};

static const dbn_grammar_element elements[] = {
    {"", "", "", ""},
#define ELEMENT(id, name, parents, content, attributes)                                \
    {name, parents, content, attributes},
#include "exchange/xliff12.def"
#undef ELEMENT
};

const dbn_grammar dbn_grammar_xliff12 = {.namespaces = namespaces,
                                         .prefixes = prefixes,
                                         .namespace_count = 1,
                                         .elements = elements,
                                         .element_count = XLIFF12_KIND_COUNT,
                                         .has_namespace = true};

/* Kinds of identifiers: of a file, then of a text. */
enum { ID_UNIT, ID_PHASE, ID_TOOL, ID_CODE, ID_BEGIN, ID_END, ID_SEGMENT };

/* What is around a node; DBN_NONE: no such thing. */
typedef struct place {
    uint32_t file, unit, text;
} place;

typedef struct xliff12 {
    dbn_refusing *refusing;
    const dbn_xml *xml;
    const place *places;
    dbn_ids ids;
} xliff12;

static dbn_status
refuse(const xliff12 *x, dbn_constraint constraint, uint32_t node, dbn_span about)
{
    return dbn_refuse(x->refusing, constraint, x->xml->nodes.items[node].line, about,
                      NULL);
}

static dbn_status
find_places(xliff12 *x)
{
    const dbn_xml_node *nodes = x->xml->nodes.items;
    dbn_job *job = x->refusing->job;
    place *places = dbn_arena_alloc(&job->arena, x->xml->nodes.count * sizeof *places);
    if (places == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < x->xml->nodes.count; i++) {
        uint32_t parent = nodes[i].parent;
        places[i] =
            parent == DBN_NONE ? (place){DBN_NONE, DBN_NONE, DBN_NONE} : places[parent];
        xliff12_kind around =
            parent == DBN_NONE ? XLIFF12_NOTHING : xliff12_kind_of(x->xml, parent);
        if (around == XLIFF12_FILE)
            places[i].file = parent;
        if (around == XLIFF12_TRANS_UNIT || around == XLIFF12_ALT_TRANS)
            places[i].unit = parent;
        if (around == XLIFF12_SOURCE || around == XLIFF12_SEG_SOURCE ||
            around == XLIFF12_TARGET || around == XLIFF12_SUB)
            places[i].text = parent;
    }
    x->places = places;
    return DBN_OK;
}

/* ---- identifiers ----------------------------------------------------------------- */

static dbn_status
add_id(xliff12 *x, uint32_t node, uint32_t scope, uint32_t kind, dbn_span id)
{
    dbn_job *job = x->refusing->job;
    if (id.ptr == NULL || scope == DBN_NONE)
        return DBN_OK;
    const dbn_id_row row = {.id = id, .scope = scope, .kind = kind, .node = node};
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &x->ids, row));
    return DBN_OK;
}

/* By what the halves of a pair find each other: rid, else id. */
static dbn_span
pair_id(const xliff12 *x, uint32_t node)
{
    dbn_span rid = dbn_xml_get(x->xml, node, "rid");
    return rid.ptr == NULL ? dbn_xml_get(x->xml, node, "id") : rid;
}

/* A beginning and its end may have the same id: they are one code. */
static dbn_status
add_ids_of(xliff12 *x, uint32_t node)
{
    assert(x->places != NULL);
    const place *p = &x->places[node];
    dbn_span id = dbn_xml_get(x->xml, node, "id");
    switch (xliff12_kind_of(x->xml, node)) {
    case XLIFF12_TRANS_UNIT:
    case XLIFF12_BIN_UNIT:
        return add_id(x, node, p->file, ID_UNIT, id);
    case XLIFF12_PHASE:
        return add_id(x, node, p->file, ID_PHASE,
                      dbn_xml_get(x->xml, node, "phase-name"));
    case XLIFF12_TOOL:
        return add_id(x, node, p->file, ID_TOOL, dbn_xml_get(x->xml, node, "tool-id"));
    case XLIFF12_BPT:
    case XLIFF12_BX:
        return add_id(x, node, p->text, ID_BEGIN, pair_id(x, node));
    case XLIFF12_EPT:
    case XLIFF12_EX:
        return add_id(x, node, p->text, ID_END, pair_id(x, node));
    case XLIFF12_G:
    case XLIFF12_X:
    case XLIFF12_PH:
    case XLIFF12_IT:
        return add_id(x, node, p->text, ID_CODE, id);
    case XLIFF12_MRK:
        return xliff12_is_segment(x->xml, node)
                   ? add_id(x, node, p->text, ID_SEGMENT,
                            dbn_xml_get(x->xml, node, "mid"))
                   : DBN_OK;
    default:
        return DBN_OK;
    }
}

static dbn_status
check_ids(const xliff12 *x)
{
    for (uint32_t i = 0; i < x->ids.count; i++) {
        const dbn_id_row *row = &x->ids.items[i];
        bool is_half = row->kind == ID_BEGIN || row->kind == ID_END;
        if (dbn_ids_is_taken(&x->ids, i))
            DBN_TRY(refuse(x, DBN_ID_UNIQUE, row->node, row->id));
        else if (is_half && dbn_ids_find(&x->ids, row->scope,
                                         row->kind == ID_BEGIN ? ID_END : ID_BEGIN,
                                         row->id) == DBN_NONE)
            DBN_TRY(refuse(x, DBN_HALF_ALONE, row->node, row->id));
    }
    return DBN_OK;
}

/* ---- references ------------------------------------------------------------------ */

static dbn_status
check_reference(const xliff12 *x, uint32_t node, const char *name, uint32_t kind)
{
    dbn_span id = dbn_xml_get(x->xml, node, name);
    uint32_t file = x->places[node].file;
    if (xliff12_kind_of(x->xml, node) == XLIFF12_FILE)
        file = node;
    if (id.ptr == NULL || dbn_ids_find(&x->ids, file, kind, id) != DBN_NONE)
        return DBN_OK;
    return refuse(x, kind == ID_PHASE ? DBN_PHASE_UNKNOWN : DBN_TOOL_UNKNOWN, node, id);
}

static dbn_status
check_references(const xliff12 *x, uint32_t node)
{
    switch (xliff12_kind_of(x->xml, node)) {
    case XLIFF12_COUNT:
    case XLIFF12_TRANS_UNIT:
    case XLIFF12_BIN_UNIT:
    case XLIFF12_TARGET:
    case XLIFF12_BIN_TARGET:
        return check_reference(x, node, "phase-name", ID_PHASE);
    case XLIFF12_FILE:
    case XLIFF12_PHASE:
    case XLIFF12_ALT_TRANS:
        return check_reference(x, node, "tool-id", ID_TOOL);
    default:
        return DBN_OK;
    }
}

/* A subflow that was taken out of its code is a unit of the file. */
static dbn_status
check_extract(const xliff12 *x, uint32_t node)
{
    dbn_span id = dbn_xml_get(x->xml, node, "xid");
    return id.ptr == NULL ||
                   dbn_ids_find(&x->ids, x->places[node].file, ID_UNIT, id) != DBN_NONE
               ? DBN_OK
               : refuse(x, DBN_EXTRACT_UNKNOWN, node, id);
}

/* A candidate for a segment names one of its unit. */
static dbn_status
check_candidate(const xliff12 *x, uint32_t node)
{
    dbn_span mid = dbn_xml_get(x->xml, node, "mid");
    if (xliff12_kind_of(x->xml, node) != XLIFF12_ALT_TRANS || mid.ptr == NULL)
        return DBN_OK;
    uint32_t source =
        dbn_xml_child(x->xml, x->xml->nodes.items[node].parent, XLIFF12_SEG_SOURCE);
    return source == DBN_NONE ||
                   dbn_ids_find(&x->ids, source, ID_SEGMENT, mid) != DBN_NONE
               ? DBN_OK
               : refuse(x, DBN_SEGMENT_UNKNOWN, node, mid);
}

/* ---- texts ----------------------------------------------------------------------- */

static dbn_status
check_language(const xliff12 *x, uint32_t node)
{
    xliff12_kind kind = xliff12_kind_of(x->xml, node);
    bool is_text = kind == XLIFF12_SOURCE || kind == XLIFF12_TARGET;
    bool is_candidate =
        xliff12_kind_of(x->xml, x->places[node].unit) == XLIFF12_ALT_TRANS;
    dbn_span own = dbn_xml_get_xml(x->xml, node, "lang");
    if (!is_text || is_candidate || own.ptr == NULL)
        return DBN_OK;
    dbn_span wanted =
        dbn_xml_get(x->xml, x->places[node].file,
                    kind == XLIFF12_SOURCE ? "source-language" : "target-language");
    return wanted.ptr == NULL || dbn_span_equal_ascii(own, wanted)
               ? DBN_OK
               : refuse(x, DBN_LANGUAGE_DIFFERS, node, own);
}

/* A state of the list, or somebody's own. */
static dbn_status
check_state(const xliff12 *x, uint32_t target)
{
    static const char *const states[] = {"final",
                                         "needs-adaptation",
                                         "needs-l10n",
                                         "needs-review-adaptation",
                                         "needs-review-l10n",
                                         "needs-review-translation",
                                         "needs-translation",
                                         "new",
                                         "signed-off",
                                         "translated"};
    dbn_span state = dbn_xml_get(x->xml, target, "state");
    if (state.ptr == NULL || dbn_span_starts(state, DBN_SPAN("x-")))
        return DBN_OK;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (dbn_span_equal(state, dbn_span_of(states[i])))
            return DBN_OK;
    return refuse(x, DBN_STATE_UNKNOWN, target, state);
}

/* The segments of a target are those of the segmented source. */
static dbn_status
check_segment(const xliff12 *x, uint32_t node)
{
    const place *p = &x->places[node];
    if (!xliff12_is_segment(x->xml, node) || p->text == DBN_NONE)
        return DBN_OK;
    dbn_span mid = dbn_xml_get(x->xml, node, "mid");
    if (mid.ptr == NULL)
        return refuse(x, DBN_SEGMENT_UNNAMED, node, DBN_SPAN("mrk"));
    if (xliff12_kind_of(x->xml, p->text) != XLIFF12_TARGET)
        return DBN_OK;
    uint32_t source = dbn_xml_child(x->xml, p->unit, XLIFF12_SEG_SOURCE);
    return source != DBN_NONE &&
                   dbn_ids_find(&x->ids, source, ID_SEGMENT, mid) != DBN_NONE
               ? DBN_OK
               : refuse(x, DBN_SEGMENT_UNKNOWN, node, mid);
}

/* The segmented source is a working copy of the source. */
static dbn_status
check_copy(const xliff12 *x, uint32_t node)
{
    uint32_t unit = x->xml->nodes.items[node].parent;
    uint32_t source = dbn_xml_child(x->xml, unit, XLIFF12_SOURCE);
    return xliff12_kind_of(x->xml, unit) != XLIFF12_TRANS_UNIT || source == DBN_NONE ||
                   xliff12_is_same_text(x->xml, source, node)
               ? DBN_OK
               : refuse(x, DBN_SEGMENTED_DIFFERS, node,
                        dbn_xml_get(x->xml, unit, "id"));
}

dbn_status
dbn_xliff12_check(dbn_refusing *refusing, const dbn_xml *xml)
{
    xliff12 x = {.refusing = refusing, .xml = xml};
    DBN_TRY(find_places(&x));
    for (uint32_t i = 0; i < xml->nodes.count; i++)
        DBN_TRY(add_ids_of(&x, i));
    dbn_ids_sort(&x.ids);
    DBN_TRY(check_ids(&x));
    for (uint32_t i = 0; i < xml->nodes.count; i++) {
        if (x.places[i].file == DBN_NONE && xliff12_kind_of(xml, i) != XLIFF12_FILE)
            continue;
        DBN_TRY(check_references(&x, i));
        DBN_TRY(check_extract(&x, i));
        DBN_TRY(check_candidate(&x, i));
        if (x.places[i].unit == DBN_NONE)
            continue;
        DBN_TRY(check_language(&x, i));
        DBN_TRY(check_segment(&x, i));
        if (xliff12_kind_of(xml, i) == XLIFF12_TARGET)
            DBN_TRY(check_state(&x, i));
        if (xliff12_kind_of(xml, i) == XLIFF12_SEG_SOURCE)
            DBN_TRY(check_copy(&x, i));
    }
    return DBN_OK;
}
