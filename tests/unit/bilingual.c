/*
 * tests/unit/bilingual.c - codes of a translation against those of its source, the
 * order of parts, and repetitions.
 */
#include "unit/test.h"

#include "text/bilingual.h"

typedef struct fixture {
    dbn_arena arena, scratch;
    dbn_bilingual b;
} fixture;

static int
set_up(void **state)
{
    static fixture f;
    f = (fixture){0};
    dbn_arena_init(&f.arena, 0);
    dbn_arena_init(&f.scratch, 0);
    *state = &f;
    return 0;
}

static int
tear_down(void **state)
{
    fixture *f = *state;
    dbn_arena_release(&f->arena);
    dbn_arena_release(&f->scratch);
    return 0;
}

static uint32_t
add(fixture *f, dbn_piece_kind kind, const char *text, bool may_go)
{
    const dbn_piece piece = {
        .kind = (uint8_t)kind, .text = dbn_span_of(text), .may_go = may_go};
    assert_int_equal(dbn_bilingual_add_source(&f->b, &f->arena, piece), DBN_OK);
    return f->b.pieces.count - 1;
}

/* A unit of all parts since `part_beg`. */
static void
add_unit(fixture *f, uint32_t part_beg)
{
    const dbn_bilingual_unit unit = {.part_beg = part_beg,
                                     .part_end = f->b.parts.count,
                                     .writing = DBN_WRITTEN_AS_CONTENT};
    assert_int_equal(dbn_vec_push(&f->arena, &f->b.units, unit), DBN_OK);
}

static uint32_t
add_part(fixture *f)
{
    assert_int_equal(dbn_bilingual_add_part(&f->b, &f->arena, true), DBN_OK);
    return f->b.parts.count - 1;
}

/* "<b>un</b><br>": the pair may go, the line break may not. Gives its three codes. */
static uint32_t
add_sentence(fixture *f, uint32_t codes[3])
{
    uint32_t part = add_part(f);
    codes[0] = add(f, DBN_PIECE_START, "<b>", true);
    add(f, DBN_PIECE_TEXT, "un", false);
    codes[1] = add(f, DBN_PIECE_END, "</b>", true);
    codes[2] = add(f, DBN_PIECE_CODE, "<br>", false);
    dbn_bilingual_pair(&f->b, codes[0], codes[1]);
    return part;
}

static dbn_code_fault
fault_of(fixture *f, const uint32_t *codes, uint32_t count)
{
    dbn_code_fault fault;
    uint32_t code;
    dbn_bilingual_begin_target(&f->b, 0);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(dbn_bilingual_add_code(&f->b, &f->arena, 0, codes[i]), DBN_OK);
    assert_int_equal(dbn_bilingual_check_codes(&fault, &code, &f->b, 0, &f->scratch),
                     DBN_OK);
    return fault;
}

static void
test_codes(void **state)
{
    fixture *f = *state;
    uint32_t c[3];
    add_sentence(f, c);
    add_unit(f, 0);
    assert_int_equal(fault_of(f, c, 3), DBN_CODE_FAULT_NONE);
    assert_int_equal(fault_of(f, &c[2], 1), DBN_CODE_FAULT_NONE);
    assert_int_equal(fault_of(f, c, 2), DBN_CODE_FAULT_LOST);
    assert_int_equal(fault_of(f, (uint32_t[]){c[2], c[2]}, 2), DBN_CODE_FAULT_TWICE);
    assert_int_equal(fault_of(f, (uint32_t[]){c[1], c[0], c[2]}, 3),
                     DBN_CODE_FAULT_DISORDERED);
    assert_int_equal(fault_of(f, (uint32_t[]){c[0], c[2]}, 2),
                     DBN_CODE_FAULT_DISORDERED);
}

static void
test_order(void **state)
{
    fixture *f = *state;
    uint32_t order[3];
    for (int i = 0; i < 3; i++) {
        add_part(f);
        add(f, DBN_PIECE_TEXT, "mot", false);
    }
    add_unit(f, 0);
    dbn_bilingual_order(&f->b, 0, order);
    assert_true(order[0] == 0 && order[1] == 1 && order[2] == 2);
    dbn_bilingual_begin_target(&f->b, 2);
    f->b.parts.items[2].place = 0;
    dbn_bilingual_order(&f->b, 0, order);
    assert_true(order[0] == 2 && order[1] == 0 && order[2] == 1);
}

