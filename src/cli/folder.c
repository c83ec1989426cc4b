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

void
dbn_folder_close(dbn_folder *folder)
{
    for (uint32_t i = 0; i < folder->count; i++)
        free(folder->names[i]);
    free(folder->names);
    *folder = (dbn_folder){0};
}

/* How many results with that name there are. Linear in the results of a run. */
static uint32_t
count_of(const dbn_folder *folder, const char *name)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < folder->count; i++)
        count += strcmp(folder->names[i], name) == 0;
    return count;
}

static bool
remember(dbn_folder *folder, const char *name)
{
    if (folder->count == folder->cap) {
        uint32_t cap = folder->cap == 0 ? 64 : folder->cap * 2;
        char **grown = realloc(folder->names, cap * sizeof *grown);
        if (grown == NULL)
            return false;
        folder->names = grown;
        folder->cap = cap;
    }
    char *copy = malloc(strlen(name) + 1);
    if (copy == NULL)
        return false;
    memcpy(copy, name, strlen(name) + 1);
    folder->names[folder->count++] = copy;
    return true;
}

bool
dbn_folder_place(dbn_folder *folder, const char *command, const char *source,
                 const char *suffix, char out[DBN_FOLDER_PATH_MAX])
{
    const char *slash = strrchr(source, '/');
    const char *name = slash == NULL ? source : slash + 1, *dot = strrchr(name, '.');
    uint32_t before = count_of(folder, name);
    if (dot == NULL || dot == name)
        dot = name + strlen(name);
    int len =
        before == 0
            ? snprintf(out, DBN_FOLDER_PATH_MAX, "%s/%s%s", folder->path, name, suffix)
            : snprintf(out, DBN_FOLDER_PATH_MAX, "%s/%.*s-%u%s%s", folder->path,
                       (int)(dot - name), name, before + 1, dot, suffix);
    if (len > 0 && len < DBN_FOLDER_PATH_MAX && remember(folder, name))
        return true;
    dbn_tell(command, "cannot write '%s': %s", source,
             dbn_ui_text(dbn_tell_ui(), strerror(ENAMETOOLONG)));
    return false;
}
