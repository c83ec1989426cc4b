/*
 * One pass over the tags. A unit is a trans-unit, or a group with a trans-unit a part,
 * known by its id, in the order of the page. Of the text that is translated the places
 * of codes and segments are kept; at its end its target is written, in the place of the
 * one that is there.
 */
#include "write/xliff12_fill.h"

#include "write/escape.h"
#include "write/json.h"
#include "write/patches.h"
#include "write/xliff.h"
#include "write/xliff12.h"
#include "write/xml_tags.h"

/* A segment of a text: its tag, and what stands in it. */
typedef struct segment {
    dbn_range tag, content;
} segment;

/* Where a tag stands. */
typedef enum place { PLACE_OUTSIDE, PLACE_SOURCE, PLACE_TARGET, PLACE_OTHER } place;

typedef struct filling {
    dbn_arena *arena;
    dbn_span file;
    const dbn_bilingual *b;
    const bool *is_new;
    dbn_patches patches;
    uint32_t unit;                            /* the next one */
    uint32_t part;                            /* the next one */
    bool is_in_group, is_in_unit, is_in_text; /* the last: in a trans-unit of it */
    bool is_in_contexts;
    uint32_t said_of; /* the last unit of which it is said who gave its targets */
    place place;
    /* Of the trans-unit under way: */
    DBN_VEC(dbn_range) codes;  /* of its source, in the order of its pieces */
    dbn_xml_tag code;          /* that is open; its name is empty where there is none */
    DBN_VEC(segment) segments; /* of its source */
    DBN_VEC(segment) given;    /* of its target */
    uint32_t next_given;
    uint32_t depth;  /* of marks in the segment that is open */
    uint32_t behind; /* its sources */
    dbn_xml_tag target;
    dbn_range whole_target; /* empty: there is none */
} filling;

static dbn_span
slice(const filling *f, dbn_range range)
{
    return dbn_span_slice(f->file, range);
}

static dbn_status
raw(const filling *f, dbn_buffer *out, dbn_span text)
{
    return dbn_json_raw(out, f->arena, text);
}

/* ---- a target -------------------------------------------------------------------- */

/* Codes as they stand in the source: `first` is the piece that the first of them is. */
static dbn_status
put_pieces(const filling *f, dbn_buffer *out, dbn_pieces pieces,
           const uint32_t *numbers, dbn_pieces sources)
{
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &f->b->pieces.items[i];
        if (piece->kind == DBN_PIECE_TEXT) {
            DBN_TRY(dbn_xliff12_text(out, f->arena, piece->text));
            continue;
        }
        if (piece->code < sources.beg || piece->code >= sources.end ||
            numbers[piece->code - sources.beg] >= f->codes.count)
            return DBN_ERR_SYNTAX;
        DBN_TRY(
            raw(f, out, slice(f, f->codes.items[numbers[piece->code - sources.beg]])));
    }
    return DBN_OK;
}

/* Which code of its text a piece is. */
static dbn_status
number_codes(const uint32_t **out, const filling *f, dbn_pieces sources)
{
    uint32_t count = 0;
    uint32_t *numbers =
        dbn_arena_alloc(f->arena, (sources.end - sources.beg + 1) * sizeof *numbers);
    *out = numbers;
    if (numbers == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = sources.beg; i < sources.end; i++)
        if (f->b->pieces.items[i].kind != DBN_PIECE_TEXT)
            numbers[i - sources.beg] = count++;
    return DBN_OK;
}

/* The start tag without the state that it had, and with another one. */
static dbn_status
put_start(const filling *f, dbn_buffer *out, dbn_span state, dbn_span qualifier)
{
    if (f->whole_target.beg == f->whole_target.end) {
        DBN_TRY(raw(f, out, DBN_SPAN("<target")));
    } else {
        dbn_range old = dbn_xml_tag_attribute(f->file, &f->target, "state");
        dbn_range why = dbn_xml_tag_attribute(f->file, &f->target, "state-qualifier");
        uint32_t at = f->target.range.beg,
                 end = f->target.range.end - 1 - f->target.is_empty;
        const dbn_range gone[] = {old.beg <= why.beg ? old : why,
                                  old.beg <= why.beg ? why : old};
        for (int i = 0; i < 2; i++) {
            if (gone[i].beg == gone[i].end)
                continue;
            DBN_TRY(raw(f, out, slice(f, (dbn_range){at, gone[i].beg})));
            at = gone[i].end;
        }
        DBN_TRY(raw(f, out, slice(f, (dbn_range){at, end})));
    }
    DBN_TRY(raw(f, out, state));
    DBN_TRY(raw(f, out, qualifier));
    return raw(f, out, DBN_SPAN(">"));
}

