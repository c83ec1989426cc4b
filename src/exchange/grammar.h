/*
 * exchange/grammar.h - which elements and attributes a format has, and where.
 *
 * A grammar is a table that reads like the standard's own trees:
 *
 *     ELEMENT(UNIT, "unit", "file group",
 *             "#other* notes? originalData? segment|ignorable+",
 *             "id=%id! translate=yes|no @fs @other")
 *
 * Parents: where the element stands; "": it is the root; "*": anywhere among what is
 * not of the format. Content: children in their order, each with "?", "*", "+" or
 * nothing for once; "|" between those of which any stands; "#other" is an element of
 * another namespace, "#text" text, "#none" nothing at all. Attributes: a name, "=" and
 * its values (values.h), "!" where it must stand; "@fs" those of a group; "@other" any
 * of a namespace that the grammar does not have.
 *
 * Names of namespaces beside the first are written in front: "gls:term".
 */
#ifndef DBN_EXCHANGE_GRAMMAR_H
#define DBN_EXCHANGE_GRAMMAR_H

#include "exchange/refusals.h"
#include "exchange/xml.h"

typedef struct dbn_grammar_element {
    const char *name, *parents, *content, *attributes;
} dbn_grammar_element;

/** Attributes of a namespace that many elements have: "@fs". */
typedef struct dbn_grammar_group {
    const char *name, *attributes;
} dbn_grammar_group;

typedef struct dbn_grammar {
    const char *const
        *namespaces; /* addresses, up to a NULL; the first is the format's */
    const char *const *prefixes; /* of each; the first is "" */
    uint32_t namespace_count;
    const dbn_grammar_element *elements; /* [0] is none: kinds begin at 1 */
    uint16_t element_count;
    const dbn_grammar_group *groups;
    uint32_t group_count;
    bool has_namespace; /* false: elements stand in none, as in TMX */
} dbn_grammar;

/** Give every node its kind, and refuse what stands where it must not. Linear in the
 * file, times the length of a table's row. */
dbn_status dbn_grammar_check(dbn_refusing *r, dbn_xml *xml, const dbn_grammar *grammar);

/** The number that a grammar's namespace has in `xml`: by its prefix. */
uint32_t dbn_grammar_ns(const dbn_grammar *grammar, const char *prefix);

#endif
