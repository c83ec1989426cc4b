/*
 * tests/unit/places.c - a file that somebody rewrote, its digests too, puts nothing of
 * its own into a page.
 */
#include "unit/test.h"

#include "flow/places.h"

static const char page[] = "<html><head><script>evil = 1</script></head><body>"
                           "<p>Le <b>pont</b> est <!-- sic --> long.</p>"
                           "<img alt=\"Un pont\" src=\"Un pont\">"
                           "<textarea>Un mot</textarea></body></html>";

typedef struct fixture {
    dbn_job job;
    dbn_bilingual b;
    char hash[DBN_DIGEST_BYTES];
} fixture;

static int
set_up(void **state)
{
    static fixture f;
    f = (fixture){0};
    dbn_job_init(&f.job, 0);
    dbn_page_digest(f.hash, dbn_span_of(page));
    f.b.page = (dbn_bilingual_page){.original = dbn_span_of("page"),
                                    .charset = dbn_span_of("utf-8"),
                                    .hash = {f.hash, sizeof f.hash},
                                    .bytes = sizeof page - 1};
    *state = &f;
    return 0;
}

static int
tear_down(void **state)
{
    fixture *f = *state;
    dbn_job_release(&f->job);
    return 0;
}

/* Where `text` stands in the page from `from` on. */
static dbn_range
find(const char *text, uint32_t from)
{
    const char *at = strstr(page + from, text);
    assert_non_null(at);
    uint32_t beg = (uint32_t)(at - page);
    return (dbn_range){beg, beg + (uint32_t)strlen(text)};
}

/* A unit of pieces; those that begin with '<' are codes. */
static void
add_unit(fixture *f, dbn_range source, dbn_writing writing, const char *const *pieces,
         int count)
{
    dbn_bilingual_unit unit = {
        .source = source, .part_beg = f->b.parts.count, .writing = (uint8_t)writing};
    assert_int_equal(dbn_bilingual_add_part(&f->b, &f->job.arena, true), DBN_OK);
    for (int i = 0; i < count; i++) {
        const dbn_piece piece = {.text = dbn_span_of(pieces[i]),
                                 .kind = pieces[i][0] == '<' ? DBN_PIECE_CODE
                                                             : DBN_PIECE_TEXT};
        assert_int_equal(dbn_bilingual_add_source(&f->b, &f->job.arena, piece), DBN_OK);
    }
    unit.part_end = f->b.parts.count;
    assert_int_equal(dbn_vec_push(&f->job.arena, &f->b.units, unit), DBN_OK);
}

static dbn_status
check(fixture *f)
{
    dbn_status status =
        dbn_places_check(&f->b, dbn_span_of(page), DBN_INPUT_AUTO, &f->job);
    f->job.err = (dbn_error){0};
    f->b.units.count = f->b.parts.count = f->b.pieces.count = 0;
    return status;
}

static dbn_status
check_one(fixture *f, const char *text, dbn_writing writing)
{
    add_unit(f, find(text, 0), writing, &text, 1);
    return check(f);
}

#define SENTENCE "Le <b>pont</b> est <!-- sic --> long."

static dbn_status
check_codes(fixture *f, const char *first, const char *second, const char *third)
{
    const char *const pieces[] = {"Le ",   first, "pont",  second,
                                  " est ", third, " long."};
    add_unit(f, find(SENTENCE, 0), DBN_WRITTEN_AS_CONTENT, pieces, 7);
    return check(f);
}

static void
test_codes(void **state)
{
    fixture *f = *state;
    assert_int_equal(check_codes(f, "<b>", "</b>", "<!-- sic -->"), DBN_OK);
    assert_int_equal(check_codes(f, "<script>", "</b>", "<!-- sic -->"),
                     DBN_ERR_SYNTAX);
    assert_int_equal(check_codes(f, "<b", "</b>", "<!-- sic -->"), DBN_ERR_SYNTAX);
    assert_int_equal(check_codes(f, "<b>po", "</b>", "<!-- sic -->"), DBN_ERR_SYNTAX);
    assert_int_equal(check_codes(f, "</b>", "<b>", "<!-- sic -->"), DBN_ERR_SYNTAX);
    assert_int_equal(check_codes(f, "<b>", "</b>", "none"), DBN_ERR_SYNTAX);
    assert_int_equal(check_codes(f, "<b>", "none", "<!-- sic -->"), DBN_ERR_SYNTAX);
}

static dbn_status
check_said(fixture *f, const char *text)
{
    add_unit(f, find("pont", 0), DBN_WRITTEN_AS_CONTENT, &text, 1);
    return check(f);
}

