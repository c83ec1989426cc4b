/*
 * tests/unit/scan.c - one pass finds what each rule would find alone: nothing in front
 * of PCRE2 hides a match. Tried on every example of every rule, by all rules at once.
 */
#include "unit/test.h"

#include "match/ignore.h"
#include "match/select.h"

static dbn_ruleset *rules;

static int
load(void **state)
{
    dbn_error err = {0};
    *state = NULL;
    if (dbn_ruleset_load(&rules, DBN_DICTS_DIR, NULL, NULL, &err) == DBN_OK)
        return 0;
    print_error("%s\n", err.message);
    return 1;
}

static int
unload(void **state)
{
    (void)state;
    dbn_ruleset_free(rules);
    return 0;
}

/* What all rules together find in one text, and each of them alone. */
typedef struct bench {
    dbn_selection *selection;
    dbn_scanner *scanner;
    dbn_matcher *matcher;
    dbn_arena arena;
    uint32_t texts, faults;
} bench;

static bool
has(const dbn_findings *found, dbn_rule rule)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (found->items[i].rule == rule)
            return true;
    return false;
}

static void
try_text(bench *b, dbn_span text)
{
    dbn_findings found = {0};
    dbn_fixes fixes = {0};
    const dbn_scan_output out = {&found, &fixes, &b->arena};
    dbn_scanner_reset(b->scanner);
    assert_int_equal(dbn_scan_block(&out, b->scanner, b->selection, text,
                                    (dbn_range){0, (uint32_t)text.len}),
                     DBN_OK);
    assert_int_equal(dbn_scanner_given_up(b->scanner), DBN_RULE_NONE);
    for (uint32_t i = 0; i < dbn_ruleset_count(rules); i++) {
        const dbn_rule_info *info = dbn_ruleset_rule(rules, DBN_RULE_DATA + i);
        if (!dbn_selection_has(b->selection, info->id) || info->code != DBN_CODE_NONE ||
            has(&found, info->id) == dbn_matcher_rule(b->matcher, info->id, text))
            continue;
        print_error("%.*s: together it is %s in '%.*s'\n", (int)info->name.len,
                    info->name.ptr, has(&found, info->id) ? "found" : "not found",
                    (int)text.len, text.ptr);
        b->faults++;
    }
    b->texts++;
    dbn_arena_reset(&b->arena);
}

static void
one_pass_finds_what_each_rule_finds_alone(void **state)
{
    (void)state;
    bench b = {0};
    dbn_error err = {0};
    const dbn_switch style = {DBN_SPAN("style"), true};
    dbn_selection_options options = {
        .profile = DBN_SPAN("fr-FR"), .switches = &style, .switch_count = 1};
    assert_int_equal(dbn_selection_new(&b.selection, rules, &options, &err), DBN_OK);
    assert_int_equal(dbn_scanner_new(&b.scanner, rules, &err), DBN_OK);
    assert_int_equal(dbn_matcher_new(&b.matcher, rules, &err), DBN_OK);
    dbn_arena_init(&b.arena, 0);
    for (uint32_t i = 0; i < dbn_ruleset_count(rules); i++) {
        const dbn_rule_info *info = dbn_ruleset_rule(rules, DBN_RULE_DATA + i);
        if (info->is_block)
            continue;
        for (int wrong = 0; wrong < 2; wrong++) {
            dbn_span text;
            for (uint32_t k = 0;
                 (text = dbn_ruleset_example(rules, info->id, wrong, k)).ptr != NULL;
                 k++)
                try_text(&b, text);
        }
    }
    assert_true(b.texts > 400);
    assert_int_equal(b.faults, 0);
    dbn_arena_release(&b.arena);
    dbn_matcher_free(b.matcher);
    dbn_scanner_free(b.scanner);
    dbn_selection_free(b.selection);
}

static bool
is_selected(const dbn_selection_options *options, const char *rule)
{
    dbn_selection *selection;
    dbn_error err = {0};
    assert_int_equal(dbn_selection_new(&selection, rules, options, &err), DBN_OK);
    bool has_it =
        dbn_selection_has(selection, dbn_ruleset_find(rules, dbn_span_of(rule)));
    dbn_selection_free(selection);
    return has_it;
}

/* Conventions of a place, of the place around it, and of the house. */
static void
conventions_come_from_the_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *key, *house, *rule;
        bool holds;
    } cases[] = {
        {"fr-FR", NULL, NULL, "fr.typo.hour", true},
        {"fr-BE", NULL, NULL, "fr.typo.hour", false},
        {"fr-BE", "hours", "spaced", "fr.typo.hour", true},
        {"fr-FR", "hours", "tight", "fr.typo.hour", false},
        {"fr-BE-nbn", NULL, NULL, "fr.typo.no-space-before", true},
        {"fr-BE", NULL, NULL, "fr.typo.no-space-before", false},
        {"fr-LU", NULL, NULL, "fr.typo.thin-space", true},
        {"nl-BE", NULL, NULL, "fr.typo.thin-space", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_house_key key = {dbn_span_of(cases[i].key), dbn_span_of(cases[i].house)};
        dbn_selection_options options = {.profile = dbn_span_of(cases[i].profile),
                                         .keys = &key,
                                         .key_count = cases[i].house != NULL};
        if (is_selected(&options, cases[i].rule) != cases[i].holds)
            fail_msg("%s in %s", cases[i].rule, cases[i].profile);
    }
}

