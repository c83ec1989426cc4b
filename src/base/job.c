#include "base/job.h"

void
dbn_job_init(dbn_job *job, size_t budget)
{
    *job = (dbn_job){0};
    dbn_arena_init(&job->arena, budget);
    dbn_arena_init(&job->scratch, budget);
}

void
dbn_job_release(dbn_job *job)
{
    dbn_arena_release(&job->arena);
    dbn_arena_release(&job->scratch);
    free(job->words.memory);
    free(job->letters.memory);
    job->words = job->letters = (dbn_cache){0};
}

void
dbn_job_reset(dbn_job *job)
{
    dbn_arena_reset(&job->arena);
    dbn_arena_reset(&job->scratch);
    job->err = (dbn_error){0};
}

void *
dbn_cache_for(dbn_cache *cache, size_t size)
{
    if (cache->size != size) {
        free(cache->memory);
        cache->memory = calloc(1, size);
        cache->size = cache->memory == NULL ? 0 : size;
    }
    return cache->memory;
}

dbn_status
dbn_job_nomem(dbn_job *job)
{
    return dbn_fail(&job->err, DBN_ERR_NOMEM,
                    "the memory budget of the document is spent");
}
