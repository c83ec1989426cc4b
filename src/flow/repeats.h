/*
 * flow/repeats.h - what all documents of a collection repeat, for a report.
 */
#ifndef DBN_FLOW_REPEATS_H
#define DBN_FLOW_REPEATS_H

#include "flow/relate.h"
#include "write/repeats.h"

/** What a report is made of. */
typedef struct dbn_repeating {
    dbn_collection *collection;
    const dbn_related *related;
    const dbn_batch_options *options;
    bool has_differences; /* set copies beside what stays of them */
} dbn_repeating;

/**
 * Find the clusters and the hosts, in the arena of the collection; `out` has its totals
 * already. O(copies log copies), and for each cluster that is shown its texts are read
 * again. The same whatever the order of documents and the number of threads. *error
 * says what failed; nothing where no memory is left.
 */
dbn_status dbn_flow_repeats(dbn_repeats *out, const dbn_repeating *in,
                            dbn_error *error) DBN_CHECKED;

#endif
