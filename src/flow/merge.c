/*
 * The page is copied as it stands up to a unit, the unit is written anew, and so on. A
 * unit that was not translated is not written anew: it stands in the page.
 *
 * What an encoding cannot hold is a character reference in a page. Linear.
 */
#include "flow/merge.h"

#include <iconv.h>
#include <stdio.h>

#include "base/message.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "write/fragment.h"
#include "write/json.h"

typedef struct merging {
    const dbn_flow_merge_input *in;
    const dbn_bilingual *file;
    dbn_span page;
    dbn_job *job;
    uint64_t at;   /* how much of the page has gone out */
    uint32_t edit; /* the next one */
    dbn_status (*output)(void *context, dbn_span bytes);
    void *context;
    dbn_buffer text;  /* of the unit under way, in UTF-8 */
    dbn_buffer bytes; /* the same in the encoding of the page */
    iconv_t encoder;
    bool has_encoder; /* false: the page is in UTF-8 */
} merging;

/* ---- what a page holds ----------------------------------------------------------- */

/* Append a part to the text, or to the bytes. */
static dbn_status
write_part(merging *m, const dbn_bilingual_unit *unit, const dbn_unit_part *part)
{
    DBN_TRY_PUSH(m->job,
                 dbn_write_fragment(&m->text, &m->job->scratch, m->file,
                                    dbn_part_text(part), (dbn_writing)unit->writing));
    return DBN_OK;
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

/* A script has no character references; a pair of surrogates is what JSON has for what
 * lies beyond U+FFFF. */
static dbn_status
put_escape(merging *m, uint32_t code)
{
    char digits[16];
    uint32_t beyond = code - 0x10000;
    int len = code < 0x10000 ? snprintf(digits, sizeof digits, "\\u%04x", code)
                             : snprintf(digits, sizeof digits, "\\u%04x\\u%04x",
                                        0xD800 + (beyond >> 10 & 0x3FF),
                                        0xDC00 + (beyond & 0x3FF));
    DBN_TRY_PUSH(m->job,
                 dbn_vec_append(&m->job->scratch, &m->bytes, digits, (uint32_t)len));
    return DBN_OK;
}

static dbn_status
encode_character(merging *m, const char *at, size_t len, uint32_t code,
                 const dbn_bilingual_unit *unit)
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
    if (unit->writing == DBN_WRITTEN_AS_JSON)
        return put_escape(m, code);
    if (unit->writing != DBN_WRITTEN_AS_TEXT)
        return put_reference(m, code);
    if (dbn_span_equal_ascii(m->file->page.charset, DBN_SPAN("utf-8"))) {
        DBN_TRY_PUSH(m->job,
                     dbn_vec_append(&m->job->scratch, &m->bytes, at, (uint32_t)len));
        return DBN_OK;
    }
    dbn_status status = dbn_fail(
        &m->job->err, DBN_ERR_USAGE, "the encoding %.*s has no '%.*s'",
        (int)m->file->page.charset.len, m->file->page.charset.ptr, (int)len, at);
    m->job->err.line = unit->line;
    return status;
}

static dbn_status
encode(merging *m, const dbn_bilingual_unit *unit)
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
    dbn_span charset = m->file->page.charset;
    bool is_utf8 = dbn_span_equal_ascii(charset, DBN_SPAN("utf-8"));
    if (is_utf8 && !is_bare_ascii(m->page))
        return DBN_OK;
    dbn_charset known = dbn_charset_of_label(charset);
    charset = dbn_charset_name(known);
    (void)snprintf(name, sizeof name, "%.*s", (int)charset.len, charset.ptr);
    const char *wanted = is_utf8                      ? "US-ASCII"
                         : known == DBN_CHARSET_COUNT ? NULL
                                                      : name;
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
copy_page(merging *m, uint64_t from, uint64_t to)
{
    return from == to
               ? DBN_OK
               : m->output(m->context, (dbn_span){m->page.ptr + from, to - from});
}

/* What was put together goes out in the encoding of the page. */
static dbn_status
flush(merging *m, const dbn_bilingual_unit *unit)
{
    dbn_buffer *written = m->has_encoder ? &m->bytes : &m->text;
    if (m->has_encoder)
        DBN_TRY(encode(m, unit));
    dbn_span bytes = {written->items, written->count};
    m->text.count = 0;
    return bytes.len > 0 ? m->output(m->context, bytes) : DBN_OK;
}

static bool
is_open(const merging *m, const dbn_bilingual_unit *unit, uint32_t part)
{
    return part < unit->part_beg || part >= unit->part_end ||
           !m->file->parts.items[part].has_target;
}

