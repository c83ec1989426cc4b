#include "lang/mapped.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static dbn_status
refuse(dbn_error *err, const char *path)
{
    return dbn_fail(err, DBN_ERR_IO, "cannot read '%s': %s", path, strerror(errno));
}

static dbn_status
map(dbn_span *out, int fd, const char *path, size_t max, dbn_error *err)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return refuse(err, path);
    if (about.st_size > (off_t)max)
        return dbn_fail(err, DBN_ERR_LIMIT, "'%s' is larger than %zu MiB", path,
                        max >> 20);
    size_t len = (size_t)about.st_size;
    if (len == 0) /* there is nothing to map */
        return DBN_OK;
    void *bytes = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return refuse(err, path);
    *out = (dbn_span){bytes, len};
    return DBN_OK;
}

dbn_status
dbn_file_map(dbn_span *out, const char *path, size_t max, dbn_error *err)
{
    *out = (dbn_span){"", 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return refuse(err, path);
    dbn_status status = map(out, fd, path, max, err);
    (void)close(fd);
    return status;
}

void
dbn_file_unmap(dbn_span file)
{
    void *bytes; /* nobody may write there, but it may go */
    memcpy(&bytes, &file.ptr, sizeof bytes);
    if (file.len > 0)
        (void)munmap(bytes, file.len);
}
