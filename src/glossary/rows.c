/*
 * Tables of terms, as spreadsheets and people write them.
 */
#include "glossary/read.h"

#include "base/utf8.h"
#include "lang/yaml.h"

#define CELLS_MAX 64U
/* The longest line, so that a quote that never closes takes no more with it. */
#define LINE_MAX_BYTES 16384U

enum { CELL_TERM, CELL_TARGET, CELL_DOMAIN, CELL_STATUS, CELL_AVOID, CELL_COUNT };

typedef struct table {
    dbn_glossary *glossary;
    const dbn_glossary_reading *reading;
    dbn_span rest;
    uint32_t line, next_line;
    char separator;
    uint32_t columns[CELL_COUNT]; /* DBN_NONE: the table has none */
    dbn_span cells[CELLS_MAX];
    uint32_t count;
    const char *fault; /* of the line; NULL: none */
    dbn_error *err;
} table;

dbn_term_status
dbn_term_status_of(dbn_span name)
{
    static const struct {
        const char *name;
        dbn_term_status status;
    } names[] = {
        {"forbidden", DBN_TERM_FORBIDDEN},
        {"deprecated", DBN_TERM_FORBIDDEN},
        {"superseded", DBN_TERM_FORBIDDEN},
        {"deprecatedTerm-admn-sts", DBN_TERM_FORBIDDEN},
        {"supersededTerm-admn-sts", DBN_TERM_FORBIDDEN},
        {"admitted", DBN_TERM_ADMITTED},
        {"admittedTerm-admn-sts", DBN_TERM_ADMITTED},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal_ascii(name, dbn_span_of(names[i].name)))
            return names[i].status;
    return DBN_TERM_PREFERRED;
}

uint32_t
dbn_glossary_lang_fits(dbn_span tag, dbn_span wanted)
{
    size_t same = 0;
    while (same < tag.len && same < wanted.len &&
           (dbn_ascii_lower(tag.ptr[same]) == dbn_ascii_lower(wanted.ptr[same]) ||
            (tag.ptr[same] == '_' && wanted.ptr[same] == '-')))
        same++;
    if (same < tag.len || tag.len == 0)
        return 0;
    if (same == wanted.len)
        return 2;
    return wanted.ptr[same] == '-' ? 1 : 0;
}

/* ---- lines and cells --------------------------------------------------------------
 */

/* A quoted cell, whose quotes are doubled inside. */
typedef struct quoted {
    size_t end;         /* where the quote that closes it stands; 0: nowhere */
    size_t doubled;     /* quotes inside, pairs of them */
    uint32_t line_ends; /* inside */
} quoted;

static quoted
find_quoted(dbn_span rest)
{
    quoted q = {0};
    size_t most = rest.len < LINE_MAX_BYTES ? rest.len : LINE_MAX_BYTES;
    for (size_t at = 1; at < most; at++) {
        char c = rest.ptr[at];
        bool is_doubled = c == '"' && at + 1 < rest.len && rest.ptr[at + 1] == '"';
        if (c == '"' && !is_doubled) {
            q.end = at;
            break;
        }
        at += is_doubled;
        q.doubled += is_doubled;
        q.line_ends += c == '\n';
    }
    return q;
}

/* What `q` holds, with its quotes single, in one line. */
static dbn_status
copy_quoted(dbn_span *out, const table *t, const quoted *q)
{
    char *bytes = dbn_arena_alloc(t->reading->arena, q->end - q->doubled);
    size_t len = 0;
    if (bytes == NULL)
        return dbn_load_nomem(t->err);
    for (size_t at = 1; at < q->end; at++) {
        char c = t->rest.ptr[at];
        at += c == '"';
        bytes[len++] = c == '\n' || c == '\r' ? ' ' : c;
    }
    *out = (dbn_span){bytes, len};
    return DBN_OK;
}

/* DBN_ERR_SYNTAX, without a message, where it does not end; DBN_ERR_NOMEM. A cell past
 * the last that counts is passed over. */
