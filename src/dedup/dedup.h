/*
 * dedup/dedup.h - repetition within a document.
 */
#ifndef DBN_DEDUP_DEDUP_H
#define DBN_DEDUP_DEDUP_H

#include "key/shared.h"
#include "text/records.h"

typedef struct dbn_dedup_input {
    const dbn_records *records; /* roles are known */
    const dbn_key *key;
    const dbn_seeds *seeds;       /* of the blocks that take part; NULL: found anew */
    const dbn_segments *segments; /* of the blocks that share content with others */
    dbn_survivor survivor;
} dbn_dedup_input;

/** May a block of this role be a copy of another one? */
bool dbn_dedup_takes_part(dbn_role role);

typedef struct dbn_dedup {
    dbn_copies copies; /* sorted by range.beg, then partner.beg; both occurrences: the
                          survivor has survivor = 1 and its copy as partner */
    dbn_contradictions contradictions; /* sorted by a.beg */
    dbn_fixes fixes;                   /* removals, resolved */
    bool goes_on; /* only what blocks repeat of themselves was looked for, and there was
                     some: the rest is found in the text without it */
} dbn_dedup;

/**
 * Find the copies and propose which to remove. Results in job->arena. Near-linear:
 * grams that many blocks share are dropped, verification is bounded.
 */
dbn_status dbn_dedup_run(dbn_dedup *out, const dbn_dedup_input *in,
                         const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

/** Bring what several runs found into the order of one; the fixes are resolved. */
void dbn_dedup_sort(dbn_dedup *out);

#endif
