/*
 * The page is copied as it stands up to a unit, the unit is written anew, and so on. A
 * unit that was not translated is not written anew: it stands in the page.
 *
 * What an encoding cannot hold is a character reference in a page. Linear.
 */
#include "flow/merge.h"

#include <iconv.h>
#include <stdio.h>

#include "base/utf8.h"
#include "text/units.h"
#include "write/escape.h"

typedef struct merging {
    const dbn_translated *file;
    dbn_span page;
    dbn_job *job;
    dbn_status (*output)(void *context, dbn_span bytes);
    void *context;
    dbn_buffer text;  /* of the unit under way, in UTF-8 */
    dbn_buffer bytes; /* the same in the encoding of the page */
    iconv_t encoder;
    bool has_encoder; /* false: the page is in UTF-8 */
} merging;

/* ---- what a page holds ----------------------------------------------------------- */

static dbn_span
reference_to(char c, dbn_unit_writing writing)
{
    if (writing == DBN_UNIT_AS_TEXT || (writing == DBN_UNIT_AS_CONTENT && c == '"'))
        return DBN_SPAN("");
    if (writing != DBN_UNIT_AS_CONTENT && c == '\'')
        return DBN_SPAN("&#39;");
    return dbn_markup_for((unsigned char)c);
}

static dbn_status
put(merging *m, dbn_span text)
{
    DBN_TRY_PUSH(m->job, dbn_vec_append(&m->job->scratch, &m->text, text.ptr,
                                        (uint32_t)text.len));
    return DBN_OK;
}

static dbn_status
put_escaped(merging *m, dbn_span text, dbn_unit_writing writing)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        dbn_span reference = reference_to(text.ptr[i], writing);
        if (reference.len == 0)
            continue;
        DBN_TRY(put(m, (dbn_span){text.ptr + from, i - from}));
        DBN_TRY(put(m, reference));
        from = i + 1;
    }
    return put(m, (dbn_span){text.ptr + from, text.len - from});
}

static dbn_unit_writing
writing_of(const dbn_translated_unit *unit)
{
    return dbn_span_equal(unit->writing, DBN_SPAN("text"))    ? DBN_UNIT_AS_TEXT
           : dbn_span_equal(unit->writing, DBN_SPAN("value")) ? DBN_UNIT_AS_VALUE
           : dbn_span_equal(unit->writing, DBN_SPAN("bare"))  ? DBN_UNIT_AS_BARE
                                                              : DBN_UNIT_AS_CONTENT;
}

static dbn_status
write_unit(merging *m, const dbn_translated_unit *unit)
{
    dbn_unit_writing writing = writing_of(unit);
    bool has_quotes = writing == DBN_UNIT_AS_BARE; /* there may be spaces now */
    m->text.count = 0;
    if (has_quotes)
        DBN_TRY(put(m, DBN_SPAN("\"")));
    for (uint32_t i = unit->piece_beg; i < unit->piece_end; i++) {
        const dbn_translated_piece *piece = &m->file->pieces.items[i];
        DBN_TRY(piece->is_markup ? put(m, piece->text)
                                 : put_escaped(m, piece->text, writing));
    }
    return has_quotes ? put(m, DBN_SPAN("\"")) : DBN_OK;
}

/* ---- its encoding ---------------------------------------------------------------- */

static dbn_status
put_reference(merging *m, uint32_t code)
{
    char digits[16];
    int len = snprintf(digits, sizeof digits, "&#%u;", code);
    DBN_TRY_PUSH(m->job,
                 dbn_vec_append(&m->job->scratch, &m->bytes, digits, (uint32_t)len));
    return DBN_OK;
}

static dbn_status
encode_character(merging *m, const char *at, size_t len, uint32_t code,
                 const dbn_translated_unit *unit)
{
    char bytes[DBN_UTF8_MAX] = {0}, out[16], *in = bytes, *end = out;
    size_t in_left = len, out_left = sizeof out;
    memcpy(bytes, at, len);
    if (iconv(m->encoder, &in, &in_left, &end, &out_left) != (size_t)-1) {
        DBN_TRY_PUSH(m->job, dbn_vec_append(&m->job->scratch, &m->bytes, out,
                                            (uint32_t)(end - out)));
        return DBN_OK;
    }
    (void)iconv(m->encoder, NULL, NULL, NULL, NULL);
    if (writing_of(unit) != DBN_UNIT_AS_TEXT)
        return put_reference(m, code);
    if (dbn_span_equal_ascii(m->file->charset, DBN_SPAN("utf-8"))) {
        DBN_TRY_PUSH(m->job,
                     dbn_vec_append(&m->job->scratch, &m->bytes, at, (uint32_t)len));
        return DBN_OK;
    }
    dbn_status status =
        dbn_fail(&m->job->err, DBN_ERR_USAGE, "the encoding %.*s has no '%.*s'",
                 (int)m->file->charset.len, m->file->charset.ptr, (int)len, at);
    m->job->err.line = unit->line;
    return status;
}

static dbn_status
encode(merging *m, const dbn_translated_unit *unit)
{
    dbn_span text = {m->text.items, m->text.count};
    m->bytes.count = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t len, code = dbn_utf8_decode(text, i, &len);
        DBN_TRY(encode_character(m, text.ptr + i, len, code, unit));
        i += len;
    }
    return DBN_OK;
}

