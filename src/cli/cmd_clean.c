/*
 * cli/cmd_clean.c - doublon clean.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "furniture_file.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/corpus.h>

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Lists of furniture that one run takes. */
#define FURNITURE_MAX 16

/* What the options say. */
typedef struct settings {
    dbn_batch_options batch;
    const char *output, *log;
    const char *furniture[FURNITURE_MAX];
    uint32_t furniture_count;
    bool is_quiet;
    bool shows_progress, forces_progress;
    bool has_max_failures;
    double max_failures; /* a number of documents, or a share when below */
    bool max_is_share;
} settings;

/* ---- options ---------------------------------------------------------------- */

/* A comma-separated list of names as bits. */
static bool
parse_set(const char *names, const char *value, uint32_t *bits)
{
    while (*value != '\0') {
        size_t len = strcspn(value, ",");
        int index = dbn_choice(names, value, len);
        if (index < 0)
            return false;
        *bits |= 1U << index;
        value += len + (value[len] == ',');
    }
    return *bits != 0;
}

/* The words that options take, in the order of their constants. */
#define PASSES    "encoding,unicode,extraction,repetition,layout"
#define EXTRACTS  "article,none"
#define SURVIVORS "finest,first,longest,earliest,latest,cleanest"
#define FORMATS   "text,jsonl,markdown,html"
#define ROLES                                                                          \
    "paragraph,title,byline,function,date,credit,lead,heading,quote,item,caption,"     \
    "cell,aside,code,furniture"
static_assert(DBN_ROLE_COUNT == 15, "ROLES names every role");

static bool
set_only(void *context, const char *value)
{
    settings *s = context;
    s->batch.clean.passes = 0;
    return parse_set(PASSES, value, &s->batch.clean.passes);
}

static bool
set_skip(void *context, const char *value)
{
    settings *s = context;
    uint32_t skipped = 0;
    if (!parse_set(PASSES, value, &skipped))
        return false;
    if (s->batch.clean.passes == 0)
        s->batch.clean.passes = DBN_DO_ALL;
    s->batch.clean.passes &= ~skipped;
    return s->batch.clean.passes != 0;
}

static bool
set_keep(void *context, const char *value)
{
    return parse_set(ROLES, value, &((settings *)context)->batch.clean.keep);
}

static bool
set_max_failures(void *context, const char *value)
{
    settings *s = context;
    char digits[32];
    size_t len = strlen(value);
    unsigned long long number;
    if (len == 0 || len >= sizeof digits)
        return false;
    memcpy(digits, value, len + 1);
    s->max_is_share = digits[len - 1] == '%';
    if (s->max_is_share)
        digits[len - 1] = '\0';
    if (!dbn_value_number(digits, 0, s->max_is_share ? 100 : 1000000000000, &number))
        return false;
    s->max_failures = (double)number;
    s->has_max_failures = true;
    return true;
}

