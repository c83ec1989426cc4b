/*
 * cli/commands.h - the commands: one file each, on the installed headers alone.
 *
 * A command gets its own words (argv[0] is its name) and returns the exit status:
 */
#ifndef DBN_CLI_COMMANDS_H
#define DBN_CLI_COMMANDS_H

#include "options.h"

#include <stdio.h>

enum {
    DBN_EXIT_OK = 0,
    DBN_EXIT_FINDINGS = 1, /* check, validate: something at or above --fail-on;
                              doctor: something does not work */
    DBN_EXIT_USAGE = 2,
    DBN_EXIT_OUTPUT = 3, /* output failed, or no input could be read */
    DBN_EXIT_SOME = 4    /* some documents failed, the rest is done */
};

typedef struct dbn_command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
    const dbn_usage *usage;
} dbn_command;

/** The command itself and its subcommands. */
extern const dbn_usage dbn_usage_doublon, dbn_usage_clean, dbn_usage_check,
    dbn_usage_add, dbn_usage_explain, dbn_usage_restore, dbn_usage_segment,
    dbn_usage_align, dbn_usage_dedup, dbn_usage_step, dbn_usage_index, dbn_usage_terms,
    dbn_usage_prepare, dbn_usage_merge, dbn_usage_memory, dbn_usage_analyse,
    dbn_usage_validate, dbn_usage_translate, dbn_usage_doctor, dbn_usage_help;

int dbn_cmd_clean(int argc, char **argv);
int dbn_cmd_check(int argc, char **argv);
int dbn_cmd_add(int argc, char **argv);
int dbn_cmd_explain(int argc, char **argv);
int dbn_cmd_restore(int argc, char **argv);
int dbn_cmd_doctor(int argc, char **argv);
int dbn_cmd_index(int argc, char **argv);
int dbn_cmd_validate(int argc, char **argv);
int dbn_cmd_prepare(int argc, char **argv);
int dbn_cmd_merge(int argc, char **argv);
int dbn_cmd_translate(int argc, char **argv);
int dbn_cmd_memory(int argc, char **argv);
int dbn_cmd_analyse(int argc, char **argv);
int dbn_cmd_segment(int argc, char **argv);
int dbn_cmd_align(int argc, char **argv);
int dbn_cmd_terms(int argc, char **argv);
int dbn_cmd_dedup(int argc, char **argv);
int dbn_cmd_step(int argc, char **argv);
int dbn_cmd_help(int argc, char **argv);

/** The command of that name; NULL for none. */
const dbn_command *dbn_command_find(const char *name);

/** Print the commands, one a line. */
void dbn_commands_print(FILE *out);

#endif
