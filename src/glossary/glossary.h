/*
 * glossary/glossary.h - terms that somebody listed, found in texts as they stand there.
 *
 *     logiciel malveillant ─▶ des logiciels malveillants, LOGICIEL MALVEILLANT
 *
 * Inflection, case, elisions, hyphens, ligatures, and capitals without accents do not
 * hide a term; small letters without accents do, where they make another word (pêche,
 * péché). The longest term counts, from left to right, without overlap.
 */
#ifndef DBN_GLOSSARY_GLOSSARY_H
#define DBN_GLOSSARY_GLOSSARY_H

#include "base/job.h"
#include "lang/morphology.h"
#include "text/records.h"

typedef enum dbn_term_status {
    DBN_TERM_PREFERRED, /* or nothing is said */
    DBN_TERM_ADMITTED,
    DBN_TERM_FORBIDDEN /* not to be written; the translation, if any, instead of it */
} dbn_term_status;

/** One line of a glossary. */
typedef struct dbn_glossary_entry {
    dbn_span term;
    dbn_span translation; /* several: "a|b"; empty: none is given */
    dbn_span domain;      /* empty: none */
    uint32_t line;        /* of its file, from 1; 0 for none */
    dbn_term_status status;
} dbn_glossary_entry;

/** Bounds: whatever is longer is refused as a broken line. */
#define DBN_TERM_BYTES_MAX 400U
#define DBN_TERM_WORDS_MAX 16U

/** Terms of one language. Entries are added by one thread; from then on it is
 * immutable and shared. */
typedef struct dbn_glossary dbn_glossary;

/** `profile` and `morphology` are borrowed for its life. */
dbn_status dbn_glossary_new(dbn_glossary **out, const dbn_profile *profile,
                            const dbn_morphology *morphology,
                            dbn_error *err) DBN_CHECKED;
void dbn_glossary_free(dbn_glossary *glossary);

/**
 * Add an entry: copied. The same term may be added several times. DBN_ERR_SYNTAX, with
 * what is wrong in `err`, for a term without a word or past a bound: nothing is added;
 * DBN_ERR_NOMEM.
 */
dbn_status dbn_glossary_add(dbn_glossary *glossary, const dbn_glossary_entry *entry,
                            dbn_error *err) DBN_CHECKED;

uint32_t dbn_glossary_count(const dbn_glossary *glossary);

/** The `index`-th entry, in the order of adding. */
const dbn_glossary_entry *dbn_glossary_entry_at(const dbn_glossary *glossary,
                                                uint32_t index);

/** The next entry with the same term; DBN_NONE behind the last. */
uint32_t dbn_glossary_next(const dbn_glossary *glossary, uint32_t index);

/** A term in a text. */
typedef struct dbn_glossary_hit {
    dbn_range range; /* in the text */
    uint32_t entry;  /* the first one with this term: dbn_glossary_next() */
} dbn_glossary_hit;

typedef DBN_VEC(dbn_glossary_hit) dbn_glossary_hits;

/**
 * Append the terms in `range` of `text`, UTF-8, sorted, to `out` in job->arena. Linear
 * in the text: how many words are looked at from one place is bounded by the longest
 * term. Any thread, with its own job.
 */
dbn_status dbn_glossary_match(dbn_glossary_hits *out, const dbn_glossary *glossary,
                              dbn_span text, dbn_range range, dbn_job *job) DBN_CHECKED;

/** The same, but every term that ends somewhere, overlapping: what there is to choose
 * from. Sorted by where they begin. */
dbn_status dbn_glossary_candidates(dbn_glossary_hits *out, const dbn_glossary *glossary,
                                   dbn_span text, dbn_range range,
                                   dbn_job *job) DBN_CHECKED;

#endif
