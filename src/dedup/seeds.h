/*
 * dedup/seeds.h - where two texts of a corpus say the same words in a row.
 */
#ifndef DBN_DEDUP_SEEDS_H
#define DBN_DEDUP_SEEDS_H

#include "key/shared.h"

/** Add the seeds of two texts, each a key of one block, sorted by a, b: of a gram, at
 * most DBN_GRAM_PLACES places, and at most as many words in all for each word of the
 * texts. In job->scratch, which the caller saves and rewinds. Linear but for the sort.
 */
dbn_status dbn_text_seeds(dbn_seeds *out, const dbn_key *a, const dbn_key *b,
                          dbn_job *job) DBN_CHECKED;

#endif
