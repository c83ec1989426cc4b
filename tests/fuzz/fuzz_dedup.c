/*
 * Repetition in arbitrary text: removals stand inside blocks, in order, and every one
 * has a copy; something stays; and once nothing is left to find inside blocks, a run
 * over what stays finds nothing.
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
    dbn_seeds seeds;
    const bool *shared;
    dbn_segments segments;
    dbn_dedup dedup;
    require(dbn_key_make(&key, records, NULL, job) == DBN_OK);
    uint32_t count = records->blocks.count;
    require(dbn_key_shared(&shared, &seeds, &key, count, NULL, job) == DBN_OK);
    require(dbn_segment_run(&segments,
                            &(dbn_segment_input){.records = records, .wanted = shared},
                            NULL, job) == DBN_OK);
    dbn_dedup_input input = {records, &key, &seeds, &segments, DBN_SURVIVOR_FINEST};
    require(dbn_dedup_run(&dedup, &input, NULL, job) == DBN_OK);
    return dedup;
}

static bool
is_inside_block(const dbn_records *records, dbn_range range)
{
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        dbn_range block = records->blocks.items[i].range;
        if (block.beg <= range.beg && range.end <= block.end)
            return true;
    }
    return false;
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

/* The blocks without what is to be removed. */
static dbn_records
rest_of(const dbn_records *records, const dbn_dedup *dedup, dbn_job *job)
{
    dbn_range reached = {0, 0};
    for (uint32_t i = 0; i < dedup->fixes.count; i++) {
        dbn_range gone = {dedup->fixes.items[i].from, dedup->fixes.items[i].to};
        require(gone.beg >= reached.end && gone.end > gone.beg);
        require(is_inside_block(records, gone) && has_copy(dedup, gone));
        reached = gone;
    }
    const dbn_view *view;
    dbn_records rest;
    require(dbn_view_derive(&view, records->view, dbn_view_all(records->view),
                            &dedup->fixes, DBN_PASS_REPETITION, job) == DBN_OK);
    require(dbn_records_carry(&rest, records, view, job) == DBN_OK);
    require(dedup->fixes.count == 0 || rest.blocks.count > 0);
    return rest;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span text = {(const char *)data, size < TEXT_MAX ? size : TEXT_MAX};
    text.len = dbn_utf8_invalid_at(text, 0);
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_records records;
    read_blocks(&records, text, &job);
    dbn_dedup found = run(&records, &job);
    for (bool goes_on = true; goes_on; found = run(&records, &job)) {
        goes_on = found.goes_on;
        records = rest_of(&records, &found, &job);
    }
    require(found.fixes.count == 0);
    dbn_job_release(&job);
    return 0;
}
