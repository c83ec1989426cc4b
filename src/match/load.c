/*
 * dicts/<lang>/rules/<family>.yaml to rules.
 */
#include "base/utf8.h"
#include "glossary/glossary.h"
#include "match/loader.h"
#include "text/fold.h"

#include <assert.h>

#define MAX_DEFAULT  220   /* bytes; what people call a line of furniture */
#define MAX_LARGEST  65535 /* bytes; a longer block is prose */
#define EXAMPLES_MIN 2     /* of each kind, or nobody knows what a rule means */
#define RULES_MAX    65535 /* the matcher keeps their places in 16 bits */

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
    KEY_TERMS,
    KEY_WHEN,
    KEY_CODE,
    KEY_COUNT
};

static const char *const key_names[KEY_COUNT] = {
    [KEY_RULE] = "rule",     [KEY_ROLE] = "role",   [KEY_SEVERITY] = "severity",
    [KEY_FIX] = "fix",       [KEY_SCOPE] = "scope", [KEY_PATTERN] = "pattern",
    [KEY_MAX] = "max",       [KEY_VOTE] = "vote",   [KEY_MESSAGE] = "message",
    [KEY_SOURCE] = "source", [KEY_GUARD] = "guard", [KEY_REPLACEMENT] = "replacement",
    [KEY_WRONG] = "wrong",   [KEY_LEFT] = "left",   [KEY_PROFILES] = "profiles",
    [KEY_TERMS] = "terms",   [KEY_WHEN] = "when",   [KEY_CODE] = "code",
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

/* `text` with spaces for their stand-ins; itself where it has none, or no room is
 * left for it. */
static dbn_span
without_stand_ins(const dbn_rule_loader *load, dbn_span text)
{
    dbn_buffer out = {0};
    bool has_any = false;
    for (size_t at = 0; at < text.len;) {
        dbn_span rest = {text.ptr + at, text.len - at}, put = {text.ptr + at, 1};
        size_t step = 1;
        for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++) {
            dbn_span written = dbn_span_of(stand_ins[i].written);
            if (!dbn_span_starts(rest, written))
                continue;
            put = dbn_span_of(stand_ins[i].meant);
            step = written.len;
            has_any = true;
        }
        if (dbn_vec_append(&load->rules->arena, &out, put.ptr, (uint32_t)put.len) !=
            DBN_OK)
            return text;
        at += step;
    }
    return has_any ? (dbn_span){out.items, out.count} : text;
}

/** The place of a word in a list of words; -1 and a refusal for none of them. */
static int
choice_of(dbn_rule_loader *load, const dbn_yaml_node *node, unsigned key,
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
take_choice(dbn_rule_loader *load, const dbn_yaml_node *node, unsigned key, rule *r)
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

static void
link_code(dbn_ruleset *rules, dbn_desk_code code, rule *r)
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
    link_code(load->rules, (dbn_desk_code)code, r);
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

static dbn_status
take_list(dbn_rule_loader *load, const dbn_yaml_node *node, unsigned key,
          dbn_spans *out)
{
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(load->err, &load->file, node, "'%s' must be a list",
                               key_names[key]);
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        if (item->kind != DBN_YAML_SCALAR)
            return dbn_yaml_refuse(load->err, &load->file, item,
                                   "'%s' must hold texts only", key_names[key]);
        if (dbn_vec_push(&load->rules->arena, out,
                         without_stand_ins(load, item->text)) != DBN_OK)
            return dbn_load_nomem(load->err);
    }
    return DBN_OK;
}

