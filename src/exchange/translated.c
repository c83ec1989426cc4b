/*
 * A file is held to its standard first: codes that are lost or doubled, or that begin
 * and do not end, never reach a page. Linear but for the sorting of identifiers.
 */
#include "exchange/translated.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/utf8.h"
#include "exchange/exchange.h"
#include "exchange/ids.h"
#include "exchange/values.h"
#include "exchange/xliff2.h"
#include "text/units.h"

/* Kinds of identifiers within a unit. */
enum { ID_DATA, ID_CODE, ID_END /* by startRef */ };

typedef struct reading {
    dbn_translated *out;
    const dbn_xml *xml;
    dbn_ids ids; /* original data, and codes of sources, by unit */
    dbn_job *job;
    dbn_ids written; /* codes of what will stand in the page, in their order */
} reading;

static dbn_status
refuse(reading *r, uint32_t node, const char *rule)
{
    dbn_span id = dbn_xml_get(r->xml, node, "id");
    if (id.ptr == NULL)
        id = dbn_xml_get(r->xml, node, "startRef");
    dbn_status status =
        dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "the code '%.*s' of a target %s",
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

/* ---- metadata ------------------------------------------------------------------- */

static bool
is_ours(const reading *r, uint32_t group)
{
    return dbn_span_equal(dbn_xml_get(r->xml, group, "category"), DBN_SPAN("doublon"));
}

/* What our metadata of a file or a unit say; {NULL, 0}: nothing. */
static dbn_span
meta_of(const reading *r, uint32_t parent, const char *type)
{
    uint32_t metadata = dbn_xml_child(r->xml, parent, XLIFF2_METADATA);
    if (metadata == DBN_NONE)
        return (dbn_span){NULL, 0};
    for (uint32_t i = metadata + 1; i < r->xml->nodes.items[metadata].end; i++) {
        if (kind_of(r, i) != XLIFF2_META ||
            !is_ours(r, r->xml->nodes.items[i].parent) ||
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

/* The markup that a code stands for. */
static dbn_status
add_data(reading *r, uint32_t unit, uint32_t code, const char *name)
{
    dbn_span ref = dbn_xml_get(r->xml, code, name);
    uint32_t data =
        ref.ptr == NULL ? DBN_NONE : dbn_ids_find(&r->ids, unit, ID_DATA, ref);
    if (data == DBN_NONE)
        return refuse(r, code, DBN_MESSAGE("stands for nothing of the page"));
    for (uint32_t i = data + 1; i < r->xml->nodes.items[data].end; i++) {
        if (r->xml->nodes.items[i].is_text)
            DBN_TRY(
                add_piece(r, dbn_xml_text(r->xml, r->xml->nodes.items[i].text), true));
        else if (kind_of(r, i) == XLIFF2_CP)
            DBN_TRY(add_code_point(r, i, true));
    }
    return DBN_OK;
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

/* A target has the codes of its source, each as it was there. */
static dbn_status
check_code(reading *r, uint32_t unit, uint32_t node)
{
    static const char *const refs[] = {"dataRef", "dataRefStart", "dataRefEnd"};
    dbn_id_row row = row_of(r, unit, node);
    uint32_t source = dbn_ids_find(&r->ids, unit, row.kind, row.id);
    bool is_same = source != DBN_NONE && kind_of(r, source) == kind_of(r, node);
    for (int i = 0; i < 3 && is_same; i++)
        is_same = dbn_span_equal(dbn_xml_get(r->xml, source, refs[i]),
                                 dbn_xml_get(r->xml, node, refs[i]));
    if (!is_same)
        return refuse(r, node, DBN_MESSAGE("is none of its source"));
    row.node = r->written.count;
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->written, row));
    return DBN_OK;
}

/* What was put together of targets, and of sources where there are none: every code
 * stands in it once, what begins ends, behind its beginning, and nothing that must stay
 * is gone.
 */
static dbn_status
check_whole(reading *r, uint32_t unit)
{
    dbn_ids *written = &r->written;
    dbn_ids_sort(written);
    for (uint32_t i = 1; i < written->count; i++)
        if (dbn_ids_is_taken(written, i))
            return refuse(r,
                          dbn_ids_find(&r->ids, unit, written->items[i].kind,
                                       written->items[i].id),
                          DBN_MESSAGE("stands there twice"));
    for (uint32_t i = unit; i < r->xml->nodes.items[unit].end; i++) {
        if (!is_code(kind_of(r, i)))
            continue;
        dbn_id_row row = row_of(r, unit, i);
        if (dbn_ids_find(&r->ids, unit, row.kind, row.id) != i)
            continue; /* that of a target */
        uint32_t at = dbn_ids_find(written, unit, row.kind, row.id);
        bool is_fixed =
            dbn_span_equal(dbn_xml_get(r->xml, i, "canDelete"), DBN_SPAN("no"));
        if (at == DBN_NONE && is_fixed)
            return refuse(r, i, DBN_MESSAGE("is lost"));
        if (row.kind != ID_END)
            continue;
        uint32_t start = dbn_ids_find(written, unit, ID_CODE, row.id);
        if ((at == DBN_NONE) != (start == DBN_NONE) || (at != DBN_NONE && at < start))
            return refuse(r, i, DBN_MESSAGE("does not end behind its beginning"));
    }
    return DBN_OK;
}

static dbn_status
add_node(reading *r, uint32_t unit, uint32_t node)
{
    if (r->xml->nodes.items[node].is_text)
        return add_piece(r, dbn_xml_text(r->xml, r->xml->nodes.items[node].text),
                         false);
    if (is_code(kind_of(r, node)))
        DBN_TRY(check_code(r, unit, node));
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

/* The parts of a unit, each where its target wants to be: the standard's rules say that
 * no two want the same place. The others stand in their order in the places left. */
static dbn_status
order_parts(reading *r, parts *out, uint32_t unit)
{
    parts others = {0};
    const dbn_xml_node *nodes = r->xml->nodes.items;
    uint32_t first = dbn_xml_element(r->xml, unit, unit + 1);
    for (uint32_t i = first; i != DBN_NONE;
         i = dbn_xml_element(r->xml, unit, nodes[i].end))
        if (is_part(kind_of(r, i)))
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, out, DBN_NONE));
    for (uint32_t i = first, own = 0; i != DBN_NONE;
         i = dbn_xml_element(r->xml, unit, nodes[i].end)) {
        if (!is_part(kind_of(r, i)))
            continue;
        uint32_t target = target_of(r, i), place = ++own;
        dbn_span order = {NULL, 0};
        if (target != DBN_NONE)
            order = dbn_xml_get(r->xml, target, "order");
        if (order.ptr != NULL)
            place = dbn_value_count(order);
        if (target != DBN_NONE && place > 0 && place <= out->count)
            out->items[place - 1] = i;
        else
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &others, i));
    }
    for (uint32_t i = 0, next = 0; i < out->count && next < others.count; i++)
        if (out->items[i] == DBN_NONE)
            out->items[i] = others.items[next++];
    return DBN_OK;
}

