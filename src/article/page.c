/*
 * article/page.c - roles from markup and metadata.
 *
 * The title first, then the body (region.c), then what stands around the title and
 * inside the body under a name of its own: by-lines, dates, captions, credits, lead.
 * What is neither is furniture, under the rule that says why.
 */
#include "article/page.h"

/** A by-line or a date is shorter, whatever its class says. */
#define LABEL_BYTES 200U
/** A caption may be a few sentences; more is a text that stands in a figure. */
#define CAPTION_BYTES 700U
/** So much of a description must stand at the start of a block to make it the lead. */
#define LEAD_LETTERS 50U
/** The lead is looked for among the first blocks of the body. */
#define LEAD_BLOCKS 4U
/** A line that holds the author or the day stands so near to the title. */
#define LOOSE_BLOCKS 40U
/** A header that goes on for longer is something else. */
#define HEADER_BLOCKS 16U

typedef struct pager {
    dbn_draft *draft;
    dbn_blocks *blocks;
    const dbn_verdict *verdicts;
    uint32_t title;
} pager;

static void
give(pager *p, uint32_t i, dbn_role role, dbn_rule rule)
{
    dbn_block *block = &p->blocks->items[i];
    block->role = (uint8_t)role;
    block->rule = rule;
    block->level = 0;
}

/* Words of a block's own element, or of elements that hold nothing but a label. */
static bool
is_called(const pager *p, uint32_t i, uint64_t classes, uint32_t most)
{
    dbn_hint hint = dbn_page_hint(p->draft, i);
    dbn_range range = p->blocks->items[i].range;
    return (hint.own_words & classes) != 0 ||
           ((hint.words & classes) != 0 && dbn_range_len(range) <= most &&
            !p->verdicts[i].is_prose);
}

static bool
is_furniture_class(const pager *p, uint32_t i)
{
    const uint64_t others = DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(COMMENT) |
                            DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(NEWSLETTER) |
                            DBN_CLASS_BIT(COOKIE);
    const uint32_t zones = DBN_ZONE_NAV | DBN_ZONE_HIDDEN | DBN_ZONE_DIALOG;
    dbn_hint hint = dbn_page_hint(p->draft, i);
    return (hint.words & others) != 0 || (hint.zones & zones) != 0;
}

static bool
is_caption(const pager *p, uint32_t i)
{
    const uint32_t zones = DBN_ZONE_CAPTION | DBN_ZONE_FIGURE;
    dbn_hint hint = dbn_page_hint(p->draft, i);
    uint32_t bytes = dbn_range_len(p->blocks->items[i].range);
    if (bytes > CAPTION_BYTES)
        return false;
    return p->blocks->items[i].role == DBN_ROLE_CAPTION ||
           ((hint.zones & zones) != 0 && (hint.zones & DBN_ZONE_QUOTE) == 0);
}

/** What the wording of a short block says. */
typedef struct wording {
    dbn_byline_kind said;
    bool has_date;
    bool is_date; /* with nothing but a few words around */
} wording;

/** Words beside a date that is still all there is: "Publié le", "mis à jour". */
#define DATE_WORDS_MAX 4U

static wording
wording_of(const pager *p, uint32_t i)
{
    dbn_line line;
    dbn_byline byline;
    dbn_date date;
    dbn_date_place place;
    wording out;
    dbn_line_cut(&line, dbn_draft_text(p->draft, p->blocks->items[i].range),
                 p->draft->profile);
    dbn_byline_read(&byline, &line, p->draft->profile);
    out.said = byline.kind;
    out.has_date = dbn_date_of_line(&date, &place, &line, 0, p->draft->profile);
    out.is_date = out.has_date && place.first <= DATE_WORDS_MAX &&
                  line.count - 1 - place.last <= DATE_WORDS_MAX;
    return out;
}

static bool
is_in_figure(const pager *p, uint32_t i)
{
    return (dbn_page_hint(p->draft, i).zones & (DBN_ZONE_FIGURE | DBN_ZONE_CAPTION)) !=
           0;
}

