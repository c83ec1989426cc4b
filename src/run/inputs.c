/*
 * run/inputs.c - documents and lines of what walk.c finds and unpack.c opens.
 *
 *     paths ─walk▶ file ─unpack▶ leaf, leaf, …     a leaf is a document, or JSON Lines,
 *                                                  which are read through one buffer
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/inputs.h"
#include "run/unpack.h"
#include "run/walk.h"

#define READ_SIZE ((size_t)256 * 1024)

/* A signal wakes one thread, which need not be the one that waits for input: so it
 * looks up that often, in milliseconds. */
#define WAIT_MS 100

struct dbn_inputs {
    dbn_inputs_options options;
    dbn_walk *walk;
    dbn_unpack *unpack;
    dbn_found file; /* the open one, when has_file */
    dbn_leaf leaf;  /* of it */
    bool has_file;
    bool in_lines; /* the leaf is JSON Lines, of which the next are to come */
    bool lines_end;
    uint64_t line;
    dbn_bytes ahead; /* bytes read from it, from `used` on not yet handed out */
    size_t used;
    uint64_t offset; /* of its first byte in the leaf */
    dbn_kept_files kept;
    dbn_kept_file opened;       /* the open file, as it was */
    const dbn_kept_file *again; /* the open file among the kept; NULL: it is none */
    uint64_t next_index;
    uint64_t like_lines;
};

void
dbn_item_release(dbn_item *item)
{
    dbn_bytes_release(&item->content);
    dbn_bytes_release(&item->name);
    dbn_bytes_release(&item->url);
    dbn_bytes_release(&item->date);
    dbn_bytes_release(&item->media_type);
    *item = (dbn_item){0};
}

dbn_status
dbn_inputs_new(dbn_inputs **out, const dbn_inputs_options *options, dbn_error *error)
{
    *out = NULL;
    dbn_inputs *inputs = calloc(1, sizeof *inputs);
    if (inputs == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    inputs->options = *options;
    inputs->unpack = dbn_unpack_new();
    dbn_status status =
        inputs->unpack == NULL
            ? dbn_fail(error, DBN_ERR_NOMEM, "no memory is left")
            : dbn_walk_new(&inputs->walk, options->paths, options->count, error);
    if (status == DBN_OK)
        *out = inputs;
    else
        dbn_inputs_free(inputs);
    return status;
}

static void
close_file(dbn_inputs *inputs)
{
    if (inputs->has_file && inputs->file.fd > STDIN_FILENO && inputs->again == NULL)
        close(inputs->file.fd);
    inputs->has_file = inputs->in_lines = false;
    inputs->again = NULL;
}

void
dbn_inputs_free(dbn_inputs *inputs)
{
    if (inputs == NULL)
        return;
    dbn_unpack_free(inputs->unpack);
    close_file(inputs);
    dbn_kept_files_close(&inputs->kept);
    dbn_walk_free(inputs->walk);
    dbn_bytes_release(&inputs->ahead);
    free(inputs);
}

uint64_t
dbn_inputs_like_lines(const dbn_inputs *inputs)
{
    return inputs->like_lines;
}

dbn_skipped
dbn_inputs_skipped(const dbn_inputs *inputs)
{
    return dbn_unpack_skipped(inputs->unpack);
}

static void
refuse(dbn_item *item, int error_number)
{
    (void)dbn_fail(&item->error, DBN_ERR_IO, "cannot read: %s",
                   strerror(error_number)); /* the C locale's words: never set here */
}

/* ---- bytes of a file -------------------------------------------------------- */

/* Should a read that a signal interrupted be tried again? */
static bool
goes_on(const dbn_inputs *inputs)
{
    return errno == EINTR && (inputs->options.cancelled == NULL ||
                              !inputs->options.cancelled(inputs->options.context));
}

/* read(), which waits no longer than it takes to see that nobody wants the answer. */
static ssize_t
read_some(const dbn_inputs *inputs, int fd, char *out, size_t size)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (;;) {
        int ready = inputs->options.cancelled == NULL ? 1 : poll(&wait, 1, WAIT_MS);
        ssize_t got = ready > 0 ? read(fd, out, size) : -1;
        if (ready > 0 && got >= 0)
            return got;
        if (ready == 0)
            errno = EINTR;
        if (!goes_on(inputs))
            return -1;
    }
}

