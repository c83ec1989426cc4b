/*
 * article/draft.h - the article while its roles are being found.
 */
#ifndef DBN_ARTICLE_DRAFT_H
#define DBN_ARTICLE_DRAFT_H

#include "article/byline.h"

/** What the wording of one block says, wherever it stands. */
typedef struct dbn_trait {
    uint32_t block;   /* its index in the records */
    dbn_rule rule;    /* of the rule in dicts/ that matches the block, 0 for none */
    uint8_t role;     /* what that rule says it is */
    uint8_t vote;     /* dbn_vote that the rule wants */
    uint8_t said;     /* dbn_byline_kind */
    bool is_date;     /* a day, perhaps with an hour, and nothing else */
    bool is_prose;    /* a sentence or more */
    bool is_title;    /* could be a title or a heading: short, and words enough */
    bool is_question; /* a title that ends with a question mark, or a dialogue */
    bool is_caption;  /* could be the caption of a picture: short, no sentence's end */
    bool is_out;      /* has got a role that does not stand in the text */
} dbn_trait;

typedef struct dbn_draft {
    dbn_article *article; /* its records are ours to write */
    const dbn_article_input *in;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_trait *traits; /* one a block that stands in the text so far, in scratch */
    uint32_t count;
} dbn_draft;

static inline dbn_span
dbn_draft_text(const dbn_draft *draft, dbn_range range)
{
    return dbn_span_slice(draft->article->records.view->text, range);
}

static inline dbn_block *
dbn_draft_block(const dbn_draft *draft, uint32_t trait)
{
    return &draft->article->records.blocks.items[draft->traits[trait].block];
}

/** True for a block that is there and stands in the text. */
bool dbn_draft_is_live(const dbn_block *block);

/** Make furniture of what is known as that of the host, whatever it looks like. */
void dbn_draft_label_learnt(dbn_draft *draft);

/** The rule of dicts/ that matches a block of this text; DBN_RULE_NONE for none. */
dbn_rule dbn_draft_rule(const dbn_draft *draft, dbn_span text);

/**
 * Does a line with a date, at `place`, say more than when an article was written? A
 * label does not, which a rule of dicts/ knows, nor do names; a word that no such date
 * has beside it does, and in what ends as sentences do, a word with a capital too.
 */
bool dbn_draft_tells_date(const dbn_draft *draft, const dbn_line *line,
                          dbn_date_place place);

/** Fill draft->traits from the blocks that stand in the text now. */
dbn_status dbn_draft_measure(dbn_draft *draft) DBN_CHECKED;

/**
 * Roles by wording and position, as for a dump: dump.c says how. On a page this runs
 * on what markup left in the text, so that reading the output again as a dump
 * changes nothing.
 */
void dbn_draft_label(dbn_draft *draft);

/** Roles from markup and metadata, and the fields that only metadata say. */
dbn_status dbn_draft_page(dbn_draft *draft) DBN_CHECKED;

/** Fill the fields of the article, as far as they are empty, from blocks with
 * roles. */
dbn_status dbn_draft_fields(dbn_draft *draft) DBN_CHECKED;

/** Add the names of a line (`beg` is where it starts in `view`) to the by-lines;
 * names that are there already are left out. */
dbn_status dbn_draft_add_people(dbn_draft *draft, const dbn_view *view,
                                const dbn_byline *byline, dbn_field at) DBN_CHECKED;

#endif
