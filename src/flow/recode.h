/*
 * flow/recode.h - lists of messages in their encoding: of gettext that which the head
 * names, of tables UTF-16, as spreadsheets write them.
 */
#ifndef DBN_FLOW_RECODE_H
#define DBN_FLOW_RECODE_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/**
 * The bytes of `file` as UTF-8, in the job's arena, or itself where it is that,
 * whatever its head says; *charset is the encoding that its head names otherwise, of
 * ASCII alone, too, since more may be written there; empty: UTF-8. Linear. Fails with
 * DBN_ERR_SYNTAX where nobody knows that encoding, or the file is not in it (and a
 * line); DBN_ERR_NOMEM.
 */
dbn_status dbn_flow_po_decode(dbn_span *out, dbn_span *charset, dbn_span file,
                              dbn_job *job) DBN_CHECKED;

/** The same of a table, which is in UTF-16 where it begins with its mark; the mark
 * stays. */
dbn_status dbn_flow_table_decode(dbn_span *out, dbn_span *charset, dbn_span file,
                                 dbn_job *job) DBN_CHECKED;

/** The way back of both. Fails with DBN_ERR_USAGE, and a line, where the encoding has
 * not a character; DBN_ERR_NOMEM. */
dbn_status dbn_flow_list_encode(dbn_span *out, dbn_span text, dbn_span charset,
                                dbn_job *job) DBN_CHECKED;

#endif
