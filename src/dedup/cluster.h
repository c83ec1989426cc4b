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

/** What is known of a node while the same is found in rounds. */
typedef enum dbn_node_state {
    DBN_NODE_OPEN,  /* a better neighbour may stay, or not */
    DBN_NODE_STAYS, /* for itself */
    DBN_NODE_GOES   /* a better neighbour stays */
} dbn_node_state;

/**
 * One round of one node: its state, by those of the neighbours that are better than it,
 * from the best on. Where it goes, *centre is the index of the best one that stays:
 * that of dbn_cluster_run() once all are settled. Rounds end when no state changes;
 * there are as many as neighbours in a row of which each is worse than the one before.
 */
dbn_node_state dbn_cluster_settle(const uint8_t *better, uint32_t count,
                                  uint32_t *centre);

#endif
