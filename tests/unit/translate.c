/*
 * tests/unit/translate.c - texts for engines and back: masks, the stream of Apertium,
 * what servers are told and say, chains of pairs, a journal that is cut off.
 */
#define _POSIX_C_SOURCE 200809L

#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "translate/apertium.h"
#include "translate/codec.h"
#include "translate/journal.h"
#include "translate/masks.h"
#include "translate/pairs.h"
#include "translate/send.h"

static dbn_job job;

static int
set_up(void **state)
{
    (void)state;
    dbn_job_init(&job, 0);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    dbn_job_release(&job);
    return 0;
}

static void
assert_text(dbn_buffer text, const char *wanted)
{
    assert_int_equal(text.count, strlen(wanted));
    assert_memory_equal(text.items, wanted, text.count);
}

/* ---- masks ----------------------------------------------------------------------- */

/* "Le <b>a < b</b>, d’" and a term. */
static dbn_runs
some_runs(void)
{
    static dbn_run runs[] = {
        {.kind = DBN_RUN_TEXT, .text = {"Le ", 3}},
        {.kind = DBN_RUN_START, .id = 1, .pair = 2},
        {.kind = DBN_RUN_TEXT, .text = {"a < b [7]", 9}},
        {.kind = DBN_RUN_END, .id = 2, .pair = 1},
        {.kind = DBN_RUN_TEXT, .text = {", d'", 4}},
        {.kind = DBN_RUN_HELD, .id = 3, .text = {"ma&l", 4}},
    };
    return (dbn_runs){.items = runs, .count = 6, .cap = 6};
}

static void
write_as(dbn_markup markup, const char *wanted)
{
    dbn_runs runs = some_runs();
    dbn_buffer text = {0};
    assert_int_equal(dbn_masks_write(&text, &job.arena, &runs, markup), DBN_OK);
    assert_text(text, wanted);
}

/* The runs as letters: t for a text, and the ids of the others. */
static void
read_as(dbn_markup markup, const char *answer, const char *wanted)
{
    dbn_runs runs = some_runs(), found = {0};
    char shape[64] = "";
    bool is_read;
    assert_int_equal(dbn_masks_read(&found, &is_read, &job.arena, dbn_span_of(answer),
                                    &runs, markup),
                     DBN_OK);
    for (uint32_t i = 0; i < found.count && i < 40; i++)
        shape[i] =
            found.items[i].kind == DBN_RUN_TEXT ? 't' : (char)('0' + found.items[i].id);
    assert_string_equal(is_read ? shape : "broken", wanted);
}

static void
masks_are_written_as_engines_bear_them(void **state)
{
    (void)state;
    write_as(DBN_MARKUP_TAGS,
             "Le <g id=\"1\">a &lt; b [7]</g>, d'<x id=\"3\">ma&amp;l</x>");
    write_as(DBN_MARKUP_WORDS, "Le XQ1X a < b [7]XQ2X, d'XQ3X");
    write_as(DBN_MARKUP_BLANKS, "Le [1]a < b [\xE2\x81\xA0"
                                "7][2], d'XQ3X");
    write_as(DBN_MARKUP_MIXED, "Le <g id=\"1\">a &lt; b [7]</g>, d'XQ3X");
}

static void
masks_come_back_in_any_order(void **state)
{
    (void)state;
    read_as(DBN_MARKUP_TAGS, "<x id=\"3\">mal</x> de <g id=\"1\">b</g>", "3t1t2");
    read_as(DBN_MARKUP_TAGS, "<g id=\"1\">b</g> <x id=\"3\"/>", "1t2t3");
    read_as(DBN_MARKUP_WORDS, "xq3x de XQ1X b XQ2X.", "3t1t2t");
    read_as(DBN_MARKUP_BLANKS, "XQ3X de [1]b[2]", "3t1t2");
    read_as(DBN_MARKUP_MIXED, "xq3x de <g id=\"1\">b</g>", "3t1t2");
    read_as(DBN_MARKUP_BLANKS,
            "[\xE2\x81\xA0"
            "7]",
            "t");
}

