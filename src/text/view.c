/*
 * text/view.c - deriving views and mapping ranges.
 *
 * A mapping finds the last edit that ends before an offset (a search that starts where
 * it would be if edits were spread evenly, and goes on from there for the end of a
 * range) and counts from there: bytes where the texts are the same, characters in a
 * decoded view of a legacy charset, from the nearest checkpoint. O(log edits) and, for
 * legacy charsets, at most a KiB of counting.
 */
#include "text/view.h"

#include "base/utf8.h"

/* A checkpoint a KiB keeps counting short and costs 8 bytes a KiB. */
#define CHECKPOINT_EVERY 1024

dbn_span
dbn_pass_name(dbn_pass pass)
{
    switch (pass) {
    case DBN_PASS_SOURCE:
        return DBN_SPAN("source");
    case DBN_PASS_DECODE:
        return DBN_SPAN("decode");
    case DBN_PASS_EXTRACT:
        return DBN_SPAN("extract");
    case DBN_PASS_REPAIR:
        return DBN_SPAN("repair");
    case DBN_PASS_REPETITION:
        return DBN_SPAN("repetition");
    case DBN_PASS_TYPOGRAPHY:
        return DBN_SPAN("typography");
    case DBN_PASS_LAYOUT:
        return DBN_SPAN("layout");
    case DBN_PASS_CORRECTION:
        return DBN_SPAN("correction");
    }
    return DBN_SPAN("source");
}

dbn_status
dbn_view_source(const dbn_view **out, dbn_span bytes, dbn_job *job)
{
    if (bytes.len > DBN_DOCUMENT_MAX)
        return dbn_fail_at(&job->err, DBN_ERR_LIMIT, DBN_DOCUMENT_MAX,
                           "the document is larger than 2147483647 bytes");
    dbn_view *view = dbn_arena_alloc(&job->arena, sizeof *view);
    if (view == NULL)
        return dbn_job_nomem(job);
    view->text = bytes;
    view->pass = DBN_PASS_SOURCE;
    *out = view;
    return DBN_OK;
}

/* Length in the parent of one code point of a decoded text. */
static uint32_t
unit_len(dbn_units units, unsigned char lead)
{
    return units == DBN_UNITS_BYTE ? 1 : dbn_utf8_len(lead) == 4 ? 4 : 2;
}

typedef DBN_VEC(dbn_checkpoint) checkpoints;

static dbn_status
set_checkpoints(dbn_view *view, dbn_job *job)
{
    checkpoints points = {0};
    uint32_t at = 0, from = 0, next = 0, edit = 0;
    while (at < view->text.len) {
        if (edit < view->edit_count && view->edits[edit].at <= at) {
            at = view->edits[edit].at + view->edits[edit].len;
            from = view->edits[edit++].to;
            continue;
        }
        if (at >= next) {
            DBN_TRY_PUSH(
                job, dbn_vec_push(&job->arena, &points, (dbn_checkpoint){at, from}));
            next = at + CHECKPOINT_EVERY;
        }
        unsigned char lead = (unsigned char)view->text.ptr[at];
        at += dbn_utf8_len(lead);
        from += unit_len(view->units, lead);
    }
    view->checkpoints = points.items;
    view->checkpoint_count = points.count;
    return DBN_OK;
}

dbn_status
dbn_view_decoded(const dbn_view **out, const dbn_view *source,
                 const dbn_decoding *decoding, dbn_job *job)
{
    if (decoding->text.len > DBN_DOCUMENT_MAX)
        return dbn_fail(&job->err, DBN_ERR_LIMIT,
                        "the decoded document is larger than 2147483647 bytes");
    dbn_view *view = dbn_arena_alloc(&job->arena, sizeof *view);
    if (view == NULL)
        return dbn_job_nomem(job);
    *view = (dbn_view){
        .parent = source,
        .origin = dbn_view_all(source),
        .text = decoding->text,
        .edits = decoding->edits.items,
        .edit_count = decoding->edits.count,
        .units = decoding->units,
        .pass = DBN_PASS_DECODE,
        .depth = source->depth + 1,
    };
    if (view->units != DBN_UNITS_SAME)
        DBN_TRY(set_checkpoints(view, job));
    *out = view;
    return DBN_OK;
}

