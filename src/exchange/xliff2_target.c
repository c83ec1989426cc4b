/*
 * A source and its target: languages, white space, places, and the codes that a
 * translator may neither lose nor move.
 */
#include "exchange/xliff2.h"

#include "exchange/values.h"

/* ---- languages, white space -------------------------------------------------------
 */

static dbn_status
check_language(xliff2 *x, uint32_t text, const char *of_file)
{
    dbn_span wanted = dbn_xml_get(x->xml, 0, of_file);
    dbn_span own = xliff2_attr(x, x->places[text].lang);
    if (own.ptr == NULL || wanted.ptr == NULL || dbn_span_equal_ascii(own, wanted))
        return DBN_OK;
    return xliff2_refuse(x, DBN_LANGUAGE_DIFFERS, text, own);
}

static dbn_status
check_target_language(xliff2 *x, uint32_t pair, uint32_t target)
{
    /* A candidate for reference may be in any language. */
    if (xliff2_is(x, pair, "reference", "yes"))
        return DBN_OK;
    if (dbn_xml_get(x->xml, 0, "trgLang").ptr == NULL)
        return xliff2_refuse(x, DBN_TARGET_LANGUAGE_MISSING, target,
                             DBN_SPAN("trgLang"));
    return check_language(x, target, "trgLang");
}

static dbn_status
check_space(xliff2 *x, uint32_t source, uint32_t target)
{
    dbn_span a = xliff2_attr(x, x->places[source].space);
    dbn_span b = xliff2_attr(x, x->places[target].space);
    a = a.ptr == NULL ? DBN_SPAN("default") : a;
    b = b.ptr == NULL ? DBN_SPAN("default") : b;
    return dbn_span_equal(a, b) ? DBN_OK
                                : xliff2_refuse(x, DBN_SPACE_DIFFERS, target, b);
}

/* ---- codes ------------------------------------------------------------------------
 */

static bool
is_kept(const xliff2 *x, uint32_t node)
{
    xliff2_kind kind = xliff2_kind_of(x, node);
    return (kind == XLIFF2_PH || kind == XLIFF2_PC || kind == XLIFF2_SC ||
            kind == XLIFF2_EC) &&
           xliff2_is(x, node, "canDelete", "no");
}

static dbn_status
check_lost(xliff2 *x, uint32_t source)
{
    uint32_t end = x->xml->nodes.items[source].end;
    for (uint32_t i = source + 1; i < end; i++) {
        if (!is_kept(x, i))
            continue;
        dbn_span id = dbn_xml_get(x->xml, i, "id");
        if (id.ptr != NULL &&
            dbn_ids_find(&x->ids, x->places[i].unit,
                         XLIFF2_ID_INLINE + XLIFF2_IN_TARGET, id) == DBN_NONE)
            DBN_TRY(xliff2_refuse(x, DBN_CODE_LOST, i, id));
    }
    return DBN_OK;
}

/* What an id may stand for: a code may be written as one element or as two. */
static int
family_of(xliff2_kind kind)
{
    switch (kind) {
    case XLIFF2_PH:
        return 1;
    case XLIFF2_PC:
    case XLIFF2_SC:
    case XLIFF2_EC:
        return 2;
    case XLIFF2_MRK:
    case XLIFF2_SM:
        return 3;
    default:
        return 0;
    }
}

static dbn_status
check_families(xliff2 *x, uint32_t target)
{
    uint32_t end = x->xml->nodes.items[target].end;
    for (uint32_t i = target + 1; i < end; i++) {
        if (x->xml->nodes.items[i].is_text)
            continue;
        int family = family_of(xliff2_kind_of(x, i));
        dbn_span id = dbn_xml_get(x->xml, i, "id");
        if (family == 0 || id.ptr == NULL)
            continue;
        uint32_t there = dbn_ids_find(&x->ids, x->places[i].unit,
                                      XLIFF2_ID_INLINE + XLIFF2_IN_SOURCE, id);
        if (there != DBN_NONE && family_of(xliff2_kind_of(x, there)) != family)
            DBN_TRY(xliff2_refuse(x, DBN_CODE_DIFFERS, i, id));
    }
    return DBN_OK;
}

