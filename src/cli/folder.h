/*
 * cli/folder.h - results that get a file each in a folder.
 */
#ifndef DBN_CLI_FOLDER_H
#define DBN_CLI_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DBN_FOLDER_PATH_MAX 4096

typedef struct dbn_folder {
    const char *path;
    char **names; /* that were given in this run, sorted by when */
    uint32_t count, cap;
} dbn_folder;

/** Is `path` a folder, or can it be made one? False, and a message of `command`. */
bool dbn_folder_open(dbn_folder *folder, const char *command, const char *path);

void dbn_folder_close(dbn_folder *folder);

/** The path of a result of `source` in the folder, its name with `suffix`: "page.html"
 * of any folder, then "page-2.html", in the order of the calls. False, and a message,
 * where memory is out or the path is too long. */
bool dbn_folder_place(dbn_folder *folder, const char *command, const char *source,
                      const char *suffix, char out[DBN_FOLDER_PATH_MAX]);

#endif
