#include "archive/find.h"

#include "archive/places.h"
#include "archive/texts.h"
#include "base/message.h"

static dbn_id
read_key(dbn_span bytes)
{
    dbn_id key = {0, 0};
    for (size_t i = 0; i < 8 && bytes.len == 16; i++) {
        key.high = key.high << 8 | (unsigned char)bytes.ptr[i];
        key.low = key.low << 8 | (unsigned char)bytes.ptr[8 + i];
    }
    return key;
}

static dbn_status
keep(dbn_span *out, const dbn_finder *f, dbn_found_document *d, dbn_span bytes)
{
    *out = bytes.ptr == NULL ? DBN_SPAN("") : dbn_arena_copy(&d->arena, bytes);
    return out->ptr == NULL ? dbn_sql_nomem(f->archive->db) : DBN_OK;
}

static dbn_status
keep_places(const dbn_finder *f, dbn_found_document *d, dbn_span bytes)
{
    dbn_place *places = NULL;
    bool is_sound = d->units > 0 && d->units <= bytes.len; /* a byte and more each */
    if (is_sound) {
        places = dbn_arena_alloc(&d->arena, (size_t)d->units * sizeof *places);
        if (places == NULL)
            return dbn_sql_nomem(f->archive->db);
        is_sound = dbn_places_read(places, d->units, bytes);
    }
    d->places = places;
    return is_sound
               ? DBN_OK
               : dbn_sql_damaged(
                     f->archive->db,
                     DBN_MESSAGE("a document has lost the places of its paragraphs"));
}

static dbn_status
keep_document(const dbn_finder *f, dbn_found_document *d)
{
    const dbn_statement *row = f->find;
    dbn_arena_reset(&d->arena);
    d->number = (uint64_t)dbn_statement_number(row, 0);
    d->units = (uint64_t)dbn_statement_number(row, 1);
    d->key = read_key(dbn_statement_bytes(row, 3));
    d->has_texts = false;
    d->texts = NULL;
    DBN_TRY(keep(&d->id, f, d, dbn_statement_text(row, 2)));
    DBN_TRY(keep(&d->url, f, d, dbn_statement_text(row, 4)));
    DBN_TRY(keep(&d->date, f, d, dbn_statement_text(row, 5)));
    return keep_places(f, d, dbn_statement_bytes(row, 6));
}

static bool
holds(const dbn_found_document *d, uint64_t number)
{
    return number >= d->number && number - d->number < d->units;
}

dbn_status
dbn_finder_document(dbn_found_document **out, dbn_finder *f, uint64_t number)
{
    bool has_row;
    for (uint32_t i = 0; i < DBN_FOUND_MAX; i++) {
        *out = &f->held[i];
        if (holds(*out, number))
            return DBN_OK;
    }
    dbn_found_document *d = &f->held[f->held_next];
    f->held_next = (f->held_next + 1) % DBN_FOUND_MAX;
    d->units = 0;
    dbn_statement_bind_number(f->find, 1, (int64_t)number);
    dbn_status status = dbn_statement_step(&has_row, f->find);
    if (status == DBN_OK && has_row)
        status = keep_document(f, d);
    dbn_statement_reset(f->find);
    *out = status == DBN_OK && holds(d, number) ? d : NULL;
    return status;
}

/* Its texts, where it has some. */
static dbn_status
keep_texts(dbn_finder *f, dbn_found_document *d)
{
    dbn_span text = {NULL, 0};
    bool has_row;
    dbn_statement_bind_number(f->find_text, 1, (int64_t)d->number);
    dbn_status status = dbn_statement_step(&has_row, f->find_text);
    if (status == DBN_OK && has_row)
        status = dbn_texts_unpack(&text, dbn_statement_bytes(f->find_text, 1),
                                  (uint64_t)dbn_statement_number(f->find_text, 0),
                                  &d->arena);
    dbn_statement_reset(f->find_text);
    if (status == DBN_ERR_SYNTAX)
        return dbn_sql_damaged(f->archive->db,
                               DBN_MESSAGE("the text of a document is broken"));
    if (status == DBN_ERR_NOMEM)
        return dbn_sql_nomem(f->archive->db);
    if (status != DBN_OK || text.ptr == NULL)
        return status;
    uint32_t count = (uint32_t)d->units - 1;
    dbn_span *texts = dbn_arena_alloc(&d->arena, count * sizeof *texts);
    if (texts == NULL)
        return dbn_sql_nomem(f->archive->db);
    dbn_texts_split(texts, count, text);
    d->texts = texts;
    return DBN_OK;
}

dbn_status
dbn_finder_text(dbn_span *out, dbn_finder *f, dbn_found_document *d, uint64_t number)
{
    *out = (dbn_span){NULL, 0};
    if (!f->archive->shape.has_texts || number == d->number)
        return DBN_OK;
    if (!d->has_texts)
        DBN_TRY(keep_texts(f, d));
    d->has_texts = true;
    if (d->texts != NULL)
        *out = d->texts[number - d->number - 1];
    return DBN_OK;
}

dbn_status
dbn_finder_open(dbn_finder *f, dbn_archive *archive)
{
    *f = (dbn_finder){.archive = archive};
    DBN_TRY(dbn_statement_new(
        &f->find, archive->db,
        "SELECT number, units, id, key, url, date, places FROM document"
        " WHERE number <= ?1 ORDER BY number DESC LIMIT 1"));
    return dbn_statement_new(&f->find_text, archive->db,
                             "SELECT size, zstd FROM text WHERE number = ?1");
}

void
dbn_finder_close(dbn_finder *f)
{
    dbn_statement_free(f->find);
    dbn_statement_free(f->find_text);
    for (uint32_t i = 0; i < DBN_FOUND_MAX; i++)
        dbn_arena_release(&f->held[i].arena);
}
