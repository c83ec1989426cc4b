/*
 * read/feed.h - bytes that come as they are asked for.
 *
 * Readers of containers do no I/O: who opens a file gives them a feed, and who opens an
 * archive in an archive gives them the feed of a member.
 */
#ifndef DBN_READ_FEED_H
#define DBN_READ_FEED_H

#include "base/span.h"

typedef struct dbn_feed {
    void *context;
    /** Up to `size` (not 0) bytes into `out`, as soon as there are any. Returns how
     * many: 0 at the end, -1 when reading failed, and `err` says why. */
    ptrdiff_t (*read)(void *context, char *out, size_t size, dbn_error *err);
} dbn_feed;

#endif
