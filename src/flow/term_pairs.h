/*
 * flow/term_pairs.h - terms of texts and of their translations, paired.
 */
#ifndef DBN_FLOW_TERM_PAIRS_H
#define DBN_FLOW_TERM_PAIRS_H

#include "flow/bitext.h"
#include "flow/terms.h"
#include "lang/lexicon.h"

/** What an existing glossary says of a pair. */
typedef enum dbn_pair_verdict {
    DBN_PAIR_NEW,
    DBN_PAIR_CONFIRMED,
    DBN_PAIR_CONTRADICTED /* the term has another translation there */
} dbn_pair_verdict;

/** A term and its translation. */
typedef struct dbn_term_pair {
    uint32_t source, target;             /* terms that were found, by their numbers */
    uint32_t count;                      /* beads that have both … */
    uint32_t source_count, target_count; /* … and each */
    uint32_t pair, bead;                 /* the first of these beads */
    float score;                         /* 0 to 1 */
    dbn_pair_verdict verdict;
} dbn_term_pair;

typedef DBN_VEC(dbn_term_pair) dbn_term_pairs;

/**
 * Pair the terms of `source` with those of `target`, whose texts are the two sides of
 * the aligned `bitext`, in the same order: by falling score, each term at most once.
 * Results in source->job.arena.
 */
dbn_status dbn_flow_term_pairs(dbn_term_pairs *out, dbn_terms *source,
                               dbn_terms *target, const dbn_bitext *bitext) DBN_CHECKED;

#endif
