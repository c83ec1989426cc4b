/*
 * exchange/xliff2.h - what all rules of XLIFF 2 look at; for xliff2*.c alone.
 */
#ifndef DBN_EXCHANGE_XLIFF2_H
#define DBN_EXCHANGE_XLIFF2_H

#include "exchange/grammar.h"
#include "exchange/ids.h"

/** The kinds of nodes: rows of xliff2.def. */
typedef enum xliff2_kind {
    XLIFF2_NOTHING,
#define ELEMENT(id, name, parents, content, attributes) XLIFF2_##id,
#define GROUP(name, attributes)
#include "exchange/xliff2.def"
#undef ELEMENT
#undef GROUP
    XLIFF2_KIND_COUNT
} xliff2_kind;

/** Two texts that have codes of the same ids. */
typedef enum xliff2_side { XLIFF2_IN_SOURCE, XLIFF2_IN_TARGET } xliff2_side;

/** Kinds of identifiers. A side is added where both have some. */
enum {
    XLIFF2_ID_FILE,
    XLIFF2_ID_GROUP,
    XLIFF2_ID_UNIT,
    XLIFF2_ID_NOTE,
    XLIFF2_ID_DATA,
    XLIFF2_ID_INLINE = 8,     /* + side: codes, annotations, and segments */
    XLIFF2_ID_CODE_END = 10,  /* + side: by startRef */
    XLIFF2_ID_MARK_END = 12,  /* + side: by startRef */
    XLIFF2_ID_NAMESPACE = 16, /* + namespace: of modules and extensions */
};

/** Namespaces, in the order of xliff2.c. */
enum {
    XLIFF2_NS_CORE = DBN_XML_NS_FIRST,
    XLIFF2_NS_MTC,
    XLIFF2_NS_GLS,
    XLIFF2_NS_FS,
    XLIFF2_NS_MDA,
    XLIFF2_NS_RES,
    XLIFF2_NS_SLR,
    XLIFF2_NS_VAL,
    XLIFF2_NS_ITS,
    XLIFF2_NS_ITSM,
    XLIFF2_NS_CTR,
    XLIFF2_NS_PGS
};

/** What attributes of modules say of a node, on itself or around it. */
enum {
    XLIFF2_HAS_VERSION = 1U << 0, /* of ITS; likewise the next */
    XLIFF2_HAS_SCORE = 1U << 1,
    XLIFF2_HAS_VOTE = 1U << 2,
    XLIFF2_HAS_TERMS = 1U << 3, /* whose terms these are; likewise the next */
    XLIFF2_HAS_MACHINE = 1U << 4,
    XLIFF2_HAS_ANALYSIS = 1U << 5,
    XLIFF2_HAS_SWITCH = 1U << 6 /* of plurals and genders */
};

/** What is around a node, itself not included. DBN_NONE: no such thing. */
typedef struct xliff2_place {
    uint32_t file, unit;  /* unit: or a translation candidate, which has codes, too */
    uint32_t scope;       /* the nearest of file, group, unit, candidate */
    uint32_t text;        /* source or target */
    xliff2_side side;     /* which of them */
    uint32_t lang, space; /* attributes: xml:lang and xml:space as they reach the node,
                             its own included; DBN_NONE: nobody says */
    uint32_t has;         /* XLIFF2_HAS_*, its own included */
} xliff2_place;

/** What is known of a unit, or of a candidate, as its codes come by. */
typedef struct xliff2_state {
    bool is_partial;   /* a part of it has no target yet */
    bool has_first[2]; /* by side: a code that begins a fixed order came by */
} xliff2_state;

/** How a file measures its texts (slr:profiles). */
typedef struct xliff2_sizes {
    dbn_span general, storage;      /* names of profiles; {NULL, 0}: none */
    bool is_plain;                  /* texts are measured as they stand */
    const struct xliff2_size *sums; /* of all text before each node; NULL: not yet */
} xliff2_sizes;

