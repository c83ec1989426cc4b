/*
 * flow/within.h - where the text of a block is cut, since its author says by ITS that
 * an element in it is no part of that text (its-within-text="no", withinTextRule).
 *
 *     Press <kbd its-within-text="no">Enter</kbd> now.
 *           ^                         ^    ^     ^         four cuts, three units
 */
#ifndef DBN_FLOW_WITHIN_H
#define DBN_FLOW_WITHIN_H

#include "flow/its.h"
#include "flow/kept.h"
#include "flow/nest.h"

/** Zero at first. */
typedef struct dbn_within {
    DBN_VEC(uint32_t) cuts; /* in order; in the job's scratch */
    dbn_nest nest;
} dbn_within;

/** The next token. What the author keeps is not cut. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_within_take(dbn_within *w, const dbn_keeping *keeping,
                           const dbn_html_skim *skim,
                           const dbn_html_token *token) DBN_CHECKED;

/** *rest up to the next cut in it, without white space at its ends; *rest becomes what
 * follows. *next is 0 at first; ranges come in their order. */
dbn_range dbn_within_next(const dbn_within *w, uint32_t *next, dbn_span page,
                          dbn_range *rest);

#endif
