/*
 * segment/segment.h - blocks to sentences, and sentences to tokens.
 */
#ifndef DBN_SEGMENT_SEGMENT_H
#define DBN_SEGMENT_SEGMENT_H

#include "lang/profile.h"
#include "match/breaks.h"
#include "text/records.h"

typedef struct dbn_segment_input {
    const dbn_records *records;
    const bool *wanted;       /* one a block; NULL: all */
    const dbn_breaks *breaks; /* rules to use where they know the language of the
                                 profile, by its name; NULL: none but ours */
} dbn_segment_input;

/**
 * Sentences of the wanted blocks, sorted; every byte of a block that is not white
 * space lies in one. Linear. Results in job->arena.
 */
dbn_status dbn_segment_run(dbn_segments *out, const dbn_segment_input *in,
                           const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

/**
 * Append the tokens of `range` of `text` (UTF-8), which cover all of it that is not
 * white space. Linear in words of ordinary length. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_segment_tokens(dbn_ranges *out, dbn_span text, dbn_range range,
                              const dbn_profile *profile, dbn_arena *arena) DBN_CHECKED;

#endif