typedef struct xliff2 {
    dbn_refusing *refusing;
    const dbn_xml *xml;
    const dbn_grammar *grammar;
    const xliff2_place *places; /* of each node */
    uint64_t namespaces;        /* that nodes or attributes have, a bit each */
    dbn_ids ids;
    xliff2_state states[2]; /* of the unit under way, and of a candidate in it */
    xliff2_sizes sizes;     /* of the file under way */
} xliff2;

/** The attribute of a node, "yes" where it is not there. */
static inline dbn_span
xliff2_right(const xliff2 *x, uint32_t node, const char *name)
{
    dbn_span value = dbn_xml_get(x->xml, node, name);
    return value.ptr == NULL ? DBN_SPAN("yes") : value;
}

/** The bit of a namespace in a set of them; those of nobody's knowledge share one. */
static inline uint64_t
xliff2_namespace_bit(uint32_t ns)
{
    return UINT64_C(1) << (ns < 63 ? ns : 63);
}

/** The attribute of a node in a namespace; {NULL, 0} where it is not there. Most files
 * use few of the modules, or none. */
static inline dbn_span
xliff2_get(const xliff2 *x, uint32_t node, uint32_t ns, const char *name)
{
    return (x->namespaces & xliff2_namespace_bit(ns)) == 0
               ? (dbn_span){NULL, 0}
               : dbn_xml_value(x->xml, &x->xml->nodes.items[node], dbn_span_of(name),
                               ns);
}

static inline bool
xliff2_is(const xliff2 *x, uint32_t node, const char *name, const char *value)
{
    return dbn_span_equal(dbn_xml_get(x->xml, node, name), dbn_span_of(value));
}

static inline xliff2_kind
xliff2_kind_of(const xliff2 *x, uint32_t node)
{
    return (xliff2_kind)x->xml->nodes.items[node].kind;
}

/** What an attribute of a place says; {NULL, 0} where nobody does. */
static inline dbn_span
xliff2_attr(const xliff2 *x, uint32_t attr)
{
    return attr == DBN_NONE ? (dbn_span){NULL, 0}
                            : dbn_xml_text(x->xml, x->xml->attrs.items[attr].value);
}

/** Refuse at the line of `node`. */
static inline dbn_status
xliff2_refuse(const xliff2 *x, dbn_constraint constraint, uint32_t node, dbn_span about)
{
    return dbn_refuse(x->refusing, constraint, x->xml->nodes.items[node].line, about,
                      NULL);
}

/** The state of what `node` stands in. */
static inline xliff2_state *
xliff2_state_of(xliff2 *x, uint32_t node)
{
    return &x->states[xliff2_kind_of(x, x->places[node].unit) == XLIFF2_MATCH];
}

/** The other half of what begins or ends at `node`, by identifier; DBN_NONE: there is
 * none. While targets are missing it may come to stand in one of them: then it must be
 * in the source. */
uint32_t xliff2_counterpart(xliff2 *x, uint32_t node, uint32_t kind, dbn_span id);

/** Rules of one inline code (ph, pc, sc, ec). */
dbn_status xliff2_check_code(xliff2 *x, uint32_t node);

/** Rules of one annotation (mrk, sm, em). */
dbn_status xliff2_check_mark(xliff2 *x, uint32_t node);

/** Rules of what stands in both texts of a segment, a part without text, or a
 * translation candidate. */
dbn_status xliff2_check_pair(xliff2 *x, uint32_t node);

/** Rules of the places that targets of a unit take. */
dbn_status xliff2_check_order(xliff2 *x, uint32_t unit);

/** Rules of a reference: where `ref` begins with "#" it leads somewhere, in *target;
 * DBN_NONE where it does not, or leads out of the file. */
dbn_status xliff2_check_reference(xliff2 *x, uint32_t node, dbn_span ref,
                                  uint32_t *target);

/** XLIFF2_HAS_* that the attributes of one node add to those around it. */
uint32_t xliff2_has(const dbn_xml *xml, uint32_t node);

/** Rules of the modules: of elements, and of attributes that any element may have. */
dbn_status xliff2_check_module(xliff2 *x, uint32_t node);
dbn_status xliff2_check_its(xliff2 *x, uint32_t node);
dbn_status xliff2_check_sizes(xliff2 *x, uint32_t node);

#endif
