/*
 * flow/contents.h - the different contents of a collection, and which may be copies of
 * which: private to relate.c.
 *
 *     occurrences, by content and rank    groups: contents that share a gram
 *     [c0 c0 c0][c1][c2 c2] …             [c0 c7][c2 c3 c9] …
 */
#ifndef DBN_FLOW_CONTENTS_H
#define DBN_FLOW_CONTENTS_H

#include "flow/collection.h"

typedef struct dbn_contents {
    const dbn_collection *collection;
    uint32_t *rank;        /* of each document: its place by primary, then key */
    uint32_t *occurrences; /* by content, then by rank and place */
    uint32_t *first;       /* of content i: occurrences[first[i] … first[i + 1]) */
    uint32_t count;
    uint32_t *group_first; /* of group g: members[group_first[g] … ) */
    uint32_t *members;     /* contents */
    uint32_t group_count;
    uint32_t *own_first; /* of content i: groups[own_first[i] … ) */
    uint32_t *groups;
} dbn_contents;

/** The best occurrence of a content. */
static inline const dbn_occurrence *
dbn_content_best(const dbn_contents *c, uint32_t content)
{
    return &c->collection->occurrences.items[c->occurrences[c->first[content]]];
}

/** Tell contents apart and put them in the order of their ids. In job->arena. */
dbn_status dbn_contents_make(dbn_contents *out, const dbn_collection *collection,
                             dbn_job *job) DBN_CHECKED;

/** Make the groups: of grams that at least two and at most `max_postings` contents
 * have. Sorts the postings of the collection. */
dbn_status dbn_contents_group(dbn_contents *contents, dbn_collection *collection,
                              uint32_t max_postings, uint32_t threads,
                              dbn_job *job) DBN_CHECKED;

/** How many ids several different documents have. */
dbn_status dbn_contents_twice(uint64_t *out, const dbn_collection *collection,
                              dbn_job *job) DBN_CHECKED;

#endif
