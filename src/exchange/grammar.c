#include "exchange/grammar.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
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

static uint16_t
look_up_kind(kept_kind *kept, const dbn_grammar *grammar, uint32_t ns, dbn_span name)
{
    kept_kind *slot = &kept[(dbn_hash_bytes(name) ^ ns) % KINDS_KEPT];
    if (slot->name.ptr == NULL || slot->ns != ns || !dbn_span_equal(slot->name, name))
        *slot = (kept_kind){name, ns, kind_of(grammar, ns, name)};
    return slot->kind;
}

/* ---- content -------------------------------------------------------------------- */

typedef struct checking {
    dbn_refusing *refusing;
    dbn_xml *xml;
    const dbn_grammar *grammar;
    kept_allowed *allowed; /* [ALLOWED_KEPT] */
} checking;

/* A row's next choice without its sign, and the sign: '?', '*', '+' or '1'. */
static char
next_choice(dbn_span *row, dbn_span *choice)
{
    *choice = dbn_span_next_word(row);
    if (choice->len == 0)
        return '\0';
    char sign = choice->ptr[choice->len - 1];
    if (sign != '?' && sign != '*' && sign != '+')
        return '1';
    choice->len--;
    return sign;
}

static dbn_span
next_name(dbn_span *choice)
{
    const char *bar = choice->len == 0 ? NULL : memchr(choice->ptr, '|', choice->len);
    size_t len = bar == NULL ? choice->len : (size_t)(bar - choice->ptr);
    dbn_span name = {choice->ptr, len};
    len += bar != NULL;
    *choice = (dbn_span){choice->ptr + len, choice->len - len};
    return name;
}

static bool
is_of(const checking *c, uint32_t node, dbn_span choice)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    uint32_t own = c->xml->nodes.items[n->parent].ns;
    while (choice.len > 0) {
        dbn_span name = next_name(&choice);
        bool fits =
            dbn_span_equal(name, DBN_SPAN("#other"))
                ? n->ns != own
                : n->kind > 0 &&
                      dbn_span_equal(name,
                                     dbn_span_of(c->grammar->elements[n->kind].name));
        if (fits)
            return true;
    }
    return false;
}

static dbn_span
name_of(const checking *c, uint32_t node)
{
    return dbn_xml_text(c->xml, c->xml->nodes.items[node].text);
}

/* The children in the order of the row, each as often as it says. */
static dbn_status
check_children(const checking *c, uint32_t node, const dbn_grammar_element *element)
{
    dbn_span row = dbn_span_of(element->content), choice;
    uint32_t child = dbn_xml_element(c->xml, node, node + 1);
    for (char sign; (sign = next_choice(&row, &choice)) != '\0';) {
        if (*choice.ptr == '#' && !dbn_span_equal(choice, DBN_SPAN("#other")))
            continue;
        uint32_t count = 0;
        while (child != DBN_NONE && is_of(c, child, choice) &&
               (count == 0 || sign == '*' || sign == '+')) {
            child = dbn_xml_element(c->xml, node, c->xml->nodes.items[child].end);
            count++;
        }
        if (count == 0 && (sign == '1' || sign == '+'))
            DBN_TRY(dbn_refuse(c->refusing, DBN_ELEMENT_MISSING,
                               c->xml->nodes.items[node].line, choice, element->name));
    }
    if (child == DBN_NONE)
        return DBN_OK;
    return dbn_refuse(c->refusing, DBN_ELEMENT_MISPLACED,
                      c->xml->nodes.items[child].line, name_of(c, child),
                      element->name);
}

static dbn_status
check_text(const checking *c, uint32_t node, const dbn_grammar_element *element)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    if (strstr(element->content, "#text") != NULL)
        return DBN_OK;
    for (uint32_t i = node + 1; i < n->end; i = c->xml->nodes.items[i].end) {
        const dbn_xml_node *child = &c->xml->nodes.items[i];
        if (child->is_text && dbn_span_trim(dbn_xml_text(c->xml, child->text)).len > 0)
            return dbn_refuse(c->refusing, DBN_TEXT_MISPLACED, child->line,
                              name_of(c, node), element->name);
    }
    return DBN_OK;
}

