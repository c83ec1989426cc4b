/*
 * tests/unit/text.c - views: what did not change maps to equal bytes, both ways.
 */
#include "unit/test.h"

#include "text/lines.h"
#include "text/records.h"
#include "text/root.h"
#include "text/tag.h"
#include "text/width.h"
#include "text/xml_guard.h"

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
source_of(const char *text, dbn_job *job)
{
    const dbn_view *view;
    assert_int_equal(dbn_view_source(&view, dbn_span_of(text), job), DBN_OK);
    return view;
}

static void
assert_range(dbn_range got, uint32_t beg, uint32_t end)
{
    assert_int_equal(got.beg, beg);
    assert_int_equal(got.end, end);
}

/* "<p>Un&eacute; <b>x</b></p>" becomes "Uné x". */
static const dbn_view *
page_view(dbn_job *job)
{
    const dbn_view *source = source_of("<p>Un&eacute; <b>x</b></p>", job), *view;
    dbn_fixes fixes = {0};
    dbn_arena *arena = &job->arena;
    assert_int_equal(
        dbn_fixes_remove(&fixes, arena, (dbn_range){0, 3}, DBN_RULE_EXTRACT_TAG), 0);
    assert_int_equal(dbn_fixes_replace(&fixes, arena, (dbn_range){5, 13}, DBN_SPAN("é"),
                                       DBN_RULE_EXTRACT_REFERENCE),
                     0);
    assert_int_equal(
        dbn_fixes_remove(&fixes, arena, (dbn_range){14, 17}, DBN_RULE_EXTRACT_TAG), 0);
    assert_int_equal(
        dbn_fixes_remove(&fixes, arena, (dbn_range){18, 22}, DBN_RULE_EXTRACT_TAG), 0);
    assert_int_equal(
        dbn_fixes_remove(&fixes, arena, (dbn_range){22, 26}, DBN_RULE_EXTRACT_TAG), 0);
    assert_int_equal(dbn_view_derive(&view, source, dbn_view_all(source), &fixes,
                                     DBN_PASS_EXTRACT, job),
                     DBN_OK);
    return view;
}

static void
ranges_map_back_and_forward(void **state)
{
    const dbn_view *view = page_view(*state);
    assert_true(dbn_span_equal(view->text, DBN_SPAN("Uné x")));
    assert_int_equal(view->edit_count, 4); /* the last two removals are one edit */
    assert_range(dbn_range_back(view, (dbn_range){0, 6}), 3, 18);
    assert_range(dbn_range_back(view, (dbn_range){0, 2}), 3, 5);
    assert_range(dbn_range_back(view, (dbn_range){2, 3}), 5, 13); /* half of é widens */
    assert_range(dbn_range_back(view, (dbn_range){5, 6}), 17, 18);
    assert_range(dbn_range_back(view, (dbn_range){0, 0}), 0, 3);
    assert_range(dbn_range_back(view, (dbn_range){6, 6}), 18, 26);
    assert_int_equal(dbn_view_edits_in(view, (dbn_range){0, 6}), 2);
    assert_int_equal(dbn_view_edits_in(view, (dbn_range){0, 2}), 0);
    assert_int_equal(dbn_view_edits_in(view, (dbn_range){3, 5}), 1);
    assert_int_equal(dbn_view_edits_in(view, (dbn_range){4, 6}), 1);
    assert_range(dbn_range_forward(view, (dbn_range){0, 26}), 0, 6);
    assert_range(dbn_range_forward(view, (dbn_range){7, 9}), 2, 4);
    assert_range(dbn_range_forward(view, (dbn_range){14, 17}), 5, 5);
    assert_range(dbn_range_forward(view, (dbn_range){17, 18}), 5, 6);
}

static void
a_subview_maps_into_its_part(void **state)
{
    const dbn_view *source = source_of("title=\"a&amp;b\"", *state), *view;
    dbn_fixes fixes = {0};
    dbn_job *job = *state;
    assert_int_equal(dbn_fixes_replace(&fixes, &job->arena, (dbn_range){8, 13},
                                       DBN_SPAN("&"), DBN_RULE_EXTRACT_REFERENCE),
                     0);
    assert_int_equal(dbn_view_derive(&view, source, (dbn_range){7, 14}, &fixes,
                                     DBN_PASS_EXTRACT, job),
                     DBN_OK);
    assert_true(dbn_span_equal(view->text, DBN_SPAN("a&b")));
    assert_range(dbn_range_back(view, (dbn_range){0, 3}), 7, 14);
    assert_range(dbn_range_back(view, (dbn_range){2, 3}), 13, 14);
    assert_range(dbn_range_forward(view, (dbn_range){0, 8}), 0, 1);
}

