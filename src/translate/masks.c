/*
 * Words need spaces around them to be words. Where the text had none, those that
 * writing put there are taken off again on the same side of the same mask, wherever it
 * went.
 */
#include "translate/masks.h"

#include <stdio.h>

#include "base/utf8.h"
#include "text/references.h"

/* ---- writing ----------------------------------------------------------------------
 */

static dbn_status
put(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

static dbn_status
put_escaped(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        dbn_span as = c == '&'   ? DBN_SPAN("&amp;")
                      : c == '<' ? DBN_SPAN("&lt;")
                      : c == '>' ? DBN_SPAN("&gt;")
                                 : (dbn_span){&text.ptr[i], 1};
        DBN_TRY(put(out, arena, as));
    }
    return DBN_OK;
}

static dbn_status
put_tag(dbn_buffer *out, dbn_arena *arena, const dbn_run *run)
{
    char tag[40];
    int len = 0;
    switch (run->kind) {
    case DBN_RUN_TEXT:
        return put_escaped(out, arena, run->text);
    case DBN_RUN_HELD:
        len = snprintf(tag, sizeof tag, "<x id=\"%u\"%s>", run->id,
                       run->text.len > 0 ? "" : "/");
        break;
    case DBN_RUN_START:
        len = snprintf(tag, sizeof tag, "<g id=\"%u\">", run->id);
        break;
    case DBN_RUN_END:
        return put(out, arena, DBN_SPAN("</g>"));
    }
    DBN_TRY(put(out, arena, (dbn_span){tag, (size_t)len}));
    if (run->kind != DBN_RUN_HELD || run->text.len == 0)
        return DBN_OK;
    DBN_TRY(put_escaped(out, arena, run->text));
    return put(out, arena, DBN_SPAN("</x>"));
}

/* Is the last byte, or the next one, white? The ends of a text are. */
static bool
is_white_before(const dbn_runs *runs, uint32_t at)
{
    if (at == 0 || runs->items[at - 1].kind != DBN_RUN_TEXT)
        return at == 0;
    dbn_span text = runs->items[at - 1].text;
    return text.len > 0 && dbn_is_ascii_space(text.ptr[text.len - 1]);
}

static bool
is_white_behind(const dbn_runs *runs, uint32_t at)
{
    if (at + 1 == runs->count || runs->items[at + 1].kind != DBN_RUN_TEXT)
        return at + 1 == runs->count;
    dbn_span text = runs->items[at + 1].text;
    return text.len > 0 && dbn_is_ascii_space(text.ptr[0]);
}

/* An apostrophe or a bracket may stand close to a word; letters and digits may not. */
static bool
touches(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || (unsigned char)c >= 0x80;
}

static dbn_status
put_word(dbn_buffer *out, dbn_arena *arena, const dbn_runs *runs, uint32_t at)
{
    char word[24];
    const dbn_run *run = &runs->items[at];
    int len = snprintf(word, sizeof word, "XQ%uX", run->id);
    if (out->count > 0 && touches(out->items[out->count - 1]))
        DBN_TRY(dbn_vec_push(arena, out, ' '));
    DBN_TRY(dbn_vec_append(arena, out, word, (uint32_t)len));
    bool is_last = at + 1 == runs->count;
    const dbn_run *next = is_last ? NULL : &runs->items[at + 1];
    if (next != NULL && (next->kind != DBN_RUN_TEXT ||
                         (next->text.len > 0 && touches(next->text.ptr[0]))))
        DBN_TRY(dbn_vec_push(arena, out, ' '));
    return DBN_OK;
}

static dbn_status
put_blank(dbn_buffer *out, dbn_arena *arena, uint32_t id)
{
    char blank[24];
    int len = snprintf(blank, sizeof blank, "[%u]", id);
    return dbn_vec_append(arena, out, blank, (uint32_t)len);
}

/* What a text says in brackets must not be taken for a blank of ours: a character that
 * joins words, and is not seen, stands in between until it is read again. */
#define JOINER "\xE2\x81\xA0" /* U+2060 */

static dbn_status
put_unbracketed(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_like =
            c == '[' && i + 1 < text.len && dbn_is_ascii_digit(text.ptr[i + 1]);
        DBN_TRY(dbn_vec_push(arena, out, c));
        if (is_like)
            DBN_TRY(put(out, arena, DBN_SPAN(JOINER)));
    }
    return DBN_OK;
}

/* Is the run a word in this markup? */
static bool
is_word(const dbn_run *run, dbn_markup markup)
{
    return run->kind != DBN_RUN_TEXT &&
           (markup == DBN_MARKUP_WORDS ||
            (markup != DBN_MARKUP_TAGS && run->kind == DBN_RUN_HELD &&
             run->text.len > 0));
}