/* A code as a reader meets it: a pair comes by twice. */
typedef struct event {
    dbn_span id;
    uint32_t node;
    bool is_end;
    enum { ORDER_FREE, ORDER_FIRST, ORDER_NEXT } order;
} event;

typedef DBN_VEC(event) events;

static dbn_status
add_event(const xliff2 *x, events *out, uint32_t node, bool is_end)
{
    dbn_job *job = x->refusing->job;
    event e = {.id = dbn_xml_get(x->xml, node, "id"), .node = node, .is_end = is_end};
    if (xliff2_kind_of(x, node) == XLIFF2_EC) {
        dbn_span start = dbn_xml_get(x->xml, node, "startRef");
        e.id = start.ptr == NULL ? e.id : start;
        e.is_end = true;
    }
    dbn_span order = xliff2_right(x, node, "canReorder");
    if (dbn_span_equal(order, DBN_SPAN("firstNo")))
        e.order = is_end ? ORDER_NEXT : ORDER_FIRST;
    else if (dbn_span_equal(order, DBN_SPAN("no")))
        e.order = ORDER_NEXT;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, out, e));
    return DBN_OK;
}

/* The codes of a text in their order; those open stand on the stack of their ends. */
static dbn_status
read_events(const xliff2 *x, events *out, uint32_t text)
{
    DBN_VEC(uint32_t) open = {0};
    dbn_job *job = x->refusing->job;
    const dbn_xml_node *nodes = x->xml->nodes.items;
    for (uint32_t i = text + 1; i <= nodes[text].end; i++) {
        for (; open.count > 0 && nodes[open.items[open.count - 1]].end <= i;
             open.count--)
            DBN_TRY(add_event(x, out, open.items[open.count - 1], true));
        if (i == nodes[text].end)
            break;
        xliff2_kind kind = nodes[i].is_text ? XLIFF2_NOTHING : xliff2_kind_of(x, i);
        if (kind == XLIFF2_PH || kind == XLIFF2_PC || kind == XLIFF2_SC ||
            kind == XLIFF2_EC)
            DBN_TRY(add_event(x, out, i, false));
        if (kind == XLIFF2_PC)
            DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &open, i));
    }
    return DBN_OK;
}

/* Where `node` begins among the events, which stand in the order of their nodes but for
 * ends of pairs; events->count when it is not there. */
static uint32_t
place_of(const uint32_t *places, const xliff2 *x, uint32_t target, uint32_t node)
{
    const dbn_xml_node *text = &x->xml->nodes.items[target];
    return node > target && node < text->end ? places[node - target] : DBN_NONE;
}

static bool
is_same_run(const event *a, const events *b, uint32_t at, uint32_t len)
{
    if (at == DBN_NONE || len > b->count - at)
        return false;
    for (uint32_t i = 0; i < len; i++)
        if (a[i].is_end != b->items[at + i].is_end ||
            !dbn_span_equal(a[i].id, b->items[at + i].id))
            return false;
    return true;
}

static dbn_status
compare_runs(xliff2 *x, const events *source, const events *target, uint32_t text)
{
    dbn_job *job = x->refusing->job;
    uint32_t size = dbn_range_len((dbn_range){text, x->xml->nodes.items[text].end});
    uint32_t *places = dbn_arena_alloc(&job->scratch, (size_t)size * sizeof *places);
    if (places == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < target->count; i++)
        if (!target->items[i].is_end ||
            xliff2_kind_of(x, target->items[i].node) == XLIFF2_EC)
            places[target->items[i].node - text] = i;
    for (uint32_t i = 0, len; i < source->count; i += len) {
        const event *first = &source->items[i];
        len = 1;
        if (first->order != ORDER_FIRST)
            continue;
        while (i + len < source->count && source->items[i + len].order == ORDER_NEXT)
            len++;
        uint32_t there = dbn_ids_find(&x->ids, x->places[text + 1].unit,
                                      XLIFF2_ID_INLINE + XLIFF2_IN_TARGET, first->id);
        if (there == DBN_NONE || there < text || there >= text + size)
            continue; /* lost, or in another segment */
        if (!is_same_run(first, target, place_of(places, x, text, there), len))
            DBN_TRY(xliff2_refuse(x, DBN_CODES_REORDERED, text, first->id));
    }
    return DBN_OK;
}

