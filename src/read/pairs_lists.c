/*
 * Lists of messages: PO and tables. A message is a sentence as it stands in a page:
 * tags in it are codes, each named by what it is, and so are placeholders of programs.
 */
#include "read/pairs_draft.h"

#include "base/message.h"
#include "text/table.h"

/* The longest placeholder: %1$s, %(name)s, {name}. */
#define PLACEHOLDER_MAX 40U
/* Columns of a table that are looked at. */
#define COLUMNS_MAX 64U

/* ---- what stands in a message ---------------------------------------------------- */

/* The end of the tag at `at`; `at` where none stands there. */
static uint32_t
tag_end(dbn_span text, uint32_t at, uint32_t end)
{
    uint32_t next = at + 1;
    next += next < end && text.ptr[next] == '/';
    if (next >= end || !dbn_is_ascii_alpha(text.ptr[next]))
        return at;
    const char *close = memchr(text.ptr + next, '>', end - next);
    return close == NULL ? at : (uint32_t)(close - text.ptr) + 1;
}

static bool
is_name(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || c == '_' || c == '$' ||
           c == '.';
}

/* The same of a placeholder. */
static uint32_t
placeholder_end(dbn_span text, uint32_t at, uint32_t end)
{
    uint32_t i = at + 1, last = at + PLACEHOLDER_MAX < end ? at + PLACEHOLDER_MAX : end;
    char close = text.ptr[at] == '{' ? '}' : 0;
    if (close == 0 && i < last && text.ptr[i] == '(') {
        close = ')';
        i++;
    }
    if (close != 0) {
        uint32_t beg = i;
        while (i < last && is_name(text.ptr[i]))
            i++;
        if (i >= last || text.ptr[i] != close || (i == beg && close == ')'))
            return at;
        i++;
        if (close == '}')
            return i;
    } else {
        while (i < last && (dbn_is_ascii_digit(text.ptr[i]) || text.ptr[i] == '$'))
            i++;
    }
    return i < last && memchr("sdiuf", text.ptr[i], 5) != NULL ? i + 1 : at;
}

/* A piece of a message, between quotes or tabs. */
static dbn_status
take_piece(draft *d, uint32_t side, dbn_range range, bool has_placeholders)
{
    for (uint32_t at = range.beg; at < range.end;) {
        char c = d->text.ptr[at];
        uint32_t end = at;
        if (c == '&') {
            DBN_TRY(draft_reference(d, side, at, range.end, &end));
            at = end > at ? end : at + 1;
            continue;
        }
        if (c == '<')
            end = tag_end(d->text, at, range.end);
        else if (has_placeholders && (c == '%' || c == '{'))
            end = placeholder_end(d->text, at, range.end);
        if (end > at) {
            const draft_code code = {.tag = {at, end},
                                     .name = {d->text.ptr + at, end - at}};
            DBN_TRY(draft_add_code(d, side, &code));
            at = end;
            continue;
        }
        if (has_placeholders && c == '\\' && at + 1 < range.end) {
            char next = d->text.ptr[at + 1];
            uint32_t says =
                next == 'n' || next == 't' || next == 'r' ? ' ' : (unsigned char)next;
            DBN_TRY(draft_replace(d, side, (dbn_range){at, at + 2},
                                  says < 0x80 ? says : ' ', DBN_RULE_EXTRACT_ESCAPE));
            at += 2;
            continue;
        }
        if (!has_placeholders && c == '"' && at + 1 < range.end &&
            d->text.ptr[at + 1] == '"') {
            DBN_TRY(draft_remove(d, side, (dbn_range){at, at + 1},
                                 DBN_RULE_EXTRACT_ESCAPE));
            at += 2;
            continue;
        }
        at++;
    }
    return DBN_OK;
}

/* ---- PO -------------------------------------------------------------------------- */

typedef struct po {
    draft *d;
    uint32_t at;
    uint32_t source, plural, target; /* of the entry; DBN_NONE */
    uint32_t side;                   /* which strings belong to */
    dbn_span context;
    bool is_context;
} po;

static dbn_span
without(dbn_span line, const char *word)
{
    size_t len = strlen(word);
    if (!dbn_span_starts(line, (dbn_span){word, len}))
        return (dbn_span){NULL, 0};
    return (dbn_span){line.ptr + len, line.len - len};
}

