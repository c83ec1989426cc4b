/*
 * Which texts have a token: postings in runs.
 *
 * A run is the postings of some texts in a row. Those of a key are in rows of the file
 * by the length of texts, so that only those of near lengths are read:
 *
 *     run, key, longest │ total, (length, bytes, numbers…) (length, bytes, numbers…) …
 *
 * A row has the lengths up to `longest`, behind those of the row before; `total` is of
 * all rows of the key. Numbers are those of the run, each written as its distance from
 * the one before. Once a row is written it is never changed. What comes later stands
 * behind the last run, until it is enough for one of its own; runs that are no larger
 * than what comes behind them are made again with it, so that there are few, and a text
 * is indexed a logarithm of times.
 *
 * The merging is that of log-structured trees (O'Neil et al., 1996); a run can be made
 * from the texts themselves, so nothing is ever merged from two rows.
 */
#include "base/varint.h"
#include "memory/inside.h"

#include <assert.h>
#include <stdlib.h>

/* Postings of a run: 64 MiB while it is made. */
#define POSTINGS_MAX (1U << 23)

/* key 32 | length 8 | number 24: sorted, they are the rows. */
typedef DBN_VEC(uint64_t) postings;

#define POSTING_KEY(posting)    ((uint32_t)((posting) >> 32))
#define POSTING_LENGTH(posting) ((uint32_t)(posting) >> 24)
#define POSTING_NUMBER(posting) ((uint32_t)(posting)&0xFFFFFFU)

static int
ascending(const void *first, const void *second)
{
    uint64_t a = *(const uint64_t *)first, b = *(const uint64_t *)second;
    return a < b ? -1 : a > b;
}

static int
ascending_stems(const void *first, const void *second)
{
    uint32_t a = *(const uint32_t *)first, b = *(const uint32_t *)second;
    return a < b ? -1 : a > b;
}

void
dbn_memory_stems_read(uint32_t *out, dbn_span bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i + 4 <= bytes.len; i += 4)
        out[i / 4] = p[i] | (uint32_t)p[i + 1] << 8 | (uint32_t)p[i + 2] << 16 |
                     (uint32_t)p[i + 3] << 24;
}

dbn_status
dbn_memory_keys(uint32_t *out, uint32_t language, const uint32_t *stems, uint32_t count,
                dbn_arena *scratch)
{
    uint32_t *sorted = dbn_arena_alloc(scratch, count * sizeof *sorted);
    if (sorted == NULL)
        return DBN_ERR_NOMEM;
    if (count > 0)
        memcpy(sorted, stems, count * sizeof *sorted);
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, ascending_stems);
    for (uint32_t i = 0, occurrence = 0; i < count; i++) {
        occurrence = i > 0 && sorted[i] == sorted[i - 1] ? occurrence + 1 : 0;
        out[i] = dbn_memory_key(language, sorted[i], occurrence);
    }
    return DBN_OK;
}

/* A row of the file. */
typedef struct posting_row {
    int64_t run;
    uint32_t key, longest, total;
    dbn_span list;
} posting_row;

/* ---- gathering ------------------------------------------------------------------ */

/* The postings of one text, whose number is that in its run. */
static dbn_status
add_text(postings *out, uint32_t language, dbn_span stems, uint32_t number,
         dbn_job *job)
{
    uint32_t count = (uint32_t)(stems.len / 4);
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    uint32_t *ids = dbn_arena_alloc(&job->scratch, 2 * (size_t)count * sizeof *ids);
    if (ids == NULL)
        return dbn_job_nomem(job);
    dbn_memory_stems_read(ids, stems);
    DBN_TRY_PUSH(job,
                 dbn_memory_keys(ids + count, language, ids, count, &job->scratch));
    uint32_t low = dbn_memory_length_of(count) << 24 | number;
    for (uint32_t i = 0; i < count; i++)
        out->items[out->count++] = (uint64_t)ids[count + i] << 32 | low;
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}

/* From run->beg on, as many as a run takes; run->end is put behind them. */
static dbn_status
gather(postings *out, dbn_memory_run *run, dbn_memory_store *memory, dbn_job *job)
{
    dbn_statement *rows;
    bool has_row;
    int64_t end = run->end;
    DBN_TRY(dbn_memory_ask_for(&rows, memory, DBN_ASK_STEMS_FROM));
    dbn_statement_bind_number(rows, 1, run->beg);
    dbn_statement_bind_number(rows, 2, end);
    run->end = run->beg;
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        int64_t number = dbn_statement_number(rows, 0);
        const dbn_memory_tag *tag =
            dbn_memory_tag_of(memory, dbn_statement_number(rows, 1));
        dbn_span stems = dbn_statement_bytes(rows, 2);
        uint32_t count = (uint32_t)(stems.len / 4);
        bool is_full = count > POSTINGS_MAX - out->count && out->count > 0;
        if (is_full || number - run->beg >= DBN_MEMORY_RUN_MAX)
            break;
        if (!dbn_vec_reserve(&job->arena, out, count))
            status = dbn_job_nomem(job);
        if (status == DBN_OK && tag != NULL)
            status =
                add_text(out, tag->hash, stems, (uint32_t)(number - run->beg), job);
        if (status != DBN_OK)
            break;
        run->end = number + 1;
    }
    dbn_statement_reset(rows);
    return status;
}

/* ---- writing -------------------------------------------------------------------- */