/* Nothing but the very options will do, and the caller's copies may go. */
static void
a_selection_knows_what_it_is_for(void **state)
{
    (void)state;
    char name[] = "style", profile[] = "fr-BE";
    dbn_house_key key = {DBN_SPAN("hours"), DBN_SPAN("tight")};
    const dbn_switch switches[] = {{dbn_span_of(name), true},
                                   {DBN_SPAN("typo"), false}};
    const dbn_selection_options options = {dbn_span_of(profile), &key, 1, switches, 2};
    dbn_selection *selection;
    dbn_error err = {0};
    assert_int_equal(dbn_selection_new(&selection, rules, &options, &err), DBN_OK);
    assert_true(dbn_selection_is_for(selection, &options));
    profile[4] = 'A';
    assert_false(dbn_selection_is_for(selection, &options));
    profile[4] = 'E';
    name[0] = 'S';
    assert_false(dbn_selection_is_for(selection, &options));
    name[0] = 's';
    assert_true(dbn_selection_is_for(selection, &options));
    dbn_selection_options other = options;
    other.switches = (dbn_switch[]){switches[0], {switches[1].name, true}};
    assert_false(dbn_selection_is_for(selection, &other));
    other.switch_count = 1;
    assert_false(dbn_selection_is_for(selection, &other));
    other = options;
    other.key_count = 0;
    assert_false(dbn_selection_is_for(selection, &other));
    dbn_house_key spaced = {DBN_SPAN("hours"), DBN_SPAN("spaced")};
    other.key_count = 1;
    other.keys = &spaced;
    assert_false(dbn_selection_is_for(selection, &other));
    dbn_selection_free(selection);
}

/* Is `rule` silenced at the `nth` X of the text? */
static bool
is_ignored(const char *text, const char *rule, int nth)
{
    dbn_arena arena;
    dbn_ignores ignores;
    dbn_arena_init(&arena, 0);
    assert_int_equal(dbn_ignores_find(&ignores, dbn_span_of(text), &arena), DBN_OK);
    const char *at = strchr(text, 'X');
    while (nth-- > 1 && at != NULL)
        at = strchr(at + 1, 'X');
    assert_non_null(at);
    bool has_it =
        dbn_ignores_has(&ignores, rules, dbn_ruleset_find(rules, dbn_span_of(rule)),
                        (uint32_t)(at - text));
    dbn_arena_release(&arena);
    return has_it;
}

static void
comments_silence_rules(void **state)
{
    (void)state;
    const char *some = "X\n<!-- doublon-ignore style, fr.typo.etc --> X\nX\nX\n";
    assert_false(is_ignored(some, "fr.typo.etc", 1));
    assert_true(is_ignored(some, "fr.typo.etc", 2));
    assert_true(is_ignored(some, "fr.typo.etc", 3));
    assert_false(is_ignored(some, "fr.typo.etc", 4));
    assert_true(is_ignored(some, "fr.style.calque", 3));
    assert_false(is_ignored(some, "fr.typo.ellipsis", 3));
    const char *all = "X /* doublon-ignore */ X\nX\nX doublon-ignore-file typo";
    assert_true(is_ignored(all, "any.consistency.weekday", 1));
    assert_true(is_ignored(all, "any.consistency.weekday", 3));
    assert_false(is_ignored(all, "any.consistency.weekday", 4));
    assert_true(is_ignored(all, "fr.typo.etc", 4));
    const char *nested = "doublon-ignore typo\ndoublon-ignore typo\nX\nX";
    assert_true(is_ignored(nested, "fr.typo.etc", 1));
    assert_false(is_ignored(nested, "fr.typo.etc", 2));
    assert_true(is_ignored("X doublon-ignore", "fr.typo.etc", 1));
    assert_false(is_ignored("X doublon-ignor", "fr.typo.etc", 1));
    assert_false(is_ignored("X doublon-ignored", "fr.typo.etc", 1));
    assert_false(is_ignored("X doublon-ignore-files", "fr.typo.etc", 1));
}

static void
families_are_switched(void **state)
{
    (void)state;
    dbn_switch switches[] = {{DBN_SPAN("style"), true},
                             {DBN_SPAN("typo"), false},
                             {DBN_SPAN("fr.typo.etc"), true},
                             {DBN_SPAN("fr.style"), false}};
    dbn_selection_options plain = {.profile = DBN_SPAN("fr")};
    assert_true(is_selected(&plain, "fr.typo.etc"));
    assert_true(is_selected(&plain, "any.consistency.weekday"));
    assert_false(is_selected(&plain, "fr.style.calque"));
    plain.switches = switches;
    plain.switch_count = 1;
    assert_true(is_selected(&plain, "fr.style.calque"));
    plain.switch_count = 2;
    assert_false(is_selected(&plain, "fr.typo.etc"));
    plain.switch_count = 4; /* the last that names a rule counts */
    assert_true(is_selected(&plain, "fr.typo.etc"));
    assert_false(is_selected(&plain, "fr.typo.ellipsis"));
    assert_false(is_selected(&plain, "fr.style.calque"));
    assert_true(is_selected(&plain, "any.protect.url"));
    assert_false(is_selected(&(dbn_selection_options){.profile = DBN_SPAN("nl")},
                             "fr.typo.etc"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_pass_finds_what_each_rule_finds_alone),
        cmocka_unit_test(conventions_come_from_the_nearest),
        cmocka_unit_test(a_selection_knows_what_it_is_for),
        cmocka_unit_test(comments_silence_rules),
        cmocka_unit_test(families_are_switched),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
