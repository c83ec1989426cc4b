/*
 * flow/verify.h - which contents are copies of which: private to relate.c.
 */
#ifndef DBN_FLOW_VERIFY_H
#define DBN_FLOW_VERIFY_H

#include "dedup/across.h"
#include "doublon/corpus.h"
#include "flow/contents.h"

/** What two contents have in common. a < b; side 0 is a's. */
typedef struct dbn_edge {
    uint32_t a, b;
    uint16_t share[2]; /* words of each that stand in the other, in thousandths */
    uint8_t relation;  /* dbn_relation; the hosts are not looked at */
    bool is_copy;      /* one may stand for the other; always of passages */
    uint32_t common_first, common_count;
    uint32_t contradiction_first, contradiction_count;
} dbn_edge;

typedef struct dbn_edges {
    DBN_VEC(dbn_edge) items;    /* by the longer of the two, then the other one */
    DBN_VEC(dbn_common) common; /* of passages alone */
    dbn_contradictions contradictions;
} dbn_edges;

typedef struct dbn_verifying {
    const dbn_contents *contents;
    const dbn_batch_options *options;
    uint32_t near;
    uint32_t threads;
} dbn_verifying;

/** Align all candidates. Results in job->arena; DBN_ERR_NOMEM. */
dbn_status dbn_verify_run(dbn_edges *out, const dbn_verifying *verifying,
                          dbn_job *job) DBN_CHECKED;

#endif
