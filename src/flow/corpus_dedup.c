/*
 * flow/corpus_dedup.c - what many documents repeat of each other: all are read and
 * signed, related once they are known, and written in the order of the input.
 */
#include <assert.h>

#include "base/utf8.h"
#include "flow/corpus.h"
#include "flow/reading.h"
#include "flow/relate.h"
#include "run/ordered.h"
#include "write/say.h"

#define NEAR_DEFAULT     300U
#define POSTINGS_DEFAULT 64U
#define UNITS_DEFAULT    (1U << DBN_UNIT_DOCUMENT | 1U << DBN_UNIT_PARAGRAPH)

typedef struct dedup_all {
    const dbn_dedup_options *options;
    dbn_dedup_result *found;
    dbn_collection collection;
    dbn_related related;
} dedup_all;

/* ---- signing -----------------------------------------------------------------------
 */

static dbn_status
sign(const dbn_batch *b, dbn_slot *s, const dbn_input *input)
{
    const dedup_all *all = b->own;
    dbn_signing signing = {all->options->units == 0 ? UNITS_DEFAULT
                                                    : all->options->units,
                           all->options->exact, all->options->survivor};
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

static dbn_status
collect(dbn_batch *b, dbn_slot *s)
{
    dedup_all *all = b->own;
    const dbn_reading *r = s->made;
    dbn_status status =
        s->error.status != DBN_OK
            ? dbn_collection_add_failed(&all->collection,
                                        (dbn_span){s->out.items, s->out.count})
            : dbn_collection_add(&all->collection, &r->sign, &s->json,
                                 dbn_bytes_span(&s->item.name));
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(&b->result->error, status, "no memory is left for the corpus");
    return status;
}

/* ---- writing -----------------------------------------------------------------------
 */

static bool
is_removed(const dbn_corpus_copy *copy)
{
    return copy->is_removed;
}

static bool
is_repeated(const dbn_corpus_copy *copy)
{
    return copy->is_removed || (!copy->is_survivor && copy->unit == DBN_UNIT_PASSAGE);
}

static int
by_beg(const void *left, const void *right)
{
    const dbn_range *a = left, *b = right;
    if (a->beg != b->beg)
        return a->beg < b->beg ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* The places of copies in the text, as one list without overlaps. */
static dbn_status
unite(dbn_ranges *out, const dbn_copies_line *line,
      bool (*takes)(const dbn_corpus_copy *), dbn_job *job)
{
    for (uint32_t i = 0; i < line->copy_count; i++) {
        const dbn_corpus_copy *copy = &line->copies[i];
        if (takes(copy))
            DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, copy->own));
    }
    if (out->count == 0)
        return DBN_OK;
    qsort(out->items, out->count, sizeof out->items[0], by_beg);
    uint32_t last = 0;
    for (uint32_t i = 1; i < out->count; i++) {
        dbn_range range = out->items[i];
        if (range.beg >= out->items[last].end)
            out->items[++last] = range;
        else if (range.end > out->items[last].end)
            out->items[last].end = range.end;
    }
    out->count = last + 1;
    return DBN_OK;
}

static uint32_t
total_of(const dbn_ranges *ranges)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < ranges->count; i++)
        total += dbn_range_len(ranges->items[i]);
    return total;
}

/* Bytes that stood in others: those of copies and passages, or, where that is more, the
 * share of the whole that its survivor has. */
static dbn_status
count_repeated(dbn_copies_line *line, dbn_job *job)
{
    dbn_ranges copies = {0};
    uint32_t share = 0;
    assert(line->copies != NULL || line->copy_count == 0);
    for (uint32_t i = 0; i < line->copy_count; i++) {
        const dbn_corpus_copy *copy = &line->copies[i];
        if (!copy->is_survivor && copy->unit == DBN_UNIT_DOCUMENT &&
            copy->score > share)
            share = copy->score;
    }
    DBN_TRY(unite(&copies, line, is_repeated, job));
    uint32_t whole = (uint32_t)((uint64_t)line->bytes * share / 1000);
    line->repeated = total_of(&copies);
    if (whole > line->repeated)
        line->repeated = whole;
    return DBN_OK;
}

