/*
 * What a check found: the text, a row a block, with findings in the margin, and a
 * filter by rule.
 *
 *     text                                     margin
 *     ────                                     ──────
 *     4 paragraph  12:1                        error  the message
 *     … words with a _mark_ in them …            mark → this, that
 *                                                fr.spell.unknown
 *   ▸ 9 blocks left out
 *
 * Notes, blocks and documents name the rules that found something in them (data-r),
 * marks their rule (title), so that the filter is a style sheet. Which rules it needs
 * is known when all documents are written: it stands behind them, in the body, where
 * browsers read style sheets too, and is shown in front.
 */
#include "text/width.h"
#include "write/report.h"

/* So much of what was found, and of what could stand there, is quoted. */
#define QUOTED_COLUMNS 96U

dbn_status
report_prepare_rules(report *r)
{
    size_t count = DBN_RULE_DATA + (size_t)dbn_ruleset_count(r->w->rules);
    r->is_met = dbn_arena_alloc(r->w->arena, count * sizeof *r->is_met);
    return r->is_met == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

/* The findings that begin in the block, or all: [*from, the result). */
static uint32_t
findings_of(const report *r, uint32_t block, uint32_t *from)
{
    const dbn_findings *findings = &r->doc->records.findings;
    *from = block == DBN_NONE ? 0 : r->finding;
    if (block == DBN_NONE)
        return findings->count;
    uint32_t to = *from, end = r->blocks.items[block].range.end;
    while (to < findings->count && findings->items[to].range.beg < end)
        to++;
    return to;
}

dbn_status
report_desk_rules(const report *r, uint32_t block)
{
    const dbn_finding *findings = r->doc->records.findings.items;
    uint32_t from, to = findings_of(r, block, &from);
    if (from == to)
        return DBN_OK;
    DBN_TRY(report_raw(r, DBN_SPAN(" data-r=\"")));
    for (uint32_t i = from; i < to; i++) {
        if (r->is_met[findings[i].rule])
            continue;
        r->is_met[findings[i].rule] = true;
        if (i > from)
            DBN_TRY(report_raw(r, DBN_SPAN(" ")));
        DBN_TRY(report_text(r, dbn_ruleset_name(r->w->rules, findings[i].rule)));
    }
    for (uint32_t i = from; i < to; i++)
        r->is_met[findings[i].rule] = false;
    return report_raw(r, DBN_SPAN("\""));
}

/* ---- notes ----------------------------------------------------------------------- */

/* What stands there, or could: signs that nobody sees as their stand-ins. */
static dbn_status
words(const report *r, dbn_span text)
{
    size_t shown = dbn_text_fitting(text, QUOTED_COLUMNS);
    if (text.len == 0) {
        DBN_TRY(report_raw(r, DBN_SPAN("<i>")));
        DBN_TRY(report_word(r, DBN_MESSAGE("nothing")));
        return report_raw(r, DBN_SPAN("</i>"));
    }
    DBN_TRY(report_raw(r, DBN_SPAN("<b")));
    DBN_TRY(dbn_html_lang(&r->voice, r->doc->lang));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    uint32_t len;
    for (size_t at = 0; at < shown; at += len)
        DBN_TRY(report_text(r, dbn_finding_sign(text, at, &len)));
    return report_raw(r, shown < text.len ? DBN_SPAN("…</b>") : DBN_SPAN("</b>"));
}

/* What is there, and what could be there instead. */
static dbn_status
fixes(const report *r, const dbn_finding *finding)
{
    if (finding->fix_count == 0)
        return DBN_OK;
    DBN_TRY(report_raw(r, DBN_SPAN("<p class=\"fix\">")));
    DBN_TRY(words(r, dbn_span_slice(r->doc->page->text, finding->range)));
    DBN_TRY(report_raw(r, DBN_SPAN(" → ")));
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        if (i > 0)
            DBN_TRY(report_raw(r, DBN_SPAN(", ")));
        DBN_TRY(words(r, dbn_finding_instead(r->doc, finding, i)));
    }
    return report_raw(r, DBN_SPAN("</p>\n"));
}

/* What it disagrees with, and where that is. */
static dbn_status
other(const report *r, dbn_range range)
{
    if (range.beg == range.end)
        return DBN_OK;
    DBN_TRY(report_raw(r, DBN_SPAN("<p>")));
    DBN_TRY(report_quoted(r, range));
    DBN_TRY(report_raw(r, DBN_SPAN(" ")));
    DBN_TRY(report_word(r, DBN_MESSAGE("in ")));
    DBN_TRY(report_block_link(r, report_block_of(r, range.beg)));
    return report_raw(r, DBN_SPAN("</p>\n"));
}

const report_severity report_severities[3] = {
    [DBN_SEVERITY_INFO] = {"n si", DBN_MESSAGE("remark")},
    [DBN_SEVERITY_WARNING] = {"n sw", DBN_MESSAGE("warning")},
    [DBN_SEVERITY_ERROR] = {"n se", DBN_MESSAGE("error")},
};