/* Every unchanged byte of random chains of views maps to itself and back. */
static void
unchanged_bytes_are_equal_through_random_views(void **state)
{
    dbn_job *job = *state;
    uint32_t random = 12345;
    for (int round = 0; round < 300; round++) {
        char text[201];
        for (uint32_t i = 0; i < 200; i++)
            text[i] = (char)('a' + (random = random * 1664525 + 1013904223) % 26);
        text[200] = '\0';
        const dbn_view *source = source_of(text, job), *view;
        dbn_fixes fixes = {0};
        for (uint32_t at = 0; at < 190;) {
            random = random * 1664525 + 1013904223;
            uint32_t gap = random >> 28, cut = random >> 20 & 7, put = random >> 12 & 3;
            if (cut + put > 0)
                assert_int_equal(dbn_fixes_replace(&fixes, &job->arena,
                                                   (dbn_range){at, at + cut},
                                                   (dbn_span){"+++", put}, 1),
                                 0);
            at += cut + gap + 1;
        }
        dbn_fixes_resolve(&fixes);
        assert_int_equal(dbn_view_derive(&view, source, dbn_view_all(source), &fixes,
                                         DBN_PASS_REPAIR, job),
                         DBN_OK);
        uint32_t unchanged = 0;
        for (uint32_t at = 0; at < view->text.len; at++) {
            dbn_range back = dbn_range_back(view, (dbn_range){at, at + 1});
            if (view->text.ptr[at] == '+')
                continue;
            unchanged++;
            assert_int_equal(dbn_range_len(back), 1);
            assert_int_equal(text[back.beg], view->text.ptr[at]);
            assert_range(dbn_range_forward(view, back), at, at + 1);
        }
        assert_true(unchanged > 50);
        dbn_job_reset(job);
    }
}

static void
a_legacy_charset_maps_by_characters(void **state)
{
    dbn_job *job = *state;
    char source_bytes[5000], text[10000];
    uint32_t len = 0;
    for (uint32_t i = 0; i < 5000; i++) {
        source_bytes[i] = i % 3 == 0 ? '\xe9' : 'a';
        if (i % 3 == 0)
            text[len++] = '\xc3';
        text[len++] = i % 3 == 0 ? '\xa9' : 'a';
    }
    const dbn_view *source, *view;
    assert_int_equal(dbn_view_source(&source, (dbn_span){source_bytes, 5000}, job), 0);
    dbn_decoding decoding = {.text = {text, len}, .units = DBN_UNITS_BYTE};
    assert_int_equal(dbn_view_decoded(&view, source, &decoding, job), DBN_OK);
    for (uint32_t i = 0, at = 0; i < 5000; i++) {
        uint32_t width = i % 3 == 0 ? 2 : 1;
        assert_range(dbn_range_back(view, (dbn_range){at, at + width}), i, i + 1);
        assert_range(dbn_range_forward(view, (dbn_range){i, i + 1}), at, at + width);
        at += width;
    }
}

