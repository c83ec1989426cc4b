/*
 * archive/sketch.h - the few grams of a paragraph by which its like is found.
 *
 * Of level L, those whose lowest L bits are zero: the level is the lowest of which no
 * more than DBN_SKETCH_MAX are left. Levels lie in each other, so that what two
 * paragraphs share can be counted at the higher one of both, and a gram is never kept
 * in one of two alike and not in the other.
 */
#ifndef DBN_ARCHIVE_SKETCH_H
#define DBN_ARCHIVE_SKETCH_H

#include "base/span.h"

#define DBN_SKETCH_MAX       20U
#define DBN_SKETCH_LEVEL_MAX 23U

/** Bits of a gram by which it is looked for: of a hundred million grams one in ten
 * thousand others is taken for one of them, and two such must meet in one paragraph. */
#define DBN_GRAM_KEY_BITS 40U

static inline uint64_t
dbn_gram_key(uint64_t gram)
{
    return gram >> (64 - DBN_GRAM_KEY_BITS);
}

/** How many grams, at which level. */
typedef struct dbn_sketch {
    uint32_t level, count;
} dbn_sketch;

static inline bool
dbn_sketch_keeps(uint32_t level, uint64_t gram)
{
    return (gram & ((UINT64_C(1) << level) - 1)) == 0;
}

uint32_t dbn_sketch_count(const uint64_t *grams, uint32_t count, uint32_t level);
dbn_sketch dbn_sketch_of(const uint64_t *grams, uint32_t count);

/** Estimated thousandths of the words of each of two paragraphs that stand in the
 * other one. */
typedef struct dbn_resemblance {
    uint16_t own, other;
} dbn_resemblance;

/** `grams` are all of the first one, whose sketch is `own`; `shared` those of its
 * sketch that the other one has, whose sketch is `other`. */
dbn_resemblance dbn_sketch_compare(const uint64_t *grams, uint32_t count,
                                   dbn_sketch own, dbn_sketch other, uint32_t shared);

#endif
