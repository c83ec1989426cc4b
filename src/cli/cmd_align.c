/*
 * cli/cmd_align.c - doublon align.
 */
#define _POSIX_C_SOURCE 200809L

#include "align_files.h"
#include "commands.h"
#include "engine.h"
#include "guard.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/bitext.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    dbn_bitext_options bitext;
    dbn_bitext_format format;
    dbn_input_kind kind;
    const char *pairs, *output, *lexicon, *save_lexicon, *srx;
    dbn_bitext_names names; /* of the fields of JSON Lines */
    bool is_jsonl, is_table;
    bool has_no_dictionaries;
    bool wants_words;
    dbn_symmetry symmetry;
} settings;

/* Below this the texts are said to be no translations of each other, in thousandths. */
#define CONFIDENCE_LOW 300U

/* ---- options ---------------------------------------------------------------- */

#define FORMATS    "beads,tsv,tmx,jsonl,pharaoh,html"
#define KINDS      "auto,html,text,jsonl,tsv"
#define SYMMETRIES "intersect,grow-diag-final-and"

static bool
set_lang(void *context, const char *value)
{
    settings *s = context;
    const char *comma = strchr(value, ',');
    if (comma == NULL || comma == value || comma[1] == '\0')
        return false;
    s->bitext.source_lang = (dbn_span){value, (size_t)(comma - value)};
    s->bitext.target_lang = (dbn_span){comma + 1, strlen(comma + 1)};
    return true;
}

static bool
set_format(void *context, const char *value)
{
    int choice = dbn_choice(FORMATS, value, strlen(value));
    settings *s = context;
    s->format = (dbn_bitext_format)choice;
    s->wants_words |= s->format == DBN_BITEXT_PHARAOH;
    return choice >= 0;
}

static bool
set_input(void *context, const char *value)
{
    int choice = dbn_choice(KINDS, value, strlen(value));
    settings *s = context;
    s->is_jsonl = choice == 3;
    s->is_table = choice == 4;
    s->kind = choice < 3 ? (dbn_input_kind)choice : DBN_INPUT_AUTO;
    return choice >= 0;
}

/* Two names with a comma between them. */
static bool
set_fields(void *context, const char *value)
{
    const char *comma = strchr(value, ',');
    if (comma == NULL || comma == value || comma[1] == '\0')
        return false;
    ((settings *)context)->names = (dbn_bitext_names){{value, (size_t)(comma - value)},
                                                      {comma + 1, strlen(comma + 1)}};
    return true;
}

static bool
set_save_lexicon(void *context, const char *value)
{
    settings *s = context;
    s->save_lexicon = value;
    s->bitext.wants_lexicon = true;
    return *value != '\0';
}