static ptrdiff_t
read_file(void *context, char *out, size_t size, dbn_error *err)
{
    const dbn_inputs *inputs = context;
    ptrdiff_t got = read_some(inputs, inputs->file.fd, out, size);
    if (got < 0)
        (void)dbn_fail(err, DBN_ERR_IO, "cannot read: %s", strerror(errno));
    return got;
}

/* ---- documents -------------------------------------------------------------- */

static void
refuse_size(const dbn_inputs *inputs, dbn_item *item, bool is_line)
{
    size_t max = inputs->options.max_bytes;
    (void)dbn_fail_at(&item->error, DBN_ERR_LIMIT, max,
                      is_line ? "the line is longer than %zu bytes"
                              : "the document is larger than %zu bytes",
                      max);
}

/* Room for the whole of a file whose size is known; false, and the reason, where it is
 * too large. */
static bool
prepare(const dbn_inputs *inputs, dbn_item *item)
{
    struct stat info;
    if (!inputs->leaf.is_file || fstat(inputs->file.fd, &info) != 0 ||
        !S_ISREG(info.st_mode) || info.st_size <= 0)
        return true;
    if ((uint64_t)info.st_size > inputs->options.max_bytes)
        refuse_size(inputs, item, false);
    else if (!dbn_bytes_reserve(&item->content, (size_t)info.st_size + 1))
        refuse(item, ENOMEM);
    return item->error.status == DBN_OK;
}

/* Windows writes a byte order mark in front of the first line. */
static dbn_span
without_mark(dbn_span line)
{
    dbn_span mark = DBN_SPAN("\xEF\xBB\xBF");
    if (!dbn_span_starts(line, mark))
        return line;
    return (dbn_span){line.ptr + mark.len, line.len - mark.len};
}

/* An object in braces, alone on its line. */
static bool
begins_like_lines(dbn_span content)
{
    content = without_mark(content);
    const char *end = content.len == 0 ? NULL : memchr(content.ptr, '\n', content.len);
    dbn_span line = content;
    if (end != NULL)
        line.len = (size_t)(end - content.ptr);
    line = dbn_span_trim(line);
    return dbn_span_starts(line, DBN_SPAN("{\"")) && line.ptr[line.len - 1] == '}';
}

static void
read_document(dbn_inputs *inputs, dbn_item *item)
{
    dbn_bytes *content = &item->content;
    content->len = 0;
    if (!prepare(inputs, item))
        return;
    for (;;) {
        if (content->len > inputs->options.max_bytes) {
            refuse_size(inputs, item, false);
            return;
        }
        if (!dbn_bytes_reserve(content, content->cap == content->len ? READ_SIZE : 1)) {
            refuse(item, ENOMEM);
            return;
        }
        ptrdiff_t got = dbn_unpack_read(inputs->unpack, content->ptr + content->len,
                                        content->cap - content->len, &item->error);
        if (got <= 0)
            break;
        content->len += (size_t)got;
    }
    inputs->like_lines += inputs->options.kind == DBN_INPUT_AUTO &&
                          begins_like_lines(dbn_bytes_span(content));
}

/* ---- lines ------------------------------------------------------------------ */

/* By the ending of the name, that of a compressed file aside. */
static bool
is_json_lines(dbn_span name, dbn_input_kind kind)
{
    const dbn_span compressed[] = {DBN_SPAN(".gz"), DBN_SPAN(".zst")};
    if (kind != DBN_INPUT_AUTO)
        return kind == DBN_INPUT_JSONL;
    for (size_t i = 0; i < sizeof compressed / sizeof compressed[0]; i++)
        if (dbn_span_ends(name, compressed[i]))
            name.len -= compressed[i].len;
    return dbn_span_ends(name, DBN_SPAN(".jsonl")) ||
           dbn_span_ends(name, DBN_SPAN(".ndjson"));
}

