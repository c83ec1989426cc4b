/*
 * cli/cmd_analyse.c - doublon analyse.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "file.h"
#include "memory_file.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/analysis.h>
#include <doublon/cat.h>

#include <signal.h>
#include <string.h>

typedef struct settings {
    dbn_batch_options batch; /* first: options of all commands set it */
    dbn_analysis_options analysis;
    dbn_analysis_format format;
    const char *memory, *rates, *output;
    bool has_scoring;
} settings;

#define FORMATS   "text,csv,json,trados,memoq"
#define COUNTINGS "spaces,elisions,omegat,trados"
#define SCORINGS  "doublon,omegat"

static const dbn_option options[] = {
    {"memory", 'm', "FILE", "what 'doublon memory add' made: count what it has",
     DBN_TO_TEXT(settings, memory)},
    {"to", 't', "LANG", "language of the translation, as in nl or nl-BE",
     DBN_TO_BYTES(settings, analysis.target)},
    {"internal", 0, NULL, "earlier segments count as if the memory had them",
     DBN_TO_FLAG(settings, analysis.is_internal)},
    {"count-like", 0, "HOW",
     "what a word is: spaces (default), elisions, omegat, trados",
     DBN_TO_CHOICE(settings, analysis.counting, COUNTINGS)},
    {"score", 0, "HOW",
     "doublon (default): forms of one word are near; omegat: they are not",
     DBN_TO_CHOICE(settings, analysis.scoring, SCORINGS),
     DBN_SAID(settings, has_scoring, 1)},
    {"rates", 0, "FILE", "what a word of each band costs, in YAML",
     DBN_TO_TEXT(settings, rates)},
    {"format", 'f', "FORMAT", "text (default), csv, json, trados (XML), memoq (CSV)",
     DBN_TO_CHOICE(settings, format, FORMATS)},
    DBN_OUTPUT_OPTION(settings),
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_analyse = {
    "analyse", "[--memory=FILE --to=LANG] FILE...",
    "Count words by how much of them is new, in a memory, or repeated.\n"
    "FILE is a page or a text; - is standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    dbn_doc *doc;
    dbn_analysis *analysis;
    dbn_memory_file *memory;
    size_t failed;
    bool is_partial; /* lines of a file could not be read */
} run;

/* ---- JSON Lines ------------------------------------------------------------- */

typedef struct lines_of {
    const char *path;
} lines_of;

static void
tell_line(void *context, const dbn_error *error)
{
    const lines_of *of = context;
    dbn_tell_error("analyse", of->path, error);
}

static bool
is_lines(const run *r, const char *path)
{
    static const char suffix[] = ".jsonl";
    size_t len = strlen(path), own = sizeof suffix - 1;
    dbn_input_kind kind = r->settings->batch.kind;
    return kind == DBN_INPUT_JSONL || (kind == DBN_INPUT_AUTO && len > own &&
                                       strcmp(path + len - own, suffix) == 0);
}

/* Each record is a text. */
static void
add_lines(run *r, const char *path, dbn_span bytes)
{
    uint32_t count, failed;
    lines_of of = {path};
    const dbn_batch_options *batch = &r->settings->batch;
    const dbn_analysis_lines lines = {.bytes = bytes,
                                      .name = dbn_value_span(path),
                                      .lang = batch->lang,
                                      .clean = &batch->clean,
                                      .failed = tell_line,
                                      .context = &of};
    if (dbn_analysis_add_lines(&count, &failed, r->analysis, r->doc, &lines) != DBN_OK)
        dbn_tell_error("analyse", path, dbn_analysis_error(r->analysis));
    r->failed += count == 0;
    r->is_partial |= failed > 0;
}

/* A text that cannot be read is told, and the rest goes on. */
static void
add_file(run *r, const char *path)
{
    dbn_file file;
    bool is_read = dbn_file_read("analyse", &file, path);
    if (is_read && is_lines(r, path)) {
        add_lines(r, path, file.bytes);
        dbn_file_release(&file);
        return;
    }
    const dbn_batch_options *batch = &r->settings->batch;
    const dbn_input input = {.bytes = file.bytes,
                             .name = dbn_value_span(path),
                             .charset = batch->charset,
                             .lang = batch->lang,
                             .kind = batch->kind};
    bool is_added = false;
    if (is_read && dbn_doc_clean(r->doc, &input, &batch->clean) != DBN_OK) {
        dbn_tell_error("analyse", path, dbn_doc_error(r->doc));
    } else if (is_read) {
        is_added = dbn_analysis_add(r->analysis, r->doc, input.name) == DBN_OK;
        if (!is_added)
            dbn_tell_error("analyse", path, dbn_analysis_error(r->analysis));
    }
    r->failed += !is_added;
    dbn_file_release(&file);
}

static int
write_all(run *r)
{
    if (!dbn_output_open(&r->to.output, r->settings->output))
        return DBN_EXIT_OUTPUT;
    dbn_status status = dbn_analysis_write(r->analysis, r->settings->format,
                                           dbn_tell_ui(), dbn_batch_on_output, r);
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    if (status == DBN_ERR_CANCELLED) {
        dbn_output_abandon(&r->to.output);
        dbn_signals_end(dbn_signals_caught());
    }
    if (status != DBN_OK && r->to.output.failure == 0) {
        dbn_tell_message("analyse", dbn_analysis_error(r->analysis)->message);
        dbn_output_abandon(&r->to.output);
        return DBN_EXIT_OUTPUT;
    }
    return dbn_output_commit(&r->to.output) ? DBN_EXIT_OK : DBN_EXIT_OUTPUT;
}

static int
run_all(run *r, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count && dbn_signals_caught() == 0; i++)
        add_file(r, paths[i]);
    if (dbn_signals_caught() != 0)
        dbn_signals_end(dbn_signals_caught());
    if (r->failed == count)
        return DBN_EXIT_OUTPUT;
    int status = write_all(r);
    return status == DBN_EXIT_OK && (r->failed > 0 || r->is_partial) ? DBN_EXIT_SOME
                                                                     : status;
}

