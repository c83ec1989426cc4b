/*
 * PO: line by line. An entry is there once the first line of the next one is, or the
 * end; obsolete ones ("#~") are comments like others. Those with plural forms are
 * counted and passed over: how many forms a language has, and for which numbers, no
 * sentence says.
 */
#include "exchange/catalog.h"

#include "base/message.h"
#include "base/utf8.h"

typedef enum field {
    FIELD_NONE,
    FIELD_CONTEXT,
    FIELD_ID,
    FIELD_TARGET,
    FIELD_PLURAL_ID,
    FIELD_FORM /* msgstr[n], of a message with plural forms, which is passed over */
} field;

typedef struct reading {
    dbn_catalog *out;
    dbn_job *job;
    const char *start;    /* of the file */
    uint32_t line, entry; /* the line at hand; that of the entry under way */
    field field;          /* which strings belong to */
    dbn_buffer id, target;
    bool is_fuzzy, has_entry;
    bool has_head;
    dbn_range bytes;         /* the line at hand, with its end */
    dbn_catalog_place place; /* of the entry under way */
    bool has_lead;
} reading;

static dbn_status
refuse(reading *r, const char *message)
{
    dbn_status status = dbn_fail(&r->job->err, DBN_ERR_SYNTAX, "%s", message);
    r->job->err.line = r->line;
    return status;
}

/* ---- the head -------------------------------------------------------------------- */

/* The value of a line of the head; {NULL, 0}: it has no such line. */
static dbn_span
value_of(dbn_span head, dbn_span name)
{
    for (size_t at = 0; at < head.len;) {
        const char *end = memchr(head.ptr + at, '\n', head.len - at);
        size_t len = end == NULL ? head.len - at : (size_t)(end - head.ptr) - at;
        dbn_span line = {head.ptr + at, len};
        at += len + 1;
        if (line.len > name.len &&
            dbn_span_equal_ascii((dbn_span){line.ptr, name.len}, name) &&
            line.ptr[name.len] == ':')
            return dbn_span_trim(
                (dbn_span){line.ptr + name.len + 1, line.len - name.len - 1});
    }
    return (dbn_span){NULL, 0};
}

static dbn_status
take_head(reading *r, dbn_span head)
{
    r->out->original = value_of(head, DBN_SPAN("X-Doublon-Page"));
    dbn_status status = dbn_catalog_lang(
        &r->out->source_lang, value_of(head, DBN_SPAN("X-Source-Language")), r->job);
    if (status == DBN_OK)
        status = dbn_catalog_lang(&r->out->target_lang,
                                  value_of(head, DBN_SPAN("Language")), r->job);
    if (status != DBN_OK)
        r->job->err.line = r->entry;
    return status;
}

/* ---- entries --------------------------------------------------------------------- */

static dbn_status
end_entry(reading *r)
{
    const dbn_catalog_entry message = {.source = {r->id.items, r->id.count},
                                       .target = {r->target.items, r->target.count},
                                       .line = r->entry,
                                       .is_fuzzy = r->is_fuzzy,
                                       .place = r->place};
    if (r->field != FIELD_TARGET && r->field != FIELD_FORM)
        return DBN_OK;
    bool has_forms = r->field == FIELD_FORM;
    r->place = (dbn_catalog_place){0};
    r->has_lead = false;
    r->id = r->target = (dbn_buffer){0};
    r->field = FIELD_NONE;
    r->is_fuzzy = false;
    if (has_forms) {
        r->out->plurals++;
        return DBN_OK;
    }
    if (message.source.len == 0 && !r->has_head) {
        r->has_head = true;
        return take_head(r, message.target);
    }
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->out->messages, message));
    return DBN_OK;
}

/* Up to three octal digits, or any number of hexadecimal ones. */
static char
number_at(dbn_span text, size_t *at, unsigned base, size_t most)
{
    unsigned value = 0;
    for (size_t n = 0; *at < text.len && n < most; n++, ++*at) {
        char c = dbn_ascii_lower(text.ptr[*at]);
        unsigned digit = dbn_is_ascii_digit(c)  ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                                : base;
        if (digit >= base)
            break;
        value = (value * base + digit) & 0xFF;
    }
    return (char)value;
}

static char
escape_at(dbn_span text, size_t *at)
{
    static const char names[] = "ntrabfv", values[] = "\n\t\r\a\b\f\v";
    char c = text.ptr[*at];
    if (c >= '0' && c <= '7')
        return number_at(text, at, 8, 3);
    ++*at;
    if (c == 'x')
        return number_at(text, at, 16, 2);
    const char *found = memchr(names, c, sizeof names - 1);
    return found == NULL ? c : values[found - names];
}

/* A string in quotes, behind which the line ends. */
static dbn_status
take_string(reading *r, dbn_span text)
{
    dbn_buffer *out = r->field == FIELD_ID       ? &r->id
                      : r->field == FIELD_TARGET ? &r->target
                                                 : NULL;
    size_t at = 1;
    if (r->field == FIELD_NONE || text.len < 2 || text.ptr[0] != '"')
        return refuse(r, DBN_MESSAGE("a string in quotes belongs here"));
    while (at < text.len && text.ptr[at] != '"') {
        char c = text.ptr[at++];
        if (c == '\\' && at < text.len)
            c = escape_at(text, &at);
        if (out != NULL)
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, out, c));
    }
    return at + 1 == text.len
               ? DBN_OK
               : refuse(r, DBN_MESSAGE("a string does not end, or not at "
                                       "the end of its line"));
}

static bool
cut_word(dbn_span *line, dbn_span word)
{
    bool is_it =
        dbn_span_starts(*line, word) && line->len > word.len &&
        (dbn_is_ascii_space(line->ptr[word.len]) || line->ptr[word.len] == '"');
    if (is_it)
        *line = dbn_span_trim((dbn_span){line->ptr + word.len, line->len - word.len});
    return is_it;
}

