/*
 * tests/unit/memory.c - what a translation memory keeps, and what it finds: scores by
 * hand, and everything that comparing with each text would find.
 */
#define _POSIX_C_SOURCE 200809L

#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory/distance.h"
#include "memory/inside.h"
#include "memory/memory.h"
#include "memory/placeables.h"

static char folder[] = "/var/tmp/doublon-memory-XXXXXX";
static char path[64];
static dbn_job job;
static dbn_memory_store *memory;

static int
make_folder(void **state)
{
    (void)state;
    dbn_job_init(&job, 0);
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/memory", folder);
    return 0;
}

static int
open_memory(void **state)
{
    (void)state;
    return dbn_memory_open(&memory, path, DBN_MEMORY_WRITE, &job.err) != DBN_OK;
}

static int
remove_memory(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[80];
    (void)state;
    dbn_memory_close(memory);
    memory = NULL;
    dbn_job_reset(&job);
    for (int i = 0; i < 3; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    dbn_job_release(&job);
    return rmdir(folder);
}

/* ---- adding --------------------------------------------------------------------- */

typedef struct pair {
    const char *source_lang, *source, *target_lang, *target;
    const char *before, *after; /* NULL: unknown */
} pair;

static uint64_t
context_of(const char *text)
{
    return text == NULL ? DBN_MEMORY_UNKNOWN : dbn_memory_context(dbn_span_of(text));
}

static bool
add(const pair *p)
{
    const dbn_memory_variant variants[] = {
        {.lang = dbn_span_of(p->source_lang),
         .text = dbn_span_of(p->source),
         .is_source = true},
        {.lang = dbn_span_of(p->target_lang), .text = dbn_span_of(p->target)}};
    const dbn_stored_unit unit = {.variants = variants,
                                  .variant_count = 2,
                                  .origin = DBN_SPAN("here.tmx"),
                                  .before = context_of(p->before),
                                  .after = context_of(p->after)};
    bool is_new = false;
    if (dbn_memory_add(&is_new, memory, &unit, &job) != DBN_OK)
        fail_msg("%s", job.err.message);
    return is_new;
}

static void
begin(void)
{
    assert_int_equal(dbn_memory_begin(memory), DBN_OK);
}

static void
commit(void)
{
    if (dbn_memory_commit(memory, &job) != DBN_OK)
        fail_msg("%s", job.err.message);
}

static void
fill(const pair *pairs, size_t count)
{
    begin();
    for (size_t i = 0; i < count; i++)
        (void)add(&pairs[i]);
    commit();
}

static dbn_memory_matches
search(dbn_memory_query query)
{
    dbn_memory_matches found;
    if (query.source.len == 0)
        query.source = DBN_SPAN("fr");
    if (query.target.len == 0)
        query.target = DBN_SPAN("nl");
    if (query.least == 0)
        query.least = 50;
    if (query.matches == 0)
        query.matches = 5;
    if (dbn_memory_search(&found, memory, &query, &job) != DBN_OK)
        fail_msg("%s", job.err.message);
    return found;
}

static uint32_t
best_score(const char *text, dbn_memory_scoring scoring)
{
    dbn_memory_matches found =
        search((dbn_memory_query){.text = dbn_span_of(text), .scoring = scoring});
    return found.count == 0 ? 0 : found.items[0].score;
}

static void
assert_span(dbn_span got, const char *wanted)
{
    if (!dbn_span_equal(got, dbn_span_of(wanted)))
        fail_msg("'%.*s' instead of '%s'", (int)got.len, got.ptr, wanted);
}

/* ---- scores --------------------------------------------------------------------- */

static void
tokens_are_words_and_placeables(void **state)
{
    static const struct {
        const char *text;
        uint32_t count;
        dbn_memory_kind first;
    } cases[] = {
        {"", 0, DBN_MEMORY_WORD},
        {" — … ", 0, DBN_MEMORY_WORD},
        {"l’hébergeur, lui", 3, DBN_MEMORY_WORD},
        {"1.234,5 euros", 2, DBN_MEMORY_NUMBER},
        {"A380 à 12:30", 3, DBN_MEMORY_CODE},
        {"B-52", 1, DBN_MEMORY_CODE},
        {"Bruxelles-Midi", 2, DBN_MEMORY_WORD},
        {"(https://example.org/a?b=1), là", 2, DBN_MEMORY_ADDRESS},
        {"a.b@example.org.", 1, DBN_MEMORY_ADDRESS},
        {"中文", 2, DBN_MEMORY_WORD},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_memory_tokens tokens = {0};
        assert_int_equal(
            dbn_memory_tokens_of(&tokens, dbn_span_of(cases[i].text), &job.arena),
            DBN_OK);
        if (tokens.count != cases[i].count)
            fail_msg("'%s': %u tokens", cases[i].text, tokens.count);
        if (tokens.count > 0)
            assert_int_equal(tokens.items[0].kind, cases[i].first);
    }
}

static void
distances_end_at_their_limit(void **state)
{
    static const uint32_t a[] = {1, 2, 3, 4, 5, 6}, b[] = {2, 3, 9, 5, 6, 7};
    uint32_t row[8];
    (void)state;
    assert_int_equal(dbn_memory_distance(a, 6, b, 6, 6, row), 3);
    assert_int_equal(dbn_memory_distance(a, 6, b, 6, 3, row), 3);
    assert_int_equal(dbn_memory_distance(a, 6, b, 6, 2, row), 3);
    assert_int_equal(dbn_memory_distance(a, 6, b, 6, 0, row), 1);
    assert_int_equal(dbn_memory_distance(a, 6, a, 6, 0, row), 0);
    assert_int_equal(dbn_memory_distance(a, 0, b, 6, 6, row), 6);
    assert_int_equal(dbn_memory_distance(a, 6, b, 0, 5, row), 6);
    assert_int_equal(dbn_memory_distance(a, 0, b, 0, 0, row), 0);
}

static void
scores_are_those_of_the_formula(void **state)
{
    static const pair pairs[] = {
        {"fr", "Le serveur a été débranché hier soir.", "nl", "x", NULL, NULL}};
    (void)state;
    fill(pairs, 1);
    assert_int_equal(
        best_score("Le serveur a été débranché hier soir.", DBN_MEMORY_GRADED), 100);
    assert_int_equal(
        best_score(" Le serveur\t a été\ndébranché hier soir. ", DBN_MEMORY_STRICT),
        100);
    /* Punctuation alone differs, or case. */
    assert_int_equal(
        best_score("Le serveur a été débranché hier soir", DBN_MEMORY_STRICT), 99);
    /* One word of seven: trunc(100 * 6 / 7). */
    assert_int_equal(
        best_score("Le serveur a été débranché hier matin.", DBN_MEMORY_GRADED), 85);
    assert_int_equal(
        best_score("Le serveur a été débranché hier matin.", DBN_MEMORY_STRICT), 85);
    /* Other forms: serveur, serveurs is one letter of eight, a quarter; débranché,
     * débranchés one of ten. 100 * (28 - 2) / 28. */
    assert_int_equal(
        best_score("Le serveurs a été débranchés hier soir.", DBN_MEMORY_GRADED), 92);
    assert_int_equal(
        best_score("Le serveurs a été débranchés hier soir.", DBN_MEMORY_STRICT), 71);
    assert_int_equal(best_score("Rien à voir.", DBN_MEMORY_GRADED), 0);
}

static void
context_makes_101(void **state)
{
    static const pair pairs[] = {
        {"fr", "Oui.", "nl", "Ja.", "Vient-il ?", "Bien."},
        {"fr", "Oui.", "nl", "Jawel.", "Ne vient-il pas ?", NULL},
        {"fr", "Oui.", "nl", "Toch.", NULL, NULL},
    };
    (void)state;
    fill(pairs, 3);
    dbn_memory_query query = {.text = DBN_SPAN("Oui."),
                              .before = DBN_SPAN("Ne vient-il pas ? "),
                              .after = DBN_SPAN("Bien.")};
    dbn_memory_matches found = search(query);
    assert_int_equal(found.count, 3);
    assert_int_equal(found.items[0].score, 101);
    assert_span(found.items[0].target, "Jawel.");
    assert_int_equal(found.items[1].score, 100);
    assert_span(found.items[1].target, "Ja.");
    query.before = query.after = (dbn_span){NULL, 0};
    assert_int_equal(search(query).items[0].score, 100);
}

static void
languages_fall_back_at_a_price(void **state)
{
    static const pair pairs[] = {
        {"fr", "Le bourgmestre est parti.", "nl", "a", NULL, NULL},
        {"fr-BE", "Le bourgmestre est parti.", "nl-BE", "b", NULL, NULL},
        {"fr-FR", "Le bourgmestre est parti.", "nl-BE", "c", NULL, NULL},
        {"en", "Le bourgmestre est parti.", "nl-BE", "d", NULL, NULL},
    };
    (void)state;
    fill(pairs, 4);
    dbn_memory_matches found =
        search((dbn_memory_query){.text = DBN_SPAN("Le bourgmestre est parti."),
                                  .source = DBN_SPAN("fr-BE"),
                                  .target = DBN_SPAN("nl-BE")});
    assert_int_equal(found.count, 3);
    assert_span(found.items[0].target, "b");
    assert_int_equal(found.items[0].score, 100);
    assert_span(found.items[1].target, "a");
    assert_int_equal(found.items[1].score, 98);
    assert_int_equal(found.items[1].penalty, 2);
    assert_span(found.items[2].target, "c");
    assert_int_equal(found.items[2].score, 98);
    found = search((dbn_memory_query){.text = DBN_SPAN("Le bourgmestre est parti."),
                                      .target = DBN_SPAN("de")});
    assert_int_equal(found.count, 0);
}

static void
placeables_are_exchanged(void **state)
{
    static const pair pairs[] = {
        {"fr", "Il y a 12 morts et 30 blessés.", "nl",
         "Er zijn 12 doden en 30 gewonden.", NULL, NULL},
        {"fr", "Voir 3 pages.", "nl", "Zie drie bladzijden.", NULL, NULL},
    };
    (void)state;
    fill(pairs, 2);
    dbn_memory_matches found = search(
        (dbn_memory_query){.text = DBN_SPAN("Il y a 30 morts et 1.250 blessés.")});
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].score, 99);
    assert_int_equal(found.items[0].exchanged, 2);
    assert_span(found.items[0].target, "Er zijn 30 doden en 1.250 gewonden.");
    /* The number stands in letters there: a quarter of an edit in three. */
    found = search((dbn_memory_query){.text = DBN_SPAN("Voir 4 pages.")});
    assert_int_equal(found.items[0].score, 91);
    assert_int_equal(found.items[0].exchanged, 0);
    assert_span(found.items[0].target, "Zie drie bladzijden.");
    /* A minus belongs to its number; the hyphen of a range is none. */
    found = search((dbn_memory_query){.text = DBN_SPAN("Il y a -3 morts et \xE2\x88\x92"
                                                       "5 blessés.")});
    assert_span(found.items[0].target, "Er zijn -3 doden en \xE2\x88\x92"
                                       "5 gewonden.");
    found =
        search((dbn_memory_query){.text = DBN_SPAN("Il y a -12 morts et 30 blessés.")});
    assert_span(found.items[0].target, "Er zijn -12 doden en 30 gewonden.");
    found =
        search((dbn_memory_query){.text = DBN_SPAN("Il y a 30 morts et 12 blessés."),
                                  .scoring = DBN_MEMORY_STRICT});
    assert_int_equal(found.items[0].score, 75);
}

