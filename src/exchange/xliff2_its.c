/*
 * The ITS module of XLIFF 2.1 and 2.2: attributes that exclude or need each other, what
 * they refer to, and what must stand around them. On elements of ITS itself the same
 * attributes have no namespace.
 */
#include "exchange/xliff2.h"

#include <string.h>

/* Both on one element: one too many. */
static const char *const exclusive[][2] = {
    {"locQualityIssuesRef", "locQualityIssueType"},
    {"locQualityIssuesRef", "locQualityIssueComment"},
    {"locQualityIssuesRef", "locQualityIssueSeverity"},
    {"locQualityIssuesRef", "locQualityIssueProfileRef"},
    {"locQualityIssuesRef", "locQualityIssueEnabled"},
    {"locQualityRatingScore", "locQualityRatingVote"},
    {"taIdentRef", "taSource"},
    {"taIdentRef", "taIdent"},
    {"provenanceRecordsRef", "org"},
    {"provenanceRecordsRef", "orgRef"},
    {"provenanceRecordsRef", "person"},
    {"provenanceRecordsRef", "personRef"},
    {"provenanceRecordsRef", "tool"},
    {"provenanceRecordsRef", "toolRef"},
    {"provenanceRecordsRef", "revOrg"},
    {"provenanceRecordsRef", "revOrgRef"},
    {"provenanceRecordsRef", "revPerson"},
    {"provenanceRecordsRef", "revPersonRef"},
    {"provenanceRecordsRef", "revTool"},
    {"provenanceRecordsRef", "revToolRef"},
    {"org", "orgRef"},
    {"person", "personRef"},
    {"tool", "toolRef"},
    {"revOrg", "revOrgRef"},
    {"revPerson", "revPersonRef"},
    {"revTool", "revToolRef"},
};

/* The first needs one of the others, or something around it that has it. */
static const struct {
    const char *name, *wanted[3];
    uint32_t around;
} dependent[] = {
    {"taSource", {"taIdent"}, 0},
    {"taIdent", {"taSource"}, 0},
    {"taConfidence", {"taIdent", "taIdentRef", "taClassRef"}, 0},
    {"localeFilterType", {"localeFilterList"}, 0},
    {"locQualityIssueSeverity", {"locQualityIssueType", "locQualityIssueComment"}, 0},
    {"locQualityIssueProfileRef", {"locQualityIssueType", "locQualityIssueComment"}, 0},
    {"locQualityIssueEnabled", {"locQualityIssueType", "locQualityIssueComment"}, 0},
    {"locQualityRatingScoreThreshold", {NULL}, XLIFF2_HAS_SCORE},
    {"locQualityRatingVoteThreshold", {NULL}, XLIFF2_HAS_VOTE},
    {"locQualityRatingProfileRef", {NULL}, XLIFF2_HAS_SCORE | XLIFF2_HAS_VOTE},
};

/* Confidence is somebody's. */
static const struct {
    const char *name;
    uint32_t around;
} confident[] = {{"termConfidence", XLIFF2_HAS_TERMS},
                 {"mtConfidence", XLIFF2_HAS_MACHINE},
                 {"taConfidence", XLIFF2_HAS_ANALYSIS}};

/* Categories of data (ITS 2.0, 5.7). */
static const char *const categories[] = {"translate",
                                         "localization-note",
                                         "terminology",
                                         "directionality",
                                         "language-information",
                                         "elements-within-text",
                                         "domain",
                                         "text-analysis",
                                         "locale-filter",
                                         "provenance",
                                         "external-resource",
                                         "target-pointer",
                                         "id-value",
                                         "preserve-space",
                                         "localization-quality-issue",
                                         "localization-quality-rating",
                                         "mt-confidence",
                                         "allowed-characters",
                                         "storage-size"};

/* ---- annotators ----------------------------------------------------------------- */

/* Cut "category|address" off a list: the number of the category, -1 for anything else;
 * false behind the last. */
static bool
next_annotator(dbn_span *list, int *category)
{
    dbn_span word = dbn_span_next_word(list);
    if (word.len == 0)
        return false;
    *category = -1;
    const char *bar = memchr(word.ptr, '|', word.len);
    if (bar == NULL || bar + 1 == word.ptr + word.len)
        return true;
    dbn_span name = {word.ptr, (size_t)(bar - word.ptr)};
    for (int i = 0; i < (int)(sizeof categories / sizeof categories[0]); i++)
        if (dbn_span_equal(name, dbn_span_of(categories[i])))
            *category = i;
    return true;
}

static uint32_t
annotators_in(dbn_span list)
{
    uint32_t has = 0;
    for (int category; next_annotator(&list, &category);) {
        const char *name = category < 0 ? "" : categories[category];
        if (strcmp(name, "terminology") == 0)
            has |= XLIFF2_HAS_TERMS;
        else if (strcmp(name, "mt-confidence") == 0)
            has |= XLIFF2_HAS_MACHINE;
        else if (strcmp(name, "text-analysis") == 0)
            has |= XLIFF2_HAS_ANALYSIS;
    }
    return has;
}

