/*
 * revise/inside.h - one pair on its way; for revise/ alone.
 */
#ifndef DBN_REVISE_INSIDE_H
#define DBN_REVISE_INSIDE_H

#include "key/key.h"
#include "revise/revise.h"

/** Words, numbers and dates of a text, as the profile of its language reads them. */
typedef struct revise_text {
    const dbn_revise_side *side;
    const dbn_profile *profile;
    dbn_span text;
    dbn_token_look *tokens; /* in scratch */
    uint32_t count;
} revise_text;

typedef struct revise {
    const dbn_revise_languages *languages;
    dbn_revise_findings *out;
    dbn_job *job;
    uint32_t pair;
    revise_text source, target;
    bool has_loop; /* so its length says nothing */
} revise;

/** A range of the text as a span. */
static inline dbn_span
revise_slice(const revise_text *t, dbn_range range)
{
    return dbn_span_slice(t->text, range);
}

/** The tokens of a text, in job->scratch. */
dbn_status revise_tokens(dbn_tokens *out, dbn_span text, const dbn_profile *profile,
                         dbn_job *job);

/** What is found where; an empty range: nothing there is at fault. */
dbn_status revise_found(revise *r, dbn_rule rule, dbn_range source, dbn_range target);

/** Something of the source that the target lacks, or has and should not. */
dbn_status revise_lacks(revise *r, dbn_rule rule, dbn_range source);
dbn_status revise_has(revise *r, dbn_rule rule, dbn_range target);

/** Is a word one of the language's small ones: articles, prepositions, pronouns? */
bool revise_is_stop(const dbn_profile *profile, dbn_span word);

/** The value of a Roman numeral, with what may hang on it (XXIe); 0 for none. */
uint32_t revise_roman_value(dbn_span word);

/** Is the target its source again, in words that would be others? */
bool revise_is_untranslated(const revise *r);

/** Names of the source that a list has, and whose translations the target has. */
dbn_status revise_listed_names(dbn_glossary_hits *out, revise *r);

/** The checks, one a file. */
dbn_status revise_numbers(revise *r);
dbn_status revise_names(revise *r);
dbn_status revise_left_over(revise *r);
dbn_status revise_loops(revise *r);
dbn_status revise_codes(revise *r);
dbn_status revise_marks(revise *r);
dbn_status revise_length(revise *r);
dbn_status revise_terms(revise *r);

/** Over all pairs. */
dbn_status revise_agreement(dbn_revise_findings *out, const dbn_revise_pair *pairs,
                            uint32_t count, const dbn_revise_languages *languages,
                            dbn_job *job);

#endif