/* A unit says what stands in its place; white space is set otherwise by tools. */
static void
test_text(void **state)
{
    fixture *f = *state;
    assert_int_equal(check_said(f, "pont"), DBN_OK);
    assert_int_equal(check_said(f, " po\nnt "), DBN_OK);
    assert_int_equal(check_said(f, "port"), DBN_ERR_SYNTAX);
    assert_int_equal(check_said(f, "pon"), DBN_ERR_SYNTAX);
    assert_int_equal(check_said(f, "ponts"), DBN_ERR_SYNTAX);
    assert_int_equal(check_said(f, ""), DBN_ERR_SYNTAX);
}

static void
add_part(fixture *f, const char *text, dbn_piece_kind kind)
{
    const dbn_piece piece = {.text = dbn_span_of(text), .kind = (uint8_t)kind};
    assert_int_equal(dbn_bilingual_add_part(&f->b, &f->job.arena, true), DBN_OK);
    assert_int_equal(dbn_bilingual_add_source(&f->b, &f->job.arena, piece), DBN_OK);
    f->b.units.items[0].part_end = f->b.parts.count;
}

/* Parts get the bytes of the page that they stand for: all of them, each once. */
static void
test_parts(void **state)
{
    fixture *f = *state;
    const char *first = "Le";
    dbn_range all = find(SENTENCE, 0);
    const uint32_t ends[] = {2, 3, 6, 10, 14, 18, 19, 31, 37};
    add_unit(f, all, DBN_WRITTEN_AS_CONTENT, &first, 1);
    add_part(f, " ", DBN_PIECE_TEXT);
    add_part(f, "<b>", DBN_PIECE_CODE);
    add_part(f, "pont", DBN_PIECE_TEXT);
    add_part(f, "</b>", DBN_PIECE_CODE);
    add_part(f, " est", DBN_PIECE_TEXT);
    add_part(f, "  ", DBN_PIECE_TEXT);
    add_part(f, "<!-- sic -->", DBN_PIECE_CODE);
    add_part(f, "long.", DBN_PIECE_TEXT);
    assert_int_equal(
        dbn_places_check(&f->b, dbn_span_of(page), DBN_INPUT_AUTO, &f->job), DBN_OK);
    for (uint32_t i = 0, at = all.beg; i < f->b.parts.count; i++) {
        assert_int_equal(f->b.parts.items[i].bytes.beg, at);
        at = f->b.parts.items[i].bytes.end;
        assert_int_equal(at, all.beg + ends[i]);
    }
}

static void
test_places(void **state)
{
    fixture *f = *state;
    assert_int_equal(check_one(f, "pont", DBN_WRITTEN_AS_CONTENT), DBN_OK);
    assert_int_equal(check_one(f, "Un mot", DBN_WRITTEN_AS_CONTENT), DBN_OK);
    assert_int_equal(check_one(f, "evil", DBN_WRITTEN_AS_CONTENT), DBN_ERR_SYNTAX);
    assert_int_equal(check_one(f, "sic", DBN_WRITTEN_AS_CONTENT), DBN_ERR_SYNTAX);
    assert_int_equal(check_one(f, "body", DBN_WRITTEN_AS_CONTENT), DBN_ERR_SYNTAX);
    assert_int_equal(check_one(f, "pont", DBN_WRITTEN_AS_TEXT), DBN_ERR_SYNTAX);
    assert_int_equal(check_one(f, "pont", DBN_WRITTEN_AS_VALUE), DBN_ERR_SYNTAX);
}

static void
test_values(void **state)
{
    fixture *f = *state;
    const char *text = "Un pont", *code = "<b>";
    dbn_range alt = find(text, 0), src = find(text, alt.end);
    assert_int_equal(check_one(f, text, DBN_WRITTEN_AS_VALUE), DBN_OK);
    assert_int_equal(check_one(f, text, DBN_WRITTEN_AS_BARE), DBN_ERR_SYNTAX);
    assert_int_equal(check_one(f, text, DBN_WRITTEN_AS_CONTENT), DBN_ERR_SYNTAX);
    add_unit(f, alt, DBN_WRITTEN_AS_VALUE, &code, 1);
    assert_int_equal(check(f), DBN_ERR_SYNTAX);
    add_unit(f, src, DBN_WRITTEN_AS_VALUE, &text, 1);
    assert_int_equal(check(f), DBN_ERR_SYNTAX);
}

/* The name of an encoding goes to nobody who would take any. */
static void
test_encodings(void **state)
{
    fixture *f = *state;
    f->b.page.charset = dbn_span_of("latin1//TRANSLIT");
    assert_int_equal(check_one(f, "pont", DBN_WRITTEN_AS_CONTENT), DBN_ERR_SYNTAX);
    f->b.page.charset = dbn_span_of("windows-1252"); /* it is ASCII, which is UTF-8 */
    assert_int_equal(check_one(f, "pont", DBN_WRITTEN_AS_CONTENT), DBN_ERR_SYNTAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_codes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_encodings, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
