#include "newsroom/known.h"

#include "base/nearest.h"
#include "lang/yaml.h"

dbn_status
dbn_known_rule(const dbn_known *known, dbn_span name, dbn_error *error)
{
    dbn_nearest search = {.wanted = name};
    if (dbn_ruleset_has_named(known->rules, name))
        return DBN_OK;
    dbn_ruleset_near(known->rules, &search);
    if (search.best.ptr == NULL)
        return dbn_fail(error, DBN_ERR_USAGE, "there is no rule or family '%.*s'",
                        DBN_SHOWN(name));
    return dbn_fail(error, DBN_ERR_USAGE,
                    "there is no rule or family '%.*s': was '%.*s' meant?",
                    DBN_SHOWN(name), DBN_SHOWN(search.best));
}

/* Is the value one that the convention, which is known, can have? */
static dbn_status
known_value(const dbn_known *known, const dbn_house_key *pair, dbn_error *error)
{
    dbn_nearest search = {.wanted = pair->value};
    if (dbn_convention_is_value(known->rules, pair->key, &search))
        return DBN_OK;
    if (search.best.ptr == NULL)
        return dbn_fail(error, DBN_ERR_USAGE, "the convention '%.*s' cannot be '%.*s'",
                        DBN_SHOWN(pair->key), DBN_SHOWN(pair->value));
    return dbn_fail(error, DBN_ERR_USAGE,
                    "the convention '%.*s' cannot be '%.*s': was '%.*s' meant?",
                    DBN_SHOWN(pair->key), DBN_SHOWN(pair->value),
                    DBN_SHOWN(search.best));
}

dbn_status
dbn_known_convention(const dbn_known *known, const dbn_house_key *pair,
                     dbn_error *error)
{
    dbn_nearest search = {.wanted = pair->key};
    if (dbn_convention_is_key(known->rules, &search))
        return known_value(known, pair, error);
    if (search.best.ptr == NULL)
        return dbn_fail(error, DBN_ERR_USAGE, "there is no convention '%.*s'",
                        DBN_SHOWN(pair->key));
    return dbn_fail(error, DBN_ERR_USAGE,
                    "there is no convention '%.*s': was '%.*s' meant?",
                    DBN_SHOWN(pair->key), DBN_SHOWN(search.best));
}

dbn_status
dbn_known_profile(const dbn_known *known, dbn_span name, dbn_error *error)
{
    dbn_nearest search = {.wanted = name};
    bool is_known = dbn_profiles_has(known->profiles, &search);
    if (is_known || dbn_convention_is_profile(known->rules, &search))
        return DBN_OK;
    if (search.best.ptr == NULL)
        return dbn_fail(error, DBN_ERR_USAGE, "there is no profile '%.*s'",
                        DBN_SHOWN(name));
    return dbn_fail(error, DBN_ERR_USAGE,
                    "there is no profile '%.*s': was '%.*s' meant?", DBN_SHOWN(name),
                    DBN_SHOWN(search.best));
}

/* One tag, and behind it at most what locales have there: "fr_BE.UTF-8", "ca@valencia".
 */
static bool
is_one_tag(dbn_span name)
{
    size_t at = 0;
    while (at < name.len &&
           (dbn_is_ascii_alpha(name.ptr[at]) || dbn_is_ascii_digit(name.ptr[at]) ||
            name.ptr[at] == '-' || name.ptr[at] == '_'))
        at++;
    return at == name.len || name.ptr[at] == '.' || name.ptr[at] == '@';
}

dbn_status
dbn_known_lang(const dbn_known *known, dbn_span name, dbn_error *error)
{
    char bytes[DBN_TAG_MAX];
    dbn_nearest search = {.wanted = name};
    if (is_one_tag(name) && dbn_profiles_tag(bytes, known->profiles, name).len > 0)
        return DBN_OK;
    (void)dbn_profiles_has(known->profiles, &search);
    if (search.best.ptr != NULL)
        return dbn_fail(error, DBN_ERR_USAGE,
                        "'%.*s' is no language: was '%.*s' meant?", DBN_SHOWN(name),
                        DBN_SHOWN(search.best));
    return dbn_fail(error, DBN_ERR_USAGE, "'%.*s' is no language", DBN_SHOWN(name));
}

dbn_status
dbn_known_options(const dbn_known *known, const dbn_check_options *o, dbn_error *error)
{
    for (uint32_t i = 0; i < o->switch_count; i++)
        DBN_TRY(dbn_known_rule(known, o->switches[i].name, error));
    for (uint32_t i = 0; i < o->level_count; i++)
        DBN_TRY(dbn_known_rule(known, o->levels[i].name, error));
    for (uint32_t i = 0; i < o->key_count; i++)
        DBN_TRY(dbn_known_convention(known, &o->keys[i], error));
    if (o->profile.len > 0)
        DBN_TRY(dbn_known_profile(known, o->profile, error));
    return o->lang.len == 0 ? DBN_OK : dbn_known_lang(known, o->lang, error);
}