static dbn_status
cut_quoted(table *t, dbn_span *cell)
{
    quoted q = find_quoted(t->rest);
    if (q.end == 0)
        return DBN_ERR_SYNTAX;
    if (t->count < CELLS_MAX)
        DBN_TRY(copy_quoted(cell, t, &q));
    t->next_line += q.line_ends;
    t->rest = (dbn_span){t->rest.ptr + q.end + 1, t->rest.len - q.end - 1};
    return DBN_OK;
}

static dbn_span
cut_plain(table *t)
{
    size_t len = 0;
    while (len < t->rest.len && t->rest.ptr[len] != t->separator &&
           t->rest.ptr[len] != '\n')
        len++;
    dbn_span cell = {t->rest.ptr, len};
    t->rest = (dbn_span){t->rest.ptr + len, t->rest.len - len};
    return cell;
}

static void
skip_line(table *t)
{
    const char *end = t->rest.len == 0 ? NULL : memchr(t->rest.ptr, '\n', t->rest.len);
    size_t len = end == NULL ? t->rest.len : (size_t)(end - t->rest.ptr);
    t->rest = (dbn_span){t->rest.ptr + len, t->rest.len - len};
}

/* Does a cell end at `at`, where the next one or the next line begins? */
static bool
is_cell_end(const table *t, size_t at)
{
    return at >= t->rest.len || t->rest.ptr[at] == t->separator ||
           t->rest.ptr[at] == '\n' ||
           (t->rest.ptr[at] == '\r' && at + 1 < t->rest.len &&
            t->rest.ptr[at + 1] == '\n');
}

/* Is the cell at hand in quotes? In tables that tabs part, quotes may be of the text:
 * there what does not end behind its closing one, on its line, is as it stands. */
static bool
begins_quoted(const table *t)
{
    if (t->rest.len == 0 || t->rest.ptr[0] != '"')
        return false;
    if (t->separator != '\t')
        return true;
    quoted q = find_quoted(t->rest);
    return q.end == 0 || q.line_ends > 0 || is_cell_end(t, q.end + 1);
}

/* Cut one cell off; false: the line has a fault. */
static dbn_status
cut_cell(table *t, dbn_span *out, bool *is_sound)
{
    *is_sound = true;
    if (!begins_quoted(t)) {
        *out = cut_plain(t);
        return DBN_OK;
    }
    quoted q = find_quoted(t->rest);
    /* a quote that is left open would take the next lines with it, up to another one */
    bool is_open = q.end == 0 || (q.line_ends > 0 && !is_cell_end(t, q.end + 1));
    dbn_status status = is_open ? DBN_ERR_SYNTAX : cut_quoted(t, out);
    if (status == DBN_ERR_SYNTAX) {
        t->fault = "a quotation mark that does not close";
        *is_sound = false;
        return DBN_OK;
    }
    return status;
}

/* The cells of the next line, where there is one. DBN_ERR_NOMEM. */
static dbn_status
next_line(table *t)
{
    bool goes_on = true;
    t->count = 0;
    t->fault = NULL;
    t->line = t->next_line;
    while (goes_on) {
        dbn_span cell = {"", 0};
        bool is_sound;
        DBN_TRY(cut_cell(t, &cell, &is_sound));
        if (!is_sound)
            break;
        if (t->count < CELLS_MAX)
            t->cells[t->count++] = dbn_span_trim(cell);
        goes_on = t->rest.len > 0 && t->rest.ptr[0] == t->separator;
        if (goes_on)
            t->rest = (dbn_span){t->rest.ptr + 1, t->rest.len - 1};
        else if (!is_cell_end(t, 0))
            t->fault = "text behind a quotation mark";
    }
    skip_line(t);
    if (t->rest.len > 0)
        t->rest = (dbn_span){t->rest.ptr + 1, t->rest.len - 1};
    t->next_line++;
    return DBN_OK;
}

