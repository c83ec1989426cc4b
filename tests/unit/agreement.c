/*
 * tests/unit/agreement.c - what a term in a text is of the one that is listed, and that
 * form of another; what is not certain is not said.
 */
#include "unit/test.h"

#include "lang/agreement.h"

static dbn_profiles *profiles;
static dbn_dictionaries *dictionaries;
static dbn_arena arena;

static int
load(void **state)
{
    (void)state;
    dbn_error err = {0};
    dbn_dictionary_places places = {"/usr/share/hunspell", getenv("DOUBLON_TEST_CACHE"),
                                    DBN_DICTS_DIR};
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK ||
        dbn_dictionaries_new(&dictionaries, &places, &err) != DBN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    dbn_arena_init(&arena, 0);
    return 0;
}

static int
unload(void **state)
{
    (void)state;
    dbn_arena_release(&arena);
    dbn_dictionaries_free(dictionaries);
    dbn_profiles_free(profiles);
    return 0;
}

/* The test is passed over where Debian's package is not there. */
static const dbn_morphology *
morphology_of(const char *tag)
{
    const dbn_morphology *found;
    dbn_error err = {0};
    const dbn_profile *profile = dbn_profiles_find(profiles, dbn_span_of(tag));
    assert_int_equal(dbn_dictionaries_morphology(&found, dictionaries, profile, &err),
                     DBN_OK);
    if (dbn_morphology_dictionary(found) == NULL)
        skip();
    return found;
}

static void
assert_is(const dbn_morphology *m, const char *listed, const char *form,
          dbn_agreement wanted)
{
    dbn_agreement found;
    assert_int_equal(
        dbn_agreement_of(&found, m, dbn_span_of(listed), dbn_span_of(form), &arena),
        DBN_OK);
    if (found != wanted)
        fail_msg("%s, %s: %d, not %d", listed, form, (int)found, (int)wanted);
}

static void
assert_makes(const dbn_morphology *m, const char *listed, dbn_agreement of,
             const char *wanted)
{
    dbn_span form;
    assert_int_equal(dbn_agreement_make(&form, m, dbn_span_of(listed), of, &arena),
                     DBN_OK);
    if (!dbn_span_equal(form, dbn_span_of(wanted)))
        fail_msg("%s, %d: '%.*s', not '%s'", listed, (int)of, (int)form.len, form.ptr,
                 wanted);
}

static void
test_forms_are_known(void **state)
{
    (void)state;
    const dbn_morphology *fr = morphology_of("fr");
    assert_is(fr, "serveur", "serveur", DBN_AGREEMENT_SAME);
    assert_is(fr, "serveur", "Serveurs", DBN_AGREEMENT_PLURAL);
    assert_is(fr, "canal", "canaux", DBN_AGREEMENT_PLURAL);
    assert_is(fr, "actif", "active", DBN_AGREEMENT_FEMININE);
    assert_is(fr, "actif", "actives", DBN_AGREEMENT_FEMININE_PLURAL);
    assert_is(fr, "serveur", "client", DBN_AGREEMENT_UNKNOWN);
    assert_is(fr, "serveur actif", "serveurs actifs", DBN_AGREEMENT_PLURAL);
    assert_is(fr, "base de données", "bases de données", DBN_AGREEMENT_PLURAL);
    assert_is(fr, "serveur actif", "serveurs", DBN_AGREEMENT_UNKNOWN);
    assert_is(fr, "serveur actif", "serveurs active", DBN_AGREEMENT_UNKNOWN);
    assert_is(fr, "", "", DBN_AGREEMENT_UNKNOWN);
}

static void
test_forms_are_made(void **state)
{
    (void)state;
    const dbn_morphology *es = morphology_of("es");
    assert_makes(es, "servidor", DBN_AGREEMENT_PLURAL, "servidores");
    assert_makes(es, "luz", DBN_AGREEMENT_PLURAL, "luces");
    assert_makes(es, "base de datos", DBN_AGREEMENT_PLURAL, "bases de datos");
    assert_makes(es, "servidor activo", DBN_AGREEMENT_PLURAL, "servidores activos");
    assert_makes(es, "activo", DBN_AGREEMENT_FEMININE_PLURAL, "activas");
    assert_makes(es, "servidor", DBN_AGREEMENT_SAME, "");
    assert_makes(es, "servidor", DBN_AGREEMENT_UNKNOWN, "");
    assert_makes(es, "xyzzy", DBN_AGREEMENT_PLURAL, "");
    assert_makes(es, "a b c d e f g h i j k l m n o p q", DBN_AGREEMENT_PLURAL, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_are_known),
        cmocka_unit_test(test_forms_are_made),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
