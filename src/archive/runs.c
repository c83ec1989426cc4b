/*
 * A walk over runs holds a block of each: some tens of blocks, however large they are,
 * and eight bytes for each block that they have. Merging is a walk whose entries are
 * written again; with few runs, the lowest of their entries is found by looking at
 * each.
 */
#include "archive/runs.h"

#include "base/message.h"

/* Bytes of a key in run.firsts, the highest first. */
#define FIRST_BYTES 8U
/* Entries of a run of level 0, about; of each level DBN_RUNS_LEVEL times as many. */
#define LEVEL_ENTRIES (1U << 16)

/* A walk over one run. */
typedef struct walk {
    uint64_t number;      /* of the run */
    uint64_t first_block; /* its number */
    uint64_t block_count;
    uint64_t entry_count;
    const char *firsts;
    uint64_t block; /* index of the one that is read */
    dbn_block_reader reader;
    dbn_run_entry entry; /* unless is_over */
    bool is_begun, is_over;
    char bytes[DBN_BLOCK_BYTES];
} walk;

struct dbn_runs {
    dbn_sql *db;
    dbn_job *job;
    dbn_statement *blocks;
    const dbn_gones *gone;
    DBN_VEC(walk *) walks; /* the oldest units first */
    int64_t highest_level;
};

/* ---- reading a run -------------------------------------------------------------- */

static uint64_t
first_of(const walk *w, uint64_t block)
{
    const unsigned char *at = (const unsigned char *)w->firsts + block * FIRST_BYTES;
    uint64_t key = 0;
    for (uint32_t i = 0; i < FIRST_BYTES; i++)
        key = key << 8 | at[i];
    return key;
}

static dbn_status
load(dbn_runs *r, walk *w, uint64_t block)
{
    bool has_row;
    dbn_statement_bind_number(r->blocks, 1, (int64_t)(w->first_block + block));
    DBN_TRY(dbn_statement_step(&has_row, r->blocks));
    dbn_span bytes = has_row ? dbn_statement_bytes(r->blocks, 0) : (dbn_span){NULL, 0};
    bool is_whole = bytes.len > 0 && bytes.len <= sizeof w->bytes;
    if (is_whole)
        memcpy(w->bytes, bytes.ptr, bytes.len);
    dbn_statement_reset(r->blocks);
    if (!is_whole)
        return dbn_sql_damaged(r->db, DBN_MESSAGE("a block of a run is missing"));
    w->block = block;
    w->reader = (dbn_block_reader){.bytes = {w->bytes, bytes.len}};
    return DBN_OK;
}

/* The next entry of a run. */
static dbn_status
step(dbn_runs *r, walk *w)
{
    dbn_run_entry entry;
    while (!dbn_block_next(&entry, &w->reader)) {
        if (w->reader.is_broken)
            return dbn_sql_damaged(r->db, DBN_MESSAGE("a block of a run is broken"));
        if (w->block + 1 >= w->block_count) {
            w->is_over = true;
            return DBN_OK;
        }
        DBN_TRY(load(r, w, w->block + 1));
    }
    if (w->is_begun && !dbn_run_entry_is_before(w->entry, entry))
        return dbn_sql_damaged(r->db, DBN_MESSAGE("a run is not in order"));
    w->is_begun = true;
    w->entry = entry;
    return DBN_OK;
}

/* The last block, from the present one on, that begins below `key`. */
static uint64_t
block_below(const walk *w, uint64_t key)
{
    uint64_t low = w->block, width = 1;
    while (low + width < w->block_count && first_of(w, low + width) < key) {
        low += width;
        width *= 2;
    }
    while (width > 1) {
        width /= 2;
        if (low + width < w->block_count && first_of(w, low + width) < key)
            low += width;
    }
    return low;
}

/* Go to the first entry whose key is not below `key`. */
static dbn_status
seek(dbn_runs *r, walk *w, uint64_t key)
{
    if (w->is_over || w->entry.key >= key)
        return DBN_OK;
    uint64_t block = block_below(w, key);
    if (block > w->block) {
        DBN_TRY(load(r, w, block));
        DBN_TRY(step(r, w));
    }
    while (!w->is_over && w->entry.key < key)
        DBN_TRY(step(r, w));
    return DBN_OK;
}

