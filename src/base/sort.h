/*
 * base/sort.h - arrays that are too large for qsort(), which may ask for as much memory
 * again without saying so.
 */
#ifndef DBN_BASE_SORT_H
#define DBN_BASE_SORT_H

#include "base/arena.h"

/** The array in the order of `order`, as qsort() takes it; what is equal keeps its
 * order. The arena lends as many bytes as the array has, and has them back. Fails with
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_sort(void *items, size_t count, size_t size,
                    int (*order)(const void *, const void *),
                    dbn_arena *arena) DBN_CHECKED;

/** Something that is told by its number, and what it is sorted by. */
typedef struct dbn_keyed {
    uint64_t key;
    uint32_t number;
} dbn_keyed;

/** By their keys; what is equal keeps its order. Cost: O(n), the faster the more bytes
 * are those of all keys. The arena lends as many bytes as the array has. Fails with
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_sort_keys(dbn_keyed *items, uint32_t count,
                         dbn_arena *arena) DBN_CHECKED;

#endif
