/*
 * One pass over the tags of a file that a reader of XML has accepted: what stands
 * between them is copied as it is.
 */
#include "write/xliff_fill.h"

#include "write/json.h"
#include "write/xliff.h"
#include "write/xml_tags.h"

typedef struct filling {
    dbn_buffer *out;
    dbn_arena *arena;
    dbn_span file;
    const dbn_bilingual *b;
    const bool *is_new;
    uint32_t copied;     /* up to where the file is in `out` */
    uint32_t unit;       /* the next one */
    uint32_t said_of;    /* the last unit of which it is said who gave its targets */
    uint32_t part;       /* the next one */
    dbn_xml_tag segment; /* the part under way; its name is empty where there is none */
    bool is_in_source, is_ours; /* in metadata of ours */
    DBN_VEC(dbn_xml_tag)
    codes;            /* of the source under way, in the order of its pieces */
    dbn_range target; /* that is there already; empty: none */
    uint32_t source_end;
} filling;

static dbn_span
slice(const filling *f, uint32_t beg, uint32_t end)
{
    return dbn_span_slice(f->file, (dbn_range){beg, end});
}

static dbn_status
put(filling *f, dbn_span text)
{
    return dbn_json_raw(f->out, f->arena, text);
}

static dbn_status
copy_up_to(filling *f, uint32_t end)
{
    dbn_span text = slice(f, f->copied, end);
    f->copied = end;
    return put(f, text);
}

/* ---- a target -------------------------------------------------------------------- */

/* A code as it stands in the source; of an empty pair the half that is wanted. */
static dbn_status
put_code(filling *f, uint32_t index, const dbn_piece *piece)
{
    if (index >= f->codes.count)
        return DBN_ERR_SYNTAX;
    const dbn_xml_tag *t = &f->codes.items[index];
    bool is_empty_pair = t->is_empty && dbn_xml_tag_is(t, "pc");
    if (!is_empty_pair)
        return put(f, slice(f, t->range.beg, t->range.end));
    if (piece->kind == DBN_PIECE_START) {
        DBN_TRY(put(f, slice(f, t->range.beg, t->range.end - 2)));
        return put(f, DBN_SPAN(">"));
    }
    DBN_TRY(put(f, DBN_SPAN("</")));
    DBN_TRY(put(f, t->prefix));
    return put(f, DBN_SPAN("pc>"));
}

/* Which code of its source a piece is. */
static dbn_status
number_codes(const uint32_t **out, const filling *f, dbn_pieces source)
{
    uint32_t count = 0;
    uint32_t *numbers =
        dbn_arena_alloc(f->arena, (source.end - source.beg + 1) * sizeof *numbers);
    *out = numbers;
    if (numbers == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = source.beg; i < source.end; i++)
        if (f->b->pieces.items[i].kind != DBN_PIECE_TEXT)
            numbers[i - source.beg] = count++;
    return DBN_OK;
}

static dbn_status
put_target(filling *f, const dbn_unit_part *part)
{
    const uint32_t *numbers;
    DBN_TRY(number_codes(&numbers, f, part->source));
    DBN_TRY(put(f, DBN_SPAN("<")));
    DBN_TRY(put(f, f->segment.prefix));
    DBN_TRY(put(f, DBN_SPAN("target>")));
    for (uint32_t i = part->target.beg; i < part->target.end; i++) {
        const dbn_piece *piece = &f->b->pieces.items[i];
        if (piece->kind == DBN_PIECE_TEXT)
            DBN_TRY(dbn_write_xliff_text(f->out, f->arena, piece->text));
        else if (piece->code < part->source.beg || piece->code >= part->source.end)
            return DBN_ERR_SYNTAX;
        else
            DBN_TRY(put_code(f, numbers[piece->code - part->source.beg], piece));
    }
    DBN_TRY(put(f, DBN_SPAN("</")));
    DBN_TRY(put(f, f->segment.prefix));
    return put(f, DBN_SPAN("target>"));
}

/* ---- segments -------------------------------------------------------------------- */

static dbn_span
state_of(const dbn_unit_part *part)
{
    return part->state == DBN_STATE_REVIEW
               ? DBN_SPAN(" state=\"initial\" subState=\"doublon:needs-review\"")
               : DBN_SPAN(" state=\"translated\"");
}

/* The start tag without the state that it had, and with that of the target. */
static dbn_status
put_segment_tag(filling *f, const dbn_xml_tag *t, const dbn_unit_part *part)
{
    dbn_range state = dbn_xml_tag_attribute(f->file, t, "state"),
              more = dbn_xml_tag_attribute(f->file, t, "subState");
    dbn_range first = state.beg <= more.beg ? state : more;
    dbn_range last = state.beg <= more.beg ? more : state;
    const dbn_range gone[] = {first, last};
    for (int i = 0; i < 2; i++) {
        if (gone[i].beg == gone[i].end)
            continue;
        DBN_TRY(copy_up_to(f, gone[i].beg));
        f->copied = gone[i].end;
    }
    DBN_TRY(copy_up_to(f, t->range.end - 1));
    return put(f, state_of(part));
}

