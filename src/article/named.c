/*
 * article/named.c - people whom inline elements of a block name.
 *
 *     <div>Sciences <span class="byline">Par <a rel="author">Nora Lind</a></span></div>
 *     <div class="byline"><span>Nora Lind</span> <span>Paul Ray</span></div>
 *
 * An element that says it is a by-line, and reads as one, is asked first, the outer
 * before the inner; where none reads as one, the innermost is believed. A block that is
 * a by-line as a whole may set each of its people in an element of its own.
 */
#include "article/page.h"

/** Elements of one block that are looked at. */
#define MARKS_MAX 64U

typedef struct reader {
    const dbn_draft *draft;
    dbn_range block;
    uint32_t from, to; /* marks of the block */
} reader;

/* The first mark that starts at `at` or later. */
static uint32_t
mark_at(const dbn_marks *marks, uint32_t at)
{
    uint32_t low = 0, high = marks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marks->items[middle].range.beg < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const dbn_mark *
mark_of(const reader *r, uint32_t i)
{
    return &r->draft->article->records.marks.items[i];
}

static bool
says_byline(const reader *r, uint32_t i)
{
    const dbn_mark_words *words = &r->draft->article->records.mark_words;
    return i < words->count && (words->items[i] & DBN_CLASS_BIT(BYLINE)) != 0;
}

/* Does an element inside this one say it too? */
static bool
has_inner(const reader *r, uint32_t i)
{
    for (uint32_t k = i + 1; k < r->to; k++) {
        if (mark_of(r, k)->range.beg >= mark_of(r, i)->range.end)
            break;
        if (says_byline(r, k))
            return true;
    }
    return false;
}

/* The people of an element, by the grammar or, for one that is believed, as it says. */
static bool
read_mark(dbn_byline *out, const reader *r, uint32_t i, bool is_believed)
{
    dbn_line line;
    dbn_range range = mark_of(r, i)->range;
    dbn_line_cut(&line, dbn_draft_text(r->draft, range), r->draft->profile);
    if (!line.is_whole || line.count == 0)
        return false;
    if (is_believed)
        dbn_byline_trust(out, &line, r->draft->profile);
    else
        dbn_byline_read(out, &line, r->draft->profile);
    return out->count > 0 &&
           (out->kind == DBN_BYLINE_SAID || out->kind == DBN_BYLINE_NAMES);
}

static void
add(dbn_byline *out, const dbn_byline *more, uint32_t offset)
{
    for (uint32_t i = 0; i < more->count && out->count < DBN_BYLINE_PEOPLE; i++)
        out->people[out->count++] =
            (dbn_range){more->people[i].beg + offset, more->people[i].end + offset};
}

/* People of all elements that say so, none of them twice. */
static void
read_said(dbn_byline *out, const reader *r, bool is_believed)
{
    uint32_t end = 0;
    for (uint32_t i = r->from; i < r->to; i++) {
        const dbn_mark *mark = mark_of(r, i);
        dbn_byline more;
        if (mark->range.beg < end || !says_byline(r, i) ||
            (is_believed && has_inner(r, i)) || !read_mark(&more, r, i, is_believed))
            continue;
        add(out, &more, mark->range.beg - r->block.beg);
        end = mark->range.end;
    }
}

/* People who fill an element each. */
static void
read_each(dbn_byline *out, const reader *r)
{
    uint32_t end = 0;
    for (uint32_t i = r->from; i < r->to; i++) {
        const dbn_mark *mark = mark_of(r, i);
        dbn_byline more;
        bool is_whole =
            mark->range.beg == r->block.beg && mark->range.end == r->block.end;
        if (mark->range.beg < end || is_whole || !read_mark(&more, r, i, false))
            continue;
        add(out, &more, mark->range.beg - r->block.beg);
        end = mark->range.end;
    }
}

bool
dbn_page_named(dbn_byline *out, const dbn_draft *draft, uint32_t block, bool is_byline)
{
    const dbn_records *records = &draft->article->records;
    reader r = {.draft = draft, .block = records->blocks.items[block].range};
    r.from = mark_at(&records->marks, r.block.beg);
    r.to = mark_at(&records->marks, r.block.end);
    if (r.to - r.from > MARKS_MAX)
        r.to = r.from + MARKS_MAX;
    *out = (dbn_byline){.kind = DBN_BYLINE_SAID};
    read_said(out, &r, false);
    if (out->count == 0 && is_byline)
        read_each(out, &r);
    if (out->count == 0)
        read_said(out, &r, true);
    return out->count > 0;
}
