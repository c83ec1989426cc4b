/*
 * cli/cmd_validate.c - doublon validate.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "file.h"
#include "options.h"
#include "output.h"
#include "signals.h"

#include <doublon/cat.h>

#include <signal.h>
#include <string.h>

typedef struct settings {
    dbn_validate_format format;
    const char *output;
} settings;

#define FORMATS "text,jsonl"

static const dbn_option options[] = {
    {"format", 'f', "FORMAT", "text (default), or jsonl, a line a file",
     DBN_TO_CHOICE(settings, format, FORMATS)},
    DBN_OUTPUT_OPTION(settings),
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_validate = {
    "validate", "[FILE...]",
    "Hold files of translators to their standards: XLIFF, TMX, TBX.\n"
    "FILE is one of them; none or -: standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    uint32_t refused, unread, files;
    bool is_over; /* the output failed */
} run;

static void
validate_file(run *r, const char *path)
{
    dbn_file file;
    dbn_validation found;
    r->files++;
    if (!dbn_file_read("validate", &file, path)) {
        dbn_file_release(&file);
        r->unread++;
        return;
    }
    const dbn_validate_input in = {.bytes = file.bytes,
                                   .name = {path, strlen(path)},
                                   .format = r->settings->format,
                                   .ui = dbn_tell_ui()};
    dbn_status status = dbn_validate(&found, &in, dbn_batch_on_output, r);
    if (status == DBN_ERR_CLOSED || status == DBN_ERR_IO) {
        r->is_over = true;
        if (status == DBN_ERR_CLOSED)
            dbn_signals_end(SIGPIPE);
    } else if (status != DBN_OK) {
        dbn_tell("validate", "%s: %s", path,
                 dbn_ui_text(dbn_tell_ui(), found.error.message));
        r->unread++;
    } else if (!found.is_valid) {
        r->refused++;
    }
    dbn_file_release(&file);
}

static int
finish(run *r)
{
    if (r->unread == r->files || !dbn_output_commit(&r->to.output)) {
        dbn_output_abandon(&r->to.output);
        return DBN_EXIT_OUTPUT;
    }
    if (r->unread > 0)
        return DBN_EXIT_SOME;
    return r->refused > 0 ? DBN_EXIT_FINDINGS : DBN_EXIT_OK;
}

int
dbn_cmd_validate(int argc, char **argv)
{
    static const char *const standard[] = {"-"};
    settings s = {0};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_validate, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const char *const *paths = count == 0 ? standard : (const char *const *)argv;
    count = count == 0 ? 1 : count;
    run r = {
        .to = {.output = {.fd = -1},
               .guard = {.command = "validate", .outputs = {{"--output", s.output}}}},
        .settings = &s};
    if (dbn_guard_refuses_batch(&r.to.guard, paths, count))
        return DBN_EXIT_USAGE;
    dbn_signals_watch(true);
    if (!dbn_output_open(&r.to.output, s.output))
        return DBN_EXIT_OUTPUT;
    for (size_t i = 0; i < count && !r.is_over; i++)
        validate_file(&r, paths[i]);
    return finish(&r);
}
