/*
 * write/account.c - for people: what was removed, why, and where it stood.
 *
 *     page.html: 2 copies removed, 1 contradiction kept, 5 blocks left out, 3 repairs
 *       12:4   copy of 14:1 and 16:1 (covered)  “Un serveur loué chez un hébergeur …”
 *       20:1   contradicts 31:7 (number)  “12” / “13”
 *       40:9   left out: furniture (fr.article.report-error)  “Vous avez repéré …”
 */
#include "write/write.h"

#include "base/utf8.h"
#include "write/json.h"

/* An excerpt is enough to recognise a passage, and fits a terminal. */
#define EXCERPT_CODEPOINTS 56

typedef struct account {
    const dbn_writer *w;
    const dbn_document *doc;
    const dbn_view *decoded;
    dbn_line_index index;
} account;

static dbn_status
say(const account *a, dbn_span text)
{
    return dbn_json_raw(a->w->out, a->w->arena, text);
}

static dbn_status
say_number(const account *a, uint64_t n)
{
    return dbn_json_number(a->w->out, a->w->arena, n);
}

static dbn_status
say_count(const account *a, uint32_t n, dbn_span one, dbn_span many, bool *is_first)
{
    if (n == 0)
        return DBN_OK;
    DBN_TRY(say(a, *is_first ? DBN_SPAN(": ") : DBN_SPAN(", ")));
    *is_first = false;
    DBN_TRY(say_number(a, n));
    return say(a, n == 1 ? one : many);
}

/* line:column of a range of the page, in the decoded source. */
static dbn_status
say_place(const account *a, dbn_range range)
{
    dbn_range source = dbn_range_back_to(a->doc->page, a->decoded, range);
    dbn_place place = dbn_place_of(&a->index, source.beg);
    DBN_TRY(say_number(a, place.line));
    DBN_TRY(say(a, DBN_SPAN(":")));
    return say_number(a, place.column);
}

/* The beginning of a range, one line, controls shown as spaces. */
static dbn_status
say_excerpt(const account *a, dbn_range range)
{
    dbn_span text = dbn_span_slice(a->doc->page->text, range);
    size_t at = 0;
    DBN_TRY(say(a, DBN_SPAN("\xE2\x80\x9C")));
    for (int shown = 0; at < text.len && shown < EXCERPT_CODEPOINTS; shown++) {
        uint32_t len;
        uint32_t code = dbn_utf8_decode(text, at, &len);
        bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        DBN_TRY(say(a, is_control ? DBN_SPAN(" ") : (dbn_span){text.ptr + at, len}));
        at += len;
    }
    if (at < text.len)
        DBN_TRY(say(a, DBN_SPAN("\xE2\x80\xA6")));
    return say(a, DBN_SPAN("\xE2\x80\x9D"));
}

static bool
is_removed_copy(const dbn_copy *copy)
{
    return !copy->survivor;
}

/* The parts of a covered block have a record each, with its own partner. */
static bool
belongs_together(const account *a, const dbn_copy *first, const dbn_copy *next)
{
    const dbn_blocks *blocks = &a->doc->records.blocks;
    if (first->survivor != next->survivor || first->kind != next->kind)
        return false;
    if (first->range.beg == next->range.beg && first->range.end == next->range.end)
        return true;
    return first->kind == DBN_COPY_COVERED && dbn_block_at(blocks, first->range.beg) ==
                                                  dbn_block_at(blocks, next->range.beg);
}

/* The first record that does not belong to the copy of record `first`. */
static uint32_t
copy_end(const account *a, uint32_t first)
{
    const dbn_copies *copies = &a->doc->copies;
    uint32_t next = first + 1;
    while (next < copies->count &&
           belongs_together(a, &copies->items[first], &copies->items[next]))
        next++;
    return next;
}

/* One line for the records [first, next) of one copy. */
static dbn_status
say_copy(const account *a, uint32_t first, uint32_t next)
{
    const dbn_copy *copy = &a->doc->copies.items[first];
    DBN_TRY(say(a, DBN_SPAN("  ")));
    DBN_TRY(say_place(a, copy->range));
    DBN_TRY(say(a, DBN_SPAN("  copy of ")));
    for (uint32_t i = first; i < next; i++) {
        if (i > first)
            DBN_TRY(say(a, DBN_SPAN(" and ")));
        DBN_TRY(say_place(a, a->doc->copies.items[i].partner));
    }
    DBN_TRY(say(a, DBN_SPAN(" (")));
    DBN_TRY(say(a, dbn_copy_kind_span((dbn_copy_kind)copy->kind)));
    DBN_TRY(say(a, DBN_SPAN(")  ")));
    DBN_TRY(say_excerpt(a, copy->range));
    return say(a, DBN_SPAN("\n"));
}

static dbn_status
say_copies(const account *a)
{
    const dbn_copies *copies = &a->doc->copies;
    for (uint32_t i = 0, next; i < copies->count; i = next) {
        next = copy_end(a, i);
        if (is_removed_copy(&copies->items[i]))
            DBN_TRY(say_copy(a, i, next));
    }
    return DBN_OK;
}

