#include "base/utf8.h"

#include "base/eight.h"

uint32_t
dbn_utf8_encode(char out[DBN_UTF8_MAX], uint32_t code)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* The second byte's range depends on the first (Unicode standard, table 3-7). */
static bool
second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

/* Well-formed bytes from `p` on, up to the length that the first one announces. */
static uint32_t
well_formed_prefix(const unsigned char *p, size_t left, uint32_t *announced)
{
    if (p[0] < 0x80) {
        *announced = 1;
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) {
        *announced = 1;
        return 0;
    }
    *announced = dbn_utf8_len(p[0]);
    uint32_t good = 1;
    if (left < 2 || !second_fits(p[0], p[1]))
        return good;
    for (good = 2; good < *announced && good < left; good++)
        if ((p[good] & 0xC0) != 0x80)
            break;
    return good;
}

size_t
dbn_utf8_invalid_at(dbn_span text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    while (at < text.len) {
        at = dbn_ascii_end(text, at);
        /* Up to one word of mixed bytes before the fast path is tried again. */
        size_t stop = text.len - at < 8 ? text.len : at + 8;
        while (at < stop) {
            if (p[at] < 0x80) {
                at++;
                continue;
            }
            uint32_t announced;
            if (well_formed_prefix(p + at, text.len - at, &announced) != announced)
                return at;
            at += announced;
        }
    }
    return text.len;
}

uint32_t
dbn_utf8_subpart_len(dbn_span text, size_t at)
{
    uint32_t announced;
    uint32_t good = well_formed_prefix((const unsigned char *)text.ptr + at,
                                       text.len - at, &announced);
    return good == 0 ? 1 : good;
}

size_t
dbn_utf8_from_utf16(char *out, dbn_span bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    size_t len = 0;
    int big = bytes.len > 0 && p[0] == 0xFE; /* which byte of a unit is the upper one */
    for (size_t i = 2; i < bytes.len; i += 2) {
        uint32_t code = 0xDC00, low = 0;
        if (i + 1 < bytes.len)
            code = (uint32_t)p[i + !big] << 8 | p[i + big];
        if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.len)
            low = (uint32_t)p[i + 2 + !big] << 8 | p[i + 2 + big];
        if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
            i += 2;
        }
        if (code >= 0xD800 && code < 0xE000)
            out[len++] = '\xFF';
        else
            len += dbn_utf8_encode(out + len, code);
    }
    return len;
}