/* Adjacent removals of one rule are one edit. */
static bool
continues(const dbn_edit *last, const dbn_fix *fix)
{
    return last->len == 0 && fix->len == 0 && last->to == fix->from &&
           last->rule == fix->rule;
}

static uint32_t
derived_len(dbn_range origin, const dbn_fixes *fixes)
{
    uint64_t len = dbn_range_len(origin);
    for (uint32_t i = 0; i < fixes->count; i++) {
        len += fixes->items[i].len;
        len -= fixes->items[i].to - fixes->items[i].from;
    }
    return len > DBN_DOCUMENT_MAX ? UINT32_MAX : (uint32_t)len;
}

/* A stage that proposes what cannot be applied must not overrun the text. */
static bool
are_in_order(const dbn_fixes *fixes, const dbn_view *parent, dbn_range origin)
{
    uint32_t from = origin.beg;
    if (origin.beg > origin.end || origin.end > parent->text.len)
        return false;
    for (uint32_t i = 0; i < fixes->count; i++) {
        const dbn_fix *fix = &fixes->items[i];
        if (fix->from < from || fix->to < fix->from || fix->to > origin.end)
            return false;
        from = fix->to;
    }
    return true;
}

/* Do the fixes take away the two ends, or one of them, and nothing else? What is left
 * is a part of the parent's text and need not be copied. */
static bool
only_trims(const dbn_fixes *fixes, dbn_range origin)
{
    const dbn_fix *first = &fixes->items[0], *last = &fixes->items[fixes->count - 1];
    if (fixes->count > 2 || first->len > 0 || last->len > 0)
        return false;
    return fixes->count == 2 ? first->from == origin.beg && last->to == origin.end
                             : first->from == origin.beg || first->to == origin.end;
}

/* Fill edits and text, both already of sufficient size; without a text, the edits
 * only. */
static uint32_t
apply(const dbn_fixes *fixes, const dbn_view *parent, dbn_range origin, char *text,
      dbn_edit *edits)
{
    uint32_t from = origin.beg, at = 0, count = 0;
    for (uint32_t i = 0; i < fixes->count; i++) {
        const dbn_fix *fix = &fixes->items[i];
        if (fix->from > from && text != NULL)
            memcpy(text + at, parent->text.ptr + from, fix->from - from);
        at += fix->from - from;
        if (fix->len > 0 && text != NULL)
            memcpy(text + at, fixes->pool.items + fix->text, fix->len);
        if (count > 0 && continues(&edits[count - 1], fix))
            edits[count - 1].to = fix->to;
        else
            edits[count++] = (dbn_edit){fix->from, fix->to, at, fix->len, fix->rule};
        at += fix->len;
        from = fix->to;
    }
    if (origin.end > from && text != NULL)
        memcpy(text + at, parent->text.ptr + from, origin.end - from);
    return count;
}

dbn_status
dbn_view_derive(const dbn_view **out, const dbn_view *parent, dbn_range origin,
                const dbn_fixes *fixes, dbn_pass pass, dbn_job *job)
{
    if (!are_in_order(fixes, parent, origin) || parent->depth + 1 >= DBN_VIEW_DEPTH)
        return dbn_fail(&job->err, DBN_ERR_USAGE,
                        "the proposed changes do not fit the text");
    dbn_view *view = dbn_arena_alloc(&job->arena, sizeof *view);
    if (view == NULL)
        return dbn_job_nomem(job);
    *view = (dbn_view){
        .parent = parent, .origin = origin, .pass = pass, .depth = parent->depth + 1};
    *out = view;
    if (fixes->count == 0) {
        view->text = dbn_span_slice(parent->text, origin);
        return DBN_OK;
    }
    uint32_t len = derived_len(origin, fixes);
    if (len == UINT32_MAX)
        return dbn_fail(&job->err, DBN_ERR_LIMIT,
                        "the text grows beyond 2147483647 bytes");
    bool is_shared = only_trims(fixes, origin);
    char *text = is_shared ? NULL : dbn_arena_grow(&job->arena, NULL, 0, len);
    dbn_edit *edits =
        dbn_arena_grow(&job->arena, NULL, 0, fixes->count * sizeof *edits);
    if ((text == NULL && !is_shared) || edits == NULL)
        return dbn_job_nomem(job);
    view->edit_count = apply(fixes, parent, origin, text, edits);
    view->edits = edits;
    view->text = (dbn_span){text, len};
    if (is_shared)
        view->text.ptr =
            parent->text.ptr + (edits[0].from == origin.beg ? edits[0].to : origin.beg);
    return DBN_OK;
}

