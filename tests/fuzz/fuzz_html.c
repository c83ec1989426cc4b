/*
 * Arbitrary pages. The derived text maps back byte by byte; blocks are sorted, trimmed,
 * apart by one line feed, and cover the text; marks lie in their blocks, sorted; the
 * tokens follow each other without a gap; memory grows with the page.
 *
 * Input: a byte for the limit of depth, a byte for the limit of blocks (0: the
 * defaults), then the page. Bytes that are not UTF-8 are read as question marks.
 */
#include "base/utf8.h"
#include "read/html_page.h"
#include "read/html_tokens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of records and text a byte of page, and what an empty page costs. */
#define MEMORY_PER_BYTE 200
#define MEMORY_FIXED    (8U << 20)

static void
require(bool held)
{
    if (!held)
        abort();
}

static const dbn_profiles *
profiles(void)
{
    static dbn_profiles *loaded;
    dbn_error err;
    if (loaded == NULL)
        require(dbn_profiles_load(&loaded, DBN_DICTS_DIR, &err) == DBN_OK);
    return loaded;
}

/* The input as UTF-8, in the arena. */
static dbn_span
page_of(dbn_span bytes, dbn_job *job)
{
    char *text = dbn_arena_alloc(&job->arena, bytes.len);
    require(text != NULL);
    if (bytes.len > 0)
        memcpy(text, bytes.ptr, bytes.len);
    dbn_span page = {text, bytes.len};
    for (size_t at = dbn_utf8_invalid_at(page, 0); at < page.len;
         at = dbn_utf8_invalid_at(page, at))
        text[at] = '?';
    return page;
}

static void
check_tokens(dbn_span page)
{
    dbn_html_tokens tokens;
    uint32_t end = 0;
    dbn_html_tokens_init(&tokens, page);
    for (dbn_html_token token; dbn_html_next(&tokens, &token); end = token.range.end)
        require(token.range.beg == end && token.range.end > end);
    require(end == page.len);
}

static void
check_mapping(const dbn_view *view)
{
    dbn_span source = view->parent->text;
    uint32_t edit = 0, last = 0;
    for (uint32_t at = 0; at < view->text.len; at++) {
        dbn_range from = dbn_range_back(view, (dbn_range){at, at + 1});
        require(last <= from.beg && from.beg <= from.end && from.end <= source.len);
        last = from.beg;
        while (edit < view->edit_count &&
               view->edits[edit].at + view->edits[edit].len <= at)
            edit++;
        if (edit == view->edit_count || view->edits[edit].at > at)
            require(from.end - from.beg == 1 &&
                    source.ptr[from.beg] == view->text.ptr[at]);
    }
    require(dbn_utf8_invalid_at(view->text, 0) == view->text.len);
}

static void
check_blocks(const dbn_records *records)
{
    dbn_span text = records->view->text;
    uint32_t end = 0;
    require(records->hints.count == records->blocks.count);
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        const dbn_block *block = &records->blocks.items[i];
        require(block->range.beg < block->range.end && block->range.end <= text.len);
        require(block->range.beg == (i == 0 ? 0 : end + 1));
        require(i == 0 || text.ptr[end] == '\n');
        require(!dbn_html_is_space(text.ptr[block->range.beg]));
        require(!dbn_html_is_space(text.ptr[block->range.end - 1]));
        require(block->parent == DBN_NONE || block->parent < i);
        require(block->role < DBN_ROLE_COUNT && block->rule != DBN_RULE_NONE);
        end = block->range.end;
    }
    require(end == text.len);
}

static void
check_marks(const dbn_records *records, uint32_t page_len)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < records->marks.count; i++) {
        const dbn_mark *mark = &records->marks.items[i];
        require(mark->block < records->blocks.count);
        dbn_range block = records->blocks.items[mark->block].range;
        require(last <= mark->range.beg && mark->range.beg <= mark->range.end);
        require(block.beg <= mark->range.beg && mark->range.end <= block.end);
        require(mark->open.beg < mark->open.end && mark->open.end <= mark->close.beg);
        require(mark->close.beg <= mark->close.end && mark->close.end <= page_len);
        last = mark->range.beg;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_span page = page_of((dbn_span){(const char *)data + 2, size - 2}, &job);
    dbn_read_input in = {.max_depth = data[0], .max_blocks = data[1]};
    dbn_read out = {0};
    const dbn_view *source;
    check_tokens(page);
    require(dbn_view_source(&source, page, &job) == DBN_OK);
    dbn_status status = dbn_html_extract(&out, source, &in, profiles(), &job);
    require(status == DBN_OK || status == DBN_ERR_LIMIT);
    require(job.arena.held + job.scratch.held <= size * MEMORY_PER_BYTE + MEMORY_FIXED);
    if (status == DBN_OK) {
        check_mapping(out.records.view);
        check_blocks(&out.records);
        check_marks(&out.records, (uint32_t)page.len);
        for (uint32_t i = 0; i < out.metas.count; i++)
            check_mapping(out.metas.items[i].value);
    }
    dbn_job_release(&job);
    return 0;
}
