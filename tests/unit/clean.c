/*
 * tests/unit/clean.c - what is broken is mended once, and nothing else is touched.
 */
#include "unit/test.h"

#include "base/utf8.h"
#include "clean/clean.h"

static int
set_up(void **state)
{
    static dbn_job job;
    dbn_job_init(&job, 0);
    *state = &job;
    return 0;
}

static int
tear_down(void **state)
{
    dbn_job_release(*state);
    return 0;
}

static const dbn_view *
clean_as(dbn_span text, dbn_clean_input in, dbn_clean *clean, dbn_job *job)
{
    const dbn_view *source, *view;
    assert_int_equal(dbn_view_source(&source, text, job), DBN_OK);
    in.view = source;
    assert_int_equal(dbn_clean_run(clean, &in, NULL, job), DBN_OK);
    assert_int_equal(dbn_view_derive(&view, source, dbn_view_all(source), &clean->fixes,
                                     DBN_PASS_REPAIR, job),
                     DBN_OK);
    return view;
}

static const dbn_clean_input everything = {.encoding = true, .unicode = true};

static dbn_span
cleaned(const char *text, dbn_job *job)
{
    dbn_clean clean;
    return clean_as(dbn_span_of(text), everything, &clean, job)->text;
}

typedef struct pair {
    const char *broken, *mended;
} pair;

static void
assert_mended(const pair *pairs, size_t count, dbn_job *job)
{
    for (size_t i = 0; i < count; i++) {
        dbn_span got = cleaned(pairs[i].broken, job);
        if (!dbn_span_equal(got, dbn_span_of(pairs[i].mended)))
            fail_msg("'%s' gives '%.*s'", pairs[i].broken, (int)got.len, got.ptr);
        dbn_span again = cleaned(pairs[i].mended, job);
        if (!dbn_span_equal(again, dbn_span_of(pairs[i].mended)))
            fail_msg("'%s' does not stay", pairs[i].mended);
    }
}

#define ASSERT_MENDED(pairs, job)                                                      \
    assert_mended(pairs, sizeof(pairs) / sizeof(pairs)[0], job)

static void
references_become_characters(void **state)
{
    const pair pairs[] = {
        {"&eacute;t&eacute;", "été"},
        {"&amp;eacute;", "é"},
        {"&amp;amp;eacute;", "é"},
        {"&#38;eacute;", "é"},
        {"&#233; &#xE9; &#XE9;", "é é é"},
        {"caf&eacute et", "café et"},
        {"caf&eacute", "café"},
        {"l&#8217amour", "l’amour"},
        {"&#146;", "’"},
        {"&lt;b&gt; &quot;x&quot;", "<b> \"x\""},
        {"&am&#112;;", "&"},
        {"&ea\xC2\xAD"
         "cute;",
         "é"},
        {"e&#x301;", "é"},
        {"&NotEqualTilde;", "≂̸"},
        {"&nbsp;", "\xC2\xA0"},
        {"a&shy;b", "ab"},
        {"a&NewLine;b", "a b"},
        {"&amp;&amp;&amp;", "&&&"},
    };
    ASSERT_MENDED(pairs, *state);
}

static void
what_is_no_reference_stays(void **state)
{
    const char *texts[] = {"Dupont & Fils",
                           "AT&T",
                           "?a=1&copy=2&lang=fr",
                           "&eacutez",
                           "&eacute\xC3\xA9",
                           "R&D;",
                           "&#;",
                           "&#x;",
                           "&#1;",
                           "&#0;",
                           "&#129;",
                           "&#xD800;",
                           "&",
                           "&&&&",
                           "&amputation",
                           "Q&A: &",
                           "&#99999999999999;",
                           "&#x110000; 12",
                           "&CounterClockwiseContourIntegralx;"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dbn_clean clean;
        clean_as(dbn_span_of(texts[i]), everything, &clean, *state);
        if (clean.fixes.count != 0)
            fail_msg("'%s' is changed", texts[i]);
    }
}

static void
characters_are_repaired(void **state)
{
    const pair pairs[] = {
        {"e\xCC\x81t\xC3\xA9", "été"},
        {"\xC2\x93mot\xC2\x94 \xC2\x85 \xC2\x80", "“mot” … €"},
        {"a\xC2\x81"
         "b",
         "ab"},
        {"eﬃcace, eﬀet, oﬃce, ﬆ", "efficace, effet, office, st"},
        {"co\xC2\xADop\xE2\x80\x8B\xE2\x81\xA0\xEF\xBB\xBF", "coop"},
        {"a\x01\x7F"
         "b",
         "ab"},
        {"a\r\nb\rc\x0B"
         "d\x0C"
         "e\xE2\x80\xA8"
         "f\xE2\x80\xA9g",
         "a\nb c d e f g"},
        {"\xE2\x84\xA6 \xE2\x84\xAB", "Ω Å"},
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "각"},
        {"a\xCC\x81\xCC\xA3", "ạ́"},
        {"a\xE2\x80\x8D"
         "b",
         "ab"},
        {"<\xCC\xB8", "≮"},
    };
    ASSERT_MENDED(pairs, *state);
}

