/*
 * dedup/across.h - what two texts of a corpus have in common, word by word.
 */
#ifndef DBN_DEDUP_ACROSS_H
#define DBN_DEDUP_ACROSS_H

#include "key/key.h"

/** A stretch that stands in both; bytes of each text. */
typedef struct dbn_common {
    dbn_range a, b;
    uint32_t same; /* words that are equal or a slip of each other */
} dbn_common;

/** How two texts belong together. */
typedef struct dbn_across {
    uint32_t words[2];                 /* of each text */
    uint32_t same[2];                  /* of those, how many stand in the other one */
    DBN_VEC(dbn_common) common;        /* the longest first; they do not overlap */
    dbn_contradictions contradictions; /* `b` is a range of the other text */
} dbn_across;

/** A text that is compared with many others, cut into tokens once. */
typedef struct dbn_across_text {
    dbn_span text;
    dbn_key key; /* one block */
    const dbn_profile *profile;
} dbn_across_text;

/** Cut `text`, which is borrowed, and valid UTF-8. The key in job->arena. Linear. */
dbn_status dbn_across_prepare(dbn_across_text *out, dbn_span text,
                              const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

/** How two texts are compared. */
typedef struct dbn_across_how {
    dbn_unit unit;
    uint32_t near; /* thousandths, as dbn_across_is_copy() is asked; 0: any */
} dbn_across_how;

/**
 * Align two texts; of two contents, the one with the lower id is `a`, so that the
 * result does not depend on who asks. Passages may have been scanned: their words are
 * compared letter by letter; all other texts are given up where they have too little in
 * common to be a copy, or to contradict each other: then less of it is found, or none.
 * Results in job->arena. At most linear in the two texts times DBN_GRAM_PLACES. Fails
 * with DBN_ERR_LIMIT unless they fit.
 */
dbn_status dbn_across_run(dbn_across *out, const dbn_across_text *a,
                          const dbn_across_text *b, dbn_across_how how,
                          dbn_job *job) DBN_CHECKED;

/** What two texts have in common, letter for letter but for case, accents and notation:
 * words in a row, as bytes of each text, in its order and without overlaps. As
 * dbn_across_run(), whose stretches hold what differs, too. */
dbn_status dbn_across_same(dbn_ranges same[2], const dbn_across_text *a,
                           const dbn_across_text *b, dbn_unit unit,
                           dbn_job *job) DBN_CHECKED;

/** Are two texts small enough to be aligned: as one document? */
bool dbn_across_fits(dbn_span a, dbn_span b);

/** Thousandths of a text, 0 or 1, that stand in the other one. */
uint32_t dbn_across_share(const dbn_across *across, int side);

/** Thousandths of the text with fewer words that stand in the other one. */
uint32_t dbn_across_contained(const dbn_across *across);

/** Are they one text to a reader, as documents or paragraphs: so many thousandths in
 * common, in more than a phrase, and no contradiction? */
bool dbn_across_is_copy(const dbn_across *across, uint32_t near);

/** May one stand for the other: as a copy does, or, of passages, in the stretches that
 * they have in common? */
bool dbn_across_stands_for(const dbn_across *across, dbn_unit unit, uint32_t near);

/** Is what they contradict each other in worth telling: one text otherwise, and no
 * formula that is filled in each time? */
bool dbn_across_tells(const dbn_across *across);

/** How they belong together, whoever published them. */
dbn_relation dbn_across_relation(const dbn_across *across);

#endif
