/*
 * article/article.h - what each block is in its article.
 */
#ifndef DBN_ARTICLE_ARTICLE_H
#define DBN_ARTICLE_ARTICLE_H

#include "lang/profile.h"
#include "match/rules.h"
#include "text/records.h"

typedef struct dbn_article_input {
    const dbn_records *records; /* of the repaired view */
    const dbn_metas *metas;
    dbn_matcher *matcher;
    bool is_page;  /* markup and metadata decide; else wording and position */
    bool keep_all; /* --extract=none: structure only, nothing is furniture */
} dbn_article_input;

/** A field of the article: a range of a view. `view` is NULL where nothing says it. */
typedef struct dbn_field {
    const dbn_view *view;
    dbn_range range;
    dbn_rule rule;
} dbn_field;

typedef DBN_VEC(dbn_field) dbn_fields;

/** Days are enough until pages say more: year 0 for none. */
typedef struct dbn_date {
    int32_t year;
    uint8_t month, day;          /* 1-12, 1-31 */
    int8_t hour, minute, second; /* -1 for none */
    bool has_zone;
    int16_t zone; /* minutes east of UTC */
} dbn_date;

typedef struct dbn_article {
    dbn_records records; /* the same blocks with roles, levels and rules set */
    dbn_field title;
    dbn_fields bylines; /* names only, one a person */
    dbn_field function;
    dbn_field date_text;
    dbn_date date;
    dbn_field lead;
    bool is_article; /* false: nothing looked like one; all blocks were kept */
} dbn_article;

/** Results in job->arena; linear in blocks and metas. */
dbn_status dbn_article_run(dbn_article *out, const dbn_article_input *in,
                           const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
