/*
 * tests/unit/terms.c - the terms that texts have.
 */
#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/span.h"
#include "terms/terms.h"

#define SEGMENTS_MAX 32
#define TOKENS_MAX   1024

static dbn_profiles *profiles;
static dbn_dictionaries *dictionaries;
static const dbn_morphology *morphology;
static dbn_job job;

static const char grammar[] =
    "small-words: {d: [de, \"d'\"]}\n"
    "participles: [é]\nplurals: sx\n"
    "starts: \"NBA?\"\nends: \"NBA?\"\n"
    "follows: {N: \"NAd\", B: \"NAd\", d: \"NB?\"}\n"
    "cut: 0\nweights: {always: -2000, times: 1000, disagrees: -9000}\n"
    "shapes: {NA: 2000, NdN: 1000}\n";

/* The same, in which single words are terms as well. */
static const char loose[] = "small-words: {d: [de, \"d'\"]}\n"
                            "participles: [é]\nplurals: sx\n"
                            "starts: \"NBA?\"\nends: \"NBA?\"\n"
                            "follows: {N: \"NAd\", B: \"NAd\", d: \"NB?\"}\n"
                            "cut: 0\nweights: {always: 2000, times: 1000}\n"
                            "shapes: {NA: 2000, NdN: 1000}\n";

static int
load(void **state)
{
    (void)state;
    dbn_error err = {0};
    const char *cache = getenv("DOUBLON_TEST_CACHE"); /* of the build: made once */
    dbn_dictionary_places places = {"/usr/share/hunspell", cache, DBN_DICTS_DIR};
    dbn_job_init(&job, 0);
    return dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK ||
           dbn_dictionaries_new(&dictionaries, &places, &err) != DBN_OK ||
           dbn_dictionaries_morphology(&morphology, dictionaries,
                                       dbn_profiles_find(profiles, DBN_SPAN("fr")),
                                       &err) != DBN_OK;
}

static int
unload(void **state)
{
    (void)state;
    dbn_dictionaries_free(dictionaries);
    dbn_profiles_free(profiles);
    dbn_job_release(&job);
    return 0;
}

/* The terms of texts whose words stand apart, a segment and a document each. */
static dbn_status
find(dbn_terms_result *out, const char *const *texts, uint32_t count,
     const char *described)
{
    static dbn_range tokens[TOKENS_MAX];
    static dbn_terms_segment segments[SEGMENTS_MAX];
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = used, len = (uint32_t)strlen(texts[i]);
        for (uint32_t beg = 0, end; beg < len; beg = end + 1) {
            for (end = beg; end < len && texts[i][end] != ' ';)
                end++;
            tokens[used++] = (dbn_range){beg, end};
        }
        segments[i] =
            (dbn_terms_segment){{texts[i], len}, tokens + first, used - first, i};
    }
    dbn_terms_input in = {.segments = segments,
                          .count = count,
                          .document_count = count,
                          .morphology = morphology,
                          .grammar = dbn_span_of(described),
                          .grammar_path = "terms.yaml"};
    return dbn_terms_run(out, &in, dbn_profiles_find(profiles, DBN_SPAN("fr")), &job);
}

static const dbn_term *
term_of(const dbn_terms_result *found, const char *form)
{
    for (uint32_t i = 0; i < found->terms.count; i++)
        if (dbn_span_equal(found->terms.items[i].form, dbn_span_of(form)))
            return &found->terms.items[i];
    return NULL;
}

static void
forms_of_one_term_stand_together(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Le serveur sécurisé est un serveur virtuel .",
        "Des serveurs virtuels , un serveur virtuel et d' autres serveurs virtuels .",
        "Le serveur virtuel du centre de calcul : un centre de calcul .",
    };
    if (dbn_morphology_dictionary(morphology) == NULL)
        skip();
    dbn_terms_result found;
    assert_int_equal(find(&found, texts, 3, grammar), DBN_OK);
    const dbn_term *head = term_of(&found, "serveur virtuel");
    const dbn_term *plural = term_of(&found, "serveurs virtuels");
    if (head == NULL || plural == NULL) {
        fail_msg("a form is missing");
        return;
    }
    assert_int_equal(head->count, 3);
    assert_int_equal(head->documents, 3);
    assert_int_equal(plural->count, 2);
    assert_int_equal(plural->documents, 1);
    assert_ptr_equal(&found.terms.items[plural->head], head);
    assert_ptr_equal(plural, head + 1);
    assert_int_equal(head->place_count, 3);
    const dbn_term_place *place = &found.places.items[head->first_place + 1];
    assert_int_equal(place->segment, 1);
    assert_memory_equal(texts[1] + place->range.beg, "serveur virtuel", 15);
    assert_non_null(term_of(&found, "centre de calcul"));
    assert_null(term_of(&found, "du centre"));
    assert_null(term_of(&found, "serveur virtuel du centre"));
}

