/*
 * Any bytes: what dbn_utf8_invalid_at() calls valid decodes and encodes to itself,
 * and the rest falls into ill-formed parts that cover it.
 */
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool held)
{
    if (!held)
        abort();
}

/* Code points of the valid bytes [at, end). */
static void
walk_valid(dbn_span text, size_t at, size_t end)
{
    while (at < end) {
        uint32_t len;
        char again[DBN_UTF8_MAX];
        uint32_t code = dbn_utf8_decode(text, at, &len);
        require(len >= 1 && len <= end - at);
        require(dbn_utf8_encode(again, code) == len);
        require(memcmp(again, text.ptr + at, len) == 0);
        at += len;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span text = {(const char *)data, size};
    size_t at = 0;
    while (at < size) {
        size_t invalid = dbn_utf8_invalid_at(text, at);
        require(invalid >= at && invalid <= size);
        walk_valid(text, at, invalid);
        at = invalid;
        if (at < size) {
            uint32_t len = dbn_utf8_subpart_len(text, at);
            require(len >= 1 && len < DBN_UTF8_MAX && len <= size - at);
            at += len;
        }
    }
    return 0;
}
