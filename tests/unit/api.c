/*
 * tests/unit/api.c - the public functions: what they leave behind when they fail.
 */
#define _XOPEN_SOURCE 700

#include "unit/test.h"

#include "base/span.h"
#include "doublon/bitext.h"
#include "doublon/corpus.h"
#include "doublon/desk.h"
#include "unit/folder.h"

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

static void
parts_come_with_versions_needed_ones_first(void **state)
{
    (void)state;
    dbn_part part;
    uint32_t count = 0, needed = 0;
    for (; dbn_part_at(count, &part); count++) {
        assert_true(part.name[0] != '\0' && part.purpose[0] != '\0' &&
                    part.package[0] != '\0');
        if (!part.is_needed)
            continue;
        assert_int_equal(needed++, count);
        assert_true(part.is_on);
        assert_true(part.version[0] >= '0' && part.version[0] <= '9');
        assert_null(strpbrk(part.version, " \n"));
    }
    assert_true(needed >= 4 && needed < count);
    assert_false(dbn_part_at(UINT32_MAX, &part));
}

static void
languages_come_by_name(void **state)
{
    (void)state;
    dbn_engine *engine;
    dbn_error error;
    assert_int_equal(dbn_engine_new(&engine, DBN_DICTS_DIR, &error), DBN_OK);
    dbn_span before = DBN_SPAN("");
    uint32_t count = 0;
    bool has_french = false;
    for (;; count++) {
        dbn_span code = dbn_engine_language(engine, count);
        if (code.len == 0)
            break;
        assert_int_equal(code.len, 2);
        assert_true(count == 0 || memcmp(before.ptr, code.ptr, 2) < 0);
        has_french = has_french || dbn_span_equal(code, DBN_SPAN("fr"));
        before = code;
    }
    assert_true(count >= 6 && has_french);
    dbn_engine_free(engine);
}

static dbn_status
keep_output(void *context, dbn_span bytes)
{
    char *text = context;
    size_t len = strlen(text);
    assert_true(len + bytes.len < 1000);
    memcpy(text + len, bytes.ptr, bytes.len);
    text[len + bytes.len] = '\0';
    return DBN_OK;
}

/* Check one file; what is written goes into `out`. */
static void
check_file(char out[1000], const char *path, const dbn_check_options *options)
{
    dbn_engine *engine;
    dbn_error error;
    dbn_batch_result result;
    dbn_batch_options batch = {.paths = &path, .path_count = 1};
    dbn_batch_events events = {.context = out, .output = keep_output};
    out[0] = '\0';
    assert_int_equal(dbn_engine_new_for_desk(&engine, DBN_DICTS_DIR, NULL, &error),
                     DBN_OK);
    assert_int_equal(dbn_batch_check(&result, engine, &batch, options, &events),
                     DBN_OK);
    dbn_engine_free(engine);
}

static void
a_check_without_repairs_writes_the_text_as_it_is(void **state)
{
    char folder[64], path[128], out[1000];
    (void)state;
    folder_make(folder);
    folder_write(folder, "a.txt", "Quoi?\n", 6);
    (void)snprintf(path, sizeof path, "%s/a.txt", folder);
    check_file(out, path, &(dbn_check_options){.format = DBN_CHECK_CORRECTED});
    assert_string_equal(out, "Quoi?\n");
    folder_remove(folder, "a.txt");
}

/* The configuration was read without the caller's wishes, which count all the same. */
static void
repairs_are_made_with_a_configuration(void **state)
{
    static const char yaml[] = "lang: fr\nprofile: fr-FR\n";
    char folder[64], path[128], out[1000];
    dbn_config *config;
    dbn_error error;
    (void)state;
    folder_make(folder);
    folder_write(folder, "c.yaml", yaml, sizeof yaml - 1);
    folder_write(folder, "a.txt", "Quoi?\n", 6);
    (void)snprintf(path, sizeof path, "%s/c.yaml", folder);
    assert_int_equal(dbn_config_read(&config, path, NULL, &error), DBN_OK);
    (void)snprintf(path, sizeof path, "%s/a.txt", folder);
    check_file(out, path,
               &(dbn_check_options){.config = config,
                                    .repair = DBN_REPAIR_SAFE,
                                    .format = DBN_CHECK_JSONL});
    assert_non_null(strstr(out, "\"text\":\"Quoi\u202F?\\n\""));
    dbn_config_free(config);
    folder_remove(folder, "a.txt");
    folder_remove(folder, "c.yaml");
}

/* Is the lexicon the one entry of the dictionary? */
static dbn_status
expect_entry(void *context, dbn_span bytes)
{
    bool *is_there = context;
    *is_there |= bytes.len >= 11 && memcmp(bytes.ptr, "chien\thond\t", 11) == 0;
    return DBN_OK;
}

/* Whoever read a dictionary may release it before the texts are aligned. */
static void
a_dictionary_is_copied(void **state)
{
    (void)state;
    char index[] = "chien\tA\tK\n", article[] = "chien\nhond";
    dbn_engine *engine;
    dbn_bitext *bitext;
    dbn_bitext_options options = {.source_lang = DBN_SPAN("fr"),
                                  .target_lang = DBN_SPAN("nl"),
                                  .is_segmented = true,
                                  .wants_lexicon = true};
    dbn_input source = {.bytes = DBN_SPAN("chien\n"), .is_utf8 = true};
    dbn_input target = {.bytes = DBN_SPAN("hond\n"), .is_utf8 = true};
    assert_int_equal(dbn_engine_new(&engine, DBN_DICTS_DIR, NULL), DBN_OK);
    assert_int_equal(dbn_bitext_new(&bitext, engine, &options), DBN_OK);
    dbn_span both[2] = {{index, strlen(index)}, {article, strlen(article)}};
    assert_int_equal(dbn_bitext_add_dictionary(bitext, both[0], both[1], false),
                     DBN_OK);
    memset(index, 'x', strlen(index));
    memset(article, 'x', strlen(article));
    assert_int_equal(dbn_bitext_add(bitext, &source, &target), DBN_OK);
    assert_int_equal(dbn_bitext_align(bitext), DBN_OK);
    bool is_there = false;
    assert_int_equal(dbn_bitext_write_lexicon(bitext, expect_entry, &is_there), DBN_OK);
    assert_true(is_there);
    dbn_bitext_free(bitext);
    dbn_engine_free(engine);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_engine_that_fails_is_null),
        cmocka_unit_test(a_broken_log_is_refused_at_its_line),
        cmocka_unit_test(charsets_are_known_by_their_labels),
        cmocka_unit_test(parts_come_with_versions_needed_ones_first),
        cmocka_unit_test(languages_come_by_name),
        cmocka_unit_test(a_check_without_repairs_writes_the_text_as_it_is),
        cmocka_unit_test(repairs_are_made_with_a_configuration),
        cmocka_unit_test(a_dictionary_is_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
