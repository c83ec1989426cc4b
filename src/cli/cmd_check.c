/*
 * cli/cmd_check.c - doublon check.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "check_options.h"
#include "commands.h"
#include "config.h"
#include "engine.h"
#include "output.h"
#include "signals.h"
#include "spelling.h"
#include "tell.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef dbn_check_settings settings;

/* A baseline that is made anew. */
typedef struct update {
    const char *path; /* of the options or of a configuration, borrowed */
    dbn_baseline *found;
} update;

/* As many as there may be configurations. */
#define UPDATES_MAX 256

typedef struct run {
    const settings *settings;
    dbn_output output;
    update updates[UPDATES_MAX];
    int update_count;
    bool lacks_baseline; /* a document has none to be put into */
    bool has_failed_write;
    char refused[PATH_MAX]; /* the last name that say_once() told */
    size_t refused_len;
    char spelling_off[sizeof((dbn_error *)0)->message]; /* the last reason told */
} run;

static dbn_status
on_output(void *context, dbn_span bytes)
{
    run *r = context;
    return r->settings->updates ? DBN_OK : dbn_output_write(&r->output, bytes);
}

static bool
on_cancelled(void *context)
{
    (void)context;
    return dbn_signals_caught() != 0;
}

static bool
are_equal(dbn_span a, dbn_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Say, once a file, why what came from it cannot be written. */
static void
say_once(run *r, dbn_span name, const char *reason)
{
    size_t kept = name.len < sizeof r->refused ? name.len : sizeof r->refused;
    dbn_span last = {r->refused, r->refused_len};
    if (are_equal(last, (dbn_span){name.ptr, kept}))
        return;
    memcpy(r->refused, name.ptr, kept);
    r->refused_len = kept;
    fputs("doublon check: ", stderr);
    dbn_print_name(name);
    dbn_print(stderr, ": ");
    dbn_print_message(reason);
    fputc('\n', stderr);
}

static void
refuse_write(run *r, dbn_span name, const char *reason)
{
    r->has_failed_write = true;
    say_once(r, name, reason);
}

/* Only a file that is one text in UTF-8 can be written as it was but for its fixes. */
static void
write_in_place(run *r, const dbn_report *report)
{
    char path[PATH_MAX];
    dbn_span before = dbn_doc_view(report->doc, DBN_TEXT_SOURCE);
    dbn_span decoded = dbn_doc_view(report->doc, DBN_TEXT_DECODED);
    dbn_span after = dbn_doc_corrected(report->doc);
    if (are_equal(after, decoded))
        return;
    if (!report->is_file) {
        refuse_write(r, report->name, "not the text of a plain file, so not changed");
        return;
    }
    if (report->name.len >= sizeof path) {
        refuse_write(r, report->name,
                     "the name is too long, so the file is not changed");
        return;
    }
    memcpy(path, report->name.ptr, report->name.len);
    path[report->name.len] = '\0';
    if (r->settings->dry_run) {
        dbn_tell("check", "%s would change", path);
        return;
    }
    if (!are_equal(before, decoded)) {
        dbn_tell("check", "%s: not in UTF-8, so not changed", path);
        r->has_failed_write = true;
        return;
    }
    dbn_output file = {.fd = -1};
    bool is_written = dbn_output_open(&file, path) &&
                      dbn_output_write(&file, after) == DBN_OK &&
                      dbn_output_commit(&file);
    if (!is_written)
        dbn_output_abandon(&file);
    r->has_failed_write |= !is_written;
}

/* Once a reason: a folder may hold thousands of texts in the same language. */
static void
tell_spelling_off(run *r, const dbn_doc *doc)
{
    const dbn_error *off = dbn_doc_spelling_off(doc);
    if (off == NULL || strcmp(off->message, r->spelling_off) == 0)
        return;
    (void)snprintf(r->spelling_off, sizeof r->spelling_off, "%s", off->message);
    dbn_tell_message("check", off->message);
}

/* The baseline at `path`, read where there is one; NULL, and a message, where it cannot
 * be. */
static dbn_baseline *
update_of(run *r, const char *path)
{
    for (int i = 0; i < r->update_count; i++)
        if (strcmp(r->updates[i].path, path) == 0)
            return r->updates[i].found;
    if (r->update_count == UPDATES_MAX)
        return NULL;
    update *u = &r->updates[r->update_count++];
    *u = (update){path, dbn_baseline_open(path, true)};
    return u->found;
}

/* Put the findings of a document into the baseline that is known for it. */
static void
note_findings(run *r, const dbn_report *report)
{
    const dbn_config *config = dbn_doc_config(report->doc);
    const char *path = r->settings->baseline;
    if (path == NULL && config != NULL)
        path = dbn_config_for(config, dbn_value_span(""))->baseline.ptr;
    if (path == NULL) {
        r->lacks_baseline = true;
        say_once(r, report->name, "its configuration names no baseline");
        return;
    }
    dbn_baseline *found = update_of(r, path);
    r->has_failed_write |=
        found == NULL ||
        dbn_baseline_add(found, report->doc, report->name, report->line) != DBN_OK;
}

static void
on_document(void *context, const dbn_report *report)
{
    run *r = context;
    if (report->error != NULL) {
        dbn_tell_failure("check", report);
        return;
    }
    dbn_rule given_up = dbn_doc_given_up(report->doc);
    if (given_up != 0) {
        dbn_span name = dbn_rule_name(dbn_doc_engine(report->doc), given_up);
        dbn_tell("check", "%.*s: the rule %.*s worked too hard here and was given up",
                 (int)report->name.len, report->name.ptr, (int)name.len, name.ptr);
    }
    tell_spelling_off(r, report->doc);
    if (r->settings->updates)
        note_findings(r, report);
    if (r->settings->in_place)
        write_in_place(r, report);
}

static bool
save_updates(const run *r)
{
    bool all = true;
    for (int i = 0; i < r->update_count; i++)
        all &= dbn_baseline_save(r->updates[i].found, r->updates[i].path);
    return all;
}

static int
finish(run *r, dbn_status status, const dbn_batch_result *result)
{
    const settings *s = r->settings;
    const dbn_batch_outputs outputs = {"check", &r->output, NULL, NULL};
    int exit_status;
    if (dbn_batch_is_cut_short(&outputs, status, result, &exit_status))
        return exit_status;
    dbn_tell_like_lines("check", result);
    /* What is said of broken documents is a result, too. */
    if (!dbn_output_commit(&r->output) || dbn_batch_read_nothing(result) ||
        r->has_failed_write)
        return DBN_EXIT_OUTPUT;
    if (result->failed > 0)
        return DBN_EXIT_FINDINGS;
    if (s->updates && !save_updates(r))
        return DBN_EXIT_OUTPUT;
    if (s->updates)
        return r->lacks_baseline ? DBN_EXIT_USAGE : DBN_EXIT_OK;
    return result->failing > 0 ? DBN_EXIT_FINDINGS : DBN_EXIT_OK;
}

/* Work through the documents with an engine that is there. */
static int
check_all(const settings *s, const dbn_engine *engine)
{
    run r = {.settings = s, .output = {.fd = -1}};
    int exit_status = DBN_EXIT_OUTPUT;
    /* What cannot be read is said before all the work, where its name is known. */
    if (s->updates && s->baseline != NULL && update_of(&r, s->baseline) == NULL)
        return DBN_EXIT_USAGE;
    dbn_signals_watch(true);
    if (dbn_output_open(&r.output, NULL)) {
        dbn_batch_events events = {.context = &r,
                                   .output = on_output,
                                   .document = on_document,
                                   .cancelled = on_cancelled};
        dbn_batch_result result = {0};
        dbn_status status =
            dbn_batch_check(&result, engine, &s->batch, &s->check, &events);
        exit_status = finish(&r, status, &result);
    }
    for (int i = 0; i < r.update_count; i++)
        dbn_baseline_free(r.updates[i].found);
    return exit_status;
}

/* Each document has its own configuration, unless one was named for all, or none. */
static int
check_by_config(settings *s, const dbn_engine *engine, const dbn_config *config)
{
    dbn_configs *configs = NULL;
    dbn_error error;
    const dbn_configs_options wanted = {&s->check, !s->updates && s->baseline == NULL};
    if (s->config != NULL || s->no_config) {
        s->check.config = config;
        return check_all(s, engine);
    }
    if (dbn_configs_new(&configs, engine, &wanted, &error) != DBN_OK) {
        dbn_tell("check", "no memory is left");
        return DBN_EXIT_OUTPUT;
    }
    s->check.configs = configs;
    int exit_status = check_all(s, engine);
    dbn_configs_free(configs);
    return exit_status;
}

/* Check with an engine that has the rules of `config`. */
static int
check_with_engine(settings *s, dbn_engine *engine, const dbn_config *config)
{
    dbn_error error;
    dbn_check_options said = s->check;
    said.lang = s->batch.lang;
    if (dbn_check_options_agree(engine, &said, &error) != DBN_OK) {
        dbn_tell_message("check", error.message);
        return DBN_EXIT_USAGE;
    }
    return dbn_spelling_begin(engine, "check") ? check_by_config(s, engine, config)
                                               : DBN_EXIT_OUTPUT;
}

/* Read what is known, unless it is about to be written, and make the engine. */
static int
check_with(settings *s, const dbn_config *config)
{
    dbn_baseline *known = NULL;
    const char *baseline = s->baseline;
    if (config != NULL && baseline == NULL)
        baseline = dbn_config_for(config, dbn_value_span(""))->baseline.ptr;
    if (s->updates && baseline == NULL) {
        dbn_tell("check", "--update-baseline needs the name of a baseline");
        return DBN_EXIT_USAGE;
    }
    bool is_for_all = s->baseline != NULL || s->config != NULL;
    if (baseline != NULL && is_for_all && !s->updates) {
        known = dbn_baseline_open(baseline, false);
        if (known == NULL)
            return DBN_EXIT_USAGE;
        s->check.known = known;
    }
    dbn_engine *engine = dbn_engine_open_for_desk(config);
    int exit_status = DBN_EXIT_OUTPUT;
    if (engine == NULL && config != NULL && dbn_engine_is_possible())
        exit_status = DBN_EXIT_USAGE;
    else if (engine != NULL)
        exit_status = check_with_engine(s, engine, config);
    dbn_engine_free(engine);
    dbn_baseline_free(known);
    return exit_status;
}

/* False, and a message, where one cannot be read. */
static bool
read_glossaries(settings *s)
{
    for (uint32_t i = 0; i < s->check.glossary_count; i++) {
        if (!dbn_file_read("check", &s->glossary_files[i], s->glossaries[i]))
            return false;
        s->glossary_bytes[i] = s->glossary_files[i].bytes;
    }
    s->check.glossaries = s->glossary_bytes;
    return true;
}

static void
release_glossaries(settings *s)
{
    for (uint32_t i = 0; i < s->check.glossary_count; i++)
        dbn_file_release(&s->glossary_files[i]);
}

int
dbn_cmd_check(int argc, char **argv)
{
    settings s = {0};
    dbn_parsed parsed =
        dbn_options_parse(&dbn_usage_check, &s, argc, argv, &s.batch.path_count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    s.batch.paths = (const char *const *)argv;
    s.check.switches = s.switches;
    s.check.keys = s.keys;
    s.check.max_blocks = s.batch.clean.max_blocks;
    s.check.max_depth = s.batch.clean.max_depth;
    s.batch.ui = dbn_tell_ui();
    s.check.ui = dbn_tell_language();
    if (!dbn_check_settle(&s))
        return DBN_EXIT_USAGE;
    dbn_word_list words;
    dbn_config *config = NULL;
    const char *input =
        s.batch.stdin_name.ptr != NULL ? s.batch.stdin_name.ptr : argv[0];
    if (s.batch.stdin_name.ptr == NULL && s.batch.path_count == 0)
        input = NULL;
    if (!dbn_word_list_read(&words, "check"))
        return DBN_EXIT_USAGE;
    s.check.words = words.words;
    s.check.word_count = words.count;
    int exit_status = DBN_EXIT_USAGE;
    if (read_glossaries(&s) &&
        (s.no_config || dbn_config_open(&config, s.config, input, &s.check)))
        exit_status = check_with(&s, config);
    dbn_config_free(config);
    dbn_word_list_release(&words);
    release_glossaries(&s);
    return exit_status;
}
