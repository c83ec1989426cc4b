/*
 * flow/index_batch.c - many documents into an archive, or asked about. Documents are
 * signed by all threads. Those that are asked about wait, with their lines, until there
 * are enough for a walk over the archive to be worth it, and are then written in the
 * order of the input.
 */
#include "flow/index.h"

#include "flow/reading.h"
#include "write/found.h"

/* Documents wait until they have so many grams and paragraphs, or bytes. */
#define WAITING_KEYS  (UINT32_C(1) << 21)
#define WAITING_BYTES ((size_t)128 << 20)

/* A document that waits for its answer. */
typedef struct waiting {
    dbn_archive_document document;
    const dbn_profile *profile;
    dbn_json_input json;
    dbn_span name;
    dbn_span failed; /* what is written of one that failed; ptr NULL: it did not */
    uint32_t bytes;  /* of the text */
} waiting;

typedef struct index_batch {
    dbn_index *index;
    dbn_arena arena; /* of what waits */
    DBN_VEC(waiting) waiting;
    uint32_t keys;
    dbn_job job; /* of answers */
    dbn_index_found *found;
    dbn_index_added *added;
} index_batch;

static dbn_status
sign(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    const index_batch *own = b->own;
    dbn_signing signing = dbn_index_signing(own->index);
    return dbn_reading_sign(b, s, input, &signing);
}

/* Nothing is written before it is its turn. */
static dbn_status
write_nothing(const dbn_batch *b, dbn_slot *s)
{
    (void)b;
    (void)s;
    return DBN_OK;
}

/* The day of the article where the input says none. */
static dbn_status
date_of(dbn_span *out, dbn_slot *s)
{
    enum { ROOM = 32 };
    dbn_date date = s->doc.document.date;
    const dbn_reading *r = s->made;
    *out = r->in.date;
    if (out->len > 0 || r->in.page == NULL || date.year <= 0)
        return DBN_OK;
    char *text = dbn_arena_alloc(&s->doc.job.arena, ROOM);
    if (text == NULL)
        return DBN_ERR_NOMEM;
    int len =
        snprintf(text, ROOM, "%04d-%02d-%02d", (int)date.year, date.month, date.day);
    *out = (dbn_span){text, (size_t)len};
    return DBN_OK;
}

/* The document of a slot, in its arena. */
static dbn_status
document_of(dbn_archive_document *out, dbn_slot *s)
{
    const dbn_reading *r = s->made;
    dbn_span date;
    DBN_TRY(date_of(&date, s));
    return dbn_index_document(out, &r->sign, &r->in, date, &s->doc.job.arena);
}

/* What ended the batch: what the archive says, or no memory. */
static dbn_status
fail(dbn_batch *b, dbn_status status)
{
    const index_batch *own = b->own;
    if (own->job.err.status != DBN_OK)
        b->result->error = own->job.err;
    else if (own->index->error.status != DBN_OK)
        b->result->error = own->index->error;
    else if (status == DBN_ERR_NOMEM)
        return dbn_fail(&b->result->error, status, "no memory is left for the corpus");
    return status;
}

/* ---- adding --------------------------------------------------------------------- */

static dbn_status
add(dbn_batch *b, dbn_slot *s)
{
    const index_batch *own = b->own;
    dbn_archive_document document;
    if (s->error.status != DBN_OK)
        return DBN_OK;
    dbn_status status = document_of(&document, s);
    if (status == DBN_OK)
        status = dbn_archive_add(own->index->archive, &document);
    return status == DBN_OK ? DBN_OK : fail(b, status);
}

static dbn_status
flush(dbn_batch *b)
{
    const index_batch *own = b->own;
    dbn_status status = dbn_archive_flush(own->added, own->index->archive);
    return status == DBN_OK ? DBN_OK : fail(b, status);
}

/* ---- waiting -------------------------------------------------------------------- */

/* What is wanted of a document until it is written; of one that failed its line. */
static dbn_status
make_waiting(waiting *out, dbn_slot *s, dbn_arena *arena)
{
    *out = (waiting){.json = s->json, .name = dbn_bytes_span(&s->item.name)};
    if (s->error.status != DBN_OK) {
        out->failed =
            s->out.count == 0 ? DBN_SPAN("") : (dbn_span){s->out.items, s->out.count};
        return dbn_arena_keep(arena, &out->failed);
    }
    const dbn_reading *r = s->made;
    out->profile = r->in.profile;
    out->bytes = r->sign.bytes;
    DBN_TRY(document_of(&out->document, s));
    DBN_TRY(dbn_archive_document_copy(&out->document, arena));
    dbn_span *spans[] = {&out->json.line, &out->json.url, &out->json.date, &out->name};
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        DBN_TRY(dbn_arena_keep(arena, spans[i]));
    return DBN_OK;
}

