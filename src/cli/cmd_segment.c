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
    const char *output, *srx;
    bool writes_rules; /* our own as SRX, instead of sentences */
} settings;

/* ---- options ---------------------------------------------------------------- */

/* The words that options take, in the order of their constants. */
#define FORMATS "lines,jsonl,srx"
/* The passes without which there are no blocks; no sentence goes because it repeats
 * another one. */
#define PASSES (DBN_DO_ENCODING | DBN_DO_UNICODE | DBN_DO_EXTRACTION | DBN_DO_SEGMENTS)

static bool
set_format(void *context, const char *value)
{
    int choice = dbn_choice(FORMATS, value, strlen(value));
    ((settings *)context)->batch.format =
        choice == 1 ? DBN_FORMAT_SEGMENTS : DBN_FORMAT_LINES;
    ((settings *)context)->writes_rules = choice == 2;
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
    {"format", 'f', "FORMAT",
     "lines (default), a sentence each; jsonl, with ranges; srx, the rules", set_format,
     FORMATS},
    DBN_OUTPUT_OPTION(settings),
    {"srx", 0, "FILE", "cut sentences by its rules (SRX 1.0 or 2.0)",
     DBN_TO_TEXT(settings, srx)},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
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
    return dbn_batch_is_cut_short(&outputs, status, result, &exit_status)
               ? exit_status
               : dbn_batch_end(&outputs, result);
}

static int
segment(dbn_batch_run *r, const settings *s, const dbn_engine *engine)
{
    dbn_batch_result result = {0};
    if (!dbn_output_open(&r->output, s->output))
        return DBN_EXIT_OUTPUT;
    dbn_batch_events events = dbn_batch_events_of(r, on_document);
    dbn_status status = dbn_batch_clean(&result, engine, &s->batch, &events);
    return finish(r, status, &result);
}

static dbn_status
on_output(void *context, dbn_span bytes)
{
    return dbn_output_write(context, bytes);
}

/* Our rules, of the language that is asked for or of all. */
static int
write_rules(const settings *s, const dbn_engine *engine)
{
    dbn_output output = {.fd = -1};
    if (!dbn_output_open(&output, s->output))
        return DBN_EXIT_OUTPUT;
    dbn_status status = dbn_engine_write_srx(engine, s->batch.lang, on_output, &output);
    if (status == DBN_OK || status == DBN_ERR_IO)
        return dbn_output_commit(&output) ? DBN_EXIT_OK : DBN_EXIT_OUTPUT;
    dbn_output_abandon(&output);
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    if (status != DBN_ERR_USAGE)
        return DBN_EXIT_OUTPUT;
    dbn_tell("segment", "there are no rules for '%.*s'", (int)s->batch.lang.len,
             s->batch.lang.ptr);
    return DBN_EXIT_USAGE;
}

static int
start(dbn_batch_run *r, const settings *s, dbn_engine *engine)
{
    if (s->srx != NULL && !dbn_engine_cut_by(engine, "segment", s->srx))
        return DBN_EXIT_OUTPUT;
    dbn_signals_watch(!s->writes_rules);
    return s->writes_rules ? write_rules(s, engine) : segment(r, s, engine);
}

/* What cannot be asked for together; NULL for nothing. */
static const char *
fault_of(const settings *s, size_t count)
{
    if (s->writes_rules && (count > 0 || s->srx != NULL))
        return "with --format=srx there are no files";
    return NULL;
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
    const char *fault = fault_of(&s, count);
    if (fault != NULL) {
        dbn_tell("segment", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    s.batch.paths = (const char *const *)argv;
    s.batch.path_count = count;
    dbn_batch_run r = {
        .output = {.fd = -1},
        .guard = {.command = "segment", .outputs = {{"--output", s.output}}}};
    if ((!s.writes_rules && dbn_guard_refuses_batch(&r.guard, s.batch.paths, count)) ||
        (s.srx != NULL && dbn_guard_refuses(&r.guard, &s.srx, 1)))
        return DBN_EXIT_USAGE;
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    int status = dbn_engine_knows(engine, "segment", s.batch.lang, dbn_value_span(""))
                     ? start(&r, &s, engine)
                     : DBN_EXIT_USAGE;
    dbn_engine_free(engine);
    return status;
}
