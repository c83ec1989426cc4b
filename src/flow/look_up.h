/*
 * flow/look_up.h - the sentences of a page looked up in a list of messages.
 */
#ifndef DBN_FLOW_LOOK_UP_H
#define DBN_FLOW_LOOK_UP_H

#include "exchange/catalog.h"
#include "text/bilingual.h"

/** What became of the messages. */
typedef struct dbn_looked_up {
    uint32_t fuzzy;  /* that somebody must look at first: they are not used */
    uint32_t unused; /* translated ones that are no sentence of the page */
} dbn_looked_up;

/**
 * Give each sentence of `b` that is a message of the catalog its translation, which is
 * cut as the page was: its tags are those of the sentence, byte for byte, in whatever
 * order. Fails with DBN_ERR_SYNTAX, and the line of the message, where it has a tag
 * that the sentence has not; DBN_ERR_NOMEM. `n` log `n` in the messages. Targets live
 * in the job's arena.
 */
dbn_status dbn_flow_look_up(dbn_looked_up *out, dbn_bilingual *b,
                            const dbn_catalog *catalog, dbn_job *job) DBN_CHECKED;

#endif
