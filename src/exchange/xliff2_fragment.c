/*
 * Fragment identifiers: where a reference within the file leads.
 *
 *     "#" ["/"] ["f=" id "/"] ["g=" id "/"] ["u=" id "/"] leaf
 *
 * The leaf is the id of something inline in the source, or it has a prefix: t= inline
 * in the target, n= a note, d= original data, gls= and others of a module. Without a
 * path a reference is read from the unit where it stands.
 */
#include "exchange/xliff2.h"

#include <string.h>

#include "exchange/values.h"

/* The steps of a path, in the only order they may have. */
enum { STEP_FILE, STEP_GROUP, STEP_UNIT, STEP_LEAF, STEP_END };

/* Prefixes that are registered for what is neither core nor one of its modules. */
#define TBX_PREFIX    "tbx"
#define TBX_NAMESPACE "urn:iso:std:iso:30042:ed-1:v1:en"

typedef struct step {
    dbn_span prefix, id; /* prefix {NULL, 0}: none */
    int rank;
} step;

typedef struct fragment {
    dbn_span ids[STEP_END]; /* by rank; {NULL, 0}: no such step */
    dbn_span prefix;        /* of the leaf */
} fragment;

static bool
is_registered(const xliff2 *x, dbn_span prefix, uint32_t *ns)
{
    for (uint32_t i = 1; i < x->grammar->namespace_count; i++)
        if (dbn_span_equal(prefix, dbn_span_of(x->grammar->prefixes[i]))) {
            *ns = dbn_grammar_ns(x->grammar, x->grammar->prefixes[i]);
            return true;
        }
    if (!dbn_span_equal(prefix, DBN_SPAN(TBX_PREFIX)))
        return false;
    *ns = x->xml->namespace_count; /* none, unless the file has it */
    for (uint32_t i = DBN_XML_NS_FIRST; i < x->xml->namespace_count; i++)
        if (dbn_span_equal(x->xml->namespaces[i], DBN_SPAN(TBX_NAMESPACE)))
            *ns = i;
    return true;
}

static step
read_step(dbn_span part)
{
    const char *equals = part.len == 0 ? NULL : memchr(part.ptr, '=', part.len);
    if (equals == NULL)
        return (step){.id = part, .rank = STEP_LEAF};
    size_t len = (size_t)(equals - part.ptr);
    step s = {.prefix = {part.ptr, len},
              .id = {equals + 1, part.len - len - 1},
              .rank = STEP_LEAF};
    if (len == 1)
        s.rank = *part.ptr == 'f'   ? STEP_FILE
                 : *part.ptr == 'g' ? STEP_GROUP
                 : *part.ptr == 'u' ? STEP_UNIT
                                    : STEP_LEAF;
    return s;
}

static bool
is_short_prefix(dbn_span prefix)
{
    return prefix.len == 1 && memchr("fgundt", *prefix.ptr, 6) != NULL;
}

static bool
is_good_step(const step *s, int rank_before)
{
    if (!dbn_value_is_id(s->id) || s->rank <= rank_before)
        return false;
    return s->prefix.ptr == NULL || is_short_prefix(s->prefix) ||
           (s->prefix.len >= 2 && dbn_value_is_id(s->prefix));
}

static bool
read_fragment(fragment *out, dbn_span text)
{
    int rank = -1;
    *out = (fragment){0};
    if (text.len > 0 && *text.ptr == '/')
        text = (dbn_span){text.ptr + 1, text.len - 1};
    for (bool is_last = false; !is_last;) {
        const char *slash = text.len == 0 ? NULL : memchr(text.ptr, '/', text.len);
        is_last = slash == NULL;
        size_t len = is_last ? text.len : (size_t)(slash - text.ptr);
        step s = read_step((dbn_span){text.ptr, len});
        if (!is_good_step(&s, rank))
            return false;
        rank = s.rank;
        out->ids[rank] = s.id;
        if (rank == STEP_LEAF)
            out->prefix = s.prefix;
        len += !is_last;
        text = (dbn_span){text.ptr + len, text.len - len};
    }
    return true;
}

/* Where the leaf is looked up. DBN_NONE: the path leads nowhere. */
static uint32_t
walk(const xliff2 *x, uint32_t node, const fragment *f)
{
    const xliff2_place *place = &x->places[node];
    const dbn_span *ids = f->ids;
    uint32_t file = ids[STEP_FILE].ptr == NULL
                        ? place->file
                        : dbn_ids_find(&x->ids, 0, XLIFF2_ID_FILE, ids[STEP_FILE]);
    if (ids[STEP_UNIT].ptr != NULL)
        return dbn_ids_find(&x->ids, file, XLIFF2_ID_UNIT, ids[STEP_UNIT]);
    if (ids[STEP_GROUP].ptr != NULL)
        return dbn_ids_find(&x->ids, file, XLIFF2_ID_GROUP, ids[STEP_GROUP]);
    if (ids[STEP_FILE].ptr != NULL)
        return file;
    if (xliff2_kind_of(x, node) == XLIFF2_MATCH || place->unit == DBN_NONE)
        return place->unit == DBN_NONE ? place->scope : place->unit;
    uint32_t unit = place->unit; /* a candidate is read from its unit */
    return xliff2_kind_of(x, unit) == XLIFF2_MATCH ? x->places[unit].unit : unit;
}

static bool
leaf_kind(const xliff2 *x, dbn_span prefix, uint32_t *kind)
{
    uint32_t ns;
    *kind = XLIFF2_ID_INLINE + XLIFF2_IN_SOURCE;
    if (prefix.ptr == NULL)
        return true;
    if (prefix.len == 1) {
        *kind = *prefix.ptr == 'n'   ? XLIFF2_ID_NOTE
                : *prefix.ptr == 'd' ? XLIFF2_ID_DATA
                                     : XLIFF2_ID_INLINE + XLIFF2_IN_TARGET;
        return true;
    }
    if (!is_registered(x, prefix, &ns))
        return false;
    *kind = XLIFF2_ID_NAMESPACE + ns;
    return true;
}

dbn_status
xliff2_check_reference(xliff2 *x, uint32_t node, dbn_span ref, uint32_t *target)
{
    fragment f;
    uint32_t kind;
    *target = DBN_NONE;
    if (ref.len == 0 || *ref.ptr != '#')
        return DBN_OK;
    if (!read_fragment(&f, (dbn_span){ref.ptr + 1, ref.len - 1}))
        return xliff2_refuse(x, DBN_FRAGMENT_SYNTAX, node, ref);
    if (!leaf_kind(x, f.prefix, &kind))
        return xliff2_refuse(x, DBN_FRAGMENT_PREFIX, node, ref);
    uint32_t scope = walk(x, node, &f);
    *target = scope;
    if (scope != DBN_NONE && f.ids[STEP_LEAF].ptr != NULL)
        *target = dbn_ids_find(&x->ids, scope, kind, f.ids[STEP_LEAF]);
    return *target != DBN_NONE ? DBN_OK
                               : xliff2_refuse(x, DBN_FRAGMENT_UNKNOWN, node, ref);
}