static bool
is_gone(const dbn_gones *gone, uint64_t number)
{
    uint32_t low = 0, high = gone->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (gone->items[middle].end <= number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < gone->count && gone->items[low].beg <= number;
}

/* ---- all runs of a kind --------------------------------------------------------- */

static dbn_status
add_walk(dbn_runs *r, const dbn_statement *row)
{
    walk *w = dbn_arena_alloc(&r->job->scratch, sizeof *w);
    dbn_span firsts = dbn_statement_bytes(row, 4);
    int64_t level = dbn_statement_number(row, 5);
    if (w == NULL)
        return dbn_sql_nomem(r->db);
    w->number = (uint64_t)dbn_statement_number(row, 0);
    w->first_block = (uint64_t)dbn_statement_number(row, 1);
    w->block_count = (uint64_t)dbn_statement_number(row, 2);
    w->entry_count = (uint64_t)dbn_statement_number(row, 3);
    if (w->block_count == 0 || firsts.len % FIRST_BYTES != 0 ||
        firsts.len / FIRST_BYTES != w->block_count)
        return dbn_sql_damaged(r->db, DBN_MESSAGE("a run has lost its list of blocks"));
    w->firsts = dbn_arena_copy(&r->job->scratch, firsts).ptr;
    if (w->firsts == NULL || dbn_vec_push(&r->job->scratch, &r->walks, w) != DBN_OK)
        return dbn_sql_nomem(r->db);
    if (level > r->highest_level)
        r->highest_level = level;
    return DBN_OK;
}

static dbn_status
list_runs(dbn_runs *r, dbn_run_kind kind, int64_t level)
{
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(dbn_statement_new(
        &rows, r->db,
        "SELECT number, first_block, blocks, entries, firsts, level FROM run"
        " WHERE kind = ?1 AND (?2 < 0 OR level = ?2) ORDER BY level DESC, number"));
    dbn_statement_bind_number(rows, 1, kind);
    dbn_statement_bind_number(rows, 2, level);
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        status = add_walk(r, rows);
        if (status != DBN_OK)
            break;
    }
    dbn_statement_free(rows);
    return status;
}

/* Those of one level, or of all where that is negative; each at its first entry. */
static dbn_status
open_level(dbn_runs **out, dbn_sql *db, dbn_run_kind kind, int64_t level, dbn_job *job)
{
    dbn_runs *r = dbn_arena_alloc(&job->scratch, sizeof *r);
    *out = r;
    if (r == NULL)
        return dbn_sql_nomem(db);
    r->db = db;
    r->job = job;
    DBN_TRY(
        dbn_statement_new(&r->blocks, db, "SELECT bytes FROM block WHERE number = ?1"));
    DBN_TRY(list_runs(r, kind, level));
    for (uint32_t i = 0; i < r->walks.count; i++) {
        DBN_TRY(load(r, r->walks.items[i], 0));
        DBN_TRY(step(r, r->walks.items[i]));
    }
    return DBN_OK;
}

dbn_status
dbn_runs_open(dbn_runs **out, dbn_sql *db, dbn_run_kind kind, const dbn_gones *gone,
              dbn_job *job)
{
    DBN_TRY(open_level(out, db, kind, -1, job));
    (*out)->gone = gone;
    return DBN_OK;
}

void
dbn_runs_close(dbn_runs *runs)
{
    if (runs != NULL)
        dbn_statement_free(runs->blocks);
}

dbn_status
dbn_runs_find(uint64_t *out, uint32_t *count, dbn_runs *runs, uint64_t key,
              uint32_t most)
{
    *count = 0;
    for (uint32_t i = 0; i < runs->walks.count && *count < most; i++) {
        walk *w = runs->walks.items[i];
        DBN_TRY(seek(runs, w, key));
        while (!w->is_over && w->entry.key == key && *count < most) {
            if (!is_gone(runs->gone, w->entry.number))
                out[(*count)++] = w->entry.number;
            DBN_TRY(step(runs, w));
        }
    }
    return DBN_OK;
}

/* ---- writing a run -------------------------------------------------------------- */