/* What stands most often in the first line that is no comment. */
static char
separator_of(dbn_span bytes)
{
    uint32_t tabs = 0, semicolons = 0, commas = 0;
    bool is_comment = bytes.len > 0 && bytes.ptr[0] == '#';
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.ptr[i];
        if (c == '\n' && !is_comment)
            break;
        if (c == '\n')
            is_comment = i + 1 < bytes.len && bytes.ptr[i + 1] == '#';
        if (is_comment)
            continue;
        tabs += c == '\t';
        semicolons += c == ';';
        commas += c == ',';
    }
    if (tabs > 0 || (semicolons == 0 && commas == 0))
        return '\t';
    return semicolons >= commas ? ';' : ',';
}

/* ---- columns ----------------------------------------------------------------------
 */

/* A name that is not of a language; CELL_COUNT for none. */
static uint32_t
kind_of(dbn_span name)
{
    static const struct {
        const char *name;
        uint32_t kind;
    } names[] = {
        {"source", CELL_TERM},        {"term", CELL_TERM},     {"target", CELL_TARGET},
        {"translation", CELL_TARGET}, {"domain", CELL_DOMAIN}, {"subject", CELL_DOMAIN},
        {"status", CELL_STATUS},      {"avoid", CELL_AVOID},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal_ascii(name, dbn_span_of(names[i].name)))
            return names[i].kind;
    return CELL_COUNT;
}

/* Two or three letters, and perhaps a place: "fr", "nl-BE". */
static bool
is_language(dbn_span name)
{
    size_t letters = 0;
    while (letters < name.len && dbn_is_ascii_alpha(name.ptr[letters]))
        letters++;
    if (letters < 2 || letters > 3)
        return false;
    return letters == name.len ||
           ((name.ptr[letters] == '-' || name.ptr[letters] == '_') && name.len <= 11);
}

/* "avoid-fr", where terms of French are wanted. */
static bool
avoids_in(dbn_span name, dbn_span lang)
{
    const dbn_span prefix = DBN_SPAN("avoid-");
    return dbn_span_starts(name, prefix) &&
           dbn_glossary_lang_fits(
               (dbn_span){name.ptr + prefix.len, name.len - prefix.len}, lang) > 0;
}

/* Take the cells as the names of columns; false where they are none. */
static bool
take_names(table *t)
{
    uint32_t term_fits = 0, target_fits = 0;
    uint32_t columns[CELL_COUNT] = {DBN_NONE, DBN_NONE, DBN_NONE, DBN_NONE, DBN_NONE};
    for (uint32_t i = 0; i < t->count; i++) {
        uint32_t kind = kind_of(t->cells[i]);
        if (avoids_in(t->cells[i], t->reading->lang))
            kind = CELL_AVOID;
        if (kind < CELL_COUNT) {
            if (columns[kind] == DBN_NONE)
                columns[kind] = i;
            continue;
        }
        if (!is_language(t->cells[i]))
            continue;
        uint32_t fits = dbn_glossary_lang_fits(t->cells[i], t->reading->lang);
        if (fits > term_fits) {
            columns[CELL_TERM] = i;
            term_fits = fits;
        }
        bool is_wanted = t->reading->target.len > 0;
        uint32_t other = is_wanted
                             ? dbn_glossary_lang_fits(t->cells[i], t->reading->target)
                             : (fits == 0 && columns[CELL_TARGET] == DBN_NONE);
        if (other > target_fits) {
            columns[CELL_TARGET] = i;
            target_fits = other;
        }
    }
    if (columns[CELL_TERM] == DBN_NONE)
        return false;
    memcpy(t->columns, columns, sizeof columns);
    return true;
}

static dbn_span
cell(const table *t, uint32_t kind)
{
    uint32_t column = t->columns[kind];
    return column < t->count ? t->cells[column] : (dbn_span){"", 0};
}

