/*
 * cli/cmd_clean.c - doublon clean.
 */
#define _POSIX_C_SOURCE 200809L

#include "commands.h"
#include "engine.h"
#include "options.h"
#include "output.h"
#include "signals.h"

#include <doublon/corpus.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What the options say. */
typedef struct settings {
    dbn_batch_options batch;
    const char *output, *log;
    bool is_quiet;
    bool shows_progress, forces_progress;
    bool has_max_failures;
    double max_failures; /* a number of documents, or a share when below */
    bool max_is_share;
} settings;

/* ---- options ---------------------------------------------------------------- */

static dbn_span
span_of(const char *value)
{
    return (dbn_span){value, strlen(value)};
}

/* A whole number without sign; false for anything else. */
static bool
parse_number(const char *value, unsigned long long most, unsigned long long *number)
{
    char *end;
    if (*value < '0' || *value > '9')
        return false;
    *number = strtoull(value, &end, 10);
    return *end == '\0' && *number <= most;
}

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

/* In the order of DBN_DO_*. */
#define PASS_NAMES "encoding,unicode,extraction,repetition,layout"

static bool
set_only(void *context, const char *value)
{
    settings *s = context;
    s->batch.clean.passes = 0;
    return parse_set(PASS_NAMES, value, &s->batch.clean.passes);
}

static bool
set_skip(void *context, const char *value)
{
    settings *s = context;
    uint32_t skipped = 0;
    if (!parse_set(PASS_NAMES, value, &skipped))
        return false;
    if (s->batch.clean.passes == 0)
        s->batch.clean.passes = DBN_DO_ALL;
    s->batch.clean.passes &= ~skipped;
    return s->batch.clean.passes != 0;
}

static bool
set_keep(void *context, const char *value)
{
    settings *s = context;
    while (*value != '\0') {
        size_t len = strcspn(value, ",");
        int role = 0;
        while (role < DBN_ROLE_COUNT) {
            dbn_span name = dbn_role_name((dbn_role)role);
            if (name.len == len && memcmp(name.ptr, value, len) == 0)
                break;
            role++;
        }
        if (role == DBN_ROLE_COUNT)
            return false;
        s->batch.clean.keep |= DBN_ROLE_BIT(role);
        value += len + (value[len] == ',');
    }
    return s->batch.clean.keep != 0;
}

static bool
set_extract(void *context, const char *value)
{
    settings *s = context;
    int choice = dbn_choice("article,none", value, strlen(value));
    s->batch.clean.keep_all = choice == 1;
    return choice >= 0;
}

static bool
set_survivor(void *context, const char *value)
{
    settings *s = context;
    int choice = dbn_choice("finest,first,longest", value, strlen(value));
    s->batch.clean.survivor = (dbn_survivor)choice;
    return choice >= 0;
}

static bool
set_input(void *context, const char *value)
{
    settings *s = context;
    int choice = dbn_choice("auto,html,text,jsonl", value, strlen(value));
    s->batch.kind = (dbn_input_kind)choice;
    return choice >= 0;
}

static bool
set_format(void *context, const char *value)
{
    settings *s = context;
    int choice = dbn_choice("text,jsonl", value, strlen(value));
    s->batch.format = (dbn_format)choice;
    return choice >= 0;
}

static bool
set_offsets(void *context, const char *value)
{
    settings *s = context;
    int choice = dbn_choice("bytes,codepoints,utf16", value, strlen(value));
    s->batch.offsets = (dbn_offset_unit)choice;
    return choice >= 0;
}

static bool
set_lang(void *context, const char *value)
{
    ((settings *)context)->batch.lang = span_of(value);
    return *value != '\0';
}

static bool
set_charset(void *context, const char *value)
{
    ((settings *)context)->batch.charset = span_of(value);
    return dbn_charset_is_known(span_of(value));
}

static bool
set_text_field(void *context, const char *value)
{
    ((settings *)context)->batch.text_field = span_of(value);
    return *value != '\0';
}

static bool
set_html_field(void *context, const char *value)
{
    ((settings *)context)->batch.html_field = span_of(value);
    return *value != '\0';
}

static bool
set_drop_input(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->batch.drop_input = true;
    return true;
}

static bool
set_output(void *context, const char *value)
{
    ((settings *)context)->output = value;
    return *value != '\0';
}

static bool
set_log(void *context, const char *value)
{
    ((settings *)context)->log = value;
    return *value != '\0';
}

static bool
set_jobs(void *context, const char *value)
{
    unsigned long long number;
    if (!parse_number(value, 1024, &number))
        return false;
    ((settings *)context)->batch.threads = (uint32_t)number;
    return true;
}

static bool
set_quiet(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->is_quiet = true;
    return true;
}

