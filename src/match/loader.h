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

/** Compile the pattern of a rule. Fails with its place, or with DBN_ERR_NOMEM. */
dbn_status dbn_rule_compile(dbn_rule_loader *load, const dbn_yaml_node *node,
                            rule *r) DBN_CHECKED;

/** Does the rule make right what it calls wrong, at a cost that a text may have? Fails
 * with the place of one that does not. */
dbn_status dbn_rule_try_examples(dbn_rule_loader *load, const dbn_yaml_node *node,
                                 const rule *r) DBN_CHECKED;

#endif
