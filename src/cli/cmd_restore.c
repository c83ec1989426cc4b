/*
 * cli/cmd_restore.c - doublon restore.
 */
#define _POSIX_C_SOURCE 200809L

#include "commands.h"
#include "options.h"
#include "output.h"

#include <doublon/corpus.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    const char *log, *output, *document;
} settings;

static bool
set_log(void *context, const char *value)
{
    ((settings *)context)->log = value;
    return *value != '\0';
}

static bool
set_output(void *context, const char *value)
{
    ((settings *)context)->output = value;
    return *value != '\0';
}

static bool
set_document(void *context, const char *value)
{
    ((settings *)context)->document = value;
    return *value != '\0';
}

static const dbn_option options[] = {
    {"log", 0, "FILE", "the log that 'doublon clean --log' wrote", set_log},
    {"output", 'o', "FILE", "write there instead of to standard output", set_output},
    {"document", 0, "NAME", "only the source of that name", set_document},
    {0},
};

static const dbn_usage usage = {
    "restore", "--log=LOG [FILE]",
    "Write the sources back, byte for byte, from cleaned text and its log.\n"
    "FILE is what 'doublon clean' wrote as text; none or -: standard input.",
    options};

/* A whole file; false, and a message, on failure. The caller frees *bytes. */
static bool
read_file(const char *path, char **bytes, size_t *len)
{
    bool is_standard = strcmp(path, "-") == 0;
    FILE *file = is_standard ? stdin : fopen(path, "rb");
    size_t cap = 0;
    *bytes = NULL;
    *len = 0;
    bool is_good = file != NULL;
    while (is_good && !feof(file)) {
        if (*len == cap) {
            cap = cap == 0 ? 65536 : cap * 2;
            char *grown = realloc(*bytes, cap);
            is_good = grown != NULL;
            if (!is_good)
                break;
            *bytes = grown;
        }
        *len += fread(*bytes + *len, 1, cap - *len, file);
        is_good = !ferror(file);
    }
    if (!is_good)
        fprintf(stderr, "doublon restore: cannot read '%s': %s\n", path,
                strerror(errno));
    if (file != NULL && !is_standard)
        fclose(file);
    return is_good;
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
    const char *wanted = w->settings->document;
    if (wanted != NULL &&
        (strlen(wanted) != name.len || memcmp(wanted, name.ptr, name.len) != 0))
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
    if (status != DBN_OK && w.output.failure == 0) {
        fprintf(stderr, "doublon restore: %s:", s->log);
        if (error.has_offset)
            fprintf(stderr, "%llu:", (unsigned long long)error.offset);
        fprintf(stderr, " %s\n", error.message);
        dbn_output_abandon(&w.output);
        return DBN_EXIT_OUTPUT;
    }
    if (status == DBN_OK && w.written == 0 && s->document != NULL) {
        fprintf(stderr, "doublon restore: the log has no document '%s'\n", s->document);
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
    dbn_parsed parsed = dbn_options_parse(&usage, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (s.log == NULL || count > 1) {
        fprintf(stderr, "doublon restore: %s (doublon restore -h lists the options)\n",
                s.log == NULL ? "--log=FILE is missing" : "one file at a time");
        return DBN_EXIT_USAGE;
    }
    char *text = NULL, *log = NULL;
    size_t text_len = 0, log_len = 0;
    int status = DBN_EXIT_OUTPUT;
    if (read_file(count == 0 ? "-" : argv[0], &text, &text_len) &&
        read_file(s.log, &log, &log_len))
        status = restore(&s, (dbn_span){text, text_len}, (dbn_span){log, log_len});
    free(text);
    free(log);
    return status;
}
