/*
 * lang/inflection.h - dicts/<lang>/morphology.yaml: what the entries of a dictionary
 * are, which of its affixes make other words, and how words change that it has not.
 * Seen by lang/ only.
 */
#ifndef DBN_LANG_INFLECTION_H
#define DBN_LANG_INFLECTION_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

/** What marks an entry as a part of speech: the beginning of what "po:" says of it, or
 * a flag. */
typedef struct dbn_part_mark {
    dbn_span text;
    uint8_t part; /* DBN_PART_* of lang/morphology.h */
} dbn_part_mark;

/** Endings that one word has in its forms; an empty one is none. */
typedef DBN_VEC(dbn_span) dbn_endings;

/** An ending, and what stands there in another form. */
typedef struct dbn_ending_pair {
    dbn_span from, to;
} dbn_ending_pair;

typedef DBN_VEC(dbn_ending_pair) dbn_ending_pairs;

/** Which words of a term follow its head. */
typedef enum dbn_term_order {
    DBN_ORDER_ONE,   /* nothing is known but of terms of one word */
    DBN_ORDER_FIRST, /* all from the first on */
    DBN_ORDER_LAST   /* only the last */
} dbn_term_order;

typedef struct dbn_inflection {
    DBN_VEC(dbn_part_mark) tags;
    DBN_VEC(dbn_part_mark) flags;
    uint8_t capital_part;           /* of entries with a capital; 0: of no kind */
    DBN_VEC(dbn_span) derivations;  /* suffixes that make another word */
    DBN_VEC(dbn_endings) paradigms; /* the first with the longest ending counts */
    DBN_VEC(dbn_span)
    compound_links; /* between the parts of a compound; none: the
                       language writes none */
    dbn_ending_pairs plurals, feminines;
    DBN_VEC(dbn_span) links; /* words behind which a term does not change */
    dbn_term_order order;
} dbn_inflection;

/** Take the bytes of a file, which messages call `path`; all in `arena`. Empty bytes
 * are a language of which nothing is said. */
dbn_status dbn_inflection_load(dbn_inflection *out, const char *path, dbn_span bytes,
                               dbn_arena *arena, dbn_error *err) DBN_CHECKED;

#endif
