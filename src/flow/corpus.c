/*
 * flow/corpus.c - items in, articles cleaned in parallel, results out in order.
 *
 * A slot holds all that one item needs from reading to writing, so that a worker can
 * go on while earlier results wait for their turn. Slots bound the memory.
 */
#include "flow/corpus.h"

#include "flow/article.h"
#include "read/jsonl.h"
#include "run/inputs.h"
#include "run/ordered.h"
#include "write/write.h"

/* In flight for each thread: one being worked on, one waiting for its turn. */
#define SLOTS_PER_THREAD 2

typedef struct slot {
    dbn_item item;
    dbn_doc doc;
    dbn_job writing; /* values of a line, and what is written */
    dbn_buffer out;
    dbn_buffer account;
    dbn_json_input json;
    dbn_error error; /* status DBN_OK when the document is good */
} slot;

typedef struct corpus {
    const dbn_engine *engine;
    const dbn_batch_options *options;
    const dbn_batch_events *events;
    const char *version;
    dbn_inputs *inputs;
    slot *slots;
    dbn_jsonl_reader **readers; /* one a worker, made when needed */
    dbn_batch_result *result;
    uint64_t written; /* bytes of output so far */
    bool is_cancelled;
} corpus;

static bool
asks_to_stop(void *context)
{
    corpus *c = context;
    const dbn_batch_events *events = c->events;
    return events->cancelled != NULL && events->cancelled(events->context);
}

static bool
take(void *context, uint32_t index)
{
    corpus *c = context;
    slot *s = &c->slots[index];
    if (asks_to_stop(c)) {
        c->is_cancelled = true;
        return false;
    }
    bool has_item = dbn_inputs_next(c->inputs, &s->item);
    if (asks_to_stop(c)) {
        c->is_cancelled = true;
        return false;
    }
    return has_item;
}

static dbn_writer
writer_of(corpus *c, slot *s, dbn_buffer *out)
{
    return (dbn_writer){out, &s->writing.arena, c->engine->rules, c->version};
}

static dbn_span
content_of(const slot *s)
{
    return (dbn_span){s->item.content.ptr, s->item.content.len};
}

/* The document of one JSON line: its page, else its text. */
static dbn_status
read_line(corpus *c, slot *s, dbn_jsonl_reader **reader, dbn_input *input)
{
    _Static_assert(DBN_JSON_KEPT_MAX == DBN_JSONL_KEPT_MAX, "one array, two floors");
    dbn_jsonl_names names = {c->options->text_field, c->options->html_field};
    dbn_jsonl_line line = {0};
    dbn_error *err = &s->writing.err;
    if (*reader == NULL)
        DBN_TRY(dbn_jsonl_new(reader, err));
    DBN_TRY(dbn_jsonl_read(&line, *reader, content_of(s), &names, &s->writing));
    s->json.line = content_of(s);
    s->json.close = line.close;
    s->json.kept_count = dbn_jsonl_kept(s->json.kept, &s->json.needs_comma, &line,
                                        c->options->drop_input);
    bool is_page = line.html.ptr != NULL;
    if (!is_page && line.text.ptr == NULL)
        return dbn_fail(err, DBN_ERR_SYNTAX, "the line has no text and no page");
    input->bytes = is_page ? line.html : line.text;
    input->is_utf8 = true;
    input->kind = is_page ? DBN_INPUT_HTML : DBN_INPUT_TEXT;
    if (input->lang.len == 0)
        input->lang = line.lang;
    return DBN_OK;
}

static dbn_status
clean_item(corpus *c, slot *s, dbn_jsonl_reader **reader)
{
    dbn_input input = {
        .bytes = content_of(s),
        .name = dbn_span_of(s->item.name),
        .charset = c->options->charset,
        .lang = c->options->lang,
        .kind = c->options->kind,
    };
    if (s->item.error.status != DBN_OK) {
        s->error = s->item.error;
        return s->error.status;
    }
    dbn_status status = DBN_OK;
    if (s->item.line > 0)
        status = read_line(c, s, reader, &input);
    if (status != DBN_OK) {
        s->error = s->writing.err;
        return status;
    }
    status = dbn_flow_article(&s->doc, &input, &c->options->clean);
    if (status != DBN_OK)
        s->error = s->doc.job.err;
    return status;
}

static dbn_status
write_result(corpus *c, slot *s)
{
    dbn_writer out = writer_of(c, s, &s->out);
    dbn_writer account = writer_of(c, s, &s->account);
    if (c->options->format == DBN_FORMAT_JSONL)
        DBN_TRY(dbn_write_jsonl(&out, &s->doc.document, &s->json, c->options->offsets));
    if (c->options->accounts)
        DBN_TRY(dbn_write_account(&account, &s->doc.document));
    return DBN_OK;
}

static void
fail(slot *s, dbn_status status)
{
    if (s->error.status == DBN_OK)
        (void)dbn_fail(&s->error, status, "the memory budget of the document is spent");
}

static void
work(void *context, uint32_t index, uint32_t worker)
{
    corpus *c = context;
    slot *s = &c->slots[index];
    dbn_job_reset(&s->writing);
    s->out = s->account = (dbn_buffer){0};
    s->json = (dbn_json_input){0};
    s->error = (dbn_error){0};
    dbn_status status = clean_item(c, s, &c->readers[worker]);
    if (status == DBN_OK)
        status = write_result(c, s);
    if (status == DBN_OK)
        return;
    fail(s, status);
    s->out = (dbn_buffer){0};
    if (c->options->format != DBN_FORMAT_JSONL)
        return;
    dbn_writer out = writer_of(c, s, &s->out);
    if (dbn_write_jsonl_error(&out, dbn_span_of(s->item.name), s->item.line, &s->json,
                              &s->error) != DBN_OK)
        s->out = (dbn_buffer){0};
}