/* The text of the second sentence is cut elsewhere; the third has another code. */
static void
test_repetitions(void **state)
{
    fixture *f = *state;
    uint32_t first[3], second[3], filled;
    add_sentence(f, first);
    add_unit(f, 0);
    add_part(f);
    second[0] = add(f, DBN_PIECE_START, "<b>", true);
    add(f, DBN_PIECE_TEXT, "u", false);
    add(f, DBN_PIECE_TEXT, "n", false);
    second[1] = add(f, DBN_PIECE_END, "</b>", true);
    second[2] = add(f, DBN_PIECE_CODE, "<br>", false);
    dbn_bilingual_pair(&f->b, second[0], second[1]);
    add_unit(f, 1);
    add_part(f);
    add(f, DBN_PIECE_START, "<i>", true);
    add(f, DBN_PIECE_TEXT, "un", false);
    add_unit(f, 2);
    assert_int_equal(dbn_bilingual_find_repetitions(&f->b, &f->scratch), DBN_OK);
    assert_int_equal(f->b.parts.items[0].repeats, DBN_NONE);
    assert_int_equal(f->b.parts.items[1].repeats, 0);
    assert_int_equal(f->b.parts.items[2].repeats, DBN_NONE);
    dbn_bilingual_begin_target(&f->b, 0);
    assert_int_equal(dbn_bilingual_add_text(&f->b, &f->arena, 0, dbn_span_of("een")),
                     DBN_OK);
    assert_int_equal(dbn_bilingual_add_code(&f->b, &f->arena, 0, first[2]), DBN_OK);
    assert_int_equal(dbn_bilingual_fill_repetitions(&f->b, &f->arena, &filled), DBN_OK);
    assert_int_equal(filled, 1);
    const dbn_unit_part *copy = &f->b.parts.items[1];
    assert_true(copy->has_target && copy->score == 100);
    assert_int_equal(copy->target.end - copy->target.beg, 2);
    assert_int_equal(f->b.pieces.items[copy->target.beg + 1].code, second[2]);
}

/* A sentence of its own, and the same again in a unit that is translated as one. */
static void
test_joined(void **state)
{
    fixture *f = *state;
    uint32_t filled;
    for (uint32_t part = 0; part < 5; part++) {
        add_part(f);
        add(f, DBN_PIECE_TEXT, part % 2 == 0 ? "un" : "deux", false);
        if (part % 2 == 1)
            add_unit(f, part - 1);
    }
    add_unit(f, 4);
    assert_int_equal(dbn_bilingual_find_repetitions(&f->b, &f->scratch), DBN_OK);
    assert_int_equal(f->b.parts.items[3].repeats, 1);
    dbn_bilingual_begin_target(&f->b, 0);
    assert_int_equal(
        dbn_bilingual_add_text(&f->b, &f->arena, 0, dbn_span_of("een, twee")), DBN_OK);
    f->b.parts.count = 2; /* as a reader has read by then */
    dbn_bilingual_join(&f->b, 0);
    f->b.parts.count = 5;
    assert_true(f->b.parts.items[1].has_target && f->b.parts.items[1].is_joined);
    assert_int_equal(dbn_bilingual_fill_repetitions(&f->b, &f->arena, &filled), DBN_OK);
    assert_int_equal(filled, 0);
    f->b.parts.items[0].is_joined = f->b.parts.items[1].is_joined = false;
    assert_int_equal(dbn_bilingual_fill_repetitions(&f->b, &f->arena, &filled), DBN_OK);
    assert_int_equal(filled, 2); /* of the first; the second says nothing */
    assert_false(f->b.parts.items[3].has_target);
}

static void
test_digest(void **state)
{
    fixture *f = *state;
    uint32_t c[3];
    char before[DBN_DIGEST_BYTES], after[DBN_DIGEST_BYTES];
    add_sentence(f, c);
    add_unit(f, 0);
    dbn_bilingual_digest(before, &f->b, 0);
    f->b.pieces.items[c[0] + 1].text = dbn_span_of(" u n\n");
    dbn_bilingual_digest(after, &f->b, 0);
    assert_memory_equal(before, after, sizeof before);
    f->b.pieces.items[c[2]].text = dbn_span_of("<br >");
    dbn_bilingual_digest(after, &f->b, 0);
    assert_memory_not_equal(before, after, sizeof before);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_codes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_repetitions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_digest, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
