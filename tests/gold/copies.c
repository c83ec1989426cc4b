/*
 * tests/gold/copies.c - real articles into which copies are put: does what comes out
 * of the library hold every paragraph once?
 *
 *     DOUBLON_GOLD=DIR gold_copies [--seeds=N] [--show] [--html]
 *
 * DIR/pages/articles/gold.jsonl holds the articles. For each kind of defect the table
 * says how many articles were right in every paragraph, and in how many a paragraph
 * of the article was lost. A figure below tests/gold/expected.txt fails. --show prints
 * what was wrong; --html gives the articles as pages instead of dumps.
 */
#include "gold/defects.h"

#include "base/job.h"
#include "base/vec.h"
#include "doublon.h"

#define SKIPPED 77
/* Percent of a paragraph's words in a row of three that must stand somewhere. */
#define STANDS_SHARE 70

typedef struct run_options {
    uint32_t seeds;
    bool show, html;
} run_options;

typedef struct tally {
    uint32_t right, of, lost;
} tally;

typedef struct kept {
    const char **texts;
    uint32_t count;
    uint32_t contradictions;
} kept;

/* What all runs need. */
typedef struct bench {
    dbn_doc *doc;
    dbn_job job; /* sources, and texts that were cut */
    run_options options;
} bench;

/* ---- the runner: what is measured. Blocks in, blocks out. ---- */

static void
append(bench *b, dbn_buffer *to, const char *text)
{
    uint32_t len = (uint32_t)strlen(text);
    if (dbn_vec_append(&b->job.arena, to, text, len) != DBN_OK)
        abort();
}

static void
append_escaped(bench *b, dbn_buffer *to, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        char one[2] = {*at, '\0'};
        append(b, to, *at == '<' ? "&lt;" : *at == '&' ? "&amp;" : one);
    }
}

/* The article as a dump or as a page; where each block begins in it. */
static dbn_buffer
source_of(bench *b, const defect_blocks *given, uint32_t *beg)
{
    dbn_buffer text = {0};
    if (b->options.html)
        append(b, &text, "<article>");
    for (uint32_t i = 0; i < given->count; i++) {
        const char *tag = given->headings[i] ? "h2>" : "p>";
        if (b->options.html) {
            append(b, &text, "<");
            append(b, &text, tag);
        }
        beg[i] = text.count;
        if (!b->options.html) {
            append(b, &text, given->texts[i]);
            append(b, &text, "\n\n");
            continue;
        }
        append_escaped(b, &text, given->texts[i]);
        append(b, &text, "</");
        append(b, &text, tag);
    }
    return text;
}

/* The given block as it came, or what is left of it. */
static const char *
text_left(bench *b, const dbn_block *block, const char *given)
{
    dbn_range left = dbn_doc_map(b->doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, block->range);
    uint32_t len = left.end - left.beg;
    if (len == block->range.end - block->range.beg)
        return given;
    char *text = dbn_arena_alloc(&b->job.arena, len + (size_t)1);
    if (text == NULL)
        abort();
    memcpy(text, dbn_doc_text(b->doc).ptr + left.beg, len);
    text[len] = '\0';
    return text;
}

static void
run(kept *out, const defect_blocks *given, bench *b)
{
    uint32_t *beg = dbn_arena_alloc(&b->job.arena, given->count * sizeof *beg);
    if (beg == NULL)
        abort();
    dbn_buffer source = source_of(b, given, beg);
    dbn_input input = {.bytes = {source.items, source.count},
                       .kind = b->options.html ? DBN_INPUT_HTML : DBN_INPUT_TEXT};
    if (dbn_doc_clean(b->doc, &input, NULL) != DBN_OK)
        abort();
    uint32_t count;
    const dbn_block *blocks = dbn_doc_blocks(b->doc, &count);
    out->count = 0;
    (void)dbn_doc_contradictions(b->doc, &out->contradictions);
    for (uint32_t i = 0, at = 0; i < count && out->count < given->count; i++) {
        if ((blocks[i].flags & DBN_BLOCK_KEPT) == 0)
            continue;
        dbn_range where =
            dbn_doc_map(b->doc, DBN_TEXT_PAGE, DBN_TEXT_SOURCE,
                        (dbn_range){blocks[i].range.beg, blocks[i].range.end});
        while (at + 1 < given->count && beg[at + 1] < where.end)
            at++;
        out->texts[out->count++] = text_left(b, &blocks[i], given->texts[at]);
    }
}

/* ---- the judge ---- */

static int
by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char **
sorted(const char *const *texts, uint32_t count)
{
    const char **all = malloc((count + 1) * sizeof *all);
    if (all == NULL)
        abort();
    for (uint32_t i = 0; i < count; i++)
        all[i] = texts[i];
    qsort(all, count, sizeof *all, by_text);
    return all;
}

/* Some articles repeat a paragraph themselves, word for word (a lead with a dateline, a
 * quote taken out): to remove one of the two is right. */
static bool
is_own_repeat(const gold_article *article, const char *text)
{
    size_t len = strlen(text);
    for (uint32_t i = 0; i < article->count; i++) {
        const char *other = article->paragraphs[i].text;
        size_t other_len = strlen(other);
        if (len != other_len &&
            (len < other_len ? strstr(other, text) != NULL
                             : strstr(text, other) != NULL && other_len * 10 > len * 9))
            return !article->paragraphs[i].is_heading;
    }
    return false;
}

