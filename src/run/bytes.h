/*
 * run/bytes.h - bytes that grow with malloc, and are used again for one item after
 * another.
 */
#ifndef DBN_RUN_BYTES_H
#define DBN_RUN_BYTES_H

#include "base/span.h"

typedef struct dbn_bytes {
    char *ptr;
    size_t len, cap;
} dbn_bytes;

void dbn_bytes_release(dbn_bytes *bytes);

/** Room for `more` bytes behind the content; false when there is none. */
bool dbn_bytes_reserve(dbn_bytes *bytes, size_t more);

/** Hold a copy of `text`, and a NUL behind it; false when there is no room. */
bool dbn_bytes_set(dbn_bytes *bytes, dbn_span text);

static inline dbn_span
dbn_bytes_span(const dbn_bytes *bytes)
{
    return (dbn_span){bytes->ptr, bytes->len};
}

#endif
