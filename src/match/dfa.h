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

/** Slots for beginnings that nothing matches: a power of two. */
#define DFA_DULL_SLOTS 32768U

/** A beginning as a number: the class of the character before, those of the rest of a
 * word, of what ends it and of one more, and how many there are. */
typedef struct dbn_dfa_key {
    uint64_t first, second; /* second is 0 for a word that is too long */
} dbn_dfa_key;

/** What an inner loop looks at. */
struct dbn_dfa {
    uint16_t *start;       /* `classes` by `classes`: the character before, the first */
    uint32_t classes;      /* of symbols that no pattern tells apart */
    uint8_t class_of[256]; /* by symbol */
    bool is_word[256]; /* by class: its symbols are letters, digits and their like */
    dbn_dfa_key dull[DFA_DULL_SLOTS];
};

/** What a walk found: places of parts, ascending, that hold until the next one, and how
 * many characters it read. */
typedef struct dbn_dfa_found {
    const uint32_t *parts;
    uint32_t count, read;
} dbn_dfa_found;

/** An automaton of `parts`, which outlive it. DBN_ERR_NOMEM without a message. */
dbn_status dbn_dfa_new(dbn_dfa **out, const part_list *parts) DBN_CHECKED;
void dbn_dfa_free(dbn_dfa *dfa);

/**
 * All that may match where the text goes on with the classes at[1] … at[count], at[0]
 * being that of the character before; beyond a text stands the class of NFA_EDGE, and a
 * walk may read one of it. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_dfa_walk(dbn_dfa_found *out, dbn_dfa *dfa, const uint8_t *at,
                        uint32_t count) DBN_CHECKED;

/** Can nothing match there? True only where that is known already. */
static inline bool
dbn_dfa_is_dead(const dbn_dfa *dfa, const uint8_t *at)
{
    return dfa->start[at[0] * dfa->classes + at[1]] == DFA_DEAD;
}

/* Characters of a key; the highest byte of its second number says how many it has. */
#define DFA_KEY_MAX 15U

/** The key of a beginning; at least DFA_KEY_MAX + 1 bytes of `at` are readable. */
static inline dbn_dfa_key
dbn_dfa_key_of(const dbn_dfa *dfa, const uint8_t *at)
{
    dbn_dfa_key key = {0, 0};
    uint32_t end = 1, i;
    while (end < DFA_KEY_MAX - 2 && dfa->is_word[at[end]])
        end++;
    if (end == DFA_KEY_MAX - 2)
        return key;
    end += 2; /* what ends the word, and one more */
    for (i = 0; i < end && i < 8; i++)
        key.first = key.first << 8 | at[i];
    for (; i < end; i++)
        key.second = key.second << 8 | at[i];
    key.second |= (uint64_t)end << 56;
    return key;
}

static inline uint32_t
dbn_dfa_dull_slot(dbn_dfa_key key)
{
    uint64_t hash = (key.first ^ key.second * 31) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(hash >> 40) & (DFA_DULL_SLOTS - 1);
}

/** Is it known that nothing matches there? Most words of a text are known so. */
static inline bool
dbn_dfa_is_dull(const dbn_dfa *dfa, dbn_dfa_key key)
{
    const dbn_dfa_key *known = &dfa->dull[dbn_dfa_dull_slot(key)];
    return key.second != 0 && known->first == key.first && known->second == key.second;
}

/** Let it be known, after a walk of `read` characters that found nothing. */
static inline void
dbn_dfa_note_dull(dbn_dfa *dfa, dbn_dfa_key key, uint32_t read)
{
    if (read < key.second >> 56)
        dfa->dull[dbn_dfa_dull_slot(key)] = key;
}

#endif
