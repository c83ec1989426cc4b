/*
 * tests/unit/match.c - rules as data: every example of every rule, and files refused.
 */
#include "unit/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>

#include "base/span.h"
#include "match/rules.h"
#include "unit/folder.h"

static const dbn_span article = {"article", 7};

static void
assert_span(dbn_span span, const char *expected)
{
    if (!dbn_span_equal(span, dbn_span_of(expected)))
        fail_msg("'%.*s' is not '%s'", (int)span.len, span.ptr, expected);
}

/** A rule set made of one file, and a matcher for it. */
typedef struct set {
    dbn_ruleset *rules;
    dbn_matcher *matcher;
} set;

static void
set_load(set *s, const char *file, const char *yaml)
{
    char folder[64];
    dbn_error err = {0};
    folder_make(folder);
    folder_write(folder, file, yaml, strlen(yaml));
    dbn_status status = dbn_ruleset_load(&s->rules, folder, NULL, NULL, &err);
    folder_remove(folder, file);
    if (status != DBN_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dbn_matcher_new(&s->matcher, s->rules, &err), DBN_OK);
}

static void
set_free(set *s)
{
    dbn_matcher_free(s->matcher);
    dbn_ruleset_free(s->rules);
}

static dbn_span
match(const set *s, const char *lang, const char *block)
{
    return dbn_ruleset_name(
        s->rules,
        dbn_matcher_block(s->matcher, article, dbn_span_of(lang), dbn_span_of(block)));
}

#define EXAMPLES "\n  wrong: [a, b]\n  left: [c, d]\n"

static const char two_rules[] =
    "- rule: fr.article.read-also\n"
    "  role: furniture\n"
    "  severity: warning\n"
    "  vote: position\n"
    "  max: 60\n"
    "  pattern: 'à lire (aussi|également)\\b.*'\n"
    "  message: {en: a link, fr: un lien}\n"
    "  source: seen everywhere\n"
    "  fix: none\n"
    "  scope: block\n"
    "  guard: not-in-quotation\n"
    "  replacement: ''''\n"
    "  profiles: [fr-BE]\n"
    "  wrong: ['À lire aussi : x', 'À LIRE ÉGALEMENT']\n"
    "  left: ['Il reste à lire aussi.', 'À lire ceci']\n"
    "- rule: fr.article.short\n"
    "  pattern: '.*x'" EXAMPLES "- rule: fr.article.anywhere\n"
    "  scope: text\n"
    "  pattern: 'z'" EXAMPLES;

static void
rules_are_what_the_file_says(void **state)
{
    (void)state;
    set s;
    set_load(&s, "fr/rules/article.yaml", two_rules);
    assert_int_equal(dbn_ruleset_count(s.rules), 3);
    const dbn_rule_info *info = dbn_ruleset_rule(s.rules, DBN_RULE_DATA);
    assert_span(info->name, "fr.article.anywhere"); /* numbered by name */
    assert_false(info->is_block);
    assert_int_equal(info->max, UINT32_MAX);
    info = dbn_ruleset_rule(s.rules, DBN_RULE_DATA + 1);
    assert_int_equal(info->id, DBN_RULE_DATA + 1);
    assert_span(info->name, "fr.article.read-also");
    assert_span(info->lang, "fr");
    assert_span(info->family, "article");
    assert_int_equal(info->role, DBN_ROLE_FURNITURE);
    assert_int_equal(info->severity, DBN_SEVERITY_WARNING);
    assert_int_equal(info->vote, DBN_VOTE_POSITION);
    assert_int_equal(info->max, 60);
    assert_true(info->is_block);
    assert_int_equal(info->fix, DBN_FIX_NONE);
    assert_int_equal(info->guard, DBN_GUARD_NOT_IN_QUOTATION);
    assert_span(info->replacement, "'");
    assert_span(info->source, "seen everywhere");
    assert_span(dbn_ruleset_message(s.rules, info->id, DBN_SPAN("fr-CA")), "un lien");
    assert_span(dbn_ruleset_message(s.rules, info->id, DBN_SPAN("de")), "a link");
    assert_true(dbn_ruleset_holds_for(s.rules, info->id, DBN_SPAN("fr-BE-nbn")));
    assert_false(dbn_ruleset_holds_for(s.rules, info->id, DBN_SPAN("fr-FR")));
    info = dbn_ruleset_rule(s.rules, DBN_RULE_DATA + 2);
    assert_span(info->name, "fr.article.short");
    assert_span(dbn_ruleset_message(s.rules, info->id, DBN_SPAN("fr")), "");
    assert_true(dbn_ruleset_holds_for(s.rules, info->id, DBN_SPAN("fr")));
    assert_int_equal(info->role, DBN_ROLE_COUNT);
    assert_int_equal(info->severity, DBN_SEVERITY_INFO);
    assert_int_equal(info->vote, DBN_VOTE_NONE);
    assert_int_equal(info->max, 220);
    assert_null(dbn_ruleset_rule(s.rules, DBN_RULE_NONE));
    assert_null(dbn_ruleset_rule(s.rules, DBN_RULE_DATA + 3));
    assert_span(dbn_ruleset_name(s.rules, DBN_RULE_LAYOUT_SEPARATOR),
                "layout.separator");
    assert_span(dbn_ruleset_name(s.rules, DBN_RULE_DATA + 3), "none");
    assert_span(dbn_ruleset_example(s.rules, DBN_RULE_DATA + 1, true, 1),
                "À LIRE ÉGALEMENT");
    assert_span(dbn_ruleset_example(s.rules, DBN_RULE_DATA + 1, false, 1),
                "À lire ceci");
    assert_null(dbn_ruleset_example(s.rules, DBN_RULE_DATA + 1, false, 2).ptr);
    assert_null(dbn_ruleset_right(s.rules, DBN_RULE_DATA + 1, 0).ptr);
    assert_null(dbn_ruleset_example(s.rules, DBN_RULE_NONE, true, 0).ptr);
    set_free(&s);
}

