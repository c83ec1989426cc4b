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
    bool wants_all;  /* --untranslated=fail */
    bool sets_lang;  /* --set-lang */
    bool lists_all;  /* --list */
    bool is_quiet;   /* --quiet */
    bool has_folder; /* the output is one */
} settings;

#define UNTRANSLATED "source,fail"

static const dbn_option options[] = {
    {"output", 'o', "FILE",
     "write there instead of to standard output; a folder for several",
     DBN_TO_TEXT(settings, output)},
    {"page", 0, "FILE", "the page (default: where it was when it was prepared)",
     DBN_TO_TEXT(settings, page)},
    {"untranslated", 0, "HOW",
     "source (default): what has no translation stays as it is; fail",
     DBN_TO_CHOICE(settings, wants_all, UNTRANSLATED)},
    {"set-lang", 0, NULL,
     "let the page say that it is in the language of its translation",
     DBN_TO_FLAG(settings, sets_lang)},
    {"list", 0, NULL, "name all that has no translation",
     DBN_TO_FLAG(settings, lists_all)},
    {"quiet", 'q', NULL, "no account of what was translated and what stays",
     DBN_TO_FLAG(settings, is_quiet)},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_merge = {
    "merge", "[--page=FILE] FILE...",
    "Put translations back into the pages that 'doublon prepare' took them from.\n"
    "FILE is XLIFF, PO or TSV; -: standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    dbn_folder folder;  /* of several pages */
    dbn_engine *engine; /* from the first list on; NULL */
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
    const char *path;                /* of the translation */
    const char *name;                /* of the page */
    const char *output;              /* where it goes; NULL: standard output */
    char place[DBN_FOLDER_PATH_MAX]; /* of `output`, in a folder */
    dbn_span page;
    uint32_t listed; /* pieces of furniture that were named */
} merging;

/* Furniture that is named where nobody asks for all of it. */
#define FURNITURE_MAX 5U

/* As much of a text as a line shows. */
static int
shown_len(dbn_span text)
{
    size_t len = text.len < 72 ? text.len : 72;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return (int)len;
}

static void
tell_left(void *context, const dbn_left_text *left)
{
    merging *m = context;
    int len = shown_len(left->text);
    m->listed += left->is_furniture;
    if (!m->settings->lists_all && (!left->is_furniture || m->listed > FURNITURE_MAX))
        return;
    char place[16] = "";
    if (left->line > 0) /* a list has lines for what it has alone */
        snprintf(place, sizeof place, ":%u", left->line);
    if (left->is_furniture)
        dbn_tell("merge", "%s%s: furniture stays: %.*s", m->path, place, len,
                 left->text.ptr);
    else
        dbn_tell("merge", "%s%s: no translation: %.*s", m->path, place, len,
                 left->text.ptr);
}

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
    if (merged->review > 0)
        dbn_tell("merge", "%s: %u translations in it are still to be reviewed", path,
                 merged->review);
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
merge_list(run *r, page_bytes *out, dbn_merged *merged, merging *m, dbn_error *error)
{
    const settings *s = m->settings;
    dbn_doc *doc = NULL;
    if (r->engine == NULL)
        r->engine = dbn_engine_open();
    if (r->engine == NULL)
        return DBN_ERR_IO;
    dbn_span lang = s->batch.lang;
    const dbn_input input = {
        .bytes = m->page,
        .name = dbn_value_span(m->name),
        .charset = s->batch.charset,
        .lang = lang.len > 0 ? lang : dbn_translation_source_lang(m->translation),
        .kind = s->batch.kind};
    dbn_status status = dbn_doc_new(&doc, r->engine, 0);
    if (status == DBN_OK)
        status = dbn_doc_clean(doc, &input, &s->batch.clean);
    if (status == DBN_OK)
        status = dbn_translation_merge_doc(merged, m->translation, doc, take, out);
    if (status != DBN_OK && doc != NULL)
        *error = *dbn_doc_error(doc);
    dbn_doc_free(doc);
    return status;
}

static int
write_page(run *r, const merging *m, const page_bytes *page)
{
    if (!dbn_output_open(&r->to.output, m->output))
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
merge(run *r, merging *m)
{
    page_bytes page = {0};
    dbn_merged merged = {0};
    dbn_error error = {0};
    int exit_status = DBN_EXIT_FINDINGS;
    dbn_status status = dbn_translation_is_list(m->translation)
                            ? merge_list(r, &page, &merged, m, &error)
                            : dbn_translation_merge(&merged, m->translation, m->page,
                                                    take, &page, &error);
    if (status == DBN_ERR_IO || status == DBN_ERR_NOMEM)
        exit_status = DBN_EXIT_OUTPUT;
    if (status != DBN_OK) {
        if (error.message[0] != '\0')
            dbn_tell_error("merge", m->path, &error);
    } else {
        if (!m->settings->is_quiet)
            tell_untranslated(m->path, &merged);
        if (is_of_another(m, &merged))
            dbn_tell("merge", "%s: no translation is of the page '%s'", m->path,
                     m->name);
        else if (!r->settings->wants_all || merged.untranslated + merged.partly == 0)
            exit_status = write_page(r, m, &page);
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

/* "page-2.html.xlf" is what came of a page, and what it becomes is named "page-2.html";
 * any other name is that of its page. */
static bool
name_output(run *r, merging *m)
{
    char name[DBN_FOLDER_PATH_MAX];
    const char *slash = strrchr(m->path, '/'), *base = slash ? slash + 1 : m->path;
    const char *dot = strrchr(base, '.');
    size_t len = dot == NULL ? 0 : (size_t)(dot - base);
    bool is_ours =
        len > 0 && len < sizeof name && memchr(base + 1, '.', len - 1) != NULL;
    if (is_ours) {
        memcpy(name, base, len);
        name[len] = '\0';
    }
    return dbn_folder_place(&r->folder, "merge", is_ours ? name : m->name, "",
                            m->place);
}

/* Where the page goes; false: it would write over what it comes from. */
static bool
find_output(run *r, merging *m)
{
    m->output = r->settings->output;
    if (r->settings->has_folder) {
        if (!name_output(r, m))
            return false;
        m->output = m->place;
    }
    bool is_input = m->output != NULL && (dbn_output_destroys(m->output, m->name) ||
                                          dbn_output_destroys(m->output, m->path));
    if (is_input)
        dbn_tell("merge", "%s would overwrite the input '%s'", "--output", m->name);
    return !is_input;
}

static int
merge_page(run *r, merging *m)
{
    dbn_file page = {0};
    int status = DBN_EXIT_OUTPUT;
    if (!is_page(r->settings, m->name))
        return status;
    if (!find_output(r, m))
        return DBN_EXIT_USAGE;
    if (dbn_file_read("merge", &page, m->name)) {
        m->page = page.bytes;
        status = merge(r, m);
    }
    dbn_file_release(&page);
    return status;
}

static int
merge_file(run *r, const char *path)
{
    dbn_file file;
    dbn_translation *translation = NULL;
    dbn_error error = {0};
    if (!dbn_file_read("merge", &file, path))
        return DBN_EXIT_OUTPUT;
    int status = DBN_EXIT_FINDINGS;
    if (dbn_translation_new(&translation, file.bytes, &error) != DBN_OK) {
        dbn_tell_error("merge", path, &error);
    } else {
        char *name = page_path(r->settings, translation);
        merging m = {.settings = r->settings,
                     .translation = translation,
                     .path = path,
                     .name = name};
        dbn_translation_set_kind(translation, r->settings->batch.kind);
        dbn_translation_set_lang(translation, r->settings->sets_lang);
        if (!r->settings->is_quiet)
            dbn_translation_on_left(translation, tell_left, &m);
        status = name == NULL ? DBN_EXIT_OUTPUT : merge_page(r, &m);
        free(name);
    }
    dbn_translation_free(translation);
    dbn_file_release(&file);
    return status;
}

/* One that fails is told, and the rest goes on. */
static int
merge_all(run *r, const char *const *paths, size_t count)
{
    size_t failed = 0;
    int first = DBN_EXIT_OK;
    for (size_t i = 0; i < count && dbn_signals_caught() == 0; i++) {
        int status = merge_file(r, paths[i]);
        failed += status != DBN_EXIT_OK;
        if (first == DBN_EXIT_OK)
            first = status;
    }
    if (dbn_signals_caught() != 0)
        dbn_signals_end(dbn_signals_caught());
    return failed > 0 && failed < count ? DBN_EXIT_SOME : first;
}

/* What is wrong; NULL for nothing. */
static const char *
fault_of(const settings *s, size_t count)
{
    if (count == 0)
        return "a FILE is wanted";
    if (count > 1 && s->output == NULL)
        return "several files want --output=DIR";
    if (count > 1 && s->page != NULL)
        return "--page is for one FILE";
    return NULL;
}

int
dbn_cmd_merge(int argc, char **argv)
{
    settings s = {.batch = {.clean = {.passes = DBN_DO_PREPARE, .keep_text = true}}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_merge, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    const char *fault = fault_of(&s, count);
    if (fault != NULL) {
        dbn_tell("merge", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    s.has_folder = count > 1 || (s.output != NULL && dbn_folder_is_there(s.output));
    run r = {.to = {.output = {.fd = -1},
                    .guard = {.command = "merge", .outputs = {{"--output", s.output}}}},
             .settings = &s};
    if (!s.has_folder &&
        dbn_guard_refuses_batch(&r.to.guard, (const char *const *)argv, count))
        return DBN_EXIT_USAGE;
    if (s.has_folder && !dbn_folder_open(&r.folder, "merge", s.output))
        return DBN_EXIT_OUTPUT;
    dbn_signals_watch(true);
    int status = merge_all(&r, (const char *const *)argv, count);
    dbn_folder_close(&r.folder);
    dbn_engine_free(r.engine);
    return status;
}
