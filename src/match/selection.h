/*
 * match/selection.h - a selection in memory; seen by match/ only.
 */
#ifndef DBN_MATCH_SELECTION_H
#define DBN_MATCH_SELECTION_H

#include "match/rule.h"
#include "match/select.h"

/** Parts by the byte that they can start with: `starts` has 257 places in `parts`,
 * which holds places in the selection's parts, in the order of the rules' names. */
typedef struct part_index {
    uint32_t starts[257];
    uint32_t *parts;
} part_index;

struct dbn_selection {
    dbn_arena arena;
    const dbn_ruleset *rules;
    dbn_selection_options options; /* what it was made for; copies in the arena */
    bool *has;                     /* by the rules' places */
    part_list parts;
    part_index words;    /* those that begin where a word does */
    part_index anywhere; /* the others */
    part_list starters;  /* that begin with the block */
};

#endif