/* Captions and credits. */
static bool
label_picture(pager *p, uint32_t i, wording words)
{
    bool names_author = words.said == DBN_BYLINE_NAMES || words.said == DBN_BYLINE_SAID;
    bool in_figure = is_in_figure(p, i);
    if (words.has_date && !in_figure)
        return false;
    if (is_called(p, i, DBN_CLASS_BIT(CREDIT), LABEL_BYTES) &&
        (in_figure || (!names_author && words.said != DBN_BYLINE_FUNCTION)))
        give(p, i, DBN_ROLE_CREDIT, DBN_RULE_ARTICLE_CREDIT_CLASS);
    else if (words.said == DBN_BYLINE_CREDIT)
        give(p, i, DBN_ROLE_CREDIT, DBN_RULE_ARTICLE_CREDIT_LINE);
    else if (is_caption(p, i))
        give(p, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_FIGURE);
    else if (is_called(p, i, DBN_CLASS_BIT(CAPTION), LABEL_BYTES))
        give(p, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_CLASS);
    else
        return false;
    return true;
}

/* By-lines, functions and dates that markup names. */
static bool
label_author(pager *p, uint32_t i, wording words)
{
    dbn_hint hint = dbn_page_hint(p->draft, i);
    bool by = is_called(p, i, DBN_CLASS_BIT(BYLINE), LABEL_BYTES);
    bool names = words.said == DBN_BYLINE_NAMES || words.said == DBN_BYLINE_SAID;
    bool is_function = words.said == DBN_BYLINE_FUNCTION
                           ? by || is_called(p, i, DBN_CLASS_BIT(FUNCTION), LABEL_BYTES)
                           : !names && !words.has_date &&
                                 (hint.own_words & DBN_CLASS_BIT(FUNCTION)) != 0;
    if (is_function)
        give(p, i, DBN_ROLE_FUNCTION, DBN_RULE_ARTICLE_FUNCTION);
    else if (words.has_date && !names &&
             (words.is_date || is_called(p, i, DBN_CLASS_BIT(DATE), LABEL_BYTES)) &&
             (by || is_called(p, i, DBN_CLASS_BIT(DATE), LABEL_BYTES) ||
              (hint.zones & DBN_ZONE_TIME) != 0))
        give(p, i, DBN_ROLE_DATE, DBN_RULE_ARTICLE_DATE_CLASS);
    else if (by)
        give(p, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_CLASS);
    else
        return false;
    return true;
}

static bool
label_named(pager *p, uint32_t i)
{
    wording words;
    if (dbn_range_len(p->blocks->items[i].range) > LABEL_BYTES ||
        is_furniture_class(p, i))
        return false;
    words = wording_of(p, i);
    return label_picture(p, i, words) || label_author(p, i, words);
}

/* What stands by the title and says by its wording what it is. */
static bool
label_header(pager *p, uint32_t i, bool after_title)
{
    wording words;
    if (dbn_range_len(p->blocks->items[i].range) > LABEL_BYTES ||
        is_furniture_class(p, i))
        return false;
    words = wording_of(p, i);
    if (words.said == DBN_BYLINE_SAID)
        give(p, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_BY);
    else if (after_title && words.said == DBN_BYLINE_NAMES)
        give(p, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_TITLE);
    else if (after_title && words.said == DBN_BYLINE_FUNCTION)
        give(p, i, DBN_ROLE_FUNCTION, DBN_RULE_ARTICLE_FUNCTION);
    else if (after_title && words.said == DBN_BYLINE_AGENCY)
        give(p, i, DBN_ROLE_CREDIT, DBN_RULE_ARTICLE_CREDIT_AGENCY);
    else if (words.is_date)
        give(p, i, DBN_ROLE_DATE, DBN_RULE_ARTICLE_DATE_LINE);
    else
        return false;
    return true;
}

/* Labels stand between the title and the end of the body; the header ends where its
 * first text starts. */
