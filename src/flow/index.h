/*
 * flow/index.h - texts and an archive: signed as those of a corpus are
 * (flow/collection.h), looked for by their contents and grams, and aligned where the
 * archive has the text.
 */
#ifndef DBN_FLOW_INDEX_H
#define DBN_FLOW_INDEX_H

#include "archive/archive.h"
#include "doublon/index.h"
#include "flow/collection.h"
#include "flow/corpus.h"
#include "write/copies.h"

struct dbn_index {
    const dbn_engine *engine;
    dbn_archive *archive;
    dbn_archive_shape shape;
    dbn_index_options options;
    dbn_error error;
    dbn_job job; /* of one text */
};

/** As doublon/index.h says of each. */
dbn_status dbn_flow_index_open(dbn_index **out, const dbn_engine *engine,
                               const char *path, dbn_index_mode mode,
                               const dbn_index_options *options,
                               dbn_error *error) DBN_CHECKED;
void dbn_flow_index_close(dbn_index *index);
dbn_status dbn_flow_index_add(dbn_index *index, const dbn_index_text *text) DBN_CHECKED;
dbn_status dbn_flow_index_query(dbn_index *index, const dbn_index_text *text,
                                const dbn_index_hit **hits,
                                uint32_t *count) DBN_CHECKED;

dbn_status dbn_flow_index_add_all(dbn_batch_result *result, dbn_index_added *added,
                                  dbn_index *index,
                                  const dbn_corpus_run *run) DBN_CHECKED;
dbn_status dbn_flow_index_query_all(dbn_batch_result *result, dbn_index_found *found,
                                    dbn_index *index,
                                    const dbn_corpus_run *run) DBN_CHECKED;

/* ---- between the files of the index --------------------------------------------- */

/** How the documents of an archive are signed. */
dbn_signing dbn_index_signing(const dbn_index *index);

/** A document as an archive takes it, with the texts of its paragraphs; `in` is what
 * was signed, `date` that of the document. Arrays in the arena, all else is borrowed.
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_index_document(dbn_archive_document *out, const dbn_signed *sign,
                              const dbn_sign_input *in, dbn_span date,
                              dbn_arena *arena) DBN_CHECKED;

/** What is told of a document. */
typedef struct dbn_index_answer {
    DBN_VEC(dbn_index_hit) hits;
    DBN_VEC(dbn_range) owns; /* of each hit, in the text that is compared */
    dbn_corpus_contradictions contradictions;
} dbn_index_answer;

dbn_archive_asking dbn_index_asking(const dbn_index *index);

/** What was found of a document, whose language is that of the profile. */
typedef struct dbn_index_asked {
    const dbn_archive_document *document;
    const dbn_profile *profile;
    const dbn_archive_hit *hits; /* its own */
    uint32_t count;
} dbn_index_asked;

/** Tell it; what can be verified is. In job->arena. */
dbn_status dbn_index_tell(dbn_index_answer *out, const dbn_index *index,
                          const dbn_index_asked *asked, dbn_job *job) DBN_CHECKED;

#endif
