/*
 * base/utf8.h - one code point at a time, and validity.
 */
#ifndef DBN_BASE_UTF8_H
#define DBN_BASE_UTF8_H

#include "base/span.h"

#define DBN_UTF8_MAX 4 /* bytes of a code point */

/**
 * Length in bytes of the code point that starts with `lead` in valid UTF-8.
 * A continuation byte counts as 1, so that a scan always moves on.
 */
static inline uint32_t
dbn_utf8_len(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static inline bool
dbn_utf8_is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/**
 * Decode the code point at text.ptr[at] of valid UTF-8, at < text.len. Stores its
 * length in *len.
 */
static inline uint32_t
dbn_utf8_decode(dbn_span text, size_t at, uint32_t *len)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    if (p[0] < 0x80 || left < dbn_utf8_len(p[0])) {
        *len = 1;
        return p[0];
    }
    *len = dbn_utf8_len(p[0]);
    switch (*len) {
    case 2:
        return (p[0] & 0x1FU) << 6 | (p[1] & 0x3FU);
    case 3:
        return (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
    case 4:
        return (p[0] & 0x07U) << 18 | (p[1] & 0x3FU) << 12 | (p[2] & 0x3FU) << 6 |
               (p[3] & 0x3FU);
    default:
        return p[0];
    }
}

/**
 * Decode the code point that ends at text.ptr[end] of valid UTF-8, beg < end; looks no
 * further back than `beg`. Stores where it begins in *at.
 */
static inline uint32_t
dbn_utf8_decode_before(dbn_span text, uint32_t beg, uint32_t end, uint32_t *at)
{
    uint32_t len;
    for (*at = end - 1; *at > beg && dbn_utf8_is_continuation(text.ptr[*at]);)
        --*at;
    return dbn_utf8_decode(text, *at, &len);
}

/** Write `code` to `out` and return its length, 1 to 4. Surrogates and values past
 * U+10FFFF are written as U+FFFD. */
uint32_t dbn_utf8_encode(char out[DBN_UTF8_MAX], uint32_t code);

/**
 * Where the first ill-formed sequence of `text` starts, from `at` on; text.len when
 * there is none. Surrogates, overlong forms and truncated ends are ill-formed.
 */
size_t dbn_utf8_invalid_at(dbn_span text, size_t at);

/**
 * Length of the ill-formed sequence at `at`: the longest prefix of a well-formed
 * sequence, at least 1 (the "maximal subpart" of the Unicode standard, 3.9).
 */
uint32_t dbn_utf8_subpart_len(dbn_span text, size_t at);

/** Write UTF-16 that begins with its mark to `out` as UTF-8, without the mark, and
 * return its length, at most 3 bytes for 2. Half a character becomes a byte that is
 * none of UTF-8, for dbn_utf8_invalid_at() to find. */
size_t dbn_utf8_from_utf16(char *out, dbn_span bytes);

#endif
