/*
 * The rows of a report: every record is met once, and marked in the source and, where
 * it is still there, in the article.
 */
#include "write/report.h"

#include "write/tally.h"

/* So many left-out blocks in a row, and more, fold into one line that opens. */
#define RUN_MIN 3U

dbn_status
report_raw(const report *r, dbn_span markup)
{
    return dbn_say_raw(&r->voice, markup);
}

dbn_status
report_text(const report *r, dbn_span value)
{
    return dbn_html_text(&r->voice, value);
}

dbn_status
report_number(const report *r, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    return report_raw(r, (dbn_span){digits, (size_t)len});
}

dbn_status
report_word(const report *r, const char *english)
{
    return report_raw(r, dbn_span_of(dbn_message(r->voice.ui, english)));
}

dbn_status
report_attributes(const report *r, const char *name, uint32_t block)
{
    char place[48];
    int len = snprintf(place, sizeof place, " style=\"--r:%u\"", r->rows[block]);
    DBN_TRY(dbn_html_class(&r->voice, name, r->kinds[block]));
    if (r->desk != NULL)
        DBN_TRY(report_desk_rules(r, block));
    return report_raw(r, (dbn_span){place, (size_t)len});
}

dbn_status
report_block_link(const report *r, uint32_t block)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<a")));
    DBN_TRY(dbn_html_href(&r->voice, r->place->number, "b", block + 1));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(dbn_say(&r->voice, "block %u", block + 1));
    return report_raw(r, DBN_SPAN("</a>"));
}

uint32_t
report_block_of(const report *r, uint32_t offset)
{
    uint32_t block = dbn_block_at(&r->blocks, offset);
    return block == DBN_NONE ? 0 : block;
}

bool
report_is_left_out(const report *r, uint32_t block)
{
    return dbn_block_is_left_out(&r->blocks.items[block]);
}

static bool
is_in_run(const report *r, uint32_t block)
{
    const uint32_t others = DBN_HTML_COPY | DBN_HTML_CONTRADICTION | DBN_HTML_FINDING;
    return report_is_left_out(r, block) && (r->kinds[block] & others) == 0;
}

uint32_t
report_run_end(const report *r, uint32_t block)
{
    uint32_t end = block;
    while (end < r->blocks.count && is_in_run(r, end))
        end++;
    return end - block < RUN_MIN ? block : end;
}

static void
number_rows(report *r)
{
    uint32_t row = 2;
    for (uint32_t i = 0; i < r->blocks.count; row++) {
        uint32_t end = report_run_end(r, i);
        if (end == i)
            end++;
        while (i < end)
            r->rows[i++] = row;
    }
}

/* A mark in the source and, where it is still there, in the article. */
static dbn_status
mark(report *r, dbn_html_marks columns[2], dbn_html_mark m, uint32_t kind)
{
    dbn_arena *arena = r->w->arena;
    if (r->blocks.count > 0)
        r->kinds[report_block_of(r, m.range.beg)] |= kind;
    DBN_TRY(dbn_vec_push(arena, &columns[0], m));
    if (r->desk != NULL || m.kind == DBN_HTML_MARK_REMOVED ||
        m.kind == DBN_HTML_MARK_TWIN)
        return DBN_OK;
    m.range = dbn_range_forward_to(r->doc->output, r->doc->page, m.range);
    if (m.range.beg == m.range.end)
        return DBN_OK;
    return dbn_vec_push(arena, &columns[1], m);
}

static dbn_status
mark_records(report *r, dbn_html_marks columns[2])
{
    const dbn_document *doc = r->doc;
    for (uint32_t i = 0; i < doc->copies.count; i++) {
        const dbn_copy *copy = &doc->copies.items[i];
        bool is_part = !copy->survivor && copy->kind == DBN_COPY_COVERED;
        dbn_html_mark m = {copy->range,
                           is_part ? report_block_of(r, copy->partner.beg) + 1 : 0,
                           copy->survivor ? DBN_HTML_MARK_TWIN : DBN_HTML_MARK_REMOVED};
        DBN_TRY(mark(r, columns, m, DBN_HTML_COPY));
    }
    for (uint32_t i = 0; i < doc->contradictions.count; i++) {
        const dbn_contradiction *c = &doc->contradictions.items[i];
        for (uint32_t j = 0; j < 2; j++) {
            dbn_html_mark m = {j == 0 ? c->a : c->b, 2 * i + j,
                               DBN_HTML_MARK_CONTRADICTION};
            DBN_TRY(mark(r, columns, m, DBN_HTML_CONTRADICTION));
            DBN_TRY(
                dbn_vec_push(r->w->arena, &r->sides, (side){m.range.beg, m.number}));
        }
    }
    return DBN_OK;
}

