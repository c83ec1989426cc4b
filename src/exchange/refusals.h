/*
 * exchange/refusals.h - why a file is not what it says it is.
 */
#ifndef DBN_EXCHANGE_REFUSALS_H
#define DBN_EXCHANGE_REFUSALS_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** What a file must hold to: constraints.def. */
typedef enum dbn_constraint {
#define CONSTRAINT(id, name, clause, message) DBN_##id,
#include "exchange/constraints.def"
#undef CONSTRAINT
    DBN_CONSTRAINT_COUNT
} dbn_constraint;

/** A place where it does not. */
typedef struct dbn_refusal {
    uint32_t line; /* from 1 */
    dbn_constraint constraint;
    dbn_span about; /* the name or value that the message shows; of the file's text */
    dbn_span
        clause; /* of its standard: the name of an element, an attribute, a section */
} dbn_refusal;

typedef DBN_VEC(dbn_refusal) dbn_refusals;

/** A refused file is told a thousand times why; then it is enough. */
#define DBN_REFUSALS_MAX 1000U

/** What is being looked at, and what was found: the same for all of exchange/. */
typedef struct dbn_refusing {
    dbn_refusals refusals;
    bool is_cut; /* more than DBN_REFUSALS_MAX */
    dbn_job *job;
} dbn_refusing;

/** `clause` NULL: that of the constraint. DBN_ERR_NOMEM, with its message, is the only
 * failure. */
dbn_status dbn_refuse(dbn_refusing *r, dbn_constraint constraint, uint32_t line,
                      dbn_span about, const char *clause);

/** The name of a constraint behind that of its format: "id-unique". */
const char *dbn_constraint_name(dbn_constraint constraint);

/** Is it of a module, which says more about a text, and leaves the text as it is? */
static inline bool
dbn_constraint_is_of_module(dbn_constraint constraint)
{
    return constraint >= DBN_MODULE_TWICE && constraint <= DBN_CASE_ALONE;
}

/** Where its standard asks for it, by the heading; "": the element or attribute. */
const char *dbn_constraint_clause(dbn_constraint constraint);

/** What it asks for, in English, with "%s" for refusal.about. */
const char *dbn_constraint_message(dbn_constraint constraint);

/** In the order of the file; at one line in that of constraints. */
void dbn_refusals_sort(dbn_refusals *refusals);

#endif
