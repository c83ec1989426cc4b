/*
 * tests/unit/api.c - the public functions: what they leave behind when they fail.
 */
#include "unit/test.h"

#include "base/span.h"
#include "doublon/corpus.h"

static void
an_engine_that_fails_is_null(void **state)
{
    (void)state;
    dbn_engine *engine = (dbn_engine *)&state;
    dbn_error error;
    assert_int_not_equal(dbn_engine_new(&engine, "/no/such/folder", &error), DBN_OK);
    assert_null(engine);
    assert_true(error.message[0] != '\0');
}

static dbn_status
ignore_source(void *context, dbn_span name, dbn_span bytes)
{
    (void)name, (void)bytes;
    ++*(unsigned *)context;
    return DBN_OK;
}

#define HEAD "{\"log\":1,\"version\":\"0\",\"document\":\"a\",\"charset\":\"utf-8\","

/* An empty document needs no edits. */
#define EMPTY                                                                          \
    HEAD "\"bytes\":0,\"hash\":\"0000000000000000\","                                  \
         "\"output\":{\"from\":0,\"to\":0},\"passes\":[]}\n"

static void
a_broken_log_is_refused_at_its_line(void **state)
{
    (void)state;
    const struct {
        dbn_span log;
        uint64_t line;
    } cases[] = {
        {DBN_SPAN(""), 0},
        {DBN_SPAN("no log"), 1},
        {DBN_SPAN(EMPTY), 1}, /* the hash is another one */
        {DBN_SPAN(HEAD "\"bytes\":1,\"hash\":\"00\",\"output\":{\"from\":0,\"to\":0},"
                       "\"passes\":[{\"pass\":\"layout\",\"bytes\":0,\"edits\":1}]}\n"
                       "no edit\n"),
         2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_error error = {.line = 99};
        unsigned sources = 0;
        assert_int_equal(
            dbn_restore(DBN_SPAN(""), cases[i].log, ignore_source, &sources, &error),
            DBN_ERR_SYNTAX);
        assert_int_equal(error.line, cases[i].line);
        assert_false(error.has_offset);
        assert_int_equal(sources, 0);
    }
}

static void
charsets_are_known_by_their_labels(void **state)
{
    (void)state;
    assert_true(dbn_charset_is_known(DBN_SPAN("utf-8")));
    assert_true(dbn_charset_is_known(DBN_SPAN(" Latin1 ")));
    assert_false(dbn_charset_is_known(DBN_SPAN("utf8mb4")));
    assert_false(dbn_charset_is_known(DBN_SPAN("")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_engine_that_fails_is_null),
        cmocka_unit_test(a_broken_log_is_refused_at_its_line),
        cmocka_unit_test(charsets_are_known_by_their_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
