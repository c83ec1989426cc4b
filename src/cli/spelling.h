/*
 * cli/spelling.h - what `check` spells by, and what `add` adds to: hunspell's folder,
 * the cache, and the lists of words of a project and of a person.
 */
#ifndef DBN_CLI_SPELLING_H
#define DBN_CLI_SPELLING_H

#include <doublon/desk.h>

#define DBN_WORDS_PATH_MAX 4096U

/** The folder of what the program keeps for its user; false where there is none. */
bool dbn_cache_path(char path[DBN_WORDS_PATH_MAX]);

/** Make the engine look at spelling: dictionaries of DOUBLON_HUNSPELL, else where
 * Debian puts them; the cache of the user. False, and a message, on failure. */
bool dbn_spelling_begin(dbn_engine *engine, const char *command);

/** The words of lists, in memory of its own. */
typedef struct dbn_word_list {
    dbn_own_word *words;
    uint32_t count;
    char *files[2]; /* what the words lie in */
} dbn_word_list;

/** Read the list of the project and that of the person, as far as they are there.
 * False, and a message with file and line, where one is broken. */
bool dbn_word_list_read(dbn_word_list *list, const char *command);
void dbn_word_list_release(dbn_word_list *list);

/** All of a list with a NUL behind it, for free(); NULL where there is no such file.
 * False, and a message, on failure. */
bool dbn_words_file_read(char **out, const char *path, const char *command);

/** The list of the project: `.doublon-words` in this folder or in one above it; false
 * where there is none. */
bool dbn_project_words_path(char path[DBN_WORDS_PATH_MAX]);

/** The list of the person: `doublon/words` in XDG_CONFIG_HOME, else in ~/.config; false
 * where the system says neither. */
bool dbn_personal_words_path(char path[DBN_WORDS_PATH_MAX]);

#endif
