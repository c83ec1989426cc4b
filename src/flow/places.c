/*
 * The page is read as tokens once, beside the units: within a unit a token is the next
 * code, or a piece of it, or the next text; white space is passed over on both sides,
 * since tools set it otherwise. Where the text of a part ends in the page the part
 * does. Values are those that prepare would offer.
 */
#include "flow/places.h"

#include <assert.h>

#include "base/eight.h"
#include "base/message.h"
#include "base/utf8.h"
#include "flow/hidden.h"
#include "flow/kept.h"
#include "read/charset.h"
#include "read/read.h"

typedef struct placing {
    dbn_bilingual *file;
    dbn_input_kind kind;
    dbn_job *job;
    const dbn_view *source, *decoded;
    /* The unit at hand: */
    uint32_t unit;
    dbn_range range; /* of the decoded text */
    uint32_t piece;  /* the next of its sources, and how much of its text was read */
    size_t offset;
    uint32_t code_end; /* of the code that was begun last, in the text */
    uint32_t part;     /* of what was read last, and where that ended in the text */
    uint32_t part_end;
} placing;

static dbn_status
refuse(const placing *p, uint32_t unit)
{
    const dbn_bilingual_unit *own = &p->file->units.items[unit];
    dbn_status status =
        dbn_fail(&p->job->err, DBN_ERR_SYNTAX, "the unit '%.*s' is not where it was",
                 (int)(own->id.len < 64 ? own->id.len : 64), own->id.ptr);
    p->job->err.line = own->line;
    return status;
}

/* ---- text of a page -------------------------------------------------------------- */

/* To the next character that is not white, or to the next code; false: all is read. */
static bool
go_on(placing *p)
{
    uint32_t end = dbn_bilingual_sources(p->file, p->unit).end;
    for (; p->piece < end; p->piece++, p->offset = 0) {
        const dbn_piece *piece = &p->file->pieces.items[p->piece];
        if (piece->kind != DBN_PIECE_TEXT)
            return true;
        while (p->offset < piece->text.len &&
               dbn_is_ascii_space(piece->text.ptr[p->offset]))
            p->offset++;
        if (p->offset < piece->text.len)
            return true;
    }
    return false;
}

/* The first unit of text from `unit` on. */
static void
go_to_unit(placing *p, uint32_t unit)
{
    const dbn_bilingual_unit *units = p->file->units.items;
    while (unit < p->file->units.count && units[unit].writing != DBN_WRITTEN_AS_CONTENT)
        unit++;
    p->unit = unit;
    if (unit == p->file->units.count)
        return;
    p->range = dbn_range_forward_to(p->decoded, p->source, units[unit].source);
    p->piece = dbn_bilingual_sources(p->file, unit).beg;
    p->offset = 0;
    p->part = units[unit].part_beg;
    p->part_end = p->code_end = p->range.beg;
}

/* White space between two parts is that of the first whose source ends in it. */
static bool
ends_in_space(const dbn_bilingual *b, uint32_t part)
{
    dbn_pieces source = b->parts.items[part].source;
    for (uint32_t i = source.end; i-- > source.beg;) {
        dbn_span text = b->pieces.items[i].text;
        if (b->pieces.items[i].kind != DBN_PIECE_TEXT)
            return false;
        if (text.len > 0)
            return dbn_is_ascii_space(text.ptr[text.len - 1]);
    }
    return false;
}

/* The parts up to `part` are read, whose text begins at `at`. */
static void
go_to_part(placing *p, uint32_t part, uint32_t at)
{
    const dbn_bilingual_unit *unit = &p->file->units.items[p->unit];
    dbn_unit_part *parts = p->file->parts.items;
    for (; p->part < part; p->part++) {
        uint32_t from =
            p->part == unit->part_beg ? unit->source.beg : parts[p->part - 1].bytes.end;
        uint32_t to = from;
        if (ends_in_space(p->file, p->part))
            p->part_end = at;
        if (p->part + 1 == unit->part_end)
            to = unit->source.end;
        else if (p->part_end > p->range.beg)
            to = dbn_range_back_to(p->decoded, NULL,
                                   (dbn_range){p->range.beg, p->part_end})
                     .end;
        parts[p->part].bytes = (dbn_range){from, to};
    }
}

