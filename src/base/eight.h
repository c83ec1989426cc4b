/*
 * base/eight.h - eight bytes at a time, on any machine.
 */
#ifndef DBN_BASE_EIGHT_H
#define DBN_BASE_EIGHT_H

#include "base/span.h"

/** A word of eight times the byte. */
#define DBN_EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/** Eight bytes of text, the first lowest on every machine. */
static inline uint64_t
dbn_eight_at(const char *text)
{
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/** Where the first byte beyond ASCII stands, from `at` on; text.len for none. */
static inline size_t
dbn_ascii_end(dbn_span text, size_t at)
{
    for (; text.len - at >= 8; at += 8) {
        uint64_t high = dbn_eight_at(text.ptr + at) & DBN_EACH_BYTE(0x80);
        if (high != 0)
            return at + (size_t)__builtin_ctzll(high) / 8;
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
        at++;
    return at;
}

/** How many bytes two texts begin with alike. */
static inline size_t
dbn_common_len(dbn_span a, dbn_span b)
{
    size_t len = a.len < b.len ? a.len : b.len, at = 0;
    for (; len - at >= 8; at += 8) {
        uint64_t other = dbn_eight_at(a.ptr + at) ^ dbn_eight_at(b.ptr + at);
        if (other != 0)
            return at + (size_t)__builtin_ctzll(other) / 8;
    }
    while (at < len && a.ptr[at] == b.ptr[at])
        at++;
    return at;
}

#endif
