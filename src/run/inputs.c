/*
 * run/inputs.c - walking and reading.
 *
 * A stack of paths still to visit; a folder is replaced by its entries in the order
 * of names. JSON Lines are read through one buffer, a line an item.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/inputs.h"

/* Folders within folders: deeper than any archive, shallower than a loop of links. */
#define MAX_FOLDER_DEPTH 64
#define READ_SIZE        ((size_t)256 * 1024)

/* A signal wakes one thread, which need not be the one that waits for input: so it
 * looks up that often, in milliseconds. */
#define WAIT_MS 100

typedef struct pending {
    char *path;
    uint32_t depth;
} pending;

/* A folder, whatever its path. */
typedef struct identity {
    dev_t device;
    ino_t number;
} identity;

struct dbn_inputs {
    dbn_inputs_options options;
    pending *stack; /* top is next */
    size_t count, cap;
    identity trail[MAX_FOLDER_DEPTH]; /* the folders on the way down, by depth */
    uint64_t next_index;
    int lines_fd; /* the open JSON Lines file, -1 for none */
    char *lines_path;
    uint64_t line;
    dbn_bytes ahead; /* bytes read from it, from `used` on not yet handed out */
    size_t used;
    bool lines_end;
};

void
dbn_bytes_release(dbn_bytes *bytes)
{
    free(bytes->ptr);
    *bytes = (dbn_bytes){0};
}

void
dbn_item_release(dbn_item *item)
{
    dbn_bytes_release(&item->content);
    free(item->name);
    *item = (dbn_item){0};
}

/* Room for `more` bytes behind the content; false when there is none. */
static bool
reserve(dbn_bytes *bytes, size_t more)
{
    if (bytes->cap - bytes->len >= more)
        return true;
    if (more > SIZE_MAX / 4 || bytes->len > SIZE_MAX / 4)
        return false;
    size_t cap = bytes->len + more;
    if (cap < bytes->cap + bytes->cap / 2)
        cap = bytes->cap + bytes->cap / 2;
    char *grown = realloc(bytes->ptr, cap);
    if (grown == NULL)
        return false;
    bytes->ptr = grown;
    bytes->cap = cap;
    return true;
}

static bool
push_path(dbn_inputs *inputs, char *path, uint32_t depth)
{
    if (path == NULL)
        return false;
    if (inputs->count == inputs->cap) {
        size_t cap = inputs->cap == 0 ? 64 : inputs->cap * 2;
        pending *grown = realloc(inputs->stack, cap * sizeof *grown);
        if (grown == NULL) {
            free(path);
            return false;
        }
        inputs->stack = grown;
        inputs->cap = cap;
    }
    inputs->stack[inputs->count++] = (pending){path, depth};
    return true;
}

