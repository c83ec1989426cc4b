/*
 * match/rules.h - rules as data: dicts/<lang>/rules/<family>.yaml, matched by PCRE2.
 *
 * A file is a list of rules:
 *
 *     - rule: fr.article.read-also    # <lang>.<family>.<rule>: unique, stable
 *       role: furniture               # what a block that matches is
 *       severity: info                # info | warning | error
 *       fix: none                     # none | guarded | certain
 *       scope: block                  # block: the whole block; text: anywhere in it
 *       pattern: 'à lire (aussi|également)\b.*'   # PCRE2: UTF, without case
 *       max: 220                      # longest block it applies to, in bytes
 *       vote: position                # none | position | links: see dbn_vote
 *       message: {en: "…", fr: "…"}
 *       source: where the rule comes from
 *       wrong: ["À lire aussi : …", …]   # at least two that match, or {wrong: right}
 *       left: ["…", "…"]                 # at least two that do not
 *
 * `rule`, `pattern`, `wrong` and `left` must be there; without the others a rule has
 * no role, is info, fix none, scope block, vote none, and has a max of 220 (block) or
 * none (text). A rule that repairs says what it puts in the place of a match:
 *
 *       fix: guarded                     # none, guarded or certain: see dbn_rule_fix
 *       guard: not-in-quotation          # of match/desk.def; finds nothing without it
 *       replacement: '$1 $2'             # of PCRE2: $1 is the first group
 *       profiles: [fr-FR, fr-CA]         # places where it holds; all without it
 *       wrong: [{'Quoi?': 'Quoi ?'}, …]  # checked: the replacement makes it right
 *
 * Rules are numbered by their names. A bad file is refused with its path and line.
 * Rules are immutable and shared by threads; matching needs scratch memory of its own
 * (dbn_matcher), one a thread.
 */
#ifndef DBN_MATCH_RULES_H
#define DBN_MATCH_RULES_H

#include "base/nearest.h"
#include "doublon/desk.h"
#include "lang/yaml.h"
#include "text/records.h"

/** What must also hold before a furniture rule counts. */
typedef enum dbn_vote {
    DBN_VOTE_NONE,
    DBN_VOTE_POSITION, /* beside other furniture or at an end of the article */
    DBN_VOTE_LINKS     /* most of the block is links (pages) or as POSITION (dumps) */
} dbn_vote;

/** What must hold where the rule's pattern matches, or the match is passed over; and
 * the code of src/check/ that finds its places, where no pattern can. */
typedef enum dbn_desk_guard {
    DBN_GUARD_NONE,
#define GUARD(identifier, name) DBN_GUARD_##identifier,
#include "match/desk.def"
    DBN_GUARD_COUNT
} dbn_desk_guard;

typedef enum dbn_desk_code {
    DBN_CODE_NONE,
#define CODE(identifier, name) DBN_CODE_##identifier,
#include "match/desk.def"
    DBN_CODE_COUNT
} dbn_desk_code;

/** One rule, as a stage sees it. Strings live as long as the rule set. */
typedef struct dbn_rule_info {
    dbn_rule id; /* DBN_RULE_DATA + its place in the set */
    dbn_span name;
    dbn_span lang;   /* "fr"; "any" for all */
    dbn_span family; /* "article" */
    dbn_role role;   /* DBN_ROLE_COUNT when the rule gives none */
    dbn_severity severity;
    dbn_vote vote;
    dbn_rule_fix fix;
    bool is_block; /* its scope: whole blocks, not places in a text */
    uint32_t max;  /* bytes */
    dbn_desk_guard guard;
    dbn_span replacement; /* the first one; of PCRE2, with $1 for groups */
    bool removes;         /* its replacement is nothing, and that is one */
    dbn_desk_code code;   /* NONE: its pattern finds it */
    dbn_span source;      /* where the rule comes from; may be empty */
} dbn_rule_info;

typedef struct dbn_ruleset dbn_ruleset;
typedef struct dbn_matcher dbn_matcher;

/** Are PCRE2 and its compiler to machine code there? The version goes to `version`,
 * NUL-terminated. */
bool dbn_match_pcre2(char *version, size_t size);
bool dbn_match_pcre2_jit(char *version, size_t size);

/** Load every dicts/<lang>/rules/<family>.yaml below `dir`, and the rules of the
 * configuration `house` (match/house.h; NULL: none), whose nodes must live as long.
 * What the folder `cache` knows (NULL: nothing) is not tried on its examples again. The
 * first function loads only those of one family below `dir`. */
dbn_status dbn_ruleset_load_family(dbn_ruleset **out, const char *dir, dbn_span family,
                                   dbn_error *err) DBN_CHECKED;
dbn_status dbn_ruleset_load(dbn_ruleset **out, const char *dir, const dbn_yaml *house,
                            const char *cache, dbn_error *err) DBN_CHECKED;
void dbn_ruleset_free(dbn_ruleset *rules);

/** The rule of an id; NULL below DBN_RULE_DATA or past the end. */
const dbn_rule_info *dbn_ruleset_rule(const dbn_ruleset *rules, dbn_rule id);
uint32_t dbn_ruleset_count(const dbn_ruleset *rules);

/** Name of any rule, of C or of dicts/. */
dbn_span dbn_ruleset_name(const dbn_ruleset *rules, dbn_rule id);

/** What dicts/builtin.yaml says of a rule of C; NULL for nothing, and for others. */
const dbn_rule_info *dbn_ruleset_builtin(const dbn_ruleset *rules, dbn_rule id);

