/*
 * read/jsonl.c - one line of JSON Lines: its article, and where to put the result.
 *
 * simdjson says whether the line is JSON and decodes its strings, but not where they
 * stand. A walk over the members of the top level does: on text that is known to be
 * JSON it only has to skip strings and count brackets. Both see the members in the
 * same order.
 */
#include "read/jsonl.h"

#include "base/utf8.h"
#include "read/json_parse.h"

struct dbn_jsonl_reader {
    dbn_json_parser *parser;
};

dbn_status
dbn_jsonl_new(dbn_jsonl_reader **out, dbn_error *err)
{
    *out = calloc(1, sizeof **out);
    if (*out != NULL)
        (*out)->parser = dbn_json_parser_new();
    if (*out != NULL && (*out)->parser != NULL)
        return DBN_OK;
    free(*out);
    return dbn_fail(err, DBN_ERR_NOMEM, "no memory for a reader of JSON Lines");
}

void
dbn_jsonl_free(dbn_jsonl_reader *reader)
{
    if (reader != NULL)
        dbn_json_parser_free(reader->parser);
    free(reader);
}

/* A walk over the members of an object. */
typedef struct walk {
    dbn_span line;
    size_t at;
    dbn_range name, value; /* of the member that was walked over last */
} walk;

static char
here(const walk *w)
{
    return w->at < w->line.len ? w->line.ptr[w->at] : '\0';
}

static void
skip_spaces(walk *w)
{
    while (here(w) == ' ' || here(w) == '\t' || here(w) == '\n' || here(w) == '\r')
        w->at++;
}

static bool
take(walk *w, char sign)
{
    skip_spaces(w);
    if (here(w) != sign)
        return false;
    w->at++;
    return true;
}

/* Behind the quotation mark that no odd number of backslashes stands in front of. */
static bool
skip_string(walk *w)
{
    const char *text = w->line.ptr;
    size_t beg = w->at + 1;
    for (size_t from = beg; from < w->line.len;) {
        const char *quote = memchr(text + from, '"', w->line.len - from);
        if (quote == NULL)
            break;
        size_t at = (size_t)(quote - text), first = at;
        while (first > beg && text[first - 1] == '\\')
            first--;
        from = at + 1;
        if ((at - first) % 2 != 0)
            continue;
        w->at = from;
        return true;
    }
    w->at = w->line.len;
    return false;
}

/* Up to the bracket that closes the one here. */
static bool
skip_brackets(walk *w)
{
    size_t depth = 0;
    while (w->at < w->line.len) {
        char c = here(w);
        if (c == '"') {
            if (!skip_string(w))
                return false;
            continue;
        }
        w->at++;
        if (c == '{' || c == '[')
            depth++;
        if ((c == '}' || c == ']') && --depth == 0)
            return true;
    }
    return false;
}

static bool
skip_value(walk *w)
{
    if (here(w) == '"')
        return skip_string(w);
    if (here(w) == '{' || here(w) == '[')
        return skip_brackets(w);
    size_t beg = w->at;
    while (w->at < w->line.len && strchr(",}] \t\r\n", here(w)) == NULL)
        w->at++;
    return w->at > beg;
}

/* Walk over `"name": value`. */
static bool
walk_member(walk *w)
{
    skip_spaces(w);
    if (here(w) != '"')
        return false;
    w->name.beg = (uint32_t)w->at;
    if (!skip_string(w))
        return false;
    w->name.end = (uint32_t)w->at;
    if (!take(w, ':'))
        return false;
    skip_spaces(w);
    w->value.beg = (uint32_t)w->at;
    bool is_whole = skip_value(w);
    w->value.end = (uint32_t)w->at;
    return is_whole;
}

/* Where a line that is no JSON goes wrong: at the first sign that cannot stand there,
 * or at the first member whose value is broken in itself. */
static size_t
fault_offset(dbn_jsonl_reader *reader, dbn_span line)
{
    size_t invalid = dbn_utf8_invalid_at(line, 0);
    if (invalid < line.len)
        return invalid;
    walk w = {.line = line};
    if (!take(&w, '{'))
        return w.at;
    skip_spaces(&w);
    while (here(&w) != '}') {
        if (!walk_member(&w))
            return w.at;
        dbn_range parts[] = {w.name, w.value};
        for (int i = 0; i < 2; i++)
            if (dbn_json_parse(reader->parser, dbn_span_slice(line, parts[i])) >
                DBN_JSON_OTHER)
                return parts[i].beg;
        if (take(&w, ','))
            skip_spaces(&w);
        else if (here(&w) != '}')
            return w.at;
        else
            break;
        if (here(&w) == '}')
            return w.at;
    }
    w.at++;
    skip_spaces(&w);
    return w.at;
}

