/*
 * archive/add.c - what comes into an archive. Documents wait in memory until there are
 * many: then all of them are written in one transaction, with one run a kind of what
 * they are found by.
 */
#include "archive/inside.h"

#include "archive/places.h"
#include "archive/runs.h"
#include "archive/texts.h"

/* Bytes that wait at most before they are written, about; what is sorted then takes as
 * much again. */
#define WAITING_MAX ((size_t)64 << 20)

#define KEY_BYTES 16U

/* ---- waiting -------------------------------------------------------------------- */

/* An array in the arena, or NULL. */
static void *
copy_items(const void *items, size_t size, dbn_arena *arena)
{
    void *copy = dbn_arena_alloc(arena, size);
    if (copy != NULL && size > 0)
        memcpy(copy, items, size);
    return copy;
}

static dbn_status
copy_texts(dbn_archive_document *d, dbn_arena *arena)
{
    dbn_span *texts =
        copy_items(d->texts, d->paragraph_count * sizeof *d->texts, arena);
    if (texts == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < d->paragraph_count; i++)
        DBN_TRY(dbn_arena_keep(arena, &texts[i]));
    d->texts = texts;
    return DBN_OK;
}

static uint32_t
gram_count(const dbn_archive_document *d)
{
    uint32_t last = d->paragraph_count;
    return last == 0 ? 0
                     : d->paragraphs[last - 1].first + d->paragraphs[last - 1].count;
}

dbn_status
dbn_archive_document_copy(dbn_archive_document *d, dbn_arena *arena)
{
    DBN_TRY(dbn_arena_keep(arena, &d->id));
    DBN_TRY(dbn_arena_keep(arena, &d->url));
    DBN_TRY(dbn_arena_keep(arena, &d->date));
    d->grams = copy_items(d->grams, gram_count(d) * sizeof *d->grams, arena);
    d->paragraphs =
        copy_items(d->paragraphs, d->paragraph_count * sizeof *d->paragraphs, arena);
    if (d->grams == NULL || d->paragraphs == NULL)
        return DBN_ERR_NOMEM;
    return d->texts == NULL ? DBN_OK : copy_texts(d, arena);
}

dbn_status
dbn_archive_add(dbn_archive *a, const dbn_archive_document *document)
{
    dbn_archive_document copy = *document;
    dbn_index_added ignored;
    /* Before: what could not be written is kept, and nothing more is taken. */
    if (a->job.arena.held >= WAITING_MAX)
        DBN_TRY(dbn_archive_flush(&ignored, a));
    if (!a->shape.has_texts)
        copy.texts = NULL;
    dbn_arena_mark mark = dbn_arena_save(&a->job.arena);
    if (dbn_archive_document_copy(&copy, &a->job.arena) != DBN_OK ||
        dbn_vec_push(&a->job.arena, &a->waiting, copy) != DBN_OK) {
        dbn_arena_rewind(&a->job.arena, mark);
        return dbn_sql_nomem(a->db);
    }
    return DBN_OK;
}

/* ---- writing -------------------------------------------------------------------- */

/* One transaction of them. */
typedef struct writer {
    dbn_archive *archive;
    dbn_statement *ask, *insert, *insert_text;
    dbn_run_entries contents, grams;
    uint64_t next; /* number of a unit */
    dbn_index_added added;
} writer;

static void
write_key(char out[KEY_BYTES], dbn_id key)
{
    for (uint32_t i = 0; i < 8; i++) {
        out[i] = (char)(key.high >> (56 - 8 * i) & 0xFF);
        out[8 + i] = (char)(key.low >> (56 - 8 * i) & 0xFF);
    }
}

/* Does the archive have that very document? */
static dbn_status
is_known(bool *known, writer *w, const dbn_archive_document *d)
{
    char key[KEY_BYTES];
    write_key(key, d->key);
    dbn_statement_bind_text(w->ask, 1, d->id);
    dbn_statement_bind_bytes(w->ask, 2, (dbn_span){key, sizeof key});
    dbn_status status = dbn_statement_step(known, w->ask);
    dbn_statement_reset(w->ask);
    return status;
}

static dbn_status
add_entry(writer *w, dbn_run_entries *entries, uint64_t key, uint64_t number)
{
    dbn_run_entry entry = {key, number};
    return dbn_vec_push(&w->archive->job.arena, entries, entry) == DBN_OK
               ? DBN_OK
               : dbn_sql_nomem(w->archive->db);
}

/* What the units of a document are found by; the sketches of its paragraphs. */
static dbn_status
add_entries(writer *w, dbn_sketch *sketches, const dbn_archive_document *d)
{
    DBN_TRY(add_entry(w, &w->contents, d->content.high, w->next));
    for (uint32_t i = 0; i < d->paragraph_count; i++) {
        const dbn_archive_paragraph *p = &d->paragraphs[i];
        uint64_t number = w->next + 1 + i;
        DBN_TRY(add_entry(w, &w->contents, p->content.high, number));
        if (w->archive->shape.exact || p->count == 0)
            continue;
        const uint64_t *grams = d->grams + p->first;
        sketches[i] = dbn_sketch_of(grams, p->count);
        for (uint32_t k = 0; k < p->count; k++)
            if (dbn_sketch_keeps(sketches[i].level, grams[k]))
                DBN_TRY(add_entry(w, &w->grams, dbn_gram_key(grams[k]), number));
    }
    return DBN_OK;
}

