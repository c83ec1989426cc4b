/*
 * flow/repetition.h - what a document says twice.
 */
#ifndef DBN_FLOW_REPETITION_H
#define DBN_FLOW_REPETITION_H

#include "dedup/dedup.h"

/** Find the copies in the blocks whose roles are known; all ranges are of the records'
 * view, the fixes are resolved. */
dbn_status dbn_flow_repetition(dbn_dedup *out, const dbn_records *records,
                               dbn_survivor survivor, const dbn_profile *profile,
                               dbn_job *job) DBN_CHECKED;

#endif
