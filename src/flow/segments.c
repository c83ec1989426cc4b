#include "flow/segments.h"

#include "segment/segment.h"

static bool
is_wanted(const dbn_document *doc, const dbn_block *block, bool all)
{
    if ((block->flags & DBN_BLOCK_REMOVED) != 0)
        return false;
    return all || !doc->is_article || block->role == DBN_ROLE_TITLE ||
           dbn_role_is_text((dbn_role)block->role);
}

/* Without extraction there are no blocks: the page is one. */
static dbn_status
whole_page(dbn_records *out, const dbn_document *doc, dbn_job *job)
{
    *out = doc->records;
    if (out->blocks.count > 0)
        return DBN_OK;
    out->view = doc->page;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &out->blocks,
                                   (dbn_block){.range = dbn_view_all(doc->page)}));
    return DBN_OK;
}

dbn_status
dbn_flow_segments(dbn_document *doc, dbn_flow_cutting cutting,
                  const dbn_profile *profile, dbn_job *job)
{
    dbn_records records;
    DBN_TRY(whole_page(&records, doc, job));
    bool *wanted = dbn_arena_alloc(&job->arena, records.blocks.count + 1);
    if (wanted == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < records.blocks.count; i++)
        wanted[i] = is_wanted(doc, &records.blocks.items[i], cutting.all);
    dbn_segment_input in = {
        .records = &records, .wanted = wanted, .breaks = cutting.breaks};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = dbn_segment_run(&doc->segments, &in, profile, job);
    dbn_arena_rewind(&job->scratch, mark);
    DBN_TRY(status);
    for (uint32_t i = 0; cutting.tokens && i < doc->segments.count; i++)
        DBN_TRY_PUSH(job, dbn_segment_tokens(&doc->tokens, doc->page->text,
                                             doc->segments.items[i].range, profile,
                                             &job->arena));
    return DBN_OK;
}
