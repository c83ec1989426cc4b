/*
 * base/hash.h - the hash of tables and keys.
 *
 * FNV-1a over 64 bits with a final mix: good enough for words, one multiplication
 * a byte, and the same on every machine. Never seeded: results must not depend on
 * a run. Not for hostile tables that nobody bounded.
 */
#ifndef DBN_BASE_HASH_H
#define DBN_BASE_HASH_H

#include "base/span.h"

#define DBN_HASH_START UINT64_C(0xCBF29CE484222325)

static inline uint64_t
dbn_hash_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001B3);
}

static inline uint64_t
dbn_hash_mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static inline uint64_t
dbn_hash_bytes(dbn_span bytes)
{
    uint64_t hash = DBN_HASH_START;
    for (size_t i = 0; i < bytes.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)bytes.ptr[i]);
    return dbn_hash_mix(hash);
}

#endif
