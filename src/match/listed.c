/*
 * Terms that are listed, with what to write instead. Where a configuration lists them,
 * those of words are left to the glossary, which finds them in any form; all others
 * become patterns, one a term.
 */
#include "base/utf8.h"
#include "glossary/glossary.h"
#include "match/loader.h"
#include "text/fold.h"

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
dbn_status
dbn_rule_take_terms(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'terms' must be a map of terms to what to write");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        const dbn_yaml_node *value = key->next;
        dbn_spans replacements = {0};
        dbn_span pattern;
        if (value->kind == DBN_YAML_LIST)
            DBN_TRY(dbn_rule_take_list(load, value, DBN_KEY_TERMS, &replacements));
        else if (value->kind != DBN_YAML_SCALAR ||
                 (value->text.len > 0 &&
                  dbn_vec_push(&load->rules->arena, &replacements,
                               dbn_rule_plain(load, value->text)) != DBN_OK))
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
        DBN_TRY(dbn_rule_add_term(load, key, r, pattern, &replacements));
        r->parts.items[r->parts.count - 1]->term = key->text;
    }
    return DBN_OK;
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
        DBN_TRY(dbn_rule_take_text(load, item, DBN_KEY_PATTERN, &pattern));
        DBN_TRY(dbn_rule_add_term(load, item, r, pattern, &none));
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
    dbn_rule_link_code(rules, DBN_CODE_HOUSE_TERM, r);
    return dbn_rule_take_terms(&load, node, r);
}
