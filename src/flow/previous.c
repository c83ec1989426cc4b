/*
 * Segments of the old page are sorted by a hash of their pieces, which finds those that
 * are the same. An article is changed here and there: what became of the rest stands
 * near the place that it had, between what stayed. So the others are compared, token by
 * token, with WINDOW old segments behind the last that was found, and as many before
 * it.
 */
#include "flow/previous.h"

#include <stdlib.h>

#include "memory/distance.h"
#include "memory/placeables.h"

#define WINDOW 24U

/* A segment as text, without codes. */
typedef struct segment {
    uint32_t part;
    uint32_t codes;
    uint64_t hash;
    dbn_memory_text text;
} segment;

typedef DBN_VEC(segment) segments;

typedef struct carrying {
    dbn_bilingual *b;
    const dbn_bilingual *old;
    dbn_job *job;
    segments now, before; /* in the order of their pages */
    uint32_t *sorted;     /* of `before`, by hash */
    uint32_t least;
    uint32_t place; /* in `before`, behind the last that was found */
    uint32_t *row;
    uint32_t row_count;
} carrying;

/* ---- segments -------------------------------------------------------------------- */

static dbn_status
text_of(dbn_span *out, const dbn_bilingual *b, dbn_pieces pieces, dbn_arena *arena)
{
    dbn_buffer text = {0};
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        if (dbn_piece_parts_words(piece, text.items, text.count))
            DBN_TRY(dbn_vec_append(arena, &text, " ", 1));
        if (piece->kind == DBN_PIECE_TEXT)
            DBN_TRY(dbn_vec_append(arena, &text, piece->text.ptr,
                                   (uint32_t)piece->text.len));
    }
    *out = (dbn_span){text.count == 0 ? "" : text.items, text.count};
    return DBN_OK;
}

static dbn_status
take(segments *out, carrying *c, const dbn_bilingual *b, uint32_t part)
{
    const dbn_unit_part *own = &b->parts.items[part];
    segment one = {.part = part, .hash = dbn_bilingual_hash(b, own->source)};
    dbn_arena *arena = &c->job->arena;
    for (uint32_t i = own->source.beg; i < own->source.end; i++)
        one.codes += b->pieces.items[i].kind != DBN_PIECE_TEXT;
    DBN_TRY_PUSH(c->job, text_of(&one.text.text, b, own->source, arena));
    DBN_TRY_PUSH(c->job, dbn_memory_tokens_of(&one.text.tokens, one.text.text, arena));
    DBN_TRY_PUSH(c->job, dbn_vec_push(arena, out, one));
    if (one.text.tokens.count >= c->row_count)
        c->row_count = one.text.tokens.count + 1;
    return DBN_OK;
}

static dbn_status
gather(segments *out, carrying *c, const dbn_bilingual *b, bool is_old)
{
    for (uint32_t i = 0; i < b->units.count; i++) {
        const dbn_bilingual_unit *unit = &b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end; k++) {
            const dbn_unit_part *part = &b->parts.items[k];
            bool is_wanted = is_old ? dbn_bilingual_can_repeat(b, part)
                                    : part->is_segment && !unit->is_locked;
            if (is_wanted)
                DBN_TRY(take(out, c, b, k));
        }
    }
    return DBN_OK;
}

static int
by_hash(const void *first, const void *second)
{
    const segment *a = *(const segment *const *)first,
                  *b = *(const segment *const *)second;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a < b ? -1 : a > b;
}

static dbn_status
sort_old(carrying *c)
{
    dbn_arena *arena = &c->job->arena;
    uint32_t count = c->before.count;
    const segment **rows = dbn_arena_alloc(arena, (count + 1) * sizeof *rows);
    c->sorted = dbn_arena_alloc(arena, (count + 1) * sizeof *c->sorted);
    c->row = dbn_arena_alloc(arena, (size_t)(c->row_count + 1) * sizeof *c->row);
    if (rows == NULL || c->sorted == NULL || c->row == NULL)
        return dbn_job_nomem(c->job);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = &c->before.items[i];
    if (count > 1)
        qsort(rows, count, sizeof *rows, by_hash);
    for (uint32_t i = 0; i < count; i++)
        c->sorted[i] = (uint32_t)(rows[i] - c->before.items);
    return DBN_OK;
}

static bool
has_hash(const carrying *c, uint32_t row, uint64_t hash)
{
    return row < c->before.count && c->before.items[c->sorted[row]].hash == hash;
}

