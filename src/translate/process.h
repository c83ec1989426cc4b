/*
 * translate/process.h - a filter: a program that reads all of a text and writes
 * another.
 */
#ifndef DBN_TRANSLATE_PROCESS_H
#define DBN_TRANSLATE_PROCESS_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

typedef enum dbn_process_end {
    DBN_PROCESS_DONE,     /* it ended with status 0 */
    DBN_PROCESS_FAILED,   /* it ended otherwise */
    DBN_PROCESS_ABSENT,   /* there is no such program */
    DBN_PROCESS_LATE,     /* it was ended: its time was over */
    DBN_PROCESS_TOO_MUCH, /* it was ended: it wrote too much */
    DBN_PROCESS_CANCELLED /* it was ended: nobody waits for it any more */
} dbn_process_end;

typedef struct dbn_process {
    char *const *argv;        /* of the program, which is looked for as a shell does */
    char *const *environment; /* "NAME=value", a NULL behind the last */
    dbn_span input;
    uint32_t timeout; /* seconds */
    size_t limit;     /* bytes that it may write */
    int *ended; /* gets its status, or its signal as a negative number; may be NULL */
    bool (*is_cancelled)(void *context); /* asked while it runs; may be NULL */
    void *context;
} dbn_process;

/** Run it; what it wrote is appended to `out` in job->arena. The process must ignore
 * SIGPIPE: a filter may end before it has read all. Fails with DBN_ERR_NOMEM or
 * DBN_ERR_IO (the system has no processes or pipes left). */
dbn_status dbn_process_run(dbn_process_end *end, dbn_buffer *out,
                           const dbn_process *process, dbn_job *job) DBN_CHECKED;

#endif
