/*
 * A file is held to its standard first: codes that are lost or doubled, or that begin
 * and do not end, never reach a page. Linear but for the sorting of identifiers.
 */
#include "exchange/translated.h"

#include "base/utf8.h"
#include "exchange/exchange.h"
#include "exchange/ids.h"
#include "exchange/values.h"
#include "exchange/xliff2.h"

typedef struct reading {
    dbn_translated *out;
    const dbn_xml *xml;
    dbn_ids data; /* original data, by unit and id */
    dbn_job *job;
} reading;

static xliff2_kind
kind_of(const reading *r, uint32_t node)
{
    const dbn_xml_node *n = &r->xml->nodes.items[node];
    return n->is_text ? XLIFF2_NOTHING : (xliff2_kind)n->kind;
}

/* ---- metadata ------------------------------------------------------------------- */

/* What our metadata of a file or a unit say; {NULL, 0}: nothing. */
static dbn_span
meta_of(const reading *r, uint32_t parent, const char *type)
{
    uint32_t metadata = dbn_xml_child(r->xml, parent, XLIFF2_METADATA);
    if (metadata == DBN_NONE)
        return (dbn_span){NULL, 0};
    for (uint32_t i = metadata + 1; i < r->xml->nodes.items[metadata].end; i++) {
        if (kind_of(r, i) != XLIFF2_META ||
            !dbn_span_equal(dbn_xml_get(r->xml, i, "type"), dbn_span_of(type)))
            continue;
        if (i + 1 < r->xml->nodes.items[i].end)
            return dbn_xml_text(r->xml, r->xml->nodes.items[i + 1].text);
        return DBN_SPAN("");
    }
    return (dbn_span){NULL, 0};
}

static bool
number_of(const reading *r, uint32_t parent, const char *type, uint64_t *out)
{
    dbn_span value = meta_of(r, parent, type);
    *out = 0;
    if (value.len == 0 || value.len > 10)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (!dbn_is_ascii_digit(value.ptr[i]))
            return false;
        *out = *out * 10 + (uint64_t)(value.ptr[i] - '0');
    }
    return true;
}

/* ---- pieces --------------------------------------------------------------------- */

static dbn_status
add_piece(reading *r, dbn_span text, bool is_markup)
{
    const dbn_translated_piece piece = {text, is_markup};
    if (text.len > 0)
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->out->pieces, piece));
    return DBN_OK;
}

static dbn_status
add_code_point(reading *r, uint32_t node, bool is_markup)
{
    uint32_t code;
    char *bytes = dbn_arena_alloc(&r->job->arena, DBN_UTF8_MAX);
    if (bytes == NULL)
        return dbn_job_nomem(r->job);
    if (!dbn_value_hex(dbn_xml_get(r->xml, node, "hex"), &code))
        return DBN_OK;
    size_t len = dbn_utf8_encode(bytes, code);
    return add_piece(r, (dbn_span){bytes, len}, is_markup);
}

/* The markup that a code stands for. One that a translator made stands for none. */
static dbn_status
add_data(reading *r, uint32_t unit, uint32_t code, const char *name)
{
    dbn_span ref = dbn_xml_get(r->xml, code, name);
    uint32_t data = ref.ptr == NULL ? DBN_NONE : dbn_ids_find(&r->data, unit, 0, ref);
    if (data == DBN_NONE) {
        dbn_span id = dbn_xml_get(r->xml, code, "id");
        dbn_status status =
            dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                     "the code '%.*s' stands for nothing of the page",
                     (int)(id.len < 64 ? id.len : 64), id.ptr == NULL ? "" : id.ptr);
        r->job->err.line = r->xml->nodes.items[code].line;
        return status;
    }
    for (uint32_t i = data + 1; i < r->xml->nodes.items[data].end; i++) {
        if (r->xml->nodes.items[i].is_text)
            DBN_TRY(
                add_piece(r, dbn_xml_text(r->xml, r->xml->nodes.items[i].text), true));
        else if (kind_of(r, i) == XLIFF2_CP)
            DBN_TRY(add_code_point(r, i, true));
    }
    return DBN_OK;
}

static dbn_status
add_node(reading *r, uint32_t unit, uint32_t node)
{
    if (r->xml->nodes.items[node].is_text)
        return add_piece(r, dbn_xml_text(r->xml, r->xml->nodes.items[node].text),
                         false);
    switch (kind_of(r, node)) {
    case XLIFF2_CP:
        return add_code_point(r, node, false);
    case XLIFF2_PH:
    case XLIFF2_SC:
    case XLIFF2_EC:
        return add_data(r, unit, node, "dataRef");
    case XLIFF2_PC:
        return add_data(r, unit, node, "dataRefStart");
    default:
        return DBN_OK;
    }
}

/* A source or a target in its order; pairs that are open wait for their ends. */
static dbn_status
add_text(reading *r, uint32_t unit, uint32_t text)
{
    DBN_VEC(uint32_t) open = {0};
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = text + 1; i <= nodes[text].end; i++) {
        for (; open.count > 0 && nodes[open.items[open.count - 1]].end <= i;
             open.count--)
            DBN_TRY(add_data(r, unit, open.items[open.count - 1], "dataRefEnd"));
        if (i == nodes[text].end)
            break;
        DBN_TRY(add_node(r, unit, i));
        if (kind_of(r, i) == XLIFF2_PC)
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &open, i));
    }
    return DBN_OK;
}

/* ---- units ---------------------------------------------------------------------- */

static bool
is_part(xliff2_kind kind)
{
    return kind == XLIFF2_SEGMENT || kind == XLIFF2_IGNORABLE;
}

