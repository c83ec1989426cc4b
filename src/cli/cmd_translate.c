/*
 * cli/cmd_translate.c - doublon translate.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "file.h"
#include "folder.h"
#include "memory_file.h"
#include "output.h"
#include "signals.h"
#include "spelling.h"
#include "tell.h"
#include "translate_options.h"
#include "translate_tell.h"

#include <doublon/desk.h>
#include <doublon/translate.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef dbn_translate_settings settings;

/* ---- running --------------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    dbn_engine *engine;
    dbn_doc *doc;
    dbn_terms *terms; /* with the translator, where there is a glossary */
    dbn_memory_file *memory;
    dbn_translator *translator; /* from the first file on */
    char source[64];            /* its languages; the next file may have others */
    char target[64];
    dbn_folder folder;
    dbn_translate_stays stays; /* of the file at hand */
    const char *path;          /* of the file at hand */
    char *made;                /* what it has become: it is written once that is sure */
    size_t made_len, made_cap;
    uint32_t failed, partly;
    uint32_t misused; /* of those that failed: the engine has not their languages */
    bool is_refused;  /* the file at hand: that was told */
    bool is_over;     /* nothing more is done */
    int status;       /* of the exit, where that is so */
} run;

static bool
is_cancelled(void *context)
{
    (void)context;
    return dbn_signals_caught() != 0;
}

static void
on_wait(void *context, uint32_t seconds)
{
    (void)context;
    dbn_tell("translate", "the engine asks for a pause: %u s", seconds);
}

static int
end_with(run *r, int status)
{
    r->is_over = true;
    r->status = status;
    return status;
}

/* Kept with a NUL behind it; a tag of a language is short. */
static bool
keep_tag(char out[64], dbn_span tag)
{
    if (tag.len >= 64)
        return false;
    if (tag.len > 0)
        memcpy(out, tag.ptr, tag.len);
    out[tag.len] = '\0';
    return true;
}

static bool
is_same(const char *kept, dbn_span tag)
{
    return strlen(kept) == tag.len &&
           (tag.len == 0 || memcmp(kept, tag.ptr, tag.len) == 0);
}

static dbn_translator_options
options_of(const settings *s)
{
    dbn_translator_options wanted = s->wanted;
    const char *key = dbn_translator_key_name(wanted.engine);
    const char *value = key == NULL ? NULL : getenv(key);
    wanted.key = dbn_value_span(value == NULL ? "" : value);
    wanted.is_cancelled = is_cancelled;
    wanted.on_wait = s->is_quiet ? NULL : on_wait;
    return wanted;
}

/* Letters of either case are one. */
static bool
is_same_tag(dbn_span one, dbn_span other)
{
    size_t i = 0;
    while (i < one.len && i < other.len && (one.ptr[i] | 0x20) == (other.ptr[i] | 0x20))
        i++;
    return i == one.len && i == other.len;
}

/* The one for these languages: that of the last file, or another. */
static bool
open_translator(run *r, dbn_span source, dbn_span target)
{
    const settings *s = r->settings;
    dbn_error error = {0};
    if (r->translator != NULL && is_same(r->source, source) &&
        is_same(r->target, target))
        return true;
    dbn_translator_free(r->translator);
    dbn_terms_free(r->terms);
    r->translator = NULL;
    r->terms = NULL;
    if (!keep_tag(r->source, source) || !keep_tag(r->target, target))
        return end_with(r, DBN_EXIT_USAGE) == DBN_EXIT_OK;
    dbn_translator_options wanted = options_of(s);
    wanted.source = dbn_value_span(r->source);
    wanted.target = dbn_value_span(r->target);
    dbn_status status = dbn_translator_new(&r->translator, &wanted, &error);
    if (status == DBN_ERR_USAGE) { /* another file may have other languages */
        dbn_tell_error("translate", r->path, &error);
        r->misused++;
        r->is_refused = true;
        return false;
    }
    if (status != DBN_OK) {
        dbn_tell_message("translate", error.message);
        return end_with(r, DBN_EXIT_OUTPUT) == DBN_EXIT_OK;
    }
    if (dbn_translator_broken(r->translator) > 0)
        dbn_tell("translate", "%s: %u lines are damaged, and do not count",
                 s->wanted.journal, dbn_translator_broken(r->translator));
    return true;
}

