/*
 * Codes and what is held cut the text into runs, one pass over all of them. Pairs that
 * nest get the markup of pairs, others that of what stands alone. Codes at both ends
 * are not sent: their place is known.
 */
#include "flow/draft.h"

/* ---- sentences ----------------------------------------------------------------------
 */

dbn_status
dbn_sentence_read(dbn_sentence *out, const dbn_bilingual *b, uint32_t part,
                  dbn_arena *arena)
{
    dbn_buffer text = {0};
    dbn_pieces source = b->parts.items[part].source;
    *out = (dbn_sentence){.part = part};
    for (uint32_t i = source.beg; i < source.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        if (piece->kind != DBN_PIECE_TEXT)
            DBN_TRY(
                dbn_vec_push(arena, &out->codes, (dbn_sentence_code){text.count, i}));
        else
            DBN_TRY(dbn_vec_append(arena, &text, piece->text.ptr,
                                   (uint32_t)piece->text.len));
    }
    out->text = (dbn_span){text.count == 0 ? "" : text.items, text.count};
    return DBN_OK;
}

/* Of one sentence; what is more is for the engine. */
#define HELD_MAX 256U

/* The first code that stands behind a place of the text. */
static uint32_t
code_behind(const dbn_sentence *sentence, uint32_t at)
{
    uint32_t low = 0, high = sentence->codes.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sentence->codes.items[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

dbn_status
dbn_sentence_hold(dbn_sentence *sentence, dbn_held held, bool *is_new, dbn_arena *arena)
{
    uint32_t at = sentence->held.count;
    uint32_t code = code_behind(sentence, held.range.beg);
    *is_new = held.range.beg < held.range.end && held.as.len > 0 && at < HELD_MAX &&
              (code == sentence->codes.count ||
               sentence->codes.items[code].at >= held.range.end);
    for (uint32_t i = 0; i < sentence->held.count; i++)
        *is_new &= sentence->held.items[i].range.end <= held.range.beg ||
                   sentence->held.items[i].range.beg >= held.range.end;
    if (!*is_new)
        return DBN_OK;
    DBN_TRY(dbn_vec_push(arena, &sentence->held, held));
    for (; at > 0 && sentence->held.items[at - 1].range.beg > held.range.beg; at--)
        sentence->held.items[at] = sentence->held.items[at - 1];
    sentence->held.items[at] = held;
    return DBN_OK;
}

/* ---- runs ------------------------------------------------------------------------ */

typedef struct drafting {
    const dbn_bilingual *b;
    const dbn_sentence *sentence;
    dbn_arena *arena;
    dbn_stretch asked; /* all of the sentence, or what stands between two codes */
} drafting;

static dbn_status
add_text(drafting *d, uint32_t beg, uint32_t end)
{
    const dbn_run run = {.kind = DBN_RUN_TEXT,
                         .text =
                             dbn_span_slice(d->sentence->text, (dbn_range){beg, end})};
    return beg == end ? DBN_OK : dbn_vec_push(d->arena, &d->asked.runs, run);
}

static dbn_status
add_mask(drafting *d, dbn_masked masked)
{
    DBN_TRY(dbn_vec_push(d->arena, &d->asked.masked, masked));
    const dbn_run run = {.kind = DBN_RUN_HELD,
                         .text = masked.code == DBN_NONE ? masked.as : DBN_SPAN(""),
                         .id = d->asked.masked.count};
    return dbn_vec_push(d->arena, &d->asked.runs, run);
}

/* Everything of the sentence in [*at, end), and what is held there. */
static dbn_status
add_up_to(drafting *d, uint32_t *at, uint32_t end, uint32_t *held)
{
    const dbn_sentence *s = d->sentence;
    for (; *held < s->held.count && s->held.items[*held].range.end <= end; ++*held) {
        const dbn_held *h = &s->held.items[*held];
        DBN_TRY(add_text(d, *at, h->range.beg));
        DBN_TRY(add_mask(d, (dbn_masked){DBN_NONE, h->as}));
        *at = h->range.end;
    }
    DBN_TRY(add_text(d, *at, end));
    *at = end;
    return DBN_OK;
}

/* ---- pairs ----------------------------------------------------------------------- */

static const dbn_piece *
code_of(const drafting *d, const dbn_run *run)
{
    if (run->kind == DBN_RUN_TEXT ||
        d->asked.masked.items[run->id - 1].code == DBN_NONE)
        return NULL;
    return &d->b->pieces.items[d->asked.masked.items[run->id - 1].code];
}

/* An end that belongs to the last start that is open makes a pair with it; one that
 * does not leaves all that are open alone. */
static dbn_status
find_pairs(drafting *d)
{
    DBN_VEC(uint32_t) open = {0};
    dbn_runs *runs = &d->asked.runs;
    for (uint32_t i = 0; i < runs->count; i++) {
        const dbn_piece *code = code_of(d, &runs->items[i]);
        if (code == NULL || code->kind == DBN_PIECE_CODE || code->partner == DBN_NONE)
            continue;
        if (code->kind == DBN_PIECE_START) {
            DBN_TRY(dbn_vec_push(d->arena, &open, i));
            continue;
        }
        dbn_run *start =
            open.count == 0 ? NULL : &runs->items[open.items[open.count - 1]];
        if (start == NULL ||
            d->asked.masked.items[start->id - 1].code != code->partner) {
            open.count = 0;
            continue;
        }
        open.count--;
        start->kind = DBN_RUN_START;
        runs->items[i].kind = DBN_RUN_END;
        start->pair = runs->items[i].id;
        runs->items[i].pair = start->id;
    }
    return DBN_OK;
}

/* ---- what is sent ---------------------------------------------------------------- */

/* Signs and spaces of U+0080 to U+00BF and U+2000 to U+2FFF are no letters. */
static bool
has_letter(const dbn_runs *runs)
{
    for (uint32_t i = 0; i < runs->count; i++) {
        dbn_span text = runs->items[i].text;
        for (size_t k = 0; runs->items[i].kind == DBN_RUN_TEXT && k < text.len; k++) {
            unsigned char c = (unsigned char)text.ptr[k];
            if (dbn_is_ascii_alpha(text.ptr[k]) || (c > 0xC2 && c != 0xE2))
                return true;
        }
    }
    return false;
}

static dbn_status
put_text(dbn_draft *out, dbn_span text, dbn_arena *arena)
{
    const dbn_stretch stretch = {.kind = DBN_STRETCH_TEXT, .text = text};
    return text.len == 0 ? DBN_OK : dbn_vec_push(arena, out, stretch);
}

static dbn_status
put_code(dbn_draft *out, uint32_t code, dbn_arena *arena)
{
    const dbn_stretch stretch = {.kind = DBN_STRETCH_CODE, .code = code};
    return dbn_vec_push(arena, out, stretch);
}

/* A run that no engine sees, as it stands in the result. */
static dbn_status
put_run(dbn_draft *out, const drafting *d, const dbn_run *run)
{
    if (run->kind == DBN_RUN_TEXT)
        return put_text(out, run->text, d->arena);
    const dbn_masked *masked = &d->asked.masked.items[run->id - 1];
    return masked->code != DBN_NONE ? put_code(out, masked->code, d->arena)
                                    : put_text(out, masked->as, d->arena);
}

static size_t
white_before(dbn_span text)
{
    size_t len = 0;
    while (len < text.len && dbn_is_ascii_space(text.ptr[len]))
        len++;
    return len;
}

/* May the run stay outside: white space, a code that stands alone? */
static bool
is_outer(const drafting *d, const dbn_run *run)
{
    return run->kind == DBN_RUN_TEXT
               ? white_before(run->text) == run->text.len
               : run->kind == DBN_RUN_HELD && code_of(d, run) != NULL;
}

/* The runs [*beg, *end) that are sent: neither what stands alone at an end, nor a pair
 * around all of it. */
static void
peel(const drafting *d, uint32_t *beg, uint32_t *end)
{
    const dbn_run *runs = d->asked.runs.items;
    *beg = 0;
    *end = d->asked.runs.count;
    for (;;) {
        if (*beg < *end && is_outer(d, &runs[*beg]))
            ++*beg;
        else if (*beg < *end && is_outer(d, &runs[*end - 1]))
            --*end;
        else if (*end - *beg > 1 && runs[*beg].kind == DBN_RUN_START &&
                 runs[*end - 1].kind == DBN_RUN_END &&
                 runs[*end - 1].pair == runs[*beg].id) {
            ++*beg;
            --*end;
        } else {
            return;
        }
    }
}

static dbn_status
put_asked(dbn_draft *out, drafting *d, uint32_t beg, uint32_t end)
{
    dbn_run *first = &d->asked.runs.items[beg], *last = &d->asked.runs.items[end - 1];
    dbn_span behind = DBN_SPAN("");
    if (first->kind == DBN_RUN_TEXT) {
        size_t len = white_before(first->text);
        DBN_TRY(put_text(out, (dbn_span){first->text.ptr, len}, d->arena));
        first->text = (dbn_span){first->text.ptr + len, first->text.len - len};
    }
    if (last->kind == DBN_RUN_TEXT) {
        size_t len = last->text.len;
        while (len > 0 && dbn_is_ascii_space(last->text.ptr[len - 1]))
            len--;
        behind = (dbn_span){last->text.ptr + len, last->text.len - len};
        last->text.len = len;
    }
    dbn_stretch asked = d->asked;
    asked.kind = DBN_STRETCH_ASKED;
    asked.runs.items += beg;
    asked.runs.count = asked.runs.cap = end - beg;
    DBN_TRY(dbn_vec_push(d->arena, out, asked));
    return put_text(out, behind, d->arena);
}

/* What was gathered, and begin anew. */
static dbn_status
flush(dbn_draft *out, drafting *d)
{
    uint32_t beg, end, count = d->asked.runs.count;
    if (d->asked.runs.items == NULL)
        return DBN_OK;
    DBN_TRY(find_pairs(d));
    peel(d, &beg, &end);
    if (!has_letter(&d->asked.runs))
        beg = end = count;
    for (uint32_t i = 0; i < beg; i++)
        DBN_TRY(put_run(out, d, &d->asked.runs.items[i]));
    if (beg < end)
        DBN_TRY(put_asked(out, d, beg, end));
    for (uint32_t i = end; i < count; i++)
        DBN_TRY(put_run(out, d, &d->asked.runs.items[i]));
    d->asked = (dbn_stretch){.kind = DBN_STRETCH_ASKED};
    return DBN_OK;
}

dbn_status
dbn_draft_make(dbn_draft *out, const dbn_bilingual *b, const dbn_sentence *sentence,
               bool is_apart, dbn_arena *arena)
{
    drafting d = {.b = b, .sentence = sentence, .arena = arena};
    uint32_t at = 0, held = 0;
    for (uint32_t i = 0; i < sentence->codes.count; i++) {
        DBN_TRY(add_up_to(&d, &at, sentence->codes.items[i].at, &held));
        if (is_apart) {
            DBN_TRY(flush(out, &d));
            DBN_TRY(put_code(out, sentence->codes.items[i].piece, arena));
        } else {
            DBN_TRY(add_mask(
                &d, (dbn_masked){sentence->codes.items[i].piece, DBN_SPAN("")}));
        }
    }
    DBN_TRY(add_up_to(&d, &at, (uint32_t)sentence->text.len, &held));
    return flush(out, &d);
}

/* ---- what comes back ------------------------------------------------------------- */

/* White space of the answer at both its ends is none of the sentence. */
static void
trim(dbn_runs *runs)
{
    if (runs->count == 0)
        return;
    dbn_run *first = &runs->items[0], *last = &runs->items[runs->count - 1];
    if (first->kind == DBN_RUN_TEXT) {
        size_t len = white_before(first->text);
        first->text = (dbn_span){first->text.ptr + len, first->text.len - len};
    }
    while (last->kind == DBN_RUN_TEXT && last->text.len > 0 &&
           dbn_is_ascii_space(last->text.ptr[last->text.len - 1]))
        last->text.len--;
}

dbn_status
dbn_draft_read(dbn_draft *out, bool *is_read, const dbn_stretch *asked, dbn_span answer,
               dbn_markup markup, dbn_arena *arena)
{
    dbn_runs runs = {0};
    bool *is_there = dbn_arena_alloc(arena, asked->masked.count + 1);
    if (is_there == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_masks_read(&runs, is_read, arena, answer, &asked->runs, markup));
    trim(&runs);
    for (uint32_t i = 0; i < runs.count && *is_read; i++) {
        const dbn_run *run = &runs.items[i];
        if (run->kind == DBN_RUN_TEXT) {
            DBN_TRY(put_text(out, run->text, arena));
            continue;
        }
        const dbn_masked *masked = &asked->masked.items[run->id - 1];
        *is_read = !is_there[run->id];
        is_there[run->id] = true;
        DBN_TRY(masked->code != DBN_NONE ? put_code(out, masked->code, arena)
                                         : put_text(out, masked->as, arena));
    }
    for (uint32_t i = 0; i < asked->runs.count; i++) {
        const dbn_run *run = &asked->runs.items[i];
        if (run->kind == DBN_RUN_HELD &&
            asked->masked.items[run->id - 1].code == DBN_NONE)
            *is_read &= is_there[run->id];
    }
    return DBN_OK;
}
