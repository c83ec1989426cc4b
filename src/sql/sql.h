/*
 * sql/sql.h - a file of ours that SQLite keeps: opened, asked, changed whole or not at
 * all. The only home of SQLite; where a build has none, dbn_sql_open() says so.
 *
 *     dbn_sql *db;
 *     DBN_TRY(dbn_sql_open(&db, path, &kind, DBN_SQL_WRITE, error));
 *     dbn_statement *insert;
 *     status = dbn_statement_new(&insert, db, "INSERT INTO word VALUES (?1, ?2)");
 *     …  dbn_statement_bind_text(insert, 1, word);
 *        dbn_statement_bind_number(insert, 2, count);
 *        status = dbn_statement_run(insert);  …
 *     dbn_statement_free(insert);
 *     dbn_sql_close(db);
 *
 * A write-ahead log stands beside the file while it is used (PATH-wal, PATH-shm): one
 * program writes and others read what stood before; one that is killed leaves what it
 * had committed. The last to close it puts the log into the file.
 *
 * Failures: the status, and the sentence, with the name of the file, in the dbn_error
 * that dbn_sql_open() was given: DBN_ERR_IO (the system, a full disk, another writer),
 * DBN_ERR_SYNTAX (damaged, or no file of that kind), DBN_ERR_NOMEM, DBN_ERR_LIMIT.
 * Threads: a file and its statements belong to one at a time.
 */
#ifndef DBN_SQL_SQL_H
#define DBN_SQL_SQL_H

#include "base/span.h"

typedef struct dbn_sql dbn_sql;
typedef struct dbn_statement dbn_statement;

/** What a file is, by which it is known again. */
typedef struct dbn_sql_kind {
    uint32_t application; /* not 0: "PRAGMA application_id" */
    uint32_t version;     /* of the schema, from 1: "PRAGMA user_version" */
    const char *schema;   /* the statements that make an empty one */
    const char *refusal; /* of another file, as in "not an archive"; of the catalogue */
} dbn_sql_kind;

/** What is done with it. */
typedef enum dbn_sql_mode {
    DBN_SQL_READ,  /* must exist; what it holds stays, but its log may be put into it */
    DBN_SQL_WRITE, /* must exist */
    DBN_SQL_CREATE /* made where it does not exist, or is empty */
} dbn_sql_mode;

/** Is SQLite there? Its version goes to `version`, NUL-terminated and cut to `size`. */
bool dbn_sql_sqlite(char *version, size_t size);

/** Open the file at `path` (NUL-terminated, copied); NULL: none, what is written lives
 * until it is closed. Names that SQLite takes for no file are refused: the empty one,
 * those that begin with ':' or "file:" (DBN_ERR_USAGE). Another kind of file, or
 * another version of its schema, is refused by name. `error` is borrowed until it is
 * closed; on failure *out is NULL. Of `kind`, `refusal` is borrowed as well. */
dbn_status dbn_sql_open(dbn_sql **out, const char *path, const dbn_sql_kind *kind,
                        dbn_sql_mode mode, dbn_error *error) DBN_CHECKED;

/** Every statement must be freed before; a transaction that was not committed is rolled
 * back. NULL is allowed. */
void dbn_sql_close(dbn_sql *db);

/** The path as it was given. NUL-terminated. */
const char *dbn_sql_path(const dbn_sql *db);

/** Run statements, parted by semicolons, that ask for nothing. */
dbn_status dbn_sql_run(dbn_sql *db, const char *statements) DBN_CHECKED;

/** Begin a transaction: to write, after others that write have ended theirs, for which
 * it waits some seconds; or to read what stands now, whatever others write meanwhile.
 */
dbn_status dbn_sql_begin(dbn_sql *db, bool writes) DBN_CHECKED;

/** End it: all of it is in the file when this returns DBN_OK. Else call
 * dbn_sql_rollback(). */
dbn_status dbn_sql_commit(dbn_sql *db) DBN_CHECKED;

/** Forget it. Does nothing where there is none. Leaves the error as it is. */
void dbn_sql_rollback(dbn_sql *db);

/** Give space that nothing uses back to the system: the file is written anew. Needs
 * room on the disk for it once more. Not in a transaction. */
dbn_status dbn_sql_shrink(dbn_sql *db) DBN_CHECKED;

/** Read all of the file, and fail with DBN_ERR_SYNTAX where its pages are damaged. */
dbn_status dbn_sql_verify(dbn_sql *db) DBN_CHECKED;

/** Say that the file holds what cannot be, or that there is no memory for what it
 * holds. `what` is of the catalogue; so that a caller writes `return
 * dbn_sql_damaged(…)`. */
dbn_status dbn_sql_damaged(dbn_sql *db, const char *what) DBN_CHECKED;
dbn_status dbn_sql_nomem(dbn_sql *db) DBN_CHECKED;

/** Bytes of the file, without its log. */
dbn_status dbn_sql_size(uint64_t *out, dbn_sql *db) DBN_CHECKED;

/* ---- statements ----------------------------------------------------------------- */

/** A statement, `text` NUL-terminated, with the parameters ?1, ?2 …; on failure *out is
 * NULL. */
dbn_status dbn_statement_new(dbn_statement **out, dbn_sql *db,
                             const char *text) DBN_CHECKED;

/** NULL is allowed. */
void dbn_statement_free(dbn_statement *statement);

/** Set parameter `at`, from 1. They stay set until set again. Text and bytes are
 * borrowed until then, or until the statement is freed; text with ptr NULL is NULL. A
 * failure comes out of the next step. */
void dbn_statement_bind_number(dbn_statement *statement, int at, int64_t value);
void dbn_statement_bind_text(dbn_statement *statement, int at, dbn_span text);
void dbn_statement_bind_bytes(dbn_statement *statement, int at, dbn_span bytes);

/** The next row, or the first one; *has_row says whether there was one. */
dbn_status dbn_statement_step(bool *has_row, dbn_statement *statement) DBN_CHECKED;

/** Before it is asked again. */
void dbn_statement_reset(dbn_statement *statement);

/** Step to the end, and reset. */
dbn_status dbn_statement_run(dbn_statement *statement) DBN_CHECKED;

/** A column of the row, from 0. Spans are borrowed until the next step or reset; of a
 * NULL, ptr is NULL, and where there is no memory, which the next step, of whatever
 * statement, or dbn_sql_run(), or dbn_sql_commit() then says. */
int64_t dbn_statement_number(const dbn_statement *statement, int column);
dbn_span dbn_statement_text(const dbn_statement *statement, int column);
dbn_span dbn_statement_bytes(const dbn_statement *statement, int column);

/** Ask for one number: the first column of the first row; *out stays where there is no
 * row. */
dbn_status dbn_sql_number(int64_t *out, dbn_sql *db, const char *text) DBN_CHECKED;

#endif
