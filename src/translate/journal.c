/*
 * The whole journal is in memory, with a table of hashes that is at most half full; a
 * hash only says where to compare. Linear in the file.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/vec.h"
#include "translate/journal.h"

#define SUM_DIGITS 16U

typedef struct row {
    uint64_t hash;
    dbn_span identity, text, answer;
} row;

struct dbn_journal {
    dbn_arena arena;
    int fd; /* -1: in memory alone */
    char *path;
    DBN_VEC(row) rows;
    uint32_t *slots; /* of rows, from 1; a power of two */
    uint32_t slot_count;
    uint32_t broken;
    dbn_buffer waiting; /* for the disk */
};

static dbn_status
nomem(dbn_error *error)
{
    return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
}

static dbn_status
refuse(const dbn_journal *journal, dbn_error *error)
{
    return dbn_fail(error, DBN_ERR_IO, "%s: %s", journal->path, strerror(errno));
}

/* ---- rows --------------------------------------------------------------------------
 */

static uint64_t
hash_of(dbn_span identity, dbn_span text)
{
    return dbn_hash_mix(dbn_hash_bytes(identity) ^ dbn_hash_bytes(text) * 31);
}

/* The slot of a question, or the empty one where it would stand. */
static uint32_t
slot_of(const dbn_journal *journal, uint64_t hash, dbn_span identity, dbn_span text)
{
    uint32_t mask = journal->slot_count - 1, slot = (uint32_t)hash & mask;
    for (; journal->slots[slot] != 0; slot = (slot + 1) & mask) {
        const row *r = &journal->rows.items[journal->slots[slot] - 1];
        if (r->hash == hash && dbn_span_equal(r->text, text) &&
            dbn_span_equal(r->identity, identity))
            break;
    }
    return slot;
}

static dbn_status
widen(dbn_journal *journal)
{
    uint32_t count = journal->slot_count == 0 ? 256 : journal->slot_count * 2;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (slots == NULL)
        return DBN_ERR_NOMEM;
    free(journal->slots);
    journal->slots = slots;
    journal->slot_count = count;
    for (uint32_t i = 0; i < journal->rows.count; i++) {
        const row *r = &journal->rows.items[i];
        slots[slot_of(journal, r->hash, r->identity, r->text)] = i + 1;
    }
    return DBN_OK;
}

/* Of two answers to one question the first counts: what was made with it stays the
 * same. The texts of `r` are in the arena. */
static dbn_status
add_row(dbn_journal *journal, row r)
{
    if ((journal->rows.count + 1) * 2 > journal->slot_count)
        DBN_TRY(widen(journal));
    r.hash = hash_of(r.identity, r.text);
    uint32_t slot = slot_of(journal, r.hash, r.identity, r.text);
    if (journal->slots[slot] != 0)
        return DBN_OK;
    DBN_TRY(dbn_vec_push(&journal->arena, &journal->rows, r));
    journal->slots[slot] = journal->rows.count;
    return DBN_OK;
}

bool
dbn_journal_find(dbn_span *answer, const dbn_journal *journal, dbn_span identity,
                 dbn_span text)
{
    if (journal->slot_count == 0)
        return false;
    uint32_t slot =
        journal->slots[slot_of(journal, hash_of(identity, text), identity, text)];
    if (slot == 0)
        return false;
    *answer = journal->rows.items[slot - 1].answer;
    return true;
}

uint32_t
dbn_journal_broken(const dbn_journal *journal)
{
    return journal->broken;
}

uint32_t
dbn_journal_count(const dbn_journal *journal)
{
    return journal->rows.count;
}

/* ---- lines -------------------------------------------------------------------------
 */

static const char escapes[][2] = {{'\t', 't'}, {'\n', 'n'}, {'\r', 'r'}, {'\\', '\\'}};
#define ESCAPES (sizeof escapes / sizeof escapes[0])

static dbn_status
put_field(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    DBN_TRY(dbn_vec_push(arena, out, '\t'));
    for (size_t i = 0; i < text.len; i++) {
        size_t k = 0;
        while (k < ESCAPES && escapes[k][0] != text.ptr[i])
            k++;
        if (k < ESCAPES)
            DBN_TRY(dbn_vec_push(arena, out, '\\'));
        DBN_TRY(dbn_vec_push(arena, out, k < ESCAPES ? escapes[k][1] : text.ptr[i]));
    }
    return DBN_OK;
}

