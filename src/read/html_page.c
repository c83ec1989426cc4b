/*
 * read/html_page.c - a page from its first token to its last.
 *
 *     tokens ─▶ tags (html_tags) ─▶ open elements (html_open), their meaning
 *            │                      (html_roles), their marks (html_marks)
 *            └▶ text (html_blocks) ─▶ blocks, fixes (html_text)
 *
 * Every token is looked at once; what a token can cost is bounded by limits.
 */
#include "read/html_page.h"

#include "read/html_builder.h"

#include <assert.h>

/* A page has at most one mark for so many of its bytes: an element that spans a
 * thousand blocks has a mark in each, and a thousand such elements would have a
 * million. No tag is shorter, so ordinary marks never meet it. */
#define BYTES_A_MARK 3
/* Bytes of markup that the end of the page cuts off, from which on that is said: less
 * is a tag that was under way. */
#define UNCLOSED_MIN 64U

/* Note the limits that the tag at hand passes, with the block that is open or next. */
static void
note_limits(dbn_html_builder *b)
{
    const bool passed[DBN_HTML_LIMITS] = {[DBN_HTML_LIMIT_DEPTH] = b->open.beyond > 0,
                                          [DBN_HTML_LIMIT_ATTRIBUTES] =
                                              b->tokens.has_more,
                                          [DBN_HTML_LIMIT_METAS] = b->metas.has_more,
                                          [DBN_HTML_LIMIT_END] = b->is_unclosed};
    for (int i = 0; i < DBN_HTML_LIMITS; i++)
        if (passed[i] && b->limits[i] == DBN_NONE)
            b->limits[i] = b->block == DBN_NONE ? b->records->blocks.count : b->block;
}

/* A finding for each limit that was passed, on its block; at the end of the text where
 * no block follows. */
static dbn_status
report_limits(dbn_html_builder *b)
{
    static const dbn_rule rules[DBN_HTML_LIMITS] = {
        [DBN_HTML_LIMIT_DEPTH] = DBN_RULE_EXTRACT_DEPTH,
        [DBN_HTML_LIMIT_ATTRIBUTES] = DBN_RULE_EXTRACT_ATTRIBUTES,
        [DBN_HTML_LIMIT_METAS] = DBN_RULE_EXTRACT_METAS,
        [DBN_HTML_LIMIT_END] = DBN_RULE_EXTRACT_UNCLOSED};
    dbn_records *records = b->records;
    for (int i = 0; i < DBN_HTML_LIMITS; i++) {
        dbn_finding finding = {.range = {b->text.len, b->text.len}, .rule = rules[i]};
        if (b->limits[i] == DBN_NONE)
            continue;
        if (b->limits[i] < records->blocks.count)
            finding.range = records->blocks.items[b->limits[i]].range;
        DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &records->findings, finding));
    }
    return DBN_OK;
}

/* A comment, or a tag that is none since nothing closes it, to the end of the page. */
static bool
is_unclosed(const dbn_html_builder *b, const dbn_html_token *token)
{
    dbn_span text = b->tokens.text, markup = dbn_span_slice(text, token->range);
    if (token->range.end < text.len || markup.len < UNCLOSED_MIN)
        return false;
    if (token->kind != DBN_HTML_COMMENT)
        return true;
    return dbn_span_starts(markup, DBN_SPAN("<!--"))
               ? !dbn_span_ends(markup, DBN_SPAN("-->")) &&
                     !dbn_span_ends(markup, DBN_SPAN("--!>"))
               : !dbn_span_ends(markup, DBN_SPAN(">"));
}

static dbn_status
take_token(dbn_html_builder *b, const dbn_html_token *token)
{
    switch (token->kind) {
    case DBN_HTML_TEXT:
        return dbn_html_take_text(b, token->range);
    case DBN_HTML_REFERENCE:
        return dbn_html_take_reference(b, token);
    case DBN_HTML_START:
        DBN_TRY(dbn_html_take_start(b, token));
        note_limits(b);
        return DBN_OK;
    case DBN_HTML_CLOSE:
        return dbn_html_take_end(b, token);
    case DBN_HTML_COMMENT:
        b->is_unclosed |= is_unclosed(b, token);
        return dbn_html_gap(b, token->range, DBN_HTML_PIECE_COMMENT);
    case DBN_HTML_DOCTYPE:
    case DBN_HTML_NOTHING:
        b->is_unclosed |= is_unclosed(b, token);
        return dbn_html_gap(b, token->range, DBN_HTML_PIECE_TAG);
    }
    return DBN_OK;
}

