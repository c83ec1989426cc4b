/*
 * The text and its log give the sources back, byte for byte: pages and dumps, whole and
 * damaged, in any charset, one by one and many in one output, and JSON Lines.
 */
#include "property/batch.h"
#include "property/texts.h"

#include <stdlib.h>
#include <string.h>

/* Texts in one batch. */
#define BATCH 16

/* What a restored batch is compared with: the texts in the order of their files. */
typedef struct wanted {
    property *p;
    test_bytes sources[BATCH];
    uint32_t count, next;
} wanted;

static char folder[256];

static dbn_status
take_source(void *context, dbn_span name, dbn_span bytes)
{
    wanted *w = context;
    if (w->next == w->count) {
        property_fail(w->p, "restore gives more than there was: '%.*s'", SHOW(name));
        return DBN_OK;
    }
    dbn_span source = test_bytes_span(&w->sources[w->next++]);
    if (!test_span_is(source, bytes))
        property_fail(w->p, "'%.*s' is restored as %zu bytes, was %zu; differs at %zu",
                      SHOW(name), bytes.len, source.len,
                      property_difference(source, bytes));
    return DBN_OK;
}

static void
restore_and_compare(wanted *w, const char *path, const dbn_batch_options *options)
{
    dbn_error error = {0};
    batch b = batch_run(w->p->engine, options, path);
    w->next = 0;
    if (b.result.documents != w->count || b.result.failed != 0)
        property_fail(w->p, "%u documents, %u failed", (unsigned)b.result.documents,
                      (unsigned)b.result.failed);
    else if (dbn_restore(test_bytes_span(&b.output), test_bytes_span(&b.log),
                         take_source, w, &error) != DBN_OK)
        property_fail(w->p, "not restored: line %u: %s", (unsigned)error.line,
                      error.message);
    else if (w->next != w->count)
        property_fail(w->p, "only %u of %u restored", (unsigned)w->next,
                      (unsigned)w->count);
    batch_release(&b);
}

static void
release(wanted *w)
{
    for (uint32_t i = 0; i < w->count; i++)
        test_bytes_release(&w->sources[i]);
    w->count = 0;
}

/* ---- JSON Lines ------------------------------------------------------------------ */

/* Strict UTF-8, as JSON must be. */
static bool
is_utf8(dbn_span text)
{
    for (size_t at = 0; at < text.len;) {
        const unsigned char *c = (const unsigned char *)text.ptr + at;
        size_t len = c[0] < 0x80   ? 1
                     : c[0] < 0xC2 ? 0
                     : c[0] < 0xE0 ? 2
                     : c[0] < 0xF0 ? 3
                     : c[0] < 0xF5 ? 4
                                   : 0;
        if (len == 0 || len > text.len - at)
            return false;
        for (size_t i = 1; i < len; i++)
            if ((c[i] & 0xC0) != 0x80)
                return false;
        if ((c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xED && c[1] > 0x9F) ||
            (c[0] == 0xF0 && c[1] < 0x90) || (c[0] == 0xF4 && c[1] > 0x8F))
            return false;
        at += len;
    }
    return true;
}

static void
add_json_line(test_bytes *out, const char *field, dbn_span text)
{
    test_bytes_format(out, "{\"id\":\"a\\u00e9\",\"%s\":\"", field);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == '"' || c == '\\')
            test_bytes_format(out, "\\u%04X", (unsigned)c);
        else
            test_bytes_add(out, (dbn_span){text.ptr + i, 1});
    }
    test_bytes_format(out, "\"}\n");
}

/* ---- the three ways ----------------------------------------------------------------
 */

/* The texts of the batch that is being collected. */
static wanted many, lines;
static test_bytes json;

static void
flush_many(property *p)
{
    dbn_batch_options options = {.threads = 2};
    char path[300];
    many.p = lines.p = p;
    if (many.count > 0)
        restore_and_compare(&many, folder, &options);
    (void)snprintf(path, sizeof path, "%s/lines.jsonl", folder);
    if (lines.count > 0) {
        test_file_write(path, test_bytes_span(&json));
        restore_and_compare(&lines, path, &options);
        (void)remove(path);
    }
    for (uint32_t i = 0; i < many.count; i++)
        for (int kind = 0; kind < 2; kind++) {
            (void)snprintf(path, sizeof path, "%s/%02u.%s", folder, (unsigned)i,
                           kind == 0 ? "html" : "txt");
            (void)remove(path);
        }
    release(&many);
    release(&lines);
    test_bytes_release(&json);
}

/* One by one, then sixteen at a time, as files and as JSON Lines. */
static void
check(property *p, const property_text *text)
{
    bool is_page = text->kind == DBN_INPUT_HTML;
    char path[300];
    if (text->damage > 0 && property_is_utf16(text->bytes) && !property_clean(p, text))
        return;
    if (many.count == BATCH)
        flush_many(p);
    wanted one = {.p = p, .count = 1};
    test_bytes_add(&one.sources[0], text->bytes);
    test_bytes_add(&many.sources[many.count], text->bytes);
    (void)snprintf(path, sizeof path, "%s/%02u.%s", folder, (unsigned)many.count,
                   is_page ? "html" : "txt");
    many.count++;
    test_file_write(path, text->bytes);
    dbn_batch_options options = {.threads = 1, .clean = {.survivor = p->survivor}};
    restore_and_compare(&one, path, &options);
    options.clean.keep_all = true;
    restore_and_compare(&one, path, &options);
    options.clean = (dbn_clean_options){.passes = DBN_DO_ENCODING};
    restore_and_compare(&one, path, &options);
    release(&one);
    if (is_utf8(text->bytes)) {
        add_json_line(&json, is_page ? "html" : "text", text->bytes);
        test_bytes_add(&lines.sources[lines.count++], text->bytes);
    }
}

static void
check_last(property *p)
{
    p->now = "the last of all";
    flush_many(p);
}

int
main(void)
{
    batch_folder_make(folder, sizeof folder);
    int status = property_run(2, check);
    property last = {.engine = test_engine_new()};
    check_last(&last);
    dbn_engine_free(last.engine);
    batch_folder_remove(folder);
    return last.failed > 0 ? EXIT_FAILURE : status;
}
