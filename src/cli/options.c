#include "options.h"

#include <stdio.h>
#include <string.h>

/* Column at which the help of an option begins. */
#define HELP_COLUMN 30

/* How many columns it takes. */
static int
print_as_is(const char *text)
{
    int columns = 0;
    for (const char *at = text; *at != '\0'; at++)
        columns += ((unsigned char)*at & 0xC0) != 0x80;
    fputs(text, stdout);
    return columns;
}

/* A text of the catalogue, translated. */
static int
print_text(const char *english)
{
    return print_as_is(dbn_ui_text(dbn_tell_ui(), english));
}

/* May its argument be left out? */
static bool
is_optional(const dbn_option *option)
{
    return option->argument != NULL && option->argument[0] == '[';
}

static void
print_option(const dbn_option *option)
{
    int width = 0;
    if (option->letter != 0)
        width += printf("  -%c, --%s", option->letter, option->name);
    else
        width += printf("      --%s", option->name);
    if (is_optional(option))
        width += printf("[=") +
                 print_as_is(dbn_ui_text(dbn_tell_ui(), option->argument) + 1);
    else if (option->argument != NULL)
        width += printf("=") + print_text(option->argument);
    if (width >= HELP_COLUMN)
        printf("\n%*s", HELP_COLUMN, "");
    else
        printf("%*s", HELP_COLUMN - width, "");
    print_text(option->help);
    printf("\n");
}

/* The option that every command has. */
static const dbn_option help_option = {"help", 'h', NULL, "print this help"};

void
dbn_options_print(const dbn_usage *usage)
{
    for (const dbn_option *option = usage->options; option->name != NULL; option++)
        print_option(option);
    print_option(&help_option);
}

