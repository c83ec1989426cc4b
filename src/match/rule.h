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

/** How replacements are read: \u$1 and ${1:+a:b} too; a group that took no part is
 * nothing. */
#define DBN_RULE_SUBSTITUTE (PCRE2_SUBSTITUTE_EXTENDED | PCRE2_SUBSTITUTE_UNSET_EMPTY)

/** One way in which a rule of scope text matches: its pattern, or one of its terms. */
typedef struct part {
    _Atomic(pcre2_code *) code; /* anchored, native where the machine can; NULL until
                                   the first use by any thread */
    dbn_span pattern;
    dbn_span term;     /* as the file has it; empty for a pattern */
    uint32_t rule;     /* the place of its rule */
    bool at_word;      /* begins with a word */
    bool at_start;     /* begins with the block */
    bool follows_case; /* its replacements take the capital of the match */
    dbn_spans replacements;
} part;

typedef DBN_VEC(part *) part_list;

/** What a stage sees of a rule, and what only the loader and the matcher do. */
typedef struct rule {
    dbn_rule_info info;
    pcre2_code *code; /* interpreted, of scope block or tried; NULL for others */
    _Atomic(pcre2_code *) native; /* NULL until the first use by any thread */
    uint64_t starts[4];           /* a bit a byte: what a match can begin with */
    dbn_span pattern;
    dbn_spans wrong, left, profiles;
    dbn_spans right;    /* of each of `wrong`; {NULL, 0} where nothing is said */
    dbn_spans messages; /* language, text, language, text … */
    part_list parts;    /* of scope text: the pattern, then the terms */
    DBN_VEC(dbn_listed_term) listed; /* terms of words: its code finds any form */
    dbn_spans replacements;
    const struct rule *next_of_code; /* of another language; NULL for none */
    dbn_spans when;                  /* key, value, key, value … of conventions */
} rule;

/** What one profile writes by convention: `set` is key, value, key, value … */
typedef struct convention {
    dbn_span profile;
    dbn_spans set;
} convention;

/** The rules of one family that count for one language: its own, then "any". */
typedef struct group {
    dbn_span family, lang;
    DBN_VEC(uint32_t) members; /* places of block rules, in the order of the files */
    DBN_VEC(uint32_t) texts;   /* places of text rules, the same */
    uint32_t *starts;          /* 257 places in `by_byte`, one a first byte */
    uint32_t *by_byte;         /* members that can start with the byte, in order */
    uint32_t longest;          /* max of the members, bytes */
} group;

/** A pattern as it was read, until it was tried. */
typedef struct untried {
    rule *rule;
    part *part; /* a term; NULL: the pattern of the rule, and its examples */
    const char *path;
    const dbn_yaml_node *pattern, *node; /* where faults of it, of its examples stand */
} untried;

struct dbn_ruleset {
    dbn_arena arena;        /* holds all that follows but the patterns */
    DBN_VEC(rule *) loaded; /* in the order of the files */
    rule **rules;           /* the same, by name; a rule's place here is its number */
    DBN_VEC(group *) groups;
    DBN_VEC(convention) conventions;
    dbn_lexicon names;                   /* of the rules, by their places */
    const rule *of_code[DBN_CODE_COUNT]; /* the last one read; NULL for none */
    const rule **builtin; /* what is said of the rules of C, by their numbers; NULL for
                             nothing */
    pcre2_compile_context *limits; /* of what a pattern may be */
    pcre2_match_context *trial;    /* of what an example may cost */
    pcre2_match_data *data;        /* for trials, while loading */
    DBN_VEC(untried) untried;      /* patterns that may be wrong yet */
    uint64_t key;                  /* of the bytes that they were read from */
};

/** Is the profile `name` that of `place` ("fr-BE"), or of a place inside it? */
bool dbn_rule_is_inside(dbn_span name, dbn_span place);

/** Is the rule what `wanted` says: a family, a rule, or the beginning of its name? */
bool dbn_rule_is_named(const dbn_rule_info *info, dbn_span wanted);