static dbn_status
add_wrong(dbn_rule_loader *load, rule *r, dbn_span wrong, dbn_span right)
{
    dbn_arena *arena = &load->rules->arena;
    if (right.ptr != NULL)
        right = without_stand_ins(load, right);
    if (dbn_vec_push(arena, &r->wrong, without_stand_ins(load, wrong)) != DBN_OK ||
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

static dbn_status
take_text(dbn_rule_loader *load, const dbn_yaml_node *node, unsigned key, dbn_span *out)
{
    if (node->kind != DBN_YAML_SCALAR || node->text.len == 0)
        return dbn_yaml_refuse(load->err, &load->file, node, "'%s' must be a text",
                               key_names[key]);
    *out = without_stand_ins(load, node->text);
    return DBN_OK;
}

/* One text, or several to choose from. */
static dbn_status
take_replacement(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    if (node->kind == DBN_YAML_LIST)
        DBN_TRY(take_list(load, node, KEY_REPLACEMENT, &r->replacements));
    else if (node->kind != DBN_YAML_SCALAR ||
             dbn_vec_push(&load->rules->arena, &r->replacements,
                          without_stand_ins(load, node->text)) != DBN_OK)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'replacement' must be a text or a list of texts");
    if (r->replacements.count > 0)
        r->info.replacement = r->replacements.items[0];
    r->info.removes = r->replacements.count > 0 && r->info.replacement.len == 0;
    return DBN_OK;
}

static dbn_status
add_text(dbn_buffer *out, dbn_span text, dbn_arena *arena)
{
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

/* Is it a sign that may mean something in an expression? */
static bool
is_sign(char c)
{
    return c > 0x20 && c < 0x7F && strchr("\\^$.[]|()?*+{}#-", c) != NULL;
}

/* A term as people write it to a pattern: whole words, any space, either apostrophe;
 * where `is_literal`, signs as they stand. */
static dbn_status
pattern_of_term(dbn_span *out, dbn_span term, bool is_literal, dbn_arena *arena)
{
    dbn_buffer text = {0};
    bool ends_in_word = term.len > 0 && term.ptr[term.len - 1] != '\'';
    bool begins_with_sign = is_literal && term.len > 0 && is_sign(term.ptr[0]);
    if (!begins_with_sign)
        DBN_TRY(add_text(&text, DBN_SPAN("\\b"), arena));
    for (size_t i = 0; i < term.len; i++) {
        dbn_span put = {term.ptr + i, 1};
        if (term.ptr[i] == ' ')
            put = DBN_SPAN("[ \xC2\xA0\xE2\x80\xAF]");
        else if (term.ptr[i] == '\'')
            put = DBN_SPAN("['\xE2\x80\x99]");
        if (is_literal && is_sign(term.ptr[i]))
            DBN_TRY(add_text(&text, DBN_SPAN("\\"), arena));
        DBN_TRY(add_text(&text, put, arena));
    }
    if (ends_in_word)
        DBN_TRY(add_text(&text, DBN_SPAN("(?![\\pL\\pN])"), arena));
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

static dbn_status
add_part(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r, dbn_span pattern,
         const dbn_spans *replacements)
{
    PCRE2_UCHAR reason[120] = {0};
    int code;
    size_t at;
    dbn_status status = dbn_part_add(r, load->rules, pattern, replacements, &code, &at);
    if (status == DBN_ERR_NOMEM)
        return dbn_load_nomem(load->err);
    if (status == DBN_OK)
        return DBN_OK;
    (void)pcre2_get_error_message(code, reason, sizeof reason);
    return dbn_yaml_refuse(load->err, &load->file, node,
                           "the pattern of '%.*s' is wrong at %zu: %s",
                           DBN_SHOWN(r->info.name), at, (const char *)reason);
}

/* Is it of words, and what joins them, so that a glossary finds it in any form? What
 * has other signs is found as it stands. */
static bool
is_of_words(dbn_span term)
{
    uint32_t words = 0, len;
    bool is_in_word = false;
    for (size_t at = 0; at < term.len; at += len) {
        uint32_t code = dbn_utf8_decode(term, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        bool is_joint = code == ' ' || code == '-' || code == '\'' || code == 0x2019;
        bool is_letter = class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
                         class == DBN_CHAR_DIGIT || class == DBN_CHAR_MARK;
        if (!is_joint && !is_letter)
            return false;
        words += !is_joint && !is_in_word;
        is_in_word = !is_joint;
    }
    return words > 0 && words <= DBN_TERM_WORDS_MAX && term.len <= DBN_TERM_BYTES_MAX;
}

/* A blank term stands everywhere; one that is what to write is never wrong. */
static dbn_status
judge_house_term(dbn_rule_loader *load, const dbn_yaml_node *key,
                 const dbn_spans *replacements)
{
    bool is_blank = true;
    for (size_t i = 0; i < key->text.len; i++)
        is_blank &= (unsigned char)key->text.ptr[i] <= ' ';
    if (is_blank)
        return dbn_yaml_refuse(load->err, &load->file, key, "a term is empty");
    if (key->next->kind == DBN_YAML_LIST && replacements->count == 0)
        return dbn_yaml_refuse(load->err, &load->file, key->next,
                               "the list of what to write instead of '%.*s' is empty",
                               DBN_SHOWN(key->text));
    for (uint32_t i = 0; i < replacements->count; i++)
        if (dbn_span_equal(replacements->items[i], key->text))
            return dbn_yaml_refuse(load->err, &load->file, key,
                                   "'%.*s' cannot be written instead of itself",
                                   DBN_SHOWN(key->text));
    return DBN_OK;
}

/* `terms`: what is written, and what to write instead: a text, a list, or nothing. */
static dbn_status
take_terms(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'terms' must be a map of terms to what to write");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        const dbn_yaml_node *value = key->next;
        dbn_spans replacements = {0};
        dbn_span pattern;
        if (value->kind == DBN_YAML_LIST)
            DBN_TRY(take_list(load, value, KEY_TERMS, &replacements));
        else if (value->kind != DBN_YAML_SCALAR ||
                 (value->text.len > 0 &&
                  dbn_vec_push(&load->rules->arena, &replacements,
                               without_stand_ins(load, value->text)) != DBN_OK))
            return dbn_yaml_refuse(load->err, &load->file, value,
                                   "'terms' must hold texts, or lists of texts");
        if (load->is_house)
            DBN_TRY(judge_house_term(load, key, &replacements));
        if (load->is_house && is_of_words(key->text)) {
            const dbn_listed_term listed = {key->text, replacements.items,
                                            replacements.count};
            if (dbn_vec_push(&load->rules->arena, &r->listed, listed) != DBN_OK)
                return dbn_load_nomem(load->err);
            continue;
        }
        if (pattern_of_term(&pattern, key->text, load->is_house, &load->rules->arena) !=
            DBN_OK)
            return dbn_load_nomem(load->err);
        DBN_TRY(add_part(load, key, r, pattern, &replacements));
        r->parts.items[r->parts.count - 1]->term = key->text;
    }
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

static dbn_status
take_key(dbn_rule_loader *load, const dbn_yaml_node *node, unsigned key, rule *r)
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
        return take_guard(load, node, r);
    case KEY_REPLACEMENT:
        return take_replacement(load, node, r);
    case KEY_TERMS:
        return take_terms(load, node, r);
    case KEY_WHEN:
        return take_when(load, node, r);
    case KEY_CODE:
        return take_code(load, node, r);
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
key_of(unsigned *out, dbn_rule_loader *load, const dbn_yaml_node *key, uint32_t seen)
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
read_keys(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
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
    if (r->info.code != DBN_CODE_NONE ||
        r->parts.count > 0) /* they have no say in roles */
        r->info.is_block = false;
    if (!r->info.is_block && (seen & 1U << KEY_MAX) == 0)
        r->info.max = UINT32_MAX;
    DBN_TRY(check_rule(load, node, r, &load->rules->names));
    if (r->pattern.len == 0)
        return DBN_OK;
    DBN_TRY(dbn_rule_compile(load, pattern, r));
    if (r->info.is_block)
        return DBN_OK;
    return add_part(load, pattern, r, r->pattern, &r->replacements);
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
    if (dbn_vec_push(&load->rules->arena, &load->rules->loaded, r) == DBN_OK)
        return dbn_rule_try_examples(load, node, r);
    pcre2_code_free(r->code);
    return dbn_load_nomem(load->err);
}

/* `protect` of a configuration: patterns, without what they put in their place. */
static dbn_status
take_patterns(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    static const dbn_spans none = {0};
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "patterns must stand in a list");
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        dbn_span pattern = {NULL, 0};
        DBN_TRY(take_text(load, item, KEY_PATTERN, &pattern));
        DBN_TRY(add_part(load, item, r, pattern, &none));
    }
    return DBN_OK;
}

dbn_status
dbn_rules_take_house(dbn_ruleset *rules, const dbn_yaml *file,
                     const dbn_yaml_node *node, dbn_span name, dbn_span family,
                     dbn_error *err)
{
    static const dbn_span house_messages[] = {
        {"en", 2}, {"the house writes something else", 31},
        {"fr", 2}, {"la maison écrit autre chose", 28},
        {"nl", 2}, {"de redactie schrijft iets anders", 32}};
    dbn_rule_loader load = {.rules = rules,
                            .file = *file,
                            .lang = DBN_SPAN("any"),
                            .family = family,
                            .is_house = true,
                            .err = err};
    uint32_t number;
    rule *r = dbn_arena_alloc(&rules->arena, sizeof *r);
    if (r == NULL ||
        dbn_lexicon_add(&number, &rules->names, name, &rules->arena) != DBN_OK)
        return dbn_load_nomem(err);
    r->info = (dbn_rule_info){.name = name,
                              .lang = load.lang,
                              .family = family,
                              .role = DBN_ROLE_COUNT,
                              .severity = DBN_SEVERITY_WARNING,
                              .max = UINT32_MAX};
    if (dbn_vec_push(&rules->arena, &rules->loaded, r) != DBN_OK ||
        dbn_vec_append(&rules->arena, &r->messages, house_messages,
                       sizeof house_messages / sizeof house_messages[0]) != DBN_OK)
        return dbn_load_nomem(err);
    if (node->kind != DBN_YAML_MAP)
        return take_patterns(&load, node, r);
    link_code(rules, DBN_CODE_HOUSE_TERM, r);
    return take_terms(&load, node, r);
}

dbn_span
dbn_guard_name(dbn_desk_guard guard)
{
    return dbn_span_of(guards[guard]);
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
        unsigned k;
        DBN_TRY(key_of(&k, load, key, seen));
        seen |= 1U << k;
        DBN_TRY(take_key(load, key->next, k, r));
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
