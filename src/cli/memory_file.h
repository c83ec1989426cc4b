/*
 * cli/memory_file.h - the translation memory of a command that reads it.
 */
#ifndef DBN_CLI_MEMORY_FILE_H
#define DBN_CLI_MEMORY_FILE_H

#include <doublon/memory.h>

/** Open it to be read; NULL where `path` is. False, and a message of `command`, where
 * it cannot be. */
bool dbn_memory_open_from(const char *command, dbn_memory_file **out, const char *path);

#endif
