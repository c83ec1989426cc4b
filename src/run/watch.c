/*
 * Memory is looked at from aside, because it fills wherever a spool is read: at a
 * gigabyte a second a millisecond is a megabyte.
 */
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "base/message.h"
#include "run/watch.h"

/* Between two looks, in nanoseconds. */
#define PAUSE    1000000L
#define A_SECOND 1000000000L

struct dbn_watch {
    dbn_spool spools[DBN_WATCHED_MAX]; /* their addresses: what they hold changes */
    uint32_t count;
    uint64_t most;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ends;
    bool is_over;
};

static struct timespec
next_look(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += PAUSE;
    if (at.tv_nsec >= A_SECOND) {
        at.tv_nsec -= A_SECOND;
        at.tv_sec++;
    }
    return at;
}

void
dbn_watch_look(const dbn_watch *watch)
{
    dbn_spools_rest(watch->spools, watch->count, watch->most);
}

static void *
watch_on(void *context)
{
    dbn_watch *w = context;
    pthread_mutex_lock(&w->lock);
    while (!w->is_over) {
        struct timespec at = next_look();
        dbn_watch_look(w);
        pthread_cond_timedwait(&w->ends, &w->lock, &at);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* Signals are for those who wait for input. */
static bool
start_thread(dbn_watch *w)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_BLOCK, &all, &before) != 0)
        return false;
    bool is_started = pthread_create(&w->thread, NULL, watch_on, w) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}

/* A clock that somebody sets does not make the pause longer. */
static bool
make_condition(pthread_cond_t *out)
{
    pthread_condattr_t steady;
    if (pthread_condattr_init(&steady) != 0)
        return false;
    bool is_made = pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) == 0 &&
                   pthread_cond_init(out, &steady) == 0;
    pthread_condattr_destroy(&steady);
    return is_made;
}

static bool
start(dbn_watch *w)
{
    if (pthread_mutex_init(&w->lock, NULL) != 0)
        return false;
    if (make_condition(&w->ends)) {
        if (start_thread(w))
            return true;
        pthread_cond_destroy(&w->ends);
    }
    pthread_mutex_destroy(&w->lock);
    return false;
}

dbn_status
dbn_watch_start(dbn_watch **out, const dbn_spool *const *spools, uint32_t count,
                uint64_t most, dbn_error *err)
{
    dbn_watch *w = calloc(1, sizeof *w);
    assert(count <= DBN_WATCHED_MAX);
    *out = NULL;
    if (w != NULL) {
        for (uint32_t i = 0; i < count; i++)
            w->spools[i].base = spools[i]->base;
        w->count = count;
        w->most = most;
    }
    if (w == NULL || !start(w)) {
        free(w);
        return dbn_fail(err, DBN_ERR_NOMEM, "no thread can be started");
    }
    *out = w;
    return DBN_OK;
}

void
dbn_watch_stop(dbn_watch *watch)
{
    if (watch == NULL)
        return;
    pthread_mutex_lock(&watch->lock);
    watch->is_over = true;
    pthread_cond_signal(&watch->ends);
    pthread_mutex_unlock(&watch->lock);
    pthread_join(watch->thread, NULL);
    pthread_cond_destroy(&watch->ends);
    pthread_mutex_destroy(&watch->lock);
    free(watch);
}
