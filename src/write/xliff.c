#include "write/xliff.h"

#include <stdio.h>

#include "base/utf8.h"
#include "write/escape.h"
#include "write/json.h"

typedef struct writing {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_page_units *units;
    uint32_t piece_beg; /* of the unit under way */
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
    return put(w, (dbn_span){text.ptr + from, text.len - from});
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
 * in the unit. */
static dbn_status
put_code(writing *w, uint32_t piece, dbn_span element, dbn_span more)
{
    uint32_t own = piece - w->piece_beg + 1;
    DBN_TRY(put(w, element));
    DBN_TRY(put_number(w, DBN_SPAN(" dataRef=\"d"), own, DBN_SPAN("\"")));
    DBN_TRY(put(w, type_of(w->units->pieces.items[piece].mark)));
    DBN_TRY(put(w, more));
    return put(w, DBN_SPAN("/>"));
}

static dbn_status
put_named(writing *w, uint32_t piece, dbn_span element, dbn_span more)
{
    DBN_TRY(put(w, element));
    DBN_TRY(
        put_number(w, DBN_SPAN(" id=\""), piece - w->piece_beg + 1, DBN_SPAN("\"")));
    return put_code(w, piece, DBN_SPAN(""), more);
}

/* Links, and codes that hold the page together: what stands alone, or has no
 * counterpart in the unit. They stay; bold may go. */
#define FIXED " canCopy=\"no\" canDelete=\"no\""

static dbn_status
put_pair(writing *w, uint32_t piece)
{
    const dbn_piece *start = &w->units->pieces.items[piece];
    uint32_t own = piece - w->piece_beg + 1, end = start->partner - w->piece_beg + 1;
    DBN_TRY(put_number(w, DBN_SPAN("<pc id=\""), own, DBN_SPAN("\"")));
    DBN_TRY(put_number(w, DBN_SPAN(" dataRefStart=\"d"), own, DBN_SPAN("\"")));
    DBN_TRY(put_number(w, DBN_SPAN(" dataRefEnd=\"d"), end, DBN_SPAN("\"")));
    DBN_TRY(put(w, type_of(start->mark)));
    if (start->mark == DBN_MARK_LINK)
        DBN_TRY(put(w, DBN_SPAN(FIXED)));
    return put(w, DBN_SPAN(">"));
}

static dbn_status
put_piece(writing *w, uint32_t at)
{
    const dbn_piece *pieces = w->units->pieces.items, *piece = &pieces[at];
    bool has_partner = piece->partner != DBN_NONE;
    bool is_near = has_partner && pieces[piece->partner].part == piece->part;
    switch ((dbn_piece_kind)piece->kind) {
    case DBN_PIECE_TEXT:
        return put_content(w, piece->text);
    case DBN_PIECE_CODE:
        return put_named(w, at, DBN_SPAN("<ph"), DBN_SPAN(FIXED));
    case DBN_PIECE_START:
        if (is_near)
            return put_pair(w, at);
        return put_named(w, at, DBN_SPAN("<sc"),
                         has_partner ? DBN_SPAN(FIXED)
                                     : DBN_SPAN(FIXED " isolated=\"yes\""));
    case DBN_PIECE_END:
        if (is_near)
            return put(w, DBN_SPAN("</pc>"));
        if (!has_partner)
            return put_named(w, at, DBN_SPAN("<ec"),
                             DBN_SPAN(FIXED " isolated=\"yes\""));
        DBN_TRY(put_number(w, DBN_SPAN("<ec startRef=\""),
                           piece->partner - w->piece_beg + 1, DBN_SPAN("\"")));
        return put_code(w, at, DBN_SPAN(""), DBN_SPAN(FIXED));
    }
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
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%zu", value);
    return put_meta(w, type, (dbn_span){digits, (size_t)len});
}

#define METADATA     "<mda:metadata><mda:metaGroup category=\"doublon\">"
#define METADATA_END "</mda:metaGroup></mda:metadata>\n"

static dbn_span
writing_name(uint8_t kind)
{
    return kind == DBN_UNIT_AS_TEXT      ? DBN_SPAN("text")
           : kind == DBN_UNIT_AS_CONTENT ? DBN_SPAN("content")
           : kind == DBN_UNIT_AS_VALUE   ? DBN_SPAN("value")
                                         : DBN_SPAN("bare");
}

/* Of all that a translator must not change. */
static void
digest_of(const writing *w, char out[DBN_DIGEST_BYTES], const dbn_page_unit *unit,
          uint32_t piece_end)
{
    uint64_t hash = DBN_HASH_START;
    char range[32];
    int len =
        snprintf(range, sizeof range, "%u-%u", unit->source.beg, unit->source.end);
    hash = dbn_digest_add(hash, (dbn_span){range, (size_t)len});
    hash = dbn_digest_add(hash, writing_name(unit->writing));
    for (uint32_t i = w->piece_beg; i < piece_end; i++)
        if (w->units->pieces.items[i].kind != DBN_PIECE_TEXT)
            hash = dbn_digest_add(hash, w->units->pieces.items[i].text);
    for (uint32_t i = w->piece_beg; i < piece_end; i++)
        if (w->units->pieces.items[i].kind == DBN_PIECE_TEXT)
            hash = dbn_digest_text(hash, w->units->pieces.items[i].text);
    dbn_digest_write(out, hash);
}

static dbn_status
put_data(writing *w, uint32_t piece_end)
{
    bool has_any = false;
    for (uint32_t i = w->piece_beg; i < piece_end; i++) {
        const dbn_piece *piece = &w->units->pieces.items[i];
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

static dbn_status
put_part(writing *w, const dbn_page_part *part, uint32_t number)
{
    DBN_TRY(put(w, part->is_segment ? DBN_SPAN("<segment id=\"s")
                                    : DBN_SPAN("<ignorable id=\"s")));
    DBN_TRY(put_number(w, DBN_SPAN(""), number, DBN_SPAN("\"><source>")));
    for (uint32_t i = part->piece_beg; i < part->piece_end; i++)
        DBN_TRY(put_piece(w, i));
    return put(w, part->is_segment ? DBN_SPAN("</source></segment>\n")
                                   : DBN_SPAN("</source></ignorable>\n"));
}

static dbn_status
put_unit(writing *w, uint32_t index)
{
    const dbn_page_unit *unit = &w->units->units.items[index];
    const dbn_page_part *parts = w->units->parts.items;
    uint32_t piece_end = parts[unit->part_end - 1].piece_end;
    char digest[DBN_DIGEST_BYTES];
    w->piece_beg = parts[unit->part_beg].piece_beg;
    digest_of(w, digest, unit, piece_end);
    DBN_TRY(
        put_number(w, DBN_SPAN("<unit id=\"u"), index + 1, DBN_SPAN("\">\n" METADATA)));
    DBN_TRY(put_meta_number(w, DBN_SPAN("from"), unit->source.beg));
    DBN_TRY(put_meta_number(w, DBN_SPAN("to"), unit->source.end));
    DBN_TRY(put_meta(w, DBN_SPAN("role"), unit->role));
    DBN_TRY(put_meta(w, DBN_SPAN("writing"), writing_name(unit->writing)));
    DBN_TRY(put_meta(w, DBN_SPAN("digest"), (dbn_span){digest, sizeof digest}));
    DBN_TRY(put(w, DBN_SPAN(METADATA_END)));
    DBN_TRY(put_data(w, piece_end));
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++)
        DBN_TRY(put_part(w, &parts[i], i - unit->part_beg + 1));
    return put(w, DBN_SPAN("</unit>\n"));
}

/* ---- the file ------------------------------------------------------------------- */

static dbn_status
put_head(writing *w, const dbn_xliff_page *page)
{
    char hash[DBN_DIGEST_BYTES];
    dbn_digest_write(hash, dbn_digest_add(DBN_HASH_START, page->source));
    DBN_TRY(put(w, DBN_SPAN("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
                            "xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" "
                            "version=\"2.1\" xml:space=\"preserve\" srcLang=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->source_lang));
    DBN_TRY(put(w, DBN_SPAN("\" trgLang=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->target_lang));
    DBN_TRY(put(w, DBN_SPAN("\">\n<file id=\"f1\" original=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, page->original));
    DBN_TRY(put(w, DBN_SPAN("\">\n" METADATA)));
    DBN_TRY(put_meta_number(w, DBN_SPAN("bytes"), page->source.len));
    DBN_TRY(put_meta(w, DBN_SPAN("hash"), (dbn_span){hash, sizeof hash}));
    DBN_TRY(put_meta(w, DBN_SPAN("charset"), page->charset));
    DBN_TRY(put_meta_number(w, DBN_SPAN("units"), w->units->units.count));
    return put(w, DBN_SPAN(METADATA_END));
}

dbn_status
dbn_write_xliff(dbn_buffer *out, dbn_arena *arena, const dbn_xliff_page *page,
                const dbn_page_units *units)
{
    writing w = {.out = out, .arena = arena, .units = units};
    DBN_TRY(put_head(&w, page));
    for (uint32_t i = 0; i < units->units.count; i++)
        DBN_TRY(put_unit(&w, i));
    return put(&w, DBN_SPAN("</file>\n</xliff>\n"));
}
