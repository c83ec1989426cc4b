#include "write/bitext.h"

#include "write/escape.h"
#include "write/html_bitext.h"
#include "write/json.h"

typedef struct bitext_writer {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_bitext_page *page;
} bitext_writer;

static dbn_status
raw(bitext_writer *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

static dbn_status
number(bitext_writer *w, uint64_t value)
{
    return dbn_json_number(w->out, w->arena, value);
}

/* Thousandths as 0.987. */
static dbn_status
thousandths(bitext_writer *w, uint32_t value)
{
    char text[6] = {(char)('0' + value / 1000), '.', (char)('0' + value / 100 % 10),
                    (char)('0' + value / 10 % 10), (char)('0' + value % 10)};
    return raw(w, (dbn_span){text, 5});
}

static dbn_status
numbers(bitext_writer *w, dbn_range range)
{
    for (uint32_t i = range.beg; i < range.end; i++) {
        if (i > range.beg)
            DBN_TRY(raw(w, DBN_SPAN(",")));
        DBN_TRY(number(w, i));
    }
    return DBN_OK;
}

/* How a text is written. */
typedef dbn_status (*put)(dbn_buffer *, dbn_arena *, dbn_span);

/* The segments of one side of a bead, joined by spaces. */
static dbn_status
joined(bitext_writer *w, const dbn_bitext_side *side, dbn_range range, put put_text)
{
    for (uint32_t i = range.beg; i < range.end; i++) {
        if (i > range.beg)
            DBN_TRY(raw(w, DBN_SPAN(" ")));
        DBN_TRY(put_text(w->out, w->arena, side->segments[i]));
    }
    return DBN_OK;
}

/* ---- beads, tables --------------------------------------------------------------- */

static dbn_status
write_bead(bitext_writer *w, uint32_t at)
{
    const dbn_bead *bead = &w->page->beads[at];
    DBN_TRY(numbers(w, bead->source));
    DBN_TRY(raw(w, DBN_SPAN("\t")));
    DBN_TRY(numbers(w, bead->target));
    DBN_TRY(raw(w, DBN_SPAN("\t")));
    DBN_TRY(thousandths(w, bead->confidence));
    if ((bead->flags & DBN_BEAD_MOVED) != 0)
        DBN_TRY(raw(w, DBN_SPAN("\tmoved")));
    return raw(w, DBN_SPAN("\n"));
}

static dbn_status
links_of(bitext_writer *w, uint32_t bead)
{
    const uint32_t *first = w->page->first_link;
    for (uint32_t i = first == NULL ? 0 : first[bead];
         first != NULL && i < first[bead + 1]; i++) {
        if (i > first[bead])
            DBN_TRY(raw(w, DBN_SPAN(" ")));
        DBN_TRY(number(w, w->page->links[i].source));
        DBN_TRY(raw(w, DBN_SPAN("-")));
        DBN_TRY(number(w, w->page->links[i].target));
    }
    return DBN_OK;
}

/* The tokens of one side of a bead, spaces between them; its text where there are
 * none. */
static dbn_status
cell(bitext_writer *w, const dbn_bitext_side *side, dbn_range range, uint32_t bead)
{
    if (side->first_token == NULL)
        return joined(w, side, range, dbn_write_cell);
    for (uint32_t i = side->first_token[bead]; i < side->first_token[bead + 1]; i++) {
        if (i > side->first_token[bead])
            DBN_TRY(raw(w, DBN_SPAN(" ")));
        DBN_TRY(dbn_write_cell(w->out, w->arena, side->tokens[i]));
    }
    return DBN_OK;
}

static dbn_status
write_row(bitext_writer *w, uint32_t at)
{
    const dbn_bead *bead = &w->page->beads[at];
    DBN_TRY(cell(w, &w->page->source, bead->source, at));
    DBN_TRY(raw(w, DBN_SPAN("\t")));
    DBN_TRY(cell(w, &w->page->target, bead->target, at));
    DBN_TRY(raw(w, DBN_SPAN("\t")));
    DBN_TRY(thousandths(w, bead->confidence));
    bool is_moved = (bead->flags & DBN_BEAD_MOVED) != 0;
    if (is_moved || w->page->first_link != NULL)
        DBN_TRY(raw(w, is_moved ? DBN_SPAN("\tmoved") : DBN_SPAN("\t")));
    if (w->page->first_link != NULL) {
        DBN_TRY(raw(w, DBN_SPAN("\t")));
        DBN_TRY(links_of(w, at));
    }
    return raw(w, DBN_SPAN("\n"));
}

static dbn_status
write_links(bitext_writer *w, uint32_t at)
{
    DBN_TRY(links_of(w, at));
    return raw(w, DBN_SPAN("\n"));
}

/* ---- TMX 1.4 --------------------------------------------------------------------- */

static dbn_status
xml(bitext_writer *w, dbn_span text)
{
    return dbn_write_xml(w->out, w->arena, text);
}

static dbn_status
write_variant(bitext_writer *w, const dbn_bitext_side *side, dbn_range range)
{
    DBN_TRY(raw(w, DBN_SPAN("<tuv xml:lang=\"")));
    DBN_TRY(xml(w, side->lang));
    DBN_TRY(raw(w, DBN_SPAN("\"><seg>")));
    DBN_TRY(joined(w, side, range, dbn_write_xml));
    return raw(w, DBN_SPAN("</seg></tuv>\n"));
}

/* A memory holds translations: beads with an empty side are none. */
static dbn_status
write_unit(bitext_writer *w, uint32_t at)
{
    const dbn_bead *bead = &w->page->beads[at];
    if (bead->source.beg == bead->source.end || bead->target.beg == bead->target.end)
        return DBN_OK;
    DBN_TRY(raw(w, DBN_SPAN("<tu>\n<prop type=\"x-confidence\">")));
    DBN_TRY(thousandths(w, bead->confidence));
    DBN_TRY(raw(w, DBN_SPAN("</prop>\n")));
    DBN_TRY(write_variant(w, &w->page->source, bead->source));
    DBN_TRY(write_variant(w, &w->page->target, bead->target));
    return raw(w, DBN_SPAN("</tu>\n"));
}

static dbn_status
write_head(bitext_writer *w)
{
    DBN_TRY(
        raw(w, DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<tmx version=\"1.4\">\n"
                        "<header creationtool=\"doublon\" creationtoolversion=\"")));
    DBN_TRY(xml(w, dbn_span_of(w->page->version)));
    DBN_TRY(raw(w, DBN_SPAN("\" segtype=\"sentence\" o-tmf=\"doublon\" "
                            "adminlang=\"en\" srclang=\"")));
    DBN_TRY(xml(w, w->page->source.lang));
    return raw(w, DBN_SPAN("\" datatype=\"plaintext\"/>\n<body>\n"));
}

