/*
 * tests/fuzz/fuzz_jsonl.c - a line that is read can be written: what is kept, with a
 * new member, is read again, has that member, and no input any more.
 */
#include "base/utf8.h"
#include "base/vec.h"
#include "read/jsonl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static dbn_status
append(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

static dbn_span
written(const dbn_jsonl_line *line, dbn_span bytes, bool drop_input, dbn_arena *arena)
{
    dbn_range kept[DBN_JSONL_KEPT_MAX];
    dbn_buffer out = {0};
    bool needs_comma;
    uint32_t count = dbn_jsonl_kept(kept, &needs_comma, line, drop_input);
    for (uint32_t i = 0; i < count; i++)
        if (append(&out, arena, dbn_span_slice(bytes, kept[i])) != DBN_OK)
            abort();
    dbn_range rest = {line->close, (uint32_t)bytes.len};
    if ((needs_comma && append(&out, arena, DBN_SPAN(",")) != DBN_OK) ||
        append(&out, arena, DBN_SPAN("\"doublon\":\"new\"")) != DBN_OK ||
        append(&out, arena, dbn_span_slice(bytes, rest)) != DBN_OK)
        abort();
    return (dbn_span){out.items, out.count};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_error err = {0};
    dbn_job job;
    dbn_jsonl_reader *reader;
    dbn_jsonl_line line, again;
    dbn_jsonl_names names = {0};
    dbn_span bytes = {(const char *)data, size};
    dbn_job_init(&job, 0);
    if (dbn_jsonl_new(&reader, &err) != DBN_OK)
        abort();
    dbn_status status = dbn_jsonl_read(&line, reader, bytes, &names, &job);
    if (status == DBN_ERR_SYNTAX && (!job.err.has_offset || job.err.offset > size))
        abort();
    for (int drop = 0; status == DBN_OK && drop < 2; drop++) {
        dbn_span out = written(&line, bytes, drop == 1, &job.arena);
        if (dbn_jsonl_read(&again, reader, out, &names, &job) != DBN_OK)
            abort();
        dbn_span member = dbn_span_slice(out, again.doublon_member.range);
        if (!dbn_span_equal(member, DBN_SPAN("\"doublon\":\"new\"")))
            abort();
        if (drop == 0 && (!dbn_span_equal(again.text, line.text) ||
                          dbn_utf8_invalid_at(again.text, 0) != again.text.len))
            abort();
        if (drop == 1 && again.members > line.members + 1)
            abort();
    }
    dbn_jsonl_free(reader);
    dbn_job_release(&job);
    return 0;
}
