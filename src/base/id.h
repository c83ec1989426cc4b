/*
 * base/id.h - 128 bits that stand for a text: two texts with the same id are taken for
 * the same. Never seeded, the same on every machine.
 *
 * Two lanes over eight bytes at a time, several gigabytes a second. Not for an
 * adversary: who wants two texts to collide can make them.
 */
#ifndef DBN_BASE_ID_H
#define DBN_BASE_ID_H

#include "base/eight.h"
#include "base/hash.h"

typedef struct dbn_id {
    uint64_t high, low;
} dbn_id;

/** The id of `text` among those of one kind: equal texts of two kinds differ. */
dbn_id dbn_id_of(dbn_span text, uint64_t kind);

/** Below, at or above zero. The order of their digits. */
static inline int
dbn_id_order(dbn_id a, dbn_id b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low < b.low ? -1 : a.low > b.low;
}

#define DBN_ID_DIGITS 32U

/** Its hexadecimal digits, lower case. */
void dbn_id_write(char out[DBN_ID_DIGITS], dbn_id id);

/** False when `text` is not DBN_ID_DIGITS such digits. */
bool dbn_id_read(dbn_id *out, dbn_span text);

/** `count` hexadecimal digits (up to 16) of a number, and back. */
void dbn_hex_write(char *out, uint32_t count, uint64_t value);
bool dbn_hex_read(uint64_t *out, dbn_span text);

#endif
