/*
 * The file of a memory: its tables, what is kept of them at hand, and who may read and
 * write when. What another program wrote meanwhile is seen before anything is read.
 */
#include "memory/inside.h"

#include "base/message.h"

#include <assert.h>
#include <stdlib.h>

/* Of the tables: stems have a number of their own. */
#define SCHEMA_VERSION 2

#define AS_TEXT(number)  AS_TEXT_(number)
#define AS_TEXT_(number) #number

/* Numbers of `unit`, `variant` and `searched` have no holes; a unit's variants follow
 * each other from `first` on. */
#define SCHEMA                                                                         \
    "CREATE TABLE language (id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE);"        \
    "CREATE TABLE shape (tokens INTEGER NOT NULL);"                                    \
    "INSERT INTO shape VALUES (" AS_TEXT(                                              \
        DBN_MEMORY_TOKENS_VERSION) ");"                                                \
                                   "CREATE TABLE unit (id INTEGER PRIMARY KEY, "       \
                                   "identity INTEGER NOT NULL,"                        \
                                   " first INTEGER NOT NULL, count INTEGER NOT NULL, " \
                                   "before INTEGER NOT NULL,"                          \
                                   " after INTEGER NOT NULL, origin TEXT, attributes " \
                                   "TEXT, notes TEXT);"                                \
                                   "CREATE TABLE variant (id INTEGER PRIMARY KEY, "    \
                                   "unit INTEGER NOT NULL,"                            \
                                   " language INTEGER NOT NULL, source INTEGER NOT "   \
                                   "NULL, text TEXT NOT NULL,"                         \
                                   " content TEXT, attributes TEXT, notes TEXT);"      \
                                   "CREATE INDEX unit_identity ON unit (identity);"    \
                                   "CREATE TABLE searched (id INTEGER PRIMARY KEY, "   \
                                   "variant INTEGER NOT NULL,"                         \
                                   " language INTEGER NOT NULL, hash INTEGER NOT "     \
                                   "NULL, context INTEGER NOT NULL,"                   \
                                   " stems BLOB NOT NULL);"                            \
                                   "CREATE INDEX searched_hash ON searched (hash);"    \
                                   "CREATE INDEX searched_context ON searched "        \
                                   "(context) WHERE context != 0;"                     \
                                   "CREATE TABLE run (beg INTEGER PRIMARY KEY, end "   \
                                   "INTEGER NOT NULL);"                                \
                                   "CREATE TABLE posting (run INTEGER NOT NULL, key "  \
                                   "INTEGER NOT NULL,"                                 \
                                   " longest INTEGER NOT NULL, total INTEGER NOT "     \
                                   "NULL, list BLOB NOT NULL,"                         \
                                   " PRIMARY KEY (run, key, longest)) WITHOUT ROWID;"

static const dbn_sql_kind kind = {
    .application = 0x64626E6D, /* "dbnm" */
    .version = SCHEMA_VERSION,
    .schema = SCHEMA,
    .refusal = DBN_MESSAGE("not a translation memory of doublon")};

static const char *const asks[DBN_ASKS] = {
    [DBN_ADD_LANGUAGE] = "INSERT INTO language VALUES (?1, ?2)",
    [DBN_ADD_UNIT] = "INSERT INTO unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [DBN_ADD_VARIANT] = "INSERT INTO variant VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [DBN_ADD_SEARCHED] = "INSERT INTO searched VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [DBN_ADD_POSTING] = "INSERT INTO posting VALUES (?1, ?2, ?3, ?4, ?5)",
    [DBN_ADD_RUN] = "INSERT INTO run VALUES (?1, ?2)",
    [DBN_DROP_POSTINGS] = "DELETE FROM posting WHERE run = ?1",
    [DBN_DROP_RUN] = "DELETE FROM run WHERE beg = ?1",
    [DBN_RENEW_STEMS] = "UPDATE searched SET stems = ?2 WHERE id = ?1",
    [DBN_ASK_UNIT] = "SELECT first, count, before, after FROM unit WHERE identity = ?1"
                     " ORDER BY id LIMIT 64",
    [DBN_ASK_UNIT_OF] =
        "SELECT first, count, before, after, origin FROM unit WHERE id = ?1",
    [DBN_ASK_UNITS] = "SELECT first, count, before, after, origin, attributes, notes"
                      " FROM unit ORDER BY id",
    [DBN_ASK_VARIANTS] = "SELECT language, source, text, content, attributes, notes"
                         " FROM variant WHERE id >= ?1 AND id < ?2 ORDER BY id",
    [DBN_ASK_VARIANT] = "SELECT unit, text, content FROM variant WHERE id = ?1",
    [DBN_ASK_STEMS] = "SELECT language, variant, stems FROM searched WHERE id = ?1",
    [DBN_ASK_STEMS_FROM] = "SELECT id, language, stems, variant FROM searched"
                           " WHERE id >= ?1 AND id < ?2 ORDER BY id",
    [DBN_ASK_SAME] = "SELECT language, variant FROM searched WHERE hash = ?1"
                     " ORDER BY id",
    [DBN_ASK_CONTEXT] = "SELECT language, variant FROM searched WHERE context = ?1"
                        " AND context != 0 ORDER BY id",
    [DBN_ASK_TEXT] = "SELECT text FROM variant"
                     " WHERE id = (SELECT variant FROM searched WHERE id = ?1)",
    [DBN_ASK_TOTAL] = "SELECT total FROM posting WHERE run = ?1 AND key = ?2 LIMIT 1",
    [DBN_ASK_LISTS] = "SELECT longest, list FROM posting WHERE run = ?1 AND key = ?2"
                      " AND longest >= ?3 ORDER BY longest",
    [DBN_ASK_LANGUAGES] = "SELECT language, count(*), sum(source) FROM variant"
                          " GROUP BY language",
};

