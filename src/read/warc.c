/*
 * read/warc.c - a window over the feed, and the records that pass through it.
 *
 *     ┌──────────── window ────────────┐
 *     beg          ahead           end │ ◀─ feed
 *      ╰ header ╯╰ block …  (`left` bytes of it are not handed out yet)
 *
 * Why not libarchive's reader of WARC: it keeps neither revisits nor content types, and
 * of addresses the path only. A header is held whole, a block never is: whether it is
 * wanted shows in its first bytes, and what is not wanted runs through the window.
 */
#include "read/warc.h"

#include "read/http.h"

/* Twice what must stay in it: a record's header and, behind it, that of the answer. */
#define WINDOW_SIZE ((size_t)2 * (DBN_WARC_HEAD_MAX + DBN_HTTP_HEAD_MAX))

typedef enum record_type {
    TYPE_OTHER, /* of no capture */
    TYPE_RESPONSE,
    TYPE_RESOURCE, /* or conversion: the block is the document */
    TYPE_REVISIT
} record_type;

/* The header of a record; spans of the window. */
typedef struct record {
    record_type type;
    dbn_span id, url, date, content_type;
    bool has_length;
    uint64_t length;
} record;

struct dbn_warc {
    dbn_feed feed;
    size_t beg, end; /* of the window that is filled */
    uint64_t offset; /* of window[beg], in what the feed gave */
    uint64_t left;   /* of the block of the current record */
    uint64_t number; /* of that record */
    bool at_end;     /* of the feed */
    bool is_broken;
    dbn_skipped skipped;
    char number_name[32];
    char window[WINDOW_SIZE];
};

dbn_status
dbn_warc_new(dbn_warc **out, dbn_feed feed, dbn_error *err)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return dbn_fail(err, DBN_ERR_NOMEM, "no memory for a reader of WARC");
    (*out)->feed = feed;
    return DBN_OK;
}

void
dbn_warc_free(dbn_warc *warc)
{
    free(warc);
}

dbn_skipped
dbn_warc_skipped(const dbn_warc *warc)
{
    return warc->skipped;
}

/* ---- window ----------------------------------------------------------------- */

static dbn_span
ahead(const dbn_warc *warc)
{
    return (dbn_span){warc->window + warc->beg, warc->end - warc->beg};
}

static void
advance(dbn_warc *warc, size_t len)
{
    warc->beg += len;
    warc->offset += len;
}

static void
move_to_front(dbn_warc *warc)
{
    memmove(warc->window, warc->window + warc->beg, warc->end - warc->beg);
    warc->end -= warc->beg;
    warc->beg = 0;
}

/* Read on behind what is ahead; false at the end, where the window is full, and where
 * the feed fails. */
static bool
fill(dbn_warc *warc, dbn_error *err)
{
    if (warc->at_end || warc->end - warc->beg == WINDOW_SIZE)
        return false;
    if (warc->end == WINDOW_SIZE)
        move_to_front(warc);
    ptrdiff_t got = warc->feed.read(warc->feed.context, warc->window + warc->end,
                                    WINDOW_SIZE - warc->end, err);
    warc->is_broken = got < 0;
    warc->at_end = got <= 0;
    if (got > 0)
        warc->end += (size_t)got;
    return got > 0;
}

/* ---- header of a record ----------------------------------------------------- */

/* Length of the header at the front of `text`, its blank line included; 0 where the
 * blank line has not come yet. `scanned` says how far it was looked for. */
static size_t
head_length(dbn_span text, size_t *scanned)
{
    size_t at = *scanned;
    while (at < text.len) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        if (end == NULL)
            break;
        *scanned = at;
        at = (size_t)(end - text.ptr) + 1;
        dbn_span rest = {text.ptr + at, text.len - at};
        if (dbn_span_starts(rest, DBN_SPAN("\n")))
            return at + 1;
        if (dbn_span_starts(rest, DBN_SPAN("\r\n")))
            return at + 2;
    }
    return 0;
}

static bool
parse_length(record *r, dbn_span digits)
{
    uint64_t length = 0;
    if (digits.len == 0 || digits.len > 18)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        if (!dbn_is_ascii_digit(digits.ptr[i]))
            return false;
        length = length * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    r->length = length;
    return true;
}

