/*
 * article/title.c - the title of a page: a visible block that metadata confirm, else
 * the first heading of the first rank, else what metadata say without the site.
 */
#include "article/page.h"

#include "base/utf8.h"
#include "text/fold.h"

/* What speaks for a block, and against it. Heading ranks matter less than what the
 * page says its title is; half of all sites put their own name into an h1. */
enum {
    WEIGHT_H1 = 4,
    WEIGHT_HEADING = 1,
    WEIGHT_CLASS = 2,
    WEIGHT_META_EQUAL = 7,
    WEIGHT_META_PART = 5,
    WEIGHT_SITE = -6,
    WEIGHT_ELSEWHERE = -5,
    WEIGHT_LINK = -2,
    WEIGHT_ONE_WORD = -2,
    TITLE_AT_LEAST = 4
};

/** Titles are shorter. */
#define TITLE_BYTES_MAX 320U
/** Statements about the title that are looked at: pages repeat two or three. */
#define STATEMENTS_MAX 6U
/** A part of a statement confirms a title from this many letters on. */
#define PART_LETTERS_MIN 12U

typedef struct statements {
    dbn_letters titles[STATEMENTS_MAX];
    uint32_t count;
    dbn_letters site;
} statements;

void
dbn_letters_of(dbn_letters *out, dbn_span text)
{
    uint32_t len;
    out->len = 0;
    out->is_cut = false;
    for (size_t at = 0; at < text.len && !out->is_cut; at += len) {
        char folded[DBN_FOLD_MAX];
        if (dbn_is_ascii_alpha(text.ptr[at]) && out->len < DBN_LETTERS_MAX) {
            out->text[out->len++] = dbn_ascii_lower(text.ptr[at]); /* nearly all are */
            len = 1;
            continue;
        }
        uint32_t code = dbn_utf8_decode(text, at, &len), bytes;
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_OTHER || class == DBN_CHAR_SPACE)
            continue;
        bytes = dbn_fold_codepoint(folded, code);
        out->is_cut = out->len + bytes > DBN_LETTERS_MAX;
        if (!out->is_cut && bytes > 0) {
            memcpy(out->text + out->len, folded, bytes);
            out->len += bytes;
        }
    }
}

bool
dbn_letters_start(const dbn_letters *text, const dbn_letters *start)
{
    return start->len > 0 && start->len <= text->len &&
           memcmp(text->text, start->text, start->len) == 0;
}

bool
dbn_letters_equal(const dbn_letters *a, const dbn_letters *b)
{
    return a->len == b->len && dbn_letters_start(a, b);
}

static bool
ends_with(const dbn_letters *text, const dbn_letters *end)
{
    return end->len > 0 && end->len <= text->len &&
           memcmp(text->text + text->len - end->len, end->text, end->len) == 0;
}

static void
read_statements(statements *out, const dbn_draft *draft)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    out->count = 0;
    out->site.len = 0;
    while (out->count < STATEMENTS_MAX &&
           (meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_TITLE, &rank, &from)))
        dbn_letters_of(&out->titles[out->count++], meta->value->text);
    rank = from = 0;
    meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_SITE, &rank, &from);
    if (meta != NULL)
        dbn_letters_of(&out->site, meta->value->text);
}

static int
weight_of_statements(const statements *said, const dbn_letters *block)
{
    int best = dbn_letters_equal(block, &said->site) ? WEIGHT_SITE : 0;
    for (uint32_t i = 0; i < said->count; i++) {
        const dbn_letters *title = &said->titles[i];
        bool is_part =
            block->len >= PART_LETTERS_MIN && block->len * 5 >= title->len * 2;
        if (best != WEIGHT_SITE && dbn_letters_equal(title, block))
            return WEIGHT_META_EQUAL;
        if (is_part && (dbn_letters_start(title, block) || ends_with(title, block)) &&
            best == 0)
            best = WEIGHT_META_PART;
    }
    return best;
}

static int
weight_of_markup(const dbn_hint *hint, uint32_t bytes)
{
    const uint32_t elsewhere = DBN_ZONE_NAV | DBN_ZONE_FOOTER | DBN_ZONE_ASIDE |
                               DBN_ZONE_FORM | DBN_ZONE_DIALOG | DBN_ZONE_HIDDEN;
    const uint64_t others = DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(COMMENT) |
                            DBN_CLASS_BIT(AD) | DBN_CLASS_BIT(NAV);
    int weight = 0;
    if (hint->tag == DBN_TAG_H1)
        weight += WEIGHT_H1;
    else if ((hint->zones & DBN_ZONE_HEADING) != 0)
        weight += WEIGHT_HEADING;
    if ((hint->own_words & DBN_CLASS_BIT(TITLE)) != 0)
        weight += WEIGHT_CLASS;
    if ((hint->zones & elsewhere) != 0 || (hint->own_words & others) != 0)
        weight += WEIGHT_ELSEWHERE;
    if (hint->link_bytes * 5 > bytes * 4)
        weight += WEIGHT_LINK;
    return weight;
}

