/*
 * TMX: what its grammar cannot say. Sorting identifiers is what costs most.
 */
#include "exchange/exchange.h"

#include <assert.h>

#include "exchange/ids.h"
#include "text/language_tag.h"

typedef enum tmx_kind {
    TMX_NOTHING,
#define ELEMENT(id, name, parents, content, attributes) TMX_##id,
#include "exchange/tmx.def"
#undef ELEMENT
    TMX_KIND_COUNT
} tmx_kind;

static const dbn_grammar_element elements[] = {
    {"", "", "", ""},
#define ELEMENT(id, name, parents, content, attributes)                                \
    {name, parents, content, attributes},
#include "exchange/tmx.def"
#undef ELEMENT
};

const dbn_grammar dbn_grammar_tmx = {.elements = elements,
                                     .element_count = TMX_KIND_COUNT};

/* Kinds of identifiers: a beginning and an end each stand once in a text. */
enum { ID_UNIT, ID_BEGIN, ID_END };

typedef struct tmx {
    dbn_refusing *refusing;
    const dbn_xml *xml;
    dbn_ids ids;
    const uint32_t *texts; /* of each node, the one that it stands in */
} tmx;

static dbn_status
refuse(tmx *t, dbn_constraint constraint, uint32_t node, dbn_span about)
{
    return dbn_refuse(t->refusing, constraint, t->xml->nodes.items[node].line, about,
                      NULL);
}

/* The segment or subflow around each node: a highlight is no text of its own. */
static dbn_status
find_texts(tmx *t)
{
    const dbn_xml_node *nodes = t->xml->nodes.items;
    uint32_t *texts =
        dbn_arena_alloc(&t->refusing->job->arena, t->xml->nodes.count * sizeof *texts);
    if (texts == NULL)
        return dbn_job_nomem(t->refusing->job);
    for (uint32_t i = 1; i < t->xml->nodes.count; i++) {
        uint32_t parent = nodes[i].parent;
        texts[i] = parent > 0 && nodes[parent].kind == TMX_HI ? texts[parent] : parent;
    }
    t->texts = texts;
    return DBN_OK;
}

static dbn_status
add_id(tmx *t, uint32_t node)
{
    tmx_kind kind = (tmx_kind)t->xml->nodes.items[node].kind;
    dbn_id_row row = {.node = node};
    if (kind == TMX_TU) {
        row.kind = ID_UNIT;
        row.id = dbn_xml_get(t->xml, node, "tuid");
    } else if (kind == TMX_BPT || kind == TMX_EPT) {
        assert(t->texts != NULL);
        row.scope = t->texts[node];
        row.kind = kind == TMX_BPT ? ID_BEGIN : ID_END;
        row.id = dbn_xml_get(t->xml, node, "i");
    }
    if (row.id.ptr == NULL)
        return DBN_OK;
    dbn_job *job = t->refusing->job;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &t->ids, row));
    return DBN_OK;
}

static dbn_status
check_ids(tmx *t)
{
    for (uint32_t i = 0; i < t->ids.count; i++) {
        const dbn_id_row *row = &t->ids.items[i];
        uint32_t other = dbn_ids_find(
            &t->ids, row->scope, row->kind == ID_BEGIN ? ID_END : ID_BEGIN, row->id);
        bool is_code = row->kind != ID_UNIT;
        if (dbn_ids_is_taken(&t->ids, i))
            DBN_TRY(refuse(t, is_code ? DBN_PAIR_TAKEN : DBN_UNIT_TAKEN, row->node,
                           row->id));
        else if (is_code && other == DBN_NONE)
            DBN_TRY(refuse(t, DBN_PAIR_OPEN, row->node, row->id));
        else if (row->kind == ID_END && other > row->node)
            DBN_TRY(refuse(t, DBN_PAIR_REVERSED, row->node, row->id));
    }
    return DBN_OK;
}

static dbn_span
language_of(const tmx *t, uint32_t variant)
{
    dbn_span lang = dbn_xml_get_xml(t->xml, variant, "lang");
    return lang.ptr == NULL ? dbn_xml_get(t->xml, variant, "lang") : lang;
}

/* A variant is in a language that it names, and one of them is in that of the source.
 */
static dbn_status
check_unit(tmx *t, uint32_t unit, dbn_span of_file)
{
    dbn_span wanted = dbn_xml_get(t->xml, unit, "srclang");
    wanted = wanted.ptr == NULL ? of_file : wanted;
    bool is_empty = true,
         has_source = wanted.ptr == NULL || dbn_span_equal(wanted, DBN_SPAN("*all*"));
    uint32_t end = t->xml->nodes.items[unit].end;
    for (uint32_t child = dbn_xml_element(t->xml, unit, unit + 1);
         child != DBN_NONE && child < end;
         child = dbn_xml_element(t->xml, unit, t->xml->nodes.items[child].end)) {
        if (t->xml->nodes.items[child].kind != TMX_TUV)
            continue;
        dbn_span lang = language_of(t, child);
        is_empty = false;
        if (lang.ptr == NULL)
            DBN_TRY(dbn_refuse(t->refusing, DBN_ATTRIBUTE_MISSING,
                               t->xml->nodes.items[child].line, DBN_SPAN("xml:lang"),
                               "tuv"));
        has_source |= lang.ptr != NULL && dbn_language_is_in(lang, wanted);
    }
    return has_source || is_empty ? DBN_OK
                                  : refuse(t, DBN_LANGUAGE_MISSING, unit, wanted);
}

/* Characters of somebody's own: each stands for something, and where that is a code, in
 * an encoding. */
static dbn_status
check_characters(tmx *t, uint32_t node)
{
    const dbn_xml *xml = t->xml;
    bool has_codes = false;
    for (uint32_t map = dbn_xml_element(xml, node, node + 1); map != DBN_NONE;
         map = dbn_xml_element(xml, node, xml->nodes.items[map].end)) {
        bool has_code = dbn_xml_get(xml, map, "code").ptr != NULL;
        has_codes |= has_code;
        if (!has_code && dbn_xml_get(xml, map, "ent").ptr == NULL &&
            dbn_xml_get(xml, map, "subst").ptr == NULL)
            DBN_TRY(refuse(t, DBN_MAP_EMPTY, map, dbn_xml_get(xml, map, "unicode")));
    }
    return has_codes && dbn_xml_get(xml, node, "base").ptr == NULL
               ? refuse(t, DBN_BASE_MISSING, node, dbn_xml_get(xml, node, "name"))
               : DBN_OK;
}

dbn_status
dbn_tmx_check(dbn_refusing *refusing, const dbn_xml *xml)
{
    tmx t = {.refusing = refusing, .xml = xml};
    uint32_t header = dbn_xml_child(xml, 0, TMX_HEADER);
    dbn_span srclang = {NULL, 0};
    DBN_TRY(find_texts(&t));
    if (header != DBN_NONE)
        srclang = dbn_xml_get(xml, header, "srclang");
    for (uint32_t i = 0; i < xml->nodes.count; i++) {
        if (!xml->nodes.items[i].is_text)
            DBN_TRY(add_id(&t, i));
        if (xml->nodes.items[i].kind == TMX_TU)
            DBN_TRY(check_unit(&t, i, srclang));
        if (xml->nodes.items[i].kind == TMX_UDE)
            DBN_TRY(check_characters(&t, i));
    }
    dbn_ids_sort(&t.ids);
    return check_ids(&t);
}
