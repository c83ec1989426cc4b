/*
 * A table: cell by cell, since one in quotes may go over lines. The head says which
 * column is which; others are passed over. Spreadsheets write such a table in UTF-16,
 * or part its columns by semicolons or commas, as the language of their user wants it:
 * what parts the names of the columns parts all cells.
 */
#include "exchange/catalog.h"

#include "base/message.h"
#include "base/utf8.h"
#include "text/cell.h"
#include "text/table.h"

/** Columns that are looked at; a table has five. */
#define COLUMNS_MAX 64U

typedef struct reading {
    dbn_catalog *out;
    dbn_job *job;
    dbn_span text;
    size_t at;
    uint32_t line;
    char separator;
    size_t mark;                  /* bytes in front of the text */
    uint8_t columns[COLUMNS_MAX]; /* dbn_table_column */
} reading;

static dbn_status
refuse(reading *r, const char *message)
{
    dbn_status status = dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "%s", message);
    r->job->err.line = r->line;
    return status;
}

static bool
is_end(const reading *r, char c)
{
    return c == r->separator || c == '\n' || c == '\r';
}

/* A cell in quotes, of which two are one. */
static dbn_status
read_quoted(reading *r, dbn_span *out)
{
    dbn_buffer cell = {0};
    uint32_t line = r->line;
    for (r->at++;; r->at++) {
        if (r->at >= r->text.len) {
            r->line = line;
            return refuse(r, DBN_MESSAGE("a cell in quotes does not end"));
        }
        char c = r->text.ptr[r->at];
        bool is_quote = c == '"';
        if (is_quote && (r->at + 1 >= r->text.len || r->text.ptr[r->at + 1] != '"'))
            break;
        r->at += is_quote;
        r->line += c == '\n';
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &cell, c));
    }
    r->at++;
    *out = (dbn_span){cell.items, cell.count};
    if (r->at < r->text.len && !is_end(r, r->text.ptr[r->at]))
        return refuse(r, DBN_MESSAGE("text stands behind a cell in quotes"));
    return DBN_OK;
}

static dbn_status
read_cell(reading *r, dbn_span *out)
{
    size_t from = r->at;
    if (r->at < r->text.len && r->text.ptr[r->at] == '"')
        return read_quoted(r, out);
    while (r->at < r->text.len && !is_end(r, r->text.ptr[r->at]))
        r->at++;
    *out = (dbn_span){r->text.ptr + from, r->at - from};
    return DBN_OK;
}

/* Behind a cell: does the row go on? */
static bool
goes_on(reading *r)
{
    if (r->at < r->text.len && r->text.ptr[r->at] == r->separator) {
        r->at++;
        return true;
    }
    if (r->at < r->text.len && r->text.ptr[r->at] == '\r')
        r->at++;
    if (r->at < r->text.len && r->text.ptr[r->at] == '\n')
        r->at++;
    r->line++;
    return false;
}

static dbn_status
read_head(reading *r)
{
    bool has_source = false, has_target = false, is_more = true;
    for (uint32_t i = 0; is_more; i++) {
        dbn_span name = DBN_SPAN(""), lang;
        DBN_TRY(read_cell(r, &name));
        dbn_table_column found = dbn_table_column_of(name, &lang);
        bool is_again = (found == DBN_TABLE_SOURCE && has_source) ||
                        (found == DBN_TABLE_TARGET && has_target);
        if (is_again) /* the first of a name counts */
            found = DBN_TABLE_OTHER;
        has_source |= found == DBN_TABLE_SOURCE;
        has_target |= found == DBN_TABLE_TARGET;
        if (i < COLUMNS_MAX)
            r->columns[i] = (uint8_t)found;
        dbn_status status = DBN_OK;
        if (found == DBN_TABLE_SOURCE)
            status = dbn_catalog_lang(&r->out->source_lang, lang, r->job);
        if (found == DBN_TABLE_TARGET)
            status = dbn_catalog_lang(&r->out->target_lang, lang, r->job);
        if (status != DBN_OK)
            r->job->err.line = r->line;
        DBN_TRY(status);
        if (found == DBN_TABLE_TARGET)
            r->out->column = i;
        r->out->columns = i + 1;
        r->out->origin =
            dbn_span_equal_ascii(dbn_span_trim(name), DBN_SPAN("origin")) ? i : i + 1;
        r->out->head_end = (uint32_t)(r->at + r->mark);
        is_more = goes_on(r);
    }
    if (has_source && has_target)
        return DBN_OK;
    r->line = 1;
    return refuse(r, DBN_MESSAGE("the table has no columns 'source' and 'target'"));
}

