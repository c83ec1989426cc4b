/*
 * flow/corpus_check.c - many documents at the copy desk: findings, or repaired texts.
 */
#include "flow/batch.h"
#include "flow/corpus.h"
#include "flow/desk.h"
#include "write/findings.h"

typedef struct check_all {
    const dbn_check_options *options;
    bool has_piece; /* one was written */
    dbn_page page;  /* for DBN_CHECK_HTML */
} check_all;

static const dbn_check_options *
options_of(const dbn_batch *b)
{
    return ((const check_all *)b->own)->options;
}

static dbn_status
check(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    dbn_check_options own = *options_of(b);
    own.line = s->item.line;
    return dbn_flow_desk(&s->doc, input, &own);
}

static dbn_status
write_findings(const dbn_batch *b, dbn_slot *s)
{
    const dbn_check_options *check = options_of(b);
    dbn_writer out = dbn_batch_writer(b, s, &s->out);
    dbn_findings_options options = {
        .format = check->format,
        .unit = b->options->offsets,
        .ui = check->ui,
        .number = s->number,
        .max = check->max_findings,
    };
    return dbn_write_findings(&out, &s->doc.document, &s->json, s->item.line, &options);
}

static dbn_status
send_head(dbn_batch *b)
{
    dbn_arena arena;
    dbn_buffer head = {0};
    dbn_writer w = {.out = &head,
                    .arena = &arena,
                    .rules = b->engine->rules,
                    .version = b->version};
    dbn_arena_init(&arena, 0);
    dbn_status status = dbn_write_findings_head(&w, options_of(b)->format);
    if (status == DBN_OK)
        status = dbn_batch_send(b, (dbn_span){head.items, head.count});
    dbn_arena_release(&arena);
    return status;
}

static void
count_findings(dbn_batch_result *result, const dbn_slot *s)
{
    const dbn_findings *findings = &s->doc.document.records.findings;
    for (uint32_t i = 0; i < findings->count; i++)
        result->findings[findings->items[i].severity]++;
    result->failing += s->doc.document.failing;
}

static dbn_status
send_findings(dbn_batch *b, dbn_slot *s)
{
    check_all *own = b->own;
    if (s->error.status == DBN_OK)
        count_findings(b->result, s);
    if (s->out.count == 0)
        return DBN_OK;
    if (own->has_piece)
        DBN_TRY(dbn_batch_send(b, dbn_findings_separator(own->options->format)));
    own->has_piece = true;
    return dbn_batch_send(b, (dbn_span){s->out.items, s->out.count});
}

static dbn_status
send_tail(dbn_batch *b)
{
    return dbn_batch_send(b, dbn_findings_tail(options_of(b)->format));
}

static dbn_status
add_to_page(dbn_batch *b, dbn_slot *s)
{
    if (s->error.status == DBN_OK)
        count_findings(b->result, s);
    return dbn_batch_add_to_page(b, s, &((check_all *)b->own)->page);
}

static dbn_status
end_page(dbn_batch *b)
{
    const uint64_t *findings = b->result->findings;
    dbn_html_counts counts = {.of = DBN_HTML_OF_DESK,
                              .findings = {findings[0], findings[1], findings[2]}};
    return dbn_batch_end_page(b, &((check_all *)b->own)->page, &counts);
}

dbn_status
dbn_flow_check_all(dbn_batch_result *result, const dbn_engine *engine,
                   const dbn_batch_options *options,
                   const dbn_check_options *check_with, const dbn_batch_events *events,
                   const char *version)
{
    static const dbn_check_options defaults = {0};
    check_all own = {.options = check_with == NULL ? &defaults : check_with};
    bool is_page = own.options->format == DBN_CHECK_HTML;
    const dbn_command command = {
        .work = check,
        .write = write_findings,
        .begin = is_page ? NULL : send_head,
        .send = is_page ? add_to_page : send_findings,
        .end = is_page ? end_page : send_tail,
        .says_failures = own.options->format == DBN_CHECK_JSONL ||
                         own.options->format == DBN_CHECK_JSON,
    };
    dbn_batch batch = {.command = &command,
                       .own = &own,
                       .engine = engine,
                       .options = options,
                       .events = events,
                       .version = version};
    dbn_batch_open_page(&batch, &own.page);
    own.page.is_desk = true;
    dbn_status status = dbn_batch_run(result, &batch);
    dbn_page_release(&own.page);
    return status;
}
