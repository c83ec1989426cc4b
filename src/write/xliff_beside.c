/*
 * What stands beside the segments of a unit of XLIFF 2: its terms, and what its author
 * says of it, in words or in attributes.
 */
#include "write/escape.h"
#include "write/json.h"
#include "write/xliff.h"

typedef struct writing {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_bilingual *b;
} writing;

static dbn_status
put(const writing *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

dbn_status
dbn_xliff_terms(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                uint32_t *next, uint32_t unit)
{
    const writing w = {out, arena, b};
    uint32_t first = *next;
    for (; *next < b->terms.count && b->terms.items[*next].unit == unit; ++*next) {
        const dbn_unit_term *term = &b->terms.items[*next];
        dbn_span rest = term->translation;
        DBN_TRY(put(&w, *next == first ? DBN_SPAN("<gls:glossary>\n") : DBN_SPAN("")));
        DBN_TRY(put(&w, DBN_SPAN("<gls:glossEntry><gls:term>")));
        DBN_TRY(dbn_write_xml(out, arena, term->term));
        DBN_TRY(put(&w, DBN_SPAN("</gls:term>")));
        for (dbn_span one; (one = dbn_translation_next(&rest)).len > 0;) {
            DBN_TRY(put(&w, DBN_SPAN("<gls:translation>")));
            DBN_TRY(dbn_write_xml(out, arena, one));
            DBN_TRY(put(&w, DBN_SPAN("</gls:translation>")));
        }
        DBN_TRY(put(&w, DBN_SPAN("</gls:glossEntry>\n")));
    }
    return *next == first ? DBN_OK : put(&w, DBN_SPAN("</gls:glossary>\n"));
}

/* ITS has a priority for what must not be missed. */
dbn_status
dbn_xliff_notes(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                uint32_t *next, uint32_t unit)
{
    const writing w = {out, arena, b};
    bool has_any = false;
    for (; *next < b->notes.count && b->notes.items[*next].unit == unit; ++*next) {
        const dbn_unit_note *note = &b->notes.items[*next];
        if (note->kind != DBN_NOTE_SAID)
            continue; /* in attributes of the unit */
        DBN_TRY(put(&w, has_any ? DBN_SPAN("") : DBN_SPAN("<notes>\n")));
        has_any = true;
        DBN_TRY(put(&w, note->is_alert
                            ? DBN_SPAN("<note appliesTo=\"source\" priority=\"1\">")
                            : DBN_SPAN("<note appliesTo=\"source\" priority=\"2\">")));
        DBN_TRY(dbn_write_xml(out, arena, note->text));
        DBN_TRY(put(&w, DBN_SPAN("</note>\n")));
    }
    return has_any ? put(&w, DBN_SPAN("</notes>\n")) : DBN_OK;
}

dbn_status
dbn_xliff_limits(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                 uint32_t next, uint32_t unit)
{
    const writing w = {out, arena, b};
    for (; next < b->notes.count && b->notes.items[next].unit == unit; next++) {
        const dbn_unit_note *note = &b->notes.items[next];
        if (note->kind == DBN_NOTE_SAID)
            continue;
        DBN_TRY(put(&w, note->kind == DBN_NOTE_SIZE
                            ? DBN_SPAN(" slr:storageRestriction=\"")
                            : DBN_SPAN(" its:allowedCharacters=\"")));
        DBN_TRY(dbn_write_xml(out, arena, note->value));
        DBN_TRY(put(&w, DBN_SPAN("\"")));
    }
    return DBN_OK;
}

bool
dbn_xliff_has_note(const dbn_bilingual *b, dbn_note_kind kind)
{
    for (uint32_t i = 0; i < b->notes.count; i++)
        if (b->notes.items[i].kind == kind)
            return true;
    return false;
}
