/*
 * cli/cmd_index.c - doublon index: an archive, and what is done with it.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/index.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct settings {
    dbn_batch_options batch;
    dbn_index_options index;
    const char *output;
    bool says_shape; /* --match, --store-text */
} settings;

/* ---- options ---------------------------------------------------------------- */

#define MATCHES "near,exact"
#define FORMATS "text,jsonl"

static bool
set_format(void *context, const char *value)
{
    settings *s = context;
    int choice = dbn_choice(FORMATS, value, strlen(value));
    s->batch.format = choice == 1 ? DBN_FORMAT_JSONL : DBN_FORMAT_TEXT;
    return choice >= 0;
}

static const dbn_option options[] = {
    {"match", 0, "HOW",
     "of a new archive: near (default), or exact: the same byte for byte",
     DBN_TO_CHOICE(settings, index.exact, MATCHES), DBN_SAID(settings, says_shape, 1)},
    {"store-text", 0, NULL, "of a new archive: keep texts, so that all is verified",
     DBN_TO_FLAG(settings, index.store_text), DBN_SAID(settings, says_shape, 1)},
    {"near", 0, "PERCENT",
     "words of the shorter paragraph that the other has (30; estimated: 70)",
     DBN_TO_PERCENT(settings, index.near)},
    {"max-postings", 0, "N",
     "of three words that more paragraphs have the oldest answers (default 64)",
     DBN_TO_NUMBER(settings, index.max_postings, 1, 1024)},
    {"max-hits", 0, "N", "places told of one paragraph (default 4)",
     DBN_TO_NUMBER(settings, index.max_hits, 1, 1000)},
    {"format", 'f', "FORMAT", "text (default), or jsonl, a line a document", set_format,
     FORMATS},
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

const dbn_usage dbn_usage_index = {
    "index", "ACTION ARCHIVE [FILE...]",
    "Say which paragraphs stood in an archive before, and keep the archive.\n"
    "ACTION is add, query, remove, stats, verify or compact. FILE is a text, a page,\n"
    "a JSON Lines file or a folder; none or -: standard input; to remove, an id.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    dbn_engine *engine;
    dbn_index *index;
    const char *archive;
    bool is_new;              /* there was none */
    const char *const *words; /* behind the archive */
    size_t count;
} run;

static void
on_document(void *context, const dbn_report *report)
{
    (void)context;
    if (report->error != NULL)
        dbn_tell_failure("index", report);
}

/* What the archive says of a failure; of all of them the exit status. */
static int
complain(run *r)
{
    dbn_tell_message("index", dbn_index_error(r->index)->message);
    dbn_output_abandon(&r->to.output);
    return DBN_EXIT_OUTPUT;
}

static int
finish(run *r, dbn_status status, const dbn_batch_result *result)
{
    const dbn_batch_outputs outputs = {"index", &r->to.output, NULL, &r->to.guard};
    int exit_status;
    return dbn_batch_is_cut_short(&outputs, status, result, &exit_status)
               ? exit_status
               : dbn_batch_end(&outputs, result);
}

/* An archive that was made for what then could not be added is left to nobody. */
static void
discard_empty(run *r)
{
    dbn_index_stats stats = {.documents = 1};
    if (!r->is_new)
        return;
    dbn_index_close(r->index);
    if (dbn_index_open(&r->index, r->engine, r->archive, DBN_INDEX_READ, NULL, NULL) !=
            DBN_OK ||
        dbn_index_count(r->index, &stats) != DBN_OK)
        return;
    dbn_index_close(r->index);
    r->index = NULL;
    if (stats.documents == 0)
        (void)remove(r->archive);
}

static int
add(run *r)
{
    dbn_batch_result result = {0};
    dbn_index_added added = {0};
    dbn_batch_events events = dbn_batch_events_of(&r->to, on_document);
    dbn_status status =
        dbn_batch_index_add(&result, &added, r->index, &r->settings->batch, &events);
    if (status != DBN_OK || result.failed > 0)
        discard_empty(r);
    int exit_status = finish(r, status, &result);
    if (added.known > 0) {
        fputs("doublon index: ", stderr);
        dbn_print_count(stderr, added.known, "%llu document was there already",
                        "%llu documents were there already");
        fputc('\n', stderr);
    }
    return exit_status;
}

static int
query(run *r)
{
    dbn_batch_result result = {0};
    dbn_index_found found;
    dbn_batch_events events = dbn_batch_events_of(&r->to, on_document);
    dbn_status status =
        dbn_batch_index_query(&result, &found, r->index, &r->settings->batch, &events);
    return finish(r, status, &result);
}

static int
remove_ids(run *r)
{
    int exit_status = DBN_EXIT_OK;
    for (size_t i = 0; i < r->count; i++) {
        uint64_t count;
        if (dbn_index_remove(r->index, dbn_value_span(r->words[i]), &count) != DBN_OK)
            return complain(r);
        if (count == 0) {
            dbn_tell("index", "no document has the id '%s'", r->words[i]);
            exit_status = DBN_EXIT_SOME;
        }
    }
    return exit_status;
}

static int
verify(run *r)
{
    return dbn_index_verify(r->index) == DBN_OK ? DBN_EXIT_OK : complain(r);
}

static int
compact(run *r)
{
    return dbn_index_compact(r->index) == DBN_OK ? DBN_EXIT_OK : complain(r);
}

/* ---- stats -------------------------------------------------------------------- */

static int
print_stats(run *r)
{
    dbn_status status = dbn_index_write_stats(r->index, r->settings->batch.format,
                                              dbn_tell_ui(), dbn_batch_on_output, r);
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    if (status != DBN_OK && r->to.output.failure == 0)
        return complain(r);
    return dbn_output_commit(&r->to.output) ? DBN_EXIT_OK : DBN_EXIT_OUTPUT;
}

/* ---- verbs -------------------------------------------------------------------- */

static const struct verb {
    const char *name;
    int (*run)(run *r);
    dbn_index_mode mode;
    bool reads_files;
    bool wants_words; /* behind the archive; else, where it reads no files, none */
    bool answers;     /* on standard output, or in a file */
} verbs[] = {
    {"add", add, DBN_INDEX_CREATE, true, false, false},
    {"query", query, DBN_INDEX_READ, true, false, true},
    {"remove", remove_ids, DBN_INDEX_WRITE, false, true, false},
    {"stats", print_stats, DBN_INDEX_READ, false, false, true},
    {"verify", verify, DBN_INDEX_READ, false, false, false},
    {"compact", compact, DBN_INDEX_WRITE, false, false, false},
};

/* The verb of these words; NULL, and a message, where they make no sense. */
static const struct verb *
find_verb(char **words, size_t count)
{
    const struct verb *verb = NULL;
    for (size_t i = 0; count > 0 && i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(words[0], verbs[i].name) == 0)
            verb = &verbs[i];
    if (verb == NULL && count > 0)
        dbn_tell("index", "'%s' is none of add, query, remove, stats, verify, compact",
                 words[0]);
    else if (count < 2)
        dbn_tell("index", "what to do and an ARCHIVE are wanted");
    else if (verb->wants_words && count < 3)
        dbn_tell("index", "the id of a document is wanted");
    else if (!verb->wants_words && !verb->reads_files && count > 2)
        dbn_tell("index", "it takes an ARCHIVE alone, and '%s' is given", words[2]);
    else
        return verb;
    return NULL;
}

/* Would the output take the place of the archive, or be of no use? */
static bool
is_output_refused(const settings *s, const struct verb *verb, const char *archive)
{
    if (s->output == NULL)
        return false;
    if (!verb->answers)
        dbn_tell("index", "--output is for query and stats");
    else if (dbn_output_destroys(s->output, archive))
        dbn_tell("index", "%s would overwrite the input '%s'", "--output", archive);
    else
        return false;
    return true;
}

/* The options of an archive that is made are none of one that exists. */
static bool
is_shape_as_said(run *r)
{
    const settings *s = r->settings;
    dbn_index_stats stats;
    if (!s->says_shape)
        return true;
    if (dbn_index_count(r->index, &stats) != DBN_OK) {
        (void)complain(r);
        return false;
    }
    if (stats.exact == s->index.exact && stats.store_text == s->index.store_text)
        return true;
    dbn_tell("index",
             "the archive was made otherwise: --match and --store-text are for "
             "new ones");
    return false;
}

static int
run_verb(run *r, const struct verb *verb, const char *path)
{
    const settings *s = r->settings;
    dbn_error error;
    struct stat info;
    r->archive = path;
    r->is_new = stat(path, &info) != 0 || info.st_size == 0;
    if (dbn_index_open(&r->index, r->engine, path, verb->mode, &s->index, &error) !=
        DBN_OK) {
        dbn_tell_message("index", error.message);
        return DBN_EXIT_OUTPUT;
    }
    int exit_status = DBN_EXIT_USAGE;
    if (is_shape_as_said(r)) {
        exit_status = DBN_EXIT_OUTPUT;
        if (dbn_output_open(&r->to.output, s->output))
            exit_status = verb->run(r);
    }
    dbn_index_close(r->index);
    return exit_status;
}

int
dbn_cmd_index(int argc, char **argv)
{
    settings s = {0};
    s.batch.format = DBN_FORMAT_TEXT;
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_index, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const struct verb *verb = find_verb(argv, count);
    if (verb == NULL)
        return DBN_EXIT_USAGE;
    run r = {
        .to = {.output = {.fd = -1},
               .guard = {.command = "index",
                         .outputs = {{"--output", s.output},
                                     {verb->mode == DBN_INDEX_READ ? NULL : "ARCHIVE",
                                      argv[1]}}}},
        .settings = &s,
        .words = (const char *const *)argv + 2,
        .count = count - 2};
    s.batch.ui = dbn_tell_ui();
    s.batch.paths = r.words;
    s.batch.path_count = r.count;
    if (is_output_refused(&s, verb, argv[1]) ||
        (verb->reads_files && dbn_guard_refuses_batch(&r.to.guard, r.words, r.count)))
        return DBN_EXIT_USAGE;
    r.engine = dbn_engine_open();
    if (r.engine == NULL)
        return DBN_EXIT_OUTPUT;
    int exit_status = DBN_EXIT_USAGE;
    if (dbn_engine_knows(r.engine, "index", s.batch.lang, dbn_value_span(""))) {
        /* What only reads and merges the archive may be ended at any moment. */
        if (verb->reads_files || verb->wants_words || verb->answers)
            dbn_signals_watch(true);
        exit_status = run_verb(&r, verb, argv[1]);
    }
    dbn_engine_free(r.engine);
    return exit_status;
}
