/*
 * Slots bound the memory: a worker waits for a free one, and each is free again once
 * its result was handed on.
 */
#include "flow/batch.h"

#include "run/ordered.h"
#include "write/tally.h"

/* In flight for each thread: one being worked on, one waiting for its turn. */
#define SLOTS_PER_THREAD 2

dbn_writer
dbn_batch_writer(const dbn_batch *batch, dbn_slot *slot, dbn_buffer *out)
{
    return (dbn_writer){.out = out,
                        .arena = &slot->writing.arena,
                        .rules = slot->doc.engine->rules,
                        .version = batch->version,
                        .ui = batch->options->ui,
                        .has_color = batch->options->has_color};
}

dbn_status
dbn_batch_send(void *batch, dbn_span bytes)
{
    dbn_batch *b = batch;
    if (bytes.len == 0 || b->events->output == NULL)
        return DBN_OK;
    b->written += bytes.len;
    b->in_line = bytes.ptr[bytes.len - 1] != '\n';
    return b->events->output(b->events->context, bytes);
}

void
dbn_batch_open_page(dbn_batch *batch, dbn_page *page)
{
    *page = (dbn_page){.send = dbn_batch_send,
                       .context = batch,
                       .version = batch->version,
                       .ui = batch->options->ui};
    dbn_page_init(page);
}

static dbn_status
page_status(dbn_batch *batch, dbn_status status)
{
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(&batch->result->error, status, "no memory is left");
    return status;
}

dbn_status
dbn_batch_add_to_page(dbn_batch *batch, const dbn_slot *slot, dbn_page *page)
{
    bool is_failed = slot->error.status != DBN_OK;
    dbn_page_document document = {
        .document = is_failed ? NULL : &slot->doc.document,
        .error = is_failed ? &slot->error : NULL,
        .rules = slot->doc.engine->rules,
        .name = dbn_bytes_span(&slot->item.name),
        .line = slot->item.line,
        .body = {slot->out.items, slot->out.count},
    };
    return page_status(batch, dbn_page_add(page, &document));
}

dbn_status
dbn_batch_end_page(dbn_batch *batch, dbn_page *page, const dbn_html_counts *counts)
{
    dbn_html_total total = {batch->result->documents, batch->result->failed, *counts};
    return page_status(batch, dbn_page_end(page, &total));
}

static bool
asks_to_stop(void *context)
{
    dbn_batch *b = context;
    const dbn_batch_events *events = b->events;
    return events->cancelled != NULL && events->cancelled(events->context);
}

static void
tell_opened(void *context, const char *path, int fd)
{
    const dbn_batch *b = context;
    b->events->opened(b->events->context, path, fd);
}

static bool
take(void *context, uint32_t index)
{
    dbn_batch *b = context;
    dbn_slot *s = &b->slots[index];
    if (asks_to_stop(b)) {
        b->is_cancelled = true;
        return false;
    }
    bool has_item = dbn_inputs_next(b->inputs, &s->item);
    if (asks_to_stop(b)) {
        b->is_cancelled = true;
        return false;
    }
    s->number = ++b->taken;
    return has_item;
}

static dbn_status
make_document(const dbn_batch *b, dbn_slot *s, dbn_jsonl_reader **reader)
{
    dbn_input input;
    dbn_status status = b->command->read != NULL
                            ? b->command->read(b, s, &input, reader)
                            : dbn_flow_item(&input, &s->json, &s->item, b->options,
                                            reader, &s->writing);
    if (status != DBN_OK) {
        s->error = s->writing.err;
        return status;
    }
    status = b->command->work(b, s, &input);
    if (status != DBN_OK)
        s->error = s->doc.job.err;
    return status;
}

static void
fail(dbn_slot *s, dbn_status status)
{
    if (s->error.status != DBN_OK)
        return;
    if (s->writing.arena.budget == 0)
        (void)dbn_fail(
            &s->error, status,
            "what is written of it is larger than 2 GB, or no memory is left");
    else
        (void)dbn_fail(&s->error, status, "the memory budget of the document is spent");
}

static void
work(void *context, uint32_t index, uint32_t worker)
{
    dbn_batch *b = context;
    dbn_slot *s = &b->slots[index];
    dbn_job_reset(&s->writing);
    s->out = s->account = (dbn_buffer){0};
    s->made = NULL;
    s->error = (dbn_error){0};
    dbn_status status = make_document(b, s, &b->readers[worker]);
    if (status == DBN_OK)
        status = b->command->write(b, s);
    if (status == DBN_OK)
        return;
    fail(s, status);
    s->out = (dbn_buffer){0};
    if (!b->command->says_failures)
        return;
    dbn_writer out = dbn_batch_writer(b, s, &s->out);
    if (dbn_write_jsonl_error(&out, dbn_bytes_span(&s->item.name), s->item.line,
                              &s->json, &s->error) != DBN_OK)
        s->out = (dbn_buffer){0};
}

