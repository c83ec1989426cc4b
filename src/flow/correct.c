/*
 * flow/correct.c - the repairs of `check`: fixes of a page, made in the document
 * itself.
 *
 *     decoded ─▶ corrected ─▶ corrected again ─▶ … (views, one a round)
 *        │           └─read, check▶ fixes
 *        └─read, check▶ fixes
 *
 * Fixes are ranges of a page. Each is reduced to the bytes that it changes and mapped
 * back to the text that the page was read from; where markup, a character reference or
 * a joined line stands there instead of those bytes, the fix is left to people. A fix
 * may make room for another one, so that the corrected text is read and checked as a
 * document of its own; but its fixes make a child of the corrected view, and any range
 * of the last text maps back to the source.
 */
#include "base/utf8.h"
#include "check/check.h"
#include "flow/desk.h"

/* The bytes that a fix changes, at least one that stands there, so that its place in
 * the source is beyond doubt. */
static void
trim_fix(dbn_range *range, dbn_span *text, dbn_span page)
{
    while (range->end - range->beg > 1 && text->len > 1 &&
           page.ptr[range->beg] == text->ptr[0] &&
           !dbn_utf8_is_continuation(text->ptr[1]) &&
           !dbn_utf8_is_continuation(page.ptr[range->beg + 1])) {
        range->beg++;
        text->ptr++;
        text->len--;
    }
    while (range->end - range->beg > 1 && text->len > 0 &&
           page.ptr[range->end - 1] == text->ptr[text->len - 1] &&
           !dbn_utf8_is_continuation(page.ptr[range->end - 1])) {
        range->end--;
        text->len--;
    }
    if (range->beg < range->end)
        return;
    if (range->beg > 0) /* an insertion: with the character before it */
        range->beg--;
    while (range->beg > 0 && dbn_utf8_is_continuation(page.ptr[range->beg]))
        range->beg--;
}

/* What is corrected: a view, which is one of those that the page of `seen` was read
 * from, or has the text of its source. */
typedef struct base {
    const dbn_view *view;
    const dbn_doc *seen;
    const dbn_view *read; /* of `seen`: the same text as `view` */
} base;

static dbn_status
add_fix(dbn_fixes *out, const base *b, const dbn_finding *finding, dbn_arena *arena)
{
    const dbn_document *d = &b->seen->document;
    const dbn_fix *fix = &d->fixes.items[finding->first_fix];
    dbn_range range = {fix->from, fix->to};
    dbn_span page = d->page->text, text = dbn_fix_text(&d->fixes, fix);
    trim_fix(&range, &text, page);
    dbn_range place = dbn_range_back_to(d->page, b->read, range);
    if (!dbn_span_equal(dbn_span_slice(b->read->text, place),
                        dbn_span_slice(page, range)))
        return DBN_OK;
    dbn_buffer whole = {0};
    if (range.beg < fix->from) { /* an insertion keeps what stands before it */
        dbn_span kept = dbn_span_slice(page, (dbn_range){range.beg, fix->from});
        DBN_TRY(dbn_vec_append(arena, &whole, kept.ptr, (uint32_t)kept.len));
        DBN_TRY(dbn_vec_append(arena, &whole, text.ptr, (uint32_t)text.len));
        text = (dbn_span){whole.items, whole.count};
    }
    return dbn_fixes_replace(out, arena, place, text, fix->rule);
}

/* The wanted fixes of what was seen, made: *view becomes a child of itself. False in
 * *has_changed where there are none. */
static dbn_status
derive(const dbn_view **view, bool *has_changed, const base *b,
       const dbn_check_options *options, dbn_job *job)
{
    const dbn_findings *findings = &b->seen->document.records.findings;
    const dbn_ruleset *rules = b->seen->engine->rules;
    dbn_fixes fixes = {0};
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *f = &findings->items[i];
        bool is_wanted = f->fix_count > 0 && (options->repair == DBN_REPAIR_ALL ||
                                              dbn_check_is_safe(rules, f));
        if (is_wanted)
            DBN_TRY_PUSH(job, add_fix(&fixes, b, f, &job->arena));
    }
    *has_changed = fixes.count > 0;
    if (fixes.count == 0)
        return DBN_OK;
    dbn_fixes_resolve(&fixes);
    return dbn_view_derive(view, b->view, dbn_view_all(b->view), &fixes,
                           DBN_PASS_CORRECTION, job);
}

/* Look at what was corrected, in `again`, and correct that. */
static dbn_status
correct_again(dbn_doc *doc, dbn_doc *again, bool *has_changed, const dbn_input *input,
              const dbn_check_options *options)
{
    dbn_input next = *input;
    next.bytes = doc->document.corrected->text;
    next.is_utf8 = true;
    dbn_status status = dbn_flow_look(again, &next, options);
    if (status != DBN_OK) {
        doc->job.err = again->job.err;
        return status;
    }
    base b = {doc->document.corrected, again, again->document.source};
    return derive(&doc->document.corrected, has_changed, &b, options, &doc->job);
}

dbn_status
dbn_flow_correct(dbn_doc *doc, const dbn_input *input, const dbn_check_options *options)
{
    dbn_doc again;
    bool has_changed = false;
    base b = {doc->document.decoded, doc, doc->document.decoded};
    doc->document.corrected = b.view;
    DBN_TRY(derive(&doc->document.corrected, &has_changed, &b, options, &doc->job));
    if (!has_changed)
        return DBN_OK;
    dbn_status status = dbn_doc_init(&again, doc->engine, doc->job.arena.budget);
    if (status != DBN_OK)
        doc->job.err = again.job.err;
    again.choices = doc->choices; /* lent, like the words */
    again.words = doc->words;
    for (int round = 1; status == DBN_OK && has_changed && round < DBN_DESK_ROUNDS;
         round++)
        status = correct_again(doc, &again, &has_changed, input, options);
    doc->choices = again.choices;
    doc->words = again.words;
    again.choices = (dbn_choices){0};
    again.words = (dbn_words){0};
    dbn_doc_release(&again);
    return status;
}
