/*
 * read/decode.c - bytes of a known charset to UTF-8, and back.
 *
 * UTF-8: shared, or copied around its faults, which are edits.
 * Single bytes: a table; what lies between edits is one byte, one character.
 * UTF-16: one or two units, one character; lone surrogates are edits.
 * Others: ICU, a character at a time; every run that is not ASCII is one edit, since
 * several byte sequences may mean the same character.
 */
#include "read/decode.h"

#include "base/utf8.h"
#include "text/references.h"

#include <unicode/ucnv.h>

typedef enum how { HOW_UTF8, HOW_UTF16, HOW_TABLE, HOW_CONVERTER } how;

static const struct way {
    how how;
    const char *converter;
} ways[] = {
#define CHARSET(identifier, name, how, converter) {HOW_##how, converter},
#include "read/charsets.def"
#undef CHARSET
};

/* Bytes 80-FF of the single-byte charsets. */
static const struct table {
    dbn_charset charset;
    uint16_t codes[128];
} tables[] = {
#define TABLE(charset, ...) {DBN_CHARSET_##charset, {__VA_ARGS__}},
#include "read/charset_tables.inc"
#undef TABLE
};

const uint16_t *
dbn_charset_table(dbn_charset charset)
{
    if (charset == DBN_CHARSET_ISO_8859_8_I) /* differs in direction only */
        charset = DBN_CHARSET_ISO_8859_8;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (tables[i].charset == charset)
            return tables[i].codes;
    return NULL;
}

/* A text in the making. */
typedef struct decoder {
    dbn_span bytes;
    dbn_buffer text;
    dbn_decoding decoding;
    dbn_job *job;
} decoder;

static bool
reserve(decoder *d, size_t len)
{
    return len <= DBN_DOCUMENT_MAX &&
           dbn_vec_reserve(&d->job->arena, &d->text, (uint32_t)len);
}

static dbn_status
put_bytes(decoder *d, const char *bytes, size_t len)
{
    return dbn_vec_append(&d->job->arena, &d->text, bytes, (uint32_t)len);
}

/* Append `code` as an edit of [from, to); runs of one rule are one edit. */
static dbn_status
put_edit(decoder *d, size_t from, size_t to, uint32_t code, dbn_rule rule)
{
    char utf8[DBN_UTF8_MAX];
    uint32_t len = dbn_utf8_encode(utf8, code), at = d->text.count;
    DBN_TRY(put_bytes(d, utf8, len));
    if (d->decoding.edits.count > 0) {
        dbn_edit *last = &d->decoding.edits.items[d->decoding.edits.count - 1];
        if (last->to == from && last->rule == rule) {
            last->to = (uint32_t)to;
            last->len += len;
            return DBN_OK;
        }
    }
    return dbn_vec_push(&d->job->arena, &d->decoding.edits,
                        (dbn_edit){(uint32_t)from, (uint32_t)to, at, len, rule});
}

/* Take away a byte order mark of `len` bytes. */
static dbn_status
put_mark(decoder *d, size_t len)
{
    if (len == 0)
        return DBN_OK;
    dbn_edit edit = {0, (uint32_t)len, 0, 0, DBN_RULE_ENCODING_BOM};
    return dbn_vec_push(&d->job->arena, &d->decoding.edits, edit);
}

static size_t
mark_len(dbn_span bytes, dbn_charset charset)
{
    if (charset == DBN_CHARSET_UTF_8)
        return dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    dbn_span mark =
        charset == DBN_CHARSET_UTF_16LE ? DBN_SPAN("\xFF\xFE") : DBN_SPAN("\xFE\xFF");
    return dbn_span_starts(bytes, mark) ? 2 : 0;
}

/* The ill-formed sequence at `at`: how long it is, and what it is read as. */
static size_t
read_fault(dbn_span bytes, size_t at, uint32_t *code, dbn_rule *rule)
{
    unsigned char byte = (unsigned char)bytes.ptr[at];
    size_t len = dbn_utf8_subpart_len(bytes, at);
    *code = byte < 0xA0 ? dbn_c1_character(byte) : byte;
    *rule = DBN_RULE_ENCODING_STRAY;
    bool is_surrogate = byte == 0xED && bytes.len - at > 2 &&
                        dbn_utf8_is_continuation(bytes.ptr[at + 1]) &&
                        dbn_utf8_is_continuation(bytes.ptr[at + 2]);
    bool is_cut_off = at + len == bytes.len && byte >= 0xC2 && byte <= 0xF4;
    bool is_letter = len == 1 && !(*code >= 0x80 && *code < 0xA0);
    if (is_letter && !is_surrogate && !is_cut_off)
        return 1;
    *code = 0xFFFD;
    *rule = DBN_RULE_ENCODING_INVALID;
    return is_surrogate ? 3 : len;
}

