/*
 * A dedup in steps says, byte for byte, what one process says, whatever the documents.
 *
 * Input: a byte of options; then documents, one a line, '|' parts their paragraphs.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>

#include "base/span.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doublon/corpus.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT_MAX      1024U
#define DOCUMENTS_MAX 16U

/* One run of the fuzzer. */
typedef struct trial {
    const dbn_engine *engine;
    dbn_dedup_options dedup;
    dbn_span corpus; /* as JSON Lines */
    dbn_arena arena;
} trial;

static void
require(bool held)
{
    if (!held)
        abort();
}

static void
add(dbn_buffer *out, dbn_arena *arena, dbn_span bytes)
{
    require(dbn_vec_append(arena, out, bytes.ptr, (uint32_t)bytes.len) == DBN_OK);
}

/* ---- the corpus ------------------------------------------------------------------ */

static void
add_document(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    add(out, arena, DBN_SPAN("{\"lang\":\"fr\",\"text\":\""));
    for (size_t i = 0; i < text.len; i++) {
        char escape[8];
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte == '|') {
            add(out, arena, DBN_SPAN("\\n\\n"));
        } else if (byte < ' ' || byte == '"' || byte == '\\') {
            (void)snprintf(escape, sizeof escape, "\\u%04x", byte);
            add(out, arena, (dbn_span){escape, 6});
        } else {
            add(out, arena, (dbn_span){text.ptr + i, 1});
        }
    }
    add(out, arena, DBN_SPAN("\"}\n"));
}

static dbn_span
make_corpus(dbn_arena *arena, dbn_span text)
{
    dbn_buffer out = {0};
    uint32_t count = 0;
    for (size_t at = 0; at < text.len && count < DOCUMENTS_MAX; count++) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t stop = end == NULL ? text.len : (size_t)(end - text.ptr);
        add_document(&out, arena, (dbn_span){text.ptr + at, stop - at});
        at = stop + 1;
    }
    return (dbn_span){out.items, out.count};
}

/* ---- runs ------------------------------------------------------------------------ */

typedef struct output {
    dbn_buffer bytes;
    dbn_arena *arena;
} output;

static dbn_status
keep(void *context, dbn_span bytes)
{
    output *out = context;
    add(&out->bytes, out->arena, bytes);
    return DBN_OK;
}

/* A file that holds the bytes, and what it is called. */
static FILE *
file_of(char path[40], dbn_span bytes)
{
    FILE *file = tmpfile();
    require(file != NULL &&
            (bytes.len == 0 || fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len) &&
            fflush(file) == 0);
    (void)snprintf(path, 40, "/proc/self/fd/%d", fileno(file));
    return file;
}

/* Run a step over lines, and with `copies` where they are given; NULL: one process. */
static dbn_span
run(trial *t, const dbn_corpus_step *step, dbn_span lines, const dbn_span *copies)
{
    char path[40], copies_path[40];
    const char *paths[] = {path};
    FILE *file = file_of(path, lines);
    FILE *beside = copies == NULL ? NULL : file_of(copies_path, *copies);
    const dbn_batch_options options = {.paths = paths,
                                       .path_count = 1,
                                       .kind = DBN_INPUT_JSONL,
                                       .format = DBN_FORMAT_JSONL,
                                       .threads = 1};
    output out = {.arena = &t->arena};
    const dbn_batch_events events = {.context = &out, .output = keep};
    dbn_batch_result result;
    dbn_dedup_result found;
    dbn_status status;
    if (step == NULL) {
        status =
            dbn_batch_dedup(&result, &found, t->engine, &options, &t->dedup, &events);
    } else {
        const dbn_step_options o = {*step, 0, copies == NULL ? NULL : copies_path};
        status = dbn_batch_step(&result, t->engine, &options, &t->dedup, &o, &events);
    }
    require(status == DBN_OK && result.failed == 0);
    (void)fclose(file);
    if (beside != NULL)
        (void)fclose(beside);
    return (dbn_span){out.bytes.items, out.bytes.count};
}

/* ---- sorting --------------------------------------------------------------------- */

static int
by_bytes(const void *left, const void *right)
{
    return dbn_span_order(*(const dbn_span *)left, *(const dbn_span *)right);
}

/* The lines of both, sorted. */
static dbn_span
sorted(trial *t, dbn_span a, dbn_span b)
{
    DBN_VEC(dbn_span) lines = {0};
    dbn_buffer out = {0};
    const dbn_span both[] = {a, b};
    for (int i = 0; i < 2; i++)
        for (dbn_span rest = both[i]; rest.len > 0;) {
            size_t len =
                (size_t)((const char *)memchr(rest.ptr, '\n', rest.len) - rest.ptr);
            require(dbn_vec_push(&t->arena, &lines, (dbn_span){rest.ptr, len}) ==
                    DBN_OK);
            rest = (dbn_span){rest.ptr + len + 1, rest.len - len - 1};
        }
    if (lines.count > 1)
        qsort(lines.items, lines.count, sizeof lines.items[0], by_bytes);
    for (uint32_t i = 0; i < lines.count; i++) {
        add(&out, &t->arena, lines.items[i]);
        add(&out, &t->arena, DBN_SPAN("\n"));
    }
    return (dbn_span){out.items, out.count};
}

static dbn_span
step(trial *t, dbn_corpus_step which, dbn_span a, dbn_span b)
{
    return sorted(t, run(t, &which, sorted(t, a, b), NULL), (dbn_span){NULL, 0});
}

static dbn_span
in_steps(trial *t)
{
    const dbn_span none = {NULL, 0};
    const dbn_corpus_step first = DBN_CORPUS_SIGN, last = DBN_CORPUS_APPLY;
    dbn_span contents = sorted(t, run(t, &first, t->corpus, NULL), none);
    dbn_span lines = contents, before = none;
    for (int i = 0; i < 3; i++)
        lines = step(t, DBN_CORPUS_PAIRS, lines, none);
    for (int i = 0; i < 2; i++)
        lines = step(t, DBN_CORPUS_VERIFY, contents, lines);
    for (uint32_t round = 0; !dbn_span_equal(lines, before); round++) {
        require(round <= DOCUMENTS_MAX * TEXT_MAX);
        before = lines;
        lines = step(t, DBN_CORPUS_COMPONENTS, lines, none);
    }
    lines = step(t, DBN_CORPUS_APPLY, contents, lines);
    lines = step(t, DBN_CORPUS_APPLY, lines, none);
    return run(t, &last, t->corpus, &lines);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dbn_engine *engine;
    if (engine == NULL)
        require(dbn_engine_new(&engine, DBN_DICTS_DIR, NULL) == DBN_OK);
    if (size < 2)
        return 0;
    uint8_t choice = data[0];
    dbn_span text = {(const char *)data + 1, size - 1 < TEXT_MAX ? size - 1 : TEXT_MAX};
    text.len = dbn_utf8_invalid_at(text, 0);
    trial t = {.engine = engine,
               .dedup = {.units = choice & 7U,
                         .max_postings = 2 + (choice >> 3 & 3),
                         .removes = (choice & 32) != 0,
                         .survivor = (dbn_survivor)(choice >> 6)}};
    dbn_arena_init(&t.arena, 0);
    t.corpus = make_corpus(&t.arena, text);
    dbn_span one = run(&t, NULL, t.corpus, NULL);
    require(dbn_span_equal(one, in_steps(&t)));
    dbn_arena_release(&t.arena);
    return 0;
}