/* The old segment that is the same, of several the one nearest to the place at hand: a
 * caption under each picture leads nobody back. DBN_NONE: none is. */
static uint32_t
find_same(const carrying *c, const segment *own)
{
    uint32_t low = 0, high = c->before.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t one = c->sorted[middle];
        uint64_t hash = c->before.items[one].hash;
        if (hash < own->hash || (hash == own->hash && one < c->place))
            low = middle + 1;
        else
            high = middle;
    }
    bool is_ahead = has_hash(c, low, own->hash);
    bool is_behind = low > 0 && has_hash(c, low - 1, own->hash);
    if (!is_ahead && !is_behind)
        return DBN_NONE;
    if (is_behind &&
        (!is_ahead || c->place - c->sorted[low - 1] < c->sorted[low] - c->place))
        low--;
    const segment *found = &c->before.items[c->sorted[low]];
    bool is_same =
        dbn_bilingual_is_same_as(c->b, c->b->parts.items[own->part].source, c->old,
                                 c->old->parts.items[found->part].source);
    return is_same ? c->sorted[low] : DBN_NONE;
}

/* ---- what becomes of a segment --------------------------------------------------- */

static dbn_status
set_text(carrying *c, uint32_t part, dbn_span text, dbn_span origin)
{
    dbn_unit_part *own = &c->b->parts.items[part];
    dbn_bilingual_begin_target(c->b, part);
    own->state = DBN_STATE_REVIEW;
    own->origin = origin;
    own->score = 99;
    DBN_TRY_PUSH(c->job, dbn_bilingual_add_text(c->b, &c->job->arena, part, text));
    return DBN_OK;
}

/* Is one the other but for numbers, which can be exchanged in its translation? With
 * codes nobody knows where they go. */
static dbn_status
exchange(dbn_span *out, carrying *c, const segment *own, const segment *like,
         const dbn_bilingual *b)
{
    dbn_memory_text target = {0};
    dbn_memory_exchange found;
    dbn_arena *arena = &c->job->arena;
    *out = (dbn_span){NULL, 0};
    if (own->codes + like->codes > 0 ||
        own->text.tokens.count != like->text.tokens.count)
        return DBN_OK;
    for (uint32_t i = 0; i < own->text.tokens.count; i++) {
        const dbn_memory_token *x = &own->text.tokens.items[i];
        const dbn_memory_token *y = &like->text.tokens.items[i];
        if (x->form != y->form && (x->kind != y->kind || !dbn_memory_is_placeable(x)))
            return DBN_OK;
    }
    DBN_TRY_PUSH(c->job,
                 text_of(&target.text, b, b->parts.items[like->part].target, arena));
    DBN_TRY_PUSH(c->job, dbn_memory_tokens_of(&target.tokens, target.text, arena));
    DBN_TRY_PUSH(c->job, dbn_memory_exchange_of(&found, &own->text, &like->text,
                                                &target, arena));
    if (found.is_whole && found.count > 0)
        *out = found.text;
    return DBN_OK;
}

static uint32_t
score_of(const carrying *c, const segment *own, const segment *like, uint32_t least)
{
    const dbn_memory_pair pair = {.a_text = own->text.text,
                                  .b_text = like->text.text,
                                  .a = own->text.tokens.items,
                                  .b = like->text.tokens.items,
                                  .a_count = own->text.tokens.count,
                                  .b_count = like->text.tokens.count,
                                  .row = c->row};
    uint32_t score = dbn_memory_score(&pair, DBN_MEMORY_GRADED, least);
    return score < 100 ? score : 99; /* punctuation or codes differ */
}

/* The old segment around the place at hand that is most like it. */
static uint32_t
find_like(const carrying *c, const segment *own, uint32_t *score)
{
    uint32_t from = c->place > WINDOW ? c->place - WINDOW : 0;
    uint32_t to =
        c->before.count - c->place > WINDOW ? c->place + WINDOW : c->before.count;
    uint32_t best = DBN_NONE;
    *score = 0;
    for (uint32_t i = from; i < to; i++) {
        uint32_t least = *score < c->least ? c->least : *score + 1;
        uint32_t found = least > 99 ? 0 : score_of(c, own, &c->before.items[i], least);
        if (found >= least) {
            best = i;
            *score = found;
        }
    }
    return best;
}

/* Can files of translators hold it? */
static bool
has_controls(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' && !dbn_is_ascii_space(text.ptr[i]))
            return true;
    return false;
}

