#define _POSIX_C_SOURCE 200809L

#include "folder.h"
#include "tell.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool
dbn_folder_open(dbn_folder *folder, const char *command, const char *path)
{
    struct stat info;
    *folder = (dbn_folder){.path = path};
    if (mkdir(path, 0777) == 0)
        return true;
    int why = errno;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return true;
    dbn_tell(command, "cannot write '%s': %s", path,
             dbn_ui_text(dbn_tell_ui(), strerror(why == EEXIST ? ENOTDIR : why)));
    return false;
}

bool
dbn_folder_is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

void
dbn_folder_close(dbn_folder *folder)
{
    for (uint32_t i = 0; i < folder->count; i++)
        free(folder->results[i]);
    free(folder->results);
    *folder = (dbn_folder){0};
}

/* Where `path` stands among the results, or belongs; *is_there: it stands there. */
static uint32_t
find(const dbn_folder *folder, const char *path, bool *is_there)
{
    uint32_t low = 0, high = folder->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(folder->results[middle], path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *is_there = low < folder->count && strcmp(folder->results[low], path) == 0;
    return low;
}

static bool
remember(dbn_folder *folder, const char *path, uint32_t at)
{
    if (folder->count == folder->cap) {
        uint32_t cap = folder->cap == 0 ? 64 : folder->cap * 2;
        char **grown = realloc(folder->results, cap * sizeof *grown);
        if (grown == NULL)
            return false;
        folder->results = grown;
        folder->cap = cap;
    }
    char *copy = malloc(strlen(path) + 1);
    if (copy == NULL)
        return false;
    memcpy(copy, path, strlen(path) + 1);
    memmove(folder->results + at + 1, folder->results + at,
            (folder->count - at) * sizeof *folder->results);
    folder->results[at] = copy;
    folder->count++;
    return true;
}

bool
dbn_folder_place(dbn_folder *folder, const char *command, const char *source,
                 const char *suffix, char out[DBN_FOLDER_PATH_MAX])
{
    const char *slash = strrchr(source, '/');
    const char *name = slash == NULL ? source : slash + 1, *dot = strrchr(name, '.');
    if (dot == NULL || dot == name)
        dot = name + strlen(name);
    bool is_taken = true;
    for (unsigned number = 1; is_taken && number <= DBN_FOLDER_SAME_MAX; number++) {
        int len = number == 1 ? snprintf(out, DBN_FOLDER_PATH_MAX, "%s/%s%s",
                                         folder->path, name, suffix)
                              : snprintf(out, DBN_FOLDER_PATH_MAX, "%s/%.*s-%u%s%s",
                                         folder->path, (int)(dot - name), name, number,
                                         dot, suffix);
        if (len < 0 || len >= DBN_FOLDER_PATH_MAX)
            break;
        uint32_t at = find(folder, out, &is_taken);
        if (!is_taken && remember(folder, out, at))
            return true;
    }
    dbn_tell(command, "cannot write '%s': %s", source,
             dbn_ui_text(dbn_tell_ui(), strerror(ENAMETOOLONG)));
    return false;
}
