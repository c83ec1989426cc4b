/*
 * write/html_bitext.c - a text beside its translation, to be looked at: a row a bead.
 *
 *     1   Le serveur a été saisi à Gand.   The server was seized in Ghent.   .97
 *     2   La police refuse de commenter.                                     only in fr
 *     3   Une audience est prévue.         A hearing is due.   doubtful      .41
 *
 * The look is that of the reports, and so is the filter: what is doubtful, moved, or on
 * one side alone is named in words, and has its colour besides.
 */
#include "write/html_bitext.h"

#include "write/html.h"

typedef struct pair_writer {
    dbn_voice voice;
    const dbn_bitext_page *page;
    bool is_listed;
} pair_writer;

static dbn_status
raw(const pair_writer *w, dbn_span markup)
{
    return dbn_say_raw(&w->voice, markup);
}

static dbn_status
text(const pair_writer *w, dbn_span value)
{
    return dbn_html_text(&w->voice, value);
}

/* ---- what is to be seen of a bead ------------------------------------------------ */

static uint32_t
kinds_of(const dbn_bead *bead)
{
    bool is_alone =
        dbn_range_len(bead->source) == 0 || dbn_range_len(bead->target) == 0;
    if (is_alone)
        return DBN_HTML_ALONE;
    return ((bead->flags & DBN_BEAD_MOVED) != 0 ? DBN_HTML_MOVED : 0) |
           (bead->confidence < DBN_BEAD_DOUBTFUL ? DBN_HTML_DOUBTFUL : 0);
}

static dbn_html_counts
counts_of(const dbn_bitext_page *page)
{
    dbn_html_counts counts = {.of = DBN_HTML_OF_BITEXT};
    for (uint32_t i = 0; i < page->bead_count; i++) {
        uint32_t kinds = kinds_of(&page->beads[i]);
        counts.beads[0] += (kinds & DBN_HTML_DOUBTFUL) != 0;
        counts.beads[1] += (kinds & DBN_HTML_MOVED) != 0;
        counts.beads[2] += (kinds & DBN_HTML_ALONE) != 0;
    }
    return counts;
}

/* ---- rows ------------------------------------------------------------------------ */

