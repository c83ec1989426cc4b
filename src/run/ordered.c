/*
 * run/ordered.c - a ring of slots, and two locks.
 *
 * Every slot is free, taken or done. A worker takes the next item into the next free
 * slot, works on it, marks the slot done, and hands out whatever is done at the head of
 * the ring, if nobody else is doing so. Who takes holds the lock `taking`, which keeps
 * the order of items, and not the lock of the ring: taking may wait long for input, and
 * what is done must go out meanwhile. `taking` is always locked first.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <unistd.h>

#include "run/ordered.h"

#define MAX_THREADS 1024

typedef enum slot_state { SLOT_FREE, SLOT_TAKEN, SLOT_DONE } slot_state;

typedef struct ring {
    const dbn_ordered *run;
    pthread_mutex_t taking; /* held by the worker whose turn it is to take */
    pthread_mutex_t lock;   /* of everything below */
    pthread_cond_t changed;
    slot_state *states;
    uint64_t head, tail; /* items given, items taken */
    bool at_end;         /* no more to take, or stopped */
    bool is_giving;
    dbn_status status;
    uint32_t workers;
} ring;

/* Hand out what is done at the head. Called, and returns, with the lock held. */
static void
give_done(ring *r)
{
    if (r->is_giving)
        return;
    r->is_giving = true;
    while (r->head < r->tail) {
        uint32_t slot = (uint32_t)(r->head % r->run->slots);
        if (r->states[slot] != SLOT_DONE)
            break;
        dbn_status status = r->status;
        if (status == DBN_OK) {
            pthread_mutex_unlock(&r->lock);
            status = r->run->give(r->run->context, slot);
            pthread_mutex_lock(&r->lock);
        }
        if (r->status == DBN_OK && status != DBN_OK) {
            r->status = status;
            r->at_end = true;
        }
        r->states[slot] = SLOT_FREE;
        r->head++;
        pthread_cond_broadcast(&r->changed);
    }
    r->is_giving = false;
}

/* Wait until a slot is free; false when no more is to be taken. `taking` is held, so
 * that the slot stays free until it is taken. */
static bool
free_slot(ring *r, uint32_t *slot)
{
    pthread_mutex_lock(&r->lock);
    while (!r->at_end && r->tail - r->head >= r->run->slots)
        pthread_cond_wait(&r->changed, &r->lock);
    bool is_free = !r->at_end;
    *slot = (uint32_t)(r->tail % r->run->slots);
    pthread_mutex_unlock(&r->lock);
    return is_free;
}

/* Take the next item; false when there is none, or when the run ended meanwhile. */
static bool
take_next(ring *r, uint32_t *slot)
{
    pthread_mutex_lock(&r->taking);
    bool has_item = free_slot(r, slot) && r->run->take(r->run->context, *slot);
    pthread_mutex_lock(&r->lock);
    has_item = has_item && !r->at_end;
    r->at_end = !has_item;
    if (has_item) {
        r->states[*slot] = SLOT_TAKEN;
        r->tail++;
    }
    pthread_mutex_unlock(&r->lock);
    pthread_mutex_unlock(&r->taking);
    return has_item;
}

static void *
work(void *context)
{
    ring *r = context;
    uint32_t slot;
    pthread_mutex_lock(&r->lock);
    uint32_t worker = r->workers++;
    pthread_mutex_unlock(&r->lock);
    while (take_next(r, &slot)) {
        r->run->work(r->run->context, slot, worker);
        pthread_mutex_lock(&r->lock);
        r->states[slot] = SLOT_DONE;
        give_done(r);
        pthread_mutex_unlock(&r->lock);
    }
    return NULL;
}

static dbn_status
run_alone(const dbn_ordered *run)
{
    while (run->take(run->context, 0)) {
        run->work(run->context, 0, 0);
        DBN_TRY(run->give(run->context, 0));
    }
    return DBN_OK;
}

/* The calling thread works too, so one that cannot be started is no failure. */
static void
run_together(ring *r, pthread_t *threads)
{
    uint32_t started = 0;
    for (; started + 1 < r->run->threads; started++)
        if (pthread_create(&threads[started], NULL, work, r) != 0)
            break;
    (void)work(r);
    for (uint32_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

static bool
init_locks(ring *r)
{
    if (pthread_mutex_init(&r->taking, NULL) != 0)
        return false;
    if (pthread_mutex_init(&r->lock, NULL) == 0) {
        if (pthread_cond_init(&r->changed, NULL) == 0)
            return true;
        pthread_mutex_destroy(&r->lock);
    }
    pthread_mutex_destroy(&r->taking);
    return false;
}

uint32_t
dbn_ordered_threads(uint32_t wanted)
{
    long threads = wanted;
    if (threads == 0)
        threads = sysconf(_SC_NPROCESSORS_ONLN);
    if (threads < 1)
        return 1;
    return threads > MAX_THREADS ? MAX_THREADS : (uint32_t)threads;
}

dbn_status
dbn_ordered_run(const dbn_ordered *run)
{
    if (run->threads <= 1)
        return run_alone(run);
    ring r = {.run = run};
    r.states = calloc(run->slots, sizeof *r.states);
    pthread_t *threads = calloc(run->threads, sizeof *threads);
    dbn_status status = DBN_ERR_NOMEM;
    if (r.states != NULL && threads != NULL && init_locks(&r)) {
        run_together(&r, threads);
        status = r.status;
        pthread_cond_destroy(&r.changed);
        pthread_mutex_destroy(&r.lock);
        pthread_mutex_destroy(&r.taking);
    }
    free(threads);
    free(r.states);
    return status;
}
