/*
 * Modules of XLIFF 2: candidates, glossaries, resources, rules of validation, styles,
 * changes, plurals. Each row of a unit is looked at once.
 */
#include "exchange/xliff2.h"

#include <string.h>

#include "text/language_tag.h"

/* At the element or attribute `clause`. */
static dbn_status
refuse_at(const xliff2 *x, dbn_constraint constraint, uint32_t node, dbn_span about,
          const char *clause)
{
    return dbn_refuse(x->refusing, constraint, x->xml->nodes.items[node].line, about,
                      clause);
}

/* What an element is called by, or its name. */
static dbn_span
id_of(const xliff2 *x, uint32_t node)
{
    dbn_span id = dbn_xml_get(x->xml, node, "id");
    return id.ptr != NULL ? id : dbn_xml_text(x->xml, x->xml->nodes.items[node].text);
}

/* ---- what stands once ----------------------------------------------------------- */

/* The bit of a module that a file, a group or a unit has once; 0: of nothing such. */
static uint32_t
once(xliff2_kind kind)
{
    static const xliff2_kind kinds[] = {
        XLIFF2_MATCHES,  XLIFF2_GLOSSARY,   XLIFF2_METADATA,    XLIFF2_RESOURCE_DATA,
        XLIFF2_PROFILES, XLIFF2_VALIDATION, XLIFF2_CHANGE_TRACK};
    for (uint32_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i] == kind)
            return 1U << i;
    return 0;
}

static dbn_status
check_once(xliff2 *x, uint32_t node)
{
    uint32_t seen = 0;
    for (uint32_t child = dbn_xml_element(x->xml, node, node + 1); child != DBN_NONE;
         child = dbn_xml_element(x->xml, node, x->xml->nodes.items[child].end)) {
        uint32_t bit = once(xliff2_kind_of(x, child));
        const char *name = x->grammar->elements[xliff2_kind_of(x, child)].name;
        if ((seen & bit) != 0)
            DBN_TRY(refuse_at(x, DBN_MODULE_TWICE, child, dbn_span_of(name), name));
        seen |= bit;
    }
    return DBN_OK;
}

/* ---- candidates and glossaries -------------------------------------------------- */

/* A segment, or something in its texts. */
static bool
is_span(xliff2_kind kind)
{
    switch (kind) {
    case XLIFF2_SEGMENT:
    case XLIFF2_IGNORABLE:
    case XLIFF2_PH:
    case XLIFF2_PC:
    case XLIFF2_SC:
    case XLIFF2_EC:
    case XLIFF2_MRK:
    case XLIFF2_SM:
        return true;
    default:
        return false;
    }
}

/* What a candidate or an entry is for stands in its unit; its name alone is understood,
 * too, since that is how the standard's own examples write it. */
static dbn_status
check_span(xliff2 *x, uint32_t node)
{
    dbn_span ref = dbn_xml_get(x->xml, node, "ref");
    uint32_t unit = x->places[node].unit, target;
    if (ref.ptr == NULL || unit == DBN_NONE)
        return DBN_OK;
    if (ref.len > 0 && *ref.ptr == '#') {
        DBN_TRY(xliff2_check_reference(x, node, ref, &target));
        if (target == DBN_NONE)
            return DBN_OK; /* and is refused */
    } else if (ref.len > 0 && memchr(ref.ptr, '#', ref.len) != NULL) {
        return DBN_OK; /* it leads out of the file */
    } else {
        target = dbn_ids_find(&x->ids, unit, XLIFF2_ID_INLINE + XLIFF2_IN_SOURCE, ref);
    }
    bool is_found = target != DBN_NONE && is_span(xliff2_kind_of(x, target)) &&
                    x->places[target].unit == unit;
    return is_found ? DBN_OK : xliff2_refuse(x, DBN_SPAN_UNKNOWN, node, ref);
}

static dbn_status
check_candidate(xliff2 *x, uint32_t node)
{
    dbn_span subtype = dbn_xml_get(x->xml, node, "subType");
    if (subtype.ptr != NULL && dbn_xml_get(x->xml, node, "type").ptr == NULL)
        DBN_TRY(xliff2_refuse(x, DBN_SUBTYPE_ALONE, node, subtype));
    return check_span(x, node);
}

