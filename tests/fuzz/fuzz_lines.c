/*
 * Any bytes as lines of the steps of a dedup: what can be read can be written, and is
 * the same when it is read again; and every step ends with every line told or taken.
 *
 * Input: lines.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>

#include "doublon/corpus.h"
#include "flow/step_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define INPUT_MAX 65536U

static void
require(bool held)
{
    if (!held)
        abort();
}

static void
check_line(dbn_span text, dbn_arena *arena)
{
    dbn_line line, again;
    dbn_buffer first = {0}, second = {0};
    dbn_status status = dbn_line_read(&line, text, arena);
    require(status == DBN_OK || status == DBN_ERR_SYNTAX);
    if (status != DBN_OK)
        return;
    require(dbn_line_write(&first, &line, arena) == DBN_OK);
    dbn_span written = {first.items, first.count - 1};
    require(dbn_line_read(&again, written, arena) == DBN_OK);
    require(again.kind == line.kind);
    require(dbn_line_write(&second, &again, arena) == DBN_OK);
    require(second.count == first.count &&
            memcmp(first.items, second.items, first.count) == 0);
}

/* Run all steps over the bytes, and the documents with them as their lines. */
static void
check_steps(const dbn_engine *engine, dbn_span bytes)
{
    char path[40];
    FILE *file = tmpfile();
    require(file != NULL && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len &&
            fflush(file) == 0);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    const char *paths[] = {path};
    const dbn_batch_options options = {
        .paths = paths, .path_count = 1, .kind = DBN_INPUT_JSONL, .threads = 1};
    const dbn_dedup_options dedup = {.max_postings = 2, .removes = true};
    const dbn_batch_events events = {0};
    for (int i = DBN_CORPUS_PAIRS; i <= DBN_CORPUS_APPLY + 1; i++) {
        dbn_batch_result result;
        dbn_step_options step = {(dbn_corpus_step)i, 0, NULL};
        if (i > DBN_CORPUS_APPLY)
            step = (dbn_step_options){DBN_CORPUS_APPLY, 0, path};
        dbn_status status =
            dbn_batch_step(&result, engine, &options, &dedup, &step, &events);
        require(status == DBN_OK || status == DBN_ERR_SYNTAX);
        require((status == DBN_OK) == (result.error.status == DBN_OK));
        require(result.failed <= result.documents);
    }
    (void)fclose(file);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dbn_engine *engine;
    if (engine == NULL)
        require(dbn_engine_new(&engine, DBN_DICTS_DIR, NULL) == DBN_OK);
    dbn_span bytes = {(const char *)data, size < INPUT_MAX ? size : INPUT_MAX};
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    for (size_t at = 0; at < bytes.len;) {
        const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
        size_t stop = end == NULL ? bytes.len : (size_t)(end - bytes.ptr);
        check_line((dbn_span){bytes.ptr + at, stop - at}, &arena);
        at = stop + 1;
    }
    dbn_arena_release(&arena);
    check_steps(engine, bytes);
    return 0;
}