/* How many edits `is_before` holds for; it holds for a first part of them, which ends
 * near `near`, or not: that only costs more steps. */
static inline uint32_t
edits_before(const dbn_view *view, uint32_t near, uint32_t offset,
             bool (*is_before)(const dbn_edit *, uint32_t))
{
    const dbn_edit *edits = view->edits;
    uint32_t low = 0, high = view->edit_count, step = 1;
    if (near < high && is_before(&edits[near], offset)) {
        low = near + 1;
        for (; high - low > step && is_before(&edits[low + step - 1], offset);
             step *= 2)
            low += step;
        if (high - low > step)
            high = low + step - 1;
    } else if (near < high) {
        high = near;
        for (; high - low > step && !is_before(&edits[high - step], offset); step *= 2)
            high -= step;
        if (high - low > step)
            low = high - step + 1;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_before(&view->edits[middle], offset))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The edit that would stand at `at` of `len` bytes if all were spread evenly. */
static uint32_t
edit_near(const dbn_view *view, uint32_t at, size_t len)
{
    return (uint32_t)((uint64_t)view->edit_count * at / (len + 1));
}

static bool
child_end_up_to(const dbn_edit *edit, uint32_t offset)
{
    return edit->at + edit->len <= offset;
}

static bool
child_begins_below(const dbn_edit *edit, uint32_t offset)
{
    return edit->at < offset;
}

static bool
parent_end_up_to(const dbn_edit *edit, uint32_t offset)
{
    return edit->to <= offset;
}

static bool
parent_begins_below(const dbn_edit *edit, uint32_t offset)
{
    return edit->from < offset;
}

uint32_t
dbn_view_edits_in(const dbn_view *view, dbn_range range)
{
    size_t len = view->text.len;
    return edits_before(view, edit_near(view, range.end, len), range.end,
                        child_begins_below) -
           edits_before(view, edit_near(view, range.beg, len), range.beg,
                        child_end_up_to);
}

/* Where the run of same text after the first `count` edits starts. */
static dbn_checkpoint
run_start(const dbn_view *view, uint32_t count)
{
    if (count == 0)
        return (dbn_checkpoint){0, view->origin.beg};
    const dbn_edit *edit = &view->edits[count - 1];
    return (dbn_checkpoint){edit->at + edit->len, edit->to};
}

static dbn_checkpoint
nearest_checkpoint(const dbn_view *view, dbn_checkpoint start, uint32_t offset,
                   bool offset_in_child)
{
    uint32_t low = 0, high = view->checkpoint_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const dbn_checkpoint *point = &view->checkpoints[middle];
        if ((offset_in_child ? point->at : point->from) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && view->checkpoints[low - 1].at > start.at)
        return view->checkpoints[low - 1];
    return start;
}

/* Offset in the parent of `at`, which lies in the run after `count` edits. */
static uint32_t
offset_back(const dbn_view *view, uint32_t count, uint32_t at)
{
    dbn_checkpoint start = run_start(view, count);
    if (view->units == DBN_UNITS_SAME)
        return start.from + (at - start.at);
    start = nearest_checkpoint(view, start, at, true);
    while (start.at < at) {
        unsigned char lead = (unsigned char)view->text.ptr[start.at];
        start.at += dbn_utf8_len(lead);
        start.from += unit_len(view->units, lead);
    }
    return start.from;
}

/* Offset in the child of `from`, which lies in the run after `count` edits. */
static uint32_t
offset_forward(const dbn_view *view, uint32_t count, uint32_t from)
{
    dbn_checkpoint start = run_start(view, count);
    if (view->units == DBN_UNITS_SAME)
        return start.at + (from - start.from);
    start = nearest_checkpoint(view, start, from, false);
    while (start.from < from && start.at < view->text.len) {
        unsigned char lead = (unsigned char)view->text.ptr[start.at];
        start.at += dbn_utf8_len(lead);
        start.from += unit_len(view->units, lead);
    }
    return start.at;
}

static dbn_range
empty_back(const dbn_view *view, uint32_t at)
{
    uint32_t near = edit_near(view, at, view->text.len);
    uint32_t after = edits_before(view, near, at, child_end_up_to);
    if (after < view->edit_count && view->edits[after].at < at)
        return (dbn_range){view->edits[after].from, view->edits[after].to};
    uint32_t first = after;
    while (first > 0 && view->edits[first - 1].at == at)
        first--;
    if (first < after)
        return (dbn_range){view->edits[first].from, view->edits[after - 1].to};
    uint32_t from = offset_back(view, after, at);
    return (dbn_range){from, from};
}

dbn_range
dbn_range_back(const dbn_view *view, dbn_range range)
{
    if (view->parent == NULL)
        return range;
    if (range.beg == range.end)
        return empty_back(view, range.beg);
    dbn_range out;
    uint32_t near = edit_near(view, range.beg, view->text.len);
    uint32_t count = edits_before(view, near, range.beg, child_end_up_to);
    if (count < view->edit_count && view->edits[count].at <= range.beg)
        out.beg = view->edits[count].from;
    else
        out.beg = offset_back(view, count, range.beg);
    count = edits_before(view, count, range.end, child_begins_below);
    if (count > 0 &&
        view->edits[count - 1].at + view->edits[count - 1].len >= range.end)
        out.end = view->edits[count - 1].to;
    else
        out.end = offset_back(view, count, range.end);
    return out;
}

dbn_range
dbn_range_forward(const dbn_view *view, dbn_range range)
{
    if (view->parent == NULL)
        return range;
    if (range.beg < view->origin.beg)
        range.beg = view->origin.beg;
    if (range.end > view->origin.end)
        range.end = view->origin.end;
    if (range.end < range.beg)
        range.end = range.beg;
    dbn_range out;
    uint32_t near =
        edit_near(view, range.beg - view->origin.beg, dbn_range_len(view->origin));
    uint32_t count = edits_before(view, near, range.beg, parent_end_up_to);
    if (count < view->edit_count && view->edits[count].from <= range.beg)
        out.beg = view->edits[count].at;
    else
        out.beg = offset_forward(view, count, range.beg);
    if (range.beg == range.end)
        return (dbn_range){out.beg, out.beg};
    count = edits_before(view, count, range.end, parent_begins_below);
    if (count > 0 && view->edits[count - 1].to >= range.end)
        out.end = view->edits[count - 1].at + view->edits[count - 1].len;
    else
        out.end = offset_forward(view, count, range.end);
    if (out.end < out.beg)
        out.end = out.beg;
    return out;
}

dbn_range
dbn_range_back_to(const dbn_view *view, const dbn_view *ancestor, dbn_range range)
{
    for (; view != ancestor && view->parent != NULL; view = view->parent)
        range = dbn_range_back(view, range);
    return range;
}

uint32_t
dbn_view_chain(const dbn_view *chain[DBN_VIEW_DEPTH], const dbn_view *view)
{
    uint32_t count = view->depth + 1;
    for (uint32_t i = count; i-- > 0; view = view->parent)
        chain[i] = view;
    return count;
}

dbn_range
dbn_range_forward_to(const dbn_view *view, const dbn_view *ancestor, dbn_range range)
{
    const dbn_view *chain[DBN_VIEW_DEPTH];
    uint32_t count = dbn_view_chain(chain, view);
    for (uint32_t i = ancestor->depth + 1; i < count; i++)
        range = dbn_range_forward(chain[i], range);
    return range;
}

const dbn_view *
dbn_view_common(const dbn_view *a, const dbn_view *b)
{
    while (a != b) {
        if (a->depth >= b->depth)
            a = a->parent;
        else
            b = b->parent;
    }
    return a;
}
