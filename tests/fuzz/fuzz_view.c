/*
 * Two rounds of arbitrary fixes on a text. Every byte between edits must be the same
 * on both sides, and ranges must map both ways without losing anything: an unchanged
 * range maps back and forward to itself, any other range only widens.
 *
 * Input: six bytes a fix (from, length, length of the replacement, rule), as
 * many as the first byte says; the rest is the text.
 */
#include "text/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FIX_BYTES   6
#define LETTERS_MAX 9

static void
require(bool held)
{
    if (!held)
        abort();
}

typedef struct reader {
    const uint8_t *at, *end;
} reader;

static uint32_t
number(reader *in, uint32_t bytes)
{
    uint32_t value = 0;
    for (; bytes > 0 && in->at < in->end; bytes--)
        value = value << 8 | *in->at++;
    return value;
}

static void
propose(dbn_fixes *fixes, reader *in, uint32_t text_len, dbn_job *job)
{
    static const char letters[LETTERS_MAX + 1] = "aXé€b\n";
    uint32_t from = number(in, 2) % (text_len + 1);
    uint32_t len = number(in, 1) % (text_len - from + 1);
    uint32_t letter_count = number(in, 1) % (LETTERS_MAX + 1);
    dbn_rule rule = number(in, FIX_BYTES - 4) % 3;
    dbn_range range = {from, from + len};
    dbn_status status =
        letter_count == 0 ? dbn_fixes_remove(fixes, &job->scratch, range, rule)
                          : dbn_fixes_replace(fixes, &job->scratch, range,
                                              (dbn_span){letters, letter_count}, rule);
    require(status == DBN_OK);
}

/* The bytes [at, at + same) of the view stand at `from` of its parent, unchanged. */
static void
check_unchanged(const dbn_view *view, uint32_t at, uint32_t from, uint32_t same)
{
    if (same == 0)
        return;
    dbn_range back = dbn_range_back(view, (dbn_range){at, at + same});
    require(back.beg == from && back.end == from + same);
    dbn_range forward = dbn_range_forward(view, back);
    require(forward.beg == at && forward.end == at + same);
    require(memcmp(view->parent->text.ptr + from, view->text.ptr + at, same) == 0);
}

static void
check_same_between_edits(const dbn_view *view)
{
    uint32_t from = view->origin.beg;
    uint32_t at = 0;
    for (uint32_t i = 0; i <= view->edit_count; i++) {
        const dbn_edit *edit = i < view->edit_count ? &view->edits[i] : NULL;
        uint32_t same_end = edit != NULL ? edit->from : view->origin.end;
        require(same_end >= from);
        uint32_t same = same_end - from;
        require(same <= view->text.len - at);
        check_unchanged(view, at, from, same);
        if (edit == NULL) {
            require(at + same == view->text.len);
            return;
        }
        require(edit->at == at + same);
        from = edit->to;
        at = edit->at + edit->len;
    }
}

/* Without the text at both ends that was inserted between two bytes of the parent:
 * it has no place there to come back from. */
static dbn_range
without_insertions(const dbn_view *view, dbn_range range)
{
    for (uint32_t i = 0; i < view->edit_count; i++) {
        const dbn_edit *edit = &view->edits[i];
        if (edit->from == edit->to && edit->at <= range.beg &&
            range.beg < edit->at + edit->len)
            range.beg = edit->at + edit->len;
    }
    for (uint32_t i = view->edit_count; i-- > 0;) {
        const dbn_edit *edit = &view->edits[i];
        if (edit->from == edit->to && edit->at < range.end &&
            range.end <= edit->at + edit->len)
            range.end = edit->at;
    }
    return range;
}

static void
check_mapping(const dbn_view *view, dbn_range range)
{
    dbn_range back = dbn_range_back(view, range);
    require(back.beg <= back.end && back.beg >= view->origin.beg &&
            back.end <= view->origin.end);
    dbn_range again = dbn_range_forward(view, back);
    require(again.beg <= again.end && again.end <= view->text.len);
    dbn_range kept = without_insertions(view, range);
    if (kept.beg < kept.end)
        require(again.beg <= kept.beg && again.end >= kept.end);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reader in = {data, data + size};
    uint32_t fix_count = number(&in, 1);
    if ((size_t)(in.end - in.at) < (size_t)fix_count * FIX_BYTES + 1)
        return 0;
    reader fix_bytes = {in.at, in.at + (size_t)fix_count * FIX_BYTES};
    dbn_span text = {(const char *)fix_bytes.end, (size_t)(in.end - fix_bytes.end)};

    dbn_job job;
    dbn_job_init(&job, 0);
    const dbn_view *view;
    require(dbn_view_source(&view, text, &job) == DBN_OK);
    for (uint32_t round = 0; round < 2; round++) {
        dbn_fixes fixes = {0};
        for (uint32_t i = 0; i < fix_count / 2; i++)
            propose(&fixes, &fix_bytes, (uint32_t)view->text.len, &job);
        (void)dbn_fixes_resolve(&fixes);
        require(dbn_view_derive(&view, view, dbn_view_all(view), &fixes,
                                DBN_PASS_REPAIR, &job) == DBN_OK);
        check_same_between_edits(view);
        uint32_t len = (uint32_t)view->text.len;
        for (uint32_t beg = 0; beg <= len; beg += 1 + len / 16)
            for (uint32_t end = beg; end <= len; end += 1 + len / 16)
                check_mapping(view, (dbn_range){beg, end});
    }
    dbn_job_release(&job);
    return 0;
}
