/*
 * A trans-unit holds markup in bpt, ept, it and ph, numbered by their place in the
 * sources of the unit; the halves of a pair have one rid.
 *
 *     <trans-unit id="u4">  source, seg-source of segments, target of segments, context
 *     <group id="u4">       context, then a trans-unit a part: for tools that cut no
 *                           segments of their own, and hide what has no target
 */
#include "write/xliff12.h"
#include "write/xliff.h"

#include "base/utf8.h"
#include "write/escape.h"
#include "write/json.h"

typedef struct writing {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_bilingual *b;
    const dbn_xliff_options *options;
    uint32_t piece_beg; /* of the unit under way */
    uint32_t term;      /* the next to be written */
    uint32_t note;      /* likewise */
    uint32_t match;     /* likewise */
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

/* ---- text ------------------------------------------------------------------------ */

/* Controls, U+FFFE and U+FFFF are no characters of XML. */
static bool
is_xml(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_none = c == 0xEF && text.len - i >= 3 &&
                       (unsigned char)text.ptr[i + 1] == 0xBF &&
                       (unsigned char)text.ptr[i + 2] >= 0xBE;
        if (is_none || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
            return false;
    }
    return true;
}

static bool
can_hold(const dbn_bilingual *b, uint32_t unit)
{
    dbn_pieces sources = dbn_bilingual_sources(b, unit);
    for (uint32_t i = sources.beg; i < sources.end; i++)
        if (!is_xml(b->pieces.items[i].text))
            return false;
    return true;
}

/* A carriage return as it is would be read as a line feed. */
static dbn_span
in_element(char c)
{
    return c == '\r'  ? DBN_SPAN("&#13;")
           : c == '"' ? DBN_SPAN("")
                      : dbn_markup_for((unsigned char)c);
}

dbn_status
dbn_xliff12_text(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    return dbn_write_escaped(out, arena, text, in_element);
}

static dbn_status
put_text(writing *w, dbn_span text)
{
    return dbn_xliff12_text(w->out, w->arena, text);
}

/* ---- codes ----------------------------------------------------------------------- */

static dbn_span
type_of(uint8_t mark)
{
    switch ((dbn_mark_kind)mark) {
    case DBN_MARK_BOLD:
        return DBN_SPAN(" ctype=\"bold\"");
    case DBN_MARK_ITALIC:
        return DBN_SPAN(" ctype=\"italic\"");
    case DBN_MARK_UNDERLINE:
        return DBN_SPAN(" ctype=\"underlined\"");
    case DBN_MARK_BREAK:
        return DBN_SPAN(" ctype=\"lb\"");
    case DBN_MARK_LINK:
        return DBN_SPAN(" ctype=\"link\"");
    case DBN_MARK_IMAGE:
        return DBN_SPAN(" ctype=\"image\"");
    default:
        return DBN_SPAN("");
    }
}

/* <NAME id="…" MORE>markup</NAME>; an end has no type. */
static dbn_status
put_code(writing *w, const dbn_piece *piece, dbn_span name, dbn_span more)
{
    bool has_type = piece->kind != DBN_PIECE_END;
    DBN_TRY(put(w, DBN_SPAN("<")));
    DBN_TRY(put(w, name));
    DBN_TRY(put_number(w, DBN_SPAN(" id=\""), piece->code - w->piece_beg + 1,
                       DBN_SPAN("\"")));
    DBN_TRY(put(w, more));
    DBN_TRY(put(w, has_type ? type_of(piece->mark) : DBN_SPAN("")));
    DBN_TRY(put(w, DBN_SPAN(">")));
    DBN_TRY(put_text(w, piece->text));
    DBN_TRY(put(w, DBN_SPAN("</")));
    DBN_TRY(put(w, name));
    return put(w, DBN_SPAN(">"));
}

/* The half of a pair whose other half stands in another text, or in none, is isolated.
 */
static dbn_status
put_half(writing *w, const dbn_piece *piece)
{
    const dbn_piece *pieces = w->b->pieces.items;
    bool is_start = piece->kind == DBN_PIECE_START;
    bool has_partner = piece->partner != DBN_NONE;
    bool is_isolated =
        !has_partner || (w->options->is_by_sentence &&
                         pieces[piece->partner].part != pieces[piece->code].part);
    dbn_buffer more = {0};
    if (is_isolated)
        DBN_TRY(dbn_json_raw(&more, w->arena,
                             is_start ? DBN_SPAN(" pos=\"open\"")
                                      : DBN_SPAN(" pos=\"close\"")));
    if (has_partner) {
        uint32_t start = is_start ? piece->code : piece->partner;
        DBN_TRY(dbn_json_raw(&more, w->arena, DBN_SPAN(" rid=\"")));
        DBN_TRY(dbn_json_number(&more, w->arena, start - w->piece_beg + 1));
        DBN_TRY(dbn_json_raw(&more, w->arena, DBN_SPAN("\"")));
    }
    dbn_span name = is_isolated ? DBN_SPAN("it")
                    : is_start  ? DBN_SPAN("bpt")
                                : DBN_SPAN("ept");
    return put_code(w, piece, name, (dbn_span){more.items, more.count});
}

static dbn_status
put_pieces(writing *w, dbn_pieces pieces)
{
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &w->b->pieces.items[i];
        switch ((dbn_piece_kind)piece->kind) {
        case DBN_PIECE_TEXT:
            DBN_TRY(put_text(w, piece->text));
            break;
        case DBN_PIECE_CODE:
            DBN_TRY(put_code(w, piece, DBN_SPAN("ph"), DBN_SPAN("")));
            break;
        case DBN_PIECE_START:
        case DBN_PIECE_END:
            DBN_TRY(put_half(w, piece));
            break;
        }
    }
    return DBN_OK;
}