dbn_status
dbn_masks_write(dbn_buffer *out, dbn_arena *arena, const dbn_runs *runs,
                dbn_markup markup)
{
    for (uint32_t i = 0; i < runs->count; i++) {
        const dbn_run *run = &runs->items[i];
        if (is_word(run, markup))
            DBN_TRY(put_word(out, arena, runs, i));
        else if (markup == DBN_MARKUP_TAGS || markup == DBN_MARKUP_MIXED)
            DBN_TRY(put_tag(out, arena, run));
        else if (run->kind != DBN_RUN_TEXT)
            DBN_TRY(put_blank(out, arena, run->id));
        else if (markup == DBN_MARKUP_BLANKS)
            DBN_TRY(put_unbracketed(out, arena, run->text));
        else
            DBN_TRY(put(out, arena, run->text));
    }
    return DBN_OK;
}

/* ---- reading ----------------------------------------------------------------------
 */

typedef struct reading {
    dbn_runs *out;
    dbn_arena *arena;
    dbn_span answer;
    size_t at;
    dbn_buffer text; /* not yet a run */
    const dbn_runs *runs;
    dbn_markup markup;
    uint32_t *place; /* of each id among the runs, from 1; 0: it has none */
    uint32_t id_max;
    DBN_VEC(uint32_t) open; /* starts whose ends are to come */
} reading;

static dbn_status
end_text(reading *r)
{
    dbn_span text = {r->text.items, r->text.count};
    r->text = (dbn_buffer){0};
    return text.len == 0 ? DBN_OK
                         : dbn_vec_push(r->arena, r->out,
                                        (dbn_run){.kind = DBN_RUN_TEXT, .text = text});
}

static bool
is_ours(const reading *r, uint32_t id)
{
    return id > 0 && id <= r->id_max && r->place[id] != 0;
}

/* A mask of ours; one that nobody wrote breaks the answer. */
static dbn_status
add_mask(reading *r, bool *is_known, uint32_t id)
{
    *is_known = is_ours(r, id);
    if (!*is_known)
        return DBN_OK;
    const dbn_run *run = &r->runs->items[r->place[id] - 1];
    DBN_TRY(end_text(r));
    return dbn_vec_push(r->arena, r->out,
                        (dbn_run){.kind = run->kind, .id = id, .pair = run->pair});
}

/* Digits at `at`, and what ends behind them; false where there are none, or too many.
 */
static bool
read_number(uint32_t *out, size_t *at, dbn_span text)
{
    size_t beg = *at;
    for (*out = 0; *at < text.len && dbn_is_ascii_digit(text.ptr[*at]); ++*at) {
        if (*out > DBN_RUN_ID_MAX)
            return false;
        *out = *out * 10 + (uint32_t)(text.ptr[*at] - '0');
    }
    return *at > beg;
}

static dbn_span
rest_of(const reading *r)
{
    return (dbn_span){r->answer.ptr + r->at, r->answer.len - r->at};
}

static bool
skip(reading *r, dbn_span what)
{
    bool is_there = dbn_span_starts(rest_of(r), what);
    r->at += is_there ? what.len : 0;
    return is_there;
}

/* ---- tags --------------------------------------------------------------------------
 */

/* The reference at `at`, with its semicolon; its length, or 0. Engines write any that
 * HTML has. A control character stands in no text. */
static uint32_t
find_reference(const reading *r, uint32_t codes[2])
{
    bool is_ended = false;
    dbn_span rest = rest_of(r);
    bool is_number = dbn_span_starts(rest, DBN_SPAN("&#"));
    uint32_t beg = is_number ? 2 : 1;
    const dbn_span name = {rest.ptr + beg, rest.len - beg};
    codes[1] = 0;
    uint32_t len = is_number ? dbn_reference_number(name, &is_ended, codes)
                             : dbn_reference_named(name, &is_ended, codes);
    return len > 0 && is_ended && codes[0] >= ' ' ? beg + len : 0;
}

/* A character of the text, or what its reference stands for. */
static dbn_status
read_character(reading *r)
{
    uint32_t codes[2];
    char bytes[DBN_UTF8_MAX];
    uint32_t len = r->answer.ptr[r->at] == '&' ? find_reference(r, codes) : 0;
    if (len == 0)
        return dbn_vec_push(r->arena, &r->text, r->answer.ptr[r->at++]);
    r->at += len;
    for (uint32_t i = 0; i < 2 && codes[i] != 0; i++)
        DBN_TRY(dbn_vec_append(r->arena, &r->text, bytes,
                               dbn_utf8_encode(bytes, codes[i])));
    return DBN_OK;
}

/* `<x id="3"/>`, `<x id="3">…</x>`, `<g id="1">`, and ` />`, as some write it. */
static dbn_status
read_tag(reading *r, bool *is_read)
{
    uint32_t id;
    if (skip(r, DBN_SPAN("</g>"))) {
        *is_read = r->open.count > 0;
        if (!*is_read)
            return DBN_OK;
        uint32_t start = r->open.items[--r->open.count];
        return add_mask(r, is_read, r->runs->items[r->place[start] - 1].pair);
    }
    bool is_pair = skip(r, DBN_SPAN("<g id=\""));
    *is_read = is_pair || skip(r, DBN_SPAN("<x id=\""));
    *is_read =
        *is_read && read_number(&id, &r->at, r->answer) && skip(r, DBN_SPAN("\""));
    if (!*is_read)
        return DBN_OK;
    (void)skip(r, DBN_SPAN(" "));
    bool is_empty = skip(r, DBN_SPAN("/>"));
    *is_read = is_empty ? !is_pair : skip(r, DBN_SPAN(">"));
    if (*is_read)
        DBN_TRY(add_mask(r, is_read, id));
    if (!*is_read || is_empty)
        return DBN_OK;
    if (is_pair)
        return dbn_vec_push(r->arena, &r->open, id);
    while (r->at < r->answer.len && !dbn_span_starts(rest_of(r), DBN_SPAN("</x>")))
        r->at++;
    *is_read = skip(r, DBN_SPAN("</x>"));
    return DBN_OK;
}

