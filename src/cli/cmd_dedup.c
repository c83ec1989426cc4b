/*
 * cli/cmd_dedup.c - doublon dedup.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "dedup_options.h"
#include "engine.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <stdlib.h>
#include <string.h>

typedef struct settings {
    dbn_dedup_settings all;
    const char *output;
    const char *furniture; /* what is learnt; NULL: nothing is */
} settings;

/* ---- options ---------------------------------------------------------------- */

static bool
set_format(void *context, const char *value)
{
    ((settings *)context)->all.batch.format = DBN_FORMAT_JSONL;
    return dbn_choice("jsonl", value, strlen(value)) >= 0;
}

/* --report alone is for people. */
static bool
set_report(void *context, const char *value)
{
    int choice = value == NULL ? 0 : dbn_choice("text,json,html", value, strlen(value));
    ((settings *)context)->all.dedup.output =
        (dbn_dedup_output)(DBN_DEDUP_REPORT_TEXT + choice);
    return choice >= 0;
}

/* Less is not enough for the program itself. */
#define MEMORY_MIN (UINT64_C(64) << 20)

/* Bytes, or so many K, M, G of them; is_possible() looks whether they are enough. */
static bool
set_memory(void *context, const char *value)
{
    static const char letters[] = "KMGkmg";
    char digits[24] = "";
    unsigned long long number;
    size_t len = strlen(value);
    const char *letter = len < 2 ? NULL : strchr(letters, value[len - 1]);
    len -= letter != NULL;
    if (len == 0 || len >= sizeof digits)
        return false;
    memcpy(digits, value, len);
    if (!dbn_value_number(digits, 1, UINT64_C(1) << 33, &number))
        return false;
    if (letter != NULL)
        number <<= 10 * ((letter - letters) % 3 + 1);
    ((settings *)context)->all.dedup.memory = number;
    return true;
}

