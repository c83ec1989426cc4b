/*
 * read/http_coding.c - zlib and brotli behind one loop.
 *
 * Both get their memory from the scratch arena, so that the document's budget holds for
 * it and nothing is left behind; what they free comes back with the arena.
 */
#define ZLIB_CONST /* input is not written to */

#include "read/http_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "base/vec.h"
#include "read/http.h"

/* Room that is made for output at a time, once it is used up. */
#define STEP 16384U

/* windowBits of inflateInit2(): 32 and 16 more for what stands around the data. */
#define RAW_DEFLATE (-MAX_WBITS)
#define ZLIB        MAX_WBITS
#define GZIP        (MAX_WBITS + 16)

/* A body on its way. */
typedef struct decoding {
    dbn_job *job;
    dbn_span body;
    size_t used; /* of the body */
    dbn_buffer out;
    size_t max;
} decoding;

dbn_http_coding
dbn_http_coding_of(dbn_span name)
{
    static const struct {
        const char *name;
        dbn_http_coding coding;
    } codings[] = {{"", DBN_CODING_NONE},       {"identity", DBN_CODING_NONE},
                   {"none", DBN_CODING_NONE},   {"gzip", DBN_CODING_GZIP},
                   {"x-gzip", DBN_CODING_GZIP}, {"deflate", DBN_CODING_DEFLATE},
                   {"br", DBN_CODING_BROTLI}};
    for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++)
        if (dbn_span_equal_ascii(name, dbn_span_of(codings[i].name)))
            return codings[i].coding;
    return DBN_CODING_UNKNOWN;
}

/* Room for output, or the reason why there is none. */
static dbn_status
make_room(decoding *d)
{
    if (d->out.count > d->max)
        return dbn_fail(&d->job->err, DBN_ERR_LIMIT,
                        "the document is larger than %zu bytes", d->max);
    if (d->out.count > DBN_SWELL_BYTES && d->out.count / DBN_SWELL_MAX > d->used)
        return dbn_fail(&d->job->err, DBN_ERR_LIMIT,
                        "the body swells more than %u times when it is unpacked",
                        DBN_SWELL_MAX);
    if (d->out.count < d->out.cap || dbn_vec_reserve(&d->job->arena, &d->out, STEP))
        return DBN_OK;
    return dbn_job_nomem(d->job);
}

static dbn_status
broken(const decoding *d, const char *what)
{
    return dbn_fail_at(&d->job->err, DBN_ERR_SYNTAX, d->used, "the body is broken: %s",
                       what);
}

/* ---- zlib ------------------------------------------------------------------- */

static void *
zlib_alloc(void *scratch, unsigned items, unsigned size)
{
    return dbn_arena_alloc(scratch, (size_t)items * size);
}

static void
arena_free(void *scratch, void *memory)
{
    (void)scratch, (void)memory;
}

static bool
begins_as_gzip(const decoding *d)
{
    dbn_span rest = {d->body.ptr + d->used, d->body.len - d->used};
    return dbn_span_starts(rest, DBN_SPAN("\x1F\x8B"));
}

