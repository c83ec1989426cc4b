#define _POSIX_C_SOURCE 200809L

#include "engine.h"
#include "file.h"
#include "spelling.h"

#include "tell.h"

#include <doublon/bitext.h>
#include <doublon/desk.h>

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

const char *
dbn_dicts_folder(char *room, size_t size)
{
    const char *dicts = getenv("DOUBLON_DICTS");
    if (dicts == NULL || *dicts == '\0')
        dicts = beside_the_command(room, size);
    return dicts;
}

static dbn_engine *
open_engine(bool for_desk, const dbn_config *config)
{
    char room[DBN_DICTS_PATH_MAX], cache[DBN_WORDS_PATH_MAX];
    const char *dicts = dbn_dicts_folder(room, sizeof room);
    if (dicts == NULL) {
        dbn_tell(NULL,
                 "the dictionaries are not found; DOUBLON_DICTS can name their folder");
        return NULL;
    }
    dbn_engine *engine;
    dbn_error error;
    dbn_status status = for_desk ? dbn_engine_new_for_desk_cached(
                                       &engine, dicts, config,
                                       dbn_cache_path(cache) ? cache : NULL, &error)
                                 : dbn_engine_new(&engine, dicts, &error);
    if (status != DBN_OK) {
        fputs("doublon: ", stderr);
        dbn_print_message(error.message);
        fputc('\n', stderr);
        return NULL;
    }
    return engine;
}

dbn_engine *
dbn_engine_open(void)
{
    return open_engine(false, NULL);
}

bool
dbn_engine_is_possible(void)
{
    char room[DBN_DICTS_PATH_MAX];
    const char *dicts = dbn_dicts_folder(room, sizeof room);
    dbn_engine *engine = NULL;
    bool is_made =
        dicts != NULL && dbn_engine_new_for_desk(&engine, dicts, NULL, NULL) == DBN_OK;
    dbn_engine_free(engine);
    return is_made;
}

dbn_engine *
dbn_engine_open_for_desk(const dbn_config *config)
{
    return open_engine(true, config);
}

bool
dbn_engine_knows(const dbn_engine *engine, const char *command, dbn_span lang,
                 dbn_span profile)
{
    dbn_error error;
    const dbn_check_options said = {.lang = lang, .profile = profile};
    if (dbn_check_options_agree(engine, &said, &error) == DBN_OK)
        return true;
    dbn_tell_message(command, error.message);
    return false;
}

bool
dbn_engine_cut_by(dbn_engine *engine, const char *command, const char *path)
{
    dbn_file file;
    dbn_error error = {0};
    bool is_taken = dbn_file_read(command, &file, path);
    if (is_taken && dbn_engine_take_srx(engine, file.bytes, path, &error) != DBN_OK) {
        dbn_tell_message(command, error.message);
        is_taken = false;
    }
    dbn_file_release(&file);
    return is_taken;
}
