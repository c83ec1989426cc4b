/*
 * TBX of versions 2 and 3: what their grammars cannot say. Categories of data are known
 * for the public dialects; of a dialect that somebody made only the structure is looked
 * at. Sorting identifiers is what costs most.
 */
#include "exchange/exchange.h"

#include "exchange/ids.h"
#include "exchange/values.h"

typedef enum tbx_kind {
    TBX3_NOTHING,
#define ELEMENT(id, name, parents, content, attributes) TBX3_##id,
#include "exchange/tbx.def"
#undef ELEMENT
    TBX3_KIND_COUNT
} tbx_kind;

typedef enum martif_kind {
    TBX2_NOTHING,
#define ELEMENT(id, name, parents, content, attributes) TBX2_##id,
#include "exchange/martif.def"
#undef ELEMENT
    TBX2_KIND_COUNT
} martif_kind;

static const dbn_grammar_element elements3[] = {
    {"", "", "", ""},
#define ELEMENT(id, name, parents, content, attributes)                                \
    {name, parents, content, attributes},
#include "exchange/tbx.def"
#undef ELEMENT
};

static const dbn_grammar_element elements2[] = {
    {"", "", "", ""},
#define ELEMENT(id, name, parents, content, attributes)                                \
    {name, parents, content, attributes},
#include "exchange/martif.def"
#undef ELEMENT
};

static const char *const namespaces[] = {"urn:iso:std:iso:30042:ed-2",
                                         "http://www.tbxinfo.net/ns/min",
                                         "http://www.tbxinfo.net/ns/basic", NULL};
static const char *const prefixes[] = {"", "min", "basic"};

const dbn_grammar dbn_grammar_tbx3 = {.namespaces = namespaces,
                                      .prefixes = prefixes,
                                      .namespace_count = 3,
                                      .elements = elements3,
                                      .element_count = TBX3_KIND_COUNT,
                                      .has_namespace = true};

const dbn_grammar dbn_grammar_tbx2 = {.elements = elements2,
                                      .element_count = TBX2_KIND_COUNT};

/* ---- categories ------------------------------------------------------------------ */

enum {
    TBX_CORE = 1U << 0, /* it has none */
    TBX_MIN = 1U << 1,
    TBX_BASIC = 1U << 2,
    TBX_LINGUIST = 1U << 3 /* more than are listed: an unknown one may be its own */
};

static const struct category {
    uint32_t dialects;
    const char *element, *name, *levels, *values;
} categories[] = {
#define CATEGORY(dialects, element, name, levels, values)                              \
    {dialects, element, name, levels, values},
#include "exchange/tbx_categories.def"
#undef CATEGORY
};

typedef struct tbx {
    dbn_refusing *refusing;
    const dbn_xml *xml;
    bool is_martif, is_dct;
    uint32_t dialect; /* 0: somebody's own */
    dbn_ids ids;      /* of the file; and the languages of concepts */
} tbx;

enum { ID_OF_FILE, ID_LANGUAGE };

static dbn_status
refuse(tbx *t, dbn_constraint constraint, uint32_t node, dbn_span about)
{
    return dbn_refuse(t->refusing, constraint, t->xml->nodes.items[node].line, about,
                      NULL);
}

static dbn_span
name_of(const tbx *t, uint32_t node)
{
    return dbn_xml_text(t->xml, t->xml->nodes.items[node].text);
}

static bool
is_named(const tbx *t, uint32_t node, const char *name)
{
    return dbn_span_equal(name_of(t, node), dbn_span_of(name));
}

/* Where a node stands: c, l, t; 0: in none of these. */
static char
level_of(const tbx *t, uint32_t node)
{
    static const struct level {
        const char *name;
        char level;
    } levels[] = {{"conceptEntry", 'c'}, {"termEntry", 'c'}, {"langSec", 'l'},
                  {"langSet", 'l'},      {"termSec", 't'},   {"tig", 't'},
                  {"ntig", 't'}};
    for (node = t->xml->nodes.items[node].parent; node != DBN_NONE;
         node = t->xml->nodes.items[node].parent)
        for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
            if (is_named(t, node, levels[i].name))
                return levels[i].level;
    return 0;
}

/* The text right behind a start tag, without white space around it. */
static dbn_span
text_of(const tbx *t, uint32_t node)
{
    const dbn_xml_node *nodes = t->xml->nodes.items;
    if (nodes[node].end == node + 1 || !nodes[node + 1].is_text)
        return DBN_SPAN("");
    return dbn_span_trim(dbn_xml_text(t->xml, nodes[node + 1].text));
}

/* By the name, and in the style of attributes by the element that has it, too. */
static const struct category *
find_category(const tbx *t, dbn_span element, dbn_span name)
{
    for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++) {
        const struct category *c = &categories[i];
        if ((c->dialects & t->dialect) != 0 &&
            dbn_span_equal(dbn_span_of(c->name), name) &&
            (element.len == 0 || dbn_span_equal(dbn_span_of(c->element), element)))
            return c;
    }
    return NULL;
}

static dbn_status
check_category(tbx *t, uint32_t node, const struct category *c, dbn_span name)
{
    char level = level_of(t, node);
    dbn_span value = text_of(t, node);
    if (level != 0 && strchr(c->levels, level) == NULL)
        DBN_TRY(refuse(t, DBN_CATEGORY_LEVEL, node, name));
    if (!dbn_value_is(value, dbn_span_of(c->values)))
        DBN_TRY(refuse(t, DBN_CATEGORY_VALUE, node, value));
    return DBN_OK;
}

