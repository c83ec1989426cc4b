#include "write/xliff.h"

#include "base/utf8.h"
#include "write/escape.h"
#include "write/json.h"

/* The name of a part in the file: "u3/s2" as its two numbers, from 1. */
typedef struct part_name {
    uint32_t unit, part;
} part_name;

typedef struct writing {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_bilingual *b;
    const dbn_xliff_options *options;
    const part_name *names; /* of each part */
    uint32_t term;          /* the next to be written */
    uint32_t note;          /* likewise */
    uint32_t piece_beg;     /* of the unit under way */
    uint32_t match;         /* the next one */
} writing;

static dbn_status
put(writing *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

static dbn_status
put_number(writing *w, dbn_span before, uint32_t number, dbn_span after)
{
    DBN_TRY(put(w, before));
    DBN_TRY(dbn_json_number(w->out, w->arena, number));
    return put(w, after);
}

/* ---- text ----------------------------------------------------------------------- */

/* In the content of an element; empty for what stands as it is. */
static dbn_span
reference_to(char c)
{
    if (c == '\r') /* as it is, it would be read as a line feed */
        return DBN_SPAN("&#13;");
    return c == '"' ? DBN_SPAN("") : dbn_markup_for((unsigned char)c);
}

static bool
is_control(char c)
{
    return (unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* U+FFFE and U+FFFF, which are characters of nothing. */
static bool
is_none(dbn_span text, size_t at)
{
    return text.len - at >= 3 && (unsigned char)text.ptr[at] == 0xEF &&
           (unsigned char)text.ptr[at + 1] == 0xBF &&
           (unsigned char)text.ptr[at + 2] >= 0xBE;
}

static dbn_status
put_code_point(writing *w, uint32_t code)
{
    static const char digits[] = "0123456789ABCDEF";
    char hex[4];
    for (int i = 4; i-- > 0; code >>= 4)
        hex[i] = digits[code & 0xF];
    DBN_TRY(put(w, DBN_SPAN("<cp hex=\"")));
    DBN_TRY(put(w, (dbn_span){hex, sizeof hex}));
    return put(w, DBN_SPAN("\"/>"));
}

/* In the content of an element that may hold code points. */
static dbn_status
put_content(writing *w, dbn_span text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len;) {
        dbn_span reference = reference_to(text.ptr[i]);
        bool is_odd = is_none(text, i), is_code = is_odd || is_control(text.ptr[i]);
        size_t len = is_odd ? 3 : 1;
        if (reference.len == 0 && !is_code) {
            i++;
            continue;
        }
        DBN_TRY(put(w, (dbn_span){text.ptr + from, i - from}));
        if (is_code)
            DBN_TRY(put_code_point(w, is_odd ? 0xFFC0U | (unsigned char)text.ptr[i + 2]
                                             : (unsigned char)text.ptr[i]));
        else
            DBN_TRY(put(w, reference));
        i += len;
        from = i;
    }
    return from == text.len ? DBN_OK
                            : put(w, (dbn_span){text.ptr + from, text.len - from});
}

dbn_status
dbn_write_xliff_text(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    writing w = {.out = out, .arena = arena};
    return put_content(&w, text);
}

/* ---- codes ---------------------------------------------------------------------- */

static dbn_span
type_of(uint8_t mark)
{
    switch ((dbn_mark_kind)mark) {
    case DBN_MARK_BOLD:
        return DBN_SPAN(" type=\"fmt\" subType=\"xlf:b\"");
    case DBN_MARK_ITALIC:
        return DBN_SPAN(" type=\"fmt\" subType=\"xlf:i\"");
    case DBN_MARK_UNDERLINE:
        return DBN_SPAN(" type=\"fmt\" subType=\"xlf:u\"");
    case DBN_MARK_BREAK:
        return DBN_SPAN(" type=\"fmt\" subType=\"xlf:lb\"");
    case DBN_MARK_LINK:
        return DBN_SPAN(" type=\"link\"");
    case DBN_MARK_IMAGE:
        return DBN_SPAN(" type=\"image\"");
    default:
        return DBN_SPAN("");
    }
}

/* A code that stands alone, or the half of one: its number and its data are its place
 * in the sources of the unit. */
static dbn_status
put_code(writing *w, uint32_t code, dbn_span element, dbn_span more)
{
    DBN_TRY(put(w, element));
    DBN_TRY(put_number(w, DBN_SPAN(" dataRef=\"d"), code - w->piece_beg + 1,
                       DBN_SPAN("\"")));
    DBN_TRY(put(w, type_of(w->b->pieces.items[code].mark)));
    DBN_TRY(put(w, more));
    return put(w, DBN_SPAN("/>"));
}

static dbn_status
put_named(writing *w, uint32_t code, dbn_span element, dbn_span more)
{
    DBN_TRY(put(w, element));
    DBN_TRY(put_number(w, DBN_SPAN(" id=\""), code - w->piece_beg + 1, DBN_SPAN("\"")));
    return put_code(w, code, DBN_SPAN(""), more);
}

#define FIXED " canCopy=\"no\" canDelete=\"no\""

static dbn_status
put_pair(writing *w, uint32_t code)
{
    const dbn_piece *start = &w->b->pieces.items[code];
    uint32_t own = code - w->piece_beg + 1, end = start->partner - w->piece_beg + 1;
    DBN_TRY(put_number(w, DBN_SPAN("<pc id=\""), own, DBN_SPAN("\"")));
    DBN_TRY(put_number(w, DBN_SPAN(" dataRefStart=\"d"), own, DBN_SPAN("\"")));
    DBN_TRY(put_number(w, DBN_SPAN(" dataRefEnd=\"d"), end, DBN_SPAN("\"")));
    DBN_TRY(put(w, type_of(start->mark)));
    if (!start->may_go)
        DBN_TRY(put(w, DBN_SPAN(FIXED)));
    DBN_TRY(put(w, DBN_SPAN(">")));
    return start->is_term ? put_number(w, DBN_SPAN("<mrk id=\"t"), own,
                                       DBN_SPAN("\" type=\"term\">"))
                          : DBN_OK;
}

static dbn_status
put_piece(writing *w, const dbn_piece *piece)
{
    const dbn_piece *pieces = w->b->pieces.items;
    uint32_t code = piece->code;
    bool has_partner = piece->kind != DBN_PIECE_TEXT && piece->partner != DBN_NONE;
    bool is_near =
        has_partner && pieces[piece->partner].part == pieces[piece->code].part;
    switch ((dbn_piece_kind)piece->kind) {
    case DBN_PIECE_TEXT:
        return put_content(w, piece->text);
    case DBN_PIECE_CODE:
        return put_named(w, code, DBN_SPAN("<ph"), DBN_SPAN(FIXED));
    case DBN_PIECE_START:
        if (is_near)
            return put_pair(w, code);
        return put_named(w, code, DBN_SPAN("<sc"),
                         has_partner ? DBN_SPAN(FIXED)
                                     : DBN_SPAN(FIXED " isolated=\"yes\""));
    case DBN_PIECE_END:
        if (is_near)
            return put(w, pieces[piece->partner].is_term ? DBN_SPAN("</mrk></pc>")
                                                         : DBN_SPAN("</pc>"));
        if (!has_partner)
            return put_named(w, code, DBN_SPAN("<ec"),
                             DBN_SPAN(FIXED " isolated=\"yes\""));
        DBN_TRY(put_number(w, DBN_SPAN("<ec startRef=\""),
                           piece->partner - w->piece_beg + 1, DBN_SPAN("\"")));
        return put_code(w, code, DBN_SPAN(""), DBN_SPAN(FIXED));
    }
    return DBN_OK;
}

static dbn_status
put_pieces(writing *w, dbn_pieces pieces)
{
    for (uint32_t i = pieces.beg; i < pieces.end; i++)
        DBN_TRY(put_piece(w, &w->b->pieces.items[i]));
    return DBN_OK;
}

/* ---- units ---------------------------------------------------------------------- */

static dbn_status
put_meta(writing *w, dbn_span type, dbn_span value)
{
    DBN_TRY(put(w, DBN_SPAN("<mda:meta type=\"")));
    DBN_TRY(put(w, type));
    DBN_TRY(put(w, DBN_SPAN("\">")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, value));
    return put(w, DBN_SPAN("</mda:meta>"));
}

static dbn_status
put_meta_number(writing *w, dbn_span type, size_t value)
{
    dbn_buffer digits = {0};
    DBN_TRY(dbn_json_number(&digits, w->arena, value));
    return put_meta(w, type, (dbn_span){digits.items, digits.count});
}

#define METADATA     "<mda:metadata><mda:metaGroup category=\"doublon\">"
#define METADATA_END "</mda:metaGroup></mda:metadata>\n"

static dbn_status
put_data(writing *w, uint32_t piece_end)
{
    bool has_any = false;
    for (uint32_t i = w->piece_beg; i < piece_end; i++) {
        const dbn_piece *piece = &w->b->pieces.items[i];
        if (piece->kind == DBN_PIECE_TEXT)
            continue;
        if (!has_any)
            DBN_TRY(put(w, DBN_SPAN("<originalData>\n")));
        has_any = true;
        DBN_TRY(put_number(w, DBN_SPAN("<data id=\"d"), i - w->piece_beg + 1,
                           DBN_SPAN("\">")));
        DBN_TRY(put_content(w, piece->text));
        DBN_TRY(put(w, DBN_SPAN("</data>\n")));
    }
    return has_any ? put(w, DBN_SPAN("</originalData>\n")) : DBN_OK;
}

static dbn_span
state_of(const dbn_unit_part *part)
{
    switch ((dbn_state)part->state) {
    case DBN_STATE_OPEN:
        return DBN_SPAN("");
    case DBN_STATE_REVIEW:
        return DBN_SPAN(" state=\"initial\" subState=\"doublon:needs-review\"");
    case DBN_STATE_TRANSLATED:
        return DBN_SPAN(" state=\"translated\"");
    case DBN_STATE_REVIEWED:
        return DBN_SPAN(" state=\"reviewed\"");
    case DBN_STATE_FINAL:
        return DBN_SPAN(" state=\"final\"");
    }
    return DBN_SPAN("");
}

static dbn_status
put_part(writing *w, const dbn_unit_part *part, uint32_t number)
{
    dbn_span name = part->is_segment ? DBN_SPAN("segment") : DBN_SPAN("ignorable");
    DBN_TRY(put(w, DBN_SPAN("<")));
    DBN_TRY(put(w, name));
    DBN_TRY(put_number(w, DBN_SPAN(" id=\"s"), number, DBN_SPAN("\"")));
    if (part->is_segment)
        DBN_TRY(put(w, state_of(part)));
    DBN_TRY(put(w, DBN_SPAN("><source>")));
    DBN_TRY(put_pieces(w, part->source));
    DBN_TRY(put(w, DBN_SPAN("</source>")));
    if (part->has_target) {
        DBN_TRY(put(w, DBN_SPAN("<target>")));
        DBN_TRY(put_pieces(w, part->target));
        DBN_TRY(put(w, DBN_SPAN("</target>")));
    }
    DBN_TRY(put(w, DBN_SPAN("</")));
    DBN_TRY(put(w, name));
    return put(w, DBN_SPAN(">\n"));
}

/* ---- repetitions ---------------------------------------------------------------- */

bool
dbn_xliff_is_repeated(const dbn_bilingual *b, const dbn_bilingual_unit *unit)
{
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        if (b->parts.items[i].is_segment && b->parts.items[i].repeats == DBN_NONE)
            return false;
    return true;
}

dbn_status
dbn_xliff_ends(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
               const dbn_bilingual_unit *unit)
{
    for (uint32_t i = unit->part_beg; i + 1 < unit->part_end; i++) {
        if (i > unit->part_beg)
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(" ")));
        DBN_TRY(dbn_json_number(out, arena, b->parts.items[i].bytes.end));
    }
    return DBN_OK;
}

