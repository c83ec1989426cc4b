/*
 * dedup/dedup.h - repetition within a document.
 */
#ifndef DBN_DEDUP_DEDUP_H
#define DBN_DEDUP_DEDUP_H

#include "key/key.h"
#include "text/records.h"

typedef struct dbn_dedup_input {
    const dbn_records *records; /* roles are known */
    const dbn_key *key;
    const dbn_segments *segments; /* of the blocks that share content with others */
    dbn_survivor survivor;
} dbn_dedup_input;

typedef struct dbn_dedup {
    dbn_copies copies; /* sorted by range.beg, then partner.beg; both occurrences: the
                          survivor has survivor = 1 and its copy as partner */
    dbn_contradictions contradictions; /* sorted by a.beg */
    dbn_fixes fixes;                   /* removals, resolved */
} dbn_dedup;

/**
 * Find the copies and propose which to remove. Results in job->arena. Near-linear:
 * grams that many blocks share are dropped, verification is bounded.
 */
dbn_status dbn_dedup_run(dbn_dedup *out, const dbn_dedup_input *in,
                         const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
