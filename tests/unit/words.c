/*
 * tests/unit/words.c - dictionaries written out, against what hunspell itself says.
 */
#include "unit/test.h"

#include <stdint.h>
#include <unistd.h>

#include "base/span.h"
#include "base/utf8.h"
#include "lang/case.h"
#include "lang/dictionary.h"
#include "lang/yaml.h"
#include "unit/folder.h"

#define HUNSPELL "/usr/share/hunspell"
#define SAMPLE   4000U /* words that hunspell is asked about, a language */

static dbn_profiles *profiles;
static dbn_dictionaries *dictionaries;

static int
load(void **state)
{
    (void)state;
    dbn_error err = {0};
    const char *cache = getenv("DOUBLON_TEST_CACHE"); /* of the build: made once */
    dbn_dictionary_places places = {HUNSPELL, cache, DBN_DICTS_DIR};
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK ||
        dbn_dictionaries_new(&dictionaries, &places, &err) != DBN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int
unload(void **state)
{
    (void)state;
    dbn_dictionaries_free(dictionaries);
    dbn_profiles_free(profiles);
    return 0;
}

/* NULL, and the test is passed over, where Debian's package is not there. */
static const dbn_dictionary *
dictionary_of(const char *tag)
{
    dbn_error err = {0};
    const dbn_dictionary *found;
    dbn_status status = dbn_dictionaries_find(
        &found, dictionaries, dbn_profiles_find(profiles, dbn_span_of(tag)), &err);
    if (status == DBN_ERR_USAGE)
        skip();
    if (status != DBN_OK)
        fail_msg("%s", err.message);
    return found;
}

static bool
knows(const dbn_dictionary *d, const char *word, const char *elision)
{
    return dbn_dictionary_word(d, dbn_span_of(word), dbn_span_of(elision)) ==
           DBN_VERDICT_WORD;
}

/* Every word of the list is one for hunspell. */
static void
compare_words(const char *tag)
{
    dbn_error err = {0};
    dbn_hunspell *hunspell;
    const dbn_dictionary *d = dictionary_of(tag);
    uint32_t count = dbn_dictionary_word_count(d), step = count / SAMPLE + 1, wrong = 0;
    assert_int_equal(dbn_hunspell_new(&hunspell, d, &err), DBN_OK);
    assert_true(count > 50000);
    for (uint32_t i = 0; i < count; i += step) {
        char bytes[DBN_DICTIONARY_WORD_MAX];
        dbn_span word = {bytes, dbn_dictionary_spell(bytes, d, i)};
        dbn_verdict verdict = dbn_dictionary_word(d, word, (dbn_span){"", 0});
        assert_true(verdict != DBN_VERDICT_UNKNOWN);
        if (dbn_hunspell_accepts(hunspell, word) == (verdict == DBN_VERDICT_WORD))
            continue;
        print_error("%s: %.*s\n", tag, (int)word.len, word.ptr);
        wrong++;
    }
    dbn_hunspell_free(hunspell);
    assert_int_equal(wrong, 0);
}

static uint64_t
next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

/* One letter of the word taken away, doubled, or put in another's place. */
static size_t
spoil(char *out, dbn_span word, uint64_t *seed)
{
    uint32_t chars = 0, len;
    for (size_t at = 0; at < word.len; at += len, chars++)
        (void)dbn_utf8_decode(word, at, &len);
    uint64_t victim = next_random(seed) % (chars > 0 ? chars : 1),
             how = next_random(seed) % 3;
    size_t kept = 0;
    for (size_t at = 0, i = 0; at < word.len; at += len, i++) {
        (void)dbn_utf8_decode(word, at, &len);
        if (i != victim || how == 1) {
            memcpy(out + kept, word.ptr + at, len);
            kept += len;
        }
        if (i == victim && how > 0)
            out[kept++] = (char)('a' + next_random(seed) % 26);
    }
    return kept;
}

/* What is not in the list of a closed language is no word for hunspell either. */
static void
compare_errors(const char *tag)
{
    dbn_error err = {0};
    dbn_hunspell *hunspell;
    const dbn_dictionary *d = dictionary_of(tag);
    uint32_t count = dbn_dictionary_word_count(d), step = count / SAMPLE + 1, wrong = 0;
    uint64_t seed = 1;
    assert_false(dbn_dictionary_is_open(d));
    assert_int_equal(dbn_hunspell_new(&hunspell, d, &err), DBN_OK);
    for (uint32_t i = 0; i < count; i += step) {
        char bytes[DBN_DICTIONARY_WORD_MAX], spoilt[DBN_DICTIONARY_WORD_MAX + 8];
        dbn_span word = {bytes, dbn_dictionary_spell(bytes, d, i)};
        word = (dbn_span){spoilt, spoil(spoilt, word, &seed)};
        /* hunspell cuts words at these: that is for those who cut texts into words */
        if (word.len == 0 || memchr(word.ptr, '-', word.len) != NULL ||
            memchr(word.ptr, '.', word.len) != NULL ||
            memchr(word.ptr, '\'', word.len) != NULL)
            continue;
        bool is_word =
            dbn_dictionary_word(d, word, (dbn_span){"", 0}) == DBN_VERDICT_WORD;
        if (dbn_hunspell_accepts(hunspell, word) == is_word)
            continue;
        print_error("%s: %.*s\n", tag, (int)word.len, word.ptr);
        wrong++;
    }
    dbn_hunspell_free(hunspell);
    assert_int_equal(wrong, 0);
}

static void
french_is_what_hunspell_says(void **state)
{
    (void)state;
    compare_words("fr");
    compare_errors("fr");
}

static void
dutch_is_what_hunspell_says(void **state)
{
    (void)state;
    compare_words("nl");
    assert_true(dbn_dictionary_is_open(dictionary_of("nl")));
}

static void
english_is_what_hunspell_says(void **state)
{
    (void)state;
    compare_words("en");
}

static void
german_is_what_hunspell_says(void **state)
{
    (void)state;
    compare_words("de");
}

static void
spanish_is_what_hunspell_says(void **state)
{
    (void)state;
    compare_words("es");
    compare_errors("es");
}

static void
italian_is_what_hunspell_says(void **state)
{
    (void)state;
    compare_words("it");
    compare_errors("it");
}

static void
elisions_belong_to_words(void **state)
{
    (void)state;
    const dbn_dictionary *d = dictionary_of("fr");
    dbn_error err = {0};
    dbn_hunspell *hunspell;
    static const char *const words[] = {"homme", "hibou",  "arbre", "arbres", "maison",
                                        "aime",  "Italie", "héros", "onze",   "été"};
    static const char *const elisions[] = {"l", "d", "qu", "j", "s", "lorsqu"};
    assert_int_equal(dbn_hunspell_new(&hunspell, d, &err), DBN_OK);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        for (size_t k = 0; k < sizeof elisions / sizeof elisions[0]; k++) {
            char whole[64];
            int len = snprintf(whole, sizeof whole, "%s'%s", elisions[k], words[i]);
            if (knows(d, words[i], elisions[k]) !=
                dbn_hunspell_accepts(hunspell, (dbn_span){whole, (size_t)len}))
                fail_msg("%s", whole);
        }
    dbn_hunspell_free(hunspell);
}

static void
capitals_are_taken_off(void **state)
{
    (void)state;
    const dbn_dictionary *d = dictionary_of("fr");
    assert_true(knows(d, "Maison", ""));
    assert_true(knows(d, "MAISON", ""));
    assert_true(knows(d, "PARIS", ""));
    assert_true(knows(d, "Été", ""));
    assert_true(knows(d, "ÉTÉ", ""));
    assert_false(knows(d, "paris", "") && knows(d, "pArIs", ""));
    assert_false(knows(d, "italie", ""));
    assert_false(knows(d, "mAison", ""));
}

static void
case_pairs_are_pairs(void **state)
{
    (void)state;
    static const char small[] = "aàâçéœøñßÿšžőűğžая";
    dbn_span text = dbn_span_of(small);
    uint32_t len;
    for (size_t at = 0; at < text.len; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        if (code == 0xDF)
            continue; /* no single capital */
        assert_true(dbn_code_upper(code) != code);
        assert_int_equal(dbn_code_lower(dbn_code_upper(code)), code);
        assert_int_equal(dbn_code_lower(code), code);
    }
}

static void
missing_dictionary_names_its_package(void **state)
{
    (void)state;
    dbn_error err = {0};
    dbn_dictionaries *none;
    const dbn_dictionary *found;
    dbn_dictionary_places places = {"/nowhere", NULL, DBN_DICTS_DIR};
    assert_int_equal(dbn_dictionaries_new(&none, &places, &err), DBN_OK);
    assert_int_equal(
        dbn_dictionaries_find(&found, none,
                              dbn_profiles_find(profiles, DBN_SPAN("fr-BE")), &err),
        DBN_ERR_USAGE);
    assert_non_null(strstr(err.message, "hunspell-fr-comprehensive"));
    assert_int_equal(dbn_dictionaries_find(&found, none,
                                           dbn_profiles_find(profiles, DBN_SPAN("pt")),
                                           &err),
                     DBN_OK);
    assert_null(found);
    dbn_dictionaries_free(none);
}

/* A small dictionary of our own, to see a cache made, used and mended. */
static const dbn_dictionary *
open_small(dbn_dictionaries **all, const char *folder, const char *cache)
{
    dbn_error err = {0};
    const dbn_dictionary *found;
    dbn_dictionary_places places = {folder, cache, folder};
    assert_int_equal(dbn_dictionaries_new(all, &places, &err), DBN_OK);
    if (dbn_dictionaries_find(&found, *all, dbn_profiles_find(profiles, DBN_SPAN("fr")),
                              &err) != DBN_OK)
        fail_msg("%s", err.message);
    return found;
}

static void
affixes_of_all_kinds(void **state)
{
    (void)state;
    static const char aff[] =
        "SET UTF-8\nNEEDAFFIX N\nCIRCUMFIX C\nFORBIDDENWORD F\nKEEPCASE K\n"
        "SFX S Y 2\nSFX S 0 s [^sxl]\nSFX S al aux/X al\nSFX X Y 1\nSFX X 0 es .\n"
        "PFX R Y 1\nPFX R 0 re [^aeiou]\nPFX G Y 1\nPFX G 0 ge/C .\n"
        "SFX T Y 1\nSFX T en t/C en\nPFX L Y 1\nPFX L 0 l' [aeé]\n";
    static const char dic[] = "9\ncheval/S\nfaire/R\nstem/NS\nloben/GT\nchevalx/F\n"
                              "SNCF/K\nété/L\nami/L\n24\\/7\n";
    char folder[64], cache[128], path[300], file[300];
    folder_make(folder);
    folder_write(folder, "fr_FR.aff", aff, sizeof aff - 1);
    folder_write(folder, "fr_FR.dic", dic, sizeof dic - 1);
    (void)snprintf(cache, sizeof cache, "%s/cache/doublon", folder);
    dbn_dictionaries *all;
    const dbn_dictionary *d = open_small(&all, folder, cache);
    static const char *const right[] = {"cheval",  "chevaux", "chevauxes", "faire",
                                        "refaire", "stems",   "gelobt",    "SNCF",
                                        "été",     "24/7",    "Chevaux"};
    static const char *const wrong[] = {"chevals", "stem",      "geloben",
                                        "lobt",    "chevalx",   "refaires",
                                        "sncf",    "rechevaux", "chevauxs"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        if (!knows(d, right[i], ""))
            fail_msg("%s is one", right[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (knows(d, wrong[i], ""))
            fail_msg("%s is none", wrong[i]);
    assert_true(knows(d, "été", "l"));
    assert_false(knows(d, "été", "d"));
    uint32_t words = dbn_dictionary_word_count(d);
    dbn_dictionaries_free(all);

    /* A file of the cache that is cut short is made anew. */
    dbn_names names = {0};
    dbn_arena arena;
    dbn_error err = {0};
    dbn_arena_init(&arena, 0);
    assert_int_equal(dbn_folder_names(&names, cache, &arena, &err), DBN_OK);
    assert_int_equal(names.count, 1);
    (void)snprintf(path, sizeof path, "%s/%s", cache, names.items[0]);
    (void)snprintf(file, sizeof file, "cache/doublon/%s", names.items[0]);
    assert_int_equal(truncate(path, 5000), 0);
    d = open_small(&all, folder, cache);
    assert_int_equal(dbn_dictionary_word_count(d), words);
    dbn_dictionaries_free(all);

    /* Nor does a cache that cannot be written keep anybody from work. */
    d = open_small(&all, folder, "/proc/nowhere");
    assert_true(knows(d, "chevaux", ""));
    dbn_dictionaries_free(all);
    dbn_arena_release(&arena);
    folder_remove(folder, file);
    folder_remove(folder, "fr_FR.aff");
    folder_remove(folder, "fr_FR.dic");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(affixes_of_all_kinds),
        cmocka_unit_test(case_pairs_are_pairs),
        cmocka_unit_test(missing_dictionary_names_its_package),
        cmocka_unit_test(french_is_what_hunspell_says),
        cmocka_unit_test(dutch_is_what_hunspell_says),
        cmocka_unit_test(english_is_what_hunspell_says),
        cmocka_unit_test(german_is_what_hunspell_says),
        cmocka_unit_test(spanish_is_what_hunspell_says),
        cmocka_unit_test(italian_is_what_hunspell_says),
        cmocka_unit_test(elisions_belong_to_words),
        cmocka_unit_test(capitals_are_taken_off),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