/* ---- context --------------------------------------------------------------------- */

static dbn_status
put_context(writing *w, dbn_span type, dbn_span value)
{
    DBN_TRY(put(w, DBN_SPAN("<context context-type=\"x-doublon-")));
    DBN_TRY(put(w, type));
    DBN_TRY(put(w, DBN_SPAN("\">")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, value));
    return put(w, DBN_SPAN("</context>"));
}

static dbn_status
put_context_number(writing *w, dbn_span type, uint32_t value)
{
    dbn_buffer digits = {0};
    DBN_TRY(dbn_json_number(&digits, w->arena, value));
    return put_context(w, type, (dbn_span){digits.items, digits.count});
}

static dbn_status
put_contexts(writing *w, uint32_t index)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    char digest[DBN_DIGEST_BYTES];
    dbn_bilingual_digest(digest, w->b, index);
    DBN_TRY(put(w, DBN_SPAN("<context-group name=\"doublon\" purpose=\"location\">")));
    DBN_TRY(put_context_number(w, DBN_SPAN("from"), unit->source.beg));
    DBN_TRY(put_context_number(w, DBN_SPAN("to"), unit->source.end));
    DBN_TRY(put_context(w, DBN_SPAN("role"), unit->role));
    DBN_TRY(put_context(w, DBN_SPAN("writing"),
                        dbn_writing_name((dbn_writing)unit->writing)));
    DBN_TRY(put_context(w, DBN_SPAN("digest"), (dbn_span){digest, sizeof digest}));
    if (unit->writing == DBN_WRITTEN_AS_TEXT && unit->part_end - unit->part_beg > 1) {
        dbn_buffer ends = {0};
        DBN_TRY(dbn_xliff_ends(&ends, w->arena, w->b, unit));
        DBN_TRY(put_context(w, DBN_SPAN("ends"), (dbn_span){ends.items, ends.count}));
    }
    return put(w, DBN_SPAN("</context-group>\n"));
}

/* Terms of a unit as a note: what they are, and what they become. */
static dbn_status
put_terms(writing *w, uint32_t unit)
{
    while (w->term < w->b->terms.count && w->b->terms.items[w->term].unit < unit)
        w->term++;
    for (; w->term < w->b->terms.count && w->b->terms.items[w->term].unit == unit;
         w->term++) {
        const dbn_unit_term *term = &w->b->terms.items[w->term];
        DBN_TRY(put(w, DBN_SPAN("<note from=\"doublon\" annotates=\"source\">")));
        DBN_TRY(dbn_write_xml(w->out, w->arena, term->term));
        DBN_TRY(put(w, DBN_SPAN(" = ")));
        DBN_TRY(dbn_write_xml(w->out, w->arena, term->translation));
        DBN_TRY(put(w, DBN_SPAN("</note>\n")));
    }
    return DBN_OK;
}

/* What the author says of it. */
static dbn_status
put_notes(writing *w, uint32_t unit)
{
    while (w->note < w->b->notes.count && w->b->notes.items[w->note].unit < unit)
        w->note++;
    for (uint32_t i = w->note;
         i < w->b->notes.count && w->b->notes.items[i].unit == unit; i++) {
        const dbn_unit_note *note = &w->b->notes.items[i];
        DBN_TRY(put(w, note->is_alert
                           ? DBN_SPAN("<note annotates=\"source\" priority=\"1\">")
                           : DBN_SPAN("<note annotates=\"source\" priority=\"2\">")));
        DBN_TRY(dbn_write_xml(w->out, w->arena, note->text));
        DBN_TRY(put(w, DBN_SPAN("</note>\n")));
    }
    return DBN_OK;
}