static dbn_status
add_match(carrying *c, const segment *own, const segment *like, uint32_t score)
{
    dbn_unit_match match = {.part = own->part,
                            .score = score,
                            .source = like->text.text,
                            .origin = DBN_SPAN("previous")};
    dbn_arena *arena = &c->job->arena;
    DBN_TRY_PUSH(c->job, text_of(&match.target, c->old,
                                 c->old->parts.items[like->part].target, arena));
    if (!has_controls(match.source) && !has_controls(match.target))
        DBN_TRY_PUSH(c->job, dbn_vec_push(arena, &c->b->matches, match));
    return DBN_OK;
}

static dbn_status
carry(carrying *c, dbn_flow_carried *out, const segment *own)
{
    uint32_t score, found = find_same(c, own);
    if (found != DBN_NONE) {
        c->place = found + 1;
        out->same++;
        DBN_TRY_PUSH(c->job,
                     dbn_bilingual_take_target(c->b, &c->job->arena, own->part, c->old,
                                               c->before.items[found].part));
        c->b->parts.items[own->part].origin = DBN_SPAN("previous");
        return DBN_OK;
    }
    found = find_like(c, own, &score);
    if (found == DBN_NONE)
        return DBN_OK;
    const segment *like = &c->before.items[found];
    dbn_span text;
    c->place = found + 1;
    DBN_TRY(exchange(&text, c, own, like, c->old));
    out->renumbered += text.ptr != NULL;
    out->changed += text.ptr == NULL;
    if (text.ptr != NULL)
        DBN_TRY(set_text(c, own->part, text, DBN_SPAN("previous")));
    return add_match(c, own, like, score);
}

/* ---- near repetitions ------------------------------------------------------------ */

typedef struct near_row {
    uint64_t hash; /* of its words; numbers are numbers */
    uint32_t place;
} near_row;

static int
in_order(const void *first, const void *second)
{
    const near_row *a = first, *b = second;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static uint64_t
words_of(const segment *s)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t i = 0; i < s->text.tokens.count; i++) {
        const dbn_memory_token *token = &s->text.tokens.items[i];
        hash = dbn_hash_mix(
            hash ^ (dbn_memory_is_placeable(token) ? token->kind : token->form));
    }
    return hash;
}

/* Those that are an earlier one but for numbers get its translation. */
static dbn_status
fill_near(carrying *c, dbn_flow_carried *out)
{
    uint32_t count = c->now.count;
    near_row *rows = dbn_arena_alloc(&c->job->arena, (count + 1) * sizeof *rows);
    if (rows == NULL)
        return dbn_job_nomem(c->job);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (near_row){words_of(&c->now.items[i]), i};
    if (count > 1)
        qsort(rows, count, sizeof *rows, in_order);
    uint32_t first = DBN_NONE; /* of this hash, with a translation of its own */
    for (uint32_t i = 0; i < count; i++) {
        const segment *own = &c->now.items[rows[i].place];
        dbn_span text = {NULL, 0};
        if (i == 0 || rows[i].hash != rows[i - 1].hash)
            first = DBN_NONE;
        const dbn_unit_part *part = &c->b->parts.items[own->part];
        if (part->has_target && part->state != DBN_STATE_REVIEW && first == DBN_NONE)
            first = rows[i].place;
        if (part->has_target || first == DBN_NONE)
            continue;
        DBN_TRY(exchange(&text, c, own, &c->now.items[first], c->b));
        if (text.ptr == NULL)
            continue;
        DBN_TRY(set_text(c, own->part, text, DBN_SPAN("near repetition")));
        out->renumbered++;
    }
    return DBN_OK;
}

dbn_status
dbn_flow_carry_over(dbn_flow_carried *out, dbn_bilingual *b, const dbn_bilingual *old,
                    uint32_t least, dbn_job *job)
{
    carrying c = {.b = b, .old = old, .job = job, .least = least};
    *out = (dbn_flow_carried){0};
    DBN_TRY(gather(&c.now, &c, b, false));
    DBN_TRY(gather(&c.before, &c, old, true));
    DBN_TRY(sort_old(&c));
    for (uint32_t i = 0; i < c.now.count; i++)
        DBN_TRY(carry(&c, out, &c.now.items[i]));
    DBN_TRY(fill_near(&c, out));
    DBN_TRY_PUSH(job, dbn_bilingual_sort_matches(b, &job->scratch));
    return DBN_OK;
}