/* Those between the languages of the translator. */
static bool
open_terms(run *r)
{
    const settings *s = r->settings;
    const dbn_terms_options wanted = {.lang = dbn_value_span(r->source),
                                      .target = dbn_value_span(r->target)};
    bool is_read = true;
    if (s->glossary_count == 0 || r->terms != NULL)
        return true;
    if (dbn_terms_new(&r->terms, r->engine, &wanted) != DBN_OK)
        return end_with(r, DBN_EXIT_OUTPUT) == DBN_EXIT_OK;
    for (uint32_t i = 0; i < s->glossary_count; i++)
        is_read &= dbn_glossary_add_from("translate", r->terms, s->glossaries[i]);
    return is_read || end_with(r, DBN_EXIT_OUTPUT) == DBN_EXIT_OK;
}

static bool
open_all(run *r, dbn_span source, dbn_span target)
{
    if (target.len == 0) {
        dbn_tell("translate", "--to=LANG is wanted: the language of the translation");
        return end_with(r, DBN_EXIT_USAGE) == DBN_EXIT_OK;
    }
    return open_translator(r, source, target) && open_terms(r);
}

/* ---- what is told ---------------------------------------------------------------- */

static void
on_finding(void *context, const dbn_translate_finding *finding)
{
    const run *r = context;
    dbn_translate_tell_finding(r->engine, r->path, finding);
}

static void
on_left(void *context, const dbn_translate_left *left)
{
    run *r = context;
    dbn_translate_count_left(&r->stays, left);
    if (r->settings->lists_all)
        dbn_translate_tell_left(r->path, left);
}

static void
tell_result(run *r, const dbn_translated *t)
{
    if (r->settings->wanted.is_dry)
        printf("%s\t%u\t%u\t%u\t%u\t%u\t%u\t%llu\n", r->path, t->sentences,
               t->from_memory, t->repeated, t->copied, t->known, t->questions,
               (unsigned long long)t->characters);
    else if (t->left > 0)
        dbn_tell("translate", "%s: %u of %u sentences have no translation", r->path,
                 t->left, t->sentences);
    if (t->plurals > 0)
        dbn_tell("translate", "%s: messages with plural forms stay as they are: %u",
                 r->path, t->plurals);
    bool is_page = r->settings->sets_lang && !r->settings->wanted.is_dry;
    if (is_page && t->left > 0)
        dbn_tell("translate",
                 "%s: since sentences are left, it keeps the language that "
                 "it says it is in",
                 r->path);
    r->partly += t->left + t->plurals > 0 && !r->settings->wanted.is_dry;
}

static void
tell_over(run *r)
{
    const char *why = r->translator == NULL ? NULL : dbn_translator_over(r->translator);
    if (why == NULL)
        return;
    dbn_tell_message("translate", why);
    if (r->settings->wanted.journal != NULL)
        dbn_tell("translate", "what was answered is in '%s': run it again",
                 r->settings->wanted.journal);
    r->is_over = true;
    r->status = DBN_EXIT_SOME;
}

/* ---- what is made ---------------------------------------------------------------- */

static dbn_status
take(void *context, dbn_span bytes)
{
    run *r = context;
    if (r->made_cap - r->made_len < bytes.len) {
        size_t cap = r->made_len + bytes.len;
        cap += cap / 2;
        char *grown = realloc(r->made, cap);
        if (grown == NULL)
            return DBN_ERR_NOMEM;
        r->made = grown;
        r->made_cap = cap;
    }
    if (bytes.len > 0)
        memcpy(r->made + r->made_len, bytes.ptr, bytes.len);
    r->made_len += bytes.len;
    return DBN_OK;
}

/* ---- a file ---------------------------------------------------------------------- */

/* XLIFF in UTF-16: there are NULs between its characters. */
static bool
is_wide(dbn_span bytes)
{
    size_t end = bytes.len < 64 ? bytes.len : 64;
    return end > 0 && memchr(bytes.ptr, '\0', end) != NULL;
}

static bool
ends_with(const char *path, const char *suffix)
{
    size_t len = strlen(path), more = strlen(suffix);
    return len > more && strcmp(path + len - more, suffix) == 0;
}

static dbn_translate_input
input_of(run *r)
{
    return (dbn_translate_input){.translator = r->translator,
                                 .engine = r->engine,
                                 .terms = r->terms,
                                 .memory = r->memory,
                                 .least = r->settings->least,
                                 .sets_lang = r->settings->sets_lang,
                                 .kind = r->settings->batch.kind,
                                 .is_draft = r->settings->is_draft,
                                 .on_finding = on_finding,
                                 .on_left = on_left,
                                 .context = r};
}

/* A page that is left half done, since nobody is asked any more, is no page:
 * write_made() writes none of it. One with sentences that no engine could do is
 * written, and they are told. */
