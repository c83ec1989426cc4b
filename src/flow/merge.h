/*
 * flow/merge.h - a page with its translation.
 */
#ifndef DBN_FLOW_MERGE_H
#define DBN_FLOW_MERGE_H

#include "exchange/translated.h"

/** What became of the units. */
typedef struct dbn_flow_merged {
    uint32_t translated, partly, untranslated;
} dbn_flow_merged;

/**
 * Write the page with what was translated; nothing else of it changes. Fails with
 * DBN_ERR_SYNTAX, before anything is written, where the page is not the one that was
 * prepared, or units do not lie in it one behind the other; as `output` does; with
 * DBN_ERR_USAGE where a text is in an encoding that cannot hold its translation.
 */
dbn_status dbn_flow_merge(dbn_flow_merged *out, const dbn_translated *file,
                          dbn_span page, dbn_job *job,
                          dbn_status (*output)(void *context, dbn_span bytes),
                          void *context) DBN_CHECKED;

#endif
