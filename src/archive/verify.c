/*
 * archive/verify.c - is an archive whole? Every page and entry is read, and what its
 * tables say of each other must agree.
 */
#include "archive/inside.h"
#include "archive/places.h"
#include "archive/runs.h"
#include "archive/texts.h"
#include "base/message.h"

static dbn_status
verify_documents(dbn_archive *a, uint64_t end)
{
    dbn_statement *rows;
    dbn_status status;
    bool has_row;
    uint64_t before = 1;
    DBN_TRY(dbn_statement_new(
        &rows, a->db, "SELECT number, units, places FROM document ORDER BY number"));
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        uint64_t number = (uint64_t)dbn_statement_number(rows, 0);
        uint64_t units = (uint64_t)dbn_statement_number(rows, 1);
        if (number < before || units == 0 || units > end - number || number >= end)
            status = dbn_sql_damaged(
                a->db, DBN_MESSAGE("a document has numbers of another one"));
        else if (!dbn_places_read(NULL, units, dbn_statement_bytes(rows, 2)))
            status = dbn_sql_damaged(
                a->db, DBN_MESSAGE("a document has lost the places of its paragraphs"));
        if (status != DBN_OK)
            break;
        before = number + units;
    }
    dbn_statement_free(rows);
    return status;
}

static dbn_status
verify_texts(dbn_archive *a)
{
    dbn_statement *rows;
    dbn_status status;
    bool has_row;
    DBN_TRY(dbn_statement_new(&rows, a->db, "SELECT size, zstd FROM text"));
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        dbn_arena_mark mark = dbn_arena_save(&a->job.scratch);
        dbn_span text;
        status =
            dbn_texts_unpack(&text, dbn_statement_bytes(rows, 1),
                             (uint64_t)dbn_statement_number(rows, 0), &a->job.scratch);
        dbn_arena_rewind(&a->job.scratch, mark);
        if (status == DBN_ERR_SYNTAX)
            status =
                dbn_sql_damaged(a->db, DBN_MESSAGE("the text of a document is broken"));
        else if (status != DBN_OK)
            status = dbn_sql_nomem(a->db);
        if (status != DBN_OK)
            break;
    }
    dbn_statement_free(rows);
    return status;
}

/* What was removed has numbers that were given, and are nobody's. */
static dbn_status
verify_removed(dbn_archive *a, uint64_t end)
{
    int64_t wrong = 0;
    char text[480];
    (void)snprintf(text, sizeof text,
                   "SELECT count(*) FROM removed r WHERE number < 1 OR units < 1"
                   " OR number >= %llu OR units > %llu - number"
                   " OR EXISTS (SELECT 1 FROM removed n WHERE n.number > r.number"
                   "  AND n.number < r.number + r.units)"
                   " OR EXISTS (SELECT 1 FROM document d WHERE d.number ="
                   "  (SELECT max(number) FROM document"
                   "   WHERE number < r.number + r.units)"
                   "  AND d.number + d.units > r.number)",
                   (unsigned long long)end, (unsigned long long)end);
    DBN_TRY(dbn_sql_number(&wrong, a->db, text));
    return wrong == 0
               ? DBN_OK
               : dbn_sql_damaged(
                     a->db, DBN_MESSAGE("what was removed has numbers of a document"));
}

/* Counts that must agree. What names nothing, or is named by nothing, was lost, however
 * sound the rest is. */
static dbn_status
verify_sums(dbn_archive *a)
{
    static const struct {
        const char *wrong; /* a number, 0 where all is there */
        const char *what;
    } sums[] = {
        {"SELECT (SELECT ifnull(sum(blocks), 0) FROM run) - (SELECT count(*) FROM "
         "block)",
         DBN_MESSAGE("there are blocks of a run that was lost")},
        /* Each unit has one content, until it is removed and merged away. */
        {"SELECT (SELECT ifnull(sum(entries), 0) FROM run WHERE kind = 1)"
         " - (SELECT ifnull(sum(units), 0) FROM document)"
         " - (SELECT ifnull(sum(units), 0) FROM removed)",
         DBN_MESSAGE("its documents are not those that its runs name")},
        {"SELECT count(*) FROM run WHERE kind = 2 AND (SELECT exact FROM shape)",
         DBN_MESSAGE("it has what an archive made so has not")},
        {"SELECT count(*) FROM text WHERE NOT (SELECT has_texts FROM shape)"
         " OR number NOT IN (SELECT number FROM document)",
         DBN_MESSAGE("it has texts that belong to no document")},
        {"SELECT count(*) FROM document WHERE (SELECT has_texts FROM shape)"
         " AND number NOT IN (SELECT number FROM text)",
         DBN_MESSAGE("a document has lost its text")},
    };
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        int64_t wrong = 0;
        DBN_TRY(dbn_sql_number(&wrong, a->db, sums[i].wrong));
        if (wrong != 0)
            return dbn_sql_damaged(a->db, sums[i].what);
    }
    return DBN_OK;
}

/* All that the schema makes, and the rows of which there is one. */
static dbn_status
verify_tables(dbn_archive *a)
{
    int64_t is_whole = 0;
    DBN_TRY(dbn_sql_number(
        &is_whole, a->db,
        "SELECT count(*) = 8 FROM sqlite_schema WHERE name IN ('shape', 'unit',"
        " 'document', 'document_id', 'removed', 'text', 'run', 'block')"));
    if (is_whole != 0)
        DBN_TRY(dbn_sql_number(&is_whole, a->db,
                               "SELECT (SELECT count(*) FROM shape) = 1"
                               " AND (SELECT count(*) FROM unit) = 1"));
    return is_whole != 0
               ? DBN_OK
               : dbn_sql_damaged(a->db,
                                 DBN_MESSAGE("a table, or what it says, was lost"));
}

static dbn_status
verify(dbn_archive *a)
{
    int64_t end = 0;
    DBN_TRY(verify_tables(a));
    DBN_TRY(dbn_sql_number(&end, a->db, "SELECT next FROM unit"));
    DBN_TRY(verify_documents(a, (uint64_t)end));
    DBN_TRY(verify_removed(a, (uint64_t)end));
    DBN_TRY(verify_texts(a));
    DBN_TRY(dbn_runs_verify(a->db, (uint64_t)end, &a->job));
    return verify_sums(a);
}

dbn_status
dbn_archive_verify(dbn_archive *archive)
{
    DBN_TRY(dbn_sql_verify(archive->db));
    DBN_TRY(dbn_sql_begin(archive->db, false));
    dbn_status status = verify(archive);
    if (status == DBN_OK)
        status = dbn_sql_commit(archive->db);
    dbn_sql_rollback(archive->db);
    return status;
}
