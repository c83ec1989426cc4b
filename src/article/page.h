/*
 * article/page.h - what a page's markup and metadata say, between the files that
 * treat it: meta.c, title.c, region.c, page.c.
 */
#ifndef DBN_ARTICLE_PAGE_H
#define DBN_ARTICLE_PAGE_H

#include "article/draft.h"
#include "article/meta.h"

/** People and dates, from metadata alone. */
dbn_status dbn_page_metas(dbn_draft *draft) DBN_CHECKED;

/** Where nobody signs: the house that metadata name as author, "BBC News", "AFP/The
 * Local", "Staff reports". */
dbn_status dbn_page_house(dbn_draft *draft) DBN_CHECKED;

/** Where no date is known: the only day that the page shows in a line of its own.
 * Linear in blocks. */
void dbn_page_only_day(dbn_draft *draft);

/** Is `name` what metadata call the site, or with `or_part` a part of it that begins
 * so: "CBC News" of CBC? */
bool dbn_page_is_site(const dbn_draft *draft, dbn_span name, bool or_part);

/** What metadata say of the article besides: section, tags, licence … */
dbn_status dbn_page_facts(dbn_draft *draft) DBN_CHECKED;

/** The pictures of the article with their captions, once blocks have roles. */
dbn_status dbn_page_pictures(dbn_draft *draft) DBN_CHECKED;

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
    int32_t score;   /* the sum of the weights; what is above 0 is body */
    dbn_rule rule;   /* of what weighs most against it */
    dbn_rule lead;   /* of what makes it a lead; DBN_RULE_NONE */
    bool is_prose;   /* a sentence or more, and not made of links */
    bool is_caption; /* a label right behind a picture */
    bool is_body;
} dbn_verdict;

typedef struct dbn_region {
    dbn_verdict *verdicts; /* one a block, in scratch */
    uint32_t zones;        /* those that mean something on this page */
    uint64_t words;        /* class words that do */
} dbn_region;

/** Judge all blocks. `title` is the title's block, DBN_NONE for none. */
dbn_status dbn_page_region(dbn_region *out, const dbn_draft *draft,
                           uint32_t title) DBN_CHECKED;

/** Make body of what stands beside it: the rest of a list, what a colon announces,
 * short blocks in the same element. Linear in blocks. */
void dbn_page_siblings(dbn_region *region, const dbn_draft *draft);

/** Find the leads: they get their rule, and are body. */
void dbn_page_leads(dbn_region *region, const dbn_draft *draft, uint32_t title);

/** People whom inline elements of a block name, `<a rel="author">`; in a block that is
 * a by-line, those who fill an element each. Ranges are of the block's text. False for
 * none. */
bool dbn_page_named(dbn_byline *out, const dbn_draft *draft, uint32_t block,
                    bool is_byline);

/** Find who signs the page and when: signature.c says whom it believes. */
dbn_status dbn_page_signature(dbn_draft *draft, const dbn_region *region,
                              uint32_t title) DBN_CHECKED;

/** The hint of a block; a page whose reader gave none has empty ones. */
static inline dbn_hint
dbn_page_hint(const dbn_draft *draft, uint32_t block)
{
    const dbn_records *records = &draft->article->records;
    dbn_hint hint =
        block < records->hints.count ? records->hints.items[block] : (dbn_hint){0};
    if (hint.container >= records->containers.count)
        hint.container = 0;
    return hint;
}

#endif
