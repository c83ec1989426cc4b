/*
 * flow/log_line.h - the lines that write/log.c wrote, read back.
 *
 * The members of a line are expected in the order in which they are written; white
 * space between them is not. Anything else is DBN_ERR_SYNTAX.
 */
#ifndef DBN_FLOW_LOG_LINE_H
#define DBN_FLOW_LOG_LINE_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** One pass of a document: how long the text was after it, how many edits follow. */
typedef struct dbn_log_pass {
    bool is_decode;
    uint64_t bytes, edits;
} dbn_log_pass;

/** The first line of a document. */
typedef struct dbn_log_head {
    dbn_span document, charset;
    uint64_t bytes;    /* of the source */
    dbn_span hash;     /* of the source: dbn_log_hash() */
    uint64_t beg, end; /* in the cleaned text */
    DBN_VEC(dbn_log_pass) passes;
} dbn_log_head;

/** An edit: the text before it, and what it made. */
typedef struct dbn_log_edit {
    uint64_t at, len;
    dbn_span was;
} dbn_log_edit;

/** Strings are unescaped into `arena`. DBN_ERR_NOMEM or DBN_ERR_SYNTAX, without a
 * message. */
dbn_status dbn_log_read_head(dbn_log_head *out, dbn_span line,
                             dbn_arena *arena) DBN_CHECKED;
dbn_status dbn_log_read_edit(dbn_log_edit *out, dbn_span line,
                             dbn_arena *arena) DBN_CHECKED;

#endif