static dbn_status
translate_page(run *r, dbn_span bytes, dbn_translated *out)
{
    const settings *s = r->settings;
    const dbn_input input = {.bytes = bytes,
                             .name = dbn_value_span(r->path),
                             .charset = s->batch.charset,
                             .lang = s->batch.lang,
                             .kind = s->batch.kind};
    dbn_status status = dbn_doc_clean(r->doc, &input, &s->batch.clean);
    if (status == DBN_OK && open_all(r, dbn_doc_lang(r->doc), s->wanted.target)) {
        const dbn_translate_input in = input_of(r);
        status = dbn_translate_doc(out, &in, r->doc, take, r);
    }
    if (status != DBN_OK && !r->is_over)
        dbn_tell_error("translate", r->path, dbn_doc_error(r->doc));
    return status;
}

/* Does the command ask for what the file is? */
static bool
may_translate(run *r, dbn_span target)
{
    const settings *s = r->settings;
    dbn_span wanted = s->wanted.target;
    if (s->sets_lang)
        dbn_tell("translate", "%s: --set-lang is for pages", r->path);
    else if (target.len > 0 && wanted.len > 0 && !is_same_tag(target, wanted))
        dbn_tell("translate", "%s: its translation is in '%.*s', and not in --to=%s",
                 r->path, (int)target.len, target.ptr, wanted.ptr);
    else
        return true;
    r->misused++;
    r->is_refused = true;
    return false;
}

/* Pages are recognised by their letters; a list of messages is not. */
static bool
has_source(run *r, dbn_span source)
{
    if (source.len > 0)
        return true;
    dbn_tell("translate", "%s: --lang=LANG is wanted: the language of its texts",
             r->path);
    r->misused++;
    r->is_refused = true;
    return false;
}

static dbn_status
translate_pairs(run *r, dbn_span bytes, dbn_translated *out)
{
    dbn_translation *file;
    dbn_error error = {0};
    dbn_status status = dbn_translation_new(&file, bytes, &error);
    if (status == DBN_OK) {
        dbn_span target = dbn_translation_target_lang(file);
        bool is_sound = may_translate(r, target);
        if (target.len == 0)
            target = r->settings->wanted.target;
        dbn_span source = dbn_translation_source_lang(file);
        if (source.len == 0)
            source = r->settings->batch.lang;
        is_sound = is_sound && has_source(r, source);
        if (is_sound && open_all(r, source, target)) {
            const dbn_translate_input in = input_of(r);
            status = dbn_translate_file(out, &in, bytes, take, r, &error);
        }
        dbn_translation_free(file);
    }
    if (status != DBN_OK && !r->is_over && error.message[0] != '\0')
        dbn_tell_error("translate", r->path, &error);
    return status;
}

/* A file in the folder of outputs may be one that is read. */
static bool
destroys_input(const run *r, const char *place)
{
    const settings *s = r->settings;
    const dbn_guard guard = {.command = "translate", .outputs = {{"--output", place}}};
    const char *const paths[] = {r->path, s->memory, s->wanted.journal};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (paths[i] != NULL && dbn_guard_refuses(&guard, &paths[i], 1))
            return true;
    return dbn_guard_refuses(&guard, s->glossaries, s->glossary_count);
}

static bool
open_output(run *r)
{
    char place[DBN_FOLDER_PATH_MAX];
    const settings *s = r->settings;
    if (r->folder.path == NULL)
        return dbn_output_open(&r->to.output, s->output);
    return dbn_folder_place(&r->folder, "translate", r->path, s->is_draft ? ".tsv" : "",
                            place) &&
           !destroys_input(r, place) && dbn_output_open(&r->to.output, place);
}

/* Nothing of a page that is only half done, and of a run that was interrupted. */
static void
write_made(run *r, bool is_page)
{
    bool is_half = r->is_over && is_page && !r->settings->is_draft;
    if (r->made_len == 0 || is_half || dbn_signals_caught() != 0)
        return;
    if (!open_output(r)) {
        (void)end_with(r, DBN_EXIT_OUTPUT);
        return;
    }
    dbn_status status = dbn_batch_on_output(r, (dbn_span){r->made, r->made_len});
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    if (!dbn_output_commit(&r->to.output) || status != DBN_OK)
        (void)end_with(r, DBN_EXIT_OUTPUT);
    dbn_output_abandon(&r->to.output);
}

