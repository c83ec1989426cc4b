/*
 * flow/previous.h - a page whose earlier version was translated.
 */
#ifndef DBN_FLOW_PREVIOUS_H
#define DBN_FLOW_PREVIOUS_H

#include "base/job.h"
#include "text/bilingual.h"

/** What became of segments. */
typedef struct dbn_flow_carried {
    uint32_t same;       /* it has the translation, and the state, that it had */
    uint32_t renumbered; /* it differs in numbers alone, which were exchanged in the
                            translation: to be reviewed */
    uint32_t changed;    /* it has what it was, and its translation, as a match */
} dbn_flow_carried;

/**
 * Give the segments of a page the translations that they had in `old`, markup included,
 * which is borrowed as long as `b`. Then those that are an earlier segment of the page
 * but for numbers get its translation, with their own numbers. The matches of `b` are
 * kept in order. Fails with DBN_ERR_NOMEM. Each segment is compared with a fixed number
 * of old ones around its place; otherwise n log n.
 */
dbn_status dbn_flow_carry_over(dbn_flow_carried *out, dbn_bilingual *b,
                               const dbn_bilingual *old, uint32_t least,
                               dbn_job *job) DBN_CHECKED;

#endif
