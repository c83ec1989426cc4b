/*
 * flow/survey.h - what the tags of a page say beside its text, gathered in one reading:
 * what its author keeps, what else he says by ITS, what is read but stands in no block.
 */
#ifndef DBN_FLOW_SURVEY_H
#define DBN_FLOW_SURVEY_H

#include "flow/hidden.h"
#include "flow/its.h"
#include "flow/kept.h"
#include "flow/within.h"

typedef struct dbn_survey {
    dbn_its its;
    dbn_ranges kept; /* in order */
    dbn_within within;
    dbn_its_notes notes;
    dbn_hidden hidden;
} dbn_survey;

/** Read a page; all of it lives in the job's scratch. Linear. Fails with
 * DBN_ERR_NOMEM. */
dbn_status dbn_survey_page(dbn_survey *out, dbn_span page, dbn_job *job) DBN_CHECKED;

#endif
