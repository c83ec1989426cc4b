/*
 * read/http.c - headers, chunks, and the list of codings.
 *
 *     HTTP/1.1 200 OK⏎ Name: value⏎ … ⏎⏎ body
 *
 * Codings are undone from the outside in: first the transfer's, then the content's from
 * last to first. What each of them means is read/http_coding.c's.
 */
#include "read/http.h"

#include "base/vec.h"
#include "read/http_coding.h"

/* Two codings on one another are a server's mistake; more, somebody's intent. */
#define CODINGS_MAX 3U

/* Enough to tell a text from what a compressor makes: in that, one byte in eight is a
 * control character. */
#define TEXT_SAMPLE 256U

/* ---- header ----------------------------------------------------------------- */

/* The line at the front of `rest`, without its end; `rest` goes on behind it. False
 * where no line ends. */
static bool
next_line(dbn_span *line, dbn_span *rest)
{
    const char *end = rest->len == 0 ? NULL : memchr(rest->ptr, '\n', rest->len);
    if (end == NULL)
        return false;
    size_t len = (size_t)(end - rest->ptr);
    *line = (dbn_span){rest->ptr, len > 0 && end[-1] == '\r' ? len - 1 : len};
    *rest = (dbn_span){end + 1, rest->len - len - 1};
    return true;
}

static bool
split(dbn_span *name, dbn_span *value, dbn_span line, char sign)
{
    const char *at = line.len == 0 ? NULL : memchr(line.ptr, sign, line.len);
    if (at == NULL)
        return false;
    size_t len = (size_t)(at - line.ptr);
    *name = dbn_span_trim((dbn_span){line.ptr, len});
    *value = dbn_span_trim((dbn_span){at + 1, line.len - len - 1});
    return true;
}

dbn_header_part
dbn_header_next(dbn_span *name, dbn_span *value, dbn_span *rest)
{
    dbn_span line;
    while (next_line(&line, rest)) {
        if (line.len == 0)
            return DBN_HEADER_END;
        if (!dbn_is_ascii_space(line.ptr[0]) && split(name, value, line, ':'))
            return DBN_HEADER_FIELD;
    }
    return DBN_HEADER_CUT;
}

/* "HTTP/1.1 200 OK": the number, 0 where there is none. */
static uint32_t
status_of(dbn_span line)
{
    dbn_span version, rest;
    uint32_t status = 0;
    if (!dbn_span_starts(line, DBN_SPAN("HTTP/")) ||
        !split(&version, &rest, line, ' ') || rest.len < 3)
        return 0;
    for (size_t i = 0; i < 3; i++) {
        if (!dbn_is_ascii_digit(rest.ptr[i]))
            return 0;
        status = status * 10 + (uint32_t)(rest.ptr[i] - '0');
    }
    return status;
}

/* Of a header that stands twice the first counts. */
static void
note_field(dbn_http_head *head, dbn_span name, dbn_span value)
{
    dbn_span *field = NULL;
    if (dbn_span_equal_ascii(name, DBN_SPAN("content-type")))
        field = &head->content_type;
    else if (dbn_span_equal_ascii(name, DBN_SPAN("content-encoding")))
        field = &head->content_coding;
    else if (dbn_span_equal_ascii(name, DBN_SPAN("transfer-encoding")))
        field = &head->transfer_coding;
    if (field != NULL && field->len == 0)
        *field = value;
}

static bool
read_one_head(dbn_http_head *out, dbn_span *rest)
{
    dbn_span line, name, value;
    dbn_header_part part;
    *out = (dbn_http_head){0};
    if (!next_line(&line, rest) || (out->status = status_of(line)) == 0)
        return false;
    while ((part = dbn_header_next(&name, &value, rest)) == DBN_HEADER_FIELD)
        note_field(out, name, value);
    return part == DBN_HEADER_END;
}

bool
dbn_http_head_read(dbn_http_head *out, dbn_span answer)
{
    dbn_span rest = answer;
    if (rest.len > DBN_HTTP_HEAD_MAX)
        rest.len = DBN_HTTP_HEAD_MAX;
    do {
        if (!read_one_head(out, &rest))
            return false;
    } while (out->status / 100 == 1);
    out->len = (uint32_t)(rest.ptr - answer.ptr);
    return true;
}

/* ---- media types ------------------------------------------------------------ */

static dbn_span
without_quotes(dbn_span value)
{
    char first = value.len < 2 ? '\0' : value.ptr[0];
    if ((first == '"' || first == '\'') && value.ptr[value.len - 1] == first)
        return dbn_span_trim((dbn_span){value.ptr + 1, value.len - 2});
    return value;
}

/* The part in front of `sign`; `rest` goes on behind it, or is empty. */
static dbn_span
cut(dbn_span *rest, char sign)
{
    dbn_span part, after = {rest->ptr, 0};
    if (!split(&part, &after, *rest, sign))
        part = dbn_span_trim(*rest);
    *rest = after;
    return part;
}

dbn_media
dbn_media_of(dbn_span content_type)
{
    dbn_media media = {.kind = DBN_INPUT_AUTO};
    dbn_span name, value, type = cut(&content_type, ';');
    if (dbn_span_equal_ascii(type, DBN_SPAN("text/html")) ||
        dbn_span_equal_ascii(type, DBN_SPAN("application/xhtml+xml")))
        media.kind = DBN_INPUT_HTML;
    else if (dbn_span_equal_ascii(type, DBN_SPAN("text/plain")))
        media.kind = DBN_INPUT_TEXT;
    media.is_document = media.kind != DBN_INPUT_AUTO || type.len == 0;
    while (content_type.len > 0 && media.charset.len == 0) {
        dbn_span parameter = cut(&content_type, ';');
        if (split(&name, &value, parameter, '=') &&
            dbn_span_equal_ascii(name, DBN_SPAN("charset")))
            media.charset = without_quotes(value);
    }
    return media;
}