/* ---- entries ----------------------------------------------------------------------
 */

static void
report(const table *t, const char *message)
{
    if (t->reading->on_broken != NULL)
        t->reading->on_broken(t->reading->context, t->line, message);
}

/* An entry for each of the terms in a cell: "a|b". */
static dbn_status
add_terms(table *t, dbn_span terms, dbn_glossary_entry entry)
{
    while (terms.len > 0) {
        dbn_error err = {0};
        const char *bar = memchr(terms.ptr, '|', terms.len);
        size_t len = bar == NULL ? terms.len : (size_t)(bar - terms.ptr);
        entry.term = dbn_span_trim((dbn_span){terms.ptr, len});
        len += bar != NULL;
        terms = (dbn_span){terms.ptr + len, terms.len - len};
        dbn_status status = dbn_glossary_add(t->glossary, &entry, &err);
        if (status == DBN_ERR_SYNTAX) {
            report(t, err.message);
        } else if (status != DBN_OK) {
            if (t->err != NULL)
                *t->err = err;
            return status;
        }
    }
    return DBN_OK;
}

static dbn_status
add_line(table *t)
{
    dbn_span term = cell(t, CELL_TERM), avoid = cell(t, CELL_AVOID);
    dbn_glossary_entry entry = {.translation = cell(t, CELL_TARGET),
                                .domain = cell(t, CELL_DOMAIN),
                                .status = dbn_term_status_of(cell(t, CELL_STATUS)),
                                .line = t->line};
    for (uint32_t i = 0; i < t->count && t->fault == NULL; i++)
        if (dbn_utf8_invalid_at(t->cells[i], 0) < t->cells[i].len)
            t->fault = "bytes that are no UTF-8";
    if (t->fault == NULL && term.len == 0)
        t->fault = "no term";
    if (t->fault != NULL) {
        report(t, t->fault);
        return DBN_OK;
    }
    DBN_TRY(add_terms(t, term, entry));
    entry.translation = term;
    entry.status = DBN_TERM_FORBIDDEN;
    return add_terms(t, avoid, entry);
}

/* Does every cell of the first line name a column, though none is of the language? A
 * language by two letters: three are often words. */
static bool
names_others(const table *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        dbn_span name = t->cells[i];
        bool is_tag = is_language(name) && (name.len == 2 || name.ptr[2] == '-');
        if (!is_tag && kind_of(name) == CELL_COUNT)
            return false;
    }
    return t->count > 1;
}

dbn_status
dbn_glossary_read_rows(dbn_glossary *glossary, dbn_span bytes,
                       const dbn_glossary_reading *reading, dbn_error *err)
{
    if (dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")))
        bytes = (dbn_span){bytes.ptr + 3, bytes.len - 3};
    table t = {.glossary = glossary,
               .reading = reading,
               .rest = bytes,
               .next_line = 1,
               .separator = separator_of(bytes),
               .columns = {0, 1, 2, DBN_NONE, DBN_NONE},
               .err = err};
    bool is_first = true;
    dbn_arena_mark mark = dbn_arena_save(reading->arena);
    while (t.rest.len > 0) {
        DBN_TRY(next_line(&t));
        bool is_blank = t.fault == NULL && t.count == 1 && t.cells[0].len == 0;
        bool is_comment = t.count > 0 && dbn_span_starts(t.cells[0], DBN_SPAN("#"));
        bool may_name = is_first && !is_blank && !is_comment;
        bool has_names = may_name && take_names(&t);
        if (may_name && !has_names && names_others(&t))
            return dbn_fail(err, DBN_ERR_SYNTAX, "line %u names no column of '%.*s'",
                            t.line, DBN_SHOWN(reading->lang));
        if (!is_blank && !is_comment && !has_names)
            DBN_TRY(add_line(&t));
        is_first &= is_blank || is_comment;
        dbn_arena_rewind(reading->arena, mark);
    }
    return DBN_OK;
}
