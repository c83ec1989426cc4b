/*
 * tests/unit/archive.c - blocks, runs, sketches, places, and an archive made of them:
 * what goes in comes out, however it was merged, and what is broken is refused.
 */
#define _POSIX_C_SOURCE 200809L

#include "unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive.h"
#include "archive/entries.h"
#include "archive/places.h"
#include "archive/runs.h"
#include "archive/sketch.h"
#include "archive/texts.h"
#include "base/hash.h"
#include "base/varint.h"

static char folder[] = "/var/tmp/doublon-archive-XXXXXX";
static char path[64];
static dbn_error error;
static dbn_job job;

static int
set_up_all(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/archive", folder);
    dbn_job_init(&job, 0);
    return 0;
}

static int
reset(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[80];
    (void)state;
    for (int i = 0; i < 3; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
    error = (dbn_error){0};
    dbn_job_reset(&job);
    return 0;
}

static int
tear_down_all(void **state)
{
    (void)reset(state);
    dbn_job_release(&job);
    return rmdir(folder);
}

/* The n-th of a row of numbers that look like chance. */
static uint64_t
number(uint64_t n)
{
    return dbn_hash_mix(dbn_hash_mix(n + DBN_HASH_START) * DBN_HASH_START);
}

/* ---- blocks --------------------------------------------------------------------- */

static void
a_block_gives_back_what_was_put_in(void **state)
{
    static const dbn_run_entry entries[] = {{0, 0},
                                            {0, 1},
                                            {0, UINT64_MAX},
                                            {1, 7},
                                            {1, 8},
                                            {1U << 20, 300},
                                            {UINT64_MAX, UINT64_MAX - 1},
                                            {UINT64_MAX, UINT64_MAX}};
    enum { COUNT = sizeof entries / sizeof entries[0] };
    dbn_block_writer writer = {.len = 0};
    dbn_run_entry entry;
    (void)state;
    for (int i = 0; i < COUNT; i++)
        assert_true(dbn_block_put(&writer, entries[i]));
    dbn_block_reader reader = {.bytes = {writer.bytes, writer.len}};
    for (int i = 0; i < COUNT; i++) {
        assert_true(dbn_block_next(&entry, &reader));
        assert_memory_equal(&entry, &entries[i], sizeof entry);
    }
    assert_false(dbn_block_next(&entry, &reader));
    assert_false(reader.is_broken);
}

static void
a_full_block_takes_no_more(void **state)
{
    dbn_block_writer writer = {.len = 0};
    uint32_t count = 0;
    dbn_run_entry entry;
    (void)state;
    while (dbn_block_put(&writer, (dbn_run_entry){(uint64_t)count << 30, count}))
        count++;
    assert_true(writer.len <= DBN_BLOCK_BYTES &&
                writer.len > DBN_BLOCK_BYTES - 2 * DBN_VARINT_MAX);
    dbn_block_reader reader = {.bytes = {writer.bytes, writer.len}};
    uint32_t read = 0;
    while (dbn_block_next(&entry, &reader))
        read++;
    assert_int_equal(read, count);
}

static void
broken_blocks_are_found(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } blocks[] = {
        {"\x01", 1},             /* a key without its number */
        {"\x01\x80", 2},         /* a number that does not end */
        {"\x01\x02\x00\x00", 4}, /* an entry twice */
        {"\x01\x02\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x00", 13}, /* past 2^64 */
        {"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02\x00", 11},
    };
    (void)state;
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        dbn_block_reader reader = {.bytes = {blocks[i].bytes, blocks[i].len}};
        dbn_run_entry entry;
        while (dbn_block_next(&entry, &reader))
            ;
        assert_true(reader.is_broken);
        assert_false(dbn_block_next(&entry, &reader));
    }
}

/* ---- sketches and places -------------------------------------------------------- */

