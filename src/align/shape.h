/*
 * align/shape.h - how a translation is made, whatever its words: how long it gets, and
 * how many segments stand for how many. Seen by align/ only.
 */
#ifndef DBN_ALIGN_SHAPE_H
#define DBN_ALIGN_SHAPE_H

#include "align/model.h"

/** Segments of a bead on a side, at most. */
#define DBN_BEAD_SIDE_MAX 4

typedef struct dbn_shape {
    float ratio;    /* letters of the target for one of the source */
    float variance; /* of the letters of a translation, a letter */
    /* The logarithm of how often a bead has so many segments of the source (first) and
     * of the target; of a gap, how often one begins. */
    float goes_on; /* of how often a gap has one more segment */
    float prior[DBN_BEAD_SIDE_MAX + 1][DBN_BEAD_SIDE_MAX + 1];
} dbn_shape;

/** From the beads of the last round, which may be none: then what edited translations
 * have, and `ratio`. Linear in the beads. */
void dbn_shape_learn(dbn_shape *out, const dbn_align_doc *doc, float ratio);

#endif
