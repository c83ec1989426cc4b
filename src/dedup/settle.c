/*
 * Partners that went. A copy of what went later, or of a block that went because
 * others make it up, gets a record for each part, with what stands in its place.
 */
#include "dedup/settle.h"

#include "base/utf8.h"

/* Turns; each doubles the length of the chains that are followed to their end. */
#define TURNS_MAX 16
/* Bytes around the place where a part is expected, and of it that are compared. */
#define DRIFT_MAX 200U
#define SAMPLE    16U
/* What the beginning of a word counts, in bytes that are the same. */
#define WORD_START 4U

static dbn_range
trim(dbn_span text, dbn_range range)
{
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.beg]))
        range.beg++;
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.end - 1]))
        range.end--;
    return range;
}

/* How well does what stands at `to` continue as what stands at `from` does? */
static uint32_t
likeness(dbn_span text, uint32_t from, uint32_t to)
{
    uint32_t same = 0;
    while (same < SAMPLE && from + same < text.len && to + same < text.len &&
           text.ptr[from + same] == text.ptr[to + same])
        same++;
    return same + (to > 0 && dbn_is_ascii_space(text.ptr[to - 1]) ? WORD_START : 0);
}

/* The place in `to` of what stands at `at` in `from`, which says the same: in
 * proportion, and from there the nearest that continues alike. */
static uint32_t
same_place(dbn_span text, dbn_range from, uint32_t at, dbn_range to)
{
    while (at < from.end && dbn_is_ascii_space(text.ptr[at]))
        at++;
    if (at <= from.beg || at >= from.end)
        return at <= from.beg ? to.beg : to.end;
    uint32_t expected = to.beg + (uint32_t)((uint64_t)(at - from.beg) *
                                            dbn_range_len(to) / dbn_range_len(from));
    uint32_t best = to.end, most = 0;
    for (uint32_t step = 0; step <= 2 * DRIFT_MAX; step++) {
        uint32_t place = expected + (step + 1) / 2;
        if (step % 2 == 0) {
            if (expected - to.beg < step / 2)
                continue;
            place = expected - step / 2;
        }
        if (place >= to.end || dbn_utf8_is_continuation(text.ptr[place]))
            continue;
        uint32_t alike = likeness(text, at, place);
        if (best == to.end || alike > most) {
            best = place;
            most = alike;
        }
    }
    return best;
}

/* Where in `to` the part of `from` stands, which says the same. */
static dbn_range
same_part(dbn_span text, dbn_range from, dbn_range part, dbn_range to)
{
    dbn_range there = {same_place(text, from, part.beg, to),
                       same_place(text, from, part.end, to)};
    if (there.end < there.beg)
        there.end = there.beg;
    return trim(text, there);
}

bool
dbn_copy_part(dbn_copy *part, const dbn_copy *copy, dbn_range of_partner, dbn_span text)
{
    *part = *copy;
    part->partner = trim(text, of_partner);
    part->range = same_part(text, copy->partner, part->partner, copy->range);
    return dbn_range_len(part->partner) > 0 && dbn_range_len(part->range) > 0;
}

static int
by_range(const void *left, const void *right)
{
    const dbn_copy *a = left, *b = right;
    if (a->range.beg != b->range.beg)
        return a->range.beg < b->range.beg ? -1 : 1;
    if (a->partner.beg != b->partner.beg)
        return a->partner.beg < b->partner.beg ? -1 : 1;
    return a->range.end < b->range.end ? -1 : a->range.end > b->range.end;
}

void
dbn_copies_sort(dbn_copies *copies)
{
    if (copies->count > 1)
        qsort(copies->items, copies->count, sizeof copies->items[0], by_range);
}

dbn_status
dbn_copies_add(dbn_copies *copies, const dbn_copy *gone, dbn_job *job)
{
    dbn_copy back = {gone->partner, gone->range, gone->score, gone->kind, 1};
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, copies, *gone));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, copies, back));
    return DBN_OK;
}

/* The first of the sorted records that reaches beyond `offset`. */
static uint32_t
record_beyond(const dbn_copies *gone, uint32_t offset)
{
    uint32_t low = 0, high = gone->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (gone->items[middle].range.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The part of the copy with the partner [beg, end), which went with `of`; NULL: it
 * stays. */
static dbn_status
add_part(dbn_copies *next, const dbn_copy *copy, dbn_range partner, const dbn_copy *of,
         dbn_span text, dbn_job *job)
{
    dbn_copy part;
    if (!dbn_copy_part(&part, copy, partner, text))
        return DBN_OK;
    if (of != NULL) {
        part.partner = same_part(text, of->range, part.partner, of->partner);
        part.score = part.score < of->score ? part.score : of->score;
        part.kind = part.kind > of->kind ? part.kind : of->kind;
    }
    if (dbn_range_len(part.partner) == 0)
        return DBN_OK;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, next, part));
    return DBN_OK;
}

/* The record itself where all of its partner stays, else one for each part of that,
 * and *has_moved. */
static dbn_status
follow(dbn_copies *next, bool *has_moved, const dbn_copies *gone, const dbn_copy *copy,
       dbn_span text, dbn_job *job)
{
    dbn_range left = copy->partner;
    bool is_cut = false;
    for (uint32_t i = record_beyond(gone, left.beg);
         i < gone->count && gone->items[i].range.beg < copy->partner.end; i++) {
        const dbn_copy *of = &gone->items[i];
        dbn_range part = {of->range.beg > left.beg ? of->range.beg : left.beg,
                          of->range.end < left.end ? of->range.end : left.end};
        if (of == copy || dbn_range_len(trim(text, part)) == 0)
            continue;
        is_cut = *has_moved = true;
        DBN_TRY(add_part(next, copy, (dbn_range){left.beg, part.beg}, NULL, text, job));
        DBN_TRY(add_part(next, copy, part, of, text, job));
        left.beg = part.end;
    }
    if (is_cut)
        return add_part(next, copy, left, NULL, text, job);
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, next, *copy));
    return DBN_OK;
}

static dbn_status
settle(dbn_copies *copies, dbn_span text, dbn_job *job)
{
    dbn_copies gone = {0}, next = {0};
    bool has_moved = true, is_settled = true;
    for (uint32_t i = 0; i < copies->count; i++)
        if (!copies->items[i].survivor)
            DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &gone, copies->items[i]));
    for (int turn = 0; turn < TURNS_MAX && has_moved; turn++) {
        has_moved = false;
        next.count = 0;
        dbn_copies_sort(&gone);
        for (uint32_t i = 0; i < gone.count; i++)
            DBN_TRY(follow(&next, &has_moved, &gone, &gone.items[i], text, job));
        dbn_copies followed = gone;
        gone = next;
        next = followed;
        is_settled &= !has_moved;
    }
    if (is_settled)
        return DBN_OK;
    copies->count = 0;
    for (uint32_t i = 0; i < gone.count; i++)
        DBN_TRY(dbn_copies_add(copies, &gone.items[i], job));
    return DBN_OK;
}

dbn_status
dbn_copies_settle(dbn_copies *copies, dbn_span text, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = settle(copies, text, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
