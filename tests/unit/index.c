/*
 * tests/unit/index.c - doublon/index.h as a program meets it: ask, add, ask again.
 */
#define _POSIX_C_SOURCE 200809L

#include "unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/span.h"
#include "doublon/index.h"

#define BRIDGE                                                                           \
    "Le pont de la rue Haute rouvre lundi matin après six mois de travaux, a annoncé " \
    "la ville dans un communiqué."
#define OTHER                                                                            \
    "Le pont de la rue Haute rouvre mardi matin après six mois de travaux, a annoncé " \
    "la ville dans un communiqué."
#define FOX                                                                            \
    "Un renard a traversé le marché sous les yeux des maraîchers, qui en ont ri."

static char folder[] = "/var/tmp/doublon-index-XXXXXX";
static char path[64];
static dbn_engine *engine;

static int
set_up(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/archive", folder);
    return dbn_engine_new(&engine, DBN_DICTS_DIR, NULL) == DBN_OK ? 0 : -1;
}

static int
remove_archive(void **state)
{
    (void)state;
    (void)unlink(path);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    dbn_engine_free(engine);
    return rmdir(folder); /* the last to close it leaves nothing beside the archive */
}

static dbn_index *
open_index(dbn_index_mode mode, const dbn_index_options *options)
{
    dbn_index *index;
    dbn_error error;
    if (dbn_index_open(&index, engine, path, mode, options, &error) != DBN_OK)
        fail_msg("%s", error.message);
    return index;
}

static dbn_index_text
text_of(const char *text, const char *id)
{
    return (dbn_index_text){.text = dbn_span_of(text),
                            .id = dbn_span_of(id),
                            .date = DBN_SPAN("2024-05-06"),
                            .lang = DBN_SPAN("fr")};
}

static const dbn_index_hit *
query(dbn_index *index, const char *text, uint32_t wanted)
{
    const dbn_index_text asked = text_of(text, "asked");
    const dbn_index_hit *hits;
    uint32_t count;
    assert_int_equal(dbn_index_query(index, &asked, &hits, &count), DBN_OK);
    assert_int_equal(count, wanted);
    return hits;
}

static void
add(dbn_index *index, const char *text, const char *id)
{
    const dbn_index_text added = text_of(text, id);
    assert_int_equal(dbn_index_add(index, &added), DBN_OK);
}

static void
what_is_added_is_found_once_it_is_written(void **state)
{
    dbn_index_added added;
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, NULL);
    (void)query(index, BRIDGE, 0);
    add(index, BRIDGE "\n\n" FOX, "a");
    (void)query(index, BRIDGE, 0);
    assert_int_equal(dbn_index_flush(index, &added), DBN_OK);
    assert_int_equal(added.documents, 1);
    assert_int_equal(added.paragraphs, 2);
    const dbn_index_hit *hit = query(index, "Mardi.\n\n" FOX, 1);
    assert_int_equal(hit->range.beg, 8);
    assert_int_equal(hit->unit, DBN_UNIT_PARAGRAPH);
    assert_true(hit->is_exact && !hit->is_estimated);
    assert_int_equal(hit->score, 1000);
    assert_int_equal(hit->partner_range.beg, strlen(BRIDGE) + 2);
    assert_true(dbn_span_equal(hit->partner, DBN_SPAN("a")));
    assert_true(dbn_span_equal(hit->date, DBN_SPAN("2024-05-06")));
    dbn_index_close(index);
}

/* What has a name does not meet itself; what has none may be a reprint of another. */
static void
what_has_no_name_meets_the_same_text(void **state)
{
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, NULL);
    add(index, BRIDGE, "asked");
    assert_int_equal(dbn_index_flush(index, NULL), DBN_OK);
    (void)query(index, BRIDGE, 0);
    add(index, FOX, "");
    assert_int_equal(dbn_index_flush(index, NULL), DBN_OK);
    const dbn_index_text asked = text_of(FOX, "");
    const dbn_index_hit *hits;
    uint32_t count;
    assert_int_equal(dbn_index_query(index, &asked, &hits, &count), DBN_OK);
    assert_int_equal(count, 2); /* the whole, and its paragraph */
    assert_true(hits[0].is_exact && hits[0].unit == DBN_UNIT_DOCUMENT);
    dbn_index_close(index);
}

