#include "write/html.h"

#include "base/utf8.h"
#include "write/escape.h"
#include "write/html_style.h"

/* ---- text --------------------------------------------------------------------- */

/* What stands for a byte; empty for one that stands for itself. */
static dbn_span
escape_of(unsigned char byte, char picture[3])
{
    dbn_span markup = dbn_markup_for(byte);
    if (markup.len > 0)
        return markup;
    if (byte == '\r') /* as it is, it would be read as a line feed */
        return DBN_SPAN("&#13;");
    if (byte >= 0x20 || byte == '\t' || byte == '\n')
        return (dbn_span){NULL, 0};
    picture[0] = '\xE2'; /* U+2400 and up */
    picture[1] = '\x90';
    picture[2] = (char)(0x80 + byte);
    return (dbn_span){picture, 3};
}

static dbn_status
valid_text(const dbn_voice *voice, dbn_span text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        char picture[3];
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte > '>')
            continue;
        dbn_span escape = escape_of(byte, picture);
        if (escape.len == 0)
            continue;
        DBN_TRY(dbn_say_raw(voice, (dbn_span){text.ptr + from, at - from}));
        DBN_TRY(dbn_say_raw(voice, escape));
        from = at + 1;
    }
    return dbn_say_raw(voice, (dbn_span){text.ptr + from, text.len - from});
}

dbn_status
dbn_html_text(const dbn_voice *voice, dbn_span text)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t at = 0;
    while (at < text.len) {
        size_t bad = dbn_utf8_invalid_at(text, at);
        DBN_TRY(valid_text(voice, (dbn_span){text.ptr + at, bad - at}));
        if (bad == text.len)
            break;
        unsigned char byte = (unsigned char)text.ptr[bad];
        char spelled[] = {'\xEF', '\xBF', '\xBD', digits[byte >> 4], digits[byte & 15]};
        DBN_TRY(dbn_say_raw(voice, (dbn_span){spelled, sizeof spelled}));
        at = bad + 1;
    }
    return DBN_OK;
}

dbn_status
dbn_html_lang(const dbn_voice *voice, dbn_span lang)
{
    if (lang.len == 0 || dbn_span_equal(lang, DBN_SPAN("und")))
        return DBN_OK;
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(" lang=\"")));
    DBN_TRY(dbn_html_text(voice, lang));
    return dbn_say_raw(voice, DBN_SPAN("\""));
}

static dbn_status
reference(const dbn_voice *voice, dbn_span attribute, uint64_t document,
          const char *kind, uint32_t number)
{
    char name[64];
    int len = snprintf(name, sizeof name, "d%llu-%s%u\"", (unsigned long long)document,
                       kind, (unsigned)number);
    DBN_TRY(dbn_say_raw(voice, attribute));
    return dbn_say_raw(voice, (dbn_span){name, (size_t)len});
}

dbn_status
dbn_html_id(const dbn_voice *voice, uint64_t document, const char *kind,
            uint32_t number)
{
    return reference(voice, DBN_SPAN(" id=\""), document, kind, number);
}

dbn_status
dbn_html_href(const dbn_voice *voice, uint64_t document, const char *kind,
              uint32_t number)
{
    return reference(voice, DBN_SPAN(" href=\"#"), document, kind, number);
}

/* ---- the page ------------------------------------------------------------------ */

/* In the order of DBN_HTML_*. */
static const struct kind {
    dbn_html_of of;
    const char *class;
    const char *filter; /* its name in the filter; NULL: not there */
    const char *one, *many;
} kinds[] = {
    {DBN_HTML_OF_CLEAN, "kc", DBN_MESSAGE("copies"), "%llu copy removed",
     "%llu copies removed"},
    {DBN_HTML_OF_CLEAN, "kx", DBN_MESSAGE("contradictions"), "%llu contradiction kept",
     "%llu contradictions kept"},
    {DBN_HTML_OF_CLEAN, "ko", DBN_MESSAGE("left out"), "%llu block left out",
     "%llu blocks left out"},
    {DBN_HTML_OF_CLEAN, "kr", DBN_MESSAGE("repairs"), "%llu repair", "%llu repairs"},
    {DBN_HTML_OF_CLEAN, "kf", DBN_MESSAGE("to look at"), "%llu thing to look at",
     "%llu things to look at"},
    {DBN_HTML_OF_DESK, "se", NULL, "%llu error", "%llu errors"},
    {DBN_HTML_OF_DESK, "sw", NULL, "%llu warning", "%llu warnings"},
    {DBN_HTML_OF_DESK, "si", NULL, "%llu remark", "%llu remarks"},
    {DBN_HTML_OF_BITEXT, "bd", DBN_MESSAGE("doubtful"), "%llu doubtful pair",
     "%llu doubtful pairs"},
    {DBN_HTML_OF_BITEXT, "bm", DBN_MESSAGE("moved"), "%llu moved", "%llu moved"},
    {DBN_HTML_OF_BITEXT, "ba", DBN_MESSAGE("on one side"), "%llu on one side only",
     "%llu on one side only"},
};
enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

