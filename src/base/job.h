/*
 * base/job.h - what one thread needs to work on one document after another.
 */
#ifndef DBN_BASE_JOB_H
#define DBN_BASE_JOB_H

#include "base/arena.h"

/**
 * `arena` holds the results of the current document, `scratch` what a stage needs
 * while it runs: it saves and rewinds it. Both are reset between documents. A job
 * belongs to one thread.
 */
typedef struct dbn_job {
    dbn_arena arena;
    dbn_arena scratch;
    dbn_error err;
} dbn_job;

/** Budgets in bytes for each of the two arenas; 0: no limit. */
void dbn_job_init(dbn_job *job, size_t budget);
void dbn_job_release(dbn_job *job);

/** Forget the current document. */
void dbn_job_reset(dbn_job *job);

/** Say that the document's budget is spent, and return DBN_ERR_NOMEM. */
dbn_status dbn_job_nomem(dbn_job *job);

/** Return DBN_ERR_NOMEM with its message when a push or an allocation failed. */
#define DBN_TRY_PUSH(job, call)                                                        \
    do {                                                                               \
        if ((call) != DBN_OK)                                                          \
            return dbn_job_nomem(job);                                                 \
    } while (0)

#endif
