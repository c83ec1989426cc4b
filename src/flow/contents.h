/*
 * flow/contents.h - the different contents of a collection, and which may be copies of
 * which: private to relate.c.
 *
 *     occurrences, by content and rank    groups: contents that share a gram
 *     [c0 c0 c0][c1][c2 c2] …             [c0 c7][c2 c3 c9] …
 *
 * Contents are numbered by their lengths, then their ids. Of a pair that shares grams
 * it is the longer text that asks for the other one, so that what bounds its partners
 * bounds what a long text costs that many short ones are parts of.
 */
#ifndef DBN_FLOW_CONTENTS_H
#define DBN_FLOW_CONTENTS_H

#include "doublon/corpus.h"
#include "flow/collection.h"

/** A content asks those that stand in front of it in its groups, as far back as the
 * one with the first bit; of very many that have one gram, the best alone, which the
 * second bit says. What is left is the number of the content. */
#define DBN_GROUP_BEG    (UINT32_C(1) << 31)
#define DBN_GROUP_COMMON (UINT32_C(1) << 30)
#define DBN_GROUP_BITS   (DBN_GROUP_BEG | DBN_GROUP_COMMON)

/** What a content asks for a gram that it shares. */
#define DBN_ASK_ONE (UINT32_C(1) << 31)
typedef struct dbn_ask {
    uint32_t whom;  /* with DBN_ASK_ONE, the content of DBN_GROUP_COMMON; else
                       where the asker stands in `members`: all in front of it */
    uint16_t place; /* where the gram begins in the asker: tokens, modulo 2^16 */
    uint16_t other; /* with DBN_ASK_ONE, the same in the other one; else what the gram
                       says: dbn_gram_bits() */
} dbn_ask;

typedef struct dbn_contents {
    const dbn_collection *collection;
    uint32_t *rank;        /* of each document: its place by primary, then key */
    uint32_t *occurrences; /* by content, then by rank and place */
    uint32_t *first;       /* of content i: occurrences[first[i] … first[i + 1]) */
    uint32_t count;
    uint32_t *members;   /* of the groups, one behind the other: contents */
    uint16_t *places;    /* where the gram begins in each: tokens, modulo 2^16 */
    dbn_ask *asks;       /* by content, in the order of the grams: those of … */
    uint32_t *ask_first; /* … content i are asks[ask_first[i] … ask_first[i + 1]) */
} dbn_contents;

/** The best occurrence of a content. */
static inline const dbn_occurrence *
dbn_content_best(const dbn_contents *c, uint32_t content)
{
    return &c->collection->occurrences.items[c->occurrences[c->first[content]]];
}

/** Tell contents apart and number them. In job->arena. */
dbn_status dbn_contents_make(dbn_contents *out, const dbn_collection *collection,
                             dbn_job *job) DBN_CHECKED;

/** Make the groups: of grams that at least two contents have. A gram that more than
 * `max_postings` have makes a pair of each of them with the best one, so that a text
 * with thousands of copies is found, and none of a passage. Uses up the postings of the
 * collection. */
dbn_status dbn_contents_group(dbn_contents *contents, dbn_collection *collection,
                              uint32_t max_postings, uint32_t threads,
                              dbn_job *job) DBN_CHECKED;

/** Ids that several different documents have: how many, and the first documents that
 * have one of them, at most DBN_EXAMPLES, in the order of the input. */
typedef struct dbn_twice {
    uint64_t count;
    uint32_t documents[DBN_EXAMPLES];
} dbn_twice;

dbn_status dbn_contents_twice(dbn_twice *out, const dbn_collection *collection,
                              dbn_job *job) DBN_CHECKED;

#endif
