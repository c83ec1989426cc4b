/*
 * align/model.h - which words stand for which, learnt from beads. Seen by align/ only.
 */
#ifndef DBN_ALIGN_MODEL_H
#define DBN_ALIGN_MODEL_H

#include "align/words.h"

/** A pair on its way. */
typedef struct dbn_align_doc {
    dbn_word_list source, target;
    dbn_beads beads; /* of the last round */
} dbn_align_doc;

/** A link between two words. */
typedef struct dbn_link {
    uint32_t source, target;
    float forward, backward; /* p(target | source), p(source | target) */
    float count;
    uint32_t given; /* an entry says so: how often it counts, in hundredths */
} dbn_link;

/** One end of a link, and how likely it is. */
typedef struct dbn_link_end {
    uint32_t word;
    float p;
} dbn_link_end;

/** The links of every word of one side: those of word w from first[w] to first[w + 1],
 * in the order of the words they lead to. */
typedef struct dbn_link_table {
    uint32_t *first;
    dbn_link_end *ends;
} dbn_link_table;

/** A frequent word has thousands of links that say nothing: each table has only those
 * that matter to it. */
typedef struct dbn_model {
    dbn_link_table forward;  /* p(target | source), by source */
    dbn_link_table backward; /* p(source | target), by target */
    dbn_link_table sure;     /* the mean of both, by source: what anchors trust */
} dbn_model;

/** What a model is learnt from. */
typedef struct dbn_lesson {
    const dbn_align_doc *docs; /* their beads */
    uint32_t doc_count;
    const dbn_vocabulary *source, *target;
    const dbn_link *given; /* entries of one word each side, sorted by source, target */
    uint32_t given_count;
} dbn_lesson;

/** Learn; the model lives in `out_arena`, `scratch` is used and rewound. */
dbn_status dbn_model_learn(dbn_model *out, const dbn_lesson *lesson,
                           dbn_arena *out_arena, dbn_arena *scratch) DBN_CHECKED;

#endif
