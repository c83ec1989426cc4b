/*
 * sql/sql.c - sql/sql.h over SQLite.
 */
#include "sql/sql.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>

/* How long a writer waits for another one, in milliseconds. */
#define BUSY_MS 5000

struct dbn_sql {
    sqlite3 *handle;
    const char *refusal; /* of a file of another kind */
    dbn_error *error;
    dbn_sql_mode mode;
    int unread; /* the first failure of a read of a column since the last step; or
                   SQLITE_OK */
    char *path;
};

struct dbn_statement {
    sqlite3_stmt *handle;
    dbn_sql *db;
    int bound; /* the first failure of a bind since the last step; SQLITE_OK */
};

bool
dbn_sql_sqlite(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", sqlite3_libversion());
    return true;
}

/* ---- failures ------------------------------------------------------------------- */

/* What SQLite takes for a broken disk where the log, or its index, cannot grow. */
static bool
is_without_room(const dbn_sql *db, int code)
{
    if ((code & 0xFF) != SQLITE_IOERR)
        return false;
    return sqlite3_system_errno(db->handle) == ENOSPC ||
           sqlite3_extended_errcode(db->handle) == SQLITE_IOERR_SHMSIZE;
}

/* Say what `code` means for the file. */
static dbn_status
fail(dbn_sql *db, int code)
{
    dbn_error *error = db->error;
    if (is_without_room(db, code))
        code = SQLITE_FULL;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left for '%s'", db->path);
    case SQLITE_FULL:
        return dbn_fail(error, DBN_ERR_IO, "no room is left on the disk for '%s'",
                        db->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dbn_fail(error, DBN_ERR_IO, "another program is writing '%s'", db->path);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        if (db->mode == DBN_SQL_READ)
            return dbn_fail(error, DBN_ERR_IO,
                            "'%s' cannot be read where nothing may be written: its log "
                            "(-wal, -shm) must stand beside it; copy it to another "
                            "folder",
                            db->path);
        return dbn_fail(error, DBN_ERR_IO,
                        "'%s' cannot be used: it, or what must stand beside it (-wal, "
                        "-shm), may not be written",
                        db->path);
    case SQLITE_NOTADB:
        return dbn_fail(error, DBN_ERR_SYNTAX, "'%s' cannot be used: %s", db->path,
                        db->refusal);
    case SQLITE_CORRUPT:
        return dbn_fail(error, DBN_ERR_SYNTAX, "'%s' is damaged: %s", db->path,
                        sqlite3_errmsg(db->handle));
    case SQLITE_TOOBIG:
        return dbn_fail(error, DBN_ERR_LIMIT, "'%s' cannot hold so much in one piece",
                        db->path);
    default:
        return dbn_fail(error, DBN_ERR_IO, "'%s' cannot be used: %s", db->path,
                        sqlite3_errmsg(db->handle));
    }
}

dbn_status
dbn_sql_damaged(dbn_sql *db, const char *what)
{
    return dbn_fail(db->error, DBN_ERR_SYNTAX, "'%s' is damaged: %s", db->path, what);
}

dbn_status
dbn_sql_nomem(dbn_sql *db)
{
    return fail(db, SQLITE_NOMEM);
}

/* ---- statements ----------------------------------------------------------------- */

/* NULL where that failed, which is said. */
static dbn_statement *
prepare(dbn_sql *db, const char *text)
{
    dbn_statement *made = calloc(1, sizeof *made);
    if (made == NULL) {
        (void)fail(db, SQLITE_NOMEM);
        return NULL;
    }
    made->db = db;
    int code = sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
                                  &made->handle, NULL);
    if (code != SQLITE_OK) {
        (void)fail(db, code);
        free(made);
        return NULL;
    }
    return made;
}

dbn_status
dbn_statement_new(dbn_statement **out, dbn_sql *db, const char *text)
{
    *out = prepare(db, text);
    return *out == NULL ? db->error->status : DBN_OK;
}

void
dbn_statement_free(dbn_statement *statement)
{
    if (statement == NULL)
        return;
    sqlite3_finalize(statement->handle);
    free(statement);
}