/* The group of one length, postings [beg, end). */
static dbn_status
write_group(dbn_buffer *out, const postings *all, uint32_t beg, uint32_t end,
            dbn_arena *arena)
{
    char bytes[DBN_VARINT_MAX];
    dbn_buffer numbers = {0};
    uint32_t before = 0;
    for (uint32_t i = beg; i < end; i++) {
        uint32_t number = POSTING_NUMBER(all->items[i]);
        uint32_t len = dbn_varint_put(bytes, number - before);
        DBN_TRY(dbn_vec_append(arena, &numbers, bytes, len));
        before = number;
    }
    const uint32_t head[] = {POSTING_LENGTH(all->items[beg]), numbers.count};
    for (int i = 0; i < 2; i++) {
        uint32_t len = dbn_varint_put(bytes, head[i]);
        DBN_TRY(dbn_vec_append(arena, out, bytes, len));
    }
    return dbn_vec_append(arena, out, numbers.items, numbers.count);
}

/* Bytes from which on a row is full. */
#define ROW_BYTES 2048U

static dbn_status
write_row(dbn_memory_store *memory, const posting_row *row)
{
    dbn_statement *add;
    DBN_TRY(dbn_memory_ask_for(&add, memory, DBN_ADD_POSTING));
    dbn_statement_bind_number(add, 1, row->run);
    dbn_statement_bind_number(add, 2, row->key);
    dbn_statement_bind_number(add, 3, row->longest);
    dbn_statement_bind_number(add, 4, row->total);
    dbn_statement_bind_bytes(add, 5, row->list);
    return dbn_statement_run(add);
}

/* The rows of one key, postings [range.beg, range.end). */
static dbn_status
write_key(dbn_memory_store *memory, int64_t run, const postings *all, dbn_range range,
          dbn_job *job)
{
    dbn_buffer list = {0};
    posting_row row = {.run = run,
                       .key = POSTING_KEY(all->items[range.beg]),
                       .total = dbn_range_len(range)};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    for (uint32_t beg = range.beg, end; beg < range.end; beg = end) {
        row.longest = POSTING_LENGTH(all->items[beg]);
        for (end = beg + 1; end < range.end; end++)
            if (POSTING_LENGTH(all->items[end]) != row.longest)
                break;
        DBN_TRY_PUSH(job, write_group(&list, all, beg, end, &job->scratch));
        if (list.count < ROW_BYTES && end < range.end)
            continue;
        row.list = (dbn_span){list.items, list.count};
        DBN_TRY(write_row(memory, &row));
        list.count = 0;
    }
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}

static dbn_status
write_rows(dbn_memory_store *memory, int64_t run, const postings *all, dbn_job *job)
{
    for (uint32_t beg = 0, end; beg < all->count; beg = end) {
        uint32_t key = POSTING_KEY(all->items[beg]);
        for (end = beg + 1; end < all->count; end++)
            if (POSTING_KEY(all->items[end]) != key)
                break;
        DBN_TRY(write_key(memory, run, all, (dbn_range){beg, end}, job));
    }
    return DBN_OK;
}

/* ---- runs ----------------------------------------------------------------------- */

static dbn_status
run_statement(dbn_memory_store *memory, dbn_memory_ask ask, const dbn_memory_run *run)
{
    dbn_statement *statement;
    DBN_TRY(dbn_memory_ask_for(&statement, memory, ask));
    dbn_statement_bind_number(statement, 1, run->beg);
    if (ask == DBN_ADD_RUN)
        dbn_statement_bind_number(statement, 2, run->end);
    return dbn_statement_run(statement);
}

static dbn_status
drop_last(dbn_memory_store *memory)
{
    const dbn_memory_run *last = &memory->runs.items[memory->runs.count - 1];
    DBN_TRY(run_statement(memory, DBN_DROP_POSTINGS, last));
    DBN_TRY(run_statement(memory, DBN_DROP_RUN, last));
    memory->runs.count--;
    return DBN_OK;
}

static dbn_status
make_run(dbn_memory_run *run, dbn_memory_store *memory, dbn_job *job)
{
    postings all = {0};
    dbn_arena_mark mark = dbn_arena_save(&job->arena);
    DBN_TRY(gather(&all, run, memory, job));
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, ascending);
    DBN_TRY(write_rows(memory, run->beg, &all, job));
    dbn_arena_rewind(&job->arena, mark);
    DBN_TRY(run_statement(memory, DBN_ADD_RUN, run));
    if (dbn_vec_push(&memory->arena, &memory->runs, *run) != DBN_OK)
        return dbn_memory_nomem(memory);
    return DBN_OK;
}

dbn_status
dbn_memory_index(dbn_memory_store *memory, dbn_job *job)
{
    int64_t end = memory->searched, beg = dbn_memory_indexed(memory);
    if (end - beg < DBN_MEMORY_TAIL_MAX)
        return DBN_OK;
    while (memory->runs.count > 0) {
        const dbn_memory_run *last = &memory->runs.items[memory->runs.count - 1];
        if (last->end - last->beg > end - beg || end - last->beg > DBN_MEMORY_RUN_MAX)
            break;
        beg = last->beg;
        DBN_TRY(drop_last(memory));
    }
    while (beg < end) {
        dbn_memory_run run = {beg, end};
        DBN_TRY(make_run(&run, memory, job));
        assert(run.end > beg);
        beg = run.end;
    }
    return DBN_OK;
}