/* What a memory or an earlier version has that is like its segments. */
static dbn_status
put_matches(writing *w, uint32_t index)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    while (w->match < w->b->matches.count) {
        const dbn_unit_match *match = &w->b->matches.items[w->match];
        if (match->part < unit->part_beg || match->part >= unit->part_end)
            break;
        w->match++;
        DBN_TRY(put_number(w, DBN_SPAN("<alt-trans mid=\""),
                           match->part - unit->part_beg + 1, DBN_SPAN("\"")));
        DBN_TRY(put_number(w, DBN_SPAN(" match-quality=\""),
                           match->score < 100 ? match->score : 100, DBN_SPAN("%\"")));
        DBN_TRY(dbn_xliff_match(w->out, w->arena, match));
        DBN_TRY(put(w, DBN_SPAN("</alt-trans>\n")));
    }
    return DBN_OK;
}

/* ---- units ----------------------------------------------------------------------- */

static dbn_span
state_of(const dbn_unit_part *part)
{
    switch ((dbn_state)part->state) {
    case DBN_STATE_OPEN:
        return DBN_SPAN(" state=\"needs-translation\"");
    case DBN_STATE_REVIEW:
        return DBN_SPAN(" state=\"needs-review-translation\"");
    case DBN_STATE_TRANSLATED:
        return DBN_SPAN(" state=\"translated\"");
    case DBN_STATE_REVIEWED:
        return DBN_SPAN(" state=\"signed-off\"");
    case DBN_STATE_FINAL:
        return DBN_SPAN(" state=\"final\"");
    }
    return DBN_SPAN("");
}

static const dbn_unit_part *
least(const dbn_bilingual *b, dbn_range parts)
{
    const dbn_unit_part *found = &b->parts.items[parts.beg];
    for (uint32_t i = parts.beg; i < parts.end; i++) {
        const dbn_unit_part *part = &b->parts.items[i];
        if (part->has_target && part->state == DBN_STATE_REVIEW)
            return part;
        if (part->is_segment && (!found->is_segment || part->state < found->state))
            found = part;
    }
    return found;
}

dbn_span
dbn_xliff12_state(const dbn_bilingual *b, dbn_range parts)
{
    return state_of(least(b, parts));
}

static dbn_status
put_segments(writing *w, const dbn_bilingual_unit *unit, bool is_target)
{
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++) {
        const dbn_unit_part *part = &w->b->parts.items[i];
        if (part->is_segment)
            DBN_TRY(put_number(w, DBN_SPAN("<mrk mtype=\"seg\" mid=\""),
                               i - unit->part_beg + 1, DBN_SPAN("\">")));
        if (!part->is_segment || !is_target)
            DBN_TRY(put_pieces(w, part->source));
        else if (part->has_target)
            DBN_TRY(put_pieces(w, part->target));
        if (part->is_segment)
            DBN_TRY(put(w, DBN_SPAN("</mrk>")));
    }
    return DBN_OK;
}

static dbn_status
put_head_of(writing *w, dbn_span element, uint32_t index, bool is_locked)
{
    DBN_TRY(put(w, element));
    DBN_TRY(put_number(w, DBN_SPAN(" id=\"u"), index + 1, DBN_SPAN("\"")));
    return put(w, is_locked ? DBN_SPAN(" translate=\"no\" xml:space=\"preserve\">\n")
                            : DBN_SPAN(" xml:space=\"preserve\">\n"));
}

static dbn_status
put_segmented(writing *w, uint32_t index, bool is_locked)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    const dbn_range parts = {unit->part_beg, unit->part_end};
    bool has_target = false;
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        has_target |= w->b->parts.items[i].has_target;
    DBN_TRY(put_head_of(w, DBN_SPAN("<trans-unit"), index, is_locked));
    DBN_TRY(put(w, DBN_SPAN("<source>")));
    DBN_TRY(put_pieces(w, dbn_bilingual_sources(w->b, index)));
    DBN_TRY(put(w, DBN_SPAN("</source>\n<seg-source>")));
    DBN_TRY(put_segments(w, unit, false));
    DBN_TRY(put(w, DBN_SPAN("</seg-source>\n")));
    if (has_target) {
        DBN_TRY(put(w, DBN_SPAN("<target")));
        DBN_TRY(put(w, dbn_xliff12_state(w->b, parts)));
        DBN_TRY(put(w, DBN_SPAN(">")));
        DBN_TRY(put_segments(w, unit, true));
        DBN_TRY(put(w, DBN_SPAN("</target>\n")));
    }
    DBN_TRY(put_contexts(w, index));
    DBN_TRY(put_terms(w, index));
    DBN_TRY(put_notes(w, index));
    DBN_TRY(put_matches(w, index));
    return put(w, DBN_SPAN("</trans-unit>\n"));
}

