/*
 * dicts/<lang>/rules/<family>.yaml to rules: each is a map of keys (keys.c), which must
 * make sense together and have examples; builtin.yaml says the same of the rules of C.
 */
#include "match/loader.h"

#include <assert.h>

#define MAX_DEFAULT  220   /* bytes; what people call a line of furniture */
#define EXAMPLES_MIN 2     /* of each kind, or nobody knows what a rule means */
#define RULES_MAX    65535 /* the matcher keeps their places in 16 bits */

/* <lang>.<family>.<name>, the name in a-z, 0-9 and hyphens. */
static bool
is_name(const dbn_rule_loader *load, dbn_span name)
{
    const dbn_span parts[2] = {load->lang, load->family};
    for (int i = 0; i < 2; i++) {
        if (!dbn_span_starts(name, parts[i]) || name.len <= parts[i].len ||
            name.ptr[parts[i].len] != '.')
            return false;
        name.ptr += parts[i].len + 1;
        name.len -= parts[i].len + 1;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !dbn_is_ascii_digit(c) && c != '-')
            return false;
    }
    return name.len > 0;
}

static dbn_status
check_rule(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r,
           dbn_lexicon *names)
{
    if (!is_name(load, r->info.name))
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'%.*s' is no name for a rule of this file: it must be "
                               "%.*s.%.*s. and a-z, 0-9 or hyphens",
                               DBN_SHOWN(r->info.name), DBN_SHOWN(load->lang),
                               DBN_SHOWN(load->family));
    uint32_t number;
    if (dbn_lexicon_add(&number, names, r->info.name, &load->rules->arena) != DBN_OK)
        return dbn_load_nomem(load->err);
    if (number != load->rules->loaded.count)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' stands twice", DBN_SHOWN(r->info.name));
    bool is_found = r->parts.count > 0 || r->info.code != DBN_CODE_NONE;
    if (r->pattern.len == 0 && !is_found)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' has no pattern",
                               DBN_SHOWN(r->info.name));
    if (r->wrong.count < EXAMPLES_MIN || r->left.count < EXAMPLES_MIN)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' needs %d examples under 'wrong' and "
                               "under 'left'",
                               DBN_SHOWN(r->info.name), EXAMPLES_MIN);
    if (r->info.fix != DBN_FIX_NONE && r->replacements.count == 0 && !is_found)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' repairs, but has no replacement",
                               DBN_SHOWN(r->info.name));
    return DBN_OK;
}

/* The number of a key; a refusal for one that is unknown or has been `seen`. */
static dbn_status
key_of(dbn_rule_key *out, dbn_rule_loader *load, const dbn_yaml_node *key,
       uint32_t seen)
{
    dbn_rule_key k = dbn_rule_key_find(key->text);
    *out = k;
    if (k < DBN_KEY_COUNT && (seen & 1U << k) == 0)
        return DBN_OK;
    return dbn_yaml_refuse(load->err, &load->file, key,
                           k == DBN_KEY_COUNT ? "a rule has no '%.*s'"
                                              : "'%.*s' stands twice in a rule",
                           DBN_SHOWN(key->text));
}

static dbn_status
read_keys(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    const dbn_yaml_node *pattern = node;
    uint32_t seen = 0;
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        dbn_rule_key k;
        DBN_TRY(key_of(&k, load, key, seen));
        seen |= 1U << k;
        DBN_TRY(dbn_rule_take_key(load, key->next, k, r));
        if (k == DBN_KEY_PATTERN)
            pattern = key->next;
    }
    if (r->info.code != DBN_CODE_NONE ||
        r->parts.count > 0) /* they have no say in roles */
        r->info.is_block = false;
    if (!r->info.is_block && (seen & 1U << DBN_KEY_MAX) == 0)
        r->info.max = UINT32_MAX;
    DBN_TRY(check_rule(load, node, r, &load->rules->names));
    if (r->pattern.len == 0)
        return DBN_OK;
    DBN_TRY(dbn_rule_try_later(load, pattern, node, r));
    if (r->info.is_block)
        return DBN_OK;
    if (dbn_part_add(r, load->rules, r->pattern, &r->replacements) != DBN_OK)
        return dbn_load_nomem(load->err);
    return DBN_OK;
}

