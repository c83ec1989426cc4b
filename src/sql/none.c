/*
 * sql/none.c - sql/sql.h in a build without SQLite: nothing opens, so that nothing else
 * is ever asked.
 */
#include "sql/sql.h"

#define ABSENT                                                                         \
    "this doublon was built without SQLite (libsqlite3-dev), which keeps '%s'"

bool
dbn_sql_sqlite(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", "");
    return false;
}

dbn_status
dbn_sql_open(dbn_sql **out, const char *path, const dbn_sql_kind *kind,
             dbn_sql_mode mode, dbn_error *error)
{
    (void)kind;
    (void)mode;
    *out = NULL;
    return dbn_fail(error, DBN_ERR_USAGE, ABSENT, path);
}

void
dbn_sql_close(dbn_sql *db)
{
    (void)db;
}

const char *
dbn_sql_path(const dbn_sql *db)
{
    (void)db;
    return "";
}

dbn_status
dbn_sql_run(dbn_sql *db, const char *statements)
{
    (void)db;
    (void)statements;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_sql_begin(dbn_sql *db, bool writes)
{
    (void)db;
    (void)writes;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_sql_commit(dbn_sql *db)
{
    (void)db;
    return DBN_ERR_USAGE;
}

void
dbn_sql_rollback(dbn_sql *db)
{
    (void)db;
}

dbn_status
dbn_sql_shrink(dbn_sql *db)
{
    (void)db;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_sql_verify(dbn_sql *db)
{
    (void)db;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_sql_damaged(dbn_sql *db, const char *what)
{
    (void)db;
    (void)what;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_sql_nomem(dbn_sql *db)
{
    (void)db;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_sql_size(uint64_t *out, dbn_sql *db)
{
    (void)db;
    *out = 0;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_statement_new(dbn_statement **out, dbn_sql *db, const char *text)
{
    (void)db;
    (void)text;
    *out = NULL;
    return DBN_ERR_USAGE;
}

void
dbn_statement_free(dbn_statement *statement)
{
    (void)statement;
}

void
dbn_statement_bind_number(dbn_statement *statement, int at, int64_t value)
{
    (void)statement;
    (void)at;
    (void)value;
}

void
dbn_statement_bind_text(dbn_statement *statement, int at, dbn_span text)
{
    (void)statement;
    (void)at;
    (void)text;
}

void
dbn_statement_bind_bytes(dbn_statement *statement, int at, dbn_span bytes)
{
    (void)statement;
    (void)at;
    (void)bytes;
}

dbn_status
dbn_statement_step(bool *has_row, dbn_statement *statement)
{
    (void)statement;
    *has_row = false;
    return DBN_ERR_USAGE;
}

void
dbn_statement_reset(dbn_statement *statement)
{
    (void)statement;
}

dbn_status
dbn_statement_run(dbn_statement *statement)
{
    (void)statement;
    return DBN_ERR_USAGE;
}

int64_t
dbn_statement_number(const dbn_statement *statement, int column)
{
    (void)statement;
    (void)column;
    return 0;
}

dbn_span
dbn_statement_text(const dbn_statement *statement, int column)
{
    (void)statement;
    (void)column;
    return (dbn_span){NULL, 0};
}

dbn_span
dbn_statement_bytes(const dbn_statement *statement, int column)
{
    (void)statement;
    (void)column;
    return (dbn_span){NULL, 0};
}

dbn_status
dbn_sql_number(int64_t *out, dbn_sql *db, const char *text)
{
    (void)db;
    (void)text;
    *out = 0;
    return DBN_ERR_USAGE;
}