static void
sketches_are_small_and_nested(void **state)
{
    enum { COUNT = 5000 };
    static uint64_t grams[COUNT];
    (void)state;
    for (uint32_t i = 0; i < COUNT; i++)
        grams[i] = number(i);
    dbn_sketch whole = dbn_sketch_of(grams, COUNT), part = dbn_sketch_of(grams, 15);
    assert_true(whole.count <= DBN_SKETCH_MAX && whole.count > 4);
    assert_int_equal(part.level, 0);
    assert_int_equal(part.count, 15);
    for (uint32_t i = 0; i < COUNT; i++)
        if (dbn_sketch_keeps(whole.level, grams[i]))
            assert_true(dbn_sketch_keeps(whole.level - 1, grams[i]));
    /* All of itself, as far as a sample says; an eighth of its groups is half its
     * words. */
    dbn_resemblance is = dbn_sketch_compare(grams, COUNT, whole, whole, whole.count);
    assert_in_range(is.own, 950, 999);
    is = dbn_sketch_compare(grams, 16, (dbn_sketch){0, 16}, (dbn_sketch){0, 4}, 2);
    assert_int_equal(is.own, 500);
    assert_int_equal(is.other, 793);
}

static void
places_are_read_as_they_were_written(void **state)
{
    const dbn_archive_paragraph paragraphs[] = {
        {.place = {10, 20}}, {.place = {5, 9}}, {.place = {4000000000U, 4000000100U}}};
    const dbn_sketch sketches[] = {{0, 7}, {3, 20}, {1, 0}};
    const dbn_archive_document document = {
        .place = {2, 4000000100U}, .paragraphs = paragraphs, .paragraph_count = 3};
    dbn_buffer bytes = {0};
    dbn_place read[4];
    (void)state;
    assert_int_equal(dbn_places_write(&bytes, &job.arena, &document, sketches), DBN_OK);
    dbn_span places = {bytes.items, bytes.count};
    assert_true(dbn_places_read(read, 4, places));
    assert_memory_equal(&read[0].range, &document.place, sizeof read[0].range);
    for (uint32_t i = 0; i < 3; i++) {
        assert_memory_equal(&read[i + 1].range, &paragraphs[i].place,
                            sizeof read[0].range);
        assert_memory_equal(&read[i + 1].sketch, &sketches[i], sizeof read[0].sketch);
    }
    assert_false(dbn_places_read(NULL, 5, places));
    for (size_t len = 0; len < places.len; len++)
        assert_false(dbn_places_read(read, 4, (dbn_span){places.ptr, len}));
}

static void
texts_are_packed_and_unpacked(void **state)
{
    const dbn_span paragraphs[] = {DBN_SPAN("un\ndeux"), DBN_SPAN("trois"),
                                   DBN_SPAN("")};
    dbn_span packed, text, split[4];
    uint64_t size;
    (void)state;
    if (!dbn_texts_can_be_kept())
        skip();
    assert_int_equal(dbn_texts_pack(&packed, &size, paragraphs, 3, &job.arena), DBN_OK);
    assert_int_equal(dbn_texts_unpack(&text, packed, size, &job.arena), DBN_OK);
    dbn_texts_split(split, 4, text);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(dbn_span_equal(split[i], paragraphs[i]));
    assert_null(split[3].ptr);
    char bytes[64];
    assert_true(packed.len <= sizeof bytes);
    memcpy(bytes, packed.ptr, packed.len);
    for (size_t i = 0; i < packed.len; i++) { /* a bit of the head has no use */
        dbn_span again;
        bytes[i] ^= 0x10;
        if (dbn_texts_unpack(&again, (dbn_span){bytes, packed.len}, size, &job.arena) ==
            DBN_OK)
            assert_true(dbn_span_equal(again, text));
        bytes[i] ^= 0x10;
    }
    assert_int_equal(dbn_texts_unpack(&text, packed, size + 1, &job.arena),
                     DBN_ERR_SYNTAX);
    packed.len--;
    assert_int_equal(dbn_texts_unpack(&text, packed, size, &job.arena), DBN_ERR_SYNTAX);
}

/* ---- runs ----------------------------------------------------------------------- */

static const dbn_sql_kind runs_kind = {
    .application = 1, .version = 1, .schema = DBN_RUNS_SCHEMA, .refusal = "no runs"};

