/*
 * check/check.h - what a copy desk sees in a text.
 *
 * The rules of a selection, matched over every block that people read, and what no
 * pattern can say: unbalanced quotation marks, a weekday that is not that of its date,
 * one name spelt two ways, copies that contradict each other. A rule that code finds
 * still stands in dicts/ (key `code`), with its severity, messages and examples.
 */
#ifndef DBN_CHECK_CHECK_H
#define DBN_CHECK_CHECK_H

#include "glossary/glossary.h"
#include "lang/speller.h"
#include "match/select.h"

/** The terms of a newsroom, for texts in one language. Of entries that are forbidden
 * the translation is what to write instead, "a|b"; what may be written is there too, so
 * that nothing is found inside it. */
typedef struct dbn_house_words {
    const dbn_glossary *glossary;
    const dbn_morphology *morphology;
} dbn_house_words;

typedef struct dbn_check_input {
    const dbn_records *records;               /* the text, its blocks and marks */
    const dbn_contradictions *contradictions; /* of its view; may be NULL */
    const dbn_ruleset *rules;
    const dbn_selection *selection;
    dbn_scanner *scanner;
    dbn_spelling *spelling;       /* NULL: not looked at */
    const dbn_house_words *house; /* terms of the newsroom; NULL: it has none */
    const dbn_span *front_fields; /* of front matter, whose values are read */
    uint32_t front_field_count;
} dbn_check_input;

/** Findings by position, then rule; their fixes by their first_fix and fix_count. */
typedef struct dbn_check {
    dbn_findings findings;
    dbn_fixes fixes;        /* in the order of the findings, unresolved */
    dbn_error spelling_off; /* why spelling was not looked at; status DBN_OK: it was */
    dbn_rule given_up;      /* a rule that met a match limit, or DBN_RULE_NONE */
} dbn_check;

/**
 * Check a text. Results in job->arena. Nothing is found in code, in furniture, or in
 * what a rule of the family `protect` covers; inside quotations only spelling and
 * typography are. Linear in the text, but for rules that match everywhere.
 */
dbn_status dbn_check_run(dbn_check *out, const dbn_check_input *in,
                         const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

/** May the first fix of `finding` be made without asking? */
bool dbn_check_is_safe(const dbn_ruleset *rules, const dbn_finding *finding);

#endif
