/*
 * archive/archive.c - an archive: opened, looked after. What is added: add.c; what is
 * asked: ask.c; whether it is whole: verify.c.
 */
#include "archive/archive.h"

#include <stdlib.h>

#include "archive/inside.h"
#include "archive/runs.h"
#include "archive/texts.h"
#include "base/message.h"

/* "dbna" */
#define APPLICATION 0x64626E61
#define VERSION     1

/* `document.number` and `document.units`: its units are [number, number + units).
 * `unit.next`: numbers are never used twice, since runs may still name those of a
 * document that was removed. */
static const char schema[] =
    "CREATE TABLE shape (key_version INTEGER NOT NULL, exact INTEGER NOT NULL,"
    " has_texts INTEGER NOT NULL);"
    "CREATE TABLE unit (next INTEGER NOT NULL);"
    "INSERT INTO unit VALUES (1);"
    "CREATE TABLE document (number INTEGER PRIMARY KEY, units INTEGER NOT NULL,"
    " id TEXT NOT NULL, key BLOB NOT NULL, url TEXT, date TEXT, places BLOB NOT NULL);"
    "CREATE INDEX document_id ON document (id);"
    "CREATE TABLE removed (number INTEGER PRIMARY KEY, units INTEGER NOT NULL);"
    "CREATE TABLE text (number INTEGER PRIMARY KEY, size INTEGER NOT NULL,"
    " zstd BLOB NOT NULL);" DBN_RUNS_SCHEMA;

/* ---- opening -------------------------------------------------------------------- */

/* The row that says what the archive has, which was written with its tables. */
static dbn_status
read_shape(dbn_archive *a)
{
    dbn_statement *row;
    bool is_there;
    DBN_TRY(dbn_statement_new(&row, a->db,
                              "SELECT key_version, exact, has_texts FROM shape"));
    dbn_status status = dbn_statement_step(&is_there, row);
    if (status == DBN_OK && !is_there)
        status = dbn_sql_damaged(a->db, DBN_MESSAGE("it does not say how it was made"));
    else if (status == DBN_OK)
        a->shape =
            (dbn_archive_shape){.key_version = (uint32_t)dbn_statement_number(row, 0),
                                .exact = dbn_statement_number(row, 1) != 0,
                                .has_texts = dbn_statement_number(row, 2) != 0};
    dbn_statement_free(row);
    return status;
}

static dbn_status
check_shape(dbn_archive *a, dbn_archive_shape *shape)
{
    DBN_TRY(read_shape(a));
    if (a->shape.key_version != shape->key_version)
        return dbn_fail(a->error, DBN_ERR_USAGE,
                        "'%s' was made with key version %u, and this doublon has %u: "
                        "what they say cannot be compared",
                        dbn_sql_path(a->db), (unsigned)a->shape.key_version,
                        (unsigned)shape->key_version);
    if (a->shape.has_texts && !dbn_texts_can_be_kept())
        return dbn_fail(a->error, DBN_ERR_USAGE,
                        "'%s' keeps texts, and this doublon was built without zstd "
                        "(libzstd-dev)",
                        dbn_sql_path(a->db));
    *shape = a->shape;
    return DBN_OK;
}

static dbn_status
open_file(dbn_archive *a, const char *path, dbn_archive_shape *shape, dbn_sql_mode mode)
{
    char text[sizeof schema + 96];
    (void)snprintf(text, sizeof text, "%sINSERT INTO shape VALUES (%u, %d, %d)", schema,
                   (unsigned)shape->key_version, shape->exact, shape->has_texts);
    const dbn_sql_kind kind = {.application = APPLICATION,
                               .version = VERSION,
                               .schema = text,
                               .refusal = DBN_MESSAGE("not an archive of doublon")};
    DBN_TRY(dbn_sql_open(&a->db, path, &kind, mode, a->error));
    DBN_TRY(check_shape(a, shape));
    /* What is removed is overwritten: texts are not to be read from free pages. Hashes
     * may be, and merging would write each page of a run once more. */
    return a->shape.has_texts && mode != DBN_SQL_READ
               ? dbn_sql_run(a->db, "PRAGMA secure_delete = ON")
               : DBN_OK;
}

