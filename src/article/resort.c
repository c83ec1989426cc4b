/*
 * article/resort.c - last resorts: who signs and when, where nothing better says it.
 *
 * A house that metadata name as author signs what nobody else does. A page that shows
 * one day and no other, be it in its footer, is of that day at the latest; a
 * description that ends in a bracket with a day names it outright.
 */
#include "article/page.h"

/** The longest name of a house; what is longer describes it. */
#define HOUSE_BYTES 64U
/** Statements that are asked for one. */
#define HOUSES_MAX 16U

dbn_status
dbn_page_house(dbn_draft *draft)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    for (uint32_t tried = 0;
         tried < HOUSES_MAX && draft->article->bylines.count == 0 &&
         (meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_AUTHOR, &rank,
                               &from)) != NULL;
         tried++) {
        dbn_span text = meta->value->text, name = dbn_span_trim(text);
        uint32_t beg = (uint32_t)(name.ptr - text.ptr);
        dbn_byline byline = {.count = 1, .people = {{beg, beg + (uint32_t)name.len}}};
        dbn_field at = {meta->value, {0, 0}, DBN_RULE_ARTICLE_BYLINE_META};
        /* The site stands for its author in all kinds of metadata; JSON-LD means it. */
        if (name.len > HOUSE_BYTES || dbn_byline_is_address(name) ||
            memchr(name.ptr, '@', name.len) != NULL ||
            (meta->kind != DBN_META_JSONLD && dbn_page_is_site(draft, name, false)))
            continue;
        DBN_TRY(dbn_draft_add_people(draft, meta->value, &byline, at));
    }
    return DBN_OK;
}

/** A line with a day is shorter. */
#define LINE_BYTES 160U
/** Blocks that are asked for a day. */
#define BLOCKS_MAX 4096U

#define BAD_ZONES (DBN_ZONE_NAV | DBN_ZONE_FORM | DBN_ZONE_DIALOG | DBN_ZONE_ASIDE)
#define BAD_WORDS                                                                      \
    (DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(COMMENT) |            \
     DBN_CLASS_BIT(COOKIE) | DBN_CLASS_BIT(NEWSLETTER) | DBN_CLASS_BIT(AD) |           \
     DBN_CLASS_BIT(ASIDE))

/* The first day of a line that stands neither in the text nor in another's box. */
static bool
read_day(dbn_date *date, dbn_range *range, const dbn_draft *draft, uint32_t i)
{
    const dbn_block *block = &draft->article->records.blocks.items[i];
    dbn_hint hint = dbn_page_hint(draft, i);
    dbn_line line;
    dbn_date_place place;
    if (dbn_range_len(block->range) > LINE_BYTES ||
        dbn_role_is_text((dbn_role)block->role) || (hint.zones & BAD_ZONES) != 0 ||
        (hint.words & BAD_WORDS) != 0)
        return false;
    dbn_line_cut(&line, dbn_draft_text(draft, block->range), draft->profile);
    if (!dbn_date_of_line(date, &place, &line, 0, draft->profile))
        return false;
    *range = dbn_line_range(&line, place.first, place.last);
    range->beg += block->range.beg;
    range->end += block->range.beg;
    return true;
}

/* "La crue de la Vesdre (Nouvelle du 14 janvier 2020)" */
static bool
take_described_day(dbn_draft *draft)
{
    dbn_article *article = draft->article;
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_LEAD, &rank,
                                 &from)) != NULL) {
        dbn_span text = dbn_span_trim(meta->value->text);
        size_t beg = text.len;
        dbn_line line;
        dbn_date_place place;
        while (beg > 0 && text.ptr[beg - 1] != '(' && text.len - beg <= LINE_BYTES)
            beg--;
        if (beg == 0 || text.ptr[beg - 1] != '(' || text.ptr[text.len - 1] != ')')
            continue;
        dbn_line_cut(&line, (dbn_span){text.ptr + beg, text.len - beg - 1},
                     draft->profile);
        if (!dbn_date_of_line(&article->date, &place, &line, 0, draft->profile))
            continue;
        article->is_date_weak = true;
        article->date_text = (dbn_field){meta->value, dbn_view_all(meta->value),
                                         DBN_RULE_ARTICLE_DATE_META};
        return true;
    }
    return false;
}

void
dbn_page_only_day(dbn_draft *draft)
{
    dbn_article *article = draft->article;
    const dbn_blocks *blocks = &article->records.blocks;
    dbn_date only = {0}, date;
    dbn_range at = {0, 0}, range;
    if (article->date.year != 0 || take_described_day(draft))
        return;
    for (uint32_t i = 0; i < blocks->count && i < BLOCKS_MAX; i++) {
        if (!read_day(&date, &range, draft, i))
            continue;
        if (only.year != 0 && dbn_date_day(&date) != dbn_date_day(&only))
            return;
        if (only.year == 0) {
            only = date;
            at = range;
        }
    }
    if (only.year == 0)
        return;
    article->date = only;
    article->is_date_weak = true;
    article->date_text =
        (dbn_field){article->records.view, at, DBN_RULE_ARTICLE_DATE_LINE};
}
