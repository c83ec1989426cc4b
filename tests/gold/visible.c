/*
 * tests/gold/visible.c - what pages show, as gumbo's tree has it: the same characters
 * in the same order, white space aside. The pages of corpora/ and, where DOUBLON_GOLD
 * names it, of $DOUBLON_GOLD/pages.
 *
 *     gold_visible [--show]
 *
 * Blocks of a page in a hundred may hold more: text that a page holds back until
 * somebody pays or a script runs is hidden for gumbo, and read all the same.
 */
#include "support/visible.h"

#include <stdlib.h>
#include <string.h>

typedef struct comparison {
    unsigned pages, same, more, differing;
    bool shows;
} comparison;

static test_bytes
seen_by_us(const dbn_doc *doc)
{
    uint32_t count;
    test_bytes squeezed = {0};
    dbn_span page = dbn_doc_view(doc, DBN_TEXT_PAGE);
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        test_squeeze(&squeezed, test_span_slice(page, blocks[i].range));
    return squeezed;
}

/* Does all of `part` stand in `whole`, in its order, with more between perhaps? */
static bool
is_contained(dbn_span part, dbn_span whole)
{
    size_t at = 0;
    for (size_t i = 0; i < whole.len && at < part.len; i++)
        at += whole.ptr[i] == part.ptr[at];
    return at == part.len;
}

static void
show(const dbn_report *report, dbn_span wanted, dbn_span given)
{
    enum { BEFORE = 30, AROUND = 90 };
    size_t at = 0;
    while (at < wanted.len && at < given.len && wanted.ptr[at] == given.ptr[at])
        at++;
    size_t from = at < BEFORE ? 0 : at - BEFORE;
    printf(
        "%.*s: %zu bytes are seen, %zu are in blocks\n  seen   …%.*s\n  blocks …%.*s\n",
        SHOW(report->name), wanted.len, given.len,
        (int)(wanted.len - from < AROUND ? wanted.len - from : AROUND),
        wanted.ptr + from, (int)(given.len - from < AROUND ? given.len - from : AROUND),
        given.ptr + from);
}

static void
compare(void *context, const dbn_report *report)
{
    comparison *c = context;
    if (report->doc == NULL)
        test_die("%.*s: %s", SHOW(report->name), report->error->message);
    test_bytes wanted = test_visible(dbn_doc_view(report->doc, DBN_TEXT_DECODED));
    test_bytes given = seen_by_us(report->doc);
    dbn_span a = test_bytes_span(&wanted), b = test_bytes_span(&given);
    bool is_same = test_span_is(a, b), has_all = is_contained(a, b);
    c->pages++;
    c->same += is_same;
    c->more += has_all && !is_same;
    c->differing += !has_all;
    if (!has_all || (!is_same && c->shows))
        show(report, a, b);
    test_bytes_release(&wanted);
    test_bytes_release(&given);
}

static void
compare_folder(comparison *c, const dbn_engine *engine, const char *path)
{
    dbn_batch_options options = {.paths = &path,
                                 .path_count = 1,
                                 .kind = DBN_INPUT_HTML,
                                 .clean = {.passes = DBN_DO_EXTRACTION},
                                 .threads = 1};
    dbn_batch_events events = {.context = c, .document = compare};
    dbn_batch_result result;
    if (dbn_batch_clean(&result, engine, &options, &events) != DBN_OK)
        test_die("%s: %s", path, result.error.message);
}

static void
compare_corpora(comparison *c, const dbn_engine *engine)
{
    char path[4096];
    test_corpora corpora = test_corpora_list();
    for (size_t i = 0; i < corpora.count; i++) {
        snprintf(path, sizeof path, "%s/%s/page.html", DBN_CORPORA_DIR,
                 corpora.names[i]);
        if (test_file_exists(path))
            compare_folder(c, engine, path);
    }
    test_corpora_release(&corpora);
}

int
main(int argc, char **argv)
{
    static const char *const folders[] = {"articles", "benchmark", "snippets"};
    const char *gold = getenv("DOUBLON_GOLD");
    comparison c = {.shows = argc == 2 && strcmp(argv[1], "--show") == 0};
    dbn_engine *engine = test_engine_new();
    char path[4096];
    compare_corpora(&c, engine);
    for (size_t i = 0; gold != NULL && i < 3; i++) {
        snprintf(path, sizeof path, "%s/pages/%s/html", gold, folders[i]);
        compare_folder(&c, engine, path);
    }
    dbn_engine_free(engine);
    printf("%u pages: %u the same, %u with more in blocks, %u differ\n", c.pages,
           c.same, c.more, c.differing);
    bool is_good = c.pages > 0 && c.differing == 0 && c.more <= 1 + c.pages / 100;
    return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