static dbn_status
begin_part(filling *f, const dbn_xml_tag *t)
{
    uint32_t part = f->part++;
    f->segment = *t;
    f->codes.count = 0;
    f->target = (dbn_range){0, 0};
    f->source_end = 0;
    return part < f->b->parts.count && f->is_new[part] && dbn_xml_tag_is(t, "segment")
               ? put_segment_tag(f, t, &f->b->parts.items[part])
               : DBN_OK;
}

static dbn_status
end_part(filling *f)
{
    uint32_t part = f->part - 1;
    bool is_filled = part < f->b->parts.count && f->is_new[part];
    if (is_filled && f->source_end > 0) {
        DBN_TRY(copy_up_to(f, f->source_end));
        DBN_TRY(put_target(f, &f->b->parts.items[part]));
        if (f->target.beg < f->target.end) {
            DBN_TRY(copy_up_to(f, f->target.beg));
            f->copied = f->target.end;
        }
    }
    f->segment.name = DBN_SPAN("");
    return DBN_OK;
}

/* ---- metadata -------------------------------------------------------------------- */

static dbn_status
put_origin(filling *f, const dbn_xml_tag *group, const dbn_unit_part *part,
           uint32_t number)
{
    DBN_TRY(put(f, DBN_SPAN("<")));
    DBN_TRY(put(f, group->prefix));
    DBN_TRY(put(f, DBN_SPAN("meta type=\"origin\">")));
    DBN_TRY(dbn_xliff_origin(f->out, f->arena, part, number));
    DBN_TRY(put(f, DBN_SPAN("</")));
    DBN_TRY(put(f, group->prefix));
    return put(f, DBN_SPAN("meta>"));
}

/* In front of the end of our metadata in a unit. */
static dbn_status
end_group(filling *f, const dbn_xml_tag *t)
{
    f->is_ours = false;
    if (f->said_of == f->unit || f->unit > f->b->units.count)
        return DBN_OK;
    f->said_of = f->unit;
    const dbn_bilingual_unit *unit = &f->b->units.items[f->unit - 1];
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++) {
        if (!f->is_new[i] || f->b->parts.items[i].origin.len == 0)
            continue;
        DBN_TRY(copy_up_to(f, t->range.beg));
        DBN_TRY(put_origin(f, t, &f->b->parts.items[i], i - unit->part_beg + 1));
    }
    return DBN_OK;
}

/* ---- all
 * --------------------------------------------------------------------------------------
 */

static bool
is_code(const dbn_xml_tag *t)
{
    return dbn_xml_tag_is(t, "ph") || dbn_xml_tag_is(t, "pc") ||
           dbn_xml_tag_is(t, "sc") || dbn_xml_tag_is(t, "ec");
}

/* A tag in a source: codes, of which what stands alone may have an end tag of its own.
 */
static dbn_status
take_code(filling *f, const dbn_xml_tag *t)
{
    if (t->is_end && !dbn_xml_tag_is(t, "pc")) {
        if (f->codes.count > 0)
            f->codes.items[f->codes.count - 1].range.end = t->range.end;
        return DBN_OK;
    }
    DBN_TRY(dbn_vec_push(f->arena, &f->codes, *t));
    return t->is_empty && dbn_xml_tag_is(t, "pc")
               ? dbn_vec_push(f->arena, &f->codes, *t)
               : DBN_OK;
}

static dbn_status
take_in_part(filling *f, const dbn_xml_tag *t)
{
    if (dbn_xml_tag_is(t, "source")) {
        f->is_in_source = !t->is_end && !t->is_empty;
        f->source_end = t->range.end;
    } else if (dbn_xml_tag_is(t, "target")) {
        f->target.beg = t->is_end ? f->target.beg : t->range.beg;
        f->target.end = t->range.end;
    } else if (f->is_in_source && is_code(t)) {
        return take_code(f, t);
    } else if (t->is_end && dbn_span_equal(t->name, f->segment.name)) {
        return end_part(f);
    }
    return DBN_OK;
}

static dbn_status
take_tag(filling *f, const dbn_xml_tag *t)
{
    if (f->segment.name.len > 0)
        return take_in_part(f, t);
    if (dbn_xml_tag_is(t, "unit"))
        f->unit += !t->is_end;
    else if (dbn_xml_tag_is(t, "metaGroup") && !t->is_end)
        f->is_ours = dbn_xml_tag_has(f->file, t, "category", DBN_SPAN("doublon")) &&
                     !t->is_empty;
    else if (dbn_xml_tag_is(t, "metaGroup") && f->is_ours)
        return end_group(f, t);
    else if ((dbn_xml_tag_is(t, "segment") || dbn_xml_tag_is(t, "ignorable")) &&
             !t->is_end)
        return begin_part(f, t);
    return DBN_OK;
}

dbn_status
dbn_write_xliff_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                     const dbn_bilingual *b, const bool *is_new)
{
    filling f = {.out = out, .arena = arena, .file = file, .b = b, .is_new = is_new};
    uint32_t at = 0;
    if (!dbn_xml_is_utf8(file))
        return DBN_ERR_SYNTAX;
    for (dbn_xml_tag t; dbn_xml_tag_next(&t, file, &at);)
        DBN_TRY(take_tag(&f, &t));
    if (f.part != b->parts.count)
        return DBN_ERR_SYNTAX;
    return copy_up_to(&f, (uint32_t)file.len);
}