typedef DBN_VEC(uint32_t) parts;

/* The parts of a unit, each where its target wants to be: the standard's rules say that
 * no two want the same place. */
static dbn_status
order_parts(reading *r, parts *out, uint32_t unit)
{
    parts found = {0};
    const dbn_xml_node *nodes = r->xml->nodes.items;
    for (uint32_t i = dbn_xml_element(r->xml, unit, unit + 1); i != DBN_NONE;
         i = dbn_xml_element(r->xml, unit, nodes[i].end))
        if (is_part(kind_of(r, i))) {
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &found, i));
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, out, DBN_NONE));
        }
    for (uint32_t i = 0; i < found.count; i++) {
        uint32_t target = dbn_xml_child(r->xml, found.items[i], XLIFF2_TARGET);
        uint32_t place = 0;
        if (target != DBN_NONE)
            place = dbn_value_count(dbn_xml_get(r->xml, target, "order"));
        if (place > 0 && place <= out->count)
            out->items[place - 1] = found.items[i];
        else if (out->items[i] == DBN_NONE)
            out->items[i] = found.items[i];
    }
    return DBN_OK;
}

static dbn_status
add_parts(reading *r, uint32_t node, dbn_translated_unit *unit)
{
    parts ordered = {0};
    DBN_TRY(order_parts(r, &ordered, node));
    unit->is_whole = true;
    for (uint32_t i = 0; i < ordered.count; i++) {
        uint32_t part = ordered.items[i];
        if (part == DBN_NONE)
            continue; /* a part without target gave its place to another one */
        uint32_t text = dbn_xml_child(r->xml, part, XLIFF2_TARGET);
        unit->is_translated |= text != DBN_NONE;
        unit->is_whole &= text != DBN_NONE || kind_of(r, part) == XLIFF2_IGNORABLE;
        if (text == DBN_NONE)
            text = dbn_xml_child(r->xml, part, XLIFF2_SOURCE);
        DBN_TRY(add_text(r, node, text));
    }
    return DBN_OK;
}

static dbn_status
add_unit(reading *r, uint32_t node)
{
    dbn_translated_unit unit = {.id = dbn_xml_get(r->xml, node, "id"),
                                .writing = meta_of(r, node, "writing"),
                                .line = r->xml->nodes.items[node].line,
                                .piece_beg = r->out->pieces.count};
    if (!number_of(r, node, "from", &unit.from) ||
        !number_of(r, node, "to", &unit.to) || unit.writing.ptr == NULL) {
        r->job->err.line = 0;
        dbn_status status =
            dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                     "the unit '%.*s' does not say which bytes of a page it stands for",
                     (int)(unit.id.len < 64 ? unit.id.len : 64), unit.id.ptr);
        r->job->err.line = unit.line;
        return status;
    }
    DBN_TRY(add_parts(r, node, &unit));
    unit.piece_end = r->out->pieces.count;
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->out->units, unit));
    return DBN_OK;
}

/* ---- the file ------------------------------------------------------------------- */

static dbn_status
find_data(reading *r)
{
    uint32_t unit = DBN_NONE;
    for (uint32_t i = 0; i < r->xml->nodes.count; i++) {
        if (kind_of(r, i) == XLIFF2_UNIT)
            unit = i;
        if (kind_of(r, i) != XLIFF2_DATA)
            continue;
        const dbn_id_row row = {dbn_xml_get(r->xml, i, "id"), unit, 0, i};
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->data, row));
    }
    dbn_ids_sort(&r->data);
    return DBN_OK;
}

static dbn_status
read_file(reading *r)
{
    uint32_t file = dbn_xml_child(r->xml, 0, XLIFF2_FILE);
    dbn_translated *out = r->out;
    out->original = dbn_xml_get(r->xml, file, "original");
    out->hash = meta_of(r, file, "hash");
    out->charset = meta_of(r, file, "charset");
    uint32_t next = dbn_xml_element(r->xml, 0, r->xml->nodes.items[file].end);
    if (next != DBN_NONE) {
        r->job->err.line = r->xml->nodes.items[next].line;
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                        "the file is about several pages");
    }
    if (out->original.len == 0 || out->hash.len == 0 || out->charset.ptr == NULL ||
        !number_of(r, file, "bytes", &out->bytes))
        return dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                        "the file does not say of which page it is");
    DBN_TRY(find_data(r));
    for (uint32_t i = file; i < r->xml->nodes.items[file].end; i++)
        if (kind_of(r, i) == XLIFF2_UNIT)
            DBN_TRY(add_unit(r, i));
    return DBN_OK;
}

dbn_status
dbn_translated_read(dbn_translated *out, dbn_span xliff, dbn_job *job)
{
    dbn_exchange found;
    const dbn_xml *xml;
    *out = (dbn_translated){0};
    DBN_TRY(dbn_exchange_read(&found, &xml, xliff, job));
    if (found.refusals.count > 0) {
        const dbn_refusal *first = &found.refusals.items[0];
        dbn_status status =
            dbn_fail(&job->err, DBN_ERR_SYNTAX, "the file breaks the rule %s.%s",
                     found.format, dbn_constraint_name(first->constraint));
        job->err.line = first->line;
        return status;
    }
    if (xml->nodes.items[0].kind != XLIFF2_XLIFF ||
        xml->nodes.items[0].ns != dbn_grammar_ns(&dbn_grammar_xliff2, ""))
        return dbn_fail(&job->err, DBN_ERR_SYNTAX, "the file is not XLIFF 2");
    reading r = {.out = out, .xml = xml, .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = read_file(&r);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
