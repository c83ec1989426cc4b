/*
 * tests/unit/containers.c - answers of servers, web archives, archives; whole, broken,
 * and byte by byte.
 */
#define ZLIB_CONST

#include "unit/test.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <zlib.h>

#include "base/vec.h"
#include "read/container.h"
#include "read/http.h"
#include "run/unpack.h"

/* ---- feeds ------------------------------------------------------------------ */

/* Bytes in memory, handed out `step` at a time; a failure at their end where `step` is
 * 0. */
typedef struct drip {
    dbn_span bytes;
    size_t at, step;
} drip;

static ptrdiff_t
read_drip(void *context, char *out, size_t size, dbn_error *err)
{
    drip *d = context;
    size_t len = d->bytes.len - d->at;
    if (d->step == 0) {
        (void)dbn_fail(err, DBN_ERR_IO, "the disk is gone");
        return -1;
    }
    len = len < d->step ? len : d->step;
    len = len < size ? len : size;
    if (len > 0)
        memcpy(out, d->bytes.ptr + d->at, len);
    d->at += len;
    return (ptrdiff_t)len;
}

static dbn_feed
feed_of(drip *d)
{
    return (dbn_feed){d, read_drip};
}

/* Text under construction, for a test. */
typedef struct text {
    dbn_arena arena;
    dbn_buffer bytes;
} text;

static void
put(text *t, dbn_span more)
{
    assert_int_equal(dbn_vec_append(&t->arena, &t->bytes, more.ptr, (uint32_t)more.len),
                     DBN_OK);
}

static dbn_span
span_of(const text *t)
{
    return t->bytes.count == 0 ? DBN_SPAN("")
                               : (dbn_span){t->bytes.items, t->bytes.count};
}

static text
text_of(const char *literal)
{
    text t = {0};
    dbn_arena_init(&t.arena, 0);
    put(&t, dbn_span_of(literal));
    return t;
}

static void
release(text *t)
{
    dbn_arena_release(&t->arena);
}

#define SENTENCE                                                                       \
    "Le tramway de Condroz roulera de nouveau lundi matin, après trois semaines de "  \
    "travaux sur le pont."

/* SENTENCE as `brotli` writes it. */
static const unsigned char brotli_sentence[] = {
    0x1f, 0x62, 0x00, 0xf8, 0xc5, 0x66, 0x13, 0x95, 0xbd, 0xf8, 0xa6, 0xc6, 0xd4, 0xd6,
    0x98, 0x4b, 0x40, 0x7c, 0xf2, 0x0f, 0x0d, 0x40, 0xdb, 0x4d, 0xaa, 0x19, 0xbf, 0x52,
    0x05, 0xa6, 0x10, 0xa0, 0x3e, 0x15, 0x15, 0x5c, 0x0f, 0x3f, 0x10, 0xc5, 0xe1, 0x26,
    0xe1, 0x5f, 0x84, 0xf7, 0xd4, 0x20, 0x44, 0x61, 0xde, 0xb7, 0xb2, 0x31, 0xdb, 0x64,
    0x60, 0xb1, 0x86, 0x6d, 0xe0, 0x15, 0xff, 0x5f, 0xa2, 0xc2, 0x47, 0x22, 0x75, 0x71,
    0x98, 0x26, 0x44, 0x51, 0xc1, 0x9b, 0xfd, 0x22, 0x3b, 0x30, 0x5d, 0x6e, 0xb5, 0x03,
};

/* windowBits: 15 zlib, 31 gzip, -15 neither. */
static void
put_deflated(text *t, dbn_span plain, int window_bits)
{
    char room[4096];
    z_stream stream = {0};
    assert_int_equal(
        deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (const Bytef *)plain.ptr;
    stream.avail_in = (uInt)plain.len;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = (Bytef *)room;
        stream.avail_out = sizeof room;
        result = deflate(&stream, Z_FINISH);
        put(t, (dbn_span){room, sizeof room - stream.avail_out});
    }
    assert_int_equal(result, Z_STREAM_END);
    assert_int_equal(deflateEnd(&stream), Z_OK);
}

/* ---- answers ---------------------------------------------------------------- */