static dbn_status
add_parts(reading *r, uint32_t node, dbn_translated_unit *unit)
{
    parts ordered = {0};
    r->written = (dbn_ids){0};
    DBN_TRY(order_parts(r, &ordered, node));
    unit->is_whole = true;
    for (uint32_t i = 0; i < ordered.count; i++) {
        uint32_t part = ordered.items[i], text = target_of(r, part);
        unit->is_translated |= text != DBN_NONE;
        unit->is_whole &= text != DBN_NONE || kind_of(r, part) == XLIFF2_IGNORABLE;
        if (text == DBN_NONE)
            text = dbn_xml_child(r->xml, part, XLIFF2_SOURCE);
        DBN_TRY(add_text(r, node, text));
    }
    return check_whole(r, node);
}

/* Of the text of an element, every character or all but white space. */
static uint64_t
digest_content(const reading *r, uint64_t hash, uint32_t element, bool has_spaces)
{
    for (uint32_t i = element + 1; i < r->xml->nodes.items[element].end; i++) {
        char bytes[DBN_UTF8_MAX];
        dbn_span text = {bytes, 0};
        uint32_t code = 0;
        if (r->xml->nodes.items[i].is_text)
            text = dbn_xml_text(r->xml, r->xml->nodes.items[i].text);
        else if (kind_of(r, i) == XLIFF2_CP &&
                 dbn_value_hex(dbn_xml_get(r->xml, i, "hex"), &code))
            text.len = dbn_utf8_encode(bytes, code);
        if (!has_spaces)
            hash = dbn_digest_text(hash, text);
        for (size_t k = 0; k < text.len && has_spaces; k++)
            hash = dbn_hash_byte(hash, (unsigned char)text.ptr[k]);
    }
    return hash;
}

