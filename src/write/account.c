/*
 * write/account.c - for people: what was removed, why, and where it stood.
 *
 *     page.html: 2 copies removed, 1 contradiction kept, 5 blocks left out, 3 repairs
 *       12:4   copy of 14:1 and 16:1 (covered)  “Un serveur loué chez un hébergeur …”
 *       20:1   contradicts 31:7 (number)  “12” / “13”
 *              … un carambolage a fait 12 blessés vendredi …
 *                                      ^^
 *       40:9   left out: furniture (fr.article.report-error)  “Vous avez repéré …”
 *
 * Excerpts and carets are measured in columns of a terminal (text/width.h).
 */
#include "write/write.h"

#include "base/utf8.h"
#include "text/width.h"
#include "write/findings.h"
#include "write/tally.h"

#include <assert.h>

/* An excerpt is enough to recognise a passage, and fits a terminal. */
#define EXCERPT_COLUMNS 56U

/* A line with carets: so much of it, and so much of that in front of the carets. */
#define CONTEXT_COLUMNS 64U
#define CONTEXT_BEFORE  24U

/* What a column may take: a letter with some marks. What has no width, a control or a
 * pile of marks, would be shown, and looked through, without an end. */
#define COLUMN_BYTES 8U

typedef struct account {
    dbn_voice voice;
    const dbn_writer *w;
    const dbn_document *doc;
    const dbn_view *decoded;
    dbn_line_index index;
} account;

/* Colours, as parameters of the terminal's escape sequence. */
#define BOLD   "1"
#define FAINT  "2"
#define RED    "31"
#define GREEN  "32"
#define YELLOW "33"
#define VIOLET "35"

static dbn_status
say(const account *a, dbn_span text)
{
    return dbn_say_raw(&a->voice, text);
}

static dbn_status
paint(const account *a, const char *color)
{
    if (!a->w->has_color)
        return DBN_OK;
    DBN_TRY(say(a, DBN_SPAN("\033[")));
    DBN_TRY(say(a, dbn_span_of(color)));
    return say(a, DBN_SPAN("m"));
}

static dbn_status
unpaint(const account *a)
{
    return a->w->has_color ? say(a, DBN_SPAN("\033[0m")) : DBN_OK;
}

static dbn_status
say_name(const account *a, dbn_span name)
{
    return say(a, dbn_message_name(a->w->ui, name));
}

/* ---- places and excerpts -------------------------------------------------------- */

/* line:column of a range of the page, in the decoded source. */
static dbn_status
say_place(const account *a, dbn_range range)
{
    dbn_range source = dbn_range_back_to(a->doc->page, a->decoded, range);
    dbn_place place = dbn_place_of(&a->index, source.beg);
    char text[32];
    int len = snprintf(text, sizeof text, "%u:%u", place.line, place.column);
    return say(a, (dbn_span){text, (size_t)len});
}

/* Text in one line, controls shown as spaces. */
static dbn_status
say_line(const account *a, dbn_span text)
{
    assert(text.len == 0 || text.ptr != NULL);
    for (size_t at = 0; at < text.len;) {
        uint32_t len;
        uint32_t code = dbn_utf8_decode(text, at, &len);
        bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        DBN_TRY(say(a, is_control ? DBN_SPAN(" ") : (dbn_span){text.ptr + at, len}));
        at += len;
    }
    return DBN_OK;
}

/* How much of `text` fits. */
static size_t
fitting(dbn_span text, uint32_t columns)
{
    size_t most = (size_t)columns * COLUMN_BYTES;
    if (text.len > most) {
        while (most > 0 && dbn_utf8_is_continuation(text.ptr[most]))
            most--;
        text.len = most;
    }
    return dbn_text_fitting(text, columns);
}

/* The beginning of a range, in quotation marks. */
static dbn_status
say_excerpt(const account *a, dbn_range range)
{
    dbn_span text = dbn_span_slice(a->doc->page->text, range);
    size_t len = fitting(text, EXCERPT_COLUMNS);
    DBN_TRY(dbn_say(&a->voice, "“"));
    DBN_TRY(say_line(a, (dbn_span){text.ptr, len}));
    if (len < text.len)
        DBN_TRY(say(a, DBN_SPAN("…")));
    return dbn_say(&a->voice, "”");
}

/* Where a line that shows `at` in its surroundings begins: at a word, not too far in
 * front, in the same block. */
static uint32_t
context_begin(const account *a, uint32_t at)
{
    dbn_span page = a->doc->page->text;
    uint32_t block = dbn_block_at(&a->doc->records.blocks, at);
    uint32_t first =
        block == DBN_NONE ? 0 : a->doc->records.blocks.items[block].range.beg;
    uint32_t beg = at, word = at, columns = 0;
    while (beg > first && columns < CONTEXT_BEFORE &&
           at - beg < CONTEXT_BEFORE * COLUMN_BYTES) {
        uint32_t before = beg - 1;
        while (before > first && dbn_utf8_is_continuation(page.ptr[before]))
            before--;
        columns += dbn_text_columns((dbn_span){page.ptr + before, beg - before});
        if (dbn_is_ascii_space(page.ptr[before]))
            word = beg;
        beg = before;
    }
    return beg == first ? first : word;
}