static void
a_block_is_matched_whole_and_without_case(void **state)
{
    (void)state;
    set s;
    set_load(&s, "fr/rules/article.yaml", two_rules);
    assert_span(match(&s, "fr", "À lire aussi : la suite"), "fr.article.read-also");
    assert_span(match(&s, "fr-BE", "à LIRE égalemenT"), "fr.article.read-also");
    assert_span(match(&s, "fr", "Il faut à lire aussi"), "none");
    assert_span(match(&s, "fr", "À lire aussitôt"), "none");
    assert_span(match(&s, "fr", "abcx"), "fr.article.short");
    assert_span(match(&s, "fr", "abcxy"), "none");
    assert_span(match(&s, "fr", "x"), "fr.article.short");
    assert_span(match(&s, "fr", "z"), "none");
    assert_span(match(&s, "fr", ""), "none");
    assert_span(match(&s, "nl", "à lire aussi"), "none");
    assert_int_equal(
        dbn_matcher_block(s.matcher, DBN_SPAN("typo"), DBN_SPAN("fr"), DBN_SPAN("x")),
        0);
    set_free(&s);
}

static void
the_first_rule_wins_while_the_block_is_short_enough(void **state)
{
    (void)state;
    set s;
    set_load(&s, "fr/rules/article.yaml", two_rules);
    assert_span(match(&s, "fr", "À lire aussi : x"), "fr.article.read-also");
    char block[300];
    memset(block, 'a', sizeof block);
    memcpy(block, "à lire aussi ", 14);
    block[220] = '\0';
    block[219] = 'x';
    assert_span(match(&s, "fr", block), "fr.article.short");
    block[220] = 'x';
    block[221] = '\0';
    assert_span(match(&s, "fr", block), "none");
    set_free(&s);
}

static void
a_language_comes_before_any(void **state)
{
    (void)state;
    char folder[64];
    dbn_error err = {0};
    static const char any[] = "- rule: any.article.word\n  pattern: '\\w+'" EXAMPLES;
    static const char fr[] = "- rule: fr.article.word\n  pattern: 'a\\w*'" EXAMPLES;
    static const char nl[] = "- rule: nl.typo.word\n  pattern: 'a\\w*'" EXAMPLES;
    folder_make(folder);
    folder_write(folder, "any/rules/article.yaml", any, sizeof any - 1);
    folder_write(folder, "fr/rules/article.yaml", fr, sizeof fr - 1);
    folder_write(folder, "nl/rules/typo.yaml", nl, sizeof nl - 1);
    folder_write(folder, "nl/rules/README.md", "x", 1);
    set s;
    assert_int_equal(dbn_ruleset_load(&s.rules, folder, NULL, NULL, &err), DBN_OK);
    folder_remove(folder, "any/rules/article.yaml");
    folder_remove(folder, "fr/rules/article.yaml");
    folder_remove(folder, "nl/rules/typo.yaml");
    folder_remove(folder, "nl/rules/README.md");
    assert_int_equal(dbn_matcher_new(&s.matcher, s.rules, &err), DBN_OK);
    assert_span(match(&s, "fr", "abc"), "fr.article.word");
    assert_span(match(&s, "fr_CA", "bcd"), "any.article.word");
    assert_span(match(&s, "nl", "abc"), "any.article.word");
    assert_span(match(&s, "und", "été"), "any.article.word");
    assert_span(match(&s, "fr", "b c"), "none");
    set_free(&s);
}

