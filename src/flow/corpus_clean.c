/*
 * flow/corpus_clean.c - many documents cleaned: texts, lines, a report.
 */
#include "flow/article.h"
#include "flow/batch.h"
#include "flow/corpus.h"

/* A document from so many bytes on is written when its turn comes, in pieces, so that
 * the line of a large one is never held whole; others while they wait for it. */
#define IN_PIECES ((size_t)1024 * 1024)

typedef struct clean_all {
    dbn_page page; /* for DBN_FORMAT_HTML */
} clean_all;

static dbn_status
clean(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    return dbn_flow_article(&s->doc, input, &b->options->clean);
}

static bool
is_in_pieces(const dbn_batch *b, const dbn_slot *s)
{
    return b->options->format == DBN_FORMAT_JSONL && s->error.status == DBN_OK &&
           s->item.content.len >= IN_PIECES;
}

static dbn_status
write_document(const dbn_batch *b, dbn_slot *s)
{
    dbn_writer out = dbn_batch_writer(b, s, &s->out);
    dbn_html_place place = {.number = s->number, .line = s->item.line};
    const dbn_document *doc = &s->doc.document;
    switch (b->options->format) {
    case DBN_FORMAT_TEXT:
        return DBN_OK;
    case DBN_FORMAT_JSONL:
        if (is_in_pieces(b, s))
            return DBN_OK;
        return dbn_write_jsonl(&out, doc, &s->json, b->options->offsets);
    case DBN_FORMAT_MARKDOWN:
        return dbn_write_markdown(&out, doc);
    case DBN_FORMAT_HTML:
        return dbn_html_document(&out, doc, &place);
    case DBN_FORMAT_LINES:
        return dbn_write_lines(&out, doc);
    case DBN_FORMAT_SEGMENTS:
        return dbn_write_segments(&out, doc, &s->json, b->options->offsets);
    }
    return DBN_OK;
}

static dbn_status
write_result(const dbn_batch *b, dbn_slot *s)
{
    DBN_TRY(write_document(b, s));
    if (!b->options->accounts)
        return DBN_OK;
    dbn_writer account = dbn_batch_writer(b, s, &s->account);
    return dbn_write_account(&account, &s->doc.document);
}

/* What stands between two documents: a line with a form feed. */
static dbn_span
separator(const dbn_batch *b)
{
    if (b->written == 0)
        return DBN_SPAN("");
    return b->in_line ? DBN_SPAN("\n\f\n") : DBN_SPAN("\f\n");
}

static bool
is_extracted(const dbn_batch_options *options)
{
    return options->clean.passes == 0 ||
           (options->clean.passes & DBN_DO_EXTRACTION) != 0;
}

/* Text: the article and a line end, or what was read, exactly, without extraction. */
static dbn_status
send_text(dbn_batch *b, const dbn_slot *s)
{
    DBN_TRY(dbn_batch_send(b, separator(b)));
    if (b->options->format == DBN_FORMAT_MARKDOWN ||
        b->options->format == DBN_FORMAT_LINES)
        return dbn_batch_send(b, (dbn_span){s->out.items, s->out.count});
    dbn_span text = s->doc.document.output->text;
    DBN_TRY(dbn_batch_send(b, text));
    return text.len == 0 || !is_extracted(b->options)
               ? DBN_OK
               : dbn_batch_send(b, DBN_SPAN("\n"));
}

static dbn_status
send_log(dbn_batch *b, dbn_slot *s, uint64_t at)
{
    dbn_buffer lines = {0};
    dbn_writer log = dbn_batch_writer(b, s, &lines);
    dbn_status status = dbn_write_log(&log, &s->doc.document, s->item.line, at);
    if (status != DBN_OK)
        return dbn_fail(&b->result->error, status, "no memory is left for the log");
    return b->events->log(b->events->context, (dbn_span){lines.items, lines.count});
}

static dbn_status
send_in_pieces(dbn_batch *b, dbn_slot *s)
{
    dbn_writer out = dbn_batch_writer(b, s, &s->out);
    out.send = dbn_batch_send;
    out.context = b;
    dbn_status status =
        dbn_write_jsonl(&out, &s->doc.document, &s->json, b->options->offsets);
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(&b->result->error, status, "no memory is left for the line");
    return status == DBN_OK ? dbn_batch_send(b, (dbn_span){s->out.items, s->out.count})
                            : status;
}

static dbn_status
end_page(dbn_batch *b)
{
    dbn_html_counts counts = {.tally = b->result->tally};
    return dbn_batch_end_page(b, &((clean_all *)b->own)->page, &counts);
}

static dbn_status
send_result(dbn_batch *b, dbn_slot *s)
{
    if (is_in_pieces(b, s))
        return send_in_pieces(b, s);
    if (b->command->says_failures)
        return dbn_batch_send(b, (dbn_span){s->out.items, s->out.count});
    if (b->options->format == DBN_FORMAT_HTML)
        return dbn_batch_add_to_page(b, s, &((clean_all *)b->own)->page);
    if (s->error.status != DBN_OK)
        return DBN_OK;
    uint64_t at = b->written + separator(b).len;
    DBN_TRY(send_text(b, s));
    return b->events->log == NULL ? DBN_OK : send_log(b, s, at);
}

dbn_status
dbn_flow_clean_all(dbn_batch_result *result, const dbn_engine *engine,
                   const dbn_batch_options *options, const dbn_batch_events *events,
                   const char *version)
{
    clean_all own;
    const dbn_command command = {
        .work = clean,
        .write = write_result,
        .send = send_result,
        .end = options->format == DBN_FORMAT_HTML ? end_page : NULL,
        .says_failures = options->format == DBN_FORMAT_JSONL ||
                         options->format == DBN_FORMAT_SEGMENTS,
    };
    dbn_batch batch = {.command = &command,
                       .own = &own,
                       .engine = engine,
                       .options = options,
                       .events = events,
                       .version = version};
    dbn_batch_open_page(&batch, &own.page);
    dbn_status status = dbn_batch_run(result, &batch);
    dbn_page_release(&own.page);
    return status;
}
