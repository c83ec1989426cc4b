/*
 * write/html_report.c - two columns, a row a block:
 *
 *     article                    source                          margin
 *     ───────                    4 lead  copy removed,
 *                                  made of 5, 6: ~~text~~
 *     text                       5 lead  its copy was            12 here,
 *                                  removed: 4: text              13 in 14
 *                                ▸ 9 blocks left out
 *
 * The columns are sections of their own, so that each can be read from top to bottom;
 * the style sheet puts blocks of the same row side by side where there is room. Every
 * record is met once: blocks, copies, contradictions and findings are walked together.
 */
#include "write/report.h"

#include "write/tally.h"

/* The file, and the line where it has many documents. */
static dbn_status
file_name(const dbn_voice *voice, dbn_span name, const dbn_html_place *place)
{
    DBN_TRY(dbn_html_text(voice, name));
    if (place->line == 0)
        return DBN_OK;
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(", ")));
    return dbn_say(voice, "line %llu", (unsigned long long)place->line);
}

static dbn_status
fact(const report *r, const char *name, dbn_span value)
{
    if (value.len == 0)
        return DBN_OK;
    DBN_TRY(report_raw(r, DBN_SPAN("<div><dt>")));
    DBN_TRY(report_word(r, name));
    DBN_TRY(report_raw(r, DBN_SPAN("</dt><dd>")));
    DBN_TRY(report_text(r, value));
    return report_raw(r, DBN_SPAN("</dd></div>\n"));
}

static dbn_status
file_fact(const report *r)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<div><dt>")));
    DBN_TRY(dbn_say(&r->voice, "file"));
    DBN_TRY(report_raw(r, DBN_SPAN("</dt><dd")));
    DBN_TRY(dbn_html_id(&r->voice, r->place->number, "f", 0));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(file_name(&r->voice, r->doc->name, r->place));
    return report_raw(r, DBN_SPAN("</dd></div>\n"));
}

dbn_status
report_facts(const report *r)
{
    const dbn_document *doc = r->doc;
    DBN_TRY(report_raw(r, DBN_SPAN("<dl class=\"facts\">\n")));
    DBN_TRY(file_fact(r));
    for (uint32_t i = 0; i < doc->bylines.count; i++)
        DBN_TRY(fact(r, DBN_MESSAGE("byline"), dbn_field_text(&doc->bylines.items[i])));
    DBN_TRY(fact(r, DBN_MESSAGE("function"), dbn_field_text(&doc->function)));
    DBN_TRY(fact(r, DBN_MESSAGE("date"), dbn_field_text(&doc->date_text)));
    DBN_TRY(fact(r, DBN_MESSAGE("language"), doc->lang));
    DBN_TRY(fact(r, DBN_MESSAGE("charset"), doc->charset));
    return report_raw(r, DBN_SPAN("</dl>\n"));
}

static dbn_voice
voice_of(const dbn_writer *w)
{
    return (dbn_voice){w->out, w->arena, w->ui};
}

dbn_span
dbn_html_title(const dbn_document *doc)
{
    dbn_span title = dbn_field_text(&doc->title);
    return title.len > 0 ? title : doc->name;
}

static dbn_html_counts
counts_of(const dbn_document *doc, const dbn_html_place *place)
{
    dbn_html_counts counts = {.of =
                                  place->is_desk ? DBN_HTML_OF_DESK : DBN_HTML_OF_CLEAN,
                              .tally = dbn_tally_of(doc)};
    for (uint32_t i = 0; place->is_desk && i < doc->records.findings.count; i++)
        counts.findings[doc->records.findings.items[i].severity]++;
    return counts;
}

/* Opens what close_document() closes: a row of a list, or the heading of a page. */
static dbn_status
open_document(const report *r, const dbn_html_counts *counts)
{
    const dbn_voice *voice = &r->voice;
    const dbn_html_place *place = r->place;
    dbn_span title = dbn_html_title(r->doc);
    DBN_TRY(
        dbn_say_raw(voice, place->is_listed ? DBN_SPAN("<details") : DBN_SPAN("<div")));
    DBN_TRY(dbn_html_class(voice, "doc", dbn_html_kinds(counts)));
    if (place->is_desk)
        DBN_TRY(report_desk_rules(r, DBN_NONE));
    DBN_TRY(dbn_html_id(voice, place->number, "d", 0));
    DBN_TRY(dbn_say_raw(voice, place->is_listed ? DBN_SPAN(">\n<summary><span")
                                                : DBN_SPAN(">\n<h1")));
    DBN_TRY(dbn_html_id(voice, place->number, "t", 0));
    if (r->doc->title.view != NULL)
        DBN_TRY(dbn_html_lang(voice, r->doc->lang));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(">")));
    if (title.len > 0)
        DBN_TRY(dbn_html_text(voice, title));
    else
        DBN_TRY(dbn_say(voice, "untitled"));
    return dbn_say_raw(voice,
                       place->is_listed ? DBN_SPAN("</span>") : DBN_SPAN("</h1>\n"));
}