/* The languages that the head of the file says. */
static dbn_span
value_of(dbn_span head, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i + len < head.len; i++) {
        if ((i > 0 && head.ptr[i - 1] != '"' && head.ptr[i - 1] != 'n') ||
            memcmp(head.ptr + i, name, len) != 0)
            continue;
        size_t beg = i + len, end;
        while (beg < head.len && head.ptr[beg] == ' ')
            beg++;
        for (end = beg;
             end < head.len && head.ptr[end] != '\\' && head.ptr[end] != '"';)
            end++;
        return (dbn_span){head.ptr + beg, end - beg};
    }
    return DBN_SPAN("");
}

static bool
is_blank(const draft *d, uint32_t side)
{
    return side == DBN_NONE || dbn_range_len(d->sides.items[side].place) == 0;
}

/* An entry is whole: its target, of which nothing may be said, ends it. */
static dbn_status
end_entry(po *p, uint32_t target)
{
    draft *d = p->d;
    uint32_t source = p->source;
    if (source == DBN_NONE || target == DBN_NONE)
        return DBN_OK;
    if (is_blank(d, source)) {
        dbn_span head = dbn_span_slice(d->text, d->sides.items[target].place);
        d->pairs->source_lang = value_of(head, "X-Source-Language:");
        d->pairs->target_lang = value_of(head, "Language:");
        return DBN_OK;
    }
    DBN_TRY(draft_pair(d, source, target, p->context));
    /* of several targets each is that of the plural, but for the first */
    p->source = p->plural;
    p->plural = DBN_NONE;
    return DBN_OK;
}

static dbn_status
take_string(po *p, dbn_range line)
{
    dbn_span text = p->d->text;
    uint32_t beg = line.beg, end = line.end;
    while (beg < end && text.ptr[beg] != '"')
        beg++;
    while (end > beg && text.ptr[end - 1] != '"')
        end--;
    if (end < beg + 2)
        return draft_refuse(p->d, line.beg, DBN_MESSAGE("a string does not end"));
    dbn_range piece = {beg + 1, end - 1};
    if (p->is_context)
        p->context = dbn_span_slice(text, piece);
    if (p->is_context || p->side == DBN_NONE)
        return DBN_OK;
    draft_side *side = &p->d->sides.items[p->side];
    if (side->is_open) {
        side->place = piece;
        side->is_open = false;
    } else {
        DBN_TRY(draft_remove(p->d, p->side, (dbn_range){side->place.end, piece.beg},
                             DBN_RULE_EXTRACT_LINE));
        side->place.end = piece.end;
    }
    return take_piece(p->d, p->side, piece, true);
}

static dbn_status
take_line(po *p, dbn_range range)
{
    dbn_span line = dbn_span_slice(p->d->text, range);
    bool is_plural = without(line, "msgid_plural").ptr != NULL;
    bool is_id = without(line, "msgid").ptr != NULL;
    bool is_target = without(line, "msgstr").ptr != NULL;
    bool is_context = without(line, "msgctxt").ptr != NULL;
    if (is_id || is_target || is_context) {
        DBN_TRY(end_entry(p, p->target));
        p->target = DBN_NONE;
        p->side = DBN_NONE;
        p->is_context = is_context;
    }
    if (is_context)
        p->source = DBN_NONE;
    if (is_id || is_target)
        DBN_TRY(draft_open(p->d, &p->side, range.beg, is_target));
    if (is_plural)
        p->plural = p->side;
    else if (is_id)
        p->source = p->side;
    else if (is_target)
        p->target = p->side;
    if (is_id && !is_plural)
        p->plural = DBN_NONE;
    bool has_string =
        is_id || is_target || is_context || (line.len > 0 && line.ptr[0] == '"');
    return has_string ? take_string(p, range) : DBN_OK;
}

dbn_status
draft_read_po(draft *d)
{
    po p = {.d = d,
            .source = DBN_NONE,
            .plural = DBN_NONE,
            .target = DBN_NONE,
            .side = DBN_NONE,
            .context = {"", 0}};
    while (p.at < d->text.len) {
        const char *end = memchr(d->text.ptr + p.at, '\n', d->text.len - p.at);
        uint32_t to =
            end == NULL ? (uint32_t)d->text.len : (uint32_t)(end - d->text.ptr);
        DBN_TRY(take_line(&p, (dbn_range){p.at, to}));
        p.at = to + 1;
    }
    return end_entry(&p, p.target);
}

