/*
 * dedup/balance.h - two copies against each other: private to dedup/.
 */
#ifndef DBN_DEDUP_BALANCE_H
#define DBN_DEDUP_BALANCE_H

#include "dedup/cover.h"

/** Two blocks that stand in each other, and no quotation that stands with and without
 * who said it. */
dbn_status dbn_pair_are_copies(bool *are, dbn_round *round,
                               const dbn_pair *pair) DBN_CHECKED;

/** Which side of two copies goes. */
dbn_status dbn_pair_worse_side(uint8_t *worse, dbn_round *round,
                               const dbn_pair *pair) DBN_CHECKED;

#endif
