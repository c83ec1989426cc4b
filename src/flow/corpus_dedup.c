/*
 * flow/corpus_dedup.c - what many documents repeat of each other: all are read and
 * signed, related once they are known, and written in the order of the input, or told
 * in a report.
 */
#include <assert.h>

#include "base/utf8.h"
#include "flow/corpus.h"
#include "flow/reading.h"
#include "flow/relate.h"
#include "flow/repeats.h"
#include "flow/told.h"
#include "run/ordered.h"
#include "write/say.h"

/* Documents that are written until memory is looked at. */
#define DOCUMENTS_REST 256U

/* Bytes of lines that wait until they are sent. */
#define WAITING_MAX (UINT32_C(256) << 10)

typedef struct dedup_all {
    dbn_dedup_options options;
    dbn_dedup_result *found;
    dbn_collection collection;
    dbn_related related;
    dbn_learner *learner; /* NULL: nothing is learnt */
} dedup_all;

/* What is learnt from is what is compared, cleaned: of a line with a text and a page
 * the text. */
static dbn_status
learn(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    dbn_reading *r = s->made;
    dbn_input in = *input;
    dbn_clean_options clean = b->options->clean;
    clean.passes = 0;
    if (r->is_line_text)
        in.kind = DBN_INPUT_TEXT;
    return dbn_learn_page(&r->lesson, &s->doc, &in, &clean, &s->writing);
}

static dbn_status
sign(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    const dedup_all *all = b->own;
    const dbn_signing signing = dbn_reading_signing(&all->options);
    if (all->learner != NULL)
        DBN_TRY(learn(b, s, input));
    return dbn_reading_sign(b, s, input, &signing);
}

/* Nothing is written before all is known. */
static dbn_status
write_nothing(const dbn_batch *b, dbn_slot *s)
{
    (void)b;
    (void)s;
    return DBN_OK;
}

/* What failed without a message: memory, or room for temporary files. */
static dbn_status
no_room(const dbn_batch *b, dbn_status status)
{
    const dedup_all *all = b->own;
    dbn_error *error = &b->result->error;
    bool is_disk =
        status == DBN_ERR_IO || (status == DBN_ERR_NOMEM && all->options.memory > 0);
    if (is_disk && error->status == DBN_OK)
        return dbn_fail(error, DBN_ERR_IO, "the disk has no room for temporary files");
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(error, status, "no memory is left for the corpus");
    return status;
}

static dbn_status
collect(dbn_batch *b, dbn_slot *s)
{
    dedup_all *all = b->own;
    const dbn_reading *r = s->made;
    bool is_failed = s->error.status != DBN_OK;
    static const dbn_lesson_page nothing;
    dbn_status status =
        is_failed ? dbn_collection_add_failed(&all->collection,
                                              (dbn_span){s->out.items, s->out.count})
                  : dbn_collection_add(&all->collection, &r->sign, &s->json,
                                       dbn_bytes_span(&s->item.name), s->item.place);
    if (status == DBN_OK && all->learner != NULL)
        status = is_failed ? dbn_learner_add(all->learner, &nothing, (dbn_id){0, 0})
                           : dbn_learner_add(all->learner, &r->lesson, r->sign.key);
    return no_room(b, status);
}

/* ---- writing -----------------------------------------------------------------------
 */

/* What a batch writes a line with. */
typedef struct lines {
    dbn_batch *batch;
    dedup_all *all;
    dbn_jsonl_reader *reader;
    dbn_job job;
    dbn_arena waiting; /* of `out`: a call of the system a line is dear */
    dbn_buffer out;
    dbn_again again;
} lines;