/* Elements whose type is a category. */
static bool
has_category(const tbx *t, uint32_t node)
{
    static const char *const names[] = {"admin",       "adminNote",   "descrip",
                                        "descripNote", "ref",         "termNote",
                                        "transac",     "transacNote", "xref"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (is_named(t, node, names[i]))
            return true;
    return false;
}

static dbn_status
check_data(tbx *t, uint32_t node)
{
    const dbn_xml_node *n = &t->xml->nodes.items[node];
    bool is_core = n->ns == t->xml->nodes.items[0].ns;
    dbn_span name = is_core ? dbn_xml_get(t->xml, node, "type") : name_of(t, node);
    if (is_core && (!has_category(t, node) || name.ptr == NULL))
        return DBN_OK;
    if (!t->is_martif && is_core == t->is_dct)
        return refuse(t, DBN_STYLE_DIFFERS, node, is_core ? name_of(t, node) : name);
    if (t->dialect == 0)
        return DBN_OK;
    const struct category *c =
        find_category(t, is_core ? name_of(t, node) : DBN_SPAN(""), name);
    if (c != NULL)
        return check_category(t, node, c, name);
    return t->dialect == TBX_LINGUIST ? DBN_OK
                                      : refuse(t, DBN_CATEGORY_UNKNOWN, node, name);
}

/* ---- identifiers, languages, terms ----------------------------------------------- */

static dbn_status
add_id(tbx *t, uint32_t node)
{
    dbn_job *job = t->refusing->job;
    dbn_id_row row = {.node = node, .id = dbn_xml_get(t->xml, node, "id")};
    bool is_text = is_named(t, node, "sc") || is_named(t, node, "ec") ||
                   is_named(t, node, "ph"); /* codes of a text, not of the file */
    if (row.id.ptr != NULL && !is_text)
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &t->ids, row));
    if (!is_named(t, node, "langSec") && !is_named(t, node, "langSet"))
        return DBN_OK;
    row = (dbn_id_row){.node = node,
                       .scope = t->xml->nodes.items[node].parent,
                       .kind = ID_LANGUAGE,
                       .id = dbn_xml_get_xml(t->xml, node, "lang")};
    if (row.id.ptr == NULL)
        return DBN_OK;
    char *folded = dbn_arena_alloc(&job->arena, row.id.len + 1);
    if (folded == NULL)
        return dbn_job_nomem(job);
    for (size_t i = 0; i < row.id.len; i++)
        folded[i] = dbn_ascii_lower(row.id.ptr[i]);
    row.id.ptr = folded; /* fr-BE and fr-be are one */
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &t->ids, row));
    return DBN_OK;
}

static dbn_status
check_ids(tbx *t)
{
    for (uint32_t i = 0; i < t->ids.count; i++) {
        const dbn_id_row *row = &t->ids.items[i];
        if (dbn_ids_is_taken(&t->ids, i))
            DBN_TRY(
                refuse(t, row->kind == ID_LANGUAGE ? DBN_LANGUAGE_TAKEN : DBN_ID_UNIQUE,
                       row->node, row->id));
    }
    return DBN_OK;
}

/* Targets lead to something in the file, but those of what is outside. */
static dbn_status
check_target(tbx *t, uint32_t node)
{
    dbn_span target = dbn_xml_get(t->xml, node, "target");
    if (target.ptr == NULL || is_named(t, node, "xref") ||
        memchr(target.ptr, ':', target.len) != NULL ||
        is_named(t, node, "externalCrossReference") || is_named(t, node, "xGraphic"))
        return DBN_OK;
    if (target.len > 0 && target.ptr[0] == '#')
        target = (dbn_span){target.ptr + 1, target.len - 1};
    return dbn_ids_find(&t->ids, 0, ID_OF_FILE, target) == DBN_NONE
               ? refuse(t, DBN_REFERENCE_UNKNOWN, node, target)
               : DBN_OK;
}

static dbn_status
check_node(tbx *t, uint32_t node)
{
    DBN_TRY(check_target(t, node));
    if (is_named(t, node, "date") && !dbn_value_is(text_of(t, node), DBN_SPAN("%day")))
        DBN_TRY(refuse(t, DBN_DATE_VALUE, node, text_of(t, node)));
    if (is_named(t, node, "term") && dbn_xml_is_empty(t->xml, node))
        DBN_TRY(refuse(t, DBN_TERM_EMPTY, node, name_of(t, node)));
    return check_data(t, node);
}

static uint32_t
dialect_of(dbn_span type)
{
    static const struct dialect {
        const char *name;
        uint32_t dialect;
    } dialects[] = {{"TBX-Core", TBX_CORE},
                    {"TBX-Min", TBX_MIN},
                    {"TBX-Basic", TBX_BASIC},
                    {"TBX-Linguist", TBX_LINGUIST}};
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++)
        if (dbn_span_equal(dbn_span_of(dialects[i].name), type))
            return dialects[i].dialect;
    return 0;
}

dbn_status
dbn_tbx_check(dbn_refusing *refusing, const dbn_xml *xml)
{
    tbx t = {.refusing = refusing, .xml = xml};
    t.is_martif = is_named(&t, 0, "martif");
    t.is_dct = dbn_span_equal(dbn_xml_get(xml, 0, "style"), DBN_SPAN("dct"));
    t.dialect = dialect_of(dbn_xml_get(xml, 0, "type"));
    for (uint32_t i = 0; i < xml->nodes.count; i++)
        if (!xml->nodes.items[i].is_text)
            DBN_TRY(add_id(&t, i));
    dbn_ids_sort(&t.ids);
    DBN_TRY(check_ids(&t));
    for (uint32_t i = 1; i < xml->nodes.count; i++)
        if (!xml->nodes.items[i].is_text)
            DBN_TRY(check_node(&t, i));
    return DBN_OK;
}
