/*
 * match/entries.h - what the patterns of an automaton begin with.
 */
#ifndef DBN_MATCH_ENTRIES_H
#define DBN_MATCH_ENTRIES_H

#include "match/nfa.h"

/* What a pattern begins with. */
typedef struct nfa_entry {
    uint32_t node;   /* one that takes a symbol, or accepts */
    uint32_t before; /* the set of what may stand before it */
} nfa_entry;

typedef DBN_VEC(nfa_entry) nfa_entries;
typedef DBN_VEC(nfa_set) nfa_set_list;

/** The symbols that are in both. */
static inline nfa_set
nfa_set_both(const nfa_set *a, const nfa_set *b)
{
    nfa_set both;
    for (int i = 0; i < 4; i++)
        both.bits[i] = a->bits[i] & b->bits[i];
    return both;
}

/** Add the entries of all patterns, in their order, in `kept`, where new sets go too;
 * and the symbols that each can take, in `scratch`. Fails with DBN_ERR_NOMEM. */
dbn_status nfa_entries_find(nfa_entries *out, nfa_set_list *takes, nfa *n,
                            dbn_arena *kept, dbn_arena *scratch) DBN_CHECKED;

#endif
