/*
 * tests/unit/write.c - JSON strings.
 */
#include "unit/test.h"

#include "write/json.h"

static dbn_span
written(dbn_arena *arena, dbn_span text)
{
    dbn_buffer out = {0};
    assert_int_equal(dbn_json_string(&out, arena, text), DBN_OK);
    return (dbn_span){out.items, out.count};
}

static void
strings_escape_what_they_must(void **state)
{
    (void)state;
    const struct {
        dbn_span text, json;
    } cases[] = {
        {DBN_SPAN(""), DBN_SPAN("\"\"")},
        {DBN_SPAN("l’été « là »"), DBN_SPAN("\"l’été « là »\"")},
        {DBN_SPAN("a\"b\\c"), DBN_SPAN("\"a\\\"b\\\\c\"")},
        {DBN_SPAN("\n\r\t\x01\x7f"), DBN_SPAN("\"\\n\\r\\t\\u0001\\u007f\"")},
        {DBN_SPAN("x\xE2\x80\xA8y\xE2\x80\xA9"), DBN_SPAN("\"x\\u2028y\\u2029\"")},
        {DBN_SPAN("…\xE2\x80"), DBN_SPAN("\"…\xE2\x80\"")},
        {DBN_SPAN("x\xC2\x85\xC2\xA0"), DBN_SPAN("\"x\\u0085\xC2\xA0\"")},
        {{"a\0b", 3}, DBN_SPAN("\"a\\u0000b\"")},
    };
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(dbn_span_equal(written(&arena, cases[i].text), cases[i].json));
    dbn_arena_release(&arena);
}

/* Wherever in a word of eight a special byte stands, it is found, and nothing else. */
static void
every_byte_is_escaped_wherever_it_stands(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    for (int byte = 0; byte < 256; byte++) {
        bool is_plain = byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F;
        for (size_t place = 0; place < 24; place++) {
            char text[24];
            memset(text, 'x', sizeof text);
            text[place] = (char)byte;
            dbn_span json = written(&arena, (dbn_span){text, sizeof text});
            if (is_plain)
                assert_true(json.len == 26 && memcmp(json.ptr + 1, text, 24) == 0);
            else
                assert_true(json.len > 26 && json.ptr[1 + place] == '\\');
            dbn_arena_reset(&arena);
        }
    }
    dbn_arena_release(&arena);
}

static void
what_is_passed_on_stays_one_line(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    dbn_buffer out = {0};
    dbn_span json = DBN_SPAN("{\"a\":\"\\n« é »\xC2\x85\", \"b\" : \"\xE2\x80\xA8\"");
    assert_int_equal(dbn_json_passed(&out, &arena, json), DBN_OK);
    assert_true(
        dbn_span_equal((dbn_span){out.items, out.count},
                       DBN_SPAN("{\"a\":\"\\n« é »\\u0085\", \"b\" : \"\\u2028\"")));
    dbn_arena_release(&arena);
}

static void
numbers_and_hexadecimals(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    dbn_buffer out = {0};
    assert_int_equal(dbn_json_number(&out, &arena, 0), DBN_OK);
    assert_int_equal(dbn_json_number(&out, &arena, UINT64_MAX), DBN_OK);
    assert_int_equal(dbn_json_hex(&out, &arena, DBN_SPAN("\xff\x00\x1a")), DBN_OK);
    dbn_span expected = DBN_SPAN("018446744073709551615\"ff001a\"");
    assert_true(dbn_span_equal((dbn_span){out.items, out.count}, expected));
    dbn_arena_release(&arena);
}

static void
a_full_arena_is_a_status(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 64);
    dbn_buffer out = {0};
    char text[100] = {0};
    assert_int_equal(dbn_json_string(&out, &arena, (dbn_span){text, sizeof text}),
                     DBN_ERR_NOMEM);
    dbn_arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_escape_what_they_must),
        cmocka_unit_test(every_byte_is_escaped_wherever_it_stands),
        cmocka_unit_test(what_is_passed_on_stays_one_line),
        cmocka_unit_test(numbers_and_hexadecimals),
        cmocka_unit_test(a_full_arena_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
