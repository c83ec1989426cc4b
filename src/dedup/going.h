/*
 * dedup/going.h - a block goes, and where it stands is recorded: private to dedup/.
 */
#ifndef DBN_DEDUP_GOING_H
#define DBN_DEDUP_GOING_H

#include "dedup/cover.h"

/** Tokens that slips make of others: Juuly 23, 1988 is no date. */
#define DBN_TORN_MAX 3U

/** May the block go without leaving others uncovered that went for its sake? */
dbn_status dbn_round_may_go(bool *may, dbn_round *round, uint32_t block) DBN_CHECKED;

/** It goes as a copy of that kind. */
dbn_status dbn_round_let_go(dbn_round *round, dbn_dedup *out, uint32_t block,
                            dbn_copy_kind kind) DBN_CHECKED;

#endif
