/*
 * tests/unit/archive_crash.c - a process that adds to an archive is killed at a hundred
 * moments: the archive opens, is sound, answers, and has all that was said to be
 * written.
 *
 * The moments are writes, not times, so that each run of the test kills at the same
 * ones: SQLite writes through a file system of ours, which counts, and at the n-th
 * write writes half of it and kills the process.
 */
#define _XOPEN_SOURCE 700

#include "unit/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/hash.h"

enum { MOMENTS = 100, ROUNDS = 14, A_ROUND = 5, PARAGRAPHS = 20, GRAMS = 10 };

/* What the child tells, in memory that outlives it. */
static struct report {
    uint32_t flushed; /* documents that are said to be written */
    uint32_t removed;
    uint64_t writes;
} * told;

static uint64_t kill_at; /* UINT64_MAX: never */

/* ---- a file system that kills --------------------------------------------------- */

static sqlite3_vfs killing;
static sqlite3_vfs *real;
static struct methods {
    const sqlite3_io_methods *real;
    sqlite3_io_methods ours;
} tables[8];

static const sqlite3_io_methods *
real_methods(const sqlite3_file *file)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (file->pMethods == &tables[i].ours)
            return tables[i].real;
    abort();
}

static int
write_or_die(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    const sqlite3_io_methods *methods = real_methods(file);
    if (++told->writes == kill_at) {
        (void)methods->xWrite(file, bytes, count / 2, at);
        (void)kill(getpid(), SIGKILL);
    }
    return methods->xWrite(file, bytes, count, at);
}

static int
truncate_or_die(sqlite3_file *file, sqlite3_int64 size)
{
    if (++told->writes == kill_at)
        (void)kill(getpid(), SIGKILL);
    return real_methods(file)->xTruncate(file, size);
}

/* A process that is killed loses nothing that it wrote, synchronised or not. */
static int
sync_nothing(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int
open_killing(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
             int *out)
{
    (void)vfs;
    int code = real->xOpen(real, name, file, flags, out);
    for (size_t i = 0; file->pMethods != NULL && i < sizeof tables / sizeof tables[0];
         i++) {
        if (tables[i].real != NULL && tables[i].real != file->pMethods)
            continue;
        tables[i].real = file->pMethods;
        tables[i].ours = *file->pMethods;
        tables[i].ours.xWrite = write_or_die;
        tables[i].ours.xTruncate = truncate_or_die;
        tables[i].ours.xSync = sync_nothing;
        file->pMethods = &tables[i].ours;
        break;
    }
    return code;
}

static void
use_killing_files(void)
{
    real = sqlite3_vfs_find(NULL);
    killing = *real;
    killing.zName = "killing";
    killing.xOpen = open_killing;
    assert_int_equal(sqlite3_vfs_register(&killing, 1), SQLITE_OK);
}

/* ---- the child ------------------------------------------------------------------ */

static char folder[] = "/var/tmp/doublon-crash-XXXXXX";
static char path[64];

static uint64_t
number(uint64_t n)
{
    return dbn_hash_mix(dbn_hash_mix(n + DBN_HASH_START) * DBN_HASH_START);
}

typedef struct sample {
    dbn_archive_document document;
    dbn_archive_paragraph paragraphs[PARAGRAPHS];
    uint64_t grams[PARAGRAPHS * GRAMS];
    char id[16];
} sample;

static void
make_sample(sample *s, uint32_t n, uint64_t key)
{
    memset(s, 0, sizeof *s);
    int len = snprintf(s->id, sizeof s->id, "d%u", (unsigned)n);
    for (uint32_t i = 0; i < PARAGRAPHS; i++) {
        uint64_t content = (uint64_t)n * PARAGRAPHS + i;
        s->paragraphs[i] = (dbn_archive_paragraph){.content = {number(content), 0},
                                                   .place = {i * 100, i * 100 + 80},
                                                   .first = i * GRAMS,
                                                   .count = GRAMS};
        for (uint64_t k = 0; k < GRAMS; k++)
            s->grams[(size_t)i * GRAMS + k] = number(content * 100 + k + 1000000);
    }
    s->document = (dbn_archive_document){.id = {s->id, (size_t)len},
                                         .key = {n, key},
                                         .content = {number(n + 5000000), 0},
                                         .paragraphs = s->paragraphs,
                                         .paragraph_count = PARAGRAPHS,
                                         .grams = s->grams};
}

static dbn_archive *
open_archive(dbn_error *error)
{
    dbn_archive *archive;
    dbn_archive_shape shape = {.key_version = 1};
    if (dbn_archive_open(&archive, path, &shape, DBN_SQL_CREATE, error) != DBN_OK)
        return NULL;
    return archive;
}

/* Rounds of additions; now and then one is removed, or all is compacted. */
static void
live(void)
{
    dbn_error error;
    dbn_index_added added;
    uint64_t count;
    sample s;
    dbn_archive *archive = open_archive(&error);
    if (archive == NULL)
        _exit(1);
    for (uint32_t round = 0, n = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < A_ROUND; i++) {
            make_sample(&s, n++, 1);
            if (dbn_archive_add(archive, &s.document) != DBN_OK)
                _exit(1);
        }
        if (dbn_archive_flush(&added, archive) != DBN_OK)
            _exit(1);
        told->flushed = n;
        if (round == ROUNDS / 2 &&
            dbn_archive_remove(&count, archive, DBN_SPAN("d0")) != DBN_OK)
            _exit(1);
        if (round == ROUNDS / 2)
            told->removed = 1;
        if (round % 5 == 4 && dbn_archive_compact(archive) != DBN_OK)
            _exit(1);
    }
    dbn_archive_close(archive);
    _exit(0);
}

