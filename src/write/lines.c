/*
 * write/lines.c - sentences, one a line.
 */
#include "write/json.h"
#include "write/write.h"

/* White space within a sentence, line ends among it, becomes one space. */
static dbn_status
put_line(const dbn_writer *w, dbn_span text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == ' ' || !dbn_is_ascii_space(text.ptr[at]))
            continue;
        DBN_TRY(dbn_json_raw(w->out, w->arena, (dbn_span){text.ptr + from, at - from}));
        if (at > from)
            DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(" ")));
        from = at + 1;
    }
    DBN_TRY(
        dbn_json_raw(w->out, w->arena, (dbn_span){text.ptr + from, text.len - from}));
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("\n"));
}

dbn_status
dbn_write_lines(const dbn_writer *w, const dbn_document *doc)
{
    for (uint32_t i = 0; i < doc->segments.count; i++)
        DBN_TRY(
            put_line(w, dbn_span_slice(doc->page->text, doc->segments.items[i].range)));
    return DBN_OK;
}
