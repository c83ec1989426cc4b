/*
 * match/dfa.h - which patterns may match at a place of a text, all of them at once.
 *
 * The outlines of all patterns (match/nfa.h) are read together, from the place on, by
 * an automaton that is made as texts need it: its states and its ways are kept, and all
 * of them are forgotten when they are too many. What it says depends on the text alone.
 * One belongs to one thread.
 */
#ifndef DBN_MATCH_DFA_H
#define DBN_MATCH_DFA_H

#include "match/nfa.h"

/** Characters that a walk reads at most; whatever is possible then is a candidate. */
#define DFA_WALK_MAX 128U

#define DFA_UNKNOWN 0U /* a way that is not made yet */
#define DFA_DEAD    1U /* nothing can match */

typedef struct dbn_dfa dbn_dfa;

/** What an inner loop looks at. */
struct dbn_dfa {
    uint16_t *start;       /* `classes` by `classes`: the character before, the first */
    uint32_t classes;      /* of symbols that no pattern tells apart */
    uint8_t class_of[256]; /* by symbol */
};

/** An automaton of `parts`, which outlive it. DBN_ERR_NOMEM without a message. */
dbn_status dbn_dfa_new(dbn_dfa **out, const part_list *parts) DBN_CHECKED;
void dbn_dfa_free(dbn_dfa *dfa);

/**
 * The places in `parts`, ascending, of all that may match where the text goes on with
 * the classes at[1] … at[count], at[0] being that of the character before; beyond a
 * text stands the class of NFA_EDGE, and a walk may read one of it. They hold until the
 * next call. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_dfa_walk(const uint32_t **out, uint32_t *out_count, dbn_dfa *dfa,
                        const uint8_t *at, uint32_t count) DBN_CHECKED;

/** Can nothing match there? True only where that is known already. */
static inline bool
dbn_dfa_is_dead(const dbn_dfa *dfa, const uint8_t *at)
{
    return dfa->start[at[0] * dfa->classes + at[1]] == DFA_DEAD;
}

#endif