dbn_status
dbn_inputs_new(dbn_inputs **out, const dbn_inputs_options *options, dbn_error *error)
{
    static const char *const standard_input[] = {"-"};
    *out = NULL;
    dbn_inputs *inputs = calloc(1, sizeof *inputs);
    if (inputs == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    inputs->options = *options;
    inputs->lines_fd = -1;
    bool is_default = options->count == 0;
    size_t count = is_default ? 1 : options->count;
    const char *const *paths = is_default ? standard_input : options->paths;
    for (size_t i = count; i-- > 0;) {
        if (!push_path(inputs, strdup(paths[i]), 0)) {
            dbn_inputs_free(inputs);
            return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
        }
    }
    *out = inputs;
    return DBN_OK;
}

static void
close_lines(dbn_inputs *inputs)
{
    if (inputs->lines_fd > STDIN_FILENO)
        close(inputs->lines_fd);
    free(inputs->lines_path);
    inputs->lines_path = NULL;
    inputs->lines_fd = -1;
}

void
dbn_inputs_free(dbn_inputs *inputs)
{
    if (inputs == NULL)
        return;
    close_lines(inputs);
    for (size_t i = 0; i < inputs->count; i++)
        free(inputs->stack[i].path);
    free(inputs->stack);
    dbn_bytes_release(&inputs->ahead);
    free(inputs);
}

static void
set_name(dbn_item *item, const char *path)
{
    size_t size = strlen(path) + 1;
    if (size > item->name_cap) {
        char *grown = realloc(item->name, size);
        if (grown == NULL)
            return;
        item->name = grown;
        item->name_cap = size;
    }
    memcpy(item->name, path, size);
}

static void
refuse(dbn_item *item, int error_number)
{
    item->is_unreadable = true;
    (void)dbn_fail(&item->error, DBN_ERR_IO, "cannot read: %s",
                   strerror(error_number)); /* the C locale's words: never set here */
}

static bool
is_json_lines(const char *path, dbn_input_kind kind)
{
    if (kind != DBN_INPUT_AUTO)
        return kind == DBN_INPUT_JSONL;
    dbn_span name = dbn_span_of(path);
    return dbn_span_ends(name, DBN_SPAN(".jsonl")) ||
           dbn_span_ends(name, DBN_SPAN(".ndjson"));
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(((const pending *)a)->path, ((const pending *)b)->path);
}

static char *
joined(const char *folder, const char *name)
{
    size_t folder_len = strlen(folder), name_len = strlen(name);
    bool has_slash = folder_len > 0 && folder[folder_len - 1] == '/';
    char *path = malloc(folder_len + name_len + 2);
    if (path == NULL)
        return NULL;
    memcpy(path, folder, folder_len);
    if (!has_slash)
        path[folder_len++] = '/';
    memcpy(path + folder_len, name, name_len + 1);
    return path;
}

/* Push the entries of a folder, last name first, so that the first is visited next. */
static int
push_folder(dbn_inputs *inputs, const char *path, uint32_t depth)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return errno;
    size_t first = inputs->count;
    bool is_good = true;
    for (struct dirent *entry; is_good && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            is_good = push_path(inputs, joined(path, entry->d_name), depth + 1);
    closedir(folder);
    if (inputs->count > first)
        qsort(inputs->stack + first, inputs->count - first, sizeof *inputs->stack,
              by_name);
    for (size_t a = first, b = inputs->count; a + 1 < b; a++, b--) {
        pending swap = inputs->stack[a];
        inputs->stack[a] = inputs->stack[b - 1];
        inputs->stack[b - 1] = swap;
    }
    return is_good ? 0 : ENOMEM;
}

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

/* All bytes of fd; an errno, or 0. EFBIG beyond the limit. */
static int
read_all(const dbn_inputs *inputs, int fd, dbn_bytes *content)
{
    size_t max = inputs->options.max_bytes;
    struct stat info;
    content->len = 0;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        if (info.st_size > 0 && (uint64_t)info.st_size > max)
            return EFBIG;
        if (!reserve(content, (size_t)info.st_size + 1))
            return ENOMEM;
    }
    for (;;) {
        if (content->len > max)
            return EFBIG;
        if (!reserve(content, content->cap == content->len ? READ_SIZE : 1))
            return ENOMEM;
        ssize_t got = read_some(inputs, fd, content->ptr + content->len,
                                content->cap - content->len);
        if (got < 0)
            return errno;
        if (got == 0)
            return 0;
        content->len += (size_t)got;
    }
}

/* What is found in a folder may be a pipe without a writer: it is not waited for. */
static int
open_path(const char *path, bool is_named)
{
    if (is_named && strcmp(path, "-") == 0)
        return STDIN_FILENO;
    return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (is_named ? 0 : O_NONBLOCK));
}

static void
read_document(dbn_inputs *inputs, dbn_item *item, int fd)
{
    int failure = read_all(inputs, fd, &item->content);
    if (failure == EFBIG)
        (void)dbn_fail_at(&item->error, DBN_ERR_LIMIT, inputs->options.max_bytes,
                          "the document is larger than %zu bytes",
                          inputs->options.max_bytes);
    else if (failure != 0)
        refuse(item, failure);
    if (fd != STDIN_FILENO)
        close(fd);
}