/* "s2=u1/s4": what is said again in this unit, and where it stands first. */
static dbn_status
put_repetitions(writing *w, const dbn_bilingual_unit *unit)
{
    bool has_any = false;
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++) {
        uint32_t first = w->b->parts.items[i].repeats;
        if (first == DBN_NONE)
            continue;
        DBN_TRY(
            put(w, has_any ? DBN_SPAN(" ") : DBN_SPAN("<mda:meta type=\"repeats\">")));
        has_any = true;
        DBN_TRY(put_number(w, DBN_SPAN("s"), i - unit->part_beg + 1, DBN_SPAN("=u")));
        DBN_TRY(put_number(w, DBN_SPAN(""), w->names[first].unit, DBN_SPAN("/s")));
        DBN_TRY(put_number(w, DBN_SPAN(""), w->names[first].part, DBN_SPAN("")));
    }
    return has_any ? put(w, DBN_SPAN("</mda:meta>")) : DBN_OK;
}

/* Where the parts of a text end, but for the last: what was repaired in it, or put in
 * one line, is not as it stands in the page. Pages tell that themselves. */
static dbn_status
put_ends(writing *w, const dbn_bilingual_unit *unit)
{
    if (unit->writing != DBN_WRITTEN_AS_TEXT || unit->part_end - unit->part_beg < 2)
        return DBN_OK;
    dbn_buffer ends = {0};
    DBN_TRY(dbn_xliff_ends(&ends, w->arena, w->b, unit));
    return put_meta(w, DBN_SPAN("ends"), (dbn_span){ends.items, ends.count});
}