static bool
set_progress(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->forces_progress = true;
    return true;
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
    if (!parse_number(digits, s->max_is_share ? 100 : 1000000000000, &number))
        return false;
    s->max_failures = (double)number;
    s->has_max_failures = true;
    return true;
}

static bool
set_max_bytes(void *context, const char *value)
{
    unsigned long long number;
    if (!parse_number(value, INT32_MAX, &number) || number == 0)
        return false;
    ((settings *)context)->batch.max_bytes = (size_t)number;
    return true;
}

static bool
set_max_blocks(void *context, const char *value)
{
    unsigned long long number;
    if (!parse_number(value, 100000000, &number) || number == 0)
        return false;
    ((settings *)context)->batch.clean.max_blocks = (uint32_t)number;
    return true;
}

static bool
set_max_depth(void *context, const char *value)
{
    unsigned long long number;
    if (!parse_number(value, 100000, &number) || number == 0)
        return false;
    ((settings *)context)->batch.clean.max_depth = (uint32_t)number;
    return true;
}

static const dbn_option options[] = {
    {"format", 'f', "FORMAT", "text (default) or jsonl", set_format},
    {"output", 'o', "FILE", "write there instead of to standard output", set_output},
    {"log", 0, "FILE", "write every edit, for 'doublon restore' (text only)", set_log},
    {"input", 'i', "KIND", "auto (default), html, text or jsonl", set_input},
    {"lang", 'l', "LANG", "language of the text, as in fr or nl-BE", set_lang},
    {"charset", 0, "NAME", "what a protocol said of the encoding", set_charset},
    {"extract", 0, "WHAT", "article (default), or none: all that is visible",
     set_extract},
    {"keep", 0, "ROLE,...",
     "bring back what is left out: furniture, title, caption ...", set_keep},
    {"survivor", 0, "WHICH", "copy that stays: finest (default), first, longest",
     set_survivor},
    {"only", 0, "PASS,...", "run only these: " PASS_NAMES, set_only},
    {"skip", 0, "PASS,...", "run all but these; repetition and layout need extraction",
     set_skip},
    {"offsets", 0, "UNIT", "of from and to: bytes (default), codepoints, utf16",
     set_offsets},
    {"text-field", 0, "NAME", "field with the text in JSON Lines (default text)",
     set_text_field},
    {"html-field", 0, "NAME", "field with the page in JSON Lines (default html)",
     set_html_field},
    {"drop-input", 0, NULL, "leave that field out of the JSON Lines written",
     set_drop_input},
    {"jobs", 'j', "N", "documents at a time (default: one a processor)", set_jobs},
    {"max-failures", 0, "N|N%", "that do not count (default: 0 files, 1% of a corpus)",
     set_max_failures},
    {"max-bytes", 0, "N", "refuse larger documents", set_max_bytes},
    {"max-blocks", 0, "N", "refuse documents with more blocks (default 1000000)",
     set_max_blocks},
    {"max-depth", 0, "N", "nested elements to remember (default 1000)", set_max_depth},
    {"progress", 0, NULL, "show progress even where there is no terminal",
     set_progress},
    {"quiet", 'q', NULL, "no account of what was removed", set_quiet},
    {0},
};

static const dbn_usage usage = {
    "clean", "[FILE...]",
    "Extract articles, repair their encoding, remove their repetitions.\n"
    "FILE is a page, a text, a JSON Lines file or a folder; none or -: standard input.",
    options};

/* ---- refusals ------------------------------------------------------------------ */

static bool
destroys_input(const settings *s, const char *option, const char *output)
{
    static const char *const standard_input[] = {"-"};
    bool is_default = s->batch.path_count == 0;
    const char *const *paths = is_default ? standard_input : s->batch.paths;
    for (size_t i = 0; i < (is_default ? 1 : s->batch.path_count); i++) {
        if (!dbn_output_destroys(output, paths[i]))
            continue;
        fprintf(stderr, "doublon clean: %s would overwrite the input '%s'\n", option,
                strcmp(paths[i], "-") == 0 ? "standard input" : paths[i]);
        return true;
    }
    return false;
}

/* Is what the options ask for possible together? False, and a message, where not. */
static bool
are_outputs_sound(const settings *s)
{
    if (destroys_input(
            s, dbn_output_is_standard(s->output) ? "standard output" : "--output",
            s->output))
        return false;
    if (s->log == NULL)
        return true;
    if (s->batch.format == DBN_FORMAT_JSONL) {
        fprintf(stderr, "doublon clean: a log goes with text, and not with "
                        "--format=jsonl, which has all in its lines\n");
        return false;
    }
    if (dbn_output_is_same(s->output, s->log)) {
        fprintf(stderr,
                "doublon clean: the text and the log cannot both be written to "
                "'%s'\n",
                s->log);
        return false;
    }
    return !destroys_input(s, "--log", s->log);
}

