/*
 * memory/rank.h - what a search has found so far, and what of it is kept. Seen by
 * memory/ alone.
 */
#ifndef DBN_MEMORY_RANK_H
#define DBN_MEMORY_RANK_H

#include "memory/inside.h"
#include "memory/placeables.h"

/* A text that may be a match. */
typedef struct dbn_memory_candidate {
    int64_t variant, language;
    uint32_t bound; /* its score is at most that */
} dbn_memory_candidate;

typedef DBN_VEC(dbn_memory_candidate) dbn_memory_candidates;

typedef struct dbn_memory_searching {
    dbn_memory_store *memory;
    const dbn_memory_query *query;
    dbn_job *job;
    dbn_memory_matches *out;
    dbn_memory_text text;
    uint32_t language;      /* a hash */
    uint64_t before, after; /* as those of a unit */
    uint32_t count;         /* of its tokens, all in reach of comparison */
    uint32_t left;          /* texts that may still be looked at */
    uint32_t *stems, *keys, *row;
    dbn_memory_candidates candidates;
    DBN_VEC(uint32_t) touched; /* numbers with hits */
} dbn_memory_searching;

/** Compare it as it is written, and put it into its place among the matches, unless it
 * scores too little or says what a better one says. Uses the scratch, which the caller
 * rewinds; fails as a search does. */
dbn_status dbn_memory_judge(dbn_memory_searching *s,
                            const dbn_memory_candidate *c) DBN_CHECKED;

#endif