static dbn_status
name_parts(writing *w)
{
    part_name *names = dbn_arena_alloc(w->arena, w->b->parts.count * sizeof *names);
    if (names == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < w->b->units.count; i++) {
        const dbn_bilingual_unit *unit = &w->b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end; k++)
            names[k] = (part_name){i + 1, k - unit->part_beg + 1};
    }
    w->names = names;
    return DBN_OK;
}

/* ---- matches -------------------------------------------------------------------- */

dbn_status
dbn_xliff_match(dbn_buffer *out, dbn_arena *arena, const dbn_unit_match *match)
{
    if (match->origin.len > 0) {
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(" origin=\"")));
        DBN_TRY(dbn_write_xml(out, arena, match->origin));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\"")));
    }
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("><source>")));
    DBN_TRY(dbn_write_xml(out, arena, match->source));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("</source><target>")));
    DBN_TRY(dbn_write_xml(out, arena, match->target));
    return dbn_json_raw(out, arena, DBN_SPAN("</target>"));
}

static dbn_status
put_match(writing *w, const dbn_unit_match *match, uint32_t number)
{
    DBN_TRY(put_number(w, DBN_SPAN("<mtc:match ref=\"#s"), number, DBN_SPAN("\"")));
    DBN_TRY(put(w, match->score > 100 ? DBN_SPAN(" type=\"icm\"")
                                      : DBN_SPAN(" type=\"tm\"")));
    DBN_TRY(put_number(w, DBN_SPAN(" similarity=\""),
                       match->score < 100 ? match->score : 100, DBN_SPAN("\"")));
    DBN_TRY(dbn_xliff_match(w->out, w->arena, match));
    return put(w, DBN_SPAN("</mtc:match>\n"));
}

