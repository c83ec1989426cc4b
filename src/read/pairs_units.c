/*
 * Units of XLIFF and TMX: which of their texts is the translation of which, what was
 * known of them before, and where another translation would be written.
 */
#include "read/pairs_xml.h"

#include "base/message.h"

/* Segments of one unit: each looks for its target among all of them. */
#define SEGMENTS_MAX 4096U

/* A whole text of the unit, or one of its segments, by what it is, that is not yet one
 * of a pair: files name segments twice. What is wanted most
 * stands behind what was found last. */
static uint32_t
find_side(const scanner *s, bool is_target, dbn_span id, uint32_t last)
{
    uint32_t first = s->first_side, count = s->d->sides.count - first;
    uint32_t from = last == DBN_NONE ? 0 : last - first + 1;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = first + (from + k) % count;
        const draft_side *side = &s->d->sides.items[i];
        if (side->is_target == is_target && !side->is_case && !side->is_chosen &&
            dbn_span_equal(side->id, id))
            return i;
    }
    return DBN_NONE;
}

/* What was known of a segment before, the best first. */
static void
take_match(scanner *s, dbn_pair *pair, dbn_span segment)
{
    for (uint32_t i = 0; i < s->match_count; i++) {
        const match *m = &s->matches[i];
        if (m->score <= pair->score || !dbn_span_equal(m->segment, segment))
            continue;
        pair->origin = m->origin;
        pair->similar = m->source;
        pair->memory = m->target;
        pair->score = m->score;
    }
}

/* A text in three parts. */
static dbn_status
put_together(scanner *s, dbn_span *out, dbn_span a, dbn_span b, dbn_span c)
{
    char *bytes = dbn_arena_alloc(&s->d->job->arena, a.len + b.len + c.len + 1);
    if (bytes == NULL)
        return dbn_job_nomem(s->d->job);
    const dbn_span parts[] = {a, b, c};
    size_t len = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].len > 0)
            memcpy(bytes + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
    }
    *out = (dbn_span){bytes, len};
    return DBN_OK;
}

/* The prefix of an element's name, with its colon. */
static dbn_span
prefix_of(dbn_span name)
{
    const char *colon = name.len == 0 ? NULL : memchr(name.ptr, ':', name.len);
    return (dbn_span){name.ptr == NULL ? "" : name.ptr,
                      colon == NULL ? 0 : (size_t)(colon + 1 - name.ptr)};
}

/* Where another text of a target goes: around it, where its tag is all there is. */
static dbn_status
place_in(scanner *s, dbn_pair_slot *out, const draft_side *target)
{
    *out = (dbn_pair_slot){.range = target->place,
                           .before = {"", 0},
                           .after = {"", 0},
                           .first = DBN_NONE,
                           .is_there = true};
    if (!target->is_empty)
        return DBN_OK;
    dbn_span all = dbn_span_slice(s->d->text, target->tag);
    size_t len = all.len - 1;
    while (len > 0 && (all.ptr[len - 1] == '/' || dbn_is_ascii_space(all.ptr[len - 1])))
        len--;
    out->range = target->tag;
    DBN_TRY(put_together(s, &out->before, (dbn_span){all.ptr, len}, DBN_SPAN(">"),
                         DBN_SPAN("")));
    return put_together(s, &out->after, DBN_SPAN("</"), target->element, DBN_SPAN(">"));
}

/* Where a target would stand that is not there: behind its source, cut or not. */
static dbn_status
place_behind(scanner *s, dbn_pair_slot *out, const draft_side *source)
{
    dbn_span prefix = prefix_of(source->element);
    *out = (dbn_pair_slot){
        .range = {source->behind, source->behind}, .first = DBN_NONE, .is_there = true};
    DBN_TRY(put_together(s, &out->before, DBN_SPAN("<"), prefix, DBN_SPAN("target>")));
    return put_together(s, &out->after, DBN_SPAN("</"), prefix, DBN_SPAN("target>"));
}

static uint32_t
find_case(const scanner *s)
{
    for (uint32_t i = s->first_side; i < s->d->sides.count; i++)
        if (s->d->sides.items[i].is_case)
            return i;
    return DBN_NONE;
}

/* The same of the segments of a unit, which then make one target. */
static dbn_status
place_segments(scanner *s, uint32_t first)
{
    draft *d = s->d;
    uint32_t cut = find_case(s), end = d->pairs->items.count;
    for (uint32_t i = first; i < end && cut != DBN_NONE; i++) {
        dbn_pair *pair = &d->pairs->items.items[i];
        dbn_pair_slot whole, *slot = &pair->slot;
        dbn_span mark = {0};
        DBN_TRY(place_behind(s, &whole, &d->sides.items[cut]));
        DBN_TRY(put_together(s, &mark, DBN_SPAN("<mrk mtype=\"seg\" mid=\""), pair->id,
                             DBN_SPAN("\">")));
        *slot = whole;
        slot->first = first;
        DBN_TRY(put_together(s, &slot->before,
                             i == first ? whole.before : DBN_SPAN(" "), mark,
                             DBN_SPAN("")));
        DBN_TRY(put_together(s, &slot->after, DBN_SPAN("</mrk>"),
                             i + 1 == end ? whole.after : DBN_SPAN(""), DBN_SPAN("")));
    }
    return DBN_OK;
}

