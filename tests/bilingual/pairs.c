/*
 * tests/bilingual/pairs.c - what revising finds in pairs of sentences.
 *
 * A file SOURCE-TARGET.pairs has a pair a line, in three columns with tabs between
 * them: the rules that find something, without their family ("-": none), in the order
 * of the alphabet; the source; the translation. Codes are written as tags: <1>, </1>,
 * <1/>. A line that begins with # is a comment, one with @ says what holds for all
 * lines behind it: @term and a term and its translation, @forbid and a word, @places.
 */
#include "unit/profiles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/span.h"
#include "glossary/read.h"
#include "revise/revise.h"

#define CODES_MAX 16
#define RULES     64

static dbn_dictionaries *dictionaries;
static const char *dir = DBN_TESTS_DIR "/bilingual";

/* All that one file says. */
typedef struct trial {
    const char *name;
    dbn_revise_languages langs;
    dbn_glossary *terms, *places, *forbidden;
    const dbn_morphology *of_source, *of_target;
    uint32_t pairs, faults;
} trial;

static char *
read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *bytes = calloc(1, 1U << 20);
    if (in == NULL || bytes == NULL)
        fail_msg("%s cannot be read", path);
    size_t len = fread(bytes, 1, (1U << 20) - 1, in);
    bytes[len] = '\0';
    assert_int_equal(fclose(in), 0);
    return bytes;
}

static dbn_glossary *
glossary_of(const dbn_profile *profile, const dbn_morphology **morphology)
{
    dbn_error err;
    dbn_glossary *out;
    assert_int_equal(
        dbn_dictionaries_morphology(morphology, dictionaries, profile, &err), DBN_OK);
    assert_int_equal(dbn_glossary_new(&out, profile, *morphology, &err), DBN_OK);
    return out;
}

static void
open_trial(trial *t, const char *source, const char *target)
{
    t->langs.profiles = profiles;
    t->langs.source = dbn_profiles_find(profiles, dbn_span_of(source));
    t->langs.target = dbn_profiles_find(profiles, dbn_span_of(target));
    t->terms = glossary_of(t->langs.source, &t->of_source);
    t->places = glossary_of(t->langs.source, &t->of_source);
    t->forbidden = glossary_of(t->langs.target, &t->of_target);
    t->langs.forbidden = t->forbidden;
}

static void
close_trial(trial *t)
{
    dbn_glossary_free(t->langs.terms.target);
    dbn_glossary_free(t->langs.places.target);
    dbn_glossary_free(t->terms);
    dbn_glossary_free(t->places);
    dbn_glossary_free(t->forbidden);
}

static void
make_terms(trial *t, dbn_revise_terms *out, const dbn_glossary *of)
{
    dbn_error err;
    dbn_glossary_free(out->target);
    assert_int_equal(
        dbn_revise_terms_make(out, of, t->langs.target, t->of_target, &err), DBN_OK);
}

/* A line that begins with @. */
static void
take_setting(trial *t, const char *kind, const char *one, const char *two)
{
    dbn_error err;
    dbn_glossary_entry entry = {
        .term = dbn_span_of(one), .translation = dbn_span_of(two), .domain = {"", 0}};
    if (strcmp(kind, "@places") == 0) {
        char *bytes = read_file(DBN_DICTS_DIR "/terms/belgium.tsv");
        const dbn_glossary_reading reading = {.lang = dbn_profile_lang(t->langs.source),
                                              .target =
                                                  dbn_profile_lang(t->langs.target),
                                              .arena = &job.scratch};
        assert_int_equal(
            dbn_glossary_read_rows(t->places, dbn_span_of(bytes), &reading, &err),
            DBN_OK);
        free(bytes);
        make_terms(t, &t->langs.places, t->places);
        return;
    }
    bool is_term = strcmp(kind, "@term") == 0;
    entry.status = is_term ? DBN_TERM_PREFERRED : DBN_TERM_FORBIDDEN;
    assert_int_equal(dbn_glossary_add(is_term ? t->terms : t->forbidden, &entry, &err),
                     DBN_OK);
    if (is_term)
        make_terms(t, &t->langs.terms, t->terms);
}

