/*
 * cli/output.c - write beside the place, then move.
 *
 * The names of the files beside are known to the handler of signals: they are noted
 * before a signal can come, and forgotten when the file is gone or has its place.
 */
#define _XOPEN_SOURCE 700

#include "output.h"

#include "tell.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Links to links that are followed to a place where nothing stands yet. */
#define MAX_LINKS 16

/* ---- unfinished files --------------------------------------------------------- */

static const char *volatile unfinished[DBN_OUTPUT_MAX];

static void
note(const char *temporary)
{
    for (int i = 0; i < DBN_OUTPUT_MAX; i++)
        if (unfinished[i] == NULL) {
            unfinished[i] = temporary;
            return;
        }
}

/* Forget the temporary: it is gone. */
static void
drop_temporary(dbn_output *output)
{
    for (int i = 0; i < DBN_OUTPUT_MAX; i++)
        if (unfinished[i] == output->temporary)
            unfinished[i] = NULL;
    free(output->temporary);
    output->temporary = NULL;
}

void
dbn_output_unlink_all(void)
{
    for (int i = 0; i < DBN_OUTPUT_MAX; i++)
        if (unfinished[i] != NULL)
            (void)unlink(unfinished[i]);
}

/* mkstemp(), between which and the note no signal comes. */
static int
make_temporary(char *name)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    int fd = mkstemp(name);
    if (fd >= 0)
        note(name);
    int failure = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = failure;
    return fd;
}

/* ---- places ------------------------------------------------------------------- */

/* `name` in the folder of the path `beside`, or as it is when it starts at the root.
 * The caller frees it; NULL without memory. */
static char *
in_folder_of(const char *beside, const char *name)
{
    const char *slash = name[0] == '/' ? NULL : strrchr(beside, '/');
    size_t folder_len = slash == NULL ? 0 : (size_t)(slash - beside) + 1;
    size_t size = strlen(name) + 1;
    char *path = malloc(folder_len + size);
    if (path == NULL)
        return NULL;
    memcpy(path, beside, folder_len);
    memcpy(path + folder_len, name, size);
    return path;
}

/* The path of a file that is not there yet, its folder without links; takes `path`. */
static char *
place_of_new(char *path)
{
    char *slash = path == NULL ? NULL : strrchr(path, '/');
    if (path == NULL || slash == path)
        return path;
    if (slash != NULL)
        *slash = '\0';
    const char *name = slash == NULL ? path : slash + 1;
    char *folder = realpath(slash == NULL ? "." : path, NULL);
    size_t folder_len = folder == NULL ? 0 : strlen(folder);
    char *place = folder == NULL ? NULL : malloc(folder_len + strlen(name) + 2);
    if (place != NULL) {
        memcpy(place, folder, folder_len);
        place[folder_len] = '/';
        memcpy(place + folder_len + 1, name, strlen(name) + 1);
    }
    free(folder);
    free(path);
    return place;
}

/* The file that a path means, links followed, whether it is there or not. The caller
 * frees it; NULL, and errno, where there is none. */
static char *
place_of(const char *path)
{
    char target[PATH_MAX];
    char *place = realpath(path, NULL);
    if (place != NULL || errno != ENOENT)
        return place;
    place = strdup(path);
    for (int links = 0; place != NULL; links++) {
        ssize_t len = readlink(place, target, sizeof target - 1);
        if (len < 0)
            return place_of_new(place);
        target[len] = '\0';
        char *next = links == MAX_LINKS ? NULL : in_folder_of(place, target);
        free(place);
        place = next;
        if (links == MAX_LINKS)
            errno = ELOOP;
    }
    return NULL;
}

