/*
 * flow/restore.c - undo the passes of each document, last first.
 *
 * An edit says what stood where its result stands; everything else is the same in the
 * text before, or, before decoding, the same characters in the document's charset.
 * Linear in text and log.
 */
#include "flow/restore.h"

#include "flow/log_line.h"
#include "read/charset.h"
#include "write/write.h"

typedef DBN_VEC(dbn_log_edit) edits;

/* A log being read. */
typedef struct restoring {
    dbn_span log;
    size_t at;     /* in the log */
    uint64_t line; /* that was read last, from 1 */
    uint64_t done; /* where the document before ends in the cleaned text */
    dbn_arena arena;
    dbn_error *error;
} restoring;

static bool
next_line(restoring *r, dbn_span *line)
{
    if (r->at >= r->log.len)
        return false;
    const char *start = r->log.ptr + r->at;
    const char *end = memchr(start, '\n', r->log.len - r->at);
    size_t len = end == NULL ? r->log.len - r->at : (size_t)(end - start);
    r->at += len + 1;
    r->line++;
    *line = (dbn_span){start, len};
    return true;
}

static dbn_status
refuse(restoring *r, dbn_status status, const char *fault)
{
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(r->error, status, "no memory is left");
    (void)dbn_fail(r->error, DBN_ERR_SYNTAX, "%s", fault);
    r->error->line = r->line;
    return DBN_ERR_SYNTAX;
}

static dbn_status
read_edits(restoring *r, uint64_t count, edits *out)
{
    for (uint64_t i = 0; i < count; i++) {
        dbn_span line;
        dbn_log_edit edit;
        if (!next_line(r, &line))
            return refuse(r, DBN_ERR_SYNTAX, "the log ends before its last edit");
        dbn_status status = dbn_log_read_edit(&edit, line, &r->arena);
        if (status == DBN_OK)
            status = dbn_vec_push(&r->arena, out, edit);
        if (status != DBN_OK)
            return refuse(r, status, "no edit of a log");
    }
    return DBN_OK;
}

/* Text between edits as it stood before the pass. */
static dbn_status
put_back(restoring *r, dbn_buffer *before, dbn_span text, dbn_charset charset)
{
    if (charset != DBN_CHARSET_COUNT)
        return dbn_charset_encode(before, &r->arena, charset, text, r->error);
    if (dbn_vec_append(&r->arena, before, text.ptr, (uint32_t)text.len) != DBN_OK)
        return refuse(r, DBN_ERR_NOMEM, "");
    return DBN_OK;
}

/* The text before a pass, from the one after it. */
static dbn_status
undo(restoring *r, dbn_span *text, const dbn_log_edit *list, uint64_t count,
     dbn_charset charset)
{
    dbn_buffer before = {0};
    uint64_t at = 0;
    for (uint64_t i = 0; list != NULL && i < count; i++) {
        const dbn_log_edit *edit = &list[i];
        if (edit->at < at || edit->at > text->len || edit->len > text->len - edit->at)
            return refuse(r, DBN_ERR_SYNTAX, "an edit lies outside the text");
        DBN_TRY(
            put_back(r, &before, (dbn_span){text->ptr + at, edit->at - at}, charset));
        DBN_TRY(put_back(r, &before, edit->was, DBN_CHARSET_COUNT));
        at = edit->at + edit->len;
    }
    DBN_TRY(put_back(r, &before, (dbn_span){text->ptr + at, text->len - at}, charset));
    *text = (dbn_span){before.items, before.count};
    return DBN_OK;
}

static dbn_status
restore_document(restoring *r, const dbn_log_head *head, dbn_span cleaned,
                 const dbn_restored *to)
{
    edits all = {0};
    uint64_t total = 0;
    for (uint32_t i = 0; i < head->passes.count; i++) {
        DBN_TRY(read_edits(r, head->passes.items[i].edits, &all));
        total += head->passes.items[i].edits;
    }
    if (head->beg > head->end || head->end > cleaned.len)
        return refuse(r, DBN_ERR_SYNTAX, "the log does not belong to this text");
    if (head->beg < r->done)
        return refuse(r, DBN_ERR_SYNTAX, "the log has a part of the text twice");
    r->done = head->end;
    dbn_span text = {cleaned.ptr + head->beg, head->end - head->beg};
    for (uint32_t i = head->passes.count; i-- > 0;) {
        const dbn_log_pass *pass = &head->passes.items[i];
        if (text.len != pass->bytes)
            return refuse(r, DBN_ERR_SYNTAX, "the log does not belong to this text");
        dbn_charset charset = DBN_CHARSET_COUNT;
        if (pass->is_decode)
            charset = dbn_charset_of_label(head->charset);
        total -= pass->edits;
        DBN_TRY(undo(r, &text, all.items == NULL ? NULL : all.items + total,
                     pass->edits, charset));
    }
    char hash[DBN_LOG_HASH_BYTES];
    dbn_log_hash(hash, text);
    if (text.len != head->bytes ||
        !dbn_span_equal((dbn_span){hash, sizeof hash}, head->hash))
        return refuse(r, DBN_ERR_SYNTAX, "the log does not belong to this text");
    bool is_last = r->at >= r->log.len;
    dbn_span rest = {cleaned.ptr + head->end, cleaned.len - head->end};
    if (is_last && rest.len > 0 && !dbn_span_equal(rest, DBN_SPAN("\n")))
        return refuse(r, DBN_ERR_SYNTAX,
                      "the text goes on behind the last document of the log");
    return to->source(to->context, head->document, text);
}

static dbn_status
restore_all(restoring *r, dbn_span cleaned, const dbn_restored *to)
{
    dbn_span line;
    while (next_line(r, &line)) {
        dbn_log_head head;
        dbn_status status = dbn_log_read_head(&head, line, &r->arena);
        if (status != DBN_OK)
            return refuse(r, status, "no document of a log");
        DBN_TRY(restore_document(r, &head, cleaned, to));
        dbn_arena_reset(&r->arena);
    }
    if (r->line == 0)
        return refuse(r, DBN_ERR_SYNTAX, "the log is empty");
    return DBN_OK;
}

dbn_status
dbn_flow_restore(dbn_span cleaned, dbn_span log, const dbn_restored *to,
                 dbn_error *error)
{
    restoring r = {.log = log, .error = error};
    dbn_arena_init(&r.arena, 0);
    dbn_status status = restore_all(&r, cleaned, to);
    dbn_arena_release(&r.arena);
    return status;
}
