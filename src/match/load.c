/*
 * dicts/<lang>/rules/<family>.yaml to rules.
 */
#include "match/rule.h"

#define MAX_DEFAULT  220   /* bytes; what people call a line of furniture */
#define MAX_LARGEST  65535 /* bytes; a longer block is prose */
#define EXAMPLES_MIN 2     /* of each kind, or nobody knows what a rule means */
#define RULES_MAX    65535 /* the matcher keeps their places in 16 bits */
#define RIGHT_MAX    2048  /* bytes of an example once it is right */

enum {
    KEY_RULE,
    KEY_ROLE,
    KEY_SEVERITY,
    KEY_FIX,
    KEY_SCOPE,
    KEY_PATTERN,
    KEY_MAX,
    KEY_VOTE,
    KEY_MESSAGE,
    KEY_SOURCE,
    KEY_GUARD,
    KEY_REPLACEMENT,
    KEY_WRONG,
    KEY_LEFT,
    KEY_PROFILES,
    KEY_COUNT
};

static const char *const key_names[KEY_COUNT] = {
    [KEY_RULE] = "rule",     [KEY_ROLE] = "role",   [KEY_SEVERITY] = "severity",
    [KEY_FIX] = "fix",       [KEY_SCOPE] = "scope", [KEY_PATTERN] = "pattern",
    [KEY_MAX] = "max",       [KEY_VOTE] = "vote",   [KEY_MESSAGE] = "message",
    [KEY_SOURCE] = "source", [KEY_GUARD] = "guard", [KEY_REPLACEMENT] = "replacement",
    [KEY_WRONG] = "wrong",   [KEY_LEFT] = "left",   [KEY_PROFILES] = "profiles",
};

/** What the functions below share, for one file. */
typedef struct loader {
    dbn_ruleset *rules;
    dbn_yaml file;
    dbn_span lang, family;
    dbn_error *err;
} loader;

/** The place of a word in a list of words; -1 and a refusal for none of them. */
static int
choice_of(loader *load, const dbn_yaml_node *node, unsigned key,
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
take_role(loader *load, const dbn_yaml_node *node, rule *r)
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
take_choice(loader *load, const dbn_yaml_node *node, unsigned key, rule *r)
{
    static const char *const severities[] = {"info", "warning", "error", NULL};
    static const char *const fixes[] = {"none", "guarded", "certain", NULL};
    static const char *const scopes[] = {"block", "text", NULL};
    static const char *const votes[] = {"none", "position", "links", NULL};
    dbn_status status = DBN_OK;
    int chosen;
    switch (key) {
    case KEY_SEVERITY:
        chosen = choice_of(load, node, key, severities, &status);
        r->info.severity = (dbn_severity)(chosen < 0 ? 0 : chosen);
        return status;
    case KEY_FIX:
        chosen = choice_of(load, node, key, fixes, &status);
        r->info.fix = (dbn_rule_fix)(chosen < 0 ? 0 : chosen);
        return status;
    case KEY_SCOPE:
        r->info.is_block = choice_of(load, node, key, scopes, &status) == 0;
        return status;
    default:
        chosen = choice_of(load, node, key, votes, &status);
        r->info.vote = (dbn_vote)(chosen < 0 ? 0 : chosen);
        return status;
    }
}

static dbn_status
take_max(loader *load, const dbn_yaml_node *node, rule *r)
{
    int64_t max;
    if (!dbn_yaml_number(node, &max) || max < 1 || max > MAX_LARGEST)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'max' must be a number from 1 to %d", MAX_LARGEST);
    r->info.max = (uint32_t)max;
    return DBN_OK;
}

static dbn_status
take_list(loader *load, const dbn_yaml_node *node, unsigned key, dbn_spans *out)
{
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(load->err, &load->file, node, "'%s' must be a list",
                               key_names[key]);
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        if (item->kind != DBN_YAML_SCALAR)
            return dbn_yaml_refuse(load->err, &load->file, item,
                                   "'%s' must hold texts only", key_names[key]);
        if (dbn_vec_push(&load->rules->arena, out, item->text) != DBN_OK)
            return dbn_load_nomem(load->err);
    }
    return DBN_OK;
}