static void
texts_without_words_match_themselves(void **state)
{
    static const pair pairs[] = {{"fr", "—", "nl", "–", NULL, NULL},
                                 {"fr", "…", "nl", "...", NULL, NULL}};
    (void)state;
    fill(pairs, 2);
    dbn_memory_matches found = search((dbn_memory_query){.text = DBN_SPAN("…")});
    assert_int_equal(found.count, 1);
    assert_span(found.items[0].target, "...");
}

/* ---- the file ------------------------------------------------------------------- */

static void
what_is_there_is_not_added_again(void **state)
{
    static const pair one = {"fr", "Oui.", "nl", "Ja.", NULL, NULL},
                      other = {"fr", "Oui.", "nl", "Ja.", "Vient-il ?", NULL};
    dbn_memory_stats stats;
    (void)state;
    begin();
    assert_true(add(&one));
    assert_false(add(&one));
    assert_true(add(&other));
    commit();
    begin();
    assert_false(add(&one));
    assert_true(add(&(pair){"fr", "Non.", "nl", "Nee.", NULL, NULL}));
    dbn_memory_rollback(memory);
    assert_int_equal(dbn_memory_count(&stats, memory, &job), DBN_OK);
    assert_int_equal(stats.units, 2);
    assert_int_equal(stats.contexts, 1);
    assert_int_equal(stats.language_count, 2);
    assert_span(stats.languages[0].lang, "fr");
    assert_int_equal(stats.languages[0].sources, 2);
    assert_int_equal(stats.languages[1].sources, 0);
    assert_int_equal(best_score("Non.", DBN_MEMORY_GRADED), 0);
    /* Two matches that say the same are one. */
    assert_int_equal(search((dbn_memory_query){.text = DBN_SPAN("Oui.")}).count, 1);
}