/* ---- the command ------------------------------------------------------------ */

/* What is wrong; NULL for nothing. */
static const char *
fault_of(const settings *s, size_t count)
{
    if (count == 0)
        return "a FILE is wanted";
    if ((s->memory != NULL) != (s->analysis.target.len > 0))
        return "--memory=FILE and --to=LANG are wanted together";
    if (s->has_scoring && s->memory == NULL && !s->analysis.is_internal)
        return "--score is for --memory or --internal";
    return NULL;
}

static bool
begin(run *r, settings *s, dbn_engine *engine, dbn_span rates)
{
    dbn_error error = {0};
    if (!dbn_memory_open_from("analyse", &r->memory, s->memory))
        return false;
    s->analysis.memory = r->memory;
    s->analysis.cancelled = dbn_batch_on_cancelled;
    s->analysis.context = r;
    s->analysis.rates = rates;
    s->analysis.rates_name = dbn_value_span(s->rates == NULL ? "" : s->rates);
    if (dbn_analysis_new(&r->analysis, engine, &s->analysis, &error) != DBN_OK) {
        dbn_tell_message("analyse", error.message);
        return false;
    }
    return dbn_doc_new(&r->doc, engine, 0) == DBN_OK;
}

static int
analyse(settings *s, const char *const *paths, size_t count)
{
    run r = {.to = {.output = {.fd = -1}}, .settings = s};
    dbn_file rates = {0};
    if (s->rates != NULL && !dbn_file_read("analyse", &rates, s->rates))
        return DBN_EXIT_OUTPUT;
    int status = DBN_EXIT_OUTPUT;
    dbn_engine *engine = dbn_engine_open();
    dbn_span lang = s->batch.lang, none = {"", 0};
    if (engine != NULL && !dbn_engine_knows(engine, "analyse", lang, none))
        status = DBN_EXIT_USAGE;
    else if (engine != NULL && begin(&r, s, engine, rates.bytes))
        status = run_all(&r, paths, count);
    dbn_doc_free(r.doc);
    dbn_analysis_free(r.analysis);
    dbn_memory_file_free(r.memory);
    dbn_engine_free(engine);
    dbn_file_release(&rates);
    return status;
}

int
dbn_cmd_analyse(int argc, char **argv)
{
    settings s = {.batch = {.clean = {.passes = DBN_DO_PREPARE, .keep_text = true}}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_analyse, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const char *fault = fault_of(&s, count);
    if (fault != NULL) {
        dbn_tell("analyse", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    const char *const others[] = {s.memory, s.rates};
    const dbn_guard guard = {.command = "analyse", .outputs = {{"--output", s.output}}};
    for (int i = 0; i < 2; i++)
        if (others[i] != NULL && dbn_guard_refuses(&guard, &others[i], 1))
            return DBN_EXIT_USAGE;
    if (dbn_guard_refuses(&guard, (const char *const *)argv, count))
        return DBN_EXIT_USAGE;
    dbn_signals_watch(true);
    return analyse(&s, (const char *const *)argv, count);
}
