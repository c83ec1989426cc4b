/*
 * article/article.h - what each block is in its article.
 */
#ifndef DBN_ARTICLE_ARTICLE_H
#define DBN_ARTICLE_ARTICLE_H

#include "lang/profile.h"
#include "match/rules.h"
#include "text/document.h"

typedef struct dbn_article_input {
    const dbn_records *records; /* of the repaired view */
    const dbn_view *decoded;    /* what tags of marks are ranges of; NULL for none */
    const dbn_metas *metas;
    const dbn_ruleset *rules; /* those of `matcher`; both NULL: no rules of dicts/ */
    dbn_matcher *matcher;
    const bool *is_learnt; /* blocks that are known as furniture of the host: a flag
                              each; NULL: none is */
    bool is_page;          /* markup and metadata decide; else wording and position */
    bool keep_all;         /* --extract=none: structure only, nothing is furniture */
} dbn_article_input;

typedef struct dbn_article {
    dbn_records records; /* the same blocks with roles, levels and rules set */
    dbn_field title;
    dbn_fields bylines;    /* names only, one a person */
    bool are_bylines_told; /* by JSON-LD */
    dbn_field function;
    dbn_field date_text;
    dbn_date date;
    bool is_date_weak; /* said by what also says other days: when it was changed … */
    dbn_field lead;
    dbn_facts facts; /* of pages */
    bool is_article; /* false: nothing looked like one; all blocks were kept */
} dbn_article;

/** Results in job->arena; linear in blocks and metas. */
dbn_status dbn_article_run(dbn_article *out, const dbn_article_input *in,
                           const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