static void
other_words_are_estimated_or_verified(void **state)
{
    static const dbn_index_options keeping = {.store_text = true};
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, NULL);
    add(index, BRIDGE, "a");
    assert_int_equal(dbn_index_flush(index, NULL), DBN_OK);
    assert_true(query(index, OTHER, 1)->is_estimated);
    dbn_index_close(index);
    assert_int_equal(unlink(path), 0);
    index = open_index(DBN_INDEX_CREATE, &keeping);
    add(index, BRIDGE, "a");
    assert_int_equal(dbn_index_flush(index, NULL), DBN_OK);
    (void)query(index, OTHER, 0); /* another day: no copy */
    const dbn_index_hit *hit = query(index, "LIÈGE - " BRIDGE, 1);
    assert_false(hit->is_estimated || hit->is_exact);
    assert_true(hit->score > 900 && hit->score < 1000);
    dbn_index_close(index);
}

/* A version of a document is the document, and what else came with it says nothing. */
static void
a_document_does_not_meet_itself(void **state)
{
    dbn_index_added added;
    const dbn_index_hit *hits;
    uint32_t count;
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, NULL);
    add(index, BRIDGE "\n\n" FOX, "asked");
    add(index, BRIDGE "\n\n" FOX, "asked");
    assert_int_equal(dbn_index_flush(index, &added), DBN_OK);
    assert_int_equal(added.documents, 1);
    assert_int_equal(added.known, 1);
    (void)query(index, BRIDGE "\n\n" FOX, 0);
    (void)query(index, FOX, 0);
    const dbn_index_text other = text_of(FOX, "other");
    assert_int_equal(dbn_index_query(index, &other, &hits, &count), DBN_OK);
    assert_int_equal(count, 1);
    /* Both versions were published. */
    add(index, OTHER, "asked");
    assert_int_equal(dbn_index_flush(index, &added), DBN_OK);
    assert_int_equal(added.documents, 2);
    assert_int_equal(dbn_index_query(index, &other, &hits, &count), DBN_OK);
    assert_int_equal(count, 1);
    dbn_index_close(index);
}

/* Forty words, of which two are others where `changed`. */
static void
write_words(char *out, size_t size, unsigned text, bool changed)
{
    size_t len = 0;
    for (unsigned i = 0; i < 40; i++) {
        bool is_other = changed && (i == 12 || i == 25);
        len += (size_t)snprintf(out + len, size - len, "%s%c%c%c%s", i == 0 ? "" : " ",
                                'a' + (int)(text % 26), 'a' + (int)(i * 7 % 26),
                                'a' + (int)(i / 2), is_other ? "xyz" : "or");
    }
}

/* How near two are is said by the words, where they are there, and not by hashes. */
static void
what_is_verified_is_not_dropped_for_its_estimate(void **state)
{
    enum { TEXTS = 26 };
    static const dbn_index_options keeping = {
        .store_text = true, .near = 930, .max_postings = 1024};
    char text[512], id[16];
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, &keeping);
    for (unsigned i = 0; i < TEXTS; i++) {
        write_words(text, sizeof text, i, false);
        (void)snprintf(id, sizeof id, "%u", i);
        add(index, text, id);
    }
    assert_int_equal(dbn_index_flush(index, NULL), DBN_OK);
    for (unsigned i = 0; i < TEXTS; i++) {
        write_words(text, sizeof text, i, true);
        assert_int_equal(query(index, text, 1)->score, 950);
    }
    dbn_index_close(index);
}

/* Do the bytes stand anywhere in the file? */
static bool
file_has(const char *needle)
{
    char bytes[1 << 16];
    size_t len = strlen(needle);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t count = fread(bytes, 1, sizeof bytes, file);
    assert_true(feof(file) != 0);
    (void)fclose(file);
    for (size_t i = 0; i + len <= count; i++)
        if (memcmp(bytes + i, needle, len) == 0)
            return true;
    return false;
}

