/*
 * flow/recode.h - files of gettext in the encoding that their head names.
 */
#ifndef DBN_FLOW_RECODE_H
#define DBN_FLOW_RECODE_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/**
 * The bytes of `file` as UTF-8, in the job's arena, or itself where it is that;
 * *charset is the encoding that its head names otherwise, empty: UTF-8. Linear. Fails
 * with DBN_ERR_SYNTAX where nobody knows that encoding, or the file is not in it (and a
 * line); DBN_ERR_NOMEM.
 */
dbn_status dbn_flow_po_decode(dbn_span *out, dbn_span *charset, dbn_span file,
                              dbn_job *job) DBN_CHECKED;

/** The way back. Fails with DBN_ERR_USAGE, and a line, where the encoding has not a
 * character; DBN_ERR_NOMEM. */
dbn_status dbn_flow_po_encode(dbn_span *out, dbn_span text, dbn_span charset,
                              dbn_job *job) DBN_CHECKED;

#endif
