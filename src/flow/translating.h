/*
 * flow/translating.h - sentences on their way to an engine and back: what translate.c
 * and take_matches.c share. Seen by them only.
 */
#ifndef DBN_FLOW_TRANSLATING_H
#define DBN_FLOW_TRANSLATING_H

#include "flow/translate.h"
#include "flow/translated.h"

/** A sentence on its way. */
typedef struct dbn_waiting {
    dbn_sentence sentence;
    dbn_draft draft; /* of this round */
    dbn_judgement verdict;
    const char *fault;   /* of the engine; of the catalogue */
    dbn_judgement first; /* what was wrong with the first draft: that is told */
    const char *first_fault;
    bool has_failed;
    bool is_apart; /* cut at its codes */
    bool is_stuck; /* there is no other way: it would only be asked the same again */
    bool is_done;
} dbn_waiting;

typedef struct dbn_translation_run {
    dbn_translating *t;
    dbn_translated *out;
    DBN_VEC(dbn_waiting) waiting; /* in the order of the page */
    uint32_t *waiting_of;         /* of each part, from 1; 0: it does not wait */
} dbn_translation_run;

/** Give a part its target. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_flow_set_target(dbn_translation_run *x, uint32_t part,
                               const dbn_draft *draft) DBN_CHECKED;

/** Say where its target is from, and how much of its source that is, in percent. */
void dbn_flow_set_origin(dbn_translation_run *x, const dbn_sentence *sentence,
                         dbn_span origin, uint32_t score);

/** Give sentences that wait what the file has beside them, or the memory; those that
 * get it are done. n log n in the matches. Fails with DBN_ERR_NOMEM, or as the memory
 * does. */
dbn_status dbn_flow_take_matches(dbn_translation_run *x) DBN_CHECKED;

#endif
