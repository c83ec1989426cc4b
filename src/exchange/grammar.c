#include "exchange/grammar.h"

#include <assert.h>
#include <string.h>

#include "exchange/rows.h"
#include "exchange/values.h"

/* ---- names ---------------------------------------------------------------------- */

uint32_t
dbn_grammar_ns(const dbn_grammar *grammar, const char *prefix)
{
    for (uint32_t i = 0; i < grammar->namespace_count; i++)
        if (strcmp(grammar->prefixes[i], prefix) == 0)
            return i == 0 && !grammar->has_namespace ? DBN_XML_NS_NONE
                                                     : DBN_XML_NS_FIRST + i;
    return DBN_XML_NS_NONE;
}

static bool
is_known(const dbn_grammar *grammar, uint32_t ns)
{
    if (ns == DBN_XML_NS_NONE)
        return !grammar->has_namespace;
    return ns >= DBN_XML_NS_FIRST && ns < DBN_XML_NS_FIRST + grammar->namespace_count;
}

/* A name as a table writes it: the prefix of its namespace, a colon, its own. */
static bool
is_named(const dbn_grammar *grammar, uint32_t ns, dbn_span name, dbn_span written)
{
    const char *prefix = "";
    if (ns >= DBN_XML_NS_FIRST)
        prefix = grammar->prefixes[ns - DBN_XML_NS_FIRST];
    size_t len = strlen(prefix);
    if (len == 0)
        return dbn_span_equal(name, written);
    return written.len == len + 1 + name.len && memcmp(written.ptr, prefix, len) == 0 &&
           written.ptr[len] == ':' &&
           memcmp(written.ptr + len + 1, name.ptr, name.len) == 0;
}

static uint16_t
kind_of(const dbn_grammar *grammar, uint32_t ns, dbn_span name)
{
    if (!is_known(grammar, ns))
        return 0;
    for (uint16_t i = 1; i < grammar->element_count; i++)
        if (is_named(grammar, ns, name, dbn_span_of(grammar->elements[i].name)))
            return i;
    return 0;
}

/* ---- what was asked before ------------------------------------------------------ */

/* A file has few names, thousands of times: what the tables say of one is looked up
 * once, and again where another one has taken its place here. */
#define KINDS_KEPT   64U
#define ALLOWED_KEPT 256U

/* An attribute of a row: its name as written, and the values that it may have; both
 * empty where the row does not have it. */
typedef struct allowed {
    dbn_span name, values;
} allowed;

typedef struct kept_kind {
    dbn_span name; /* {NULL, 0}: nothing is kept here; likewise below */
    uint32_t ns;
    uint16_t kind;
} kept_kind;

typedef struct kept_allowed {
    dbn_span name;
    uint32_t ns;
    uint16_t kind; /* of the element */
    allowed found;
} kept_allowed;

/* Not for names that somebody chose badly: of those each takes another's place. */
static uint32_t
place_of(dbn_span name, uint32_t ns, uint32_t kind)
{
    uint32_t first = (unsigned char)name.ptr[0],
             last = (unsigned char)name.ptr[name.len - 1];
    return first + last * 7 + (uint32_t)name.len * 31 + ns * 5 + kind * 59;
}

static uint16_t
look_up_kind(kept_kind *kept, const dbn_grammar *grammar, uint32_t ns, dbn_span name)
{
    kept_kind *slot = &kept[place_of(name, ns, 0) % KINDS_KEPT];
    if (slot->name.ptr == NULL || slot->ns != ns || !dbn_span_equal(slot->name, name))
        *slot = (kept_kind){name, ns, kind_of(grammar, ns, name)};
    return slot->kind;
}

/* ---- content -------------------------------------------------------------------- */

typedef struct checking {
    dbn_refusing *refusing;
    dbn_xml *xml;
    const dbn_grammar *grammar;
    dbn_row *rows;         /* of each kind */
    kept_allowed *allowed; /* [ALLOWED_KEPT] */
} checking;

static bool
is_of(const checking *c, uint32_t node, const dbn_row_choice *choice)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    return (n->kind > 0 && (choice->kinds >> n->kind & 1) != 0) ||
           (choice->is_other && n->ns != c->xml->nodes.items[n->parent].ns);
}

static dbn_span
name_of(const checking *c, uint32_t node)
{
    return dbn_xml_text(c->xml, c->xml->nodes.items[node].text);
}