/* ---- JSON Lines ------------------------------------------------------------------ */

static dbn_status
side_member(bitext_writer *w, dbn_span key, const dbn_bitext_side *side,
            dbn_range range)
{
    DBN_TRY(raw(w, key));
    DBN_TRY(raw(w, DBN_SPAN("[")));
    for (uint32_t i = range.beg; i < range.end; i++) {
        DBN_TRY(raw(w, i > range.beg ? DBN_SPAN(",{\"segment\":")
                                     : DBN_SPAN("{\"segment\":")));
        DBN_TRY(number(w, i));
        DBN_TRY(raw(w, DBN_SPAN(",\"from\":")));
        DBN_TRY(number(w, side->ranges[i].beg));
        DBN_TRY(raw(w, DBN_SPAN(",\"to\":")));
        DBN_TRY(number(w, side->ranges[i].end));
        DBN_TRY(raw(w, DBN_SPAN(",\"text\":")));
        DBN_TRY(dbn_json_string(w->out, w->arena, side->segments[i]));
        DBN_TRY(raw(w, DBN_SPAN("}")));
    }
    return raw(w, DBN_SPAN("]"));
}

static dbn_status
write_object(bitext_writer *w)
{
    const dbn_bitext_page *page = w->page;
    DBN_TRY(raw(w, DBN_SPAN("{\"source\":")));
    DBN_TRY(dbn_json_name(w->out, w->arena, page->source.name));
    DBN_TRY(raw(w, DBN_SPAN(",\"target\":")));
    DBN_TRY(dbn_json_name(w->out, w->arena, page->target.name));
    DBN_TRY(raw(w, DBN_SPAN(",\"doublon\":{\"schema\":1,\"version\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, dbn_span_of(page->version)));
    DBN_TRY(raw(w, DBN_SPAN(",\"offsets\":\"bytes\",\"langs\":[")));
    DBN_TRY(dbn_json_string(w->out, w->arena, page->source.lang));
    DBN_TRY(raw(w, DBN_SPAN(",")));
    DBN_TRY(dbn_json_string(w->out, w->arena, page->target.lang));
    DBN_TRY(raw(w, DBN_SPAN("],\"beads\":[")));
    for (uint32_t i = 0; i < page->bead_count; i++) {
        const dbn_bead *bead = &page->beads[i];
        DBN_TRY(raw(w, i > 0 ? DBN_SPAN(",{") : DBN_SPAN("{")));
        DBN_TRY(side_member(w, DBN_SPAN("\"source\":"), &page->source, bead->source));
        DBN_TRY(side_member(w, DBN_SPAN(",\"target\":"), &page->target, bead->target));
        DBN_TRY(raw(w, DBN_SPAN(",\"confidence\":")));
        DBN_TRY(thousandths(w, bead->confidence));
        DBN_TRY(raw(w, (bead->flags & DBN_BEAD_MOVED) != 0
                           ? DBN_SPAN(",\"moved\":true}")
                           : DBN_SPAN("}")));
    }
    return raw(w, DBN_SPAN("]}}\n"));
}

static dbn_status
each(bitext_writer *w, dbn_status (*write)(bitext_writer *w, uint32_t bead))
{
    for (uint32_t i = 0; i < w->page->bead_count; i++)
        DBN_TRY(write(w, i));
    return DBN_OK;
}

dbn_status
dbn_write_bitext(dbn_buffer *out, dbn_arena *arena, const dbn_bitext_page *page,
                 dbn_bitext_format format)
{
    bitext_writer w = {out, arena, page};
    switch (format) {
    case DBN_BITEXT_BEADS:
        return each(&w, write_bead);
    case DBN_BITEXT_TSV:
        return each(&w, write_row);
    case DBN_BITEXT_TMX:
        if (page->first)
            DBN_TRY(write_head(&w));
        DBN_TRY(each(&w, write_unit));
        return page->last ? raw(&w, DBN_SPAN("</body>\n</tmx>\n")) : DBN_OK;
    case DBN_BITEXT_JSONL:
        return write_object(&w);
    case DBN_BITEXT_PHARAOH:
        return each(&w, write_links);
    case DBN_BITEXT_HTML:
        return dbn_write_bitext_html(out, arena, page);
    }
    return DBN_OK;
}
