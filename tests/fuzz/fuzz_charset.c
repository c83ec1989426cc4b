/*
 * tests/fuzz/fuzz_charset.c - whatever the bytes and the label: UTF-8 comes out, and
 * text and edits give the bytes again. The first byte chooses the label.
 */
#include "base/utf8.h"
#include "lang/profile.h"
#include "read/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
restore(const dbn_view *view, dbn_charset charset, dbn_job *job)
{
    dbn_buffer out = {0};
    dbn_span source = view->parent->text;
    uint32_t at = 0;
    for (uint32_t i = 0; i <= view->edit_count; i++) {
        bool is_last = i == view->edit_count;
        uint32_t end = is_last ? (uint32_t)view->text.len : view->edits[i].at;
        dbn_span run = dbn_span_slice(view->text, (dbn_range){at, end});
        if (dbn_charset_encode(&out, &job->arena, charset, run, &job->err) != DBN_OK)
            abort();
        if (is_last)
            break;
        const dbn_edit *edit = &view->edits[i];
        if (dbn_vec_append(&job->arena, &out, source.ptr + edit->from,
                           edit->to - edit->from) != DBN_OK)
            abort();
        at = edit->at + edit->len;
    }
    if (out.count != source.len ||
        (source.len > 0 && memcmp(out.items, source.ptr, source.len) != 0))
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    dbn_job job;
    dbn_job_init(&job, 0);
    const dbn_view *source, *view;
    dbn_charset charset;
    static dbn_profiles *profiles;
    dbn_error err = {0};
    if (profiles == NULL && dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK)
        abort();
    dbn_charset_input in = {
        .letters = dbn_profiles_letters(profiles),
        .label = dbn_charset_name((dbn_charset)(data[0] % (DBN_CHARSET_COUNT + 1))),
        .is_html = data[0] >= 128};
    dbn_span bytes = {(const char *)data + 1, size - 1};
    if (dbn_view_source(&source, bytes, &job) != DBN_OK)
        abort();
    dbn_status status = dbn_charset_decode(&view, &charset, source, &in, &job);
    if (status == DBN_OK) {
        if (dbn_utf8_invalid_at(view->text, 0) != view->text.len)
            abort();
        restore(view, charset, &job);
    } else if (status != DBN_ERR_SYNTAX) {
        abort();
    }
    dbn_job_release(&job);
    return 0;
}