/** Examples of a rule, for tests and for `explain`: i-th of those that match
 * (`wrong`) or that do not. {NULL, 0} past the last. */
dbn_span dbn_ruleset_example(const dbn_ruleset *rules, dbn_rule id, bool wrong,
                             uint32_t i);

/** What the i-th of `wrong` must become; {NULL, 0} where the rule does not say. */
dbn_span dbn_ruleset_right(const dbn_ruleset *rules, dbn_rule id, uint32_t i);

/** Is there a rule that is, or a family or a beginning of names that has one, called
 * `wanted`? */
bool dbn_ruleset_has_named(const dbn_ruleset *rules, dbn_span wanted);

/** Try the names of rules, and of families. */
void dbn_ruleset_near(const dbn_ruleset *rules, dbn_nearest *search);

/** Is search->wanted a convention, a value that `key` has somewhere or that a rule asks
 * for, a profile that has conventions? Else the known ones are tried. */
bool dbn_convention_is_key(const dbn_ruleset *rules, dbn_nearest *search);
bool dbn_convention_is_value(const dbn_ruleset *rules, dbn_span key,
                             dbn_nearest *search);
bool dbn_convention_is_profile(const dbn_ruleset *rules, dbn_nearest *search);

/** How bad the rule's fault is: as the first of `levels` that names it says, else as
 * its file does; a rule of C of which no file says anything is a warning. */
dbn_severity dbn_ruleset_severity(const dbn_ruleset *rules, dbn_rule id,
                                  const dbn_level *levels, uint32_t count);

/** Is a rule on, which is so unless the last of `switches` that names it says no? */
bool dbn_ruleset_is_on(const dbn_ruleset *rules, dbn_rule id,
                       const dbn_switch *switches, uint32_t count);

/** The rule of that name; DBN_RULE_NONE for none. For tests: the program knows rules by
 * their numbers, and those of its code by dbn_ruleset_of_code(). */
dbn_rule dbn_ruleset_find(const dbn_ruleset *rules, dbn_span name);

/** The i-th term of a rule that has terms, and what to write instead; false past the
 * last. */
bool dbn_ruleset_term(const dbn_ruleset *rules, dbn_rule id, uint32_t i, dbn_span *term,
                      dbn_span *instead);

/** A term that a rule lists, of which its code finds any form. Strings live as long as
 * the rule set. */
typedef struct dbn_listed_term {
    dbn_span term;
    const dbn_span *instead; /* what to write, the best first */
    uint32_t count;          /* of these; 0: nothing */
} dbn_listed_term;

/** The i-th of them; false past the last, and for a rule that has none. */
bool dbn_ruleset_listed(const dbn_ruleset *rules, dbn_rule id, uint32_t i,
                        dbn_listed_term *out);

/** What a rule says to people, in the language of `lang` (a BCP 47 tag), else in its
 * first one; empty for nothing. */
dbn_span dbn_ruleset_message(const dbn_ruleset *rules, dbn_rule id, dbn_span lang);

/** Does a rule hold for the profile `name`: one of those it names, or one of a place
 * inside ("fr-BE" also for fr-BE-nbn), or any when it names none? */
bool dbn_ruleset_holds_for(const dbn_ruleset *rules, dbn_rule id, dbn_span name);

/** The rule whose places `code` finds in texts of `lang`: its own, else that of any;
 * DBN_RULE_NONE where no file has one. */
dbn_rule dbn_ruleset_of_code(const dbn_ruleset *rules, dbn_desk_code code,
                             dbn_span lang);

/** Name of a guard, as files of rules write it; empty for DBN_GUARD_NONE. */
dbn_span dbn_guard_name(dbn_desk_guard guard);

/** Scratch of one thread. Patterns are compiled on their first use by any thread. */
dbn_status dbn_matcher_new(dbn_matcher **out, const dbn_ruleset *rules,
                           dbn_error *err) DBN_CHECKED;
void dbn_matcher_free(dbn_matcher *matcher);

/**
 * The first rule of `family` (in file order, the language's own before "any") that
 * matches `block`, a whole block of valid UTF-8 with single spaces; 0 for none. `lang`
 * is a BCP 47 tag. The block's length and its first letters decide which patterns are
 * tried, so that a paragraph of prose costs next to nothing. A pattern that hits its
 * match limit counts as no match.
 */
dbn_rule dbn_matcher_block(dbn_matcher *matcher, dbn_span family, dbn_span lang,
                           dbn_span block);

/** A text to search, and by which rules. */
typedef struct dbn_match_input {
    dbn_span family, lang; /* as for dbn_matcher_block() */
    dbn_span text;         /* valid UTF-8 */
    uint32_t base;         /* where it starts in its view: added to each range */
} dbn_match_input;

/**
 * Where the rules of a family whose scope is text match: findings in `arena` behind
 * those of `out`, by position and then by the names of their rules. A rule's matches do
 * not overlap each other; those of two rules may. The plain way, each rule by itself:
 * what dbn_scan_block() has to find, for its tests. Linear for each rule that can match
 * at all. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_matcher_text(dbn_findings *out, dbn_matcher *matcher,
                            const dbn_match_input *in, dbn_arena *arena) DBN_CHECKED;

/** How often a pattern was given up at a limit since the matcher was made; for tests.
 */
uint64_t dbn_matcher_limit_hits(const dbn_matcher *matcher);

/** Does this rule match `text`: the whole of it, or somewhere in it, as the rule's
 * scope says? For tests and explanations: nothing is sieved but by the rule's max. */
bool dbn_matcher_rule(dbn_matcher *matcher, dbn_rule id, dbn_span text);

#endif
