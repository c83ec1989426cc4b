/*
 * cli/engine.h - find the dictionaries and load them.
 */
#ifndef DBN_CLI_ENGINE_H
#define DBN_CLI_ENGINE_H

#include <doublon/desk.h>

#define DBN_DICTS_PATH_MAX 4096U

/** The folder of DOUBLON_DICTS, else the one installed beside the command, for which
 * `room` is used. NULL when the system does not say where the command is. */
const char *dbn_dicts_folder(char *room, size_t size);

/** The engine over that folder. NULL, and a message, on failure. */
dbn_engine *dbn_engine_open(void);

/** The same with the rules of all families, for the copy desk, and those of `config`
 * (NULL: none). */
dbn_engine *dbn_engine_open_for_desk(const dbn_config *config);

/** Could it be opened without a configuration: was that at fault where it could not be
 * with one? Says nothing. */
bool dbn_engine_is_possible(void);

/** Does it know the language and the profile that were asked for (empty: none was)?
 * Else `command` says so, with the nearest name that it knows. */
bool dbn_engine_knows(const dbn_engine *engine, const char *command, dbn_span lang,
                      dbn_span profile);

/** Let `engine` cut sentences by the rules of a file of SRX. False, and a message of
 * `command`, where there are none. */
bool dbn_engine_cut_by(dbn_engine *engine, const char *command, const char *path);

#endif
