/*
 * tests/fuzz/fuzz_tmx.c - a file of TMX, read as it comes: it is read or refused with a
 * message, the same in pieces of any length; what was read and is written again reads
 * the same.
 */
#include "exchange/units.h"

#include "write/memory.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes that come so many at a time. */
typedef struct pieces {
    dbn_span bytes;
    size_t at, step;
} pieces;

/* What was read, as it is written again, and by which it is compared. */
typedef struct reading {
    dbn_arena arena;
    dbn_buffer text;
    uint32_t units;
    dbn_status status;
} reading;

static dbn_status
read_piece(void *context, char *out, size_t size, size_t *count)
{
    pieces *p = context;
    size_t left = p->bytes.len - p->at;
    *count = left < p->step ? left : p->step;
    *count = *count < size ? *count : size;
    if (*count > 0)
        memcpy(out, p->bytes.ptr + p->at, *count);
    p->at += *count;
    return DBN_OK;
}

static dbn_status
on_unit(void *context, const dbn_stored_unit *unit)
{
    reading *r = context;
    assert(unit->variant_count > 0);
    r->units++;
    return dbn_write_memory_unit(&r->text, &r->arena, unit);
}

static void
read_all(reading *r, dbn_span bytes, size_t step)
{
    dbn_job job;
    pieces from = {bytes, 0, step};
    dbn_tmx_stream stream = {.read = read_piece,
                             .read_context = &from,
                             .on_unit = on_unit,
                             .unit_context = r};
    dbn_job_init(&job, (size_t)64 << 20);
    dbn_arena_init(&r->arena, (size_t)64 << 20);
    r->text = (dbn_buffer){0};
    r->units = 0;
    if (dbn_write_memory_head(&r->text, &r->arena, "1") == DBN_OK)
        r->status = dbn_tmx_stream_read(&stream, &job);
    assert(r->status == DBN_OK || job.err.message[0] != '\0' ||
           r->status == DBN_ERR_NOMEM);
    dbn_job_release(&job);
}

static bool
is_same(const reading *a, const reading *b)
{
    return a->units == b->units && a->text.count == b->text.count &&
           memcmp(a->text.items, b->text.items, a->text.count) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span bytes = {(const char *)data, size};
    reading whole = {.status = DBN_OK}, parts = {.status = DBN_OK};
    if (size > 1U << 16)
        return 0;
    read_all(&whole, bytes, SIZE_MAX);
    read_all(&parts, bytes, 1 + size % 7);
    if (whole.status == DBN_OK && parts.status == DBN_OK)
        assert(is_same(&whole, &parts));
    dbn_arena_release(&parts.arena);
    if (whole.status == DBN_OK &&
        dbn_write_memory_end(&whole.text, &whole.arena) == DBN_OK) {
        parts.status = DBN_OK;
        read_all(&parts, (dbn_span){whole.text.items, whole.text.count}, SIZE_MAX);
        assert(parts.status == DBN_OK && parts.units == whole.units);
        assert(dbn_write_memory_end(&parts.text, &parts.arena) == DBN_OK);
        assert(is_same(&whole, &parts));
        dbn_arena_release(&parts.arena);
    }
    dbn_arena_release(&whole.arena);
    return 0;
}