/* A pair, and where its translation stands or would stand. */
static dbn_status
add_pair(scanner *s, uint32_t source, uint32_t target, dbn_span id)
{
    draft *d = s->d;
    uint32_t number = d->pairs->items.count, cut = find_case(s);
    const draft_side *own = &d->sides.items[source];
    dbn_span segment = own->id.len > 0                      ? own->id
                       : d->pairs->kind == DBN_PAIRS_XLIFF2 ? s->unit_id
                                                            : DBN_SPAN("");
    DBN_TRY(draft_pair(d, source, target, id));
    dbn_pair *pair = &d->pairs->items.items[number];
    pair->is_locked = s->is_locked;
    take_match(s, pair, segment);
    if (target != DBN_NONE)
        return place_in(s, &pair->slot, &d->sides.items[target]);
    if (own->id.len > 0)
        return DBN_OK;
    return place_behind(s, &pair->slot, cut == DBN_NONE ? own : &d->sides.items[cut]);
}

/* Segments of a unit: those of its source with those of its target, by their names; one
 * text each where the target is not cut. */
static dbn_status
pair_segments(scanner *s)
{
    draft *d = s->d;
    uint32_t end = d->sides.count;
    uint32_t source = find_side(s, false, DBN_SPAN(""), DBN_NONE);
    uint32_t target = find_side(s, true, DBN_SPAN(""), DBN_NONE);
    bool is_cut = false, is_cut_there = false;
    for (uint32_t i = s->first_side; i < end; i++) {
        is_cut |= !d->sides.items[i].is_target && d->sides.items[i].id.len > 0;
        is_cut_there |= d->sides.items[i].is_target && d->sides.items[i].id.len > 0;
    }
    if (source != DBN_NONE && (!is_cut || (target != DBN_NONE && !is_cut_there)))
        return add_pair(s, source, is_cut_there ? DBN_NONE : target, s->unit_id);
    uint32_t first = d->pairs->items.count, last = DBN_NONE;
    if (end - s->first_side > 2 * SEGMENTS_MAX)
        return dbn_fail(&d->job->err, DBN_ERR_LIMIT, "a unit has more than %u segments",
                        SEGMENTS_MAX);
    for (uint32_t i = s->first_side; i < end; i++) {
        dbn_span id = d->sides.items[i].id;
        if (d->sides.items[i].is_target || id.len == 0)
            continue;
        uint32_t found = find_side(s, true, id, last);
        last = found == DBN_NONE ? last : found;
        DBN_TRY(add_pair(s, i, found, id));
    }
    return target == DBN_NONE ? place_segments(s, first) : DBN_OK;
}

static bool
is_language(dbn_span lang, dbn_span wanted)
{
    return wanted.len >= 2 && lang.len >= 2 &&
           dbn_span_equal_ascii((dbn_span){lang.ptr, 2}, (dbn_span){wanted.ptr, 2});
}

/* Variants of a unit of TMX: that of the source's language, else the first, with the
 * first one in the target's. */
static dbn_status
pair_variants(scanner *s)
{
    draft *d = s->d;
    dbn_pairs *p = d->pairs;
    uint32_t source = DBN_NONE, target = DBN_NONE;
    for (uint32_t i = s->first_side; i < d->sides.count; i++)
        if (source == DBN_NONE && is_language(d->sides.items[i].lang, p->source_lang))
            source = i;
    if (source == DBN_NONE && s->first_side < d->sides.count)
        source = s->first_side;
    for (uint32_t i = s->first_side; i < d->sides.count && target == DBN_NONE; i++)
        if (i != source && (p->target_lang.len == 0 ||
                            is_language(d->sides.items[i].lang, p->target_lang)))
            target = i;
    if (source == DBN_NONE || target == DBN_NONE)
        return DBN_OK;
    if (p->source_lang.len == 0)
        p->source_lang = d->sides.items[source].lang;
    if (p->target_lang.len == 0)
        p->target_lang = d->sides.items[target].lang;
    d->sides.items[source].is_target = false;
    d->sides.items[target].is_target = true;
    return add_pair(s, source, target, s->unit_id);
}

dbn_status
pairs_xml_end_unit(scanner *s)
{
    dbn_status status =
        s->d->pairs->kind == DBN_PAIRS_TMX ? pair_variants(s) : pair_segments(s);
    s->first_side = s->d->sides.count;
    return status;
}