static record_type
type_of(dbn_span name)
{
    if (dbn_span_equal_ascii(name, DBN_SPAN("response")))
        return TYPE_RESPONSE;
    if (dbn_span_equal_ascii(name, DBN_SPAN("resource")) ||
        dbn_span_equal_ascii(name, DBN_SPAN("conversion")))
        return TYPE_RESOURCE;
    if (dbn_span_equal_ascii(name, DBN_SPAN("revisit")))
        return TYPE_REVISIT;
    return TYPE_OTHER;
}

static dbn_span
without_brackets(dbn_span value)
{
    if (value.len >= 2 && value.ptr[0] == '<' && value.ptr[value.len - 1] == '>')
        return (dbn_span){value.ptr + 1, value.len - 2};
    return value;
}

static void
note_field(record *r, dbn_span name, dbn_span value)
{
    if (dbn_span_equal_ascii(name, DBN_SPAN("warc-type")))
        r->type = type_of(value);
    else if (dbn_span_equal_ascii(name, DBN_SPAN("warc-record-id")))
        r->id = without_brackets(value);
    else if (dbn_span_equal_ascii(name, DBN_SPAN("warc-target-uri")))
        r->url = without_brackets(value); /* WARC 1.0 was read both ways */
    else if (dbn_span_equal_ascii(name, DBN_SPAN("warc-date")))
        r->date = value;
    else if (dbn_span_equal_ascii(name, DBN_SPAN("content-type")))
        r->content_type = value;
    else if (dbn_span_equal_ascii(name, DBN_SPAN("content-length")))
        r->has_length = parse_length(r, value);
}

static record
parse_head(dbn_span head)
{
    record r = {0};
    dbn_span name, value;
    while (dbn_header_next(&name, &value, &head) == DBN_HEADER_FIELD)
        note_field(&r, name, value);
    return r;
}

static bool
fail(dbn_warc *warc, dbn_error *err, const char *what)
{
    if (err->status == DBN_OK) /* else the feed has said why */
        (void)dbn_fail_at(err, DBN_ERR_SYNTAX, warc->offset,
                          "the web archive is broken: %s", what);
    warc->is_broken = true;
    return false;
}

/* Read on until the window holds the header ahead; its length, or 0 after a failure. */
static size_t
hold_head(dbn_warc *warc, dbn_error *err)
{
    size_t scanned = 0, len;
    while ((len = head_length(ahead(warc), &scanned)) == 0 || len > DBN_WARC_HEAD_MAX) {
        if (ahead(warc).len > DBN_WARC_HEAD_MAX)
            fail(warc, err, "the header of a record is too long");
        else if (!fill(warc, err))
            fail(warc, err, "it ends in the header of a record");
        if (warc->is_broken)
            return 0;
    }
    return len;
}

/* Go to the next record: behind blank lines, at its first byte. False at the end of
 * the archive, or after a failure. */
static bool
find_record(dbn_warc *warc, dbn_error *err)
{
    const dbn_span version = DBN_SPAN("WARC/");
    for (;;) {
        dbn_span rest = ahead(warc);
        size_t blank = 0;
        while (blank < rest.len && dbn_is_ascii_space(rest.ptr[blank]))
            blank++;
        advance(warc, blank);
        rest = ahead(warc);
        if (rest.len >= version.len)
            return dbn_span_starts(rest, version) ||
                   fail(warc, err, "no record starts where the last one ends");
        if (!fill(warc, err))
            return rest.len > 0 || warc->is_broken
                       ? fail(warc, err, "it ends in the header of a record")
                       : false;
    }
}

/* ---- blocks ----------------------------------------------------------------- */

ptrdiff_t
dbn_warc_read(dbn_warc *warc, char *out, size_t size, dbn_error *err)
{
    if (warc->is_broken)
        return 0;
    if (size > warc->left)
        size = (size_t)warc->left;
    if (size == 0)
        return 0;
    dbn_span held = ahead(warc);
    size_t len = held.len < size ? held.len : size;
    if (len > 0) {
        memcpy(out, held.ptr, len);
        advance(warc, len);
    } else {
        ptrdiff_t got = warc->feed.read(warc->feed.context, out, size, err);
        if (got <= 0) {
            warc->at_end = true;
            (void)fail(warc, err, "it ends in a record");
            return -1;
        }
        len = (size_t)got;
        warc->offset += len;
    }
    warc->left -= len;
    return (ptrdiff_t)len;
}

