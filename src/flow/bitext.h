/*
 * flow/bitext.h - texts and their translations, from bytes to beads.
 */
#ifndef DBN_FLOW_BITEXT_H
#define DBN_FLOW_BITEXT_H

#include "align/align.h"
#include "doublon/bitext.h"
#include "flow/doc.h"

/** One side of a pair. */
typedef struct dbn_bitext_text {
    dbn_span name;
    dbn_span *segments;
    dbn_range *ranges; /* in the source */
    uint32_t count;
    dbn_span seems; /* the language that it is in, if not the one that was said */
} dbn_bitext_text;

typedef struct dbn_bitext_pair {
    dbn_bitext_text source, target;
    dbn_beads beads;
    uint32_t first_link; /* number of its first bead among those that are linked */
} dbn_bitext_pair;

/** The tokens of all beads, side by side. */
typedef struct dbn_bitext_tokens {
    DBN_VEC(dbn_span) tokens;
    DBN_VEC(uint32_t) first; /* of each bead, and the end */
} dbn_bitext_tokens;

struct dbn_bitext {
    const dbn_engine *engine;
    dbn_bitext_options options;
    const dbn_profile *source_profile, *target_profile;
    dbn_doc reader; /* of one text after another */
    dbn_job job;
    DBN_VEC(dbn_bitext_pair) pairs;
    dbn_align_entries entries;
    dbn_align result;
    dbn_bitext_tokens source, target; /* of the beads of all pairs */
    dbn_linked linked; /* their links; first is NULL before there are any */
};

dbn_status dbn_flow_bitext_init(dbn_bitext *bitext, const dbn_engine *engine,
                                const dbn_bitext_options *options) DBN_CHECKED;
void dbn_flow_bitext_release(dbn_bitext *bitext);
dbn_status dbn_flow_bitext_add(dbn_bitext *bitext, const dbn_input *source,
                               const dbn_input *target) DBN_CHECKED;
dbn_status dbn_flow_bitext_entry(dbn_bitext *bitext, dbn_span source, dbn_span target,
                                 float weight) DBN_CHECKED;
dbn_status dbn_flow_bitext_lexicon(dbn_bitext *bitext, dbn_span lines, bool is_reversed,
                                   uint64_t *broken) DBN_CHECKED;
dbn_status dbn_flow_bitext_dictionary(dbn_bitext *bitext, dbn_span index,
                                      dbn_span dictionary,
                                      bool is_reversed) DBN_CHECKED;
dbn_status dbn_flow_bitext_align(dbn_bitext *bitext) DBN_CHECKED;
dbn_status dbn_flow_bitext_lines(dbn_bitext *bitext, const dbn_input *file,
                                 const dbn_bitext_names *names,
                                 dbn_bitext_broken *broken) DBN_CHECKED;
dbn_status dbn_flow_bitext_link(dbn_bitext *bitext, dbn_symmetry symmetry) DBN_CHECKED;

#endif
