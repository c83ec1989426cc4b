/*
 * dedup/disagree.h - in which words two texts of a corpus that say the same contradict
 * each other.
 */
#ifndef DBN_DEDUP_DISAGREE_H
#define DBN_DEDUP_DISAGREE_H

#include "dedup/across.h"
#include "key/align.h"

/** Bytes that stand between two texts that are seen as one: those of a blank line. */
#define DBN_TEXTS_APART 2U

/** Two texts, and the chains between them that count. */
typedef struct dbn_aligned_texts {
    const dbn_across_text *a, *b;
    dbn_alignment *alignment; /* its steps are then those of both texts as one */
    const uint32_t *chains;
    uint32_t chain_count;
} dbn_aligned_texts;

/** Add to out->contradictions the edits that say another number, name or date, or deny.
 * In job->arena. */
dbn_status dbn_texts_disagree(dbn_across *out, const dbn_aligned_texts *texts,
                              dbn_job *job) DBN_CHECKED;

#endif
