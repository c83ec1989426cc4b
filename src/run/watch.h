/*
 * run/watch.h - somebody who sees to it that spools are not held in memory: a thread of
 * its own, which looks many times a second.
 */
#ifndef DBN_RUN_WATCH_H
#define DBN_RUN_WATCH_H

#include "run/spool.h"

/** As many spools as are watched. */
#define DBN_WATCHED_MAX 8U

typedef struct dbn_watch dbn_watch;

/** Send the `count` spools, which are open and stay so, out of memory whenever the
 * process has more than `most` bytes there. Fails with a message. */
dbn_status dbn_watch_start(dbn_watch **out, const dbn_spool *const *spools,
                           uint32_t count, uint64_t most, dbn_error *err) DBN_CHECKED;

/** Look now, by any thread: for those who fill memory fast. Costs a system call. */
void dbn_watch_look(const dbn_watch *watch);

/** NULL is allowed. */
void dbn_watch_stop(dbn_watch *watch);

#endif
