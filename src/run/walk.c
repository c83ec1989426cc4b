/*
 * run/walk.c - a stack of paths still to visit; a folder is replaced by its entries in
 * the order of names.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/walk.h"

/* Folders within folders: deeper than any archive, shallower than a loop of links. */
#define MAX_FOLDER_DEPTH 64

typedef struct pending {
    char *path;
    uint32_t depth;
} pending;

/* A folder, whatever its path. */
typedef struct identity {
    dev_t device;
    ino_t number;
} identity;

struct dbn_walk {
    pending *stack; /* top is next */
    size_t count, cap;
    char *path;                       /* of what was found last */
    identity trail[MAX_FOLDER_DEPTH]; /* the folders on the way down, by depth */
};

static bool
push_path(dbn_walk *walk, char *path, uint32_t depth)
{
    if (path == NULL)
        return false;
    if (walk->count == walk->cap) {
        size_t cap = walk->cap == 0 ? 64 : walk->cap * 2;
        pending *grown = realloc(walk->stack, cap * sizeof *grown);
        if (grown == NULL) {
            free(path);
            return false;
        }
        walk->stack = grown;
        walk->cap = cap;
    }
    walk->stack[walk->count++] = (pending){path, depth};
    return true;
}

dbn_status
dbn_walk_new(dbn_walk **out, const char *const *paths, size_t count, dbn_error *error)
{
    static const char *const standard_input[] = {"-"};
    *out = NULL;
    dbn_walk *walk = calloc(1, sizeof *walk);
    if (walk == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    if (count == 0)
        paths = standard_input;
    for (size_t i = count == 0 ? 1 : count; i-- > 0;) {
        if (!push_path(walk, strdup(paths[i]), 0)) {
            dbn_walk_free(walk);
            return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
        }
    }
    *out = walk;
    return DBN_OK;
}

void
dbn_walk_free(dbn_walk *walk)
{
    if (walk == NULL)
        return;
    for (size_t i = 0; i < walk->count; i++)
        free(walk->stack[i].path);
    free(walk->stack);
    free(walk->path);
    free(walk);
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
push_folder(dbn_walk *walk, const char *path, uint32_t depth)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return errno;
    size_t first = walk->count;
    bool is_good = true;
    for (struct dirent *entry; is_good && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            is_good = push_path(walk, joined(path, entry->d_name), depth + 1);
    closedir(folder);
    if (walk->count > first)
        qsort(walk->stack + first, walk->count - first, sizeof *walk->stack, by_name);
    for (size_t a = first, b = walk->count; a + 1 < b; a++, b--) {
        pending swap = walk->stack[a];
        walk->stack[a] = walk->stack[b - 1];
        walk->stack[b - 1] = swap;
    }
    return is_good ? 0 : ENOMEM;
}

/* What is found in a folder may be a pipe without a writer: it is not waited for. */
static int
open_path(const char *path, bool is_named)
{
    if (is_named && strcmp(path, "-") == 0)
        return STDIN_FILENO;
    return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (is_named ? 0 : O_NONBLOCK));
}

/* Is this one of the folders that the path goes through? Then a link leads back. Notes
 * the folder for those below it. */
static bool
was_passed(dbn_walk *walk, const struct stat *info, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++)
        if (walk->trail[i].device == info->st_dev &&
            walk->trail[i].number == info->st_ino)
            return true;
    walk->trail[depth] = (identity){info->st_dev, info->st_ino};
    return false;
}

/* Visit what is open at out->fd; true when it is to be read, or has failed. */
static bool
visit_open(dbn_walk *walk, dbn_found *out, uint32_t depth)
{
    struct stat info;
    out->failure = fstat(out->fd, &info) == 0 ? 0 : errno;
    bool is_folder = out->failure == 0 && S_ISDIR(info.st_mode);
    if (out->failure == 0 && !is_folder && (depth == 0 || S_ISREG(info.st_mode)))
        return true;
    close(out->fd);
    out->fd = -1;
    if (is_folder && depth >= MAX_FOLDER_DEPTH)
        out->failure = ELOOP;
    else if (is_folder && !was_passed(walk, &info, depth))
        out->failure = push_folder(walk, walk->path, depth);
    return out->failure != 0;
}

bool
dbn_walk_next(dbn_walk *walk, dbn_found *out)
{
    while (walk->count > 0) {
        pending next = walk->stack[--walk->count];
        free(walk->path);
        walk->path = next.path;
        *out = (dbn_found){.path = next.path, .is_named = next.depth == 0};
        out->fd = open_path(next.path, out->is_named);
        if (out->fd >= 0) {
            if (visit_open(walk, out, next.depth))
                return true;
        } else if (errno != ENXIO || out->is_named) { /* a socket found is passed by */
            out->failure = errno;
            return true;
        }
    }
    return false;
}