/* Entries of additions [beg, end): 300 each, with few keys, so that many are shared. */
static dbn_run_entries
some_entries(uint64_t beg, uint64_t end)
{
    dbn_run_entries entries = {0};
    for (uint64_t i = beg * 300; i < end * 300; i++)
        assert_int_equal(dbn_vec_push(&job.arena, &entries,
                                      (dbn_run_entry){number(i) % 997 << 20, i}),
                         DBN_OK);
    dbn_run_entries_sort(&entries);
    return entries;
}

/* Do the runs have these entries, and no others with their keys? */
static void
assert_runs_have(dbn_sql *db, const dbn_run_entries *entries)
{
    enum { MOST = 100 };
    uint64_t found[MOST];
    uint32_t count;
    dbn_runs *runs;
    const dbn_gones none = {0};
    assert_int_equal(dbn_runs_open(&runs, db, DBN_RUN_GRAMS, &none, &job), DBN_OK);
    for (uint32_t beg = 0, end; beg < entries->count; beg = end) {
        uint64_t key = entries->items[beg].key;
        for (end = beg; end < entries->count && entries->items[end].key == key;)
            end++;
        uint32_t wanted = end - beg < MOST ? end - beg : MOST;
        assert_int_equal(dbn_runs_find(found, &count, runs, key, MOST), DBN_OK);
        assert_int_equal(count, wanted);
        for (uint32_t i = 0; i < count; i++)
            assert_int_equal(found[i], entries->items[beg + i].number);
    }
    dbn_runs_close(runs);
}

static void
runs_are_merged_and_say_the_same(void **state)
{
    const uint64_t ADDITIONS = 150;
    dbn_sql *db;
    int64_t count = 0;
    (void)state;
    assert_int_equal(dbn_sql_open(&db, path, &runs_kind, DBN_SQL_CREATE, &error),
                     DBN_OK);
    assert_int_equal(dbn_sql_begin(db, true), DBN_OK);
    for (uint64_t i = 0; i < ADDITIONS; i++) {
        dbn_run_entries added = some_entries(i, i + 1);
        assert_int_equal(dbn_runs_add(db, DBN_RUN_GRAMS, &added, &job), DBN_OK);
    }
    dbn_run_entries all = some_entries(0, ADDITIONS);
    assert_int_equal(dbn_sql_number(&count, db, "SELECT count(*) FROM run"), DBN_OK);
    assert_int_equal(count, 2 + 2 + 6); /* 150 in the notation of base eight: 2 2 6 */
    assert_runs_have(db, &all);
    assert_int_equal(dbn_runs_verify(db, ADDITIONS * 300, &job), DBN_OK);
    assert_int_equal(dbn_runs_verify(db, ADDITIONS * 300 - 1, &job), DBN_ERR_SYNTAX);

    dbn_gones gone = {0};
    assert_int_equal(dbn_vec_push(&job.arena, &gone, (dbn_gone){300, 900}), DBN_OK);
    assert_int_equal(dbn_vec_push(&job.arena, &gone, (dbn_gone){44999, 45000}), DBN_OK);
    assert_int_equal(dbn_runs_compact(db, DBN_RUN_GRAMS, &gone, &job), DBN_OK);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all.count; i++) {
        uint64_t n = all.items[i].number;
        if ((n < 300 || n >= 900) && n != 44999)
            all.items[kept++] = all.items[i];
    }
    all.count = kept;
    assert_runs_have(db, &all);
    assert_int_equal(dbn_sql_number(&count, db, "SELECT sum(entries) FROM run"),
                     DBN_OK);
    assert_int_equal(count, kept);
    assert_int_equal(dbn_runs_verify(db, ADDITIONS * 300, &job), DBN_OK);
    assert_int_equal(dbn_sql_commit(db), DBN_OK);
    dbn_sql_close(db);
}

