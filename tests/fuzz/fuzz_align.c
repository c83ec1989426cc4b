/*
 * tests/fuzz/fuzz_align.c - every segment lies in exactly one bead, whatever the texts.
 * The input: lines of one text, a line with a form feed, lines of the other.
 */
#include "align/align.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A lexicon is learnt from each input: what breaks an aligner is short. */
#define BYTES_MAX ((size_t)1 << 13)
#define LINES_MAX 128

static uint32_t
lines_of(dbn_span out[LINES_MAX], dbn_span text)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.len && count < LINES_MAX;) {
        const char *feed = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = feed == NULL ? text.len : (size_t)(feed - text.ptr);
        out[count++] = (dbn_span){text.ptr + at, end - at};
        at = end + 1;
    }
    return count;
}

static void
check(const dbn_beads *beads, uint32_t source_count, uint32_t target_count)
{
    uint8_t source[LINES_MAX] = {0}, target[LINES_MAX] = {0};
    for (uint32_t i = 0; i < beads->count; i++) {
        const dbn_bead *b = &beads->items[i];
        assert(b->source.beg <= b->source.end && b->source.end <= source_count);
        assert(b->target.beg <= b->target.end && b->target.end <= target_count);
        assert(i == 0 || beads->items[i - 1].source.beg <= b->source.beg);
        for (uint32_t k = b->source.beg; k < b->source.end; k++)
            assert(source[k]++ == 0);
        for (uint32_t k = b->target.beg; k < b->target.end; k++)
            assert(target[k]++ == 0);
    }
    for (uint32_t i = 0; i < source_count; i++)
        assert(source[i] == 1);
    for (uint32_t i = 0; i < target_count; i++)
        assert(target[i] == 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dbn_span source[LINES_MAX], target[LINES_MAX];
    dbn_span text = {(const char *)data, size};
    if (size == 0 || size > BYTES_MAX || dbn_utf8_invalid_at(text, 0) != size)
        return 0;
    const char *feed = memchr(text.ptr, '\f', size);
    size_t half = feed == NULL ? size / 2 : (size_t)(feed - text.ptr);
    while (half > 0 && half < size && dbn_utf8_is_continuation(text.ptr[half]))
        half--;
    dbn_align_pair pair = {.source = source, .target = target};
    pair.source_count = lines_of(source, (dbn_span){text.ptr, half});
    pair.target_count = lines_of(target, (dbn_span){text.ptr + half, text.len - half});
    dbn_align_input in = {.pairs = &pair, .pair_count = 1};
    dbn_align result;
    dbn_job job;
    dbn_job_init(&job, (size_t)256 << 20);
    if (dbn_align_run(&result, &in, &job) == DBN_OK)
        check(&result.beads[0], pair.source_count, pair.target_count);
    dbn_job_release(&job);
    return 0;
}
