#define _XOPEN_SOURCE 700

#include "newsroom/find.h"

#include "doublon/desk.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Put the first configuration at or above the folder in `place`, which ends in a slash,
 * into `place`. */
static bool
look_up(char place[DBN_CONFIG_PATH_MAX])
{
    for (size_t len = strlen(place); len > 0;) {
        memcpy(place + len, DBN_CONFIG_NAME, sizeof DBN_CONFIG_NAME);
        if (access(place, F_OK) == 0)
            return true;
        place[--len] = '\0'; /* the slash, then the name before it */
        while (len > 0 && place[len - 1] != '/')
            place[--len] = '\0';
    }
    return false;
}

bool
dbn_config_find_above(char place[DBN_CONFIG_PATH_MAX], dbn_span folder)
{
    char path[PATH_MAX] = ".", real[PATH_MAX];
    if (folder.len >= sizeof path ||
        (folder.len > 0 && memchr(folder.ptr, '\0', folder.len) != NULL))
        return false;
    if (folder.len > 0)
        memcpy(path, folder.ptr, folder.len);
    size_t len = folder.len > 0 ? folder.len : 1;
    path[len] = '\0';
    while (realpath(path, real) == NULL) {
        while (len > 0 && path[len - 1] == '/')
            len--;
        while (len > 0 && path[len - 1] != '/')
            len--;
        if (len == 0)
            path[len++] = '.';
        else if (path[0] == '.' && len == 1)
            return false;
        path[len] = '\0';
    }
    len = strlen(real);
    memcpy(place, real, len + 1);
    if (place[len - 1] != '/')
        memcpy(place + len, "/", 2);
    return look_up(place);
}

dbn_span
dbn_config_folder_of(dbn_span name)
{
    while (name.len > 0 && name.ptr[name.len - 1] != '/')
        name.len--;
    return name;
}

bool
dbn_config_find(char *place, size_t size, const char *path)
{
    char found[DBN_CONFIG_PATH_MAX];
    struct stat info;
    dbn_span folder = {"", 0};
    if (path != NULL && strcmp(path, "-") != 0) {
        bool is_folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
        folder = dbn_span_of(path);
        folder = is_folder ? folder : dbn_config_folder_of(folder);
    }
    if (!dbn_config_find_above(found, folder) || strlen(found) >= size)
        return false;
    memcpy(place, found, strlen(found) + 1);
    return true;
}
