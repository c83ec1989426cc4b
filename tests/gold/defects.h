/*
 * tests/gold/defects.h - puts copies into an article, by a seed.
 */
#ifndef DBN_TESTS_GOLD_DEFECTS_H
#define DBN_TESTS_GOLD_DEFECTS_H

#include "gold/articles.h"

typedef enum defect {
    DEFECT_NONE,
    DEFECT_EXACT,
    DEFECT_GLUED,
    DEFECT_GLUED_EDITED,
    DEFECT_SPLIT,
    DEFECT_REORDERED,
    DEFECT_TRUNCATED,
    DEFECT_DATELINE,
    DEFECT_LATE,
    DEFECT_TWICE,
    DEFECT_PULL_QUOTE,
    DEFECT_PRINT,
    DEFECT_SLIPS,
    DEFECT_DROPPED,
    DEFECT_NUMBER,
    DEFECT_COUNT
} defect;

const char *defect_name(defect kind);

/** Blocks with copies in them: owned strings. */
typedef struct defect_blocks {
    char **texts;
    bool *headings;
    uint32_t count, cap;
} defect_blocks;

typedef struct defect_article {
    defect_blocks given;    /* what goes in */
    defect_blocks wanted;   /* what should come out, in any order */
    defect_blocks accepted; /* or this, when not empty: another right answer */
    bool wants_contradiction;
} defect_article;

/** False: the article has no paragraph for this kind. Seeded: the same each time. */
bool defect_make(defect_article *out, const gold_article *article, defect kind,
                 uint64_t seed);
void defect_free(defect_article *article);

#endif
