/*
 * tests/fuzz/fuzz_plain.c - dumps: blocks in order, without line ends, nothing visible
 * between them; and their lines in UTF-8, a blank one between, are a dump of the same
 * blocks.
 */
#include "read/read.h"
#include "text/fold.h"

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static dbn_profiles *profiles;

static dbn_status
read_text(dbn_read *out, dbn_span text, bool is_utf8, dbn_job *job)
{
    dbn_read_input in = {.source = text,
                         .kind = DBN_INPUT_TEXT,
                         .is_utf8 = is_utf8,
                         .lang = DBN_SPAN("fr")};
    return dbn_read_run(out, &in, profiles, job);
}

static void
check_gap(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t len;
    for (uint32_t at = beg; at < end; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        bool is_blank = code <= ' ' || code == 0x7F || code == 0x200B ||
                        code == 0x2060 || code == 0xFEFF || code == 0x2028 ||
                        code == 0x2029 || dbn_char_class_of(code) == DBN_CHAR_SPACE;
        if (!is_blank)
            abort();
    }
}

/* The blocks, a blank line after each. */
static dbn_span
check_blocks(const dbn_read *read, dbn_arena *arena)
{
    dbn_buffer out = {0};
    dbn_span text = read->records.view->text;
    uint32_t at = 0;
    for (uint32_t i = 0; i < read->records.blocks.count; i++) {
        dbn_range range = read->records.blocks.items[i].range;
        if (range.beg < at || range.end <= range.beg || range.end > text.len)
            abort();
        check_gap(text, at, range.beg);
        dbn_span block = dbn_span_slice(text, range);
        if (memchr(block.ptr, '\n', block.len) != NULL ||
            dbn_vec_append(arena, &out, block.ptr, (uint32_t)block.len) != DBN_OK ||
            dbn_vec_append(arena, &out, "\n\n", 2) != DBN_OK)
            abort();
        at = range.end;
    }
    check_gap(text, at, (uint32_t)text.len);
    return out.count == 0 ? DBN_SPAN("") : (dbn_span){out.items, out.count};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_error err = {0};
    dbn_job job;
    dbn_read once, twice;
    if (profiles == NULL && dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK)
        abort();
    dbn_job_init(&job, 0);
    dbn_span bytes = {(const char *)data, size};
    if (read_text(&once, bytes, false, &job) == DBN_OK) {
        dbn_span lines = check_blocks(&once, &job.arena);
        dbn_range all = dbn_view_all(once.records.view);
        dbn_range back = dbn_range_back_to(once.records.view, NULL, all);
        if (back.beg > back.end || back.end > size)
            abort();
        /* Without the controls among which it was found to be text, it may not be. */
        if (read_text(&twice, lines, true, &job) == DBN_OK &&
            !dbn_span_equal(check_blocks(&twice, &job.arena), lines))
            abort();
    }
    dbn_job_release(&job);
    return 0;
}