/* Take the codes out of a text, in place. */
static dbn_revise_side
side_of(char *text, dbn_revise_code codes[CODES_MAX], char names[CODES_MAX][8])
{
    uint32_t len = 0, count = 0;
    for (const char *p = text; *p != '\0';) {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;
        if (end == NULL || end - p > 8 || count == CODES_MAX) {
            text[len++] = *p++;
            continue;
        }
        size_t name = (size_t)(end - p - 1);
        memcpy(names[count], p + 1, name);
        codes[count] = (dbn_revise_code){.at = len, .name = {names[count], name}};
        count++;
        p = end + 1;
    }
    text[len] = '\0';
    return (dbn_revise_side){{text, len}, codes, count};
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of what was found, each once. */
static void
name_rules(char *out, size_t size, const dbn_revise_findings *found)
{
    const char *names[RULES];
    uint32_t count = 0;
    size_t len = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < found->count && count < RULES; i++)
        names[count++] =
            dbn_rule_builtin_name(found->items[i].rule).ptr + strlen("bilingual.");
    if (count > 0)
        qsort(names, count, sizeof *names, by_name);
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
            len += (size_t)snprintf(out + len, size - len, "%s%s", i == 0 ? "" : ",",
                                    names[i]);
    if (count == 0)
        (void)snprintf(out, size, "-");
}

static void
try_pair(trial *t, const char *wanted, char *source, char *target, int line)
{
    dbn_revise_code of_source[CODES_MAX], of_target[CODES_MAX];
    char source_names[CODES_MAX][8], target_names[CODES_MAX][8];
    char found_names[512];
    dbn_revise_findings found = {0};
    const dbn_revise_pair pair = {side_of(source, of_source, source_names),
                                  side_of(target, of_target, target_names)};
    assert_int_equal(dbn_revise_run(&found, &pair, 1, &t->langs, &job), DBN_OK);
    name_rules(found_names, sizeof found_names, &found);
    for (uint32_t i = 0; i < found.count; i++) {
        assert_true(found.items[i].source.beg <= found.items[i].source.end);
        assert_true(found.items[i].source.end <= pair.source.text.len);
        assert_true(found.items[i].target.beg <= found.items[i].target.end);
        assert_true(found.items[i].target.end <= pair.target.text.len);
    }
    t->pairs++;
    if (strcmp(found_names, wanted) == 0)
        return;
    t->faults++;
    print_error("%s:%d: %s instead of %s\n   %s\n   %s\n", t->name, line, found_names,
                wanted, source, target);
    for (uint32_t i = 0; i < found.count; i++) {
        const dbn_revise_finding *f = &found.items[i];
        print_error("      %s '%.*s' '%.*s'\n", dbn_rule_builtin_name(f->rule).ptr,
                    (int)dbn_range_len(f->source), source + f->source.beg,
                    (int)dbn_range_len(f->target), target + f->target.beg);
    }
}

static void
try_file(const char *name, const char *source, const char *target)
{
    char path[1024];
    trial t = {.name = name};
    int line = 0;
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    char *bytes = read_file(path), *rest = bytes;
    open_trial(&t, source, target);
    while (*rest != '\0') {
        char nothing[1] = "";
        char *columns[3] = {rest, nothing, nothing};
        char *end = strchr(rest, '\n');
        rest = end == NULL ? rest + strlen(rest) : end + 1;
        if (end != NULL)
            *end = '\0';
        line++;
        for (int i = 1; i < 3; i++) {
            char *tab = strchr(columns[i - 1], '\t');
            if (tab == NULL)
                break;
            *tab = '\0';
            columns[i] = tab + 1;
        }
        if (columns[0][0] == '\0' || columns[0][0] == '#')
            continue;
        if (columns[0][0] == '@')
            take_setting(&t, columns[0], columns[1], columns[2]);
        else
            try_pair(&t, columns[0], columns[1], columns[2], line);
        dbn_job_reset(&job);
    }
    print_message("%s: %u pairs\n", name, t.pairs);
    close_trial(&t);
    free(bytes);
    assert_true(t.pairs > 0);
    assert_int_equal(t.faults, 0);
}

static void
french_and_dutch(void **state)
{
    (void)state;
    try_file("fr-nl.pairs", "fr-BE", "nl-BE");
}

static void
french_and_english(void **state)
{
    (void)state;
    try_file("fr-en.pairs", "fr", "en");
}

static void
french_and_german(void **state)
{
    (void)state;
    try_file("fr-de.pairs", "fr", "de");
}

static void
french_and_spanish(void **state)
{
    (void)state;
    try_file("fr-es.pairs", "fr", "es");
}

