/*
 * article/page.h - what a page's markup and metadata say, between the files that
 * treat it: meta.c, title.c, region.c, page.c.
 */
#ifndef DBN_ARTICLE_PAGE_H
#define DBN_ARTICLE_PAGE_H

#include "article/draft.h"

/** Fields that a page's metadata name. */
typedef enum dbn_meta_field {
    DBN_META_FIELD_TITLE,
    DBN_META_FIELD_SITE,
    DBN_META_FIELD_AUTHOR,
    DBN_META_FIELD_DATE,
    DBN_META_FIELD_LEAD
} dbn_meta_field;

/**
 * Walk the statements of a page about `field`, the most trustworthy kind first:
 * `*rank` starts at 0, and NULL ends the walk. O(metas) a step.
 */
const dbn_meta *dbn_meta_next(const dbn_metas *metas, dbn_meta_field field,
                              uint32_t *rank, uint32_t *from);

/** People and date, from metadata alone. */
dbn_status dbn_page_metas(dbn_draft *draft) DBN_CHECKED;

/** Letters and digits of a text, folded: what is left of two titles to compare. */
#define DBN_LETTERS_MAX 480U
typedef struct dbn_letters {
    char text[DBN_LETTERS_MAX];
    uint32_t len;
    bool is_cut; /* the text has more */
} dbn_letters;

void dbn_letters_of(dbn_letters *out, dbn_span text);
bool dbn_letters_equal(const dbn_letters *a, const dbn_letters *b);
bool dbn_letters_start(const dbn_letters *text, const dbn_letters *start);

/** Give the title block its role, and set the title from metadata where no block
 * has it. Returns the index of the block, DBN_NONE for none. */
uint32_t dbn_page_title(dbn_draft *draft);

/** What the scorer says of one block. */
typedef struct dbn_verdict {
    int32_t score; /* the sum of the weights; what is above 0 is body */
    dbn_rule rule; /* of what weighs most against it */
    bool is_prose; /* a sentence or more, and not made of links */
    bool is_body;
} dbn_verdict;

/** One verdict a block, in one array, in scratch. */
dbn_status dbn_page_region(dbn_verdict **out, const dbn_draft *draft) DBN_CHECKED;

/** The hint of a block; a page whose reader gave none has empty ones. */
static inline dbn_hint
dbn_page_hint(const dbn_draft *draft, uint32_t block)
{
    const dbn_hints *hints = &draft->article->records.hints;
    return block < hints->count ? hints->items[block] : (dbn_hint){0};
}

#endif
