/*
 * The file in pieces, hidden in the page: what stands between two translations as it
 * is, and each translation with what a new one needs around it.
 */
#include "write/review.h"

#include <stdlib.h>

static int
by_slot(const void *a, const void *b)
{
    const dbn_pair *const *x = a, *const *y = b;
    uint32_t one = (*x)->slot.range.beg, two = (*y)->slot.range.beg;
    if (one != two)
        return one < two ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

static dbn_status
put_between(const review *r, dbn_range range)
{
    DBN_TRY(review_raw(r, DBN_SPAN("<i>")));
    DBN_TRY(review_text(r, dbn_span_slice(r->doc->decoded->text, range)));
    return review_raw(r, DBN_SPAN("</i>"));
}

static dbn_status
put_slot(const review *r, const dbn_pair *pair)
{
    uint32_t index = (uint32_t)(pair - r->pairs->items.items);
    DBN_TRY(review_number(r, DBN_SPAN("<i data-pair=\""), index, DBN_SPAN("\"")));
    if (pair->slot.first != DBN_NONE)
        DBN_TRY(review_number(r, DBN_SPAN(" data-unit=\""), pair->slot.first,
                              DBN_SPAN("\"")));
    DBN_TRY(review_raw(r, DBN_SPAN(" data-before=\"")));
    DBN_TRY(review_text(r, pair->slot.before));
    DBN_TRY(review_raw(r, DBN_SPAN("\" data-after=\"")));
    DBN_TRY(review_text(r, pair->slot.after));
    DBN_TRY(review_raw(r, DBN_SPAN("\">")));
    DBN_TRY(review_text(r, dbn_span_slice(r->doc->decoded->text, pair->slot.range)));
    return review_raw(r, DBN_SPAN("</i>"));
}

dbn_status
review_file(const review *r)
{
    uint32_t count = 0, at = 0, end = (uint32_t)r->doc->decoded->text.len;
    const dbn_pair **all = dbn_arena_alloc(
        r->voice.arena, (r->pairs->items.count + 1) * sizeof(const dbn_pair *));
    if (all == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < r->pairs->items.count; i++)
        if (review_can_edit(r, &r->pairs->items.items[i]))
            all[count++] = &r->pairs->items.items[i];
    if (count > 0)
        qsort(all, count, sizeof *all, by_slot);
    DBN_TRY(review_raw(r, DBN_SPAN("<div class=\"file\" hidden=\"\">")));
    for (uint32_t i = 0; i < count; i++) {
        DBN_TRY(put_between(r, (dbn_range){at, all[i]->slot.range.beg}));
        DBN_TRY(put_slot(r, all[i]));
        at = all[i]->slot.range.end;
    }
    DBN_TRY(put_between(r, (dbn_range){at, end}));
    return review_raw(r, DBN_SPAN("</div>\n"));
}