static dbn_status
add_wrong(loader *load, rule *r, dbn_span wrong, dbn_span right)
{
    dbn_arena *arena = &load->rules->arena;
    if (dbn_vec_push(arena, &r->wrong, wrong) != DBN_OK ||
        dbn_vec_push(arena, &r->right, right) != DBN_OK)
        return dbn_load_nomem(load->err);
    return DBN_OK;
}

/* Texts, and maps of texts to what they must become. */
static dbn_status
take_wrong(loader *load, const dbn_yaml_node *node, rule *r)
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
take_profiles(loader *load, const dbn_yaml_node *node, rule *r)
{
    DBN_TRY(take_list(load, node, KEY_PROFILES, &r->profiles));
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
take_message(loader *load, const dbn_yaml_node *node, rule *r)
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

static dbn_status
take_text(loader *load, const dbn_yaml_node *node, unsigned key, dbn_span *out)
{
    if (node->kind != DBN_YAML_SCALAR || node->text.len == 0)
        return dbn_yaml_refuse(load->err, &load->file, node, "'%s' must be a text",
                               key_names[key]);
    *out = node->text;
    return DBN_OK;
}

static dbn_status
take_key(loader *load, const dbn_yaml_node *node, unsigned key, rule *r)
{
    switch (key) {
    case KEY_RULE:
        return take_text(load, node, key, &r->info.name);
    case KEY_ROLE:
        return take_role(load, node, r);
    case KEY_PATTERN:
        return take_text(load, node, key, &r->pattern);
    case KEY_MAX:
        return take_max(load, node, r);
    case KEY_MESSAGE:
        return take_message(load, node, r);
    case KEY_SOURCE:
        return take_text(load, node, key, &r->info.source);
    case KEY_GUARD:
        return take_text(load, node, key, &r->info.guard);
    case KEY_REPLACEMENT:
        return take_text(load, node, key, &r->info.replacement);
    case KEY_WRONG:
        return take_wrong(load, node, r);
    case KEY_LEFT:
        return take_list(load, node, key, &r->left);
    case KEY_PROFILES:
        return take_profiles(load, node, r);
    default:
        return take_choice(load, node, key, r);
    }
}

/** <lang>.<family>.<name>, the name in a-z, 0-9 and hyphens. */
static bool
is_name(const loader *load, dbn_span name)
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
compile(loader *load, const dbn_yaml_node *node, rule *r)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
    if (r->info.is_block)
        options |= PCRE2_DOTALL | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    int code;
    PCRE2_SIZE at;
    r->code = pcre2_compile((PCRE2_SPTR)r->pattern.ptr, r->pattern.len, options, &code,
                            &at, load->rules->limits);
    if (r->code != NULL)
        return DBN_OK;
    PCRE2_UCHAR reason[120];
    if (pcre2_get_error_message(code, reason, sizeof reason) < 0)
        reason[0] = '\0';
    return dbn_yaml_refuse(load->err, &load->file, node,
                           "the pattern of '%.*s' is wrong at %zu: %s",
                           DBN_SHOWN(r->info.name), (size_t)at, (const char *)reason);
}

static dbn_status
check_rule(loader *load, const dbn_yaml_node *node, rule *r, dbn_lexicon *names)
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
    if (r->pattern.len == 0)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' has no pattern",
                               DBN_SHOWN(r->info.name));
    if (r->wrong.count < EXAMPLES_MIN || r->left.count < EXAMPLES_MIN)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' needs %d examples under 'wrong' and "
                               "under 'left'",
                               DBN_SHOWN(r->info.name), EXAMPLES_MIN);
    if ((r->info.fix != DBN_FIX_NONE && r->info.replacement.len == 0) ||
        (r->info.fix == DBN_FIX_GUARDED && r->info.guard.len == 0))
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "the rule '%.*s' repairs, but has no %s",
                               DBN_SHOWN(r->info.name),
                               r->info.replacement.len == 0 ? "replacement" : "guard");
    return DBN_OK;
}