static void
another_file_is_refused(void **state)
{
    dbn_memory_store *other;
    char name[80];
    (void)state;
    (void)snprintf(name, sizeof name, "%s-none", path);
    assert_int_not_equal(dbn_memory_open(&other, name, DBN_MEMORY_READ, &job.err),
                         DBN_OK);
    assert_null(other);
    assert_int_not_equal(
        dbn_memory_open(&other, "/dev/null", DBN_MEMORY_READ, &job.err), DBN_OK);
}

/* One whose source is another text of the same unit is searched from there. */
static void
a_unit_has_its_source(void **state)
{
    dbn_memory_variant variants[] = {
        {.lang = DBN_SPAN("fr"), .text = DBN_SPAN("Oui."), .is_source = true},
        {.lang = DBN_SPAN("nl"), .text = DBN_SPAN("Ja.")}};
    const dbn_stored_unit unit = {.variants = variants, .variant_count = 2};
    bool is_new;
    (void)state;
    begin();
    assert_int_equal(dbn_memory_add(&is_new, memory, &unit, &job), DBN_OK);
    variants[0].is_source = false;
    variants[1].is_source = true;
    assert_int_equal(dbn_memory_add(&is_new, memory, &unit, &job), DBN_OK);
    assert_true(is_new);
    assert_int_equal(dbn_memory_add(&is_new, memory, &unit, &job), DBN_OK);
    assert_false(is_new);
    commit();
    dbn_memory_matches found = search((dbn_memory_query){
        .text = DBN_SPAN("Ja."), .source = DBN_SPAN("nl"), .target = DBN_SPAN("fr")});
    assert_int_equal(found.count, 1);
    assert_span(found.items[0].target, "Oui.");
}