typedef struct run_writer {
    dbn_sql *db;
    dbn_job *job;
    dbn_statement *insert;
    uint64_t first_block, block_count, entry_count;
    dbn_buffer firsts;
    dbn_block_writer block;
} run_writer;

static dbn_status
begin_run(run_writer *w, dbn_sql *db, dbn_job *job)
{
    int64_t last = 0;
    *w = (run_writer){.db = db, .job = job};
    DBN_TRY(dbn_sql_number(&last, db, "SELECT max(number) FROM block"));
    w->first_block = (uint64_t)last + 1;
    return dbn_statement_new(&w->insert, db, "INSERT INTO block VALUES (?1, ?2)");
}

static dbn_status
end_block(run_writer *w)
{
    char first[FIRST_BYTES];
    if (w->block.len == 0)
        return DBN_OK;
    for (uint32_t i = 0; i < FIRST_BYTES; i++)
        first[i] = (char)(w->block.first.key >> (8 * (FIRST_BYTES - 1 - i)) & 0xFF);
    if (dbn_vec_append(&w->job->scratch, &w->firsts, first, FIRST_BYTES) != DBN_OK)
        return dbn_sql_nomem(w->db);
    dbn_statement_bind_number(w->insert, 1, (int64_t)(w->first_block + w->block_count));
    dbn_statement_bind_bytes(w->insert, 2, (dbn_span){w->block.bytes, w->block.len});
    w->block_count++;
    w->block.len = 0;
    return dbn_statement_run(w->insert);
}

static dbn_status
put(run_writer *w, dbn_run_entry entry)
{
    if (!dbn_block_put(&w->block, entry)) {
        DBN_TRY(end_block(w));
        (void)dbn_block_put(&w->block, entry); /* an empty one has room */
    }
    w->entry_count++;
    return DBN_OK;
}

