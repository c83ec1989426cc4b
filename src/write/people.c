/*
 * write/people.c - findings on a terminal: place, message, excerpt, caret; and repairs
 * as a unified diff.
 */
#include "base/utf8.h"
#include "write/findings.h"
#include "write/json.h"

#define EXCERPT_MAX 100 /* bytes on each side of a finding */
#define CONTEXT     3   /* lines around a change, as everybody's diff has */

static dbn_status
raw(const dbn_findings_writer *f, dbn_span text)
{
    return dbn_json_raw(f->w->out, f->w->arena, text);
}

static dbn_status
number(const dbn_findings_writer *f, uint64_t value)
{
    return dbn_json_number(f->w->out, f->w->arena, value);
}

static uint32_t
code_points(dbn_span text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !dbn_utf8_is_continuation(text.ptr[i]);
    return count;
}

static dbn_status
repeat(const dbn_findings_writer *f, dbn_span text, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        DBN_TRY(raw(f, text));
    return DBN_OK;
}

/* Controls and tabs as spaces, so that the caret stands under its word and no control
 * reaches a terminal. */
static dbn_status
plain(const dbn_findings_writer *f, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        DBN_TRY(raw(f, c < 0x20 || c == 0x7F ? DBN_SPAN(" ")
                                             : (dbn_span){text.ptr + i, 1}));
    }
    return DBN_OK;
}

/* The line around the finding, cut to what a terminal can show. */
static dbn_status
excerpt(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    dbn_span text = f->doc->decoded->text;
    uint32_t beg = s->decoded.beg, end = s->decoded.beg;
    while (
        beg > 0 && text.ptr[beg - 1] != '\n' &&
        (s->decoded.beg - beg < EXCERPT_MAX || dbn_utf8_is_continuation(text.ptr[beg])))
        beg--;
    while (
        end < text.len && text.ptr[end] != '\n' &&
        (end < s->decoded.beg + EXCERPT_MAX || dbn_utf8_is_continuation(text.ptr[end])))
        end++;
    uint32_t stop = s->decoded.end < end ? s->decoded.end : end;
    uint32_t width =
        code_points(dbn_span_slice(text, (dbn_range){s->decoded.beg, stop}));
    DBN_TRY(raw(f, DBN_SPAN("    ")));
    DBN_TRY(plain(f, dbn_span_slice(text, (dbn_range){beg, end})));
    DBN_TRY(raw(f, DBN_SPAN("\n    ")));
    DBN_TRY(
        repeat(f, DBN_SPAN(" "),
               code_points(dbn_span_slice(text, (dbn_range){beg, s->decoded.beg}))));
    DBN_TRY(repeat(f, DBN_SPAN("^"), width == 0 ? 1 : width));
    return raw(f, DBN_SPAN("\n"));
}

static dbn_status
visible(const dbn_findings_writer *f, dbn_span text)
{
    uint32_t len;
    for (size_t at = 0; at < text.len; at += len)
        DBN_TRY(raw(f, dbn_finding_sign(text, at, &len)));
    return DBN_OK;
}

static dbn_status
suggestions(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    if (s->finding->fix_count == 0)
        return DBN_OK;
    DBN_TRY(raw(f, DBN_SPAN("    > ")));
    for (uint32_t i = 0; i < s->finding->fix_count; i++) {
        if (i > 0)
            DBN_TRY(raw(f, DBN_SPAN(" | ")));
        DBN_TRY(visible(f, dbn_finding_instead(f->doc, s->finding, i)));
    }
    return raw(f, DBN_SPAN("\n"));
}

/* Of a translation, what stands in its source: a number that it lacks, a term. */
static dbn_status
source(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    dbn_range other = s->finding->other;
    if (f->doc->pairs == NULL || dbn_range_len(other) == 0 ||
        dbn_range_len(other) > EXCERPT_MAX)
        return DBN_OK;
    DBN_TRY(raw(f, DBN_SPAN("    < ")));
    DBN_TRY(plain(f, dbn_span_slice(f->doc->page->text, other)));
    return raw(f, DBN_SPAN("\n"));
}

