/*
 * translate/pairs.h - which pairs of languages lead from one to another.
 */
#ifndef DBN_TRANSLATE_PAIRS_H
#define DBN_TRANSLATE_PAIRS_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

/** A pair as an engine names it: "fr", "es", or "fra", "spa". */
typedef struct dbn_pair {
    dbn_span from, to;
} dbn_pair;

typedef DBN_VEC(dbn_pair) dbn_pairs;

/** Pairs that are looked at. */
#define DBN_PAIRS_MAX 1024U

/** Do the two name one language, in whatever notation: "fr-BE", "fr", "fra"? */
bool dbn_language_is_same(dbn_span one, dbn_span other);

/**
 * The shortest chain from `source` to `target`; of those as long as each other, the
 * first by the names of its pairs. *chain is empty where there is none. `pairs` is
 * sorted. Pairs times languages; fails with DBN_ERR_NOMEM, without a message.
 */
dbn_status dbn_pairs_chain(dbn_pairs *chain, dbn_pairs *pairs, dbn_span source,
                           dbn_span target, dbn_arena *arena) DBN_CHECKED;

/** The pairs by name, parted by spaces, cut to `size`: for a message. */
void dbn_pairs_list(char *out, size_t size, const dbn_pairs *pairs);

#endif
