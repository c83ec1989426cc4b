/*
 * tests/unit/sql.c - files that SQLite keeps: what is refused, what stays when
 * something fails.
 */
#define _POSIX_C_SOURCE 200809L

#include "unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sql/sql.h"

static const dbn_sql_kind lists = {.application = 0x7465737A,
                                   .version = 1,
                                   .schema = "CREATE TABLE word (text TEXT, n INTEGER)",
                                   .refusal = "not a list"};

static char folder[] = "/var/tmp/doublon-sql-XXXXXX";
static char path[64];
static dbn_error error;

static int
make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/list", folder);
    return 0;
}

static int
remove_file(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[80];
    (void)state;
    error = (dbn_error){0};
    for (int i = 0; i < 3; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
    return 0;
}

static int
remove_folder(void **state)
{
    (void)remove_file(state);
    return rmdir(folder);
}

static dbn_sql *
open_as(const dbn_sql_kind *kind, dbn_sql_mode mode)
{
    dbn_sql *db;
    assert_int_equal(dbn_sql_open(&db, path, kind, mode, &error), DBN_OK);
    return db;
}

static void
assert_refused(const dbn_sql_kind *kind, dbn_sql_mode mode, dbn_status status,
               const char *says)
{
    dbn_sql *db;
    assert_int_equal(dbn_sql_open(&db, path, kind, mode, &error), status);
    assert_null(db);
    assert_non_null(strstr(error.message, says));
    assert_non_null(strstr(error.message, path));
}

static int64_t
count_words(dbn_sql *db)
{
    int64_t count = -1;
    assert_int_equal(dbn_sql_number(&count, db, "SELECT count(*) FROM word"), DBN_OK);
    return count;
}

static dbn_status
add_words(dbn_sql *db, int count)
{
    dbn_statement *insert;
    dbn_status status = DBN_OK;
    char text[256];
    memset(text, 'x', sizeof text);
    assert_int_equal(dbn_statement_new(&insert, db, "INSERT INTO word VALUES (?1, ?2)"),
                     DBN_OK);
    for (int i = 0; i < count && status == DBN_OK; i++) {
        dbn_statement_bind_text(insert, 1, (dbn_span){text, sizeof text});
        dbn_statement_bind_number(insert, 2, i);
        status = dbn_statement_run(insert);
    }
    dbn_statement_free(insert);
    return status;
}

static void
names_of_no_file_are_refused(void **state)
{
    static const char *const names[] = {"", ":memory:", ":", "file:x?mode=memory"};
    dbn_sql *db;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(dbn_sql_open(&db, names[i], &lists, DBN_SQL_CREATE, &error),
                         DBN_ERR_USAGE);
        assert_null(db);
    }
    /* Who wants no file says so. */
    assert_int_equal(dbn_sql_open(&db, NULL, &lists, DBN_SQL_CREATE, &error), DBN_OK);
    assert_int_equal(add_words(db, 3), DBN_OK);
    assert_int_equal(count_words(db), 3);
    dbn_sql_close(db);
    assert_int_not_equal(access(":memory:", F_OK), 0);
}

static void
what_was_written_is_read(void **state)
{
    dbn_statement *select;
    bool has_row;
    (void)state;
    dbn_sql *db = open_as(&lists, DBN_SQL_CREATE);
    assert_int_equal(dbn_sql_begin(db, true), DBN_OK);
    assert_int_equal(add_words(db, 3), DBN_OK);
    assert_int_equal(dbn_sql_commit(db), DBN_OK);
    dbn_sql_close(db);
    db = open_as(&lists, DBN_SQL_READ);
    assert_int_equal(
        dbn_statement_new(&select, db, "SELECT n, text, NULL FROM word WHERE n > ?1"),
        DBN_OK);
    dbn_statement_bind_number(select, 1, 1);
    assert_int_equal(dbn_statement_step(&has_row, select), DBN_OK);
    assert_true(has_row);
    assert_int_equal(dbn_statement_number(select, 0), 2);
    assert_int_equal(dbn_statement_text(select, 1).len, 256);
    assert_null(dbn_statement_bytes(select, 2).ptr);
    assert_int_equal(dbn_statement_step(&has_row, select), DBN_OK);
    assert_false(has_row);
    dbn_statement_free(select);
    assert_int_equal(dbn_sql_run(db, "DELETE FROM word"), DBN_ERR_IO);
    dbn_sql_close(db);
}

static void
what_was_not_committed_is_gone(void **state)
{
    (void)state;
    dbn_sql *db = open_as(&lists, DBN_SQL_CREATE);
    assert_int_equal(dbn_sql_begin(db, true), DBN_OK);
    assert_int_equal(add_words(db, 3), DBN_OK);
    dbn_sql_rollback(db);
    assert_int_equal(count_words(db), 0);
    assert_int_equal(dbn_sql_begin(db, true), DBN_OK);
    assert_int_equal(add_words(db, 5), DBN_OK);
    dbn_sql_close(db);
    db = open_as(&lists, DBN_SQL_READ);
    assert_int_equal(count_words(db), 0);
    dbn_sql_close(db);
}

