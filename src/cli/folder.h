/*
 * cli/folder.h - results that get a file each in a folder.
 */
#ifndef DBN_CLI_FOLDER_H
#define DBN_CLI_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DBN_FOLDER_PATH_MAX 4096
/** Sources of one name in one run. */
#define DBN_FOLDER_SAME_MAX 10000

typedef struct dbn_folder {
    const char *path;
    char **results; /* paths that were given in this run, sorted */
    uint32_t count, cap;
} dbn_folder;

/** Is `path` a folder, or can it be made one? False, and a message of `command`. */
bool dbn_folder_open(dbn_folder *folder, const char *command, const char *path);

/** Does a folder stand at `path`? */
bool dbn_folder_is_there(const char *path);

void dbn_folder_close(dbn_folder *folder);

/** The path of a result of `source` in the folder, its name with `suffix`: "page.html"
 * of any folder, then "page-2.html", in the order of the calls; no two are the same.
 * False, and a message, where memory is out, the path too long, or the name too common.
 */
bool dbn_folder_place(dbn_folder *folder, const char *command, const char *source,
                      const char *suffix, char out[DBN_FOLDER_PATH_MAX]);

#endif
