/*
 * run/ordered.h - work on many items by several threads, results in order.
 *
 *     take ──▶ work (threads) ──▶ give
 *       └── a ring of slots bounds what is in flight ──┘
 *
 * `take` and `give` are called by one thread at a time each, in the order of the
 * items; `work` in parallel, once for each slot between the two. The order of
 * results therefore never depends on the number of threads. A `take` that waits holds
 * up no result: `give` may run meanwhile, on another slot. The only threads of the
 * library live here.
 */
#ifndef DBN_RUN_ORDERED_H
#define DBN_RUN_ORDERED_H

#include "base/status.h"

typedef struct dbn_ordered {
    void *context;
    uint32_t threads; /* 1: everything in the calling thread */
    uint32_t slots;   /* in flight at most; the caller owns their memory */
    /** Fill slot; false: there is no more. */
    bool (*take)(void *context, uint32_t slot);
    /** Work on slot with the memory of worker (0 … threads - 1). */
    void (*work)(void *context, uint32_t slot, uint32_t worker);
    /** Hand out slot; anything but DBN_OK ends the run. */
    dbn_status (*give)(void *context, uint32_t slot);
} dbn_ordered;

/** How many threads `wanted` comes to: itself, or for 0 one a processor; 1 to 1024. */
uint32_t dbn_ordered_threads(uint32_t wanted);

/** Run to the end. The status of the `give` that failed, DBN_ERR_NOMEM when no thread
 * could be started, else DBN_OK. */
dbn_status dbn_ordered_run(const dbn_ordered *run) DBN_CHECKED;

#endif