/* ---- answers -------------------------------------------------------------------- */

static dbn_corpus_copy
copy_of(const dbn_index_hit *hit, dbn_range own)
{
    return (dbn_corpus_copy){.range = hit->range,
                             .partner_range = hit->partner_range,
                             .own = own,
                             .partner = hit->partner,
                             .score = hit->score,
                             .unit = (uint8_t)hit->unit,
                             .relation = (uint8_t)hit->relation,
                             .is_archived = true,
                             .is_estimated = hit->is_estimated,
                             .url = hit->url,
                             .date = hit->date};
}

/* Bytes of the text that stand in the archive: its paragraphs do not overlap. */
static uint32_t
repeated_of(const waiting *w, const dbn_index_answer *answer)
{
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < answer->hits.count; i++) {
        const dbn_index_hit *hit = &answer->hits.items[i];
        dbn_range own = answer->owns.items[i];
        bool is_told = i > 0 && hit[-1].unit == hit->unit &&
                       answer->owns.items[i - 1].beg == own.beg;
        if (hit->unit == DBN_UNIT_DOCUMENT)
            return w->bytes;
        if (!is_told)
            bytes += dbn_range_len(own);
    }
    return bytes < w->bytes ? (uint32_t)bytes : w->bytes;
}

static dbn_status
write_json(dbn_batch *b, const waiting *w, const dbn_index_answer *answer)
{
    index_batch *own = b->own;
    dbn_buffer out = {0};
    uint32_t count = answer->hits.count;
    dbn_corpus_copy *copies = dbn_arena_alloc(&own->job.arena, count * sizeof *copies);
    if (copies == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        copies[i] = copy_of(&answer->hits.items[i], answer->owns.items[i]);
    dbn_copies_line line = {.json = &w->json,
                            .name = w->name,
                            .copies = copies,
                            .copy_count = count,
                            .contradictions = answer->contradictions.items,
                            .contradiction_count = answer->contradictions.count,
                            .bytes = w->bytes,
                            .repeated = repeated_of(w, answer)};
    dbn_writer writer = {.out = &out,
                         .arena = &own->job.arena,
                         .rules = b->engine->rules,
                         .version = b->version,
                         .send = dbn_batch_send,
                         .context = b};
    DBN_TRY(dbn_write_copies(&writer, &line));
    return dbn_batch_send(b, (dbn_span){out.items, out.count});
}

/* What is shown of a unit: its text; of the whole that of its first paragraph. Hits
 * come in the order of the paragraphs: *at is where that of this one is looked for. */
static dbn_span
text_of(const dbn_archive_document *d, const dbn_index_hit *hit, uint32_t *at)
{
    if (hit->unit == DBN_UNIT_PARAGRAPH)
        while (*at < d->paragraph_count &&
               d->paragraphs[*at].place.beg != hit->range.beg)
            ++*at;
    return *at < d->paragraph_count ? d->texts[*at] : DBN_SPAN("");
}

static dbn_status
write_text(dbn_batch *b, const waiting *w, const dbn_index_answer *answer)
{
    index_batch *own = b->own;
    dbn_buffer out = {0};
    const dbn_voice voice = {&out, &own->job.arena, b->options->ui};
    uint32_t at = 0;
    if (answer->hits.count == 0 && answer->contradictions.count == 0)
        return DBN_OK;
    DBN_TRY(dbn_write_found_document(&voice, w->document.id));
    for (uint32_t i = 0; i < answer->hits.count; i++) {
        const dbn_index_hit *hit = &answer->hits.items[i];
        DBN_TRY(dbn_write_found(&voice, hit, text_of(&w->document, hit, &at)));
    }
    for (uint32_t i = 0; i < answer->contradictions.count; i++)
        DBN_TRY(dbn_write_found_otherwise(&voice, &answer->contradictions.items[i]));
    return dbn_batch_send(b, (dbn_span){out.items, out.count});
}

static dbn_status
write_answer(dbn_batch *b, const waiting *w, const dbn_archive_hit *hits,
             uint32_t count)
{
    index_batch *own = b->own;
    const dbn_index_asked asked = {&w->document, w->profile, hits, count};
    dbn_index_answer answer;
    if (w->failed.ptr != NULL)
        return dbn_batch_send(b, w->failed);
    DBN_TRY(dbn_index_tell(&answer, own->index, &asked, &own->job));
    own->found->documents += answer.hits.count > 0;
    own->found->hits += answer.hits.count;
    own->found->contradictions += answer.contradictions.count;
    return b->options->format == DBN_FORMAT_JSONL ? write_json(b, w, &answer)
                                                  : write_text(b, w, &answer);
}

/* Write each of the waiting ones, with those of the hits that are its own. */
static dbn_status
write_answers(dbn_batch *b, const dbn_archive_hits *hits)
{
    const index_batch *own = b->own;
    uint32_t asked = 0;
    for (uint32_t i = 0, beg = 0, end; i < own->waiting.count; i++, beg = end) {
        const waiting *w = &own->waiting.items[i];
        for (end = beg; w->failed.ptr == NULL && end < hits->count &&
                        hits->items[end].document == asked;)
            end++;
        asked += w->failed.ptr == NULL;
        const dbn_archive_hit *own_hits = end > beg ? hits->items + beg : NULL;
        DBN_TRY(write_answer(b, w, own_hits, end - beg));
    }
    return DBN_OK;
}

/* Those that did not fail, as the archive takes them. */
static dbn_status
list_documents(const dbn_archive_document **out, uint32_t *count, index_batch *own)
{
    dbn_archive_document *documents =
        dbn_arena_alloc(&own->arena, own->waiting.count * sizeof *documents);
    if (documents == NULL)
        return DBN_ERR_NOMEM;
    *count = 0;
    for (uint32_t i = 0; i < own->waiting.count; i++)
        if (own->waiting.items[i].failed.ptr == NULL)
            documents[(*count)++] = own->waiting.items[i].document;
    *out = documents;
    return DBN_OK;
}

static dbn_status
answer_waiting(dbn_batch *b)
{
    index_batch *own = b->own;
    const dbn_archive_document *documents = NULL;
    dbn_archive_hits hits = {0};
    dbn_archive_asking asking = dbn_index_asking(own->index);
    uint32_t count = 0;
    dbn_status status = list_documents(&documents, &count, own);
    if (status == DBN_OK)
        status = dbn_archive_ask(&hits, own->index->archive, documents, count, &asking,
                                 &own->job);
    if (status == DBN_OK)
        status = write_answers(b, &hits);
    if (status != DBN_OK)
        return fail(b, status);
    dbn_job_reset(&own->job);
    dbn_arena_reset(&own->arena);
    memset(&own->waiting, 0, sizeof own->waiting);
    own->keys = 0;
    return DBN_OK;
}

static dbn_status
wait_for_answer(dbn_batch *b, dbn_slot *s)
{
    index_batch *own = b->own;
    waiting made;
    dbn_status status = make_waiting(&made, s, &own->arena);
    if (status == DBN_OK)
        status = dbn_vec_push(&own->arena, &own->waiting, made);
    if (status != DBN_OK)
        return fail(b, status);
    if (s->error.status == DBN_OK) {
        const dbn_reading *r = s->made;
        own->keys += r->sign.postings.count + made.document.paragraph_count + 1;
    }
    if (own->keys < WAITING_KEYS && own->arena.held < WAITING_BYTES)
        return DBN_OK;
    return answer_waiting(b);
}

/* ---- the runs ------------------------------------------------------------------- */

static dbn_status
run_batch(dbn_batch_result *result, index_batch *own, const dbn_corpus_run *run,
          const dbn_command *command)
{
    dbn_batch batch = {.engine = run->engine,
                       .options = run->options,
                       .events = run->events,
                       .version = run->version,
                       .command = command,
                       .own = own};
    own->index->error = (dbn_error){0};
    dbn_arena_init(&own->arena, 0);
    dbn_job_init(&own->job, 0);
    dbn_status status = dbn_batch_run(result, &batch);
    dbn_job_release(&own->job);
    dbn_arena_release(&own->arena);
    return status;
}

dbn_status
dbn_flow_index_add_all(dbn_batch_result *result, dbn_index_added *added,
                       dbn_index *index, const dbn_corpus_run *run)
{
    const dbn_command command = {.work = sign,
                                 .write = write_nothing,
                                 .read = dbn_reading_item,
                                 .send = add,
                                 .end = flush};
    index_batch own = {.index = index, .added = added};
    *added = (dbn_index_added){0};
    return run_batch(result, &own, run, &command);
}

dbn_status
dbn_flow_index_query_all(dbn_batch_result *result, dbn_index_found *found,
                         dbn_index *index, const dbn_corpus_run *run)
{
    const dbn_command command = {.work = sign,
                                 .write = write_nothing,
                                 .read = dbn_reading_item,
                                 .send = wait_for_answer,
                                 .end = answer_waiting,
                                 .says_failures =
                                     run->options->format == DBN_FORMAT_JSONL};
    index_batch own = {.index = index, .found = found};
    *found = (dbn_index_found){0};
    return run_batch(result, &own, run, &command);
}
