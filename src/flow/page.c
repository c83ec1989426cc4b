#include "flow/page.h"

void
dbn_page_init(dbn_page *page)
{
    dbn_arena_init(&page->arena, 0);
    dbn_arena_init(&page->held, 0);
    dbn_arena_init(&page->kept, 0);
}

void
dbn_page_release(dbn_page *page)
{
    dbn_arena_release(&page->arena);
    dbn_arena_release(&page->held);
    dbn_arena_release(&page->kept);
}

static dbn_writer
writer_of(const dbn_page *page, dbn_buffer *out, dbn_arena *arena)
{
    return (dbn_writer){
        .out = out, .arena = arena, .version = page->version, .ui = page->ui};
}

static dbn_status
send(const dbn_page *page, const dbn_buffer *bytes)
{
    if (bytes->count == 0)
        return DBN_OK;
    return page->send(page->context, (dbn_span){bytes->items, bytes->count});
}

static dbn_html_place
place_of(const dbn_page *page, const dbn_page_document *d, bool is_listed)
{
    return (dbn_html_place){page->documents, d->line, is_listed, page->is_desk};
}

/* What stands in front of the body, or instead of it. */
static dbn_status
open_document(const dbn_page *page, dbn_writer *w, const dbn_page_document *d,
              bool is_listed)
{
    dbn_html_place place = place_of(page, d, is_listed);
    w->rules = d->rules;
    if (d->document == NULL)
        return dbn_html_failed(w, d->name, d->error, &place);
    return dbn_html_open_document(w, d->document, &place);
}

static dbn_status
write_head(const dbn_page *page, const dbn_writer *w, const dbn_page_document *d,
           bool is_listed)
{
    dbn_voice voice = {w->out, w->arena, w->ui};
    dbn_html_page head = {.version = w->version,
                          .is_list = is_listed,
                          .of = page->is_desk ? DBN_HTML_OF_DESK : DBN_HTML_OF_CLEAN};
    if (d != NULL)
        head.title = d->document == NULL ? d->name : dbn_html_title(d->document);
    return dbn_html_head(&voice, &head);
}

/* Both beginnings of the page that the first document may have. */
static dbn_status
hold(dbn_page *page, const dbn_page_document *d)
{
    dbn_writer alone = writer_of(page, &page->alone, &page->held);
    dbn_writer listed = writer_of(page, &page->listed, &page->held);
    DBN_TRY(write_head(page, &alone, d, false));
    DBN_TRY(open_document(page, &alone, d, false));
    DBN_TRY(write_head(page, &listed, d, true));
    DBN_TRY(open_document(page, &listed, d, true));
    if (d->document == NULL)
        return DBN_OK;
    if (d->body.len > 0)
        DBN_TRY(dbn_vec_append(&page->held, &page->body, d->body.ptr,
                               (uint32_t)d->body.len));
    return DBN_OK;
}

static dbn_status
send_end_of_document(dbn_page *page, bool is_listed)
{
    dbn_buffer end = {0};
    dbn_writer w = writer_of(page, &end, &page->arena);
    dbn_html_place place = {.is_listed = is_listed};
    DBN_TRY(dbn_html_close_document(&w, &place));
    return send(page, &end);
}

/* Give out the first document. */
static dbn_status
let_go(dbn_page *page, bool is_listed)
{
    bool has_body = page->body.count > 0;
    DBN_TRY(send(page, is_listed ? &page->listed : &page->alone));
    DBN_TRY(send(page, &page->body));
    page->alone = page->listed = page->body = (dbn_buffer){0};
    dbn_arena_release(&page->held);
    return has_body ? send_end_of_document(page, is_listed) : DBN_OK;
}

static bool
comes_before(dbn_span a, dbn_span b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order < 0 || (order == 0 && a.len < b.len);
}

/* Where the rule is among those that found something, or belongs. O(log rules). */
static uint32_t
place_of_rule(const dbn_page *page, dbn_span name)
{
    uint32_t from = 0, to = page->found_by.count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (comes_before(page->found_by.items[middle].name, name))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Names are copied: rules may go before the page ends. */
static dbn_status
count_rule(dbn_page *page, dbn_span name)
{
    uint32_t at = place_of_rule(page, name), count = page->found_by.count;
    if (at < count && dbn_span_equal(page->found_by.items[at].name, name)) {
        page->found_by.items[at].count++;
        return DBN_OK;
    }
    dbn_html_rule added = {dbn_arena_copy(&page->kept, name), 1};
    if (added.name.ptr == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_vec_push(&page->kept, &page->found_by, added));
    dbn_html_rule *rule = &page->found_by.items[at];
    memmove(rule + 1, rule, (count - at) * sizeof *rule);
    *rule = added;
    return DBN_OK;
}

static dbn_status
count_rules(dbn_page *page, const dbn_page_document *d)
{
    const dbn_findings *findings = &d->document->records.findings;
    for (uint32_t i = 0; i < findings->count; i++)
        DBN_TRY(count_rule(page, dbn_ruleset_name(d->rules, findings->items[i].rule)));
    return DBN_OK;
}

dbn_status
dbn_page_add(dbn_page *page, const dbn_page_document *d)
{
    dbn_buffer beginning = {0};
    dbn_writer w = writer_of(page, &beginning, &page->arena);
    page->documents++;
    if (page->is_desk && d->document != NULL)
        DBN_TRY(count_rules(page, d));
    if (page->documents == 1)
        return hold(page, d);
    dbn_arena_reset(&page->arena);
    if (page->documents == 2)
        DBN_TRY(let_go(page, true));
    DBN_TRY(open_document(page, &w, d, true));
    DBN_TRY(send(page, &beginning));
    if (d->document == NULL)
        return DBN_OK;
    DBN_TRY(page->send(page->context, d->body));
    return send_end_of_document(page, true);
}

dbn_status
dbn_page_end(dbn_page *page, const dbn_html_total *total)
{
    dbn_buffer end = {0};
    dbn_writer w = writer_of(page, &end, &page->arena);
    dbn_voice voice = {&end, &page->arena, page->ui};
    dbn_arena_reset(&page->arena);
    if (page->documents == 0)
        DBN_TRY(write_head(page, &w, NULL, true));
    else if (page->documents == 1)
        DBN_TRY(let_go(page, false));
    DBN_TRY(dbn_html_rules(&voice, page->found_by.items, page->found_by.count));
    DBN_TRY(dbn_html_foot(&voice, page->documents == 1 ? NULL : total));
    return send(page, &end);
}
