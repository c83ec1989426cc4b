/*
 * cli/config.h - which configuration counts, and which findings are known.
 */
#ifndef DBN_CLI_CONFIG_H
#define DBN_CLI_CONFIG_H

#include <doublon/desk.h>

/**
 * Read the configuration: that at `path` or, where it is NULL, the nearest one of
 * `input` (NULL or "-": of the working folder); *out is NULL where there is none. What
 * `over` says counts more than the file. False, and a message, where it cannot be read.
 */
bool dbn_config_open(dbn_config **out, const char *path, const char *input,
                     const dbn_check_options *over);

/** Known findings of the file at `path`, which need not be there where `may_lack`; a
 * message, and NULL, where they cannot be read. */
dbn_baseline *dbn_baseline_open(const char *path, bool may_lack);

/** Write them to the file at `path`, whole or not at all. False, and a message, where
 * that failed. */
bool dbn_baseline_save(dbn_baseline *baseline, const char *path);

#endif