static void
print_help(const dbn_usage *usage)
{
    dbn_print(stdout, "usage: doublon %s [OPTION...] %s\n", usage->command,
              dbn_ui_text(dbn_tell_ui(), usage->arguments));
    printf("\n");
    print_text(usage->summary);
    printf("\n\n");
    dbn_options_print(usage);
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

static dbn_parsed
refuse_unknown(const dbn_usage *usage, const char *word, size_t len)
{
    dbn_tell(usage->command, "unknown option '%.*s' (doublon %s -h lists the options)",
             (int)len, word, usage->command);
    return DBN_PARSED_ERROR;
}

/* The words of a command line as they are worked through. */
typedef struct words {
    const dbn_usage *usage;
    void *settings;
    char **argv;
    int argc, at;
} words;

static dbn_parsed
refuse_value(const words *w, const dbn_option *option, const char *word)
{
    const char *name = w->usage->command;
    bool is_next = w->argv[w->at] != word; /* "-j" "0" */
    if (dbn_setting_is_full(&option->setting, w->settings)) {
        dbn_tell(name,
                 option->set == NULL ? "'--%s' can be given %u times at most"
                                     : "'--%s': its list has %u names at most",
                 option->name, (unsigned)option->setting.most);
        return DBN_PARSED_ERROR;
    }
    const char *gap = is_next ? " " : "", *next = is_next ? w->argv[w->at] : "";
    if (option->values != NULL)
        dbn_tell(name, "bad value in '%s%s%s' (possible: %s)", word, gap, next,
                 option->values);
    else
        dbn_tell(name, "bad value in '%s%s%s' (doublon %s -h lists the options)", word,
                 gap, next, name);
    return DBN_PARSED_ERROR;
}

static bool
take(const words *w, const dbn_option *option, const char *value)
{
    dbn_said_set(&option->said, w->settings);
    return option->set != NULL
               ? option->set(w->settings, value)
               : dbn_setting_set(&option->setting, w->settings, value, option->values);
}

/* Take an option that has a value: `value` in the same word, or NULL, the next word. */
static dbn_parsed
take_value(words *w, const dbn_option *option, const char *value)
{
    const char *word = w->argv[w->at], *name = w->usage->command;
    if (value == NULL && w->at + 1 == w->argc) {
        dbn_tell(name,
                 "a value is missing after '%s' (doublon %s -h lists the options)",
                 word, name);
        return DBN_PARSED_ERROR;
    }
    if (value == NULL)
        value = w->argv[++w->at];
    return take(w, option, value) ? DBN_PARSED_OK : refuse_value(w, option, word);
}

static dbn_parsed
take_switch(const words *w, const dbn_option *option)
{
    return take(w, option, NULL) ? DBN_PARSED_OK
                                 : refuse_value(w, option, w->argv[w->at]);
}

static dbn_parsed
refuse_any_value(const words *w)
{
    const char *name = w->usage->command;
    dbn_tell(name, "no value can be given to '%s' (doublon %s -h lists the options)",
             w->argv[w->at], name);
    return DBN_PARSED_ERROR;
}

/* "--jobs=4", "--jobs" "4", "--quiet" */
static dbn_parsed
parse_long(words *w)
{
    const char *word = w->argv[w->at];
    size_t len = strcspn(word + 2, "=");
    bool has_value = word[2 + len] == '=';
    if (len == strlen(help_option.name) && !has_value &&
        memcmp(word + 2, help_option.name, len) == 0) {
        print_help(w->usage);
        return DBN_PARSED_HELP;
    }
    const dbn_option *option = find_long(w->usage, word + 2, len);
    if (option == NULL)
        return refuse_unknown(w->usage, word, len + 2);
    if (has_value && option->argument != NULL)
        return take_value(w, option, word + len + 3);
    if (option->argument != NULL && !is_optional(option))
        return take_value(w, option, NULL);
    return has_value ? refuse_any_value(w) : take_switch(w, option);
}

/* "-j4", "-j" "4", "-q", and switches in one word before the last: "-qj4" */
static dbn_parsed
parse_letters(words *w)
{
    const char *word = w->argv[w->at];
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        const dbn_option *option = find_letter(w->usage, *letter);
        if (*letter == help_option.letter) {
            print_help(w->usage);
            return DBN_PARSED_HELP;
        }
        if (option == NULL && *letter == '=' && letter > word + 1)
            return refuse_any_value(w);
        if (option == NULL)
            return refuse_unknown(w->usage, word, strlen(word));
        if (option->argument != NULL)
            return take_value(w, option, letter[1] == '\0' ? NULL : letter + 1);
        dbn_parsed parsed = take_switch(w, option);
        if (parsed != DBN_PARSED_OK)
            return parsed;
    }
    return DBN_PARSED_OK;
}

dbn_parsed
dbn_options_parse(const dbn_usage *usage, void *settings, int argc, char **argv,
                  size_t *count)
{
    words w = {usage, settings, argv, argc, 1};
    bool options_end = false;
    size_t kept = 0;
    for (; w.at < argc; w.at++) {
        char *word = argv[w.at];
        if (options_end || word[0] != '-' || word[1] == '\0') {
            argv[kept++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            options_end = true;
            continue;
        }
        dbn_parsed parsed = word[1] == '-' ? parse_long(&w) : parse_letters(&w);
        if (parsed != DBN_PARSED_OK)
            return parsed;
    }
    *count = kept;
    return DBN_PARSED_OK;
}

static const char *
or_nothing(const char *text)
{
    return text == NULL ? "" : text;
}

static void
dump_option(const char *command, const dbn_option *option)
{
    char letter[2] = {option->letter, '\0'};
    printf("option\t%s\t%s\t%s\t%s\t%s\t%s\n", command, option->name, letter,
           or_nothing(option->argument), or_nothing(option->values), option->help);
}

void
dbn_options_dump(const dbn_usage *usage)
{
    printf("command\t%s\t%s\n", usage->command, usage->arguments);
    for (const char *line = usage->summary; *line != '\0';) {
        int len = (int)strcspn(line, "\n");
        printf("summary\t%s\t%.*s\n", usage->command, len, line);
        line += len + (line[len] == '\n');
    }
    for (const dbn_option *option = usage->options; option->name != NULL; option++)
        dump_option(usage->command, option);
    dump_option(usage->command, &help_option);
}
