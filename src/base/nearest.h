/*
 * base/nearest.h - which of the known names somebody meant who wrote another one.
 */
#ifndef DBN_BASE_NEAREST_H
#define DBN_BASE_NEAREST_H

#include "base/span.h"

#include <stdint.h>

/** A search: `wanted`, borrowed, is what was written; the rest is zero at first. */
typedef struct dbn_nearest {
    dbn_span wanted;
    dbn_span best; /* the nearest so far, borrowed; ptr NULL for none that is near */
    uint32_t distance;
} dbn_nearest;

/** Try a known name. Near is what a third of its bytes changed, or less, make of it; of
 * two equally near ones the first stays. Names of 64 bytes and more are not near. */
void dbn_nearest_try(dbn_nearest *search, dbn_span name);

#endif