static dbn_status
say_contradictions(const account *a)
{
    for (uint32_t i = 0; i < a->doc->contradictions.count; i++) {
        const dbn_contradiction *c = &a->doc->contradictions.items[i];
        DBN_TRY(say(a, DBN_SPAN("  ")));
        DBN_TRY(say_place(a, c->a));
        DBN_TRY(say(a, DBN_SPAN("  contradicts ")));
        DBN_TRY(say_place(a, c->b));
        DBN_TRY(say(a, DBN_SPAN(" (")));
        DBN_TRY(say(a, dbn_contradiction_kind_span((dbn_contradiction_kind)c->kind)));
        DBN_TRY(say(a, DBN_SPAN(")  ")));
        DBN_TRY(say_excerpt(a, c->a));
        DBN_TRY(say(a, DBN_SPAN(" / ")));
        DBN_TRY(say_excerpt(a, c->b));
        DBN_TRY(say(a, DBN_SPAN("\n")));
    }
    return DBN_OK;
}

static bool
is_left_out(const dbn_block *block)
{
    return (block->flags & (DBN_BLOCK_KEPT | DBN_BLOCK_REMOVED)) == 0;
}

static dbn_status
say_left_out(const account *a)
{
    const dbn_blocks *blocks = &a->doc->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const dbn_block *block = &blocks->items[i];
        if (!is_left_out(block))
            continue;
        DBN_TRY(say(a, DBN_SPAN("  ")));
        DBN_TRY(say_place(a, block->range));
        DBN_TRY(say(a, DBN_SPAN("  left out: ")));
        DBN_TRY(say(a, dbn_role_span((dbn_role)block->role)));
        DBN_TRY(say(a, DBN_SPAN(" (")));
        DBN_TRY(say(a, dbn_ruleset_name(a->w->rules, block->rule)));
        DBN_TRY(say(a, DBN_SPAN(")  ")));
        DBN_TRY(say_excerpt(a, block->range));
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
        DBN_TRY(say(a, DBN_SPAN("  ")));
        DBN_TRY(say_place(a, finding->range));
        DBN_TRY(say(a, DBN_SPAN("  to look at: ")));
        DBN_TRY(say(a, dbn_ruleset_name(a->w->rules, finding->rule)));
        DBN_TRY(say(a, DBN_SPAN("  ")));
        DBN_TRY(say_excerpt(a, finding->range));
        DBN_TRY(say(a, DBN_SPAN("\n")));
    }
    return DBN_OK;
}

static uint32_t
removed_copies(const account *a)
{
    const dbn_copies *copies = &a->doc->copies;
    uint32_t n = 0;
    for (uint32_t i = 0; i < copies->count; i = copy_end(a, i))
        n += is_removed_copy(&copies->items[i]);
    return n;
}

static uint32_t
left_out_blocks(const dbn_blocks *blocks)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < blocks->count; i++)
        n += is_left_out(&blocks->items[i]);
    return n;
}

static uint32_t
repairs(const dbn_document *doc)
{
    uint32_t n = 0;
    for (const dbn_view *v = doc->page; v != NULL; v = v->parent)
        if (v->pass == DBN_PASS_REPAIR || v->pass == DBN_PASS_DECODE)
            n += v->edit_count;
    return n;
}

static dbn_status
say_summary(const account *a)
{
    const dbn_document *doc = a->doc;
    bool is_first = true;
    DBN_TRY(say(a, doc->name));
    DBN_TRY(say_count(a, removed_copies(a), DBN_SPAN(" copy removed"),
                      DBN_SPAN(" copies removed"), &is_first));
    DBN_TRY(say_count(a, doc->contradictions.count, DBN_SPAN(" contradiction kept"),
                      DBN_SPAN(" contradictions kept"), &is_first));
    DBN_TRY(say_count(a, left_out_blocks(&doc->records.blocks),
                      DBN_SPAN(" block left out"), DBN_SPAN(" blocks left out"),
                      &is_first));
    DBN_TRY(say_count(a, repairs(doc), DBN_SPAN(" repair"), DBN_SPAN(" repairs"),
                      &is_first));
    DBN_TRY(say_count(a, doc->records.findings.count, DBN_SPAN(" thing to look at"),
                      DBN_SPAN(" things to look at"), &is_first));
    return say(a, is_first ? DBN_SPAN(": nothing to change\n") : DBN_SPAN("\n"));
}

dbn_status
dbn_write_account(const dbn_writer *w, const dbn_document *doc)
{
    account a = {.w = w, .doc = doc, .decoded = doc->page};
    while (a.decoded->pass != DBN_PASS_DECODE && a.decoded->parent != NULL)
        a.decoded = a.decoded->parent;
    DBN_TRY(dbn_line_index_make(&a.index, a.decoded->text, w->arena));
    DBN_TRY(say_summary(&a));
    DBN_TRY(say_copies(&a));
    DBN_TRY(say_contradictions(&a));
    DBN_TRY(say_findings(&a));
    return say_left_out(&a);
}