static void
overlapping_fixes_are_resolved(void **state)
{
    dbn_job *job = *state;
    dbn_fixes fixes = {0};
    const dbn_range ranges[] = {{5, 9}, {2, 4}, {2, 7}, {7, 8}, {9, 9}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        assert_int_equal(dbn_fixes_remove(&fixes, &job->arena, ranges[i], 1), DBN_OK);
    assert_int_equal(dbn_fixes_resolve(&fixes), 2);
    assert_int_equal(fixes.items[0].to, 7);
    assert_int_equal(fixes.items[1].from, 7);
    assert_int_equal(fixes.items[2].from, 9);
}

static void
a_removed_block_is_marked(void **state)
{
    dbn_job *job = *state;
    const dbn_view *source = source_of("un\n\ndeux", job), *view;
    dbn_fixes fixes = {0};
    dbn_records records = {.view = source}, carried;
    dbn_block blocks[] = {{.range = {0, 2}}, {.range = {4, 8}}};
    for (int i = 0; i < 2; i++)
        assert_int_equal(dbn_vec_push(&job->arena, &records.blocks, blocks[i]), 0);
    assert_int_equal(dbn_fixes_remove(&fixes, &job->arena, (dbn_range){0, 4}, 1), 0);
    assert_int_equal(dbn_view_derive(&view, source, dbn_view_all(source), &fixes,
                                     DBN_PASS_REPETITION, job),
                     DBN_OK);
    assert_int_equal(dbn_records_carry(&carried, &records, view, job), DBN_OK);
    assert_true(carried.blocks.items[0].flags & DBN_BLOCK_REMOVED);
    assert_range(carried.blocks.items[1].range, 0, 4);
}

static void
offsets_count_lines_and_units(void **state)
{
    dbn_job *job = *state;
    dbn_line_index index;
    char text[4096];
    memset(text, 'x', sizeof text);
    memcpy(text, "\xc3\xa9\r\n\xf0\x9f\x98\x80y\rz\n", 12);
    assert_int_equal(
        dbn_line_index_make(&index, (dbn_span){text, sizeof text}, &job->arena), 0);
    assert_int_equal(dbn_offset_in(&index, 8, DBN_OFFSET_CODEPOINTS), 4);
    assert_int_equal(dbn_offset_in(&index, 8, DBN_OFFSET_UTF16), 5);
    assert_int_equal(dbn_offset_in(&index, 4096, DBN_OFFSET_CODEPOINTS), 4092);
    assert_int_equal(dbn_place_of(&index, 8).line, 2);
    assert_int_equal(dbn_place_of(&index, 8).column, 2);
    assert_int_equal(dbn_place_of(&index, 3000).line, 4);
    assert_int_equal(dbn_place_of(&index, 3000).column, 3000 - 12 + 1);
}

static void
attributes_of_tags_are_read(void **state)
{
    static const struct {
        const char *tag, *name, *value; /* NULL: there is none */
    } cases[] = {
        {"<a href=\"/x\" class=y>", "href", "/x"},
        {"<a class=y href='/x?a=1&amp;b'>", "href", "/x?a=1&amp;b"},
        {"<A HREF = /x>", "href", "/x"},
        {"<a href>", "href", ""},
        {"<a data-href=\"/y\" href=\"/x\">", "href", "/x"},
        {"<a title=\"href='/z'\" href=\"/x\">", "href", "/x"},
        {"<a href=\"1\" href=\"2\">", "href", "1"},
        {"<img/src=a/b.jpg/>", "src", "a/b.jpg/"},
        {"<a =href=1 href=2>", "href", "2"},
        {"<a href=\"open", "href", "open"},
        {"<a>", "href", NULL},
        {"<a class='x'>", "href", NULL},
        {"", "href", NULL},
        {"<", "href", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dbn_span value = {NULL, 0};
        bool found = dbn_tag_attribute(&value, dbn_span_of(cases[i].tag),
                                       dbn_span_of(cases[i].name));
        if (found != (cases[i].value != NULL) ||
            (found && !dbn_span_equal(value, dbn_span_of(cases[i].value))))
            fail_msg("'%s' gave '%.*s'", cases[i].tag, (int)value.len, value.ptr);
    }
}

/* Columns of each text, and what fits into three of them. */
static void
columns_are_those_of_a_terminal(void **state)
{
    static const struct {
        const char *text;
        uint32_t columns;
        size_t fitting;
    } cases[] = {
        {"", 0, 0},
        {"abcd", 4, 3},
        {"été", 3, 5},
        {"e\xCC\x81te\xCC\x81", 3, 7}, /* combining accents */
        {"日本語", 6, 3},              /* wide */
        {"ｗｉｄｅ", 8, 3},            /* full width */
        {"ab\xC2\xAD"
         "c",
         4, 4}, /* a soft hyphen is seen */
        {"a\xE2\x80\x8B"
         "bc",
         3, 6},                                         /* zero width space */
        {"👍🏽x", 3, 9},                            /* a skin tone */
        {"👩\xE2\x80\x8D👧", 2, 11},                      /* joined */
        {"\xE2\x9D\xA4\xEF\xB8\x8F!", 3, 7},            /* a heart as an emoji */
        {"🇫🇷", 2, 8},                                   /* a flag */
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 2, 9}, /* jamos */
        {"\xF3\xA0\x84\x80", 0, 4},                     /* a variation selector */
        {"\xF4\x8F\xBF\xBF", 1, 4},                     /* the last code point */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(dbn_text_columns(dbn_span_of(cases[i].text)),
                         cases[i].columns);
        assert_int_equal(dbn_text_fitting(dbn_span_of(cases[i].text), 3),
                         cases[i].fitting);
    }
}

static void
a_block_has_room_for_its_language(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *kept;
    } cases[] = {
        {"", ""},
        {"en", "en"},
        {"fr-BE", "fr-BE"},
        {"zh-Hant-TW", "zh-Hant-TW"},
        {"yue-Hant-419", "yue-Hant-419"},
        {"de-Latn-DE-1996", "de-Latn-DE"},
        {"nl-BE-x-something", "nl-BE-x"},
    };
    dbn_block block = {.lang = "de-Latn-AT"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_block_set_lang(&block, dbn_span_of(cases[i].tag));
        assert_true(dbn_span_equal(dbn_block_lang(&block), dbn_span_of(cases[i].kept)));
    }
}

