#include "run/bytes.h"

void
dbn_bytes_release(dbn_bytes *bytes)
{
    free(bytes->ptr);
    *bytes = (dbn_bytes){0};
}

bool
dbn_bytes_reserve(dbn_bytes *bytes, size_t more)
{
    if (bytes->cap - bytes->len >= more)
        return true;
    if (more > SIZE_MAX / 4 || bytes->len > SIZE_MAX / 4)
        return false;
    size_t cap = bytes->len + more;
    if (cap < bytes->cap + bytes->cap / 2)
        cap = bytes->cap + bytes->cap / 2;
    char *grown = realloc(bytes->ptr, cap);
    if (grown == NULL)
        return false;
    bytes->ptr = grown;
    bytes->cap = cap;
    return true;
}

bool
dbn_bytes_set(dbn_bytes *bytes, dbn_span text)
{
    bytes->len = 0;
    if (!dbn_bytes_reserve(bytes, text.len + 1))
        return false;
    if (text.len > 0)
        memcpy(bytes->ptr, text.ptr, text.len);
    bytes->ptr[text.len] = '\0';
    bytes->len = text.len;
    return true;
}