static const dbn_option options[] = {
    DBN_DEDUP_OPTIONS,
    {"memory", 0, "SIZE",
     "hold so much in memory, the rest in files of $TMPDIR: 64M or more, as in 2G",
     set_memory, NULL},
    {"format", 'f', "FORMAT", "jsonl, a line a document", set_format, "jsonl"},
    {"report", 0, "[FORMAT]",
     "instead of lines, what all repeat: text (default), json or html", set_report,
     "text,json,html"},
    DBN_OUTPUT_OPTION(settings),
    {"learn-furniture", 0, "FILE",
     "write there what many articles of a host have, for 'doublon clean'",
     DBN_TO_TEXT(settings, furniture)},
    {"furniture-articles", 0, "N", "that must have it: 2 or more (default 5)",
     DBN_TO_NUMBER(settings, all.dedup.learn.articles, 2, 1000)},
    {"furniture-share", 0, "PERCENT", "of the host's that must (default 20)",
     DBN_TO_PERCENT(settings, all.dedup.learn.share)},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_FIELD_OPTIONS,
    DBN_JOBS_OPTION,
    DBN_LIMIT_OPTIONS,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_dedup = {
    "dedup", "[FILE...]",
    "Say what documents repeat of each other, and which copy stays.\n"
    "FILE is a text, a page, a JSON Lines file or a folder; none or -: standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to;
    dbn_output furniture;
} run;

static dbn_status
on_furniture(void *context, dbn_span list)
{
    return dbn_output_write(&((run *)context)->furniture, list);
}

static void
on_document(void *context, const dbn_report *report)
{
    (void)context;
    if (report->error != NULL)
        dbn_tell_failure("dedup", report);
}

static void
tell_count(unsigned long long n, const char *one, const char *many)
{
    if (n == 0)
        return;
    fputs("doublon dedup: ", stderr);
    dbn_print_count(stderr, n, one, many);
    fputc('\n', stderr);
}

/* What is wrong with the input, and who to ask: the first of each, then how many. */
static void
tell_wrong(const dbn_dedup_result *found)
{
    for (uint64_t i = 0; i < found->twice && i < DBN_EXAMPLES; i++)
        dbn_tell("dedup", "the id '%s' is that of several documents",
                 found->twice_ids[i]);
    if (found->twice > DBN_EXAMPLES)
        tell_count(found->twice, "%llu id is that of several documents",
                   "%llu ids are those of several documents");
    for (uint64_t i = 0; i < found->misdated && i < DBN_EXAMPLES; i++)
        dbn_tell("dedup",
                 "the date of '%s' cannot be read: the document counts as undated",
                 found->misdated_ids[i]);
    if (found->misdated > DBN_EXAMPLES)
        tell_count(found->misdated, "%llu date cannot be read",
                   "%llu dates cannot be read");
}

static int
finish(run *r, dbn_status status, const dbn_batch_result *result,
       const dbn_dedup_result *found)
{
    const dbn_batch_outputs outputs = {"dedup", &r->to.output, &r->furniture,
                                       &r->to.guard};
    int exit_status;
    if (dbn_batch_is_cut_short(&outputs, status, result, &exit_status))
        return exit_status;
    tell_wrong(found);
    tell_count(found->emptied, "%llu document is a copy whole: its text is empty now",
               "%llu documents are copies whole: their texts are empty now");
    return dbn_batch_end(&outputs, result);
}

static int
dedup(run *r, const settings *s, const dbn_engine *engine)
{
    dbn_batch_result result = {0};
    dbn_dedup_result found = {0};
    dbn_dedup_options wanted = s->all.dedup;
    wanted.temporary = getenv("TMPDIR");
    if (!dbn_output_open(&r->to.output, s->output))
        return DBN_EXIT_OUTPUT;
    if (s->furniture != NULL) {
        wanted.learn.output = on_furniture;
        wanted.learn.context = r;
        if (!dbn_output_open(&r->furniture, s->furniture)) {
            dbn_output_abandon(&r->to.output);
            return DBN_EXIT_OUTPUT;
        }
    }
    dbn_batch_events events = dbn_batch_events_of(&r->to, on_document);
    dbn_status status =
        dbn_batch_dedup(&result, &found, engine, &s->all.batch, &wanted, &events);
    return finish(r, status, &result, &found);
}

static bool
is_possible(const settings *s)
{
    const dbn_dedup_options *dedup = &s->all.dedup;
    if (dedup->output != DBN_DEDUP_LINES && dedup->removes) {
        dbn_tell("dedup", "a --report has no texts: --mode=clean writes lines alone");
        return false;
    }
    if (dedup->memory > 0 && dedup->memory < MEMORY_MIN) {
        dbn_tell("dedup",
                 "--memory is too little for the program itself: it needs 64M");
        return false;
    }
    if (s->furniture == NULL && (dedup->learn.articles > 0 || dedup->learn.share > 0)) {
        dbn_tell(
            "dedup",
            "--furniture-articles and --furniture-share are for --learn-furniture");
        return false;
    }
    if (s->furniture != NULL && dbn_output_is_same(s->output, s->furniture)) {
        dbn_tell("dedup", "the lines and the furniture cannot both be written to '%s'",
                 s->furniture);
        return false;
    }
    return true;
}

int
dbn_cmd_dedup(int argc, char **argv)
{
    settings s = {.all.batch = {.format = DBN_FORMAT_JSONL}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_dedup, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (!dbn_dedup_is_possible("dedup", &s.all.dedup) || !is_possible(&s))
        return DBN_EXIT_USAGE;
    s.all.batch.ui = dbn_tell_ui();
    s.all.batch.paths = (const char *const *)argv;
    s.all.batch.path_count = count;
    run r = {
        .to = {.output = {.fd = -1},
               .guard = {.command = "dedup",
                         .outputs = {{"--output", s.output},
                                     {s.furniture == NULL ? NULL : "--learn-furniture",
                                      s.furniture}}}},
        .furniture = {.fd = -1}};
    if (dbn_guard_refuses_batch(&r.to.guard, s.all.batch.paths, count))
        return DBN_EXIT_USAGE;
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    int status = DBN_EXIT_USAGE;
    if (dbn_engine_knows(engine, "dedup", s.all.batch.lang, dbn_value_span(""))) {
        dbn_signals_watch(true);
        status = dedup(&r, &s, engine);
    }
    dbn_engine_free(engine);
    return status;
}
