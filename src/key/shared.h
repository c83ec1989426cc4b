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

/** The grams at tokens a and b are the same; a < b, in different blocks. */
typedef struct dbn_seed {
    uint32_t a, b;
    uint32_t block_a, block_b;
} dbn_seed;

typedef DBN_VEC(dbn_seed) dbn_seeds;

/**
 * All seeds between the wanted blocks (one flag a block; NULL: all), sorted by
 * block_a, block_b, b - a, a. Linear in the tokens, but for the sort of what was
 * found. All memory comes from job->scratch, which the caller saves and rewinds.
 */
dbn_status dbn_key_seeds(dbn_seeds *out, const dbn_key *key, uint32_t block_count,
                         const bool *wanted, dbn_job *job) DBN_CHECKED;

/**
 * One flag a block: does it share enough with another wanted block to be worth
 * aligning? In job->arena.
 */
dbn_status dbn_key_shared(const bool **out, const dbn_key *key, uint32_t block_count,
                          const bool *wanted, dbn_job *job) DBN_CHECKED;

#endif