static dbn_status
check_reordered(xliff2 *x, uint32_t source, uint32_t target)
{
    dbn_arena *scratch = &x->refusing->job->scratch;
    dbn_arena_mark mark = dbn_arena_save(scratch);
    events a = {0}, b = {0};
    dbn_status status = read_events(x, &a, source);
    if (status == DBN_OK)
        status = read_events(x, &b, target);
    if (status == DBN_OK && b.count > 0)
        status = compare_runs(x, &a, &b, target);
    dbn_arena_rewind(scratch, mark);
    return status;
}

dbn_status
xliff2_check_pair(xliff2 *x, uint32_t node)
{
    uint32_t source = dbn_xml_child(x->xml, node, XLIFF2_SOURCE);
    uint32_t target = dbn_xml_child(x->xml, node, XLIFF2_TARGET);
    if (source != DBN_NONE)
        DBN_TRY(check_language(x, source, "srcLang"));
    if (target == DBN_NONE)
        return DBN_OK;
    DBN_TRY(check_target_language(x, node, target));
    if (source == DBN_NONE)
        return DBN_OK;
    DBN_TRY(check_space(x, source, target));
    DBN_TRY(check_families(x, target));
    DBN_TRY(check_lost(x, source));
    return check_reordered(x, source, target);
}

/* ---- places -----------------------------------------------------------------------
 */

static uint32_t
next_part(const xliff2 *x, uint32_t unit, uint32_t child)
{
    child = dbn_xml_element(x->xml, unit, child);
    while (child != DBN_NONE && xliff2_kind_of(x, child) != XLIFF2_SEGMENT &&
           xliff2_kind_of(x, child) != XLIFF2_IGNORABLE)
        child = dbn_xml_element(x->xml, unit, x->xml->nodes.items[child].end);
    return child;
}

/* Targets without an order take the place of their source. */
static dbn_status
check_places(xliff2 *x, uint32_t unit, bool *taken, uint32_t count)
{
    uint32_t place = 0;
    for (uint32_t part = next_part(x, unit, unit + 1); part != DBN_NONE;
         part = next_part(x, unit, x->xml->nodes.items[part].end)) {
        uint32_t target = dbn_xml_child(x->xml, part, XLIFF2_TARGET), own = ++place;
        if (target == DBN_NONE) {
            x->states[0].is_partial = true;
            continue;
        }
        dbn_span order = dbn_xml_get(x->xml, target, "order");
        if (order.ptr != NULL)
            own = dbn_value_count(order);
        dbn_span about = order.ptr == NULL ? dbn_xml_get(x->xml, part, "id") : order;
        if (own == 0 || own > count) {
            DBN_TRY(xliff2_refuse(x, DBN_ORDER_VALUE, target, about));
            continue;
        }
        if (taken[own - 1])
            DBN_TRY(xliff2_refuse(x, DBN_ORDER_TAKEN, target, about));
        taken[own - 1] = true;
    }
    return DBN_OK;
}

dbn_status
xliff2_check_order(xliff2 *x, uint32_t unit)
{
    dbn_job *job = x->refusing->job;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    uint32_t count = 0;
    for (uint32_t part = next_part(x, unit, unit + 1); part != DBN_NONE;
         part = next_part(x, unit, x->xml->nodes.items[part].end))
        count++;
    bool *taken = dbn_arena_alloc(&job->scratch, count * sizeof *taken);
    dbn_status status =
        taken == NULL ? dbn_job_nomem(job) : check_places(x, unit, taken, count);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
