/*
 * cli/cmd_prepare.c - doublon prepare.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "file.h"
#include "folder.h"
#include "glossary_file.h"
#include "memory_file.h"
#include "options.h"
#include "output.h"
#include "project.h"
#include "signals.h"
#include "spelling.h"
#include "tell.h"

#include <doublon/cat.h>
#include <doublon/memory.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct settings {
    dbn_batch_options batch; /* first: options of all commands set it */
    dbn_span target;
    const char *output;
    const char *glossaries[DBN_GLOSSARIES_MAX];
    uint32_t glossary_count;
    int tool;     /* of tools */
    bool is_once; /* --repetitions=once */
    const char *memory;
    uint32_t least; /* score of its matches */
    bool has_least;
    const char *previous; /* a file, or a folder of such */
    bool is_forced;       /* what is there already is written over */
} settings;

#define SCORE_DEFAULT 75U

/* What a file is for: the ending of its name, and its format. */
static const struct {
    const char *suffix;
    dbn_prepare_format format;
    bool is_project; /* it wants folders of its own */
} tools[] = {
    {".xlf", DBN_PREPARE_XLIFF_2_1, false},  {".xlf", DBN_PREPARE_XLIFF_2_2, false},
    {".xlf", DBN_PREPARE_XLIFF_1_2, false},  {".xlf", DBN_PREPARE_XLIFF_1_2, false},
    {".xlf", DBN_PREPARE_XLIFF_1_2, false},  {".po", DBN_PREPARE_PO, false},
    {".po", DBN_PREPARE_PO, false},          {".tsv", DBN_PREPARE_TSV, false},
    {".xlf", DBN_PREPARE_XLIFF_OMEGAT, true}};
#define TOOLS "xliff2.1,xliff2.2,xliff1.2,trados,memoq,po,weblate,tsv,omegat"

#define REPETITIONS "all,once"