/* Names of the Encoding Standard whose encoders iconv() knows by others; NULL: units
 * cannot be written one by one. */
static const struct {
    const char *label, *name;
} encoders[] = {{"shift_jis", "CP932"},         {"euc-kr", "CP949"},
                {"big5", "BIG5-HKSCS"},         {"windows-874", "CP874"},
                {"iso-8859-8-i", "ISO-8859-8"}, {"x-mac-cyrillic", "MAC-CYRILLIC"},
                {"iso-2022-jp", NULL},          {"x-user-defined", NULL},
                {"replacement", NULL}};

/* A page of nothing but ASCII may be in any encoding: who says UTF-8 means it. */
static bool
is_bare_ascii(dbn_span page)
{
    for (size_t i = 0; i < page.len; i++) {
        if ((unsigned char)page.ptr[i] >= 0x80)
            return false;
        dbn_span rest = {page.ptr + i, page.len - i};
        if (rest.len >= 5 &&
            dbn_span_equal_ascii((dbn_span){rest.ptr, 5}, DBN_SPAN("utf-8")))
            return false;
    }
    return true;
}

static dbn_status
begin_encoder(merging *m)
{
    char name[64];
    dbn_span charset = m->file->charset;
    bool is_utf8 = dbn_span_equal_ascii(charset, DBN_SPAN("utf-8"));
    if (is_utf8 && !is_bare_ascii(m->page))
        return DBN_OK;
    bool is_short = charset.len < sizeof name;
    (void)snprintf(name, sizeof name, "%.*s", is_short ? (int)charset.len : 0,
                   charset.ptr);
    const char *wanted = is_utf8 ? "US-ASCII" : name;
    for (size_t i = 0; i < sizeof encoders / sizeof encoders[0]; i++)
        if (dbn_span_equal_ascii(charset, dbn_span_of(encoders[i].label)))
            wanted = encoders[i].name;
    if (wanted != NULL)
        m->encoder = iconv_open(wanted, "UTF-8");
    m->has_encoder = wanted != NULL && (intptr_t)m->encoder != -1;
    if (m->has_encoder)
        return DBN_OK;
    return dbn_fail(&m->job->err, DBN_ERR_USAGE, "nothing can be written in %s", name);
}

/* ---- the page -------------------------------------------------------------------- */

static dbn_status
check_page(const merging *m)
{
    char hash[DBN_DIGEST_BYTES];
    dbn_digest_write(hash, dbn_digest_add(DBN_HASH_START, m->page));
    if (m->page.len != m->file->bytes ||
        !dbn_span_equal(m->file->hash, (dbn_span){hash, sizeof hash}))
        return dbn_fail(&m->job->err, DBN_ERR_SYNTAX,
                        "the page is not the one that was prepared: it has changed");
    uint64_t end = 0;
    for (uint32_t i = 0; i < m->file->units.count; i++) {
        const dbn_translated_unit *unit = &m->file->units.items[i];
        if (unit->from < end || unit->to < unit->from || unit->to > m->page.len) {
            dbn_status status = dbn_fail(
                &m->job->err, DBN_ERR_SYNTAX, "the unit '%.*s' is not where it was",
                (int)(unit->id.len < 64 ? unit->id.len : 64), unit->id.ptr);
            m->job->err.line = unit->line;
            return status;
        }
        end = unit->to;
    }
    return DBN_OK;
}

static dbn_status
merge_unit(merging *m, const dbn_translated_unit *unit)
{
    dbn_arena_mark mark = dbn_arena_save(&m->job->scratch);
    m->text = m->bytes = (dbn_buffer){0};
    dbn_status status = write_unit(m, unit);
    dbn_buffer *written = &m->text;
    if (status == DBN_OK && m->has_encoder) {
        status = encode(m, unit);
        written = &m->bytes;
    }
    if (status == DBN_OK && written->count > 0)
        status = m->output(m->context, (dbn_span){written->items, written->count});
    dbn_arena_rewind(&m->job->scratch, mark);
    return status;
}

static dbn_status
copy_page(merging *m, uint64_t from, uint64_t to)
{
    return from == to
               ? DBN_OK
               : m->output(m->context, (dbn_span){m->page.ptr + from, to - from});
}

static dbn_status
merge(merging *m, dbn_flow_merged *out)
{
    uint64_t at = 0;
    for (uint32_t i = 0; i < m->file->units.count; i++) {
        const dbn_translated_unit *unit = &m->file->units.items[i];
        out->untranslated += !unit->is_translated;
        out->partly += unit->is_translated && !unit->is_whole;
        out->translated += unit->is_translated && unit->is_whole;
        if (!unit->is_translated)
            continue;
        DBN_TRY(copy_page(m, at, unit->from));
        DBN_TRY(merge_unit(m, unit));
        at = unit->to;
    }
    return copy_page(m, at, m->page.len);
}

dbn_status
dbn_flow_merge(dbn_flow_merged *out, const dbn_translated *file, dbn_span page,
               dbn_job *job, dbn_status (*output)(void *context, dbn_span bytes),
               void *context)
{
    merging m = {
        .file = file, .page = page, .job = job, .output = output, .context = context};
    *out = (dbn_flow_merged){0};
    DBN_TRY(check_page(&m));
    DBN_TRY(begin_encoder(&m));
    dbn_status status = merge(&m, out);
    if (m.has_encoder)
        (void)iconv_close(m.encoder);
    return status;
}