static void
damaged_runs_are_refused(void **state)
{
    static const char *const damages[] = {
        "DELETE FROM block WHERE number = 2",
        "UPDATE block SET bytes = x'0102' WHERE number = 2",
        "UPDATE block SET bytes = zeroblob(100) WHERE number = 1",
        "UPDATE run SET firsts = x'00'",
        "UPDATE run SET entries = entries + 1",
        "UPDATE run SET firsts = zeroblob(blocks * 8)"};
    dbn_sql *db;
    (void)state;
    dbn_run_entries entries = some_entries(0, 10);
    assert_int_equal(dbn_sql_open(&db, path, &runs_kind, DBN_SQL_CREATE, &error),
                     DBN_OK);
    assert_int_equal(dbn_runs_add(db, DBN_RUN_CONTENTS, &entries, &job), DBN_OK);
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        assert_int_equal(dbn_sql_begin(db, true), DBN_OK);
        assert_int_equal(dbn_sql_run(db, damages[i]), DBN_OK);
        assert_int_equal(dbn_runs_verify(db, UINT64_MAX, &job), DBN_ERR_SYNTAX);
        assert_non_null(strstr(error.message, "is damaged"));
        dbn_sql_rollback(db);
    }
    assert_int_equal(dbn_runs_verify(db, UINT64_MAX, &job), DBN_OK);
    dbn_sql_close(db);
}

/* ---- archives ------------------------------------------------------------------- */

enum { PARAGRAPHS = 3, GRAMS = 12 };

/* A document whose paragraphs are told by numbers: the same number, the same content;
 * of paragraph n the grams are n * 100 and on. */
typedef struct sample {
    dbn_archive_document document;
    dbn_archive_paragraph paragraphs[PARAGRAPHS];
    uint64_t grams[PARAGRAPHS * GRAMS];
    char id[16];
} sample;

static void
make_sample(sample *s, uint64_t name, const uint64_t *paragraphs)
{
    memset(s, 0, sizeof *s);
    int len = snprintf(s->id, sizeof s->id, "d%u", (unsigned)name);
    uint64_t content = name;
    for (uint32_t i = 0; i < PARAGRAPHS; i++) {
        s->paragraphs[i] =
            (dbn_archive_paragraph){.content = {number(paragraphs[i]), 0},
                                    .place = {i * 100, i * 100 + 80},
                                    .first = i * GRAMS,
                                    .count = GRAMS};
        for (uint64_t k = 0; k < GRAMS; k++)
            s->grams[(size_t)i * GRAMS + k] = number(paragraphs[i] * 100 + k);
        content = number(content ^ paragraphs[i]);
    }
    s->document = (dbn_archive_document){.id = {s->id, (size_t)len},
                                         .date = DBN_SPAN("2024-05-06"),
                                         .key = {name, 1},
                                         .content = {content, 0},
                                         .place = {0, 280},
                                         .paragraphs = s->paragraphs,
                                         .paragraph_count = PARAGRAPHS,
                                         .grams = s->grams};
}

static dbn_archive *
open_archive(dbn_sql_mode mode)
{
    dbn_archive *archive;
    dbn_archive_shape shape = {.key_version = 1};
    assert_int_equal(dbn_archive_open(&archive, path, &shape, mode, &error), DBN_OK);
    return archive;
}

static dbn_archive_hits
ask(dbn_archive *archive, const sample *s)
{
    const dbn_archive_asking asking = {
        .near = 500, .min_shared = 2, .max_postings = 64, .max_hits = 4};
    dbn_archive_hits hits;
    assert_int_equal(dbn_archive_ask(&hits, archive, &s->document, 1, &asking, &job),
                     DBN_OK);
    return hits;
}

/* Document i has the paragraphs 3 i and on; each `flush_every` are written. */
static void
fill(dbn_archive *archive, uint64_t count, uint64_t flush_every)
{
    sample s;
    dbn_index_added added;
    for (uint64_t i = 0; i < count; i++) {
        make_sample(&s, i, (uint64_t[]){3 * i, 3 * i + 1, 3 * i + 2});
        assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
        if (i % flush_every == flush_every - 1)
            assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    }
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    assert_int_equal(added.documents, count);
    assert_int_equal(added.paragraphs, count * PARAGRAPHS);
}

