/*
 * The page is read as tokens once, beside the units: within a unit a token is the next
 * code, or a piece of it, or text. Values are those that prepare would offer.
 */
#include "flow/places.h"

#include <assert.h>

#include "base/message.h"
#include "flow/hidden.h"
#include "read/charset.h"
#include "read/html_elements.h"
#include "read/read.h"

typedef struct placing {
    const dbn_bilingual *file;
    dbn_input_kind kind;
    dbn_job *job;
    const dbn_view *source, *decoded;
    /* The unit at hand: */
    uint32_t unit;
    dbn_range range;   /* of the decoded text */
    uint32_t code;     /* the next, among its pieces; the end of these: none is left */
    uint32_t code_end; /* of the code that was begun last, in the text */
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

static void
go_to_code(placing *p)
{
    uint32_t end = dbn_bilingual_sources(p->file, p->unit).end;
    while (p->code < end && p->file->pieces.items[p->code].kind == DBN_PIECE_TEXT)
        p->code++;
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
    p->code = dbn_bilingual_sources(p->file, unit).beg;
    p->code_end = p->range.beg;
    go_to_code(p);
}

/* Does the next code begin with the token, and end with one? Text that is a code is one
 * token. */
static bool
begins_code(const placing *p, dbn_range token, bool is_text)
{
    if (p->code == dbn_bilingual_sources(p->file, p->unit).end)
        return false;
    dbn_span code = p->file->pieces.items[p->code].text;
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
        return is_text && (state == DBN_HTML_DATA || state == DBN_HTML_RCDATA);
    p->code_end = own.beg + (uint32_t)p->file->pieces.items[p->code].text.len;
    p->code++;
    go_to_code(p);
    return true;
}

static dbn_status
check_text(placing *p)
{
    dbn_html_tokens tokens;
    dbn_html_token token;
    uint32_t count = p->file->units.count;
    dbn_html_tokens_init(&tokens, p->decoded->text);
    go_to_unit(p, 0);
    for (dbn_html_state state = DBN_HTML_DATA;
         p->unit < count && dbn_html_next(&tokens, &token); state = tokens.state) {
        while (p->unit < count && p->range.beg < token.range.end) {
            if (!take(p, &token, state))
                return refuse(p, p->unit);
            if (p->range.end > token.range.end)
                break;
            if (p->code < dbn_bilingual_sources(p->file, p->unit).end)
                return refuse(p, p->unit);
            go_to_unit(p, p->unit + 1);
        }
        if (token.kind == DBN_HTML_START && !token.self_closing) {
            dbn_span name = dbn_span_slice(tokens.text, token.name);
            tokens.state =
                (dbn_html_state)dbn_html_element_of(dbn_html_element_find(name))
                    ->content;
        }
    }
    return p->unit < count ? refuse(p, p->unit) : DBN_OK;
}

/* ---- values ---------------------------------------------------------------------- */

static bool
is_value(const dbn_bilingual_unit *unit)
{
    return unit->writing == DBN_WRITTEN_AS_VALUE ||
           unit->writing == DBN_WRITTEN_AS_BARE;
}

static bool
is_without_codes(const dbn_bilingual *b, uint32_t unit)
{
    dbn_pieces sources = dbn_bilingual_sources(b, unit);
    for (uint32_t i = sources.beg; i < sources.end; i++)
        if (b->pieces.items[i].kind != DBN_PIECE_TEXT)
            return false;
    return true;
}

/* Wherever it stands: which part of the page is its article nobody knows here. */
static dbn_status
check_values(const placing *p)
{
    dbn_bilingual offered = {0};
    const dbn_ranges none = {0};
    const dbn_bilingual_unit *units = p->file->units.items;
    const dbn_document doc = {.decoded = p->decoded};
    dbn_cutting cutting = {
        .out = &offered, .job = p->job, .text = p->decoded->text, .doc = &doc};
    uint32_t at = 0, i = 0;
    while (i < p->file->units.count && !is_value(&units[i]))
        i++;
    if (i == p->file->units.count)
        return DBN_OK;
    DBN_TRY(dbn_hidden_add(&cutting, dbn_view_all(p->decoded), &none));
    dbn_bilingual_sort(&offered);
    for (; i < p->file->units.count; i++) {
        if (!is_value(&units[i]))
            continue;
        while (at < offered.units.count &&
               offered.units.items[at].source.beg < units[i].source.beg)
            at++;
        if (at == offered.units.count ||
            offered.units.items[at].source.beg != units[i].source.beg ||
            offered.units.items[at].source.end != units[i].source.end ||
            offered.units.items[at].writing != units[i].writing ||
            !is_without_codes(p->file, i))
            return refuse(p, i);
    }
    return DBN_OK;
}

/* ---- all ------------------------------------------------------------------------- */

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
    DBN_TRY(check_values(p));
    return check_text(p);
}

dbn_status
dbn_places_check(const dbn_bilingual *file, dbn_span page, dbn_input_kind kind,
                 dbn_job *job)
{
    placing p = {.file = file, .kind = kind, .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->arena);
    dbn_arena_mark scratch = dbn_arena_save(&job->scratch);
    dbn_status status = check(&p, page);
    dbn_arena_rewind(&job->scratch, scratch);
    dbn_arena_rewind(&job->arena, mark);
    return status;
}
