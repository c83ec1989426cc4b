/*
 * article/features.h - what speaks for and against a block of a page being part of its
 * article, as a set of features (lang/features.def).
 */
#ifndef DBN_ARTICLE_FEATURES_H
#define DBN_ARTICLE_FEATURES_H

#include "article/scene.h"

#define DBN_FEATURE_SETS ((DBN_FEATURE_COUNT + 63) / 64)

typedef struct dbn_features {
    uint64_t bits[DBN_FEATURE_SETS];
} dbn_features;

static inline void
dbn_features_add(dbn_features *f, dbn_feature feature, bool has)
{
    f->bits[feature / 64] |= (uint64_t)has << feature % 64;
}

static inline bool
dbn_features_has(const dbn_features *f, dbn_feature feature)
{
    return (f->bits[feature / 64] >> feature % 64 & 1) != 0;
}

/** The sum of what the features are worth. */
int32_t dbn_features_weigh(const dbn_features *f, const int16_t *weights);

/** Features of a block by itself: its markup, its text, what holds it. */
void dbn_features_of(dbn_features *out, const dbn_scene *scene, uint32_t i);

/** What the first judging said of all blocks. */
typedef struct dbn_surroundings {
    const dbn_scene *scene;
    const int32_t *scores; /* one a block; what is above 0 is body */
    uint32_t *before;      /* blocks since the last prose that is body; DBN_NONE */
    uint32_t *after;       /* blocks to the next one */
    uint32_t *heading;     /* the heading that the block stands under, or DBN_NONE */
    uint32_t *good;        /* by container: blocks that are body */
    uint32_t first, last;  /* prose that is body */
    uint32_t last_plain;   /* the last such block that is not all emphasis */
    uint32_t dress;        /* of most of that prose, in bytes */
    bool has_dress;        /* there is one */
} dbn_surroundings;

/** Measure what the first judging said; arrays in scratch. */
dbn_status dbn_surroundings_set(dbn_surroundings *out, const dbn_scene *scene,
                                const int32_t *scores) DBN_CHECKED;

/** Add the features of what stands around a block. */
void dbn_features_around(dbn_features *f, const dbn_surroundings *around, uint32_t i);

#endif