/* Pairs that say two things, or one twice. */
static void
pairs_agree(void **state)
{
    (void)state;
    static const char *const sides[][2] = {
        {"Le pont est fermé.", "De brug is dicht."},
        {"La rue est libre.", "De straat is vrij."},
        {"Le pont est fermé.", "De brug is afgesloten."},
        {"Le pont est barré.", "De brug is dicht."},
        {"La rue est libre.", "De straat is vrij."},
        {"Oui.", "Ja."},
        {"Oui.", "Jawel."},
    };
    enum { COUNT = sizeof sides / sizeof sides[0] };
    dbn_revise_pair pairs[COUNT] = {0};
    dbn_revise_findings found = {0};
    const dbn_revise_languages langs = {
        .source = dbn_profiles_find(profiles, DBN_SPAN("fr")),
        .target = dbn_profiles_find(profiles, DBN_SPAN("nl"))};
    for (size_t i = 0; i < COUNT; i++) {
        pairs[i].source.text = dbn_span_of(sides[i][0]);
        pairs[i].target.text = dbn_span_of(sides[i][1]);
    }
    assert_int_equal(dbn_revise_run(&found, pairs, COUNT, &langs, &job), DBN_OK);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].pair, 2);
    assert_int_equal(found.items[0].rule, DBN_RULE_BILINGUAL_SOURCE_TWICE);
    assert_int_equal(found.items[1].pair, 3);
    assert_int_equal(found.items[1].rule, DBN_RULE_BILINGUAL_TARGET_TWICE);
}

/* Tables of figures are compared as sentences are, and what they cost grows with them.
 */
static void
tables_are_compared(void **state)
{
    (void)state;
    enum { FIGURES = 20000, BYTES = FIGURES * 8 };
    static char source[BYTES], target[BYTES];
    size_t of_source = 0, of_target = 0;
    for (int i = 0; i < FIGURES; i++) {
        int other = i == FIGURES / 2 ? 99999 : 10000 + i;
        of_source +=
            (size_t)snprintf(source + of_source, BYTES - of_source, "%d; ", 10000 + i);
        of_target +=
            (size_t)snprintf(target + of_target, BYTES - of_target, "%d; ", other);
    }
    dbn_revise_findings found = {0};
    const dbn_revise_pair pair = {.source.text = {source, of_source},
                                  .target.text = {target, of_target}};
    const dbn_revise_languages langs = {
        .source = dbn_profiles_find(profiles, DBN_SPAN("fr")),
        .target = dbn_profiles_find(profiles, DBN_SPAN("nl"))};
    assert_int_equal(dbn_revise_run(&found, &pair, 1, &langs, &job), DBN_OK);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].rule, DBN_RULE_BILINGUAL_NUMBER_MISSING);
    assert_int_equal(found.items[1].rule, DBN_RULE_BILINGUAL_NUMBER_EXTRA);
}

/* Every budget ends in an answer or in a refusal. */
static void
budgets_are_kept(void **state)
{
    (void)state;
    dbn_job small;
    const dbn_revise_languages langs = {
        .source = dbn_profiles_find(profiles, DBN_SPAN("fr")),
        .target = dbn_profiles_find(profiles, DBN_SPAN("nl"))};
    dbn_revise_pair pairs[2] = {0};
    pairs[0].source.text = pairs[1].source.text = DBN_SPAN("Il reste 12 postes ici.");
    pairs[0].target.text = DBN_SPAN("Er blijven 13 banen over (hier.");
    pairs[1].target.text = DBN_SPAN("Hier blijven 12 banen over.");
    for (size_t budget = 1; budget < 200000; budget += 1 + budget / 8) {
        dbn_revise_findings found = {0};
        dbn_job_init(&small, budget);
        dbn_status status = dbn_revise_run(&found, pairs, 2, &langs, &small);
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        dbn_job_release(&small);
    }
}

static int
load_all(void **state)
{
    dbn_error err;
    const char *cache = getenv("DOUBLON_TEST_CACHE"); /* of the build: made once */
    const dbn_dictionary_places places = {"/usr/share/hunspell", cache, DBN_DICTS_DIR};
    return load(state) != 0 ||
           dbn_dictionaries_new(&dictionaries, &places, &err) != DBN_OK;
}

static int
unload_all(void **state)
{
    dbn_dictionaries_free(dictionaries);
    return unload(state);
}

int
main(int argc, char **argv)
{
    if (argc > 1) /* somebody's own pairs */
        dir = argv[1];

    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_and_dutch),  cmocka_unit_test(french_and_english),
        cmocka_unit_test(french_and_german), cmocka_unit_test(french_and_spanish),
        cmocka_unit_test(pairs_agree),       cmocka_unit_test(tables_are_compared),
        cmocka_unit_test(budgets_are_kept),
    };
    return cmocka_run_group_tests(tests, load_all, unload_all);
}
