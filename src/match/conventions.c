/*
 * dicts/<lang>/conventions.yaml: what each place writes by convention.
 *
 *     fr:    {space-before: space, hours: any}
 *     fr-BE: {hours: tight}
 */
#include "match/rule.h"

/* One profile: conventions and what they are. */
static dbn_status
take_one(dbn_ruleset *rules, const dbn_yaml *file, const dbn_yaml_node *name,
         dbn_error *err)
{
    convention c = {.profile = name->text};
    const dbn_yaml_node *map = name->next;
    if (map->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, map,
                               "a profile must be a map of conventions to values");
    for (const dbn_yaml_node *key = map->first; key != NULL; key = key->next->next) {
        if (key->next->kind != DBN_YAML_SCALAR)
            return dbn_yaml_refuse(err, file, key->next, "'%.*s' must be one word",
                                   DBN_SHOWN(key->text));
        if (dbn_vec_push(&rules->arena, &c.set, key->text) != DBN_OK ||
            dbn_vec_push(&rules->arena, &c.set, key->next->text) != DBN_OK)
            return dbn_load_nomem(err);
    }
    return dbn_vec_push(&rules->arena, &rules->conventions, c) == DBN_OK
               ? DBN_OK
               : dbn_load_nomem(err);
}

dbn_status
dbn_conventions_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_span lang,
                     dbn_error *err)
{
    if (file->root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, file->root,
                               "conventions must be a map of profiles");
    for (const dbn_yaml_node *name = file->root->first; name != NULL;
         name = name->next->next) {
        if (!dbn_rule_is_inside(name->text, lang))
            return dbn_yaml_refuse(err, file, name, "'%.*s' is no profile of '%.*s'",
                                   DBN_SHOWN(name->text), DBN_SHOWN(lang));
        DBN_TRY(take_one(rules, file, name, err));
    }
    return DBN_OK;
}

dbn_span
dbn_convention_find(const dbn_ruleset *rules, dbn_span name, dbn_span key)
{
    dbn_span found = {"", 0};
    size_t longest = 0;
    for (uint32_t i = 0; i < rules->conventions.count; i++) {
        const convention *c = &rules->conventions.items[i];
        if (!dbn_rule_is_inside(name, c->profile) || c->profile.len < longest)
            continue;
        for (uint32_t k = 0; k + 1 < c->set.count; k += 2) {
            if (!dbn_span_equal(c->set.items[k], key))
                continue;
            found = c->set.items[k + 1];
            longest = c->profile.len;
        }
    }
    return found;
}

/* ---- what is known ----------------------------------------------------------- */

/* Is `name` what is looked for? It is tried, else. */
static bool
is_it(dbn_nearest *search, dbn_span name)
{
    dbn_nearest_try(search, name);
    return dbn_span_equal(search->wanted, name);
}

/* Is there a pair (key, value) of `set` whose key is looked for or, where one is given,
 * whose value is? */
static bool
is_in(const dbn_spans *set, const dbn_span *key, dbn_nearest *search)
{
    for (uint32_t i = 0; i + 1 < set->count; i += 2) {
        bool counts = key == NULL || dbn_span_equal(set->items[i], *key);
        if (counts && is_it(search, set->items[i + (key != NULL)]))
            return true;
    }
    return false;
}

bool
dbn_convention_is_key(const dbn_ruleset *rules, dbn_nearest *search)
{
    bool found = false;
    for (uint32_t i = 0; i < rules->conventions.count; i++)
        found |= is_in(&rules->conventions.items[i].set, NULL, search);
    return found;
}

bool
dbn_convention_is_value(const dbn_ruleset *rules, dbn_span key, dbn_nearest *search)
{
    bool found = is_it(search, DBN_SPAN("any"));
    for (uint32_t i = 0; i < rules->conventions.count; i++)
        found |= is_in(&rules->conventions.items[i].set, &key, search);
    for (uint32_t i = 0; i < rules->loaded.count; i++)
        found |= is_in(&rules->loaded.items[i]->when, &key, search);
    return found;
}

bool
dbn_convention_is_profile(const dbn_ruleset *rules, dbn_nearest *search)
{
    bool found = false;
    for (uint32_t i = 0; i < rules->conventions.count; i++) {
        dbn_span name = rules->conventions.items[i].profile;
        dbn_nearest_try(search, name);
        found |= dbn_span_equal_ascii(search->wanted, name);
    }
    return found;
}