static void
typography_is_left_alone(void **state)
{
    static const char persian[] = "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE";
    static const char hindi[] = "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7";
    static const char burning_heart[] =
        "\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5";
    const char *texts[] = {"« Quoi\xE2\x80\xAF? »\xC2\xA0; l’homme \"dit\" : 'oui'",
                           "non — peut-être… – 10\xC2\xA0%",
                           "\tcolonne\tet\n\nligne",
                           "½ ² ª ™ № ﷺ",
                           "Ελλάδα и Россия 日本語 العربية",
                           persian,
                           hindi,
                           burning_heart};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dbn_clean clean;
        clean_as(dbn_span_of(texts[i]), everything, &clean, *state);
        if (clean.fixes.count != 0)
            fail_msg("'%s' is changed", texts[i]);
    }
}

static void
a_whole_text_keeps_its_line_breaks(void **state)
{
    dbn_clean clean;
    dbn_clean_input in = everything;
    in.line_breaks = true;
    const dbn_view *view = clean_as(DBN_SPAN("a\rb\xE2\x80\xA8"
                                             "c\x0C"
                                             "d\r\ne&NewLine;f"),
                                    in, &clean, *state);
    assert_true(dbn_span_equal(view->text, DBN_SPAN("a\nb\nc\nd\ne\nf")));
}

static void
passes_can_be_asked_for_apart(void **state)
{
    dbn_clean clean;
    dbn_clean_input in = {.encoding = true};
    dbn_span text = DBN_SPAN("\xC2\x93"
                             "e\xCC\x81&amp;\xC2\x94");
    assert_true(dbn_span_equal(clean_as(text, in, &clean, *state)->text,
                               DBN_SPAN("“e\xCC\x81&amp;”")));
    in = (dbn_clean_input){.unicode = true};
    assert_true(dbn_span_equal(clean_as(text, in, &clean, *state)->text,
                               DBN_SPAN("\xC2\x93é&\xC2\x94")));
    in = (dbn_clean_input){0};
    clean_as(text, in, &clean, *state);
    assert_int_equal(clean.fixes.count, 0);
}

static void
a_fix_names_its_range_and_its_rule(void **state)
{
    dbn_clean clean;
    clean_as(DBN_SPAN("ab &amp;eacute; e\xCC\x81 \xC2\xAD"), everything, &clean,
             *state);
    assert_int_equal(clean.fixes.count, 3);
    assert_int_equal(clean.fixes.items[0].from, 3);
    assert_int_equal(clean.fixes.items[0].to, 15);
    assert_int_equal(clean.fixes.items[0].rule, DBN_RULE_ENCODING_ENTITY);
    assert_int_equal(clean.fixes.items[1].from, 16);
    assert_int_equal(clean.fixes.items[1].to, 19);
    assert_int_equal(clean.fixes.items[1].rule, DBN_RULE_ENCODING_NFC);
    assert_int_equal(clean.fixes.items[2].from, 20);
    assert_int_equal(clean.fixes.items[2].rule, DBN_RULE_ENCODING_SOFT_HYPHEN);
}

static void
what_cannot_be_mended_is_reported(void **state)
{
    dbn_clean clean;
    clean_as(DBN_SPAN("un p\xD0\xB0ys \xE2\x80\xAE"
                      "abc \xEF\xBF\xBD, Россия, TNFα, Μadame"),
             everything, &clean, *state);
    assert_int_equal(clean.findings.count, 4);
    assert_int_equal(clean.findings.items[0].rule, DBN_RULE_ENCODING_MIXED_SCRIPT);
    assert_int_equal(clean.findings.items[0].range.beg, 3);
    assert_int_equal(clean.findings.items[0].range.end, 8);
    assert_int_equal(clean.findings.items[1].rule, DBN_RULE_ENCODING_BIDI);
    assert_int_equal(clean.findings.items[2].rule, DBN_RULE_ENCODING_REPLACEMENT);
    assert_int_equal(clean.findings.items[3].rule, DBN_RULE_ENCODING_MIXED_SCRIPT);
    assert_int_equal(clean.fixes.count, 0);
}