static dbn_status
read_field(dbn_span *out, dbn_arena *arena, dbn_span text)
{
    char *plain = dbn_arena_alloc(arena, text.len);
    size_t len = 0;
    if (plain == NULL)
        return DBN_ERR_NOMEM;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\\' && i + 1 < text.len) {
            i++;
            for (size_t k = 0; k < ESCAPES; k++)
                if (escapes[k][1] == text.ptr[i])
                    c = escapes[k][0];
        }
        plain[len++] = c;
    }
    *out = (dbn_span){plain, len};
    return DBN_OK;
}

static void
write_sum(char out[SUM_DIGITS], dbn_span bytes)
{
    uint64_t hash = dbn_hash_bytes(bytes);
    for (size_t i = SUM_DIGITS; i-- > 0; hash >>= 4)
        out[i] = "0123456789abcdef"[hash & 0xF];
}

/* A line without its end: is it one of ours, whole? */
static bool
is_whole(dbn_span line)
{
    char sum[SUM_DIGITS];
    if (line.len <= SUM_DIGITS || line.ptr[SUM_DIGITS] != '\t')
        return false;
    write_sum(sum, (dbn_span){line.ptr + SUM_DIGITS, line.len - SUM_DIGITS});
    return memcmp(sum, line.ptr, SUM_DIGITS) == 0;
}

static dbn_status
read_line(dbn_journal *journal, dbn_span line)
{
    dbn_span fields[4] = {0};
    size_t count = 0, beg = 0;
    for (size_t i = 0; i <= line.len && count < 4; i++)
        if (i == line.len || line.ptr[i] == '\t') {
            fields[count++] = (dbn_span){line.ptr + beg, i - beg};
            beg = i + 1;
        }
    if (!is_whole(line) || count != 4 || beg <= line.len) {
        journal->broken++;
        return DBN_OK;
    }
    row r = {0};
    DBN_TRY(read_field(&r.identity, &journal->arena, fields[1]));
    DBN_TRY(read_field(&r.text, &journal->arena, fields[2]));
    DBN_TRY(read_field(&r.answer, &journal->arena, fields[3]));
    return add_row(journal, r);
}

/* ---- the file ----------------------------------------------------------------------
 */

#define HEAD "doublon journal 1\n"

static dbn_status
read_lines(dbn_journal *journal, dbn_span file)
{
    size_t at = sizeof HEAD - 1;
    while (at < file.len) {
        const char *end = memchr(file.ptr + at, '\n', file.len - at);
        size_t stop = end == NULL ? file.len : (size_t)(end - file.ptr);
        DBN_TRY(read_line(journal, (dbn_span){file.ptr + at, stop - at}));
        at = stop + 1;
    }
    /* What was cut off gets a line end, so that what follows is a line of its own. */
    if (file.len > 0 && file.ptr[file.len - 1] != '\n')
        DBN_TRY(dbn_vec_push(&journal->arena, &journal->waiting, '\n'));
    return DBN_OK;
}

static dbn_status
read_all(dbn_journal *journal, char **out, size_t size, dbn_error *error)
{
    size_t len = 0;
    *out = malloc(size + 1);
    if (*out == NULL)
        return nomem(error);
    while (len < size) {
        ssize_t count = read(journal->fd, *out + len, size - len);
        if (count < 0 && errno != EINTR)
            return refuse(journal, error);
        if (count == 0)
            break;
        len += count > 0 ? (size_t)count : 0;
    }
    return len == size ? DBN_OK : refuse(journal, error);
}

/* One that was killed with its first line is a journal, too. */
static dbn_status
take_file(dbn_journal *journal, dbn_span file, dbn_error *error)
{
    dbn_span head = DBN_SPAN(HEAD);
    if (!dbn_span_starts(file, head) && !dbn_span_starts(head, file))
        return dbn_fail(error, DBN_ERR_SYNTAX, "%s: no journal of doublon translate",
                        journal->path);
    if (file.len >= head.len)
        return read_lines(journal, file) == DBN_OK ? DBN_OK : nomem(error);
    if (ftruncate(journal->fd, 0) != 0)
        return refuse(journal, error);
    return dbn_vec_append(&journal->arena, &journal->waiting, HEAD, sizeof HEAD - 1) ==
                   DBN_OK
               ? DBN_OK
               : nomem(error);
}