/* Those of a check are told apart, and weighed. */
static dbn_status
mark_findings(report *r, dbn_html_marks columns[2])
{
    static const uint32_t kinds[] = {[DBN_SEVERITY_INFO] = DBN_HTML_INFO,
                                     [DBN_SEVERITY_WARNING] = DBN_HTML_WARNING,
                                     [DBN_SEVERITY_ERROR] = DBN_HTML_ERROR};
    const dbn_findings *findings = &r->doc->records.findings;
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *f = &findings->items[i];
        bool is_desk = r->desk != NULL;
        dbn_html_mark m = {f->range, is_desk ? i : 0, DBN_HTML_MARK_FINDING};
        DBN_TRY(
            mark(r, columns, m, DBN_HTML_FINDING | (is_desk ? kinds[f->severity] : 0)));
    }
    return DBN_OK;
}

dbn_range
report_repaired_range(const report *r, const dbn_view *view, const dbn_edit *edit)
{
    return dbn_range_forward_to(r->doc->page, view,
                                (dbn_range){edit->at, edit->at + edit->len});
}

static dbn_status
mark_repairs(report *r, dbn_html_marks columns[2])
{
    for (const dbn_view *v = r->doc->page; v != NULL; v = v->parent) {
        for (uint32_t i = 0; dbn_view_is_repair(v) && i < v->edit_count; i++) {
            dbn_html_mark m = {report_repaired_range(r, v, &v->edits[i]), 0,
                               DBN_HTML_MARK_REPAIR};
            DBN_TRY(mark(r, columns, m, DBN_HTML_REPAIR));
        }
    }
    return DBN_OK;
}

static int
by_offset(const void *left, const void *right)
{
    const side *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* A text in which no blocks were told apart is one. */
static dbn_status
find_blocks(report *r)
{
    const dbn_document *doc = r->doc;
    r->blocks = doc->records.blocks;
    if (r->blocks.count > 0 || doc->page->text.len == 0)
        return DBN_OK;
    r->blocks = (dbn_blocks){0};
    dbn_block whole = {
        .range = dbn_view_all(doc->page), .parent = DBN_NONE, .flags = DBN_BLOCK_KEPT};
    return dbn_vec_push(r->w->arena, &r->blocks, whole);
}

dbn_status
report_prepare(report *r)
{
    dbn_html_marks columns[2] = {{0}, {0}};
    dbn_arena *arena = r->w->arena;
    DBN_TRY(find_blocks(r));
    r->rows = dbn_arena_alloc(arena, r->blocks.count * sizeof *r->rows);
    r->kinds = dbn_arena_alloc(arena, r->blocks.count * sizeof *r->kinds);
    if (r->rows == NULL || r->kinds == NULL)
        return DBN_ERR_NOMEM;
    if (r->desk == NULL)
        DBN_TRY(mark_records(r, columns));
    DBN_TRY(mark_findings(r, columns));
    if (r->desk == NULL)
        DBN_TRY(mark_repairs(r, columns));
    for (uint32_t i = 0; i < r->blocks.count; i++) {
        if (report_is_left_out(r, i))
            r->kinds[i] |= DBN_HTML_LEFT_OUT;
        if (r->desk == NULL && (r->blocks.items[i].flags & DBN_BLOCK_REMOVED) != 0)
            r->kinds[i] |= DBN_HTML_COPY;
    }
    number_rows(r);
    if (r->sides.count > 1)
        qsort(r->sides.items, r->sides.count, sizeof r->sides.items[0], by_offset);
    DBN_TRY(dbn_html_walk_init(&r->source, r->doc->page->text, r->place->number,
                               &columns[0], arena));
    DBN_TRY(dbn_html_walk_init(&r->article, r->doc->output->text, r->place->number,
                               &columns[1], arena));
    return dbn_line_index_make(&r->lines, r->doc->decoded->text, arena);
}

dbn_status
report_open_section(const report *r, const char *class, const char *id,
                    const char *heading)
{
    char names[128];
    unsigned long long d = r->place->number;
    int len = snprintf(names, sizeof names,
                       "\" aria-labelledby=\"d%llu-%s0 d%llu-t0 d%llu-f0\">\n<h2", d,
                       id, d, d);
    DBN_TRY(report_raw(r, DBN_SPAN("<section class=\"")));
    DBN_TRY(report_raw(r, dbn_span_of(class)));
    DBN_TRY(report_raw(r, (dbn_span){names, (size_t)len}));
    DBN_TRY(dbn_html_id(&r->voice, r->place->number, id, 0));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(report_word(r, heading));
    return report_raw(r, DBN_SPAN("</h2>\n"));
}