static const dbn_option options[] = {
    {"format", 'f', "FORMAT", "text (default), jsonl, markdown, or html: a report",
     DBN_TO_CHOICE(settings, batch.format, FORMATS)},
    DBN_OUTPUT_OPTION(settings),
    {"log", 0, "FILE", "every edit, for 'doublon restore' (text, not JSON Lines)",
     DBN_TO_TEXT(settings, log)},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    {"extract", 0, "WHAT", "article (default), or none: all that is visible",
     DBN_TO_CHOICE(settings, batch.clean.keep_all, EXTRACTS)},
    {"keep", 0, "ROLE,...",
     "bring back what is left out: furniture, title, caption ...", set_keep, ROLES},
    {"furniture", 0, "FILE",
     "leave out what 'doublon dedup --learn-furniture' found of a host",
     DBN_TO_LIST(settings, furniture, furniture_count)},
    {"survivor", 0, "WHICH",
     "copy that stays: finest (default), first, longest, earliest, latest, cleanest",
     DBN_TO_CHOICE(settings, batch.clean.survivor, SURVIVORS)},
    {"typography", 0, "PROFILE", "apply its certain rules, as in fr-FR (default: none)",
     DBN_TO_BYTES(settings, batch.clean.typography)},
    {"only", 0, "PASS,...", "run only these: " PASSES, set_only, PASSES},
    {"skip", 0, "PASS,...", "run all but these; repetition and layout need extraction",
     set_skip, PASSES},
    DBN_LINES_OPTIONS,
    DBN_JOBS_OPTION,
    {"max-failures", 0, "N|N%", "that do not count (default: 0 files, 1% of a corpus)",
     set_max_failures, NULL},
    DBN_LIMIT_OPTIONS,
    {"progress", 0, NULL, "show progress even where there is no terminal",
     DBN_TO_FLAG(settings, forces_progress)},
    {"quiet", 'q', NULL, "no account of what was removed",
     DBN_TO_FLAG(settings, is_quiet)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_clean = {
    "clean", "[FILE...]",
    "Extract articles, repair their encoding, remove their repetitions.\n"
    "FILE is a page, a text, a JSON Lines file, a folder, or an archive (gzip, zstd,\n"
    "tar, zip, WARC) of these; none or -: standard input.",
    options};

/* ---- refusals ------------------------------------------------------------------ */

/* Are JSON Lines named? Those in folders and archives are not looked for. */
static bool
names_json_lines(const settings *s)
{
    if (s->batch.kind != DBN_INPUT_AUTO)
        return s->batch.kind == DBN_INPUT_JSONL;
    for (size_t i = 0; i < s->batch.path_count; i++) {
        const char *ending = strrchr(s->batch.paths[i], '.');
        if (ending != NULL &&
            (strcmp(ending, ".jsonl") == 0 || strcmp(ending, ".ndjson") == 0))
            return true;
    }
    return false;
}

/* Is what the options ask for possible together? False, and a message, where not. */
static bool
are_outputs_sound(const settings *s)
{
    if (s->log == NULL)
        return true;
    if (names_json_lines(s)) {
        dbn_tell("clean", "a log goes with pages and texts, and not with JSON Lines, "
                          "which are more than their texts");
        return false;
    }
    if (s->batch.format == DBN_FORMAT_JSONL) {
        dbn_tell("clean", "a log goes with text, and not with --format=jsonl, which "
                          "has all in its lines");
        return false;
    }
    if (s->batch.format == DBN_FORMAT_HTML) {
        dbn_tell("clean", "a log goes with text, and not with --format=html");
        return false;
    }
    if (s->batch.format == DBN_FORMAT_MARKDOWN) {
        dbn_tell("clean", "a log goes with text, and not with --format=markdown, from "
                          "which no page comes back");
        return false;
    }
    if (dbn_output_is_same(s->output, s->log)) {
        dbn_tell("clean", "the text and the log cannot both be written to '%s'",
                 s->log);
        return false;
    }
    return true;
}

/* Passes that need another one are skipped, and said so. False where none is left. */
static bool
are_passes_sound(const settings *s)
{
    const uint32_t dependent = DBN_DO_REPETITION | DBN_DO_LAYOUT;
    uint32_t passes = s->batch.clean.passes;
    if ((passes & dependent) == 0 || (passes & DBN_DO_EXTRACTION) != 0)
        return true;
    bool has_others = (passes & ~dependent) != 0;
    dbn_tell("clean", has_others
                          ? "without extraction, repetition and layout are skipped too"
                          : "repetition and layout need extraction");
    return has_others;
}

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to;
    dbn_output log;
    const settings *settings;
    uint64_t documents;
    bool has_logged_lines; /* of JSON Lines in a folder or an archive */
    struct timespec shown; /* when progress was last shown */
    bool has_progress;     /* a progress line stands on the terminal */
} run;

static dbn_status
on_log(void *context, dbn_span lines)
{
    return dbn_output_write(&((run *)context)->log, lines);
}

static void
clear_progress(run *r)
{
    if (r->has_progress)
        fprintf(stderr, "\r\033[K");
    r->has_progress = false;
}

static void
show_progress(run *r)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double passed = (double)(now.tv_sec - r->shown.tv_sec) +
                    (double)(now.tv_nsec - r->shown.tv_nsec) / 1e9;
    if (passed < 0.2)
        return;
    r->shown = now;
    r->has_progress = true;
    fputs("\r\033[K", stderr);
    dbn_print_count(stderr, r->documents, "%llu document", "%llu documents");
}