static int
weight_of(const dbn_draft *draft, const statements *said, uint32_t i)
{
    dbn_range range = draft->article->records.blocks.items[i].range;
    dbn_hint hint = dbn_page_hint(draft, i);
    dbn_span text = dbn_draft_text(draft, range);
    dbn_letters letters;
    int weight;
    if (text.len == 0 || text.len > TITLE_BYTES_MAX)
        return 0;
    dbn_letters_of(&letters, text);
    weight = weight_of_markup(&hint, (uint32_t)text.len) +
             weight_of_statements(said, &letters);
    if (memchr(text.ptr, ' ', text.len) == NULL)
        weight += WEIGHT_ONE_WORD;
    return weight;
}

/* Where the name of the site starts at the end of a page's <title>: after its last
 * bar or spaced dash, when enough is left before. */
static uint32_t
without_site(dbn_span title)
{
    static const dbn_span marks[] = {{" | ", 3},
                                     {" - ", 3},
                                     {" \xE2\x80\x93 ", 5},
                                     {" \xE2\x80\x94 ", 5},
                                     {" \xC2\xB7 ", 4},
                                     {" \xE2\x80\xA2 ", 5}};
    for (size_t at = title.len; at-- > 1;) {
        dbn_span rest = {title.ptr + at, title.len - at};
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (dbn_span_starts(rest, marks[i]))
                return at * 3 >= title.len ? (uint32_t)at : (uint32_t)title.len;
    }
    return (uint32_t)title.len;
}

static void
title_from_metas(dbn_draft *draft)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta =
        dbn_meta_next(draft->in->metas, DBN_META_FIELD_TITLE, &rank, &from);
    if (meta == NULL)
        return;
    draft->article->title = (dbn_field){meta->value, dbn_view_all(meta->value),
                                        DBN_RULE_ARTICLE_TITLE_META};
    if (meta->kind == DBN_META_TITLE)
        draft->article->title.range.end = without_site(meta->value->text);
}

/* A title may stand twice, in a bar that follows the reader for one. */
static void
label_twins(dbn_draft *draft, uint32_t title)
{
    dbn_blocks *blocks = &draft->article->records.blocks;
    dbn_letters wanted, letters;
    dbn_letters_of(&wanted, dbn_draft_text(draft, blocks->items[title].range));
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_span text = dbn_draft_text(draft, blocks->items[i].range);
        if (text.len == 0 || text.len > TITLE_BYTES_MAX)
            continue;
        dbn_letters_of(&letters, text);
        if (i != title && !dbn_letters_equal(&letters, &wanted))
            continue;
        blocks->items[i].role = DBN_ROLE_TITLE;
        blocks->items[i].level = 1;
        blocks->items[i].rule = dbn_page_hint(draft, i).tag == DBN_TAG_H1
                                    ? DBN_RULE_ARTICLE_TITLE_H1
                                    : DBN_RULE_ARTICLE_TITLE_META;
    }
}

/* A heading may hold more than the title: a kicker in front, a line below. The field
 * is then what the page says its title is. */
static void
take_inner_title(dbn_draft *draft, const statements *said, uint32_t title)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta =
        dbn_meta_next(draft->in->metas, DBN_META_FIELD_TITLE, &rank, &from);
    const dbn_letters *first = &said->titles[0];
    dbn_letters block;
    dbn_letters_of(
        &block,
        dbn_draft_text(draft, draft->article->records.blocks.items[title].range));
    if (meta == NULL || meta->kind == DBN_META_TITLE || first->len >= block.len ||
        first->len * 2 < block.len)
        return;
    if (dbn_letters_start(&block, first) || ends_with(&block, first))
        draft->article->title = (dbn_field){meta->value, dbn_view_all(meta->value),
                                            DBN_RULE_ARTICLE_TITLE_META};
}

uint32_t
dbn_page_title(dbn_draft *draft)
{
    const dbn_blocks *blocks = &draft->article->records.blocks;
    statements said;
    uint32_t title = DBN_NONE;
    int best = TITLE_AT_LEAST - 1;
    read_statements(&said, draft);
    for (uint32_t i = 0; i < blocks->count; i++) {
        int weight = weight_of(draft, &said, i);
        if (weight > best) {
            best = weight;
            title = i;
        }
    }
    if (title == DBN_NONE) {
        title_from_metas(draft);
        return DBN_NONE;
    }
    label_twins(draft, title);
    draft->article->title =
        (dbn_field){draft->article->records.view, blocks->items[title].range,
                    blocks->items[title].rule};
    if (said.count > 0)
        take_inner_title(draft, &said, title);
    return title;
}
