/*
 * tests/fuzz/fuzz_dictd.c - a dictionary: entries lie in what was read, none is empty.
 * The input: the index, a line with a form feed, the dictionary.
 */
#include "read/dictd.h"

#include "base/span.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span all = {(const char *)data, size};
    const char *feed = size == 0 ? NULL : memchr(data, '\f', size);
    size_t half = feed == NULL ? size : (size_t)(feed - all.ptr);
    size_t rest = half < size ? half + 1 : half;
    dbn_dictd_entries entries = {0};
    dbn_job job;
    dbn_job_init(&job, (size_t)64 << 20);
    if (size > 0 &&
        dbn_dictd_read(&entries, (dbn_span){all.ptr, half},
                       (dbn_span){all.ptr + rest, size - rest}, &job) == DBN_OK)
        for (uint32_t i = 0; i < entries.count; i++) {
            assert(entries.items[i].translation.len > 0);
            assert(entries.items[i].word.len <= half);
        }
    dbn_job_release(&job);
    return 0;
}
