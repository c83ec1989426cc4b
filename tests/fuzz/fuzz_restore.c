/*
 * tests/fuzz/fuzz_restore.c - any log and any text: a source or a clear refusal.
 *
 * The input is cut at its first NUL: a log, then a cleaned text. A log that is taken
 * gives sources of the lengths it names; one that is not says where and why.
 */
#include <doublon/corpus.h>

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static dbn_status
take(void *context, dbn_span name, dbn_span bytes)
{
    size_t *sources = context;
    assert(name.ptr != NULL || name.len == 0);
    assert(bytes.ptr != NULL || bytes.len == 0);
    ++*sources;
    return DBN_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *cut = size == 0 ? NULL : memchr(data, 0, size);
    size_t len = cut == NULL ? size : (size_t)(cut - data);
    dbn_span log = {(const char *)data, len};
    dbn_span text = {cut == NULL ? "" : (const char *)cut + 1,
                     cut == NULL ? 0 : size - len - 1};
    dbn_error error = {0};
    size_t sources = 0;
    dbn_status status = dbn_restore(text, log, take, &sources, &error);
    assert(status != DBN_OK || sources > 0);
    assert(status == DBN_OK || error.message[0] != '\0');
    return 0;
}
