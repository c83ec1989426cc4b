/*
 * flow/relate.h - what the documents of a collection repeat of each other.
 */
#ifndef DBN_FLOW_RELATE_H
#define DBN_FLOW_RELATE_H

#include "doublon/corpus.h"
#include "flow/contents.h"
#include "write/copies.h"

/** How to relate. */
typedef struct dbn_relating {
    const dbn_batch_options *options;
    uint32_t near; /* thousandths, as in dbn_dedup_options */
    uint32_t max_postings;
    uint32_t threads;
} dbn_relating;

/** What was found, by document: those of document i are [first[i], first[i + 1]). */
typedef struct dbn_related {
    dbn_corpus_copies copies;
    dbn_corpus_contradictions contradictions;
    const uint32_t *first_copy, *first_contradiction;
    const uint32_t *rank; /* of each document, as in dbn_corpus_copy.partner_rank */
    uint64_t contradiction_pairs; /* of places, those that no list had room for too */
    dbn_twice twice;
} dbn_related;

/**
 * Relate all documents; results in the arena of the collection, whose postings are
 * used up. The same whatever the order of documents and the number of threads. *error
 * says what failed; nothing where no memory is left.
 */
dbn_status dbn_flow_relate(dbn_related *out, dbn_collection *collection,
                           const dbn_relating *relating, dbn_error *error) DBN_CHECKED;

/** The text of a document that did not fail: of the collection, or read again from its
 * line into job->arena. *reader is made when it is first needed. */
dbn_status dbn_flow_text_of(dbn_span *out, const dbn_collected *document,
                            const dbn_batch_options *options, dbn_jsonl_reader **reader,
                            dbn_job *job) DBN_CHECKED;

#endif