/* Is the next character of the unit this one, which is not white? */
static bool
take_byte(placing *p, char c, uint32_t at)
{
    if (!go_on(p))
        return false;
    const dbn_piece *piece = &p->file->pieces.items[p->piece];
    if (piece->kind != DBN_PIECE_TEXT || piece->text.ptr[p->offset] != c)
        return false;
    if (piece->part != p->part)
        go_to_part(p, piece->part, at);
    p->offset++;
    return true;
}

/* What the page and the piece at hand say alike, at once; how many bytes. */
static uint32_t
take_same(placing *p, dbn_span text, uint32_t at)
{
    const dbn_piece *piece = &p->file->pieces.items[p->piece];
    if (p->piece >= dbn_bilingual_sources(p->file, p->unit).end ||
        piece->kind != DBN_PIECE_TEXT || piece->part != p->part ||
        p->offset >= piece->text.len)
        return 0;
    dbn_span said = {piece->text.ptr + p->offset, piece->text.len - p->offset};
    size_t len = dbn_common_len(text, said);
    dbn_span seen = dbn_span_trim((dbn_span){text.ptr, len});
    p->offset += len;
    if (seen.len > 0)
        p->part_end = at + (uint32_t)(seen.ptr - text.ptr + (ptrdiff_t)seen.len);
    return (uint32_t)len;
}

static bool
take_text(placing *p, const dbn_html_token *token, dbn_range own)
{
    char bytes[2 * DBN_UTF8_MAX];
    dbn_span text = dbn_span_slice(p->decoded->text, own);
    bool is_reference = token->kind == DBN_HTML_REFERENCE;
    if (is_reference) {
        size_t len = dbn_utf8_encode(bytes, token->codes[0]);
        if (token->codes[1] != 0)
            len += dbn_utf8_encode(bytes + len, token->codes[1]);
        text = (dbn_span){bytes, len};
    }
    for (uint32_t i = 0; i < text.len; i++) {
        if (!is_reference)
            i += take_same(p, (dbn_span){text.ptr + i, text.len - i}, own.beg + i);
        if (i == text.len || dbn_is_ascii_space(text.ptr[i]))
            continue;
        if (!take_byte(p, text.ptr[i], is_reference ? own.beg : own.beg + i))
            return false;
        p->part_end = is_reference ? own.end : own.beg + i + 1;
    }
    return true;
}

/* Does the next code begin with the token, and end with one? Text that is a code is one
 * token. */
static bool
begins_code(placing *p, dbn_range token, bool is_text)
{
    if (!go_on(p) || p->file->pieces.items[p->piece].kind == DBN_PIECE_TEXT)
        return false;
    dbn_span code = p->file->pieces.items[p->piece].text;
    dbn_span rest = {p->decoded->text.ptr + token.beg, p->range.end - token.beg};
    bool is_long_enough =
        is_text ? code.len == dbn_range_len(token) : code.len >= dbn_range_len(token);
    return is_long_enough && dbn_span_starts(rest, code);
}

/* Is the token, of which a part lies in the unit at hand, what the unit says? */
static bool
take(placing *p, const dbn_html_token *token, dbn_html_state state)
{
    bool is_text = token->kind == DBN_HTML_TEXT || token->kind == DBN_HTML_REFERENCE;
    dbn_range own = token->range;
    own.beg = own.beg < p->range.beg ? p->range.beg : own.beg;
    own.end = own.end > p->range.end ? p->range.end : own.end;
    bool is_cut = own.beg != token->range.beg || own.end != token->range.end;
    if (own.beg >= own.end || (is_cut && token->kind != DBN_HTML_TEXT))
        return false;
    if (own.beg < p->code_end)
        return own.end <= p->code_end;
    if (!begins_code(p, own, is_text))
        return is_text && (state == DBN_HTML_DATA || state == DBN_HTML_RCDATA) &&
               take_text(p, token, own);
    const dbn_piece *code = &p->file->pieces.items[p->piece];
    if (code->part != p->part)
        go_to_part(p, code->part, own.beg);
    p->part_end = p->code_end = own.beg + (uint32_t)code->text.len;
    p->piece++;
    return true;
}