static void
note(dbn_statement *statement, int code)
{
    if (statement->bound == SQLITE_OK)
        statement->bound = code;
}

void
dbn_statement_bind_number(dbn_statement *statement, int at, int64_t value)
{
    note(statement, sqlite3_bind_int64(statement->handle, at, value));
}

void
dbn_statement_bind_text(dbn_statement *statement, int at, dbn_span text)
{
    note(statement, sqlite3_bind_text64(statement->handle, at, text.ptr, text.len,
                                        SQLITE_STATIC, SQLITE_UTF8));
}

void
dbn_statement_bind_bytes(dbn_statement *statement, int at, dbn_span bytes)
{
    /* NULL would bind a NULL, and no bytes. */
    const char *ptr = bytes.ptr == NULL ? "" : bytes.ptr;
    note(statement,
         sqlite3_bind_blob64(statement->handle, at, ptr, bytes.len, SQLITE_STATIC));
}

dbn_status
dbn_statement_step(bool *has_row, dbn_statement *statement)
{
    int code = statement->bound == SQLITE_OK ? statement->db->unread : statement->bound;
    statement->bound = statement->db->unread = SQLITE_OK;
    if (code == SQLITE_OK)
        code = sqlite3_step(statement->handle);
    *has_row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? DBN_OK
                                                     : fail(statement->db, code);
}

void
dbn_statement_reset(dbn_statement *statement)
{
    /* What failed was told by the step. */
    (void)sqlite3_reset(statement->handle);
}

dbn_status
dbn_statement_run(dbn_statement *statement)
{
    bool has_row;
    dbn_status status;
    do
        status = dbn_statement_step(&has_row, statement);
    while (status == DBN_OK && has_row);
    dbn_statement_reset(statement);
    return status;
}

int64_t
dbn_statement_number(const dbn_statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

/* NULL stands for a NULL, and for want of memory, which the next step tells. */
static void
note_unread(const dbn_statement *statement, const void *read)
{
    dbn_sql *db = statement->db;
    if (read == NULL && sqlite3_errcode(db->handle) == SQLITE_NOMEM)
        db->unread = SQLITE_NOMEM;
}

dbn_span
dbn_statement_text(const dbn_statement *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement->handle, column);
    note_unread(statement, text);
    int len = sqlite3_column_bytes(statement->handle, column);
    return (dbn_span){(const char *)text, text == NULL ? 0 : (size_t)len};
}

dbn_span
dbn_statement_bytes(const dbn_statement *statement, int column)
{
    const char *bytes = sqlite3_column_blob(statement->handle, column);
    note_unread(statement, bytes);
    int len = sqlite3_column_bytes(statement->handle, column);
    return (dbn_span){bytes, bytes == NULL ? 0 : (size_t)len};
}

/* ---- transactions --------------------------------------------------------------- */

const char *
dbn_sql_path(const dbn_sql *db)
{
    return db->path;
}

dbn_status
dbn_sql_run(dbn_sql *db, const char *statements)
{
    int code = db->unread;
    db->unread = SQLITE_OK;
    if (code == SQLITE_OK)
        code = sqlite3_exec(db->handle, statements, NULL, NULL, NULL);
    return code == SQLITE_OK ? DBN_OK : fail(db, code);
}

dbn_status
dbn_sql_number(int64_t *out, dbn_sql *db, const char *text)
{
    dbn_statement *statement = prepare(db, text);
    bool has_row;
    if (statement == NULL)
        return db->error->status;
    dbn_status status = dbn_statement_step(&has_row, statement);
    if (status == DBN_OK && has_row)
        *out = dbn_statement_number(statement, 0);
    dbn_statement_free(statement);
    return status;
}

dbn_status
dbn_sql_begin(dbn_sql *db, bool writes)
{
    int64_t ignored = 0;
    DBN_TRY(dbn_sql_run(db, writes ? "BEGIN IMMEDIATE" : "BEGIN"));
    /* A transaction that reads begins with its first read. */
    dbn_status status = dbn_sql_number(&ignored, db, "PRAGMA schema_version");
    if (status != DBN_OK)
        dbn_sql_rollback(db);
    return status;
}

