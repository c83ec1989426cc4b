/*
 * match/selection.h - a selection in memory; seen by match/ only.
 */
#ifndef DBN_MATCH_SELECTION_H
#define DBN_MATCH_SELECTION_H

#include "match/rule.h"
#include "match/select.h"

struct dbn_selection {
    dbn_arena arena;
    const dbn_ruleset *rules;
    dbn_selection_options options; /* what it was made for; copies in the arena */
    bool *has;                     /* by the rules' places */
    part_list parts;    /* those that begin where a word does, then the others, each in
                           the order of the rules' names */
    part_list starters; /* that begin with the block */
};

#endif