static void
body_limits(const pager *p, uint32_t *beg, uint32_t *end, uint32_t *header_end)
{
    *beg = DBN_NONE;
    *end = 0;
    for (uint32_t i = 0; i < p->blocks->count; i++) {
        if (!p->verdicts[i].is_body || !p->verdicts[i].is_prose)
            continue;
        if (*beg == DBN_NONE)
            *beg = i;
        *end = i + 1;
    }
    *header_end = *beg;
    if (p->title != DBN_NONE && p->title < *beg)
        *beg = p->title;
    if (*header_end - *beg > HEADER_BLOCKS)
        *header_end = *beg + HEADER_BLOCKS;
}

/* Tables and boxes of an article stay what they are, out of the text as they are. */
static void
leave_out(pager *p, uint32_t i)
{
    const dbn_verdict *verdict = &p->verdicts[i];
    dbn_role role = p->blocks->items[i].role;
    bool is_apart = role == DBN_ROLE_CELL || role == DBN_ROLE_CODE;
    if (is_apart && verdict->rule == DBN_RULE_ARTICLE_OUTSIDE)
        return;
    if (verdict->is_prose && verdict->rule == DBN_RULE_ARTICLE_ASIDE)
        give(p, i, DBN_ROLE_ASIDE, verdict->rule);
    else
        give(p, i, DBN_ROLE_FURNITURE, verdict->rule);
}

static void
label_blocks(pager *p)
{
    uint32_t beg, end, header_end;
    body_limits(p, &beg, &end, &header_end);
    for (uint32_t i = 0; i < p->blocks->count; i++) {
        const dbn_verdict *verdict = &p->verdicts[i];
        dbn_block *block = &p->blocks->items[i];
        bool is_near = i + LEAD_BLOCKS >= beg && i < end + LEAD_BLOCKS;
        if (dbn_range_len(block->range) == 0 || block->role == DBN_ROLE_TITLE)
            continue;
        if (is_near && label_named(p, i))
            continue;
        if (i + LEAD_BLOCKS >= beg && i < header_end + LEAD_BLOCKS &&
            !verdict->is_prose && label_header(p, i, i > beg))
            continue;
        /* What is short and stands above the title is a kicker or the site's name. */
        if (p->title != DBN_NONE && i < p->title && !verdict->is_prose) {
            leave_out(p, i);
            continue;
        }
        if (verdict->is_body && block->role == DBN_ROLE_CELL && verdict->is_prose)
            block->role = DBN_ROLE_PARAGRAPH; /* a table for the layout of the page */
        if (verdict->is_body && is_caption(p, i))
            give(p, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_FIGURE);
        else if (!verdict->is_body)
            leave_out(p, i);
    }
}

/* Does a description of the page start as the block does? */
static bool
is_described(const pager *p, uint32_t i)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    dbn_letters block, said;
    dbn_letters_of(&block, dbn_draft_text(p->draft, p->blocks->items[i].range));
    while ((meta = dbn_meta_next(p->draft->in->metas, DBN_META_FIELD_LEAD, &rank,
                                 &from)) != NULL) {
        dbn_letters_of(&said, meta->value->text);
        if (block.len >= LEAD_LETTERS && dbn_letters_start(&said, &block))
            return true;
        if (said.len >= LEAD_LETTERS && dbn_letters_start(&block, &said))
            return true;
    }
    return false;
}

static bool
is_all_bold(const pager *p, uint32_t i)
{
    const dbn_marks *marks = &p->draft->article->records.marks;
    dbn_range range = p->blocks->items[i].range;
    uint32_t low = 0, high = marks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marks->items[middle].range.beg < range.beg)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < marks->count && marks->items[low].range.beg == range.beg; low++)
        if (marks->items[low].kind == DBN_MARK_BOLD &&
            marks->items[low].range.end >= range.end)
            return true;
    return false;
}

