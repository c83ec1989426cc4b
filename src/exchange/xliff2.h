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

/** What is around a node, itself not included. DBN_NONE: no such thing. */
typedef struct xliff2_place {
    uint32_t file, unit;  /* unit: or a translation candidate, which has codes, too */
    uint32_t scope;       /* the nearest of file, group, unit, candidate */
    uint32_t text;        /* source or target */
    xliff2_side side;     /* which of them */
    dbn_span lang, space; /* xml:lang and xml:space as they reach the node, its own
                             included; {NULL, 0}: nobody says */
} xliff2_place;

/** What is known of a unit, or of a candidate, as its codes come by. */
typedef struct xliff2_state {
    bool is_partial;   /* a part of it has no target yet */
    bool has_first[2]; /* by side: a code that begins a fixed order came by */
} xliff2_state;

typedef struct xliff2 {
    dbn_refusing *refusing;
    const dbn_xml *xml;
    const dbn_grammar *grammar;
    const xliff2_place *places; /* of each node */
    dbn_ids ids;
    xliff2_state states[2]; /* of the unit under way, and of a candidate in it */
} xliff2;

/** The attribute of a node, "yes" where it is not there. */
static inline dbn_span
xliff2_right(const xliff2 *x, uint32_t node, const char *name)
{
    dbn_span value = dbn_xml_get(x->xml, node, name);
    return value.ptr == NULL ? DBN_SPAN("yes") : value;
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

#endif