/* The children in the order of the row, each as often as it says. */
static dbn_status
check_children(const checking *c, uint32_t node, const char *name, const dbn_row *row)
{
    uint32_t child = dbn_xml_element(c->xml, node, node + 1);
    for (uint32_t i = 0; i < row->choice_count; i++) {
        const dbn_row_choice *choice = &row->choices[i];
        uint32_t count = 0;
        while (child != DBN_NONE && (count == 0 || choice->is_many) &&
               is_of(c, child, choice)) {
            child = dbn_xml_element(c->xml, node, c->xml->nodes.items[child].end);
            count++;
        }
        if (count == 0 && choice->is_wanted)
            DBN_TRY(dbn_refuse(c->refusing, DBN_ELEMENT_MISSING,
                               c->xml->nodes.items[node].line, choice->written, name));
    }
    if (child == DBN_NONE)
        return DBN_OK;
    return dbn_refuse(c->refusing, DBN_ELEMENT_MISPLACED,
                      c->xml->nodes.items[child].line, name_of(c, child), name);
}

static dbn_status
check_text(const checking *c, uint32_t node, const char *name, const dbn_row *row)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    if (row->has_text)
        return DBN_OK;
    for (uint32_t i = node + 1; i < n->end; i = c->xml->nodes.items[i].end) {
        const dbn_xml_node *child = &c->xml->nodes.items[i];
        if (child->is_text && dbn_span_trim(dbn_xml_text(c->xml, child->text)).len > 0)
            return dbn_refuse(c->refusing, DBN_TEXT_MISPLACED, child->line,
                              name_of(c, node), name);
    }
    return DBN_OK;
}

/* Within its own namespace the parent's row has said it already. */
static dbn_status
check_parent(const checking *c, uint32_t node, const dbn_grammar_element *element,
             const dbn_row *row)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    bool stands = true;
    if (n->parent == DBN_NONE) {
        stands = *element->parents == '\0';
    } else if (strcmp(element->parents, "*") != 0) {
        const dbn_xml_node *parent = &c->xml->nodes.items[n->parent];
        if (parent->kind == 0 || parent->ns == n->ns)
            return DBN_OK;
        stands = (row->parents >> parent->kind & 1) != 0;
    }
    if (stands)
        return DBN_OK;
    return dbn_refuse(c->refusing, DBN_ELEMENT_MISPLACED, n->line, name_of(c, node),
                      element->name);
}

/* ---- attributes ----------------------------------------------------------------- */

static bool
has_word(const char *words, const char *wanted)
{
    dbn_span rest = dbn_span_of(words), word;
    while ((word = dbn_span_next_word(&rest)).len > 0)
        if (dbn_span_equal(word, dbn_span_of(wanted)))
            return true;
    return false;
}

static bool
is_attribute(const dbn_grammar *grammar, uint32_t ns, dbn_span name, dbn_span written)
{
    if (ns == DBN_XML_NS_NONE)
        return dbn_span_equal(written, name);
    if (ns == DBN_XML_NS_XML)
        return dbn_span_starts(written, DBN_SPAN("xml:")) &&
               dbn_span_ends(written, name) && written.len == name.len + 4;
    return is_known(grammar, ns) && is_named(grammar, ns, name, written);
}

static allowed
find_in(const dbn_grammar *grammar, const char *written, uint32_t ns, dbn_span name)
{
    dbn_span row = dbn_span_of(written);
    allowed found;
    bool is_wanted;
    while (dbn_row_next(&row, &found.name, &found.values, &is_wanted))
        if (is_attribute(grammar, ns, name, found.name))
            return found;
    return (allowed){{NULL, 0}, {NULL, 0}};
}

static allowed
find_allowed(const checking *c, const char *row, uint32_t ns, dbn_span name)
{
    allowed found = find_in(c->grammar, row, ns, name);
    for (uint32_t i = 0; i < c->grammar->group_count && found.name.ptr == NULL; i++)
        if (has_word(row, c->grammar->groups[i].name))
            found = find_in(c->grammar, c->grammar->groups[i].attributes, ns, name);
    bool is_foreign =
        ns == DBN_XML_NS_XML || (ns != DBN_XML_NS_NONE && !is_known(c->grammar, ns));
    if (found.name.ptr == NULL && is_foreign && has_word(row, "@other"))
        return (allowed){name, DBN_SPAN("%any")};
    return found;
}

