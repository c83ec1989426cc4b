/*
 * What each key of a rule may say, and what of the rule it sets. Words are looked up in
 * tables, texts are kept where the file has them; whatever a key cannot be is refused
 * with its place.
 */
#include "match/loader.h"

#define MAX_LARGEST 65535 /* bytes; a longer block is prose */

static const char *const key_names[DBN_KEY_COUNT] = {
    [DBN_KEY_RULE] = "rule",         [DBN_KEY_ROLE] = "role",
    [DBN_KEY_SEVERITY] = "severity", [DBN_KEY_FIX] = "fix",
    [DBN_KEY_SCOPE] = "scope",       [DBN_KEY_PATTERN] = "pattern",
    [DBN_KEY_MAX] = "max",           [DBN_KEY_VOTE] = "vote",
    [DBN_KEY_MESSAGE] = "message",   [DBN_KEY_SOURCE] = "source",
    [DBN_KEY_GUARD] = "guard",       [DBN_KEY_REPLACEMENT] = "replacement",
    [DBN_KEY_WRONG] = "wrong",       [DBN_KEY_LEFT] = "left",
    [DBN_KEY_PROFILES] = "profiles", [DBN_KEY_TERMS] = "terms",
    [DBN_KEY_WHEN] = "when",         [DBN_KEY_CODE] = "code",
};

static const char *const guards[] = {
    "", /* DBN_GUARD_NONE */
#define GUARD(identifier, name) name,
#include "match/desk.def"
};

static const char *const codes[] = {
    "", /* DBN_CODE_NONE */
#define CODE(identifier, name) name,
#include "match/desk.def"
};

/* Spaces that nobody can see have stand-ins in files of rules. */
static const struct stand_in {
    const char *written, *meant;
} stand_ins[] = {{"\xE2\x90\xA3", "\xC2\xA0"},      /* U+2423 for U+00A0 */
                 {"\xE2\x8D\xBD", "\xE2\x80\xAF"}}; /* U+237D for U+202F */

/* Few texts have any; all begin with the same byte. */
static bool
has_stand_in(dbn_span text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at != NULL && at < end &&
           (at = memchr(at, stand_ins[0].written[0], (size_t)(end - at))) != NULL) {
        dbn_span rest = {at, (size_t)(end - at)};
        for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++)
            if (dbn_span_starts(rest, dbn_span_of(stand_ins[i].written)))
                return true;
        at++;
    }
    return false;
}

dbn_span
dbn_rule_plain(const dbn_rule_loader *load, dbn_span text)
{
    dbn_buffer out = {0};
    if (!has_stand_in(text))
        return text;
    for (size_t at = 0; at < text.len;) {
        dbn_span rest = {text.ptr + at, text.len - at}, put = {text.ptr + at, 1};
        size_t step = 1;
        for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++) {
            dbn_span written = dbn_span_of(stand_ins[i].written);
            if (!dbn_span_starts(rest, written))
                continue;
            put = dbn_span_of(stand_ins[i].meant);
            step = written.len;
        }
        if (dbn_vec_append(&load->rules->arena, &out, put.ptr, (uint32_t)put.len) !=
            DBN_OK)
            return text;
        at += step;
    }
    return (dbn_span){out.items, out.count};
}

/* The place of a word in a list of words; -1 and a refusal for none of them. */
static int
choice_of(dbn_rule_loader *load, const dbn_yaml_node *node, dbn_rule_key key,
          const char *const *words, dbn_status *status)
{
    for (int i = 0; words[i] != NULL; i++)
        if (node->kind == DBN_YAML_SCALAR &&
            dbn_span_equal(node->text, dbn_span_of(words[i])))
            return i;
    *status = dbn_yaml_refuse(load->err, &load->file, node,
                              "'%s' cannot be '%.*s': it begins with '%s'",
                              key_names[key], DBN_SHOWN(node->text), words[0]);
    return -1;
}

static dbn_status
take_role(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    for (int role = 0; role < DBN_ROLE_COUNT; role++) {
        if (dbn_span_equal(node->text, dbn_role_span((dbn_role)role))) {
            r->info.role = (dbn_role)role;
            return DBN_OK;
        }
    }
    return dbn_yaml_refuse(load->err, &load->file, node, "there is no role '%.*s'",
                           DBN_SHOWN(node->text));
}

