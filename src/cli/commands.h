/*
 * cli/commands.h - the commands: one file each, on the installed headers alone.
 *
 * A command gets its own words (argv[0] is its name) and returns the exit status:
 */
#ifndef DBN_CLI_COMMANDS_H
#define DBN_CLI_COMMANDS_H

enum {
    DBN_EXIT_OK = 0,
    DBN_EXIT_FINDINGS = 1, /* check, validate: something at or above --fail-on */
    DBN_EXIT_USAGE = 2,
    DBN_EXIT_OUTPUT = 3, /* output failed, or no input could be read */
    DBN_EXIT_SOME = 4    /* some documents failed, the rest is done */
};

typedef struct dbn_command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
} dbn_command;

int dbn_cmd_clean(int argc, char **argv);
int dbn_cmd_restore(int argc, char **argv);

#endif
