/*
 * write/copies.h - what a document of a corpus repeats of the others, as a line.
 */
#ifndef DBN_WRITE_COPIES_H
#define DBN_WRITE_COPIES_H

#include "write/write.h"

/** One end of what two documents have in common. */
typedef struct dbn_corpus_copy {
    dbn_range range, partner_range; /* bytes of the two texts or pages */
    dbn_range own, partner_own;     /* the same in the texts that are compared */
    dbn_span partner;               /* the id of the other document */
    uint32_t partner_rank; /* its place among all by which survivors are chosen */
    uint16_t score;        /* words of the copy that stand in the survivor, in
                              thousandths */
    uint8_t unit;          /* dbn_unit */
    uint8_t relation;      /* dbn_relation */
    bool is_survivor;      /* this end stands for the other */
    bool is_removed;       /* it may go: what it says stays elsewhere */
    bool is_archived;      /* the other document stands in an archive; then also: */
    bool is_estimated;     /* score and relation come from hashes alone */
    dbn_span url, date;    /* of the other document; empty: not known */
} dbn_corpus_copy;

typedef DBN_VEC(dbn_corpus_copy) dbn_corpus_copies;

/** One end of what two documents say differently. */
typedef struct dbn_corpus_contradiction {
    dbn_range range, partner_range;
    dbn_span partner;
    uint32_t partner_rank;
    uint8_t kind; /* dbn_contradiction_kind */
} dbn_corpus_contradiction;

typedef DBN_VEC(dbn_corpus_contradiction) dbn_corpus_contradictions;

/** All that a line says. */
typedef struct dbn_copies_line {
    const dbn_json_input *json;
    dbn_span name;
    const dbn_corpus_copy *copies; /* in the order of their places */
    uint32_t copy_count;
    const dbn_corpus_contradiction *contradictions;
    uint32_t contradiction_count;
    uint32_t bytes;     /* of the text */
    uint32_t repeated;  /* of those, bytes that stand in others before */
    uint32_t removable; /* bytes of copies that may go */
    dbn_span text; /* what is left of it, where copies are removed; else ptr NULL */
    bool is_emptied;
} dbn_copies_line;

/** The line, with `doublon.copies`, `doublon.contradictions`, `doublon.shares`. */
dbn_status dbn_write_copies(const dbn_writer *w,
                            const dbn_copies_line *line) DBN_CHECKED;

#endif