static dbn_copies_line
line_of(const dedup_all *all, uint32_t i)
{
    const dbn_related *r = &all->related;
    const dbn_collected *d = &all->collection.documents.items[i];
    return (dbn_copies_line){
        .json = &d->json,
        .name = d->name,
        .copies = r->copies.count == 0 ? NULL : r->copies.items + r->first_copy[i],
        .copy_count = r->first_copy[i + 1] - r->first_copy[i],
        .contradictions = r->contradictions.count == 0
                              ? NULL
                              : r->contradictions.items + r->first_contradiction[i],
        .contradiction_count =
            r->first_contradiction[i + 1] - r->first_contradiction[i],
        .bytes = d->sign.bytes};
}

static void
count_copies(dedup_all *all, const dbn_copies_line *line)
{
    assert(line->copies != NULL || line->copy_count == 0);
    for (uint32_t k = 0; k < line->copy_count; k++)
        all->found->copies += !line->copies[k].is_survivor;
}

static dbn_status
send_waiting(lines *l)
{
    dbn_span bytes = {l->out.items, l->out.count};
    l->out.count = 0;
    return dbn_batch_send(l->batch, bytes);
}

/* The line from its file. */
static dbn_status
read_again(dbn_collected *document, lines *l)
{
    dbn_span *line = &document->json.line;
    dbn_status status = dbn_again_read(line, &l->again, document->place, line->len);
    if (status == DBN_ERR_NOMEM)
        return status;
    bool is_same = status == DBN_OK && !l->again.is_changed;
    return is_same ? DBN_OK : dbn_flow_prove_line(document, *line, status, &l->job);
}

static dbn_status
remove_copies(dbn_copies_line *line, lines *l, const dbn_collected *document)
{
    dbn_span text;
    DBN_TRY(dbn_flow_text_of(&text, document, l->batch->options, &l->reader, &l->job));
    return dbn_told_remove(line, text, &l->job);
}

static dbn_status
write_line(lines *l, uint32_t i)
{
    const dbn_collected *d = &l->all->collection.documents.items[i];
    dbn_copies_line line = line_of(l->all, i);
    if (d->failed.ptr != NULL) {
        DBN_TRY(send_waiting(l));
        return dbn_batch_send(l->batch, d->failed);
    }
    dbn_collected again;
    if (d->place.file != NULL) {
        again = *d;
        DBN_TRY(read_again(&again, l));
        d = &again;
        line.json = &again.json;
    }
    if (l->all->options.removes)
        DBN_TRY(remove_copies(&line, l, d));
    count_copies(l->all, &line);
    l->all->found->emptied += line.is_emptied;
    DBN_TRY(dbn_reading_write(l->batch, &l->out, &l->waiting, &line, &l->job));
    return l->out.count < WAITING_MAX ? DBN_OK : send_waiting(l);
}

static dbn_status
write_lines(dbn_batch *b, dedup_all *all)
{
    lines l = {
        .batch = b,
        .all = all,
    };
    dbn_status status = DBN_OK;
    dbn_job_init(&l.job, 0);
    dbn_arena_init(&l.waiting, 0);
    dbn_lender_lend(all->collection.lender, &l.job);
    for (uint32_t i = 0; status == DBN_OK && i < all->collection.documents.count; i++) {
        if (i % DOCUMENTS_REST == 0)
            dbn_collection_rest(&all->collection);
        status = write_line(&l, i);
        if (status == DBN_OK)
            dbn_job_reset(&l.job);
    }
    if (status == DBN_OK)
        status = send_waiting(&l);
    if (l.job.err.status != DBN_OK)
        b->result->error = l.job.err;
    dbn_job_release(&l.job);
    dbn_arena_release(&l.waiting);
    dbn_again_release(&l.again);
    dbn_jsonl_free(l.reader);
    return status;
}

/* ---- a report ---------------------------------------------------------------------
 */