/* Those of the unit, which follow those of the units before it. */
static dbn_status
put_matches(writing *w, const dbn_bilingual_unit *unit)
{
    bool has_any = false;
    for (; w->match < w->b->matches.count; w->match++) {
        const dbn_unit_match *match = &w->b->matches.items[w->match];
        if (match->part < unit->part_beg || match->part >= unit->part_end)
            break;
        if (!has_any)
            DBN_TRY(put(w, DBN_SPAN("<mtc:matches>\n")));
        has_any = true;
        DBN_TRY(put_match(w, match, match->part - unit->part_beg + 1));
    }
    return has_any ? put(w, DBN_SPAN("</mtc:matches>\n")) : DBN_OK;
}

/* ---- units ---------------------------------------------------------------------- */

static dbn_status
put_unit(writing *w, uint32_t index)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    const dbn_unit_part *parts = w->b->parts.items;
    dbn_pieces sources = dbn_bilingual_sources(w->b, index);
    char digest[DBN_DIGEST_BYTES];
    bool is_locked =
        unit->is_locked || (w->options->is_once && dbn_xliff_is_repeated(w->b, unit));
    w->piece_beg = sources.beg;
    dbn_bilingual_digest(digest, w->b, index);
    DBN_TRY(put_number(w, DBN_SPAN("<unit id=\"u"), index + 1,
                       is_locked ? DBN_SPAN("\" translate=\"no\"") : DBN_SPAN("\"")));
    DBN_TRY(dbn_xliff_limits(w->out, w->arena, w->b, w->note, index));
    DBN_TRY(put(w, DBN_SPAN(">\n" METADATA)));
    DBN_TRY(put_meta_number(w, DBN_SPAN("from"), unit->source.beg));
    DBN_TRY(put_meta_number(w, DBN_SPAN("to"), unit->source.end));
    DBN_TRY(put_meta(w, DBN_SPAN("role"), unit->role));
    DBN_TRY(
        put_meta(w, DBN_SPAN("writing"), dbn_writing_name((dbn_writing)unit->writing)));
    DBN_TRY(put_meta(w, DBN_SPAN("digest"), (dbn_span){digest, sizeof digest}));
    DBN_TRY(put_ends(w, unit));
    DBN_TRY(put_repetitions(w, unit));
    DBN_TRY(put(w, DBN_SPAN(METADATA_END)));
    DBN_TRY(put_matches(w, unit));
    DBN_TRY(dbn_xliff_terms(w->out, w->arena, w->b, &w->term, index));
    DBN_TRY(dbn_xliff_notes(w->out, w->arena, w->b, &w->note, index));
    DBN_TRY(put_data(w, sources.end));
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        DBN_TRY(put_part(w, &parts[i], i - unit->part_beg + 1));
    return put(w, DBN_SPAN("</unit>\n"));
}