/* Read on; false at the end of the file or on a failure, which `item` then has. */
static bool
read_ahead(dbn_inputs *inputs, dbn_item *item)
{
    dbn_bytes *ahead = &inputs->ahead;
    if (inputs->used > 0) {
        memmove(ahead->ptr, ahead->ptr + inputs->used, ahead->len - inputs->used);
        ahead->len -= inputs->used;
        inputs->offset += inputs->used;
        inputs->used = 0;
    }
    if (!dbn_bytes_reserve(ahead, READ_SIZE)) {
        refuse(item, ENOMEM);
        return false;
    }
    ptrdiff_t got = dbn_unpack_read(inputs->unpack, ahead->ptr + ahead->len,
                                    ahead->cap - ahead->len, &item->error);
    if (got < 0) /* the file's failure, not the line's */
        item->is_named = inputs->file.is_named && !inputs->leaf.is_member;
    if (got <= 0)
        return false;
    ahead->len += (size_t)got;
    return true;
}

static bool
is_blank(dbn_span line)
{
    return dbn_span_trim(line).len == 0;
}

/* Skip the rest of a line that is too long to be held. */
static void
skip_line(dbn_inputs *inputs, dbn_item *item)
{
    dbn_bytes *ahead = &inputs->ahead;
    for (;;) {
        const char *end = memchr(ahead->ptr, '\n', ahead->len);
        if (end != NULL) {
            inputs->used = (size_t)(end - ahead->ptr) + 1;
            return;
        }
        inputs->used = ahead->len;
        if (!read_ahead(inputs, item)) {
            inputs->lines_end = true;
            return;
        }
    }
}

/* Put the line, behind which inputs->used stands, into the item. A long one goes with
 * its buffer, and what stands behind it gets the other: it is there but once. */
static bool
hand_out(dbn_inputs *inputs, dbn_item *item, dbn_span line)
{
    dbn_bytes *ahead = &inputs->ahead, *content = &item->content;
    size_t rest = ahead->len - inputs->used;
    bool is_long = line.len >= READ_SIZE;
    if (!dbn_bytes_reserve(content, (is_long ? rest : line.len) + 1))
        return false;
    if (!is_long) {
        memcpy(content->ptr, line.ptr, content->len = line.len);
        return true;
    }
    memcpy(content->ptr, ahead->ptr + inputs->used, rest);
    memmove(ahead->ptr, line.ptr, line.len);
    dbn_bytes handed = {ahead->ptr, line.len, ahead->cap};
    *ahead = (dbn_bytes){content->ptr, rest, content->cap};
    *content = handed;
    inputs->offset += inputs->used;
    inputs->used = 0;
    return true;
}

/* The next line that is not blank, into item; false at the end of the file. */
static bool
next_line(dbn_inputs *inputs, dbn_item *item)
{
    dbn_bytes *ahead = &inputs->ahead;
    size_t scanned = 0;
    for (;;) {
        size_t from = inputs->used + scanned;
        char *end = ahead->len > from
                        ? memchr(ahead->ptr + from, '\n', ahead->len - from)
                        : NULL;
        scanned = ahead->len - inputs->used;
        if (end == NULL && scanned > inputs->options.max_bytes) {
            item->line = ++inputs->line;
            refuse_size(inputs, item, true);
            skip_line(inputs, item);
            return true;
        }
        if (end == NULL && !inputs->lines_end) {
            inputs->lines_end = !read_ahead(inputs, item);
            continue;
        }
        if (end == NULL && scanned == 0)
            return item->error.status != DBN_OK;
        dbn_span line = {ahead->ptr + inputs->used,
                         end == NULL ? scanned
                                     : (size_t)(end - ahead->ptr) - inputs->used};
        inputs->used += line.len + (end != NULL);
        if (inputs->line++ == 0)
            line = without_mark(line);
        scanned = 0;
        if (is_blank(line))
            continue;
        item->content.len = 0;
        item->line = inputs->line;
        item->place = (dbn_line_place){
            inputs->again, inputs->offset + (uint64_t)(line.ptr - ahead->ptr)};
        if (line.len > inputs->options.max_bytes)
            refuse_size(inputs, item, true);
        else if (!hand_out(inputs, item, line))
            refuse(item, ENOMEM);
        return true;
    }
}

