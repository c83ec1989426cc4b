/*
 * cli/cmd_restore.c - doublon restore.
 */
#define _POSIX_C_SOURCE 200809L

#include "commands.h"
#include "file.h"
#include "guard.h"
#include "options.h"
#include "output.h"
#include "signals.h"

#include <doublon/corpus.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    const char *log, *output, *document;
} settings;

static const dbn_option options[] = {
    {"log", 0, "FILE", "the log that 'doublon clean --log' wrote",
     DBN_TO_TEXT(settings, log)},
    DBN_OUTPUT_OPTION(settings),
    {"document", 0, "NAME", "only the source of that name",
     DBN_TO_TEXT(settings, document)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_restore = {
    "restore", "--log=LOG [FILE]",
    "Write the sources back, byte for byte, from cleaned text and its log.\n"
    "FILE is what 'doublon clean' wrote as text; none or -: standard input.",
    options};

/* What a name of the log, with its bytes that are no UTF-8 spelled out (U+FFFD and two
 * hexadecimal digits), stands for: is it `wanted`? */
static bool
stands_for(dbn_span name, dbn_span wanted)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t at = 0;
    for (size_t i = 0; i < name.len; at++) {
        char byte = name.ptr[i];
        size_t taken = 1;
        if (name.len - i >= 5 && memcmp(name.ptr + i, "\xEF\xBF\xBD", 3) == 0) {
            const char *high = memchr(digits, name.ptr[i + 3], 16);
            const char *low = memchr(digits, name.ptr[i + 4], 16);
            if (high != NULL && low != NULL) {
                byte = (char)((high - digits) << 4 | (low - digits));
                taken = 5;
            }
        }
        if (at >= wanted.len || wanted.ptr[at] != byte)
            return false;
        i += taken;
    }
    return at == wanted.len;
}

/* A name is asked for as the log spells it, or as the file has it. */
static bool
is_wanted(const settings *s, dbn_span name)
{
    if (s->document == NULL)
        return true;
    dbn_span wanted = {s->document, strlen(s->document)};
    bool is_same =
        name.len == wanted.len && memcmp(name.ptr, wanted.ptr, wanted.len) == 0;
    return is_same || stands_for(name, wanted);
}

typedef struct writing {
    const settings *settings;
    dbn_output output;
    uint64_t written;
} writing;

static dbn_status
on_source(void *context, dbn_span name, dbn_span bytes)
{
    writing *w = context;
    if (!is_wanted(w->settings, name))
        return DBN_OK;
    w->written++;
    return dbn_output_write(&w->output, bytes);
}

static int
restore(const settings *s, dbn_span cleaned, dbn_span log)
{
    writing w = {.settings = s};
    dbn_error error = {0};
    if (!dbn_output_open(&w.output, s->output))
        return DBN_EXIT_OUTPUT;
    dbn_status status = dbn_restore(cleaned, log, on_source, &w, &error);
    if (status == DBN_ERR_CLOSED) {
        dbn_output_abandon(&w.output);
        dbn_signals_end(SIGPIPE);
        return DBN_EXIT_OUTPUT;
    }
    if (status != DBN_OK && w.output.failure == 0) {
        fprintf(stderr, "doublon restore: %s:", s->log);
        if (error.line > 0)
            fprintf(stderr, "%llu:", (unsigned long long)error.line);
        fputc(' ', stderr);
        dbn_print_message(error.message);
        fputc('\n', stderr);
        dbn_output_abandon(&w.output);
        return DBN_EXIT_OUTPUT;
    }
    if (status == DBN_OK && w.written == 0 && s->document != NULL) {
        dbn_tell("restore", "the log has no document '%s'", s->document);
        dbn_output_abandon(&w.output);
        return DBN_EXIT_OUTPUT;
    }
    return dbn_output_commit(&w.output) ? DBN_EXIT_OK : DBN_EXIT_OUTPUT;
}

int
dbn_cmd_restore(int argc, char **argv)
{
    settings s = {0};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_restore, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (s.log == NULL || count > 1) {
        dbn_tell("restore",
                 s.log == NULL
                     ? "--log=FILE is missing (doublon restore -h lists the options)"
                     : "one file at a time (doublon restore -h lists the options)");
        return DBN_EXIT_USAGE;
    }
    const char *path = count == 0 ? "-" : argv[0];
    const char *const inputs[] = {path, s.log};
    const dbn_guard guard = {.command = "restore", .outputs = {{"--output", s.output}}};
    if (dbn_guard_refuses(&guard, inputs, 2))
        return DBN_EXIT_USAGE;
    dbn_signals_watch(false);
    dbn_file text, log = {0};
    int status = DBN_EXIT_OUTPUT;
    if (dbn_file_read("restore", &text, path) && dbn_file_read("restore", &log, s.log))
        status = restore(&s, text.bytes, log.bytes);
    dbn_file_release(&text);
    dbn_file_release(&log);
    return status;
}