static const dbn_option options[] = {
    {"to", 't', "LANG", "language of the translation, as in nl or nl-BE",
     DBN_TO_BYTES(settings, target)},
    {"for", 'f', "TOOL",
     "for whom: xliff2.1 (default), omegat, trados, memoq, or a format",
     DBN_TO_CHOICE(settings, tool, TOOLS)},
    {"repetitions", 0, "HOW",
     "all (default): each is there to be translated; once: the first alone",
     DBN_TO_CHOICE(settings, is_once, REPETITIONS)},
    {"memory", 'm', "FILE",
     "what 'doublon memory add' made: XLIFF has what is like its sentences",
     DBN_TO_TEXT(settings, memory)},
    {"least", 0, "SCORE", "the lowest score of these, 30 to 101 (default 75)",
     DBN_TO_NUMBER(settings, least, DBN_MEMORY_SCORE_MIN, 101),
     DBN_SAID(settings, has_least, 1)},
    {"previous", 0, "FILE",
     "carry over what an earlier version, translated, has; or a folder",
     DBN_TO_TEXT(settings, previous)},
    {"glossary", 'g', "FILE", "say what its terms become: a table or TBX",
     DBN_TO_LIST(settings, glossaries, glossary_count)},
    {"output", 'o', "DIR",
     "write there, NAME.xlf or the like; wanted for several files",
     DBN_TO_TEXT(settings, output)},
    {"force", 0, NULL, "write over files that are there already",
     DBN_TO_FLAG(settings, is_forced)},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_prepare = {"prepare", "--to=LANG [--output=DIR] FILE...",
                                     "Write what of pages is translated as XLIFF, PO "
                                     "or TSV, for 'doublon merge' to put back.\n"
                                     "FILE is a page or a text.",
                                     options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    const dbn_engine *engine;
    char previous[DBN_FOLDER_PATH_MAX]; /* the earlier version of the page at hand */
    dbn_doc *doc;
    dbn_terms *terms; /* from the first page on, where there is a glossary */
    dbn_folder folder;
    dbn_folder earlier;      /* of --previous: named as `folder` names them */
    dbn_project project;     /* of a tool that has such */
    dbn_memory_file *memory; /* NULL: none */
    uint32_t failed;
    bool is_over;    /* the output failed */
    bool is_misused; /* --to is no language */
    bool is_broken;  /* nothing could be read of a glossary */
} run;

static bool
destroys_other(const settings *s, const char *place)
{
    bool destroys = s->memory != NULL && dbn_output_destroys(place, s->memory);
    for (uint32_t i = 0; i < s->glossary_count && !destroys; i++)
        destroys = dbn_output_destroys(place, s->glossaries[i]);
    return destroys;
}

/* What was prepared before may be half translated by now. */
static bool
may_write(const run *r, const char *path, const char *place)
{
    if (dbn_output_destroys(place, path) || destroys_other(r->settings, place) ||
        (!r->settings->is_forced && dbn_file_is_there(place))) {
        dbn_tell("prepare", "'%s' is there already: --force writes over it", place);
        return false;
    }
    return true;
}

/* Where the results of a page go, if they go to a folder; false: they may not. */
static bool
find_place(run *r, const char *path, char place[DBN_FOLDER_PATH_MAX])
{
    return r->settings->output == NULL ||
           (dbn_folder_place(&r->folder, "prepare", path,
                             tools[r->settings->tool].suffix, place) &&
            may_write(r, path, place));
}

/* Terms are in the language of the first page. */
static dbn_status
open_terms(run *r)
{
    const settings *s = r->settings;
    const dbn_terms_options wanted = {.lang = dbn_doc_lang(r->doc),
                                      .target = s->target};
    if (s->glossary_count == 0 || r->terms != NULL)
        return DBN_OK;
    dbn_status status = dbn_terms_new(&r->terms, r->engine, &wanted);
    for (uint32_t i = 0; i < s->glossary_count && status == DBN_OK; i++)
        if (!dbn_glossary_add_from("prepare", r->terms, s->glossaries[i])) {
            r->is_broken = true;
            return DBN_ERR_IO;
        }
    return status;
}

/* nl is nl-BE, too; a file that does not say it may be in any language. */
static bool
is_in_language(dbn_span said, dbn_span wanted)
{
    for (size_t i = 0; said.len > 0 && i <= said.len && i <= wanted.len; i++) {
        bool ends = i == said.len || said.ptr[i] == '-';
        if (ends || i == wanted.len || wanted.ptr[i] == '-')
            return ends && (i == wanted.len || wanted.ptr[i] == '-');
        if ((said.ptr[i] | ' ') != (wanted.ptr[i] | ' '))
            return false;
    }
    return true;
}

/* False, and a message, where it is no translation into that language. */
static bool
read_previous(run *r, const char *old, dbn_file *file, dbn_translation **previous)
{
    dbn_error error = {0};
    if (!dbn_file_read("prepare", file, old))
        return false;
    if (dbn_translation_new(previous, file->bytes, &error) != DBN_OK) {
        dbn_tell_error("prepare", old, &error);
        dbn_file_release(file);
        return false;
    }
    dbn_span said = dbn_translation_target_lang(*previous),
             wanted = r->settings->target;
    if (is_in_language(said, wanted))
        return true;
    dbn_tell("prepare", "%s: it is a translation into '%.*s', and '%.*s' is wanted",
             old, (int)said.len, said.ptr, (int)wanted.len, wanted.ptr);
    dbn_translation_free(*previous);
    *previous = NULL;
    dbn_file_release(file);
    return false;
}

/* The earlier version of a page, in a folder under the name that its own file has; a
 * page that has none there is new, which is told. False, and a message, where it is no
 * translation. */
static bool
open_previous(run *r, const char *path, dbn_file *file, dbn_translation **previous)
{
    const char *old = r->settings->previous;
    if (old == NULL)
        return true;
    bool is_folder = dbn_folder_is_there(old);
    r->earlier.path = old;
    int len = is_folder ? 0 : snprintf(r->previous, sizeof r->previous, "%s", old);
    bool is_short = is_folder
                        ? dbn_folder_place(&r->earlier, "prepare", path,
                                           tools[r->settings->tool].suffix, r->previous)
                        : len >= 0 && len < DBN_FOLDER_PATH_MAX;
    if (is_short && (!is_folder || dbn_file_is_there(r->previous)))
        return read_previous(r, r->previous, file, previous);
    dbn_tell("prepare", "%s: there is no earlier version of it: no %s", path,
             r->previous);
    return true;
}

static void
tell_carried(const char *path, const dbn_prepared *prepared)
{
    if (prepared->carried + prepared->renumbered + prepared->changed > 0)
        dbn_tell("prepare",
                 "%s: %u sentences carried over, %u with other numbers, %u changed",
                 path, prepared->carried, prepared->renumbered, prepared->changed);
}

static void
tell_unread(const char *path, const dbn_prepared *prepared)
{
    if (prepared->unread > 0)
        dbn_tell("prepare", "%s:%u: %u rules of ITS are not understood: left out", path,
                 prepared->unread_line, prepared->unread);
}

static dbn_status
prepare(run *r, const char *path, dbn_span bytes, dbn_prepared *out)
{
    const dbn_input input = {.bytes = bytes,
                             .name = dbn_value_span(path),
                             .charset = r->settings->batch.charset,
                             .lang = r->settings->batch.lang,
                             .kind = r->settings->batch.kind};
    dbn_status status = dbn_doc_clean(r->doc, &input, &r->settings->batch.clean);
    if (status == DBN_OK)
        status = open_terms(r);
    if (status != DBN_OK)
        return status;
    dbn_translation *previous = NULL;
    dbn_file old = {0};
    if (!open_previous(r, path, &old, &previous))
        return DBN_ERR_SYNTAX;
    dbn_project_note(&r->project, dbn_doc_lang(r->doc));
    const dbn_prepare_input in = {.doc = r->doc,
                                  .original = dbn_value_span(path),
                                  .target = r->settings->target,
                                  .terms = r->terms,
                                  .format = tools[r->settings->tool].format,
                                  .is_once = r->settings->is_once,
                                  .memory = r->memory,
                                  .least = r->settings->least,
                                  .previous = previous,
                                  .matches = r->project.matches};
    status = dbn_prepare(out, &in, dbn_batch_on_output, r);
    dbn_translation_free(previous);
    dbn_file_release(&old);
    return status;
}

/* Standard input, or JSON Lines: neither is a page that could be merged into later. */
static bool
is_no_page(const char *path)
{
    size_t len = strlen(path), suffix = strlen(".jsonl");
    return strcmp(path, "-") == 0 ||
           (len > suffix && strcmp(path + len - suffix, ".jsonl") == 0);
}

/* A page that fails is told, and the rest goes on. */
static void
prepare_file(run *r, const char *path)
{
    char place[DBN_FOLDER_PATH_MAX];
    dbn_file file = {0};
    dbn_prepared prepared = {0};
    bool is_page = !is_no_page(path);
    if (!is_page)
        dbn_tell("prepare", "%s: a page or a text is wanted, in a file", path);
    bool is_read =
        is_page && dbn_file_read("prepare", &file, path) && find_place(r, path, place);
    if (!is_read ||
        !dbn_output_open(&r->to.output, r->settings->output == NULL ? NULL : place)) {
        r->is_over = is_read;
        r->failed++;
        dbn_file_release(&file);
        return;
    }
    dbn_status status = prepare(r, path, file.bytes, &prepared);
    dbn_file_release(&file);
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    if (r->is_broken) { /* without the terms that are wanted nothing is written */
        dbn_output_abandon(&r->to.output);
        r->is_over = true;
        return;
    }
    r->is_over = status == DBN_ERR_CLOSED || status == DBN_ERR_IO;
    if (status == DBN_OK && prepared.units > 0) {
        r->is_over = !dbn_output_commit(&r->to.output);
        tell_carried(path, &prepared);
        tell_unread(path, &prepared);
        return;
    }
    r->failed++;
    r->is_misused |= status == DBN_ERR_USAGE;
    if (status == DBN_OK)
        dbn_tell("prepare", "%s: nothing in it is to be translated", path);
    else if (!r->is_over && dbn_doc_error(r->doc)->message[0] != '\0')
        dbn_tell_error("prepare", prepared.is_previous_at ? r->previous : path,
                       dbn_doc_error(r->doc));
    else
        (void)dbn_output_commit(&r->to.output);
    dbn_output_abandon(&r->to.output);
}

static int
run_all(run *r, dbn_engine *engine, const char *const *paths, size_t count)
{
    if (dbn_doc_new(&r->doc, engine, 0) != DBN_OK)
        return DBN_EXIT_OUTPUT;
    for (size_t i = 0;
         i < count && !r->is_over && !r->is_misused && dbn_signals_caught() == 0; i++)
        prepare_file(r, paths[i]);
    dbn_doc_free(r->doc);
    if (dbn_signals_caught() != 0)
        dbn_signals_end(dbn_signals_caught());
    if (r->is_misused)
        return DBN_EXIT_USAGE;
    if (r->is_over || r->failed == count)
        return DBN_EXIT_OUTPUT;
    return r->failed > 0 ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

/* What is missing; NULL for nothing. */
static const char *
fault_of(const settings *s, size_t count)
{
    if (s->target.len == 0)
        return "--to=LANG is wanted: the language of the translation";
    if (count == 0)
        return "a FILE is wanted: what is merged later must have a name";
    if (count > 1 && s->previous != NULL && !dbn_folder_is_there(s->previous))
        return "several files want --previous=DIR";
    if (count > 1 && s->output == NULL)
        return "several files want --output=DIR";
    if (tools[s->tool].is_project && s->output == NULL)
        return "a project of OmegaT wants --output=DIR";
    dbn_prepare_format format = tools[s->tool].format;
    bool has_matches =
        format == DBN_PREPARE_XLIFF_2_1 || format == DBN_PREPARE_XLIFF_2_2 ||
        format == DBN_PREPARE_XLIFF_1_2 || format == DBN_PREPARE_XLIFF_OMEGAT;
    if (s->memory != NULL && !has_matches)
        return "--memory is for XLIFF and OmegaT: lists have no place for matches";
    if (s->has_least && s->memory == NULL && s->previous == NULL)
        return "--least is for --memory or --previous";
    if (s->is_once && (format == DBN_PREPARE_PO || format == DBN_PREPARE_TSV))
        return "--repetitions=once is for XLIFF: lists have each message once";
    if (s->batch.kind == DBN_INPUT_JSONL)
        return "the input is html or text: JSON Lines have no page to be merged into";
    return NULL;
}

/* Before anything is written. */
static bool
has_glossaries(const settings *s)
{
    for (uint32_t i = 0; i < s->glossary_count; i++) {
        const char *path = s->glossaries[i];
        if (strcmp(path, "-") == 0 || access(path, R_OK) == 0)
            continue;
        dbn_tell("prepare", "cannot read '%s': %s", path,
                 dbn_ui_text(dbn_tell_ui(), strerror(errno)));
        return false;
    }
    return true;
}

static bool
open_folders(run *r)
{
    const char *path = r->settings->output;
    if (tools[r->settings->tool].is_project) {
        if (!dbn_project_open(&r->project, "prepare", path))
            return false;
        path = r->project.source;
    }
    return path == NULL || dbn_folder_open(&r->folder, "prepare", path);
}

int
dbn_cmd_prepare(int argc, char **argv)
{
    settings s = {.batch = {.clean = {.passes = DBN_DO_PREPARE, .keep_text = true}},
                  .least = SCORE_DEFAULT};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_prepare, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const char *fault = fault_of(&s, count);
    if (fault != NULL) {
        dbn_tell("prepare", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    run r = {.to = {.output = {.fd = -1}}, .settings = &s};
    if (!has_glossaries(&s) || !dbn_memory_open_from("prepare", &r.memory, s.memory) ||
        !open_folders(&r)) {
        dbn_memory_file_free(r.memory);
        return DBN_EXIT_OUTPUT;
    }
    dbn_engine *engine = dbn_engine_open();
    int status = DBN_EXIT_OUTPUT;
    r.engine = engine;
    dbn_signals_watch(true);
    /* The forms of terms are those that dictionaries of spelling know. */
    if (engine != NULL &&
        (s.glossary_count == 0 || dbn_spelling_begin(engine, "prepare")))
        status = run_all(&r, engine, (const char *const *)argv, count);
    dbn_memory_file_free(r.memory);
    if (tools[s.tool].is_project && !dbn_project_close(&r.project, s.target, r.terms))
        status = DBN_EXIT_OUTPUT;
    dbn_terms_free(r.terms);
    dbn_engine_free(engine);
    dbn_folder_close(&r.folder);
    dbn_folder_close(&r.earlier);
    return status;
}