static void
translate_file(run *r)
{
    dbn_file file = {0};
    dbn_translated translated = {0};
    bool is_list = ends_with(r->path, ".po") || ends_with(r->path, ".tsv") ||
                   ends_with(r->path, ".csv");
    bool is_other = ends_with(r->path, ".jsonl");
    if (is_other)
        dbn_tell("translate", "%s: a page, a text, XLIFF, PO or a table is wanted",
                 r->path);
    if (is_other || !dbn_file_read("translate", &file, r->path)) {
        r->failed++;
        return;
    }
    bool is_page = !is_list && !dbn_is_xliff(file.bytes);
    r->made_len = 0;
    /* targets go in between its bytes, as UTF-8 */
    if (!is_page && !is_list && is_wide(file.bytes)) {
        dbn_tell("translate", "%s: what is translated must be in UTF-8", r->path);
        dbn_file_release(&file);
        r->failed++;
        return;
    }
    r->is_refused = false;
    r->stays = (dbn_translate_stays){0};
    dbn_status status = is_page ? translate_page(r, file.bytes, &translated)
                                : translate_pairs(r, file.bytes, &translated);
    dbn_file_release(&file);
    if (status != DBN_OK || r->is_over || r->is_refused) {
        r->failed++;
        return;
    }
    tell_over(r);
    if (translated.sentences + translated.plurals == 0)
        dbn_tell("translate", "%s: nothing in it is to be translated", r->path);
    else
        tell_result(r, &translated);
    if (!r->settings->is_quiet)
        dbn_translate_tell_stays(r->path, &r->stays);
    write_made(r, is_page);
}

/* ---- the command ----------------------------------------------------------------- */

static int
run_all(run *r, const char *const *paths, size_t count)
{
    if (dbn_doc_new(&r->doc, r->engine, 0) != DBN_OK)
        return DBN_EXIT_OUTPUT;
    for (size_t i = 0; i < count && !r->is_over && dbn_signals_caught() == 0; i++) {
        r->path = paths[i];
        translate_file(r);
    }
    dbn_doc_free(r->doc);
    if (dbn_signals_caught() != 0)
        dbn_signals_end(dbn_signals_caught());
    if (r->is_over)
        return r->status;
    if (r->failed == count)
        return r->misused == count ? DBN_EXIT_USAGE : DBN_EXIT_OUTPUT;
    return r->failed + r->partly > 0 ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

/* Would what is written destroy what is read? The journal is both. */
static bool
would_overwrite(const dbn_guard *guard, const settings *s, const char *const *paths,
                size_t count)
{
    const dbn_guard output = {.command = guard->command,
                              .outputs = {guard->outputs[0]}};
    const char *const others[] = {s->memory, s->wanted.journal};
    bool is_refused =
        dbn_guard_refuses_batch(guard, paths, count) ||
        dbn_guard_refuses(guard, s->glossaries, s->glossary_count) ||
        (s->memory != NULL && dbn_guard_refuses(guard, others, 1)) ||
        (s->wanted.journal != NULL && dbn_guard_refuses(&output, &others[1], 1));
    if (!is_refused && output.outputs[0].path != NULL && s->wanted.journal != NULL &&
        dbn_output_is_same(output.outputs[0].path, s->wanted.journal)) {
        dbn_tell("translate", "output and journal cannot both be written to '%s'",
                 s->wanted.journal);
        return true;
    }
    return is_refused;
}

int
dbn_cmd_translate(int argc, char **argv)
{
    settings s = DBN_TRANSLATE_DEFAULTS;
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_translate, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const char *fault = dbn_translate_fault(&s, count);
    if (fault != NULL) {
        dbn_tell("translate", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    const char *const *paths = (const char *const *)argv;
    run r = {.to = {.output = {.fd = -1},
                    .guard = {.command = "translate",
                              .outputs = {{"--output", count > 1 ? NULL : s.output},
                                          {"--journal", s.wanted.journal}}}},
             .settings = &s};
    if (would_overwrite(&r.to.guard, &s, paths, count))
        return DBN_EXIT_USAGE;
    dbn_error error = {0};
    const dbn_translator_options wanted = options_of(&s);
    if (dbn_translator_check(&wanted, &error) != DBN_OK) {
        dbn_tell_message("translate", error.message);
        return DBN_EXIT_USAGE;
    }
    int status = DBN_EXIT_OUTPUT;
    dbn_signals_watch(true);
    r.engine = dbn_engine_open_for_desk(NULL);
    if (r.engine != NULL && dbn_memory_open_from("translate", &r.memory, s.memory) &&
        (count == 1 || s.wanted.is_dry ||
         dbn_folder_open(&r.folder, "translate", s.output)) &&
        dbn_spelling_begin(r.engine, "translate"))
        status = run_all(&r, paths, count);
    free(r.made);
    dbn_translator_free(r.translator);
    dbn_memory_file_free(r.memory);
    dbn_terms_free(r.terms);
    dbn_engine_free(r.engine);
    dbn_folder_close(&r.folder);
    return status;
}