static dbn_status
read_row(reading *r)
{
    dbn_catalog_entry message = {.line = r->line};
    bool is_more = true;
    for (uint32_t i = 0; is_more; i++) {
        dbn_span cell = DBN_SPAN("");
        uint32_t from = (uint32_t)(r->at + r->mark);
        DBN_TRY(read_cell(r, &cell));
        const dbn_range bytes = {from, (uint32_t)(r->at + r->mark)};
        if (dbn_cell_is_marked(cell))
            cell = dbn_span_slice(cell, (dbn_range){1, (uint32_t)cell.len});
        dbn_table_column found =
            i < COLUMNS_MAX ? (dbn_table_column)r->columns[i] : DBN_TABLE_OTHER;
        if (found == DBN_TABLE_SOURCE)
            message.source = cell;
        if (found == DBN_TABLE_TARGET) {
            message.target = cell;
            message.place.target = bytes;
        }
        if (i == r->out->origin)
            message.place.origin = bytes;
        message.place.row_end = bytes.end;
        message.place.cells = i + 1;
        if (found == DBN_TABLE_PAGE && r->out->original.len == 0)
            r->out->original = cell;
        is_more = goes_on(r);
    }
    if (message.source.len > 0)
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->out->messages, message));
    return DBN_OK;
}

/* ---- the file -------------------------------------------------------------------- */

static dbn_span
without_mark(dbn_span bytes)
{
    bool has_mark = dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF"));
    return has_mark ? (dbn_span){bytes.ptr + 3, bytes.len - 3} : bytes;
}

static bool
is_utf16(dbn_span bytes)
{
    return dbn_span_starts(bytes, DBN_SPAN("\xFF\xFE")) ||
           dbn_span_starts(bytes, DBN_SPAN("\xFE\xFF"));
}

/* How much of the beginning of a file is looked at to know what it is. */
#define HEAD_MAX ((size_t)4096)

bool
dbn_is_tsv(dbn_span bytes)
{
    char head[2 * HEAD_MAX];
    dbn_span text = without_mark(bytes);
    if (is_utf16(bytes)) {
        size_t len = bytes.len < HEAD_MAX ? bytes.len : HEAD_MAX;
        text = (dbn_span){head, dbn_utf8_from_utf16(head, (dbn_span){bytes.ptr, len})};
    }
    return dbn_table_separator(text) != '\0';
}

dbn_status
dbn_tsv_read(dbn_catalog *out, dbn_span bytes, dbn_job *job)
{
    reading r = {.out = out, .job = job, .text = without_mark(bytes), .line = 1};
    *out = (dbn_catalog){0};
    if (bytes.len > UINT32_MAX / 2)
        return refuse(&r, DBN_MESSAGE("the file is too large"));
    r.mark = bytes.len - r.text.len;
    if (is_utf16(bytes)) {
        char *text = dbn_arena_alloc(&job->arena, bytes.len / 2 * 3 + 1);
        if (text == NULL)
            return dbn_job_nomem(job);
        r.text = (dbn_span){text, dbn_utf8_from_utf16(text, bytes)};
    }
    r.separator = out->separator = dbn_table_separator(r.text);
    if (dbn_utf8_invalid_at(r.text, 0) < r.text.len)
        return refuse(&r, DBN_MESSAGE("the file is not in UTF-8"));
    DBN_TRY(read_head(&r));
    while (r.at < r.text.len)
        DBN_TRY(read_row(&r));
    return DBN_OK;
}
