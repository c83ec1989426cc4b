/*
 * cli/options.h - options as a table: parsing, -h, manual and completions come
 * from its rows.
 */
#ifndef DBN_CLI_OPTIONS_H
#define DBN_CLI_OPTIONS_H

#include "setting.h"
#include "tell.h"

#include <stddef.h>

/** One option. Rows end with a row whose `name` is NULL. */
typedef struct dbn_option {
    const char *name;     /* long name without dashes; "keep" is --keep */
    char letter;          /* 'j' for -j, 0 for none */
    const char *argument; /* "FILE"; "[FILE]": only behind "=", and may be left out;
                             NULL for a switch */
    const char *help;     /* one line, lower case, no full stop; like every text here
                             it is in the catalogue (src/base/messages.def) */
    /** Take the option; false when `value` is no good. `value` is NULL for a switch,
     * and where one that may be left out was. NULL: `setting` takes it. */
    bool (*set)(void *settings, const char *value);
    const char *values;  /* the words that `argument` stands for, as in "text,jsonl", of
                            which one may be given, or several where `argument` ends in
                            ",..."; NULL for any text */
    dbn_setting setting; /* as DBN_TO_FLAG() and its like give it */
    dbn_said said;       /* as DBN_SAID() gives it */
} dbn_option;

/** The options of every command: rows of its table. */
/* clang-format off */
#define DBN_COMMON_OPTIONS                                                             \
    {"ui", 0, "LANG", "language of messages: en (default), fr, nl (rules only)",       \
     dbn_tell_set_ui, "en,fr,nl"},                                                     \
    {"color", 0, "WHEN",                                                               \
     "colour messages: auto (default: on a terminal), always, never",                  \
     dbn_tell_set_color, "auto,always,never"}
/* clang-format on */

/** Of a command whose settings have a `const char *output`. */
/* clang-format off */
#define DBN_OUTPUT_OPTION(settings)                                                    \
    {"output", 'o', "FILE", "write there instead of to standard output",               \
     DBN_TO_TEXT(settings, output)}
/* clang-format on */

/** What a command takes, and what -h prints. */
typedef struct dbn_usage {
    const char *command;   /* "clean" */
    const char *arguments; /* "[FILE...]" */
    const char *summary;   /* one line */
    const dbn_option *options;
} dbn_usage;

typedef enum dbn_parsed {
    DBN_PARSED_OK,
    DBN_PARSED_HELP, /* -h or --help: printed, exit 0 */
    DBN_PARSED_ERROR /* said on standard error, exit 2 */
} dbn_parsed;

/**
 * Parse argv[1 …]: options are handed to their rows, other words are moved to the
 * front of argv, from argv[0] on; their number goes to *count. `--` ends options.
 */
dbn_parsed dbn_options_parse(const dbn_usage *usage, void *settings, int argc,
                             char **argv, size_t *count);

/** Print the options, one a line, as -h does. */
void dbn_options_print(const dbn_usage *usage);

/**
 * Print the table as lines of fields parted by tabs, for the manual and the completions
 * (cli/man/, cli/completions/): `command NAME ARGUMENTS`, `summary NAME LINE` for each
 * line, `option NAME LONG LETTER ARGUMENT VALUES HELP` for each option, -h among them.
 */
void dbn_options_dump(const dbn_usage *usage);

#endif
