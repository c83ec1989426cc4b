/*
 * align/anchors.h - places that surely belong together, found before any alignment.
 * Seen by align/ only.
 */
#ifndef DBN_ALIGN_ANCHORS_H
#define DBN_ALIGN_ANCHORS_H

#include "align/grid.h"

/** Which segments may be anchors: one flag a segment, NULL for all; and what links
 * their words. */
typedef struct dbn_anchor_choice {
    const bool *source, *target;
    const dbn_model *model;
    bool is_loose; /* what is found will be checked: rather too many */
} dbn_anchor_choice;

/**
 * Pairs of segments that choose each other for their rare words and the translations
 * of these, in the order of the source. Linear in the words and their postings.
 */
dbn_status dbn_anchors_find(dbn_anchors *out, const dbn_align_doc *doc,
                            dbn_anchor_choice choice,
                            const dbn_vocabulary *target_words, dbn_arena *out_arena,
                            dbn_arena *scratch) DBN_CHECKED;

/** Keep the heaviest of `anchors` that go forward on both sides. O(n log n). */
dbn_status dbn_anchors_chain(dbn_anchors *anchors, uint32_t target_count,
                             dbn_arena *scratch) DBN_CHECKED;

#endif