static dbn_status
read_file(dbn_journal *journal, dbn_error *error)
{
    struct stat about;
    char *bytes = NULL;
    if (fstat(journal->fd, &about) != 0)
        return refuse(journal, error);
    if (!S_ISREG(about.st_mode))
        return dbn_fail(error, DBN_ERR_SYNTAX, "%s: a journal is a regular file",
                        journal->path);
    if (about.st_size > (off_t)DBN_JOURNAL_BYTES_MAX)
        return dbn_fail(error, DBN_ERR_LIMIT, "%s: the journal is too large",
                        journal->path);
    dbn_status status = read_all(journal, &bytes, (size_t)about.st_size, error);
    if (status == DBN_OK && bytes != NULL)
        status = take_file(journal, (dbn_span){bytes, (size_t)about.st_size}, error);
    free(bytes);
    return status;
}

static dbn_status
open_file(dbn_journal *journal, const char *path, dbn_error *error)
{
    size_t len = strlen(path);
    journal->path = dbn_arena_alloc(&journal->arena, len + 1);
    if (journal->path == NULL)
        return nomem(error);
    memcpy(journal->path, path, len);
    journal->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (journal->fd < 0)
        return refuse(journal, error);
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(journal->fd, F_SETLK, &all) != 0)
        return dbn_fail(error, DBN_ERR_IO, "%s: another program writes this journal",
                        path);
    return read_file(journal, error);
}

dbn_status
dbn_journal_open(dbn_journal **out, const char *path, dbn_error *error)
{
    dbn_journal *journal = calloc(1, sizeof *journal);
    *out = NULL;
    if (journal == NULL)
        return nomem(error);
    dbn_arena_init(&journal->arena, 0);
    journal->fd = -1;
    dbn_status status = path == NULL ? DBN_OK : open_file(journal, path, error);
    if (status == DBN_OK)
        *out = journal;
    else
        dbn_journal_close(journal);
    return status;
}

void
dbn_journal_close(dbn_journal *journal)
{
    if (journal == NULL)
        return;
    if (journal->fd >= 0)
        (void)close(journal->fd);
    dbn_arena_release(&journal->arena);
    free(journal->slots);
    free(journal);
}

dbn_status
dbn_journal_add(dbn_journal *journal, dbn_span identity, dbn_span text, dbn_span answer,
                dbn_error *error)
{
    dbn_buffer line = {0};
    char sum[SUM_DIGITS];
    dbn_arena *arena = &journal->arena;
    row r = {.identity = identity, .text = text, .answer = answer};
    if (put_field(&line, arena, identity) != DBN_OK ||
        put_field(&line, arena, text) != DBN_OK ||
        put_field(&line, arena, answer) != DBN_OK)
        return nomem(error);
    write_sum(sum, (dbn_span){line.items, line.count});
    if (journal->fd >= 0 &&
        (dbn_vec_append(arena, &journal->waiting, sum, SUM_DIGITS) != DBN_OK ||
         dbn_vec_append(arena, &journal->waiting, line.items, line.count) != DBN_OK ||
         dbn_vec_push(arena, &journal->waiting, '\n') != DBN_OK))
        return nomem(error);
    if (dbn_arena_keep(arena, &r.identity) != DBN_OK ||
        dbn_arena_keep(arena, &r.text) != DBN_OK ||
        dbn_arena_keep(arena, &r.answer) != DBN_OK || add_row(journal, r) != DBN_OK)
        return nomem(error);
    return DBN_OK;
}

dbn_status
dbn_journal_sync(dbn_journal *journal, dbn_error *error)
{
    uint32_t sent = 0;
    if (journal->fd < 0 || journal->waiting.count == 0)
        return DBN_OK;
    while (sent < journal->waiting.count) {
        ssize_t count = write(journal->fd, journal->waiting.items + sent,
                              journal->waiting.count - sent);
        if (count < 0 && errno != EINTR)
            return refuse(journal, error);
        sent += count > 0 ? (uint32_t)count : 0;
    }
    journal->waiting.count = 0;
    return fsync(journal->fd) == 0 ? DBN_OK : refuse(journal, error);
}
