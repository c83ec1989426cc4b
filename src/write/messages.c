#include "write/messages.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/cell.h"
#include "text/lines.h"
#include "write/escape.h"
#include "write/fragment.h"
#include "write/json.h"

typedef struct message {
    dbn_span text;
    uint32_t unit, part;
    uint32_t line;  /* of the page */
    uint32_t match; /* the best of its matches; DBN_NONE */
    uint32_t next;  /* message that says the same, further down; DBN_NONE */
    bool is_again;  /* it stands before */
} message;

typedef struct listing {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_bilingual *b;
    dbn_span original;
    uint32_t term;             /* the next to be written */
    uint32_t note;             /* likewise */
    uint32_t match;            /* of the next message, or of one behind it */
    DBN_VEC(message) messages; /* in the order of the page */
} listing;

static dbn_status
put(listing *l, dbn_span text)
{
    return dbn_json_raw(l->out, l->arena, text);
}

static dbn_status
put_number(listing *l, dbn_span before, uint32_t number, dbn_span after)
{
    DBN_TRY(put(l, before));
    DBN_TRY(dbn_json_number(l->out, l->arena, number));
    return put(l, after);
}

/* ---- messages -------------------------------------------------------------------- */

static dbn_status
put_pieces(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b, dbn_pieces pieces,
           const dbn_unit_part *part)
{
    bool is_plain = b->units.items[0].writing == DBN_WRITTEN_AS_TEXT;
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        bool is_tag = piece->kind == DBN_PIECE_TEXT ||
                      dbn_span_starts(piece->text, DBN_SPAN("<"));
        if (is_tag) {
            DBN_TRY(dbn_write_fragment(out, arena, b, (dbn_pieces){i, i + 1},
                                       is_plain ? DBN_WRITTEN_AS_TEXT
                                                : DBN_WRITTEN_AS_CONTENT));
            continue;
        }
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<x id=\"")));
        DBN_TRY(dbn_json_number(out, arena, piece->code - part->source.beg + 1));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\"/>")));
    }
    return DBN_OK;
}

dbn_status
dbn_write_message(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                  uint32_t part)
{
    const dbn_unit_part *own = &b->parts.items[part];
    return put_pieces(out, arena, b, own->source, own);
}

dbn_status
dbn_write_message_target(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                         uint32_t part)
{
    const dbn_unit_part *own = &b->parts.items[part];
    return put_pieces(out, arena, b, dbn_part_text(own), own);
}

static int
in_order(const void *first, const void *second)
{
    const message *a = *(const message *const *)first,
                  *b = *(const message *const *)second;
    int order = dbn_span_order(a->text, b->text);
    return order != 0 ? order : a < b ? -1 : a > b;
}

/* What is said again is told with the first that says it. */
static dbn_status
chain(listing *l)
{
    uint32_t count = l->messages.count;
    message **sorted = dbn_arena_alloc(l->arena, (count + 1) * sizeof *sorted);
    if (sorted == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = &l->messages.items[i];
    qsort(sorted, count, sizeof(message *), in_order);
    for (uint32_t i = 1; i < count; i++)
        if (dbn_span_equal(sorted[i - 1]->text, sorted[i]->text)) {
            sorted[i - 1]->next = (uint32_t)(sorted[i] - l->messages.items);
            sorted[i]->is_again = true;
        }
    return DBN_OK;
}

static dbn_status
add_message(listing *l, uint32_t unit, uint32_t part, uint32_t line)
{
    dbn_buffer text = {0};
    DBN_TRY(dbn_write_message(&text, l->arena, l->b, part));
    message m = {.text = {text.items, text.count},
                 .unit = unit,
                 .part = part,
                 .line = line,
                 .match = DBN_NONE,
                 .next = DBN_NONE};
    for (; l->match < l->b->matches.count && l->b->matches.items[l->match].part == part;
         l->match++)
        m.match = m.match == DBN_NONE ? l->match : m.match;
    return dbn_vec_push(l->arena, &l->messages, m);
}

static dbn_status
gather(listing *l, dbn_span source)
{
    dbn_line_index lines;
    DBN_TRY(dbn_line_index_make(&lines, source, l->arena));
    for (uint32_t i = 0; i < l->b->units.count; i++) {
        const dbn_bilingual_unit *unit = &l->b->units.items[i];
        uint32_t line = dbn_place_of(&lines, unit->source.beg).line;
        for (uint32_t k = unit->part_beg; k < unit->part_end && !unit->is_locked; k++)
            if (l->b->parts.items[k].is_segment)
                DBN_TRY(add_message(l, i, k, line));
    }
    return chain(l);
}

/* A name that both formats can hold. */
static dbn_span
name_of(const dbn_bilingual *b)
{
    dbn_span name = b->page.original;
    bool is_odd = dbn_utf8_invalid_at(name, 0) < name.len;
    for (size_t i = 0; i < name.len; i++)
        is_odd |= (unsigned char)name.ptr[i] < 0x20;
    return is_odd ? DBN_SPAN("page") : name;
}

/* ---- PO -------------------------------------------------------------------------- */

dbn_status
dbn_write_po_string(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    size_t from = 0;
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\"")));
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_escaped = c == '"' || c == '\\' || c < 0x20;
        if (!is_escaped)
            continue;
        char escape[4] = {'\\', (char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)),
                          (char)('0' + (c & 7))};
        size_t len =
            c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r' ? 2 : 4;
        if (len == 2)
            escape[1] = c == '\n' ? 'n' : c == '\t' ? 't' : c == '\r' ? 'r' : (char)c;
        DBN_TRY(dbn_json_raw(out, arena, (dbn_span){text.ptr + from, i - from}));
        DBN_TRY(dbn_json_raw(out, arena, (dbn_span){escape, len}));
        from = i + 1;
    }
    if (from < text.len)
        DBN_TRY(dbn_json_raw(out, arena, (dbn_span){text.ptr + from, text.len - from}));
    return dbn_json_raw(out, arena, DBN_SPAN("\""));
}