/* Pieces that meet in repairs, in random order: the second time nothing is left to do.
 */
static void
repairing_twice_changes_nothing(void **state)
{
    static const char *const pieces[] = {"&",
                                         "#",
                                         "x",
                                         "amp",
                                         ";",
                                         "eacute",
                                         "copy",
                                         "38",
                                         "e9",
                                         "=",
                                         " ",
                                         "e",
                                         "\xCC\x81",
                                         "\xCC\xB8",
                                         "\xC2\xAD",
                                         "\xE2\x80\x8D",
                                         "\xD8\xA7",
                                         "\xD9\x93",
                                         "\xC3\xA9",
                                         "\r",
                                         "\n",
                                         "\xC2\x85",
                                         "\xEF\xAC\x81",
                                         "\xCD\xBE",
                                         "&amp;",
                                         "&#",
                                         "59;",
                                         "semi;",
                                         "shy;",
                                         "\xE0\xA5\x8D",
                                         "\xCD\x84",
                                         "\xE1\x84\x80",
                                         "\xE1\x85\xA1",
                                         "<",
                                         "97"};
    const uint32_t count = sizeof pieces / sizeof pieces[0];
    dbn_job *job = *state;
    uint32_t random = 20111104, changed = 0;
    for (int round = 0; round < 20000; round++) {
        dbn_buffer text = {0};
        dbn_clean clean;
        for (int i = 0; i < 12; i++) {
            random = random * 1664525 + 1013904223;
            const char *piece = pieces[(random >> 8) % count];
            assert_int_equal(
                dbn_vec_append(&job->arena, &text, piece, (uint32_t)strlen(piece)),
                DBN_OK);
        }
        const dbn_view *once =
            clean_as((dbn_span){text.items, text.count}, everything, &clean, job);
        changed += clean.fixes.count > 0;
        assert_int_equal(dbn_utf8_invalid_at(once->text, 0), once->text.len);
        clean_as(once->text, everything, &clean, job);
        if (clean.fixes.count != 0)
            fail_msg("'%.*s' gives '%.*s', which changes again", (int)text.count,
                     text.items, (int)once->text.len, once->text.ptr);
        dbn_job_reset(job);
    }
    assert_true(changed > 10000);
}

/* A heap of accents or of ampersands costs what its length says. */
static void
heaps_are_linear(void **state)
{
    static const char *const heaps[] = {
        "\xCC\x81\xCC\xA3", "&",         "&#",  "&amp", "\xC2\xAD",
        "\xE2\x80\x8D",     "a\xCC\x81", "&#59"};
    dbn_job *job = *state;
    for (size_t i = 0; i < sizeof heaps / sizeof heaps[0]; i++) {
        dbn_buffer text = {0};
        dbn_clean clean;
        for (int n = 0; n < 100000; n++)
            assert_int_equal(dbn_vec_append(&job->arena, &text, heaps[i],
                                            (uint32_t)strlen(heaps[i])),
                             DBN_OK);
        const dbn_view *once =
            clean_as((dbn_span){text.items, text.count}, everything, &clean, job);
        clean_as(once->text, everything, &clean, job);
        assert_int_equal(clean.fixes.count, 0);
        dbn_job_reset(job);
    }
}

static void
a_spent_budget_is_said(void **state)
{
    dbn_job job;
    (void)state;
    for (size_t budget = 1; budget < 40000; budget += 999) {
        dbn_job_init(&job, budget);
        const dbn_view *source;
        dbn_clean clean;
        dbn_span text = DBN_SPAN("&eacute;&eacute; e\xCC\x81 p\xD0\xB0ys");
        dbn_clean_input in = everything;
        dbn_status status = dbn_view_source(&source, text, &job);
        if (status == DBN_OK) {
            in.view = source;
            status = dbn_clean_run(&clean, &in, NULL, &job);
        }
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        assert_true(status == DBN_OK || job.err.message[0] != '\0');
        dbn_job_release(&job);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(references_become_characters),
        TEST(what_is_no_reference_stays),
        TEST(characters_are_repaired),
        TEST(typography_is_left_alone),
        TEST(a_whole_text_keeps_its_line_breaks),
        TEST(passes_can_be_asked_for_apart),
        TEST(a_fix_names_its_range_and_its_rule),
        TEST(what_cannot_be_mended_is_reported),
        TEST(repairing_twice_changes_nothing),
        TEST(heaps_are_linear),
        TEST(a_spent_budget_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
