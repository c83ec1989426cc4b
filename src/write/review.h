/*
 * write/review.h - what the files of the page on which translations are revised share:
 * one document on its way, and how its parts are written. See review.c.
 */
#ifndef DBN_WRITE_REVIEW_H
#define DBN_WRITE_REVIEW_H

#include "write/report.h"

/** One document on its way. */
typedef struct review {
    const dbn_findings_writer *f;
    dbn_voice voice;
    const dbn_document *doc;
    const dbn_pairs *pairs;
    uint32_t *first_alike; /* of each pair: the first with the same source */
    uint32_t term;         /* the next */
    bool is_editable;
} review;

/** Can the translation of the pair be another one? */
static inline bool
review_can_edit(const review *r, const dbn_pair *pair)
{
    return r->is_editable && pair->slot.is_there && !pair->is_locked;
}

/** The cell of the source; pairs come in the order of the text. */
dbn_status review_source(review *r, const dbn_pair *pair) DBN_CHECKED;

/** The cell of the translation; findings [from, to) are in it. */
dbn_status review_target(const review *r, uint32_t index, uint32_t from,
                         uint32_t to) DBN_CHECKED;

/** What a memory had for the source, unless it is what stands there. */
dbn_status review_memory(const review *r, const dbn_pair *pair) DBN_CHECKED;

/** A range of the file as text: without tags, references read. */
dbn_status review_plain(const review *r, dbn_range range, dbn_span *out) DBN_CHECKED;

/** A code in its box. */
dbn_status review_code(const review *r, const dbn_pair_code *code) DBN_CHECKED;

/** All of the file, with a piece for each translation that can be another one. */
dbn_status review_file(const review *r) DBN_CHECKED;

/** Markup as it is; text, escaped; a number between markup. */
dbn_status review_raw(const review *r, dbn_span markup) DBN_CHECKED;
dbn_status review_text(const review *r, dbn_span value) DBN_CHECKED;
dbn_status review_number(const review *r, dbn_span before, uint32_t n,
                         dbn_span after) DBN_CHECKED;

/** A text of the catalogue as the value of an attribute. */
dbn_status review_label(const review *r, dbn_span attribute,
                        const char *english) DBN_CHECKED;

#endif
