/*
 * cli/cmd_merge.c - doublon merge.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "file.h"
#include "folder.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/cat.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    dbn_batch_options batch; /* first: options of all commands set it */
    const char *output, *page;
    bool wants_all; /* --untranslated=fail */
} settings;

#define UNTRANSLATED "source,fail"

static bool
set_output(void *context, const char *value)
{
    ((settings *)context)->output = value;
    return *value != '\0';
}

static bool
set_page(void *context, const char *value)
{
    ((settings *)context)->page = value;
    return *value != '\0';
}

static bool
set_untranslated(void *context, const char *value)
{
    int choice = dbn_choice(UNTRANSLATED, value, strlen(value));
    ((settings *)context)->wants_all = choice == 1;
    return choice >= 0;
}

static const dbn_option options[] = {
    {"output", 'o', "FILE", "write there instead of to standard output", set_output,
     NULL},
    {"page", 0, "FILE", "the page (default: where it was when it was prepared)",
     set_page, NULL},
    {"untranslated", 0, "HOW",
     "source (default): what has no translation stays as it is; fail", set_untranslated,
     UNTRANSLATED},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_merge = {
    "merge", "[--page=FILE] FILE",
    "Put a translation back into the page that 'doublon prepare' took it from.\n"
    "FILE is XLIFF, PO or TSV; -: standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
} run;

/** A page under construction. */
typedef struct page_bytes {
    char *ptr;
    size_t len, cap;
} page_bytes;

/** What is put together. */
typedef struct merging {
    const settings *settings;
    dbn_translation *translation;
    const char *name; /* of the page */
    dbn_span page;
} merging;

static void
tell_untranslated(const char *path, const dbn_merged *merged)
{
    if (merged->untranslated + merged->partly > 0)
        dbn_tell("merge", "%s: %u units translated, %u in part, %u not", path,
                 merged->translated, merged->partly, merged->untranslated);
    if (merged->repeated > 0 || (merged->translated > 0 && merged->furniture > 0))
        dbn_tell("merge",
                 "%s: %u repetitions filled, %u pieces of furniture left as they are",
                 path, merged->repeated, merged->furniture);
    if (merged->fuzzy + merged->unused > 0)
        dbn_tell("merge", "%s: %u fuzzy messages left out, %u are not of the page",
                 path, merged->fuzzy, merged->unused);
}

static dbn_status
take(void *context, dbn_span bytes)
{
    page_bytes *page = context;
    if (page->cap - page->len < bytes.len) {
        size_t cap = page->len + bytes.len;
        char *grown = realloc(page->ptr, cap + cap / 2);
        if (grown == NULL)
            return DBN_ERR_NOMEM;
        page->ptr = grown;
        page->cap = cap + cap / 2;
    }
    memcpy(page->ptr + page->len, bytes.ptr, bytes.len);
    page->len += bytes.len;
    return DBN_OK;
}

/* A list does not hold its page: it is cut again, as 'doublon prepare' did. */
static dbn_status
merge_list(page_bytes *out, dbn_merged *merged, const merging *m, dbn_error *error)
{
    const settings *s = m->settings;
    dbn_doc *doc = NULL;
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_ERR_IO;
    dbn_span lang = s->batch.lang;
    const dbn_input input = {
        .bytes = m->page,
        .name = dbn_value_span(m->name),
        .charset = s->batch.charset,
        .lang = lang.len > 0 ? lang : dbn_translation_source_lang(m->translation),
        .kind = s->batch.kind};
    dbn_status status = dbn_doc_new(&doc, engine, 0);
    if (status == DBN_OK)
        status = dbn_doc_clean(doc, &input, &s->batch.clean);
    if (status == DBN_OK)
        status = dbn_translation_merge_doc(merged, m->translation, doc, take, out);
    if (status != DBN_OK && doc != NULL)
        *error = *dbn_doc_error(doc);
    dbn_doc_free(doc);
    dbn_engine_free(engine);
    return status;
}

static int
write_page(run *r, const page_bytes *page)
{
    if (!dbn_output_open(&r->to.output, r->settings->output))
        return DBN_EXIT_OUTPUT;
    dbn_status status = dbn_batch_on_output(r, (dbn_span){page->ptr, page->len});
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    if (dbn_output_commit(&r->to.output) && status == DBN_OK)
        return DBN_EXIT_OK;
    dbn_output_abandon(&r->to.output);
    return DBN_EXIT_OUTPUT;
}

/* A list has no digest of its page, but a sentence of it. */
static bool
is_of_another(const merging *m, const dbn_merged *merged)
{
    return dbn_translation_is_list(m->translation) && merged->unused > 0 &&
           merged->translated + merged->partly == 0;
}

/* Nothing half-written: what can fail does so before the output is opened. */
static int
merge(run *r, const char *path, const merging *m)
{
    page_bytes page = {0};
    dbn_merged merged = {0};
    dbn_error error = {0};
    int exit_status = DBN_EXIT_FINDINGS;
    dbn_status status = dbn_translation_is_list(m->translation)
                            ? merge_list(&page, &merged, m, &error)
                            : dbn_translation_merge(&merged, m->translation, m->page,
                                                    take, &page, &error);
    if (status == DBN_ERR_IO || status == DBN_ERR_NOMEM)
        exit_status = DBN_EXIT_OUTPUT;
    if (status != DBN_OK) {
        if (error.message[0] != '\0')
            dbn_tell_error("merge", path, &error);
    } else {
        tell_untranslated(path, &merged);
        if (is_of_another(m, &merged))
            dbn_tell("merge", "%s: no translation is of the page '%s'", path, m->name);
        else if (!r->settings->wants_all || merged.untranslated + merged.partly == 0)
            exit_status = write_page(r, &page);
    }
    free(page.ptr);
    return exit_status;
}

/* The path of the page, NUL-terminated; the caller frees it. */
static char *
page_path(const settings *s, const dbn_translation *translation)
{
    dbn_span name = s->page != NULL ? dbn_value_span(s->page)
                                    : dbn_translation_original(translation);
    char *path = malloc(name.len + 1);
    if (path != NULL) {
        if (name.len > 0)
            memcpy(path, name.ptr, name.len);
        path[name.len] = '\0';
    }
    return path;
}

/* A translation may name its page, but none that is no file: that may have no end. */
static bool
is_page(const settings *s, const char *name)
{
    if (name[0] == '\0')
        dbn_tell("merge", "the translation names no page: --page=FILE does");
    else if (s->page == NULL && !dbn_file_is_ordinary(name))
        dbn_tell("merge", "the page '%s' is no file here: --page=FILE names it", name);
    else
        return true;
    return false;
}

static int
merge_file(run *r, const char *path, dbn_span bytes)
{
    dbn_translation *translation;
    dbn_error error = {0};
    if (dbn_translation_new(&translation, bytes, &error) != DBN_OK) {
        dbn_tell_error("merge", path, &error);
        return DBN_EXIT_FINDINGS;
    }
    int status = DBN_EXIT_OUTPUT;
    dbn_file page = {0};
    char *name = page_path(r->settings, translation);
    if (name != NULL && r->settings->output != NULL &&
        dbn_output_destroys(r->settings->output, name)) {
        dbn_tell("merge", "%s would overwrite the input '%s'", "--output", name);
        status = DBN_EXIT_USAGE;
    } else if (name != NULL && is_page(r->settings, name) &&
               dbn_file_read("merge", &page, name)) {
        const merging m = {r->settings, translation, name, page.bytes};
        dbn_translation_set_kind(translation, r->settings->batch.kind);
        status = merge(r, path, &m);
    }
    dbn_file_release(&page);
    dbn_translation_free(translation);
    free(name);
    return status;
}

int
dbn_cmd_merge(int argc, char **argv)
{
    settings s = {.batch = {.clean = {.passes = DBN_DO_PREPARE, .keep_text = true}}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_merge, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (count != 1) {
        dbn_tell("merge", "one FILE is wanted");
        return DBN_EXIT_USAGE;
    }
    run r = {.to = {.output = {.fd = -1},
                    .guard = {.command = "merge", .outputs = {{"--output", s.output}}}},
             .settings = &s};
    if (dbn_guard_refuses_batch(&r.to.guard, (const char *const *)argv, count))
        return DBN_EXIT_USAGE;
    dbn_signals_watch(true);
    dbn_file file;
    int status = DBN_EXIT_OUTPUT;
    if (dbn_file_read("merge", &file, argv[0]))
        status = merge_file(&r, argv[0], file.bytes);
    dbn_file_release(&file);
    return status;
}
