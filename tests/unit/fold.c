/*
 * tests/unit/fold.c - words as they are compared.
 */
#include "unit/test.h"

#include "base/utf8.h"
#include "text/fold.h"

static void
assert_folds(const char *text, const char *expected)
{
    char out[256];
    size_t len = dbn_fold(out, sizeof out - 1, dbn_span_of(text));
    out[len] = '\0';
    assert_string_equal(out, expected);
}

static void
letters_lose_case_and_accents(void **state)
{
    (void)state;
    assert_folds("ÉTÉ À LA CÔTE", "ete a la cote");
    assert_folds("Œuvre, œil, ÆTHER", "oeuvre, oeil, aether");
    assert_folds("Straße, STRAẞE", "strasse, strasse");
    assert_folds("\uFB01n, a\uFB04uent", "fin, affluent");
    assert_folds("Łódź, Ørsted, Đorđe, Þór", "lodz, orsted, dorde, thor");
    assert_folds("İstanbul, ıssız, \u0132sland, \u01C4",
                 "istanbul, issiz, ijsland, dz");
    assert_folds("Αθήνα, ΟΔΟΣ, οδός", "αθηνα, οδοσ, οδοσ");
    assert_folds("Ёлка, МОСКВА, Київ", "елка, москва, киів");
    assert_folds("\uFF21\uFF42\uFF10", "ab0");
    assert_folds("1\u1D49\u02B3", "1er");
}

static void
composed_and_decomposed_are_the_same(void **state)
{
    (void)state;
    assert_folds("e\u0301te\u0301", "ete");
    assert_folds("\u0438\u0306 = \u0439", "и = и");
    assert_folds("A\u030A = \u00C5 = \u212B", "a = a = a");
}

static void
signs_have_one_form(void **state)
{
    (void)state;
    assert_folds("'\u2019\u2018\u02BC\u2032\u00B4`\uFF07", "''''''''");
    assert_folds("-\u2010\u2011\u2012\u2013\u2014\u2212\uFE63", "--------");
    assert_folds("\t\n\u00A0\u2009\u202F\u3000\u2028", "       ");
    assert_folds("so\u00ADfa\u200B\u200D\u2060\uFEFF\uFE0F", "sofa");
    assert_folds("«\u2026»", "«\u2026»");
}

static void
the_unknown_stays(void **state)
{
    (void)state;
    assert_folds("日本語 한국어 שלום 😀", "日本語 한국어 שלום 😀");
    assert_folds("が\u0301", "が");
    assert_folds("", "");
}

static void
a_full_buffer_is_cut_at_a_code_point(void **state)
{
    (void)state;
    char out[4];
    assert_int_equal(dbn_fold(out, 4, DBN_SPAN("abœuf")), 4);
    assert_memory_equal(out, "aboe", 4);
    assert_int_equal(dbn_fold(out, 3, DBN_SPAN("abœuf")), 2);
    assert_int_equal(dbn_fold(out, 0, DBN_SPAN("a")), 0);
    assert_int_equal(dbn_fold(out, 1, DBN_SPAN("日")), 0);
}

/* Whatever comes out folds to itself: keys of folded words equal keys of words. */
static void
folding_twice_changes_nothing(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 0x110000; code++) {
        if (code >= 0xD800 && code < 0xE000)
            continue;
        char once[DBN_FOLD_MAX], twice[4 * DBN_FOLD_MAX];
        uint32_t len = dbn_fold_codepoint(once, code);
        assert_true(len <= DBN_FOLD_MAX);
        assert_int_equal(dbn_utf8_invalid_at((dbn_span){once, len}, 0), len);
        size_t again = dbn_fold(twice, sizeof twice, (dbn_span){once, len});
        assert_int_equal(again, len);
        assert_memory_equal(once, twice, len);
    }
}

static void
classes_are_exact(void **state)
{
    (void)state;
    const struct {
        const char *chars;
        dbn_char_class is;
    } all[] = {
        {"AZÀÉŒŁΑΩЖЁẞǅⅫ", DBN_CHAR_UPPER},
        {"azàéœłßſªαςжё日אم²٣", DBN_CHAR_LOWER},
        {"0189", DBN_CHAR_DIGIT},
        {" \t\n\r\u00A0\u2003\u2009\u202F\u3000", DBN_CHAR_SPACE},
        {"\u0301\u00AD\u200B\u200D\u2060\uFEFF\U000E0041", DBN_CHAR_MARK},
        {".,;:!?«»“”'’ʼ-–—_…°€%&@\x01\uFFFD😀", DBN_CHAR_OTHER},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        dbn_span chars = dbn_span_of(all[i].chars);
        uint32_t len;
        for (size_t at = 0; at < chars.len; at += len) {
            uint32_t code = dbn_utf8_decode(chars, at, &len);
            if (dbn_char_class_of(code) != all[i].is)
                fail_msg("U+%04X is of class %d, not %d", code,
                         (int)dbn_char_class_of(code), (int)all[i].is);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_lose_case_and_accents),
        cmocka_unit_test(composed_and_decomposed_are_the_same),
        cmocka_unit_test(signs_have_one_form),
        cmocka_unit_test(the_unknown_stays),
        cmocka_unit_test(a_full_buffer_is_cut_at_a_code_point),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(classes_are_exact),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
