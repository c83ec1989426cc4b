/*
 * cli/main.c - the command `doublon`: find the subcommand, run it, flush.
 */
#include "commands.h"

#include <doublon.h>

#include <stdio.h>
#include <string.h>

static const dbn_command commands[] = {
    {"clean", "articles as scraped in, articles out, repetition removed",
     dbn_cmd_clean},
    {"restore", "the sources again, from cleaned text and its log", dbn_cmd_restore},
};
enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void
print_help(FILE *out)
{
    fprintf(out, "usage: doublon COMMAND [OPTION...] [FILE...]\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s%s\n", commands[i].name, commands[i].summary);
    fprintf(out, "\ndoublon COMMAND -h lists the options of a command; "
                 "doublon --version prints the version\n");
}

/* What was printed must have arrived. */
static int
finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (status == DBN_EXIT_OK)
        perror("doublon: standard output");
    return DBN_EXIT_OUTPUT;
}

int
main(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return DBN_EXIT_USAGE;
    }
    if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
        print_help(stdout);
        return finish(DBN_EXIT_OK);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("doublon %s\n", dbn_version());
        return finish(DBN_EXIT_OK);
    }
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return finish(commands[i].run(argc - 1, argv + 1));
    fprintf(stderr, "doublon: unknown command '%s' (doublon -h lists the commands)\n",
            argv[1]);
    return DBN_EXIT_USAGE;
}