static dbn_status
check_annotators(xliff2 *x, uint32_t node)
{
    dbn_span value = xliff2_get(x, node, XLIFF2_NS_ITS, "annotatorsRef"), rest = value;
    uint32_t seen = 0;
    int category;
    bool is_good = true;
    if (value.ptr == NULL)
        return DBN_OK;
    while (next_annotator(&rest, &category)) {
        uint32_t bit = category < 0 ? 0 : 1U << category;
        is_good &= category >= 0 && (seen & bit) == 0;
        seen |= bit;
    }
    return is_good && seen != 0 ? DBN_OK
                                : xliff2_refuse(x, DBN_ITS_ANNOTATORS, node, value);
}

uint32_t
xliff2_has(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    uint32_t has = 0;
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++) {
        const dbn_xml_attr *attr = &xml->attrs.items[i];
        dbn_span name = dbn_xml_text(xml, attr->name);
        if (attr->ns == XLIFF2_NS_PGS && dbn_span_equal(name, DBN_SPAN("switch")))
            has |= XLIFF2_HAS_SWITCH;
        bool is_its = attr->ns == XLIFF2_NS_ITS ||
                      (n->ns == XLIFF2_NS_ITS && attr->ns == DBN_XML_NS_NONE);
        if (!is_its)
            continue;
        if (dbn_span_equal(name, DBN_SPAN("version")))
            has |= XLIFF2_HAS_VERSION;
        else if (dbn_span_equal(name, DBN_SPAN("locQualityRatingScore")))
            has |= XLIFF2_HAS_SCORE;
        else if (dbn_span_equal(name, DBN_SPAN("locQualityRatingVote")))
            has |= XLIFF2_HAS_VOTE;
        else if (dbn_span_equal(name, DBN_SPAN("annotatorsRef")))
            has |= annotators_in(dbn_xml_text(xml, attr->value));
    }
    return has;
}

/* ---- attributes against each other ---------------------------------------------- */

static dbn_status
refuse(const xliff2 *x, dbn_constraint constraint, uint32_t node, const char *name)
{
    return dbn_refuse(x->refusing, constraint, x->xml->nodes.items[node].line,
                      dbn_span_of(name), name);
}

static dbn_status
check_together(xliff2 *x, uint32_t node, uint32_t ns)
{
    for (size_t i = 0; i < sizeof exclusive / sizeof exclusive[0]; i++)
        if (xliff2_get(x, node, ns, exclusive[i][0]).ptr != NULL &&
            xliff2_get(x, node, ns, exclusive[i][1]).ptr != NULL)
            DBN_TRY(refuse(x, DBN_ITS_BOTH, node, exclusive[i][1]));
    for (size_t i = 0; i < sizeof dependent / sizeof dependent[0]; i++) {
        if (xliff2_get(x, node, ns, dependent[i].name).ptr == NULL)
            continue;
        bool is_good = (x->places[node].has & dependent[i].around) != 0;
        for (int k = 0; k < 3 && dependent[i].wanted[k] != NULL; k++)
            is_good |= xliff2_get(x, node, ns, dependent[i].wanted[k]).ptr != NULL;
        if (!is_good)
            DBN_TRY(refuse(x, DBN_ITS_ALONE, node, dependent[i].name));
    }
    for (size_t i = 0; i < sizeof confident / sizeof confident[0]; i++)
        if (xliff2_get(x, node, ns, confident[i].name).ptr != NULL &&
            (x->places[node].has & confident[i].around) == 0)
            DBN_TRY(refuse(x, DBN_ITS_ANNOTATOR_MISSING, node, confident[i].name));
    return DBN_OK;
}

/* ---- annotations ---------------------------------------------------------------- */

/* Does an attribute make an annotation one of ITS, which is generic? Those of terms,
 * and who says so, go with a term. */
static bool
is_generic(uint32_t ns, dbn_span name, bool is_term)
{
    static const char *const names[] = {"allowedCharacters",
                                        "localeFilterList",
                                        "locQualityIssuesRef",
                                        "locQualityIssueType",
                                        "locQualityIssueComment",
                                        "locQualityRatingScore",
                                        "locQualityRatingVote",
                                        "mtConfidence",
                                        "provenanceRecordsRef",
                                        "taClassRef",
                                        "taIdent",
                                        "taIdentRef",
                                        "taSource"};
    if (ns == XLIFF2_NS_ITSM)
        return true;
    if (dbn_span_equal(name, DBN_SPAN("annotatorsRef")))
        return !is_term;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal(name, dbn_span_of(names[i])))
            return true;
    return false;
}