static dbn_status
take_choice(dbn_rule_loader *load, const dbn_yaml_node *node, dbn_rule_key key, rule *r)
{
    static const char *const severities[] = {"info", "warning", "error", NULL};
    static const char *const fixes[] = {"none", "guarded", "certain", NULL};
    static const char *const scopes[] = {"block", "text", NULL};
    static const char *const votes[] = {"none", "position", "links", NULL};
    dbn_status status = DBN_OK;
    int chosen;
    switch (key) {
    case DBN_KEY_SEVERITY:
        chosen = choice_of(load, node, key, severities, &status);
        r->info.severity = (dbn_severity)(chosen < 0 ? 0 : chosen);
        return status;
    case DBN_KEY_FIX:
        chosen = choice_of(load, node, key, fixes, &status);
        r->info.fix = (dbn_rule_fix)(chosen < 0 ? 0 : chosen);
        return status;
    case DBN_KEY_SCOPE:
        r->info.is_block = choice_of(load, node, key, scopes, &status) == 0;
        return status;
    default:
        chosen = choice_of(load, node, key, votes, &status);
        r->info.vote = (dbn_vote)(chosen < 0 ? 0 : chosen);
        return status;
    }
}

static dbn_status
take_guard(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    for (int guard = DBN_GUARD_NONE + 1; guard < DBN_GUARD_COUNT; guard++) {
        if (node->kind == DBN_YAML_SCALAR &&
            dbn_span_equal(node->text, dbn_span_of(guards[guard]))) {
            r->info.guard = (dbn_desk_guard)guard;
            return DBN_OK;
        }
    }
    return dbn_yaml_refuse(load->err, &load->file, node, "there is no guard '%.*s'",
                           DBN_SHOWN(node->text));
}

/* A finding of code has one rule of a language to be reported under. */
static bool
has_rule(const dbn_rule_loader *load, int code)
{
    for (const rule *r = load->rules->of_code[code]; r != NULL; r = r->next_of_code)
        if (dbn_span_equal(r->info.lang, load->lang))
            return true;
    return false;
}

void
dbn_rule_link_code(dbn_ruleset *rules, dbn_desk_code code, rule *r)
{
    r->info.code = code;
    r->next_of_code = rules->of_code[code];
    rules->of_code[code] = r;
}

static dbn_status
take_code(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    int code = DBN_CODE_NONE + 1;
    while (code < DBN_CODE_COUNT &&
           (node->kind != DBN_YAML_SCALAR ||
            !dbn_span_equal(node->text, dbn_span_of(codes[code]))))
        code++;
    if (code == DBN_CODE_COUNT || has_rule(load, code))
        return dbn_yaml_refuse(load->err, &load->file, node,
                               code == DBN_CODE_COUNT
                                   ? "there is no code '%.*s'"
                                   : "the code '%.*s' has a rule already",
                               DBN_SHOWN(node->text));
    dbn_rule_link_code(load->rules, (dbn_desk_code)code, r);
    return DBN_OK;
}

static dbn_status
take_max(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    int64_t max;
    if (!dbn_yaml_number(node, &max) || max < 1 || max > MAX_LARGEST)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'max' must be a number from 1 to %d", MAX_LARGEST);
    r->info.max = (uint32_t)max;
    return DBN_OK;
}

dbn_status
dbn_rule_take_list(dbn_rule_loader *load, const dbn_yaml_node *node, dbn_rule_key key,
                   dbn_spans *out)
{
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(load->err, &load->file, node, "'%s' must be a list",
                               key_names[key]);
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        if (item->kind != DBN_YAML_SCALAR)
            return dbn_yaml_refuse(load->err, &load->file, item,
                                   "'%s' must hold texts only", key_names[key]);
        if (dbn_vec_push(&load->rules->arena, out, dbn_rule_plain(load, item->text)) !=
            DBN_OK)
            return dbn_load_nomem(load->err);
    }
    return DBN_OK;
}

static dbn_status
add_wrong(dbn_rule_loader *load, rule *r, dbn_span wrong, dbn_span right)
{
    dbn_arena *arena = &load->rules->arena;
    if (right.ptr != NULL)
        right = dbn_rule_plain(load, right);
    if (dbn_vec_push(arena, &r->wrong, dbn_rule_plain(load, wrong)) != DBN_OK ||
        dbn_vec_push(arena, &r->right, right) != DBN_OK)
        return dbn_load_nomem(load->err);
    return DBN_OK;
}

/* Texts, and maps of texts to what they must become. */
static dbn_status
take_wrong(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    const dbn_span nothing = {NULL, 0};
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(load->err, &load->file, node, "'wrong' must be a list");
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        if (item->kind == DBN_YAML_SCALAR)
            DBN_TRY(add_wrong(load, r, item->text, nothing));
        const dbn_yaml_node *pair = item->first;
        for (; item->kind == DBN_YAML_MAP && pair != NULL; pair = pair->next->next) {
            if (pair->next->kind != DBN_YAML_SCALAR)
                return dbn_yaml_refuse(load->err, &load->file, pair->next,
                                       "what is right must be a text");
            DBN_TRY(add_wrong(load, r, pair->text, pair->next->text));
        }
        if (item->kind == DBN_YAML_LIST)
            return dbn_yaml_refuse(load->err, &load->file, item,
                                   "'wrong' must hold texts, or maps of texts to what "
                                   "is right");
    }
    return DBN_OK;
}