static dbn_status
insert_document(writer *w, const dbn_archive_document *d, const dbn_sketch *sketches)
{
    dbn_archive *a = w->archive;
    char key[KEY_BYTES];
    dbn_buffer places = {0};
    const dbn_span none = {NULL, 0};
    if (dbn_places_write(&places, &a->job.scratch, d, sketches) != DBN_OK)
        return dbn_sql_nomem(a->db);
    write_key(key, d->key);
    dbn_statement_bind_number(w->insert, 1, (int64_t)w->next);
    dbn_statement_bind_number(w->insert, 2, (int64_t)d->paragraph_count + 1);
    dbn_statement_bind_text(w->insert, 3, d->id);
    dbn_statement_bind_bytes(w->insert, 4, (dbn_span){key, sizeof key});
    dbn_statement_bind_text(w->insert, 5, d->url.len == 0 ? none : d->url);
    dbn_statement_bind_text(w->insert, 6, d->date.len == 0 ? none : d->date);
    dbn_statement_bind_bytes(w->insert, 7, (dbn_span){places.items, places.count});
    return dbn_statement_run(w->insert);
}

static dbn_status
insert_texts(writer *w, const dbn_archive_document *d)
{
    dbn_archive *a = w->archive;
    dbn_span packed;
    uint64_t size;
    if (d->texts == NULL)
        return DBN_OK;
    if (dbn_texts_pack(&packed, &size, d->texts, d->paragraph_count, &a->job.scratch) !=
        DBN_OK)
        return dbn_sql_nomem(a->db);
    dbn_statement_bind_number(w->insert_text, 1, (int64_t)w->next);
    dbn_statement_bind_number(w->insert_text, 2, (int64_t)size);
    dbn_statement_bind_bytes(w->insert_text, 3, packed);
    return dbn_statement_run(w->insert_text);
}

static dbn_status
write_document(writer *w, const dbn_archive_document *d)
{
    bool known;
    dbn_arena *scratch = &w->archive->job.scratch;
    DBN_TRY(is_known(&known, w, d));
    if (known) {
        w->added.known++;
        return DBN_OK;
    }
    dbn_arena_mark mark = dbn_arena_save(scratch);
    dbn_sketch *sketches =
        dbn_arena_alloc(scratch, d->paragraph_count * sizeof *sketches);
    dbn_status status =
        sketches == NULL ? dbn_sql_nomem(w->archive->db) : add_entries(w, sketches, d);
    if (status == DBN_OK)
        status = insert_document(w, d, sketches);
    if (status == DBN_OK)
        status = insert_texts(w, d);
    dbn_arena_rewind(scratch, mark);
    w->next += (uint64_t)d->paragraph_count + 1;
    w->added.documents++;
    w->added.paragraphs += d->paragraph_count;
    return status;
}

static dbn_status
prepare(writer *w)
{
    dbn_sql *db = w->archive->db;
    int64_t next = 1;
    DBN_TRY(dbn_sql_number(&next, db, "SELECT next FROM unit"));
    w->next = (uint64_t)next;
    DBN_TRY(dbn_statement_new(&w->ask, db,
                              "SELECT 1 FROM document WHERE id = ?1 AND key = ?2"));
    DBN_TRY(dbn_statement_new(
        &w->insert, db, "INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    return dbn_statement_new(&w->insert_text, db,
                             "INSERT INTO text VALUES (?1, ?2, ?3)");
}

static dbn_status
write_runs(writer *w)
{
    dbn_archive *a = w->archive;
    char text[64];
    dbn_run_entries_sort(&w->contents);
    dbn_run_entries_sort(&w->grams);
    DBN_TRY(dbn_runs_add(a->db, DBN_RUN_CONTENTS, &w->contents, &a->job));
    DBN_TRY(dbn_runs_add(a->db, DBN_RUN_GRAMS, &w->grams, &a->job));
    (void)snprintf(text, sizeof text, "UPDATE unit SET next = %llu",
                   (unsigned long long)w->next);
    return dbn_sql_run(a->db, text);
}

static dbn_status
write_waiting(writer *w)
{
    const dbn_archive *a = w->archive;
    DBN_TRY(prepare(w));
    for (uint32_t i = 0; i < a->waiting.count; i++)
        DBN_TRY(write_document(w, &a->waiting.items[i]));
    return w->added.documents > 0 ? write_runs(w) : DBN_OK;
}

dbn_status
dbn_archive_flush(dbn_index_added *added, dbn_archive *a)
{
    writer w = {.archive = a};
    *added = a->added;
    if (a->waiting.count == 0)
        return DBN_OK;
    DBN_TRY(dbn_sql_begin(a->db, true));
    dbn_arena_mark mark = dbn_arena_save(&a->job.arena);
    dbn_status status = write_waiting(&w);
    dbn_statement_free(w.ask);
    dbn_statement_free(w.insert);
    dbn_statement_free(w.insert_text);
    if (status == DBN_OK)
        status = dbn_sql_commit(a->db);
    dbn_sql_rollback(a->db);
    if (status != DBN_OK) { /* all wait as they did */
        dbn_arena_rewind(&a->job.arena, mark);
        return status;
    }
    a->added.documents += w.added.documents;
    a->added.paragraphs += w.added.paragraphs;
    a->added.known += w.added.known;
    *added = a->added;
    memset(&a->waiting, 0, sizeof a->waiting);
    dbn_arena_reset(&a->job.arena);
    return DBN_OK;
}
