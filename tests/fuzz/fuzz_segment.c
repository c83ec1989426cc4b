/*
 * tests/fuzz/fuzz_segment.c - sentences are sorted, disjoint, inside their block, and
 * hold everything that is not white space.
 */
#include "base/utf8.h"
#include "segment/segment.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Blocks end at line feeds. */
static void
make_blocks(dbn_records *records, dbn_job *job)
{
    dbn_span text = records->view->text;
    for (uint32_t beg = 0; beg < text.len;) {
        const char *feed = memchr(text.ptr + beg, '\n', text.len - beg);
        uint32_t end = feed == NULL ? (uint32_t)text.len : (uint32_t)(feed - text.ptr);
        dbn_block block = {.range = {beg, end}};
        if (dbn_vec_push(&job->arena, &records->blocks, block) != DBN_OK)
            return;
        beg = end + 1;
    }
}

static void
check(const dbn_segments *segments, const dbn_records *records)
{
    dbn_span text = records->view->text;
    uint32_t next = 0;
    for (uint32_t block = 0, at = 0; block < records->blocks.count; block++) {
        dbn_range range = records->blocks.items[block].range;
        for (at = range.beg;
             next < segments->count && segments->items[next].block == block; next++) {
            dbn_range sentence = segments->items[next].range;
            assert(at <= sentence.beg && sentence.beg < sentence.end);
            assert(sentence.end <= range.end);
            for (; at < sentence.beg; at++)
                assert(dbn_is_ascii_space(text.ptr[at]) || (text.ptr[at] & 0x80) != 0);
            at = sentence.end;
        }
        for (; at < range.end; at++)
            assert(dbn_is_ascii_space(text.ptr[at]) || (text.ptr[at] & 0x80) != 0);
    }
    assert(next == segments->count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span bytes = {(const char *)data, size};
    dbn_records records = {0};
    dbn_segments segments = {0};
    dbn_job job;
    if (dbn_utf8_invalid_at(bytes, 0) != size)
        return 0;
    dbn_job_init(&job, (size_t)64 << 20);
    if (dbn_view_source(&records.view, bytes, &job) == DBN_OK) {
        make_blocks(&records, &job);
        dbn_segment_input in = {.records = &records};
        if (dbn_segment_run(&segments, &in, NULL, &job) == DBN_OK)
            check(&segments, &records);
    }
    dbn_job_release(&job);
    return 0;
}