static dbn_status
put_string(listing *l, dbn_span text)
{
    DBN_TRY(dbn_write_po_string(l->out, l->arena, text));
    return put(l, DBN_SPAN("\n"));
}

static dbn_status
put_field(listing *l, dbn_span name, dbn_span value)
{
    dbn_buffer line = {0};
    DBN_TRY(dbn_json_raw(&line, l->arena, name));
    DBN_TRY(dbn_json_raw(&line, l->arena, value));
    DBN_TRY(dbn_json_raw(&line, l->arena, DBN_SPAN("\n")));
    return put_string(l, (dbn_span){line.items, line.count});
}

static dbn_status
put_head(listing *l)
{
    const dbn_bilingual_page *page = &l->b->page;
    DBN_TRY(put(l, DBN_SPAN("msgid \"\"\nmsgstr \"\"\n")));
    DBN_TRY(put_field(l, DBN_SPAN("Project-Id-Version: "), l->original));
    DBN_TRY(put_field(l, DBN_SPAN("Language: "), page->target_lang));
    DBN_TRY(put_field(l, DBN_SPAN("MIME-Version: "), DBN_SPAN("1.0")));
    DBN_TRY(put_field(l, DBN_SPAN("Content-Type: "),
                      DBN_SPAN("text/plain; charset=UTF-8")));
    DBN_TRY(put_field(l, DBN_SPAN("Content-Transfer-Encoding: "), DBN_SPAN("8bit")));
    DBN_TRY(put_field(l, DBN_SPAN("X-Source-Language: "), page->source_lang));
    return put_field(l, DBN_SPAN("X-Doublon-Page: "), l->original);
}

/* gettext marks off a name that has spaces by U+2068 and U+2069. */
static dbn_status
put_places(listing *l, const message *m)
{
    bool has_space = false;
    for (size_t i = 0; i < l->original.len; i++)
        has_space |= l->original.ptr[i] == ' ';
    DBN_TRY(put(l, DBN_SPAN("#:")));
    for (;; m = &l->messages.items[m->next]) {
        DBN_TRY(put(l, has_space ? DBN_SPAN(" \u2068") : DBN_SPAN(" ")));
        DBN_TRY(put(l, l->original));
        DBN_TRY(put_number(l, has_space ? DBN_SPAN("\u2069:") : DBN_SPAN(":"), m->line,
                           DBN_SPAN("")));
        if (m->next == DBN_NONE)
            return put(l, DBN_SPAN("\n"));
    }
}

/* A target as a message. */
static dbn_status
write_target(listing *l, dbn_buffer *out, uint32_t part)
{
    const dbn_unit_part *own = &l->b->parts.items[part];
    return own->has_target ? put_pieces(out, l->arena, l->b, own->target, own) : DBN_OK;
}

/* "#. term = translation", for translators to see. */
static dbn_status
put_terms(listing *l, uint32_t unit)
{
    while (l->term < l->b->terms.count && l->b->terms.items[l->term].unit < unit)
        l->term++;
    for (uint32_t i = l->term;
         i < l->b->terms.count && l->b->terms.items[i].unit == unit; i++) {
        DBN_TRY(put(l, DBN_SPAN("#. ")));
        DBN_TRY(dbn_write_cell(l->out, l->arena, l->b->terms.items[i].term));
        DBN_TRY(put(l, DBN_SPAN(" = ")));
        DBN_TRY(dbn_write_cell(l->out, l->arena, l->b->terms.items[i].translation));
        DBN_TRY(put(l, DBN_SPAN("\n")));
    }
    return DBN_OK;
}

/* "#. what its author says", likewise. */
static dbn_status
put_notes(listing *l, uint32_t unit)
{
    while (l->note < l->b->notes.count && l->b->notes.items[l->note].unit < unit)
        l->note++;
    for (uint32_t i = l->note;
         i < l->b->notes.count && l->b->notes.items[i].unit == unit; i++) {
        DBN_TRY(put(l, DBN_SPAN("#. ")));
        DBN_TRY(dbn_write_cell(l->out, l->arena, l->b->notes.items[i].text));
        DBN_TRY(put(l, DBN_SPAN("\n")));
    }
    return DBN_OK;
}

