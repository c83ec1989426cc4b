/*
 * tests/unit/config.c - what a configuration says of which file.
 */
#define _XOPEN_SOURCE 700

#include "unit/test.h"

#include "match/glob.h"
#include "match/select.h"
#include "newsroom/baseline.h"
#include "newsroom/config.h"
#include "unit/folder.h"

static dbn_span
span(const char *text)
{
    return dbn_span_of(text);
}

/* ---- patterns of paths ------------------------------------------------------ */

static void
patterns_mean_paths(void **state)
{
    static const struct {
        const char *pattern, *path;
        bool means;
    } cases[] = {
        {"*.md", "a.md", true},
        {"*.md", "x/y/a.md", true},
        {"*.md", "a.mdx", false},
        {"/*.md", "a.md", true},
        {"/*.md", "x/a.md", false},
        {"archives/", "archives/x/a.txt", true},
        {"archives/", "x/archives/a.txt", true},
        {"archives/", "archives.txt", false},
        {"/archives/", "x/archives/a.txt", false},
        {"a/*.txt", "a/b.txt", true},
        {"a/*.txt", "a/b/c.txt", false},
        {"a/**/*.txt", "a/b.txt", true},
        {"a/**/*.txt", "a/b/c/d.txt", true},
        {"a/**", "a/b/c", true},
        {"?t?.txt", "\xC3\xA9t\xC3\xA9.txt", true},
        {"[ab].txt", "b.txt", true},
        {"[ab].txt", "c.txt", false},
        {"a.txt", "a-txt", false},
        {"a.txt", "\xFF/a.txt", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_glob *glob;
        assert_int_equal(dbn_glob_new(&glob, span(cases[i].pattern)), DBN_OK);
        if (dbn_glob_matches(glob, span(cases[i].path)) != cases[i].means)
            fail_msg("'%s' and '%s'", cases[i].pattern, cases[i].path);
        dbn_glob_free(glob);
    }
}

static void
what_is_no_pattern_is_refused(void **state)
{
    char longest[1002];
    dbn_glob *glob;
    (void)state;
    memset(longest, 'a', sizeof longest);
    assert_int_equal(dbn_glob_new(&glob, span("[a")), DBN_ERR_SYNTAX);
    assert_null(glob);
    assert_int_equal(dbn_glob_new(&glob, span("")), DBN_ERR_SYNTAX);
    assert_int_equal(dbn_glob_new(&glob, (dbn_span){longest, 1000}), DBN_OK);
    dbn_glob_free(glob);
    assert_int_equal(dbn_glob_new(&glob, (dbn_span){longest, 1001}), DBN_ERR_SYNTAX);
}

/* Stars that each may take anything: the limit ends the work. */
static void
a_pattern_that_works_too_hard_means_nothing(void **state)
{
    char path[4001];
    dbn_glob *glob;
    (void)state;
    memset(path, 'a', 4000);
    path[4000] = '\0';
    assert_int_equal(dbn_glob_new(&glob, span("*a*a*a*a*a*a*a*a*a*a*ab")), DBN_OK);
    assert_false(dbn_glob_matches(glob, span(path)));
    dbn_glob_free(glob);
}

static dbn_ruleset *rules;

static int
load(void **state)
{
    dbn_error err = {0};
    (void)state;
    if (dbn_ruleset_load(&rules, DBN_DICTS_DIR, NULL, NULL, &err) == DBN_OK)
        return 0;
    fputs(err.message, stderr);
    return -1;
}

static int
unload(void **state)
{
    (void)state;
    dbn_ruleset_free(rules);
    return 0;
}

/* Is the rule looked for with these options? */
static bool
is_wanted(const dbn_check_options *o, const char *rule)
{
    const dbn_selection_options options = {span("fr"), o->keys, o->key_count,
                                           o->switches, o->switch_count};
    dbn_rule id = dbn_ruleset_find(rules, span(rule));
    dbn_selection *selection;
    dbn_error err = {0};
    assert_int_not_equal(id, DBN_RULE_NONE);
    assert_int_equal(dbn_selection_new(&selection, rules, &options, &err), DBN_OK);
    bool has_it = dbn_selection_has(selection, id);
    dbn_selection_free(selection);
    return has_it;
}

static dbn_severity
severity(const dbn_check_options *o, const char *rule)
{
    return dbn_ruleset_severity(rules, dbn_ruleset_find(rules, span(rule)), o->levels,
                                o->level_count);
}

/* ---- sets of options -------------------------------------------------------- */

static dbn_config *
read_config(const char *folder, const char *yaml, const dbn_check_options *over)
{
    char path[128];
    dbn_config *config;
    dbn_error err = {0};
    (void)snprintf(path, sizeof path, "%s/.doublon.yaml", folder);
    folder_write(folder, ".doublon.yaml", yaml, strlen(yaml));
    if (dbn_config_read(&config, path, over, &err) != DBN_OK)
        fail_msg("%s", err.message);
    return config;
}

static const dbn_check_options *
options_of(const dbn_config *config, const char *folder, const char *file)
{
    char path[384];
    (void)snprintf(path, sizeof path, "./%s/./%s", folder, file);
    return dbn_config_for(config, span(path));
}

static const char layers[] = "profile: fr-FR\n"
                             "enable: [style]\n"
                             "house: {hours: tight}\n"
                             "levels: {typo: info, fr.typo.dash: error}\n"
                             "files:\n"
                             "  - paths: ['*.txt']\n"
                             "    profile: fr-CH\n"
                             "    fail-on: warning\n"
                             "  - paths: [old/]\n"
                             "    disable: typo\n"
                             "    house: {hours: letter}\n"
                             "    levels: {typo: warning}\n"
                             "    skip: true\n";

static void
the_last_entry_that_means_a_file_counts(void **state)
{
    char folder[64];
    (void)state;
    folder_make(folder);
    dbn_config *config = read_config(folder, layers, NULL);
    const dbn_check_options *whole = options_of(config, folder, "a.md");
    assert_true(dbn_span_equal(whole->profile, span("fr-FR")));
    assert_int_equal(whole->fail_on, DBN_FAIL_UNSAID);
    assert_false(whole->skips);
    const dbn_check_options *text = options_of(config, folder, "b/a.txt");
    assert_true(dbn_span_equal(text->profile, span("fr-CH")));
    assert_int_equal(text->fail_on, DBN_FAIL_ON_WARNING);
    assert_true(is_wanted(text, "fr.style.calque"));
    const dbn_check_options *old = options_of(config, folder, "old/a.txt");
    assert_true(dbn_span_equal(old->profile, span("fr-FR")));
    assert_true(is_wanted(old, "fr.style.calque"));
    assert_false(is_wanted(old, "fr.typo.ellipsis"));
    assert_true(old->skips);
    assert_int_equal(old->key_count, 2); /* the first one counts */
    assert_true(dbn_span_equal(old->keys[0].value, span("letter")));
    assert_int_equal(old->levels[0].severity, DBN_SEVERITY_WARNING);
    /* What stands elsewhere is no file of the folder. */
    assert_ptr_equal(dbn_config_for(config, span("../old/a.txt")), whole);
    assert_ptr_equal(dbn_config_for(config, span("/old/a.txt")), whole);
    dbn_config_free(config);
    folder_remove(folder, ".doublon.yaml");
}

static void
the_caller_counts_more_than_the_file(void **state)
{
    char folder[64];
    const dbn_switch switches[] = {{{"style", 5}, false}, {{"typo", 4}, true}};
    const dbn_level level = {{"typo", 4}, DBN_SEVERITY_ERROR};
    const dbn_house_key key = {{"hours", 5}, {"space", 5}};
    const dbn_check_options over = {.profile = {"fr-BE", 5},
                                    .fail_on = DBN_FAIL_NEVER,
                                    .keys = &key,
                                    .key_count = 1,
                                    .levels = &level,
                                    .level_count = 1,
                                    .switches = switches,
                                    .switch_count = 2};
    (void)state;
    folder_make(folder);
    dbn_config *config = read_config(folder, layers, &over);
    static const char *const files[] = {"a.md", "a.txt", "old/a"};
    for (int i = 0; i < 3; i++) {
        const dbn_check_options *o = options_of(config, folder, files[i]);
        assert_true(dbn_span_equal(o->profile, over.profile));
        assert_int_equal(o->fail_on, DBN_FAIL_NEVER);
        assert_true(dbn_span_equal(o->keys[0].value, key.value));
        assert_false(is_wanted(o, "fr.style.calque"));
        assert_true(is_wanted(o, "fr.typo.ellipsis"));
        assert_int_equal(severity(o, "fr.typo.ellipsis"), DBN_SEVERITY_ERROR);
    }
    dbn_config_free(config);
    folder_remove(folder, ".doublon.yaml");
}

/* The folder is asked by another name than its own. */
static void
links_to_a_folder_are_followed(void **state)
{
    char folder[64], link[128];
    (void)state;
    folder_make(folder);
    dbn_config *config = read_config(folder, layers, NULL);
    folder_write(folder, "old/a.md", "", 0);
    (void)snprintf(link, sizeof link, "%s-link", folder);
    assert_int_equal(symlink(folder, link), 0);
    assert_true(options_of(config, link, "old/a.md")->skips);
    assert_true(options_of(config, link, "old/none.md")->skips);
    assert_int_equal(unlink(link), 0);
    dbn_config_free(config);
    folder_remove(folder, "old/a.md");
    folder_remove(folder, ".doublon.yaml");
}

static void
an_entry_has_its_own_say(void **state)
{
    static const char yaml[] = "skip: true\n"
                               "levels: {fr: warning, fr.typo.etc: error, typo: info}\n"
                               "files: [{paths: ['*.txt'], skip: false}]\n";
    char folder[64];
    (void)state;
    folder_make(folder);
    dbn_config *config = read_config(folder, yaml, NULL);
    const dbn_check_options *text = options_of(config, folder, "a.txt");
    assert_true(options_of(config, folder, "a.md")->skips);
    assert_false(text->skips);
    assert_int_equal(severity(text, "fr.typo.etc"), DBN_SEVERITY_ERROR);
    assert_int_equal(severity(text, "fr.typo.ellipsis"), DBN_SEVERITY_INFO);
    dbn_config_free(config);
    folder_remove(folder, ".doublon.yaml");
}

static void
the_last_switch_counts(void **state)
{
    static const char yaml[] = "disable: [style, typo]\n"
                               "enable: fr.typo.ellipsis\n"
                               "files:\n"
                               "  - paths: ['*.txt']\n"
                               "    enable: [style]\n"
                               "    disable: [fr.typo]\n";
    char folder[64];
    (void)state;
    folder_make(folder);
    dbn_config *config = read_config(folder, yaml, NULL);
    const dbn_check_options *whole = options_of(config, folder, "a.md");
    assert_false(is_wanted(whole, "fr.style.calque"));
    assert_false(is_wanted(whole, "fr.typo.etc"));
    assert_true(is_wanted(whole, "fr.typo.ellipsis"));
    const dbn_check_options *text = options_of(config, folder, "a.txt");
    assert_true(is_wanted(text, "fr.style.calque"));
    assert_false(is_wanted(text, "fr.typo.ellipsis"));
    dbn_config_free(config);
    folder_remove(folder, ".doublon.yaml");
}

/* ---- known findings --------------------------------------------------------- */

static void
known_findings_come_back_as_they_were_written(void **state)
{
    char folder[64], path[128];
    dbn_baseline *first, *again;
    dbn_span text, same;
    dbn_error err = {0};
    (void)state;
    const dbn_baseline_place a = {span("a"), 0}, line = {span("a"), 7},
                             b = {span("x/../\xFF\xC3\xA9\xC2\x85"), 0};
    const char *odd = "\"\\\n\x7F\xC3\xA9\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF";
    assert_int_equal(dbn_baseline_read(&first, NULL, &err), DBN_OK);
    assert_int_equal(dbn_baseline_note(first, &b, span("r"), span(odd)), DBN_OK);
    assert_int_equal(dbn_baseline_note(first, &line, span("r"), span("")), DBN_OK);
    assert_int_equal(dbn_baseline_note(first, &a, span("r"), span("")), DBN_OK);
    assert_int_equal(dbn_baseline_note(first, &a, span("r"), span("")), DBN_OK);
    assert_int_equal(dbn_baseline_write(&text, first), DBN_OK);
    folder_make(folder);
    folder_write(folder, "known.yaml", text.ptr, text.len);
    (void)snprintf(path, sizeof path, "%s/known.yaml", folder);
    if (dbn_baseline_read(&again, path, &err) != DBN_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dbn_baseline_write(&same, again), DBN_OK);
    assert_true(dbn_span_equal(text, same));
    dbn_baseline_free(again);
    dbn_baseline_free(first);
    folder_remove(folder, "known.yaml");
}

/* ---- hooks and jobs ----------------------------------------------------------- */

/* What other programs read of the project; tests/cli/cases/jobs.sh runs their commands.
 */
static void
hooks_and_jobs_are_yaml(void **state)
{
    static const char *const names[] = {
        ".pre-commit-hooks.yaml", "src/cli/jobs/github.yml", "src/cli/jobs/gitlab.yml"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[1000];
        dbn_yaml file;
        dbn_arena arena;
        dbn_error err;
        dbn_arena_init(&arena, 0);
        (void)snprintf(path, sizeof path, "%s/../%s", DBN_CORPORA_DIR, names[i]);
        if (dbn_yaml_read(&file, path, &arena, &err) != DBN_OK)
            fail_msg("%s", err.message);
        else
            assert_true(file.root->first != NULL &&
                        file.root->kind == (i == 0 ? DBN_YAML_LIST : DBN_YAML_MAP));
        dbn_arena_release(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_mean_paths),
        cmocka_unit_test(what_is_no_pattern_is_refused),
        cmocka_unit_test(a_pattern_that_works_too_hard_means_nothing),
        cmocka_unit_test(the_last_entry_that_means_a_file_counts),
        cmocka_unit_test(the_caller_counts_more_than_the_file),
        cmocka_unit_test(links_to_a_folder_are_followed),
        cmocka_unit_test(an_entry_has_its_own_say),
        cmocka_unit_test(the_last_switch_counts),
        cmocka_unit_test(known_findings_come_back_as_they_were_written),
        cmocka_unit_test(hooks_and_jobs_are_yaml),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
