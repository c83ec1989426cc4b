/*
 * XLIFF 1.2 as records. A unit is a trans-unit that is cut into segments, or a group
 * with a trans-unit a part. Codes of a target are those of the source of its unit, by
 * element and id; the markup that they stand for is only ever read in the source.
 * Linear but for the sorting of identifiers.
 */
#include "exchange/translated.h"

#include "base/message.h"
#include "exchange/aids.h"
#include "exchange/exchange.h"
#include "exchange/values.h"
#include "exchange/xliff12.h"

typedef struct reading {
    dbn_bilingual *out;
    const dbn_xml *xml;
    dbn_job *job;
    /* Of the unit under way. The node of a row is a piece, or a part. */
    dbn_ids codes, starts, ends, segments;
} reading;

static dbn_status
refuse(reading *r, uint32_t node, const char *what)
{
    dbn_span id = dbn_xml_get(r->xml, node, "id");
    dbn_status status =
        dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "the code '%.*s' of a target: %s",
                 (int)(id.len < 64 ? id.len : 64), id.ptr == NULL ? "" : id.ptr, what);
    r->job->err.line = r->xml->nodes.items[node].line;
    return status;
}

static xliff12_kind
kind_of(const reading *r, uint32_t node)
{
    return xliff12_kind_of(r->xml, node);
}

static uint32_t
next_child(const reading *r, uint32_t parent, uint32_t child)
{
    return dbn_xml_element(r->xml, parent, r->xml->nodes.items[child].end);
}

static uint32_t
first_child(const reading *r, uint32_t parent)
{
    return dbn_xml_element(r->xml, parent, parent + 1);
}

/* ---- sources --------------------------------------------------------------------- */

/* A code as it is known in its unit. */
static dbn_id_row
row_of(const reading *r, uint32_t node)
{
    return (dbn_id_row){.id = dbn_xml_get(r->xml, node, "id"),
                        .kind = (uint32_t)kind_of(r, node)};
}

static dbn_status
markup_of(reading *r, uint32_t node, dbn_span *out)
{
    dbn_buffer markup = {0};
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = node + 1; i < nodes[node].end; i++) {
        dbn_span text = dbn_xml_text(r->xml, nodes[i].text);
        if (nodes[i].is_text)
            DBN_TRY_PUSH(r->job, dbn_vec_append(&r->job->arena, &markup, text.ptr,
                                                (uint32_t)text.len));
    }
    *out = (dbn_span){markup.items, markup.count};
    return DBN_OK;
}

static dbn_piece_kind
piece_kind_of(const reading *r, uint32_t node)
{
    switch (kind_of(r, node)) {
    case XLIFF12_BPT:
        return DBN_PIECE_START;
    case XLIFF12_EPT:
        return DBN_PIECE_END;
    case XLIFF12_IT:
        return dbn_span_equal(dbn_xml_get(r->xml, node, "pos"), DBN_SPAN("open"))
                   ? DBN_PIECE_START
                   : DBN_PIECE_END;
    default:
        return DBN_PIECE_CODE;
    }
}

static dbn_status
add_source_code(reading *r, uint32_t node)
{
    dbn_piece piece = {.kind = (uint8_t)piece_kind_of(r, node)};
    bool is_link = dbn_span_equal(dbn_xml_get(r->xml, node, "ctype"), DBN_SPAN("link"));
    piece.mark = is_link ? DBN_MARK_LINK : DBN_MARK_OTHER;
    DBN_TRY(markup_of(r, node, &piece.text));
    dbn_id_row row = row_of(r, node);
    row.node = r->out->pieces.count;
    DBN_TRY_PUSH(r->job, dbn_bilingual_add_source(r->out, &r->job->arena, piece));
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->codes, row));
    dbn_span rid = dbn_xml_get(r->xml, node, "rid");
    bool is_half =
        kind_of(r, node) == XLIFF12_IT ? rid.ptr != NULL : piece.kind != DBN_PIECE_CODE;
    const dbn_id_row half = {.id = rid.ptr == NULL ? row.id : rid, .node = row.node};
    if (is_half)
        DBN_TRY_PUSH(r->job,
                     dbn_vec_push(&r->job->scratch,
                                  piece.kind == DBN_PIECE_START ? &r->starts : &r->ends,
                                  half));
    return DBN_OK;
}

