/*
 * cli/cmd_help.c - doublon help: the manual in a terminal.
 */
#include "commands.h"
#include "manual.h"

#include <stdio.h>
#include <string.h>

static const dbn_option options[] = {DBN_COMMON_OPTIONS, {0}};

const dbn_usage dbn_usage_help = {
    "help", "[TOPIC]",
    "Print what there is to read about a command or a topic; without TOPIC, list them.",
    options};

/* The first page in the lines from `line` on; NULL when no page follows. */
static const char *const *
find_page(const char *const *line)
{
    while (*line != NULL && **line != '\f')
        line++;
    return *line == NULL ? NULL : line;
}

static void
list_topics(void)
{
    dbn_print(stdout, "usage: doublon help [TOPIC]\n");
    printf("\n");
    for (const char *const *page = find_page(dbn_manual); page != NULL;
         page = find_page(page + 1))
        printf("  %-15s%s\n", page[0] + 1, dbn_ui_text(dbn_tell_ui(), page[1]));
}

void
dbn_manual_dump(void)
{
    for (const char *const *page = find_page(dbn_manual); page != NULL;
         page = find_page(page + 1))
        printf("topic\t%s\t%s\n", page[0] + 1, page[1]);
}

static const dbn_usage *
find_usage(const char *topic)
{
    const dbn_command *command = dbn_command_find(topic);
    if (command != NULL)
        return command->usage;
    return strcmp(topic, dbn_usage_doublon.command) == 0 ? &dbn_usage_doublon : NULL;
}

static void
print_usage(const dbn_usage *usage)
{
    const char *arguments = dbn_ui_text(dbn_tell_ui(), usage->arguments);
    printf("\n");
    if (usage == &dbn_usage_doublon)
        dbn_print(stdout, "usage: doublon %s\n", arguments);
    else
        dbn_print(stdout, "usage: doublon %s [OPTION...] %s\n", usage->command,
                  arguments);
}

static void
print_page(const char *const *page)
{
    const dbn_usage *usage = find_usage(page[0] + 1);
    printf("%s - %s\n", page[0] + 1, page[1]);
    if (usage != NULL)
        print_usage(usage);
    for (const char *const *line = page + 2; *line != NULL && **line != '\f'; line++) {
        if (strcmp(*line, "@COMMANDS") == 0)
            dbn_commands_print(stdout);
        else if (usage != NULL && strcmp(*line, "@OPTIONS") == 0)
            dbn_options_print(usage);
        else
            printf("%s\n", *line);
    }
}

int
dbn_cmd_help(int argc, char **argv)
{
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_help, NULL, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (count == 0) {
        list_topics();
        return DBN_EXIT_OK;
    }
    for (const char *const *page = find_page(dbn_manual); page != NULL;
         page = find_page(page + 1)) {
        if (strcmp(page[0] + 1, argv[0]) != 0)
            continue;
        print_page(page);
        return DBN_EXIT_OK;
    }
    dbn_tell("help", "unknown topic '%s' (doublon help lists them)", argv[0]);
    return DBN_EXIT_USAGE;
}
