/*
 * tests/fuzz/fuzz_translate.c - whatever a server or a program answers: it is read or
 * refused with a message, what is read has only masks that were sent, and what was
 * written is read again as it was.
 */
#include "translate/apertium.h"
#include "translate/codec.h"
#include "translate/masks.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
answer(dbn_span body, uint8_t choice, dbn_job *job)
{
    static const dbn_answer_shape *const shapes[] = {
        &dbn_shape_apy, &dbn_shape_libre, &dbn_shape_deepl, &dbn_shape_openai};
    dbn_machine_answer out;
    const dbn_answer_bytes bytes = {
        (choice & 4) != 0 ? 200U : 400U + choice, 0, body, {"sent", 4}};
    if (dbn_answer_read(&out, shapes[choice & 3], 1 + (choice >> 6), &bytes, job) !=
        DBN_OK)
        return;
    assert((out.outcome == DBN_ANSWER_DONE) == (out.message[0] == '\0'));
    if (out.outcome == DBN_ANSWER_DONE)
        for (uint32_t i = 0; i <= choice >> 6; i++)
            assert(out.texts[i].ptr != NULL);
}

/* Three masks in a text that may look like some. */
static dbn_runs
runs_of(dbn_run runs[5], dbn_span text)
{
    size_t half = text.len / 2;
    runs[0] = (dbn_run){.kind = DBN_RUN_TEXT, .text = {text.ptr, half}};
    runs[1] = (dbn_run){.kind = DBN_RUN_START, .id = 1, .pair = 2};
    runs[2] = (dbn_run){.kind = DBN_RUN_HELD, .id = 3};
    runs[3] = (dbn_run){.kind = DBN_RUN_END, .id = 2, .pair = 1};
    runs[4] =
        (dbn_run){.kind = DBN_RUN_TEXT, .text = {text.ptr + half, text.len - half}};
    return (dbn_runs){.items = runs, .count = 5, .cap = 5};
}

/* May something in it be taken for a word of ours, or for what keeps a bracket from
 * being a blank? */
static bool
is_like_masks(dbn_span text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (((text.ptr[i] | 0x20) == 'x' && (text.ptr[i + 1] | 0x20) == 'q') ||
            dbn_span_starts((dbn_span){text.ptr + i, text.len - i},
                            DBN_SPAN("\xE2\x81\xA0")))
            return true;
    return false;
}

/* The texts of the runs are `text` again. */
static void
hold_texts(const dbn_runs *runs, dbn_span text)
{
    size_t at = 0;
    for (uint32_t i = 0; i < runs->count; i++) {
        const dbn_run *run = &runs->items[i];
        if (run->kind != DBN_RUN_TEXT)
            continue;
        assert(run->text.len <= text.len - at);
        assert(memcmp(run->text.ptr, text.ptr + at, run->text.len) == 0);
        at += run->text.len;
    }
    assert(at == text.len);
}

static void
masks(dbn_span text, dbn_markup markup, dbn_job *job)
{
    dbn_run room[5];
    dbn_runs runs = runs_of(room, text), found = {0}, again = {0};
    dbn_buffer written = {0};
    bool is_read;
    assert(dbn_masks_read(&found, &is_read, &job->arena, text, &runs, markup) ==
           DBN_OK);
    for (uint32_t i = 0; i < found.count; i++)
        assert(found.items[i].kind == DBN_RUN_TEXT || found.items[i].id <= 3);
    assert(dbn_masks_write(&written, &job->arena, &runs, markup) == DBN_OK);
    if (markup == DBN_MARKUP_WORDS)
        return; /* a text may have such words, and spaces */
    const dbn_span sent = {written.items, written.count};
    assert(dbn_masks_read(&again, &is_read, &job->arena, sent, &runs, markup) ==
           DBN_OK);
    if (markup == DBN_MARKUP_TAGS) {
        uint32_t marks = 0;
        assert(is_read);
        for (uint32_t i = 0; i < again.count; i++)
            marks += again.items[i].kind != DBN_RUN_TEXT;
        assert(marks == 3);
    }
    if (!is_like_masks(text)) {
        assert(is_read);
        hold_texts(&again, text);
    }
}

static void
stream(dbn_span text, dbn_job *job)
{
    dbn_buffer written = {0};
    dbn_span out[2];
    bool is_whole;
    assert(dbn_apertium_read(out, 2, &is_whole, text, &job->arena) == DBN_OK);
    assert(dbn_apertium_write(&written, &job->arena, text) == DBN_OK);
    const dbn_span sent = {written.items, written.count};
    assert(dbn_apertium_read(out, 1, &is_whole, sent, &job->arena) == DBN_OK);
    assert(is_whole && out[0].len == text.len);
    for (size_t i = 0; i < text.len; i++)
        assert(out[0].ptr[i] == text.ptr[i] ||
               (text.ptr[i] == '\0' && out[0].ptr[i] == ' '));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_job job;
    if (size < 2 || size > 1U << 15)
        return 0;
    const dbn_span text = {(const char *)data + 1, size - 1};
    dbn_job_init(&job, (size_t)64 << 20);
    answer(text, data[0], &job);
    masks(text, (dbn_markup)(data[0] % 4), &job);
    stream(text, &job);
    dbn_job_release(&job);
    return 0;
}