static dbn_status
decode_utf8(decoder *d, bool is_valid)
{
    size_t at = mark_len(d->bytes, DBN_CHARSET_UTF_8);
    DBN_TRY(put_mark(d, at));
    if (is_valid) {
        d->decoding.text = (dbn_span){d->bytes.ptr + at, d->bytes.len - at};
        return DBN_OK;
    }
    if (!reserve(d, d->bytes.len))
        return DBN_ERR_NOMEM;
    while (at < d->bytes.len) {
        size_t bad = dbn_utf8_invalid_at(d->bytes, at);
        DBN_TRY(put_bytes(d, d->bytes.ptr + at, bad - at));
        at = bad;
        if (at == d->bytes.len)
            break;
        uint32_t code;
        dbn_rule rule;
        size_t len = read_fault(d->bytes, at, &code, &rule);
        DBN_TRY(put_edit(d, at, at + len, code, rule));
        at += len;
    }
    return DBN_OK;
}

/* UTF-8 of the characters of a table. */
typedef struct utf8_row {
    char bytes[3];
    uint8_t len; /* 0 where the charset has no character */
} utf8_row;

static void
set_rows(utf8_row rows[128], const uint16_t *codes)
{
    for (int i = 0; i < 128; i++) {
        char utf8[DBN_UTF8_MAX];
        rows[i].len = codes[i] == 0 ? 0 : (uint8_t)dbn_utf8_encode(utf8, codes[i]);
        memcpy(rows[i].bytes, utf8, rows[i].len);
    }
}

static size_t
ascii_until(dbn_span bytes, size_t at)
{
    while (bytes.len - at >= 8) {
        uint64_t eight;
        memcpy(&eight, bytes.ptr + at, 8);
        if ((eight & UINT64_C(0x8080808080808080)) != 0)
            break;
        at += 8;
    }
    while (at < bytes.len && (unsigned char)bytes.ptr[at] < 0x80)
        at++;
    return at;
}

static dbn_status
decode_table(decoder *d, const uint16_t *codes)
{
    utf8_row rows[128];
    set_rows(rows, codes);
    size_t len = 0;
    for (size_t at = 0; at < d->bytes.len; at++) {
        unsigned char byte = (unsigned char)d->bytes.ptr[at];
        len += byte < 0x80 ? 1 : rows[byte - 0x80].len == 0 ? 3 : rows[byte - 0x80].len;
    }
    if (!reserve(d, len))
        return DBN_ERR_NOMEM;
    for (size_t at = 0; at < d->bytes.len;) {
        size_t stop = ascii_until(d->bytes, at);
        DBN_TRY(put_bytes(d, d->bytes.ptr + at, stop - at));
        for (at = stop; at < d->bytes.len && (unsigned char)d->bytes.ptr[at] >= 0x80;
             at++) {
            const utf8_row *row = &rows[(unsigned char)d->bytes.ptr[at] - 0x80];
            DBN_TRY(row->len > 0
                        ? put_bytes(d, row->bytes, row->len)
                        : put_edit(d, at, at + 1, 0xFFFD, DBN_RULE_ENCODING_INVALID));
        }
    }
    return DBN_OK;
}