/* The sieves remember beginnings; what they remember must change no answer, however
 * many beginnings there are and in whatever order they come. */
static void
sieves_change_no_result(void **state)
{
    (void)state;
    static const char many[] =
        "- rule: fr.article.a\n  pattern: 'ab?c.*'" EXAMPLES
        "- rule: fr.article.b\n  pattern: '(abd|é+a).*'" EXAMPLES
        "- rule: fr.article.c\n  pattern: '\\w\\w\\w\\w'" EXAMPLES
        "- rule: fr.article.d\n  pattern: '[a-c]{2}.*e'" EXAMPLES
        "- rule: fr.article.e\n  pattern: '.*dd'" EXAMPLES
        "- rule: fr.article.f\n  pattern: 'a.*'" EXAMPLES
        "- rule: fr.article.g\n  pattern: 'a*ba.*'" EXAMPLES
        "- rule: fr.article.h\n  pattern: '(?=.*c)\\w+'" EXAMPLES;
    set s;
    set_load(&s, "fr/rules/article.yaml", many);
    static const char *const letters[] = {"a", "b", "c", "d", "e", "é", "É", " "};
    uint32_t seed = 7, hits = 0;
    for (uint32_t round = 0; round < 20000; round++) {
        char block[32];
        size_t len = 0;
        seed = seed * 1103515245U + 12345U;
        for (uint32_t r = seed, i = 0; i < 1 + (seed >> 16) % 7; i++, r /= 8) {
            const char *letter = letters[(r >> 8) % 8];
            memcpy(block + len, letter, strlen(letter));
            len += strlen(letter);
        }
        dbn_span text = {block, len};
        dbn_rule remembered =
            dbn_matcher_block(s.matcher, article, DBN_SPAN("fr"), text);
        if (round % 20 != 0)
            continue;
        dbn_matcher *fresh;
        dbn_error err = {0};
        assert_int_equal(dbn_matcher_new(&fresh, s.rules, &err), DBN_OK);
        assert_int_equal(dbn_matcher_block(fresh, article, DBN_SPAN("fr"), text),
                         remembered);
        dbn_matcher_free(fresh);
        hits += remembered != 0;
    }
    assert_true(hits > 100 && hits < 1000);
    set_free(&s);
}

/* Seven rules and more for one beginning: too many to remember, none forgotten. */
static void
many_rules_may_share_a_beginning(void **state)
{
    (void)state;
    char yaml[4000] = "";
    size_t len = 0;
    for (int i = 0; i < 20; i++)
        len += (size_t)snprintf(yaml + len, sizeof yaml - len,
                                "- rule: fr.article.r%d\n  pattern: 'lire r%d'%s", i, i,
                                EXAMPLES);
    set s;
    set_load(&s, "fr/rules/article.yaml", yaml);
    for (int i = 0; i < 20; i++) {
        char block[24], name[32];
        (void)snprintf(block, sizeof block, "Lire R%d", i);
        (void)snprintf(name, sizeof name, "fr.article.r%d", i);
        assert_span(match(&s, "fr", block), name);
    }
    assert_span(match(&s, "fr", "lire r20"), "none");
    set_free(&s);
}

static void
a_hungry_pattern_is_no_match(void **state)
{
    (void)state;
    static const char yaml[] =
        "- rule: fr.article.hungry\n  pattern: '(\\w+\\w+)+!'\n  max: 2000" EXAMPLES;
    set s;
    set_load(&s, "fr/rules/article.yaml", yaml);
    assert_span(match(&s, "fr", "aaaa!"), "fr.article.hungry");
    char block[1001];
    memset(block, 'a', 1000);
    block[998] = '!'; /* else PCRE2 sees at once that it is missing */
    block[1000] = '\0';
    assert_int_equal(dbn_matcher_limit_hits(s.matcher), 0);
    assert_span(match(&s, "fr", block), "none");
    assert_int_equal(dbn_matcher_limit_hits(s.matcher), 1);
    set_free(&s);
}