static void
a_header_says_where_the_body_starts(void **state)
{
    (void)state;
    dbn_http_head head;
    dbn_span answer = DBN_SPAN("HTTP/1.1 100 Continue\r\n\r\n"
                               "HTTP/1.1 200 OK\r\n"
                               "content-TYPE : text/html; charset=\"utf-8\"\r\n"
                               "X-Long: a\r\n Content-Type: folded/away\r\n"
                               "Content-Type: second/one\r\n"
                               "Transfer-Encoding: chunked\r\n"
                               "Content-Encoding: br\r\n\r\nbody");
    assert_true(dbn_http_head_read(&head, answer));
    assert_int_equal(head.status, 200);
    assert_int_equal(head.len, answer.len - 4);
    assert_true(
        dbn_span_equal(head.content_type, DBN_SPAN("text/html; charset=\"utf-8\"")));
    assert_true(dbn_span_equal(head.transfer_coding, DBN_SPAN("chunked")));
    assert_true(dbn_span_equal(head.content_coding, DBN_SPAN("br")));
    for (size_t len = 0; len < head.len; len++) {
        dbn_http_head part;
        assert_false(dbn_http_head_read(&part, (dbn_span){answer.ptr, len}));
    }
    assert_true(dbn_http_head_read(&head, DBN_SPAN("HTTP/2 404\nA: b\n\n")));
    assert_int_equal(head.status, 404);
    assert_false(dbn_http_head_read(&head, DBN_SPAN("<html>\n\n")));
    assert_false(dbn_http_head_read(&head, DBN_SPAN("HTTP/1.1 ok\n\n")));
}

static void
a_content_type_says_kind_and_charset(void **state)
{
    (void)state;
    const struct {
        dbn_span type, charset;
        dbn_input_kind kind;
        bool is_document;
    } cases[] = {
        {DBN_SPAN("text/html"), DBN_SPAN(""), DBN_INPUT_HTML, true},
        {DBN_SPAN("Text/HTML;charset=UTF-8"), DBN_SPAN("UTF-8"), DBN_INPUT_HTML, true},
        {DBN_SPAN("text/html; x=1; Charset = 'latin1' "), DBN_SPAN("latin1"),
         DBN_INPUT_HTML, true},
        {DBN_SPAN("application/xhtml+xml; charset=\"a\""), DBN_SPAN("a"),
         DBN_INPUT_HTML, true},
        {DBN_SPAN("text/plain;charset="), DBN_SPAN(""), DBN_INPUT_TEXT, true},
        {DBN_SPAN(""), DBN_SPAN(""), DBN_INPUT_AUTO, true},
        {DBN_SPAN("image/png"), DBN_SPAN(""), DBN_INPUT_AUTO, false},
        {DBN_SPAN("text/css; charset=utf-8"), DBN_SPAN("utf-8"), DBN_INPUT_AUTO, false},
        {DBN_SPAN(";;;=;"), DBN_SPAN(""), DBN_INPUT_AUTO, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_media media = dbn_media_of(cases[i].type);
        assert_int_equal(media.kind, cases[i].kind);
        assert_int_equal(media.is_document, cases[i].is_document);
        assert_true(dbn_span_equal(media.charset, cases[i].charset));
    }
}

/* What the body of an answer with these headers comes to. */
static dbn_status
decode(dbn_span *out, const char *headers, dbn_span body, dbn_job *job)
{
    dbn_buffer answer = {0};
    dbn_span parts[] = {DBN_SPAN("HTTP/1.1 200 OK\r\n"), dbn_span_of(headers),
                        DBN_SPAN("\r\n"), body};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            dbn_vec_append(&job->arena, &answer, parts[i].ptr, (uint32_t)parts[i].len),
            DBN_OK);
    return dbn_http_body(out, (dbn_span){answer.items, answer.count}, 100000000, job);
}

static void
assert_body(const char *headers, dbn_span body, const char *expected)
{
    dbn_job job;
    dbn_span out;
    dbn_job_init(&job, 0);
    assert_int_equal(decode(&out, headers, body, &job), DBN_OK);
    if (!dbn_span_equal(out, dbn_span_of(expected)))
        fail_msg("%s: '%.*s' is not '%s'", headers, (int)out.len, out.ptr, expected);
    dbn_job_release(&job);
}

static void
assert_broken(const char *headers, dbn_span body, dbn_status status)
{
    dbn_job job;
    dbn_span out;
    dbn_job_init(&job, 0);
    assert_int_equal(decode(&out, headers, body, &job), status);
    assert_int_equal(job.err.status, status);
    assert_true(job.err.message[0] != '\0');
    dbn_job_release(&job);
}

#define CHUNKED "Transfer-Encoding: Chunked\r\n"