dbn_status
dbn_archive_open(dbn_archive **out, const char *path, dbn_archive_shape *shape,
                 dbn_sql_mode mode, dbn_error *error)
{
    dbn_archive *made = calloc(1, sizeof *made);
    *out = NULL;
    if (made == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left for '%s'", path);
    made->error = error;
    dbn_job_init(&made->job, 0);
    dbn_status status = open_file(made, path, shape, mode);
    if (status != DBN_OK) {
        dbn_archive_close(made);
        return status;
    }
    *out = made;
    return DBN_OK;
}

void
dbn_archive_close(dbn_archive *archive)
{
    if (archive == NULL)
        return;
    dbn_sql_close(archive->db);
    dbn_job_release(&archive->job);
    free(archive);
}

/* ---- removing ------------------------------------------------------------------- */

static dbn_status
run_with_id(dbn_archive *a, const char *text, dbn_span id)
{
    dbn_statement *statement;
    DBN_TRY(dbn_statement_new(&statement, a->db, text));
    dbn_statement_bind_text(statement, 1, id);
    dbn_status status = dbn_statement_run(statement);
    dbn_statement_free(statement);
    return status;
}

static dbn_status
remove_all(uint64_t *count, dbn_archive *a, dbn_span id)
{
    static const char *const steps[] = {
        "INSERT INTO removed SELECT number, units FROM document WHERE id = ?1",
        "DELETE FROM text WHERE number IN (SELECT number FROM document WHERE id = ?1)",
        "DELETE FROM document WHERE id = ?1"};
    int64_t changed = 0;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        DBN_TRY(run_with_id(a, steps[i], id));
    DBN_TRY(dbn_sql_number(&changed, a->db, "SELECT changes()"));
    *count = (uint64_t)changed;
    return DBN_OK;
}

dbn_status
dbn_archive_remove(uint64_t *count, dbn_archive *archive, dbn_span id)
{
    dbn_index_added ignored;
    *count = 0;
    DBN_TRY(dbn_archive_flush(&ignored, archive));
    DBN_TRY(dbn_sql_begin(archive->db, true));
    dbn_status status = remove_all(count, archive, id);
    if (status == DBN_OK)
        status = dbn_sql_commit(archive->db);
    dbn_sql_rollback(archive->db);
    return status;
}

/* ---- compacting ----------------------------------------------------------------- */

dbn_status
dbn_archive_gone(dbn_gones *out, dbn_archive *a, dbn_job *job)
{
    dbn_statement *rows;
    dbn_status status;
    bool has_row;
    DBN_TRY(dbn_statement_new(&rows, a->db,
                              "SELECT number, units FROM removed ORDER BY number"));
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        uint64_t beg = (uint64_t)dbn_statement_number(rows, 0);
        dbn_gone gone = {beg, beg + (uint64_t)dbn_statement_number(rows, 1)};
        if (dbn_vec_push(&job->scratch, out, gone) != DBN_OK) {
            status = dbn_sql_nomem(a->db);
            break;
        }
    }
    dbn_statement_free(rows);
    return status;
}

static dbn_status
compact(dbn_archive *a)
{
    dbn_gones gone = {0};
    DBN_TRY(dbn_archive_gone(&gone, a, &a->job));
    DBN_TRY(dbn_runs_compact(a->db, DBN_RUN_CONTENTS, &gone, &a->job));
    DBN_TRY(dbn_runs_compact(a->db, DBN_RUN_GRAMS, &gone, &a->job));
    return dbn_sql_run(a->db, "DELETE FROM removed");
}

dbn_status
dbn_archive_compact(dbn_archive *archive)
{
    dbn_index_added ignored;
    DBN_TRY(dbn_archive_flush(&ignored, archive));
    dbn_arena_mark mark = dbn_arena_save(&archive->job.scratch);
    DBN_TRY(dbn_sql_begin(archive->db, true));
    dbn_status status = compact(archive);
    if (status == DBN_OK)
        status = dbn_sql_commit(archive->db);
    dbn_sql_rollback(archive->db);
    dbn_arena_rewind(&archive->job.scratch, mark);
    return status == DBN_OK ? dbn_sql_shrink(archive->db) : status;
}

/* ---- counting ------------------------------------------------------------------- */

static dbn_status
count(uint64_t *out, dbn_archive *a, const char *text)
{
    int64_t number = 0;
    DBN_TRY(dbn_sql_number(&number, a->db, text));
    *out = (uint64_t)number;
    return DBN_OK;
}

static dbn_status
count_all(dbn_index_stats *out, dbn_archive *a)
{
    DBN_TRY(count(&out->documents, a, "SELECT count(*) FROM document"));
    DBN_TRY(count(&out->paragraphs, a, "SELECT sum(units - 1) FROM document"));
    DBN_TRY(count(&out->removed, a, "SELECT count(*) FROM removed"));
    DBN_TRY(count(&out->runs, a, "SELECT count(*) FROM run"));
    DBN_TRY(count(&out->contents, a, "SELECT sum(entries) FROM run WHERE kind = 1"));
    DBN_TRY(count(&out->grams, a, "SELECT sum(entries) FROM run WHERE kind = 2"));
    DBN_TRY(count(&out->text_bytes, a, "SELECT sum(length(zstd)) FROM text"));
    return dbn_sql_size(&out->bytes, a->db);
}

dbn_status
dbn_archive_count(dbn_index_stats *out, dbn_archive *archive)
{
    dbn_index_added ignored;
    *out = (dbn_index_stats){.key_version = archive->shape.key_version,
                             .exact = archive->shape.exact,
                             .store_text = archive->shape.has_texts};
    DBN_TRY(dbn_archive_flush(&ignored, archive));
    DBN_TRY(dbn_sql_begin(archive->db, false));
    dbn_status status = count_all(out, archive);
    if (status == DBN_OK)
        status = dbn_sql_commit(archive->db);
    dbn_sql_rollback(archive->db);
    return status;
}