/* "réseau privé virtuel (RPV)": one head, whichever stands in brackets; but not where
 * the letters are those of something else. */
static void
abbreviations_stand_with_what_they_mean(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Le serveur virtuel ( SV ) tourne , le serveur virtuel aussi , SV compris .",
        "Un SV , un serveur virtuel . CDC ( centre de calcul ) : un centre de calcul .",
        "Le CDC , un centre de calcul . Le moteur rotatif ( XY ) , moteur rotatif XY .",
        "SV et CDC et XY , serveur virtuel , centre de calcul , moteur rotatif .",
    };
    if (dbn_morphology_dictionary(morphology) == NULL)
        skip();
    dbn_terms_result found;
    assert_int_equal(find(&found, texts, 4, loose), DBN_OK);
    const char *const pairs[][2] = {{"SV", "serveur virtuel"},
                                    {"CDC", "centre de calcul"},
                                    {"XY", "moteur rotatif"}};
    for (int i = 0; i < 3; i++) {
        const dbn_term *one = term_of(&found, pairs[i][0]);
        const dbn_term *full = term_of(&found, pairs[i][1]);
        if (one == NULL || full == NULL) {
            fail_msg("'%s' or '%s' is missing", pairs[i][0], pairs[i][1]);
            return;
        }
        assert_int_equal(one->head == full->head, i < 2);
    }
}

static void
a_plural_beside_a_singular_is_no_term(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "serveurs virtuel et réel", "serveurs virtuel et réel",
        "serveurs virtuel et réel", "serveurs virtuel et réel"};
    if (dbn_morphology_dictionary(morphology) == NULL)
        skip();
    dbn_terms_result found;
    assert_int_equal(find(&found, texts, 4, grammar), DBN_OK);
    assert_null(term_of(&found, "serveurs virtuel"));
}

static void
a_broken_grammar_is_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {"x: 1\n",
                                         "cut: a\n",
                                         "weights: {nothing: 1}\n",
                                         "starts: \"\u00E9\"\n",
                                         "follows: {NN: A}\n",
                                         "[a]\n",
                                         "small-words: {\"1\": [de]}\n",
                                         "small-words: {d: de}\n",
                                         "small-words: {d: [[de]]}\n",
                                         "small-words: [d]\n",
                                         "participles: \u00E9\n",
                                         "participles: [{e: r}]\n",
                                         "plurals: [s]\n",
                                         "starts: [N]\n",
                                         "follows: [N]\n",
                                         "follows: {N: [A]}\n",
                                         "shapes: [NdN]\n",
                                         "shapes: {NdN: [1]}\n",
                                         "weights: [always]\n",
                                         "cut: [1]\n"};
    dbn_terms_result found;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        const char *const text = "un mot";
        assert_int_equal(find(&found, &text, 1, broken[i]), DBN_ERR_SYNTAX);
        assert_non_null(strstr(job.err.message, "terms.yaml"));
    }
}

static void
nothing_has_no_terms(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "serveur virtuel"};
    dbn_terms_result found;
    assert_int_equal(find(&found, texts, 0, grammar), DBN_OK);
    assert_int_equal(found.terms.count, 0);
    assert_int_equal(find(&found, texts, 1, grammar), DBN_OK);
    assert_int_equal(found.terms.count, 0);
    assert_int_equal(find(&found, texts, 2, ""), DBN_OK);
    assert_int_equal(found.terms.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_one_term_stand_together),
        cmocka_unit_test(abbreviations_stand_with_what_they_mean),
        cmocka_unit_test(a_plural_beside_a_singular_is_no_term),
        cmocka_unit_test(a_broken_grammar_is_refused),
        cmocka_unit_test(nothing_has_no_terms),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