/* An example that costs too much is refused: a text like it would be given up. */
static dbn_status
try_examples(loader *load, const dbn_yaml_node *node, const rule *r,
             const dbn_spans *examples)
{
    for (uint32_t i = 0; i < examples->count; i++) {
        dbn_span text = examples->items[i];
        int found = pcre2_match(r->code, (PCRE2_SPTR)text.ptr, text.len, 0,
                                PCRE2_NO_JIT, load->rules->data, load->rules->trial);
        if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
            found == PCRE2_ERROR_HEAPLIMIT)
            return dbn_yaml_refuse(load->err, &load->file, node,
                                   "the pattern of '%.*s' works too hard on its "
                                   "example '%.*s'",
                                   DBN_SHOWN(r->info.name), DBN_SHOWN(text));
    }
    return DBN_OK;
}

/* The replacement must make of each wrong text what the rule calls right. */
static dbn_status
try_replacement(loader *load, const dbn_yaml_node *node, const rule *r)
{
    for (uint32_t i = 0; i < r->wrong.count && r->info.replacement.len > 0; i++) {
        char bytes[RIGHT_MAX];
        PCRE2_SIZE len = sizeof bytes;
        dbn_span wrong = r->wrong.items[i], right = r->right.items[i];
        if (right.ptr == NULL)
            continue;
        int done = pcre2_substitute(
            r->code, (PCRE2_SPTR)wrong.ptr, wrong.len, 0, PCRE2_SUBSTITUTE_GLOBAL,
            load->rules->data, load->rules->trial, (PCRE2_SPTR)r->info.replacement.ptr,
            r->info.replacement.len, (PCRE2_UCHAR *)bytes, &len);
        if (done < 0 || !dbn_span_equal((dbn_span){bytes, len}, right))
            return dbn_yaml_refuse(load->err, &load->file, node,
                                   "the replacement of '%.*s' does not make '%.*s' "
                                   "right",
                                   DBN_SHOWN(r->info.name), DBN_SHOWN(wrong));
    }
    return DBN_OK;
}

static dbn_status
check_examples(loader *load, const dbn_yaml_node *node, const rule *r)
{
    DBN_TRY(try_examples(load, node, r, &r->wrong));
    DBN_TRY(try_examples(load, node, r, &r->left));
    return try_replacement(load, node, r);
}

/* The number of a key; a refusal for one that is unknown or has been `seen`. */
static dbn_status
key_of(unsigned *out, loader *load, const dbn_yaml_node *key, uint32_t seen)
{
    unsigned k = 0;
    while (k < KEY_COUNT && !dbn_span_equal(key->text, dbn_span_of(key_names[k])))
        k++;
    *out = k;
    if (k < KEY_COUNT && (seen & 1U << k) == 0)
        return DBN_OK;
    return dbn_yaml_refuse(load->err, &load->file, key,
                           k == KEY_COUNT ? "a rule has no '%.*s'"
                                          : "'%.*s' stands twice in a rule",
                           DBN_SHOWN(key->text));
}

static dbn_status
read_keys(loader *load, const dbn_yaml_node *node, rule *r)
{
    const dbn_yaml_node *pattern = node;
    uint32_t seen = 0;
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        unsigned k;
        DBN_TRY(key_of(&k, load, key, seen));
        seen |= 1U << k;
        DBN_TRY(take_key(load, key->next, k, r));
        if (k == KEY_PATTERN)
            pattern = key->next;
    }
    if (!r->info.is_block && (seen & 1U << KEY_MAX) == 0)
        r->info.max = UINT32_MAX;
    DBN_TRY(check_rule(load, node, r, &load->rules->names));
    return compile(load, pattern, r);
}

static dbn_status
read_rule(loader *load, const dbn_yaml_node *node)
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
    if (dbn_vec_push(&load->rules->arena, &load->rules->loaded, r) == DBN_OK)
        return check_examples(load, node, r);
    pcre2_code_free(r->code);
    return dbn_load_nomem(load->err);
}

dbn_status
dbn_rules_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_span lang, dbn_span family,
               dbn_error *err)
{
    loader load = {
        .rules = rules, .file = *file, .lang = lang, .family = family, .err = err};
    if (load.file.root->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(err, &load.file, load.file.root,
                               "a file of rules must be a list");
    for (const dbn_yaml_node *item = load.file.root->first; item != NULL;
         item = item->next)
        DBN_TRY(read_rule(&load, item));
    return DBN_OK;
}
