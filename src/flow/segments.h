/*
 * flow/segments.h - the sentences of a document.
 */
#ifndef DBN_FLOW_SEGMENTS_H
#define DBN_FLOW_SEGMENTS_H

#include "lang/profile.h"
#include "match/breaks.h"
#include "text/document.h"

/** Which blocks, and how far. */
typedef struct dbn_flow_cutting {
    bool all;    /* every block; else of an article its title and its text */
    bool tokens; /* the sentences into tokens, too */
    const dbn_breaks *breaks; /* as dbn_segment_input has them */
} dbn_flow_cutting;

/** Cut what stays of the page into sentences: doc->segments, doc->tokens. */
dbn_status dbn_flow_segments(dbn_document *doc, dbn_flow_cutting cutting,
                             const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
