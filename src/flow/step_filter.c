#include "flow/step_filter.h"

/* Bytes that are sent together. */
#define SENT_BYTES (UINT32_C(1) << 16)

static dbn_status
spent(dbn_filter *f)
{
    return dbn_fail(&f->result->error, DBN_ERR_NOMEM, "no memory is left");
}

/* ---- for steps --------------------------------------------------------------------
 */

dbn_status
dbn_filter_read(dbn_line *out, dbn_filter *f)
{
    return dbn_line_read(out, f->line, &f->job.arena);
}

dbn_status
dbn_filter_keep(dbn_line *out, dbn_filter *f)
{
    dbn_span kept = dbn_arena_copy(&f->kept.arena, f->line);
    return kept.ptr == NULL ? DBN_ERR_NOMEM : dbn_line_read(out, kept, &f->kept.arena);
}

static dbn_status
send(dbn_filter *f)
{
    const dbn_batch_events *events = f->run->events;
    dbn_span bytes = {f->out.items, f->out.count};
    dbn_status status = bytes.len == 0 || events->output == NULL
                            ? DBN_OK
                            : events->output(events->context, bytes);
    f->out = (dbn_buffer){0};
    dbn_job_reset(&f->sending);
    return status;
}

dbn_status
dbn_filter_write(dbn_filter *f, const dbn_line *line)
{
    DBN_TRY(dbn_line_write(&f->out, line, &f->sending.arena));
    return f->out.count < SENT_BYTES ? DBN_OK : send(f);
}

static dbn_status
pass_on(dbn_filter *f)
{
    dbn_arena *arena = &f->sending.arena;
    DBN_TRY(dbn_vec_append(arena, &f->out, f->line.ptr, (uint32_t)f->line.len));
    DBN_TRY(dbn_vec_push(arena, &f->out, '\n'));
    return f->out.count < SENT_BYTES ? DBN_OK : send(f);
}

/* ---- lines in ---------------------------------------------------------------------
 */

static dbn_status
end_key(dbn_filter *f)
{
    dbn_status status =
        f->key_len == 0 || f->step->end == NULL ? DBN_OK : f->step->end(f);
    dbn_job_reset(&f->kept);
    return status;
}

/* Go on to the next key where there is one. */
static dbn_status
follow(dbn_filter *f, const dbn_item *item, dbn_span key)
{
    bool is_same = dbn_span_equal((dbn_span){f->before.ptr, f->key_len}, key);
    DBN_TRY(dbn_line_follow(&f->before, item, &f->result->error));
    if (!is_same)
        DBN_TRY(end_key(f));
    f->key_len = key.len;
    return DBN_OK;
}

static void
tell(dbn_filter *f, const dbn_item *item, const dbn_error *error)
{
    const dbn_batch_events *events = f->run->events;
    f->result->failed++;
    f->result->unreadable += item->is_unreadable;
    dbn_report report = {
        .name = dbn_bytes_span(&item->name), .line = item->line, .error = error};
    if (events->document != NULL)
        events->document(events->context, &report);
}

static dbn_status
take_line(dbn_filter *f, const dbn_item *item)
{
    dbn_span key;
    dbn_line_kind kind;
    dbn_error error = item->error;
    dbn_status status = error.status;
    f->result->documents++;
    f->result->bytes += item->content.len;
    f->line = dbn_bytes_span(&item->content);
    dbn_job_reset(&f->job);
    if (status == DBN_OK) {
        bool is_line = dbn_line_peek(&key, &kind, f->line);
        if (is_line)
            DBN_TRY(follow(f, item, key));
        if (is_line && (f->step->passes & DBN_LINE_BIT(kind)) != 0)
            return pass_on(f);
        status = is_line && (f->step->takes & DBN_LINE_BIT(kind)) != 0
                     ? f->step->take(f, kind)
                     : DBN_ERR_SYNTAX;
        if (status == DBN_OK)
            return DBN_OK;
        if (status != DBN_ERR_SYNTAX)
            return status;
        (void)dbn_fail(&error, status, "this is no line of this step and version");
    }
    tell(f, item, &error);
    return DBN_OK;
}

static bool
asks_to_stop(void *context)
{
    const dbn_filter *f = context;
    const dbn_batch_events *events = f->run->events;
    return events->cancelled != NULL && events->cancelled(events->context);
}

static void
tell_opened(void *context, const char *path, int fd)
{
    const dbn_filter *f = context;
    f->run->events->opened(f->run->events->context, path, fd);
}

static dbn_status
take_lines(dbn_filter *f, dbn_inputs *inputs)
{
    dbn_item item = {0};
    dbn_status status = DBN_OK;
    while (status == DBN_OK && dbn_inputs_next(inputs, &item) && !asks_to_stop(f))
        status = take_line(f, &item);
    dbn_item_release(&item);
    if (status == DBN_OK && asks_to_stop(f))
        return dbn_fail(&f->result->error, DBN_ERR_CANCELLED, "interrupted");
    if (status == DBN_OK)
        status = end_key(f);
    return status == DBN_OK ? send(f) : status;
}

static dbn_status
run_filter(dbn_filter *f)
{
    const dbn_batch_options *options = f->run->options;
    dbn_inputs_options in = {
        .paths = options->paths,
        .count = options->path_count,
        .kind = DBN_INPUT_JSONL,
        .max_bytes = options->max_bytes == 0 ? DBN_DOCUMENT_MAX : options->max_bytes,
        .cancelled = asks_to_stop,
        .opened = f->run->events->opened == NULL ? NULL : tell_opened,
        .context = f};
    dbn_inputs *inputs;
    DBN_TRY(dbn_inputs_new(&inputs, &in, &f->result->error));
    dbn_status status = take_lines(f, inputs);
    dbn_inputs_free(inputs);
    if (status == DBN_ERR_NOMEM && f->result->error.status == DBN_OK)
        return spent(f);
    return status;
}

dbn_status
dbn_filter_run(dbn_batch_result *result, const dbn_corpus_run *run,
               const dbn_dedup_options *dedup, const dbn_filter_step *step, void *own)
{
    dbn_filter f = {
        .step = step, .own = own, .run = run, .dedup = dedup, .result = result};
    *result = (dbn_batch_result){0};
    dbn_job_init(&f.kept, 0);
    dbn_job_init(&f.job, 0);
    dbn_job_init(&f.sending, 0);
    dbn_status status = run_filter(&f);
    dbn_job_release(&f.kept);
    dbn_job_release(&f.job);
    dbn_job_release(&f.sending);
    dbn_bytes_release(&f.before);
    return status;
}
