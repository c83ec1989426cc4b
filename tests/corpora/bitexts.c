/*
 * tests/corpora/bitexts.c - the articles of corpora/bitexts/, aligned, against the
 * beads that their labels say.
 *
 *     bitexts [--update]
 *
 * A row two languages and figure, in thousandths: strict F1 of the beads, as the usual
 * scorers count it (a bead that is empty on one side may be wrong, but is not asked
 * for), then the F1 of sentences that stand on one side only, and of beads that were
 * moved. expected-bitexts.txt has what they are at least. What comes with doublon is
 * used, and no dictionary of the system, so that the figures are the same everywhere.
 */
#include "corpora/beads.h"
#include "corpora/gold.h"

#include <doublon/bitext.h>

#include <stdlib.h>
#include <string.h>

#define EXPECTED DBN_TESTS_DIR "/corpora/expected-bitexts.txt"

typedef struct languages {
    const char *source, *target;
} languages;

/* Found, of those wanted, of those given. */
typedef struct score {
    uint32_t right, wanted, given;
} score;

/* All articles in two languages. */
typedef struct trial {
    languages langs;
    score full, alone, moved;
} trial;

typedef struct article {
    const char *name;
    gold_side source, target;
    gold_beads beads;
} article;

/* ---- judging --------------------------------------------------------------------- */

static bool
is_range(dbn_range a, dbn_range b)
{
    bool is_empty = a.beg == a.end;
    return is_empty ? b.beg == b.end : a.beg == b.beg && a.end == b.end;
}

static bool
is_alone(dbn_range source, dbn_range target)
{
    return source.beg == source.end || target.beg == target.end;
}

static const gold_bead *
find_gold(const gold_beads *beads, const dbn_bead *given)
{
    for (uint32_t i = 0; i < beads->count; i++)
        if (is_range(beads->items[i].source, given->source) &&
            is_range(beads->items[i].target, given->target))
            return &beads->items[i];
    return NULL;
}

static void
print_side(const gold_side *side, dbn_range range, const char *mark)
{
    for (uint32_t i = range.beg; i < range.end; i++)
        printf("      %s %.*s\t%.*s\n", mark, SHOW(side->lines[i].labels),
               SHOW(side->lines[i].text));
}

static void
print_bead(const trial *t, const article *a, const dbn_bead *bead, const char *fault)
{
    printf("    %s-%s %s: %s (%u)\n", t->langs.source, t->langs.target, a->name, fault,
           (unsigned)bead->confidence);
    print_side(&a->source, bead->source, "<");
    print_side(&a->target, bead->target, ">");
}

static void
judge_bead(trial *t, const article *a, const dbn_bead *given)
{
    const gold_bead *gold = find_gold(&a->beads, given);
    bool is_moved = (given->flags & DBN_BEAD_MOVED) != 0;
    score *kind = is_alone(given->source, given->target) ? &t->alone : &t->full;
    kind->given++;
    kind->right += gold != NULL;
    t->moved.given += is_moved;
    t->moved.right += is_moved && gold != NULL && gold->is_moved;
    if (gold == NULL)
        print_bead(t, a, given, "wrong");
    else if (is_moved != gold->is_moved)
        print_bead(t, a, given, is_moved ? "not moved" : "moved");
}

static void
judge(trial *t, const article *a, const dbn_bitext *bitext, uint32_t pair)
{
    uint32_t count;
    const dbn_bead *given = dbn_bitext_beads(bitext, pair, &count);
    for (uint32_t i = 0; i < count; i++)
        judge_bead(t, a, &given[i]);
    for (uint32_t i = 0; i < a->beads.count; i++) {
        const gold_bead *gold = &a->beads.items[i];
        t->alone.wanted += is_alone(gold->source, gold->target);
        t->full.wanted += !is_alone(gold->source, gold->target);
        t->moved.wanted += gold->is_moved;
    }
}

/* ---- aligning -------------------------------------------------------------------- */

/* What an article says in French is what the French article says. */
static void
check_french(const article *a, const gold_side *side)
{
    gold_article french;
    char name[128];
    (void)snprintf(name, sizeof name, "fr%s", strchr(a->name, '/'));
    gold_read(&french, name);
    for (uint32_t i = 0; i < side->count; i++) {
        dbn_span text = side->lines[i].text;
        bool is_there = test_span_is(text, french.title);
        for (uint32_t j = 0; !is_there && j < french.text.count; j++)
            is_there = test_span_find(french.text.items[j].text, text, 0) <
                       french.text.items[j].text.len;
        if (!is_there)
            test_die("%s: not in corpora/%s: %.*s", a->name, name, SHOW(text));
    }
    gold_release(&french);
}

static void
article_read(article *out, const char *name, languages langs)
{
    char what[128];
    (void)snprintf(what, sizeof what, "%s, %s-%s", name, langs.source, langs.target);
    *out = (article){.name = name};
    gold_side_read(&out->source, name, langs.source);
    gold_side_read(&out->target, name, langs.target);
    gold_beads_make(&out->beads, &out->source, &out->target, what);
    if (strcmp(langs.source, "fr") == 0)
        check_french(out, &out->source);
}

static void
article_release(article *a)
{
    gold_side_release(&a->source);
    gold_side_release(&a->target);
    gold_beads_release(&a->beads);
}