bool
dbn_output_is_standard(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

/* Of the file at `path`, or of the stream `fd` where it is "-". */
static bool
get_info(struct stat *info, const char *path, int fd)
{
    if (dbn_output_is_standard(path))
        return fstat(fd, info) == 0;
    return stat(path, info) == 0;
}

static bool
is_same_file(const struct stat *a, const struct stat *b)
{
    return S_ISREG(a->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool
dbn_output_destroys(const char *output, const char *path)
{
    struct stat a, b;
    return get_info(&a, output, STDOUT_FILENO) && get_info(&b, path, STDIN_FILENO) &&
           is_same_file(&a, &b);
}

bool
dbn_output_destroys_open(const char *output, int fd)
{
    struct stat a, b;
    return get_info(&a, output, STDOUT_FILENO) && fstat(fd, &b) == 0 &&
           is_same_file(&a, &b);
}

bool
dbn_output_identify(dbn_file_id *id, const char *path)
{
    struct stat info;
    if (!get_info(&info, path, STDIN_FILENO) || !S_ISREG(info.st_mode))
        return false;
    *id = (dbn_file_id){(uint64_t)info.st_dev, (uint64_t)info.st_ino};
    return true;
}

/* A device or a pipe is written directly: moving a file over it would destroy it. */
static bool
is_regular_or_new(const char *path)
{
    struct stat info;
    return stat(path, &info) != 0 || S_ISREG(info.st_mode);
}

bool
dbn_output_is_same(const char *a, const char *b)
{
    if (dbn_output_is_standard(a) || dbn_output_is_standard(b))
        return dbn_output_is_standard(a) && dbn_output_is_standard(b);
    if (!is_regular_or_new(a) || !is_regular_or_new(b))
        return false;
    char *first = place_of(a), *second = place_of(b);
    bool is_same = first != NULL && second != NULL && strcmp(first, second) == 0;
    free(first);
    free(second);
    return is_same;
}

/* ---- writing ------------------------------------------------------------------ */

static void
complain(const dbn_output *output, int error_number)
{
    dbn_ui ui = dbn_tell_ui();
    dbn_tell(NULL, "cannot write '%s': %s",
             output->path == NULL ? dbn_ui_text(ui, "standard output") : output->path,
             dbn_ui_text(ui, strerror(error_number)));
}

/* mkstemp() makes private files. A result gets owner and permissions of the file that
 * it replaces, else those of any new file. */
static void
give_usual_mode(int fd, const char *place)
{
    struct stat info;
    mode_t mode;
    if (stat(place, &info) == 0) {
        mode = info.st_mode & 07777;
        if (fchown(fd, info.st_uid, info.st_gid) != 0)
            mode &= 0777; /* who runs with the rights of the owner must be the owner */
    } else {
        mode_t mask = umask(0);
        umask(mask);
        mode = 0666 & ~mask;
    }
    (void)fchmod(fd, mode);
}

/* The dot keeps it out of a walk through the folder. */
static bool
open_beside(dbn_output *output)
{
    static const char ending[] = ".XXXXXX";
    output->place = place_of(output->path);
    if (output->place == NULL)
        return false;
    const char *slash = strrchr(output->place, '/');
    const char *name = slash == NULL ? output->place : slash + 1;
    size_t folder_len = (size_t)(name - output->place), name_len = strlen(name);
    char *temporary = malloc(folder_len + 1 + name_len + sizeof ending);
    if (temporary == NULL)
        return false;
    memcpy(temporary, output->place, folder_len);
    temporary[folder_len] = '.';
    memcpy(temporary + folder_len + 1, name, name_len);
    memcpy(temporary + folder_len + 1 + name_len, ending, sizeof ending);
    output->temporary = temporary;
    output->fd = make_temporary(temporary);
    if (output->fd >= 0)
        give_usual_mode(output->fd, output->place);
    return output->fd >= 0;
}

static void
release(dbn_output *output)
{
    drop_temporary(output);
    free(output->place);
    output->place = NULL;
    output->fd = -1;
}

/* The descriptor that a path like /dev/stdout or /dev/fd/3 means, -1 for another path.
 * What stands behind it may be a file, but it is that of somebody who goes on writing
 * to it: no other may take its place. */
static int
descriptor_of(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    if (strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t len = strlen(folders[i]);
        char *end;
        if (strncmp(path, folders[i], len) != 0 || path[len] < '0' || path[len] > '9')
            continue;
        long number = strtol(path + len, &end, 10);
        if (*end == '\0' && number <= INT_MAX)
            return (int)number;
    }
    return -1;
}

bool
dbn_output_open(dbn_output *output, const char *path)
{
    *output = (dbn_output){.fd = STDOUT_FILENO};
    if (dbn_output_is_standard(path))
        return true;
    output->path = path;
    bool is_open;
    int descriptor = descriptor_of(path);
    if (descriptor >= 0) {
        output->fd = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        is_open = output->fd >= 0;
    } else if (is_regular_or_new(path)) {
        is_open = open_beside(output);
    } else {
        output->fd = open(path, O_WRONLY | O_CLOEXEC);
        is_open = output->fd >= 0;
    }
    if (!is_open) {
        complain(output, errno);
        release(output);
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

/* Only now do some file systems say that a write failed. */
static bool
close_written(dbn_output *output)
{
    if (output->path != NULL && output->fd >= 0 && close(output->fd) != 0 &&
        output->failure == 0)
        output->failure = errno;
    output->fd = -1;
    return output->failure == 0;
}

static void
remove_temporary(dbn_output *output)
{
    if (output->temporary != NULL)
        unlink(output->temporary);
    release(output);
}

bool
dbn_output_commit(dbn_output *output)
{
    if (close_written(output) && output->temporary != NULL) {
        if (rename(output->temporary, output->place) != 0)
            output->failure = errno;
        else
            drop_temporary(output);
    }
    if (output->failure != 0 && output->failure != EPIPE)
        complain(output, output->failure);
    remove_temporary(output);
    return output->failure == 0;
}

/* Of two, where one could not be written: say so of that one, and leave neither. */
static void
give_up(dbn_output *output)
{
    if (output->failure == 0)
        dbn_output_abandon(output);
    else
        (void)dbn_output_commit(output);
}

bool
dbn_output_commit_both(dbn_output *first, dbn_output *second)
{
    bool is_good = close_written(first);
    is_good = close_written(second) && is_good;
    if (is_good && dbn_output_commit(first))
        return dbn_output_commit(second);
    if (!is_good)
        give_up(first);
    give_up(second);
    return false;
}

void
dbn_output_abandon(dbn_output *output)
{
    if (output->path != NULL && output->fd >= 0)
        close(output->fd);
    remove_temporary(output);
}
