#define _POSIX_C_SOURCE 200809L

#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The installed folder: relative to the command, so that an installed tree can be
 * moved. NULL when the system does not say where the command is. */
static char *
beside_the_command(char *path, size_t size)
{
    static const char from_command[] = "/" DBN_DICTS_FROM_COMMAND;
    ssize_t len = readlink("/proc/self/exe", path, size);
    if (len <= 0 || (size_t)len >= size)
        return NULL;
    path[len] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL || (size_t)(slash - path) + sizeof from_command > size)
        return NULL;
    memcpy(slash, from_command, sizeof from_command);
    return path;
}

dbn_engine *
dbn_engine_open(void)
{
    char room[4096];
    const char *dicts = getenv("DOUBLON_DICTS");
    if (dicts == NULL || *dicts == '\0')
        dicts = beside_the_command(room, sizeof room);
    if (dicts == NULL) {
        fprintf(stderr, "doublon: the dictionaries are not found; DOUBLON_DICTS can "
                        "name their folder\n");
        return NULL;
    }
    dbn_engine *engine;
    dbn_error error;
    if (dbn_engine_new(&engine, dicts, &error) != DBN_OK) {
        fprintf(stderr, "doublon: %s\n", error.message);
        return NULL;
    }
    return engine;
}