static dbn_status
put_message(listing *l, const message *m)
{
    dbn_buffer target = {0};
    const dbn_unit_part *part = &l->b->parts.items[m->part];
    DBN_TRY(write_target(l, &target, m->part));
    DBN_TRY(put(l, DBN_SPAN("\n#. ")));
    DBN_TRY(put(l, l->b->units.items[m->unit].role));
    DBN_TRY(put(l, DBN_SPAN("\n")));
    DBN_TRY(put_terms(l, m->unit));
    DBN_TRY(put_notes(l, m->unit));
    DBN_TRY(put_places(l, m));
    const dbn_unit_match *match = m->match == DBN_NONE || part->has_target
                                      ? NULL
                                      : &l->b->matches.items[m->match];
    if (part->state == DBN_STATE_REVIEW || match != NULL)
        DBN_TRY(put(l, DBN_SPAN("#, fuzzy\n")));
    if (match != NULL) {
        DBN_TRY(put(l, DBN_SPAN("#| msgid ")));
        DBN_TRY(put_string(l, match->source));
    }
    DBN_TRY(put(l, DBN_SPAN("msgid ")));
    DBN_TRY(put_string(l, m->text));
    DBN_TRY(put(l, DBN_SPAN("msgstr ")));
    return put_string(l, match != NULL ? match->target
                                       : (dbn_span){target.items, target.count});
}

dbn_status
dbn_write_po(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b, dbn_span source)
{
    listing l = {.out = out, .arena = arena, .b = b, .original = name_of(b)};
    DBN_TRY(gather(&l, source));
    DBN_TRY(put_head(&l));
    for (uint32_t i = 0; i < l.messages.count; i++)
        if (!l.messages.items[i].is_again)
            DBN_TRY(put_message(&l, &l.messages.items[i]));
    return DBN_OK;
}

/* ---- TSV ------------------------------------------------------------------------- */

/* In quotes, as spreadsheets write it, where it would not be one cell otherwise. */
dbn_status
dbn_write_table_cell(dbn_buffer *out, dbn_arena *arena, dbn_span text, char separator)
{
    size_t from = 0;
    bool is_odd = false;
    for (size_t i = 0; i < text.len; i++)
        is_odd |= text.ptr[i] == '"' || text.ptr[i] == separator ||
                  (unsigned char)text.ptr[i] < 0x20;
    DBN_TRY(dbn_json_raw(out, arena, is_odd ? DBN_SPAN("\"") : DBN_SPAN("")));
    DBN_TRY(dbn_json_raw(out, arena,
                         dbn_cell_is_formula(text) ? DBN_SPAN("'") : DBN_SPAN("")));
    for (size_t i = 0; i < text.len && is_odd; i++) {
        if (text.ptr[i] != '"')
            continue;
        DBN_TRY(dbn_json_raw(out, arena, (dbn_span){text.ptr + from, i + 1 - from}));
        from = i;
    }
    if (from < text.len)
        DBN_TRY(dbn_json_raw(out, arena, (dbn_span){text.ptr + from, text.len - from}));
    return dbn_json_raw(out, arena, is_odd ? DBN_SPAN("\"") : DBN_SPAN(""));
}

static dbn_status
put_cell(listing *l, dbn_span text, dbn_span after)
{
    DBN_TRY(dbn_write_table_cell(l->out, l->arena, text, '\t'));
    return put(l, after);
}

static dbn_status
put_row(listing *l, const message *m)
{
    dbn_buffer target = {0};
    /* A table cannot say that somebody must look at it. */
    if (l->b->parts.items[m->part].state != DBN_STATE_REVIEW)
        DBN_TRY(write_target(l, &target, m->part));
    DBN_TRY(put_cell(l, l->original, DBN_SPAN("\t")));
    for (;; m = &l->messages.items[m->next]) {
        DBN_TRY(put_number(l, DBN_SPAN(""), m->line, DBN_SPAN("")));
        if (m->next == DBN_NONE)
            break;
        DBN_TRY(put(l, DBN_SPAN(" ")));
    }
    DBN_TRY(put(l, DBN_SPAN("\t")));
    DBN_TRY(put_cell(l, l->b->units.items[m->unit].role, DBN_SPAN("\t")));
    DBN_TRY(put_cell(l, m->text, DBN_SPAN("\t")));
    return put_cell(l, (dbn_span){target.items, target.count}, DBN_SPAN("\n"));
}

dbn_status
dbn_write_tsv(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
              dbn_span source)
{
    listing l = {.out = out, .arena = arena, .b = b, .original = name_of(b)};
    DBN_TRY(gather(&l, source));
    DBN_TRY(put(&l, DBN_SPAN("page\tlines\trole\tsource:")));
    DBN_TRY(put(&l, b->page.source_lang));
    DBN_TRY(put(&l, DBN_SPAN("\ttarget:")));
    DBN_TRY(put(&l, b->page.target_lang));
    DBN_TRY(put(&l, DBN_SPAN("\n")));
    for (uint32_t i = 0; i < l.messages.count; i++)
        if (!l.messages.items[i].is_again)
            DBN_TRY(put_row(&l, &l.messages.items[i]));
    return DBN_OK;
}