static bool
has_word(const char *words, const char *wanted)
{
    dbn_span rest = dbn_span_of(words), word;
    while ((word = dbn_span_next_word(&rest)).len > 0)
        if (dbn_span_equal(word, dbn_span_of(wanted)))
            return true;
    return false;
}

/* Within its own namespace the parent's row has said it already. */
static dbn_status
check_parent(const checking *c, uint32_t node, const dbn_grammar_element *element)
{
    const dbn_xml_node *n = &c->xml->nodes.items[node];
    bool stands = true;
    if (n->parent == DBN_NONE) {
        stands = *element->parents == '\0';
    } else if (strcmp(element->parents, "*") != 0) {
        const dbn_xml_node *parent = &c->xml->nodes.items[n->parent];
        if (parent->kind == 0 || parent->ns == n->ns)
            return DBN_OK;
        stands = has_word(element->parents, c->grammar->elements[parent->kind].name);
    }
    if (stands)
        return DBN_OK;
    return dbn_refuse(c->refusing, DBN_ELEMENT_MISPLACED, n->line, name_of(c, node),
                      element->name);
}

/* ---- attributes ----------------------------------------------------------------- */

/* Cut the next attribute off a row; false behind the last. Groups are passed over. */
static bool
next_allowed(dbn_span *row, allowed *out, bool *is_wanted)
{
    dbn_span word;
    while ((word = dbn_span_next_word(row)).len > 0) {
        const char *equals = memchr(word.ptr, '=', word.len);
        if (equals == NULL)
            continue;
        *is_wanted = word.ptr[word.len - 1] == '!';
        out->name = (dbn_span){word.ptr, (size_t)(equals - word.ptr)};
        out->values = (dbn_span){equals + 1, word.len - out->name.len - 1 - *is_wanted};
        return true;
    }
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
    while (next_allowed(&row, &found, &is_wanted))
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
    kept_allowed *slot =
        &c->allowed[(dbn_hash_bytes(name) ^ ns ^ (uint32_t)kind << 3) % ALLOWED_KEPT];
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
check_wanted(const checking *c, uint32_t node, const dbn_grammar_element *element)
{
    dbn_span row = dbn_span_of(element->attributes);
    allowed next;
    bool is_wanted;
    while (next_allowed(&row, &next, &is_wanted))
        if (is_wanted && !has_attribute(c, node, next.name))
            DBN_TRY(dbn_refuse(c->refusing, DBN_ATTRIBUTE_MISSING,
                               c->xml->nodes.items[node].line, next.name,
                               element->name));
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
    DBN_TRY(check_parent(c, node, element));
    DBN_TRY(check_children(c, node, element));
    DBN_TRY(check_text(c, node, element));
    DBN_TRY(check_present(c, node, element));
    return check_wanted(c, node, element);
}

dbn_status
dbn_grammar_check(dbn_refusing *r, dbn_xml *xml, const dbn_grammar *grammar)
{
    kept_kind kinds[KINDS_KEPT] = {0};
    kept_allowed rows[ALLOWED_KEPT] = {0};
    const checking c = {r, xml, grammar, rows};
    for (uint32_t i = 0; i < xml->nodes.count; i++) {
        dbn_xml_node *node = &xml->nodes.items[i];
        if (!node->is_text)
            node->kind =
                look_up_kind(kinds, grammar, node->ns, dbn_xml_text(xml, node->text));
    }
    for (uint32_t i = 0; i < xml->nodes.count; i++)
        if (!xml->nodes.items[i].is_text)
            DBN_TRY(check_node(&c, i));
    return DBN_OK;
}
