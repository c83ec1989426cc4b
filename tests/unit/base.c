/*
 * tests/unit/base.c - arenas, arrays, UTF-8, names that are near.
 */
#include "unit/test.h"

#include "base/job.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "base/vec.h"

static void
arena_rewinds_to_where_it_was(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    char *kept = dbn_arena_alloc(&arena, 10);
    memcpy(kept, "doublon...", 10);
    char *large = dbn_arena_alloc(&arena, 300000);
    dbn_arena_mark mark = dbn_arena_save(&arena);
    size_t held = arena.held;
    large = dbn_arena_grow(&arena, large, 300000, 900000);
    assert_non_null(large);
    for (int i = 0; i < 50; i++)
        assert_non_null(dbn_arena_alloc(&arena, 5000));
    assert_non_null(dbn_arena_alloc(&arena, 400000));
    dbn_arena_rewind(&arena, mark);
    assert_int_equal(arena.held, held + 600000);
    assert_memory_equal(kept, "doublon...", 10);
    dbn_arena_release(&arena);
    assert_int_equal(arena.held, 0);
}

/* What grows in place stays small: a size that rounds up to that of a large block is a
 * block of its own. */
static void
arena_grows_over_the_edge_of_large_blocks(void **state)
{
    (void)state;
    for (size_t size = 65536 - 40; size < 65536 + 40; size++) {
        dbn_arena arena;
        dbn_arena_init(&arena, 0);
        char *text = dbn_arena_alloc(&arena, 100);
        assert_non_null(text = dbn_arena_grow(&arena, text, 100, size));
        memset(text, 'x', size);
        assert_non_null(text = dbn_arena_grow(&arena, text, size, 200000));
        assert_true(text[0] == 'x' && text[size - 1] == 'x');
        dbn_arena_release(&arena);
    }
}

static void
arena_keeps_to_its_budget(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 1000);
    assert_non_null(dbn_arena_alloc(&arena, 500));
    assert_null(dbn_arena_alloc(&arena, 600));
    assert_null(dbn_arena_grow(&arena, NULL, 0, SIZE_MAX - 3));
    dbn_span none = {NULL, 0}, text = DBN_SPAN("text"), large = {(char[600]){0}, 600};
    assert_int_equal(dbn_arena_keep(&arena, &none), DBN_OK);
    assert_null(none.ptr);
    const char *borrowed = text.ptr;
    assert_int_equal(dbn_arena_keep(&arena, &text), DBN_OK);
    assert_true(text.ptr != borrowed && dbn_span_equal(text, DBN_SPAN("text")));
    assert_int_equal(dbn_arena_keep(&arena, &large), DBN_ERR_NOMEM);
    assert_null(large.ptr);
    assert_true(arena.held <= 1000);
    dbn_arena_release(&arena);
}

static void
vec_keeps_items_while_growing(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    DBN_VEC(uint32_t) a = {0}, b = {0};
    for (uint32_t i = 0; i < 100000; i++) {
        assert_int_equal(dbn_vec_push(&arena, &a, i), DBN_OK);
        assert_int_equal(dbn_vec_push(&arena, &b, ~i), DBN_OK);
    }
    for (uint32_t i = 0; i < 100000; i++)
        assert_true(a.items[i] == i && b.items[i] == ~i);
    uint32_t more[3] = {7, 8, 9};
    assert_int_equal(dbn_vec_append(&arena, &a, more, 3), DBN_OK);
    assert_int_equal(a.items[100002], 9);
    dbn_arena_release(&arena);
}

static void
vec_refuses_when_the_budget_is_spent(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 4096);
    DBN_VEC(uint64_t) v = {0};
    dbn_status status = DBN_OK;
    while (status == DBN_OK && v.count < 100000)
        status = dbn_vec_push(&arena, &v, (uint64_t)v.cap);
    assert_int_equal(status, DBN_ERR_NOMEM);
    for (uint32_t i = 0; i < v.count; i++)
        assert_true(v.items[i] <= v.cap);
    dbn_arena_release(&arena);
}

static void
utf8_round_trips_every_code_point(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char bytes[DBN_UTF8_MAX];
        dbn_span text = {bytes, dbn_utf8_encode(bytes, code)};
        uint32_t len;
        assert_int_equal(dbn_utf8_invalid_at(text, 0), text.len);
        assert_int_equal(dbn_utf8_decode(text, 0, &len), code);
        assert_int_equal(len, text.len);
    }
}