/* So short that it is not compressed. */
static void
a_text_that_is_removed_is_overwritten(void **state)
{
    static const dbn_index_options keeping = {.store_text = true};
    static const char text[] = "Jadis, chez Rex, vingt kayaks.";
    uint64_t count;
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, &keeping);
    add(index, text, "a");
    assert_int_equal(dbn_index_flush(index, NULL), DBN_OK);
    dbn_index_close(index);
    assert_true(file_has(text));
    index = open_index(DBN_INDEX_WRITE, NULL);
    assert_int_equal(dbn_index_remove(index, DBN_SPAN("a"), &count), DBN_OK);
    assert_int_equal(count, 1);
    dbn_index_close(index);
    assert_false(file_has(text));
}

static void
options_have_limits(void **state)
{
    static const dbn_index_options wrongs[] = {
        {.near = 1001}, {.max_postings = 1025}, {.max_hits = UINT32_C(1) << 31}};
    static const char *const names[] = {"near", "max_postings", "max_hits"};
    dbn_index *none;
    dbn_error error;
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            dbn_index_open(&none, engine, path, DBN_INDEX_CREATE, &wrongs[i], &error),
            DBN_ERR_USAGE);
        assert_null(none);
        assert_non_null(strstr(error.message, names[i]));
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

static void
a_text_that_cannot_be_is_refused(void **state)
{
    const dbn_index_hit *hits;
    uint32_t count;
    (void)state;
    dbn_index *index = open_index(DBN_INDEX_CREATE, NULL);
    const dbn_index_text broken = text_of("Li\xE8ge", "a");
    assert_int_equal(dbn_index_query(index, &broken, &hits, &count), DBN_ERR_SYNTAX);
    assert_true(dbn_index_error(index)->has_offset);
    assert_int_equal(dbn_index_error(index)->offset, 2);
    assert_int_equal(dbn_index_add(index, &broken), DBN_ERR_SYNTAX);
    (void)query(index, "", 0);
    dbn_index_close(index);
}

static void
a_reader_changes_nothing(void **state)
{
    dbn_index *none;
    dbn_error error;
    uint64_t count;
    (void)state;
    assert_int_equal(dbn_index_open(&none, engine, path, DBN_INDEX_READ, NULL, &error),
                     DBN_ERR_IO);
    assert_null(none);
    dbn_index *writer = open_index(DBN_INDEX_CREATE, NULL);
    add(writer, FOX, "a");
    assert_int_equal(dbn_index_flush(writer, NULL), DBN_OK);
    dbn_index *reader = open_index(DBN_INDEX_READ, NULL);
    assert_int_equal(dbn_index_remove(reader, DBN_SPAN("a"), &count), DBN_ERR_IO);
    add(writer, BRIDGE, "b");
    (void)query(reader, FOX, 2); /* the whole, and its paragraph */
    assert_int_equal(dbn_index_flush(writer, NULL), DBN_OK);
    (void)query(reader, BRIDGE, 2);
    dbn_index_close(reader);
    dbn_index_close(writer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_added_is_found_once_it_is_written,
                                  remove_archive),
        cmocka_unit_test_teardown(what_has_no_name_meets_the_same_text, remove_archive),
        cmocka_unit_test_teardown(other_words_are_estimated_or_verified,
                                  remove_archive),
        cmocka_unit_test_teardown(a_document_does_not_meet_itself, remove_archive),
        cmocka_unit_test_teardown(what_is_verified_is_not_dropped_for_its_estimate,
                                  remove_archive),
        cmocka_unit_test_teardown(a_text_that_is_removed_is_overwritten,
                                  remove_archive),
        cmocka_unit_test_teardown(options_have_limits, remove_archive),
        cmocka_unit_test_teardown(a_text_that_cannot_be_is_refused, remove_archive),
        cmocka_unit_test_teardown(a_reader_changes_nothing, remove_archive),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