/* Does it go out as it stands in the page? In a text the lines of a sentence are no
 * longer set as they were, and what follows it is no line end any more. */
static bool
is_kept(const merging *m, const dbn_bilingual_unit *unit, uint32_t part)
{
    const dbn_unit_part *own = &m->file->parts.items[part];
    bool is_set_anew = unit->writing == DBN_WRITTEN_AS_TEXT && !own->is_segment &&
                       !(is_open(m, unit, part - 1) && is_open(m, unit, part + 1));
    return !own->has_target && own->bytes.end > 0 &&
           unit->writing != DBN_WRITTEN_AS_BARE && !is_set_anew;
}

static dbn_status
merge_part(merging *m, const dbn_bilingual_unit *unit, uint32_t part)
{
    const dbn_unit_part *own = &m->file->parts.items[part];
    if (!is_kept(m, unit, part))
        return write_part(m, unit, own);
    DBN_TRY(flush(m, unit));
    return copy_page(m, own->bytes.beg, own->bytes.end);
}

/* A value that had no quotes gets some: there may be spaces in it now. */
static dbn_status
merge_unit(merging *m, uint32_t index)
{
    const dbn_bilingual_unit *unit = &m->file->units.items[index];
    dbn_arena *scratch = &m->job->scratch;
    dbn_span quotes =
        unit->writing == DBN_WRITTEN_AS_BARE ? DBN_SPAN("\"") : DBN_SPAN("");
    uint32_t count = unit->part_end - unit->part_beg;
    uint32_t *parts = dbn_arena_alloc(scratch, count * sizeof *parts);
    if (parts == NULL)
        return dbn_job_nomem(m->job);
    dbn_bilingual_order(m->file, index, parts);
    m->text.count = 0;
    DBN_TRY_PUSH(m->job, dbn_json_raw(&m->text, scratch, quotes));
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(merge_part(m, unit, parts[i]));
    DBN_TRY_PUSH(m->job, dbn_json_raw(&m->text, scratch, quotes));
    return flush(m, unit);
}

static dbn_status
refuse_code(const merging *m, uint32_t unit, uint32_t code, dbn_code_fault fault)
{
    static const char *const faults[] = {
        [DBN_CODE_FAULT_TWICE] = DBN_MESSAGE("it stands there twice"),
        [DBN_CODE_FAULT_LOST] = DBN_MESSAGE("it is lost"),
        [DBN_CODE_FAULT_DISORDERED] =
            DBN_MESSAGE("it does not end behind its beginning")};
    const dbn_bilingual_unit *u = &m->file->units.items[unit];
    dbn_span text = m->file->pieces.items[code].text;
    dbn_status status =
        dbn_fail(&m->job->err, DBN_ERR_SYNTAX, "unit '%.*s', the code '%.*s': %s",
                 (int)(u->id.len < 64 ? u->id.len : 64), u->id.ptr,
                 (int)(text.len < 64 ? text.len : 64), text.ptr, faults[fault]);
    m->job->err.line = u->line;
    return status;
}

/* The control characters that a text has and a page does not show, a bit each. */
static uint32_t
controls_of(const dbn_bilingual *b, dbn_pieces pieces)
{
    const uint32_t shown = 1U << '\t' | 1U << '\n' | 1U << '\r';
    uint32_t found = 0;
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        for (size_t at = 0; piece->kind == DBN_PIECE_TEXT && at < piece->text.len; at++)
            if ((unsigned char)piece->text.ptr[at] < ' ')
                found |= 1U << piece->text.ptr[at];
    }
    return found & ~shown;
}

static dbn_status
refuse_controls(const merging *m, const dbn_bilingual_unit *unit, uint32_t controls)
{
    unsigned first = 0;
    while ((controls >> first & 1U) == 0)
        first++;
    dbn_status status =
        dbn_fail(&m->job->err, DBN_ERR_SYNTAX,
                 "unit '%.*s': the translation has the control character U+%04X",
                 (int)(unit->id.len < 64 ? unit->id.len : 64), unit->id.ptr, first);
    m->job->err.line = unit->line;
    return status;
}

/* No translation brings control characters that the text of the page has not. */
static dbn_status
check_characters(const merging *m)
{
    const dbn_bilingual *file = m->file;
    for (uint32_t u = 0; u < file->units.count; u++) {
        const dbn_bilingual_unit *unit = &file->units.items[u];
        uint32_t own = controls_of(file, dbn_bilingual_sources(file, u)), others = 0;
        for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
            if (file->parts.items[i].has_target)
                others |= controls_of(file, file->parts.items[i].target);
        if ((others & ~own) != 0)
            return refuse_controls(m, unit, others & ~own);
    }
    return DBN_OK;
}

