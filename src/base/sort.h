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

#endif
