/*
 * read/html_marks.c - inline elements as marks of the blocks they stand in.
 *
 * An element gets its mark with the first text inside it, one a block. Where it goes
 * on in later blocks, its end is known only when it comes: those marks are settled
 * when the page is read, by one sort of what was closed.
 */
#include "read/html_builder.h"

static dbn_status
push_mark(dbn_html_builder *b, dbn_mark mark, uint64_t words)
{
    if (b->records->marks.count >= b->max_marks)
        return DBN_OK;
    mark.partner = DBN_NONE;
    if (dbn_vec_push(&b->job->arena, &b->records->mark_words, words) != DBN_OK)
        return DBN_ERR_NOMEM;
    return dbn_vec_push(&b->job->arena, &b->records->marks, mark);
}

dbn_status
dbn_html_mark_empty(dbn_html_builder *b, dbn_html_empty_mark mark)
{
    return push_mark(b,
                     (dbn_mark){.range = {b->text.len, b->text.len},
                                .open = mark.tag,
                                .close = {mark.tag.end, mark.tag.end},
                                .block = b->block,
                                .kind = mark.kind},
                     0);
}

static void
add_wrapper(dbn_html_builder *b, const dbn_html_open *open)
{
    if (b->wrapper_count < DBN_HTML_WRAPPERS_MAX)
        b->wrappers[b->wrapper_count++] =
            (dbn_html_wrapper){open->mark, open->own_words,
                               open->zones | dbn_html_element_of(open->element)->zones};
}

/* Text comes: the open inline elements that have no mark in this block get one. */
dbn_status
dbn_html_marks_start(dbn_html_builder *b)
{
    uint32_t first = b->marked_count;
    while (first > 0 && b->open.items[b->marked[first - 1]].mark == DBN_NONE)
        first--;
    bool is_start = b->text.len == b->records->blocks.items[b->block].range.beg;
    for (uint32_t i = first; i < b->marked_count; i++) {
        dbn_html_open *open = &b->open.items[b->marked[i]];
        if (open->is_closed)
            continue;
        if (b->records->marks.count >= b->max_marks)
            return DBN_OK;
        open->mark = b->records->marks.count;
        DBN_TRY(push_mark(b,
                          (dbn_mark){.range = {b->text.len, b->text.len},
                                     .open = open->tag,
                                     .block = b->block,
                                     .kind = dbn_html_element_of(open->element)->mark},
                          open->own_words));
        if (is_start)
            add_wrapper(b, open);
    }
    return DBN_OK;
}

void
dbn_html_mark_pause(dbn_html_builder *b, dbn_html_open *open)
{
    if (open->mark != DBN_NONE)
        b->records->marks.items[open->mark].range.end = b->text.len;
}

/* The element ends at `close`, empty where the page does not say so. */
dbn_status
dbn_html_mark_close(dbn_html_builder *b, dbn_html_open *open, dbn_range close)
{
    dbn_html_mark_pause(b, open);
    if (open->mark != DBN_NONE)
        b->records->marks.items[open->mark].close = close;
    open->mark = DBN_NONE;
    if (!open->spans_blocks)
        return DBN_OK;
    return dbn_vec_push(&b->job->scratch, &b->closings,
                        (dbn_html_closing){open->tag.beg, close, DBN_NONE});
}

static int
by_open(const void *left, const void *right)
{
    const dbn_html_closing *a = left, *b = right;
    return (a->open > b->open) - (a->open < b->open);
}

/* Marks of elements that went on in later blocks learn where those were closed, and
 * each its partner in the next block. */
void
dbn_html_marks_settle(dbn_html_builder *b)
{
    if (b->closings.count == 0)
        return;
    qsort(b->closings.items, b->closings.count, sizeof b->closings.items[0], by_open);
    for (uint32_t i = 0; i < b->records->marks.count; i++) {
        dbn_mark *mark = &b->records->marks.items[i];
        dbn_html_closing key = {.open = mark->open.beg};
        dbn_html_closing *found =
            bsearch(&key, b->closings.items, b->closings.count, sizeof key, by_open);
        if (found == NULL)
            continue;
        mark->close = found->close;
        if (found->last_mark != DBN_NONE)
            b->records->marks.items[found->last_mark].partner = i;
        found->last_mark = i;
    }
}
