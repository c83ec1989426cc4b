/*
 * article/lead.c - the lead of a page, from wherever it stands around the title.
 *
 * Leads stand outside the body as often as inside: in a header, in a box over the
 * picture, as a heading of the second rank. So they are looked for before the rest is
 * named, among the blocks from just above the title to just below the first text, and
 * are text whatever the scorer thought. In the order of trust: a class word for it, a
 * description of the page that starts the same, a heading right under the title.
 */
#include "article/page.h"

/** So much of a description must stand at the start of a block, and so much of a block
 * at the start of a description. */
#define LEAD_LETTERS 40U
/** A dateline ends in the first bytes of a block. */
#define DATELINE_BYTES 40U
/** A lead is shorter than the article. */
#define LEAD_BYTES_MIN 30U
#define LEAD_BYTES_MAX 1600U
/** A heading that is so long is no heading. */
#define SUBTITLE_BYTES 45U
/** How far from the title and the first text a lead stands, in blocks. */
#define ABOVE_BLOCKS    8U
#define BELOW_BLOCKS    3U
#define HEADER_BLOCKS   24U
#define SUBTITLE_BLOCKS 3U
#define FIRST_BLOCKS    7U
/** A lead may be a list of points. */
#define LEADS_MAX 6U

#define BAD_ZONES                                                                      \
    (DBN_ZONE_NAV | DBN_ZONE_HIDDEN | DBN_ZONE_DIALOG | DBN_ZONE_FORM |                \
     DBN_ZONE_ASIDE | DBN_ZONE_FIGURE | DBN_ZONE_CAPTION | DBN_ZONE_BUTTON)
/* Around the block, and of the block alone: pages call their header "footer-meta", or
 * let an advertisement hold it. */
#define BAD_WORDS                                                                      \
    (DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(SHARE) | DBN_CLASS_BIT(RELATED) |              \
     DBN_CLASS_BIT(COOKIE) | DBN_CLASS_BIT(NEWSLETTER) | DBN_CLASS_BIT(COMMENT) |      \
     DBN_CLASS_BIT(CAPTION) | DBN_CLASS_BIT(TAGS))
#define BAD_OWN_WORDS                                                                  \
    (DBN_CLASS_BIT(AD) | DBN_CLASS_BIT(CREDIT) | DBN_CLASS_BIT(BYLINE) |               \
     DBN_CLASS_BIT(FOOTER) | DBN_CLASS_BIT(DATE))

/* The text behind a dateline: "Berlin. ", "PARIS (AFP) – ". */
static dbn_span
after_dateline(dbn_span text)
{
    static const dbn_span marks[] = {
        {". ", 2}, {" - ", 3}, {" \xE2\x80\x93 ", 5}, {" \xE2\x80\x94 ", 5}};
    for (size_t at = 0; at < text.len && at < DATELINE_BYTES; at++) {
        dbn_span rest = {text.ptr + at, text.len - at};
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (dbn_span_starts(rest, marks[i]))
                return (dbn_span){rest.ptr + marks[i].len, rest.len - marks[i].len};
    }
    return text;
}

/* Does a description of the page start as the text does? */
static bool
is_description(const dbn_draft *draft, dbn_span text)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    dbn_letters block, said;
    dbn_letters_of(&block, text);
    if (block.len < LEAD_LETTERS)
        return false;
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_LEAD, &rank,
                                 &from)) != NULL) {
        dbn_letters_of(&said, meta->value->text);
        if (said.len >= LEAD_LETTERS &&
            (dbn_letters_start(&said, &block) || dbn_letters_start(&block, &said)))
            return true;
    }
    return false;
}

static bool
is_described(const dbn_draft *draft, uint32_t i)
{
    dbn_span text =
        dbn_draft_text(draft, draft->article->records.blocks.items[i].range);
    dbn_span rest = after_dateline(text);
    return is_description(draft, text) ||
           (rest.len < text.len && is_description(draft, rest));
}

static bool
can_be_lead(const dbn_draft *draft, const dbn_region *region, uint32_t i)
{
    const dbn_block *block = &draft->article->records.blocks.items[i];
    dbn_hint hint = dbn_page_hint(draft, i);
    uint32_t bytes = dbn_range_len(block->range);
    dbn_span text = dbn_draft_text(draft, block->range);
    return bytes >= LEAD_BYTES_MIN && bytes <= LEAD_BYTES_MAX &&
           block->role != DBN_ROLE_TITLE && block->role != DBN_ROLE_CAPTION &&
           block->role != DBN_ROLE_CODE && hint.link_bytes * 2ULL < bytes &&
           (hint.zones & region->zones & BAD_ZONES) == 0 &&
           (hint.words & region->words & BAD_WORDS) == 0 &&
           (hint.own_words & BAD_OWN_WORDS) == 0 &&
           memchr(text.ptr, ' ', text.len) != NULL;
}

static dbn_rule
lead_rule(const dbn_draft *draft, const dbn_region *region, uint32_t title, uint32_t i)
{
    const dbn_block *block = &draft->article->records.blocks.items[i];
    dbn_hint hint = dbn_page_hint(draft, i);
    if (((hint.own_words | (hint.words & region->words)) & DBN_CLASS_BIT(LEAD)) != 0)
        return DBN_RULE_ARTICLE_LEAD_CLASS;
    if (is_described(draft, i))
        return DBN_RULE_ARTICLE_LEAD_META;
    if (title != DBN_NONE && i > title && i <= title + SUBTITLE_BLOCKS &&
        block->role == DBN_ROLE_HEADING &&
        dbn_range_len(block->range) >= SUBTITLE_BYTES)
        return DBN_RULE_ARTICLE_LEAD_FIRST;
    /* Points that no class word calls a lead are those of a summary in a box. */
    if (title != DBN_NONE && i > title && i <= title + FIRST_BLOCKS &&
        block->role != DBN_ROLE_ITEM && region->verdicts[i].is_prose &&
        !region->verdicts[i].is_body)
        return DBN_RULE_ARTICLE_LEAD_FIRST;
    return DBN_RULE_NONE;
}

void
dbn_page_leads(dbn_region *region, const dbn_draft *draft, uint32_t title)
{
    uint32_t count = draft->article->records.blocks.count, first = 0, found = 0;
    while (first < count &&
           !(region->verdicts[first].is_body && region->verdicts[first].is_prose))
        first++;
    if (first == count)
        return;
    uint32_t beg = title != DBN_NONE && title < first ? title : first;
    if (first - beg > HEADER_BLOCKS)
        first = beg + HEADER_BLOCKS;
    for (uint32_t i = beg > ABOVE_BLOCKS ? beg - ABOVE_BLOCKS : 0;
         i < count && i <= first + BELOW_BLOCKS && found < LEADS_MAX; i++) {
        dbn_verdict *verdict = &region->verdicts[i];
        if (!can_be_lead(draft, region, i))
            continue;
        verdict->lead = lead_rule(draft, region, title, i);
        verdict->is_body |= verdict->lead != DBN_RULE_NONE;
        found += verdict->lead != DBN_RULE_NONE;
    }
}
