/*
 * cli/engine.h - find the dictionaries and load them.
 */
#ifndef DBN_CLI_ENGINE_H
#define DBN_CLI_ENGINE_H

#include <doublon.h>

/**
 * The folder of DOUBLON_DICTS, else the one installed beside the command. NULL, and a
 * message, on failure.
 */
dbn_engine *dbn_engine_open(void);

#endif