static const char text_rules[] =
    "- rule: fr.article.b\n"
    "  scope: text\n"
    "  fix: guarded\n"
    "  guard: balanced-quotes\n"
    "  pattern: '(\\w)([?!])'\n"
    "  replacement: '$1 $2'\n"
    "  wrong: [{'Quoi?': 'Quoi ?'}, {'Non! Si!': 'Non ! Si !', 'Ah!': 'Ah !'}, 'É!']\n"
    "  left: ['Quoi ?', '?']\n"
    "- rule: fr.article.a\n"
    "  scope: text\n"
    "  pattern: 'si\\b'\n"
    "  wrong: [si, Si]\n  left: [sis, s]\n"
    "- rule: fr.article.place\n"
    "  scope: text\n"
    "  max: 12\n"
    "  pattern: '(?<=h)(?=\\d)'\n"
    "  wrong: [h2, h3]\n  left: [h 2, h]\n"
    "- rule: fr.article.block\n"
    "  pattern: 'si'" EXAMPLES;

static void
assert_places(const set *s, const char *lang, const char *text, const char *expected)
{
    char got[200] = "";
    size_t len = 0;
    dbn_arena arena;
    dbn_findings findings = {0};
    dbn_arena_init(&arena, 0);
    dbn_match_input in = {article, dbn_span_of(lang), dbn_span_of(text), 100};
    for (int round = 0; round < 2; round++)
        assert_int_equal(dbn_matcher_text(&findings, s->matcher, &in, &arena), DBN_OK);
    assert_int_equal(findings.count % 2, 0); /* the second stand behind the first */
    for (uint32_t i = 0; i < findings.count / 2; i++) {
        const dbn_finding *f = &findings.items[i];
        dbn_span name = dbn_ruleset_name(s->rules, f->rule);
        assert_int_equal(f->range.beg,
                         findings.items[i + findings.count / 2].range.beg);
        len +=
            (size_t)snprintf(got + len, sizeof got - len, "%u-%u %.*s|", f->range.beg,
                             f->range.end, (int)name.len - 11, name.ptr + 11);
    }
    assert_string_equal(got, expected);
    dbn_arena_release(&arena);
}

static void
places_in_a_text_are_found(void **state)
{
    (void)state;
    set s;
    set_load(&s, "fr/rules/article.yaml", text_rules);
    assert_places(&s, "fr", "Si! Et si?", "100-102 a|101-103 b|107-109 a|108-110 b|");
    assert_places(&s, "fr-BE", "été?", "103-106 b|");
    assert_places(&s, "fr", "14h30, 9h5", "103-103 place|109-109 place|");
    assert_places(&s, "fr", "14h30 et 15h30", ""); /* longer than the rule's max */
    assert_places(&s, "fr", "", "");
    assert_places(&s, "fr", "rien", "");
    assert_places(&s, "nl", "si!", "");
    const dbn_rule_info *info = dbn_ruleset_rule(s.rules, DBN_RULE_DATA + 1);
    assert_span(info->name, "fr.article.b");
    assert_int_equal(info->fix, DBN_FIX_GUARDED);
    assert_int_equal(info->guard, DBN_GUARD_BALANCED_QUOTES);
    assert_span(dbn_guard_name(info->guard), "balanced-quotes");
    assert_span(dbn_ruleset_example(s.rules, info->id, true, 2), "Ah!");
    assert_span(dbn_ruleset_right(s.rules, info->id, 2), "Ah !");
    assert_null(dbn_ruleset_right(s.rules, info->id, 3).ptr);
    set_free(&s);
}

static void
assert_refused(const char *yaml, const char *reason)
{
    char folder[64];
    dbn_error err = {0};
    dbn_ruleset *rules;
    folder_make(folder);
    folder_write(folder, "fr/rules/article.yaml", yaml, strlen(yaml));
    dbn_status status = dbn_ruleset_load(&rules, folder, NULL, NULL, &err);
    folder_remove(folder, "fr/rules/article.yaml");
    assert_int_equal(status, DBN_ERR_SYNTAX);
    assert_null(rules);
    if (strstr(err.message, reason) == NULL)
        fail_msg("'%s' does not say '%s'", err.message, reason);
}