/* What the target that is there has of a segment; false: it has nothing. */
static bool
find_given(filling *f, const segment *source, dbn_range *content)
{
    const dbn_xml_tag tag = {.range = source->tag};
    dbn_span mid = dbn_xml_tag_value(f->file, &tag, "mid");
    for (uint32_t i = 0; i < f->given.count; i++) {
        uint32_t at = (f->next_given + i) % f->given.count;
        const dbn_xml_tag own = {.range = f->given.items[at].tag};
        if (!dbn_xml_values_equal(mid, dbn_xml_tag_value(f->file, &own, "mid")))
            continue;
        f->next_given = at + 1;
        *content = f->given.items[at].content;
        return true;
    }
    return false;
}

/* A segment as it is marked in the source. */
static dbn_status
put_segment(filling *f, dbn_buffer *out, uint32_t part, const segment *source,
            const uint32_t *numbers, dbn_pieces sources)
{
    const dbn_unit_part *own = &f->b->parts.items[part];
    dbn_range content = {0, 0};
    bool is_given = !f->is_new[part] && find_given(f, source, &content);
    DBN_TRY(raw(f, out, slice(f, source->tag)));
    if (is_given)
        DBN_TRY(raw(f, out, slice(f, content)));
    else if (own->has_target)
        DBN_TRY(put_pieces(f, out, own->target, numbers, sources));
    return raw(f, out, DBN_SPAN("</mrk>"));
}

static dbn_status
put_parts(filling *f, dbn_buffer *out, dbn_range parts)
{
    uint32_t at = 0;
    const uint32_t *numbers;
    const dbn_unit_part *all = f->b->parts.items;
    const dbn_pieces sources = {all[parts.beg].source.beg,
                                all[parts.end - 1].source.end};
    DBN_TRY(number_codes(&numbers, f, sources));
    f->next_given = 0;
    for (uint32_t i = parts.beg; i < parts.end; i++) {
        bool is_marked = all[i].is_segment && f->segments.count > 0;
        if (is_marked && at == f->segments.count)
            return DBN_ERR_SYNTAX;
        DBN_TRY(is_marked
                    ? put_segment(f, out, i, &f->segments.items[at++], numbers, sources)
                    : put_pieces(f, out, dbn_part_text(&all[i]), numbers, sources));
    }
    return raw(f, out, DBN_SPAN("</target>"));
}

static bool
has_new(const filling *f, dbn_range parts)
{
    for (uint32_t i = parts.beg; i < parts.end; i++)
        if (f->is_new[i])
            return true;
    return false;
}

/* Who gave what is new, where that is one for all of it: in the words of the standard.
 */
static dbn_span
qualifier_of(const filling *f, dbn_range parts)
{
    uint32_t count = 0, by_engine = 0, by_memory = 0;
    for (uint32_t i = parts.beg; i < parts.end; i++) {
        const dbn_unit_part *part = &f->b->parts.items[i];
        if (!f->is_new[i])
            continue;
        count++;
        by_engine += part->state == DBN_STATE_REVIEW && part->score == 0;
        by_memory += part->score > 0 &&
                     !dbn_span_equal(part->origin, DBN_SPAN("source")) &&
                     !dbn_span_equal(part->origin, DBN_SPAN("repetition"));
    }
    return by_engine == count   ? DBN_SPAN(" state-qualifier=\"mt-suggestion\"")
           : by_memory == count ? DBN_SPAN(" state-qualifier=\"leveraged-tm\"")
                                : DBN_SPAN("");
}

static dbn_status
put_target(filling *f, dbn_range parts)
{
    dbn_buffer out = {0};
    bool is_there = f->whole_target.beg < f->whole_target.end;
    if (f->behind == 0)
        return DBN_ERR_SYNTAX;
    if (!is_there && f->segments.count > 0)
        DBN_TRY(raw(f, &out, DBN_SPAN("\n")));
    DBN_TRY(put_start(f, &out, dbn_xliff12_state(f->b, parts), qualifier_of(f, parts)));
    DBN_TRY(put_parts(f, &out, parts));
    return dbn_patches_add(&f->patches, f->arena,
                           is_there ? f->whole_target
                                    : (dbn_range){f->behind, f->behind},
                           (dbn_span){out.items, out.count});
}