/* ---- words and blanks ---------------------------------------------------------------
 */

static bool
is_at_word(const reading *r, size_t *end, uint32_t *id)
{
    dbn_span text = r->answer;
    size_t at = r->at + 2;
    if (text.len - r->at < 4 || dbn_ascii_lower(text.ptr[r->at]) != 'x' ||
        dbn_ascii_lower(text.ptr[r->at + 1]) != 'q' || !read_number(id, &at, text) ||
        at >= text.len || dbn_ascii_lower(text.ptr[at]) != 'x')
        return false;
    *end = at + 1;
    return true;
}

static bool
is_at_blank(const reading *r, size_t *end, uint32_t *id)
{
    dbn_span text = r->answer;
    size_t at = r->at + 1;
    if (text.ptr[r->at] != '[' || !read_number(id, &at, text) || at >= text.len ||
        text.ptr[at] != ']')
        return false;
    *end = at + 1;
    return true;
}

/* Take off the space that writing put in front of a word, or behind it. */
static void
close_up(reading *r, uint32_t id)
{
    uint32_t at = r->place[id] - 1;
    if (!is_white_before(r->runs, at) && r->text.count > 0 &&
        r->text.items[r->text.count - 1] == ' ')
        r->text.count--;
}

static void
close_up_behind(reading *r, uint32_t id)
{
    if (!is_white_behind(r->runs, r->place[id] - 1))
        (void)skip(r, DBN_SPAN(" "));
}

static dbn_status
read_word(reading *r, bool *is_read, size_t end, uint32_t id)
{
    *is_read = is_ours(r, id) && is_word(&r->runs->items[r->place[id] - 1], r->markup);
    if (!*is_read)
        return DBN_OK;
    r->at = end;
    close_up(r, id);
    DBN_TRY(add_mask(r, is_read, id));
    close_up_behind(r, id);
    return DBN_OK;
}

static dbn_status
read_blank(reading *r, bool *is_read)
{
    size_t end = 0;
    uint32_t id = 0;
    if (is_at_blank(r, &end, &id)) {
        r->at = end;
        *is_read =
            is_ours(r, id) && !is_word(&r->runs->items[r->place[id] - 1], r->markup);
        return *is_read ? add_mask(r, is_read, id) : DBN_OK;
    }
    bool is_bracket = r->answer.ptr[r->at] == '[';
    DBN_TRY(dbn_vec_push(r->arena, &r->text, r->answer.ptr[r->at]));
    r->at++;
    if (is_bracket)
        (void)skip(r, DBN_SPAN(JOINER));
    return DBN_OK;
}

static dbn_status
read_next(reading *r, bool *is_read)
{
    size_t end = 0;
    uint32_t id = 0;
    bool has_tags = r->markup == DBN_MARKUP_TAGS || r->markup == DBN_MARKUP_MIXED;
    if (r->markup != DBN_MARKUP_TAGS && is_at_word(r, &end, &id))
        return read_word(r, is_read, end, id);
    if (r->markup == DBN_MARKUP_BLANKS)
        return read_blank(r, is_read);
    if (has_tags)
        return r->answer.ptr[r->at] == '<' ? read_tag(r, is_read) : read_character(r);
    DBN_TRY(dbn_vec_push(r->arena, &r->text, r->answer.ptr[r->at]));
    r->at++;
    return DBN_OK;
}

/* ---- all ------------------------------------------------------------------------- */

static dbn_status
find_places(reading *r)
{
    for (uint32_t i = 0; i < r->runs->count; i++)
        if (r->runs->items[i].id > r->id_max)
            r->id_max = r->runs->items[i].id;
    r->place = dbn_arena_alloc(r->arena, (r->id_max + 1) * sizeof *r->place);
    if (r->place == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < r->runs->count; i++)
        if (r->runs->items[i].kind != DBN_RUN_TEXT)
            r->place[r->runs->items[i].id] = i + 1;
    return DBN_OK;
}

dbn_status
dbn_masks_read(dbn_runs *out, bool *is_read, dbn_arena *arena, dbn_span answer,
               const dbn_runs *runs, dbn_markup markup)
{
    reading r = {
        .out = out, .arena = arena, .answer = answer, .runs = runs, .markup = markup};
    DBN_TRY(find_places(&r));
    *is_read = true;
    while (*is_read && r.at < answer.len)
        DBN_TRY(read_next(&r, is_read));
    *is_read = *is_read && r.open.count == 0;
    return end_text(&r);
}
