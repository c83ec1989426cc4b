/*
 * Codes: those of a sentence are sorted by their bytes; the n-th <b> of a translation
 * is the n-th <b> of its source. The end of a pair is that of whichever beginning it
 * has in the translation, so that </span> stays with its <span>.
 */
#include "flow/look_up.h"

#include <stdlib.h>

#include "flow/cut.h"
#include "write/messages.h"

/* Codes of a sentence that have the same bytes stand side by side. */
typedef struct code {
    dbn_span text;
    uint32_t piece;
    uint32_t used; /* of those from here on that are the same, how many were taken */
} code;

typedef struct looking {
    dbn_bilingual *b;
    dbn_job *job;
    const dbn_catalog_entry **messages; /* sorted */
    bool *is_used;                      /* of each of them */
    uint32_t count;
    dbn_bilingual cut; /* the translation at hand, as if it were a page */
    DBN_VEC(code) codes;
    DBN_VEC(uint32_t) twins; /* of each piece of the cut, the code that it is */
    dbn_buffer text;
} looking;

/* ---- messages -------------------------------------------------------------------- */

static int
by_source(const void *first, const void *second)
{
    const dbn_catalog_entry *a = *(const dbn_catalog_entry *const *)first,
                            *b = *(const dbn_catalog_entry *const *)second;
    int order = dbn_span_order(a->source, b->source);
    return order != 0 ? order : a < b ? -1 : a > b;
}

/* Which of two translations of the same is meant nobody could tell. */
static dbn_status
refuse_two(const looking *l, const dbn_catalog_entry *one,
           const dbn_catalog_entry *other)
{
    dbn_status status = dbn_fail(&l->job->err, DBN_ERR_SYNTAX,
                                 "'%.*s' has two translations: in line %u, and here",
                                 (int)(one->source.len < 64 ? one->source.len : 64),
                                 one->source.ptr, (unsigned)one->line);
    l->job->err.line = other->line;
    return status;
}

static dbn_status
sort_messages(looking *l, const dbn_catalog *catalog, dbn_looked_up *out)
{
    dbn_arena *scratch = &l->job->scratch;
    uint32_t all = catalog->messages.count;
    l->messages = dbn_arena_alloc(scratch, (all + 1) * sizeof *l->messages);
    l->is_used = dbn_arena_alloc(scratch, all + 1);
    if (l->messages == NULL || l->is_used == NULL)
        return dbn_job_nomem(l->job);
    for (uint32_t i = 0; i < all; i++) {
        const dbn_catalog_entry *message = &catalog->messages.items[i];
        out->fuzzy += message->is_fuzzy && message->target.len > 0;
        if (!message->is_fuzzy && message->target.len > 0)
            l->messages[l->count++] = message;
    }
    qsort(l->messages, l->count, sizeof(dbn_catalog_entry *), by_source);
    for (uint32_t i = 1; i < l->count; i++)
        if (dbn_span_equal(l->messages[i - 1]->source, l->messages[i]->source) &&
            !dbn_span_equal(l->messages[i - 1]->target, l->messages[i]->target))
            return refuse_two(l, l->messages[i - 1], l->messages[i]);
    return DBN_OK;
}

/* The first message of the text; l->count: there is none. */
static uint32_t
find_message(const looking *l, dbn_span text)
{
    uint32_t low = 0, high = l->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (dbn_span_order(l->messages[middle]->source, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found = low < l->count && dbn_span_equal(l->messages[low]->source, text);
    return is_found ? low : l->count;
}

/* ---- codes ----------------------------------------------------------------------- */

static int
by_text(const void *first, const void *second)
{
    const code *a = first, *b = second;
    int order = dbn_span_order(a->text, b->text);
    return order != 0 ? order : a->piece < b->piece ? -1 : a->piece > b->piece;
}

/* The codes of a sentence but for ends of its own pairs. */
static dbn_status
sort_codes(looking *l, const dbn_unit_part *part)
{
    const dbn_piece *pieces = l->b->pieces.items;
    l->codes.count = 0;
    for (uint32_t i = part->source.beg; i < part->source.end; i++) {
        uint32_t partner = pieces[i].partner;
        bool is_own_end = pieces[i].kind == DBN_PIECE_END && partner != DBN_NONE &&
                          partner >= part->source.beg;
        if (pieces[i].kind != DBN_PIECE_TEXT && !is_own_end)
            DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->scratch, &l->codes,
                                              (code){pieces[i].text, i, 0}));
    }
    if (l->codes.count > 1)
        qsort(l->codes.items, l->codes.count, sizeof(code), by_text);
    return DBN_OK;
}

