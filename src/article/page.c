/*
 * article/page.c - roles from markup and metadata.
 *
 * The title first, then the body (region.c), then what stands around the title and
 * inside the body under a name of its own: by-lines, dates, captions, credits, lead.
 * What is neither is furniture, under the rule that says why.
 */
#include "article/page.h"

#include "text/tag.h"

/** A by-line or a date is shorter, whatever its class says. */
#define LABEL_BYTES 200U
/** A caption may be a few sentences; more is a text that stands in a figure. */
#define CAPTION_BYTES 700U
/** Letters that a picture's own words have at least to be those of a caption. */
#define ALT_LETTERS 20U
/** The lead is looked for among the first blocks of the body. */
#define LEAD_BLOCKS 4U
/** A header that goes on for longer is something else. */
#define HEADER_BLOCKS 16U

typedef struct pager {
    dbn_draft *draft;
    dbn_blocks *blocks;
    const dbn_verdict *verdicts;
    uint32_t zones; /* those that mean something on this page */
    uint64_t words; /* class words that do */
    uint32_t title;
    uint32_t beg, end;   /* from the title or the first text to the last text */
    uint32_t header_end; /* where the first text starts */
    uint32_t mark;       /* of the block at hand, the first one */
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
           ((hint.words & p->words & classes) != 0 && dbn_range_len(range) <= most &&
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
    return (hint.words & p->words & others) != 0 ||
           (hint.zones & p->zones & zones) != 0;
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

/* Does the block start as what an attribute of a picture says, or the other way round?
 * The value is looked at as it is written, up to its first character reference. */
static bool
is_of_picture(const dbn_letters *block, dbn_span tag, dbn_span attribute)
{
    dbn_span value;
    dbn_letters words;
    const char *reference;
    if (!dbn_tag_attribute(&value, tag, attribute) || value.len == 0)
        return false;
    reference = memchr(value.ptr, '&', value.len);
    if (reference != NULL)
        value.len = (size_t)(reference - value.ptr);
    dbn_letters_of(&words, value);
    return words.len >= ALT_LETTERS && block->len >= ALT_LETTERS &&
           words.len * 2 >= block->len &&
           (dbn_letters_start(block, &words) || dbn_letters_start(&words, block));
}

/* Does the block say again what stands for a picture in front of it? `p->mark` is
 * moved to the first mark of the block. */
static bool
repeats_picture(pager *p, uint32_t i)
{
    const dbn_marks *marks = &p->draft->article->records.marks;
    dbn_range range = p->blocks->items[i].range;
    dbn_letters block = {.len = 0};
    while (p->mark < marks->count && marks->items[p->mark].range.beg < range.beg)
        p->mark++;
    if (p->draft->in->decoded == NULL || dbn_range_len(range) == 0 ||
        dbn_range_len(range) > CAPTION_BYTES)
        return false;
    for (uint32_t k = p->mark;
         k < marks->count && marks->items[k].range.beg == range.beg; k++) {
        dbn_span tag;
        if (marks->items[k].kind != DBN_MARK_IMAGE)
            continue;
        if (block.len == 0)
            dbn_letters_of(&block, dbn_draft_text(p->draft, range));
        tag = dbn_span_slice(p->draft->in->decoded->text, marks->items[k].open);
        if (is_of_picture(&block, tag, DBN_SPAN("alt")) ||
            is_of_picture(&block, tag, DBN_SPAN("title")))
            return true;
    }
    return false;
}

/** What the wording of a short block says. */
typedef struct wording {
    dbn_byline_kind said;
    bool has_function;
    bool has_date;
    bool is_date; /* with nothing but a few words around */
    bool is_told; /* in a sentence: "Tout a basculé le 12 mars 2011." */
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
    out.has_function = dbn_range_len(byline.function) > 0;
    out.has_date = dbn_date_of_line(&date, &place, &line, 0, p->draft->profile);
    out.is_date = out.has_date && place.first <= DATE_WORDS_MAX &&
                  line.count - 1 - place.last <= DATE_WORDS_MAX;
    out.is_told = out.is_date && dbn_draft_tells_date(p->draft, &line, place);
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
    /* "© Le Journal 2022" at the foot of the page is about the page. */
    if (i >= p->end && !p->verdicts[i].is_body && !in_figure)
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

/* "Temps de lecture : 8 minutes": wording that is furniture wherever it stands. Where
 * markup says why a block is out, that is the better reason. */
static bool
label_furniture(pager *p, uint32_t i, dbn_span text)
{
    const dbn_rule_info *info;
    dbn_rule rule = p->verdicts[i].rule == DBN_RULE_ARTICLE_OUTSIDE
                        ? dbn_draft_rule(p->draft, text)
                        : DBN_RULE_NONE;
    if (rule == DBN_RULE_NONE)
        return false;
    info = dbn_ruleset_rule(p->draft->in->rules, rule);
    if (info->role != DBN_ROLE_FURNITURE || info->vote != DBN_VOTE_NONE)
        return false;
    give(p, i, DBN_ROLE_FURNITURE, rule);
    return true;
}

static bool
label_named(pager *p, uint32_t i)
{
    wording words;
    dbn_range range = p->blocks->items[i].range;
    if (dbn_range_len(range) > LABEL_BYTES || is_furniture_class(p, i))
        return false;
    if (label_furniture(p, i, dbn_draft_text(p->draft, range)))
        return true;
    words = wording_of(p, i);
    return label_picture(p, i, words) || label_author(p, i, words);
}

/* Is the block somebody whom the metadata name as author? */
static bool
is_author(const pager *p, uint32_t i)
{
    const dbn_fields *people = &p->draft->article->bylines;
    dbn_letters block, name;
    dbn_letters_of(&block, dbn_draft_text(p->draft, p->blocks->items[i].range));
    for (uint32_t k = 0; k < people->count; k++) {
        dbn_letters_of(&name, dbn_field_text(&people->items[k]));
        if (dbn_letters_equal(&block, &name))
            return true;
    }
    return false;
}

/* Names and nothing else: where every noun has its capital, or all of it is a link,
 * only when a class word or the metadata say so. */
static bool
can_be_names(const pager *p, uint32_t i)
{
    dbn_hint hint = dbn_page_hint(p->draft, i);
    if (is_called(p, i, DBN_CLASS_BIT(BYLINE), LABEL_BYTES) || is_author(p, i))
        return true;
    return !dbn_profile_notation(p->draft->profile).noun_capitals &&
           hint.link_bytes * 2ULL < dbn_range_len(p->blocks->items[i].range);
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
    /* A heading of two words in capitals looks like a name. */
    bool is_heading = p->blocks->items[i].role == DBN_ROLE_HEADING;
    if (words.said == DBN_BYLINE_SAID)
        give(p, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_BY);
    else if (after_title && words.said == DBN_BYLINE_NAMES && !is_heading &&
             (words.has_function || can_be_names(p, i)))
        give(p, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_TITLE);
    else if (after_title && words.said == DBN_BYLINE_FUNCTION)
        give(p, i, DBN_ROLE_FUNCTION, DBN_RULE_ARTICLE_FUNCTION);
    else if (after_title && words.said == DBN_BYLINE_AGENCY)
        give(p, i, DBN_ROLE_CREDIT, DBN_RULE_ARTICLE_CREDIT_AGENCY);
    else if (words.is_date && !words.is_told)
        give(p, i, DBN_ROLE_DATE, DBN_RULE_ARTICLE_DATE_LINE);
    else
        return false;
    return true;
}

/* Labels stand between the title and the end of the body; the header ends where its
 * first text starts. */
static void
find_limits(pager *p)
{
    p->beg = DBN_NONE;
    p->end = 0;
    for (uint32_t i = 0; i < p->blocks->count; i++) {
        if (!p->verdicts[i].is_body || !p->verdicts[i].is_prose)
            continue;
        if (p->beg == DBN_NONE)
            p->beg = i;
        p->end = i + 1;
    }
    p->header_end = p->beg;
    if (p->title != DBN_NONE && p->title < p->beg)
        p->beg = p->title;
    if (p->header_end - p->beg > HEADER_BLOCKS)
        p->header_end = p->beg + HEADER_BLOCKS;
}

/* A quotation pulled out of the text around it, whatever hides it from whom. */
static bool
is_pull_quote(const pager *p, uint32_t i)
{
    const dbn_verdict *verdict = &p->verdicts[i];
    return verdict->is_prose && i > p->beg && i < p->end &&
           (verdict->rule == DBN_RULE_ARTICLE_ASIDE ||
            verdict->rule == DBN_RULE_ARTICLE_HIDDEN) &&
           (dbn_page_hint(p->draft, i).words & DBN_CLASS_BIT(QUOTE)) != 0;
}

/* A post of somebody, or a quotation in a box: what it holds is about itself. */
static bool
is_quoted_apart(const pager *p, uint32_t i)
{
    return !p->verdicts[i].is_body && p->verdicts[i].rule == DBN_RULE_ARTICLE_ASIDE &&
           (dbn_page_hint(p->draft, i).zones & DBN_ZONE_QUOTE) != 0;
}

/* Between two blocks of the article, and no links: the heading and the items of a box.
 */
static bool
is_in_box(const pager *p, uint32_t i)
{
    uint32_t len = dbn_range_len(p->blocks->items[i].range);
    return i > p->beg && i < p->end && dbn_page_hint(p->draft, i).link_bytes * 2 < len;
}

/* Tables and boxes of an article stay what they are, out of the text as they are. */
static void
leave_out(pager *p, uint32_t i)
{
    const dbn_verdict *verdict = &p->verdicts[i];
    dbn_role role = p->blocks->items[i].role;
    bool is_apart = role == DBN_ROLE_CELL || role == DBN_ROLE_CODE;
    if (is_apart && verdict->rule == DBN_RULE_ARTICLE_OUTSIDE && i > p->beg &&
        i < p->end)
        return;
    if (is_pull_quote(p, i))
        give(p, i, DBN_ROLE_QUOTE, DBN_RULE_READ_QUOTE);
    else if (verdict->rule == DBN_RULE_ARTICLE_ASIDE &&
             (verdict->is_prose || is_quoted_apart(p, i) || is_in_box(p, i)))
        give(p, i, DBN_ROLE_ASIDE, verdict->rule);
    else
        give(p, i, DBN_ROLE_FURNITURE, verdict->rule);
}

/* A box that stands in the article, and is no part of what it tells. */
static bool
is_box(const pager *p, uint32_t i)
{
    return (dbn_page_hint(p->draft, i).zones & p->zones & DBN_ZONE_ASIDE) != 0;
}

static void
label_blocks(pager *p)
{
    for (uint32_t i = 0; i < p->blocks->count; i++) {
        const dbn_verdict *verdict = &p->verdicts[i];
        dbn_block *block = &p->blocks->items[i];
        bool is_near = i + LEAD_BLOCKS >= p->beg && i < p->end + LEAD_BLOCKS;
        bool is_told_twice = repeats_picture(p, i);
        if (dbn_range_len(block->range) == 0 || block->role == DBN_ROLE_TITLE)
            continue;
        if (verdict->is_body && block->role == DBN_ROLE_CELL &&
            (verdict->is_prose || verdict->lead != DBN_RULE_NONE)) {
            block->role = DBN_ROLE_PARAGRAPH; /* a table for the layout of the page */
            block->level = 0;
        }
        if (verdict->lead != DBN_RULE_NONE)
            continue;
        if (verdict->is_body && is_told_twice) {
            give(p, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_ALT);
            continue;
        }
        if (is_near && !is_quoted_apart(p, i) && label_named(p, i))
            continue;
        if (!is_quoted_apart(p, i) && i + LEAD_BLOCKS >= p->beg &&
            i < p->header_end + LEAD_BLOCKS && !verdict->is_prose &&
            label_header(p, i, i > p->beg))
            continue;
        /* What is short and stands above the title is a kicker or the site's name. */
        if (p->title != DBN_NONE && i < p->title && !verdict->is_prose) {
            leave_out(p, i);
            continue;
        }
        if (verdict->is_body && is_caption(p, i))
            give(p, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_FIGURE);
        else if (verdict->is_body && verdict->is_caption)
            give(p, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_IMAGE);
        else if (!verdict->is_body)
            leave_out(p, i);
        else if (is_box(p, i) && !is_pull_quote(p, i))
            give(p, i, DBN_ROLE_ASIDE, DBN_RULE_ARTICLE_ASIDE);
    }
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

static void
label_lead(pager *p)
{
    uint32_t seen = 0, first = DBN_NONE;
    for (uint32_t i = 0; i < p->blocks->count && seen < LEAD_BLOCKS; i++) {
        dbn_block *block = &p->blocks->items[i];
        dbn_rule rule;
        if (!dbn_draft_is_live(block) || block->role == DBN_ROLE_ITEM)
            continue;
        rule = p->verdicts[i].lead;
        if (rule == DBN_RULE_NONE && seen == 0 && p->verdicts[i].is_prose &&
            (block->role == DBN_ROLE_HEADING || is_all_bold(p, i)))
            rule = DBN_RULE_ARTICLE_LEAD_FIRST;
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
    dbn_region region;
    p.title = dbn_page_title(draft);
    DBN_TRY(dbn_page_metas(draft));
    DBN_TRY(dbn_page_facts(draft));
    DBN_TRY(dbn_page_region(&region, draft, p.title));
    dbn_page_siblings(&region, draft);
    p.verdicts = region.verdicts;
    p.zones = region.zones;
    p.words = region.words;
    if (!has_body(&p)) {
        draft->article->is_article = false;
        return DBN_OK;
    }
    find_limits(&p);
    label_blocks(&p);
    dbn_draft_label_learnt(draft);
    label_lead(&p);
    DBN_TRY(dbn_page_signature(draft, &region, p.title));
    DBN_TRY(dbn_draft_fields(draft));
    dbn_page_only_day(draft);
    return dbn_page_house(draft);
}
