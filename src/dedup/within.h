/*
 * dedup/within.h - what a block repeats of itself: private to dedup/.
 */
#ifndef DBN_DEDUP_WITHIN_H
#define DBN_DEDUP_WITHIN_H

#include "dedup/cover.h"

/** Let go what stands in its own block before, of in->seeds->echoes. The members are
 * set. */
dbn_status dbn_round_drop_within(dbn_round *round, dbn_dedup *out) DBN_CHECKED;

#endif