static dbn_status
end_run(run_writer *w, dbn_run_kind kind, int64_t level)
{
    dbn_statement *insert;
    DBN_TRY(end_block(w));
    if (w->entry_count == 0)
        return DBN_OK;
    DBN_TRY(dbn_statement_new(
        &insert, w->db,
        "INSERT INTO run (kind, level, entries, first_block, blocks, firsts)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    dbn_statement_bind_number(insert, 1, kind);
    dbn_statement_bind_number(insert, 2, level);
    dbn_statement_bind_number(insert, 3, (int64_t)w->entry_count);
    dbn_statement_bind_number(insert, 4, (int64_t)w->first_block);
    dbn_statement_bind_number(insert, 5, (int64_t)w->block_count);
    dbn_statement_bind_bytes(insert, 6, (dbn_span){w->firsts.items, w->firsts.count});
    dbn_status status = dbn_statement_run(insert);
    dbn_statement_free(insert);
    return status;
}

/* ---- merging -------------------------------------------------------------------- */

static walk *
lowest(const dbn_runs *r)
{
    walk *least = NULL;
    for (uint32_t i = 0; i < r->walks.count; i++) {
        walk *w = r->walks.items[i];
        if (!w->is_over &&
            (least == NULL || dbn_run_entry_is_before(w->entry, least->entry)))
            least = w;
    }
    return least;
}

static dbn_status
write_merged(run_writer *writer, dbn_runs *r, const dbn_gones *gone)
{
    for (walk *w = lowest(r); w != NULL; w = lowest(r)) {
        if (!is_gone(gone, w->entry.number))
            DBN_TRY(put(writer, w->entry));
        DBN_TRY(step(r, w));
    }
    return DBN_OK;
}

static dbn_status
delete_run(dbn_sql *db, const walk *w)
{
    char text[160];
    (void)snprintf(text, sizeof text,
                   "DELETE FROM block WHERE number >= %llu AND number < %llu;"
                   "DELETE FROM run WHERE number = %llu",
                   (unsigned long long)w->first_block,
                   (unsigned long long)w->first_block + w->block_count,
                   (unsigned long long)w->number);
    return dbn_sql_run(db, text);
}

/* Write what the runs have as one of that level, and delete them. */
static dbn_status
merge(dbn_runs *r, dbn_run_kind kind, int64_t level, const dbn_gones *gone)
{
    run_writer writer;
    dbn_status status = begin_run(&writer, r->db, r->job);
    if (status == DBN_OK)
        status = write_merged(&writer, r, gone);
    if (status == DBN_OK)
        status = end_run(&writer, kind, level);
    dbn_statement_free(writer.insert);
    for (uint32_t i = 0; status == DBN_OK && i < r->walks.count; i++)
        status = delete_run(r->db, r->walks.items[i]);
    return status;
}

/* Merge level after level, as long as there are enough runs of it. */
static dbn_status
merge_full_levels(dbn_sql *db, dbn_run_kind kind, dbn_job *job)
{
    const dbn_gones none = {0};
    bool is_full = true;
    for (int64_t level = 0; is_full; level++) {
        dbn_runs *runs;
        dbn_arena_mark mark = dbn_arena_save(&job->scratch);
        dbn_status status = open_level(&runs, db, kind, level, job);
        is_full = status == DBN_OK && runs->walks.count >= DBN_RUNS_LEVEL;
        if (is_full)
            status = merge(runs, kind, level + 1, &none);
        dbn_runs_close(runs);
        dbn_arena_rewind(&job->scratch, mark);
        DBN_TRY(status);
    }
    return DBN_OK;
}

dbn_status
dbn_runs_add(dbn_sql *db, dbn_run_kind kind, const dbn_run_entries *entries,
             dbn_job *job)
{
    run_writer writer;
    if (entries->count == 0)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = begin_run(&writer, db, job);
    for (uint32_t i = 0; status == DBN_OK && i < entries->count; i++)
        status = put(&writer, entries->items[i]);
    if (status == DBN_OK)
        status = end_run(&writer, kind, 0);
    dbn_statement_free(writer.insert);
    dbn_arena_rewind(&job->scratch, mark);
    DBN_TRY(status);
    return merge_full_levels(db, kind, job);
}

/* The level that merging would have come to: what is added later is no reason to write
 * a large run again soon. */
static int64_t
level_of(const dbn_runs *r)
{
    uint64_t entries = 0;
    int64_t level = 0;
    for (uint32_t i = 0; i < r->walks.count; i++)
        entries += r->walks.items[i]->entry_count;
    for (; entries > LEVEL_ENTRIES; entries /= DBN_RUNS_LEVEL)
        level++;
    return level > r->highest_level ? level : r->highest_level;
}

dbn_status
dbn_runs_compact(dbn_sql *db, dbn_run_kind kind, const dbn_gones *gone, dbn_job *job)
{
    dbn_runs *runs;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = open_level(&runs, db, kind, -1, job);
    if (status == DBN_OK && (runs->walks.count > 1 || gone->count > 0))
        status = merge(runs, kind, level_of(runs), gone);
    dbn_runs_close(runs);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

/* ---- verifying ------------------------------------------------------------------ */

static dbn_status
verify_run(dbn_runs *r, walk *w, uint64_t end)
{
    uint64_t count = 0, block = UINT64_MAX;
    for (; !w->is_over; count++) {
        if (w->block != block && first_of(w, w->block) != w->entry.key)
            return dbn_sql_damaged(
                r->db, DBN_MESSAGE("a block does not begin as its run says"));
        block = w->block;
        if (w->entry.number >= end)
            return dbn_sql_damaged(r->db,
                                   DBN_MESSAGE("a run names a unit that never was"));
        DBN_TRY(step(r, w));
    }
    if (count != w->entry_count)
        return dbn_sql_damaged(r->db, DBN_MESSAGE("a run has lost entries"));
    return DBN_OK;
}

dbn_status
dbn_runs_verify(dbn_sql *db, uint64_t end, dbn_job *job)
{
    static const dbn_run_kind kinds[] = {DBN_RUN_CONTENTS, DBN_RUN_GRAMS};
    for (int i = 0; i < 2; i++) {
        dbn_runs *runs;
        dbn_arena_mark mark = dbn_arena_save(&job->scratch);
        dbn_status status = open_level(&runs, db, kinds[i], -1, job);
        for (uint32_t k = 0; status == DBN_OK && k < runs->walks.count; k++)
            status = verify_run(runs, runs->walks.items[k], end);
        dbn_runs_close(runs);
        dbn_arena_rewind(&job->scratch, mark);
        DBN_TRY(status);
    }
    return DBN_OK;
}