static void
chunks_are_joined(void **state)
{
    (void)state;
    assert_body(CHUNKED, DBN_SPAN("3\r\nabc\r\n2;name=v\r\nde\r\n0\r\nX: y\r\n\r\n"),
                "abcde");
    assert_body(CHUNKED, DBN_SPAN("A \n0123456789\n0\n\n"), "0123456789");
    /* cut off: in front of the last chunk, in a chunk, behind one */
    assert_body(CHUNKED, DBN_SPAN("3\r\nabc\r\n"), "abc");
    assert_body(CHUNKED, DBN_SPAN("3\r\nabc\r\n9\r\nde"), "abcde");
    assert_body(CHUNKED, DBN_SPAN("3\r\nabc\r"), "abc");
    assert_body(CHUNKED, DBN_SPAN("3\r\nabc"), "abc");
    assert_body(CHUNKED, DBN_SPAN("0\r\n\r\n"), "");
    /* kept decoded */
    assert_body(CHUNKED, DBN_SPAN("<p>abc"), "<p>abc");
    assert_body(CHUNKED, DBN_SPAN("1999\r\n"), "");
    assert_body(CHUNKED, DBN_SPAN("3\r\nIl fait beau\r\n"), "3\r\nIl fait beau\r\n");
    assert_body(CHUNKED, DBN_SPAN("fffffffffffffffff\r\nabc"),
                "fffffffffffffffff\r\nabc");
    assert_body(CHUNKED, DBN_SPAN(""), "");
    /* broken in the middle */
    assert_broken(CHUNKED, DBN_SPAN("3\r\nabc\r\nnonsense\r\n"), DBN_ERR_SYNTAX);
    assert_broken(CHUNKED, DBN_SPAN("3\r\nabc\r\n2\r\nabc\r\n"), DBN_ERR_SYNTAX);
}

static void
compressed_bodies_are_unpacked(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int window_bits;
    } codings[] = {{"Content-Encoding: gzip\r\n", 31},
                   {"Content-Encoding: X-GZip\r\n", 31},
                   {"Content-Encoding: deflate\r\n", 15},
                   {"Content-Encoding: deflate\r\n", -15},
                   {"Content-Encoding: identity, gzip\r\n", 31}};
    for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++) {
        text t = text_of("");
        put_deflated(&t, DBN_SPAN(SENTENCE), codings[i].window_bits);
        assert_body(codings[i].header, span_of(&t), SENTENCE);
        dbn_span half = {t.bytes.items, t.bytes.count / 2};
        assert_broken(codings[i].header, half, DBN_ERR_SYNTAX);
        /* kept decoded */
        assert_body(codings[i].header, DBN_SPAN(SENTENCE), SENTENCE);
        assert_body(codings[i].header, DBN_SPAN(""), "");
        release(&t);
    }
    dbn_span brotli = {(const char *)brotli_sentence, sizeof brotli_sentence};
    assert_body("Content-Encoding: br\r\n", brotli, SENTENCE);
    assert_body("Content-Encoding: br\r\n", DBN_SPAN(SENTENCE), SENTENCE);
    brotli.len /= 2;
    assert_broken("Content-Encoding: br\r\n", brotli, DBN_ERR_SYNTAX);
}

static void
codings_on_one_another_are_undone_in_turn(void **state)
{
    (void)state;
    text once = text_of(""), twice = text_of(""), chunked = text_of("");
    char size[16];
    put_deflated(&once, DBN_SPAN(SENTENCE), 15);
    put_deflated(&twice, span_of(&once), 31);
    put_deflated(&twice, DBN_SPAN(""), 31); /* a second member adds nothing */
    put(&twice, DBN_SPAN("rest"));          /* and what is none is passed by */
    int len = snprintf(size, sizeof size, "%x\r\n", (unsigned)twice.bytes.count);
    put(&chunked, (dbn_span){size, (size_t)len});
    put(&chunked, span_of(&twice));
    put(&chunked, DBN_SPAN("\r\n0\r\n\r\n"));
    assert_body(CHUNKED "Content-Encoding: deflate, gzip\r\n", span_of(&chunked),
                SENTENCE);
    assert_broken("Content-Encoding: gzip, gzip, gzip, gzip\r\n", span_of(&twice),
                  DBN_ERR_LIMIT);
    assert_broken("Content-Encoding: sdch\r\n", span_of(&twice), DBN_ERR_SYNTAX);
    assert_body("Content-Encoding: utf-8\r\n", DBN_SPAN(SENTENCE), SENTENCE);
    release(&once);
    release(&twice);
    release(&chunked);
}

