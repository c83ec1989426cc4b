/*
 * flow/told.h - what a document is told of the others, and its line: the same whether
 * one process knows them all (relate.c) or lines say what is to be known (step.h).
 */
#ifndef DBN_FLOW_TOLD_H
#define DBN_FLOW_TOLD_H

#include "flow/collection.h"
#include "write/copies.h"

/** A range of a document, and what of the document is told with it. Borrows. */
typedef struct dbn_end {
    dbn_span id, host;
    const dbn_mappings *page; /* its paragraphs; none: places are those of the text */
    dbn_range range;          /* of the text that is compared */
} dbn_end;

/** Where it is told: of a page, its paragraphs in the source. */
dbn_range dbn_told_place(const dbn_end *in);

/** `copy` with its places and partner filled in: `own` as it is told of `other`. */
dbn_corpus_copy dbn_told_copy(dbn_corpus_copy copy, const dbn_end *own,
                              const dbn_end *other);

/** The same of a contradiction; partner_rank is left to the caller. */
dbn_corpus_contradiction dbn_told_contradiction(const dbn_end *own,
                                                const dbn_end *other, uint8_t kind);

/** The relation of two ends, whose hosts are looked at: a copy may be syndicated. */
uint8_t dbn_told_relation(uint8_t relation, const dbn_end *a, const dbn_end *b);

/** May a copy go? A passage would leave half a sentence. */
typedef enum dbn_removal {
    DBN_REMOVAL_NEVER,
    DBN_REMOVAL_ALWAYS,
    DBN_REMOVAL_WHERE_PARTNER_STAYS /* a paragraph: what goes with its document stands
                                       for nobody else's */
} dbn_removal;

dbn_removal dbn_told_removal(const dbn_corpus_copy *copy);

/** Does its document go whole: of a copy of a document, nearly all of which stands in
 * the survivor? */
bool dbn_told_goes_whole(const dbn_corpus_copy *copy);

/** Is it one too many of those that say the same of the same place? Asked of the copies
 * of a document in their order, with the one before (NULL: none); *run counts. */
bool dbn_told_is_too_many(const dbn_corpus_copy *copy, const dbn_corpus_copy *before,
                          uint32_t *run);

/** Contradictions that a document is told. */
#define DBN_TOLD_CONTRADICTIONS 16U

/** Count what is repeated of a line whose other fields are set, and what of it may go.
 * In job->arena. */
dbn_status dbn_told_count(dbn_copies_line *line, dbn_job *job) DBN_CHECKED;

/** Set the text of the line: `text` without the copies that may go. In job->arena. */
dbn_status dbn_told_remove(dbn_copies_line *line, dbn_span text,
                           dbn_job *job) DBN_CHECKED;

#endif