/* "msgstr[0] …": to what stands behind the brackets. */
static bool
cut_form(dbn_span *line)
{
    dbn_span word = DBN_SPAN("msgstr[");
    size_t at = word.len;
    if (!dbn_span_starts(*line, word))
        return false;
    while (at < line->len && dbn_is_ascii_digit(line->ptr[at]))
        at++;
    bool is_it = at > word.len && at < line->len && line->ptr[at] == ']';
    if (is_it)
        *line = dbn_span_trim((dbn_span){line->ptr + at + 1, line->len - at - 1});
    return is_it;
}

/* The same, of which a target gets the place. */
static dbn_status
take_target_string(reading *r, dbn_span text, const char *end)
{
    if (r->field == FIELD_TARGET)
        r->place.target.end = (uint32_t)(end - r->start);
    return take_string(r, text);
}

/* Lines of one kind that follow each other, as one range. */
static void
widen(dbn_range *range, dbn_range line)
{
    if (range->beg == range->end)
        *range = line;
    else if (range->end == line.beg)
        range->end = line.end;
}

static void
take_comment(reading *r, dbn_span line)
{
    bool is_flags = dbn_span_starts(line, DBN_SPAN("#,"));
    if (dbn_span_starts(line, DBN_SPAN("#~")))
        return;
    if (!r->has_lead)
        r->place.lead = r->bytes.beg;
    r->has_lead = true;
    if (dbn_span_starts(line, DBN_SPAN("#|")))
        widen(&r->place.previous, r->bytes);
    else
        r->place.head = r->bytes.end;
    if (is_flags && !r->is_fuzzy)
        r->place.flags = r->bytes;
    for (size_t i = 2; is_flags && i + 5 <= line.len; i++)
        r->is_fuzzy |= dbn_span_equal((dbn_span){line.ptr + i, 5}, DBN_SPAN("fuzzy"));
}

/* The first line of an entry that is no comment. */
static void
begin_entry(reading *r)
{
    if (!r->has_lead)
        r->place.lead = r->place.head = r->bytes.beg;
    if (r->place.head == 0 && r->has_lead) /* nothing but "#|" before it */
        r->place.head = r->place.lead;
    r->has_lead = true;
}

static dbn_status
take_line(reading *r, dbn_span line)
{
    if (line.len == 0)
        return DBN_OK;
    const char *end = line.ptr + line.len;
    if (line.ptr[0] == '"')
        return take_target_string(r, line, end);
    if (line.ptr[0] == '#') {
        DBN_TRY(end_entry(r));
        take_comment(r, line);
        return DBN_OK;
    }
    if (cut_word(&line, DBN_SPAN("msgctxt"))) {
        DBN_TRY(end_entry(r));
        begin_entry(r);
        r->field = FIELD_CONTEXT;
    } else if (cut_word(&line, DBN_SPAN("msgid"))) {
        DBN_TRY(end_entry(r));
        begin_entry(r);
        r->field = FIELD_ID;
        r->entry = r->line;
    } else if (r->field == FIELD_ID && cut_word(&line, DBN_SPAN("msgstr"))) {
        r->field = FIELD_TARGET;
        r->place.target.beg = (uint32_t)(line.ptr - r->start);
    } else if (r->field == FIELD_ID && cut_word(&line, DBN_SPAN("msgid_plural"))) {
        r->field = FIELD_PLURAL_ID;
    } else if ((r->field == FIELD_PLURAL_ID || r->field == FIELD_FORM) &&
               cut_form(&line)) {
        r->field = FIELD_FORM;
    } else {
        return refuse(r, DBN_MESSAGE("neither a comment nor msgid, msgstr or msgctxt"));
    }
    return take_target_string(r, line, end);
}

bool
dbn_is_po(dbn_span bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
        size_t len = end == NULL ? bytes.len - at : (size_t)(end - bytes.ptr) - at;
        dbn_span line = dbn_span_trim((dbn_span){bytes.ptr + at, len});
        if (at == 0 && dbn_span_starts(line, DBN_SPAN("\xEF\xBB\xBF")))
            line = (dbn_span){line.ptr + 3, line.len - 3};
        at += len + 1;
        if (line.len > 0 && line.ptr[0] != '#')
            return dbn_span_starts(line, DBN_SPAN("msgid")) ||
                   dbn_span_starts(line, DBN_SPAN("msgctxt"));
    }
    return false;
}

dbn_status
dbn_po_read(dbn_catalog *out, dbn_span bytes, dbn_job *job)
{
    reading r = {.out = out, .job = job, .start = bytes.ptr};
    size_t at = dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    *out = (dbn_catalog){0};
    if (bytes.len > UINT32_MAX / 2)
        return refuse(&r, DBN_MESSAGE("the file is too large"));
    while (at < bytes.len) {
        const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
        size_t len = end == NULL ? bytes.len - at : (size_t)(end - bytes.ptr) - at;
        dbn_span line = {bytes.ptr + at, len};
        r.line++;
        r.bytes = (dbn_range){(uint32_t)at, (uint32_t)(at + len + (end != NULL))};
        at += len + 1;
        if (dbn_utf8_invalid_at(line, 0) < line.len)
            return refuse(&r, DBN_MESSAGE("the file is not in UTF-8"));
        DBN_TRY(take_line(&r, dbn_span_trim(line)));
    }
    if (r.field == FIELD_ID || r.field == FIELD_CONTEXT || r.field == FIELD_PLURAL_ID)
        return refuse(&r, DBN_MESSAGE("the last message has no msgstr"));
    return end_entry(&r);
}
