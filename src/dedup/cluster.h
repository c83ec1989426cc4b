/*
 * dedup/cluster.h - which of many texts that belong together stays.
 *
 *     1 ── 3      nodes by rank, edges verified. 1 stays; 3 and 4 match it, and go
 *     │    │      for its sake. 6 matches 3 alone, which stays nowhere: 6 is a
 *     4    6      survivor of its own, although 1 ~ 3 ~ 6.
 */
#ifndef DBN_DEDUP_CLUSTER_H
#define DBN_DEDUP_CLUSTER_H

#include "text/records.h"

/** Two nodes that match. */
typedef struct dbn_link {
    uint32_t a, b;
} dbn_link;

/**
 * For each of `count` nodes the one that stays for it: itself, or a better one that it
 * is linked to. `order` has the nodes from the best to the worst; `links` come in any
 * order. Depends on the links and the order alone. Linear; in job->arena.
 */
dbn_status dbn_cluster_run(const uint32_t **out, const dbn_link *links,
                           size_t link_count, const uint32_t *order, uint32_t count,
                           dbn_job *job) DBN_CHECKED;

#endif
