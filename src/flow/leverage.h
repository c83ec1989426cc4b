/*
 * flow/leverage.h - what a memory has for the sentences of a page.
 */
#ifndef DBN_FLOW_LEVERAGE_H
#define DBN_FLOW_LEVERAGE_H

#include "memory/memory.h"
#include "text/bilingual.h"

/**
 * Append to `b->matches` what the memory has that is like each segment that is to be
 * translated, its codes aside: the matches of `like`, whose languages and limits count,
 * each segment between its neighbours on the page. `maps_codes`: whoever asks gives
 * codes back, so that they may cost a point. In job->arena.
 */
dbn_status dbn_flow_leverage(dbn_bilingual *b, dbn_memory_store *memory,
                             const dbn_memory_query *like, bool maps_codes,
                             dbn_job *job) DBN_CHECKED;

#endif
