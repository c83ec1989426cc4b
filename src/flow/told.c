/*
 * Lists are cut where a text stands all over a corpus: a survivor names the best
 * TOLD_MAX of its copies, each copy its survivor, so that the lines stay as large as
 * the input.
 */
#include "flow/told.h"

#include <assert.h>

/* Copies that a survivor names, and partners that a passage names. */
#define TOLD_MAX     16U
#define PASSAGES_MAX 64U

/* Thousandths of a copy that must stand in its survivor, or it is never removed: what
 * an excerpt leaves out, and what a version adds, stands nowhere else. */
#define REMOVED_SHARE 900U

/* ---- ends ------------------------------------------------------------------------ */

/* How many paragraphs of a page, which come in the order of its text, end at `at` or
 * before. */
static uint32_t
ends_before(const dbn_mappings *page, uint32_t at)
{
    uint32_t low = 0, high = page->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (page->items[middle].text.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

dbn_range
dbn_told_place(const dbn_end *in)
{
    const dbn_mappings *page = in->page;
    uint32_t first = ends_before(page, in->range.beg);
    uint32_t end = ends_before(page, in->range.end);
    if (end < page->count && page->items[end].text.beg < in->range.end)
        end++;
    if (first >= end)
        return in->range;
    return (dbn_range){page->items[first].source.beg, page->items[end - 1].source.end};
}

dbn_corpus_copy
dbn_told_copy(dbn_corpus_copy copy, const dbn_end *own, const dbn_end *other)
{
    copy.own = own->range;
    copy.partner_own = other->range;
    copy.range = dbn_told_place(own);
    copy.partner_range = dbn_told_place(other);
    copy.partner = other->id;
    return copy;
}

dbn_corpus_contradiction
dbn_told_contradiction(const dbn_end *own, const dbn_end *other, uint8_t kind)
{
    return (dbn_corpus_contradiction){.range = dbn_told_place(own),
                                      .partner_range = dbn_told_place(other),
                                      .partner = other->id,
                                      .kind = kind};
}

uint8_t
dbn_told_relation(uint8_t relation, const dbn_end *a, const dbn_end *b)
{
    bool is_elsewhere =
        a->host.len > 0 && b->host.len > 0 && !dbn_span_equal(a->host, b->host);
    return relation == DBN_RELATION_COPY && is_elsewhere ? DBN_RELATION_SYNDICATED
                                                         : relation;
}

/* ---- what may go, and an end to lists -------------------------------------------- */

bool
dbn_told_goes_whole(const dbn_corpus_copy *copy)
{
    return copy->unit == DBN_UNIT_DOCUMENT && !copy->is_survivor &&
           copy->score >= REMOVED_SHARE;
}

dbn_removal
dbn_told_removal(const dbn_corpus_copy *copy)
{
    if (copy->is_survivor || copy->score < REMOVED_SHARE ||
        copy->unit == DBN_UNIT_PASSAGE)
        return DBN_REMOVAL_NEVER;
    return copy->unit == DBN_UNIT_DOCUMENT ? DBN_REMOVAL_ALWAYS
                                           : DBN_REMOVAL_WHERE_PARTNER_STAYS;
}

bool
dbn_told_is_too_many(const dbn_corpus_copy *copy, const dbn_corpus_copy *before,
                     uint32_t *run)
{
    bool is_passage = copy->unit == DBN_UNIT_PASSAGE;
    bool goes_on = before != NULL && before->unit == copy->unit &&
                   before->is_survivor == copy->is_survivor &&
                   (is_passage || before->range.beg == copy->range.beg);
    *run = goes_on ? *run + 1 : 0;
    return *run >= (is_passage ? PASSAGES_MAX : TOLD_MAX);
}

/* ---- the line -------------------------------------------------------------------- */

static bool
is_removed(const dbn_corpus_copy *copy)
{
    return copy->is_removed;
}

static bool
is_repeated(const dbn_corpus_copy *copy)
{
    return copy->is_removed || (!copy->is_survivor && copy->unit == DBN_UNIT_PASSAGE);
}

static int
by_beg(const void *left, const void *right)
{
    const dbn_range *a = left, *b = right;
    if (a->beg != b->beg)
        return a->beg < b->beg ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* The places of copies in the text, as one list without overlaps. */
static dbn_status
unite(dbn_ranges *out, const dbn_copies_line *line,
      bool (*takes)(const dbn_corpus_copy *), dbn_job *job)
{
    for (uint32_t i = 0; i < line->copy_count; i++) {
        const dbn_corpus_copy *copy = &line->copies[i];
        if (takes(copy))
            DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, copy->own));
    }
    if (out->count == 0)
        return DBN_OK;
    qsort(out->items, out->count, sizeof out->items[0], by_beg);
    uint32_t last = 0;
    for (uint32_t i = 1; i < out->count; i++) {
        dbn_range range = out->items[i];
        if (range.beg >= out->items[last].end)
            out->items[++last] = range;
        else if (range.end > out->items[last].end)
            out->items[last].end = range.end;
    }
    out->count = last + 1;
    return DBN_OK;
}

static uint32_t
total_of(const dbn_ranges *ranges)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < ranges->count; i++)
        total += dbn_range_len(ranges->items[i]);
    return total;
}

/* Bytes that stood in others: those of copies and passages, or, where that is more, the
 * share of the whole that its survivor has. */
dbn_status
dbn_told_count(dbn_copies_line *line, dbn_job *job)
{
    dbn_ranges copies = {0}, removed = {0};
    uint32_t share = 0;
    assert(line->copies != NULL || line->copy_count == 0);
    for (uint32_t i = 0; i < line->copy_count; i++) {
        const dbn_corpus_copy *copy = &line->copies[i];
        if (!copy->is_survivor && copy->unit == DBN_UNIT_DOCUMENT &&
            copy->score > share)
            share = copy->score;
    }
    DBN_TRY(unite(&copies, line, is_repeated, job));
    DBN_TRY(unite(&removed, line, is_removed, job));
    line->removable = total_of(&removed);
    uint32_t whole = (uint32_t)((uint64_t)line->bytes * share / 1000);
    line->repeated = total_of(&copies);
    if (whole > line->repeated)
        line->repeated = whole;
    return DBN_OK;
}

/* The text without its copies, and without the space in front of each. */
dbn_status
dbn_told_remove(dbn_copies_line *line, dbn_span text, dbn_job *job)
{
    const dbn_view *view, *left;
    dbn_fixes fixes = {0};
    dbn_ranges copies = {0};
    DBN_TRY(unite(&copies, line, is_removed, job));
    DBN_TRY(dbn_view_source(&view, text, job));
    uint32_t end = 0;
    for (uint32_t i = 0; i < copies.count; i++) {
        dbn_range range = copies.items[i];
        while (range.beg > end && dbn_is_ascii_space(text.ptr[range.beg - 1]))
            range.beg--;
        end = range.end;
        DBN_TRY_PUSH(job, dbn_fixes_remove(&fixes, &job->arena, range,
                                           DBN_RULE_REPETITION_EXACT));
    }
    DBN_TRY(dbn_view_derive(&left, view, dbn_view_all(view), &fixes,
                            DBN_PASS_REPETITION, job));
    line->text = dbn_span_trim(left->text);
    line->is_emptied = line->text.len == 0 && dbn_span_trim(text).len > 0;
    if (line->text.ptr == NULL)
        line->text = DBN_SPAN("");
    return DBN_OK;
}