/* What has no target is not offered. */
static dbn_status
put_sentence(writing *w, uint32_t index, uint32_t number, bool is_locked)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    const dbn_unit_part *part = &w->b->parts.items[unit->part_beg + number];
    bool is_offered = part->is_segment && !is_locked;
    DBN_TRY(put_number(w, DBN_SPAN("<trans-unit id=\"u"), index + 1,
                       part->is_segment ? DBN_SPAN("-s") : DBN_SPAN("-i")));
    DBN_TRY(put_number(w, DBN_SPAN(""), number + 1, DBN_SPAN("\"")));
    DBN_TRY(put(w, is_offered ? DBN_SPAN(" xml:space=\"preserve\"><source>")
                              : DBN_SPAN(" translate=\"no\" xml:space=\"preserve\">"
                                         "<source>")));
    DBN_TRY(put_pieces(w, part->source));
    DBN_TRY(put(w, DBN_SPAN("</source>")));
    if (is_offered) {
        DBN_TRY(put(w, DBN_SPAN("<target")));
        DBN_TRY(put(w, state_of(part)));
        DBN_TRY(put(w, DBN_SPAN(">")));
        DBN_TRY(put_pieces(w, dbn_part_text(part)));
        DBN_TRY(put(w, DBN_SPAN("</target>")));
    }
    return put(w, DBN_SPAN("</trans-unit>\n"));
}

static dbn_status
put_sentences(writing *w, uint32_t index, bool is_locked)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    DBN_TRY(put_head_of(w, DBN_SPAN("<group"), index, is_locked));
    DBN_TRY(put_contexts(w, index));
    DBN_TRY(put_terms(w, index));
    DBN_TRY(put_notes(w, index));
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        DBN_TRY(put_sentence(w, index, i - unit->part_beg, is_locked));
    return put(w, DBN_SPAN("</group>\n"));
}

static dbn_status
put_unit(writing *w, uint32_t index)
{
    const dbn_bilingual_unit *unit = &w->b->units.items[index];
    bool is_locked =
        unit->is_locked || (w->options->is_once && dbn_xliff_is_repeated(w->b, unit));
    w->piece_beg = dbn_bilingual_sources(w->b, index).beg;
    return w->options->is_by_sentence ? put_sentences(w, index, is_locked)
                                      : put_segmented(w, index, is_locked);
}

/* ---- the file -------------------------------------------------------------------- */

static dbn_status
put_head(writing *w, uint32_t units)
{
    const dbn_bilingual_page *page = &w->b->page;
    DBN_TRY(put(w, DBN_SPAN("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                            "<xliff version=\"1.2\" "
                            "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n"
                            "<file original=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->original));
    DBN_TRY(put(w, DBN_SPAN("\" source-language=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->source_lang));
    DBN_TRY(put(w, DBN_SPAN("\" target-language=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->target_lang));
    DBN_TRY(put(w, DBN_SPAN("\" datatype=\"html\">\n<header><note from=\"doublon\">")));
    DBN_TRY(put_number(w, DBN_SPAN("bytes="), page->bytes, DBN_SPAN(" hash=")));
    DBN_TRY(put(w, page->hash));
    DBN_TRY(put(w, DBN_SPAN(" charset=")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->charset));
    return put_number(w, DBN_SPAN(" units="), units,
                      DBN_SPAN("</note></header>\n<body>\n"));
}

dbn_status
dbn_write_xliff12(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                  const dbn_xliff_options *options)
{
    writing w = {.out = out, .arena = arena, .b = b, .options = options};
    uint32_t units = 0;
    for (uint32_t i = 0; i < b->units.count; i++)
        units += can_hold(b, i);
    DBN_TRY(put_head(&w, units));
    for (uint32_t i = 0; i < b->units.count; i++)
        if (can_hold(b, i))
            DBN_TRY(put_unit(&w, i));
    return put(&w, DBN_SPAN("</body>\n</file>\n</xliff>\n"));
}