static const dbn_option options[] = {
    {"lang", 'l', "A,B", "languages of text and translation, as in fr,nl", set_lang,
     NULL},
    {"format", 'f', "FORMAT", "beads (default), tsv, tmx, jsonl, pharaoh or html",
     set_format, FORMATS},
    DBN_OUTPUT_OPTION(settings),
    {"pairs", 0, "LIST", "lines of text, tab, translation, tab, output",
     DBN_TO_TEXT(settings, pairs)},
    {"segmented", 0, NULL, "lines are segments already",
     DBN_TO_FLAG(settings, bitext.is_segmented)},
    {"srx", 0, "FILE", "cut sentences by its rules (SRX 1.0 or 2.0)",
     DBN_TO_TEXT(settings, srx)},
    {"input", 'i', "KIND", "auto (default), html or text; of one file, jsonl or tsv",
     set_input, KINDS},
    {"fields", 0, "A,B", "fields of JSON Lines; source,target by default", set_fields,
     NULL},
    {"words", 0, NULL, "link the words of the sentences, too",
     DBN_TO_FLAG(settings, wants_words)},
    {"links", 0, "WHICH", "intersect (default) or grow-diag-final-and",
     DBN_TO_CHOICE(settings, symmetry, SYMMETRIES)},
    {"tokenised", 0, NULL, "lines stand for each other; spaces between tokens",
     DBN_TO_FLAG(settings, bitext.is_tokenised)},
    {"lexicon", 0, "FILE", "words that are known, as --save-lexicon writes",
     DBN_TO_TEXT(settings, lexicon)},
    {"save-lexicon", 0, "FILE", "write what was learnt", set_save_lexicon, NULL},
    {"no-dictionaries", 0, NULL, "use none of those that are installed",
     DBN_TO_FLAG(settings, has_no_dictionaries)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_align = {
    "align", "--lang=A,B TEXT [TRANSLATION]",
    "Find the sentences of a text in its translation.\n"
    "TEXT and TRANSLATION are files, or folders with files of the same names; TEXT\n"
    "alone has lines of both: a text, a tab, its translation, or JSON Lines.",
    options};

/* ---- refusals ------------------------------------------------------------------ */

/* What a run reads and where its pairs go, into arrays with room for it. */
static void
list_files(dbn_guard_files *inputs, dbn_guard_files *outputs, const settings *s,
           const dbn_align_jobs *jobs)
{
    for (uint32_t i = 0; i < jobs->count; i++) {
        const dbn_align_job *job = &jobs->items[i];
        inputs->paths[inputs->count++] = job->source;
        if (job->target != NULL)
            inputs->paths[inputs->count++] = job->target;
        if (job->output != NULL)
            outputs->paths[outputs->count++] = job->output;
    }
    if (s->lexicon != NULL)
        inputs->paths[inputs->count++] = s->lexicon;
    if (s->pairs != NULL)
        inputs->paths[inputs->count++] = s->pairs;
    if (s->srx != NULL)
        inputs->paths[inputs->count++] = s->srx;
}

/* Would one of the outputs destroy what is read, or another output? */
static bool
destroys(const settings *s, const dbn_align_jobs *jobs)
{
    const dbn_guard guard = {
        .command = "align",
        .outputs = {
            {"--output", s->output},
            {s->save_lexicon == NULL ? NULL : "--save-lexicon", s->save_lexicon}}};
    size_t room = (size_t)jobs->count * 2 + 3;
    dbn_guard_files inputs = {.paths = calloc(room, sizeof *inputs.paths)};
    dbn_guard_files outputs = {.paths = calloc(room, sizeof *outputs.paths)};
    bool is_refused = true;
    if (inputs.paths == NULL || outputs.paths == NULL) {
        dbn_tell("align", "no memory is left");
    } else if (s->save_lexicon != NULL && s->output != NULL &&
               dbn_output_is_same(s->output, s->save_lexicon)) {
        dbn_tell("align", "the pairs and the lexicon cannot both be written to '%s'",
                 s->output);
    } else {
        list_files(&inputs, &outputs, s, jobs);
        is_refused = dbn_guard_refuses(&guard, inputs.paths, inputs.count) ||
                     dbn_guard_refuses_list("align", "--pairs", &outputs, &inputs);
    }
    free(inputs.paths);
    free(outputs.paths);
    return is_refused;
}

/* ---- running ---------------------------------------------------------------- */

static dbn_status
on_output(void *context, dbn_span bytes)
{
    return dbn_output_write(context, bytes);
}

static int
fail(const dbn_error *error)
{
    dbn_tell("align", "%s", error->message);
    return DBN_EXIT_OUTPUT;
}

/* Write pairs [from, to) into one output. */
static bool
write_pairs(dbn_bitext *bitext, const settings *s, const char *path, uint32_t from,
            uint32_t to)
{
    dbn_output output = {.fd = -1};
    dbn_status status = DBN_OK;
    if (!dbn_output_open(&output, path))
        return false;
    for (uint32_t i = from; i < to && status == DBN_OK; i++)
        status = dbn_bitext_write(bitext, i, s->format,
                                  (dbn_bitext_place){i == from, i + 1 == to}, on_output,
                                  &output);
    if (status == DBN_ERR_CLOSED) {
        dbn_output_abandon(&output);
        dbn_signals_end(SIGPIPE);
        return false;
    }
    return dbn_output_commit(&output);
}

static bool
save_lexicon(dbn_bitext *bitext, const char *path)
{
    dbn_output output = {.fd = -1};
    if (!dbn_output_open(&output, path))
        return false;
    (void)dbn_bitext_write_lexicon(bitext, on_output, &output);
    return dbn_output_commit(&output);
}

static void
warn_of_strangers(const dbn_bitext *bitext, const dbn_align_job *job)
{
    uint32_t strangers = 0;
    for (uint32_t i = 0; i < job->count; i++)
        strangers += dbn_bitext_confidence(bitext, job->first + i) < CONFIDENCE_LOW;
    if (strangers == 0)
        return;
    if (!job->has_both)
        dbn_tell("align", "'%s' and '%s' are hardly translations of each other",
                 job->source, job->target);
    else
        dbn_tell("align", "%s: of %u pairs, %u are hardly translations of each other",
                 job->source, job->count, strangers);
}

static void
warn_of_langs(const dbn_bitext *bitext, const dbn_align_job *job)
{
    for (int side = 0; side < 2 && job->count > 0 && !job->has_both; side++) {
        dbn_span seems = dbn_bitext_seems(bitext, job->first, side == 1);
        if (seems.len > 0)
            dbn_tell("align", "'%s' looks like another language than --lang says: %.*s",
                     side == 1 ? job->target : job->source, (int)seems.len, seems.ptr);
    }
}

static bool
write_all(dbn_bitext *bitext, const settings *s, const dbn_align_jobs *jobs)
{
    bool is_good = true;
    for (uint32_t i = 0; i < jobs->count && !s->bitext.is_tokenised; i++) {
        warn_of_langs(bitext, &jobs->items[i]);
        warn_of_strangers(bitext, &jobs->items[i]);
    }
    if (s->pairs == NULL || jobs->count == 0)
        is_good = write_pairs(bitext, s, s->output, 0, dbn_bitext_count(bitext));
    for (uint32_t i = 0; s->pairs != NULL && i < jobs->count; i++) {
        const dbn_align_job *job = &jobs->items[i];
        is_good &=
            write_pairs(bitext, s, job->output, job->first, job->first + job->count);
    }
    if (s->save_lexicon != NULL)
        is_good &= save_lexicon(bitext, s->save_lexicon);
    return is_good;
}

static dbn_input
input_of(const settings *s, const dbn_file *file, const char *path)
{
    return (dbn_input){
        .bytes = file->bytes, .kind = s->kind, .name = {path, strlen(path)}};
}

static bool
ends_with(const char *path, const char *end)
{
    size_t len = strlen(path), end_len = strlen(end);
    return len >= end_len && strcmp(path + len - end_len, end) == 0;
}

/* A file with both texts. */
static bool
add_lines(dbn_bitext *bitext, const settings *s, dbn_align_job *job,
          const dbn_file *file)
{
    dbn_input input = input_of(s, file, job->source);
    bool is_jsonl =
        s->is_jsonl || (!s->is_table && (ends_with(job->source, ".jsonl") ||
                                         ends_with(job->source, ".ndjson")));
    dbn_bitext_broken broken;
    if (dbn_bitext_add_lines(bitext, &input, is_jsonl ? &s->names : NULL, &broken) !=
        DBN_OK) {
        dbn_tell("align", "%s: %s", job->source, dbn_bitext_error(bitext)->message);
        return false;
    }
    if (broken.count > 0)
        dbn_tell("align",
                 "%s:%llu: a text and its translation are wanted; lines like "
                 "this, %llu in all, were passed over",
                 job->source, (unsigned long long)broken.line,
                 (unsigned long long)broken.count);
    job->is_partial = broken.count > 0;
    return broken.count == 0 || dbn_bitext_count(bitext) > job->first;
}

static bool
add_pair(dbn_bitext *bitext, const settings *s, dbn_align_job *job)
{
    dbn_file source, target = {0};
    bool is_read = dbn_file_read("align", &source, job->source);
    if (!job->has_both)
        is_read = dbn_file_read("align", &target, job->target) && is_read;
    if (is_read && job->has_both) {
        is_read = add_lines(bitext, s, job, &source);
    } else if (is_read) {
        dbn_input a = input_of(s, &source, job->source);
        dbn_input b = input_of(s, &target, job->target);
        is_read = dbn_bitext_add(bitext, &a, &b) == DBN_OK;
        if (!is_read)
            dbn_tell("align", "%s, %s: %s", job->source, job->target,
                     dbn_bitext_error(bitext)->message);
    }
    dbn_file_release(&source);
    dbn_file_release(&target);
    return is_read;
}

/* Read every pair; those that cannot be read are told and left out of `jobs`. */
static uint32_t
add_pairs(dbn_bitext *bitext, const settings *s, dbn_align_jobs *jobs)
{
    uint32_t kept = 0, failed = 0;
    for (uint32_t i = 0; i < jobs->count; i++) {
        dbn_align_job job = jobs->items[i];
        jobs->items[i] = (dbn_align_job){0};
        job.first = dbn_bitext_count(bitext);
        bool is_read = add_pair(bitext, s, &job);
        job.count = dbn_bitext_count(bitext) - job.first;
        failed += !is_read;
        if (is_read)
            jobs->items[kept++] = job;
        else
            dbn_align_job_release(&job);
    }
    jobs->count = kept;
    return failed;
}

/* Were lines passed over? */
static bool
is_partial(const dbn_align_jobs *jobs)
{
    for (uint32_t i = 0; i < jobs->count; i++)
        if (jobs->items[i].is_partial)
            return true;
    return false;
}

static int
run(const settings *s, const dbn_engine *engine, dbn_bitext *bitext,
    dbn_align_jobs *jobs)
{
    if (!s->has_no_dictionaries)
        dbn_align_dictionaries(bitext, engine, &s->bitext);
    if (s->lexicon != NULL && !dbn_align_lexicon(bitext, s->lexicon))
        return DBN_EXIT_OUTPUT;
    uint32_t asked = jobs->count, failed = add_pairs(bitext, s, jobs);
    if (asked > 0 && failed == asked)
        return DBN_EXIT_OUTPUT;
    if (dbn_bitext_align(bitext) != DBN_OK)
        return fail(dbn_bitext_error(bitext));
    if (s->wants_words && dbn_bitext_link_words(bitext, s->symmetry) != DBN_OK)
        return fail(dbn_bitext_error(bitext));
    if (!write_all(bitext, s, jobs))
        return DBN_EXIT_OUTPUT;
    return failed > 0 || is_partial(jobs) ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

static const char *
fault_of(const settings *s, size_t count)
{
    if (s->bitext.source_lang.len == 0)
        return "--lang=A,B is missing (doublon align -h lists the options)";
    if (s->pairs == NULL && count != 1 && count != 2)
        return "a text and its translation are wanted (doublon align -h lists the "
               "options)";
    return s->pairs != NULL && count > 0 ? "with --pairs there are no other files"
                                         : NULL;
}

static bool
knows_languages(const settings *s, const dbn_engine *engine)
{
    const dbn_span none = {"", 0};
    return dbn_engine_knows(engine, "align", s->bitext.source_lang, none) &&
           dbn_engine_knows(engine, "align", s->bitext.target_lang, none);
}

int
dbn_cmd_align(int argc, char **argv)
{
    settings s = {.names = {{"source", 6}, {"target", 6}}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_align, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const char *fault = fault_of(&s, count);
    if (fault != NULL) {
        dbn_tell("align", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    s.bitext.ui = dbn_tell_ui();
    dbn_align_jobs jobs = {0};
    bool is_listed = s.pairs != NULL ? dbn_align_list(&jobs, s.pairs)
                     : count == 1    ? dbn_align_both(&jobs, argv[0])
                                     : dbn_align_match(&jobs, argv[0], argv[1]);
    if (is_listed && s.pairs == NULL && jobs.count == 0) {
        dbn_tell("align", "no name is in both '%s' and '%s'", argv[0], argv[1]);
        is_listed = false;
    }
    if (is_listed && destroys(&s, &jobs)) {
        dbn_align_jobs_release(&jobs);
        return DBN_EXIT_USAGE;
    }
    dbn_engine *engine = is_listed ? dbn_engine_open() : NULL;
    dbn_bitext *bitext = NULL;
    int status = DBN_EXIT_OUTPUT;
    bool is_ready =
        engine != NULL && (s.srx == NULL || dbn_engine_cut_by(engine, "align", s.srx));
    dbn_signals_watch(false);
    if (engine != NULL && !knows_languages(&s, engine))
        status = DBN_EXIT_USAGE;
    else if (is_ready && dbn_bitext_new(&bitext, engine, &s.bitext) == DBN_OK)
        status = run(&s, engine, bitext, &jobs);
    dbn_bitext_free(bitext);
    dbn_engine_free(engine);
    dbn_align_jobs_release(&jobs);
    return status;
}