/* ---- the file ------------------------------------------------------------------- */

static dbn_status
put_head(writing *w)
{
    const dbn_bilingual_page *page = &w->b->page;
    bool is_2_2 = w->options->is_2_2;
    DBN_TRY(put(w, DBN_SPAN("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:")));
    DBN_TRY(put(w, is_2_2 ? DBN_SPAN("2.2") : DBN_SPAN("2.0")));
    DBN_TRY(
        put(w, DBN_SPAN("\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" ")));
    if (w->b->matches.count > 0)
        DBN_TRY(
            put(w, DBN_SPAN("xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" ")));
    if (w->b->terms.count > 0)
        DBN_TRY(
            put(w, DBN_SPAN("xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" ")));
    if (dbn_xliff_has_note(w->b, DBN_NOTE_SIZE))
        DBN_TRY(put(
            w,
            DBN_SPAN("xmlns:slr=\"urn:oasis:names:tc:xliff:sizerestriction:2.0\" ")));
    if (dbn_xliff_has_note(w->b, DBN_NOTE_CHARACTERS))
        DBN_TRY(put(w, DBN_SPAN("xmlns:its=\"http://www.w3.org/2005/11/its\" "
                                "its:version=\"2.0\" ")));
    DBN_TRY(put(w, DBN_SPAN("version=\"")));
    DBN_TRY(put(w, is_2_2 ? DBN_SPAN("2.2") : DBN_SPAN("2.1")));
    DBN_TRY(put(w, DBN_SPAN("\" xml:space=\"preserve\" srcLang=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->source_lang));
    DBN_TRY(put(w, DBN_SPAN("\" trgLang=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->target_lang));
    DBN_TRY(put(w, DBN_SPAN("\">\n<file id=\"f1\" original=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->original));
    DBN_TRY(put(w, DBN_SPAN("\">\n" METADATA)));
    DBN_TRY(put_meta_number(w, DBN_SPAN("bytes"), page->bytes));
    DBN_TRY(put_meta(w, DBN_SPAN("hash"), page->hash));
    DBN_TRY(put_meta(w, DBN_SPAN("charset"), page->charset));
    DBN_TRY(put_meta_number(w, DBN_SPAN("units"), w->b->units.count));
    DBN_TRY(put(w, DBN_SPAN(METADATA_END)));
    return dbn_xliff_has_note(w->b, DBN_NOTE_SIZE)
               ? put(w, DBN_SPAN("<slr:profiles storageProfile=\"xliff:utf8\"/>\n"))
               : DBN_OK;
}

dbn_status
dbn_write_xliff(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                const dbn_xliff_options *options)
{
    writing w = {.out = out, .arena = arena, .b = b, .options = options};
    DBN_TRY(name_parts(&w));
    DBN_TRY(put_head(&w));
    for (uint32_t i = 0; i < b->units.count; i++)
        DBN_TRY(put_unit(&w, i));
    return put(&w, DBN_SPAN("</file>\n</xliff>\n"));
}
