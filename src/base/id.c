#include "base/id.h"

/* Odd, with bits all over: the fractional parts of the golden ratio and of others. */
#define FACTOR_HIGH UINT64_C(0x9E3779B97F4A7C15)
#define FACTOR_LOW  UINT64_C(0xD6E8FEB86659FD93)

static inline uint64_t
turned(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

static inline dbn_id
take_eight(dbn_id id, uint64_t eight)
{
    id.high = turned((id.high ^ eight) * FACTOR_HIGH, 29);
    id.low = turned(id.low + eight * FACTOR_LOW, 31) * FACTOR_HIGH;
    return id;
}

dbn_id
dbn_id_of(dbn_span text, uint64_t kind)
{
    dbn_id id = {DBN_HASH_START ^ kind, kind * FACTOR_LOW + text.len};
    size_t at = 0;
    for (; text.len - at >= 8; at += 8)
        id = take_eight(id, dbn_eight_at(text.ptr + at));
    if (at < text.len) {
        char rest[8] = {0};
        memcpy(rest, text.ptr + at, text.len - at);
        id = take_eight(id, dbn_eight_at(rest));
    }
    id.high = dbn_hash_mix(id.high ^ text.len);
    id.low = dbn_hash_mix(id.low ^ id.high);
    id.high = dbn_hash_mix(id.high ^ id.low * FACTOR_LOW);
    return id;
}

void
dbn_hex_write(char *out, uint32_t count, uint64_t value)
{
    for (uint32_t i = count; i-- > 0; value >>= 4)
        out[i] = "0123456789abcdef"[value & 15];
}

bool
dbn_hex_read(uint64_t *out, dbn_span text)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_letter = c >= 'a' && c <= 'f';
        if (!is_letter && !dbn_is_ascii_digit(c))
            return false;
        *out = *out << 4 | (uint64_t)(is_letter ? c - 'a' + 10 : c - '0');
    }
    return text.len > 0 && text.len <= 16;
}

void
dbn_id_write(char out[DBN_ID_DIGITS], dbn_id id)
{
    dbn_hex_write(out, 16, id.high);
    dbn_hex_write(out + 16, 16, id.low);
}

bool
dbn_id_read(dbn_id *out, dbn_span text)
{
    return text.len == DBN_ID_DIGITS &&
           dbn_hex_read(&out->high, dbn_span_slice(text, (dbn_range){0, 16})) &&
           dbn_hex_read(&out->low, dbn_span_slice(text, (dbn_range){16, 32}));
}
