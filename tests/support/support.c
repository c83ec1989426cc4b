#define _POSIX_C_SOURCE 200809L

#include "support/support.h"

#include <doublon/desk.h>

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void
test_die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

static void
reserve(test_bytes *bytes, size_t more)
{
    if (bytes->cap - bytes->len >= more)
        return;
    size_t cap =
        bytes->cap * 2 > bytes->len + more ? bytes->cap * 2 : bytes->len + more;
    bytes->ptr = realloc(bytes->ptr, cap);
    if (bytes->ptr == NULL)
        test_die("no memory is left");
    bytes->cap = cap;
}

void
test_bytes_add(test_bytes *bytes, dbn_span more)
{
    if (more.len == 0)
        return;
    reserve(bytes, more.len);
    memcpy(bytes->ptr + bytes->len, more.ptr, more.len);
    bytes->len += more.len;
}

void
test_bytes_format(test_bytes *bytes, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (len < 0)
        test_die("a format is wrong: %s", format);
    reserve(bytes, (size_t)len + 1);
    (void)vsnprintf(bytes->ptr + bytes->len, (size_t)len + 1, format, again);
    va_end(again);
    bytes->len += (size_t)len;
}

void
test_bytes_release(test_bytes *bytes)
{
    free(bytes->ptr);
    *bytes = (test_bytes){0};
}

test_bytes
test_file_read(const char *path)
{
    test_bytes bytes = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        test_die("%s: %s", path, strerror(errno));
    for (;;) {
        reserve(&bytes, (size_t)1 << 16);
        size_t len = fread(bytes.ptr + bytes.len, 1, bytes.cap - bytes.len, file);
        bytes.len += len;
        if (len == 0)
            break;
    }
    if (ferror(file))
        test_die("%s: %s", path, strerror(errno));
    (void)fclose(file);
    return bytes;
}

bool
test_file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

void
test_file_write(const char *path, dbn_span bytes)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        test_die("%s: %s", path, strerror(errno));
    bool is_written = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    if (fclose(file) != 0 || !is_written)
        test_die("%s: cannot be written", path);
}

dbn_span
test_span(const char *text)
{
    return (dbn_span){text, strlen(text)};
}

bool
test_span_is(dbn_span a, dbn_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

size_t
test_span_find(dbn_span text, dbn_span needle, size_t from)
{
    if (needle.len == 0)
        return from <= text.len ? from : text.len;
    while (from < text.len && text.len - from >= needle.len) {
        const char *at =
            memchr(text.ptr + from, needle.ptr[0], text.len - from - needle.len + 1);
        if (at == NULL)
            return text.len;
        if (memcmp(at, needle.ptr, needle.len) == 0)
            return (size_t)(at - text.ptr);
        from = (size_t)(at - text.ptr) + 1;
    }
    return text.len;
}

dbn_engine *
test_engine_new(void)
{
    dbn_engine *engine = NULL;
    dbn_error error = {0};
    if (dbn_engine_new(&engine, DBN_DICTS_DIR, &error) != DBN_OK)
        test_die("%s", error.message);
    return engine;
}

/* ---- corpora ---------------------------------------------------------------- */

static void
add_articles(test_corpora *corpora, const char *group)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", DBN_CORPORA_DIR, group);
    DIR *folder = opendir(path);
    if (folder == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        size_t size = strlen(group) + strlen(entry->d_name) + 2;
        char **names = realloc(corpora->names, (corpora->count + 1) * sizeof *names);
        if (names == NULL)
            test_die("no memory is left");
        corpora->names = names;
        char *name = malloc(size);
        if (name == NULL)
            test_die("no memory is left");
        (void)snprintf(name, size, "%s/%s", group, entry->d_name);
        names[corpora->count++] = name;
    }
    closedir(folder);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort_articles(test_corpora *corpora)
{
    if (corpora->count == 0)
        test_die("%s: no article", DBN_CORPORA_DIR);
    qsort(corpora->names, corpora->count, sizeof *corpora->names, by_name);
}

test_corpora
test_corpora_list(void)
{
    test_corpora corpora = {0};
    DIR *folder = opendir(DBN_CORPORA_DIR);
    if (folder == NULL)
        test_die("%s: %s", DBN_CORPORA_DIR, strerror(errno));
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (strlen(entry->d_name) == 2 && entry->d_name[0] != '.')
            add_articles(&corpora, entry->d_name);
    closedir(folder);
    sort_articles(&corpora);
    return corpora;
}

test_corpora
test_bitexts_list(void)
{
    test_corpora corpora = {0};
    add_articles(&corpora, "bitexts");
    sort_articles(&corpora);
    return corpora;
}

void
test_corpora_release(test_corpora *corpora)
{
    for (size_t i = 0; i < corpora->count; i++)
        free(corpora->names[i]);
    free(corpora->names);
    *corpora = (test_corpora){0};
}

test_bytes
test_corpora_read(const char *article, const char *file)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s/%s", DBN_CORPORA_DIR, article, file);
    return test_file_read(path);
}

