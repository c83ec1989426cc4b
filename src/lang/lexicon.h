/*
 * lang/lexicon.h - words to dense numbers, built once and then only read.
 */
#ifndef DBN_LANG_LEXICON_H
#define DBN_LANG_LEXICON_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

/** A slot of the table: empty when `number` is 0, else word number - 1. */
typedef struct dbn_lexicon_slot {
    uint32_t hash;
    uint32_t number;
} dbn_lexicon_slot;

/** Open addressing, at most half full. Words are numbered in the order of adding. */
typedef struct dbn_lexicon {
    dbn_lexicon_slot *slots;
    uint32_t mask; /* slots - 1, a power of two less one; 0 while there are none */
    DBN_VEC(dbn_span) words;
} dbn_lexicon;

/**
 * The number of `word`, which is added (copied to `arena`) where it is new.
 * DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_lexicon_add(uint32_t *out, dbn_lexicon *lexicon, dbn_span word,
                           dbn_arena *arena) DBN_CHECKED;

/** The number of `word`, DBN_NONE for a word that was not added. */
uint32_t dbn_lexicon_find(const dbn_lexicon *lexicon, dbn_span word);

#endif