static dbn_status
refuse(dbn_jsonl_reader *reader, dbn_span line, dbn_json_result result, dbn_error *err)
{
    switch (result) {
    case DBN_JSON_OBJECT:
        break;
    case DBN_JSON_OTHER:
        return dbn_fail_at(err, DBN_ERR_SYNTAX, 0, "the line is JSON, but no object");
    case DBN_JSON_BROKEN:
        return dbn_fail_at(err, DBN_ERR_SYNTAX, fault_offset(reader, line),
                           "the line is broken JSON");
    case DBN_JSON_TOO_DEEP:
        return dbn_fail(err, DBN_ERR_LIMIT,
                        "the JSON is nested in more than 1024 levels");
    case DBN_JSON_NO_MEMORY:
        return dbn_fail(err, DBN_ERR_NOMEM, "no memory for the JSON of the line");
    }
    return DBN_OK;
}

/* Where a member's value and place go. */
typedef struct field {
    dbn_span name;
    dbn_span *value;
    dbn_jsonl_member *member; /* or NULL */
} field;

#define FIELDS 7

static dbn_status
take_member(const field *fields, const walk *w, dbn_span name, dbn_span value,
            dbn_arena *arena)
{
    for (int i = 0; i < FIELDS; i++) {
        if (!dbn_span_equal(fields[i].name, name))
            continue;
        if (fields[i].member != NULL)
            fields[i].member->range = (dbn_range){w->name.beg, w->value.end};
        if (fields[i].value == NULL)
            continue;
        *fields[i].value = value;
        if (value.ptr == NULL)
            continue;
        *fields[i].value = dbn_arena_copy(arena, value);
        if (fields[i].value->ptr == NULL)
            return DBN_ERR_NOMEM;
    }
    return DBN_OK;
}

/* Note where the member after each one starts. */
static void
set_next(const field *fields, uint32_t next)
{
    for (int i = 0; i < FIELDS; i++) {
        dbn_jsonl_member *member = fields[i].member;
        if (member != NULL && member->range.end > 0 && member->next < member->range.end)
            member->next = next;
    }
}

static dbn_status
read_members(dbn_jsonl_line *out, dbn_json_parser *parser, dbn_span line,
             const field *fields, dbn_job *job)
{
    walk w = {.line = line};
    dbn_span name, value;
    bool is_number, is_whole = take(&w, '{');
    while (is_whole && dbn_json_next(parser, &name, &value, &is_number)) {
        if (out->members++ > 0)
            is_whole = take(&w, ',');
        skip_spaces(&w);
        set_next(fields, (uint32_t)w.at);
        is_whole = is_whole && walk_member(&w);
        if (is_number && dbn_span_equal(name, DBN_SPAN("id")))
            value = dbn_span_slice(line, w.value);
        DBN_TRY_PUSH(job, take_member(fields, &w, name, value, &job->arena));
    }
    skip_spaces(&w);
    if (!is_whole || here(&w) != '}')
        return dbn_fail_at(&job->err, DBN_ERR_SYNTAX, w.at, "the line is broken JSON");
    out->close = (uint32_t)w.at;
    set_next(fields, out->close);
    return DBN_OK;
}

dbn_status
dbn_jsonl_read(dbn_jsonl_line *out, dbn_jsonl_reader *reader, dbn_span line,
               const dbn_jsonl_names *names, dbn_job *job)
{
    *out = (dbn_jsonl_line){0};
    if (line.len > INT32_MAX)
        return dbn_fail_at(&job->err, DBN_ERR_LIMIT, INT32_MAX,
                           "the line is longer than 2147483647 bytes");
    dbn_json_result result = dbn_json_parse(reader->parser, line);
    if (result != DBN_JSON_OBJECT)
        return refuse(reader, line, result, &job->err);
    const field fields[FIELDS] = {
        {names->text.len > 0 ? names->text : DBN_SPAN("text"), &out->text,
         &out->text_member},
        {names->html.len > 0 ? names->html : DBN_SPAN("html"), &out->html,
         &out->html_member},
        {DBN_SPAN("doublon"), NULL, &out->doublon_member},
        {DBN_SPAN("id"), &out->id, NULL},
        {DBN_SPAN("url"), &out->url, NULL},
        {DBN_SPAN("lang"), &out->lang, NULL},
        {DBN_SPAN("date"), &out->date, NULL},
    };
    dbn_status status = read_members(out, reader->parser, line, fields, job);
    dbn_json_trim(reader->parser);
    return status;
}

uint32_t
dbn_jsonl_kept(dbn_range kept[DBN_JSONL_KEPT_MAX], bool *needs_comma,
               const dbn_jsonl_line *line, bool drop_input)
{
    const dbn_jsonl_member *dropped[] = {&line->doublon_member, &line->text_member,
                                         &line->html_member};
    uint32_t count = 0, beg = 0, drops = drop_input ? 3 : 1;
    *needs_comma = line->members > 0;
    while (beg < line->close) {
        const dbn_jsonl_member *first = NULL;
        for (uint32_t i = 0; i < drops; i++)
            if (dropped[i]->range.end > beg &&
                (first == NULL || dropped[i]->range.beg < first->range.beg))
                first = dropped[i];
        uint32_t end = first == NULL ? line->close : first->range.beg;
        if (end > beg)
            kept[count++] = (dbn_range){beg, end};
        beg = first == NULL ? line->close : first->next;
        /* The comma before the last member stays, for the new one. */
        if (first != NULL && first->next == line->close)
            *needs_comma = false;
    }
    return count;
}