static bool
is_same(const kept *got, const defect_blocks *wanted, const gold_article *article,
        bool show)
{
    const char **x = sorted(got->texts, got->count);
    const char **y = sorted((const char *const *)wanted->texts, wanted->count);
    bool same = true;
    for (uint32_t i = 0, j = 0; i < got->count || j < wanted->count;) {
        int order = i == got->count ? 1 : j == wanted->count ? -1 : strcmp(x[i], y[j]);
        if (order != 0 && !(order > 0 && is_own_repeat(article, y[j]))) {
            same = false;
            if (show)
                printf("    %s %s\n", order < 0 ? "+" : "-", order < 0 ? x[i] : y[j]);
        }
        i += order <= 0;
        j += order >= 0;
    }
    free(x);
    free(y);
    return same;
}

static bool
stands_among(const char *text, const kept *got)
{
    uint32_t all = 0, found = 0;
    for (const char *at = text; *at != '\0';) {
        const char *end = at;
        for (int i = 0; i < 3 && *end != '\0'; i++) {
            end += strspn(end, " \n");
            end += strcspn(end, " \n");
        }
        size_t len = (size_t)(end - at);
        char *gram = malloc(len + 1);
        if (gram == NULL)
            abort();
        memcpy(gram, at, len);
        gram[len] = '\0';
        bool is = false;
        for (uint32_t i = 0; i < got->count && !is; i++)
            is = strstr(got->texts[i], gram) != NULL;
        free(gram);
        all++;
        found += is;
        at = end;
    }
    return found * 100 >= all * STANDS_SHARE;
}

static bool
loses(const gold_article *article, const kept *got)
{
    for (uint32_t i = 0; i < article->count; i++)
        if (!stands_among(article->paragraphs[i].text, got))
            return true;
    return false;
}

static void
judge(tally *t, const gold_article *article, const defect_article *made,
      const kept *got, bool show)
{
    bool right =
        is_same(got, &made->wanted, article, false) ||
        (made->accepted.count > 0 && is_same(got, &made->accepted, article, false));
    bool told = !made->wants_contradiction || got->contradictions > 0;
    bool lost = loses(article, got);
    t->of++;
    t->right += right && told;
    t->lost += lost;
    if (show && (!right || !told || lost)) {
        printf("  %s%s%s\n", article->name, lost ? " LOST" : "",
               told ? "" : " no contradiction");
        is_same(got, &made->wanted, article, true);
    }
}

static tally
run_kind(const gold_articles *articles, defect kind, bench *b)
{
    tally t = {0, 0, 0};
    for (uint64_t seed = 1; seed <= b->options.seeds; seed++)
        for (uint32_t i = 0; i < articles->count; i++) {
            defect_article made;
            if (defect_make(&made, &articles->items[i], kind, seed * 1000 + i)) {
                kept got = {.texts =
                                malloc((made.given.count + 1) * sizeof *got.texts)};
                if (got.texts == NULL)
                    abort();
                run(&got, &made.given, b);
                judge(&t, &articles->items[i], &made, &got, b->options.show);
                free(got.texts);
            }
            defect_free(&made);
            dbn_job_reset(&b->job);
        }
    return t;
}

/* Thousandths that expected.txt asks for; 0 where it says nothing. */
static uint32_t
expected_of(const char *name)
{
    char line[128];
    uint32_t found = 0;
    FILE *file = fopen(GOLD_EXPECTED, "r");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        size_t len = strcspn(line, " ");
        if (line[0] != '#' && len == strlen(name) && memcmp(line, name, len) == 0)
            found = (uint32_t)strtoul(line + len, NULL, 10);
    }
    (void)fclose(file);
    return found;
}

static bool
report(const char *name, tally t)
{
    uint32_t share = t.of == 0 ? 0 : (uint32_t)((uint64_t)t.right * 1000 / t.of);
    uint32_t wanted = expected_of(name);
    bool passes = share >= wanted && t.lost == 0;
    printf("%-14s right %5u of %5u  .%03u  lost %u%s\n", name, t.right, t.of,
           share == 1000 ? 999 : share, t.lost, passes ? "" : "  BELOW EXPECTED");
    return passes;
}

static bool
run_all(const gold_articles *articles, bench *b)
{
    bool passes = true;
    tally all = {0, 0, 0};
    for (defect kind = DEFECT_NONE; kind < DEFECT_COUNT; kind++) {
        tally t = run_kind(articles, kind, b);
        passes &= report(defect_name(kind), t);
        all.right += t.right;
        all.of += t.of;
        all.lost += t.lost;
    }
    return report("all", all) && passes;
}

static bool
run_engine(const gold_articles *articles, run_options options)
{
    dbn_engine *engine;
    dbn_error error;
    bench b = {.options = options};
    if (dbn_engine_new(&engine, DBN_DICTS_DIR, &error) != DBN_OK) {
        fprintf(stderr, "%s\n", error.message);
        return false;
    }
    if (dbn_doc_new(&b.doc, engine, 0) != DBN_OK)
        abort();
    dbn_job_init(&b.job, 0);
    bool passes = run_all(articles, &b);
    dbn_job_release(&b.job);
    dbn_doc_free(b.doc);
    dbn_engine_free(engine);
    return passes;
}

int
main(int argc, char **argv)
{
    run_options options = {1, false, false};
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--seeds=", 8) == 0)
            options.seeds = (uint32_t)strtoul(argv[i] + 8, NULL, 10);
        options.show |= strcmp(argv[i], "--show") == 0;
        options.html |= strcmp(argv[i], "--html") == 0;
    }
    const char *dir = getenv("DOUBLON_GOLD");
    char path[4096];
    if (dir == NULL || dir[0] == '\0') {
        printf("skipped: DOUBLON_GOLD names no folder\n");
        return SKIPPED;
    }
    (void)snprintf(path, sizeof path, "%s/pages/articles/gold.jsonl", dir);
    gold_articles articles;
    if (!gold_articles_read(&articles, path))
        return 1;
    bool passes = run_engine(&articles, options);
    gold_articles_free(&articles);
    return passes ? 0 : 1;
}
