/*
 * match/rule.h - a rule set in memory; seen by match/ only.
 */
#ifndef DBN_MATCH_RULE_H
#define DBN_MATCH_RULE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>

#include "base/vec.h"
#include "lang/lexicon.h"
#include "lang/yaml.h"
#include "match/rules.h"

typedef DBN_VEC(dbn_span) dbn_spans;

/** What one pattern may spend on one block, or from one place of a text, before it
 * counts as no match: steps, nesting of calls, KiB of heap. Ours need some hundred
 * steps. Machine code counts fewer steps than the interpreter for the same work, so a
 * rule whose own examples need a tenth of them is refused at load. */
#define DBN_RULE_STEPS_MAX 100000U
#define DBN_RULE_DEPTH_MAX 2000U
#define DBN_RULE_HEAP_MAX  512U

/** What a stage sees of a rule, and what only the loader and the matcher do. */
typedef struct rule {
    dbn_rule_info info;
    pcre2_code *code;             /* interpreted; made at load, so that faults show */
    _Atomic(pcre2_code *) native; /* NULL until the first use by any thread */
    uint64_t starts[4];           /* a bit a byte: what a match can begin with */
    dbn_span pattern;
    dbn_spans wrong, left, profiles;
    dbn_spans right;    /* of each of `wrong`; {NULL, 0} where nothing is said */
    dbn_spans messages; /* language, text, language, text … */
} rule;

/** The rules of one family that count for one language: its own, then "any". */
typedef struct group {
    dbn_span family, lang;
    DBN_VEC(uint32_t) members; /* places of block rules, in the order of the files */
    DBN_VEC(uint32_t) texts;   /* places of text rules, the same */
    uint32_t *starts;          /* 257 places in `by_byte`, one a first byte */
    uint32_t *by_byte;         /* members that can start with the byte, in order */
    uint32_t longest;          /* max of the members, bytes */
} group;

struct dbn_ruleset {
    dbn_arena arena;        /* holds all that follows but the patterns */
    DBN_VEC(rule *) loaded; /* in the order of the files */
    rule **rules;           /* the same, by name; a rule's place here is its number */
    DBN_VEC(group *) groups;
    dbn_lexicon names;             /* of the rules, by their places */
    pcre2_compile_context *limits; /* of what a pattern may be */
    pcre2_match_context *trial;    /* of what an example may cost */
    pcre2_match_data *data;        /* for trials, while loading */
};

/** Is the profile `name` that of `place` ("fr-BE"), or of a place inside it? */
bool dbn_rule_is_inside(dbn_span name, dbn_span place);

/** Take dicts/<lang>/rules/<family>.yaml, which the arena of `rules` holds. */
dbn_status dbn_rules_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_span lang,
                          dbn_span family, dbn_error *err) DBN_CHECKED;

/** A set of one file in memory, named "fr.article"; for tests. */
dbn_status dbn_ruleset_parse(dbn_ruleset **out, dbn_span bytes,
                             dbn_error *err) DBN_CHECKED;

/** Number the rules and make the groups, once all rules are there. */
dbn_status dbn_groups_make(dbn_ruleset *rules, dbn_error *err) DBN_CHECKED;

/** The group of a family for a BCP 47 tag; NULL for an unknown family. */
const group *dbn_group_find(const dbn_ruleset *rules, dbn_span family, dbn_span lang);

/** The rule's pattern as machine code where the machine can, compiled once. */
const pcre2_code *dbn_rule_code(rule *rule);

#endif