static allowed
look_up_allowed(const checking *c, uint16_t kind, uint32_t ns, dbn_span name)
{
    assert(name.ptr != NULL); /* that it has */
    kept_allowed *slot = &c->allowed[place_of(name, ns, kind) % ALLOWED_KEPT];
    if (slot->name.ptr == NULL || slot->kind != kind || slot->ns != ns ||
        !dbn_span_equal(slot->name, name)) {
        const char *row = c->grammar->elements[kind].attributes;
        *slot = (kept_allowed){name, ns, kind, find_allowed(c, row, ns, name)};
    }
    return slot->found;
}

static dbn_status
check_present(const checking *c, uint32_t node, const dbn_grammar_element *element)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++) {
        const dbn_xml_attr *attr = &c->xml->attrs.items[i];
        dbn_span name = dbn_xml_text(c->xml, attr->name);
        allowed found = look_up_allowed(c, n->kind, attr->ns, name);
        if (found.name.ptr == NULL)
            DBN_TRY(dbn_refuse(c->refusing, DBN_ATTRIBUTE_UNKNOWN, n->line, name,
                               element->name));
        else if (!dbn_value_is(dbn_xml_text(c->xml, attr->value), found.values))
            DBN_TRY(dbn_refuse(c->refusing, DBN_ATTRIBUTE_VALUE, n->line, found.name,
                               element->name));
    }
    return DBN_OK;
}

static bool
has_attribute(const checking *c, uint32_t node, dbn_span written)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++) {
        const dbn_xml_attr *attr = &c->xml->attrs.items[i];
        if (is_attribute(c->grammar, attr->ns, dbn_xml_text(c->xml, attr->name),
                         written))
            return true;
    }
    return false;
}

static dbn_status
check_wanted(const checking *c, uint32_t node, const char *name, const dbn_row *row)
{
    for (uint32_t i = 0; i < row->wanted_count; i++)
        if (!has_attribute(c, node, row->wanted[i]))
            DBN_TRY(dbn_refuse(c->refusing, DBN_ATTRIBUTE_MISSING,
                               c->xml->nodes.items[node].line, row->wanted[i], name));
    return DBN_OK;
}

/* ---- all of it ------------------------------------------------------------------ */

static dbn_status
check_node(const checking *c, uint32_t node)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    if (n->kind == 0 && is_known(c->grammar, n->ns))
        return dbn_refuse(c->refusing, DBN_ELEMENT_UNKNOWN, n->line, name_of(c, node),
                          c->grammar->elements[1].name);
    if (n->kind == 0)
        return DBN_OK;
    const dbn_grammar_element *element = &c->grammar->elements[n->kind];
    dbn_row *row = &c->rows[n->kind];
    if (!row->is_read)
        DBN_TRY_PUSH(c->refusing->job, dbn_row_read(row, c->grammar, n->kind,
                                                    &c->refusing->job->scratch));
    DBN_TRY(check_parent(c, node, element, row));
    DBN_TRY(check_children(c, node, element->name, row));
    DBN_TRY(check_text(c, node, element->name, row));
    DBN_TRY(check_present(c, node, element));
    return check_wanted(c, node, element->name, row);
}

static dbn_status
check_all(const checking *c)
{
    kept_kind kinds[KINDS_KEPT] = {0};
    dbn_xml *xml = c->xml;
    for (uint32_t i = 0; i < xml->nodes.count; i++) {
        dbn_xml_node *node = &xml->nodes.items[i];
        if (!node->is_text)
            node->kind = look_up_kind(kinds, c->grammar, node->ns,
                                      dbn_xml_text(xml, node->text));
    }
    for (uint32_t i = 0; i < xml->nodes.count; i++)
        if (!xml->nodes.items[i].is_text)
            DBN_TRY(check_node(c, i));
    return DBN_OK;
}

dbn_status
dbn_grammar_check(dbn_refusing *r, dbn_xml *xml, const dbn_grammar *grammar)
{
    kept_allowed kept[ALLOWED_KEPT] = {0};
    dbn_row rows[DBN_ROW_KINDS_MAX] = {0};
    const checking c = {r, xml, grammar, rows, kept};
    dbn_arena_mark mark = dbn_arena_save(&r->job->scratch);
    dbn_status status = check_all(&c);
    dbn_arena_rewind(&r->job->scratch, mark);
    return status;
}