static void
paragraphs_are_found_where_they_stood(void **state)
{
    sample s;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, 40, 7);
    make_sample(&s, 1000, (uint64_t[]){31, 5000, 3});
    /* The second one is near paragraph 61: ten of its twelve grams. */
    for (uint64_t k = 0; k < 10; k++)
        s.grams[GRAMS + k] = number(UINT64_C(6100) + k);
    dbn_archive_hits hits = ask(archive, &s);
    assert_int_equal(hits.count, 3);
    assert_int_equal(hits.items[0].paragraph, 0);
    assert_true(hits.items[0].is_exact);
    assert_true(dbn_span_equal(hits.items[0].id, DBN_SPAN("d10")));
    assert_int_equal(hits.items[0].place.beg, 100);
    assert_true(dbn_span_equal(hits.items[0].date, DBN_SPAN("2024-05-06")));
    assert_int_equal(hits.items[1].paragraph, 1);
    assert_false(hits.items[1].is_exact);
    assert_int_equal(hits.items[1].score, 941); /* the cube root of 10 / 12 */
    assert_true(dbn_span_equal(hits.items[1].id, DBN_SPAN("d20")));
    assert_true(dbn_span_equal(hits.items[2].id, DBN_SPAN("d1")));
    /* The whole of a document, but not by itself. */
    make_sample(&s, 5, (uint64_t[]){15, 16, 17});
    assert_int_equal(ask(archive, &s).count, 0);
    s.document.key.low = 2;
    hits = ask(archive, &s);
    assert_int_equal(hits.count, 4);
    assert_int_equal(hits.items[0].paragraph, DBN_NONE);
    /* Nor by a version of itself; the id of a file says nothing. */
    s.document.has_id = true;
    assert_int_equal(ask(archive, &s).count, 0);
    s.document.id = DBN_SPAN("another");
    assert_int_equal(ask(archive, &s).count, 4);
    dbn_archive_close(archive);
}

/* All that is found of documents that repeat others, as one number. */
static uint64_t
answers(dbn_archive *archive, uint64_t documents)
{
    uint64_t sum = 0;
    sample s;
    for (uint64_t i = 0; i < documents; i++) {
        make_sample(&s, 10000 + i, (uint64_t[]){i * 7 % (3 * documents), i, 9999});
        dbn_archive_hits hits = ask(archive, &s);
        for (uint32_t k = 0; k < hits.count; k++)
            sum = number(sum ^ hits.items[k].number ^
                         (uint64_t)hits.items[k].score << 32 ^
                         (uint64_t)hits.items[k].paragraph << 48);
        assert_true(hits.count >= 2);
    }
    return sum;
}

static void
answers_depend_on_no_order_of_writing(void **state)
{
    const uint64_t DOCUMENTS = 300;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, DOCUMENTS, 1);
    uint64_t before = answers(archive, DOCUMENTS);
    assert_int_equal(dbn_archive_compact(archive), DBN_OK);
    assert_true(answers(archive, DOCUMENTS) == before);
    assert_int_equal(dbn_archive_verify(archive), DBN_OK);
    dbn_archive_close(archive);
    (void)reset(state);
    archive = open_archive(DBN_SQL_CREATE);
    fill(archive, DOCUMENTS, DOCUMENTS);
    assert_true(answers(archive, DOCUMENTS) == before);
    dbn_archive_close(archive);
}

static void
what_is_known_is_not_added_again(void **state)
{
    dbn_index_added added;
    dbn_index_stats stats;
    sample s;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, 5, 2);
    make_sample(&s, 3, (uint64_t[]){9, 10, 11});
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    s.document.key.low = 7; /* of that id, but another text */
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    assert_int_equal(added.documents, 6);
    assert_int_equal(added.known, 2);
    assert_int_equal(dbn_archive_count(&stats, archive), DBN_OK);
    assert_int_equal(stats.documents, 6);
    assert_int_equal(stats.paragraphs, 6 * PARAGRAPHS);
    assert_int_equal(stats.contents, 6 * (PARAGRAPHS + 1));
    dbn_archive_close(archive);
}

