/*
 * run/lender.h - the blocks of arenas in a spool, so that what is in them need not be
 * in memory. By any thread.
 */
#ifndef DBN_RUN_LENDER_H
#define DBN_RUN_LENDER_H

#include "base/job.h"
#include "run/spool.h"

typedef struct dbn_lender dbn_lender;

/** Fails with a message. */
dbn_status dbn_lender_new(dbn_lender **out, const char *folder,
                          dbn_error *err) DBN_CHECKED;

/** With all that arenas have of it. NULL is allowed. */
void dbn_lender_free(dbn_lender *lender);

/** From here on the arenas of the job, which are empty, have their blocks there;
 * `lender` NULL: nothing changes. */
void dbn_lender_lend(dbn_lender *lender, dbn_job *job);

/** The same of one arena. */
void dbn_lender_lend_to(dbn_lender *lender, dbn_arena *arena);

/** To be sent away with others (spool.h). */
const dbn_spool *dbn_lender_spool(const dbn_lender *lender);

#endif
