/*
 * align/judge.h - how sure beads are. Seen by align/ only.
 */
#ifndef DBN_ALIGN_JUDGE_H
#define DBN_ALIGN_JUDGE_H

#include "align/grid.h"

/** Beads with their confidence, sorted by source, then target. */
dbn_status dbn_beads_judge(dbn_beads *out, const dbn_scored_beads *scored,
                           dbn_arena *arena) DBN_CHECKED;

#endif