/* What a line would say of each document, added up. */
static dbn_status
add_up(dbn_repeats *out, dedup_all *all)
{
    dbn_job job;
    dbn_status status = DBN_OK;
    dbn_job_init(&job, 0);
    for (uint32_t i = 0; status == DBN_OK && i < all->collection.documents.count; i++) {
        dbn_copies_line line = line_of(all, i);
        out->documents++;
        if (all->collection.documents.items[i].failed.ptr != NULL) {
            out->failed++;
            continue;
        }
        status = dbn_told_count(&line, &job);
        out->bytes += line.bytes;
        out->repeated += line.repeated;
        out->removable += line.removable;
        count_copies(all, &line);
        dbn_job_reset(&job);
    }
    dbn_job_release(&job);
    return status;
}

static dbn_status
write_repeats(dbn_batch *b, dedup_all *all, const dbn_repeats *repeats)
{
    dbn_buffer out = {0};
    const dbn_voice voice = {&out, &all->collection.arena, b->options->ui};
    switch (all->options.output) {
    case DBN_DEDUP_LINES:
        break;
    case DBN_DEDUP_REPORT_TEXT:
        DBN_TRY(dbn_write_repeats_text(&voice, repeats));
        break;
    case DBN_DEDUP_REPORT_JSON:
        DBN_TRY(dbn_write_repeats_json(&out, voice.arena, repeats));
        break;
    case DBN_DEDUP_REPORT_HTML:
        DBN_TRY(dbn_write_repeats_html(&voice, repeats));
        break;
    }
    return dbn_batch_send(b, (dbn_span){out.items, out.count});
}

static dbn_status
write_report(dbn_batch *b, dedup_all *all)
{
    const dbn_repeating repeating = {.collection = &all->collection,
                                     .related = &all->related,
                                     .options = b->options,
                                     .has_differences =
                                         all->options.output == DBN_DEDUP_REPORT_HTML};
    dbn_repeats repeats = {.version = b->version,
                           .contradictions = all->related.contradiction_pairs};
    DBN_TRY(add_up(&repeats, all));
    DBN_TRY(dbn_flow_repeats(&repeats, &repeating, &b->result->error));
    return write_repeats(b, all, &repeats);
}

/* ---- furniture --------------------------------------------------------------------
 */

/* How much of each document stands in one that is no version of it. */
static dbn_status
find_copied(uint16_t **out, const dedup_all *all, dbn_arena *arena)
{
    const dbn_related *r = &all->related;
    uint32_t count = all->collection.documents.count;
    uint16_t *copied = dbn_arena_alloc(arena, count * sizeof *copied);
    uint32_t *document = dbn_arena_alloc(arena, count * sizeof *document);
    *out = copied;
    if (copied == NULL || document == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        document[r->rank[i]] = i;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = r->first_copy[i]; k < r->first_copy[i + 1]; k++) {
            const dbn_corpus_copy *copy = &r->copies.items[k];
            if (copy->unit == DBN_UNIT_DOCUMENT && !copy->is_survivor &&
                copy->score > copied[i] &&
                !dbn_learner_is_same(all->learner, i, document[copy->partner_rank]))
                copied[i] = copy->score;
        }
    return DBN_OK;
}

static dbn_status
write_furniture(dedup_all *all)
{
    uint16_t *copied;
    dbn_buffer list = {0};
    const dbn_learn_options *learn = &all->options.learn;
    DBN_TRY(find_copied(&copied, all, &all->collection.arena));
    DBN_TRY(dbn_learner_tell(&list, all->learner, learn, copied));
    return learn->output(learn->context, (dbn_span){list.items, list.count});
}

/* ---- what is wrong --------------------------------------------------------------- */

/* The id of document i, as far as there is room for whole characters. */
static dbn_status
name_document(dbn_example out, const dedup_all *all, uint32_t i, dbn_arena *arena)
{
    dbn_buffer name = {0};
    const dbn_voice voice = {.out = &name, .arena = arena};
    DBN_TRY(dbn_say_given(&voice, all->collection.documents.items[i].sign.id));
    uint32_t len = name.count < DBN_EXAMPLE_LEN ? name.count : DBN_EXAMPLE_LEN - 1;
    while (len > 0 && len < name.count && dbn_utf8_is_continuation(name.items[len]))
        len--;
    if (len > 0)
        memcpy(out, name.items, len);
    out[len] = '\0';
    return DBN_OK;
}

