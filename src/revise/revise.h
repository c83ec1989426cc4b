/*
 * revise/revise.h - a translation held against its source, as a reviser does it.
 *
 *     Le 3 mars, 1 340 postes de <1>Caterpillar</1> ont disparu.
 *     Op 3 maart zijn 1.430 banen bij Caterpillar verdwenen.
 *                     └─ number-missing, number-extra    code-missing
 *
 * Numbers count by their value in the notation of each language, terms in any form.
 * What a language has in another way by right is no fault: a number in words, a name
 * that has a translation, a sentence in quotation marks that stays.
 */
#ifndef DBN_REVISE_REVISE_H
#define DBN_REVISE_REVISE_H

#include "glossary/glossary.h"
#include "lang/profile.h"
#include "text/rule.h"

/** An inline code: markup, a placeholder. Codes of the two sides with one name belong
 * together. */
typedef struct dbn_revise_code {
    uint32_t at;   /* offset in the text of its side, which does not hold it */
    dbn_span name; /* "1", "/1", "%s" */
    bool may_go;   /* a translation may do without it */
} dbn_revise_code;

/** Valid UTF-8 without codes, and those, by their places. */
typedef struct dbn_revise_side {
    dbn_span text;
    const dbn_revise_code *codes;
    uint32_t code_count;
} dbn_revise_side;

typedef struct dbn_revise_pair {
    dbn_revise_side source, target;
} dbn_revise_pair;

/** Terms of the source, and their translations as terms of the target. */
typedef struct dbn_revise_terms {
    const dbn_glossary *source; /* NULL: there are none */
    dbn_glossary *target;       /* of dbn_revise_terms_make() */
} dbn_revise_terms;

/** Both languages. Immutable, shared by threads. */
typedef struct dbn_revise_languages {
    const dbn_profiles *profiles; /* to recognise a language; NULL: nobody asks */
    const dbn_profile *source, *target;
    dbn_revise_terms terms;
    dbn_revise_terms places;       /* names of places, which have translations */
    const dbn_glossary *forbidden; /* of the target; entries with another status than
                                      DBN_TERM_FORBIDDEN count for nothing */
} dbn_revise_languages;

typedef struct dbn_revise_finding {
    uint32_t pair;
    dbn_range source, target; /* of its texts; what is missing is at fault in the
                                 source, and then all of the target is meant */
    dbn_rule rule;            /* DBN_RULE_BILINGUAL_* */
} dbn_revise_finding;

typedef DBN_VEC(dbn_revise_finding) dbn_revise_findings;

/** Make terms of all translations of `source`, a glossary that outlives *out; free
 * out->target. A translation that is no term of its language is passed over. */
dbn_status dbn_revise_terms_make(dbn_revise_terms *out, const dbn_glossary *source,
                                 const dbn_profile *target,
                                 const dbn_morphology *morphology,
                                 dbn_error *err) DBN_CHECKED;

/**
 * Revise pairs, all of which have a target; and, where there are several, whether they
 * agree: one source with two translations, two sources with one. Append the findings,
 * sorted by pair, to `out` in job->arena. n log n in the texts. DBN_ERR_NOMEM. Any
 * thread, with its own job.
 */
dbn_status dbn_revise_run(dbn_revise_findings *out, const dbn_revise_pair *pairs,
                          uint32_t count, const dbn_revise_languages *languages,
                          dbn_job *job) DBN_CHECKED;

#endif