static bool
skip_block(dbn_warc *warc, dbn_error *err)
{
    while (warc->left > 0) {
        if (ahead(warc).len == 0) {
            warc->beg = warc->end = 0;
            if (!fill(warc, err))
                return fail(warc, err, "it ends in a record");
        }
        size_t len = ahead(warc).len;
        len = len < warc->left ? len : (size_t)warc->left;
        advance(warc, len);
        warc->left -= len;
    }
    return true;
}

/* Hold the header of the answer at the front of the block; false where it has none, or
 * none of a bearable length. A feed that drips is not looked through at each drop. */
static bool
hold_answer(dbn_warc *warc, dbn_http_head *head, dbn_error *err)
{
    bool is_all = false;
    for (size_t wanted = 0; !is_all;) {
        dbn_span block = ahead(warc);
        if (block.len > warc->left)
            block.len = (size_t)warc->left;
        is_all = block.len == warc->left || block.len >= DBN_HTTP_HEAD_MAX ||
                 (block.len < wanted && !fill(warc, err));
        if (!is_all && block.len < wanted)
            continue;
        if (dbn_http_head_read(head, block))
            return true;
        wanted = block.len + block.len / 2 + 1;
    }
    return false;
}

static bool
is_answer(dbn_span content_type)
{
    return content_type.len == 0 ||
           (content_type.len >= 16 &&
            dbn_span_equal_ascii((dbn_span){content_type.ptr, 16},
                                 DBN_SPAN("application/http")));
}

/* Does the answer at the front of the block hold a document? Counts it where not. */
static bool
wants_answer(dbn_warc *warc, const record *r, dbn_capture *out, dbn_error *err)
{
    dbn_http_head head;
    if (!is_answer(r->content_type) || !hold_answer(warc, &head, err)) {
        warc->skipped.others++;
        return false;
    }
    out->is_http = true;
    out->media_type = head.content_type;
    if (head.status / 100 != 2) {
        warc->skipped.failures++;
        return false;
    }
    if (!dbn_media_of(head.content_type).is_document) {
        warc->skipped.others++;
        return false;
    }
    return true;
}

/* The same of the record whose block stands ahead. */
static bool
wants_record(dbn_warc *warc, const record *r, dbn_capture *out, dbn_error *err)
{
    switch (r->type) {
    case TYPE_RESPONSE:
        return wants_answer(warc, r, out, err);
    case TYPE_RESOURCE:
        out->media_type = r->content_type;
        if (dbn_media_of(r->content_type).is_document)
            return true;
        warc->skipped.others++;
        return false;
    case TYPE_REVISIT:
        warc->skipped.revisits++;
        return false;
    case TYPE_OTHER:
        break;
    }
    return false;
}

/* Take the header of a record. Its spans stay while the start of the block is read: the
 * window has room for both, so that nothing moves. */
static bool
open_record(dbn_warc *warc, record *r, dbn_error *err)
{
    size_t len = hold_head(warc, err);
    if (len == 0)
        return false;
    if (WINDOW_SIZE - warc->beg - len < DBN_HTTP_HEAD_MAX)
        move_to_front(warc);
    *r = parse_head((dbn_span){warc->window + warc->beg, len});
    if (!r->has_length)
        return fail(warc, err, "a record does not say how long it is");
    advance(warc, len);
    warc->left = r->length;
    warc->number++;
    return true;
}

bool
dbn_warc_next(dbn_warc *warc, dbn_capture *out, dbn_error *err)
{
    record r;
    while (!warc->is_broken) {
        if (!skip_block(warc, err) || !find_record(warc, err) ||
            !open_record(warc, &r, err))
            return false;
        *out = (dbn_capture){.id = r.id, .url = r.url, .date = r.date};
        if (!wants_record(warc, &r, out, err))
            continue;
        if (out->id.len == 0) {
            int len = snprintf(warc->number_name, sizeof warc->number_name,
                               "record %llu", (unsigned long long)warc->number);
            out->id = (dbn_span){warc->number_name, (size_t)len};
        }
        return true;
    }
    return false;
}
