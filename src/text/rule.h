/*
 * text/rule.h - numbers for rules, and the names of those that live in C.
 */
#ifndef DBN_TEXT_RULE_H
#define DBN_TEXT_RULE_H

#include "base/span.h"

enum {
#define RULE(identifier, name) DBN_RULE_##identifier,
#include "text/rules.def"
#undef RULE
    DBN_RULE_DATA /* the first rule that comes from dicts/ */
};

/** Name of a rule below DBN_RULE_DATA; "none" for others. */
dbn_span dbn_rule_builtin_name(dbn_rule rule);

/** The rule below DBN_RULE_DATA of that name; DBN_RULE_NONE for none. */
dbn_rule dbn_rule_builtin_find(dbn_span name);

/** What a finding of such a rule says to people, in English, of the catalogue; empty
 * for rules that find nothing. */
const char *dbn_rule_builtin_message(dbn_rule rule);

#endif