static int64_t
ask(const char *text)
{
    int64_t number = -1;
    assert_int_equal(dbn_sql_number(&number, memory->sql, text), DBN_OK);
    return number;
}

static void
no_unit_is_dropped_for_a_hash(void **state)
{
    static const pair one = {"fr", "Oui.", "nl", "Ja.", NULL, NULL},
                      other = {"fr", "Non.", "nl", "Nee.", NULL, NULL};
    char set[80];
    (void)state;
    begin();
    assert_true(add(&other));
    (void)snprintf(set, sizeof set, "UPDATE unit SET identity = %lld",
                   (long long)ask("SELECT identity FROM unit"));
    dbn_memory_rollback(memory);
    begin();
    assert_true(add(&one));
    assert_int_equal(dbn_sql_run(memory->sql, set), DBN_OK);
    assert_true(add(&other));
    assert_false(add(&other));
    commit();
    assert_int_equal(best_score("Non.", DBN_MEMORY_GRADED), 100);
}

/* However many stand before with the same text. */
static void
context_is_found_among_many(void **state)
{
    char before[32], target[32];
    (void)state;
    begin();
    for (int i = 0; i < 1100; i++) {
        (void)snprintf(before, sizeof before, "Voir %d.", i);
        (void)snprintf(target, sizeof target, "Ja %d.", i);
        assert_true(add(&(pair){"fr", "Oui.", "nl", target, before, "Bien."}));
    }
    assert_true(add(&(pair){"fr", "Oui.", "nl", "Toch.", "Voir a.", NULL}));
    commit();
    dbn_memory_query query = {.text = DBN_SPAN("Oui."),
                              .before = DBN_SPAN("Voir 1099."),
                              .after = DBN_SPAN("Bien.")};
    assert_int_equal(search(query).items[0].score, 101);
    assert_span(search(query).items[0].target, "Ja 1099.");
    query.before = DBN_SPAN("Voir a.");
    assert_int_equal(search(query).items[0].score, 101);
    assert_span(search(query).items[0].target, "Toch.");
}

