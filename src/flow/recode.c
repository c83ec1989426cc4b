/*
 * By iconv(), which knows the names that gettext uses, and gives back what it took: the
 * encodings of pages are others where their names are the same.
 */
#include "flow/recode.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>

#include "base/utf8.h"
#include "text/gettext.h"

#define NAME_MAX_BYTES 64U

static bool
is_utf8(dbn_span charset)
{
    return charset.len == 0 || dbn_span_equal_ascii(charset, DBN_SPAN("utf-8")) ||
           dbn_span_equal_ascii(charset, DBN_SPAN("utf8")) ||
           dbn_span_equal_ascii(charset, DBN_SPAN("ascii")) ||
           dbn_span_equal_ascii(charset, DBN_SPAN("us-ascii")) ||
           dbn_span_equal_ascii(charset, DBN_SPAN("charset")); /* of a template */
}

static bool
is_ascii(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

static uint64_t
line_at(dbn_span text, size_t at)
{
    uint64_t line = 1;
    for (size_t i = 0; i < at && i < text.len; i++)
        line += text.ptr[i] == '\n';
    return line;
}

/* A buffer at a time; *at: where it stopped, the end where all went well. */
static dbn_status
convert(dbn_buffer *out, size_t *at, iconv_t by, dbn_span text, dbn_job *job)
{
    char piece[4096];
    char *in;
    size_t left = text.len;
    bool is_more = left > 0;
    memcpy(&in, &text.ptr, sizeof in); /* iconv() does not write there */
    while (is_more) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t count = iconv(by, &in, &left, &to, &room);
        is_more = left > 0 && (count != (size_t)-1 || errno == E2BIG);
        DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, out, piece,
                                         (uint32_t)(sizeof piece - room)));
    }
    *at = text.len - left;
    return DBN_OK;
}

/* A name alone: behind a slash iconv_open() takes orders, as to drop what an encoding
 * has not. */
static bool
is_name(const char *name)
{
    return name[0] != '\0' && strchr(name, '/') == NULL;
}

static dbn_status
refuse_name(const char *to, const char *from, dbn_job *job)
{
    bool is_read = dbn_span_equal_ascii(dbn_span_of(to), DBN_SPAN("UTF-8"));
    return dbn_fail(&job->err, DBN_ERR_SYNTAX, "nothing can be read in %s",
                    is_read ? from : to);
}

static dbn_status
recode(dbn_span *out, size_t *at, const char *to, const char *from, dbn_span text,
       dbn_job *job)
{
    dbn_buffer made = {0};
    if (!is_name(to) || !is_name(from))
        return refuse_name(to, from, job);
    iconv_t by = iconv_open(to, from);
    if ((intptr_t)by == -1)
        return refuse_name(to, from, job);
    dbn_status status = convert(&made, at, by, text, job);
    (void)iconv_close(by);
    *out = (dbn_span){made.count == 0 ? "" : made.items, made.count};
    return status;
}

dbn_status
dbn_flow_po_decode(dbn_span *out, dbn_span *charset, dbn_span file, dbn_job *job)
{
    char name[NAME_MAX_BYTES];
    size_t at = 0;
    dbn_span label = dbn_gettext_charset(file);
    *out = file;
    *charset = DBN_SPAN("");
    bool has_lied = !is_ascii(file) && dbn_utf8_invalid_at(file, 0) == file.len;
    if (is_utf8(label) || has_lied)
        return DBN_OK;
    (void)snprintf(name, sizeof name, "%.*s", (int)label.len, label.ptr);
    if (label.len >= sizeof name)
        return dbn_fail(&job->err, DBN_ERR_SYNTAX, "nothing can be read in %s", name);
    *charset = label;
    DBN_TRY(recode(out, &at, "UTF-8", name, file, job));
    if (at == file.len)
        return DBN_OK;
    dbn_status status = dbn_fail(&job->err, DBN_ERR_SYNTAX,
                                 "the file is not in %s, as its head says", name);
    job->err.line = line_at(file, at);
    return status;
}

dbn_status
dbn_flow_table_decode(dbn_span *out, dbn_span *charset, dbn_span file, dbn_job *job)
{
    size_t at = 0;
    bool is_little = dbn_span_starts(file, DBN_SPAN("\xFF\xFE"));
    *out = file;
    *charset = DBN_SPAN("");
    if (!is_little && !dbn_span_starts(file, DBN_SPAN("\xFE\xFF")))
        return DBN_OK;
    *charset = is_little ? DBN_SPAN("UTF-16LE") : DBN_SPAN("UTF-16BE");
    DBN_TRY(recode(out, &at, "UTF-8", is_little ? "UTF-16LE" : "UTF-16BE", file, job));
    if (at == file.len)
        return DBN_OK;
    dbn_status status =
        dbn_fail(&job->err, DBN_ERR_SYNTAX, "the file is not in UTF-16, as it begins");
    job->err.line = line_at(*out, out->len);
    return status;
}

dbn_status
dbn_flow_list_encode(dbn_span *out, dbn_span text, dbn_span charset, dbn_job *job)
{
    char name[NAME_MAX_BYTES];
    size_t at = 0;
    uint32_t len = 1;
    (void)snprintf(name, sizeof name, "%.*s", (int)charset.len, charset.ptr);
    DBN_TRY(recode(out, &at, name, "UTF-8", text, job));
    if (at == text.len)
        return DBN_OK;
    (void)dbn_utf8_decode(text, at, &len);
    dbn_status status =
        dbn_fail(&job->err, DBN_ERR_USAGE, "the encoding %.*s has no '%.*s'",
                 (int)charset.len, charset.ptr, (int)len, text.ptr + at);
    job->err.line = line_at(text, at);
    return status;
}
