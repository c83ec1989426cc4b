/*
 * cli/cmd_step.c - doublon step.
 */
#define _POSIX_C_SOURCE 200809L

#include "commands.h"
#include "dedup_options.h"
#include "engine.h"
#include "signals.h"

typedef struct settings {
    dbn_dedup_settings all;
    dbn_step_options step;
    const char *output;
} settings;

/* ---- options ---------------------------------------------------------------- */

/* In the order of dbn_corpus_step. */
#define STEPS "sign,pairs,verify,components,apply"

static const dbn_option options[] = {
    {"part", 'p', "N", "number of this part of the input (sign, apply; default 0)",
     DBN_TO_NUMBER(settings, step.part, 0, (1U << 24) - 1)},
    {"copies", 'c', "FILE", "lines for the documents: write these (apply)",
     DBN_TO_TEXT(settings, step.copies)},
    DBN_DEDUP_OPTIONS,
    DBN_OUTPUT_OPTION(settings),
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_FIELD_OPTIONS,
    DBN_JOBS_OPTION,
    DBN_LIMIT_OPTIONS,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_step = {
    "step", "STEP [FILE...]",
    "Run a step of dedup over sorted lines, so that many machines can share it.\n"
    "STEP is sign, pairs, verify, components or apply; FILE documents or lines.",
    options};

/* ---- running ---------------------------------------------------------------- */

/* Lines that are none of a step are told one by one, so many of them: where the first
 * are those of another step, all are. */
#define LINES_TOLD 8

typedef struct run {
    dbn_batch_run to;
    bool reads_lines;
    uint64_t failed;
} run;

static void
on_document(void *context, const dbn_report *report)
{
    run *r = context;
    if (report->error == NULL)
        return;
    r->failed++;
    if (!r->reads_lines || r->failed <= LINES_TOLD)
        dbn_tell_failure("step", report);
}

static int
finish(run *r, dbn_status status, const dbn_batch_result *result)
{
    const dbn_batch_outputs outputs = {"step", &r->to.output, NULL, &r->to.guard};
    int exit_status;
    if (r->reads_lines && r->failed > LINES_TOLD) {
        fputs("doublon step: ", stderr);
        dbn_print_count(stderr, r->failed - LINES_TOLD, "%llu other line failed, too",
                        "%llu other lines failed, too");
        fputc('\n', stderr);
    }
    return dbn_batch_is_cut_short(&outputs, status, result, &exit_status)
               ? exit_status
               : dbn_batch_end(&outputs, result);
}

static int
run_step(run *r, const settings *s, const dbn_engine *engine)
{
    dbn_batch_result result = {0};
    if (!dbn_output_open(&r->to.output, s->output))
        return DBN_EXIT_OUTPUT;
    dbn_batch_events events = dbn_batch_events_of(&r->to, on_document);
    dbn_status status = dbn_batch_step(&result, engine, &s->all.batch, &s->all.dedup,
                                       &s->step, &events);
    return finish(r, status, &result);
}

/* Take the name of the step off the words; false, and a message, where it is none. */
static bool
take_step(settings *s, char ***words, size_t *count)
{
    if (*count == 0) {
        dbn_tell("step", "which step: sign, pairs, verify, components or apply?");
        return false;
    }
    int choice = dbn_choice(STEPS, **words, strlen(**words));
    if (choice < 0) {
        dbn_tell("step", "'%s' is no step: sign, pairs, verify, components or apply",
                 **words);
        return false;
    }
    s->step.step = (dbn_corpus_step)choice;
    if (s->step.step != DBN_CORPUS_APPLY && s->step.copies != NULL) {
        dbn_tell("step", "--copies is for apply");
        return false;
    }
    ++*words;
    --*count;
    return true;
}

int
dbn_cmd_step(int argc, char **argv)
{
    settings s = {.all.batch = {.format = DBN_FORMAT_JSONL}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_step, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (!take_step(&s, &argv, &count) || !dbn_dedup_is_possible("step", &s.all.dedup))
        return DBN_EXIT_USAGE;
    s.all.batch.paths = (const char *const *)argv;
    s.all.batch.path_count = count;
    run r = {.to = {.output = {.fd = -1},
                    .guard = {.command = "step", .outputs = {{"--output", s.output}}}},
             .reads_lines = s.step.step != DBN_CORPUS_SIGN && s.step.copies == NULL};
    if (dbn_guard_refuses_batch(&r.to.guard, s.all.batch.paths, count) ||
        (s.step.copies != NULL && dbn_guard_refuses(&r.to.guard, &s.step.copies, 1)))
        return DBN_EXIT_USAGE;
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    int status = DBN_EXIT_USAGE;
    if (dbn_engine_knows(engine, "step", s.all.batch.lang, dbn_value_span(""))) {
        dbn_signals_watch(true);
        status = run_step(&r, &s, engine);
    }
    dbn_engine_free(engine);
    return status;
}
