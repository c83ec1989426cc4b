/*
 * read/http_coding.h - gzip, deflate and br, as bodies of the web are compressed.
 */
#ifndef DBN_READ_HTTP_CODING_H
#define DBN_READ_HTTP_CODING_H

#include "base/job.h"
#include "base/span.h"

typedef enum dbn_http_coding {
    DBN_CODING_NONE, /* "identity", or no name */
    DBN_CODING_GZIP,
    DBN_CODING_DEFLATE,
    DBN_CODING_BROTLI,
    DBN_CODING_UNKNOWN
} dbn_http_coding;

/** Which coding a header names. */
dbn_http_coding dbn_http_coding_of(dbn_span name);

/**
 * Undo GZIP, DEFLATE or BROTLI. The result lives in job->arena, the decoder in
 * job->scratch while it runs. Linear in the result.
 *
 * Fails with DBN_ERR_SYNTAX where `body` is not in the coding or breaks off (with the
 * offset up to which it was read), DBN_ERR_LIMIT (more than `max` bytes; a bomb, as
 * read/http.h says), DBN_ERR_NOMEM.
 */
dbn_status dbn_http_decode(dbn_span *out, dbn_http_coding coding, dbn_span body,
                           size_t max, dbn_job *job) DBN_CHECKED;

/** Are zlib and brotli there? The version goes to `version`, NUL-terminated. */
bool dbn_read_zlib(char *version, size_t size);
bool dbn_read_brotli(char *version, size_t size);

#endif