dbn_status
dbn_memory_nomem(dbn_memory_store *memory)
{
    return dbn_fail(memory->error, DBN_ERR_NOMEM, "no memory is left");
}

dbn_status
dbn_memory_ask_for(dbn_statement **out, dbn_memory_store *memory, dbn_memory_ask ask)
{
    if (memory->asks[ask] == NULL)
        DBN_TRY(dbn_statement_new(&memory->asks[ask], memory->sql, asks[ask]));
    *out = memory->asks[ask];
    dbn_statement_reset(*out);
    return DBN_OK;
}

/* ---- what is kept at hand -------------------------------------------------------- */

static dbn_status
load_tags(dbn_memory_store *memory)
{
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(dbn_statement_new(&rows, memory->sql, "SELECT id, tag FROM language"));
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        dbn_memory_tag tag = {
            .tag = dbn_arena_copy(&memory->arena, dbn_statement_text(rows, 1)),
            .id = dbn_statement_number(rows, 0)};
        tag.hash = dbn_memory_language_hash(tag.tag);
        if (tag.tag.ptr == NULL ||
            dbn_vec_push(&memory->arena, &memory->tags, tag) != DBN_OK) {
            status = dbn_memory_nomem(memory);
            break;
        }
    }
    dbn_statement_free(rows);
    return status;
}

static dbn_status
load_runs(dbn_memory_store *memory)
{
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(
        dbn_statement_new(&rows, memory->sql, "SELECT beg, end FROM run ORDER BY beg"));
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        const dbn_memory_run run = {dbn_statement_number(rows, 0),
                                    dbn_statement_number(rows, 1)};
        if (dbn_vec_push(&memory->arena, &memory->runs, run) != DBN_OK) {
            status = dbn_memory_nomem(memory);
            break;
        }
    }
    dbn_statement_free(rows);
    return status;
}

static dbn_status
load(dbn_memory_store *memory)
{
    static const char *const next[] = {"SELECT coalesce(max(id), 0) + 1 FROM unit",
                                       "SELECT coalesce(max(id), 0) + 1 FROM variant",
                                       "SELECT coalesce(max(id), 0) + 1 FROM searched"};
    memory->seen = -1;
    dbn_arena_reset(&memory->arena);
    memory->tags.items = NULL;
    memory->runs.items = NULL;
    memory->tags.count = memory->tags.cap = 0;
    memory->runs.count = memory->runs.cap = 0;
    DBN_TRY(load_tags(memory));
    DBN_TRY(load_runs(memory));
    DBN_TRY(dbn_sql_number(&memory->unit, memory->sql, next[0]));
    DBN_TRY(dbn_sql_number(&memory->variant, memory->sql, next[1]));
    DBN_TRY(dbn_sql_number(&memory->searched, memory->sql, next[2]));
    DBN_TRY(dbn_sql_number(&memory->tokens, memory->sql, "SELECT tokens FROM shape"));
    return dbn_sql_number(&memory->seen, memory->sql, "PRAGMA data_version");
}

/* Others may have written since it was loaded. */
static dbn_status
load_anew(dbn_memory_store *memory)
{
    int64_t version = 0;
    DBN_TRY(dbn_sql_number(&version, memory->sql, "PRAGMA data_version"));
    return version == memory->seen ? DBN_OK : load(memory);
}

dbn_status
dbn_memory_look(dbn_memory_store *memory)
{
    if (memory->looking++ > 0 || memory->is_writing)
        return DBN_OK;
    dbn_status status = dbn_sql_begin(memory->sql, false);
    if (status == DBN_OK)
        status = load_anew(memory);
    if (status != DBN_OK)
        dbn_memory_look_away(memory);
    return status;
}

void
dbn_memory_look_away(dbn_memory_store *memory)
{
    assert(memory->looking > 0);
    if (--memory->looking > 0 || memory->is_writing)
        return;
    /* One that stands at a row still reads, and what it sees stays. */
    for (int i = 0; i < DBN_ASKS; i++)
        if (memory->asks[i] != NULL)
            dbn_statement_reset(memory->asks[i]);
    dbn_sql_rollback(memory->sql);
}

