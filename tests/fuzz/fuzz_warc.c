/*
 * tests/fuzz/fuzz_warc.c - a web archive gives the same captures however its bytes come
 * in; a body is decoded or refused with a reason, under any budget.
 *
 * The first byte of an input is the size of the pieces of the second reading.
 */
#include "read/http.h"
#include "read/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct pieces {
    dbn_span bytes;
    size_t at, step;
} pieces;

static ptrdiff_t
read_piece(void *context, char *out, size_t size, dbn_error *err)
{
    pieces *p = context;
    size_t len = p->bytes.len - p->at;
    (void)err;
    len = len < p->step ? len : p->step;
    len = len < size ? len : size;
    if (len > 0)
        memcpy(out, p->bytes.ptr + p->at, len);
    p->at += len;
    return (ptrdiff_t)len;
}

/* What a reading came to. */
typedef struct outcome {
    uint64_t captures, bytes, hash;
    dbn_skipped skipped;
    dbn_status status;
    uint64_t offset;
} outcome;

static void
note(outcome *o, dbn_span bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        o->hash = (o->hash ^ (unsigned char)bytes.ptr[i]) * UINT64_C(1099511628211);
    o->bytes += bytes.len;
}

static outcome
read_all(dbn_span bytes, size_t step)
{
    outcome o = {0};
    pieces p = {bytes, 0, step};
    dbn_error err = {0};
    dbn_warc *warc;
    dbn_capture capture;
    if (dbn_warc_new(&warc, (dbn_feed){&p, read_piece}, &err) != DBN_OK)
        abort();
    while (dbn_warc_next(warc, &capture, &err)) {
        char part[300];
        ptrdiff_t got;
        o.captures++;
        note(&o, capture.id);
        note(&o, capture.url);
        note(&o, capture.date);
        note(&o, capture.media_type);
        while ((got = dbn_warc_read(warc, part, sizeof part, &err)) > 0)
            note(&o, (dbn_span){part, (size_t)got});
    }
    o.skipped = dbn_warc_skipped(warc);
    o.status = err.status;
    o.offset = err.offset;
    if (err.status != DBN_OK && (!err.has_offset || err.offset > bytes.len))
        abort();
    dbn_warc_free(warc);
    return o;
}

/* The whole input as an answer, whose header may say anything. */
static void
decode(dbn_span answer, size_t budget)
{
    dbn_job job;
    dbn_span body;
    dbn_job_init(&job, budget);
    dbn_status status = dbn_http_body(&body, answer, (size_t)1 << 20, &job);
    if (status != DBN_OK && job.err.message[0] == '\0')
        abort();
    if (status == DBN_OK && body.len > ((size_t)1 << 20) && body.len > answer.len)
        abort();
    dbn_job_release(&job);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t step = size == 0 ? 1 : (size_t)data[0] + 1;
    dbn_span bytes = {(const char *)data + (size > 0), size - (size > 0)};
    outcome whole = read_all(bytes, SIZE_MAX), parts = read_all(bytes, step);
    if (whole.captures != parts.captures || whole.bytes != parts.bytes ||
        whole.hash != parts.hash || whole.status != parts.status ||
        whole.offset != parts.offset ||
        memcmp(&whole.skipped, &parts.skipped, sizeof whole.skipped) != 0)
        abort();
    decode(bytes, 0);
    decode(bytes, step * 512);
    return 0;
}