static dbn_status
name_misdated(const dedup_all *all, dbn_arena *arena)
{
    dbn_dedup_result *found = all->found;
    for (uint32_t i = 0; i < all->collection.documents.count; i++) {
        const dbn_collected *document = &all->collection.documents.items[i];
        if (document->failed.ptr != NULL || !document->sign.is_misdated)
            continue;
        if (found->misdated < DBN_EXAMPLES)
            DBN_TRY(name_document(found->misdated_ids[found->misdated], all, i, arena));
        found->misdated++;
    }
    return DBN_OK;
}

static dbn_status
name_wrong(dedup_all *all)
{
    const dbn_twice *twice = &all->related.twice;
    dbn_arena *arena = &all->collection.arena;
    all->found->twice = twice->count;
    for (uint32_t i = 0; i < twice->count && i < DBN_EXAMPLES; i++)
        DBN_TRY(
            name_document(all->found->twice_ids[i], all, twice->documents[i], arena));
    return name_misdated(all, arena);
}

/* ---- the run --------------------------------------------------------------------- */

static dbn_status
relate_and_write(dbn_batch *b)
{
    dedup_all *all = b->own;
    dbn_relating relating = {.options = b->options,
                             .near = all->options.near,
                             .max_postings = all->options.max_postings,
                             .threads = dbn_ordered_threads(b->options->threads)};
    dbn_error *error = &b->result->error;
    dbn_status status =
        dbn_flow_relate(&all->related, &all->collection, &relating, error);
    if (status == DBN_OK)
        status = name_wrong(all);
    if (status == DBN_OK)
        status = all->options.output == DBN_DEDUP_LINES ? write_lines(b, all)
                                                        : write_report(b, all);
    if (status == DBN_OK && all->learner != NULL)
        status = write_furniture(all);
    all->found->contradictions = all->related.contradiction_pairs;
    return no_room(b, status);
}

static dbn_status
limit_memory(dedup_all *all, dbn_error *error)
{
    const char *folder = all->options.temporary;
    if (all->options.memory == 0)
        return DBN_OK;
    return dbn_collection_limit(&all->collection, all->options.memory,
                                folder == NULL ? "/tmp" : folder, error);
}

static dbn_status
make_learner(dedup_all *all, dbn_error *error)
{
    if (dbn_learner_new(&all->learner, all->collection.lender) == DBN_OK)
        return DBN_OK;
    return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
}

dbn_status
dbn_flow_dedup_all(dbn_batch_result *result, dbn_dedup_result *found,
                   const dbn_corpus_run *run, const dbn_dedup_options *dedup)
{
    dbn_batch batch = {.engine = run->engine,
                       .options = run->options,
                       .events = run->events,
                       .version = run->version};
    dedup_all own = {.options = dbn_reading_options(dedup), .found = found};
    const dbn_command command = {.work = sign,
                                 .write = write_nothing,
                                 .read = dbn_reading_item,
                                 .send = collect,
                                 .end = relate_and_write,
                                 .says_failures = true};
    *found = (dbn_dedup_result){0};
    batch.command = &command;
    batch.own = &own;
    dbn_collection_init(&own.collection);
    *result = (dbn_batch_result){0};
    dbn_status status = limit_memory(&own, &result->error);
    if (status == DBN_OK && dedup->learn.output != NULL)
        status = make_learner(&own, &result->error);
    batch.lender = own.collection.lender;
    batch.reads_again = true;
    if (status == DBN_OK)
        status = dbn_batch_run(result, &batch);
    dbn_learner_free(own.learner);
    dbn_collection_release(&own.collection);
    return status;
}
