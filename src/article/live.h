/*
 * article/live.h - the entries of a live page.
 */
#ifndef DBN_ARTICLE_LIVE_H
#define DBN_ARTICLE_LIVE_H

#include "lang/profile.h"
#include "text/document.h"

typedef struct dbn_live_input {
    const dbn_records *records; /* with their roles; copies are flagged */
    const dbn_view *decoded;    /* what metas are parts of */
    const dbn_metas *metas;
} dbn_live_input;

/** The entries of the page, none where it is not live. Results in job->arena; linear in
 * blocks and metas. */
dbn_status dbn_live_run(dbn_entries *out, const dbn_live_input *in,
                        const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
