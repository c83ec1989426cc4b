/*
 * flow/learn.h - the furniture of hosts, learnt from their articles.
 *
 * What `clean` leaves in the text of an article, and what many other articles of the
 * same host have, too, is furniture there. A document is looked at by any thread, and
 * added in the order of the input; what is learnt depends on no order.
 */
#ifndef DBN_FLOW_LEARN_H
#define DBN_FLOW_LEARN_H

#include "base/id.h"
#include "doublon/corpus.h"
#include "flow/doc.h"
#include "run/lender.h"

/** A block that stands in the text of an article. */
typedef struct dbn_lesson_block {
    uint64_t hash; /* by which it is compared; 0: without words, or too long */
    dbn_span text; /* white space as single spaces; empty where the hash is 0 */
    uint32_t bytes;
} dbn_lesson_block;

/** What there is to be learnt from a document. */
typedef struct dbn_lesson_page {
    dbn_span host;     /* empty: nothing */
    uint64_t identity; /* of the article: two with the same one are versions of it */
    DBN_VEC(dbn_lesson_block) blocks;
} dbn_lesson_page;

/** Clean the document and take its blocks; out lives in out_job->arena. What cannot be
 * cleaned teaches nothing. What `doc` held is forgotten. */
dbn_status dbn_learn_page(dbn_lesson_page *out, dbn_doc *doc, const dbn_input *input,
                          const dbn_clean_options *options,
                          dbn_job *out_job) DBN_CHECKED;

typedef struct dbn_learner dbn_learner;

/** What it holds is that of `lender`, which outlives it; NULL: in memory. Fails with
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_learner_new(dbn_learner **out, dbn_lender *lender) DBN_CHECKED;
void dbn_learner_free(dbn_learner *learner);

/** Add the next document, known by `id`; one that failed has an empty page. Copies what
 * it borrows. DBN_ERR_NOMEM, without a message, as the next. */
dbn_status dbn_learner_add(dbn_learner *learner, const dbn_lesson_page *page,
                           dbn_id id) DBN_CHECKED;

/** Are the two documents versions of one article? */
bool dbn_learner_is_same(const dbn_learner *learner, uint32_t document, uint32_t other);

/** The list, in the arena of the learner. `copied` says of each document how much of it
 * stands in another one, in thousandths; NULL: not known. */
dbn_status dbn_learner_tell(dbn_buffer *out, dbn_learner *learner,
                            const dbn_learn_options *options,
                            const uint16_t *copied) DBN_CHECKED;

#endif