/* ---- contexts -------------------------------------------------------------------- */

/* In front of the end of our contexts of a unit. */
static dbn_status
put_origins(filling *f, uint32_t at)
{
    dbn_buffer out = {0};
    const dbn_bilingual_unit *unit = &f->b->units.items[f->unit - 1];
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++) {
        if (!f->is_new[i] || f->b->parts.items[i].origin.len == 0)
            continue;
        DBN_TRY(raw(f, &out, DBN_SPAN("<context context-type=\"x-doublon-origin\">")));
        DBN_TRY(dbn_xliff_origin(&out, f->arena, &f->b->parts.items[i],
                                 i - unit->part_beg + 1));
        DBN_TRY(raw(f, &out, DBN_SPAN("</context>")));
    }
    return out.count == 0 ? DBN_OK
                          : dbn_patches_add(&f->patches, f->arena, (dbn_range){at, at},
                                            (dbn_span){out.items, out.count});
}

/* ---- tags of a text ---------------------------------------------------------------
 */

static bool
is_code(const dbn_xml_tag *t)
{
    static const char *const names[] = {"bpt", "ept", "ph", "it",
                                        "x",   "bx",  "ex", NULL};
    for (int i = 0; names[i] != NULL; i++)
        if (dbn_xml_tag_is(t, names[i]))
            return true;
    return false;
}

static dbn_status
take_code(filling *f, const dbn_xml_tag *t)
{
    if (f->code.name.len > 0 && t->is_end && dbn_span_equal(t->name, f->code.name)) {
        f->codes.items[f->codes.count - 1].end = t->range.end;
        f->code.name = DBN_SPAN("");
    } else if (f->code.name.len == 0 && is_code(t) && !t->is_end) {
        DBN_TRY(dbn_vec_push(f->arena, &f->codes, t->range));
        if (!t->is_empty)
            f->code = *t;
    }
    return DBN_OK;
}

/* Marks may stand in a segment, too. */
static dbn_status
take_mark(filling *f, const dbn_xml_tag *t, bool is_source)
{
    bool begins = !t->is_end && f->depth == 0 &&
                  dbn_xml_tag_has(f->file, t, "mtype", DBN_SPAN("seg"));
    if (begins) {
        segment own = {.tag = t->range, .content = {t->range.end, t->range.end}};
        DBN_TRY(is_source ? dbn_vec_push(f->arena, &f->segments, own)
                          : dbn_vec_push(f->arena, &f->given, own));
    }
    if (begins || f->depth > 0)
        f->depth += t->is_empty ? 0 : t->is_end ? UINT32_MAX : 1;
    if (t->is_end && f->depth == 0) {
        segment *last = is_source && f->segments.count > 0
                            ? &f->segments.items[f->segments.count - 1]
                        : !is_source && f->given.count > 0
                            ? &f->given.items[f->given.count - 1]
                            : NULL;
        if (last != NULL)
            last->content.end = t->range.beg;
    }
    return DBN_OK;
}

/* ---- tags of a trans-unit ----------------------------------------------------------
 */

static void
begin_text(filling *f)
{
    f->is_in_text = true;
    f->codes.count = f->segments.count = f->given.count = 0;
    f->depth = f->behind = 0;
    f->code.name = DBN_SPAN("");
    f->whole_target = (dbn_range){0, 0};
    f->place = PLACE_OUTSIDE;
}

static dbn_status
end_text(filling *f)
{
    const dbn_bilingual_unit *unit = &f->b->units.items[f->unit - 1];
    dbn_range parts = {unit->part_beg, unit->part_end};
    f->is_in_text = false;
    if (f->is_in_group) {
        if (f->part == unit->part_end)
            return DBN_ERR_SYNTAX;
        parts = (dbn_range){f->part, f->part + 1};
        f->part++;
    } else {
        f->is_in_unit = false;
        f->part = unit->part_end;
    }
    return has_new(f, parts) ? put_target(f, parts) : DBN_OK;
}

/* seg-source, where it stands, says what source does, and segments. */
static void
go_in(filling *f, const dbn_xml_tag *t)
{
    bool is_source = dbn_xml_tag_is(t, "source") || dbn_xml_tag_is(t, "seg-source");
    if (is_source)
        f->codes.count = 0;
    if (is_source)
        f->behind = t->range.end;
    if (dbn_xml_tag_is(t, "target")) {
        f->target = *t;
        f->whole_target = t->range;
    }
    f->depth = 0;
    if (!t->is_empty)
        f->place = is_source                     ? PLACE_SOURCE
                   : dbn_xml_tag_is(t, "target") ? PLACE_TARGET
                                                 : PLACE_OTHER;
}

