/*
 * read/container.c - libarchive and our reader of WARC as one.
 *
 * libarchive is given bytes by callback and asked for no more than it needs: it opens
 * nothing, extracts nothing, and of formats and filters only those are switched on that
 * news come in; several of the others start programs.
 */
#define _XOPEN_SOURCE 700

#include <archive.h>
#include <archive_entry.h>

#include "read/container.h"

#include <errno.h>
#include <locale.h>

#define BLOCK_SIZE ((size_t)256 * 1024)
#define TAR_HEADER DBN_CONTAINER_HEAD

struct dbn_container {
    dbn_feed feed;
    dbn_warc *warc; /* or else: */
    struct archive *archive;
    locale_t locale;
    dbn_error feed_error; /* why the feed failed, if it did */
    uint64_t read;        /* bytes that the feed gave */
    bool was_asked, at_end;
    const char *piece; /* of the member: what libarchive gave, and its place */
    size_t piece_len;
    uint64_t piece_at, given; /* given: bytes of the member handed out */
    size_t block_len;         /* of the last one that was not empty */
    char block[BLOCK_SIZE];
};

/* ---- recognising ------------------------------------------------------------ */

static uint32_t
octal(dbn_span field)
{
    uint32_t value = 0;
    size_t i = 0;
    while (i < field.len && field.ptr[i] == ' ')
        i++;
    for (; i < field.len && field.ptr[i] >= '0' && field.ptr[i] <= '7'; i++)
        value = value * 8 + (uint32_t)(field.ptr[i] - '0');
    return value;
}

/* A header of tar vouches for itself: the sum of its bytes stands in it, its own place
 * counted as spaces. */
static bool
is_tar(dbn_span head)
{
    enum { SUM = 148, SUM_LEN = 8 };
    uint32_t sum = 0;
    if (head.len < TAR_HEADER || head.ptr[0] == '\0')
        return false;
    for (size_t i = 0; i < TAR_HEADER; i++)
        sum += i >= SUM && i < SUM + SUM_LEN ? ' ' : (unsigned char)head.ptr[i];
    return sum == octal((dbn_span){head.ptr + SUM, SUM_LEN});
}

/* The frame that other data may stand in, in front of the first of zstd. */
static bool
is_skippable_frame(dbn_span head)
{
    return head.len >= 4 && ((unsigned char)head.ptr[0] & 0xF0) == 0x50 &&
           memcmp(head.ptr + 1, "\x2A\x4D\x18", 3) == 0;
}

dbn_container_kind
dbn_container_kind_of(dbn_span head, bool is_all)
{
    const dbn_span archives[] = {DBN_SPAN("\x1F\x8B\x08"), DBN_SPAN("\x28\xB5\x2F\xFD"),
                                 DBN_SPAN("PK\x03\x04"), DBN_SPAN("PK\x05\x06")};
    const dbn_span warc = DBN_SPAN("WARC/");
    for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++)
        if (dbn_span_starts(head, archives[i]))
            return DBN_CONTAINER_ARCHIVE;
    if (is_skippable_frame(head) || is_tar(head))
        return DBN_CONTAINER_ARCHIVE;
    if (dbn_span_starts(head, warc))
        return DBN_CONTAINER_WARC;
    /* A header of tar begins with a path: who waits for all of it where a line ends
     * would hold up a line that has come. */
    bool may_grow = head.len < TAR_HEADER &&
                    (head.len == 0 || memchr(head.ptr, '\n', head.len) == NULL);
    return may_grow && !is_all ? DBN_CONTAINER_UNKNOWN : DBN_CONTAINER_NONE;
}

/* ---- opening ---------------------------------------------------------------- */

static la_ssize_t
read_block(struct archive *archive, void *context, const void **out)
{
    dbn_container *c = context;
    ptrdiff_t got = c->feed.read(c->feed.context, c->block, BLOCK_SIZE, &c->feed_error);
    *out = c->block;
    if (got < 0) {
        archive_set_error(archive, EIO, "the input failed");
        return ARCHIVE_FATAL;
    }
    c->read += (uint64_t)got;
    if (got > 0)
        c->block_len = (size_t)got;
    return got;
}

