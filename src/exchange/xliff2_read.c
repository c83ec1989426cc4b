/*
 * XLIFF 2 as records. Codes of a target are those of its source, found by identifier;
 * the markup that they stand for is only ever read there. Linear but for the sorting of
 * identifiers.
 */
#include "exchange/translated.h"

#include "base/message.h"
#include "base/utf8.h"
#include "exchange/aids.h"
#include "exchange/ids.h"
#include "exchange/values.h"
#include "exchange/xliff2.h"
#include "exchange/xliff2_said.h"

/* Kinds of identifiers within a unit. */
enum { ID_DATA, ID_CODE, ID_END /* by startRef */ };

typedef struct reading {
    dbn_bilingual *out;
    const dbn_xml *xml;
    dbn_job *job;
    dbn_ids ids;      /* original data, and codes of sources, by unit */
    uint32_t *pieces; /* of each node that is a code of a source, its piece */
} reading;

static dbn_status
refuse(reading *r, uint32_t node, const char *rule)
{
    dbn_span id = dbn_xml_get(r->xml, node, "id");
    if (id.ptr == NULL)
        id = dbn_xml_get(r->xml, node, "startRef");
    dbn_status status =
        dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "the code '%.*s' of a target: %s",
                 (int)(id.len < 64 ? id.len : 64), id.ptr == NULL ? "" : id.ptr, rule);
    r->job->err.line = r->xml->nodes.items[node].line;
    return status;
}

static xliff2_kind
kind_of(const reading *r, uint32_t node)
{
    const dbn_xml_node *n = &r->xml->nodes.items[node];
    return n->is_text ? XLIFF2_NOTHING : (xliff2_kind)n->kind;
}

/* ---- codes ---------------------------------------------------------------------- */

static bool
is_code(xliff2_kind kind)
{
    return kind == XLIFF2_PH || kind == XLIFF2_PC || kind == XLIFF2_SC ||
           kind == XLIFF2_EC;
}

/* A code, or the end of one, as it is known in its unit. */
static dbn_id_row
row_of(const reading *r, uint32_t unit, uint32_t node)
{
    dbn_span start = dbn_xml_get(r->xml, node, "startRef");
    bool is_end = kind_of(r, node) == XLIFF2_EC && start.ptr != NULL;
    return (dbn_id_row){.id = is_end ? start : dbn_xml_get(r->xml, node, "id"),
                        .scope = unit,
                        .kind = is_end ? ID_END : ID_CODE,
                        .node = node};
}

/* The code of the source that a code of a target is, as it was there; DBN_NONE: none.
 */
static uint32_t
find_code(const reading *r, uint32_t unit, uint32_t node)
{
    static const char *const refs[] = {"dataRef", "dataRefStart", "dataRefEnd"};
    dbn_id_row row = row_of(r, unit, node);
    uint32_t source = dbn_ids_find(&r->ids, unit, row.kind, row.id);
    bool is_same = source != DBN_NONE && kind_of(r, source) == kind_of(r, node);
    for (int i = 0; i < 3 && is_same; i++)
        is_same = dbn_span_equal(dbn_xml_get(r->xml, source, refs[i]),
                                 dbn_xml_get(r->xml, node, refs[i]));
    return is_same ? r->pieces[source] : DBN_NONE;
}

/* A character that XML does not hold. */
static dbn_status
text_of_code_point(const reading *r, uint32_t node, dbn_span *out)
{
    uint32_t code;
    char *bytes = dbn_arena_alloc(&r->job->arena, DBN_UTF8_MAX);
    *out = DBN_SPAN("");
    if (bytes == NULL)
        return dbn_job_nomem(r->job);
    if (dbn_value_hex(dbn_xml_get(r->xml, node, "hex"), &code))
        *out = (dbn_span){bytes, dbn_utf8_encode(bytes, code)};
    return DBN_OK;
}

/* The markup that a code stands for. */
static dbn_status
markup_of(reading *r, uint32_t unit, uint32_t code, const char *name, dbn_span *out)
{
    dbn_span ref = dbn_xml_get(r->xml, code, name);
    uint32_t data =
        ref.ptr == NULL ? DBN_NONE : dbn_ids_find(&r->ids, unit, ID_DATA, ref);
    if (data == DBN_NONE)
        return refuse(r, code, DBN_MESSAGE("it stands for nothing of the page"));
    dbn_buffer markup = {0};
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = data + 1; i < nodes[data].end; i++) {
        dbn_span text = DBN_SPAN("");
        if (nodes[i].is_text)
            text = dbn_xml_text(r->xml, nodes[i].text);
        else if (kind_of(r, i) == XLIFF2_CP)
            DBN_TRY(text_of_code_point(r, i, &text));
        DBN_TRY_PUSH(r->job, dbn_vec_append(&r->job->arena, &markup, text.ptr,
                                            (uint32_t)text.len));
    }
    *out = (dbn_span){markup.items, markup.count};
    return DBN_OK;
}

