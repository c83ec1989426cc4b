/*
 * Repetition in arbitrary text: removals are whole blocks, or what stands at the
 * beginning or the end of one; every one has a copy whose partner stays or went for the
 * sake of another; and a second run over what stays finds nothing.
 *
 * Input: the text; its lines are blocks; a line that starts with '#' is a heading, one
 * that starts with '@' a caption.
 */
#include "base/utf8.h"
#include "dedup/dedup.h"
#include "key/shared.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT_MAX 16384

static void
require(bool held)
{
    if (!held)
        abort();
}

static void
read_blocks(dbn_records *records, dbn_span text, dbn_job *job)
{
    *records = (dbn_records){0};
    require(dbn_view_source(&records->view, text, job) == DBN_OK);
    for (uint32_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        uint32_t stop = end == NULL ? (uint32_t)text.len : (uint32_t)(end - text.ptr);
        dbn_block block = {.range = {at, stop}, .parent = DBN_NONE};
        if (text.ptr[at] == '#')
            block.role = (uint8_t)DBN_ROLE_HEADING;
        if (text.ptr[at] == '@')
            block.role = (uint8_t)DBN_ROLE_CAPTION;
        if (stop > at)
            require(dbn_vec_push(&job->arena, &records->blocks, block) == DBN_OK);
        at = stop + 1;
    }
}

static dbn_dedup
run(const dbn_records *records, dbn_job *job)
{
    dbn_key key;
    const bool *shared;
    dbn_segments segments;
    dbn_dedup dedup;
    require(dbn_key_make(&key, records, NULL, job) == DBN_OK);
    require(dbn_key_shared(&shared, &key, records->blocks.count, NULL, job) == DBN_OK);
    require(dbn_segment_run(&segments, &(dbn_segment_input){records, shared}, NULL,
                            job) == DBN_OK);
    dbn_dedup_input input = {records, &key, &segments, DBN_SURVIVOR_FINEST};
    require(dbn_dedup_run(&dedup, &input, NULL, job) == DBN_OK);
    return dedup;
}

static bool
has_copy(const dbn_dedup *dedup, dbn_range range)
{
    for (uint32_t i = 0; i < dedup->copies.count; i++) {
        const dbn_copy *copy = &dedup->copies.items[i];
        if (!copy->survivor && copy->range.beg >= range.beg &&
            copy->range.end <= range.end)
            return true;
    }
    return false;
}

/* What stays of a block. `removed` counts the removals inside it. */
static dbn_range
rest_of(const dbn_dedup *dedup, dbn_range range, uint32_t *removed)
{
    dbn_range rest = range;
    for (uint32_t i = 0; i < dedup->fixes.count; i++) {
        dbn_range gone = {dedup->fixes.items[i].from, dedup->fixes.items[i].to};
        if (gone.beg < range.beg || gone.end > range.end || gone.beg == gone.end)
            continue;
        require(has_copy(dedup, gone));
        require(gone.beg == rest.beg || gone.end == rest.end);
        if (gone.beg == rest.beg)
            rest.beg = gone.end;
        else
            rest.end = gone.beg;
        ++*removed;
    }
    return rest;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span text = {(const char *)data, size < TEXT_MAX ? size : TEXT_MAX};
    text.len = dbn_utf8_invalid_at(text, 0);
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_records records, rest;
    read_blocks(&records, text, &job);
    dbn_dedup first = run(&records, &job);
    rest = (dbn_records){.view = records.view};
    uint32_t removed = 0;
    for (uint32_t i = 0; i < records.blocks.count; i++) {
        dbn_block block = records.blocks.items[i];
        block.range = rest_of(&first, block.range, &removed);
        if (block.range.beg < block.range.end)
            require(dbn_vec_push(&job.arena, &rest.blocks, block) == DBN_OK);
    }
    require(removed == first.fixes.count);
    require(removed == 0 || rest.blocks.count > 0);
    require(run(&rest, &job).fixes.count == 0);
    dbn_job_release(&job);
    return 0;
}