static dbn_status
send(corpus *c, dbn_span bytes)
{
    if (bytes.len == 0 || c->events->output == NULL)
        return DBN_OK;
    c->written += bytes.len;
    return c->events->output(c->events->context, bytes);
}

/* Text: the article and a line end; between two documents a line with a form feed. */
static dbn_status
send_text(corpus *c, const slot *s)
{
    if (c->written > 0)
        DBN_TRY(send(c, DBN_SPAN("\f\n")));
    dbn_span text = s->doc.document.output->text;
    DBN_TRY(send(c, text));
    return text.len == 0 ? DBN_OK : send(c, DBN_SPAN("\n"));
}

static dbn_status
send_log(corpus *c, slot *s, uint64_t at)
{
    dbn_buffer lines = {0};
    dbn_writer log = writer_of(c, s, &lines);
    dbn_status status = dbn_write_log(&log, &s->doc.document, s->item.line, at);
    if (status != DBN_OK)
        return dbn_fail(&c->result->error, status, "no memory is left for the log");
    return c->events->log(c->events->context, (dbn_span){lines.items, lines.count});
}

static dbn_status
send_result(corpus *c, slot *s)
{
    if (c->options->format == DBN_FORMAT_JSONL)
        return send(c, (dbn_span){s->out.items, s->out.count});
    if (s->error.status != DBN_OK)
        return DBN_OK;
    uint64_t at = c->written > 0 ? c->written + 2 : 0;
    DBN_TRY(send_text(c, s));
    return c->events->log == NULL ? DBN_OK : send_log(c, s, at);
}

static void
count(dbn_batch_result *result, const slot *s)
{
    bool is_failed = s->error.status != DBN_OK;
    result->documents++;
    result->bytes += s->item.content.len;
    result->failed += is_failed;
    result->failed_named += is_failed && s->item.is_named;
    result->unreadable += is_failed && s->item.is_unreadable;
}

static dbn_status
give(void *context, uint32_t index)
{
    corpus *c = context;
    slot *s = &c->slots[index];
    bool is_failed = s->error.status != DBN_OK;
    count(c->result, s);
    DBN_TRY(send_result(c, s));
    if (c->events->document != NULL) {
        dbn_report report = {
            .name = dbn_span_of(s->item.name),
            .line = s->item.line,
            .doc = is_failed ? NULL : &s->doc,
            .error = is_failed ? &s->error : NULL,
            .account = {s->account.items, s->account.count},
        };
        c->events->document(c->events->context, &report);
    }
    return DBN_OK;
}

static void
release_slots(corpus *c, uint32_t slots, uint32_t threads)
{
    for (uint32_t i = 0; c->slots != NULL && i < slots; i++) {
        dbn_item_release(&c->slots[i].item);
        dbn_doc_release(&c->slots[i].doc);
        dbn_job_release(&c->slots[i].writing);
    }
    for (uint32_t i = 0; c->readers != NULL && i < threads; i++)
        dbn_jsonl_free(c->readers[i]);
    free(c->slots);
    free(c->readers);
}

static dbn_status
make_slots(corpus *c, uint32_t slots, uint32_t threads)
{
    c->slots = calloc(slots, sizeof *c->slots);
    c->readers = calloc(threads, sizeof *c->readers);
    if (c->slots == NULL || c->readers == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < slots; i++) {
        dbn_job_init(&c->slots[i].writing, c->options->budget);
        DBN_TRY(dbn_doc_init(&c->slots[i].doc, c->engine, c->options->budget));
    }
    return DBN_OK;
}

static dbn_status
run_slots(corpus *c)
{
    uint32_t threads = dbn_ordered_threads(c->options->threads);
    uint32_t slots = threads == 1 ? 1 : threads * SLOTS_PER_THREAD;
    dbn_ordered run = {c, threads, slots, take, work, give};
    dbn_status status = make_slots(c, slots, threads);
    if (status == DBN_OK)
        status = dbn_ordered_run(&run);
    if (status == DBN_ERR_NOMEM && c->result->error.status == DBN_OK)
        (void)dbn_fail(&c->result->error, status, "no memory is left");
    if (status == DBN_OK && c->is_cancelled)
        status = dbn_fail(&c->result->error, DBN_ERR_CANCELLED, "interrupted");
    release_slots(c, slots, threads);
    return status;
}

dbn_status
dbn_flow_corpus(dbn_batch_result *result, const dbn_engine *engine,
                const dbn_batch_options *options, const dbn_batch_events *events,
                const char *version)
{
    *result = (dbn_batch_result){0};
    corpus c = {
        .engine = engine,
        .options = options,
        .events = events,
        .version = version,
        .result = result,
    };
    dbn_inputs_options inputs = {
        .paths = options->paths,
        .count = options->path_count,
        .kind = options->kind,
        .max_bytes = options->max_bytes == 0 ? DBN_DOCUMENT_MAX : options->max_bytes,
        .cancelled = asks_to_stop,
        .context = &c,
    };
    DBN_TRY(dbn_inputs_new(&c.inputs, &inputs, &result->error));
    dbn_status status = run_slots(&c);
    dbn_inputs_free(c.inputs);
    return status;
}