static uint64_t
count_of(const dbn_html_counts *counts, int kind)
{
    const dbn_tally *tally = &counts->tally;
    const uint64_t all[KIND_COUNT] = {tally->copies,
                                      tally->contradictions,
                                      tally->left_out,
                                      tally->repairs,
                                      tally->findings,
                                      counts->findings[DBN_SEVERITY_ERROR],
                                      counts->findings[DBN_SEVERITY_WARNING],
                                      counts->findings[DBN_SEVERITY_INFO],
                                      counts->beads[0],
                                      counts->beads[1],
                                      counts->beads[2]};
    return kinds[kind].of == counts->of ? all[kind] : 0;
}

uint32_t
dbn_html_kinds(const dbn_html_counts *counts)
{
    uint32_t bits = 0;
    for (int i = 0; i < KIND_COUNT; i++)
        bits |= (uint32_t)(count_of(counts, i) > 0) << i;
    return bits;
}

dbn_status
dbn_html_class(const dbn_voice *voice, const char *name, uint32_t kind_bits)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(" class=\"")));
    DBN_TRY(dbn_say_raw(voice, dbn_span_of(name)));
    for (int i = 0; i < KIND_COUNT; i++) {
        if ((kind_bits >> i & 1) == 0)
            continue;
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN(" ")));
        DBN_TRY(dbn_say_raw(voice, dbn_span_of(kinds[i].class)));
    }
    return dbn_say_raw(voice, DBN_SPAN("\""));
}

/* The elements of counts. */
static const struct list {
    dbn_span open, close, item, item_end;
} lists[] = {
    {{"<ul class=\"tally\">", 18}, {"</ul>\n", 6}, {"<li", 3}, {"</li>", 5}},
    {{"<span class=\"tally\">", 20}, {"</span>\n", 8}, {"<span", 5}, {"</span>\n", 8}},
};

dbn_status
dbn_html_tally(const dbn_voice *voice, const dbn_html_counts *counts, bool is_inline)
{
    const struct list *list = &lists[is_inline];
    if (dbn_html_kinds(counts) == 0) {
        DBN_TRY(dbn_say_raw(voice,
                            is_inline ? list->open : DBN_SPAN("<p class=\"tally\">")));
        static const char *const nothing[DBN_HTML_OF_COUNT] = {
            DBN_MESSAGE("nothing to change"), DBN_MESSAGE("nothing found"),
            DBN_MESSAGE("nothing doubtful"), DBN_MESSAGE("nothing found"),
            DBN_MESSAGE("nothing found")};
        DBN_TRY(dbn_say_raw(voice,
                            dbn_span_of(dbn_message(voice->ui, nothing[counts->of]))));
        return dbn_say_raw(voice, is_inline ? list->close : DBN_SPAN("</p>\n"));
    }
    DBN_TRY(dbn_say_raw(voice, list->open));
    for (int i = 0; i < KIND_COUNT; i++) {
        if (count_of(counts, i) == 0)
            continue;
        DBN_TRY(dbn_say_raw(voice, list->item));
        DBN_TRY(dbn_html_class(voice, "chip", 1U << i));
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN(">")));
        DBN_TRY(dbn_say_count(voice, count_of(counts, i), kinds[i].one, kinds[i].many));
        DBN_TRY(dbn_say_raw(voice, list->item_end));
    }
    return dbn_say_raw(voice, list->close);
}