/* In a list the file stands in the row as well. */
static dbn_status
file_in_row(const dbn_voice *voice, dbn_span name, const dbn_html_place *place)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("\n<span class=\"file\">")));
    DBN_TRY(file_name(voice, name, place));
    return dbn_say_raw(voice, DBN_SPAN("</span>\n"));
}

dbn_status
dbn_html_open_document(const dbn_writer *w, const dbn_document *doc,
                       const dbn_html_place *place)
{
    report r = {.voice = voice_of(w), .w = w, .doc = doc, .place = place};
    dbn_html_counts counts = counts_of(doc, place);
    bool has_title = doc->title.view != NULL;
    if (place->is_desk)
        DBN_TRY(report_prepare_rules(&r));
    DBN_TRY(open_document(&r, &counts));
    if (place->is_listed && (has_title || place->line > 0))
        DBN_TRY(file_in_row(&r.voice, doc->name, place));
    DBN_TRY(dbn_html_tally(&r.voice, &counts, place->is_listed));
    return place->is_listed ? dbn_say_raw(&r.voice, DBN_SPAN("</summary>\n")) : DBN_OK;
}

dbn_status
dbn_html_close_document(const dbn_writer *w, const dbn_html_place *place)
{
    dbn_voice voice = voice_of(w);
    return dbn_say_raw(&voice, place->is_listed ? DBN_SPAN("</details>\n")
                                                : DBN_SPAN("</div>\n"));
}

dbn_status
dbn_html_document(const dbn_writer *w, const dbn_document *doc,
                  const dbn_html_place *place)
{
    report r = {.voice = voice_of(w), .w = w, .doc = doc, .place = place};
    dbn_tally tally = dbn_tally_of(doc);
    DBN_TRY(report_prepare(&r));
    DBN_TRY(report_facts(&r));
    DBN_TRY(report_raw(&r, DBN_SPAN("<div class=\"sheet\">\n")));
    DBN_TRY(report_article(&r));
    DBN_TRY(report_source(&r));
    DBN_TRY(report_raw(&r, DBN_SPAN("</div>\n")));
    return report_repairs(&r, &tally);
}

dbn_status
dbn_html_failed(const dbn_writer *w, dbn_span name, const dbn_error *error,
                const dbn_html_place *place)
{
    char message[2 * sizeof error->message];
    dbn_voice voice = voice_of(w);
    dbn_message_translate(w->ui, message, sizeof message, error->message);
    DBN_TRY(dbn_say_raw(&voice, DBN_SPAN("<div class=\"doc failed\"")));
    DBN_TRY(dbn_html_id(&voice, place->number, "d", 0));
    DBN_TRY(dbn_say_raw(&voice, place->is_listed ? DBN_SPAN(">\n<p><b>")
                                                 : DBN_SPAN(">\n<h1>")));
    DBN_TRY(file_name(&voice, name, place));
    DBN_TRY(dbn_say_raw(&voice, place->is_listed ? DBN_SPAN("</b> <strong>")
                                                 : DBN_SPAN("</h1>\n<p><strong>")));
    DBN_TRY(dbn_say(&voice, "failed"));
    DBN_TRY(dbn_say_raw(&voice, DBN_SPAN("</strong> ")));
    DBN_TRY(dbn_html_text(&voice, dbn_span_of(message)));
    if (error->has_offset) {
        DBN_TRY(dbn_say_raw(&voice, DBN_SPAN(" (")));
        DBN_TRY(dbn_say(&voice, "at byte %llu", (unsigned long long)error->offset));
        DBN_TRY(dbn_say_raw(&voice, DBN_SPAN(")")));
    }
    return dbn_say_raw(&voice, DBN_SPAN("</p>\n</div>\n"));
}
