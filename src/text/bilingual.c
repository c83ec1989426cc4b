/*
 * Repetitions: segments are sorted by a hash of their pieces, then by place; those of
 * one hash are compared with the first of them. Codes are compared as bytes, so that a
 * target goes over with its codes one by one.
 */
#include "text/bilingual.h"

#include <stdlib.h>

/* ---- making ---------------------------------------------------------------------- */

dbn_status
dbn_bilingual_add_part(dbn_bilingual *b, dbn_arena *arena, bool is_segment)
{
    uint32_t at = b->pieces.count;
    const dbn_unit_part part = {.source = {at, at},
                                .repeats = DBN_NONE,
                                .place = DBN_NONE,
                                .is_segment = is_segment};
    return dbn_vec_push(arena, &b->parts, part);
}

dbn_status
dbn_bilingual_add_source(dbn_bilingual *b, dbn_arena *arena, dbn_piece piece)
{
    piece.code = b->pieces.count;
    piece.partner = DBN_NONE;
    piece.part = b->parts.count - 1;
    DBN_TRY(dbn_vec_push(arena, &b->pieces, piece));
    b->parts.items[piece.part].source.end = b->pieces.count;
    return DBN_OK;
}

void
dbn_bilingual_begin_target(dbn_bilingual *b, uint32_t part)
{
    b->parts.items[part].target = (dbn_pieces){b->pieces.count, b->pieces.count};
    b->parts.items[part].has_target = true;
}

static dbn_status
add_target(dbn_bilingual *b, dbn_arena *arena, uint32_t part, dbn_piece piece)
{
    piece.part = part;
    DBN_TRY(dbn_vec_push(arena, &b->pieces, piece));
    b->parts.items[part].target.end = b->pieces.count;
    return DBN_OK;
}

dbn_status
dbn_bilingual_add_text(dbn_bilingual *b, dbn_arena *arena, uint32_t part, dbn_span text)
{
    const dbn_piece piece = {
        .text = text, .kind = DBN_PIECE_TEXT, .code = DBN_NONE, .partner = DBN_NONE};
    return add_target(b, arena, part, piece);
}

dbn_status
dbn_bilingual_add_code(dbn_bilingual *b, dbn_arena *arena, uint32_t part, uint32_t code)
{
    return add_target(b, arena, part, b->pieces.items[code]);
}

void
dbn_bilingual_join(dbn_bilingual *b, uint32_t first)
{
    const dbn_unit_part whole = b->parts.items[first];
    for (uint32_t i = first; i < b->parts.count; i++) {
        dbn_unit_part *part = &b->parts.items[i];
        if (i > first)
            dbn_bilingual_begin_target(b, i);
        part->has_target = whole.has_target;
        part->state = whole.state;
        part->is_joined = whole.has_target;
    }
}

void
dbn_bilingual_pair(dbn_bilingual *b, uint32_t start, uint32_t end)
{
    b->pieces.items[start].partner = end;
    b->pieces.items[end].partner = start;
}

static int
by_place(const void *first, const void *second)
{
    const dbn_bilingual_unit *a = first, *b = second;
    if (a->source.beg != b->source.beg)
        return a->source.beg < b->source.beg ? -1 : 1;
    return a->part_beg < b->part_beg ? -1 : a->part_beg > b->part_beg;
}

void
dbn_bilingual_sort(dbn_bilingual *b)
{
    uint32_t kept = 0, end = 0;
    if (b->units.count > 1)
        qsort(b->units.items, b->units.count, sizeof *b->units.items, by_place);
    for (uint32_t i = 0; i < b->units.count; i++) {
        if (b->units.items[i].source.beg < end)
            continue;
        end = b->units.items[i].source.end;
        b->units.items[kept++] = b->units.items[i];
    }
    b->units.count = kept;
}

/* ---- repetitions ----------------------------------------------------------------- */

typedef struct row {
    uint64_t hash;
    uint32_t place; /* in the order of the page */
    uint32_t part;
} row;