/* The sentences of one side of a bead. */
static dbn_status
put_side(const pair_writer *w, const dbn_bitext_side *side, dbn_range range)
{
    DBN_TRY(raw(w, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(&w->voice, side->lang));
    DBN_TRY(raw(w, DBN_SPAN(">")));
    for (uint32_t i = range.beg; i < range.end; i++) {
        DBN_TRY(raw(w, DBN_SPAN("<p class=\"s\">")));
        DBN_TRY(text(w, side->segments[i]));
        DBN_TRY(raw(w, DBN_SPAN("</p>")));
    }
    return raw(w, DBN_SPAN("</td>\n"));
}

static dbn_status
put_word(const pair_writer *w, const char *english)
{
    DBN_TRY(raw(w, DBN_SPAN("<strong>")));
    DBN_TRY(raw(w, dbn_span_of(dbn_message(w->voice.ui, english))));
    return raw(w, DBN_SPAN("</strong> "));
}

/* What is to be said of a bead, in words, and how sure it is. */
static dbn_status
put_notes(const pair_writer *w, const dbn_bead *bead, uint32_t kinds)
{
    char share[16];
    int len =
        snprintf(share, sizeof share, "%u\xC2\xA0%%", (bead->confidence + 5U) / 10);
    DBN_TRY(raw(w, DBN_SPAN("<td class=\"c\">")));
    if ((kinds & DBN_HTML_DOUBTFUL) != 0)
        DBN_TRY(put_word(w, DBN_MESSAGE("doubtful")));
    if ((kinds & DBN_HTML_MOVED) != 0)
        DBN_TRY(put_word(w, DBN_MESSAGE("moved")));
    if ((kinds & DBN_HTML_ALONE) != 0)
        DBN_TRY(put_word(w, dbn_range_len(bead->target) == 0
                                ? DBN_MESSAGE("only in the text")
                                : DBN_MESSAGE("only in the translation")));
    DBN_TRY(raw(w, (dbn_span){share, (size_t)len}));
    return raw(w, DBN_SPAN("</td>\n"));
}

static dbn_status
put_row(const pair_writer *w, uint32_t at)
{
    const dbn_bead *bead = &w->page->beads[at];
    char number[16];
    int len = snprintf(number, sizeof number, "%u", at + 1);
    uint32_t kinds = kinds_of(bead);
    DBN_TRY(raw(w, DBN_SPAN("<tr")));
    DBN_TRY(dbn_html_class(&w->voice, "b", kinds));
    DBN_TRY(dbn_html_id(&w->voice, w->page->number, "b", at + 1));
    DBN_TRY(raw(w, DBN_SPAN(">\n<th scope=\"row\"><a")));
    DBN_TRY(dbn_html_href(&w->voice, w->page->number, "b", at + 1));
    DBN_TRY(raw(w, DBN_SPAN(">")));
    DBN_TRY(raw(w, (dbn_span){number, (size_t)len}));
    DBN_TRY(raw(w, DBN_SPAN("</a></th>\n")));
    DBN_TRY(put_side(w, &w->page->source, bead->source));
    DBN_TRY(put_side(w, &w->page->target, bead->target));
    DBN_TRY(put_notes(w, bead, kinds));
    return raw(w, DBN_SPAN("</tr>\n"));
}

/* The head of a column: the language, and whose it is. */
static dbn_status
put_column(const pair_writer *w, const dbn_bitext_side *side)
{
    DBN_TRY(raw(w, DBN_SPAN("<th scope=\"col\">")));
    DBN_TRY(text(w, side->lang));
    DBN_TRY(raw(w, DBN_SPAN(" <span class=\"file\">")));
    DBN_TRY(text(w, side->name));
    return raw(w, DBN_SPAN("</span></th>\n"));
}

static dbn_status
put_table(const pair_writer *w)
{
    DBN_TRY(raw(w, DBN_SPAN("<table class=\"beads\" aria-labelledby=\"")));
    char name[40];
    int len = snprintf(name, sizeof name, "d%u-t0\">\n", w->page->number);
    DBN_TRY(raw(w, (dbn_span){name, (size_t)len}));
    DBN_TRY(raw(w, DBN_SPAN("<thead><tr>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&w->voice, "pair"));
    DBN_TRY(raw(w, DBN_SPAN("</th>\n")));
    DBN_TRY(put_column(w, &w->page->source));
    DBN_TRY(put_column(w, &w->page->target));
    DBN_TRY(raw(w, DBN_SPAN("<th scope=\"col\">")));
    DBN_TRY(dbn_say(&w->voice, "confidence"));
    DBN_TRY(raw(w, DBN_SPAN("</th>\n</tr></thead>\n<tbody>\n")));
    for (uint32_t i = 0; i < w->page->bead_count; i++)
        DBN_TRY(put_row(w, i));
    return raw(w, DBN_SPAN("</tbody>\n</table>\n"));
}

/* ---- a pair, the page ------------------------------------------------------------ */

static dbn_status
put_names(const pair_writer *w)
{
    DBN_TRY(text(w, w->page->source.name));
    if (dbn_span_equal(w->page->source.name, w->page->target.name))
        return DBN_OK;
    DBN_TRY(raw(w, DBN_SPAN(" \xE2\x86\x94 ")));
    return text(w, w->page->target.name);
}

static dbn_status
put_pair(const pair_writer *w)
{
    dbn_html_counts counts = counts_of(w->page);
    DBN_TRY(raw(w, w->is_listed ? DBN_SPAN("<details") : DBN_SPAN("<div")));
    DBN_TRY(dbn_html_class(&w->voice, "doc", dbn_html_kinds(&counts)));
    DBN_TRY(dbn_html_id(&w->voice, w->page->number, "d", 0));
    DBN_TRY(raw(w, w->is_listed ? DBN_SPAN(">\n<summary><span") : DBN_SPAN(">\n<h1")));
    DBN_TRY(dbn_html_id(&w->voice, w->page->number, "t", 0));
    DBN_TRY(raw(w, DBN_SPAN(">")));
    DBN_TRY(put_names(w));
    DBN_TRY(raw(w, w->is_listed ? DBN_SPAN("</span>\n") : DBN_SPAN("</h1>\n")));
    DBN_TRY(dbn_html_tally(&w->voice, &counts, w->is_listed));
    if (w->is_listed)
        DBN_TRY(raw(w, DBN_SPAN("</summary>\n")));
    DBN_TRY(put_table(w));
    return raw(w, w->is_listed ? DBN_SPAN("</details>\n") : DBN_SPAN("</div>\n"));
}

dbn_status
dbn_write_bitext_html(dbn_buffer *out, dbn_arena *arena, const dbn_bitext_page *page)
{
    pair_writer w = {.voice = {out, arena, page->ui},
                     .page = page,
                     .is_listed = !(page->first && page->last)};
    const dbn_html_page around = {.title = page->source.name,
                                  .version = page->version,
                                  .is_list = w.is_listed,
                                  .of = DBN_HTML_OF_BITEXT};
    if (page->first)
        DBN_TRY(dbn_html_head(&w.voice, &around));
    DBN_TRY(put_pair(&w));
    return page->last ? dbn_html_foot(&w.voice, NULL) : DBN_OK;
}