static void
what_is_removed_is_gone(void **state)
{
    dbn_index_stats stats;
    uint64_t count;
    sample s;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, 20, 3);
    make_sample(&s, 1000, (uint64_t[]){12, 13, 30});
    assert_int_equal(ask(archive, &s).count, 3);
    assert_int_equal(dbn_archive_remove(&count, archive, DBN_SPAN("d4")), DBN_OK);
    assert_int_equal(count, 1);
    assert_int_equal(dbn_archive_remove(&count, archive, DBN_SPAN("d4")), DBN_OK);
    assert_int_equal(count, 0);
    assert_int_equal(ask(archive, &s).count, 1);
    assert_int_equal(dbn_archive_compact(archive), DBN_OK);
    assert_int_equal(ask(archive, &s).count, 1);
    assert_int_equal(dbn_archive_verify(archive), DBN_OK);
    assert_int_equal(dbn_archive_count(&stats, archive), DBN_OK);
    assert_int_equal(stats.removed, 0);
    assert_int_equal(stats.contents, 19 * (PARAGRAPHS + 1));
    /* Its numbers are not given to anybody else. */
    make_sample(&s, 21, (uint64_t[]){700, 701, 702});
    dbn_index_added added;
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    s.document.key.low = 2;
    assert_int_equal(ask(archive, &s).items[0].number, 20 * (PARAGRAPHS + 1) + 1);
    dbn_archive_close(archive);
}

/* More than are looked at of one content or gram say the same; but the last four were
 * removed. */
static void
what_is_removed_takes_no_places(void **state)
{
    const uint64_t DOCUMENTS = 70, KEPT = 4;
    sample s;
    uint64_t count;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        make_sample(&s, i, (uint64_t[]){1, 1000 + 2 * i, 1001 + 2 * i});
        assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    }
    for (uint64_t i = 0; i < DOCUMENTS - KEPT; i++) {
        make_sample(&s, i, (uint64_t[]){1, 2, 3});
        assert_int_equal(dbn_archive_remove(&count, archive, s.document.id), DBN_OK);
        assert_int_equal(count, 1);
    }
    make_sample(&s, 1000, (uint64_t[]){1, 2, 3});
    assert_int_equal(ask(archive, &s).count, KEPT);
    s.paragraphs[0].content.high++; /* found by its grams alone */
    dbn_archive_hits hits = ask(archive, &s);
    assert_int_equal(hits.count, KEPT);
    assert_true(dbn_span_equal(hits.items[0].id, DBN_SPAN("d66")));
    assert_int_equal(dbn_archive_verify(archive), DBN_OK);
    dbn_archive_close(archive);
}

/* What waits is no exception. */
static void
what_waits_is_removed_and_counted(void **state)
{
    dbn_index_stats stats;
    uint64_t count;
    sample s;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    make_sample(&s, 7, (uint64_t[]){1, 2, 3});
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_count(&stats, archive), DBN_OK);
    assert_int_equal(stats.documents, 1);
    make_sample(&s, 8, (uint64_t[]){4, 5, 6});
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_remove(&count, archive, DBN_SPAN("d8")), DBN_OK);
    assert_int_equal(count, 1);
    make_sample(&s, 9, (uint64_t[]){7, 8, 9});
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_compact(archive), DBN_OK);
    assert_int_equal(dbn_archive_count(&stats, archive), DBN_OK);
    assert_int_equal(stats.documents, 2);
    assert_int_equal(stats.removed, 0);
    assert_int_equal(stats.contents, 2 * (PARAGRAPHS + 1));
    dbn_archive_close(archive);
}

static void
a_set_phrase_is_answered_by_the_oldest(void **state)
{
    sample s;
    dbn_index_added added;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    for (uint64_t i = 0; i < 100; i++) {
        make_sample(&s, i, (uint64_t[]){500, 1000 + i, 2000 + i});
        s.paragraphs[0].content.high = number(77000 + i); /* alike, and not the same */
        assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    }
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    make_sample(&s, 3000, (uint64_t[]){500, 4000, 4001});
    dbn_archive_hits hits = ask(archive, &s);
    assert_int_equal(hits.count, 1);
    assert_true(dbn_span_equal(hits.items[0].id, DBN_SPAN("d0")));
    assert_in_range(hits.items[0].score, 900, 999);
    dbn_archive_close(archive);
}