static int
in_order(const void *first, const void *second)
{
    const row *a = first, *b = second;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* A row of pieces, read byte by byte, or code by code. */
typedef struct reader {
    const dbn_bilingual *b;
    uint32_t at, end;
    size_t offset;
} reader;

static const dbn_piece *
next_piece(reader *r)
{
    for (; r->at < r->end; r->at++, r->offset = 0) {
        const dbn_piece *piece = &r->b->pieces.items[r->at];
        if (piece->kind != DBN_PIECE_TEXT || r->offset < piece->text.len)
            return piece;
    }
    return NULL;
}

bool
dbn_bilingual_is_same(const dbn_bilingual *b, dbn_pieces one, dbn_pieces other)
{
    return dbn_bilingual_is_same_as(b, one, b, other);
}

bool
dbn_bilingual_is_same_as(const dbn_bilingual *b, dbn_pieces one,
                         const dbn_bilingual *from, dbn_pieces other)
{
    reader first = {b, one.beg, one.end, 0};
    reader second = {from, other.beg, other.end, 0};
    for (;;) {
        const dbn_piece *x = next_piece(&first), *y = next_piece(&second);
        if (x == NULL || y == NULL)
            return x == y;
        if (x->kind != y->kind)
            return false;
        size_t len = x->text.len - first.offset, more = y->text.len - second.offset;
        bool is_text = x->kind == DBN_PIECE_TEXT;
        if (!is_text && len != more)
            return false;
        len = more < len ? more : len;
        if (len > 0 &&
            memcmp(x->text.ptr + first.offset, y->text.ptr + second.offset, len) != 0)
            return false;
        first.offset += len;
        second.offset += len;
        first.at += !is_text;
        second.at += !is_text;
        first.offset *= is_text;
        second.offset *= is_text;
    }
}

dbn_status
dbn_bilingual_find_repetitions(dbn_bilingual *b, dbn_arena *scratch)
{
    DBN_VEC(row) rows = {0};
    for (uint32_t i = 0; i < b->units.count; i++) {
        const dbn_bilingual_unit *unit = &b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_furniture;
             k++)
            if (b->parts.items[k].is_segment)
                DBN_TRY(
                    dbn_vec_push(scratch, &rows,
                                 (row){dbn_bilingual_hash(b, b->parts.items[k].source),
                                       rows.count, k}));
    }
    if (rows.count > 1)
        qsort(rows.items, rows.count, sizeof *rows.items, in_order);
    for (uint32_t i = 1, first = 0; i < rows.count; i++) {
        dbn_unit_part *part = &b->parts.items[rows.items[i].part];
        if (rows.items[i].hash != rows.items[first].hash)
            first = i;
        else if (dbn_bilingual_is_same(b, b->parts.items[rows.items[first].part].source,
                                       part->source))
            part->repeats = rows.items[first].part;
    }
    return DBN_OK;
}

/* The n-th code of one source is the n-th of the other: *map, by the place in the
 * first.
 */
static dbn_status
map_codes(const uint32_t **map, const dbn_bilingual *from_b, dbn_pieces from,
          const dbn_bilingual *b, dbn_pieces to, dbn_arena *arena)
{
    uint32_t *codes = dbn_arena_alloc(arena, (from.end - from.beg) * sizeof *codes);
    *map = codes;
    if (codes == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = from.beg, k = to.beg; i < from.end; i++) {
        if (from_b->pieces.items[i].kind == DBN_PIECE_TEXT)
            continue;
        while (k < to.end && b->pieces.items[k].kind == DBN_PIECE_TEXT)
            k++;
        codes[i - from.beg] = k++;
    }
    return DBN_OK;
}

dbn_status
dbn_bilingual_take_target(dbn_bilingual *b, dbn_arena *arena, uint32_t part,
                          const dbn_bilingual *other, uint32_t other_part)
{
    const dbn_unit_part from = other->parts.items[other_part];
    const uint32_t *codes;
    DBN_TRY(
        map_codes(&codes, other, from.source, b, b->parts.items[part].source, arena));
    dbn_bilingual_begin_target(b, part);
    for (uint32_t i = from.target.beg; i < from.target.end; i++) {
        const dbn_piece piece = other->pieces.items[i];
        if (piece.kind == DBN_PIECE_TEXT)
            DBN_TRY(dbn_bilingual_add_text(b, arena, part, piece.text));
        else
            DBN_TRY(dbn_bilingual_add_code(b, arena, part,
                                           codes[piece.code - from.source.beg]));
    }
    b->parts.items[part].score = 100;
    b->parts.items[part].state = from.state;
    return DBN_OK;
}

