/*
 * Every budget from one byte to enough: cleaning, and preparing for translators, ends
 * well, or with DBN_ERR_NOMEM and a message, and the document is empty and usable
 * again. Leaks are the sanitizer's to find.
 */
#include "support/support.h"

#include <doublon/analysis.h>
#include <doublon/bitext.h>
#include <doublon/cat.h>
#include <doublon/desk.h>

#include <stdlib.h>

/* Below, every budget is tried; above, steps grow by this part of the budget. */
#define EVERY     2048U
#define STEP_PART 96U
/* More than any of the articles needs; reaching it is a failure. */
#define ENOUGH ((size_t)256 << 20)

typedef struct sweep {
    const dbn_engine *engine;
    dbn_input input;
    const char *name;
    uint32_t refused, failed;
} sweep;

static void
fail(sweep *s, size_t budget, const char *what)
{
    s->failed++;
    printf("%s: with %zu bytes: %s\n", s->name, budget, what);
}

static void
check_refusal(sweep *s, dbn_doc *doc, size_t budget, dbn_status status)
{
    uint32_t blocks;
    const dbn_error *error = dbn_doc_error(doc);
    s->refused++;
    if (status != DBN_ERR_NOMEM || error->status != status)
        fail(s, budget, "refused, and not for want of memory");
    if (error->message[0] == '\0')
        fail(s, budget, "refused without a message");
    (void)dbn_doc_blocks(doc, &blocks);
    if (dbn_doc_text(doc).len != 0 || blocks != 0)
        fail(s, budget, "refused, and the document is not empty");
    /* an empty text needs next to nothing: the document must still be good for it */
    dbn_input nothing = {.bytes = {"", 0}};
    status = dbn_doc_clean(doc, &nothing, NULL);
    if (status != DBN_OK && status != DBN_ERR_NOMEM)
        fail(s, budget, "not usable after a refusal");
}

/* True when the budget was enough. */
static bool
try_budget(sweep *s, size_t budget, dbn_span wanted)
{
    dbn_doc *doc = NULL;
    dbn_status status = dbn_doc_new(&doc, s->engine, budget);
    if (status != DBN_OK) {
        s->refused++;
        if (status != DBN_ERR_NOMEM)
            fail(s, budget, "no document, and not for want of memory");
        return false;
    }
    status = dbn_doc_clean(doc, &s->input, NULL);
    if (status != DBN_OK)
        check_refusal(s, doc, budget, status);
    else if (!test_span_is(dbn_doc_text(doc), wanted))
        fail(s, budget, "another text than without a bound");
    dbn_doc_free(doc);
    return status == DBN_OK;
}

static uint32_t
sweep_file(const dbn_engine *engine, const char *article, const char *file)
{
    test_bytes bytes = test_corpora_read(article, file), wanted = {0};
    sweep s = {.engine = engine, .name = article};
    dbn_doc *doc;
    s.input = (dbn_input){.bytes = test_bytes_span(&bytes), .name = test_span(file)};
    if (dbn_doc_new(&doc, engine, 0) != DBN_OK ||
        dbn_doc_clean(doc, &s.input, NULL) != DBN_OK)
        test_die("%s: refused without a bound", article);
    test_bytes_add(&wanted, dbn_doc_text(doc));
    dbn_doc_free(doc);
    size_t budget = 1;
    while (!try_budget(&s, budget, test_bytes_span(&wanted))) {
        budget += budget < EVERY ? 1 : budget / STEP_PART;
        if (budget > ENOUGH)
            test_die("%s: no budget is enough", article);
    }
    /* half as much again must do as well */
    if (!try_budget(&s, budget + budget / 2, test_bytes_span(&wanted)))
        fail(&s, budget + budget / 2, "refused, though less was enough");
    printf("%s/%s: %u budgets refused, %zu bytes are enough\n", article, file,
           (unsigned)s.refused, budget);
    if (s.refused < EVERY)
        fail(&s, budget, "was never refused");
    test_bytes_release(&bytes);
    test_bytes_release(&wanted);
    return s.failed;
}

/* Repairing with too little is refused as cleaning is. The first round needs the most,
 * so that no budget of this sweep is spent in a later one. */
static uint32_t
sweep_repairs(void)
{
    static const dbn_check_options repair = {.repair = DBN_REPAIR_ALL};
    dbn_engine *engine;
    dbn_error error;
    sweep s = {.name = "repairs"};
    s.input =
        (dbn_input){.bytes = test_span("Il dit : \"Bonjour!\" et part ,ensuite...\n"),
                    .kind = DBN_INPUT_TEXT,
                    .lang = test_span("fr"),
                    .is_utf8 = true};
    if (dbn_engine_new_for_desk(&engine, DBN_DICTS_DIR, NULL, &error) != DBN_OK)
        test_die("no engine: %s", error.message);
    dbn_status status = DBN_ERR_NOMEM;
    for (size_t budget = 1; status != DBN_OK && budget < ENOUGH;
         budget += budget / 16 + 1) {
        dbn_doc *doc;
        if (dbn_doc_new(&doc, engine, budget) != DBN_OK)
            continue;
        status = dbn_doc_check(doc, &s.input, &repair);
        if (status != DBN_OK)
            check_refusal(&s, doc, budget, status);
        dbn_doc_free(doc);
    }
    if (status != DBN_OK || s.refused == 0)
        fail(&s, 0, "no budget is enough, or any is");
    dbn_engine_free(engine);
    return s.failed;
}