/* The two bytes of RFC 1950: method, window, and a remainder that is right. */
static bool
begins_as_zlib(dbn_span body)
{
    const unsigned char *bytes = (const unsigned char *)body.ptr;
    return body.len >= 2 && (bytes[0] & 0x0F) == Z_DEFLATED &&
           (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

/* Run through one stream. */
static dbn_status
inflate_stream(decoding *d, z_stream *stream)
{
    for (;;) {
        DBN_TRY(make_room(d));
        /* A body is at most 2^31-1 bytes, as all documents. */
        stream->next_in = (const Bytef *)(d->body.ptr + d->used);
        stream->avail_in = (uInt)(d->body.len - d->used);
        stream->next_out = (Bytef *)(d->out.items + d->out.count);
        stream->avail_out = d->out.cap - d->out.count;
        int result = inflate(stream, Z_NO_FLUSH);
        d->used = d->body.len - stream->avail_in;
        d->out.count = d->out.cap - stream->avail_out;
        if (result == Z_STREAM_END)
            return DBN_OK;
        if (result == Z_MEM_ERROR)
            return dbn_job_nomem(d->job);
        if (result != Z_OK && result != Z_BUF_ERROR)
            return broken(d, stream->msg == NULL ? "no such data" : stream->msg);
        if (stream->avail_in == 0 && stream->avail_out > 0)
            return broken(d, "it breaks off");
    }
}

static dbn_status
inflate_body(decoding *d, int window_bits)
{
    z_stream stream = {
        .zalloc = zlib_alloc, .zfree = arena_free, .opaque = &d->job->scratch};
    if (inflateInit2(&stream, window_bits) != Z_OK)
        return dbn_job_nomem(d->job);
    dbn_status status = inflate_stream(d, &stream);
    /* Several streams in a row are one body (RFC 1952); other bytes behind are not
     * looked at, as in browsers. */
    while (status == DBN_OK && window_bits == GZIP && begins_as_gzip(d)) {
        if (inflateReset(&stream) != Z_OK)
            return dbn_job_nomem(d->job);
        status = inflate_stream(d, &stream);
    }
    return status;
}

/* ---- brotli ----------------------------------------------------------------- */

static void *
brotli_alloc(void *scratch, size_t size)
{
    return dbn_arena_alloc(scratch, size);
}

static dbn_status
brotli_stream(decoding *d, BrotliDecoderState *state)
{
    for (;;) {
        DBN_TRY(make_room(d));
        const uint8_t *in = (const uint8_t *)d->body.ptr + d->used;
        size_t in_left = d->body.len - d->used;
        uint8_t *out = (uint8_t *)d->out.items + d->out.count;
        size_t out_left = d->out.cap - d->out.count;
        BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state, &in_left, &in, &out_left, &out, NULL);
        d->used = d->body.len - in_left;
        d->out.count = d->out.cap - (uint32_t)out_left;
        switch (result) {
        case BROTLI_DECODER_RESULT_SUCCESS:
            return DBN_OK;
        case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
            return broken(d, "it breaks off");
        case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
            break;
        case BROTLI_DECODER_RESULT_ERROR: {
            BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state);
            if (code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
                code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES)
                return dbn_job_nomem(d->job);
            return broken(d, "no such data");
        }
        }
    }
}

static dbn_status
brotli_body(decoding *d)
{
    BrotliDecoderState *state =
        BrotliDecoderCreateInstance(brotli_alloc, arena_free, &d->job->scratch);
    return state == NULL ? dbn_job_nomem(d->job) : brotli_stream(d, state);
}

/* ---- all -------------------------------------------------------------------- */

static dbn_status
decode(decoding *d, dbn_http_coding coding)
{
    switch (coding) {
    case DBN_CODING_GZIP:
        if (!begins_as_gzip(d))
            return broken(d, "no gzip");
        return inflate_body(d, GZIP);
    case DBN_CODING_DEFLATE:
        /* Servers were never of one mind whether "deflate" has the frame of zlib. */
        return inflate_body(d, begins_as_zlib(d->body) ? ZLIB : RAW_DEFLATE);
    case DBN_CODING_BROTLI:
        return brotli_body(d);
    case DBN_CODING_NONE:
    case DBN_CODING_UNKNOWN:
        break;
    }
    return broken(d, "no known coding");
}

dbn_status
dbn_http_decode(dbn_span *out, dbn_http_coding coding, dbn_span body, size_t max,
                dbn_job *job)
{
    decoding d = {.job = job, .body = body, .max = max};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = decode(&d, coding);
    dbn_arena_rewind(&job->scratch, mark);
    if (status == DBN_OK && d.out.count > max)
        status = dbn_fail(&job->err, DBN_ERR_LIMIT,
                          "the document is larger than %zu bytes", max);
    if (status == DBN_OK)
        *out = d.out.count == 0 ? DBN_SPAN("") : (dbn_span){d.out.items, d.out.count};
    return status;
}

bool
dbn_read_zlib(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", zlibVersion());
    return true;
}

bool
dbn_read_brotli(char *version, size_t size)
{
    uint32_t number = BrotliDecoderVersion(); /* 0x1000009 is 1.0.9 */
    (void)snprintf(version, size, "%u.%u.%u", number >> 24, number >> 12 & 0xFFF,
                   number & 0xFFF);
    return true;
}