static void
files_begin_with_a_tag(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *name;
    } files[] = {
#define FILE_OF(text) text, sizeof(text) - 1
        {FILE_OF("<xliff srcLang='a'>"), "xliff"},
        {FILE_OF("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- > --><x:xliff a='b'>"),
         "xliff"},
        {FILE_OF("\xFF\xFE<\0t\0m\0x\0>\0"), "tmx"},
        {FILE_OF("\xFE\xFF\0<\0t\0m\0x\0>"), "tmx"},
        {FILE_OF("<!DOCTYPE tmx [<!ENTITY a '>]'><!-- ] -->]><tmx/>"), "tmx"},
        {FILE_OF("<!-- made of <xliff> --><html>"), "html"},
        {FILE_OF("source\ttarget\n<b>"), ""},
        {FILE_OF("<!-- <xliff>"), ""},
        {FILE_OF("<"), ""},
        {FILE_OF(""), ""},
#undef FILE_OF
    };
    (void)state;
    dbn_root root;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        dbn_root_read(&root, (dbn_span){files[i].bytes, files[i].len});
        assert_true(dbn_span_equal(root.name, dbn_span_of(files[i].name)));
    }
    dbn_root_read(&root, dbn_span_of(files[0].bytes));
    assert_true(dbn_root_has(&root, DBN_SPAN("srcLang")));
    assert_false(dbn_root_has(&root, DBN_SPAN("trgLang")));
}

/* `count` attributes, in a file whose characters have so many bytes, that comes in
 * pieces of `step` bytes. */
static bool
is_passed(uint32_t count, uint32_t width, bool is_little, size_t step)
{
    static char wide[4 * 65536];
    const char *before = "<a>x=\"y\"<!-- > --><b", *after = "/></a>";
    char text[65536], *end = text;
    const char *const stop = text + sizeof text;
    end += snprintf(end, (size_t)(stop - end), "%s", before);
    for (uint32_t i = 0; i < count; i++)
        end += snprintf(end, (size_t)(stop - end),
                        i % 2 == 0 ? " a%u='>'" : " a%u=\"'\"", i);
    end += snprintf(end, (size_t)(stop - end), "%s", after);
    size_t len = (size_t)(end - text);
    memset(wide, 0, sizeof wide);
    for (size_t i = 0; i < len; i++)
        wide[i * width + (is_little ? 0 : width - 1)] = text[i];
    dbn_xml_guard guard = {0};
    bool is_good = true;
    for (size_t at = 0; at < len * width && is_good; at += step) {
        size_t left = len * width - at;
        is_good = dbn_xml_guard_pass(&guard,
                                     (dbn_span){wide + at, left < step ? left : step});
    }
    return is_good;
}

static void
an_element_has_so_many_attributes(void **state)
{
    const uint32_t widths[] = {1, 2, 4};
    const size_t steps[] = {4, 5, 1000, SIZE_MAX / 2};
    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++)
            for (int is_little = 0; is_little < 2; is_little++) {
                assert_true(is_passed(DBN_XML_ATTRIBUTES_MAX, widths[i], is_little != 0,
                                      steps[k]));
                assert_false(is_passed(DBN_XML_ATTRIBUTES_MAX + 1, widths[i],
                                       is_little != 0, steps[k]));
            }
    dbn_xml_guard guard = {0};
    assert_true(dbn_xml_guard_pass(&guard, DBN_SPAN("")));
    assert_false(dbn_xml_guard_pass(&guard, DBN_SPAN("\x4C\x6F\xA7\x94")));
    assert_string_equal(guard.why, "a file in EBCDIC, which is not read");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_has_so_many_attributes),
        cmocka_unit_test(files_begin_with_a_tag),
        cmocka_unit_test_setup_teardown(ranges_map_back_and_forward, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_subview_maps_into_its_part, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unchanged_bytes_are_equal_through_random_views,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_legacy_charset_maps_by_characters, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(overlapping_fixes_are_resolved, set_up,
                                        tear_down),
        cmocka_unit_test(attributes_of_tags_are_read),
        cmocka_unit_test_setup_teardown(a_removed_block_is_marked, set_up, tear_down),
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(a_block_has_room_for_its_language),
        cmocka_unit_test_setup_teardown(offsets_count_lines_and_units, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