static dbn_status
fill(dbn_bilingual *b, dbn_arena *arena, uint32_t part)
{
    DBN_TRY(dbn_bilingual_take_target(b, arena, part, b, b->parts.items[part].repeats));
    b->parts.items[part].origin = DBN_SPAN("repetition");
    return DBN_OK;
}

/* A code of another segment of its unit cannot go over: it is not in the copy. */
static bool
has_own_codes(const dbn_bilingual *b, const dbn_unit_part *part)
{
    for (uint32_t i = part->target.beg; i < part->target.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        if (piece->kind != DBN_PIECE_TEXT &&
            (piece->code < part->source.beg || piece->code >= part->source.end))
            return false;
    }
    return true;
}

static bool
has_text(const dbn_bilingual *b, dbn_pieces pieces)
{
    for (uint32_t i = pieces.beg; i < pieces.end; i++)
        if (b->pieces.items[i].kind == DBN_PIECE_TEXT &&
            dbn_span_trim(b->pieces.items[i].text).len > 0)
            return true;
    return false;
}

static bool
is_blank(const dbn_bilingual *b, const dbn_bilingual_unit *unit)
{
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        if (b->parts.items[i].has_target && has_text(b, b->parts.items[i].target))
            return false;
    return true;
}

void
dbn_bilingual_drop_blank(dbn_bilingual *b)
{
    for (uint32_t u = 0; u < b->units.count; u++) {
        const dbn_bilingual_unit *unit = &b->units.items[u];
        if (!is_blank(b, unit) || !has_text(b, dbn_bilingual_sources(b, u)))
            continue;
        for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
            b->parts.items[i].has_target = false;
    }
}

bool
dbn_bilingual_can_repeat(const dbn_bilingual *b, const dbn_unit_part *part)
{
    return part->has_target && !part->is_joined && has_own_codes(b, part) &&
           (has_text(b, part->target) || !has_text(b, part->source));
}

dbn_status
dbn_bilingual_fill_repetitions(dbn_bilingual *b, dbn_arena *arena, uint32_t *filled)
{
    *filled = 0;
    for (uint32_t i = 0; i < b->parts.count; i++) {
        const dbn_unit_part *part = &b->parts.items[i];
        if (part->repeats == DBN_NONE || part->has_target ||
            part->state == DBN_STATE_FINAL) /* it is settled that it stays */
            continue;
        if (!dbn_bilingual_can_repeat(b, &b->parts.items[part->repeats]))
            continue;
        DBN_TRY(fill(b, arena, i));
        ++*filled;
    }
    return DBN_OK;
}

/* ---- matches --------------------------------------------------------------------- */

/* A match, and its unit. */
typedef struct match_row {
    uint32_t unit, place;
    dbn_unit_match match;
} match_row;

static int
best_first(const void *first, const void *second)
{
    const match_row *a = first, *b = second;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->match.part != b->match.part)
        return a->match.part < b->match.part ? -1 : 1;
    if (a->match.score != b->match.score)
        return a->match.score > b->match.score ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

dbn_status
dbn_bilingual_sort_matches(dbn_bilingual *b, dbn_arena *scratch)
{
    uint32_t count = b->matches.count;
    if (count < 2)
        return DBN_OK;
    uint32_t *units = dbn_arena_alloc(scratch, b->parts.count * sizeof *units);
    match_row *rows = dbn_arena_alloc(scratch, count * sizeof *rows);
    if (units == NULL || rows == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < b->units.count; i++)
        for (uint32_t k = b->units.items[i].part_beg; k < b->units.items[i].part_end;
             k++)
            units[k] = i;
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (match_row){units[b->matches.items[i].part], i, b->matches.items[i]};
    qsort(rows, count, sizeof *rows, best_first);
    for (uint32_t i = 0; i < count; i++)
        b->matches.items[i] = rows[i].match;
    return DBN_OK;
}