dbn_status
dbn_write_findings_text(const dbn_findings_writer *f)
{
    for (uint32_t i = 0; i < f->doc->records.findings.count; i++) {
        dbn_shown_finding s = dbn_finding_show(f, i);
        DBN_TRY(plain(f, f->doc->name));
        DBN_TRY(raw(f, DBN_SPAN(":")));
        if (f->line > 0) {
            DBN_TRY(number(f, f->line));
            DBN_TRY(raw(f, DBN_SPAN(":")));
        }
        DBN_TRY(number(f, s.from.line));
        DBN_TRY(raw(f, DBN_SPAN(":")));
        DBN_TRY(number(f, s.from.column));
        DBN_TRY(raw(f, DBN_SPAN(": ")));
        DBN_TRY(raw(f, s.severity));
        DBN_TRY(raw(f, DBN_SPAN(": ")));
        DBN_TRY(raw(f, s.message));
        DBN_TRY(raw(f, DBN_SPAN(" [")));
        DBN_TRY(raw(f, s.rule));
        DBN_TRY(raw(f, DBN_SPAN("]\n")));
        DBN_TRY(excerpt(f, &s));
        DBN_TRY(source(f, &s));
        DBN_TRY(suggestions(f, &s));
    }
    return DBN_OK;
}

/* ---- diff --------------------------------------------------------------------- */

typedef DBN_VEC(dbn_span) line_list;

static dbn_status
split(line_list *out, dbn_span text, dbn_arena *arena)
{
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t len = end == NULL ? text.len - at : (size_t)(end - text.ptr) + 1 - at;
        DBN_TRY(dbn_vec_push(arena, out, (dbn_span){text.ptr + at, len}));
        at += len;
    }
    return DBN_OK;
}

static dbn_status
put_line(const dbn_findings_writer *f, dbn_span mark, dbn_span line)
{
    DBN_TRY(raw(f, mark));
    DBN_TRY(raw(f, line));
    if (line.len > 0 && line.ptr[line.len - 1] == '\n')
        return DBN_OK;
    return raw(f, DBN_SPAN("\n\\ No newline at end of file\n"));
}

/* Lines [beg, end) of both texts, which differ in all or some of them. */
static dbn_status
put_hunk(const dbn_findings_writer *f, const line_list *a, const line_list *b,
         uint32_t beg, uint32_t end)
{
    DBN_TRY(raw(f, DBN_SPAN("@@ -")));
    DBN_TRY(number(f, beg + 1));
    DBN_TRY(raw(f, DBN_SPAN(",")));
    DBN_TRY(number(f, end - beg));
    DBN_TRY(raw(f, DBN_SPAN(" +")));
    DBN_TRY(number(f, beg + 1));
    DBN_TRY(raw(f, DBN_SPAN(",")));
    DBN_TRY(number(f, end - beg));
    DBN_TRY(raw(f, DBN_SPAN(" @@\n")));
    for (uint32_t i = beg; i < end;) {
        uint32_t stop = i;
        while (stop < end && !dbn_span_equal(a->items[stop], b->items[stop]))
            stop++;
        for (uint32_t k = i; k < stop; k++)
            DBN_TRY(put_line(f, DBN_SPAN("-"), a->items[k]));
        for (uint32_t k = i; k < stop; k++)
            DBN_TRY(put_line(f, DBN_SPAN("+"), b->items[k]));
        if (stop == i)
            DBN_TRY(put_line(f, DBN_SPAN(" "), a->items[stop++]));
        i = stop;
    }
    return DBN_OK;
}

static dbn_status
put_name(const dbn_findings_writer *f, dbn_span mark)
{
    DBN_TRY(raw(f, mark));
    DBN_TRY(raw(f, f->doc->name));
    return raw(f, DBN_SPAN("\n"));
}

/* No fix takes or gives a line end, so that both texts have the same lines. */
dbn_status
dbn_write_diff(const dbn_findings_writer *f)
{
    line_list a = {0}, b = {0};
    if (f->doc->corrected == NULL)
        return DBN_OK;
    dbn_span before = f->doc->decoded->text, after = f->doc->corrected->text;
    if (dbn_span_equal(before, after))
        return DBN_OK;
    DBN_TRY(split(&a, before, f->w->arena));
    DBN_TRY(split(&b, after, f->w->arena));
    DBN_TRY(put_name(f, DBN_SPAN("--- ")));
    DBN_TRY(put_name(f, DBN_SPAN("+++ ")));
    uint32_t count = a.count < b.count ? a.count : b.count;
    for (uint32_t i = 0; i < count;) {
        if (dbn_span_equal(a.items[i], b.items[i])) {
            i++;
            continue;
        }
        uint32_t beg = i < CONTEXT ? 0 : i - CONTEXT, last = i;
        for (uint32_t k = i; k < count && k <= last + 2 * CONTEXT; k++)
            if (!dbn_span_equal(a.items[k], b.items[k]))
                last = k;
        uint32_t end = last + 1 + CONTEXT < count ? last + 1 + CONTEXT : count;
        DBN_TRY(put_hunk(f, &a, &b, beg, end));
        i = end;
    }
    return DBN_OK;
}