/* ---- sources -------------------------------------------------------------------- */

static dbn_status
add_source(reading *r, dbn_piece piece)
{
    DBN_TRY_PUSH(r->job, dbn_bilingual_add_source(r->out, &r->job->arena, piece));
    return DBN_OK;
}

static dbn_status
add_source_code(reading *r, uint32_t unit, uint32_t node, const char *data)
{
    xliff2_kind kind = kind_of(r, node);
    bool may_go =
        !dbn_span_equal(dbn_xml_get(r->xml, node, "canDelete"), DBN_SPAN("no"));
    dbn_piece piece = {.kind = kind == XLIFF2_PH   ? DBN_PIECE_CODE
                               : kind == XLIFF2_EC ? DBN_PIECE_END
                                                   : DBN_PIECE_START,
                       .mark = DBN_MARK_OTHER,
                       .may_go = may_go};
    uint32_t own = r->out->pieces.count;
    DBN_TRY(markup_of(r, unit, node, data, &piece.text));
    DBN_TRY(add_source(r, piece));
    r->pieces[node] = own;
    dbn_span start = dbn_xml_get(r->xml, node, "startRef");
    if (kind != XLIFF2_EC || start.ptr == NULL)
        return DBN_OK;
    uint32_t begin = dbn_ids_find(&r->ids, unit, ID_CODE, start);
    if (begin != DBN_NONE && kind_of(r, begin) == XLIFF2_SC && begin < node)
        dbn_bilingual_pair(r->out, r->pieces[begin], own);
    return DBN_OK;
}

static dbn_status
end_source_pair(reading *r, uint32_t unit, uint32_t node)
{
    uint32_t start = r->pieces[node], own = r->out->pieces.count;
    dbn_piece piece = {.kind = DBN_PIECE_END,
                       .mark = DBN_MARK_OTHER,
                       .may_go = r->out->pieces.items[start].may_go};
    DBN_TRY(markup_of(r, unit, node, "dataRefEnd", &piece.text));
    DBN_TRY(add_source(r, piece));
    dbn_bilingual_pair(r->out, start, own);
    return DBN_OK;
}

static dbn_status
add_source_node(reading *r, uint32_t unit, uint32_t node)
{
    dbn_piece piece = {.kind = DBN_PIECE_TEXT};
    if (r->xml->nodes.items[node].is_text)
        piece.text = dbn_xml_text(r->xml, r->xml->nodes.items[node].text);
    else if (kind_of(r, node) == XLIFF2_CP)
        DBN_TRY(text_of_code_point(r, node, &piece.text));
    else if (is_code(kind_of(r, node)))
        return add_source_code(
            r, unit, node, kind_of(r, node) == XLIFF2_PC ? "dataRefStart" : "dataRef");
    return piece.text.len > 0 ? add_source(r, piece) : DBN_OK;
}

/* ---- targets -------------------------------------------------------------------- */

static dbn_status
add_code(reading *r, uint32_t part, uint32_t code)
{
    DBN_TRY_PUSH(r->job, dbn_bilingual_add_code(r->out, &r->job->arena, part, code));
    return DBN_OK;
}

static dbn_status
add_target_node(reading *r, uint32_t unit, uint32_t part, uint32_t node)
{
    dbn_span text = DBN_SPAN("");
    if (is_code(kind_of(r, node))) {
        uint32_t code = find_code(r, unit, node);
        return code == DBN_NONE
                   ? refuse(r, node, DBN_MESSAGE("it is none of its source"))
                   : add_code(r, part, code);
    }
    if (r->xml->nodes.items[node].is_text)
        text = dbn_xml_text(r->xml, r->xml->nodes.items[node].text);
    else if (kind_of(r, node) == XLIFF2_CP)
        DBN_TRY(text_of_code_point(r, node, &text));
    if (text.len > 0)
        DBN_TRY_PUSH(r->job,
                     dbn_bilingual_add_text(r->out, &r->job->arena, part, text));
    return DBN_OK;
}

static dbn_status
end_target_pair(reading *r, uint32_t unit, uint32_t part, uint32_t node)
{
    uint32_t start = find_code(r, unit, node);
    return add_code(r, part, r->out->pieces.items[start].partner);
}

/* ---- parts ---------------------------------------------------------------------- */

/* A source, or the target of `part`, in its order; pairs that are open wait for their
 * ends. */
