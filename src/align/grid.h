/*
 * align/grid.h - the best way through two lists of segments, within a band. Seen by
 * align/ only.
 */
#ifndef DBN_ALIGN_GRID_H
#define DBN_ALIGN_GRID_H

#include "align/shape.h"

/** A place of both texts that surely belongs together: segment `source` with `target`.
 */
typedef struct dbn_anchor {
    uint32_t source, target;
    float weight;
} dbn_anchor;

typedef DBN_VEC(dbn_anchor) dbn_anchors;

/** What one search needs. */
typedef struct dbn_grid_input {
    const dbn_align_doc *doc;
    dbn_range source, target;  /* the segments that are aligned */
    const dbn_anchor *anchors; /* between them, in order of both sides */
    uint32_t anchor_count;
    const dbn_model *model;
    const dbn_vocabulary *source_words, *target_words;
    const dbn_shape *shape;
    bool free_ends; /* the best way through a part of the texts, for each of which a
                       bead must be worth its place: what lies around it gets none.
                       Without anchors, everything is tried with everything */
} dbn_grid_input;

/** A bead with what its confidence is made from. */
typedef struct dbn_scored_bead {
    dbn_bead bead;
    float words;   /* what its words say, a word */
    float lengths; /* what its lengths say */
    float value;   /* what it adds to the way it is of */
} dbn_scored_bead;

typedef DBN_VEC(dbn_scored_bead) dbn_scored_beads;

/**
 * Append the beads of the best way, in order. Time and memory: the band, which is
 * narrow around anchors and at most some hundred segments wide between distant ones.
 */
dbn_status dbn_grid_align(dbn_scored_beads *out, const dbn_grid_input *in,
                          dbn_arena *out_arena, dbn_arena *scratch) DBN_CHECKED;

#endif
