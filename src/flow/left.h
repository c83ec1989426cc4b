/*
 * flow/left.h - what of a page stays as it is.
 */
#ifndef DBN_FLOW_LEFT_H
#define DBN_FLOW_LEFT_H

#include "base/job.h"
#include "text/bilingual.h"

/** A unit of the furniture, or a segment without a translation. */
typedef struct dbn_flow_left {
    const dbn_bilingual_unit *unit;
    uint32_t index; /* of the unit */
    uint32_t part;  /* the segment; DBN_NONE: the whole unit, which is furniture */
    dbn_span text;  /* without codes; gone when who is told returns */
} dbn_flow_left;

/** Who is told of it, in the order of the page. */
typedef struct dbn_flow_left_listener {
    void (*tell)(void *context, const dbn_flow_left *left); /* NULL: nobody is */
    void *context;
} dbn_flow_left_listener;

/** Tell of what stays of the unit `index`; what its author keeps is not told. Fails
 * with DBN_ERR_NOMEM. */
dbn_status dbn_flow_tell_left(const dbn_bilingual *b, uint32_t index,
                              const dbn_flow_left_listener *to,
                              dbn_job *job) DBN_CHECKED;

#endif