static void
count(dbn_batch_result *result, const dbn_slot *s)
{
    bool is_failed = s->error.status != DBN_OK;
    result->documents++;
    result->bytes += s->item.content.len;
    result->failed += is_failed;
    result->failed_named += is_failed && s->item.is_named;
    result->unreadable += is_failed && s->item.is_unreadable;
    if (is_failed)
        return;
    dbn_tally tally = dbn_tally_of(&s->doc.document);
    dbn_tally_add(&result->tally, &tally);
}

static dbn_status
give(void *context, uint32_t index)
{
    dbn_batch *b = context;
    dbn_slot *s = &b->slots[index];
    bool is_failed = s->error.status != DBN_OK;
    count(b->result, s);
    DBN_TRY(b->command->send(b, s));
    if (b->events->document != NULL) {
        dbn_report report = {
            .name = dbn_bytes_span(&s->item.name),
            .is_member = s->item.is_member,
            .is_file = s->item.is_file,
            .line = s->item.line,
            .doc = is_failed ? NULL : &s->doc,
            .error = is_failed ? &s->error : NULL,
            .account = {s->account.items, s->account.count},
        };
        b->events->document(b->events->context, &report);
    }
    return DBN_OK;
}

static void
release_slots(dbn_batch *b, uint32_t slots, uint32_t threads)
{
    for (uint32_t i = 0; b->slots != NULL && i < slots; i++) {
        dbn_item_release(&b->slots[i].item);
        dbn_doc_release(&b->slots[i].doc);
        dbn_job_release(&b->slots[i].writing);
    }
    for (uint32_t i = 0; b->readers != NULL && i < threads; i++)
        dbn_jsonl_free(b->readers[i]);
    free(b->slots);
    free(b->readers);
}

static dbn_status
make_slots(dbn_batch *b, uint32_t slots, uint32_t threads)
{
    b->slots = calloc(slots, sizeof *b->slots);
    b->readers = calloc(threads, sizeof *b->readers);
    if (b->slots == NULL || b->readers == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < slots; i++) {
        dbn_slot *s = &b->slots[i];
        dbn_job_init(&s->writing, b->options->budget);
        DBN_TRY(dbn_doc_init(&s->doc, b->engine, b->options->budget));
        dbn_lender_lend(b->lender, &s->writing);
        dbn_lender_lend(b->lender, &s->doc.job);
    }
    return DBN_OK;
}

/* All documents, and what the command does before and behind them. */
static dbn_status
run_command(dbn_batch *b, const dbn_ordered *run)
{
    const dbn_command *command = b->command;
    if (command->begin != NULL)
        DBN_TRY(command->begin(b));
    DBN_TRY(dbn_ordered_run(run));
    return command->end == NULL || b->is_cancelled ? DBN_OK : command->end(b);
}

static dbn_status
run_slots(dbn_batch *b)
{
    uint32_t threads = dbn_ordered_threads(b->options->threads);
    uint32_t slots = threads == 1 ? 1 : threads * SLOTS_PER_THREAD;
    dbn_ordered run = {b, threads, slots, take, work, give};
    dbn_status status = make_slots(b, slots, threads);
    if (status == DBN_OK)
        status = run_command(b, &run);
    if (status == DBN_ERR_NOMEM && b->result->error.status == DBN_OK)
        (void)dbn_fail(&b->result->error, status, "no memory is left");
    if (status == DBN_OK && b->is_cancelled)
        status = dbn_fail(&b->result->error, DBN_ERR_CANCELLED, "interrupted");
    release_slots(b, slots, threads);
    return status;
}

dbn_status
dbn_batch_run(dbn_batch_result *result, dbn_batch *batch)
{
    const dbn_batch_options *options = batch->options;
    dbn_inputs_options inputs = {
        .paths = options->paths,
        .count = options->path_count,
        .stdin_name = options->stdin_name,
        .kind = options->kind,
        .max_bytes = options->max_bytes == 0 ? DBN_DOCUMENT_MAX : options->max_bytes,
        .reads_again = batch->reads_again,
        .cancelled = asks_to_stop,
        .opened = batch->events->opened == NULL ? NULL : tell_opened,
        .context = batch,
    };
    *result = (dbn_batch_result){0};
    batch->result = result;
    DBN_TRY(dbn_inputs_new(&batch->inputs, &inputs, &result->error));
    dbn_status status = run_slots(batch);
    result->skipped = dbn_inputs_skipped(batch->inputs);
    result->like_lines = dbn_inputs_like_lines(batch->inputs);
    dbn_inputs_free(batch->inputs);
    return status;
}
