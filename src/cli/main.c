/*
 * cli/main.c - the command `doublon`: find the subcommand, run it, flush.
 */
#define _POSIX_C_SOURCE 200809L

#include "commands.h"
#include "manual.h"
#include "tell.h"

#include <doublon.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const dbn_command commands[] = {
    {"clean", "articles as scraped in, articles out, repetition removed", dbn_cmd_clean,
     &dbn_usage_clean},
    {"dedup", "what documents of a corpus repeat of each other", dbn_cmd_dedup,
     &dbn_usage_dedup},
    {"step", "the same in steps, for many machines", dbn_cmd_step, &dbn_usage_step},
    {"index", "what of today's texts stood in an archive before", dbn_cmd_index,
     &dbn_usage_index},
    {"check", "what a copy desk would see, and its repairs", dbn_cmd_check,
     &dbn_usage_check},
    {"add", "words that are spelt right, whatever dictionaries say", dbn_cmd_add,
     &dbn_usage_add},
    {"explain", "what a rule finds, with its examples", dbn_cmd_explain,
     &dbn_usage_explain},
    {"restore", "the sources again, from cleaned text and its log", dbn_cmd_restore,
     &dbn_usage_restore},
    {"segment", "texts into sentences", dbn_cmd_segment, &dbn_usage_segment},
    {"align", "sentences of a text in its translation", dbn_cmd_align,
     &dbn_usage_align},
    {"terms", "terms of a glossary, or of the texts themselves", dbn_cmd_terms,
     &dbn_usage_terms},
    {"prepare", "pages for translators: XLIFF, OmegaT, PO", dbn_cmd_prepare,
     &dbn_usage_prepare},
    {"merge", "a translation back into its page", dbn_cmd_merge, &dbn_usage_merge},
    {"translate", "pages and XLIFF, by a memory and an engine of translation",
     dbn_cmd_translate, &dbn_usage_translate},
    {"memory", "translation memories: TMX in and out, and what is like a text",
     dbn_cmd_memory, &dbn_usage_memory},
    {"analyse", "how much of texts is new, and what it costs", dbn_cmd_analyse,
     &dbn_usage_analyse},
    {"validate", "files of translators against their standards", dbn_cmd_validate,
     &dbn_usage_validate},
    {"doctor", "what is installed, what is off, whether all works", dbn_cmd_doctor,
     &dbn_usage_doctor},
    {"help", "what can be read about a command or a topic", dbn_cmd_help,
     &dbn_usage_help},
};
enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

const dbn_command *
dbn_command_find(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

void
dbn_commands_print(FILE *out)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-11s%s\n", commands[i].name,
                dbn_ui_text(dbn_tell_ui(), commands[i].summary));
}

static void
print_help(FILE *out)
{
    dbn_print(out, "usage: doublon COMMAND [OPTION...] [FILE...]\n");
    fputc('\n', out);
    dbn_commands_print(out);
    fputc('\n', out);
    dbn_print(out, "doublon COMMAND -h lists the options of a command; "
                   "doublon --version prints the version\n");
}

/* What the command itself takes; -h is every table's. */
static const dbn_option own_options[] = {
    {"version", 0, NULL, "print the version", NULL, NULL},
    {0},
};
const dbn_usage dbn_usage_doublon = {
    "doublon", "COMMAND [OPTION...] [FILE...]",
    "Scraped news articles into text that can be used.", own_options};

/* For the manual and the completions; hidden, since it is of no use to anybody else. */
static void
dump_options(void)
{
    dbn_options_dump(&dbn_usage_doublon);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        printf("about\t%s\t%s\n", commands[i].name, commands[i].summary);
        dbn_options_dump(commands[i].usage);
    }
    dbn_manual_dump();
}

/* Standard streams that are closed are held by a device on which the other direction
 * fails: else a result would be opened as one of them, and get what is meant for it. */
static bool
hold_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) != -1 || errno != EBADF)
            continue;
        int flag = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (open("/dev/null", flag) != fd)
            return false;
    }
    return true;
}

/* What was printed must have arrived. */
static int
finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (status == DBN_EXIT_OK)
        fprintf(stderr, "doublon: %s: %s\n",
                dbn_ui_text(dbn_tell_ui(), "standard output"),
                dbn_ui_text(dbn_tell_ui(), strerror(errno)));
    return DBN_EXIT_OUTPUT;
}

int
main(int argc, char **argv)
{
    if (!hold_descriptors())
        return DBN_EXIT_OUTPUT;
    int words = dbn_tell_begin(argc, argv);
    argc -= words;
    argv += words;
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
    if (strcmp(argv[1], "--dump-options") == 0) {
        dump_options();
        return finish(DBN_EXIT_OK);
    }
    const dbn_command *command = dbn_command_find(argv[1]);
    if (command != NULL)
        return finish(command->run(argc - 1, argv + 1));
    dbn_tell(NULL, "unknown command '%s' (doublon -h lists the commands)", argv[1]);
    return DBN_EXIT_USAGE;
}