/* What libarchive says of the container, or what the feed said before. */
static void
say_broken(dbn_container *c, dbn_error *err)
{
    const char *what = archive_error_string(c->archive);
    if (c->feed_error.status != DBN_OK)
        *err = c->feed_error;
    else
        (void)dbn_fail_at(err, DBN_ERR_SYNTAX, c->read, "the archive is broken: %s",
                          what == NULL ? "no reason is known" : what);
}

/* libarchive converts names to the encoding of the locale, and drops those that it
 * cannot: with this one they all come out as UTF-8, or as the archive has them. The
 * program's own locale is not looked at. */
static dbn_status
open_archive(dbn_container *c, dbn_error *err)
{
    c->archive = archive_read_new();
    c->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (c->archive == NULL || c->locale == (locale_t)0)
        return dbn_fail(err, DBN_ERR_NOMEM, "no memory for a reader of archives");
    (void)archive_read_support_filter_gzip(c->archive);
    (void)archive_read_support_filter_zstd(c->archive);
    (void)archive_read_support_format_tar(c->archive);
    (void)archive_read_support_format_zip_streamable(c->archive);
    (void)archive_read_support_format_empty(c->archive);
    (void)archive_read_support_format_raw(c->archive);
    if (archive_read_open(c->archive, c, NULL, read_block, NULL) == ARCHIVE_OK)
        return DBN_OK;
    say_broken(c, err);
    return err->status;
}

dbn_status
dbn_container_new(dbn_container **out, dbn_container_kind kind, dbn_feed feed,
                  dbn_error *err)
{
    dbn_container *c = calloc(1, sizeof *c);
    *out = NULL;
    if (c == NULL)
        return dbn_fail(err, DBN_ERR_NOMEM, "no memory for a reader of archives");
    c->feed = feed;
    dbn_status status = kind == DBN_CONTAINER_WARC ? dbn_warc_new(&c->warc, feed, err)
                                                   : open_archive(c, err);
    if (status == DBN_OK)
        *out = c;
    else
        dbn_container_free(c);
    return status;
}

void
dbn_container_free(dbn_container *container)
{
    if (container == NULL)
        return;
    dbn_warc_free(container->warc);
    if (container->archive != NULL)
        (void)archive_read_free(container->archive);
    if (container->locale != (locale_t)0)
        freelocale(container->locale);
    free(container);
}

/* ---- members ---------------------------------------------------------------- */

/* Is there a name in the path that starts with a dot, and is not "." or ".."? They are
 * what systems leave, as in folders. */
static bool
is_hidden(const char *path)
{
    for (const char *name = path; name != NULL; name = strchr(name, '/')) {
        name += *name == '/';
        if (name[0] == '.' && strcspn(name, "/") > 2)
            return true;
        if (name[0] == '.' && name[1] != '.' && name[1] != '/' && name[1] != '\0')
            return true;
    }
    return false;
}

/* Is there anything but padding behind the end of a compressed file? gzip and zstd
 * allow several members, which libarchive reads as one; it stops at the first byte of
 * none. */
static bool
has_more_behind(dbn_container *c)
{
    int64_t end = archive_filter_bytes(c->archive, -1);
    int format = archive_format(c->archive);
    bool is_file = format == ARCHIVE_FORMAT_RAW || format == ARCHIVE_FORMAT_EMPTY;
    if (!is_file || archive_filter_count(c->archive) < 2 || end < 0 ||
        (uint64_t)end >= c->read)
        return false;
    size_t left = (size_t)(c->read - (uint64_t)end);
    for (size_t i = c->block_len - (left < c->block_len ? left : c->block_len);
         i < c->block_len; i++)
        if (c->block[i] != '\0')
            return true;
    return false;
}

/* False at the end, and where the archive breaks. */
static bool
next_entry(dbn_container *c, struct archive_entry **entry, dbn_error *err)
{
    locale_t before = uselocale(c->locale);
    int result = archive_read_next_header(c->archive, entry);
    (void)uselocale(before);
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
        return true;
    c->at_end = true;
    if (result != ARCHIVE_EOF)
        say_broken(c, err);
    else if (has_more_behind(c))
        (void)dbn_fail_at(err, DBN_ERR_SYNTAX,
                          (uint64_t)archive_filter_bytes(c->archive, -1),
                          "what stands behind the compressed data is none of it, and "
                          "is not read");
    return false;
}

