/*
 * cli/file.c - a whole file in memory.
 */
#define _POSIX_C_SOURCE 200809L

#include "file.h"
#include "tell.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool
read_all(dbn_file *file, FILE *from)
{
    size_t cap = 0;
    while (!feof(from)) {
        if (file->bytes.len == cap) {
            cap = cap == 0 ? 65536 : cap * 2;
            char *grown = realloc(file->memory, cap);
            if (grown == NULL)
                return false;
            file->memory = grown;
        }
        file->bytes.len +=
            fread(file->memory + file->bytes.len, 1, cap - file->bytes.len, from);
        if (ferror(from))
            return false;
    }
    file->bytes.ptr = file->memory;
    return true;
}

bool
dbn_file_read_quietly(dbn_file *file, const char *path)
{
    *file = (dbn_file){0};
    bool is_standard = strcmp(path, "-") == 0;
    FILE *from = is_standard ? stdin : fopen(path, "rb");
    if (from == NULL)
        return false;
    bool is_read = read_all(file, from);
    int failure = errno;
    if (!is_standard)
        (void)fclose(from);
    if (!is_read)
        dbn_file_release(file);
    errno = failure;
    return is_read;
}

bool
dbn_file_read(const char *command, dbn_file *file, const char *path)
{
    if (dbn_file_read_quietly(file, path))
        return true;
    dbn_tell(command, "cannot read '%s': %s", path,
             dbn_ui_text(dbn_tell_ui(), strerror(errno)));
    return false;
}

bool
dbn_file_is_there(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}

bool
dbn_file_is_ordinary(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

void
dbn_file_release(dbn_file *file)
{
    free(file->memory);
    *file = (dbn_file){0};
}