static void
other_key_versions_are_refused_by_name(void **state)
{
    dbn_archive *archive;
    dbn_archive_shape shape = {.key_version = 2};
    (void)state;
    dbn_archive_close(open_archive(DBN_SQL_CREATE));
    assert_int_equal(dbn_archive_open(&archive, path, &shape, DBN_SQL_CREATE, &error),
                     DBN_ERR_USAGE);
    assert_null(archive);
    assert_non_null(strstr(error.message, "key version 1"));
    assert_non_null(strstr(error.message, path));
}

static void
an_addition_that_fails_loses_nothing(void **state)
{
    static const dbn_sql_kind kind = {.application = 0x64626E61, .version = 1};
    dbn_index_added added;
    dbn_index_stats stats;
    dbn_sql *db;
    sample s;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, 30, 30);
    dbn_archive_close(archive);
    /* What the last step of an addition meets. */
    assert_int_equal(dbn_sql_open(&db, path, &kind, DBN_SQL_WRITE, &error), DBN_OK);
    assert_int_equal(dbn_sql_run(db, "CREATE TRIGGER fails BEFORE INSERT ON run BEGIN "
                                     "SELECT RAISE(ABORT, 'failed'); END"),
                     DBN_OK);
    archive = open_archive(DBN_SQL_WRITE);
    make_sample(&s, 99, (uint64_t[]){900, 901, 902});
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_ERR_IO);
    assert_int_equal(added.documents, 0);
    assert_int_equal(dbn_archive_verify(archive), DBN_OK);
    make_sample(&s, 100, (uint64_t[]){30, 31, 32});
    assert_int_equal(ask(archive, &s).count, 3);
    /* It waits, and goes in once the reason is gone. */
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_ERR_IO);
    assert_int_equal(dbn_sql_run(db, "DROP TRIGGER fails"), DBN_OK);
    dbn_sql_close(db);
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    assert_int_equal(added.documents, 1);
    assert_int_equal(dbn_archive_count(&stats, archive), DBN_OK);
    assert_int_equal(stats.documents, 31);
    assert_int_equal(stats.contents, 31 * (PARAGRAPHS + 1));
    assert_int_equal(dbn_archive_verify(archive), DBN_OK);
    dbn_archive_close(archive);
}

/* With every budget a question is answered as without one, or says what is wanting. */
static void
want_of_memory_is_said(void **state)
{
    const dbn_archive_asking asking = {
        .near = 500, .min_shared = 2, .max_postings = 64, .max_hits = 4};
    dbn_status status = DBN_ERR_NOMEM;
    uint32_t refused = 0;
    sample s;
    (void)state;
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, 40, 7);
    make_sample(&s, 1000, (uint64_t[]){31, 32, 3});
    uint32_t wanted = ask(archive, &s).count;
    for (size_t budget = 1; status != DBN_OK; budget += budget / 8 + 16) {
        dbn_job small;
        dbn_archive_hits hits;
        dbn_job_init(&small, budget);
        error = (dbn_error){0};
        status = dbn_archive_ask(&hits, archive, &s.document, 1, &asking, &small);
        if (status == DBN_OK) {
            assert_int_equal(hits.count, wanted);
        } else {
            assert_int_equal(status, DBN_ERR_NOMEM);
            assert_non_null(strstr(error.message, path));
            refused++;
        }
        dbn_job_release(&small);
    }
    assert_true(refused > 10);
    assert_int_equal(ask(archive, &s).count, wanted);
    dbn_archive_close(archive);
}

