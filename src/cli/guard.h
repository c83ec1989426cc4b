/*
 * cli/guard.h - no output of a command takes the place of what the command reads.
 */
#ifndef DBN_CLI_GUARD_H
#define DBN_CLI_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/** An output, and the option that names it; `option` NULL: there is none. */
typedef struct dbn_guarded {
    const char *option; /* "--output"; said to be standard output where that is meant */
    const char *path;   /* as for dbn_output_open(): NULL or "-" is standard output */
} dbn_guarded;

/** The outputs of a command. What one of them would overwrite is named on standard
 * error, with the option. Strings are borrowed. */
typedef struct dbn_guard {
    const char *command;
    dbn_guarded outputs[2];
    bool is_refused; /* dbn_guard_look() has named a file */
} dbn_guard;

/** Names of files; borrowed. */
typedef struct dbn_guard_files {
    const char **paths;
    size_t count;
} dbn_guard_files;

/** Would an output overwrite one of the files at `paths`? "-" is standard input.
 * Folders are not looked into. */
bool dbn_guard_refuses(const dbn_guard *guard, const char *const *paths, size_t count);

/** The same of what a batch is to read: without `paths`, standard input. */
bool dbn_guard_refuses_batch(const dbn_guard *guard, const char *const *paths,
                             size_t count);

/** Would an output overwrite the file that is open as `fd`? For the event `opened` of a
 * batch; only the first such file is named. */
void dbn_guard_look(dbn_guard *guard, const char *path, int fd);

/** The same of many outputs that `option` lists, against many inputs: n log n. True,
 * and a message, too where memory is out. */
bool dbn_guard_refuses_list(const char *command, const char *option,
                            const dbn_guard_files *outputs,
                            const dbn_guard_files *inputs);

#endif