static dbn_status
check_entry(xliff2 *x, uint32_t node)
{
    DBN_TRY(check_span(x, node));
    if (dbn_xml_child(x->xml, node, XLIFF2_TRANSLATION) != DBN_NONE ||
        dbn_xml_child(x->xml, node, XLIFF2_DEFINITION) != DBN_NONE)
        return DBN_OK;
    return xliff2_refuse(x, DBN_ENTRY_EMPTY, node, id_of(x, node));
}

/* ---- resources ------------------------------------------------------------------ */

static dbn_status
check_resource(xliff2 *x, uint32_t node)
{
    static const uint16_t texts[] = {XLIFF2_RESOURCE_SOURCE, XLIFF2_RESOURCE_TARGET};
    dbn_span id = id_of(x, node);
    bool is_elsewhere = false;
    if (dbn_xml_element(x->xml, node, node + 1) == DBN_NONE)
        return xliff2_refuse(x, DBN_RESOURCE_EMPTY, node, id);
    for (int i = 0; i < 2; i++) {
        uint32_t text = dbn_xml_child(x->xml, node, texts[i]);
        is_elsewhere |= text != DBN_NONE && dbn_xml_is_empty(x->xml, text);
    }
    if (is_elsewhere && dbn_xml_get(x->xml, node, "mimeType").ptr == NULL)
        return xliff2_refuse(x, DBN_RESOURCE_TYPE_MISSING, node, id);
    return DBN_OK;
}

static dbn_status
check_resource_text(xliff2 *x, uint32_t node, const char *language)
{
    dbn_span href = dbn_xml_get(x->xml, node, "href");
    dbn_span own = dbn_xml_get_xml(x->xml, node, "lang");
    dbn_span wanted = dbn_xml_get(x->xml, 0, language);
    bool is_empty = dbn_xml_is_empty(x->xml, node);
    if (is_empty == (href.ptr == NULL))
        DBN_TRY(xliff2_refuse(x, is_empty ? DBN_RESOURCE_EMPTY : DBN_RESOURCE_BOTH,
                              node, is_empty ? id_of(x, node) : href));
    if (own.ptr != NULL && wanted.ptr != NULL && !dbn_language_is_in(own, wanted))
        DBN_TRY(xliff2_refuse(x, DBN_LANGUAGE_DIFFERS, node, own));
    return DBN_OK;
}

/* What units refer to stands in their file. */
static dbn_status
check_resource_ref(xliff2 *x, uint32_t node)
{
    dbn_span ref = dbn_xml_get(x->xml, node, "ref");
    if (ref.ptr == NULL)
        return DBN_OK;
    uint32_t item = dbn_ids_find(&x->ids, x->places[node].file,
                                 XLIFF2_ID_NAMESPACE + XLIFF2_NS_RES, ref);
    return item != DBN_NONE && xliff2_kind_of(x, item) == XLIFF2_RESOURCE_ITEM
               ? DBN_OK
               : xliff2_refuse(x, DBN_RESOURCE_UNKNOWN, node, ref);
}

/* ---- rules that a translation must keep ----------------------------------------- */

/* Somebody's own rule is an attribute of another namespace. */
static bool
has_own_rule(const xliff2 *x, uint32_t node)
{
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++)
        if (x->xml->attrs.items[i].ns != DBN_XML_NS_NONE)
            return true;
    return false;
}

/* The detail `name`, which only goes with some of what a rule asks for. */
static dbn_status
check_detail(xliff2 *x, uint32_t node, const char *name, bool is_fitting)
{
    return is_fitting || dbn_xml_get(x->xml, node, name).ptr == NULL
               ? DBN_OK
               : refuse_at(x, DBN_RULE_WITHOUT, node, dbn_span_of(name), name);
}

