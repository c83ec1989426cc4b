/*
 * match/nfa.h - patterns as one nondeterministic automaton, an outline of them.
 *
 *     pattern ─parse▶ syntax tree ─compile▶ nodes        (symbols.c, syntax.c, nfa.c)
 *     nodes   ─step by step▶ states and their ways       (dfa.c)
 *
 * It passes all that a pattern matches, and a little more: of what looks further than a
 * character behind or ahead only the nearest is kept, and what it cannot say at all
 * (references, conditions) ends the outline there, so that PCRE2 is asked.
 *
 * It reads *symbols*, 256 of them: ASCII, Latin-1, the signs and letters beyond that
 * western texts have, one for all other code points, which fits whatever may have one
 * of them, and one for what stands before a text and behind it.
 */
#ifndef DBN_MATCH_NFA_H
#define DBN_MATCH_NFA_H

#include "match/rule.h"

#define NFA_OTHER 254U
#define NFA_EDGE  255U

/** Symbols, a bit each. */
typedef struct nfa_set {
    uint64_t bits[4];
} nfa_set;

static inline bool
nfa_set_has(const nfa_set *set, unsigned symbol)
{
    return (set->bits[symbol / 64] >> symbol % 64 & 1) != 0;
}

static inline void
nfa_set_add(nfa_set *set, unsigned symbol)
{
    set->bits[symbol / 64] |= UINT64_C(1) << symbol % 64;
}

/** The symbol of a code point. */
unsigned nfa_symbol_of(uint32_t code);

/** A pattern's syntax, as far as an outline has it. */
typedef enum syntax_kind {
    SYNTAX_SET,    /* one symbol of `set` */
    SYNTAX_BEFORE, /* the symbol before is one of `set` */
    SYNTAX_NEXT,   /* the next symbol is one of `set` */
    SYNTAX_AHEAD,  /* what follows begins as the children say */
    SYNTAX_EDGE,   /* a word begins or ends; `is_not`: neither */
    SYNTAX_ROW,    /* the children, one behind the other */
    SYNTAX_EITHER, /* one of the children */
    SYNTAX_REPEAT, /* the child, from `min` to `max` times */
    SYNTAX_UNKNOWN /* anything from here on */
} syntax_kind;

#define SYNTAX_ENDLESS UINT16_MAX

typedef struct syntax {
    syntax_kind kind;
    uint32_t set; /* its number */
    uint16_t min, max;
    bool is_not;
    struct syntax *first, *last, *previous, *next;
} syntax;

/** Sets by number; those of classes and escapes by how they are written. */
typedef struct nfa_sets {
    DBN_VEC(nfa_set) items;
    dbn_lexicon written;
    DBN_VEC(uint32_t) of_written;
    uint32_t word, no_word; /* letters, digits, _; the others, and the edge */
    pcre2_match_data *data;
} nfa_sets;

/** The numbers of a set; a new one where it is new. */
dbn_status nfa_sets_number(uint32_t *out, nfa_sets *sets, const nfa_set *set,
                           dbn_arena *arena) DBN_CHECKED;

/** The number of the set of what is written so, a class or an escape or a sign;
 * DBN_NONE where nobody knows. */
dbn_status nfa_sets_of_written(uint32_t *out, nfa_sets *sets, dbn_span written,
                               bool is_caseless, dbn_arena *arena) DBN_CHECKED;

/** Fails with DBN_ERR_NOMEM. `sets->data` is the caller's to free. */
dbn_status nfa_sets_init(nfa_sets *sets, dbn_arena *arena) DBN_CHECKED;

/** The syntax of a pattern that PCRE2 compiled; it lives in `scratch`, new sets in
 * `arena`. */
dbn_status dbn_syntax_parse(syntax **out, dbn_span pattern, nfa_sets *sets,
                            dbn_arena *arena, dbn_arena *scratch) DBN_CHECKED;

typedef enum nfa_kind {
    NFA_TAKE,   /* a symbol of `set`, then `out` */
    NFA_NEXT,   /* where the next symbol is of `set`: `out` */
    NFA_BEFORE, /* where the last one is */
    NFA_SPLIT,  /* `out`, or `other` */
    NFA_ACCEPT  /* the pattern may match */
} nfa_kind;

typedef struct nfa_node {
    uint32_t kind;
    uint32_t set; /* its number */
    uint32_t out, other;
    uint32_t part; /* place of its pattern */
} nfa_node;

typedef struct nfa {
    nfa_sets sets;
    DBN_VEC(nfa_node) nodes;
    DBN_VEC(uint32_t) entries; /* by the places of the patterns */
} nfa;

/** Add a pattern, as the next part. */
dbn_status nfa_add(nfa *n, dbn_span pattern, dbn_arena *arena,
                   dbn_arena *scratch) DBN_CHECKED;

#endif
