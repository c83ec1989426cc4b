/*
 * base/job.h - what one thread needs to work on one document after another.
 */
#ifndef DBN_BASE_JOB_H
#define DBN_BASE_JOB_H

#include "base/arena.h"

/**
 * Memory that outlives a document: what was looked up once need not be again. It never
 * changes a result, only what it costs.
 */
typedef struct dbn_cache {
    void *memory;
    size_t size;
} dbn_cache;

/**
 * `arena` holds the results of the current document, `scratch` what a stage needs
 * while it runs: it saves and rewinds it. Both are reset between documents. A job
 * belongs to one thread.
 */
typedef struct dbn_job {
    dbn_arena arena;
    dbn_arena scratch;
    dbn_cache words;   /* of key/: words of profiles */
    dbn_cache letters; /* of lang/: what words cost */
    dbn_error err;
} dbn_job;

/** Budgets in bytes for each of the two arenas; 0: no limit. */
void dbn_job_init(dbn_job *job, size_t budget);
void dbn_job_release(dbn_job *job);

/** Forget the current document. */
void dbn_job_reset(dbn_job *job);

/** The `size` bytes of `cache`, zeroed when they are first asked for; NULL when there
 * is no memory. Not part of the document's budget. */
void *dbn_cache_for(dbn_cache *cache, size_t size);

/** Say that the document's budget is spent, and return DBN_ERR_NOMEM. */
dbn_status dbn_job_nomem(dbn_job *job);

/** Return DBN_ERR_NOMEM with its message when a push or an allocation failed. */
#define DBN_TRY_PUSH(job, call)                                                        \
    do {                                                                               \
        if ((call) != DBN_OK)                                                          \
            return dbn_job_nomem(job);                                                 \
    } while (0)

#endif