static dbn_status
check_annotation(xliff2 *x, uint32_t node)
{
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    dbn_span type = dbn_xml_get(x->xml, node, "type");
    bool is_term = dbn_span_equal(type, DBN_SPAN("term")) ||
                   dbn_span_equal(type, DBN_SPAN("its:term-no"));
    bool is_its = type.ptr == NULL || dbn_span_equal(type, DBN_SPAN("generic")) ||
                  dbn_span_equal(type, DBN_SPAN("its:generic"));
    if (!is_term && xliff2_get(x, node, XLIFF2_NS_ITS, "termConfidence").ptr != NULL)
        DBN_TRY(refuse(x, DBN_ITS_TERM, node, "termConfidence"));
    for (uint32_t i = n->attr_beg; i < n->attr_end && !is_its; i++) {
        const dbn_xml_attr *attr = &x->xml->attrs.items[i];
        if ((attr->ns == XLIFF2_NS_ITS || attr->ns == XLIFF2_NS_ITSM) &&
            is_generic(attr->ns, dbn_xml_text(x->xml, attr->name), is_term))
            return xliff2_refuse(x, DBN_ITS_TYPE, node, type);
    }
    return DBN_OK;
}

/* ---- records that stand elsewhere ----------------------------------------------- */

/* "#its=" and the identifier of records of the unit, or of what the node itself is. */
static dbn_status
check_records(xliff2 *x, uint32_t node, const char *name, xliff2_kind kind)
{
    const dbn_span prefix = DBN_SPAN("#its=");
    dbn_span ref = xliff2_get(x, node, XLIFF2_NS_ITS, name);
    if (ref.ptr == NULL)
        return DBN_OK;
    if (dbn_span_starts(ref, prefix)) {
        const xliff2_place *place = &x->places[node];
        const uint32_t scopes[] = {node, place->scope, place->unit, place->file};
        dbn_span id = {ref.ptr + prefix.len, ref.len - prefix.len};
        for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++) {
            uint32_t found = dbn_ids_find(&x->ids, scopes[i],
                                          XLIFF2_ID_NAMESPACE + XLIFF2_NS_ITS, id);
            if (found != DBN_NONE && xliff2_kind_of(x, found) == kind)
                return DBN_OK;
        }
    }
    return dbn_refuse(x->refusing, DBN_ITS_RECORDS_UNKNOWN,
                      x->xml->nodes.items[node].line, ref, name);
}

/* A record of nothing. */
static dbn_status
check_record(xliff2 *x, uint32_t node)
{
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    bool is_issue = n->kind == XLIFF2_QUALITY_ISSUE;
    bool is_empty = true;
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++) {
        dbn_span name = dbn_xml_text(x->xml, x->xml->attrs.items[i].name);
        is_empty &= is_issue
                        ? !dbn_span_equal(name, DBN_SPAN("locQualityIssueType")) &&
                              !dbn_span_equal(name, DBN_SPAN("locQualityIssueComment"))
                        : dbn_span_equal(name, DBN_SPAN("version"));
    }
    if (is_empty)
        return refuse(x, DBN_ITS_EMPTY, node,
                      is_issue ? "locQualityIssue" : "provenanceRecord");
    return check_together(x, node, DBN_XML_NS_NONE);
}

/* ---- all of it ------------------------------------------------------------------ */

/* The first attribute of ITS but its version; {NULL, 0}: there is none. */
static dbn_span
first_attribute(const xliff2 *x, uint32_t node)
{
    const dbn_xml_node *n = &x->xml->nodes.items[node];
    for (uint32_t i = n->attr_beg; i < n->attr_end; i++) {
        const dbn_xml_attr *attr = &x->xml->attrs.items[i];
        dbn_span name = dbn_xml_text(x->xml, attr->name);
        if (attr->ns == XLIFF2_NS_ITSM ||
            (attr->ns == XLIFF2_NS_ITS && !dbn_span_equal(name, DBN_SPAN("version"))))
            return name;
    }
    return (dbn_span){NULL, 0};
}

dbn_status
xliff2_check_its(xliff2 *x, uint32_t node)
{
    xliff2_kind kind = xliff2_kind_of(x, node);
    if (kind == XLIFF2_QUALITY_ISSUE || kind == XLIFF2_PROVENANCE_RECORD)
        return check_record(x, node);
    dbn_span first = first_attribute(x, node);
    if (first.ptr == NULL)
        return DBN_OK;
    if ((x->places[node].has & XLIFF2_HAS_VERSION) == 0)
        DBN_TRY(xliff2_refuse(x, DBN_ITS_VERSION_MISSING, node, first));
    DBN_TRY(check_annotators(x, node));
    DBN_TRY(check_together(x, node, XLIFF2_NS_ITS));
    DBN_TRY(check_records(x, node, "locQualityIssuesRef", XLIFF2_QUALITY_ISSUES));
    DBN_TRY(check_records(x, node, "provenanceRecordsRef", XLIFF2_PROVENANCE_RECORDS));
    return kind == XLIFF2_MRK || kind == XLIFF2_SM ? check_annotation(x, node) : DBN_OK;
}