static uint32_t
unit_at(dbn_span bytes, size_t at, bool is_big)
{
    unsigned char first = (unsigned char)bytes.ptr[at];
    unsigned char second = (unsigned char)bytes.ptr[at + 1];
    return is_big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static dbn_status
decode_utf16(decoder *d, bool is_big)
{
    dbn_span bytes = d->bytes;
    size_t at = mark_len(bytes, is_big ? DBN_CHARSET_UTF_16BE : DBN_CHARSET_UTF_16LE);
    DBN_TRY(put_mark(d, at));
    while (at < bytes.len) {
        size_t left = bytes.len - at;
        uint32_t code = left < 2 ? 0xFFFD : unit_at(bytes, at, is_big), low = 0;
        if (code >= 0xD800 && code < 0xDC00 && left >= 4)
            low = unit_at(bytes, at + 2, is_big);
        if (low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        size_t len = left < 2 ? 1 : code >= 0x10000 ? 4 : 2;
        if (len == 1 || (code >= 0xD800 && code < 0xE000)) {
            DBN_TRY(put_edit(d, at, at + len, 0xFFFD, DBN_RULE_ENCODING_INVALID));
        } else {
            char utf8[DBN_UTF8_MAX];
            DBN_TRY(put_bytes(d, utf8, dbn_utf8_encode(utf8, code)));
        }
        at += len;
    }
    return DBN_OK;
}

static dbn_status
convert(decoder *d, UConverter *converter)
{
    const char *at = d->bytes.ptr, *end = at + d->bytes.len;
    if (!reserve(d, d->bytes.len))
        return DBN_ERR_NOMEM;
    while (at < end) {
        UErrorCode status = U_ZERO_ERROR;
        const char *from = at;
        UChar32 code = ucnv_getNextUChar(converter, &at, end, &status);
        if (status == U_INDEX_OUTOFBOUNDS_ERROR && at > from)
            return put_edit(d, (size_t)(from - d->bytes.ptr), d->bytes.len, 0xFFFD,
                            DBN_RULE_ENCODING_INVALID);
        if (U_FAILURE(status)) {
            code = 0xFFFD;
            at += at == from;
        }
        if (code == 0x1A && *from != 0x1A) /* how some converters say "none" */
            code = 0xFFFD;
        if (at - from == 1 && code == (unsigned char)*from && code < 0x80) {
            DBN_TRY(put_bytes(d, from, 1));
            continue;
        }
        DBN_TRY(put_edit(d, (size_t)(from - d->bytes.ptr), (size_t)(at - d->bytes.ptr),
                         (uint32_t)code,
                         code == 0xFFFD ? DBN_RULE_ENCODING_INVALID
                                        : DBN_RULE_ENCODING_LEGACY));
    }
    return DBN_OK;
}

static dbn_status
decode_converter(decoder *d, const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &status);
    if (U_FAILURE(status))
        return dbn_fail(&d->job->err, DBN_ERR_USAGE,
                        "this build of ICU has no converter '%s'", name);
    dbn_status result = convert(d, converter);
    ucnv_close(converter);
    return result;
}

static dbn_status
decode_as(decoder *d, dbn_charset charset, bool is_valid)
{
    d->decoding.units = DBN_UNITS_SAME;
    switch (ways[charset].how) {
    case HOW_UTF8:
        return decode_utf8(d, is_valid);
    case HOW_UTF16:
        d->decoding.units = DBN_UNITS_UTF16;
        return decode_utf16(d, charset == DBN_CHARSET_UTF_16BE);
    case HOW_TABLE:
        d->decoding.units = DBN_UNITS_BYTE;
        return decode_table(d, dbn_charset_table(charset));
    case HOW_CONVERTER:
        return decode_converter(d, ways[charset].converter);
    }
    return DBN_OK;
}

dbn_status
dbn_decode(const dbn_view **out, const dbn_view *source, dbn_charset charset,
           bool is_valid, dbn_job *job)
{
    decoder d = {.bytes = source->text, .job = job};
    dbn_status status = decode_as(&d, charset, is_valid);
    if (status != DBN_OK)
        return status == DBN_ERR_NOMEM ? dbn_job_nomem(job) : status;
    if (d.decoding.text.ptr == NULL)
        d.decoding.text =
            d.text.count == 0 ? DBN_SPAN("") : (dbn_span){d.text.items, d.text.count};
    return dbn_view_decoded(out, source, &d.decoding, job);
}

static dbn_status
encode_table(dbn_buffer *out, dbn_arena *arena, const uint16_t *codes, uint32_t code)
{
    for (int i = 0; i < 128; i++)
        if (codes[i] == code)
            return dbn_vec_push(arena, out, (char)(i + 0x80));
    return DBN_ERR_SYNTAX;
}

static dbn_status
encode_utf16(dbn_buffer *out, dbn_arena *arena, bool is_big, uint32_t code)
{
    uint32_t units[2] = {code, 0}, count = 1;
    if (code >= 0x10000) {
        units[0] = 0xD800 + ((code - 0x10000) >> 10);
        units[1] = 0xDC00 + ((code - 0x10000) & 0x3FF);
        count = 2;
    }
    for (uint32_t i = 0; i < count; i++) {
        char high = (char)(units[i] >> 8), low = (char)(units[i] & 0xFF);
        char bytes[2] = {is_big ? high : low, is_big ? low : high};
        DBN_TRY(dbn_vec_append(arena, out, bytes, 2));
    }
    return DBN_OK;
}

static dbn_status
encode_code(dbn_buffer *out, dbn_arena *arena, dbn_charset charset, uint32_t code)
{
    if (ways[charset].how == HOW_UTF16)
        return encode_utf16(out, arena, charset == DBN_CHARSET_UTF_16BE, code);
    if (code < 0x80)
        return dbn_vec_push(arena, out, (char)code);
    const uint16_t *codes = dbn_charset_table(charset);
    return codes == NULL ? DBN_ERR_SYNTAX : encode_table(out, arena, codes, code);
}

dbn_status
dbn_charset_encode(dbn_buffer *out, dbn_arena *arena, dbn_charset charset,
                   dbn_span text, dbn_error *err)
{
    dbn_status status = DBN_OK;
    if (ways[charset].how == HOW_UTF8)
        status = dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
    for (size_t at = 0;
         at < text.len && ways[charset].how != HOW_UTF8 && status == DBN_OK;) {
        uint32_t len, code = dbn_utf8_decode(text, at, &len);
        status = encode_code(out, arena, charset, code);
        at += status == DBN_OK ? len : 0;
        if (status == DBN_ERR_SYNTAX)
            return dbn_fail_at(err, DBN_ERR_SYNTAX, at,
                               "the charset '%s' lacks the character U+%04X",
                               dbn_charset_name(charset).ptr, code);
    }
    if (status == DBN_ERR_NOMEM)
        return dbn_fail(err, DBN_ERR_NOMEM, "the memory budget is spent");
    return status;
}
