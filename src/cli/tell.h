/*
 * cli/tell.h - what the command tells people: in their language, in colour where a
 * terminal shows it. Chosen by --ui and --color, and the same for the whole run.
 */
#ifndef DBN_CLI_TELL_H
#define DBN_CLI_TELL_H

#include <doublon/corpus.h>

#include <stdbool.h>
#include <stdio.h>

/** --ui=en|fr|nl, --color=auto|always|never; false for another value. The first
 * argument is not looked at: they go into tables of options. */
bool dbn_tell_set_ui(void *settings, const char *value);
bool dbn_tell_set_color(void *settings, const char *value);

/** Take --ui among the words of a command line before anything is said, help and
 * refusals included. Words that are no good are left to the parser. Returns how many
 * words in front of the command it took. */
int dbn_tell_begin(int argc, char **argv);

dbn_ui dbn_tell_ui(void);

/** The language of --ui as rules know it; messages of the catalogue are in
 * dbn_tell_ui(). */
dbn_span dbn_tell_language(void);

/** Are messages on standard error in colour? auto: on a terminal, unless NO_COLOR is
 * set to anything or the terminal is a dumb one. */
bool dbn_tell_has_color(void);

/** Write "doublon COMMAND: …" and a line end to standard error, translated. `command`
 * NULL: "doublon: …". */
void dbn_tell(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** A part of a line, to `stream`, translated. */
void dbn_print(FILE *stream, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Write a count with its noun; each format has one "%llu". */
void dbn_print_count(FILE *stream, unsigned long long n, const char *one,
                     const char *many);

/** The name of a file to standard error, with its controls as "\x1B", so that none
 * reaches the terminal. */
void dbn_print_name(dbn_span name);

/** An error's message, translated and without a line end, to standard error. */
void dbn_print_message(const char *message);

/** Say so where JSON Lines were read as text, since nothing named them. */
void dbn_tell_like_lines(const char *command, const dbn_batch_result *result);

/** An error's message as dbn_tell() says things. */
void dbn_tell_message(const char *command, const char *message);

/** Say what is wrong with a file, in which line and at which byte, where the error
 * knows it. */
void dbn_tell_error(const char *command, const char *path, const dbn_error *error);

/** Say which document of a batch failed, where and why. */
void dbn_tell_failure(const char *command, const dbn_report *report);

/** Begin and end bold on standard error; nothing without colour. */
void dbn_print_bold(bool is_on);

#endif