/** Take dicts/<lang>/rules/<family>.yaml, which the arena of `rules` holds. */
dbn_status dbn_rules_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_span lang,
                          dbn_span family, dbn_error *err) DBN_CHECKED;

/** Take the rules below the folder `dir`, laid out as dicts/; of one family, or of all
 * where `only` is empty. */
dbn_status dbn_rules_take_folder(dbn_ruleset *rules, const char *dir, dbn_span only,
                                 dbn_error *err) DBN_CHECKED;

/** Take dicts/builtin.yaml: what is said of the rules of C. */
dbn_status dbn_rules_take_builtin(dbn_ruleset *rules, const dbn_yaml *file,
                                  dbn_error *err) DBN_CHECKED;

/** Take one rule without examples, of scope text, for all languages: `node` holds a
 * map of terms, or a list of patterns. */
dbn_status dbn_rules_take_house(dbn_ruleset *rules, const dbn_yaml *file,
                                const dbn_yaml_node *node, dbn_span name,
                                dbn_span family, dbn_error *err) DBN_CHECKED;

/** A set of one file in memory, named "fr.article"; for tests. */
dbn_status dbn_ruleset_parse(dbn_ruleset **out, dbn_span bytes,
                             dbn_error *err) DBN_CHECKED;

/** Take dicts/<lang>/conventions.yaml. */
dbn_status dbn_conventions_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_span lang,
                                dbn_error *err) DBN_CHECKED;

/** What the convention `key` is for the profile `name`, of the longest profile that
 * says it; empty where none does. */
dbn_span dbn_convention_find(const dbn_ruleset *rules, dbn_span name, dbn_span key);

/**
 * Add a part of `r` with the pattern `pattern`, which is not compiled yet; `at_word`
 * where the pattern is a word in plain writing. Fails with DBN_ERR_NOMEM.
 */
dbn_status dbn_part_add(rule *r, dbn_ruleset *rules, dbn_span pattern,
                        const dbn_spans *replacements) DBN_CHECKED;
void dbn_part_release(part *p);

/** A pattern as PCRE2 has it, with `extra` options; NULL, a PCRE2 error in *code and
 * its place in *at where it cannot be compiled. */
pcre2_code *dbn_pattern_compile(dbn_span pattern, uint32_t extra,
                                const dbn_ruleset *rules, int *code, size_t *at);
pcre2_code *dbn_part_compile(const part *p, const dbn_ruleset *rules, int *code,
                             size_t *at);
pcre2_code *dbn_rule_compile(const rule *r, const dbn_ruleset *rules, int *code,
                             size_t *at);

/** Put `made`, as machine code where the machine can, in *place, where no other thread
 * was first; what is there then. NULL for NULL. */
const pcre2_code *dbn_code_publish(_Atomic(pcre2_code *) *place, pcre2_code *made);

/** The part's code as machine code where the machine can, compiled once; NULL where no
 * memory is left for it. */
const pcre2_code *dbn_part_code(part *p, const dbn_ruleset *rules);

/** Compile what was read and try it on its examples; what is wrong is refused with its
 * place in its file. */
dbn_status dbn_rules_try(dbn_ruleset *rules, dbn_error *err) DBN_CHECKED;

/** The same, but for what the folder `cache` knows was tried; it knows then. NULL: try
 * all. */
dbn_status dbn_rules_try_once(dbn_ruleset *rules, const char *cache,
                              dbn_error *err) DBN_CHECKED;

/** Number the rules and make the groups, once all rules are there. */
dbn_status dbn_groups_make(dbn_ruleset *rules, dbn_error *err) DBN_CHECKED;

/** The group of a family for a BCP 47 tag; NULL for an unknown family. */
const group *dbn_group_find(const dbn_ruleset *rules, dbn_span family, dbn_span lang);

/** The rule's pattern as machine code where the machine can, compiled once; NULL where
 * no memory is left for it. */
const pcre2_code *dbn_rule_code(rule *rule, const dbn_ruleset *rules);

#endif