static dbn_status
take_in_place(filling *f, const dbn_xml_tag *t)
{
    const char *const ends[] = {"source", "seg-source", "target", "alt-trans"};
    bool is_end =
        t->is_end && (f->place == PLACE_OTHER
                          ? dbn_xml_tag_is(t, ends[3])
                          : dbn_xml_tag_is(t, ends[0]) || dbn_xml_tag_is(t, ends[1]) ||
                                dbn_xml_tag_is(t, ends[2]));
    if (is_end && f->place == PLACE_SOURCE)
        f->behind = t->range.end;
    if (is_end && f->place == PLACE_TARGET)
        f->whole_target.end = t->range.end;
    if (is_end) {
        f->place = PLACE_OUTSIDE;
        return DBN_OK;
    }
    if (f->place == PLACE_OTHER)
        return DBN_OK;
    if (dbn_xml_tag_is(t, "mrk") && f->code.name.len == 0)
        return take_mark(f, t, f->place == PLACE_SOURCE);
    return f->place == PLACE_SOURCE ? take_code(f, t) : DBN_OK;
}

/* ---- all --------------------------------------------------------------------------
 */

static bool
begins_unit(const filling *f, const dbn_xml_tag *t)
{
    return !t->is_end && !f->is_in_unit && f->unit < f->b->units.count &&
           dbn_xml_tag_has(f->file, t, "id", f->b->units.items[f->unit].id);
}

static void
take_group(filling *f, const dbn_xml_tag *t)
{
    if (begins_unit(f, t)) {
        f->is_in_group = f->is_in_unit = true;
        f->unit++;
    } else if (t->is_end && f->is_in_group) {
        f->is_in_group = f->is_in_unit = false;
    }
}

static void
begin_trans_unit(filling *f, const dbn_xml_tag *t)
{
    if (begins_unit(f, t)) {
        f->is_in_unit = true;
        f->unit++;
    }
    if (f->is_in_unit)
        begin_text(f);
}

static dbn_status
take_context(filling *f, const dbn_xml_tag *t)
{
    if (!t->is_end)
        f->is_in_contexts =
            !t->is_empty && dbn_xml_tag_has(f->file, t, "name", DBN_SPAN("doublon"));
    bool is_first = t->is_end && f->is_in_contexts && f->said_of < f->unit;
    f->is_in_contexts = f->is_in_contexts && !t->is_end;
    if (!is_first)
        return DBN_OK;
    f->said_of = f->unit;
    return put_origins(f, t->range.beg);
}

static dbn_status
take_tag(filling *f, const dbn_xml_tag *t)
{
    if (f->is_in_text && f->place != PLACE_OUTSIDE)
        return take_in_place(f, t);
    if (dbn_xml_tag_is(t, "context-group"))
        return take_context(f, t);
    if (dbn_xml_tag_is(t, "group")) {
        take_group(f, t);
        return DBN_OK;
    }
    if (dbn_xml_tag_is(t, "trans-unit")) {
        if (t->is_end)
            return f->is_in_text ? end_text(f) : DBN_OK;
        begin_trans_unit(f, t);
        return DBN_OK;
    }
    bool is_text = dbn_xml_tag_is(t, "source") || dbn_xml_tag_is(t, "seg-source") ||
                   dbn_xml_tag_is(t, "target") || dbn_xml_tag_is(t, "alt-trans");
    if (f->is_in_text && is_text && !t->is_end)
        go_in(f, t);
    return DBN_OK;
}

dbn_status
dbn_write_xliff12_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                       const dbn_bilingual *b, const bool *is_new)
{
    filling f = {.arena = arena, .file = file, .b = b, .is_new = is_new};
    uint32_t at = 0;
    if (!dbn_xml_is_utf8(file))
        return DBN_ERR_SYNTAX;
    for (dbn_xml_tag t; dbn_xml_tag_next(&t, file, &at);)
        DBN_TRY(take_tag(&f, &t));
    if (f.unit != b->units.count || f.part != b->parts.count)
        return DBN_ERR_SYNTAX;
    return dbn_patches_apply(out, arena, file, &f.patches);
}