static dbn_status
add_text(reading *r, uint32_t unit, uint32_t part, uint32_t text, bool is_target)
{
    DBN_VEC(uint32_t) open = {0};
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = text + 1; i <= nodes[text].end; i++) {
        for (; open.count > 0 && nodes[open.items[open.count - 1]].end <= i;
             open.count--) {
            uint32_t pair = open.items[open.count - 1];
            DBN_TRY(is_target ? end_target_pair(r, unit, part, pair)
                              : end_source_pair(r, unit, pair));
        }
        if (i == nodes[text].end)
            break;
        DBN_TRY(is_target ? add_target_node(r, unit, part, i)
                          : add_source_node(r, unit, i));
        if (kind_of(r, i) == XLIFF2_PC)
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &open, i));
    }
    return DBN_OK;
}

static bool
is_part(xliff2_kind kind)
{
    return kind == XLIFF2_SEGMENT || kind == XLIFF2_IGNORABLE;
}

/* A target that says nothing where its source does is none yet. */
static uint32_t
target_of(const reading *r, uint32_t part)
{
    uint32_t source = dbn_xml_child(r->xml, part, XLIFF2_SOURCE);
    uint32_t target = dbn_xml_child(r->xml, part, XLIFF2_TARGET);
    bool is_none = target != DBN_NONE && dbn_xml_is_empty(r->xml, target) &&
                   !dbn_xml_is_empty(r->xml, source);
    return is_none ? DBN_NONE : target;
}

/* The target of a part, and its place: its own, or the one that it asks for. */
static dbn_status
add_target(reading *r, uint32_t unit, uint32_t part, uint32_t node, uint32_t place)
{
    uint32_t target = target_of(r, node);
    if (target == DBN_NONE) { /* somebody may have settled that it stays so */
        if (dbn_span_equal(dbn_xml_get(r->xml, node, "state"), DBN_SPAN("final")))
            r->out->parts.items[part].state = DBN_STATE_FINAL;
        return DBN_OK;
    }
    dbn_span order = dbn_xml_get(r->xml, target, "order");
    dbn_bilingual_begin_target(r->out, part);
    r->out->parts.items[part].place =
        order.ptr == NULL ? place : dbn_value_count(order) - 1;
    r->out->parts.items[part].state = (uint8_t)xliff2_said_state(r->xml, node);
    return add_text(r, unit, part, target, true);
}

/* Sources first: a target may have codes of any of its unit. */
static dbn_status
add_parts(reading *r, uint32_t unit)
{
    const dbn_xml_node *nodes = r->xml->nodes.items;
    uint32_t part = r->out->parts.count, place = 0;
    uint32_t first = dbn_xml_element(r->xml, unit, unit + 1);
    for (uint32_t i = first; i != DBN_NONE;
         i = dbn_xml_element(r->xml, unit, nodes[i].end)) {
        if (!is_part(kind_of(r, i)))
            continue;
        DBN_TRY_PUSH(r->job, dbn_bilingual_add_part(r->out, &r->job->arena,
                                                    kind_of(r, i) == XLIFF2_SEGMENT));
        DBN_TRY(add_text(r, unit, r->out->parts.count - 1,
                         dbn_xml_child(r->xml, i, XLIFF2_SOURCE), false));
    }
    for (uint32_t i = first; i != DBN_NONE;
         i = dbn_xml_element(r->xml, unit, nodes[i].end)) {
        if (!is_part(kind_of(r, i)))
            continue;
        DBN_TRY(add_target(r, unit, part + place, i, place));
        place++;
    }
    return DBN_OK;
}

/* ---- units ---------------------------------------------------------------------- */

static bool
is_untouched(const reading *r, dbn_span wanted)
{
    char digest[DBN_DIGEST_BYTES];
    dbn_bilingual_digest(digest, r->out, r->out->units.count - 1);
    return dbn_span_equal(wanted, (dbn_span){digest, sizeof digest});
}

/* Who gave the targets of the last unit. */
static void
take_origins(reading *r, uint32_t unit, uint32_t first)
{
    const uint32_t metadata = dbn_xml_child(r->xml, unit, XLIFF2_METADATA);
    if (metadata == DBN_NONE)
        return;
    for (uint32_t i = metadata; i < r->xml->nodes.items[metadata].end; i++)
        if (xliff2_is_meta(r->xml, i) &&
            dbn_span_equal(dbn_xml_get(r->xml, i, "type"), DBN_SPAN("origin")))
            dbn_translated_origin(r->out, first, xliff2_text_of(r->xml, i));
}