/* The archive into `bytes`, where `size` is 0, or out of them. Returns its size. */
static size_t
copy_file(char *bytes, size_t room, size_t size)
{
    FILE *file = fopen(path, size == 0 ? "rb" : "wb");
    assert_non_null(file);
    size_t count =
        size == 0 ? fread(bytes, 1, room, file) : fwrite(bytes, 1, size, file);
    assert_in_range(count, 1, room - 1);
    assert_int_equal(fclose(file), 0);
    return count;
}

/* What is in the tables that no page, block or checksum says is wrong. */
static void
numbers_that_cannot_be_are_found(void **state)
{
    static const char *const wrongs[] = {
        "INSERT INTO removed VALUES (9, 4)",     /* the third document has it */
        "INSERT INTO removed VALUES (3, 3)",     /* the end of the first, and on */
        "INSERT INTO removed VALUES (13, 9)",    /* was never given */
        "INSERT INTO removed VALUES (0, 1)",     /* nor was that */
        "UPDATE document SET units = units + 1", /* each has one of the next */
        "DELETE FROM shape",
        "INSERT INTO shape SELECT * FROM shape",
        "UPDATE shape SET exact = 1",
        "UPDATE shape SET has_texts = 1",
        "INSERT INTO text VALUES (1, 1, x'00')",
        "DELETE FROM document WHERE number = 5",
        "DELETE FROM document",
        "DELETE FROM run WHERE kind = 2",
        "DELETE FROM run",
        "DELETE FROM unit",
        "DROP TABLE removed",
        "DROP INDEX document_id",
    };
    static const dbn_sql_kind kind = {.application = 0x64626E61, .version = 1};
    dbn_archive_shape shape = {.key_version = 1};
    (void)state;
    static char whole[1 << 17];
    dbn_archive *archive = open_archive(DBN_SQL_CREATE);
    fill(archive, 3, 3);
    assert_int_equal(dbn_archive_verify(archive), DBN_OK);
    dbn_archive_close(archive);
    size_t size = copy_file(whole, sizeof whole, 0);
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        (void)copy_file(whole, sizeof whole, size);
        dbn_sql *db;
        assert_int_equal(dbn_sql_open(&db, path, &kind, DBN_SQL_WRITE, &error), DBN_OK);
        assert_int_equal(dbn_sql_run(db, wrongs[i]), DBN_OK);
        dbn_sql_close(db);
        dbn_status status =
            dbn_archive_open(&archive, path, &shape, DBN_SQL_READ, &error);
        if (status == DBN_OK)
            status = dbn_archive_verify(archive);
        if (status != DBN_ERR_SYNTAX)
            fail_msg("%s: %d", wrongs[i], (int)status);
        assert_non_null(strstr(error.message, "is damaged"));
        dbn_archive_close(archive);
        (void)reset(state);
    }
}

#define ARCHIVE_TEST(name) cmocka_unit_test_teardown(name, reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_gives_back_what_was_put_in),
        cmocka_unit_test(a_full_block_takes_no_more),
        cmocka_unit_test(broken_blocks_are_found),
        cmocka_unit_test(sketches_are_small_and_nested),
        ARCHIVE_TEST(places_are_read_as_they_were_written),
        ARCHIVE_TEST(texts_are_packed_and_unpacked),
        ARCHIVE_TEST(runs_are_merged_and_say_the_same),
        ARCHIVE_TEST(damaged_runs_are_refused),
        ARCHIVE_TEST(paragraphs_are_found_where_they_stood),
        ARCHIVE_TEST(answers_depend_on_no_order_of_writing),
        ARCHIVE_TEST(what_is_known_is_not_added_again),
        ARCHIVE_TEST(what_is_removed_is_gone),
        ARCHIVE_TEST(what_is_removed_takes_no_places),
        ARCHIVE_TEST(what_waits_is_removed_and_counted),
        ARCHIVE_TEST(a_set_phrase_is_answered_by_the_oldest),
        ARCHIVE_TEST(other_key_versions_are_refused_by_name),
        ARCHIVE_TEST(an_addition_that_fails_loses_nothing),
        ARCHIVE_TEST(want_of_memory_is_said),
        ARCHIVE_TEST(numbers_that_cannot_be_are_found),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
