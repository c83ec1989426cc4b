/*
 * A list is a sorted array of hashes: a host's own, which says at once that nothing is
 * known of it, and one a block, in which the host's is mixed. All texts of a file are
 * blocks of one view, so that their keys are made in one pass.
 */
#include "flow/furniture.h"

#include <stdlib.h>

#include "article/meta.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "flow/host.h"
#include "key/key.h"

/* A line of a list has so many fields. */
#define FIELDS 4

static uint64_t
host_key(dbn_span host)
{
    return dbn_hash_bytes(host);
}

static uint64_t
block_key(uint64_t host, uint64_t block)
{
    return dbn_hash_mix(host * UINT64_C(0x9E3779B97F4A7C15) ^ block);
}

static uint64_t
hash_tokens(const dbn_token *tokens, uint32_t count)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t i = 0; i < count; i++)
        hash = dbn_hash_mix((hash ^ tokens[i].hash) * UINT64_C(0x9E3779B97F4A7C15));
    return count == 0 ? 0 : hash + (hash == 0);
}

dbn_status
dbn_furniture_hashes(const uint64_t **out, const dbn_records *records, dbn_job *job)
{
    dbn_key key;
    uint32_t count = records->blocks.count;
    uint64_t *hashes = dbn_arena_alloc(&job->scratch, count * sizeof *hashes);
    *out = hashes;
    if (hashes == NULL)
        return dbn_job_nomem(job);
    DBN_TRY(dbn_key_make(&key, records, NULL, job));
    for (uint32_t i = 0; i < count; i++)
        hashes[i] = hash_tokens(key.tokens.items + key.first[i],
                                key.first[i + 1] - key.first[i]);
    return DBN_OK;
}

/* ---- asking ---------------------------------------------------------------------- */

static int
by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static bool
has(const dbn_furniture *furniture, uint64_t key)
{
    return furniture->keys.count > 0 &&
           bsearch(&key, furniture->keys.items, furniture->keys.count, sizeof key,
                   by_value) != NULL;
}

static dbn_status
find(const bool **out, const dbn_furniture *furniture, uint64_t host,
     const dbn_records *records, dbn_job *job)
{
    const uint64_t *hashes;
    bool has_any = false;
    bool *flags = dbn_arena_alloc(&job->arena, records->blocks.count);
    if (flags == NULL)
        return dbn_job_nomem(job);
    DBN_TRY(dbn_furniture_hashes(&hashes, records, job));
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        flags[i] = hashes[i] != 0 && has(furniture, block_key(host, hashes[i]));
        has_any |= flags[i];
    }
    *out = has_any ? flags : NULL;
    return DBN_OK;
}

static dbn_status
find_host(dbn_span *host, dbn_span url, const dbn_metas *metas, dbn_job *job)
{
    uint32_t rank = 0, from = 0;
    DBN_TRY(dbn_host_of(host, url, job));
    while (host->len == 0) {
        const dbn_meta *meta =
            dbn_meta_next(metas, DBN_META_FIELD_CANONICAL, &rank, &from);
        if (meta == NULL)
            return DBN_OK;
        DBN_TRY(dbn_host_of(host, meta->value->text, job));
    }
    return DBN_OK;
}