/* ---- chunks ----------------------------------------------------------------- */

static int
hex_value(char c)
{
    if (dbn_is_ascii_digit(c))
        return c - '0';
    c = dbn_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "1a2b", "1a2b;name=value": the size of a chunk; false for anything else. */
static bool
size_of_chunk(uint64_t *size, dbn_span line)
{
    dbn_span digits = cut(&line, ';');
    *size = 0;
    if (digits.len == 0 || digits.len > 15)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int value = hex_value(digits.ptr[i]);
        if (value < 0)
            return false;
        *size = *size * 16 + (uint64_t)value;
    }
    return true;
}

/* Is `rest` what may stand behind a chunk: a line end, or nothing, in a body that was
 * cut off? Goes behind it. */
static bool
take_line_end(dbn_span *rest)
{
    dbn_span line;
    if (rest->len == 0 || (rest->len == 1 && rest->ptr[0] == '\r'))
        return true;
    return next_line(&line, rest) && line.len == 0;
}

/* Undo chunks. *is_chunked is false when the body does not begin with one: then it was
 * kept decoded. A body that ends in front of its last chunk was cut off by server or
 * crawler, and is taken as far as it goes. */
static dbn_status
unchunk(dbn_span *out, bool *is_chunked, dbn_span body, size_t at, dbn_job *job)
{
    dbn_buffer joined = {0};
    dbn_span rest = body, line;
    uint64_t size = 0;
    *is_chunked = false;
    while (next_line(&line, &rest)) {
        bool is_good = size_of_chunk(&size, line);
        size_t len = size < rest.len ? (size_t)size : rest.len;
        dbn_span chunk = {rest.ptr, len};
        rest = (dbn_span){rest.ptr + len, rest.len - len};
        is_good = is_good && (size == 0 || take_line_end(&rest));
        if (!is_good && !*is_chunked)
            return DBN_OK;
        if (!is_good)
            return dbn_fail_at(&job->err, DBN_ERR_SYNTAX,
                               at + (size_t)(line.ptr - body.ptr),
                               "the body is broken: no chunk where one should be");
        *is_chunked = true;
        if (size == 0)
            break;
        DBN_TRY_PUSH(
            job, dbn_vec_append(&job->arena, &joined, chunk.ptr, (uint32_t)chunk.len));
    }
    if (*is_chunked)
        *out =
            joined.count == 0 ? DBN_SPAN("") : (dbn_span){joined.items, joined.count};
    return DBN_OK;
}

/* ---- body ------------------------------------------------------------------- */

static bool
begins_as_text(dbn_span body)
{
    size_t sample = body.len < TEXT_SAMPLE ? body.len : TEXT_SAMPLE;
    for (size_t i = 0; i < sample; i++) {
        char c = body.ptr[i];
        if ((unsigned char)c < 0x20 && !dbn_is_ascii_space(c) && c != 0x1B)
            return false;
    }
    return true;
}

/* Undo one coding of what starts at byte `at` of the answer. */
static dbn_status
undo(dbn_span *body, dbn_span name, size_t at, size_t max, dbn_job *job)
{
    dbn_span decoded;
    dbn_http_coding coding = dbn_http_coding_of(name);
    if (coding == DBN_CODING_NONE || body->len == 0)
        return DBN_OK;
    if (coding == DBN_CODING_UNKNOWN) {
        if (begins_as_text(*body))
            return DBN_OK;
        return dbn_fail_at(&job->err, DBN_ERR_SYNTAX, at,
                           "the body is in a coding that is not known: '%.*s'",
                           name.len > 40 ? 40 : (int)name.len, name.ptr);
    }
    dbn_status status = dbn_http_decode(&decoded, coding, *body, max, job);
    if (status == DBN_OK) {
        *body = decoded;
    } else if (status == DBN_ERR_SYNTAX) {
        if (begins_as_text(*body))
            return DBN_OK;
        job->err.offset += at;
    }
    return status;
}

dbn_status
dbn_http_body(dbn_span *out, dbn_span answer, size_t max, dbn_job *job)
{
    dbn_http_head head;
    dbn_span names[CODINGS_MAX];
    uint32_t count = 0;
    *out = answer;
    if (!dbn_http_head_read(&head, answer))
        return DBN_OK;
    dbn_span body = {answer.ptr + head.len, answer.len - head.len};
    dbn_span list = head.content_coding;
    bool is_chunked = dbn_span_equal_ascii(head.transfer_coding, DBN_SPAN("chunked"));
    if (is_chunked)
        DBN_TRY(unchunk(&body, &is_chunked, body, head.len, job));
    while (list.len > 0) {
        if (count == CODINGS_MAX)
            return dbn_fail(&job->err, DBN_ERR_LIMIT,
                            "the body has more than %u codings on one another",
                            CODINGS_MAX);
        names[count++] = cut(&list, ',');
    }
    /* Behind chunks or another coding a byte has no one place in the answer. */
    while (count-- > 0)
        DBN_TRY(undo(&body, names[count], head.len, max, job));
    *out = body;
    return DBN_OK;
}