static void
what_others_add_is_seen(void **state)
{
    static const pair one = {"fr", "Oui.", "nl", "Ja.", NULL, NULL},
                      other = {"it", "Sì.", "pt", "Sim.", NULL, NULL};
    dbn_memory_store *writer = memory;
    (void)state;
    fill(&one, 1);
    assert_int_equal(dbn_memory_open(&memory, path, DBN_MEMORY_READ, &job.err), DBN_OK);
    assert_int_equal(best_score("Oui.", DBN_MEMORY_GRADED), 100);
    dbn_memory_store *reader = memory;
    memory = writer;
    fill(&other, 1);
    /* Nobody holds what the writer would put away. */
    assert_int_equal(ask("PRAGMA wal_checkpoint(TRUNCATE)"), 0);
    memory = reader;
    dbn_memory_matches found = search((dbn_memory_query){
        .text = DBN_SPAN("Sì."), .source = DBN_SPAN("it"), .target = DBN_SPAN("pt")});
    assert_int_equal(found.count, 1);
    assert_span(found.items[0].target_lang, "pt");
    dbn_memory_close(reader);
    memory = writer;
}

static void
stems_of_another_version_are_made_again(void **state)
{
    static const pair one = {"fr", "Le serveur a été débranché.", "nl", "x", NULL,
                             NULL};
    dbn_memory_store *reader;
    (void)state;
    begin();
    assert_true(add(&one));
    for (int i = 0; i < 300; i++) { /* enough for a run */
        char text[32];
        (void)snprintf(text, sizeof text, "Voir page %d encore.", i);
        assert_true(add(&(pair){"fr", text, "nl", "y", NULL, NULL}));
    }
    commit();
    assert_int_equal(dbn_sql_run(memory->sql,
                                 "UPDATE shape SET tokens = 0;"
                                 "UPDATE searched SET stems = x'00000000'"),
                     DBN_OK);
    assert_int_equal(dbn_memory_open(&reader, path, DBN_MEMORY_READ, &job.err),
                     DBN_ERR_SYNTAX);
    assert_null(reader);
    dbn_memory_close(memory);
    assert_int_equal(open_memory(NULL), 0);
    assert_int_equal(best_score("Le serveur a été rebranché.", DBN_MEMORY_STRICT), 80);
    assert_int_equal(memory->runs.count, 1);
    assert_int_equal(dbn_memory_open(&reader, path, DBN_MEMORY_READ, &job.err), DBN_OK);
    dbn_memory_close(reader);
}

/* ---- against brute force -------------------------------------------------------- */

#define TEXTS   2000U
#define QUERIES 100U
#define WORDS   400U
#define KEPT    20U

static uint64_t seed;

static uint32_t
random_below(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((seed >> 33) % n);
}

/* A word, small numbers more often; some are forms of others, some are numbers. */
static int
random_word(char *out, size_t size)
{
    static const char *const endings[] = {"", "", "s", "ment", "er"};
    uint32_t word = random_below(1 + random_below(WORDS));
    if (word % 17 == 3)
        return snprintf(out, size, "%u ", random_below(40));
    return snprintf(out, size, "%c%c%c%c%s ", 'a' + word % 23, 'e' + word % 3,
                    'b' + word / 23, 'a' + word % 5, endings[random_below(5)]);
}

