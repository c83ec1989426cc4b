/*
 * Any bytes as a text whose language is asked, as an attribute of a page, as a tag and
 * as a profile.yaml: there is always an answer, and it is the same the second time.
 */
#include "base/utf8.h"
#include "lang/language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static dbn_profiles *
load_once(void)
{
    static dbn_profiles *profiles;
    dbn_error err = {0};
    if (profiles == NULL)
        require(dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) == DBN_OK);
    return profiles;
}

static void
load_profile(dbn_span bytes)
{
    dbn_profiles *profiles = calloc(1, sizeof *profiles);
    require(profiles != NULL);
    dbn_error err = {0};
    dbn_yaml file;
    dbn_status status = dbn_yaml_parse(&file, "x", bytes, &profiles->arena, &err);
    if (status == DBN_OK)
        status = dbn_language_load(profiles, &file, "fr", &err);
    if (status == DBN_OK)
        status = dbn_voters_gather(profiles, &err);
    if (status == DBN_OK)
        require(dbn_profiles_named(profiles, DBN_SPAN("fr")) != NULL);
    else
        require(err.status == status && err.message[0] != '\0');
    dbn_profiles_free(profiles);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const dbn_profiles *profiles = load_once();
    dbn_span text = {(const char *)data, size};
    require(dbn_profiles_class_words(profiles, text) >> DBN_CLASS_COUNT == 0);
    require(dbn_profile_name(dbn_profiles_find(profiles, text)).len >= 2);
    load_profile(text);
    if (dbn_utf8_invalid_at(text, 0) != text.len)
        return 0;
    const dbn_profile *found = dbn_profiles_identify(profiles, text, NULL);
    require(found != NULL && found == dbn_profiles_identify(profiles, text, NULL));
    return 0;
}
