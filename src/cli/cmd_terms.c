/*
 * cli/cmd_terms.c - doublon terms.
 */
#define _POSIX_C_SOURCE 200809L

#include "align_files.h"
#include "batch.h"
#include "commands.h"
#include "engine.h"
#include "glossary_file.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "spelling.h"
#include "tell.h"

#include <doublon/terms.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    dbn_batch_options batch; /* first: options of all commands set it */
    dbn_terms_options terms;
    dbn_terms_format format;
    const char *output;
    const char *glossaries[DBN_GLOSSARIES_MAX];
    uint32_t glossary_count;
    bool aligns; /* two files: a text and its translation */
} settings;

/* ---- options ---------------------------------------------------------------- */

#define FORMATS "tsv,jsonl,tbx,martif,html"
/* As for `segment`: a term does not go because its sentence repeats another one. */
#define PASSES (DBN_DO_ENCODING | DBN_DO_UNICODE | DBN_DO_EXTRACTION | DBN_DO_SEGMENTS)

static const dbn_option options[] = {
    {"glossary", 'g', "FILE", "find its terms: a table, TBX, or an index of dictd",
     DBN_TO_LIST(settings, glossaries, glossary_count)},
    {"align", 'a', NULL, "pair the terms of a text and of its translation",
     DBN_TO_FLAG(settings, aligns)},
    {"format", 'f', "FORMAT",
     "tsv (default), jsonl, tbx, html, or martif (TBX 2, with --align)",
     DBN_TO_CHOICE(settings, format, FORMATS)},
    DBN_OUTPUT_OPTION(settings),
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    {"target", 0, "LANG", "language of the translations (default: the first one)",
     DBN_TO_BYTES(settings, terms.target)},
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    {"tokenised", 0, NULL, "words stand apart already",
     DBN_TO_FLAG(settings, terms.is_tokenised)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_terms = {
    "terms", "[--glossary=FILE] [--align] [FILE...]",
    "Find the terms of a glossary in texts, in any form; or those that the texts "
    "have.\n"
    "FILE is a text, a page, a JSON Lines file or a folder; none or -: standard input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to;
    const settings *settings;
    dbn_terms *terms;
    dbn_status status; /* of taking the texts */
} run;

static bool
on_cancelled(void *context)
{
    run *r = context;
    return r->status != DBN_OK || dbn_batch_on_cancelled(&r->to);
}

static void
on_document(void *context, const dbn_report *report)
{
    run *r = context;
    if (report->error != NULL)
        dbn_tell_failure("terms", report);
    else if (r->status == DBN_OK)
        r->status = dbn_terms_add(r->terms, report->doc, report->name);
}

/* Texts, then glossaries, whose language may be that of the texts; then what is found.
 */
static int
find(run *r, const dbn_engine *engine)
{
    const settings *s = r->settings;
    dbn_batch_result result = {0};
    dbn_batch_events events = {.context = r,
                               .document = on_document,
                               .cancelled = on_cancelled,
                               .opened = dbn_batch_on_opened};
    const dbn_batch_outputs outputs = {"terms", &r->to.output, NULL, &r->to.guard};
    dbn_status status = dbn_batch_clean(&result, engine, &s->batch, &events);
    int exit_status;
    if (r->status != DBN_OK) {
        dbn_tell("terms", "%s", dbn_terms_error(r->terms)->message);
        dbn_output_abandon(&r->to.output);
        return DBN_EXIT_OUTPUT;
    }
    if (dbn_batch_is_cut_short(&outputs, status, &result, &exit_status))
        return exit_status;
    bool is_whole = true;
    for (uint32_t i = 0; i < s->glossary_count; i++)
        is_whole =
            dbn_glossary_add_from("terms", r->terms, s->glossaries[i]) && is_whole;
    dbn_tell_like_lines("terms", &result);
    status = s->glossary_count > 0
                 ? dbn_terms_write_hits(r->terms, s->format, dbn_batch_on_output, r)
                 : dbn_terms_write_found(r->terms, s->format, dbn_batch_on_output, r);
    if (status == DBN_ERR_USAGE) {
        dbn_tell_message("terms", dbn_terms_error(r->terms)->message);
        dbn_output_abandon(&r->to.output);
        return DBN_EXIT_USAGE;
    }
    if (status != DBN_OK)
        result.error = *dbn_terms_error(r->terms);
    if (dbn_batch_is_cut_short(&outputs, status, &result, &exit_status))
        return exit_status;
    if (!dbn_batch_commit(&outputs, &result) || dbn_batch_read_nothing(&result))
        return DBN_EXIT_OUTPUT;
    return result.failed > 0 || !is_whole ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

/* ---- a text and its translation ----------------------------------------------- */

/* The sentences of a text into `terms`, cut as those of the bitext are. */
static bool
add_side(dbn_terms *terms, dbn_doc *doc, const dbn_input *input)
{
    dbn_clean_options clean = {.passes = DBN_DO_ENCODING | DBN_DO_UNICODE |
                                         DBN_DO_EXTRACTION | DBN_DO_SEGMENTS |
                                         DBN_DO_TOKENS,
                               .keep_text = true};
    return dbn_doc_clean(doc, input, &clean) == DBN_OK &&
           dbn_terms_add(terms, doc, input->name) == DBN_OK;
}

/* What a run with --align works on. */
typedef struct sides {
    const settings *settings;
    dbn_span langs[2];
    dbn_file files[2];
    dbn_terms *terms[2];
    dbn_bitext *bitext;
    dbn_doc *doc; /* of one text after another */
} sides;

static bool
is_memory(const char *path)
{
    size_t len = strlen(path), suffix = strlen(".tmx");
    return len > suffix && strcmp(path + len - suffix, ".tmx") == 0;
}

/* A text and its translation, each into its terms, and both into the bitext. */
static bool
add_texts(sides *x, const dbn_input inputs[2])
{
    for (int i = 0; i < 2; i++) {
        if (add_side(x->terms[i], x->doc, &inputs[i]))
            continue;
        const dbn_error *error = dbn_doc_error(x->doc);
        if (error->status == DBN_OK)
            error = dbn_terms_error(x->terms[i]);
        dbn_tell("terms", "%.*s: %s", (int)inputs[i].name.len, inputs[i].name.ptr,
                 error->message);
        return false;
    }
    if (dbn_bitext_add(x->bitext, &inputs[0], &inputs[1]) == DBN_OK)
        return true;
    dbn_tell("terms", "%s", dbn_bitext_error(x->bitext)->message);
    return false;
}

static dbn_input
input_of(const sides *x, int side, dbn_span bytes, const char *path)
{
    return (dbn_input){.bytes = bytes,
                       .name = dbn_value_span(path),
                       .kind = x->settings->batch.kind,
                       .lang = x->langs[side]};
}

/* A unit of a memory is a text and its translation. */
static dbn_status
on_unit(void *context, const dbn_memory_unit *unit)
{
    sides *x = context;
    const char *path = x->settings->batch.paths[0];
    dbn_input inputs[2] = {input_of(x, 0, unit->source, path),
                           input_of(x, 1, unit->target, path)};
    inputs[0].kind = inputs[1].kind = DBN_INPUT_TEXT;
    inputs[0].is_utf8 = inputs[1].is_utf8 = true;
    return add_texts(x, inputs) ? DBN_OK : DBN_ERR_IO;
}

static bool
read_memory(sides *x)
{
    const char *path = x->settings->batch.paths[0];
    dbn_error error = {0};
    dbn_memory_reading reading = {.source_lang = x->langs[0],
                                  .target_lang = x->langs[1],
                                  .unit = on_unit,
                                  .context = x};
    if (!dbn_file_read("terms", &x->files[0], path))
        return false;
    dbn_status status = dbn_memory_read(x->files[0].bytes, &reading, &error);
    if (status != DBN_OK && status != DBN_ERR_IO) /* else it is told */
        dbn_tell_error("terms", path, &error);
    if (reading.passed_over > 0)
        dbn_tell("terms", "%s: %llu units without both languages were passed over",
                 path, (unsigned long long)reading.passed_over);
    return status == DBN_OK;
}

static bool
read_files(sides *x)
{
    dbn_input inputs[2];
    for (int i = 0; i < 2; i++) {
        const char *path = x->settings->batch.paths[i];
        if (!dbn_file_read("terms", &x->files[i], path))
            return false;
        inputs[i] = input_of(x, i, x->files[i].bytes, path);
    }
    return add_texts(x, inputs);
}

static bool
read_sides(sides *x, const dbn_engine *engine, const dbn_bitext_options *wanted)
{
    for (int i = 0; i < 2; i++) {
        const dbn_terms_options own = {.lang = x->langs[i], .target = x->langs[1 - i]};
        if (dbn_terms_new(&x->terms[i], engine, &own) != DBN_OK)
            return false;
    }
    if (dbn_doc_new(&x->doc, engine, 0) != DBN_OK ||
        dbn_bitext_new(&x->bitext, engine, wanted) != DBN_OK)
        return false;
    if (!(x->settings->batch.path_count == 1 ? read_memory(x) : read_files(x)))
        return false;
    dbn_align_dictionaries(x->bitext, engine, wanted);
    if (dbn_bitext_align(x->bitext) == DBN_OK)
        return true;
    dbn_tell("terms", "%s", dbn_bitext_error(x->bitext)->message);
    return false;
}

static int
pair_terms(run *r, const dbn_engine *engine, dbn_span langs)
{
    const settings *s = r->settings;
    const char *comma = memchr(langs.ptr, ',', langs.len);
    size_t first = comma == NULL ? 0 : (size_t)(comma - langs.ptr);
    dbn_bitext_options wanted = {
        .source_lang = {langs.ptr, first},
        .target_lang = {langs.ptr + first + 1, langs.len - first - 1}};
    sides x = {.settings = s, .langs = {wanted.source_lang, wanted.target_lang}};
    int status = DBN_EXIT_OUTPUT;
    bool is_whole = true;
    if (read_sides(&x, engine, &wanted)) {
        for (uint32_t i = 0; i < s->glossary_count; i++)
            is_whole = dbn_glossary_add_from("terms", x.terms[0], s->glossaries[i]) &&
                       is_whole;
        dbn_status written = dbn_terms_write_pairs(x.terms[0], x.terms[1], x.bitext,
                                                   s->format, dbn_batch_on_output, r);
        if (written == DBN_ERR_CLOSED)
            dbn_signals_end(SIGPIPE);
        else if (written != DBN_OK && written != DBN_ERR_IO)
            dbn_tell("terms", "%s", dbn_terms_error(x.terms[0])->message);
        else if (dbn_output_commit(&r->to.output))
            status = is_whole ? DBN_EXIT_OK : DBN_EXIT_SOME;
    }
    if (status == DBN_EXIT_OUTPUT)
        dbn_output_abandon(&r->to.output);
    dbn_bitext_free(x.bitext);
    dbn_doc_free(x.doc);
    for (int i = 0; i < 2; i++) {
        dbn_terms_free(x.terms[i]);
        dbn_file_release(&x.files[i]);
    }
    return status;
}

static int
start(run *r, dbn_engine *engine)
{
    const settings *s = r->settings;
    if (s->terms.target.len > 0 && dbn_engine_code(engine, s->terms.target).len == 0) {
        dbn_tell("terms", "there is no language '%.*s'", (int)s->terms.target.len,
                 s->terms.target.ptr);
        return DBN_EXIT_USAGE;
    }
    if (!s->aligns &&
        !dbn_engine_knows(engine, "terms", s->batch.lang, dbn_value_span("")))
        return DBN_EXIT_USAGE;
    if (!dbn_spelling_begin(engine, "terms"))
        return DBN_EXIT_OUTPUT;
    dbn_signals_watch(!s->aligns);
    if (s->aligns)
        return dbn_output_open(&r->to.output, s->output)
                   ? pair_terms(r, engine, s->batch.lang)
                   : DBN_EXIT_OUTPUT;
    if (dbn_terms_new(&r->terms, engine, &s->terms) != DBN_OK)
        return DBN_EXIT_OUTPUT;
    int status =
        dbn_output_open(&r->to.output, s->output) ? find(r, engine) : DBN_EXIT_OUTPUT;
    dbn_terms_free(r->terms);
    return status;
}

/* What cannot be asked for together; NULL for nothing. */
static const char *
fault_of(const settings *s, size_t count, const char *first)
{
    bool has_both = count == 2 || (count == 1 && is_memory(first));
    if (s->aligns && (!has_both || s->batch.lang.len == 0 ||
                      memchr(s->batch.lang.ptr, ',', s->batch.lang.len) == NULL))
        return "with --align a text, its translation (or a memory, .tmx) and "
               "--lang=A,B are "
               "wanted";
    if (s->aligns && (s->format == DBN_TERMS_JSONL || s->format == DBN_TERMS_HTML))
        return "with --align the format is tsv, tbx or martif";
    if (!s->aligns && s->format == DBN_TERMS_MARTIF)
        return "martif is for --align";
    if (!s->aligns && s->glossary_count > 0 && s->format != DBN_TERMS_TSV &&
        s->format != DBN_TERMS_JSONL)
        return "with --glossary the format is tsv or jsonl";
    return NULL;
}

int
dbn_cmd_terms(int argc, char **argv)
{
    settings s = {.batch = {.format = DBN_FORMAT_SEGMENTS,
                            .clean = {.passes = PASSES, .keep_text = true}}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_terms, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    s.terms.lang = s.batch.lang;
    s.terms.ui = dbn_tell_ui();
    if (s.glossary_count == 0 && !s.terms.is_tokenised)
        s.batch.clean.passes |= DBN_DO_TOKENS;
    const char *fault = fault_of(&s, count, argv[0]);
    if (fault != NULL) {
        dbn_tell("terms", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    s.batch.paths = (const char *const *)argv;
    s.batch.path_count = count;
    run r = {.to = {.output = {.fd = -1},
                    .guard = {.command = "terms", .outputs = {{"--output", s.output}}}},
             .settings = &s};
    if (dbn_guard_refuses_batch(&r.to.guard, s.batch.paths, count) ||
        dbn_guard_refuses(&r.to.guard, s.glossaries, s.glossary_count))
        return DBN_EXIT_USAGE;
    dbn_engine *engine = dbn_engine_open();
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    int status = start(&r, engine);
    dbn_engine_free(engine);
    return status;
}