static void
random_text(char *out, size_t size)
{
    size_t at = 0;
    for (uint32_t left = 1 + random_below(1 + random_below(24)); left > 0; left--)
        at += (size_t)random_word(out + at, size - at);
    out[at - 1] = '\0';
}

/* A text that was changed here and there. */
static void
vary(char *out, size_t size, const char *text)
{
    size_t at = 0;
    out[0] = '\0';
    dbn_span rest = dbn_span_of(text);
    for (dbn_span word; (word = dbn_span_next_word(&rest)).len > 0;) {
        uint32_t what = random_below(8);
        if (what == 0)
            continue;
        if (what == 1)
            at += (size_t)random_word(out + at, size - at);
        at += (size_t)snprintf(out + at, size - at, "%.*s ", (int)word.len, word.ptr);
    }
    if (at > 0)
        out[at - 1] = '\0';
}

typedef struct scored {
    uint32_t score, bound, number;
} scored;

static int
best_first(const void *first, const void *second)
{
    const scored *a = first, *b = second;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->bound != b->bound)
        return a->bound > b->bound ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* The score that two texts have when all is compared. */
static scored
compare(const char *query, const char *source, const char *target, uint32_t number,
        dbn_memory_scoring scoring)
{
    dbn_memory_text texts[3] = {{.text = dbn_span_of(query)},
                                {.text = dbn_span_of(source)},
                                {.text = dbn_span_of(target)}};
    dbn_memory_exchange exchange;
    uint32_t stems[2][64], row[64];
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            dbn_memory_tokens_of(&texts[i].tokens, texts[i].text, &job.arena), DBN_OK);
    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; k < texts[i].tokens.count; k++)
            stems[i][k] = texts[i].tokens.items[k].stem;
    assert_int_equal(
        dbn_memory_exchange_of(&exchange, &texts[0], &texts[1], &texts[2], &job.arena),
        DBN_OK);
    uint32_t a = texts[0].tokens.count, b = texts[1].tokens.count,
             longest = a > b ? a : b;
    const dbn_memory_pair both = {.a_text = texts[0].text,
                                  .b_text = texts[1].text,
                                  .a = texts[0].tokens.items,
                                  .b = texts[1].tokens.items,
                                  .a_count = a,
                                  .b_count = b,
                                  .is_exchanged = exchange.is_whole,
                                  .row = row};
    uint32_t edits = dbn_memory_distance(stems[0], a, stems[1], b, longest, row);
    scored out = {.score = dbn_memory_score(&both, scoring, 1),
                  .bound = dbn_memory_score_of(longest, edits),
                  .number = number};
    bool is_same = strcmp(query, source) == 0;
    out.score = is_same ? 100 : out.score < 99 ? out.score : 99;
    out.bound = is_same ? 101 : out.bound;
    return out;
}

static char sources[TEXTS][256], targets[TEXTS][32];

static void
fill_at_random(void)
{
    begin();
    for (uint32_t i = 0; i < TEXTS; i++) {
        if (i % 3 == 0 && i > 0)
            vary(sources[i], sizeof sources[i], sources[random_below(i)]);
        else
            random_text(sources[i], sizeof sources[i]);
        if (sources[i][0] == '\0')
            random_text(sources[i], sizeof sources[i]);
        (void)snprintf(targets[i], sizeof targets[i], "t-%c%c%c", 'a' + i % 26,
                       'a' + i / 26 % 26, 'a' + i / 676);
        assert_true(add(&(pair){"fr", sources[i], "nl", targets[i], NULL, NULL}));
        if (random_below(97) == 0) { /* runs of all lengths, and a tail */
            commit();
            begin();
        }
    }
    commit();
}