/* The rule that makes one of the first blocks of the body its lead; 0 for none. */
static dbn_rule
lead_rule(const pager *p, uint32_t i, bool is_first)
{
    dbn_hint hint = dbn_page_hint(p->draft, i);
    if (((hint.own_words | hint.words) & DBN_CLASS_BIT(LEAD)) != 0)
        return DBN_RULE_ARTICLE_LEAD_CLASS;
    if (is_described(p, i))
        return DBN_RULE_ARTICLE_LEAD_META;
    if (is_first && (p->blocks->items[i].role == DBN_ROLE_HEADING || is_all_bold(p, i)))
        return DBN_RULE_ARTICLE_LEAD_FIRST;
    return DBN_RULE_NONE;
}

static void
label_lead(pager *p)
{
    uint32_t seen = 0, first = DBN_NONE;
    for (uint32_t i = 0; i < p->blocks->count && seen < LEAD_BLOCKS; i++) {
        dbn_block *block = &p->blocks->items[i];
        dbn_rule rule;
        if (!dbn_draft_is_live(block) || block->role == DBN_ROLE_ITEM)
            continue;
        rule = p->verdicts[i].is_prose ? lead_rule(p, i, seen == 0) : DBN_RULE_NONE;
        if (rule != DBN_RULE_NONE) {
            give(p, i, DBN_ROLE_LEAD, rule);
            return;
        }
        if (block->role != DBN_ROLE_PARAGRAPH)
            continue;
        /* A first paragraph that stands in a box of its own is set apart. */
        if (seen == 1 && first != DBN_NONE &&
            dbn_page_hint(p->draft, first).container !=
                dbn_page_hint(p->draft, i).container)
            give(p, first, DBN_ROLE_LEAD, DBN_RULE_ARTICLE_LEAD_FIRST);
        if (seen++ == 0)
            first = i;
    }
}

/* When nothing named an author or a day, a line by the title that holds one will do:
 * "Gespeichert von Rasos am 24. Juli 2017". Only what is out of the text is asked. */
static dbn_status
take_loosely(pager *p)
{
    dbn_article *article = p->draft->article;
    uint32_t first = p->title == DBN_NONE ? 0 : p->title;
    first = first > LEAD_BLOCKS ? first - LEAD_BLOCKS : 0;
    for (uint32_t i = first; i < p->blocks->count && i < first + LOOSE_BLOCKS; i++) {
        const dbn_block *block = &p->blocks->items[i];
        dbn_field at = {article->records.view, block->range, block->rule};
        dbn_line line;
        dbn_byline byline;
        dbn_date_place place;
        if (dbn_role_is_text(block->role) || block->role == DBN_ROLE_TITLE ||
            is_furniture_class(p, i))
            continue;
        dbn_line_cut(&line, dbn_draft_text(p->draft, block->range), p->draft->profile);
        if (article->bylines.count == 0 &&
            dbn_byline_find(&byline, &line, p->draft->profile))
            DBN_TRY(dbn_draft_add_people(p->draft, at.view, &byline, at));
        if (article->date.year != 0 ||
            !dbn_date_of_line(&article->date, &place, &line, 0, p->draft->profile))
            continue;
        article->date_text = at;
        article->date_text.range.beg =
            block->range.beg + line.pieces[place.first].range.beg;
        article->date_text.range.end =
            block->range.beg + line.pieces[place.last].range.end;
    }
    return DBN_OK;
}

static bool
has_body(const pager *p)
{
    for (uint32_t i = 0; i < p->blocks->count; i++)
        if (p->verdicts[i].is_body && p->verdicts[i].is_prose)
            return true;
    return false;
}

dbn_status
dbn_draft_page(dbn_draft *draft)
{
    pager p = {.draft = draft, .blocks = &draft->article->records.blocks};
    dbn_verdict *verdicts;
    p.title = dbn_page_title(draft);
    DBN_TRY(dbn_page_metas(draft));
    DBN_TRY(dbn_page_region(&verdicts, draft));
    p.verdicts = verdicts;
    if (!has_body(&p)) {
        draft->article->is_article = false;
        return DBN_OK;
    }
    label_blocks(&p);
    label_lead(&p);
    DBN_TRY(dbn_draft_fields(draft));
    return take_loosely(&p);
}
