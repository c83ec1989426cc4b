/*
 * tests/corpora/beads.h - the sentences of a bitext of corpora/, and which of them
 * stand for which.
 */
#ifndef DBN_TESTS_CORPORA_BEADS_H
#define DBN_TESTS_CORPORA_BEADS_H

#include "support/support.h"

/** A sentence, and the labels of what it says, with spaces between them. */
typedef struct gold_line {
    dbn_span labels, text;
} gold_line;

/** An article in one language. */
typedef struct gold_side {
    gold_line *lines;
    uint32_t count;
    test_bytes file; /* owns the strings */
} gold_side;

/** Read LANG.txt of an article as test_bitexts_list() names it. A line that is no
 * sentence with labels ends the program. */
void gold_side_read(gold_side *out, const char *article, const char *lang);
void gold_side_release(gold_side *side);

/** Numbers of lines on both sides; of one that is empty, 0-0. */
typedef struct gold_bead {
    dbn_range source, target;
    bool is_moved;
} gold_bead;

/** Sorted by source, then target, those without a source last. */
typedef struct gold_beads {
    gold_bead *items;
    uint32_t count;
} gold_beads;

/**
 * Lines that have a label in common lie in one bead; one whose labels the other side
 * does not have is alone. Moved are the beads outside the heaviest chain, by bytes,
 * that goes forward on both sides. Lines of a bead that do not stand together end the
 * program. `name` is for its message.
 */
void gold_beads_make(gold_beads *out, const gold_side *source, const gold_side *target,
                     const char *name);
void gold_beads_release(gold_beads *beads);

#endif