/* Profiles of the language of the file, or any in a file for all. */
static dbn_status
take_profiles(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    DBN_TRY(dbn_rule_take_list(load, node, DBN_KEY_PROFILES, &r->profiles));
    for (uint32_t i = 0; i < r->profiles.count; i++) {
        dbn_span name = r->profiles.items[i];
        if (!dbn_rule_is_inside(name, load->lang) &&
            !dbn_span_equal(load->lang, DBN_SPAN("any")))
            return dbn_yaml_refuse(load->err, &load->file, node,
                                   "'%.*s' is no profile of '%.*s'", DBN_SHOWN(name),
                                   DBN_SHOWN(load->lang));
    }
    return DBN_OK;
}

static dbn_status
take_message(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'message' must be a map of languages to texts");
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next)
        if (item->kind != DBN_YAML_SCALAR ||
            dbn_vec_push(&load->rules->arena, &r->messages, item->text) != DBN_OK)
            return dbn_yaml_refuse(load->err, &load->file, item,
                                   "'message' must hold texts only");
    return DBN_OK;
}

dbn_status
dbn_rule_take_text(dbn_rule_loader *load, const dbn_yaml_node *node, dbn_rule_key key,
                   dbn_span *out)
{
    if (node->kind != DBN_YAML_SCALAR || node->text.len == 0)
        return dbn_yaml_refuse(load->err, &load->file, node, "'%s' must be a text",
                               key_names[key]);
    *out = dbn_rule_plain(load, node->text);
    return DBN_OK;
}

/* One text, or several to choose from. */
static dbn_status
take_replacement(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    if (node->kind == DBN_YAML_LIST)
        DBN_TRY(dbn_rule_take_list(load, node, DBN_KEY_REPLACEMENT, &r->replacements));
    else if (node->kind != DBN_YAML_SCALAR ||
             dbn_vec_push(&load->rules->arena, &r->replacements,
                          dbn_rule_plain(load, node->text)) != DBN_OK)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'replacement' must be a text or a list of texts");
    if (r->replacements.count > 0)
        r->info.replacement = r->replacements.items[0];
    r->info.removes = r->replacements.count > 0 && r->info.replacement.len == 0;
    return DBN_OK;
}

/* `when`: conventions, each with the values under which the rule holds. */
static dbn_status
take_when(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'when' must be a map of conventions to their values");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        const dbn_yaml_node *value = key->next;
        bool is_list = value->kind == DBN_YAML_LIST;
        const dbn_yaml_node *item = is_list ? value->first : value;
        for (; item != NULL; item = is_list ? item->next : NULL) {
            if (item->kind != DBN_YAML_SCALAR)
                return dbn_yaml_refuse(load->err, &load->file, item,
                                       "'when' must hold words, or lists of them");
            if (dbn_vec_push(&load->rules->arena, &r->when, key->text) != DBN_OK ||
                dbn_vec_push(&load->rules->arena, &r->when, item->text) != DBN_OK)
                return dbn_load_nomem(load->err);
        }
    }
    return DBN_OK;
}

dbn_rule_key
dbn_rule_key_find(dbn_span name)
{
    unsigned key = 0;
    while (key < DBN_KEY_COUNT && !dbn_span_equal(name, dbn_span_of(key_names[key])))
        key++;
    return (dbn_rule_key)key;
}

dbn_status
dbn_rule_take_key(dbn_rule_loader *load, const dbn_yaml_node *node, dbn_rule_key key,
                  rule *r)
{
    switch (key) {
    case DBN_KEY_RULE:
        return dbn_rule_take_text(load, node, key, &r->info.name);
    case DBN_KEY_ROLE:
        return take_role(load, node, r);
    case DBN_KEY_PATTERN:
        return dbn_rule_take_text(load, node, key, &r->pattern);
    case DBN_KEY_MAX:
        return take_max(load, node, r);
    case DBN_KEY_MESSAGE:
        return take_message(load, node, r);
    case DBN_KEY_SOURCE:
        return dbn_rule_take_text(load, node, key, &r->info.source);
    case DBN_KEY_GUARD:
        return take_guard(load, node, r);
    case DBN_KEY_REPLACEMENT:
        return take_replacement(load, node, r);
    case DBN_KEY_TERMS:
        return dbn_rule_take_terms(load, node, r);
    case DBN_KEY_WHEN:
        return take_when(load, node, r);
    case DBN_KEY_CODE:
        return take_code(load, node, r);
    case DBN_KEY_WRONG:
        return take_wrong(load, node, r);
    case DBN_KEY_LEFT:
        return dbn_rule_take_list(load, node, key, &r->left);
    case DBN_KEY_PROFILES:
        return take_profiles(load, node, r);
    default:
        return take_choice(load, node, key, r);
    }
}

dbn_span
dbn_guard_name(dbn_desk_guard guard)
{
    return dbn_span_of(guards[guard]);
}
