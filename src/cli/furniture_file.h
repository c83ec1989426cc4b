/*
 * cli/furniture_file.h - lists of furniture that are named.
 */
#ifndef DBN_CLI_FURNITURE_FILE_H
#define DBN_CLI_FURNITURE_FILE_H

#include <doublon.h>

/** The lists at `paths` in one, to be freed; NULL where there is none. False, and a
 * message of `command`, where one cannot be taken. */
bool dbn_furniture_read(const char *command, dbn_furniture **out,
                        const char *const *paths, uint32_t count);

#endif
