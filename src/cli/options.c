#include "options.h"

#include <stdio.h>
#include <string.h>

/* Column at which the help of an option begins. */
#define HELP_COLUMN 30

static void
print_option(const dbn_option *option)
{
    int width = 0;
    if (option->letter != 0)
        width += printf("  -%c, --%s", option->letter, option->name);
    else
        width += printf("      --%s", option->name);
    if (option->argument != NULL)
        width += printf("=%s", option->argument);
    if (width >= HELP_COLUMN)
        printf("\n%*s", HELP_COLUMN, "");
    else
        printf("%*s", HELP_COLUMN - width, "");
    printf("%s\n", option->help);
}

static void
print_help(const dbn_usage *usage)
{
    printf("usage: doublon %s [OPTION...] %s\n\n%s\n\n", usage->command,
           usage->arguments, usage->summary);
    for (const dbn_option *option = usage->options; option->name != NULL; option++)
        print_option(option);
    printf("  -h, --help%*s%s\n", HELP_COLUMN - 12, "", "print this help");
}

static dbn_parsed
refuse(const dbn_usage *usage, const char *fault, const char *subject, size_t len)
{
    fprintf(stderr, "doublon %s: %s '%.*s' (doublon %s -h lists the options)\n",
            usage->command, fault, (int)len, subject, usage->command);
    return DBN_PARSED_ERROR;
}

static const dbn_option *
find_long(const dbn_usage *usage, const char *name, size_t len)
{
    for (const dbn_option *option = usage->options; option->name != NULL; option++)
        if (strlen(option->name) == len && memcmp(option->name, name, len) == 0)
            return option;
    return NULL;
}

static const dbn_option *
find_letter(const dbn_usage *usage, char letter)
{
    for (const dbn_option *option = usage->options; option->name != NULL; option++)
        if (option->letter == letter)
            return option;
    return NULL;
}

/* One word of the command line that starts with a dash. */
static dbn_parsed
parse_option(const dbn_usage *usage, void *settings, int argc, char **argv, int *at)
{
    const char *word = argv[*at], *value = NULL;
    bool is_long = word[1] == '-';
    size_t len = is_long ? strcspn(word + 2, "=") : 1;
    const dbn_option *option =
        is_long ? find_long(usage, word + 2, len) : find_letter(usage, word[1]);
    if (option == NULL)
        return refuse(usage, "unknown option", word, is_long ? len + 2 : 2);
    const char *rest = is_long ? word + 2 + len : word + 2;
    if (option->argument == NULL) {
        if (*rest != '\0')
            return refuse(usage, "no value can be given to", word, strlen(word));
    } else if (*rest != '\0') {
        value = is_long ? rest + 1 : rest;
    } else if (*at + 1 < argc) {
        value = argv[++*at];
    } else {
        return refuse(usage, "a value is missing after", word, strlen(word));
    }
    if (!option->set(settings, value))
        return refuse(usage, "bad value in", argv[*at], strlen(argv[*at]));
    return DBN_PARSED_OK;
}

dbn_parsed
dbn_options_parse(const dbn_usage *usage, void *settings, int argc, char **argv,
                  size_t *count)
{
    bool options_end = false;
    size_t kept = 0;
    for (int at = 1; at < argc; at++) {
        const char *word = argv[at];
        if (options_end || word[0] != '-' || word[1] == '\0') {
            argv[kept++] = argv[at];
            continue;
        }
        if (strcmp(word, "--") == 0) {
            options_end = true;
            continue;
        }
        if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
            print_help(usage);
            return DBN_PARSED_HELP;
        }
        dbn_parsed parsed = parse_option(usage, settings, argc, argv, &at);
        if (parsed != DBN_PARSED_OK)
            return parsed;
    }
    *count = kept;
    return DBN_PARSED_OK;
}

int
dbn_choice(const char *names, const char *value, size_t len)
{
    int index = 0;
    for (const char *name = names; *name != '\0'; index++) {
        size_t name_len = strcspn(name, ",");
        if (name_len == len && memcmp(name, value, len) == 0)
            return index;
        name += name_len + (name[name_len] == ',');
    }
    return -1;
}
