#define _DEFAULT_SOURCE /* madvise() */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#undef alloca /* a macro of stdlib.h: base/banned.h takes the name away */

#include "base/message.h"
#include "run/spool.h"

/* Addresses that one keeps: they cost nothing. */
#define ADDRESSES (sizeof(void *) > 4 ? (size_t)1 << 38 : (size_t)1 << 28)
/* The file grows by so much: space that is promised, so that no write fails later. */
#define STEP      ((size_t)4 << 20)
#define ALIGNMENT ((size_t)16)
/* Of the memory, the part that must be free again. */
#define ROOM_PART    8U
#define NAME_MAX_LEN 4096
#define LINE_MAX_LEN 128

static int
open_file(const char *folder, dbn_error *err)
{
    char name[NAME_MAX_LEN];
    int len = snprintf(name, sizeof name, "%s/doublon-XXXXXX", folder);
    int fd = -1;
    if (len > 0 && (size_t)len < sizeof name)
        fd = mkstemp(name);
    else
        errno = ENAMETOOLONG;
    if (fd < 0) {
        (void)dbn_fail(err, DBN_ERR_IO, "no temporary file can be made in %s: %s",
                       folder, strerror(errno));
        return -1;
    }
    (void)unlink(name);
    return fd;
}

dbn_status
dbn_spool_open(dbn_spool *spool, const char *folder, dbn_error *err)
{
    *spool = (dbn_spool){.fd = open_file(folder, err)};
    if (spool->fd < 0)
        return err->status;
    void *base = mmap(NULL, ADDRESSES, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_NORESERVE, spool->fd, 0);
    if (base == MAP_FAILED) {
        (void)close(spool->fd);
        return dbn_fail(err, DBN_ERR_IO, "no temporary file can be mapped: %s",
                        strerror(errno));
    }
    spool->base = base;
    return DBN_OK;
}

void
dbn_spool_close(dbn_spool *spool)
{
    if (spool->base == NULL)
        return;
    (void)munmap(spool->base, ADDRESSES);
    (void)close(spool->fd);
    *spool = (dbn_spool){0};
}

static bool
make_room(dbn_spool *spool, size_t size)
{
    if (size > ADDRESSES - spool->len)
        return false;
    if (size <= spool->room - spool->len)
        return true;
    size_t room = (spool->len + size + STEP - 1) / STEP * STEP;
    if (room > ADDRESSES)
        room = ADDRESSES;
    if (posix_fallocate(spool->fd, (off_t)spool->room, (off_t)(room - spool->room)) !=
        0)
        return false;
    spool->room = room;
    return true;
}

void *
dbn_spool_add(dbn_spool *spool, size_t size)
{
    if (!make_room(spool, size))
        return NULL;
    void *at = spool->base + spool->len;
    spool->len += size;
    return at;
}

void *
dbn_spool_take(dbn_spool *spool, size_t size)
{
    size_t behind = (ALIGNMENT - spool->len % ALIGNMENT) % ALIGNMENT;
    if (size > SIZE_MAX - behind || dbn_spool_add(spool, behind) == NULL)
        return NULL;
    return dbn_spool_add(spool, size);
}

bool
dbn_spool_keep(dbn_spool *spool, dbn_span *text)
{
    if (text->ptr == NULL)
        return true;
    char *copy = dbn_spool_add(spool, text->len);
    if (copy == NULL)
        return false;
    if (text->len > 0)
        memcpy(copy, text->ptr, text->len);
    text->ptr = copy;
    return true;
}

void
dbn_spool_forget(dbn_spool *spool, size_t at, size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t beg = (at + page - 1) / page * page, end = (at + size) / page * page;
#ifdef MADV_REMOVE
    if (end > beg)
        (void)madvise(spool->base + beg, end - beg, MADV_REMOVE);
#else
    (void)spool;
#endif
}

/* Bytes of the process in memory; UINT64_MAX where the system does not say. */
static uint64_t
resident(void)
{
    char line[LINE_MAX_LEN];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return UINT64_MAX;
    ssize_t len = read(fd, line, sizeof line - 1);
    (void)close(fd);
    if (len <= 0)
        return UINT64_MAX;
    line[len] = '\0';
    const char *second = strchr(line, ' ');
    if (second == NULL)
        return UINT64_MAX;
    return (uint64_t)strtoull(second, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

void
dbn_spools_rest(const dbn_spool *spools, uint32_t count, uint64_t most)
{
    if (resident() <= most)
        return;
    for (uint32_t i = 0; i < count && resident() > most - most / ROOM_PART; i++)
        if (spools[i].base != NULL)
            (void)madvise(spools[i].base, ADDRESSES, MADV_DONTNEED);
}