static void
report_failure(run *r, const dbn_report *report)
{
    clear_progress(r);
    dbn_tell_failure("clean", report);
}

static void
on_document(void *context, const dbn_report *report)
{
    run *r = context;
    r->documents++;
    r->has_logged_lines |= report->line > 0 && r->settings->log != NULL;
    if (report->error != NULL)
        report_failure(r, report);
    else if (report->account.len > 0 && report->line == 0 && !report->is_member)
        fprintf(stderr, "%.*s", (int)report->account.len, report->account.ptr);
    if (r->settings->shows_progress)
        show_progress(r);
}

static bool
too_many_failed(const settings *s, const dbn_batch_result *result)
{
    if (s->has_max_failures && s->max_is_share)
        return (double)result->failed * 100 >
               s->max_failures * (double)result->documents;
    if (s->has_max_failures)
        return (double)result->failed > s->max_failures;
    uint64_t of_corpus = result->failed - result->failed_named;
    return result->failed_named > 0 || of_corpus * 100 > result->documents;
}

static void
summarise_skipped(const dbn_skipped *skipped)
{
    uint64_t count = skipped->revisits + skipped->failures + skipped->others;
    if (count == 0)
        return;
    fputs("doublon clean: ", stderr);
    dbn_print_count(stderr, count, "%llu capture skipped", "%llu captures skipped");
    fputs(dbn_ui_text(dbn_tell_ui(), ": "), stderr);
    dbn_print_count(stderr, skipped->revisits, "%llu revisit", "%llu revisits");
    fputs(", ", stderr);
    dbn_print_count(stderr, skipped->failures, "%llu error or redirection",
                    "%llu errors or redirections");
    fputs(", ", stderr);
    dbn_print_count(stderr, skipped->others, "%llu neither page nor text",
                    "%llu neither page nor text");
    fputc('\n', stderr);
}

/* What many documents came to, in a line. */
static void
summarise_documents(const dbn_batch_result *result)
{
    const dbn_tally *tally = &result->tally;
    const struct {
        uint64_t n;
        const char *one, *many;
    } counts[] = {
        {tally->copies, "%llu copy removed", "%llu copies removed"},
        {tally->contradictions, "%llu contradiction kept", "%llu contradictions kept"},
        {tally->left_out, "%llu block left out", "%llu blocks left out"},
        {tally->repairs, "%llu repair", "%llu repairs"},
        {tally->findings, "%llu thing to look at", "%llu things to look at"},
    };
    fputs("doublon clean: ", stderr);
    dbn_print_bold(true);
    dbn_print_count(stderr, result->documents, "%llu document", "%llu documents");
    fputs(", ", stderr);
    dbn_print_count(stderr, result->failed, "%llu failed", "%llu failed");
    dbn_print_bold(false);
    for (size_t i = 0, shown = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (counts[i].n == 0)
            continue;
        dbn_print(stderr, shown++ == 0 ? "; " : ", ");
        dbn_print_count(stderr, counts[i].n, counts[i].one, counts[i].many);
    }
    fputc('\n', stderr);
}

static void
summarise(const run *r, const dbn_batch_result *result)
{
    if (r->settings->is_quiet)
        return;
    if (result->documents > 1 || result->failed > 0)
        summarise_documents(result);
    summarise_skipped(&result->skipped);
    dbn_tell_like_lines("clean", result);
    if (r->has_logged_lines)
        dbn_tell("clean",
                 "of JSON Lines the log gives back the texts, and not the lines "
                 "around them");
}