static dbn_status
read_rule(dbn_rule_loader *load, const dbn_yaml_node *node)
{
    if (node->kind != DBN_YAML_MAP || node->first == NULL)
        return dbn_yaml_refuse(load->err, &load->file, node, "a rule must be a map");
    if (load->rules->loaded.count == RULES_MAX)
        return dbn_yaml_refuse(load->err, &load->file, node, "more than %d rules",
                               RULES_MAX);
    rule *r = dbn_arena_alloc(&load->rules->arena, sizeof *r);
    if (r == NULL)
        return dbn_load_nomem(load->err);
    r->info = (dbn_rule_info){.lang = load->lang,
                              .family = load->family,
                              .role = DBN_ROLE_COUNT,
                              .is_block = true,
                              .max = MAX_DEFAULT};
    DBN_TRY(read_keys(load, node, r));
    if (dbn_vec_push(&load->rules->arena, &load->rules->loaded, r) != DBN_OK)
        return dbn_load_nomem(load->err);
    return DBN_OK;
}

dbn_status
dbn_rules_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_span lang, dbn_span family,
               dbn_error *err)
{
    dbn_rule_loader load = {
        .rules = rules, .file = *file, .lang = lang, .family = family, .err = err};
    if (load.file.root->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(err, &load.file, load.file.root,
                               "a file of rules must be a list");
    for (const dbn_yaml_node *item = load.file.root->first; item != NULL;
         item = item->next)
        DBN_TRY(read_rule(&load, item));
    return DBN_OK;
}

/* One rule of C: its name is known, and nothing is found by what stands here. */
static dbn_status
take_builtin(dbn_rule_loader *load, const dbn_yaml_node *node)
{
    rule *r = dbn_arena_alloc(&load->rules->arena, sizeof *r);
    uint32_t seen = 0;
    if (r == NULL)
        return dbn_load_nomem(load->err);
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node, "a rule must be a map");
    r->info = (dbn_rule_info){
        .lang = load->lang, .role = DBN_ROLE_COUNT, .severity = DBN_SEVERITY_WARNING};
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        dbn_rule_key k;
        DBN_TRY(key_of(&k, load, key, seen));
        seen |= 1U << k;
        DBN_TRY(dbn_rule_take_key(load, key->next, k, r));
    }
    r->info.id = dbn_rule_builtin_find(r->info.name);
    if (r->info.id == DBN_RULE_NONE)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the program has no rule '%.*s'",
                               DBN_SHOWN(r->info.name));
    assert(r->info.name.ptr != NULL);
    const char *stop = memchr(r->info.name.ptr, '.', r->info.name.len);
    r->info.family = r->info.name;
    if (stop != NULL)
        r->info.family.len = (size_t)(stop - r->info.name.ptr);
    load->rules->builtin[r->info.id] = r;
    return DBN_OK;
}

dbn_status
dbn_rules_take_builtin(dbn_ruleset *rules, const dbn_yaml *file, dbn_error *err)
{
    dbn_rule_loader load = {
        .rules = rules, .file = *file, .lang = DBN_SPAN("any"), .err = err};
    rules->builtin =
        dbn_arena_alloc(&rules->arena, DBN_RULE_DATA * sizeof *rules->builtin);
    if (rules->builtin == NULL)
        return dbn_load_nomem(err);
    if (file->root->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(err, &load.file, file->root,
                               "a file of rules must be a list");
    for (const dbn_yaml_node *item = file->root->first; item != NULL; item = item->next)
        DBN_TRY(take_builtin(&load, item));
    return DBN_OK;
}
