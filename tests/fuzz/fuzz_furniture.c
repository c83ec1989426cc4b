/*
 * tests/fuzz/fuzz_furniture.c - a list of furniture: it is taken, or refused with a
 * message and a line; and what a line of it says is found on a page of its host.
 */
#include "flow/furniture.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As a list that was learnt has it: without the full stop of the root. */
static bool
is_plain_host(dbn_span host)
{
    for (size_t i = 0; i < host.len; i++)
        if (!(host.ptr[i] >= 'a' && host.ptr[i] <= 'z') && host.ptr[i] != '.')
            return false;
    return host.len > 0 && host.len < 64 && host.ptr[host.len - 1] != '.' &&
           !dbn_span_starts(host, DBN_SPAN("www."));
}

/* The text behind the last tab of a line, as the only block of a page. */
static void
look_up(const dbn_furniture *list, dbn_span line, dbn_job *job)
{
    char url[80] = "http://";
    const char *tab = memchr(line.ptr, '\t', line.len);
    size_t host = tab == NULL ? 0 : (size_t)(tab - line.ptr), text = line.len;
    if (!is_plain_host((dbn_span){line.ptr, host}))
        return;
    memcpy(url + 7, line.ptr, host);
    while (line.ptr[text - 1] != '\t')
        text--;
    const bool *found;
    const uint64_t *hash;
    const dbn_metas metas = {0};
    dbn_block block = {.range = {(uint32_t)text, (uint32_t)line.len}};
    dbn_records records = {.blocks = {&block, 1, 1}};
    if (dbn_view_source(&records.view, line, job) != DBN_OK ||
        dbn_furniture_hashes(&hash, &records, job) != DBN_OK || *hash == 0 ||
        dbn_furniture_find(&found, list, (dbn_span){url, 7 + host}, &metas, &records,
                           job) != DBN_OK)
        return;
    assert(found != NULL && found[0]);
}

/* Lines whose text has a tab in it are told by what stands in front of it, too. */
static void
look_up_all(const dbn_furniture *list, dbn_span bytes)
{
    dbn_job job;
    dbn_job_init(&job, 0);
    while (bytes.len > 0) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        size_t len = end == NULL ? bytes.len : (size_t)(end - bytes.ptr), tabs = 0;
        for (size_t i = 0; i < len; i++)
            tabs += bytes.ptr[i] == '\t';
        if (tabs == 3 && bytes.ptr[0] != '#')
            look_up(list, (dbn_span){bytes.ptr, len}, &job);
        dbn_job_reset(&job);
        len += end != NULL;
        bytes = (dbn_span){bytes.ptr + len, bytes.len - len};
    }
    dbn_job_release(&job);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span bytes = {(const char *)data, size};
    dbn_furniture list = {0};
    dbn_error error = {0};
    dbn_arena_init(&list.arena, 0);
    if (dbn_furniture_load(&list, bytes, &error) == DBN_OK)
        look_up_all(&list, bytes);
    else
        assert(error.message[0] != '\0' && error.line > 0 && list.keys.count == 0);
    dbn_arena_release(&list.arena);
    return 0;
}