dbn_status
dbn_sql_commit(dbn_sql *db)
{
    return dbn_sql_run(db, "COMMIT");
}

void
dbn_sql_rollback(dbn_sql *db)
{
    if (!sqlite3_get_autocommit(db->handle))
        (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

dbn_status
dbn_sql_shrink(dbn_sql *db)
{
    return dbn_sql_run(db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
}

dbn_status
dbn_sql_verify(dbn_sql *db)
{
    dbn_statement *statement = prepare(db, "PRAGMA integrity_check(1)");
    bool has_row;
    if (statement == NULL)
        return db->error->status;
    dbn_status status = dbn_statement_step(&has_row, statement);
    if (status == DBN_OK && has_row) {
        dbn_span found = dbn_statement_text(statement, 0);
        if (!dbn_span_equal(found, DBN_SPAN("ok")))
            status = dbn_fail(db->error, DBN_ERR_SYNTAX, "'%s' is damaged: %.*s",
                              db->path, (int)found.len, found.ptr);
    }
    dbn_statement_free(statement);
    return status;
}

dbn_status
dbn_sql_size(uint64_t *out, dbn_sql *db)
{
    int64_t pages = 0, bytes = 0;
    DBN_TRY(dbn_sql_number(&pages, db, "PRAGMA page_count"));
    DBN_TRY(dbn_sql_number(&bytes, db, "PRAGMA page_size"));
    *out = (uint64_t)pages * (uint64_t)bytes;
    return DBN_OK;
}

/* ---- opening -------------------------------------------------------------------- */

/* Nothing that stands in a file is trusted: it may come from anybody. */
static dbn_status
set_up(dbn_sql *db, dbn_sql_mode mode)
{
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (mode == DBN_SQL_READ)
        DBN_TRY(dbn_sql_run(db, "PRAGMA query_only = ON"));
    return dbn_sql_run(db, "PRAGMA trusted_schema = OFF;"
                           "PRAGMA cell_size_check = ON;"
                           "PRAGMA cache_size = -16384;"
                           "PRAGMA journal_size_limit = 67108864;"
                           "PRAGMA synchronous = FULL");
}

typedef struct identity {
    int64_t application, version, tables;
} identity;

static dbn_status
identify(identity *out, dbn_sql *db)
{
    *out = (identity){0};
    DBN_TRY(dbn_sql_number(&out->application, db, "PRAGMA application_id"));
    DBN_TRY(dbn_sql_number(&out->version, db, "PRAGMA user_version"));
    return dbn_sql_number(&out->tables, db, "SELECT count(*) FROM sqlite_schema");
}

/* All of an empty file at once; another program may have made it meanwhile. */
static dbn_status
make(identity *is, dbn_sql *db, const dbn_sql_kind *kind)
{
    char pragmas[96];
    (void)snprintf(pragmas, sizeof pragmas,
                   "PRAGMA application_id = %u; PRAGMA user_version = %u",
                   (unsigned)kind->application, (unsigned)kind->version);
    DBN_TRY(dbn_sql_begin(db, true));
    dbn_status status = identify(is, db);
    if (status == DBN_OK && is->application == 0 && is->tables == 0) {
        status = dbn_sql_run(db, kind->schema);
        if (status == DBN_OK)
            status = dbn_sql_run(db, pragmas);
        if (status == DBN_OK)
            status = identify(is, db);
    }
    if (status == DBN_OK)
        status = dbn_sql_commit(db);
    dbn_sql_rollback(db);
    return status;
}

static dbn_status
check(dbn_sql *db, const dbn_sql_kind *kind, dbn_sql_mode mode)
{
    identity is;
    DBN_TRY(identify(&is, db));
    bool is_new = mode == DBN_SQL_CREATE && is.application == 0 && is.tables == 0;
    bool is_ours = is.application == (int64_t)kind->application;
    if (mode != DBN_SQL_READ && (is_new || is_ours))
        DBN_TRY(dbn_sql_run(db, "PRAGMA journal_mode = WAL"));
    if (is_new)
        DBN_TRY(make(&is, db, kind));
    if (is.application != (int64_t)kind->application)
        return fail(db, SQLITE_NOTADB);
    if (is.version != (int64_t)kind->version)
        return dbn_fail(db->error, DBN_ERR_SYNTAX,
                        "'%s' has version %lld of its format; version %u is known here",
                        db->path, (long long)is.version, (unsigned)kind->version);
    return DBN_OK;
}

static dbn_status
open_handle(dbn_sql *db, dbn_sql_mode mode)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (mode == DBN_SQL_CREATE)
        flags |= SQLITE_OPEN_CREATE;
    /* Who reads may write too, where the system lets it, so that the last to close the
     * file can put its log away. */
    int code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    if (code == SQLITE_OK)
        return set_up(db, mode);
    if (db->handle == NULL)
        return fail(db, SQLITE_NOMEM);
    int reason = sqlite3_system_errno(db->handle);
    if (reason == ENOENT && mode == DBN_SQL_CREATE)
        return dbn_fail(db->error, DBN_ERR_IO,
                        "'%s' cannot be made: its folder is not there, or may not be "
                        "written",
                        db->path);
    if (reason != 0)
        return dbn_fail(db->error, DBN_ERR_IO, "'%s' cannot be opened: %s", db->path,
                        strerror(reason));
    return fail(db, code);
}

/* Names that SQLite keeps for what is no file: what is written there is lost. */
static dbn_status
check_name(const char *path, dbn_error *error)
{
    if (*path == '\0')
        return dbn_fail(error, DBN_ERR_USAGE, "the name of the file is empty");
    if (*path == ':' || strncmp(path, "file:", 5) == 0)
        return dbn_fail(error, DBN_ERR_USAGE,
                        "'%s' is a name that is kept for what is no file", path);
    return DBN_OK;
}

static bool
is_there(const char *path)
{
    FILE *file = fopen(path, "rb");
    return file != NULL && fclose(file) == 0;
}

/* Of a file that was to be made and has found no room nothing stays. */
static void
close_failed(dbn_sql *db, bool was_there)
{
    static const char *const suffixes[] = {"-wal", "-shm", ""};
    size_t len = strlen(db->path);
    char *name = was_there ? NULL : malloc(len + sizeof "-wal");
    if (name != NULL)
        memcpy(name, db->path, len + 1);
    dbn_sql_close(db);
    for (int i = 0; i < 3 && name != NULL; i++) {
        memcpy(name + len, suffixes[i], strlen(suffixes[i]) + 1);
        (void)remove(name);
    }
    free(name);
}

dbn_status
dbn_sql_open(dbn_sql **out, const char *path, const dbn_sql_kind *kind,
             dbn_sql_mode mode, dbn_error *error)
{
    *out = NULL;
    if (path != NULL)
        DBN_TRY(check_name(path, error));
    else
        path = ":memory:";
    size_t len = strlen(path);
    dbn_sql *db = calloc(1, sizeof *db);
    if (db != NULL)
        db->path = malloc(len + 1);
    if (db == NULL || db->path == NULL) {
        free(db);
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left for '%s'", path);
    }
    memcpy(db->path, path, len + 1);
    db->error = error;
    db->refusal = kind->refusal;
    db->mode = mode;
    bool was_there = mode != DBN_SQL_CREATE || is_there(db->path);
    dbn_status status = open_handle(db, mode);
    if (status == DBN_OK)
        status = check(db, kind, mode);
    if (status != DBN_OK) {
        close_failed(db, was_there);
        return status;
    }
    *out = db;
    return DBN_OK;
}

void
dbn_sql_close(dbn_sql *db)
{
    if (db == NULL)
        return;
    int code = sqlite3_close(db->handle);
    assert(code == SQLITE_OK && "a statement was not freed");
    (void)code;
    free(db->path);
    free(db);
}