/* Run it until write `moment`; was it killed? */
static bool
run_until(uint64_t moment)
{
    int status;
    memset(told, 0, sizeof *told);
    kill_at = moment;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        live();
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFSIGNALED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    kill_at = UINT64_MAX;
    return WIFSIGNALED(status);
}

/* ---- the test ------------------------------------------------------------------- */

static void
remove_files(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    char name[80];
    for (int i = 0; i < 4; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
}

/* Does the archive say of document n that it stands there? */
static bool
has_document(dbn_archive *archive, uint32_t n, dbn_job *job)
{
    const dbn_archive_asking asking = {
        .near = 500, .min_shared = 2, .max_postings = 64, .max_hits = 4};
    dbn_archive_hits hits;
    sample s;
    make_sample(&s, n, 2);
    assert_int_equal(dbn_archive_ask(&hits, archive, &s.document, 1, &asking, job),
                     DBN_OK);
    assert_true(hits.count == 0 || hits.count == PARAGRAPHS + 1);
    dbn_job_reset(job);
    return hits.count > 0;
}

static void
assert_nothing_is_lost(dbn_job *job)
{
    dbn_error error = {0};
    dbn_index_stats stats;
    dbn_index_added added;
    sample s;
    struct report was = *told;
    dbn_archive *archive = open_archive(&error);
    if (archive == NULL)
        fail_msg("%s", error.message);
    if (dbn_archive_verify(archive) != DBN_OK)
        fail_msg("%s", error.message);
    assert_int_equal(dbn_archive_count(&stats, archive), DBN_OK);
    /* What was written in one go is there whole or not at all. */
    bool is_gone = was.flushed > 0 && !has_document(archive, 0, job);
    assert_true(is_gone || was.removed == 0);
    uint64_t all = stats.documents + is_gone;
    assert_true(all >= was.flushed && all % A_ROUND == 0);
    for (uint32_t n = 1; n < all; n++)
        assert_true(has_document(archive, n, job));
    /* And it goes on. */
    make_sample(&s, 100000, 1);
    assert_int_equal(dbn_archive_add(archive, &s.document), DBN_OK);
    assert_int_equal(dbn_archive_flush(&added, archive), DBN_OK);
    assert_true(has_document(archive, 100000, job));
    dbn_archive_close(archive);
}

/* A file without a name, so that what a child tells outlives it. */
static struct report *
share_report(void)
{
    char name[80];
    (void)snprintf(name, sizeof name, "%s/told", folder);
    int fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0);
    assert_int_equal(unlink(name), 0);
    assert_int_equal(ftruncate(fd, sizeof *told), 0);
    void *memory = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    assert_true(memory != MAP_FAILED);
    assert_int_equal(close(fd), 0);
    return memory;
}

static void
a_process_that_is_killed_loses_nothing(void **state)
{
    dbn_job job;
    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/archive", folder);
    told = share_report();
    dbn_job_init(&job, 0);
    use_killing_files();
    assert_false(run_until(UINT64_MAX));
    uint64_t writes = told->writes;
    assert_int_equal(told->flushed, ROUNDS * A_ROUND);
    assert_nothing_is_lost(&job);
    remove_files();
    for (uint64_t i = 0; i < MOMENTS; i++) {
        assert_true(run_until(1 + number(i) % writes));
        assert_nothing_is_lost(&job);
        remove_files();
    }
    dbn_job_release(&job);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(munmap(told, sizeof *told), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_that_is_killed_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
