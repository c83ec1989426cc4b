/*
 * tests/fuzz/fuzz_exchange.c - whatever the bytes, a verdict; each violation in a line
 * that the file has; and the same verdict the second time.
 */
#include "exchange/exchange.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t
lines_of(const uint8_t *data, size_t size)
{
    uint32_t count = 1;
    for (size_t i = 0; i < size; i++)
        count += data[i] == '\n';
    return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_job jobs[2];
    dbn_exchange found[2];
    dbn_status status[2];
    for (int i = 0; i < 2; i++) {
        dbn_job_init(&jobs[i], (size_t)256 << 20);
        status[i] = dbn_exchange_validate(
            &found[i], (dbn_span){(const char *)data, size}, &jobs[i]);
    }
    assert(status[0] == status[1]);
    assert(found[0].refusals.count == found[1].refusals.count);
    uint32_t lines = lines_of(data, size);
    for (uint32_t i = 0; i < found[0].refusals.count; i++) {
        const dbn_refusal *a = &found[0].refusals.items[i];
        const dbn_refusal *b = &found[1].refusals.items[i];
        assert(a->constraint == b->constraint && a->line == b->line);
        assert(dbn_span_equal(a->about, b->about));
        assert(a->line >= 1 && a->line <= lines);
    }
    dbn_job_release(&jobs[0]);
    dbn_job_release(&jobs[1]);
    return 0;
}