static uint32_t
context_end(const account *a, uint32_t beg)
{
    uint32_t block = dbn_block_at(&a->doc->records.blocks, beg);
    uint32_t end = (uint32_t)a->doc->page->text.len;
    if (block != DBN_NONE && a->doc->records.blocks.items[block].range.end > beg)
        end = a->doc->records.blocks.items[block].range.end;
    return end;
}

static dbn_status
say_repeated(const account *a, dbn_span text, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        DBN_TRY(say(a, text));
    return DBN_OK;
}

/* The surroundings of a range in a line, and carets below it; nothing where there are
 * none: the excerpt has said it all. */
static dbn_status
say_context(const account *a, dbn_range range)
{
    static const dbn_span indent = {"         ", 9};
    dbn_span page = a->doc->page->text;
    uint32_t beg = context_begin(a, range.beg), end = context_end(a, range.beg);
    if (beg == range.beg && range.end >= end)
        return DBN_OK;
    bool is_cut = beg > 0 &&
                  dbn_block_at(&a->doc->records.blocks, beg) ==
                      dbn_block_at(&a->doc->records.blocks, beg - 1) &&
                  page.ptr[beg - 1] != '\n';
    size_t shown = fitting((dbn_span){page.ptr + beg, end - beg}, CONTEXT_COLUMNS);
    dbn_span before = {page.ptr + beg, range.beg - beg};
    uint32_t last = range.end < beg + shown ? range.end : (uint32_t)(beg + shown);
    uint32_t carets = dbn_text_columns(
        (dbn_span){page.ptr + range.beg, last > range.beg ? last - range.beg : 0});
    DBN_TRY(say(a, indent));
    DBN_TRY(say(a, is_cut ? DBN_SPAN("… ") : DBN_SPAN("")));
    DBN_TRY(say_line(a, (dbn_span){page.ptr + beg, shown}));
    DBN_TRY(say(a, beg + shown < end ? DBN_SPAN("…\n") : DBN_SPAN("\n")));
    DBN_TRY(say(a, indent));
    DBN_TRY(
        say_repeated(a, DBN_SPAN(" "), (is_cut ? 2 : 0) + dbn_text_columns(before)));
    DBN_TRY(paint(a, GREEN));
    DBN_TRY(say_repeated(a, DBN_SPAN("^"), carets == 0 ? 1 : carets));
    DBN_TRY(unpaint(a));
    return say(a, DBN_SPAN("\n"));
}

/* ---- lines ---------------------------------------------------------------------- */

static dbn_status
begin_line(const account *a, dbn_range range, const char *color)
{
    DBN_TRY(say(a, DBN_SPAN("  ")));
    DBN_TRY(say_place(a, range));
    DBN_TRY(say(a, DBN_SPAN("  ")));
    return paint(a, color);
}

/* ` (kind)  `, the end of what is coloured. */
static dbn_status
say_kind(const account *a, dbn_span kind)
{
    DBN_TRY(unpaint(a));
    DBN_TRY(say(a, DBN_SPAN(" (")));
    DBN_TRY(say_name(a, kind));
    return say(a, DBN_SPAN(")  "));
}

/* One line for the records [first, next) of one copy. */
static dbn_status
say_copy(const account *a, uint32_t first, uint32_t next)
{
    const dbn_copy *copy = &a->doc->copies.items[first];
    DBN_TRY(begin_line(a, copy->range, RED));
    DBN_TRY(dbn_say(&a->voice, "copy of "));
    for (uint32_t i = first; i < next; i++) {
        if (i > first)
            DBN_TRY(dbn_say(&a->voice, " and "));
        DBN_TRY(say_place(a, a->doc->copies.items[i].partner));
    }
    DBN_TRY(say_kind(a, dbn_copy_kind_span((dbn_copy_kind)copy->kind)));
    DBN_TRY(say_excerpt(a, copy->range));
    return say(a, DBN_SPAN("\n"));
}

static dbn_status
say_copies(const account *a)
{
    const dbn_copies *copies = &a->doc->copies;
    for (uint32_t i = 0, next; i < copies->count; i = next) {
        next = dbn_copy_end(a->doc, i);
        if (!copies->items[i].survivor)
            DBN_TRY(say_copy(a, i, next));
    }
    return DBN_OK;
}

