/*
 * key/shared.h - which blocks of a key share content with which others.
 *
 * A *gram* is DBN_GRAM_TOKENS tokens in a row. Two blocks that repeat each other, be it
 * with a slip in every sixth word, share many; most blocks of most articles share none
 * that is rare, and nothing more needs to look at them.
 */
#ifndef DBN_KEY_SHARED_H
#define DBN_KEY_SHARED_H

#include "key/key.h"

/** Tokens in a gram: three still match between two slips. */
#define DBN_GRAM_TOKENS 3
/** How many older places of a gram a place is paired with: this bounds the seeds. */
#define DBN_GRAM_PLACES 8
/** A gram that stands more often than this says nothing: its further places are
 * passed over. */
#define DBN_GRAM_FREQUENT 32

/** The hash of the gram that begins at the token: of DBN_GRAM_TOKENS. */
static inline uint64_t
dbn_gram_hash(const dbn_token *tokens)
{
    uint64_t hash = tokens[0].hash;
    hash = (hash ^ (uint64_t)tokens[1].hash << 32) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 29 ^ tokens[2].hash) * UINT64_C(0xBF58476D1CE4E5B9);
    return hash ^ hash >> 31;
}

/** Tokens [a, a + len) and [b, b + len) hold the same grams; a < b, in different
 * blocks. */
typedef struct dbn_seed {
    uint32_t a, b, len;
    uint32_t block_a, block_b;
} dbn_seed;

/** Tokens from which on a stretch of a block that stands in it before is told. */
#define DBN_ECHO_MIN 10U

/** Tokens [b, b + len) of a block say what those from a on say, which stand before them
 * in the same block. Where they stand three times in a row, a + len is beyond b. */
typedef struct dbn_echo {
    uint32_t a, b, len;
    uint32_t block;
} dbn_echo;

/** A DBN_VEC. Unless it is short, the seeds of fewer blocks are those of these between
 * them. */
typedef struct dbn_seeds {
    dbn_seed *items;
    uint32_t count, cap;
    DBN_VEC(dbn_echo)
    echoes;         /* by b, which do not overlap; dbn_key_shared() alone
                       looks for them */
    bool is_short;  /* some were passed over: their gram stands too often, or there are
                       too many to keep */
    uint32_t least; /* set by whoever aligns them by word: two blocks that cannot have
                       so many words in common are not aligned; 0: all are */
    uint32_t least_chain; /* nor, with that, a chain that cannot have so many */
    bool by_word; /* set by whoever aligns them: a word is equal or an edit, never a
                     slip, which takes a tenth of the time */
} dbn_seeds;

/**
 * All seeds between the wanted blocks (one flag a block; NULL: all) that share enough
 * to be worth aligning, sorted by block_a, block_b, a, b. Linear in the tokens, but for
 * the sort of what was found. In job->scratch, which the caller saves and rewinds.
 */
dbn_status dbn_key_seeds(dbn_seeds *out, const dbn_key *key, uint32_t block_count,
                         const bool *wanted, dbn_job *job) DBN_CHECKED;

/** So many seeds are kept for whoever may not need them. */
#define DBN_SEEDS_KEPT (1U << 16)

/**
 * One flag a block, in job->arena: does it share enough with another wanted one to be
 * worth aligning, or stand beside such a block and is too short for a gram, or repeat
 * itself? NULL when none does and no gram stands too often. The seeds are found on the
 * way: up to DBN_SEEDS_KEPT, as above; and the echoes.
 */
dbn_status dbn_key_shared(const bool **out, dbn_seeds *seeds, const dbn_key *key,
                          uint32_t block_count, const bool *wanted,
                          dbn_job *job) DBN_CHECKED;

#endif