/* Engines write any reference that HTML has. */
static void
references_are_read(void **state)
{
    static const struct {
        const char *answer, *text;
    } cases[] = {
        {"l&#x27;&#XE9;t&eacute;&nbsp;&rsquo;", "l'été\u00A0’"},
        {"&amp;amp; &lt;b&gt; &quot;&apos;&#39;&#233;", "&amp; <b> \"''é"},
        {"AT&T &eacute &#x; &#10; &nothing; &", "AT&T &eacute &#x; &#10; &nothing; &"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_runs runs = some_runs(), found = {0};
        bool is_read;
        assert_int_equal(dbn_masks_read(&found, &is_read, &job.arena,
                                        dbn_span_of(cases[i].answer), &runs,
                                        DBN_MARKUP_TAGS),
                         DBN_OK);
        assert_true(is_read);
        assert_int_equal(found.count, 1);
        assert_true(dbn_span_equal(found.items[0].text, dbn_span_of(cases[i].text)));
    }
}

static void
broken_masks_are_seen(void **state)
{
    static const char *const tags[] = {"<g id=\"1\">b",
                                       "b</g>",
                                       "<x id=\"9\"/>",
                                       "<x id=\"\"/>",
                                       "<x id=\"3\">without end",
                                       "<b>new</b>",
                                       "a < b",
                                       "<g id=\"3",
                                       "<x id=\"99999999999999\"/>"};
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        read_as(DBN_MARKUP_TAGS, tags[i], "broken");
    read_as(DBN_MARKUP_WORDS, "XQ9X", "broken");
    read_as(DBN_MARKUP_BLANKS, "[0]", "broken");
    read_as(DBN_MARKUP_BLANKS, "[3]", "broken");
    read_as(DBN_MARKUP_BLANKS, "XQ1X", "broken");
}

static void
spaces_around_words_go_again(void **state)
{
    dbn_runs runs = some_runs(), found = {0};
    bool is_read;
    (void)state;
    runs.items[2].text = (dbn_span){"ab", 2};
    assert_int_equal(dbn_masks_read(&found, &is_read, &job.arena,
                                    DBN_SPAN("El XQ1X ab XQ2X, de XQ3X"), &runs,
                                    DBN_MARKUP_WORDS),
                     DBN_OK);
    assert_true(is_read);
    assert_true(dbn_span_equal(found.items[0].text, DBN_SPAN("El ")));
    assert_true(dbn_span_equal(found.items[2].text, DBN_SPAN("ab")));
}

/* ---- Apertium -------------------------------------------------------------------- */

static void
streams_are_escaped_and_whole(void **state)
{
    dbn_buffer text = {0};
    dbn_span out[2];
    bool is_whole;
    const char stream[] = "El \\[a\\] [1]b.[]\0Dos.[]";
    (void)state;
    assert_int_equal(
        dbn_apertium_write(&text, &job.arena, DBN_SPAN("a^$/[x] [12] @\\")), DBN_OK);
    assert_int_equal(text.items[--text.count], '\0');
    assert_text(text, "a\\^\\$\\/\\[x\\] [12] \\@\\\\.[]");
    assert_int_equal(dbn_apertium_read(out, 2, &is_whole,
                                       (dbn_span){stream, sizeof stream}, &job.arena),
                     DBN_OK);
    assert_true(is_whole && dbn_span_equal(out[0], DBN_SPAN("El [a] [1]b")) &&
                dbn_span_equal(out[1], DBN_SPAN("Dos")));
    for (size_t len = 0; len < sizeof stream; len++) {
        assert_int_equal(
            dbn_apertium_read(out, 2, &is_whole, (dbn_span){stream, len}, &job.arena),
            DBN_OK);
        assert_false(is_whole);
    }
}

static void
chains_are_the_shortest(void **state)
{
    static const char *const all[][2] = {
        {"fra", "cat"}, {"cat", "spa"}, {"fr", "eo"}, {"eo", "ca"}, {"ca", "oc"}};
    dbn_pairs pairs = {0}, chain;
    char list[20];
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_int_equal(
            dbn_vec_push(&job.arena, &pairs,
                         (dbn_pair){dbn_span_of(all[i][0]), dbn_span_of(all[i][1])}),
            DBN_OK);
    assert_int_equal(
        dbn_pairs_chain(&chain, &pairs, DBN_SPAN("fr-BE"), DBN_SPAN("es"), &job.arena),
        DBN_OK);
    dbn_pairs_list(list, sizeof list, &chain);
    assert_string_equal(list, "fra-cat cat-spa");
    assert_int_equal(
        dbn_pairs_chain(&chain, &pairs, DBN_SPAN("es"), DBN_SPAN("fr"), &job.arena),
        DBN_OK);
    assert_int_equal(chain.count, 0);
}

/* ---- servers --------------------------------------------------------------------- */

static void
requests_are_escaped(void **state)
{
    const dbn_span text = DBN_SPAN("a\"\\\n\xC3\xA9 <g id=\"1\">&");
    const dbn_request request = {.texts = &text,
                                 .count = 1,
                                 .source = DBN_SPAN("FR"),
                                 .target = DBN_SPAN("ES"),
                                 .model = DBN_SPAN("fra|cat|spa")};
    dbn_buffer deepl = {0}, apy = {0};
    (void)state;
    assert_int_equal(dbn_request_deepl(&deepl, &job.arena, &request), DBN_OK);
    assert_text(
        deepl, "{\"text\":[\"a\\\"\\\\\\u000a\xC3\xA9 <g id=\\\"1\\\">&\"],"
               "\"source_lang\":\"FR\",\"target_lang\":\"ES\",\"tag_handling\":\"xml\","
               "\"ignore_tags\":[\"x\"],\"split_sentences\":\"nonewlines\","
               "\"preserve_formatting\":true}");
    assert_int_equal(dbn_request_apy(&apy, &job.arena, &request), DBN_OK);
    assert_text(apy, "format=html&markUnknown=no&langpairs=fra%7Ccat%7Cspa&q=a%22%5C%0A"
                     "%C3%A9%20%3Cg%20id%3D%221%22%3E%26");
}

static void
answer_is(const dbn_answer_shape *shape, uint32_t status, const char *body,
          dbn_answer_outcome outcome)
{
    dbn_machine_answer answer;
    const dbn_answer_bytes bytes = {
        .status = status, .body = dbn_span_of(body), .key = {"s3cret", 6}};
    assert_int_equal(dbn_answer_read(&answer, shape, 1, &bytes, &job), DBN_OK);
    assert_int_equal(answer.outcome, outcome);
    assert_int_equal(answer.message[0] == '\0', outcome == DBN_ANSWER_DONE);
    assert_null(strstr(answer.message, "s3c"));
}

static void
answers_are_read_or_refused(void **state)
{
    (void)state;
    answer_is(&dbn_shape_deepl, 200, "{\"translations\":[{\"text\":\"x\"}]}",
              DBN_ANSWER_DONE);
    answer_is(&dbn_shape_libre, 200, "{\"translatedText\":[\"x\"]}", DBN_ANSWER_DONE);
    answer_is(&dbn_shape_apy, 200, "{\"responseData\":{\"translatedText\":\"x\"}}",
              DBN_ANSWER_DONE);
    answer_is(&dbn_shape_openai, 200,
              "{\"choices\":[{\"message\":{\"content\":\"x\"},"
              "\"finish_reason\":\"stop\"}]}",
              DBN_ANSWER_DONE);
    answer_is(&dbn_shape_openai, 200,
              "{\"choices\":[{\"message\":{\"content\":\"x\"},"
              "\"finish_reason\":\"length\"}]}",
              DBN_ANSWER_BROKEN);
    answer_is(&dbn_shape_deepl, 200, "{\"translations\":[]}", DBN_ANSWER_BROKEN);
    answer_is(&dbn_shape_deepl, 200,
              "{\"translations\":[{\"text\":\"x\"},{\"text\":\"y\"}]}",
              DBN_ANSWER_BROKEN);
    answer_is(&dbn_shape_deepl, 403, "{\"message\":\"no key s3cret, s3cret\"}",
              DBN_ANSWER_OVER);
    answer_is(&dbn_shape_deepl, 403,
              "{\"message\":\"A fault so long that the key in it, which was wrong, "
              "is cut off: s3cret\"}",
              DBN_ANSWER_OVER);
    answer_is(&dbn_shape_deepl, 200, "<html>", DBN_ANSWER_BROKEN);
    answer_is(&dbn_shape_deepl, 200, "", DBN_ANSWER_BROKEN);
    answer_is(&dbn_shape_deepl, 200, "{\"translations\":[{\"text\":3}]}",
              DBN_ANSWER_BROKEN);
    answer_is(&dbn_shape_deepl, 429, "", DBN_ANSWER_LATER);
    answer_is(&dbn_shape_deepl, 503, "<html>", DBN_ANSWER_LATER);
    answer_is(&dbn_shape_deepl, 456, "{\"message\":\"Quota\"}", DBN_ANSWER_OVER);
    answer_is(&dbn_shape_deepl, 403, "", DBN_ANSWER_OVER);
    answer_is(&dbn_shape_deepl, 302, "", DBN_ANSWER_OVER);
    answer_is(&dbn_shape_deepl, 400, "{\"message\":\"a\\u0000b\"}", DBN_ANSWER_REFUSED);
}

/* ---- journals -------------------------------------------------------------------- */

static const dbn_span engine = {"e fr es", 7};

static dbn_journal *
open_journal(const char *path)
{
    dbn_journal *journal;
    assert_int_equal(dbn_journal_open(&journal, path, &job.err), DBN_OK);
    return journal;
}

static void
add(dbn_journal *journal, const char *text, const char *answer)
{
    assert_int_equal(dbn_journal_add(journal, engine, dbn_span_of(text),
                                     dbn_span_of(answer), &job.err),
                     DBN_OK);
    assert_int_equal(dbn_journal_sync(journal, &job.err), DBN_OK);
}

static bool
has(const dbn_journal *journal, const char *text, const char *answer)
{
    dbn_span found;
    return dbn_journal_find(&found, journal, engine, dbn_span_of(text)) &&
           dbn_span_equal(found, dbn_span_of(answer));
}

/* However short it was cut, what is whole counts, and what comes then is there. */
static void
journals_bear_being_cut_off(void **state)
{
    char path[] = "/tmp/doublon-journal-XXXXXX", bytes[400];
    int fd = mkstemp(path);
    (void)state;
    assert_true(fd >= 0);
    dbn_journal *journal = open_journal(path);
    add(journal, "a\tb\n", "c\\d\r");
    add(journal, "x", "y");
    add(journal, "x", "z");
    assert_true(has(journal, "x", "y"));
    dbn_journal_close(journal);
    ssize_t len = pread(fd, bytes, sizeof bytes, 0);
    assert_true(len > 80 && len < (ssize_t)sizeof bytes);
    for (ssize_t cut = 0; cut <= len; cut++) {
        assert_int_equal(ftruncate(fd, 0), 0);
        assert_int_equal(pwrite(fd, bytes, (size_t)cut, 0), cut);
        journal = open_journal(path);
        assert_true(dbn_journal_broken(journal) <= 1);
        assert_true(cut < len || has(journal, "a\tb\n", "c\\d\r"));
        add(journal, "new", "here");
        dbn_journal_close(journal);
        journal = open_journal(path);
        assert_true(has(journal, "new", "here"));
        dbn_journal_close(journal);
    }
    (void)close(fd);
    (void)unlink(path);
}

static void
a_damaged_line_is_passed_over(void **state)
{
    char path[] = "/tmp/doublon-journal-XXXXXX";
    int fd = mkstemp(path);
    (void)state;
    assert_true(fd >= 0);
    dbn_journal *journal = open_journal(path);
    add(journal, "a", "b");
    add(journal, "x", "y");
    dbn_journal_close(journal);
    assert_int_equal(pwrite(fd, "Q", 1, 40), 1);
    journal = open_journal(path);
    assert_int_equal(dbn_journal_broken(journal), 1);
    assert_int_equal(dbn_journal_count(journal), 1);
    assert_true(has(journal, "x", "y"));
    dbn_journal_close(journal);
    assert_int_equal(pwrite(fd, "diary", 5, 0), 5);
    assert_int_equal(dbn_journal_open(&journal, path, &job.err), DBN_ERR_SYNTAX);
    assert_null(journal);
    (void)close(fd);
    (void)unlink(path);
}

/* ---- sending --------------------------------------------------------------------- */

/* A filter that fails where it is asked for "bad": its batch is halved around it. */
static void
a_batch_is_halved_around_what_fails(void **state)
{
    static const char *const texts[] = {"one", "two", "bad", "four", "one"};
    const dbn_machine_options filter = {
        .engine = DBN_SPAN("command:x=$(cat); case $x in *bad*) exit 1; esac; "
                           "printf '%s\\n' \"$x\" | tr a-z A-Z"),
        .source = DBN_SPAN("fr"),
        .target = DBN_SPAN("es")};
    dbn_questions questions = {0};
    dbn_sender sender = {.journal = open_journal(NULL)};
    (void)state;
    assert_int_equal(dbn_machine_open(&sender.machine, &filter, &job.err), DBN_OK);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(dbn_vec_push(&job.arena, &questions,
                                      (dbn_question){.text = dbn_span_of(texts[i])}),
                         DBN_OK);
    assert_int_equal(dbn_send(&sender, &questions, &job), DBN_OK);
    assert_true(dbn_span_equal(questions.items[0].answer, DBN_SPAN("ONE")));
    assert_true(dbn_span_equal(questions.items[3].answer, DBN_SPAN("FOUR")));
    assert_true(dbn_span_equal(questions.items[4].answer, DBN_SPAN("ONE")));
    assert_null(questions.items[2].answer.ptr);
    assert_non_null(questions.items[2].fault);
    assert_int_equal(sender.asked, 4);
    dbn_machine_close(sender.machine);
    dbn_journal_close(sender.journal);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(masks_are_written_as_engines_bear_them, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(masks_come_back_in_any_order, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(references_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_masks_are_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spaces_around_words_go_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(streams_are_escaped_and_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(chains_are_the_shortest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(requests_are_escaped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(answers_are_read_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(journals_bear_being_cut_off, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_damaged_line_is_passed_over, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_batch_is_halved_around_what_fails, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