dbn_status
dbn_html_choice(const dbn_voice *voice, dbn_span id, bool is_chosen, dbn_span label)
{
    DBN_TRY(
        dbn_say_raw(voice, DBN_SPAN("<input type=\"radio\" name=\"show\" id=\"show-")));
    DBN_TRY(dbn_say_raw(voice, id));
    DBN_TRY(dbn_say_raw(voice, is_chosen ? DBN_SPAN("\" checked=\"checked\"")
                                         : DBN_SPAN("\"")));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("/><label for=\"show-")));
    DBN_TRY(dbn_say_raw(voice, id));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("\">")));
    DBN_TRY(dbn_html_text(voice, label));
    return dbn_say_raw(voice, DBN_SPAN("</label>\n"));
}

/* One choice among all kinds; the style sheet does the rest. */
static dbn_status
filter(const dbn_voice *voice, dbn_html_of of)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<fieldset class=\"filter\"><legend>")));
    DBN_TRY(dbn_say(voice, "Show"));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</legend>\n")));
    DBN_TRY(dbn_html_choice(voice, DBN_SPAN("all"), true,
                            dbn_span_of(dbn_message(voice->ui, "everything"))));
    for (int i = 0; i < KIND_COUNT; i++)
        if (kinds[i].of == of && kinds[i].filter != NULL)
            DBN_TRY(
                dbn_html_choice(voice, dbn_span_of(kinds[i].class), false,
                                dbn_span_of(dbn_message(voice->ui, kinds[i].filter))));
    return dbn_say_raw(voice, DBN_SPAN("</fieldset>\n"));
}

dbn_status
dbn_html_head(const dbn_voice *voice, const dbn_html_page *page)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<!DOCTYPE html>\n<html lang=\"")));
    DBN_TRY(
        dbn_say_raw(voice, voice->ui == DBN_UI_FR ? DBN_SPAN("fr") : DBN_SPAN("en")));
    DBN_TRY(dbn_say_raw(
        voice, DBN_SPAN("\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                        "<meta http-equiv=\"Content-Security-Policy\" "
                        "content=\"default-src 'none'; style-src 'unsafe-inline'")));
    if (page->of == DBN_HTML_OF_DESK) { /* it may be of translations, to be edited */
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("; script-src '")));
        DBN_TRY(dbn_say_raw(voice, dbn_html_script_hash));
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("'")));
    }
    DBN_TRY(dbn_say_raw(voice,
                        DBN_SPAN("\"/>\n"
                                 "<meta name=\"viewport\" "
                                 "content=\"width=device-width, initial-scale=1\"/>\n"
                                 "<meta name=\"generator\" content=\"doublon ")));
    DBN_TRY(dbn_html_text(voice, dbn_span_of(page->version)));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("\"/>\n<title>")));
    if (page->is_list)
        DBN_TRY(dbn_say(voice, "doublon report"));
    else
        DBN_TRY(dbn_html_text(voice, page->title));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</title>\n<style>\n")));
    DBN_TRY(dbn_say_raw(voice, dbn_html_style));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</style>\n</head>\n<body>\n"
                                        "<a class=\"skip\" href=\"#main\">")));
    DBN_TRY(dbn_say(voice, "Skip to the articles"));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</a>\n<header class=\"bar\">\n"
                                        "<p class=\"brand\">doublon</p>\n")));
    if (page->of == DBN_HTML_OF_CLEAN || page->of == DBN_HTML_OF_BITEXT)
        DBN_TRY(filter(voice, page->of));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</header>\n<main id=\"main\">\n")));
    if (!page->is_list)
        return DBN_OK;
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<h1>")));
    DBN_TRY(dbn_say(voice, "Documents"));
    return dbn_say_raw(voice, DBN_SPAN("</h1>\n"));
}

dbn_status
dbn_html_foot(const dbn_voice *voice, const dbn_html_total *total)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</main>\n")));
    if (total != NULL) {
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<footer class=\"total\">\n<p>")));
        if (total->documents == 0)
            DBN_TRY(dbn_say(voice, "no document"));
        else
            DBN_TRY(dbn_say_count(voice, total->documents, "%llu document",
                                  "%llu documents"));
        if (total->failed > 0) {
            DBN_TRY(dbn_say_raw(voice, DBN_SPAN(", ")));
            DBN_TRY(dbn_say(voice, "%llu failed", (unsigned long long)total->failed));
        }
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</p>\n")));
        if (total->documents > total->failed)
            DBN_TRY(dbn_html_tally(voice, &total->counts, false));
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</footer>\n")));
    }
    return dbn_say_raw(voice, DBN_SPAN("</body>\n</html>\n"));
}