static void
broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
#define RULE_A "- rule: fr.article.a\n  pattern: a"
    const struct {
        const char *yaml, *reason;
    } all[] = {
        {"", "article.yaml:1: the file is empty"},
        {"rule: a\n", ":1: a file of rules must be a list"},
        {"- a\n", ":1: a rule must be a map"},
        {"- {}\n", ":1: a rule must be a map"},
        {RULE_A "\n  colour: red" EXAMPLES, ":3: a rule has no 'colour'"},
        {RULE_A "\n  pattern: b" EXAMPLES, ":3: 'pattern' stands twice"},
        {RULE_A EXAMPLES RULE_A EXAMPLES, ":5: the rule 'fr.article.a' stands twice"},
        {"- pattern: a" EXAMPLES, ":1: '' is no name for a rule of this file"},
        {"- rule: nl.article.a\n  pattern: a" EXAMPLES, "it must be fr.article."},
        {"- rule: fr.typo.a\n  pattern: a" EXAMPLES, "is no name"},
        {"- rule: fr.article.\n  pattern: a" EXAMPLES, "is no name"},
        {"- rule: fr.article.A\n  pattern: a" EXAMPLES, "is no name"},
        {"- rule: fr.article.a.b\n  pattern: a" EXAMPLES, "is no name"},
        {"- rule: [a]\n", "'rule' must be a text"},
        {"- rule: fr.article.a" EXAMPLES, "has no pattern"},
        {"- rule: fr.article.a\n  pattern: ''" EXAMPLES, "'pattern' must be a text"},
        {"- rule: fr.article.a\n  pattern: 'a(b'" EXAMPLES,
         ":2: the pattern of 'fr.article.a' is wrong at 3: "},
        {"- rule: fr.article.a\n  pattern: '\\C'" EXAMPLES, ":2: the pattern"},
        {RULE_A "\n  role: king" EXAMPLES, ":3: there is no role 'king'"},
        {RULE_A "\n  severity: high" EXAMPLES, "'severity' cannot be 'high'"},
        {RULE_A "\n  fix: maybe" EXAMPLES, "'fix' cannot be 'maybe'"},
        {RULE_A "\n  scope: page" EXAMPLES, "'scope' cannot be 'page'"},
        {RULE_A "\n  vote: yes" EXAMPLES, "'vote' cannot be 'yes'"},
        {RULE_A "\n  max: 0" EXAMPLES, "'max' must be a number"},
        {RULE_A "\n  max: 65536" EXAMPLES, "'max' must be a number"},
        {RULE_A "\n  max: many" EXAMPLES, "'max' must be a number"},
        {RULE_A "\n  message: hello" EXAMPLES, "'message' must be a map"},
        {RULE_A "\n  message: {en: [a]}" EXAMPLES, "'message' must hold texts"},
        {RULE_A "\n  wrong: [a]\n  left: [b, c]\n", "needs 2 examples"},
        {RULE_A "\n  wrong: [a, b]\n", "needs 2 examples"},
        {RULE_A "\n  wrong: a\n", "'wrong' must be a list"},
        {RULE_A "\n  left: [[a], b]\n", "'left' must hold texts"},
        {RULE_A "\n  wrong: [[a], b]\n", "'wrong' must hold texts, or maps"},
        {RULE_A "\n  wrong: [{a: [b]}]\n", "what is right must be a text"},
        {RULE_A "\n  tokens: [a]" EXAMPLES, "a rule has no 'tokens'"},
        {RULE_A "\n  fix: certain" EXAMPLES, "repairs, but has no replacement"},
        {RULE_A "\n  fix: guarded" EXAMPLES, "repairs, but has no replacement"},
        {RULE_A "\n  guard: context" EXAMPLES,
         "article.yaml:3: there is no guard 'context'"},
        {RULE_A "\n  guard: [a]" EXAMPLES, ":3: there is no guard ''"},
        {"- rule: fr.article.a\n  code: magic" EXAMPLES,
         "article.yaml:2: there is no code 'magic'"},
        {"- rule: fr.article.a\n  code: name" EXAMPLES
         "- rule: fr.article.b\n  code: name" EXAMPLES,
         ":6: the code 'name' has a rule already"},
        {RULE_A "\n  replacement: b\n  wrong: [{a: c}, a]\n  left: [b, c]\n",
         "the replacement of 'fr.article.a' does not make 'a' right"},
        {RULE_A "\n  replacement: $1\n  wrong: [{a: c}, a]\n  left: [b, c]\n",
         "does not make 'a' right"},
        {RULE_A "\n  profiles: [nl-BE]" EXAMPLES, "'nl-BE' is no profile of 'fr'"},
        {"- rule: fr.article.a\n  pattern: '(\\w+\\w+)+!'\n  wrong: [a!, b!]\n"
         "  left: [c, ddddddddddddddddddddddddddd!d]\n",
         "works too hard on its example 'ddd"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_refused(all[i].yaml, all[i].reason);
#undef RULE_A
}

static void
a_missing_folder_is_refused(void **state)
{
    (void)state;
    dbn_ruleset *rules;
    dbn_error err = {0};
    assert_int_equal(dbn_ruleset_load(&rules, "no-such-folder", NULL, NULL, &err),
                     DBN_ERR_USAGE);
    assert_null(rules);
    assert_non_null(strstr(err.message, "no-such-folder"));
    dbn_ruleset_free(NULL);
    dbn_matcher_free(NULL);
}

/** 1 and a line for an example that does not hold. */
static uint32_t
check_example(const set *s, const dbn_rule_info *info, bool wrong, uint32_t i)
{
    dbn_span text = dbn_ruleset_example(s->rules, info->id, wrong, i);
    if (dbn_matcher_rule(s->matcher, info->id, text) == wrong)
        return 0;
    print_error("%.*s: '%.*s' %s\n", (int)info->name.len, info->name.ptr, (int)text.len,
                text.ptr, wrong ? "does not match" : "matches");
    return 1;
}

static void
every_example_of_every_rule_holds(void **state)
{
    (void)state;
    set s;
    dbn_error err = {0};
    if (dbn_ruleset_load(&s.rules, DBN_DICTS_DIR, NULL, NULL, &err) != DBN_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dbn_matcher_new(&s.matcher, s.rules, &err), DBN_OK);
    uint32_t faults = 0, count = dbn_ruleset_count(s.rules);
    for (uint32_t r = 0; r < count; r++) {
        const dbn_rule_info *info = dbn_ruleset_rule(s.rules, DBN_RULE_DATA + r);
        for (int wrong = 0; wrong < 2 && info->code == DBN_CODE_NONE; wrong++)
            for (uint32_t i = 0;
                 dbn_ruleset_example(s.rules, info->id, wrong, i).ptr != NULL; i++)
                faults += check_example(&s, info, wrong, i);
    }
    assert_true(count > 0);
    assert_int_equal(faults, 0);
    set_free(&s);
}

/* A rule that an earlier one always shadows would never be seen. */
static void
no_rule_is_shadowed(void **state)
{
    (void)state;
    set s;
    dbn_error err = {0};
    assert_int_equal(dbn_ruleset_load(&s.rules, DBN_DICTS_DIR, NULL, NULL, &err),
                     DBN_OK);
    assert_int_equal(dbn_matcher_new(&s.matcher, s.rules, &err), DBN_OK);
    for (uint32_t r = 0; r < dbn_ruleset_count(s.rules); r++) {
        const dbn_rule_info *info = dbn_ruleset_rule(s.rules, DBN_RULE_DATA + r);
        uint32_t seen = !info->is_block; /* those of texts do not compete */
        dbn_span text;
        for (uint32_t i = 0;
             (text = dbn_ruleset_example(s.rules, info->id, true, i)).ptr != NULL; i++)
            seen += dbn_matcher_block(s.matcher, info->family, info->lang, text) ==
                    info->id;
        if (seen == 0)
            fail_msg("%.*s never comes first", (int)info->name.len, info->name.ptr);
    }
    set_free(&s);
}

/** One thread's answers to every example, as a French block. */
typedef struct reader {
    dbn_ruleset *rules;
    uint64_t answers; /* hashed; 0 while there are none */
} reader;

static void *
match_all(void *state)
{
    reader *r = state;
    dbn_matcher *matcher;
    dbn_error err = {0};
    if (dbn_matcher_new(&matcher, r->rules, &err) != DBN_OK)
        return NULL;
    r->answers = 1;
    for (uint32_t rule = 0; rule < dbn_ruleset_count(r->rules); rule++) {
        dbn_span text = dbn_ruleset_example(r->rules, DBN_RULE_DATA + rule, true, 0);
        r->answers =
            r->answers * 31 + dbn_matcher_block(matcher, article, DBN_SPAN("fr"), text);
    }
    dbn_matcher_free(matcher);
    return NULL;
}

/* Patterns become machine code on their first use, by whichever thread comes first. */
static void
threads_share_rules(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    reader readers[THREADS + 1] = {0};
    dbn_error err = {0};
    assert_int_equal(
        dbn_ruleset_load(&readers[0].rules, DBN_DICTS_DIR, NULL, NULL, &err), DBN_OK);
    pthread_t threads[THREADS];
    for (int i = 0; i <= THREADS; i++)
        readers[i].rules = readers[0].rules;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, match_all, &readers[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    (void)match_all(&readers[THREADS]);
    for (int i = 0; i < THREADS; i++)
        assert_true(readers[i].answers == readers[THREADS].answers);
    assert_true(readers[0].answers > 1);
    dbn_ruleset_free(readers[0].rules);
}

/* ---- what was tried ----------------------------------------------------------- */

/* Load the rules with a cache; how many proofs it has then. */
static int
proofs_after(const char *folder, const char *cache)
{
    dbn_ruleset *rules;
    dbn_error err = {0};
    int count = 0;
    if (dbn_ruleset_load(&rules, folder, NULL, cache, &err) != DBN_OK)
        fail_msg("%s", err.message);
    dbn_ruleset_free(rules);
    DIR *entries = opendir(cache);
    assert_non_null(entries);
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;)
        count += strstr(entry->d_name, ".tried") != NULL;
    (void)closedir(entries);
    return count;
}

/* Make a file of `cache` older than any proof may get. */
static void
make_old(const char *cache, const char *name)
{
    char path[256];
    const struct timespec times[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    (void)snprintf(path, sizeof path, "%s/%s", cache, name);
    folder_write(cache, name, "", 0);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static bool
is_in(const char *cache, const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", cache, name);
    return access(path, F_OK) == 0;
}

/* The folder, too. */
static void
remove_proofs(const char *cache)
{
    DIR *entries = opendir(cache);
    assert_non_null(entries);
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;)
        (void)unlinkat(dirfd(entries), entry->d_name, 0);
    (void)closedir(entries);
    assert_int_equal(rmdir(cache), 0);
}

static void
rules_that_were_tried_are_remembered(void **state)
{
    static const char file[] = "fr/rules/article.yaml";
    static const char *const others[] = {"rules-0123456789abcdeg.tried", "fr.words",
                                         "rules-0123456789abcdef.tried.bak",
                                         "rules-0123456789abcde.tried"};
    char folder[64], cache[64];
    (void)state;
    folder_make(folder);
    folder_make(cache);
    folder_write(folder, file, two_rules, strlen(two_rules));
    assert_int_equal(proofs_after(folder, cache), 1);
    assert_int_equal(proofs_after(folder, cache), 1);
    folder_write(folder, file, two_rules, strlen(two_rules) - 1);
    assert_int_equal(proofs_after(folder, cache), 2);
    make_old(cache, "rules-0123456789abcdef.tried");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        make_old(cache, others[i]);
    assert_int_equal(proofs_after(folder, cache), 2 + 1 + 3);
    folder_write(folder, file, "[]", 2);
    assert_int_equal(proofs_after(folder, cache), 3 + 3);
    assert_false(is_in(cache, "rules-0123456789abcdef.tried"));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_true(is_in(cache, others[i]));
        folder_remove(cache, others[i]);
    }
    folder_remove(folder, file);
    remove_proofs(cache);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_what_the_file_says),
        cmocka_unit_test(a_block_is_matched_whole_and_without_case),
        cmocka_unit_test(the_first_rule_wins_while_the_block_is_short_enough),
        cmocka_unit_test(a_language_comes_before_any),
        cmocka_unit_test(sieves_change_no_result),
        cmocka_unit_test(many_rules_may_share_a_beginning),
        cmocka_unit_test(a_hungry_pattern_is_no_match),
        cmocka_unit_test(places_in_a_text_are_found),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
        cmocka_unit_test(a_missing_folder_is_refused),
        cmocka_unit_test(threads_share_rules),
        cmocka_unit_test(rules_that_were_tried_are_remembered),
        cmocka_unit_test(every_example_of_every_rule_holds),
        cmocka_unit_test(no_rule_is_shadowed),
    };
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
