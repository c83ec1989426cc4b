/*
 * cli/glossary_file.h - files of terms, as commands are given them.
 */
#ifndef DBN_CLI_GLOSSARY_FILE_H
#define DBN_CLI_GLOSSARY_FILE_H

#include <doublon/terms.h>

/** Files of terms that a command takes. */
#define DBN_GLOSSARIES_MAX 16

/** Add a table, TBX, or an index of dictd with the dictionary beside it. False, and a
 * message of `command`, where nothing of it could be read. */
bool dbn_glossary_add_from(const char *command, dbn_terms *terms, const char *path);

#endif