static void
readers_see_what_stood_before(void **state)
{
    (void)state;
    dbn_sql *writer = open_as(&lists, DBN_SQL_CREATE);
    assert_int_equal(add_words(writer, 1), DBN_OK);
    assert_int_equal(dbn_sql_begin(writer, true), DBN_OK);
    assert_int_equal(add_words(writer, 5), DBN_OK);
    dbn_sql *reader = open_as(&lists, DBN_SQL_READ);
    assert_int_equal(dbn_sql_begin(reader, false), DBN_OK);
    assert_int_equal(count_words(reader), 1);
    assert_int_equal(dbn_sql_commit(writer), DBN_OK);
    assert_int_equal(count_words(reader), 1);
    assert_int_equal(dbn_sql_commit(reader), DBN_OK);
    assert_int_equal(count_words(reader), 6);
    dbn_sql_close(reader);
    dbn_sql_close(writer);
}

static void
a_second_writer_is_told(void **state)
{
    (void)state;
    dbn_sql *first = open_as(&lists, DBN_SQL_CREATE);
    dbn_sql *second = open_as(&lists, DBN_SQL_WRITE);
    assert_int_equal(dbn_sql_begin(first, true), DBN_OK);
    assert_int_equal(dbn_sql_begin(second, true), DBN_ERR_IO);
    assert_non_null(strstr(error.message, "another program is writing"));
    assert_int_equal(dbn_sql_commit(first), DBN_OK);
    assert_int_equal(dbn_sql_begin(second, true), DBN_OK);
    dbn_sql_close(second);
    dbn_sql_close(first);
}

static void
a_full_disk_loses_nothing(void **state)
{
    (void)state;
    dbn_sql *db = open_as(&lists, DBN_SQL_CREATE);
    assert_int_equal(add_words(db, 2), DBN_OK);
    assert_int_equal(dbn_sql_run(db, "PRAGMA max_page_count = 8"), DBN_OK);
    assert_int_equal(dbn_sql_begin(db, true), DBN_OK);
    assert_int_equal(add_words(db, 1000), DBN_ERR_IO);
    assert_non_null(strstr(error.message, "no room is left"));
    dbn_sql_rollback(db);
    assert_int_equal(count_words(db), 2);
    dbn_sql_close(db);
}

static void
other_files_are_refused_by_name(void **state)
{
    (void)state;
    static const dbn_sql_kind newer = {0x7465737A, 2, "", "not a list"};
    static const dbn_sql_kind other = {0x7465737B, 1, "", "not another"};
    assert_refused(&lists, DBN_SQL_READ, DBN_ERR_IO, "cannot be opened");
    dbn_sql_close(open_as(&lists, DBN_SQL_CREATE));
    assert_refused(&newer, DBN_SQL_READ, DBN_ERR_SYNTAX, "has version 1");
    assert_refused(&other, DBN_SQL_CREATE, DBN_ERR_SYNTAX, "not another");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++)
        (void)fputs("no database at all\n", file);
    assert_int_equal(fclose(file), 0);
    assert_refused(&lists, DBN_SQL_CREATE, DBN_ERR_SYNTAX, "not a list");
}

static void
a_file_that_was_cut_is_damaged(void **state)
{
    struct stat is;
    (void)state;
    dbn_sql *db = open_as(&lists, DBN_SQL_CREATE);
    assert_int_equal(add_words(db, 500), DBN_OK);
    assert_int_equal(dbn_sql_verify(db), DBN_OK);
    dbn_sql_close(db);
    assert_int_equal(stat(path, &is), 0);
    assert_int_equal(truncate(path, is.st_size / 2), 0);
    dbn_status status = dbn_sql_open(&db, path, &lists, DBN_SQL_READ, &error);
    if (status == DBN_OK)
        status = dbn_sql_verify(db);
    assert_int_equal(status, DBN_ERR_SYNTAX);
    assert_non_null(strstr(error.message, "damaged"));
    dbn_sql_close(db);
}

static void
space_is_given_back(void **state)
{
    uint64_t before, after;
    (void)state;
    dbn_sql *db = open_as(&lists, DBN_SQL_CREATE);
    assert_int_equal(add_words(db, 1000), DBN_OK);
    assert_int_equal(dbn_sql_size(&before, db), DBN_OK);
    assert_int_equal(dbn_sql_run(db, "DELETE FROM word"), DBN_OK);
    assert_int_equal(dbn_sql_shrink(db), DBN_OK);
    assert_int_equal(dbn_sql_size(&after, db), DBN_OK);
    assert_true(after < before / 10);
    dbn_sql_close(db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(names_of_no_file_are_refused, remove_file),
        cmocka_unit_test_teardown(what_was_written_is_read, remove_file),
        cmocka_unit_test_teardown(what_was_not_committed_is_gone, remove_file),
        cmocka_unit_test_teardown(readers_see_what_stood_before, remove_file),
        cmocka_unit_test_teardown(a_second_writer_is_told, remove_file),
        cmocka_unit_test_teardown(a_full_disk_loses_nothing, remove_file),
        cmocka_unit_test_teardown(other_files_are_refused_by_name, remove_file),
        cmocka_unit_test_teardown(a_file_that_was_cut_is_damaged, remove_file),
        cmocka_unit_test_teardown(space_is_given_back, remove_file),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
