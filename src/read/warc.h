/*
 * read/warc.h - the records of a web archive that hold documents (ISO 28500).
 *
 *     WARC/1.1⏎ Name: value⏎ … ⏎⏎ block ⏎⏎  WARC/1.1⏎ …
 *                                  ╰ HTTP header, body     (response)
 *                                  ╰ the document itself   (resource, conversion)
 *
 * Given out are the answers of servers that are a success and a page or a text, and
 * resources and conversions that are one. Revisits, errors, pictures and the rest are
 * counted; what belongs to no capture (warcinfo, request, metadata) is passed by.
 */
#ifndef DBN_READ_WARC_H
#define DBN_READ_WARC_H

#include "doublon/corpus.h"
#include "read/feed.h"

/** A header that is longer ends the reading. */
#define DBN_WARC_HEAD_MAX 65536U

/** A record that holds a document. Spans stay until the next one is asked for. */
typedef struct dbn_capture {
    dbn_span id;         /* "urn:uuid:…"; "record 12" for one that has none */
    dbn_span url, date;  /* as the archive says them, or empty */
    dbn_span media_type; /* of the document: a Content-Type, or empty */
    bool is_http;        /* the block is an answer: dbn_http_body() */
} dbn_capture;

typedef struct dbn_warc dbn_warc;

/** The feed is borrowed. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_warc_new(dbn_warc **out, dbn_feed feed, dbn_error *err) DBN_CHECKED;
void dbn_warc_free(dbn_warc *warc);

/**
 * The next capture; false at the end, and where reading cannot go on: err->status then
 * says so, DBN_ERR_SYNTAX with an offset in what the feed gave, or what the feed said.
 */
bool dbn_warc_next(dbn_warc *warc, dbn_capture *out, dbn_error *err);

/** More of the block of that capture, as dbn_feed.read() gives it. */
ptrdiff_t dbn_warc_read(dbn_warc *warc, char *out, size_t size, dbn_error *err);

/** What was passed over so far. */
dbn_skipped dbn_warc_skipped(const dbn_warc *warc);

#endif
