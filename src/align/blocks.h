/*
 * align/blocks.h - a text and its translation whose parts may stand in another order.
 * Seen by align/ only.
 */
#ifndef DBN_ALIGN_BLOCKS_H
#define DBN_ALIGN_BLOCKS_H

#include "align/grid.h"

typedef struct dbn_blocks_input {
    const dbn_align_doc *doc;
    const dbn_model *model;
    const dbn_vocabulary *source_words, *target_words;
    const dbn_shape *shape;
} dbn_blocks_input;

/**
 * Append beads of all segments, sorted by source, then target; those of parts that were
 * moved are marked. `arena` is not `scratch`, which is rewound.
 */
dbn_status dbn_blocks_align(dbn_scored_beads *out, const dbn_blocks_input *in,
                            dbn_arena *arena, dbn_arena *scratch) DBN_CHECKED;

#endif