dbn_span
dbn_translation_next(dbn_span *translations)
{
    dbn_span one = {NULL, 0};
    while (translations->len > 0 && one.len == 0) {
        const char *bar = memchr(translations->ptr, '|', translations->len);
        size_t len =
            bar == NULL ? translations->len : (size_t)(bar - translations->ptr);
        one = dbn_span_trim((dbn_span){translations->ptr, len});
        len += bar != NULL;
        *translations = (dbn_span){translations->ptr + len, translations->len - len};
    }
    return one;
}

/* ---- asking ---------------------------------------------------------------------- */

void
dbn_bilingual_order(const dbn_bilingual *b, uint32_t unit, uint32_t *out)
{
    const dbn_bilingual_unit *u = &b->units.items[unit];
    uint32_t count = u->part_end - u->part_beg, next = 0;
    for (uint32_t i = 0; i < count; i++)
        out[i] = DBN_NONE;
    for (uint32_t i = u->part_beg; i < u->part_end; i++) {
        uint32_t place = b->parts.items[i].place;
        if (b->parts.items[i].has_target && place < count && out[place] == DBN_NONE)
            out[place] = i;
    }
    for (uint32_t i = u->part_beg; i < u->part_end; i++) {
        uint32_t place = b->parts.items[i].place;
        if (b->parts.items[i].has_target && place < count && out[place] == i)
            continue;
        while (out[next] != DBN_NONE)
            next++;
        out[next] = i;
    }
}

/* Where each code of the source stands in what its unit becomes, from 1; 0: nowhere. */
static uint32_t
find_codes(const dbn_bilingual *b, const uint32_t *parts, uint32_t count,
           dbn_pieces sources, uint32_t *at)
{
    for (uint32_t i = 0, place = 0; i < count; i++) {
        dbn_pieces text = dbn_part_text(&b->parts.items[parts[i]]);
        for (uint32_t k = text.beg; k < text.end; k++) {
            const dbn_piece *piece = &b->pieces.items[k];
            if (piece->kind == DBN_PIECE_TEXT)
                continue;
            if (at[piece->code - sources.beg] != 0)
                return piece->code;
            at[piece->code - sources.beg] = ++place;
        }
    }
    return DBN_NONE;
}

dbn_status
dbn_bilingual_check_codes(dbn_code_fault *out, uint32_t *code, const dbn_bilingual *b,
                          uint32_t unit, dbn_arena *scratch)
{
    const dbn_bilingual_unit *u = &b->units.items[unit];
    dbn_pieces sources = dbn_bilingual_sources(b, unit);
    uint32_t count = u->part_end - u->part_beg;
    uint32_t *parts = dbn_arena_alloc(scratch, count * sizeof *parts);
    uint32_t *at =
        dbn_arena_alloc(scratch, (size_t)(sources.end - sources.beg) * sizeof *at);
    if (parts == NULL || at == NULL)
        return DBN_ERR_NOMEM;
    dbn_bilingual_order(b, unit, parts);
    *out = DBN_CODE_FAULT_TWICE;
    *code = find_codes(b, parts, count, sources, at);
    if (*code != DBN_NONE)
        return DBN_OK;
    for (*code = sources.beg; *code < sources.end; ++*code) {
        const dbn_piece *piece = &b->pieces.items[*code];
        uint32_t place = at[*code - sources.beg];
        *out = DBN_CODE_FAULT_LOST;
        if (piece->kind != DBN_PIECE_TEXT && place == 0 && !piece->may_go)
            return DBN_OK;
        *out = DBN_CODE_FAULT_DISORDERED;
        if (piece->kind != DBN_PIECE_END || piece->partner == DBN_NONE)
            continue;
        uint32_t start = at[piece->partner - sources.beg];
        if ((start == 0) != (place == 0) || start > place)
            return DBN_OK;
    }
    *out = DBN_CODE_FAULT_NONE;
    return DBN_OK;
}

static const char *const writings[DBN_WRITING_COUNT] = {"text", "content", "value",
                                                        "bare", "json"};

dbn_span
dbn_writing_name(dbn_writing writing)
{
    return dbn_span_of(writings[writing]);
}

dbn_writing
dbn_writing_of(dbn_span name)
{
    int i = 0;
    while (i < DBN_WRITING_COUNT && !dbn_span_equal(name, dbn_span_of(writings[i])))
        i++;
    return (dbn_writing)i;
}