static dbn_status
check_rule_details(xliff2 *x, uint32_t node, const char *asked)
{
    bool is_presence = asked != NULL && strcmp(asked, "isPresent") == 0;
    bool is_absence = asked != NULL && strcmp(asked, "isNotPresent") == 0;
    uint32_t level = x->xml->nodes.items[x->xml->nodes.items[node].parent].parent;
    DBN_TRY(check_detail(x, node, "occurs", is_presence));
    DBN_TRY(check_detail(x, node, "existsInSource", asked != NULL && !is_absence));
    if (xliff2_is(x, node, "disabled", "yes") && level != DBN_NONE &&
        xliff2_kind_of(x, level) == XLIFF2_FILE)
        return xliff2_refuse(x, DBN_RULE_DISABLED, node, DBN_SPAN("disabled"));
    return DBN_OK;
}

static dbn_status
check_rule(xliff2 *x, uint32_t node)
{
    static const char *const asks[] = {"isPresent", "isNotPresent", "startsWith",
                                       "endsWith"};
    const char *asked = NULL;
    bool is_several = false;
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        if (dbn_xml_get(x->xml, node, asks[i]).ptr == NULL)
            continue;
        is_several |= asked != NULL;
        asked = asks[i];
    }
    if (is_several)
        return xliff2_refuse(x, DBN_RULE_SEVERAL, node, dbn_span_of(asked));
    if (asked == NULL && !has_own_rule(x, node))
        return xliff2_refuse(x, DBN_RULE_EMPTY, node, DBN_SPAN("rule"));
    return check_rule_details(x, node, asked);
}

/* ---- changes, styles, plurals --------------------------------------------------- */

static dbn_status
check_revisions(xliff2 *x, uint32_t node)
{
    dbn_span current = dbn_xml_get(x->xml, node, "currentVersion");
    if (current.ptr == NULL)
        return DBN_OK;
    for (uint32_t child = dbn_xml_element(x->xml, node, node + 1); child != DBN_NONE;
         child = dbn_xml_element(x->xml, node, x->xml->nodes.items[child].end))
        if (dbn_span_equal(dbn_xml_get(x->xml, child, "version"), current))
            return DBN_OK;
    return xliff2_refuse(x, DBN_REVISION_UNKNOWN, node, current);
}

static dbn_status
check_attributes(xliff2 *x, uint32_t node)
{
    dbn_span sub = xliff2_get(x, node, XLIFF2_NS_FS, "subFs");
    dbn_span form = xliff2_get(x, node, XLIFF2_NS_PGS, "case");
    if (sub.ptr != NULL && xliff2_get(x, node, XLIFF2_NS_FS, "fs").ptr == NULL)
        DBN_TRY(xliff2_refuse(x, DBN_STYLE_ALONE, node, sub));
    if (form.ptr != NULL && (x->places[node].has & XLIFF2_HAS_SWITCH) == 0)
        DBN_TRY(xliff2_refuse(x, DBN_CASE_ALONE, node, form));
    return DBN_OK;
}

dbn_status
xliff2_check_module(xliff2 *x, uint32_t node)
{
    DBN_TRY(check_attributes(x, node));
    switch (xliff2_kind_of(x, node)) {
    case XLIFF2_FILE:
    case XLIFF2_GROUP:
    case XLIFF2_UNIT:
        return check_once(x, node);
    case XLIFF2_MATCH:
        return check_candidate(x, node);
    case XLIFF2_GLOSS_ENTRY:
        return check_entry(x, node);
    case XLIFF2_TRANSLATION:
        return check_span(x, node);
    case XLIFF2_RESOURCE_ITEM:
        return check_resource(x, node);
    case XLIFF2_RESOURCE_SOURCE:
        return check_resource_text(x, node, "srcLang");
    case XLIFF2_RESOURCE_TARGET:
        return check_resource_text(x, node, "trgLang");
    case XLIFF2_RESOURCE_ITEM_REF:
        return check_resource_ref(x, node);
    case XLIFF2_RULE:
        return check_rule(x, node);
    case XLIFF2_REVISIONS:
        return check_revisions(x, node);
    default:
        return DBN_OK;
    }
}
