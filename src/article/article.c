/*
 * article/article.c - the stage: a draft is measured, labelled, and its fields taken.
 */
#include "article/page.h"

#include "base/utf8.h"

/** A glued label and its name stand in the first bytes of a block. */
#define GLUED_BYTES 96U
/** The label itself is shorter. */
#define LABEL_BYTES 24U

static dbn_status
copy_records(dbn_article *out, const dbn_records *records, dbn_job *job)
{
    out->records = *records;
    out->records.blocks = (dbn_blocks){0};
    out->records.findings = (dbn_findings){0};
    DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, &out->records.blocks,
                                     records->blocks.items, records->blocks.count));
    DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, &out->records.findings,
                                     records->findings.items, records->findings.count));
    return DBN_OK;
}

/* The first bytes of a block, whole code points and at most `most`; up to its first
 * space when that is what is asked. */
static dbn_span
start_of(dbn_span block, uint32_t most, bool first_word)
{
    uint32_t len = 0;
    while (len < block.len && len < most && !(first_word && block.ptr[len] == ' '))
        len++;
    while (len > 0 && len < block.len && dbn_utf8_is_continuation(block.ptr[len]))
        len--;
    return (dbn_span){block.ptr, len};
}

/* "Update Claire Martin …": a label of live pages run together with the text. */
static dbn_status
report_glued(dbn_draft *draft)
{
    dbn_records *records = &draft->article->records;
    dbn_line line;
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        dbn_range range = records->blocks.items[i].range;
        dbn_finding finding = {.range = range, .rule = DBN_RULE_ARTICLE_GLUED_WORD};
        dbn_span text = dbn_draft_text(draft, range);
        uint32_t end;
        if (!dbn_draft_is_live(&records->blocks.items[i]))
            continue;
        dbn_line_cut(&line, start_of(text, LABEL_BYTES, true), draft->profile);
        if (line.count != 1 || !dbn_line_piece_is(&line.pieces[0], DBN_WORD_LIVE))
            continue;
        dbn_line_cut(&line, start_of(text, GLUED_BYTES, false), draft->profile);
        end = dbn_byline_glued_end(&line);
        finding.range.end = range.beg + end;
        if (end > 0)
            DBN_TRY_PUSH(draft->job,
                         dbn_vec_push(&draft->job->arena, &records->findings, finding));
    }
    return DBN_OK;
}

static bool
has_text(const dbn_draft *draft)
{
    const dbn_blocks *blocks = &draft->article->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++)
        if (dbn_draft_is_live(&blocks->items[i]))
            return true;
    return false;
}

static bool
has_prose(const dbn_draft *draft)
{
    for (uint32_t i = 0; i < draft->count; i++)
        if (draft->traits[i].is_prose)
            return true;
    return false;
}

static bool
has_left_out(const dbn_draft *draft)
{
    const dbn_blocks *blocks = &draft->article->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++)
        if (dbn_range_len(blocks->items[i].range) > 0 &&
            !dbn_role_is_text(blocks->items[i].role))
            return true;
    return false;
}

/* Nothing looks like an article: every block stays, under the rule that says so. */
static void
keep_everything(dbn_draft *draft)
{
    dbn_blocks *blocks = &draft->article->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        blocks->items[i].role = draft->in->records->blocks.items[i].role;
        if (!dbn_role_is_text(blocks->items[i].role))
            blocks->items[i].role = DBN_ROLE_PARAGRAPH;
        blocks->items[i].rule = DBN_RULE_ARTICLE_NONE;
    }
    draft->article->is_article = false;
}

/* Roles by wording and position among the blocks that stand in the text. Without a
 * sentence there is nothing to tell them by. */
static dbn_status
label(dbn_draft *draft)
{
    DBN_TRY(dbn_draft_measure(draft));
    if (has_prose(draft))
        dbn_draft_label(draft);
    else if (!draft->in->is_page)
        draft->article->is_article = false;
    return DBN_OK;
}

/* Wording is asked even where markup shows no article, since the text that comes out
 * may be read again, as a dump. When it finds nothing to leave out, all is kept. */
static dbn_status
find_roles(dbn_draft *draft)
{
    draft->article->is_article = true;
    if (draft->in->is_page)
        DBN_TRY(dbn_draft_page(draft));
    if (!draft->article->is_article)
        keep_everything(draft);
    dbn_draft_label_learnt(draft);
    DBN_TRY(label(draft));
    if (!has_text(draft)) {
        keep_everything(draft);
        if (draft->in->is_page)
            DBN_TRY(label(draft));
    }
    if (!has_text(draft) || (!draft->article->is_article && !draft->in->is_page))
        keep_everything(draft);
    else if (!draft->article->is_article)
        draft->article->is_article = has_left_out(draft);
    if (draft->in->is_page && draft->article->is_article)
        DBN_TRY(dbn_page_pictures(draft));
    return dbn_draft_fields(draft);
}

dbn_status
dbn_article_run(dbn_article *out, const dbn_article_input *in,
                const dbn_profile *profile, dbn_job *job)
{
    dbn_draft draft = {.article = out, .in = in, .profile = profile, .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status;
    *out = (dbn_article){.date = {.hour = -1, .minute = -1, .second = -1}};
    DBN_TRY(copy_records(out, in->records, job));
    if (in->keep_all)
        out->is_article = true;
    status = in->keep_all ? DBN_OK : find_roles(&draft);
    if (status == DBN_OK)
        status = report_glued(&draft);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
