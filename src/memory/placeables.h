/*
 * memory/placeables.h - numbers, addresses and codes, which a translation takes over.
 * Seen by memory/ alone.
 */
#ifndef DBN_MEMORY_PLACEABLES_H
#define DBN_MEMORY_PLACEABLES_H

#include "memory/tokens.h"

/** A text and its tokens. */
typedef struct dbn_memory_text {
    dbn_span text;
    dbn_memory_tokens tokens;
} dbn_memory_text;

/** What becomes of a translation. */
typedef struct dbn_memory_exchange {
    dbn_span text;  /* the translation, with the placeables of the new text */
    uint32_t count; /* how many were exchanged */
    bool is_whole;  /* every one that differs was; else none was */
} dbn_memory_exchange;

/**
 * Exchange in `target`, a translation of `old`, the placeables in which `new` differs
 * from it: where both have as many of each kind in one order, and each that differs
 * stands once in `old` and once in `target`, and has a minus in both or in none; the
 * minus of a number goes with it. *out is in the arena, or `target` itself.
 * DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_memory_exchange_of(dbn_memory_exchange *out, const dbn_memory_text *new,
                                  const dbn_memory_text *old,
                                  const dbn_memory_text *target,
                                  dbn_arena *arena) DBN_CHECKED;

#endif