/* The text without its copies, and without the space in front of each. */
static dbn_status
remove_copies(dbn_copies_line *line, dbn_span text, const dbn_ranges *copies,
              dbn_job *job)
{
    const dbn_view *view, *left;
    dbn_fixes fixes = {0};
    DBN_TRY(dbn_view_source(&view, text, job));
    uint32_t end = 0;
    for (uint32_t i = 0; i < copies->count; i++) {
        dbn_range range = copies->items[i];
        while (range.beg > end && dbn_is_ascii_space(text.ptr[range.beg - 1]))
            range.beg--;
        end = range.end;
        DBN_TRY_PUSH(job, dbn_fixes_remove(&fixes, &job->arena, range,
                                           DBN_RULE_REPETITION_EXACT));
    }
    DBN_TRY(dbn_view_derive(&left, view, dbn_view_all(view), &fixes,
                            DBN_PASS_REPETITION, job));
    line->text = dbn_span_trim(left->text);
    line->is_emptied = line->text.len == 0 && dbn_span_trim(text).len > 0;
    if (line->text.ptr == NULL)
        line->text = DBN_SPAN("");
    return DBN_OK;
}

/* What a batch writes a line with. */
typedef struct lines {
    dbn_batch *batch;
    dedup_all *all;
    dbn_jsonl_reader *reader;
    dbn_job job;
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

static dbn_status
write_line(lines *l, uint32_t i)
{
    const dbn_collected *d = &l->all->collection.documents.items[i];
    dbn_buffer out = {0};
    dbn_copies_line line = line_of(l->all, i);
    dbn_ranges removed = {0};
    dbn_span text;
    if (d->failed.ptr != NULL)
        return dbn_batch_send(l->batch, d->failed);
    DBN_TRY(count_repeated(&line, &l->job));
    if (l->all->options->removes) {
        DBN_TRY(unite(&removed, &line, is_removed, &l->job));
        DBN_TRY(dbn_flow_text_of(&text, d, l->batch->options, &l->reader, &l->job));
        DBN_TRY(remove_copies(&line, text, &removed, &l->job));
    }
    for (uint32_t k = 0; k < line.copy_count; k++)
        l->all->found->copies += !line.copies[k].is_survivor;
    l->all->found->emptied += line.is_emptied;
    dbn_writer w = {.out = &out,
                    .arena = &l->job.arena,
                    .rules = l->batch->engine->rules,
                    .version = l->batch->version,
                    .send = dbn_batch_send,
                    .context = l->batch};
    DBN_TRY(dbn_write_copies(&w, &line));
    return dbn_batch_send(l->batch, (dbn_span){out.items, out.count});
}

static dbn_status
write_lines(dbn_batch *b, dedup_all *all)
{
    lines l = {.batch = b, .all = all};
    dbn_status status = DBN_OK;
    dbn_job_init(&l.job, 0);
    for (uint32_t i = 0; status == DBN_OK && i < all->collection.documents.count; i++) {
        status = write_line(&l, i);
        if (status == DBN_OK)
            dbn_job_reset(&l.job);
    }
    if (l.job.err.status != DBN_OK)
        b->result->error = l.job.err;
    dbn_job_release(&l.job);
    dbn_jsonl_free(l.reader);
    return status;
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
    const dbn_dedup_options *o = all->options;
    dbn_relating relating = {.options = b->options,
                             .near = o->near == 0 ? NEAR_DEFAULT : o->near,
                             .max_postings = o->max_postings == 0 ? POSTINGS_DEFAULT
                                                                  : o->max_postings,
                             .threads = dbn_ordered_threads(b->options->threads)};
    dbn_error *error = &b->result->error;
    dbn_status status =
        dbn_flow_relate(&all->related, &all->collection, &relating, error);
    if (status == DBN_OK)
        status = name_wrong(all);
    if (status == DBN_OK)
        status = write_lines(b, all);
    all->found->contradictions = all->related.contradiction_pairs;
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(error, status, "no memory is left for the corpus");
    return status;
}

dbn_status
dbn_flow_dedup_all(dbn_batch_result *result, dbn_dedup_result *found,
                   const dbn_corpus_run *run, const dbn_dedup_options *dedup)
{
    dbn_batch batch = {.engine = run->engine,
                       .options = run->options,
                       .events = run->events,
                       .version = run->version};
    dedup_all own = {.options = dedup, .found = found};
    const dbn_command command = {.work = sign,
                                 .write = write_nothing,
                                 .read = dbn_reading_item,
                                 .send = collect,
                                 .end = relate_and_write,
                                 .says_failures = true};
    *found = (dbn_dedup_result){0};
    batch.command = &command;
    batch.own = &own;
    dbn_arena_init(&own.collection.arena, 0);
    dbn_status status = dbn_batch_run(result, &batch);
    dbn_arena_release(&own.collection.arena);
    return status;
}