static dbn_status
say_contradictions(const account *a)
{
    for (uint32_t i = 0; i < a->doc->contradictions.count; i++) {
        const dbn_contradiction *c = &a->doc->contradictions.items[i];
        DBN_TRY(begin_line(a, c->a, YELLOW));
        DBN_TRY(dbn_say(&a->voice, "contradicts "));
        DBN_TRY(say_place(a, c->b));
        DBN_TRY(
            say_kind(a, dbn_contradiction_kind_span((dbn_contradiction_kind)c->kind)));
        DBN_TRY(say_excerpt(a, c->a));
        DBN_TRY(say(a, DBN_SPAN(" / ")));
        DBN_TRY(say_excerpt(a, c->b));
        DBN_TRY(say(a, DBN_SPAN("\n")));
        DBN_TRY(say_context(a, c->a));
        DBN_TRY(say_context(a, c->b));
    }
    return DBN_OK;
}

static dbn_status
say_left_out(const account *a)
{
    const dbn_blocks *blocks = &a->doc->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const dbn_block *block = &blocks->items[i];
        if (!dbn_block_is_left_out(block))
            continue;
        DBN_TRY(begin_line(a, block->range, FAINT));
        DBN_TRY(dbn_say(&a->voice, "left out: "));
        DBN_TRY(say_name(a, dbn_role_span((dbn_role)block->role)));
        DBN_TRY(say(a, DBN_SPAN(" (")));
        DBN_TRY(say(a, dbn_ruleset_name(a->w->rules, block->rule)));
        DBN_TRY(say(a, DBN_SPAN(")  ")));
        DBN_TRY(say_excerpt(a, block->range));
        DBN_TRY(unpaint(a));
        DBN_TRY(say(a, DBN_SPAN("\n")));
    }
    return DBN_OK;
}

static dbn_status
say_findings(const account *a)
{
    const dbn_findings *findings = &a->doc->records.findings;
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *finding = &findings->items[i];
        DBN_TRY(begin_line(a, finding->range, VIOLET));
        DBN_TRY(dbn_say(&a->voice, "to look at: "));
        DBN_TRY(unpaint(a));
        DBN_TRY(say(a, dbn_ruleset_name(a->w->rules, finding->rule)));
        DBN_TRY(say(a, DBN_SPAN("  ")));
        DBN_TRY(say_excerpt(a, finding->range));
        if (finding->fix_count > 0) {
            DBN_TRY(dbn_say(&a->voice, ", which was probably: "));
            DBN_TRY(say(a, dbn_finding_instead(a->doc, finding, 0)));
        }
        DBN_TRY(say(a, DBN_SPAN("\n")));
        DBN_TRY(say_context(a, finding->range));
    }
    return DBN_OK;
}

static dbn_status
say_count(const account *a, uint64_t n, const char *one, const char *many,
          bool *is_first)
{
    if (n == 0)
        return DBN_OK;
    DBN_TRY(say(a, *is_first ? DBN_SPAN(": ") : DBN_SPAN(", ")));
    *is_first = false;
    return dbn_say_count(&a->voice, n, one, many);
}

static dbn_status
say_summary(const account *a)
{
    dbn_tally tally = dbn_tally_of(a->doc);
    bool is_first = true;
    DBN_TRY(paint(a, BOLD));
    DBN_TRY(dbn_say_given(&a->voice, a->doc->name));
    DBN_TRY(unpaint(a));
    DBN_TRY(say_count(a, tally.copies, "%llu copy removed", "%llu copies removed",
                      &is_first));
    DBN_TRY(say_count(a, tally.contradictions, "%llu contradiction kept",
                      "%llu contradictions kept", &is_first));
    DBN_TRY(say_count(a, tally.left_out, "%llu block left out", "%llu blocks left out",
                      &is_first));
    DBN_TRY(say_count(a, tally.repairs, "%llu repair", "%llu repairs", &is_first));
    DBN_TRY(say_count(a, tally.findings, "%llu thing to look at",
                      "%llu things to look at", &is_first));
    if (is_first) {
        DBN_TRY(say(a, DBN_SPAN(": ")));
        DBN_TRY(dbn_say(&a->voice, "nothing to change"));
    }
    return say(a, DBN_SPAN("\n"));
}

dbn_status
dbn_write_account(const dbn_writer *w, const dbn_document *doc)
{
    account a = {
        .voice = {w->out, w->arena, w->ui}, .w = w, .doc = doc, .decoded = doc->page};
    while (a.decoded->pass != DBN_PASS_DECODE && a.decoded->parent != NULL)
        a.decoded = a.decoded->parent;
    DBN_TRY(dbn_line_index_make(&a.index, a.decoded->text, w->arena));
    DBN_TRY(say_summary(&a));
    DBN_TRY(say_copies(&a));
    DBN_TRY(say_contradictions(&a));
    DBN_TRY(say_findings(&a));
    return say_left_out(&a);
}
