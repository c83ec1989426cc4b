/*
 * tests/fuzz/fuzz_markdown.c - any page as Markdown: all letters and digits of the text
 * come out, in order, whatever marks stand around them and however they nest.
 */
#include "base/utf8.h"
#include "read/read.h"
#include "write/write.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static const dbn_profiles *
profiles(void)
{
    static dbn_profiles *loaded;
    dbn_error err;
    if (loaded == NULL)
        require(dbn_profiles_load(&loaded, DBN_DICTS_DIR, &err) == DBN_OK);
    return loaded;
}

static bool
is_shown(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || (unsigned char)c >= 0x80;
}

/* Is all that `text` shows part of `markdown`, in order? */
static bool
holds(dbn_span markdown, dbn_span text)
{
    size_t at = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_shown(text.ptr[i]))
            continue;
        while (at < markdown.len && markdown.ptr[at] != text.ptr[i])
            at++;
        if (at++ == markdown.len)
            return false;
    }
    return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_job job;
    dbn_read read = {0};
    dbn_buffer out = {0};
    dbn_read_input in = {.source = {(const char *)data, size}, .kind = DBN_INPUT_HTML};
    dbn_job_init(&job, 0);
    if (dbn_read_run(&read, &in, profiles(), &job) == DBN_OK) {
        dbn_document doc = {.source = read.source,
                            .decoded = read.decoded,
                            .page = read.records.view,
                            .reduced = read.records.view,
                            .output = read.records.view,
                            .records = read.records};
        dbn_writer writer = {.out = &out, .arena = &job.arena, .version = ""};
        for (uint32_t i = 0; i < doc.records.blocks.count; i++)
            doc.records.blocks.items[i].flags |= DBN_BLOCK_KEPT;
        require(dbn_write_markdown(&writer, &doc) == DBN_OK);
        dbn_span markdown = {out.items, out.count};
        require(dbn_utf8_invalid_at(markdown, 0) == markdown.len);
        require(holds(markdown, doc.output->text));
    }
    dbn_job_release(&job);
    return 0;
}
