/*
 * write/html_terms.c - the terms of texts, to be looked at: a row a term.
 *
 *     1   logiciel malveillant            12   3   8.41   Le logiciel malveillant a …
 *         logiciels malveillants 5                        fr/serveur-duqu/page.html
 */
#include "write/html_terms.h"

#include <stdio.h>

#include "write/html.h"

static dbn_status
raw(const dbn_voice *voice, dbn_span markup)
{
    return dbn_say_raw(voice, markup);
}

static dbn_status
put_head(const dbn_voice *voice, const char *english)
{
    DBN_TRY(raw(voice, DBN_SPAN("<th scope=\"col\">")));
    DBN_TRY(raw(voice, dbn_span_of(dbn_message(voice->ui, english))));
    return raw(voice, DBN_SPAN("</th>\n"));
}

dbn_status
dbn_write_terms_head(const dbn_voice *voice, const char *version)
{
    const char *title = dbn_message(voice->ui, DBN_MESSAGE("Terms"));
    const dbn_html_page page = {
        .title = dbn_span_of(title), .version = version, .of = DBN_HTML_OF_TERMS};
    DBN_TRY(dbn_html_head(voice, &page));
    DBN_TRY(
        raw(voice, DBN_SPAN("<div class=\"doc\" id=\"d1-d0\">\n<h1 id=\"d1-t0\">")));
    DBN_TRY(raw(voice, dbn_span_of(title)));
    DBN_TRY(raw(voice, DBN_SPAN("</h1>\n<table class=\"beads\" "
                                "aria-labelledby=\"d1-t0\">\n<thead><tr>\n")));
    DBN_TRY(put_head(voice, DBN_MESSAGE("number")));
    DBN_TRY(put_head(voice, DBN_MESSAGE("term")));
    DBN_TRY(put_head(voice, DBN_MESSAGE("where it stands first")));
    DBN_TRY(put_head(voice, DBN_MESSAGE("how often")));
    DBN_TRY(put_head(voice, DBN_MESSAGE("in how many texts")));
    DBN_TRY(put_head(voice, DBN_MESSAGE("score")));
    return raw(voice, DBN_SPAN("</tr></thead>\n<tbody>\n"));
}

dbn_status
dbn_write_terms_foot(const dbn_voice *voice)
{
    DBN_TRY(raw(voice, DBN_SPAN("</tbody>\n</table>\n</div>\n")));
    return dbn_html_foot(voice, NULL);
}

/* The head form, and the others below it with how often they stand. */
static dbn_status
put_forms(const dbn_voice *voice, dbn_span lang, const dbn_term_line *lines,
          uint32_t count)
{
    DBN_TRY(raw(voice, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(voice, lang));
    DBN_TRY(raw(voice, DBN_SPAN(">")));
    for (uint32_t i = 0; i < count; i++) {
        char times[16];
        int len = snprintf(times, sizeof times, " %u", lines[i].count);
        DBN_TRY(raw(voice, i == 0 ? DBN_SPAN("<p class=\"s\"><b>")
                                  : DBN_SPAN("<p class=\"s\">")));
        DBN_TRY(dbn_html_text(voice, lines[i].form));
        DBN_TRY(
            raw(voice, i == 0 ? DBN_SPAN("</b></p>") : (dbn_span){times, (size_t)len}));
        if (i > 0)
            DBN_TRY(raw(voice, DBN_SPAN("</p>")));
    }
    return raw(voice, DBN_SPAN("</td>\n"));
}

static dbn_status
put_context(const dbn_voice *voice, dbn_span lang, const dbn_term_line *line)
{
    DBN_TRY(raw(voice, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(voice, lang));
    DBN_TRY(raw(voice, DBN_SPAN(">")));
    if (line->context_count > 0) {
        DBN_TRY(raw(voice, DBN_SPAN("<p class=\"s\">")));
        DBN_TRY(dbn_html_text(voice, line->contexts[0].sentence));
        DBN_TRY(raw(voice, DBN_SPAN("</p><p class=\"s\"><span class=\"file\">")));
        DBN_TRY(dbn_html_text(voice, line->contexts[0].text));
        DBN_TRY(raw(voice, DBN_SPAN("</span></p>")));
    }
    return raw(voice, DBN_SPAN("</td>\n"));
}

static dbn_status
put_cell(const dbn_voice *voice, const char *digits)
{
    DBN_TRY(raw(voice, DBN_SPAN("<td class=\"c\">")));
    DBN_TRY(raw(voice, dbn_span_of(digits)));
    return raw(voice, DBN_SPAN("</td>\n"));
}

static dbn_status
put_count(const dbn_voice *voice, uint32_t count)
{
    char digits[16];
    (void)snprintf(digits, sizeof digits, "%u", count);
    return put_cell(voice, digits);
}

static dbn_status
put_score(const dbn_voice *voice, float score)
{
    char digits[32];
    (void)snprintf(digits, sizeof digits, "%.2f", (double)score);
    return put_cell(voice, digits);
}

dbn_status
dbn_write_terms_row(const dbn_voice *voice, dbn_span lang, uint32_t number,
                    const dbn_term_line *lines, uint32_t count)
{
    char digits[16];
    int len = snprintf(digits, sizeof digits, "%u", number);
    uint32_t times = 0;
    for (uint32_t i = 0; i < count; i++)
        times += lines[i].count;
    DBN_TRY(raw(voice, DBN_SPAN("<tr class=\"b\"")));
    DBN_TRY(dbn_html_id(voice, 1, "b", number));
    DBN_TRY(raw(voice, DBN_SPAN(">\n<th scope=\"row\">")));
    DBN_TRY(raw(voice, (dbn_span){digits, (size_t)len}));
    DBN_TRY(raw(voice, DBN_SPAN("</th>\n")));
    DBN_TRY(put_forms(voice, lang, lines, count));
    DBN_TRY(put_context(voice, lang, &lines[0]));
    DBN_TRY(put_count(voice, times));
    DBN_TRY(put_count(voice, lines[0].documents));
    DBN_TRY(put_score(voice, lines[0].score));
    return raw(voice, DBN_SPAN("</tr>\n"));
}