static dbn_status
add_source_text(reading *r, uint32_t node)
{
    const dbn_piece piece = {.kind = DBN_PIECE_TEXT,
                             .text =
                                 dbn_xml_text(r->xml, r->xml->nodes.items[node].text)};
    DBN_TRY_PUSH(r->job, dbn_bilingual_add_source(r->out, &r->job->arena, piece));
    return DBN_OK;
}

static dbn_status
begin_part(reading *r, bool is_segment)
{
    DBN_TRY_PUSH(r->job, dbn_bilingual_add_part(r->out, &r->job->arena, is_segment));
    return DBN_OK;
}

/* What stands in [node, end) as the source of the last part. */
static dbn_status
add_source(reading *r, uint32_t node, uint32_t end)
{
    while (node < end) {
        if (r->xml->nodes.items[node].is_text)
            DBN_TRY(add_source_text(r, node));
        if (!xliff12_is_code(kind_of(r, node))) {
            node++;
            continue;
        }
        DBN_TRY(add_source_code(r, node));
        node = r->xml->nodes.items[node].end;
    }
    return DBN_OK;
}

/* Each segment is a part, which has a name, and what stands between two. */
static dbn_status
add_segmented(reading *r, uint32_t text)
{
    const dbn_xml_node *nodes = r->xml->nodes.items;
    bool is_between = false;
    for (uint32_t i = text + 1; i < nodes[text].end; i = nodes[i].end) {
        bool is_segment = xliff12_is_segment(r->xml, i);
        if (is_segment || !is_between)
            DBN_TRY(begin_part(r, is_segment));
        is_between = !is_segment;
        const dbn_id_row row = {.id = dbn_xml_get(r->xml, i, "mid"),
                                .node = r->out->parts.count - 1};
        if (is_segment)
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->segments, row));
        DBN_TRY(add_source(r, is_segment ? i + 1 : i, nodes[i].end));
    }
    dbn_ids_sort(&r->segments);
    return DBN_OK;
}

/* Halves that have one rid are a pair. What frames words of one part may go, unless it
 * leads somewhere: as it was when the page was cut. */
static void
pair_codes(reading *r)
{
    dbn_piece *pieces = r->out->pieces.items;
    dbn_ids_sort(&r->starts);
    for (uint32_t i = 0; i < r->ends.count; i++) {
        uint32_t end = r->ends.items[i].node;
        uint32_t start = dbn_ids_find(&r->starts, 0, 0, r->ends.items[i].id);
        if (start == DBN_NONE || start > end || pieces[start].partner != DBN_NONE)
            continue;
        dbn_bilingual_pair(r->out, start, end);
        pieces[start].may_go = pieces[end].may_go =
            pieces[start].part == pieces[end].part &&
            pieces[start].mark != DBN_MARK_LINK;
    }
}

/* ---- targets --------------------------------------------------------------------- */

static dbn_status
add_target_code(reading *r, uint32_t part, uint32_t node)
{
    dbn_id_row row = row_of(r, node);
    uint32_t code = dbn_ids_find(&r->codes, 0, row.kind, row.id);
    if (code == DBN_NONE)
        return refuse(r, node, DBN_MESSAGE("it is none of its source"));
    DBN_TRY_PUSH(r->job, dbn_bilingual_add_code(r->out, &r->job->arena, part, code));
    return DBN_OK;
}

/* What stands in [node, end) as the target of `part`. */
static dbn_status
add_target(reading *r, uint32_t part, uint32_t node, uint32_t end)
{
    const dbn_xml_node *nodes = r->xml->nodes.items;
    dbn_bilingual_begin_target(r->out, part);
    while (node < end) {
        xliff12_kind kind = kind_of(r, node);
        if (nodes[node].is_text)
            DBN_TRY_PUSH(
                r->job, dbn_bilingual_add_text(r->out, &r->job->arena, part,
                                               dbn_xml_text(r->xml, nodes[node].text)));
        if (kind == XLIFF12_G)
            return refuse(r, node, DBN_MESSAGE("it is none of its source"));
        if (!xliff12_is_code(kind)) {
            node++;
            continue;
        }
        DBN_TRY(add_target_code(r, part, node));
        node = nodes[node].end;
    }
    return DBN_OK;
}

