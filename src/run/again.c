#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/again.h"

/* Small enough for a cache of the processor, and few calls of the system. */
#define BLOCK_SIZE ((size_t)256 * 1024)

dbn_kept_file
dbn_kept_file_of(int fd)
{
    struct stat info;
    if (fd <= STDERR_FILENO || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        lseek(fd, 0, SEEK_CUR) != 0)
        return (dbn_kept_file){.fd = -1};
    return (dbn_kept_file){fd, info.st_size, info.st_mtim};
}

const dbn_kept_file *
dbn_kept_files_add(dbn_kept_files *files, dbn_kept_file file)
{
    long most = sysconf(_SC_OPEN_MAX);
    if (file.fd < 0 || files->count == DBN_KEPT_FILES_MAX ||
        (most > 0 && file.fd >= most / 2))
        return NULL;
    files->items[files->count] = file;
    return &files->items[files->count++];
}

void
dbn_kept_files_close(dbn_kept_files *files)
{
    for (uint32_t i = 0; i < files->count; i++)
        close(files->items[i].fd);
    files->count = 0;
}

void
dbn_again_release(dbn_again *again)
{
    dbn_bytes_release(&again->block);
    again->file = NULL;
}

static bool
is_as_before(const dbn_kept_file *file)
{
    struct stat info;
    return fstat(file->fd, &info) == 0 && info.st_size == file->size &&
           info.st_mtim.tv_sec == file->changed.tv_sec &&
           info.st_mtim.tv_nsec == file->changed.tv_nsec;
}

/* Bytes of the file from `at` on, as many as there are up to `size`; -1: a failure. */
static ptrdiff_t
read_at(int fd, char *out, size_t size, uint64_t at)
{
    size_t len = 0;
    while (len < size) {
        ssize_t got = pread(fd, out + len, size - len, (off_t)(at + len));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        len += (size_t)got;
    }
    return (ptrdiff_t)len;
}

dbn_status
dbn_again_read(dbn_span *out, dbn_again *again, dbn_line_place place, size_t len)
{
    bool is_there = again->file == place.file && place.offset >= again->offset &&
                    place.offset - again->offset <= again->block.len &&
                    again->block.len - (place.offset - again->offset) >= len;
    if (!is_there) {
        again->file = NULL;
        again->block.len = 0;
        if (!dbn_bytes_reserve(&again->block, len > BLOCK_SIZE ? len : BLOCK_SIZE))
            return DBN_ERR_NOMEM;
        ptrdiff_t got =
            read_at(place.file->fd, again->block.ptr, again->block.cap, place.offset);
        if (got < 0 || (size_t)got < len)
            return DBN_ERR_IO;
        again->block.len = (size_t)got;
        again->file = place.file;
        again->offset = place.offset;
        again->is_changed = !is_as_before(place.file);
    }
    *out = (dbn_span){again->block.ptr + (place.offset - again->offset), len};
    return DBN_OK;
}

dbn_status
dbn_again_copy(char *out, dbn_line_place place, size_t len, bool *is_changed)
{
    ptrdiff_t got = read_at(place.file->fd, out, len, place.offset);
    *is_changed = !is_as_before(place.file);
    return got >= 0 && (size_t)got == len ? DBN_OK : DBN_ERR_IO;
}