static uint64_t
digest_sources(const reading *r, uint64_t hash, uint32_t unit)
{
    for (uint32_t i = dbn_xml_element(r->xml, unit, unit + 1); i != DBN_NONE;
         i = dbn_xml_element(r->xml, unit, r->xml->nodes.items[i].end)) {
        uint32_t source = DBN_NONE;
        if (is_part(kind_of(r, i)))
            source = dbn_xml_child(r->xml, i, XLIFF2_SOURCE);
        if (source != DBN_NONE)
            hash = digest_content(r, hash, source, false);
    }
    return hash;
}

/* Is all of a unit as it was written that a translator must not change? */
static bool
is_untouched(const reading *r, uint32_t node, const dbn_translated_unit *unit)
{
    uint64_t hash = DBN_HASH_START;
    char range[48], digest[DBN_DIGEST_BYTES];
    int len = snprintf(range, sizeof range, "%llu-%llu", (unsigned long long)unit->from,
                       (unsigned long long)unit->to);
    hash = dbn_digest_add(hash, (dbn_span){range, (size_t)len});
    hash = dbn_digest_add(hash, unit->writing);
    uint32_t data = dbn_xml_child(r->xml, node, XLIFF2_ORIGINAL_DATA);
    uint32_t end = data == DBN_NONE ? 0 : r->xml->nodes.items[data].end;
    for (uint32_t i = data == DBN_NONE ? 0 : data + 1; i < end;
         i = r->xml->nodes.items[i].end)
        if (kind_of(r, i) == XLIFF2_DATA)
            hash = dbn_digest_add(digest_content(r, hash, i, true), DBN_SPAN(""));
    hash = digest_sources(r, hash, node);
    dbn_digest_write(digest, hash);
    return dbn_span_equal(meta_of(r, node, "digest"),
                          (dbn_span){digest, sizeof digest});
}

static dbn_status
add_unit(reading *r, uint32_t node)
{
    dbn_translated_unit unit = {.id = dbn_xml_get(r->xml, node, "id"),
                                .writing = meta_of(r, node, "writing"),
                                .line = r->xml->nodes.items[node].line,
                                .piece_beg = r->out->pieces.count};
    bool says_where = number_of(r, node, "from", &unit.from) &&
                      number_of(r, node, "to", &unit.to) && unit.writing.ptr != NULL;
    if (!says_where || !is_untouched(r, node, &unit)) {
        dbn_status status =
            dbn_fail(&r->job->err, DBN_ERR_SYNTAX,
                     "the unit '%.*s' is not as it was written: metadata, source or "
                     "original data have changed",
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
    uint64_t units;
    DBN_TRY(find_ids(r));
    for (uint32_t i = file; i < r->xml->nodes.items[file].end; i++)
        if (kind_of(r, i) == XLIFF2_UNIT)
            DBN_TRY(add_unit(r, i));
    if (number_of(r, file, "units", &units) && units == out->units.count)
        return DBN_OK;
    return dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "units of the page are lost");
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
        char what[160];
        const char *message = dbn_constraint_message(first->constraint);
        const char *place = strstr(message, "%s");
        assert(place != NULL);
        (void)snprintf(what, sizeof what, "%.*s%.*s%s", (int)(place - message), message,
                       (int)(first->about.len < 48 ? first->about.len : 48),
                       first->about.ptr == NULL ? "" : first->about.ptr, place + 2);
        dbn_status status =
            dbn_fail(&job->err, DBN_ERR_SYNTAX, "rule %s.%s: %s", found.format,
                     dbn_constraint_name(first->constraint), what);
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