static void
utf8_finds_what_is_ill_formed(void **state)
{
    (void)state;
    static const struct {
        dbn_span text;
        size_t at;
        uint32_t len;
    } cases[] = {
        {{"abc\xff", 4}, 3, 1},
        {{"\xc0\xaf", 2}, 0, 1},                 /* overlong */
        {{"0123456789\xed\xa0\x80", 13}, 10, 1}, /* surrogate */
        {{"\xe2\x82", 2}, 0, 2},                 /* truncated */
        {{"\xf0\x9f\x98x", 4}, 0, 3},            /* cut by a letter */
        {{"\xf4\x90\x80\x80", 4}, 0, 1},         /* past U+10FFFF */
        {{"\xc3\xa9\xa9", 3}, 2, 1},             /* lone continuation */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(dbn_utf8_invalid_at(cases[i].text, 0), cases[i].at);
        assert_int_equal(dbn_utf8_subpart_len(cases[i].text, cases[i].at),
                         cases[i].len);
    }
}

static void
the_nearest_name_is_the_one_with_the_fewest_changes(void **state)
{
    static const char *const known[] = {"hours", "thousands", "colon", "fr-BE",
                                        "fr-CH"};
    static const struct {
        const char *wanted, *best; /* NULL: none is near */
    } cases[] = {
        {"hour", "hours"},   {"housr", "hours"}, {"thousand", "thousands"},
        {"colonn", "colon"}, {"fr-BC", "fr-BE"}, {"", NULL},
        {"minutes", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_nearest search = {.wanted = dbn_span_of(cases[i].wanted)};
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
            dbn_nearest_try(&search, dbn_span_of(known[k]));
        dbn_span best = search.best;
        bool is_right =
            cases[i].best == NULL
                ? best.ptr == NULL
                : best.ptr != NULL && dbn_span_equal(best, dbn_span_of(cases[i].best));
        if (!is_right)
            fail_msg("'%s': '%.*s'", cases[i].wanted, (int)best.len, best.ptr);
    }
}

typedef struct numbered {
    uint32_t key, number;
} numbered;

static int
by_key(const void *left, const void *right)
{
    const numbered *a = left, *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

static void
sorts_keep_the_order_of_what_is_equal(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    numbered items[COUNT];
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    for (uint32_t count = 0; count <= COUNT; count += count < 40 ? 1 : 160) {
        for (uint32_t i = 0; i < count; i++)
            items[i] = (numbered){i * 7919 % 13, i};
        assert_int_equal(dbn_sort(items, count, sizeof items[0], by_key, &arena),
                         DBN_OK);
        for (uint32_t i = 1; i < count; i++)
            assert_true(items[i - 1].key < items[i].key ||
                        (items[i - 1].key == items[i].key &&
                         items[i - 1].number < items[i].number));
    }
    dbn_keyed keyed[COUNT];
    for (uint32_t i = 0; i < COUNT; i++)
        keyed[i] = (dbn_keyed){(uint64_t)(i * 7919 % 13) << 40 | i % 3, i};
    assert_int_equal(dbn_sort_keys(keyed, COUNT, &arena), DBN_OK);
    for (uint32_t i = 1; i < COUNT; i++)
        assert_true(keyed[i - 1].key < keyed[i].key ||
                    (keyed[i - 1].key == keyed[i].key &&
                     keyed[i - 1].number < keyed[i].number));
    dbn_arena_release(&arena);
    dbn_arena_init(&arena, 1024);
    assert_int_equal(dbn_sort_keys(keyed, COUNT, &arena), DBN_ERR_NOMEM);
    assert_int_equal(dbn_sort(items, COUNT, sizeof items[0], by_key, &arena),
                     DBN_ERR_NOMEM);
    dbn_arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_keep_the_order_of_what_is_equal),
        cmocka_unit_test(arena_rewinds_to_where_it_was),
        cmocka_unit_test(arena_grows_over_the_edge_of_large_blocks),
        cmocka_unit_test(arena_keeps_to_its_budget),
        cmocka_unit_test(vec_keeps_items_while_growing),
        cmocka_unit_test(vec_refuses_when_the_budget_is_spent),
        cmocka_unit_test(utf8_round_trips_every_code_point),
        cmocka_unit_test(utf8_finds_what_is_ill_formed),
        cmocka_unit_test(the_nearest_name_is_the_one_with_the_fewest_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
