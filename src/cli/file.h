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

/** False, and a message of `command`, where it cannot be read; to be released all the
 * same. */
bool dbn_file_read(const char *command, dbn_file *file, const char *path);

/** The same without a message. */
bool dbn_file_read_quietly(dbn_file *file, const char *path);

void dbn_file_release(dbn_file *file);

#endif