static void
assert_all_found(const char *query, uint32_t least, dbn_memory_scoring scoring)
{
    static scored all[TEXTS];
    for (uint32_t i = 0; i < TEXTS; i++)
        all[i] = compare(query, sources[i], targets[i], i, scoring);
    qsort(all, TEXTS, sizeof all[0], best_first);
    dbn_memory_matches found = search((dbn_memory_query){.text = dbn_span_of(query),
                                                         .least = least,
                                                         .matches = KEPT,
                                                         .scoring = scoring});
    uint32_t wanted = 0;
    while (wanted < KEPT && all[wanted].score >= least)
        wanted++;
    if (found.count != wanted)
        fail_msg("'%s': %u of %u matches", query, found.count, wanted);
    for (uint32_t i = 0; i < wanted; i++) {
        if (found.items[i].score != all[i].score ||
            !dbn_span_equal(found.items[i].source, dbn_span_of(sources[all[i].number])))
            fail_msg("'%s': match %u is '%.*s' with %u, not '%s' with %u", query, i,
                     (int)found.items[i].source.len, found.items[i].source.ptr,
                     found.items[i].score, sources[all[i].number], all[i].score);
    }
}

static void
nothing_is_missed(void **state)
{
    static const uint32_t leasts[] = {50, 60, 75, 85, 95};
    char query[256];
    (void)state;
    seed = 20261130;
    fill_at_random();
    for (uint32_t i = 0; i < QUERIES; i++) {
        vary(query, sizeof query, sources[random_below(TEXTS)]);
        assert_all_found(query, leasts[i % 5],
                         i % 2 == 0 ? DBN_MEMORY_GRADED : DBN_MEMORY_STRICT);
        dbn_job_reset(&job);
    }
}

/* ---- budgets -------------------------------------------------------------------- */

static dbn_memory_matches
search_within(dbn_status *status, dbn_job *tight, const dbn_memory_query *query)
{
    dbn_memory_matches found = {0};
    *status = dbn_memory_search(&found, memory, query, tight);
    if (*status != DBN_OK) {
        assert_int_equal(*status, DBN_ERR_NOMEM);
        assert_true(tight->err.message[0] != '\0' || job.err.message[0] != '\0');
    }
    for (uint32_t i = 0; i < DBN_MEMORY_RUN_MAX; i++)
        if (memory->hits != NULL && memory->hits[i] != 0)
            fail_msg("hits of a search that failed are left");
    return found;
}

/* What one search has no memory for, the next one of the same handle does not miss. */
static void
little_memory_is_told_and_leaves_nothing(void **state)
{
    dbn_status status = DBN_ERR_NOMEM;
    uint32_t refused = 0;
    (void)state;
    seed = 7;
    fill_at_random();
    const dbn_memory_query query = {.text = dbn_span_of(sources[123]),
                                    .source = DBN_SPAN("fr"),
                                    .target = DBN_SPAN("nl"),
                                    .least = 50,
                                    .matches = KEPT};
    for (size_t budget = 64; status != DBN_OK && budget < (size_t)64 << 20;
         budget += budget / 24 + 1, refused++) {
        dbn_job tight;
        dbn_job_init(&tight, budget);
        (void)search_within(&status, &tight, &query);
        dbn_job_release(&tight);
    }
    assert_int_equal(status, DBN_OK);
    assert_true(refused > 20);
    assert_all_found(sources[123], 50, DBN_MEMORY_GRADED);
}

int
main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, open_memory, remove_memory)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_words_and_placeables),
        cmocka_unit_test(distances_end_at_their_limit),
        EACH(scores_are_those_of_the_formula),
        EACH(context_makes_101),
        EACH(languages_fall_back_at_a_price),
        EACH(placeables_are_exchanged),
        EACH(texts_without_words_match_themselves),
        EACH(what_is_there_is_not_added_again),
        EACH(another_file_is_refused),
        EACH(a_unit_has_its_source),
        EACH(no_unit_is_dropped_for_a_hash),
        EACH(context_is_found_among_many),
        EACH(what_others_add_is_seen),
        EACH(stems_of_another_version_are_made_again),
        EACH(nothing_is_missed),
        EACH(little_memory_is_told_and_leaves_nothing),
    };
#undef EACH
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
