/*
 * flow/step_filter.h - a step as a filter: sorted lines in, by key, lines out.
 *
 * What is held is what belongs to one key, and of that what the step keeps.
 */
#ifndef DBN_FLOW_STEP_FILTER_H
#define DBN_FLOW_STEP_FILTER_H

#include "flow/step.h"
#include "flow/step_lines.h"

typedef struct dbn_filter dbn_filter;

#define DBN_LINE_BIT(kind) (UINT32_C(1) << (kind))

/** What a step does with its lines. A line that is neither taken nor passed on is one
 * that does not belong there. */
typedef struct dbn_filter_step {
    uint32_t takes, passes; /* kinds, as bits */
    /* DBN_ERR_SYNTAX: the line is bad, which is told, and the run goes on. */
    dbn_status (*take)(dbn_filter *filter, dbn_line_kind kind);
    /* All lines of the key were taken. NULL: nothing is kept. */
    dbn_status (*end)(dbn_filter *filter);
} dbn_filter_step;

struct dbn_filter {
    const dbn_filter_step *step;
    void *own; /* of the step */
    const dbn_corpus_run *run;
    const dbn_dedup_options *dedup;
    dbn_batch_result *result;
    dbn_span line;    /* the one to be taken */
    dbn_job kept;     /* until the key ends */
    dbn_job job;      /* until the next line */
    dbn_bytes before; /* the line in front of it, */
    size_t key_len;   /* and its key; 0: no line has come */
    dbn_buffer out;   /* lines to be sent, */
    dbn_job sending;  /* which lie here */
};

/** The line to be taken: until the next one, or until the key ends. */
dbn_status dbn_filter_read(dbn_line *out, dbn_filter *filter) DBN_CHECKED;
dbn_status dbn_filter_keep(dbn_line *out, dbn_filter *filter) DBN_CHECKED;

/** Write a line; or send one that is to be passed on. */
dbn_status dbn_filter_write(dbn_filter *filter, const dbn_line *line) DBN_CHECKED;

/** Run the step over all lines; `step` and `own` are the caller's. As dbn_batch_step()
 * says. */
dbn_status dbn_filter_run(dbn_batch_result *result, const dbn_corpus_run *run,
                          const dbn_dedup_options *dedup, const dbn_filter_step *step,
                          void *own) DBN_CHECKED;

#endif
