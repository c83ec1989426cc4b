/*
 * cli/cmd_add.c - doublon add: words that are right here, whatever dictionaries say.
 */
#define _POSIX_C_SOURCE 200809L

#include "commands.h"
#include "options.h"
#include "output.h"
#include "spelling.h"
#include "tell.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct settings {
    const char *model;
    bool is_project, is_personal;
} settings;

static const dbn_option options[] = {
    {"like", 0, "MODEL", "a word whose forms the new ones have, too",
     DBN_TO_TEXT(settings, model)},
    {"project", 0, NULL, "into .doublon-words, made here where there is none",
     DBN_TO_FLAG(settings, is_project)},
    {"personal", 0, NULL, "into your own list, even inside a project",
     DBN_TO_FLAG(settings, is_personal)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_add = {
    "add", "WORD...",
    "Say that words are spelt right: in the list of the project, if it has one,\n"
    "else in your own.",
    options};

/* Which list is meant; false, and a message, where there is none. */
static bool
choose_list(char path[DBN_WORDS_PATH_MAX], const settings *s)
{
    if (!s->is_personal && dbn_project_words_path(path))
        return true;
    if (s->is_project) {
        (void)snprintf(path, DBN_WORDS_PATH_MAX, "%s", ".doublon-words");
        return true;
    }
    if (dbn_personal_words_path(path))
        return true;
    dbn_tell("add", "there is no home folder for your own list; try --project");
    return false;
}

/* All folders above the file. */
static void
make_folders(char path[DBN_WORDS_PATH_MAX])
{
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        (void)mkdir(path, 0777);
        *at = '/';
    }
}

static bool
is_word(const char *word)
{
    return *word != '\0' && strlen(word) <= 100 &&
           word[strcspn(word, " \t\r\n/#")] == '\0';
}

static bool
has_line(const char *text, const char *line)
{
    size_t len = strlen(line);
    for (const char *at = text; (at = strstr(at, line)) != NULL; at += len)
        if ((at == text || at[-1] == '\n') && (at[len] == '\n' || at[len] == '\0'))
            return true;
    return false;
}

/* The list with the words behind what it holds, each once. */
static bool
write_list(const char *path, const char *before, char **words, size_t count,
           const settings *s)
{
    dbn_output file = {.fd = -1};
    size_t len = strlen(before);
    if (!dbn_output_open(&file, path))
        return false;
    bool is_written = dbn_output_write(&file, (dbn_span){before, len}) == DBN_OK;
    if (len > 0 && before[len - 1] != '\n')
        is_written =
            is_written && dbn_output_write(&file, (dbn_span){"\n", 1}) == DBN_OK;
    for (size_t i = 0; i < count && is_written; i++) {
        char line[256];
        int size =
            snprintf(line, sizeof line, "%s%s%s", words[i], s->model == NULL ? "" : "/",
                     s->model == NULL ? "" : s->model);
        bool is_there = has_line(before, line);
        for (size_t k = 0; k < i; k++) {
            assert(words[k] != NULL && words[i] != NULL);
            is_there |= strcmp(words[k], words[i]) == 0;
        }
        line[size] = '\n';
        if (!is_there)
            is_written =
                dbn_output_write(&file, (dbn_span){line, (size_t)size + 1}) == DBN_OK;
    }
    if (is_written)
        return dbn_output_commit(&file);
    dbn_output_abandon(&file);
    return false;
}

int
dbn_cmd_add(int argc, char **argv)
{
    settings s = {0};
    size_t count = 0;
    char path[DBN_WORDS_PATH_MAX];
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_add, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (count == 0) {
        dbn_tell("add", "name a word");
        return DBN_EXIT_USAGE;
    }
    for (size_t i = 0; i <= count; i++) {
        const char *word = i < count ? argv[i] : s.model;
        if (word != NULL && !is_word(word)) {
            dbn_tell("add", "'%s' is no word", word);
            return DBN_EXIT_USAGE;
        }
    }
    if (!choose_list(path, &s))
        return DBN_EXIT_USAGE;
    char *before;
    if (!dbn_words_file_read(&before, path, "add"))
        return DBN_EXIT_OUTPUT;
    make_folders(path);
    bool is_written = write_list(path, before == NULL ? "" : before, argv, count, &s);
    free(before);
    return is_written ? DBN_EXIT_OK : DBN_EXIT_OUTPUT;
}
