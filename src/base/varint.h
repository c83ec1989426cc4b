/*
 * base/varint.h - numbers in as few bytes as they need: seven bits a byte, the
 * lowest first, the highest bit set where more follow (LEB128).
 */
#ifndef DBN_BASE_VARINT_H
#define DBN_BASE_VARINT_H

#include "base/span.h"

#define DBN_VARINT_MAX 10U

/** Write `value`; returns how many bytes it took. */
static inline uint32_t
dbn_varint_put(char *out, uint64_t value)
{
    uint32_t len = 0;
    for (; value >= 0x80; value >>= 7)
        out[len++] = (char)(0x80 | (value & 0x7F));
    out[len++] = (char)value;
    return len;
}

/** Read one at *at and move it behind; false where there is none, or more than 64 bits
 * of one. */
static inline bool
dbn_varint_get(uint64_t *out, dbn_span bytes, size_t *at)
{
    uint64_t value = 0;
    for (uint32_t shift = 0; shift < 64 && *at < bytes.len; shift += 7) {
        uint64_t byte = (unsigned char)bytes.ptr[(*at)++];
        if (shift == 63 && byte > 1)
            return false;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80) {
            *out = value;
            return true;
        }
    }
    return false;
}

/** The same of 32 bits from where it is known to be good, for lists of millions: what
 * is cut off, or has more bits, is read as far as it goes. */
static inline const unsigned char *
dbn_varint_take(const unsigned char *at, const unsigned char *end, uint32_t *out)
{
    uint32_t value = 0, shift = 0;
    while (at < end) {
        unsigned char byte = *at++;
        value |= (uint32_t)(byte & 0x7F) << shift;
        shift += 7;
        if (byte < 0x80 || shift > 28)
            break;
    }
    *out = value;
    return at;
}

#endif
