/*
 * tests/gold/copies.c - real articles into which copies are put: does what comes out
 * hold every paragraph once?
 *
 *     DOUBLON_GOLD=DIR gold_copies [--seeds=N] [--show] [--flat]
 *
 * DIR/pages/articles/gold.jsonl holds the articles. For each kind of defect the table
 * says how many articles were right in every paragraph, and in how many a paragraph
 * of the article was lost. A figure below tests/gold/expected.txt fails. --show prints
 * what was wrong; --flat hides which blocks are headings, as a dump does.
 */
#include "gold/defects.h"

#include "base/vec.h"
#include "dedup/dedup.h"
#include "key/shared.h"
#include "segment/segment.h"

#define SKIPPED 77
/* Percent of a paragraph's words in a row of three that must stand somewhere. */
#define STANDS_SHARE 70

typedef struct run_options {
    uint32_t seeds;
    bool show, flat;
} run_options;

typedef struct tally {
    uint32_t right, of, lost;
} tally;

typedef struct kept {
    const char **texts;
    uint32_t count;
    uint32_t contradictions;
} kept;

/* ---- the runner: what is measured. Blocks in, blocks out. ---- */

static const dbn_view *
view_of(const defect_blocks *given, dbn_records *records, dbn_job *job)
{
    const dbn_view *view = NULL;
    dbn_buffer text = {0};
    for (uint32_t i = 0; i < given->count; i++) {
        uint32_t beg = text.count, len = (uint32_t)strlen(given->texts[i]);
        dbn_block block = {.range = {beg, beg + len}, .parent = DBN_NONE};
        block.role = given->headings[i] ? (uint8_t)DBN_ROLE_HEADING
                                        : (uint8_t)DBN_ROLE_PARAGRAPH;
        if (dbn_vec_append(&job->arena, &text, given->texts[i], len) != DBN_OK ||
            dbn_vec_append(&job->arena, &text, "\n\n", 2) != DBN_OK ||
            dbn_vec_push(&job->arena, &records->blocks, block) != DBN_OK)
            abort();
    }
    if (dbn_view_source(&view, (dbn_span){text.items, text.count}, job) != DBN_OK)
        abort();
    records->view = view;
    return view;
}

static void
run(kept *out, const defect_blocks *given, const dbn_profiles *profiles, dbn_job *job)
{
    dbn_records records = {0};
    const dbn_view *view = view_of(given, &records, job);
    const dbn_profile *profile = dbn_profiles_identify(profiles, view->text);
    dbn_key key;
    const bool *shared;
    dbn_segments segments;
    dbn_dedup dedup;
    if (dbn_key_make(&key, &records, profile, job) != DBN_OK ||
        dbn_key_shared(&shared, &key, records.blocks.count, NULL, job) != DBN_OK ||
        dbn_segment_run(&segments, &(dbn_segment_input){&records, shared}, profile,
                        job) != DBN_OK)
        abort();
    dbn_dedup_input input = {&records, &key, &segments, DBN_SURVIVOR_FINEST};
    if (dbn_dedup_run(&dedup, &input, profile, job) != DBN_OK)
        abort();
    out->count = 0;
    out->contradictions = dedup.contradictions.count;
    for (uint32_t i = 0, fix = 0; i < given->count; i++) {
        dbn_range range = records.blocks.items[i].range;
        while (fix < dedup.fixes.count && dedup.fixes.items[fix].to <= range.beg)
            fix++;
        bool gone = fix < dedup.fixes.count &&
                    dedup.fixes.items[fix].from <= range.beg &&
                    dedup.fixes.items[fix].to >= range.end;
        if (!gone)
            out->texts[out->count++] = given->texts[i];
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
run_kind(const gold_articles *articles, defect kind, const dbn_profiles *profiles,
         run_options options)
{
    tally t = {0, 0, 0};
    dbn_job job;
    dbn_job_init(&job, 0);
    for (uint64_t seed = 1; seed <= options.seeds; seed++)
        for (uint32_t i = 0; i < articles->count; i++) {
            defect_article made;
            if (defect_make(&made, &articles->items[i], kind, seed * 1000 + i)) {
                for (uint32_t k = 0; options.flat && k < made.given.count; k++)
                    made.given.headings[k] = false;
                kept got = {.texts =
                                malloc((made.given.count + 1) * sizeof *got.texts)};
                if (got.texts == NULL)
                    abort();
                run(&got, &made.given, profiles, &job);
                judge(&t, &articles->items[i], &made, &got, options.show);
                free(got.texts);
            }
            defect_free(&made);
            dbn_job_reset(&job);
        }
    dbn_job_release(&job);
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
run_all(const gold_articles *articles, const dbn_profiles *profiles,
        run_options options)
{
    bool passes = true;
    tally all = {0, 0, 0};
    for (defect kind = DEFECT_NONE; kind < DEFECT_COUNT; kind++) {
        tally t = run_kind(articles, kind, profiles, options);
        passes &= report(defect_name(kind), t);
        all.right += t.right;
        all.of += t.of;
        all.lost += t.lost;
    }
    return report("all", all) && passes;
}

int
main(int argc, char **argv)
{
    run_options options = {1, false, false};
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--seeds=", 8) == 0)
            options.seeds = (uint32_t)strtoul(argv[i] + 8, NULL, 10);
        options.show |= strcmp(argv[i], "--show") == 0;
        options.flat |= strcmp(argv[i], "--flat") == 0;
    }
    const char *dir = getenv("DOUBLON_GOLD");
    char path[4096];
    if (dir == NULL || dir[0] == '\0') {
        printf("skipped: DOUBLON_GOLD names no folder\n");
        return SKIPPED;
    }
    (void)snprintf(path, sizeof path, "%s/pages/articles/gold.jsonl", dir);
    gold_articles articles;
    dbn_profiles *profiles;
    dbn_error err;
    if (!gold_articles_read(&articles, path))
        return 1;
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    bool passes = run_all(&articles, profiles, options);
    dbn_profiles_free(profiles);
    gold_articles_free(&articles);
    return passes ? 0 : 1;
}