static dbn_status
note(const report *r, uint32_t index)
{
    dbn_shown_finding s = dbn_finding_show(r->desk, index);
    dbn_severity severity = s.finding->severity;
    DBN_TRY(report_raw(r, DBN_SPAN("<div")));
    DBN_TRY(dbn_html_class(&r->voice, report_severities[severity].class, 0));
    DBN_TRY(dbn_html_id(&r->voice, r->place->number, "n", index));
    DBN_TRY(report_raw(r, DBN_SPAN(" data-r=\"")));
    DBN_TRY(report_text(r, s.rule));
    DBN_TRY(report_raw(r, DBN_SPAN("\">\n<p><strong>")));
    DBN_TRY(report_word(r, report_severities[severity].word));
    DBN_TRY(report_raw(r, DBN_SPAN("</strong> ")));
    DBN_TRY(report_text(r, s.message));
    DBN_TRY(report_raw(r, DBN_SPAN("</p>\n")));
    DBN_TRY(fixes(r, s.finding));
    DBN_TRY(other(r, s.finding->other));
    DBN_TRY(report_raw(r, DBN_SPAN("<p><code>")));
    DBN_TRY(report_text(r, s.rule));
    return report_raw(r, DBN_SPAN("</code></p>\n</div>\n"));
}

dbn_status
report_desk_notes(report *r, uint32_t block)
{
    if (!report_has_finding(r, block))
        return DBN_OK;
    DBN_TRY(report_raw(r, DBN_SPAN("<div")));
    DBN_TRY(report_attributes(r, "margin", block));
    DBN_TRY(report_raw(r, DBN_SPAN(">\n")));
    for (; report_has_finding(r, block); r->finding++)
        DBN_TRY(note(r, r->finding));
    return report_raw(r, DBN_SPAN("</div>\n"));
}

/* ---- the document, and the filter ------------------------------------------------ */

static dbn_span
rule_of(const void *context, uint32_t number)
{
    const report *r = context;
    return dbn_ruleset_name(r->w->rules, r->doc->records.findings.items[number].rule);
}

dbn_status
dbn_write_findings_html(const dbn_findings_writer *f)
{
    dbn_html_place place = {
        .number = f->options->number, .line = f->line, .is_desk = true};
    report r = {.voice = {f->w->out, f->w->arena, f->w->ui},
                .w = f->w,
                .doc = f->doc,
                .place = &place,
                .desk = f};
    DBN_TRY(report_prepare_rules(&r));
    DBN_TRY(report_prepare(&r));
    r.source.rule_of = rule_of;
    r.source.context = &r;
    DBN_TRY(report_facts(&r));
    DBN_TRY(report_raw(&r, DBN_SPAN("<div class=\"sheet desk\">\n")));
    DBN_TRY(report_source(&r));
    return report_raw(&r, DBN_SPAN("</div>\n"));
}

static dbn_status
choice_of(const dbn_voice *voice, const dbn_html_rule *rule)
{
    char label[160];
    int len = snprintf(label, sizeof label, "%.*s (%llu)", (int)rule->name.len,
                       rule->name.ptr, (unsigned long long)rule->count);
    size_t shown = (size_t)len < sizeof label ? (size_t)len : sizeof label - 1;
    return dbn_html_choice(voice, rule->name, false, (dbn_span){label, shown});
}

/* While the rule is chosen: what is hidden, and the marks that are only text. */
static dbn_status
style_of(const dbn_voice *voice, const dbn_html_rule *rule)
{
    const dbn_span pieces[] = {
        DBN_SPAN("body:has([id=\"show-"),
        rule->name,
        DBN_SPAN("\"]:checked) :is(.b, .margin, .run, .n, .doc):not([data-r~=\""),
        rule->name,
        DBN_SPAN("\"]) { display: none; }\nbody:has([id=\"show-"),
        rule->name,
        DBN_SPAN("\"]:checked) .f:not([title=\""),
        rule->name,
        DBN_SPAN("\"]) { color: inherit; background: none; text-decoration: none; }\n"),
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
        DBN_TRY(dbn_say_raw(voice, pieces[i]));
    return DBN_OK;
}

dbn_status
dbn_html_rules(const dbn_voice *voice, const dbn_html_rule *rules, uint32_t count)
{
    if (count == 0)
        return DBN_OK;
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<fieldset class=\"filter rules\"><legend>")));
    DBN_TRY(dbn_say(voice, "Show"));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</legend>\n")));
    DBN_TRY(dbn_html_choice(voice, DBN_SPAN("all"), true,
                            dbn_span_of(dbn_message(voice->ui, "everything"))));
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(choice_of(voice, &rules[i]));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("</fieldset>\n<style>\n")));
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(style_of(voice, &rules[i]));
    return dbn_say_raw(voice, DBN_SPAN("</style>\n"));
}
