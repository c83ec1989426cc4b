/*
 * memory/distance.h - how far two segments are apart, token by token. Seen by memory/
 * and its tests.
 */
#ifndef DBN_MEMORY_DISTANCE_H
#define DBN_MEMORY_DISTANCE_H

#include "memory/memory.h"
#include "memory/tokens.h"

/** Two segments, their tokens, and room for a row of the table: as many numbers as `b`
 * has tokens, and one. */
typedef struct dbn_memory_pair {
    dbn_span a_text, b_text;
    const dbn_memory_token *a, *b;
    uint32_t a_count, b_count;
    bool is_exchanged; /* the placeables of `a` can be put into the translation of `b`:
                          that they differ costs nothing */
    uint32_t *row;
} dbn_memory_pair;

/**
 * Tokens that are put in, taken out or exchanged (Levenshtein, 1965), by their numbers;
 * `limit` + 1 where there are more than `limit`. Cost: the longer row times `limit`.
 */
uint32_t dbn_memory_distance(const uint32_t *a, uint32_t a_count, const uint32_t *b,
                             uint32_t b_count, uint32_t limit, uint32_t *row);

/** The edits that a match of `score` may hold between segments the longer of which has
 * `longest` tokens. */
static inline uint32_t
dbn_memory_edits_allowed(uint32_t longest, uint32_t score)
{
    return (uint32_t)((uint64_t)longest * (100 - score) / 100);
}

/** The score of such a match, at most 100. */
static inline uint32_t
dbn_memory_score_of(uint32_t longest, uint32_t edits)
{
    uint64_t all = longest; /* the analyzer loses that it is not 0 */
    /* NOLINTNEXTLINE(clang-analyzer-core.DivideZero) */
    return all == 0 ? 100 : (uint32_t)(100 * (all - edits) / all);
}

/**
 * The score of two segments, 0 to 100; 0 where it is below `least`, from 1. Never above
 * that of their stems alone, which is what the search goes by.
 */
uint32_t dbn_memory_score(const dbn_memory_pair *pair, dbn_memory_scoring scoring,
                          uint32_t least);

#endif