/* A target that says nothing where its source does, or that is still the copy of its
 * source that it was to begin with, is none yet. */
static void
end_target(reading *r, uint32_t part, dbn_pieces source, dbn_state state)
{
    dbn_unit_part *own = &r->out->parts.items[part];
    bool is_empty = own->target.beg == own->target.end;
    bool is_none = is_empty ? source.beg < source.end
                            : state == DBN_STATE_OPEN &&
                                  dbn_bilingual_is_same(r->out, source, own->target);
    own->has_target = !is_none;
    own->state = (uint8_t)(is_none && state != DBN_STATE_FINAL ? DBN_STATE_OPEN
                           : state == DBN_STATE_OPEN           ? DBN_STATE_TRANSLATED
                                                               : state);
}

/* A tool may hand the segments back as one: then that is the translation of them all.
 */
static dbn_status
add_whole_target(reading *r, uint32_t first, uint32_t target)
{
    const dbn_unit_part *parts = r->out->parts.items;
    uint32_t last = r->out->parts.count - 1;
    const dbn_pieces source = {parts[first].source.beg, parts[last].source.end};
    DBN_TRY(add_target(r, first, target + 1, r->xml->nodes.items[target].end));
    end_target(r, first, source, xliff12_state_of(r->xml, target));
    if (last > first)
        dbn_bilingual_join(r->out, first);
    return DBN_OK;
}

static dbn_status
add_segmented_target(reading *r, uint32_t target)
{
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = target + 1; i < nodes[target].end; i = nodes[i].end) {
        uint32_t part = DBN_NONE;
        if (xliff12_is_segment(r->xml, i))
            part = dbn_ids_find(&r->segments, 0, 0, dbn_xml_get(r->xml, i, "mid"));
        bool is_stray = part == DBN_NONE && nodes[i].is_text &&
                        dbn_span_trim(dbn_xml_text(r->xml, nodes[i].text)).len > 0;
        if (is_stray) {
            dbn_status status =
                dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                         "text of a target stands outside of its segments");
            r->job->err.line = nodes[i].line;
            return status;
        }
        if (part == DBN_NONE)
            continue;
        DBN_TRY(add_target(r, part, i + 1, nodes[i].end));
        end_target(r, part, r->out->parts.items[part].source,
                   xliff12_state_of(r->xml, target));
    }
    return DBN_OK;
}

/* ---- units ----------------------------------------------------------------------- */

static bool
has_segments(const reading *r, uint32_t text)
{
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = text + 1; i < nodes[text].end; i = nodes[i].end)
        if (xliff12_is_segment(r->xml, i))
            return true;
    return false;
}

static dbn_status
refuse_source(reading *r, uint32_t unit, uint32_t source)
{
    dbn_span id = dbn_xml_get(r->xml, unit, "id");
    dbn_status status =
        dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                 "the source of the unit '%.*s' is not that of its segments",
                 (int)(id.len < 64 ? id.len : 64), id.ptr == NULL ? "" : id.ptr);
    r->job->err.line = r->xml->nodes.items[source].line;
    return status;
}

/* A trans-unit that is a unit. */
static dbn_status
add_trans_unit(reading *r, uint32_t unit)
{
    uint32_t part = r->out->parts.count;
    uint32_t text = dbn_xml_child(r->xml, unit, XLIFF12_SEG_SOURCE);
    uint32_t target = dbn_xml_child(r->xml, unit, XLIFF12_TARGET);
    uint32_t source = dbn_xml_child(r->xml, unit, XLIFF12_SOURCE);
    if (text != DBN_NONE) {
        if (!xliff12_is_same_text(r->xml, source, text))
            return refuse_source(r, unit, source);
        DBN_TRY(add_segmented(r, text));
    } else {
        DBN_TRY(begin_part(r, true));
        DBN_TRY(add_source(r, source + 1, r->xml->nodes.items[source].end));
    }
    pair_codes(r);
    dbn_ids_sort(&r->codes);
    if (target == DBN_NONE || r->out->parts.count == part)
        return DBN_OK;
    return has_segments(r, target) ? add_segmented_target(r, target)
                                   : add_whole_target(r, part, target);
}