/* Of what was translated at all. */
static dbn_status
check_codes(const merging *m)
{
    const dbn_bilingual *file = m->file;
    dbn_arena *scratch = &m->job->scratch;
    for (uint32_t i = 0; i < file->units.count; i++) {
        uint32_t code;
        dbn_code_fault fault;
        dbn_arena_mark mark = dbn_arena_save(scratch);
        DBN_TRY_PUSH(m->job,
                     dbn_bilingual_check_codes(&fault, &code, file, i, scratch));
        dbn_arena_rewind(scratch, mark);
        if (fault != DBN_CODE_FAULT_NONE)
            return refuse_code(m, i, code, fault);
    }
    return DBN_OK;
}

/* How much of the unit is translated: of its sentences. */
static void
count(dbn_flow_merged *out, const dbn_bilingual *file, const dbn_bilingual_unit *unit,
      bool *has_any)
{
    bool is_whole = true;
    *has_any = false;
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++) {
        const dbn_unit_part *part = &file->parts.items[i];
        *has_any |= part->has_target;
        is_whole &= part->has_target || !part->is_segment;
        out->review += part->has_target && part->state == DBN_STATE_REVIEW;
    }
    out->furniture += unit->is_furniture && !*has_any;
    out->translated += *has_any && is_whole;
    out->partly += *has_any && !is_whole;
    out->untranslated += !*has_any && !unit->is_locked;
}

/* ---- the page -------------------------------------------------------------------- */

/* The page as it stands up to `to`, but for what it says of its language. */
static dbn_status
go_to(merging *m, uint64_t to)
{
    const dbn_lang_edits *edits = m->in->set;
    const dbn_bilingual_unit ascii = {.writing = DBN_WRITTEN_AS_VALUE};
    while (edits != NULL && m->edit < edits->count &&
           edits->items[m->edit].range.end <= to) {
        const dbn_lang_edit *edit = &edits->items[m->edit++];
        if (edit->range.beg < m->at) /* of a tag that a translator moved */
            continue;
        DBN_TRY(copy_page(m, m->at, edit->range.beg));
        m->text.count = 0;
        DBN_TRY_PUSH(m->job, dbn_json_raw(&m->text, &m->job->scratch, edit->text));
        DBN_TRY(flush(m, &ascii));
        m->at = edit->range.end;
    }
    DBN_TRY(copy_page(m, m->at, to));
    m->at = to;
    return DBN_OK;
}

static dbn_status
merge(merging *m, dbn_flow_merged *out)
{
    for (uint32_t i = 0; i < m->file->units.count; i++) {
        const dbn_bilingual_unit *unit = &m->file->units.items[i];
        bool has_any;
        count(out, m->file, unit, &has_any);
        DBN_TRY(dbn_flow_tell_left(m->file, i, &m->in->left, m->job));
        if (!has_any)
            continue;
        DBN_TRY(go_to(m, unit->source.beg));
        DBN_TRY(merge_unit(m, i));
        m->at = unit->source.end;
    }
    return go_to(m, m->page.len);
}

static dbn_status
repeat(dbn_bilingual *file, dbn_job *job, uint32_t *repeated)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    DBN_TRY_PUSH(job, dbn_bilingual_find_repetitions(file, &job->scratch));
    dbn_arena_rewind(&job->scratch, mark);
    DBN_TRY_PUSH(job, dbn_bilingual_fill_repetitions(file, &job->arena, repeated));
    return DBN_OK;
}

dbn_status
dbn_flow_merge(dbn_flow_merged *out, const dbn_flow_merge_input *in, dbn_job *job,
               dbn_status (*output)(void *context, dbn_span bytes), void *context)
{
    merging m = {.in = in,
                 .file = in->file,
                 .page = in->page,
                 .job = job,
                 .output = output,
                 .context = context};
    *out = (dbn_flow_merged){0};
    dbn_bilingual_drop_blank(in->file);
    DBN_TRY(repeat(in->file, job, &out->repeated));
    DBN_TRY(check_codes(&m));
    DBN_TRY(check_characters(&m));
    DBN_TRY(begin_encoder(&m));
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = merge(&m, out);
    dbn_arena_rewind(&job->scratch, mark);
    if (m.has_encoder)
        (void)iconv_close(m.encoder);
    return status;
}
