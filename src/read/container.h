/*
 * read/container.h - what holds other files: gzip, zstd, tar, zip, web archives.
 *
 *     feed ─▶ container ─▶ member, member, …      a member's bytes are a feed again
 *
 * Members come in the order in which they are stored, and are read as they pass: memory
 * does not grow with the archive. A tar inside gzip or zstd is one container.
 */
#ifndef DBN_READ_CONTAINER_H
#define DBN_READ_CONTAINER_H

#include "read/warc.h"

/** So many first bytes tell what is a container. */
#define DBN_CONTAINER_HEAD 512U

typedef enum dbn_container_kind {
    DBN_CONTAINER_NONE,
    DBN_CONTAINER_UNKNOWN, /* more bytes are needed to tell */
    DBN_CONTAINER_ARCHIVE, /* gzip, zstd, tar, zip */
    DBN_CONTAINER_WARC
} dbn_container_kind;

/** Which container begins with `head`. `is_all`: there is no more than that. */
dbn_container_kind dbn_container_kind_of(dbn_span head, bool is_all);

/** A file in a container. Spans stay until the next one is asked for. */
typedef struct dbn_member {
    dbn_span name;       /* path, or id of a record; empty for the one content of a
                            compressed file */
    bool is_passed_by;   /* a folder, a link; hidden: in its path is a name that
                            starts with a dot */
    bool is_capture;     /* a document of a web archive, with what follows */
    dbn_capture capture; /* else empty */
} dbn_member;

typedef struct dbn_container dbn_container;

/** The feed is borrowed. Fails with DBN_ERR_NOMEM, DBN_ERR_SYNTAX (broken from the
 * start), or as the feed does. */
dbn_status dbn_container_new(dbn_container **out, dbn_container_kind kind,
                             dbn_feed feed, dbn_error *err) DBN_CHECKED;
void dbn_container_free(dbn_container *container);

/**
 * The next member; false at the end. False, too, when the container breaks: err->status
 * then says so, once; DBN_ERR_SYNTAX has the offset in what the feed gave. Who fears
 * bombs reads members to their end: what is left of one is unpacked all the same.
 */
bool dbn_container_next(dbn_container *container, dbn_member *out, dbn_error *err);

/** The bytes of that member. One that cannot be read (encrypted, broken) fails alone,
 * where the container can go on behind it. */
dbn_feed dbn_container_feed(dbn_container *container);

/** Captures that were passed over so far; nothing where it is no web archive. */
dbn_skipped dbn_container_skipped(const dbn_container *container);

/** Are libarchive and, in it, zstd there? The version goes to `version`,
 * NUL-terminated.
 */
bool dbn_read_libarchive(char *version, size_t size);
bool dbn_read_zstd(char *version, size_t size);

#endif