/* One file that is no container of others: its account is worth a screen. Whether it
 * is an archive or holds JSON Lines is seen when a document comes out of it. */
static bool
is_one_document(const settings *s)
{
    struct stat info;
    if (s->batch.kind == DBN_INPUT_JSONL || s->batch.path_count > 1)
        return false;
    return s->batch.path_count == 0 || stat(s->batch.paths[0], &info) != 0 ||
           !S_ISDIR(info.st_mode);
}

static int
finish(run *r, dbn_status status, const dbn_batch_result *result)
{
    const dbn_batch_outputs outputs = {"clean", &r->to.output, &r->log, &r->to.guard};
    int exit_status;
    clear_progress(r);
    if (dbn_batch_is_cut_short(&outputs, status, result, &exit_status))
        return exit_status;
    if (!dbn_batch_commit(&outputs, result))
        return DBN_EXIT_OUTPUT;
    summarise(r, result);
    if (dbn_batch_read_nothing(result))
        return DBN_EXIT_OUTPUT;
    return too_many_failed(r->settings, result) ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

/* Work through the documents with an engine that is there. */
static int
clean_all(run *r, const dbn_engine *engine)
{
    const settings *s = r->settings;
    int exit_status = DBN_EXIT_OUTPUT;
    if (!dbn_engine_knows(engine, "clean", s->batch.lang, s->batch.clean.typography))
        return DBN_EXIT_USAGE;
    dbn_signals_watch(true);
    if (dbn_output_open(&r->to.output, s->output) &&
        (s->log == NULL || dbn_output_open(&r->log, s->log))) {
        dbn_batch_events events = {.context = r,
                                   .output = dbn_batch_on_output,
                                   .log = s->log == NULL ? NULL : on_log,
                                   .document = on_document,
                                   .cancelled = dbn_batch_on_cancelled,
                                   .opened = dbn_batch_on_opened};
        dbn_batch_result result = {0};
        dbn_status status = dbn_batch_clean(&result, engine, &s->batch, &events);
        exit_status = finish(r, status, &result);
    } else {
        dbn_output_abandon(&r->to.output);
    }
    return exit_status;
}

int
dbn_cmd_clean(int argc, char **argv)
{
    settings s = {0};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_clean, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    s.batch.paths = (const char *const *)argv;
    s.batch.path_count = count;
    run r = {.to = {.output = {.fd = -1},
                    .guard = {.command = "clean",
                              .outputs = {{"--output", s.output},
                                          {s.log == NULL ? NULL : "--log", s.log}}}},
             .log = {.fd = -1},
             .settings = &s};
    if (!are_outputs_sound(&s) ||
        dbn_guard_refuses_batch(&r.to.guard, s.batch.paths, count) ||
        dbn_guard_refuses(&r.to.guard, s.furniture, s.furniture_count) ||
        !are_passes_sound(&s))
        return DBN_EXIT_USAGE;
    s.batch.accounts = !s.is_quiet && is_one_document(&s);
    s.batch.has_color = dbn_tell_has_color();
    s.batch.ui = dbn_tell_ui();
    s.shows_progress = s.forces_progress || (!s.is_quiet && isatty(STDERR_FILENO));
    dbn_furniture *furniture;
    dbn_engine *engine = NULL;
    int exit_status = DBN_EXIT_OUTPUT;
    if (dbn_furniture_read("clean", &furniture, s.furniture, s.furniture_count))
        engine = s.batch.clean.typography.len > 0 ? dbn_engine_open_for_desk(NULL)
                                                  : dbn_engine_open();
    s.batch.clean.furniture = furniture;
    if (engine != NULL)
        exit_status = clean_all(&r, engine);
    dbn_engine_free(engine);
    dbn_furniture_free(furniture);
    return exit_status;
}
