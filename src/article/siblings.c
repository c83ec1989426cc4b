/*
 * article/siblings.c - short blocks that stand beside the body, in the same element.
 *
 * The scorer judges blocks one by one, and short ones have little that speaks for them
 * at the end of an article: the points of a list, the results of a match. Where nothing
 * speaks against them, they belong to the text right above them when they are
 *  - a list of which a part is body, since a list is kept or left out as a whole;
 *  - what a text that ends in a colon announces;
 *  - a list or a paragraph in the same element as that text.
 * A heading goes with what stands under it.
 *
 * Cost: each block is looked at a fixed number of times.
 */
#include "article/page.h"

typedef struct siblings {
    const dbn_draft *draft;
    const dbn_region *region;
    uint32_t count;
} siblings;

static dbn_span
text_of(const siblings *s, uint32_t i)
{
    return dbn_draft_text(s->draft, s->draft->article->records.blocks.items[i].range);
}

/* Is a block body, or does nothing but its score keep it out? */
static bool
fits(const siblings *s, uint32_t i)
{
    dbn_hint hint = dbn_page_hint(s->draft, i);
    const dbn_verdict *verdict = &s->region->verdicts[i];
    return verdict->is_body ||
           (s->draft->article->records.blocks.items[i].role != DBN_ROLE_TITLE &&
            verdict->rule == DBN_RULE_ARTICLE_OUTSIDE &&
            (hint.zones & s->region->zones & (DBN_ZONE_NOSCRIPT | DBN_ZONE_DRAWING)) ==
                0 &&
            hint.link_bytes * 4ULL <= text_of(s, i).len);
}

static bool
is_point(const siblings *s, uint32_t i)
{
    uint8_t tag = dbn_page_hint(s->draft, i).tag;
    return s->draft->article->records.blocks.items[i].role == DBN_ROLE_ITEM ||
           tag == DBN_TAG_LI || tag == DBN_TAG_DT || tag == DBN_TAG_DD;
}

static bool
is_heading(const siblings *s, uint32_t i)
{
    return s->draft->article->records.blocks.items[i].role == DBN_ROLE_HEADING;
}

/* Where the points of the list that starts at `i` end; one block when it is none. */
static uint32_t
run_end(const siblings *s, uint32_t i)
{
    uint32_t end = i + 1, container = dbn_page_hint(s->draft, i).container;
    for (uint32_t k = i + 1; k < s->count && is_point(s, i); k++) {
        if (text_of(s, k).len == 0)
            continue;
        if (!is_point(s, k) || dbn_page_hint(s->draft, k).container != container)
            break;
        end = k + 1;
    }
    return end;
}

/* Does the run belong to the text above it, `above`? */
static bool
belongs(const siblings *s, uint32_t beg, uint32_t end, uint32_t above)
{
    dbn_hint hint = dbn_page_hint(s->draft, beg);
    dbn_hint outer = dbn_page_hint(s->draft, above);
    bool has_body = false;
    for (uint32_t i = beg; i < end; i++) {
        if (text_of(s, i).len > 0 && !fits(s, i))
            return false;
        has_body |= s->region->verdicts[i].is_body;
    }
    if (has_body || dbn_span_ends(text_of(s, above), DBN_SPAN(":")))
        return true;
    return hint.container == outer.container &&
           (is_point(s, beg) || hint.tag == DBN_TAG_P);
}

static void
keep(const siblings *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        s->region->verdicts[i].is_body |= text_of(s, i).len > 0;
}

void
dbn_page_siblings(dbn_region *region, const dbn_draft *draft)
{
    siblings s = {draft, region, draft->article->records.blocks.count};
    uint32_t above = DBN_NONE; /* the text right above, which is body */
    uint32_t heading = DBN_NONE, end;
    for (uint32_t i = 0; i < s.count; i = end) {
        end = i + 1;
        if (text_of(&s, i).len == 0)
            continue;
        if (is_heading(&s, i) && !region->verdicts[i].is_body && above != DBN_NONE &&
            heading == DBN_NONE && fits(&s, i)) {
            heading = i;
            continue;
        }
        if (!is_point(&s, i) && region->verdicts[i].is_body) {
            above = i;
            heading = DBN_NONE;
            continue;
        }
        end = run_end(&s, i);
        if (above == DBN_NONE || !belongs(&s, i, end, above)) {
            above = DBN_NONE;
            heading = DBN_NONE;
            continue;
        }
        keep(&s, heading == DBN_NONE ? i : heading, end);
        above = end - 1;
        heading = DBN_NONE;
    }
}
