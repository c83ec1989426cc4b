/*
 * flow/terms.h - texts and their terms.
 */
#ifndef DBN_FLOW_TERMS_H
#define DBN_FLOW_TERMS_H

#include "doublon/terms.h"
#include "flow/doc.h"
#include "glossary/glossary.h"
#include "terms/terms.h"

/** A word of a segment, and where it stands in the source. */
typedef struct dbn_word_place {
    dbn_range range, source;
} dbn_word_place;

/** One text, cut into segments. */
typedef struct dbn_terms_text {
    dbn_span name;
    dbn_span *segments;
    dbn_range *ranges; /* in the source */
    uint32_t count;
    /* Words of the segments, where the document has them: segment i has
     * tokens[first_token[i]] and on. */
    DBN_VEC(dbn_range) tokens;
    uint32_t *first_token; /* count + 1 */
    /* Words of the segments that were repaired, where bytes do not say the place:
     * segment i has places[first[i]] and on. */
    DBN_VEC(dbn_word_place) places;
    uint32_t *first; /* count + 1 */
} dbn_terms_text;

struct dbn_terms {
    const dbn_engine *engine;
    dbn_terms_options options;
    dbn_job job;
    const dbn_profile *profile; /* NULL until a language is known */
    const dbn_morphology *morphology;
    dbn_glossary *glossary;
    DBN_VEC(dbn_terms_text) texts;
    dbn_terms_result found;
    uint32_t *text_of; /* of the segments that `found` counts, and the first of each
                          text */
    uint32_t *first_segment;
};

dbn_status dbn_flow_terms_init(dbn_terms *terms, const dbn_engine *engine,
                               const dbn_terms_options *options) DBN_CHECKED;
void dbn_flow_terms_release(dbn_terms *terms);
dbn_status dbn_flow_terms_add(dbn_terms *terms, const dbn_doc *doc,
                              dbn_span name) DBN_CHECKED;
dbn_status dbn_flow_terms_glossary(dbn_terms *terms,
                                   const dbn_glossary_file *file) DBN_CHECKED;

/** The profile and the morphology of the texts, opened when first asked for. */
dbn_status dbn_flow_terms_language(dbn_terms *terms) DBN_CHECKED;

/** Find the terms that the texts have. */
dbn_status dbn_flow_terms_extract(dbn_terms *terms) DBN_CHECKED;

/** Where a range of words of a segment stands in the source. */
dbn_range dbn_flow_terms_place(const dbn_terms_text *text, uint32_t segment,
                               dbn_range range);

/** The hits in one segment, in job->arena. */
dbn_status dbn_flow_terms_hits(dbn_glossary_hits *out, dbn_terms *terms,
                               dbn_span segment) DBN_CHECKED;

#endif