/* Is the unit read to its end? */
static bool
end_unit(placing *p)
{
    if (go_on(p))
        return false;
    go_to_part(p, p->file->units.items[p->unit].part_end, p->range.end);
    return true;
}

/* ---- values ---------------------------------------------------------------------- */

static bool
is_value(const dbn_bilingual_unit *unit)
{
    return unit->writing == DBN_WRITTEN_AS_VALUE ||
           unit->writing == DBN_WRITTEN_AS_BARE || unit->writing == DBN_WRITTEN_AS_JSON;
}

/* Is the text of the unit that of the one that is offered, white space apart? Neither
 * has codes. */
static bool
says_the_same(placing *p, uint32_t unit, const dbn_bilingual *offered, uint32_t other)
{
    dbn_pieces own = dbn_bilingual_sources(offered, other);
    p->unit = unit;
    p->piece = dbn_bilingual_sources(p->file, unit).beg;
    p->offset = 0;
    for (uint32_t i = own.beg; i < own.end; i++) {
        dbn_span text = offered->pieces.items[i].text;
        for (size_t k = 0; k < text.len; k++) {
            if (dbn_is_ascii_space(text.ptr[k]))
                continue;
            if (!go_on(p) || p->file->pieces.items[p->piece].kind != DBN_PIECE_TEXT ||
                p->file->pieces.items[p->piece].text.ptr[p->offset] != text.ptr[k])
                return false;
            p->offset++;
        }
    }
    return !go_on(p);
}

static dbn_status
cut_values(placing *p, dbn_bilingual *out, const dbn_hidden *found)
{
    const dbn_document doc = {.decoded = p->decoded};
    dbn_cutting cutting = {
        .out = out, .job = p->job, .text = p->decoded->text, .doc = &doc};
    /* Wherever it stands: which part of the page is its article nobody knows here. */
    DBN_TRY(dbn_hidden_cut(&cutting, found, dbn_view_all(p->decoded)));
    dbn_bilingual_sort(out);
    return DBN_OK;
}

static dbn_status
check_values(placing *p, const dbn_hidden *found)
{
    dbn_bilingual offered = {0};
    const dbn_bilingual_unit *units = p->file->units.items;
    uint32_t at = 0;
    DBN_TRY(cut_values(p, &offered, found));
    for (uint32_t i = 0; i < p->file->units.count; i++) {
        if (!is_value(&units[i]))
            continue;
        while (at < offered.units.count &&
               offered.units.items[at].source.beg < units[i].source.beg)
            at++;
        if (at == offered.units.count ||
            offered.units.items[at].source.beg != units[i].source.beg ||
            offered.units.items[at].source.end != units[i].source.end ||
            offered.units.items[at].writing != units[i].writing ||
            !says_the_same(p, i, &offered, at))
            return refuse(p, i);
    }
    return DBN_OK;
}

/* ---- all ------------------------------------------------------------------------- */

/* The token may be the end of the unit at hand, and hold units of its own. */
static dbn_status
check_token(placing *p, const dbn_html_token *token, dbn_html_state state)
{
    uint32_t count = p->file->units.count;
    while (p->unit < count && p->range.beg < token->range.end) {
        if (!take(p, token, state))
            return refuse(p, p->unit);
        if (p->range.end > token->range.end)
            break;
        if (!end_unit(p))
            return refuse(p, p->unit);
        go_to_unit(p, p->unit + 1);
    }
    return DBN_OK;
}

/* How far the page is read: to the end of the last value. */
static uint32_t
values_end(const placing *p)
{
    for (uint32_t i = p->file->units.count; i-- > 0;)
        if (is_value(&p->file->units.items[i]))
            return dbn_range_forward_to(p->decoded, p->source,
                                        p->file->units.items[i].source)
                .end;
    return 0;
}