static uint32_t
take_code(looking *l, dbn_span text)
{
    uint32_t low = 0, high = l->codes.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (dbn_span_order(l->codes.items[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == l->codes.count || !dbn_span_equal(l->codes.items[low].text, text))
        return DBN_NONE;
    uint32_t at = low + l->codes.items[low].used++;
    bool is_left = at < l->codes.count && dbn_span_equal(l->codes.items[at].text, text);
    return is_left ? l->codes.items[at].piece : DBN_NONE;
}

/* <x id="3"/>, which stands for a piece that is no tag: write/messages.h. */
static uint32_t
placeholder(const looking *l, const dbn_unit_part *part, dbn_span text)
{
    const dbn_span head = DBN_SPAN("<x id=\"");
    uint32_t number = 0;
    size_t i = head.len;
    if (!dbn_span_starts(text, head))
        return DBN_NONE;
    for (; i < text.len && dbn_is_ascii_digit(text.ptr[i]) && number < DBN_NONE / 16;
         i++)
        number = number * 10 + (uint32_t)(text.ptr[i] - '0');
    uint32_t count = part->source.end - part->source.beg;
    if (number == 0 || number > count)
        return DBN_NONE;
    const dbn_piece *piece = &l->b->pieces.items[part->source.beg + number - 1];
    bool is_code =
        piece->kind != DBN_PIECE_TEXT && !dbn_span_starts(piece->text, DBN_SPAN("<"));
    return is_code ? piece->code : DBN_NONE;
}

/* The code of the sentence that a code of its translation is. */
static uint32_t
twin_of(looking *l, const dbn_unit_part *part, const dbn_piece *piece)
{
    if (piece->kind == DBN_PIECE_END && piece->partner != DBN_NONE) {
        uint32_t start = l->twins.items[piece->partner];
        uint32_t end = l->b->pieces.items[start].partner;
        bool is_it = end != DBN_NONE &&
                     dbn_span_equal(l->b->pieces.items[end].text, piece->text);
        return is_it ? end : DBN_NONE;
    }
    uint32_t found = take_code(l, piece->text);
    return found == DBN_NONE ? placeholder(l, part, piece->text) : found;
}

/* ---- translations ---------------------------------------------------------------- */

static dbn_status
cut(looking *l, dbn_span text, bool is_plain)
{
    dbn_cutting c = {.out = &l->cut, .job = l->job, .text = text};
    l->cut.parts.count = l->cut.pieces.count = 0;
    dbn_cut_begin(&c, DBN_CUT_BLOCK);
    if (is_plain)
        return dbn_cut_plain(&c, text, true);
    DBN_TRY(dbn_cut_add_sentence(&c, (dbn_range){0, (uint32_t)text.len}));
    return dbn_cut_markup(&c, (dbn_range){0, (uint32_t)text.len});
}

static dbn_status
refuse(looking *l, const dbn_catalog_entry *message, dbn_span text)
{
    dbn_status status =
        dbn_fail(&l->job->err, DBN_ERR_SYNTAX,
                 "'%.*s' of the translation is none of its source's tags",
                 (int)(text.len < 64 ? text.len : 64), text.ptr);
    l->job->err.line = message->line;
    return status;
}

static dbn_status
translate(looking *l, uint32_t part, const dbn_catalog_entry *message, bool is_plain)
{
    const dbn_unit_part own = l->b->parts.items[part];
    dbn_arena *arena = &l->job->arena;
    DBN_TRY(cut(l, message->target, is_plain));
    DBN_TRY(sort_codes(l, &own));
    l->twins.count = 0;
    dbn_bilingual_begin_target(l->b, part);
    for (uint32_t i = 0; i < l->cut.pieces.count; i++) {
        const dbn_piece *piece = &l->cut.pieces.items[i];
        bool is_text = piece->kind == DBN_PIECE_TEXT;
        uint32_t twin = is_text ? DBN_NONE : twin_of(l, &own, piece);
        DBN_TRY_PUSH(l->job, dbn_vec_push(&l->job->scratch, &l->twins, twin));
        if (!is_text && twin == DBN_NONE)
            return refuse(l, message, piece->text);
        DBN_TRY_PUSH(l->job,
                     is_text ? dbn_bilingual_add_text(l->b, arena, part, piece->text)
                             : dbn_bilingual_add_code(l->b, arena, part, twin));
    }
    l->b->parts.items[part].state = DBN_STATE_TRANSLATED;
    return DBN_OK;
}

static dbn_status
look_up(looking *l, dbn_bilingual_unit *unit, uint32_t part)
{
    bool is_plain = unit->writing == DBN_WRITTEN_AS_TEXT;
    l->text.count = 0;
    DBN_TRY_PUSH(l->job, dbn_write_message(&l->text, &l->job->scratch, l->b, part));
    uint32_t found = find_message(l, (dbn_span){l->text.items, l->text.count});
    if (found == l->count)
        return DBN_OK;
    l->is_used[found] = true;
    unit->line = l->messages[found]->line;
    unit->id = unit->role;
    l->b->parts.items[part].place = part - unit->part_beg;
    return translate(l, part, l->messages[found], is_plain);
}

static dbn_status
look_up_all(looking *l, const dbn_catalog *catalog, dbn_looked_up *out)
{
    dbn_bilingual *b = l->b;
    DBN_TRY(sort_messages(l, catalog, out));
    for (uint32_t i = 0; i < b->units.count; i++) {
        dbn_bilingual_unit *unit = &b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++)
            if (b->parts.items[k].is_segment)
                DBN_TRY(look_up(l, unit, k));
    }
    for (uint32_t i = 0; i < l->count; i++)
        out->unused += !l->is_used[i];
    return DBN_OK;
}

dbn_status
dbn_flow_look_up(dbn_looked_up *out, dbn_bilingual *b, const dbn_catalog *catalog,
                 dbn_job *job)
{
    looking l = {.b = b, .job = job};
    *out = (dbn_looked_up){0};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = look_up_all(&l, catalog, out);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
