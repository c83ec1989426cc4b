/*
 * align/symmetry.h - links that two directions agree on. Seen by align/ only.
 */
#ifndef DBN_ALIGN_SYMMETRY_H
#define DBN_ALIGN_SYMMETRY_H

#include "align/align.h"

/** What both directions say of one sentence, as DBN_LINKED_* in a field of its source
 * words x its target words. */
enum {
    DBN_LINKED_FORWARD = 1, /* the source word wrote the target word */
    DBN_LINKED_BACKWARD = 2,
    DBN_LINKED = 4 /* the result */
};

typedef struct dbn_link_field {
    uint8_t *cells;
    bool *source, *target; /* words that have a link; false at first */
    uint32_t source_count, target_count;
} dbn_link_field;

/** Set DBN_LINKED where `symmetry` wants a link. `queue` has room for all cells. */
void dbn_symmetrise(dbn_link_field *field, dbn_symmetry symmetry, uint32_t *queue);

#endif
