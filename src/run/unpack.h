/*
 * run/unpack.h - a file, or the files in it, or the files in those.
 *
 *     a.zip ──▶ b.warc.gz ──▶ (gzip) ──▶ record        levels, each fed by the one
 *       0           1            2         3           to its left
 *
 * Who reads sees one leaf after another: what is no container.
 */
#ifndef DBN_RUN_UNPACK_H
#define DBN_RUN_UNPACK_H

#include "read/container.h"
#include "run/bytes.h"

/** Containers in one another that are opened; further ones are refused. A web archive
 * of today is a zip of compressed WARC, which is three. */
#define DBN_UNPACK_DEPTH 3U

/** What comes out of a container may be that often as large as the file it came in, or
 * as large as that in bytes; then it is a bomb. */
#define DBN_UNPACK_SWELL 256U
#define DBN_UNPACK_BYTES ((uint64_t)64 << 20)

typedef struct dbn_leaf {
    const dbn_bytes *name; /* "a.zip:b.html"; NUL-terminated */
    bool is_file;          /* the file itself, and no member */
    bool is_member;        /* of an archive; a compressed file is none */
    bool is_capture;
    dbn_capture capture; /* of a web archive; else empty */
} dbn_leaf;

typedef struct dbn_unpack dbn_unpack;

/** NULL when there is no memory. */
dbn_unpack *dbn_unpack_new(void);
void dbn_unpack_free(dbn_unpack *unpack);

/** Start on a file; what was open is left. The feed is borrowed until the last leaf has
 * been read. `opens_warc`: a web archive is one, and not a text. False when there is no
 * memory. */
bool dbn_unpack_start(dbn_unpack *unpack, dbn_feed file, dbn_span name,
                      bool opens_warc);

/**
 * The next leaf; false at the end of the file. With err->status set it is not one that
 * can be read, but a container that broke or is refused; its name is good. Spans stay
 * until the next call.
 */
bool dbn_unpack_next(dbn_unpack *unpack, dbn_leaf *out, dbn_error *err);

/** The bytes of that leaf; a feed for dbn_feed.read(). What is not read is passed by.
 */
ptrdiff_t dbn_unpack_read(dbn_unpack *unpack, char *out, size_t size, dbn_error *err);

/** What was passed over in web archives so far, of all files. */
dbn_skipped dbn_unpack_skipped(const dbn_unpack *unpack);

#endif