/* ---- tables ---------------------------------------------------------------------- */

/* The cell at *at, without its quotes; *at moves behind what ends it, which is *mark.
 */
static dbn_status
read_cell(draft *d, uint32_t *at, dbn_range *out, char *mark)
{
    dbn_span text = d->text;
    uint32_t beg = *at, i = beg;
    bool is_quoted = i < text.len && text.ptr[i] == '"';
    for (i += is_quoted; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_quoted && c == '"' && i + 1 < text.len && text.ptr[i + 1] == '"')
            i++;
        else if (is_quoted ? c == '"' : c == d->separator || c == '\n')
            break;
    }
    if (is_quoted && i >= text.len)
        return draft_refuse(d, beg, DBN_MESSAGE("a cell in quotes does not end"));
    *out = (dbn_range){beg + is_quoted, i};
    i += is_quoted;
    while (i < text.len && text.ptr[i] != d->separator && text.ptr[i] != '\n')
        i++;
    if (!is_quoted && out->end > out->beg && text.ptr[out->end - 1] == '\r')
        out->end--;
    *mark = i < text.len ? text.ptr[i] : '\n';
    *at = i + 1;
    return DBN_OK;
}

/* A column of the head: "target:nl"; the first of a name counts. */
static dbn_table_column
take_name(draft *d, dbn_span name, bool *has_source, bool *has_target)
{
    dbn_span lang;
    dbn_table_column found = dbn_table_column_of(name, &lang);
    bool is_source = found == DBN_TABLE_SOURCE && !*has_source;
    bool is_target = found == DBN_TABLE_TARGET && !*has_target;
    if (is_source)
        d->pairs->source_lang = lang;
    if (is_target)
        d->pairs->target_lang = lang;
    *has_source |= is_source;
    *has_target |= is_target;
    return is_source || is_target ? found : DBN_TABLE_OTHER;
}

static dbn_status
read_head(draft *d, uint32_t *at, uint8_t columns[COLUMNS_MAX])
{
    bool has_source = false, has_target = false;
    char mark = d->separator;
    for (uint32_t i = 0; mark == d->separator; i++) {
        dbn_range cell = {0};
        DBN_TRY(read_cell(d, at, &cell, &mark));
        if (i < COLUMNS_MAX)
            columns[i] = (uint8_t)take_name(d, dbn_span_slice(d->text, cell),
                                            &has_source, &has_target);
    }
    if (has_source && has_target)
        return DBN_OK;
    return draft_refuse(d, 0,
                        DBN_MESSAGE("the table has no columns 'source' and 'target'"));
}

static dbn_status
take_cell(draft *d, dbn_range cell, bool is_target, uint32_t *side)
{
    DBN_TRY(draft_open(d, side, cell.beg, is_target));
    d->sides.items[*side].place = cell;
    return take_piece(d, *side, cell, false);
}

static dbn_status
read_row(draft *d, uint32_t *at, const uint8_t columns[COLUMNS_MAX])
{
    uint32_t source = DBN_NONE, target = DBN_NONE;
    char mark = d->separator;
    for (uint32_t i = 0; mark == d->separator; i++) {
        dbn_range cell = {0};
        DBN_TRY(read_cell(d, at, &cell, &mark));
        if (i >= COLUMNS_MAX)
            continue;
        if (columns[i] == DBN_TABLE_SOURCE && source == DBN_NONE)
            DBN_TRY(take_cell(d, cell, false, &source));
        else if (columns[i] == DBN_TABLE_TARGET && target == DBN_NONE)
            DBN_TRY(take_cell(d, cell, true, &target));
    }
    if (source == DBN_NONE)
        return DBN_OK;
    return draft_pair(d, source, target, DBN_SPAN(""));
}

dbn_status
draft_read_tsv(draft *d)
{
    uint8_t columns[COLUMNS_MAX] = {0};
    uint32_t at = 0;
    d->separator = dbn_table_separator(d->text);
    DBN_TRY(read_head(d, &at, columns));
    while (at < d->text.len)
        DBN_TRY(read_row(d, &at, columns));
    return DBN_OK;
}