/* ---- stems ---------------------------------------------------------------------- */

static dbn_status
renew_number(dbn_memory_store *memory, int64_t number, dbn_job *job)
{
    dbn_statement *ask, *set;
    dbn_span stems = {NULL, 0};
    bool has_row;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    DBN_TRY(dbn_memory_ask_for(&ask, memory, DBN_ASK_TEXT));
    dbn_statement_bind_number(ask, 1, number);
    DBN_TRY(dbn_statement_step(&has_row, ask));
    if (has_row)
        DBN_TRY(dbn_memory_stems_of(&stems, dbn_statement_text(ask, 0), job));
    DBN_TRY(dbn_memory_ask_for(&set, memory, DBN_RENEW_STEMS));
    dbn_statement_bind_number(set, 1, number);
    dbn_statement_bind_bytes(set, 2, stems);
    DBN_TRY(dbn_statement_run(set));
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}

static dbn_status
renew_all(dbn_memory_store *memory, dbn_job *job)
{
    DBN_TRY(dbn_sql_run(memory->sql,
                        "DELETE FROM posting; DELETE FROM run; UPDATE shape SET"
                        " tokens = " AS_TEXT(DBN_MEMORY_TOKENS_VERSION)));
    memory->runs.count = 0;
    for (int64_t number = 1; number < memory->searched; number++)
        DBN_TRY(renew_number(memory, number, job));
    memory->tokens = DBN_MEMORY_TOKENS_VERSION;
    return dbn_memory_commit(memory, job);
}

/* Make all stems again. */
static dbn_status
renew(dbn_memory_store *memory)
{
    dbn_job job;
    DBN_TRY(dbn_memory_begin(memory));
    if (memory->tokens == DBN_MEMORY_TOKENS_VERSION) { /* another program was faster */
        dbn_memory_rollback(memory);
        return DBN_OK;
    }
    dbn_job_init(&job, 0);
    dbn_status status = renew_all(memory, &job);
    if (status != DBN_OK && job.err.status != DBN_OK)
        *memory->error = job.err;
    dbn_job_release(&job);
    return status;
}

/* ---- opening -------------------------------------------------------------------- */

static dbn_status
begin_use(dbn_memory_store *memory, dbn_memory_mode mode)
{
    /* Pages of postings are asked for again and again. */
    DBN_TRY(dbn_sql_run(memory->sql, "PRAGMA cache_size = -131072"));
    DBN_TRY(dbn_memory_look(memory));
    dbn_memory_look_away(memory);
    if (memory->tokens == DBN_MEMORY_TOKENS_VERSION)
        return DBN_OK;
    if (mode == DBN_MEMORY_WRITE)
        return renew(memory);
    return dbn_fail(memory->error, DBN_ERR_SYNTAX,
                    "'%s' was made by another version: 'doublon memory add' renews it",
                    dbn_sql_path(memory->sql));
}

dbn_status
dbn_memory_open(dbn_memory_store **out, const char *path, dbn_memory_mode mode,
                dbn_error *error)
{
    *out = NULL;
    dbn_memory_store *memory = calloc(1, sizeof *memory);
    if (memory == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    memory->error = error;
    memory->seen = -1;
    dbn_arena_init(&memory->arena, 0);
    dbn_status status =
        dbn_sql_open(&memory->sql, path, &kind,
                     mode == DBN_MEMORY_READ ? DBN_SQL_READ : DBN_SQL_CREATE, error);
    if (status == DBN_OK)
        status = begin_use(memory, mode);
    if (status == DBN_OK)
        *out = memory;
    else
        dbn_memory_close(memory);
    return status;
}

void
dbn_memory_close(dbn_memory_store *memory)
{
    if (memory == NULL)
        return;
    for (int i = 0; i < DBN_ASKS; i++)
        dbn_statement_free(memory->asks[i]);
    dbn_sql_close(memory->sql);
    dbn_arena_release(&memory->arena);
    free(memory->hits);
    free(memory);
}

/* ---- writing -------------------------------------------------------------------- */

dbn_status
dbn_memory_begin(dbn_memory_store *memory)
{
    DBN_TRY(dbn_sql_begin(memory->sql, true));
    memory->is_writing = true;
    return load(memory); /* others may have written since */
}

void
dbn_memory_rollback(dbn_memory_store *memory)
{
    dbn_error kept = *memory->error;
    dbn_sql_rollback(memory->sql);
    memory->is_writing = false;
    if (load(memory) == DBN_OK)
        *memory->error = kept;
}

dbn_status
dbn_memory_commit(dbn_memory_store *memory, dbn_job *job)
{
    DBN_TRY(dbn_memory_index(memory, job));
    DBN_TRY(dbn_sql_commit(memory->sql));
    memory->is_writing = false;
    return DBN_OK;
}