static dbn_status
add_unit(reading *r, uint32_t node)
{
    uint32_t from = 0, to = 0;
    const xliff2_metas metas = xliff2_metas_of(r->xml, node);
    dbn_writing writing = dbn_writing_of(metas.values[XLIFF2_META_WRITING]);
    bool says_where = dbn_value_decimal(metas.values[XLIFF2_META_FROM], &from) &&
                      dbn_value_decimal(metas.values[XLIFF2_META_TO], &to) &&
                      writing != DBN_WRITING_COUNT;
    dbn_bilingual_unit unit = {.id = dbn_xml_get(r->xml, node, "id"),
                               .role = metas.values[XLIFF2_META_ROLE],
                               .line = r->xml->nodes.items[node].line,
                               .writing = (uint8_t)writing,
                               .is_locked = xliff2_is_locked(r->xml, node),
                               .part_beg = r->out->parts.count};
    if (says_where) {
        unit.source = (dbn_range){from, to};
        unit.is_furniture =
            dbn_span_equal(unit.role, dbn_role_span(DBN_ROLE_FURNITURE));
        DBN_TRY(add_parts(r, node));
        take_origins(r, node, unit.part_beg);
        DBN_TRY(dbn_aids_of_xliff2(&(dbn_aids){.out = r->out,
                                               .xml = r->xml,
                                               .job = r->job,
                                               .unit = node,
                                               .index = r->out->units.count,
                                               .part_beg = unit.part_beg}));
        unit.part_end = r->out->parts.count;
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->out->units, unit));
        dbn_translated_place(r->out, metas.values[XLIFF2_META_ENDS]);
    }
    if (says_where && is_untouched(r, metas.values[XLIFF2_META_DIGEST]))
        return DBN_OK;
    dbn_status status =
        dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                 "the unit '%.*s' is not as it was written: metadata, source or "
                 "original data have changed",
                 (int)(unit.id.len < 64 ? unit.id.len : 64), unit.id.ptr);
    r->job->err.line = unit.line;
    return status;
}

/* ---- the file ------------------------------------------------------------------- */

static dbn_status
add_id(reading *r, dbn_id_row row)
{
    if (row.id.ptr != NULL)
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->ids, row));
    return DBN_OK;
}

/* Of units themselves: candidates have data and codes of their own. */
static dbn_status
find_ids(reading *r)
{
    uint32_t unit = DBN_NONE, source_end = 0;
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = 0; i < r->xml->nodes.count; i++) {
        xliff2_kind kind = kind_of(r, i);
        if (kind == XLIFF2_UNIT)
            unit = i;
        else if (kind == XLIFF2_MATCHES)
            i = nodes[i].end - 1;
        else if (kind == XLIFF2_SOURCE)
            source_end = nodes[i].end;
        else if (kind == XLIFF2_DATA)
            DBN_TRY(add_id(
                r, (dbn_id_row){dbn_xml_get(r->xml, i, "id"), unit, ID_DATA, i}));
        else if (is_code(kind) && i < source_end)
            DBN_TRY(add_id(r, row_of(r, unit, i)));
    }
    dbn_ids_sort(&r->ids);
    return DBN_OK;
}

static dbn_status
read_file(reading *r)
{
    uint32_t file = dbn_xml_child(r->xml, 0, XLIFF2_FILE);
    dbn_bilingual_page *page = &r->out->page;
    page->original = dbn_xml_get(r->xml, file, "original");
    const xliff2_metas metas = xliff2_metas_of(r->xml, file);
    page->hash = metas.values[XLIFF2_META_HASH];
    page->charset = metas.values[XLIFF2_META_CHARSET];
    page->source_lang = dbn_xml_get(r->xml, 0, "srcLang");
    page->target_lang = dbn_xml_get(r->xml, 0, "trgLang");
    uint32_t next = dbn_xml_element(r->xml, 0, r->xml->nodes.items[file].end);
    if (next != DBN_NONE) {
        r->job->err.line = r->xml->nodes.items[next].line;
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                        "the file is about several pages");
    }
    if (page->original.len == 0 || page->hash.len == 0 || page->charset.ptr == NULL ||
        !dbn_value_decimal(metas.values[XLIFF2_META_BYTES], &page->bytes))
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                        "the file does not say of which page it is: only "
                        "files of 'doublon prepare' are taken");
    uint32_t units;
    DBN_TRY(find_ids(r));
    for (uint32_t i = file; i < r->xml->nodes.items[file].end; i++)
        if (kind_of(r, i) == XLIFF2_UNIT)
            DBN_TRY(add_unit(r, i));
    if (dbn_value_decimal(metas.values[XLIFF2_META_UNITS], &units) &&
        units == r->out->units.count)
        return DBN_OK;
    return dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "units of the page are lost");
}

dbn_status
dbn_xliff2_read(dbn_bilingual *out, const dbn_xml *xml, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    reading r = {.out = out, .xml = xml, .job = job};
    r.pieces = dbn_arena_alloc(&job->scratch, xml->nodes.count * sizeof *r.pieces);
    dbn_status status = r.pieces == NULL ? dbn_job_nomem(job) : read_file(&r);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
