/*
 * cli/cmd_segment.c - doublon segment.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/bitext.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    dbn_batch_options batch;
    const char *output;
} settings;

/* ---- options ---------------------------------------------------------------- */

/* The words that options take, in the order of their constants. */
#define FORMATS  "lines,jsonl"
#define EXTRACTS "auto,article,none"

/* The passes without which there are no blocks; no sentence goes because it repeats
 * another one. */
#define PASSES (DBN_DO_ENCODING | DBN_DO_UNICODE | DBN_DO_EXTRACTION | DBN_DO_SEGMENTS)

static bool
set_format(void *context, const char *value)
{
    int choice = dbn_choice(FORMATS, value, strlen(value));
    ((settings *)context)->batch.format =
        choice == 1 ? DBN_FORMAT_SEGMENTS : DBN_FORMAT_LINES;
    return choice >= 0;
}

static bool
set_output(void *context, const char *value)
{
    ((settings *)context)->output = value;
    return *value != '\0';
}

static bool
set_extract(void *context, const char *value)
{
    dbn_clean_options *clean = &((settings *)context)->batch.clean;
    int choice = dbn_choice(EXTRACTS, value, strlen(value));
    clean->keep_text = choice == 0;
    clean->keep_all = choice == 2;
    return choice >= 0;
}

static bool
set_tokens(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->batch.clean.passes |= DBN_DO_TOKENS;
    return true;
}

static const dbn_option options[] = {
    {"format", 'f', "FORMAT", "lines (default), a sentence each, or jsonl, with ranges",
     set_format, FORMATS},
    {"output", 'o', "FILE", "write there instead of to standard output", set_output,
     NULL},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    {"extract", 0, "WHAT",
     "auto (default): of pages the article, of texts all; article; none", set_extract,
     EXTRACTS},
    {"tokens", 0, NULL, "give the tokens of each sentence, too (jsonl)", set_tokens,
     NULL},
    DBN_LINES_OPTIONS,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_segment = {
    "segment", "[FILE...]",
    "Cut texts into sentences.\n"
    "FILE is a text, a page, a JSON Lines file or a folder; none or -: standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

static void
on_document(void *context, const dbn_report *report)
{
    (void)context;
    if (report->error == NULL)
        return;
    dbn_tell_failure("segment", report);
}

static int
finish(dbn_batch_run *r, dbn_status status, const dbn_batch_result *result)
{
    const dbn_batch_outputs outputs = {"segment", &r->output, NULL, &r->guard};
    int exit_status;
    if (dbn_batch_is_cut_short(&outputs, status, result, &exit_status))
        return exit_status;
    dbn_tell_like_lines("segment", result);
    if (!dbn_batch_commit(&outputs, result) || dbn_batch_read_nothing(result))
        return DBN_EXIT_OUTPUT;
    return result->failed > 0 ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

static int
segment(dbn_batch_run *r, const settings *s, const dbn_engine *engine)
{
    dbn_batch_result result = {0};
    if (!dbn_output_open(&r->output, s->output))
        return DBN_EXIT_OUTPUT;
    dbn_batch_events events = {.context = r,
                               .output = dbn_batch_on_output,
                               .document = on_document,
                               .cancelled = dbn_batch_on_cancelled,
                               .opened = dbn_batch_on_opened};
    dbn_status status = dbn_batch_clean(&result, engine, &s->batch, &events);
    return finish(r, status, &result);
}

int
dbn_cmd_segment(int argc, char **argv)
{
    settings s = {.batch = {.format = DBN_FORMAT_LINES,
                            .clean = {.passes = PASSES, .keep_text = true}}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_segment, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    s.batch.paths = (const char *const *)argv;
    s.batch.path_count = count;
    dbn_batch_run r = {
        .output = {.fd = -1},
        .guard = {.command = "segment", .outputs = {{"--output", s.output}}}};
    if (dbn_guard_refuses_batch(&r.guard, s.batch.paths, count))
        return DBN_EXIT_USAGE;
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    dbn_signals_watch(true);
    int status = segment(&r, &s, engine);
    dbn_engine_free(engine);
    return status;
}
