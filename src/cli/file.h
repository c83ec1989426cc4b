/*
 * cli/file.h - a whole file in memory.
 */
#ifndef DBN_CLI_FILE_H
#define DBN_CLI_FILE_H

#include <doublon.h>

/** A file in memory. */
typedef struct dbn_file {
    dbn_span bytes;
    char *memory;
} dbn_file;

/** All of `path`, "-" for standard input. False, and a message of `command`, where it
 * cannot be read; there is then nothing to release. */
bool dbn_file_read(const char *command, dbn_file *file, const char *path);

/** The same without a message. */
bool dbn_file_read_quietly(dbn_file *file, const char *path);

/** Does anything stand at `path`? */
bool dbn_file_is_there(const char *path);

/** Does a file with an end of its own stand at `path`: no folder, device or pipe? */
bool dbn_file_is_ordinary(const char *path);

void dbn_file_release(dbn_file *file);

#endif