/* "u3-s2": the second part is a sentence; "u3-i2": it is not. */
static bool
is_sentence(const reading *r, uint32_t trans_unit)
{
    dbn_span id = dbn_xml_get(r->xml, trans_unit, "id");
    const char *dash = id.len > 0 ? memchr(id.ptr, '-', id.len) : NULL;
    return dash == NULL || dash + 1 == id.ptr + id.len || dash[1] != 'i';
}

/* Of a trans-unit that is a part: one that is not to be translated is settled. */
static dbn_status
add_aids(reading *r, uint32_t node, uint32_t part)
{
    const dbn_aids aids = {.out = r->out, .xml = r->xml, .job = r->job};
    dbn_unit_part *own = &r->out->parts.items[part];
    uint32_t group = r->xml->nodes.items[node].parent;
    dbn_span own_says = dbn_xml_get(r->xml, node, "translate");
    bool is_all = dbn_span_equal(dbn_xml_get(r->xml, group, "translate"), own_says);
    if (dbn_span_equal(own_says, DBN_SPAN("no")) && !is_all)
        own->state = DBN_STATE_FINAL;
    return dbn_aids_of_trans_unit(&aids, node, part);
}

/* A group that is a unit: sources first, since a target may have codes of any. */
static dbn_status
add_group(reading *r, uint32_t group)
{
    uint32_t part = r->out->parts.count;
    for (uint32_t i = first_child(r, group); i != DBN_NONE;
         i = next_child(r, group, i)) {
        if (kind_of(r, i) != XLIFF12_TRANS_UNIT)
            continue;
        uint32_t source = dbn_xml_child(r->xml, i, XLIFF12_SOURCE);
        DBN_TRY(begin_part(r, is_sentence(r, i)));
        DBN_TRY(add_source(r, source + 1, r->xml->nodes.items[source].end));
    }
    pair_codes(r);
    dbn_ids_sort(&r->codes);
    for (uint32_t i = first_child(r, group); i != DBN_NONE;
         i = next_child(r, group, i)) {
        if (kind_of(r, i) != XLIFF12_TRANS_UNIT)
            continue;
        uint32_t target = dbn_xml_child(r->xml, i, XLIFF12_TARGET);
        if (target != DBN_NONE) {
            DBN_TRY(add_target(r, part, target + 1, r->xml->nodes.items[target].end));
            end_target(r, part, r->out->parts.items[part].source,
                       xliff12_state_of(r->xml, target));
        }
        DBN_TRY(add_aids(r, i, part));
        part++;
    }
    return DBN_OK;
}

static dbn_status
refuse_unit(reading *r, const dbn_bilingual_unit *unit)
{
    dbn_status status =
        dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                 "the unit '%.*s' is not as it was written: metadata, source or "
                 "original data have changed",
                 (int)(unit->id.len < 64 ? unit->id.len : 64), unit->id.ptr);
    r->job->err.line = unit->line;
    return status;
}