dbn_status
dbn_furniture_find(const bool **out, const dbn_furniture *furniture, dbn_span url,
                   const dbn_metas *metas, const dbn_records *records, dbn_job *job)
{
    dbn_span host;
    *out = NULL;
    DBN_TRY(find_host(&host, url, metas, job));
    if (host.len == 0 || !has(furniture, host_key(host)))
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = find(out, furniture, host_key(host), records, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

/* ---- a file ---------------------------------------------------------------------- */

typedef struct loading {
    dbn_furniture *furniture;
    dbn_span bytes;
    size_t at;
    uint64_t line;
    dbn_records records;     /* the texts as blocks */
    DBN_VEC(uint64_t) hosts; /* of each of them */
    dbn_job job;
} loading;

static bool
next_line(loading *l, dbn_span *line)
{
    if (l->at >= l->bytes.len)
        return false;
    const char *from = l->bytes.ptr + l->at;
    const char *end = memchr(from, '\n', l->bytes.len - l->at);
    size_t len = end == NULL ? l->bytes.len - l->at : (size_t)(end - from);
    l->at += len + (end != NULL);
    l->line++;
    *line = (dbn_span){from, len - (len > 0 && from[len - 1] == '\r')};
    return true;
}

static dbn_status
refuse(loading *l, const char *message)
{
    dbn_status status = dbn_fail(&l->job.err, DBN_ERR_SYNTAX, "%s", message);
    l->job.err.line = l->line;
    return status;
}

static bool
is_number(dbn_span field)
{
    for (size_t i = 0; i < field.len; i++)
        if (!dbn_is_ascii_digit(field.ptr[i]))
            return false;
    return field.len > 0;
}

/* The fields of a line; false where it has fewer. What stands behind is of the last. */
static bool
cut_fields(dbn_span fields[FIELDS], dbn_span line)
{
    for (int i = 0; i + 1 < FIELDS; i++) {
        const char *tab = line.len == 0 ? NULL : memchr(line.ptr, '\t', line.len);
        if (tab == NULL)
            return false;
        fields[i] = (dbn_span){line.ptr, (size_t)(tab - line.ptr)};
        line = (dbn_span){tab + 1, line.len - fields[i].len - 1};
    }
    fields[FIELDS - 1] = dbn_span_trim(line);
    return true;
}

static dbn_status
load_line(loading *l, dbn_span line)
{
    dbn_span fields[FIELDS];
    if (line.len == 0 || line.ptr[0] == '#')
        return DBN_OK;
    if (!cut_fields(fields, line) || fields[0].len == 0 || !is_number(fields[1]) ||
        !is_number(fields[2]) || fields[3].len == 0)
        return refuse(l, "a line is no host, two numbers and a text, with a tab "
                         "between each and the next");
    uint32_t beg = (uint32_t)(fields[3].ptr - l->bytes.ptr);
    dbn_block block = {.range = {beg, beg + (uint32_t)fields[3].len},
                       .parent = DBN_NONE};
    DBN_TRY_PUSH(&l->job, dbn_vec_push(&l->job.arena, &l->records.blocks, block));
    DBN_TRY_PUSH(&l->job, dbn_vec_push(&l->job.arena, &l->hosts, host_key(fields[0])));
    return DBN_OK;
}

static dbn_status
load_lines(loading *l)
{
    dbn_span line = {"", 0};
    bool has_line = next_line(l, &line);
    l->line = 1;
    if (dbn_span_starts(line, DBN_SPAN("\xEF\xBB\xBF"))) /* an editor put it there */
        line = (dbn_span){line.ptr + 3, line.len - 3};
    if (!has_line || !dbn_span_starts(line, DBN_SPAN(DBN_FURNITURE_HEAD)))
        return refuse(l, "it is no list of furniture: its first line does not begin "
                         "with '" DBN_FURNITURE_HEAD "'");
    while (next_line(l, &line))
        DBN_TRY(load_line(l, line));
    return DBN_OK;
}

/* The keys of all lines behind those that are there, and sorted with them. */
static dbn_status
add_keys(loading *l)
{
    const uint64_t *hashes;
    dbn_furniture *f = l->furniture;
    uint32_t before = f->keys.count;
    DBN_TRY(dbn_furniture_hashes(&hashes, &l->records, &l->job));
    if (!dbn_vec_reserve(&f->arena, &f->keys, 2 * l->hosts.count))
        return dbn_job_nomem(&l->job);
    for (uint32_t i = 0; i < l->hosts.count; i++) {
        if (hashes[i] == 0)
            continue;
        f->keys.items[f->keys.count++] = l->hosts.items[i];
        f->keys.items[f->keys.count++] = block_key(l->hosts.items[i], hashes[i]);
    }
    if (f->keys.count > before)
        qsort(f->keys.items, f->keys.count, sizeof *f->keys.items, by_value);
    return DBN_OK;
}

static dbn_status
load(loading *l)
{
    size_t wrong = dbn_utf8_invalid_at(l->bytes, 0);
    if (wrong < l->bytes.len) {
        for (size_t i = 0; i <= wrong; i++)
            l->line += i == 0 || l->bytes.ptr[i - 1] == '\n';
        return refuse(l, "it is not UTF-8");
    }
    DBN_TRY(dbn_view_source(&l->records.view, l->bytes, &l->job));
    DBN_TRY(load_lines(l));
    return add_keys(l);
}

dbn_status
dbn_furniture_load(dbn_furniture *furniture, dbn_span bytes, dbn_error *error)
{
    loading l = {.furniture = furniture,
                 .bytes = bytes.len == 0 ? DBN_SPAN("") : bytes};
    dbn_job_init(&l.job, 0);
    dbn_status status = load(&l);
    *error = l.job.err;
    dbn_job_release(&l.job);
    return status;
}
