/*
 * read/http.h - the answer of a web server as a crawler keeps it: a header, and the
 * body as it went over the wire.
 */
#ifndef DBN_READ_HTTP_H
#define DBN_READ_HTTP_H

#include "base/job.h"
#include "base/span.h"

/** What stands at the front of a header. */
typedef enum dbn_header_part {
    DBN_HEADER_FIELD, /* "Name: value" */
    DBN_HEADER_END,   /* the blank line */
    DBN_HEADER_CUT    /* no whole line: the header breaks off */
} dbn_header_part;

/** Take the next field, or the blank line, from the front of *rest, in headers as HTTP
 * and WARC have them. Lines that are no field, or go on with one, are passed over. */
dbn_header_part dbn_header_next(dbn_span *name, dbn_span *value, dbn_span *rest);

/** A header that is longer is none. */
#define DBN_HTTP_HEAD_MAX 65536U

/** What the header says; spans of the answer, empty where it does not. */
typedef struct dbn_http_head {
    uint32_t len; /* where the body starts */
    uint32_t status;
    dbn_span content_type;
    dbn_span content_coding;  /* "gzip", "br" …: of what was fetched */
    dbn_span transfer_coding; /* "chunked": of the way it came */
} dbn_http_head;

/** Read the header at the front of `answer`, interim answers (100 Continue) passed
 * over. False where there is none, or not all of it. */
bool dbn_http_head_read(dbn_http_head *out, dbn_span answer);

/** What a Content-Type says. */
typedef struct dbn_media {
    dbn_input_kind kind; /* AUTO where it is empty */
    bool is_document;    /* a page, a text, or empty */
    dbn_span charset;    /* its label, or empty */
} dbn_media;

dbn_media dbn_media_of(dbn_span content_type);

/** A coded body that swells more often than that, and to more bytes than that, is
 * refused: pages shrink to a tenth, bombs to a thousandth. */
#define DBN_SWELL_MAX   256U
#define DBN_SWELL_BYTES ((size_t)16 << 20)

/**
 * The body of `answer` with its codings undone: chunked, gzip, deflate, br. Crawlers
 * often keep bodies decoded and the header as it came, so a body that is not what the
 * header says is taken as it is. Lives in job->arena, or is a part of `answer`.
 *
 * Fails with DBN_ERR_SYNTAX (a body that breaks, with its offset in the answer; an
 * unknown coding), DBN_ERR_LIMIT (more than `max` bytes, a bomb), DBN_ERR_NOMEM.
 */
dbn_status dbn_http_body(dbn_span *out, dbn_span answer, size_t max,
                         dbn_job *job) DBN_CHECKED;

#endif