/* ---- edits, the plain way ---------------------------------------------------- */

/* How many bytes of `before` the bytes [from, to) of `after` are, where no edit is. */
static uint32_t
unit_bytes(const dbn_pass_edits *pass, dbn_span charset, uint32_t from, uint32_t to)
{
    bool is_utf16 = charset.len >= 6 && memcmp(charset.ptr, "utf-16", 6) == 0;
    uint32_t bytes = 0;
    for (uint32_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)pass->after.ptr[i];
        if ((c & 0xC0) == 0x80)
            continue;
        if (is_utf16)
            bytes += c >= 0xF0 ? 4 : 2;
        else
            bytes++;
    }
    return bytes;
}

static bool
has_same_units(const dbn_doc *doc, const dbn_pass_edits *pass)
{
    return !test_span_is(pass->name, TEXT("decode")) ||
           test_span_is(dbn_doc_charset(doc), TEXT("utf-8"));
}

/* Is the edit over before the end (or the beginning) of a range that is there? */
static bool
is_before(const dbn_edit *edit, uint32_t at, bool is_end)
{
    if (edit->len == 0)
        return is_end ? edit->at < at : edit->at <= at;
    return edit->at + edit->len <= at;
}

static uint32_t
edge_before(const dbn_doc *doc, const dbn_pass_edits *pass, uint32_t at, bool is_end)
{
    uint32_t from = 0, same = 0; /* both sides after the last edit that is over */
    for (uint32_t i = 0; i < pass->count; i++) {
        const dbn_edit *edit = &pass->edits[i];
        if (is_before(edit, at, is_end)) {
            from = edit->to;
            same = edit->at + edit->len;
            continue;
        }
        if (edit->len > 0 && edit->at < at)
            return is_end ? edit->to : edit->from;
        break;
    }
    return from + (has_same_units(doc, pass)
                       ? at - same
                       : unit_bytes(pass, dbn_doc_charset(doc), same, at));
}

/* An empty range is all that was removed at its place. */
static dbn_range
removed_at(const dbn_doc *doc, const dbn_pass_edits *pass, uint32_t at)
{
    dbn_range range = {edge_before(doc, pass, at, true), 0};
    range.end = edge_before(doc, pass, at, false);
    if (range.end < range.beg) /* inside a replacement */
        range = (dbn_range){range.end, range.beg};
    return range;
}

static dbn_range
before_pass(const dbn_doc *doc, const dbn_pass_edits *pass, dbn_range range)
{
    if (range.beg == range.end)
        return removed_at(doc, pass, range.beg);
    return (dbn_range){edge_before(doc, pass, range.beg, false),
                       edge_before(doc, pass, range.end, true)};
}

dbn_range
test_source_of(const dbn_doc *doc, uint32_t index, dbn_range range)
{
    dbn_pass_edits pass;
    while (index-- > 0)
        if (dbn_doc_pass(doc, index, &pass))
            range = before_pass(doc, &pass, range);
    return range;
}

uint32_t
test_page_pass(const dbn_doc *doc)
{
    dbn_pass_edits pass;
    uint32_t index = 0;
    for (; dbn_doc_pass(doc, index, &pass); index++)
        if (test_span_is(pass.name, TEXT("repetition")) ||
            test_span_is(pass.name, TEXT("layout")))
            break;
    return index;
}

void
test_spell(dbn_engine *engine)
{
    dbn_error error;
    dbn_spelling_places places = {"/usr/share/hunspell", DBN_LEXICONS_DIR};
    if (dbn_engine_spell(engine, &places, &error) != DBN_OK)
        test_die("%s", error.message);
}
