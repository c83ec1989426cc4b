/*
 * Documents and what they are told, in step: both come in the order of the documents,
 * so that what is held is what one document is told.
 */
#include "flow/reading.h"
#include "flow/step.h"
#include "flow/step_lines.h"
#include "flow/told.h"
#include "run/inputs.h"

typedef struct applying {
    const dbn_dedup_options *dedup;
    const dbn_step_options *step;
    dbn_inputs *lines;        /* of the file of copies */
    dbn_item ahead;           /* the one that comes next, */
    bool has_ahead;           /* where there is one, */
    uint64_t document;        /* whose it is */
    dbn_bytes before;         /* the line in front of it */
    dbn_job job;              /* of one document */
    dbn_corpus_copies copies; /* that there is room for, */
    dbn_corpus_copy last;     /* the last one, */
    bool has_last;            /* where there is one, */
    uint32_t run;             /* and what dbn_told_is_too_many() counts */
    dbn_corpus_contradictions contradictions;
    dbn_span told; /* the last contradiction */
} applying;

/* ---- lines ------------------------------------------------------------------------
 */

static void
tell_bad(const dbn_batch *b, const applying *own, const char *what)
{
    dbn_error error = own->ahead.error;
    dbn_report report = {.name = dbn_bytes_span(&own->ahead.name),
                         .line = own->ahead.line,
                         .error = &error};
    if (error.status == DBN_OK)
        (void)dbn_fail(&error, DBN_ERR_SYNTAX, "%s", what);
    b->result->documents++;
    b->result->failed++;
    if (b->events->document != NULL)
        b->events->document(b->events->context, &report);
}

/* The document of a line; false where none is told anything. */
static bool
document_of(uint64_t *out, dbn_span line)
{
    dbn_span key;
    dbn_line_kind kind;
    return dbn_line_peek(&key, &kind, line) &&
           (kind == DBN_LINE_COPY || kind == DBN_LINE_CONTRADICTION) && key.len == 16 &&
           dbn_hex_read(out, key);
}

/* Look at the next line that is one. */
static dbn_status
go_on(const dbn_batch *b, applying *own)
{
    while ((own->has_ahead = dbn_inputs_next(own->lines, &own->ahead))) {
        dbn_span line = dbn_bytes_span(&own->ahead.content);
        if (own->ahead.is_unreadable) /* without it, all would be as if none repeated */
            return dbn_fail(&b->result->error, DBN_ERR_IO, "'%s' cannot be used: %s",
                            own->step->copies, own->ahead.error.message);
        if (own->ahead.error.status != DBN_OK || !document_of(&own->document, line)) {
            tell_bad(b, own, "this is no line of this step and version");
            continue;
        }
        return dbn_line_follow(&own->before, &own->ahead, &b->result->error);
    }
    return DBN_OK;
}

/* Is it a range of the text, which cuts no character? */
static bool
lies_in(dbn_range range, dbn_span text)
{
    return range.end <= text.len &&
           (range.beg == text.len || (text.ptr[range.beg] & 0xC0) != 0x80) &&
           (range.end == text.len || (text.ptr[range.end] & 0xC0) != 0x80);
}

/* Keep the copy, where there is room for it. */
static dbn_status
take_copy(applying *own, const dbn_corpus_copy *copy)
{
    bool is_more =
        dbn_told_is_too_many(copy, own->has_last ? &own->last : NULL, &own->run);
    own->last = *copy;
    own->last.partner = DBN_SPAN(""); /* which goes with its line */
    own->has_last = true;
    return is_more ? DBN_OK : dbn_vec_push(&own->job.arena, &own->copies, *copy);
}

/* Keep the contradiction of a line, which lives as long as the document, where there is
 * room for it, and the one before was another. */
static dbn_status
take_contradiction(applying *own, const dbn_contradiction_line *line, dbn_span kept)
{
    if (own->contradictions.count == DBN_TOLD_CONTRADICTIONS ||
        (own->told.ptr != NULL && dbn_span_equal(own->told, kept)))
        return DBN_OK;
    own->told = kept;
    return dbn_vec_push(&own->job.arena, &own->contradictions, line->contradiction);
}

/* Take the line that is ahead for a document with this text. What it needs stays in
 * memory only where it is told: a text may have as many copies as the corpus texts. */
