#define _POSIX_C_SOURCE 200809L

#include "spelling.h"

#include "tell.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HUNSPELL_FOLDER "/usr/share/hunspell"
#define PROJECT_FILE    ".doublon-words"
#define LIST_BYTES_MAX  (16U << 20)
#define WORD_BYTES_MAX  100U

/* The environment's `name`; NULL where it is empty, too. */
static const char *
environment(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : value;
}

/* `file` in the folder that `name` names, else in `below` of the home folder. */
static bool
user_path(char path[DBN_WORDS_PATH_MAX], const char *name, const char *below,
          const char *file)
{
    const char *folder = environment(name), *home = environment("HOME");
    int len = -1;
    if (folder != NULL && folder[0] == '/')
        len = snprintf(path, DBN_WORDS_PATH_MAX, "%s/%s", folder, file);
    else if (home != NULL)
        len = snprintf(path, DBN_WORDS_PATH_MAX, "%s/%s/%s", home, below, file);
    return len > 0 && (unsigned)len < DBN_WORDS_PATH_MAX;
}

bool
dbn_cache_path(char path[DBN_WORDS_PATH_MAX])
{
    return user_path(path, "XDG_CACHE_HOME", ".cache", "doublon");
}

bool
dbn_spelling_begin(dbn_engine *engine, const char *command)
{
    char cache[DBN_WORDS_PATH_MAX];
    dbn_error error;
    const char *folder = environment("DOUBLON_HUNSPELL");
    dbn_spelling_places places = {.dictionaries =
                                      folder == NULL ? HUNSPELL_FOLDER : folder,
                                  .cache = dbn_cache_path(cache) ? cache : NULL};
    if (dbn_engine_spell(engine, &places, &error) == DBN_OK)
        return true;
    dbn_tell_message(command, error.message);
    return false;
}

bool
dbn_personal_words_path(char path[DBN_WORDS_PATH_MAX])
{
    return user_path(path, "XDG_CONFIG_HOME", ".config", "doublon/words");
}

bool
dbn_project_words_path(char path[DBN_WORDS_PATH_MAX])
{
    if (getcwd(path, DBN_WORDS_PATH_MAX - sizeof "/" PROJECT_FILE) == NULL)
        return false;
    for (;;) {
        size_t len = strlen(path);
        bool is_root = len == 1;
        memcpy(path + (is_root ? 0 : len), "/" PROJECT_FILE, sizeof "/" PROJECT_FILE);
        if (access(path, F_OK) == 0)
            return true;
        if (is_root)
            return false;
        path[len] = '\0';
        char *slash = strrchr(path, '/');
        slash[slash == path] = '\0';
    }
}

/* ---- reading ------------------------------------------------------------------ */

bool
dbn_words_file_read(char **out, const char *path, const char *command)
{
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        if (errno == ENOENT)
            return true;
        dbn_tell(command, "the list of words '%s' cannot be read", path);
        return false;
    }
    char *bytes = malloc(LIST_BYTES_MAX + 1);
    size_t len = bytes == NULL ? 0 : fread(bytes, 1, LIST_BYTES_MAX, file);
    bool is_whole = bytes != NULL && !ferror(file) && fgetc(file) == EOF;
    (void)fclose(file);
    if (!is_whole || memchr(bytes, '\0', len) != NULL) {
        dbn_tell(command, "'%s' is no list of words", path);
        free(bytes);
        return false;
    }
    bytes[len] = '\0';
    *out = bytes;
    return true;
}

static bool
add_word(dbn_word_list *list, dbn_span line)
{
    const char *slash = memchr(line.ptr, '/', line.len);
    dbn_own_word word = {.word = line, .model = {"", 0}};
    if (slash != NULL) {
        word.word.len = (size_t)(slash - line.ptr);
        word.model = (dbn_span){slash + 1, line.len - word.word.len - 1};
    }
    bool is_good = word.word.len > 0 && word.word.len <= WORD_BYTES_MAX &&
                   (slash == NULL || word.model.len > 0) &&
                   word.model.len <= WORD_BYTES_MAX &&
                   memchr(line.ptr, ' ', line.len) == NULL;
    if (!is_good)
        return false;
    dbn_own_word *wider = list->words;
    if ((list->count & (list->count - 1)) == 0) /* room for the next power of two */
        wider = realloc(list->words,
                        (list->count == 0 ? 1 : list->count * 2U) * sizeof *wider);
    if (wider == NULL)
        return false;
    list->words = wider;
    list->words[list->count++] = word;
    return true;
}

/* A word a line, perhaps with "/model"; "#" begins what is said of them. */
static bool
read_list(dbn_word_list *list, int place, const char *path, const char *command)
{
    char *at;
    bool is_read = dbn_words_file_read(&at, path, command);
    list->files[place] = at;
    if (at == NULL)
        return is_read;
    for (unsigned number = 1; *at != '\0'; number++) {
        size_t len = strcspn(at, "\n");
        dbn_span line = {at, len};
        at += len + (at[len] == '\n');
        const char *comment = memchr(line.ptr, '#', line.len);
        if (comment != NULL)
            line.len = (size_t)(comment - line.ptr);
        while (line.len > 0 && strchr(" \t\r", line.ptr[line.len - 1]) != NULL)
            line.len--;
        for (; line.len > 0 && (*line.ptr == ' ' || *line.ptr == '\t'); line.len--)
            line.ptr++;
        if (line.len > 0 && !add_word(list, line)) {
            dbn_tell(command, "%s:%u: not a word, or a word, '/' and its model", path,
                     number);
            return false;
        }
    }
    return true;
}

bool
dbn_word_list_read(dbn_word_list *list, const char *command)
{
    char path[DBN_WORDS_PATH_MAX];
    *list = (dbn_word_list){0};
    bool is_read =
        (!dbn_personal_words_path(path) || read_list(list, 0, path, command)) &&
        (!dbn_project_words_path(path) || read_list(list, 1, path, command));
    if (!is_read)
        dbn_word_list_release(list);
    return is_read;
}

void
dbn_word_list_release(dbn_word_list *list)
{
    free(list->words);
    free(list->files[0]);
    free(list->files[1]);
    *list = (dbn_word_list){0};
}