/* Read on; false at the end of the file or on a failure, which `item` then has. */
static bool
read_ahead(dbn_inputs *inputs, dbn_item *item)
{
    dbn_bytes *ahead = &inputs->ahead;
    if (inputs->used > 0) {
        memmove(ahead->ptr, ahead->ptr + inputs->used, ahead->len - inputs->used);
        ahead->len -= inputs->used;
        inputs->used = 0;
    }
    if (!reserve(ahead, READ_SIZE)) {
        refuse(item, ENOMEM);
        return false;
    }
    ssize_t got = read_some(inputs, inputs->lines_fd, ahead->ptr + ahead->len,
                            ahead->cap - ahead->len);
    if (got < 0)
        refuse(item, errno);
    if (got <= 0)
        return false;
    ahead->len += (size_t)got;
    return true;
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

static bool
is_blank(dbn_span line)
{
    return dbn_span_trim(line).len == 0;
}

static void
refuse_line(const dbn_inputs *inputs, dbn_item *item)
{
    (void)dbn_fail_at(&item->error, DBN_ERR_LIMIT, inputs->options.max_bytes,
                      "the line is longer than %zu bytes", inputs->options.max_bytes);
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
            refuse_line(inputs, item);
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
        if (line.len > inputs->options.max_bytes)
            refuse_line(inputs, item);
        else if (!reserve(&item->content, line.len + 1))
            refuse(item, ENOMEM);
        else
            memcpy(item->content.ptr, line.ptr, item->content.len = line.len);
        return true;
    }
}

/* Start on a JSON Lines file. */
static void
open_lines(dbn_inputs *inputs, int fd, char *path)
{
    inputs->lines_fd = fd;
    inputs->lines_path = path;
    inputs->line = 0;
    inputs->ahead.len = inputs->used = 0;
    inputs->lines_end = false;
}

/* Is this one of the folders that the path goes through? Then a link leads back. Notes
 * the folder for those below it. */
static bool
was_passed(dbn_inputs *inputs, const struct stat *info, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++)
        if (inputs->trail[i].device == info->st_dev &&
            inputs->trail[i].number == info->st_ino)
            return true;
    inputs->trail[depth] = (identity){info->st_dev, info->st_ino};
    return false;
}

/* Visit what is open at `fd`; true when it gave an item. Takes the path, and leaves
 * NULL, where it is needed longer. */
static bool
visit_open(dbn_inputs *inputs, pending *next, dbn_item *item, int fd)
{
    struct stat info;
    int failure = fstat(fd, &info) == 0 ? 0 : errno;
    if (failure == 0 && S_ISDIR(info.st_mode)) {
        close(fd);
        if (next->depth >= MAX_FOLDER_DEPTH)
            failure = ELOOP;
        else if (!was_passed(inputs, &info, next->depth))
            failure = push_folder(inputs, next->path, next->depth);
    } else if (failure != 0 || (next->depth > 0 && !S_ISREG(info.st_mode))) {
        close(fd);
    } else if (is_json_lines(next->path, inputs->options.kind)) {
        open_lines(inputs, fd, next->path);
        next->path = NULL;
    } else {
        read_document(inputs, item, fd);
        return true;
    }
    if (failure != 0)
        refuse(item, failure);
    return failure != 0;
}

/* Visit one path; true when it gave an item. */
static bool
visit(dbn_inputs *inputs, pending next, dbn_item *item)
{
    set_name(item, next.path);
    item->is_named = next.depth == 0;
    int fd = open_path(next.path, item->is_named);
    bool has_item = false;
    if (fd >= 0) {
        has_item = visit_open(inputs, &next, item, fd);
    } else if (errno != ENXIO || item->is_named) { /* a socket found is passed by */
        refuse(item, errno);
        has_item = true;
    }
    free(next.path);
    return has_item;
}

bool
dbn_inputs_next(dbn_inputs *inputs, dbn_item *item)
{
    item->error = (dbn_error){0};
    item->is_unreadable = item->is_named = false;
    item->line = 0;
    item->content.len = 0;
    for (;;) {
        bool has_item = false;
        if (inputs->lines_fd >= 0) {
            set_name(item, inputs->lines_path);
            has_item = next_line(inputs, item);
            if (!has_item || item->is_unreadable)
                close_lines(inputs);
        } else if (inputs->count > 0) {
            has_item = visit(inputs, inputs->stack[--inputs->count], item);
        } else {
            return false;
        }
        if (has_item) {
            item->index = inputs->next_index++;
            return true;
        }
    }
}