static dbn_status
take_line(applying *own, dbn_span text)
{
    dbn_line line;
    dbn_arena *arena = &own->job.arena;
    dbn_arena_mark mark = dbn_arena_save(arena);
    uint32_t told = own->copies.count + own->contradictions.count;
    dbn_span kept = dbn_arena_copy(arena, dbn_bytes_span(&own->ahead.content));
    if (kept.ptr == NULL)
        return DBN_ERR_NOMEM;
    dbn_status status = dbn_line_read(&line, kept, arena);
    if (status == DBN_OK && line.kind == DBN_LINE_CONTRADICTION)
        status = take_contradiction(own, &line.as.contradiction, kept);
    else if (status == DBN_OK)
        status = lies_in(line.as.copy.copy.own, text)
                     ? take_copy(own, &line.as.copy.copy)
                     : DBN_ERR_SYNTAX;
    if (own->copies.count + own->contradictions.count == told)
        dbn_arena_rewind(arena, mark);
    return status;
}

/* Take all lines of the document, and pass over those of others before it. */
static dbn_status
take_lines(const dbn_batch *b, applying *own, uint64_t document, dbn_span text)
{
    own->copies = (dbn_corpus_copies){0};
    own->has_last = false;
    own->contradictions = (dbn_corpus_contradictions){0};
    own->told = (dbn_span){NULL, 0};
    while (own->has_ahead && own->document <= document) {
        bool is_here = own->document >> DBN_PART_SHIFT == own->step->part;
        dbn_status status = own->document == document ? take_line(own, text)
                            : is_here                 ? DBN_ERR_SYNTAX
                                                      : DBN_OK;
        if (status == DBN_ERR_SYNTAX)
            tell_bad(b, own, "the line does not belong to its document");
        else if (status != DBN_OK)
            return status;
        DBN_TRY(go_on(b, own));
    }
    return DBN_OK;
}

/* ---- documents --------------------------------------------------------------------
 */

static dbn_status
write_nothing(const dbn_batch *b, dbn_slot *s)
{
    (void)b;
    (void)s;
    return DBN_OK;
}

static dbn_status
send_line(dbn_batch *b, const dbn_slot *s, applying *own)
{
    const dbn_reading *r = s->made;
    dbn_copies_line line = {.json = &s->json,
                            .name = dbn_bytes_span(&s->item.name),
                            .copies = own->copies.items,
                            .copy_count = own->copies.count,
                            .contradictions = own->contradictions.items,
                            .contradiction_count = own->contradictions.count,
                            .bytes = (uint32_t)r->in.text.len};
    if (own->dedup->removes)
        DBN_TRY(dbn_told_remove(&line, r->in.text, &own->job));
    return dbn_reading_send(b, &line, &own->job);
}

static dbn_status
send(dbn_batch *b, dbn_slot *s)
{
    applying *own = b->own;
    const dbn_reading *r = s->made;
    uint64_t document = ((uint64_t)own->step->part << DBN_PART_SHIFT) + s->number;
    bool is_failed = s->error.status != DBN_OK;
    dbn_job_reset(&own->job);
    dbn_status status =
        take_lines(b, own, document, is_failed ? DBN_SPAN("") : r->in.text);
    if (status == DBN_OK)
        status = is_failed ? dbn_batch_send(b, (dbn_span){s->out.items, s->out.count})
                           : send_line(b, s, own);
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(&b->result->error, status, "no memory is left");
    return status;
}

static dbn_status
begin(dbn_batch *b)
{
    return go_on(b, b->own);
}

/* Lines of this part that no document has. */
static dbn_status
end(dbn_batch *b)
{
    applying *own = b->own;
    for (; own->has_ahead && own->document >> DBN_PART_SHIFT <= own->step->part;) {
        if (own->document >> DBN_PART_SHIFT == own->step->part)
            tell_bad(b, own, "the line does not belong to its document");
        DBN_TRY(go_on(b, own));
    }
    return DBN_OK;
}

dbn_status
dbn_step_apply(dbn_batch_result *result, const dbn_corpus_run *run,
               const dbn_dedup_options *dedup, const dbn_step_options *step)
{
    applying own = {.dedup = dedup, .step = step};
    const dbn_command command = {.work = dbn_reading_text,
                                 .write = write_nothing,
                                 .read = dbn_reading_item,
                                 .send = send,
                                 .begin = begin,
                                 .end = end,
                                 .says_failures = true};
    dbn_batch batch = {.command = &command,
                       .own = &own,
                       .engine = run->engine,
                       .options = run->options,
                       .events = run->events,
                       .version = run->version};
    dbn_inputs_options lines = {.paths = &step->copies,
                                .count = 1,
                                .kind = DBN_INPUT_JSONL,
                                .max_bytes = DBN_DOCUMENT_MAX};
    *result = (dbn_batch_result){0};
    DBN_TRY(dbn_inputs_new(&own.lines, &lines, &result->error));
    dbn_job_init(&own.job, 0);
    dbn_status status = dbn_batch_run(result, &batch);
    dbn_inputs_free(own.lines);
    dbn_item_release(&own.ahead);
    dbn_bytes_release(&own.before);
    dbn_job_release(&own.job);
    return status;
}