static dbn_status
add_unit(reading *r, uint32_t node)
{
    dbn_writing writing =
        dbn_writing_of(xliff12_context(r->xml, node, DBN_SPAN("writing")));
    dbn_bilingual_unit unit = {
        .id = dbn_xml_get(r->xml, node, "id"),
        .role = xliff12_context(r->xml, node, DBN_SPAN("role")),
        .line = r->xml->nodes.items[node].line,
        .writing = (uint8_t)writing,
        .is_locked =
            dbn_span_equal(dbn_xml_get(r->xml, node, "translate"), DBN_SPAN("no")),
        .part_beg = r->out->parts.count};
    char digest[DBN_DIGEST_BYTES];
    if (!dbn_value_decimal(xliff12_context(r->xml, node, DBN_SPAN("from")),
                           &unit.source.beg) ||
        !dbn_value_decimal(xliff12_context(r->xml, node, DBN_SPAN("to")),
                           &unit.source.end) ||
        writing == DBN_WRITING_COUNT)
        return refuse_unit(r, &unit);
    unit.is_furniture = dbn_span_equal(unit.role, dbn_role_span(DBN_ROLE_FURNITURE));
    r->codes.count = r->starts.count = r->ends.count = r->segments.count = 0;
    DBN_TRY(kind_of(r, node) == XLIFF12_GROUP ? add_group(r, node)
                                              : add_trans_unit(r, node));
    DBN_TRY(dbn_aids_of_xliff12(&(dbn_aids){.out = r->out,
                                            .xml = r->xml,
                                            .job = r->job,
                                            .unit = node,
                                            .index = r->out->units.count,
                                            .part_beg = unit.part_beg,
                                            .segments = &r->segments}));
    unit.part_end = r->out->parts.count;
    if (unit.part_end == unit.part_beg)
        return refuse_unit(r, &unit);
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->out->units, unit));
    dbn_translated_place(r->out, xliff12_context(r->xml, node, DBN_SPAN("ends")));
    dbn_bilingual_digest(digest, r->out, r->out->units.count - 1);
    return dbn_span_equal(xliff12_context(r->xml, node, DBN_SPAN("digest")),
                          (dbn_span){digest, sizeof digest})
               ? DBN_OK
               : refuse_unit(r, &unit);
}

/* ---- the file -------------------------------------------------------------------- */

/* A group of somebody else's holds units of ours. */
static dbn_status
add_units(reading *r, uint32_t body)
{
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = body + 1; i < nodes[body].end;) {
        xliff12_kind kind = kind_of(r, i);
        bool is_unit = kind == XLIFF12_TRANS_UNIT ||
                       (kind == XLIFF12_GROUP &&
                        xliff12_context(r->xml, i, DBN_SPAN("from")).ptr != NULL);
        if (is_unit)
            DBN_TRY(add_unit(r, i));
        i = is_unit || kind != XLIFF12_GROUP ? nodes[i].end : i + 1;
    }
    return DBN_OK;
}

static dbn_status
read_file(reading *r)
{
    dbn_bilingual_page *page = &r->out->page;
    uint32_t units, file = dbn_xml_child(r->xml, 0, XLIFF12_FILE);
    uint32_t next = dbn_xml_element(r->xml, 0, r->xml->nodes.items[file].end);
    dbn_span note = xliff12_note(r->xml, file);
    page->original = dbn_xml_get(r->xml, file, "original");
    page->source_lang = dbn_xml_get(r->xml, file, "source-language");
    page->target_lang = dbn_xml_get(r->xml, file, "target-language");
    page->hash = xliff12_word(note, DBN_SPAN("hash"));
    page->charset = xliff12_word(note, DBN_SPAN("charset"));
    if (next != DBN_NONE && kind_of(r, next) == XLIFF12_FILE) {
        r->job->err.line = r->xml->nodes.items[next].line;
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                        "the file is about several pages");
    }
    if (page->original.len == 0 || page->hash.len == 0 || page->charset.ptr == NULL ||
        !dbn_value_decimal(xliff12_word(note, DBN_SPAN("bytes")), &page->bytes))
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                        "the file does not say of which page it is: only "
                        "files of 'doublon prepare' are taken");
    DBN_TRY(add_units(r, dbn_xml_child(r->xml, file, XLIFF12_BODY)));
    if (dbn_value_decimal(xliff12_word(note, DBN_SPAN("units")), &units) &&
        units == r->out->units.count)
        return DBN_OK;
    return dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "units of the page are lost");
}

dbn_status
dbn_xliff12_read(dbn_bilingual *out, const dbn_xml *xml, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    reading r = {.out = out, .xml = xml, .job = job};
    dbn_status status = read_file(&r);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
