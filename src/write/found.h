/*
 * write/found.h - what of a document stood in an archive before, for people.
 */
#ifndef DBN_WRITE_FOUND_H
#define DBN_WRITE_FOUND_H

#include "doublon/index.h"
#include "write/copies.h"
#include "write/say.h"

/** The line in front of those of a document. */
dbn_status dbn_write_found_document(const dbn_voice *voice, dbn_span id) DBN_CHECKED;

/** A line: where, how similar, where else and when, and how `text`, that of the unit,
 * begins. */
dbn_status dbn_write_found(const dbn_voice *voice, const dbn_index_hit *hit,
                           dbn_span text) DBN_CHECKED;

/** A line: which words stood otherwise there. */
dbn_status dbn_write_found_otherwise(const dbn_voice *voice,
                                     const dbn_corpus_contradiction *c) DBN_CHECKED;

#endif
