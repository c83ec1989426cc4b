#define _POSIX_C_SOURCE 200809L

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
complain(const dbn_output *output, int error_number)
{
    fprintf(stderr, "doublon: cannot write '%s': %s\n",
            output->path == NULL ? "standard output" : output->path,
            strerror(error_number));
}

/* A device or a pipe is written directly: moving a file over it would destroy it. */
static bool
is_regular_or_new(const char *path)
{
    struct stat info;
    return stat(path, &info) != 0 || S_ISREG(info.st_mode);
}

/* mkstemp() makes private files; a result gets the permissions of any new file. */
static void
give_usual_mode(int fd)
{
    mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
}

static bool
open_beside(dbn_output *output)
{
    static const char ending[] = ".XXXXXX";
    size_t len = strlen(output->path);
    output->temporary = malloc(len + sizeof ending);
    if (output->temporary == NULL) {
        errno = ENOMEM;
        return false;
    }
    memcpy(output->temporary, output->path, len);
    memcpy(output->temporary + len, ending, sizeof ending);
    output->fd = mkstemp(output->temporary);
    if (output->fd >= 0)
        give_usual_mode(output->fd);
    return output->fd >= 0;
}

bool
dbn_output_open(dbn_output *output, const char *path)
{
    *output = (dbn_output){.fd = STDOUT_FILENO};
    if (path == NULL || strcmp(path, "-") == 0)
        return true;
    output->path = path;
    bool is_open;
    if (is_regular_or_new(path)) {
        is_open = open_beside(output);
    } else {
        output->fd = open(path, O_WRONLY | O_CLOEXEC);
        is_open = output->fd >= 0;
    }
    if (!is_open) {
        complain(output, errno);
        free(output->temporary);
        *output = (dbn_output){.fd = -1};
    }
    return is_open;
}

dbn_status
dbn_output_write(dbn_output *output, dbn_span bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(output->fd, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            output->failure = errno;
            return errno == EPIPE ? DBN_ERR_CLOSED : DBN_ERR_IO;
        }
        bytes.ptr += written;
        bytes.len -= (size_t)written;
    }
    return DBN_OK;
}

bool
dbn_output_commit(dbn_output *output)
{
    if (output->failure == 0 && output->path != NULL && close(output->fd) != 0)
        output->failure = errno;
    else if (output->failure != 0 && output->path != NULL)
        close(output->fd);
    output->fd = -1;
    if (output->failure == 0 && output->temporary != NULL &&
        rename(output->temporary, output->path) != 0)
        output->failure = errno;
    if (output->failure != 0) {
        if (output->temporary != NULL)
            unlink(output->temporary);
        if (output->failure != EPIPE)
            complain(output, output->failure);
    }
    free(output->temporary);
    output->temporary = NULL;
    return output->failure == 0;
}

void
dbn_output_abandon(dbn_output *output)
{
    if (output->path != NULL && output->fd >= 0)
        close(output->fd);
    if (output->temporary != NULL)
        unlink(output->temporary);
    free(output->temporary);
    *output = (dbn_output){.fd = -1};
}
