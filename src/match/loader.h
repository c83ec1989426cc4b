/*
 * match/loader.h - rules while they are read. Seen by match/ only.
 */
#ifndef DBN_MATCH_LOADER_H
#define DBN_MATCH_LOADER_H

#include "match/rule.h"

/** What those who read one file share. */
typedef struct dbn_rule_loader {
    dbn_ruleset *rules;
    dbn_yaml file;
    dbn_span lang, family;
    bool is_house; /* terms of a configuration: what stands there, no expressions */
    dbn_error *err;
} dbn_rule_loader;

/** The keys of a rule in its file. */
typedef enum dbn_rule_key {
    DBN_KEY_RULE,
    DBN_KEY_ROLE,
    DBN_KEY_SEVERITY,
    DBN_KEY_FIX,
    DBN_KEY_SCOPE,
    DBN_KEY_PATTERN,
    DBN_KEY_MAX,
    DBN_KEY_VOTE,
    DBN_KEY_MESSAGE,
    DBN_KEY_SOURCE,
    DBN_KEY_GUARD,
    DBN_KEY_REPLACEMENT,
    DBN_KEY_WRONG,
    DBN_KEY_LEFT,
    DBN_KEY_PROFILES,
    DBN_KEY_TERMS,
    DBN_KEY_WHEN,
    DBN_KEY_CODE,
    DBN_KEY_COUNT
} dbn_rule_key;

/** The key of that name; DBN_KEY_COUNT for none. */
dbn_rule_key dbn_rule_key_find(dbn_span name);

/** Set what the value of a key says of the rule. Fails with the place of a value that
 * the key cannot have. */
dbn_status dbn_rule_take_key(dbn_rule_loader *load, const dbn_yaml_node *node,
                             dbn_rule_key key, rule *r) DBN_CHECKED;

/** The value of `key`, a text that is not empty. */
dbn_status dbn_rule_take_text(dbn_rule_loader *load, const dbn_yaml_node *node,
                              dbn_rule_key key, dbn_span *out) DBN_CHECKED;

/** The value of `key`, a list of texts: appended. */
dbn_status dbn_rule_take_list(dbn_rule_loader *load, const dbn_yaml_node *node,
                              dbn_rule_key key, dbn_spans *out) DBN_CHECKED;

/** `terms`: what is written, and what to write instead: a text, a list, or nothing. */
dbn_status dbn_rule_take_terms(dbn_rule_loader *load, const dbn_yaml_node *node,
                               rule *r) DBN_CHECKED;

/** `text` with spaces for their stand-ins; itself where it has none, or no room is
 * left for it. */
dbn_span dbn_rule_plain(const dbn_rule_loader *load, dbn_span text);

/** What the code finds is told by this rule. */
void dbn_rule_link_code(dbn_ruleset *rules, dbn_desk_code code, rule *r);

/** Note the pattern of a rule, at `pattern`, and its examples, for dbn_rules_try(). */
dbn_status dbn_rule_try_later(dbn_rule_loader *load, const dbn_yaml_node *pattern,
                              const dbn_yaml_node *node, rule *r) DBN_CHECKED;

/** Add one way in which a rule of scope text matches, and note it. */
dbn_status dbn_rule_add_term(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r,
                             dbn_span pattern,
                             const dbn_spans *replacements) DBN_CHECKED;

#endif
