/*
 * Blocks stand one behind the other. The last one grows where it is and is taken back;
 * of another one that goes the pages go, in memory and on the disk, and only its
 * addresses are lost, of which there are enough.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdlib.h>

#include "run/lender.h"

struct dbn_lender {
    dbn_spool spool;
    pthread_mutex_t lock;
    dbn_arena_source source;
};

static bool
is_last(const dbn_lender *l, const void *block, size_t size)
{
    return (const char *)block + size == l->spool.base + l->spool.len;
}

static void *
take(void *context, size_t size)
{
    dbn_lender *l = context;
    pthread_mutex_lock(&l->lock);
    void *block = dbn_spool_take(&l->spool, size);
    pthread_mutex_unlock(&l->lock);
    return block;
}

static void
drop(void *context, void *block, size_t size)
{
    dbn_lender *l = context;
    pthread_mutex_lock(&l->lock);
    if (is_last(l, block, size))
        l->spool.len -= size;
    else
        dbn_spool_forget(&l->spool, (size_t)((char *)block - l->spool.base), size);
    pthread_mutex_unlock(&l->lock);
}

static void *
grow(void *context, void *block, size_t size, size_t new_size)
{
    dbn_lender *l = context;
    pthread_mutex_lock(&l->lock);
    bool was_last = is_last(l, block, size);
    void *moved = was_last ? dbn_spool_add(&l->spool, new_size - size)
                           : dbn_spool_take(&l->spool, new_size);
    pthread_mutex_unlock(&l->lock);
    if (moved == NULL || was_last)
        return moved == NULL ? NULL : block;
    memcpy(moved, block, size);
    drop(l, block, size);
    return moved;
}

dbn_status
dbn_lender_new(dbn_lender **out, const char *folder, dbn_error *err)
{
    dbn_lender *l = calloc(1, sizeof *l);
    *out = NULL;
    if (l == NULL || pthread_mutex_init(&l->lock, NULL) != 0) {
        free(l);
        return dbn_fail(err, DBN_ERR_NOMEM, "no memory is left");
    }
    l->source = (dbn_arena_source){take, grow, drop, l};
    *out = l;
    return dbn_spool_open(&l->spool, folder, err);
}

void
dbn_lender_free(dbn_lender *lender)
{
    if (lender == NULL)
        return;
    dbn_spool_close(&lender->spool);
    pthread_mutex_destroy(&lender->lock);
    free(lender);
}

void
dbn_lender_lend_to(dbn_lender *lender, dbn_arena *arena)
{
    if (lender != NULL)
        arena->source = &lender->source;
}

void
dbn_lender_lend(dbn_lender *lender, dbn_job *job)
{
    dbn_lender_lend_to(lender, &job->arena);
    dbn_lender_lend_to(lender, &job->scratch);
}

const dbn_spool *
dbn_lender_spool(const dbn_lender *lender)
{
    return &lender->spool;
}