static dbn_status
init(dbn_html_builder *b, dbn_read *out, const dbn_view *page, const dbn_read_input *in)
{
    dbn_arena *scratch = &b->job->scratch;
    uint32_t depth = in->max_depth == 0 ? DBN_MAX_DEPTH : in->max_depth;
    out->records = (dbn_records){0};
    out->metas.count = 0;
    dbn_html_tokens_init(&b->tokens, page->text);
    b->records = &out->records;
    b->metas = (dbn_html_metas){.out = &out->metas, .page = page, .job = b->job};
    b->max_blocks = in->max_blocks == 0 ? DBN_MAX_BLOCKS : in->max_blocks;
    b->max_marks = (uint32_t)(page->text.len / BYTES_A_MARK);
    b->block = DBN_NONE;
    memset(b->limits, 0xFF, sizeof b->limits); /* DBN_NONE */
    /* The page itself. */
    DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &out->records.containers, 0));
    DBN_TRY_PUSH(b->job, dbn_html_text_init(&b->text, scratch, page->text));
    /* The document and one element at least. */
    DBN_TRY_PUSH(b->job, dbn_html_stack_init(&b->open, scratch, page->text,
                                             depth < 2 ? 2 : depth));
    return DBN_OK;
}

/* The page ends: so does all that is open. */
static dbn_status
finish(dbn_html_builder *b)
{
    uint32_t end = (uint32_t)b->tokens.text.len;
    b->is_unclosed |= b->in_raw;
    if (b->in_raw)
        DBN_TRY(dbn_html_close_raw(b, end));
    while (b->open.count > 1)
        DBN_TRY(dbn_html_close_top(b, (dbn_range){end, end}));
    dbn_html_block_end(b);
    if (b->records->blocks.count > 0) {
        b->block = b->records->blocks.count - 1;
        for (uint32_t i = 0; i < b->waiting.count; i++)
            DBN_TRY_PUSH(b->job, dbn_html_mark_empty(b, b->waiting.items[i]));
    }
    dbn_html_marks_settle(b);
    dbn_html_lists_settle(b);
    DBN_TRY_PUSH(b->job, dbn_html_text_finish(&b->text));
    note_limits(b); /* JSON-LD makes statements where its script ends */
    return report_limits(b);
}

static dbn_status
extract(dbn_html_builder *b, dbn_read *out, const dbn_view *page,
        const dbn_read_input *in)
{
    DBN_TRY(init(b, out, page, in));
    for (dbn_html_token token; dbn_html_next(&b->tokens, &token);) {
        DBN_TRY(take_token(b, &token));
        b->tokens.in_foreign = dbn_html_top(&b->open)->is_foreign;
    }
    DBN_TRY(finish(b));
    DBN_TRY(dbn_view_derive(&b->records->view, page, dbn_view_all(page), &b->text.fixes,
                            DBN_PASS_EXTRACT, b->job));
    assert(b->records->view->text.len == b->text.len);
    return DBN_OK;
}

/* A page that hides all it has, until a script runs, is read with what it hides. */
static dbn_status
extract_shown(dbn_html_builder *b, dbn_read *out, const dbn_view *page,
              const dbn_read_input *in)
{
    dbn_job *job = b->job;
    const dbn_profiles *profiles = b->profiles;
    DBN_TRY(extract(b, out, page, in));
    if (out->records.blocks.count > 0 || !b->has_hidden)
        return DBN_OK;
    memset(b, 0, sizeof *b);
    b->job = job;
    b->profiles = profiles;
    b->keeps_hidden = true;
    return extract(b, out, page, in);
}

dbn_status
dbn_html_extract(dbn_read *out, const dbn_view *decoded, const dbn_read_input *in,
                 const dbn_profiles *profiles, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = DBN_ERR_NOMEM;
    dbn_html_builder *b = dbn_arena_alloc(&job->scratch, sizeof *b);
    if (b == NULL) {
        status = dbn_job_nomem(job);
    } else {
        b->job = job;
        b->profiles = profiles;
        status = extract_shown(b, out, decoded, in);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