static void
warn_of_passes(const settings *s)
{
    uint32_t passes = s->batch.clean.passes;
    bool wants = (passes & (DBN_DO_REPETITION | DBN_DO_LAYOUT)) != 0;
    if (wants && (passes & DBN_DO_EXTRACTION) == 0)
        fprintf(stderr, "doublon clean: without extraction, repetition and layout are "
                        "skipped too\n");
}

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    const settings *settings;
    dbn_output output, log;
    uint64_t documents;
    struct timespec shown; /* when progress was last shown */
    bool has_progress;     /* a progress line stands on the terminal */
} run;

static dbn_status
on_output(void *context, dbn_span bytes)
{
    return dbn_output_write(&((run *)context)->output, bytes);
}

static dbn_status
on_log(void *context, dbn_span lines)
{
    return dbn_output_write(&((run *)context)->log, lines);
}

static bool
on_cancelled(void *context)
{
    (void)context;
    return dbn_signals_caught() != 0;
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
    fprintf(stderr, "\r\033[K%llu %s", (unsigned long long)r->documents,
            r->documents == 1 ? "document" : "documents");
}

static void
report_failure(run *r, const dbn_report *report)
{
    clear_progress(r);
    fprintf(stderr, "doublon clean: %.*s:", (int)report->name.len, report->name.ptr);
    if (report->line > 0)
        fprintf(stderr, "%llu:", (unsigned long long)report->line);
    if (report->error->has_offset)
        fprintf(stderr, " at byte %llu:", (unsigned long long)report->error->offset);
    fprintf(stderr, " %s\n", report->error->message);
}

static void
on_document(void *context, const dbn_report *report)
{
    run *r = context;
    r->documents++;
    if (report->error != NULL)
        report_failure(r, report);
    else if (report->account.len > 0 && report->line == 0)
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
summarise(const run *r, const dbn_batch_result *result)
{
    if (r->settings->is_quiet || (result->documents <= 1 && result->failed == 0))
        return;
    fprintf(stderr, "doublon clean: %llu %s, %llu failed\n",
            (unsigned long long)result->documents,
            result->documents == 1 ? "document" : "documents",
            (unsigned long long)result->failed);
}

/* One file that is no container of others: its account is worth a screen. Whether it
 * holds JSON Lines is seen when a document comes with its line. */
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
    int caught = dbn_signals_caught();
    clear_progress(r);
    if (status == DBN_ERR_CLOSED || caught != 0) {
        dbn_output_abandon(&r->output);
        dbn_output_abandon(&r->log);
        dbn_signals_end(caught != 0 ? caught : SIGPIPE);
        return DBN_EXIT_OUTPUT;
    }
    if (status != DBN_OK && r->output.failure == 0 && r->log.failure == 0) {
        fprintf(stderr, "doublon clean: %s\n", result->error.message);
        dbn_output_abandon(&r->output);
        dbn_output_abandon(&r->log);
        return DBN_EXIT_OUTPUT;
    }
    bool is_written = dbn_output_commit(&r->output);
    is_written = dbn_output_commit(&r->log) && is_written;
    if (!is_written)
        return DBN_EXIT_OUTPUT;
    summarise(r, result);
    if (result->documents > 0 && result->unreadable == result->documents)
        return DBN_EXIT_OUTPUT;
    return too_many_failed(r->settings, result) ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

int
dbn_cmd_clean(int argc, char **argv)
{
    settings s = {0};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&usage, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    s.batch.paths = (const char *const *)argv;
    s.batch.path_count = count;
    if (!are_outputs_sound(&s))
        return DBN_EXIT_USAGE;
    warn_of_passes(&s);
    s.batch.accounts = !s.is_quiet && is_one_document(&s);
    s.shows_progress = s.forces_progress || (!s.is_quiet && isatty(STDERR_FILENO));
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    run r = {.settings = &s, .output = {.fd = -1}, .log = {.fd = -1}};
    int exit_status = DBN_EXIT_OUTPUT;
    dbn_signals_watch(true);
    if (dbn_output_open(&r.output, s.output) &&
        (s.log == NULL || dbn_output_open(&r.log, s.log))) {
        dbn_batch_events events = {.context = &r,
                                   .output = on_output,
                                   .log = s.log == NULL ? NULL : on_log,
                                   .document = on_document,
                                   .cancelled = on_cancelled};
        dbn_batch_result result = {0};
        dbn_status status = dbn_batch_clean(&result, engine, &s.batch, &events);
        exit_status = finish(&r, status, &result);
    } else {
        dbn_output_abandon(&r.output);
    }
    dbn_engine_free(engine);
    return exit_status;
}