/* Start on JSON Lines. */
static void
open_lines(dbn_inputs *inputs)
{
    inputs->in_lines = true;
    inputs->line = 0;
    inputs->ahead.len = inputs->used = 0;
    inputs->offset = 0;
    if (inputs->leaf.is_file && inputs->options.reads_again)
        inputs->again = dbn_kept_files_add(&inputs->kept, inputs->opened);
    inputs->lines_end = false;
}

/* ---- items ------------------------------------------------------------------ */

static void
describe(const dbn_inputs *inputs, dbn_item *item)
{
    const dbn_leaf *leaf = &inputs->leaf;
    item->is_member = leaf->is_member;
    item->is_named = inputs->file.is_named && !leaf->is_member && !inputs->in_lines;
    item->is_file =
        leaf->is_file && inputs->file.fd != STDIN_FILENO && !inputs->in_lines;
    item->is_http = leaf->capture.is_http;
    if (!dbn_bytes_set(&item->name, dbn_bytes_span(leaf->name)) ||
        !dbn_bytes_set(&item->url, leaf->capture.url) ||
        !dbn_bytes_set(&item->date, leaf->capture.date) ||
        !dbn_bytes_set(&item->media_type, leaf->capture.media_type))
        refuse(item, ENOMEM);
}

/* The next leaf of the open file. True when it, or a failure, is an item. */
static bool
next_leaf(dbn_inputs *inputs, dbn_item *item)
{
    if (!dbn_unpack_next(inputs->unpack, &inputs->leaf, &item->error)) {
        close_file(inputs);
        return false;
    }
    describe(inputs, item);
    if (item->error.status != DBN_OK)
        return true;
    if (!inputs->leaf.is_capture &&
        is_json_lines(dbn_bytes_span(inputs->leaf.name), inputs->options.kind)) {
        open_lines(inputs);
        return false;
    }
    read_document(inputs, item);
    return true;
}

/* The next file. True when it cannot be opened, which is an item. */
static bool
next_file(dbn_inputs *inputs, dbn_item *item)
{
    dbn_feed feed = {inputs, read_file};
    bool is_standard = inputs->file.fd == STDIN_FILENO;
    dbn_span name = is_standard && inputs->options.stdin_name.len > 0
                        ? inputs->options.stdin_name
                        : dbn_span_of(inputs->file.path);
    item->is_named = inputs->file.is_named;
    if (!dbn_bytes_set(&item->name, name))
        refuse(item, ENOMEM);
    else if (inputs->file.failure != 0)
        refuse(item, inputs->file.failure);
    inputs->has_file = inputs->file.fd >= 0;
    inputs->opened = dbn_kept_file_of(inputs->file.fd);
    if (inputs->has_file && inputs->options.opened != NULL)
        inputs->options.opened(inputs->options.context, inputs->file.path,
                               inputs->file.fd);
    bool opens_warc = inputs->options.kind != DBN_INPUT_JSONL;
    if (inputs->has_file && !dbn_unpack_start(inputs->unpack, feed, name, opens_warc))
        refuse(item, ENOMEM);
    if (item->error.status != DBN_OK)
        close_file(inputs);
    return item->error.status != DBN_OK;
}

static void
clear(dbn_item *item)
{
    item->error = (dbn_error){0};
    item->is_unreadable = item->is_named = item->is_member = item->is_http = false;
    item->is_file = false;
    item->line = 0;
    item->place = (dbn_line_place){NULL, 0};
    item->content.len = item->url.len = item->date.len = item->media_type.len = 0;
}

bool
dbn_inputs_next(dbn_inputs *inputs, dbn_item *item)
{
    bool has_item = false;
    clear(item);
    while (!has_item) {
        if (inputs->in_lines) {
            describe(inputs, item);
            has_item = next_line(inputs, item);
            inputs->in_lines = has_item && item->error.status != DBN_ERR_IO;
        } else if (inputs->has_file) {
            has_item = next_leaf(inputs, item);
        } else if (dbn_walk_next(inputs->walk, &inputs->file)) {
            has_item = next_file(inputs, item);
        } else {
            return false;
        }
    }
    item->is_unreadable = item->error.status == DBN_ERR_IO;
    item->index = inputs->next_index++;
    return true;
}