static bool
next_file(dbn_container *c, dbn_member *out, dbn_error *err)
{
    struct archive_entry *entry;
    c->piece_len = 0;
    c->given = 0;
    if (!next_entry(c, &entry, err))
        return false;
    if (archive_format(c->archive) == ARCHIVE_FORMAT_RAW)
        return true;
    const char *path = archive_entry_pathname(entry);
    out->name = path == NULL ? DBN_SPAN("") : dbn_span_of(path);
    out->is_passed_by = out->name.len == 0 || is_hidden(path) ||
                        archive_entry_filetype(entry) != AE_IFREG ||
                        archive_entry_hardlink(entry) != NULL;
    return true;
}

bool
dbn_container_next(dbn_container *container, dbn_member *out, dbn_error *err)
{
    bool is_first = !container->was_asked;
    *out = (dbn_member){0};
    container->was_asked = true;
    if (container->warc != NULL) {
        out->is_capture = dbn_warc_next(container->warc, &out->capture, err);
        out->name = out->capture.id;
        return out->is_capture;
    }
    if (container->at_end)
        return false;
    /* Nothing at all, compressed, is an empty file. */
    return next_file(container, out, err) ||
           (is_first && archive_format(container->archive) == ARCHIVE_FORMAT_EMPTY);
}

/* The next piece of the member; false at its end, and where it breaks. A failure of
 * which libarchive says that it can go on behind it is the member's alone. */
static bool
next_piece(dbn_container *c, dbn_error *err)
{
    const void *piece;
    la_int64_t at;
    int result;
    do {
        result = archive_read_data_block(c->archive, &piece, &c->piece_len, &at);
    } while (result == ARCHIVE_RETRY);
    c->piece = piece;
    c->piece_at = at < 0 ? 0 : (uint64_t)at;
    if (result == ARCHIVE_OK)
        return true;
    c->piece_len = 0;
    if (result == ARCHIVE_EOF)
        return false;
    c->at_end = result == ARCHIVE_FATAL;
    say_broken(c, err);
    return false;
}

/* Not archive_read_data(), which drops what it has when more cannot be had. */
static ptrdiff_t
read_file(void *context, char *out, size_t size, dbn_error *err)
{
    dbn_container *c = context;
    dbn_error failure = {0};
    while (c->piece_len == 0)
        if (c->at_end || !next_piece(c, &failure)) {
            if (failure.status != DBN_OK)
                *err = failure;
            return failure.status == DBN_OK ? 0 : -1;
        }
    if (c->piece_at > c->given) { /* a hole in a sparse file */
        uint64_t hole = c->piece_at - c->given;
        size = hole < size ? (size_t)hole : size;
        memset(out, 0, size);
    } else {
        size = c->piece_len < size ? c->piece_len : size;
        memcpy(out, c->piece, size);
        c->piece += size;
        c->piece_at += size;
        c->piece_len -= size;
    }
    c->given += size;
    return (ptrdiff_t)size;
}

static ptrdiff_t
read_capture(void *context, char *out, size_t size, dbn_error *err)
{
    return dbn_warc_read(((dbn_container *)context)->warc, out, size, err);
}

dbn_feed
dbn_container_feed(dbn_container *container)
{
    return (dbn_feed){container, container->warc != NULL ? read_capture : read_file};
}

dbn_skipped
dbn_container_skipped(const dbn_container *container)
{
    return container->warc == NULL ? (dbn_skipped){0}
                                   : dbn_warc_skipped(container->warc);
}

bool
dbn_read_libarchive(char *version, size_t size)
{
    int number = archive_version_number(); /* 3006002 is 3.6.2 */
    (void)snprintf(version, size, "%d.%d.%d", number / 1000000, number / 1000 % 1000,
                   number % 1000);
    return true;
}

bool
dbn_read_zstd(char *version, size_t size)
{
    const char *text = archive_libzstd_version();
    (void)snprintf(version, size, "%s", text == NULL ? "" : text);
    return text != NULL;
}