static dbn_status
take(void *context, dbn_span bytes)
{
    test_bytes_add(context, bytes);
    return DBN_OK;
}

/* What of it is new, in words. */
static dbn_status
try_analysis(const dbn_engine *engine, dbn_doc *doc, dbn_error *error)
{
    static const dbn_analysis_options options = {.is_internal = true};
    test_bytes out = {0};
    dbn_analysis *analysis;
    dbn_status status = dbn_analysis_new(&analysis, engine, &options, error);
    if (status == DBN_OK)
        status = dbn_analysis_add(analysis, doc, test_span("page"));
    if (status == DBN_OK)
        status = dbn_analysis_write(analysis, DBN_ANALYSIS_JSON, DBN_UI_EN, take, &out);
    if (status != DBN_OK && analysis != NULL)
        *error = *dbn_analysis_error(analysis);
    dbn_analysis_free(analysis);
    test_bytes_release(&out);
    return status;
}

/* Cleaned, analysed, prepared against an earlier version, and merged with a list. */
static dbn_status
try_translators(sweep *s, dbn_doc *doc, dbn_prepare_input *in, dbn_span list)
{
    static const dbn_clean_options options = {.passes = DBN_DO_PREPARE,
                                              .keep_text = true};
    test_bytes out = {0};
    dbn_prepared prepared;
    dbn_merged merged;
    dbn_translation *translation = NULL;
    dbn_error error = {0};
    dbn_status status = dbn_doc_clean(doc, &s->input, &options);
    in->doc = doc;
    if (status == DBN_OK)
        status = try_analysis(s->engine, doc, &error);
    if (status == DBN_OK)
        status = dbn_prepare(&prepared, in, take, &out);
    if (status == DBN_OK)
        status = dbn_translation_new(&translation, list, NULL);
    if (status == DBN_OK)
        status = dbn_translation_merge_doc(&merged, translation, doc, take, &out);
    if (status != DBN_OK &&
        (status != DBN_ERR_NOMEM ||
         (dbn_doc_error(doc)->message[0] == '\0' && error.message[0] == '\0')))
        fail(s, 0, "refused, and not for want of memory, or without a message");
    s->refused += status != DBN_OK;
    dbn_translation_free(translation);
    test_bytes_release(&out);
    return status;
}

/* A page becomes a file of translators, and comes back, with too little. */
static uint32_t
sweep_translators(const dbn_engine *engine)
{
    test_bytes page = test_corpora_read("fr/serveur-duqu", "page.html"), xliff = {0};
    sweep s = {.engine = engine, .name = "translators"};
    const dbn_span list = test_span("source\ttarget\nMaliciel\tMalware\n");
    dbn_prepare_input in = {
        .original = test_span("page"), .target = test_span("nl"), .least = 75};
    dbn_doc *doc;
    dbn_prepared prepared;
    dbn_translation *previous = NULL;
    s.input = (dbn_input){.bytes = test_bytes_span(&page), .kind = DBN_INPUT_HTML};
    const dbn_clean_options options = {.passes = DBN_DO_PREPARE, .keep_text = true};
    if (dbn_doc_new(&doc, engine, 0) != DBN_OK ||
        dbn_doc_clean(doc, &s.input, &options) != DBN_OK)
        test_die("not cleaned without a bound");
    in.doc = doc;
    if (dbn_prepare(&prepared, &in, take, &xliff) != DBN_OK ||
        dbn_translation_new(&previous, test_bytes_span(&xliff), NULL) != DBN_OK)
        test_die("not prepared without a bound");
    dbn_doc_free(doc);
    in.previous = previous;
    dbn_status status = DBN_ERR_NOMEM;
    for (size_t budget = 1; status != DBN_OK && budget < ENOUGH;
         budget += budget / 48 + 1) {
        if (dbn_doc_new(&doc, engine, budget) != DBN_OK)
            continue;
        status = try_translators(&s, doc, &in, list);
        dbn_doc_free(doc);
    }
    if (status != DBN_OK || s.refused == 0)
        fail(&s, 0, "no budget is enough, or any is");
    dbn_translation_free(previous);
    test_bytes_release(&page);
    test_bytes_release(&xliff);
    return s.failed;
}

int
main(void)
{
    dbn_engine *engine = test_engine_new();
    uint32_t failed = sweep_file(engine, "fr/serveur-duqu", "page.html");
    failed += sweep_file(engine, "fr/breve-horloge", "dump.txt");
    failed += sweep_file(engine, "fr/lettres-melees", "page.html");
    failed += sweep_file(engine, "nl/sluis-maasdal", "dump.txt");
    failed += sweep_translators(engine);
    dbn_engine_free(engine);
    failed += sweep_repairs();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
