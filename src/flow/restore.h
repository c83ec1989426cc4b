/*
 * flow/restore.h - the sources from the text and the log.
 */
#ifndef DBN_FLOW_RESTORE_H
#define DBN_FLOW_RESTORE_H

#include "base/job.h"

/** Who gets the sources. */
typedef struct dbn_restored {
    dbn_status (*source)(void *context, dbn_span name, dbn_span bytes);
    void *context;
} dbn_restored;

/** As dbn_restore() says. */
dbn_status dbn_flow_restore(dbn_span cleaned, dbn_span log, const dbn_restored *to,
                            dbn_error *error) DBN_CHECKED;

#endif