static void
a_body_that_swells_is_refused(void **state)
{
    (void)state;
    enum { PIECE = 1 << 20, PIECES = 40 };
    char *zeros = calloc(1, PIECE);
    text once = text_of(""), bomb = text_of("");
    assert_non_null(zeros);
    for (int i = 0; i < PIECES; i++) /* members of one body */
        put_deflated(&bomb, (dbn_span){zeros, PIECE}, 31);
    assert_broken("Content-Encoding: gzip\r\n", span_of(&bomb), DBN_ERR_LIMIT);
    /* one piece alone is no bomb, but larger than what is asked for */
    put_deflated(&once, (dbn_span){zeros, PIECE}, 31);
    dbn_job job;
    dbn_span out;
    text answer = text_of("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    put(&answer, span_of(&once));
    dbn_job_init(&job, 0);
    assert_int_equal(dbn_http_body(&out, span_of(&answer), PIECE, &job), DBN_OK);
    assert_int_equal(out.len, PIECE);
    assert_int_equal(dbn_http_body(&out, span_of(&answer), PIECE - 1, &job),
                     DBN_ERR_LIMIT);
    dbn_job_release(&job);
    free(zeros);
    release(&once);
    release(&bomb);
    release(&answer);
}

/* Every budget from one byte to enough. */
static void
every_budget_ends_well(void **state)
{
    (void)state;
    text gzip = text_of(CHUNKED);
    gzip.bytes.count = 0;
    put(&gzip, DBN_SPAN("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
    put_deflated(&gzip, DBN_SPAN(SENTENCE), 31);
    text brotli = text_of("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n");
    put(&brotli, (dbn_span){(const char *)brotli_sentence, sizeof brotli_sentence});
    const dbn_span answers[] = {
        span_of(&gzip), span_of(&brotli),
        DBN_SPAN("HTTP/1.1 200 OK\r\n" CHUNKED "\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n")};
    for (size_t i = 0; i < 3; i++) {
        dbn_status status = DBN_ERR_NOMEM;
        size_t budget = 1;
        for (; status != DBN_OK; budget += 1 + budget / 64) {
            dbn_job job;
            dbn_span out;
            dbn_job_init(&job, budget);
            status = dbn_http_body(&out, answers[i], 1000, &job);
            assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
            assert_true(status == DBN_OK || job.err.message[0] != '\0');
            dbn_job_release(&job);
            assert_true(budget < ((size_t)64 << 20));
        }
        assert_true(budget > 32);
    }
    release(&gzip);
    release(&brotli);
}

/* ---- web archives ----------------------------------------------------------- */

static void
put_record(text *t, const char *type, const char *fields, const char *block)
{
    char head[512];
    int len =
        snprintf(head, sizeof head,
                 "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Date: 2024-03-05T10:20:30Z\r\n"
                 "%sContent-Length: %zu\r\n\r\n",
                 type, fields, strlen(block));
    assert_true(len > 0 && (size_t)len < sizeof head);
    put(t, (dbn_span){head, (size_t)len});
    put(t, dbn_span_of(block));
    put(t, DBN_SPAN("\r\n\r\n"));
}

#define ANSWER "Content-Type: application/http; msgtype=response\r\n"

/* One record of each kind. Of documents there are four. */
static text
some_captures(void)
{
    text t = text_of("");
    put_record(&t, "warcinfo", "Content-Type: application/warc-fields\r\n", "a: b\r\n");
    put_record(&t, "request", "Content-Type: application/http; msgtype=request\r\n",
               "GET / …\r\n");
    put_record(&t, "response",
               ANSWER "WARC-Record-ID: <urn:uuid:1>\r\n"
                      "WARC-Target-URI: https://example.org/un\r\n",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>un");
    put_record(&t, "revisit", ANSWER, "HTTP/1.1 200 OK\r\n\r\n");
    put_record(&t, "response", ANSWER,
               "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG");
    put_record(&t, "response", ANSWER,
               "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>là");
    put_record(&t, "response", "Content-Type: text/dns\r\n", "20240305 example.org");
    put_record(&t, "resource",
               "Content-Type: text/plain; charset=utf-8\r\n"
               "WARC-Target-URI: <https://example.org/deux>\r\n",
               "deux");
    put_record(&t, "Response", "", "HTTP/1.1 200 OK\r\n\r\ntrois");
    put_record(&t, "conversion", "Content-Type: text/plain\r\n", "quatre");
    put_record(&t, "resource", "Content-Type: application/json\r\n", "{}");
    put_record(&t, "metadata", "Content-Type: application/warc-fields\r\n", "");
    return t;
}

typedef struct reading {
    uint32_t captures;
    dbn_skipped skipped;
    text seen; /* id, address, type and block of each */
    dbn_error err;
} reading;

static reading
read_warc(dbn_span bytes, size_t step)
{
    reading r = {.seen = text_of("")};
    drip d = {bytes, 0, step};
    dbn_warc *warc;
    dbn_capture capture;
    assert_int_equal(dbn_warc_new(&warc, feed_of(&d), &r.err), DBN_OK);
    while (dbn_warc_next(warc, &capture, &r.err)) {
        char block[64];
        ptrdiff_t got;
        r.captures++;
        put(&r.seen, capture.id);
        put(&r.seen, DBN_SPAN(" "));
        put(&r.seen, capture.url);
        put(&r.seen, DBN_SPAN(" "));
        put(&r.seen, capture.media_type);
        put(&r.seen, capture.is_http ? DBN_SPAN(" http ") : DBN_SPAN(" "));
        while ((got = dbn_warc_read(warc, block, sizeof block, &r.err)) > 0)
            put(&r.seen, (dbn_span){block, (size_t)got});
        put(&r.seen, DBN_SPAN("\n"));
    }
    r.skipped = dbn_warc_skipped(warc);
    dbn_warc_free(warc);
    return r;
}

static void
captures_come_out_however_the_bytes_come_in(void **state)
{
    (void)state;
    text t = some_captures();
    for (size_t step = 1; step < t.bytes.count; step = step * 3 / 2 + 1) {
        reading r = read_warc(span_of(&t), step);
        assert_int_equal(r.err.status, DBN_OK);
        assert_int_equal(r.captures, 4);
        assert_int_equal(r.skipped.revisits, 1);
        assert_int_equal(r.skipped.failures, 1);
        assert_int_equal(r.skipped.others, 3);
        put(&r.seen, (dbn_span){"", 1});
        assert_string_equal(
            r.seen.bytes.items,
            "urn:uuid:1 https://example.org/un text/html http "
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>un\n"
            "record 8 https://example.org/deux text/plain; charset=utf-8 deux\n"
            "record 9   http HTTP/1.1 200 OK\r\n\r\ntrois\n"
            "record 10  text/plain quatre\n");
        release(&r.seen);
    }
    release(&t);
}

static void
a_web_archive_that_breaks_off_gives_what_stands_before(void **state)
{
    (void)state;
    text t = some_captures();
    uint32_t captures = 0;
    for (size_t len = 0; len <= t.bytes.count; len++) {
        reading r = read_warc((dbn_span){t.bytes.items, len}, 100);
        assert_true(r.captures >= captures);
        captures = r.captures;
        if (r.err.status != DBN_OK) {
            assert_int_equal(r.err.status, DBN_ERR_SYNTAX);
            assert_true(r.err.has_offset && r.err.offset <= len);
            assert_true(r.err.message[0] != '\0');
        }
        release(&r.seen);
    }
    assert_int_equal(captures, 4);
    release(&t);
}

static void
assert_refused(dbn_span bytes, const char *message)
{
    reading r = read_warc(bytes, 4096);
    assert_int_equal(r.err.status, DBN_ERR_SYNTAX);
    assert_non_null(strstr(r.err.message, message));
    release(&r.seen);
}

static void
a_broken_web_archive_says_why(void **state)
{
    (void)state;
    text t = text_of("WARC/1.0\r\nWARC-Type: response\r\n\r\n");
    assert_refused(span_of(&t), "how long");
    release(&t);
    t = text_of("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n");
    assert_refused(span_of(&t), "how long");
    release(&t);
    t = text_of("WARC/1.0\r\nContent-Length: -1\r\n\r\n");
    assert_refused(span_of(&t), "how long");
    release(&t);
    t = text_of("WARC/1.0\r\nContent-Length: 2\r\n\r\nab\r\n\r\nnonsense");
    assert_refused(span_of(&t), "no record starts");
    release(&t);
    /* more than can be: it is not believed, and no memory is asked for it */
    t = text_of("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: "
                "999999999999999999\r\n\r\nab");
    assert_refused(span_of(&t), "it ends in a record");
    release(&t);
    t = text_of("WARC/1.0\r\nX: ");
    for (int i = 0; i < 40000; i++)
        put(&t, DBN_SPAN("aaaa"));
    assert_refused(span_of(&t), "too long");
    release(&t);
}

/* Headers near their limits, in archives of many records: what they say stays good
 * while the block is looked at. */
static void
long_headers_stay_good(void **state)
{
    (void)state;
    text t = text_of("");
    enum { RECORDS = 20, FILL = 60000 };
    for (int i = 0; i < RECORDS; i++) {
        char head[128];
        int len = snprintf(head, sizeof head,
                           "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: "
                           "<id:%02d>\r\nContent-Length: %d\r\nX: ",
                           i, FILL + 17 + 3 + 4 + 2);
        put(&t, (dbn_span){head, (size_t)len});
        for (int j = 0; j < FILL / 4; j++)
            put(&t, DBN_SPAN("fill"));
        put(&t, DBN_SPAN("\r\n\r\nHTTP/1.1 200 OK\r\nX: "));
        for (int j = 0; j < FILL / 4; j++)
            put(&t, DBN_SPAN("more"));
        put(&t, DBN_SPAN("\r\n\r\nok\r\n\r\n"));
    }
    for (size_t step = 1000; step < 400000; step = step * 3 + 7) {
        reading r = read_warc(span_of(&t), step);
        assert_int_equal(r.err.status, DBN_OK);
        assert_int_equal(r.captures, RECORDS);
        assert_memory_equal(r.seen.bytes.items, "id:00 ", 6);
        release(&r.seen);
    }
    release(&t);
}

static void
a_feed_that_fails_is_heard(void **state)
{
    (void)state;
    dbn_error err = {0};
    dbn_warc *warc;
    dbn_capture capture;
    dbn_container *container;
    drip broken = {DBN_SPAN(""), 0, 0};
    dbn_feed feed = feed_of(&broken);
    assert_int_equal(dbn_warc_new(&warc, feed, &err), DBN_OK);
    assert_false(dbn_warc_next(warc, &capture, &err));
    assert_int_equal(err.status, DBN_ERR_IO);
    assert_string_equal(err.message, "the disk is gone");
    dbn_warc_free(warc);
    err = (dbn_error){0};
    assert_int_equal(dbn_container_new(&container, DBN_CONTAINER_ARCHIVE, feed, &err),
                     DBN_ERR_IO);
    assert_string_equal(err.message, "the disk is gone");
}

/* ---- archives --------------------------------------------------------------- */

typedef struct entry {
    const char *path;
    dbn_span content;
    unsigned type; /* AE_IFREG …; 0 is that */
} entry;

static la_ssize_t
write_text(struct archive *archive, void *context, const void *bytes, size_t len)
{
    (void)archive;
    put(context, (dbn_span){bytes, len});
    return (la_ssize_t)len;
}

/* An archive as libarchive writes it; `filter` 0, ARCHIVE_FILTER_GZIP or _ZSTD. */
static text
archive_of(const entry *entries, size_t count, int format, int filter)
{
    text t = text_of("");
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format(a, format), ARCHIVE_OK);
    if (filter != 0)
        assert_int_equal(archive_write_add_filter(a, filter), ARCHIVE_OK);
    assert_int_equal(archive_write_set_bytes_in_last_block(a, 1), ARCHIVE_OK);
    assert_int_equal(archive_write_open(a, &t, NULL, write_text, NULL), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *e = archive_entry_new();
        archive_entry_set_pathname(e, entries[i].path);
        archive_entry_set_filetype(e,
                                   entries[i].type == 0 ? AE_IFREG : entries[i].type);
        archive_entry_set_perm(e, 0644);
        archive_entry_set_size(e, (la_int64_t)entries[i].content.len);
        if (entries[i].type == AE_IFLNK)
            archive_entry_set_symlink(e, "elsewhere");
        /* a warning, that "é" is none of this locale's, is no failure */
        assert_true(archive_write_header(a, e) >= ARCHIVE_WARN);
        if (entries[i].content.len > 0)
            assert_int_equal(
                archive_write_data(a, entries[i].content.ptr, entries[i].content.len),
                entries[i].content.len);
        archive_entry_free(e);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return t;
}

/* One file, compressed. */
static text
compressed(dbn_span content, int filter)
{
    const entry one = {"x", content, 0};
    return archive_of(&one, 1, ARCHIVE_FORMAT_RAW, filter);
}

/* All leaves of `bytes`, one a line: name, content, and the fault if there is one. */
static text
unpacked(dbn_span bytes, size_t step)
{
    text seen = text_of("");
    drip d = {bytes, 0, step};
    dbn_unpack *unpack = dbn_unpack_new();
    dbn_leaf leaf;
    dbn_error err = {0};
    assert_non_null(unpack);
    assert_true(dbn_unpack_start(unpack, feed_of(&d), DBN_SPAN("f"), true));
    while (dbn_unpack_next(unpack, &leaf, &err)) {
        char part[1000];
        ptrdiff_t got;
        put(&seen, dbn_bytes_span(leaf.name));
        put(&seen, leaf.is_member ? DBN_SPAN(" = ") : DBN_SPAN(" - "));
        while (err.status == DBN_OK &&
               (got = dbn_unpack_read(unpack, part, sizeof part, &err)) > 0)
            put(&seen, (dbn_span){part, (size_t)got});
        if (err.status != DBN_OK) {
            put(&seen, DBN_SPAN(" fault: "));
            put(&seen, dbn_span_of(err.message));
        }
        put(&seen, DBN_SPAN("\n"));
        err = (dbn_error){0};
    }
    dbn_unpack_free(unpack);
    put(&seen, (dbn_span){"", 1});
    return seen;
}

static void
assert_unpacked(dbn_span bytes, const char *expected)
{
    for (size_t step = 1; step <= 100000; step *= 10) {
        text seen = unpacked(bytes, step);
        assert_string_equal(seen.bytes.items, expected);
        release(&seen);
    }
}

static const entry some_files[] = {
    {"été/a.html", {"<p>A", 4}, 0}, {"dossier", {"", 0}, AE_IFDIR},
    {".caché", {"x", 1}, 0},        {"b/.git/c", {"x", 1}, 0},
    {"./d.txt", {"D", 1}, 0},       {"e/../f", {"F", 1}, 0},
    {"vide", {"", 0}, 0},           {"lien", {"", 0}, AE_IFLNK},
};
#define FILE_COUNT (sizeof some_files / sizeof some_files[0])

/* A zip says of links only at its end, when they have passed as files. */
static size_t
count_in(int format)
{
    return format == ARCHIVE_FORMAT_ZIP ? FILE_COUNT - 1 : FILE_COUNT;
}

static void
files_of_an_archive_come_in_order(void **state)
{
    (void)state;
    static const int formats[][2] = {
        {ARCHIVE_FORMAT_TAR_USTAR, 0},
        {ARCHIVE_FORMAT_TAR_GNUTAR, 0},
        {ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_GZIP},
        {ARCHIVE_FORMAT_TAR, ARCHIVE_FILTER_ZSTD},
        {ARCHIVE_FORMAT_ZIP, 0},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        text t = archive_of(some_files, count_in(formats[i][0]), formats[i][0],
                            formats[i][1]);
        assert_unpacked(span_of(&t), "f:été/a.html = <p>A\n"
                                     "f:./d.txt = D\n"
                                     "f:e/../f = F\n"
                                     "f:vide = \n");
        release(&t);
    }
}

static void
a_compressed_file_is_that_file(void **state)
{
    (void)state;
    text t = compressed(DBN_SPAN("Bonjour.\n"), ARCHIVE_FILTER_GZIP);
    assert_unpacked(span_of(&t), "f - Bonjour.\n\n");
    release(&t);
    t = compressed(DBN_SPAN("Bonjour.\n"), ARCHIVE_FILTER_ZSTD);
    assert_unpacked(span_of(&t), "f - Bonjour.\n\n");
    release(&t);
    t = text_of("");
    put_deflated(&t, DBN_SPAN(""), 31);
    assert_unpacked(span_of(&t), "f - \n");
    release(&t);
    t = text_of("");
    put_deflated(&t, DBN_SPAN("un "), 31);
    put_deflated(&t, DBN_SPAN("deux"), 31);
    assert_unpacked(span_of(&t), "f - un deux\n");
    release(&t);
}

static void
what_is_no_container_is_left_alone(void **state)
{
    (void)state;
    assert_unpacked(DBN_SPAN(""), "f - \n");
    assert_unpacked(DBN_SPAN("P"), "f - P\n");
    assert_unpacked(DBN_SPAN("PK, dit-il.\n"), "f - PK, dit-il.\n\n");
    assert_unpacked(DBN_SPAN("WARC en bref\n"), "f - WARC en bref\n\n");
}

/* A line that has come is not held up to see whether a tar is coming. */
static void
a_line_end_tells_a_text(void **state)
{
    (void)state;
    assert_int_equal(dbn_container_kind_of(DBN_SPAN("{\"a\":1"), false),
                     DBN_CONTAINER_UNKNOWN);
    assert_int_equal(dbn_container_kind_of(DBN_SPAN("{\"a\":1}\n"), false),
                     DBN_CONTAINER_NONE);
    assert_int_equal(dbn_container_kind_of(DBN_SPAN("WARC/1.1\r\n"), false),
                     DBN_CONTAINER_WARC);
    assert_int_equal(dbn_container_kind_of(DBN_SPAN("\x50\x2A\x4D\x18"), false),
                     DBN_CONTAINER_ARCHIVE);
}

static void
archives_in_archives_are_opened_so_deep(void **state)
{
    (void)state;
    text warc = text_of("");
    put_record(&warc, "resource", "WARC-Record-ID: <r>\r\nContent-Type: text/plain\r\n",
               "Texte.");
    text gzip = compressed(span_of(&warc), ARCHIVE_FILTER_GZIP);
    const entry in_zip[] = {{"a.warc.gz", span_of(&gzip), 0}, {"b", {"B", 1}, 0}};
    text zip = archive_of(in_zip, 2, ARCHIVE_FORMAT_ZIP, 0);
    assert_unpacked(span_of(&zip), "f:a.warc.gz:r = Texte.\nf:b = B\n");
    const entry in_tar[] = {{"a.zip", span_of(&zip), 0}, {"c", {"C", 1}, 0}};
    text tar = archive_of(in_tar, 2, ARCHIVE_FORMAT_TAR, 0);
    assert_unpacked(span_of(&tar),
                    "f:a.zip:a.warc.gz =  fault: archives in one another are opened to "
                    "a depth of 3\nf:a.zip:b = B\nf:c = C\n");
    release(&warc);
    release(&gzip);
    release(&zip);
    release(&tar);
}

static void
an_archive_that_breaks_off_gives_what_stands_before(void **state)
{
    (void)state;
    static const int formats[][2] = {{ARCHIVE_FORMAT_TAR, 0},
                                     {ARCHIVE_FORMAT_TAR, ARCHIVE_FILTER_GZIP},
                                     {ARCHIVE_FORMAT_TAR, ARCHIVE_FILTER_ZSTD},
                                     {ARCHIVE_FORMAT_ZIP, 0}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        text t = archive_of(some_files, count_in(formats[i][0]), formats[i][0],
                            formats[i][1]);
        text whole = unpacked(span_of(&t), 4096);
        for (size_t len = 0; len < t.bytes.count; len += 1 + len / 20) {
            text seen = unpacked((dbn_span){t.bytes.items, len}, 4096);
            const char *fault = strstr(seen.bytes.items, "fault");
            size_t good = fault == NULL ? seen.bytes.count - 1
                                        : (size_t)(fault - seen.bytes.items);
            /* up to the line with the fault all is as it was */
            while (fault != NULL && good > 0 && seen.bytes.items[good - 1] != '\n')
                good--;
            assert_true(good < whole.bytes.count || len < 512);
            if (len >= 512)
                assert_memory_equal(seen.bytes.items, whole.bytes.items, good);
            release(&seen);
        }
        release(&whole);
        release(&t);
    }
}

/* 600 MB of nothing in a file of 600 kB; between two good ones, and hidden. */
static void
a_bomb_ends_the_archive(void **state)
{
    (void)state;
    enum { MB = 1 << 20, SIZE = 300 };
    static const char *const paths[] = {"bombe", ".bombe"};
    char *zeros = calloc(SIZE, MB);
    assert_non_null(zeros);
    for (size_t i = 0; i < 2; i++) {
        const entry entries[] = {{"a", {"A", 1}, 0},
                                 {paths[i], {zeros, (size_t)SIZE * MB}, 0},
                                 {"c", {"C", 1}, 0}};
        text t = archive_of(entries, 3, ARCHIVE_FORMAT_TAR, ARCHIVE_FILTER_ZSTD);
        drip d = {span_of(&t), 0, 100000};
        dbn_unpack *unpack = dbn_unpack_new();
        dbn_leaf leaf;
        dbn_error err = {0};
        uint32_t leaves = 0, faults = 0;
        assert_true(dbn_unpack_start(unpack, feed_of(&d), DBN_SPAN("f"), true));
        while (dbn_unpack_next(unpack, &leaf, &err)) {
            char part[4096];
            leaves++;
            while (err.status == DBN_OK &&
                   dbn_unpack_read(unpack, part, sizeof part, &err) > 0) {
            }
            faults += err.status == DBN_ERR_LIMIT;
            err = (dbn_error){0};
        }
        assert_int_equal(leaves, 2);
        assert_int_equal(faults, 1);
        dbn_unpack_free(unpack);
        release(&t);
    }
    free(zeros);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_says_where_the_body_starts),
        cmocka_unit_test(a_content_type_says_kind_and_charset),
        cmocka_unit_test(chunks_are_joined),
        cmocka_unit_test(compressed_bodies_are_unpacked),
        cmocka_unit_test(codings_on_one_another_are_undone_in_turn),
        cmocka_unit_test(a_body_that_swells_is_refused),
        cmocka_unit_test(every_budget_ends_well),
        cmocka_unit_test(captures_come_out_however_the_bytes_come_in),
        cmocka_unit_test(a_web_archive_that_breaks_off_gives_what_stands_before),
        cmocka_unit_test(a_broken_web_archive_says_why),
        cmocka_unit_test(long_headers_stay_good),
        cmocka_unit_test(a_feed_that_fails_is_heard),
        cmocka_unit_test(files_of_an_archive_come_in_order),
        cmocka_unit_test(a_compressed_file_is_that_file),
        cmocka_unit_test(what_is_no_container_is_left_alone),
        cmocka_unit_test(a_line_end_tells_a_text),
        cmocka_unit_test(archives_in_archives_are_opened_so_deep),
        cmocka_unit_test(an_archive_that_breaks_off_gives_what_stands_before),
        cmocka_unit_test(a_bomb_ends_the_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