static void
add_article(dbn_bitext *bitext, const article *a)
{
    const gold_side *sides[] = {&a->source, &a->target};
    test_bytes texts[2] = {{0}, {0}};
    dbn_input inputs[2];
    for (int i = 0; i < 2; i++) {
        for (uint32_t j = 0; j < sides[i]->count; j++)
            test_bytes_format(&texts[i], "%.*s\n", SHOW(sides[i]->lines[j].text));
        inputs[i] = (dbn_input){.bytes = test_bytes_span(&texts[i]),
                                .name = test_span(a->name),
                                .is_utf8 = true};
    }
    if (dbn_bitext_add(bitext, &inputs[0], &inputs[1]) != DBN_OK)
        test_die("%s: %s", a->name, dbn_bitext_error(bitext)->message);
    test_bytes_release(&texts[0]);
    test_bytes_release(&texts[1]);
}

static bool
add_known(dbn_bitext *bitext, const char *name)
{
    char path[1024];
    uint64_t broken;
    (void)snprintf(path, sizeof path, "%s/%s", DBN_DICTS_DIR, name);
    if (!test_file_exists(path))
        return false;
    test_bytes lines = test_file_read(path);
    if (dbn_bitext_add_lexicon(bitext, test_bytes_span(&lines), false, &broken) !=
            DBN_OK ||
        broken > 0)
        test_die("%s: broken, or %s", path, dbn_bitext_error(bitext)->message);
    test_bytes_release(&lines);
    return true;
}

/* As the command does. */
static void
add_all_known(dbn_bitext *bitext, languages langs)
{
    static const char *const tables[] = {"lexicons/words.tsv", "terms/belgium.tsv",
                                         "terms/newsroom.tsv", "terms/security.tsv"};
    char name[64];
    (void)snprintf(name, sizeof name, "lexicons/%s-%s.tsv", langs.source, langs.target);
    (void)add_known(bitext, name);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!add_known(bitext, tables[i]))
            test_die("dicts/%s is missing", tables[i]);
}

static void
run(trial *t, const dbn_engine *engine, const test_corpora *names)
{
    dbn_bitext *bitext;
    dbn_bitext_options options = {.source_lang = test_span(t->langs.source),
                                  .target_lang = test_span(t->langs.target),
                                  .is_segmented = true};
    article *articles = calloc(names->count, sizeof *articles);
    if (articles == NULL || dbn_bitext_new(&bitext, engine, &options) != DBN_OK)
        test_die("no memory is left");
    add_all_known(bitext, t->langs);
    for (uint32_t i = 0; i < names->count; i++) {
        article_read(&articles[i], names->names[i], t->langs);
        add_article(bitext, &articles[i]);
    }
    if (dbn_bitext_align(bitext) != DBN_OK)
        test_die("%s", dbn_bitext_error(bitext)->message);
    for (uint32_t i = 0; i < names->count; i++) {
        judge(t, &articles[i], bitext, i);
        article_release(&articles[i]);
    }
    free(articles);
    dbn_bitext_free(bitext);
}

/* ---- figures --------------------------------------------------------------------- */

static unsigned
thousandths(score s)
{
    return s.wanted + s.given == 0 ? 1000 : 2000 * s.right / (s.wanted + s.given);
}

/* Beads that are empty on one side weigh in what was given only. */
static unsigned
strict_f1(const trial *t)
{
    double precision = (double)(t->full.right + t->alone.right) /
                       (double)(t->full.given + t->alone.given);
    double recall = (double)t->full.right / (double)t->full.wanted;
    return (unsigned)(2000 * precision * recall / (precision + recall));
}

/* A row, and whether its figure is what it was at least. */
static bool
add_row(test_bytes *rows, const trial *t, const char *what, unsigned figure)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s-%s %s ", t->langs.source, t->langs.target,
                   what);
    test_bytes_format(rows, "%s%u\n", name, figure);
    if (!test_file_exists(EXPECTED))
        return true;
    test_bytes file = test_file_read(EXPECTED);
    dbn_span expected = test_bytes_span(&file);
    size_t at = test_span_find(expected, test_span(name), 0);
    unsigned floor = 0;
    for (at += strlen(name); at < expected.len && expected.ptr[at] != '\n'; at++)
        floor = 10 * floor + (unsigned)(expected.ptr[at] - '0');
    test_bytes_release(&file);
    printf("%-16s %4u of %4u%s\n", name, figure, floor,
           figure < floor ? "  WORSE" : "");
    return figure >= floor;
}

static bool
add_rows(test_bytes *rows, const trial *t)
{
    printf("\n%s-%s: beads %u of %u, alone %u of %u, moved %u of %u\n", t->langs.source,
           t->langs.target, t->full.right, t->full.wanted, t->alone.right,
           t->alone.wanted, t->moved.right, t->moved.wanted);
    bool is_good = add_row(rows, t, "strict", strict_f1(t));
    is_good &= add_row(rows, t, "alone", thousandths(t->alone));
    return add_row(rows, t, "moved", thousandths(t->moved)) && is_good;
}

int
main(int argc, char **argv)
{
    static const languages pairs[] = {{"fr", "nl"}, {"fr", "en"}, {"nl", "en"}};
    bool updates = argc > 1 && strcmp(argv[1], "--update") == 0, is_good = true;
    test_bytes rows = {0};
    dbn_engine *engine = test_engine_new();
    test_corpora names = test_bitexts_list();
    test_bytes_format(&rows, "# Thousandths, by tests/corpora/bitexts.c (--update): a "
                             "drop fails.\n");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        trial t = {.langs = pairs[i]};
        run(&t, engine, &names);
        is_good &= add_rows(&rows, &t);
    }
    if (updates)
        test_file_write(EXPECTED, test_bytes_span(&rows));
    test_bytes_release(&rows);
    test_corpora_release(&names);
    dbn_engine_free(engine);
    return is_good || updates ? EXIT_SUCCESS : EXIT_FAILURE;
}
