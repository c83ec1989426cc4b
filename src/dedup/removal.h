/*
 * dedup/removal.h - taking blocks away, for whatever reason. Seen by dedup/ only.
 */
#ifndef DBN_DEDUP_REMOVAL_H
#define DBN_DEDUP_REMOVAL_H

#include "dedup/cover.h"

dbn_range dbn_round_block_range(const dbn_round *round, uint32_t block);

/** The `i`-th pair of `block`, and which of its sides the block is. */
const dbn_pair *dbn_round_pair_of(const dbn_round *round, uint32_t block, uint32_t i,
                                  uint8_t *side);

/** Take the block away under the rule of `kind`. DBN_ERR_NOMEM with a message. */
dbn_status dbn_round_remove(dbn_round *round, dbn_dedup *out, uint32_t block,
                            dbn_copy_kind kind) DBN_CHECKED;

/** The same characters, white space aside? The same words may differ in punctuation,
 * accents, case, or in how they write a number. */
bool dbn_is_same_writing(dbn_span a, dbn_span b);

/** Take away a block that has the tokens of `partner`, which stays. DBN_ERR_NOMEM with
 * a message. */
dbn_status dbn_round_remove_equal(dbn_round *round, dbn_dedup *out, uint32_t block,
                                  uint32_t partner) DBN_CHECKED;

#endif
