/*
 * flow/analyse.h - how much of texts is new.
 */
#ifndef DBN_FLOW_ANALYSE_H
#define DBN_FLOW_ANALYSE_H

#include "flow/doc.h"
#include "memory/memory.h"
#include "text/analysis.h"

/** A segment of a text. */
typedef struct dbn_analysed_segment {
    dbn_span text;
    uint32_t file; /* which of the texts */
    uint64_t hash; /* of the text and its language; never 0 */
    uint64_t key;  /* of the language and what is compared (key/key.h); 0: nothing is */
    dbn_band_count count; /* of itself: segments is 1 */
    uint32_t repeats;   /* the first one with the same text, itself if none is before */
    uint32_t resembles; /* the same by `key` */
} dbn_analysed_segment;

typedef struct dbn_analysing {
    const dbn_engine *engine;
    dbn_memory_store *memory;   /* NULL: none */
    dbn_memory_store *internal; /* of the segments that were counted; NULL: none */
    dbn_memory_scoring scoring;
    bool (*cancelled)(void *context); /* asked between segments; may be NULL */
    void *context;
    bool is_counted; /* all that was taken */
    dbn_job job;
    dbn_analysed analysed;
    DBN_VEC(dbn_analysed_segment) segments;
} dbn_analysing;

/** `memory` is borrowed until the release. */
dbn_status dbn_flow_analyse_init(dbn_analysing *a, const dbn_engine *engine,
                                 const dbn_analysis_options *options,
                                 dbn_memory_store *memory) DBN_CHECKED;
void dbn_flow_analyse_release(dbn_analysing *a);

/** Take the segments of a document that was cleaned for dbn_flow_prepare(). */
dbn_status dbn_flow_analyse_add(dbn_analysing *a, dbn_doc *doc,
                                dbn_span name) DBN_CHECKED;

/** Count all that was taken, in a->analysed: once, until more is taken. n log n in
 * segments, but for what a memory takes to search. DBN_ERR_CANCELLED where it is asked
 * to stop; what was counted is then of no use. */
dbn_status dbn_flow_analyse_count(dbn_analysing *a) DBN_CHECKED;

/** Read what is paid for each band, from YAML. */
dbn_status dbn_flow_rates(dbn_rates *out, dbn_span bytes, dbn_span name,
                          dbn_job *job) DBN_CHECKED;

#endif
