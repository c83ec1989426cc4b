#include "flow/article.h"
#include "flow/furniture.h"
#include "flow/host.h"
#include "flow/learn.h"

#include "base/hash.h"

/* Longer blocks are no furniture that a list should hold. */
#define TEXT_MAX 2000U

/* The text with each stretch of white space as one space. */
static dbn_status
flatten(dbn_span *out, dbn_span text, dbn_job *job)
{
    char *flat = dbn_arena_alloc(&job->arena, text.len);
    size_t len = 0;
    if (flat == NULL)
        return dbn_job_nomem(job);
    for (size_t i = 0; i < text.len; i++) {
        bool is_space = (unsigned char)text.ptr[i] <= ' ';
        if (!is_space)
            flat[len++] = text.ptr[i];
        else if (len > 0 && flat[len - 1] != ' ')
            flat[len++] = ' ';
    }
    *out = (dbn_span){flat, len - (len > 0 && flat[len - 1] == ' ')};
    return DBN_OK;
}

static dbn_status
take_blocks(dbn_lesson_page *out, dbn_doc *doc, dbn_job *job)
{
    const uint64_t *hashes;
    const dbn_blocks *blocks = &doc->document.records.blocks;
    DBN_TRY(dbn_furniture_hashes(&hashes, &doc->document.records, &doc->job));
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_span text =
            dbn_span_slice(doc->document.page->text, blocks->items[i].range);
        dbn_lesson_block block = {.hash = hashes[i], .bytes = (uint32_t)text.len};
        if ((blocks->items[i].flags & DBN_BLOCK_KEPT) == 0)
            continue;
        if (text.len > TEXT_MAX)
            block.hash = 0;
        if (block.hash != 0)
            DBN_TRY(flatten(&block.text, text, job));
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &out->blocks, block));
    }
    return DBN_OK;
}

/* Which article it is: the address that the page gives for itself, where that is of
 * the same host. What stands behind # is a place in it. */
static dbn_status
identify(dbn_lesson_page *out, dbn_span url, dbn_span canonical, dbn_job *job)
{
    dbn_span host;
    DBN_TRY(dbn_host_of(&out->host, url, job));
    DBN_TRY(dbn_host_of(&host, canonical, job));
    if (out->host.len == 0)
        out->host = host;
    if (host.len > 0 && dbn_span_equal(host, out->host))
        url = canonical;
    const char *end = url.len == 0 ? NULL : memchr(url.ptr, '#', url.len);
    if (end != NULL)
        url.len = (size_t)(end - url.ptr);
    out->identity = dbn_hash_bytes(url);
    return DBN_OK;
}

dbn_status
dbn_learn_page(dbn_lesson_page *out, dbn_doc *doc, const dbn_input *input,
               const dbn_clean_options *options, dbn_job *out_job)
{
    *out = (dbn_lesson_page){0};
    dbn_status status = dbn_flow_article(doc, input, options);
    if (status == DBN_ERR_NOMEM)
        return status;
    if (status != DBN_OK || !doc->document.is_article)
        return DBN_OK;
    dbn_field canonical = doc->document.facts.canonical;
    DBN_TRY(identify(out, input->url,
                     canonical.view == NULL ? (dbn_span){NULL, 0}
                                            : dbn_field_text(&canonical),
                     out_job));
    return out->host.len == 0 ? DBN_OK : take_blocks(out, doc, out_job);
}