static dbn_status
check_units(placing *p)
{
    dbn_html_skim skim;
    dbn_html_token token;
    dbn_html_state state;
    dbn_hidden found = {.job = p->job};
    dbn_span page = p->decoded->text;
    const uint32_t count = p->file->units.count, to = values_end(p);
    DBN_TRY_PUSH(p->job, dbn_html_skim_init(&skim, &p->job->scratch, page));
    go_to_unit(p, 0);
    while ((p->unit < count || skim.tokens.at <= to || found.is_open) &&
           dbn_html_skim_next(&skim, &token, &state)) {
        dbn_span name = dbn_span_slice(page, token.name);
        DBN_TRY(check_token(p, &token, state));
        if (to > 0)
            DBN_TRY(dbn_hidden_take(&found, &skim, &token,
                                    token.kind == DBN_HTML_START &&
                                        dbn_kept_says(&skim.tokens, name, NULL) ==
                                            DBN_KEPT));
    }
    if (p->unit < count)
        return refuse(p, p->unit);
    return to > 0 ? check_values(p, &found) : DBN_OK;
}

/* A page has no units of plain text, and a text no others. */
static dbn_status
check_kinds(const placing *p)
{
    dbn_input_kind kind = p->kind;
    if (kind == DBN_INPUT_AUTO)
        kind = dbn_read_kind(p->file->page.original, p->decoded->text);
    bool is_plain = kind == DBN_INPUT_TEXT;
    const dbn_bilingual_unit *units = p->file->units.items;
    for (uint32_t i = 0; i < p->file->units.count; i++) {
        bool is_as_text = units[i].writing == DBN_WRITTEN_AS_TEXT;
        if ((is_as_text && !is_plain) ||
            is_as_text != (units[0].writing == DBN_WRITTEN_AS_TEXT))
            return refuse(p, i);
    }
    return DBN_OK;
}

/* It is read as it was when it was prepared: what it says of itself comes second. */
static dbn_status
decode(placing *p, dbn_span page)
{
    dbn_charset charset;
    dbn_span name = p->file->page.charset;
    const dbn_charset_input in = {.label = name};
    if (dbn_charset_of_label(name) == DBN_CHARSET_COUNT)
        return dbn_fail(&p->job->err, DBN_ERR_SYNTAX,
                        "the page is not in the encoding '%.*s'",
                        (int)(name.len < 64 ? name.len : 64), name.ptr);
    DBN_TRY(dbn_view_source(&p->source, page, p->job));
    DBN_TRY(dbn_charset_decode(&p->decoded, &charset, p->source, &in, p->job));
    if (charset == dbn_charset_of_label(name))
        return DBN_OK;
    return dbn_fail(&p->job->err, DBN_ERR_SYNTAX,
                    "the page is not in the encoding '%.*s'",
                    (int)(name.len < 64 ? name.len : 64), name.ptr);
}

static dbn_status
check_page(const placing *p, dbn_span page)
{
    char hash[DBN_DIGEST_BYTES];
    dbn_page_digest(hash, page);
    if (page.len != p->file->page.bytes ||
        !dbn_span_equal(p->file->page.hash, (dbn_span){hash, sizeof hash}))
        return dbn_fail(&p->job->err, DBN_ERR_SYNTAX,
                        "the page is not the one that was prepared: it has changed");
    uint64_t end = 0;
    for (uint32_t i = 0; i < p->file->units.count; i++) {
        const dbn_bilingual_unit *unit = &p->file->units.items[i];
        if (unit->source.beg < end || unit->source.end < unit->source.beg ||
            unit->source.end > page.len)
            return refuse(p, i);
        end = unit->source.end;
    }
    return DBN_OK;
}

static dbn_status
check(placing *p, dbn_span page)
{
    DBN_TRY(check_page(p, page));
    DBN_TRY(decode(p, page));
    assert(p->decoded != NULL);
    DBN_TRY(check_kinds(p));
    return check_units(p);
}

dbn_status
dbn_places_check(dbn_bilingual *file, dbn_span page, dbn_input_kind kind, dbn_job *job)
{
    placing p = {.file = file, .kind = kind, .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->arena);
    dbn_arena_mark scratch = dbn_arena_save(&job->scratch);
    dbn_status status = check(&p, page);
    dbn_arena_rewind(&job->scratch, scratch);
    dbn_arena_rewind(&job->arena, mark);
    return status;
}
