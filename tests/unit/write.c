/*
 * tests/unit/write.c - JSON strings, and names of files.
 */
#include "unit/test.h"

#include "write/json.h"
#include "write/write.h"

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
        for (size_t place = 0; place < 72; place++) {
            char text[72];
            memset(text, 'x', sizeof text);
            text[place] = (char)byte;
            dbn_span json = written(&arena, (dbn_span){text, sizeof text});
            if (is_plain)
                assert_true(json.len == 74 && memcmp(json.ptr + 1, text, 72) == 0);
            else
                assert_true(json.len > 74 && json.ptr[1 + place] == '\\');
            dbn_arena_reset(&arena);
        }
    }
    dbn_arena_release(&arena);
}

/* The bytes that a spelled name stands for, as a reader of src/write/README.md gets
 * them. */
static dbn_span
read_back(char *out, dbn_span json)
{
    size_t len = 0;
    for (size_t at = 1; at + 1 < json.len;) {
        char digits[3] = {0}, *end = digits;
        unsigned long byte = 0;
        if (json.len - at > 5 && memcmp(json.ptr + at, "\xEF\xBF\xBD", 3) == 0) {
            memcpy(digits, json.ptr + at + 3, 2);
            byte = strtoul(digits, &end, 16);
        }
        if (end == digits + 2) {
            out[len++] = (char)byte;
            at += 5;
        } else {
            out[len++] = json.ptr[at++];
        }
    }
    return (dbn_span){out, len};
}

static void
names_that_are_no_utf8_can_be_had_back(void **state)
{
    (void)state;
    const struct {
        dbn_span name, json;
    } cases[] = {
        {DBN_SPAN(""), DBN_SPAN("\"\"")},
        {DBN_SPAN("été 100%E9.txt"), DBN_SPAN("\"été 100%E9.txt\"")},
        {DBN_SPAN("caf\xE9.txt"), DBN_SPAN("\"caf\xEF\xBF\xBD"
                                           "E9.txt\"")},
        {DBN_SPAN("\xFF\xE2\x82"), DBN_SPAN("\"\xEF\xBF\xBD"
                                            "FF\xEF\xBF\xBD"
                                            "E2\xEF\xBF\xBD"
                                            "82\"")},
        {DBN_SPAN("\xEF\xBF\xBD"
                  "E9"),
         DBN_SPAN("\"\xEF\xBF\xBD"
                  "EF\xEF\xBF\xBD"
                  "BF\xEF\xBF\xBD"
                  "BDE9\"")},
        {DBN_SPAN("\xEF\xBF\xBD.txt"), DBN_SPAN("\"\xEF\xBF\xBD.txt\"")},
    };
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_buffer out = {0};
        char room[64];
        assert_int_equal(dbn_json_name(&out, &arena, cases[i].name), DBN_OK);
        dbn_span json = {out.items, out.count};
        assert_true(dbn_span_equal(json, cases[i].json));
        assert_true(dbn_span_equal(read_back(room, json), cases[i].name));
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

typedef struct pieces {
    dbn_buffer bytes;
    dbn_arena *arena;
    uint32_t count, longest;
} pieces;

static dbn_status
take_piece(void *context, dbn_span bytes)
{
    pieces *p = context;
    p->count++;
    p->longest = bytes.len > p->longest ? (uint32_t)bytes.len : p->longest;
    return dbn_vec_append(p->arena, &p->bytes, bytes.ptr, (uint32_t)bytes.len);
}

/* A line sent in pieces is the line, wherever they end: in letters of two bytes, in
 * line ends of three, in what is passed on. */
static void
a_long_line_may_go_in_pieces(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    dbn_buffer text = {0}, whole = {0}, last = {0};
    while (text.count < 3 << 20)
        assert_int_equal(dbn_json_raw(&text, &arena, DBN_SPAN("é\xE2\x80\xA8\"x’")),
                         DBN_OK);
    dbn_view view = {.text = {text.items, text.count}};
    dbn_document doc = {.name = DBN_SPAN("a"),
                        .source = &view,
                        .decoded = &view,
                        .page = &view,
                        .output = &view};
    dbn_json_input input = {.line = view.text,
                            .kept = {{0, text.count}},
                            .kept_count = 1,
                            .close = text.count};
    dbn_writer w = {.out = &whole, .arena = &arena, .version = "1"};
    assert_int_equal(dbn_write_jsonl(&w, &doc, &input, DBN_OFFSET_BYTES), DBN_OK);
    pieces sent = {.arena = &arena};
    w.out = &last;
    w.send = take_piece;
    w.context = &sent;
    assert_int_equal(dbn_write_jsonl(&w, &doc, &input, DBN_OFFSET_BYTES), DBN_OK);
    assert_true(sent.count > 10 && sent.longest < 1 << 20);
    assert_int_equal(take_piece(&sent, (dbn_span){last.items, last.count}), DBN_OK);
    assert_int_equal(sent.bytes.count, whole.count);
    assert_memory_equal(sent.bytes.items, whole.items, whole.count);
    dbn_arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_escape_what_they_must),
        cmocka_unit_test(every_byte_is_escaped_wherever_it_stands),
        cmocka_unit_test(names_that_are_no_utf8_can_be_had_back),
        cmocka_unit_test(what_is_passed_on_stays_one_line),
        cmocka_unit_test(numbers_and_hexadecimals),
        cmocka_unit_test(a_long_line_may_go_in_pieces),
        cmocka_unit_test(a_full_arena_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
