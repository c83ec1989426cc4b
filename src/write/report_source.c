/*
 * The right column: every block of the source, with notes of what became of it, and a
 * margin for what it contradicts.
 */
#include "write/report.h"

#include "write/tally.h"

/* line:column of a block, spelled out for those who hear it. */
static dbn_status
place_of(const report *r, uint32_t i)
{
    dbn_range range =
        dbn_range_back_to(r->doc->page, r->doc->decoded, r->blocks.items[i].range);
    dbn_place place = dbn_place_of(&r->lines, range.beg);
    DBN_TRY(report_raw(r, DBN_SPAN("<span class=\"at\"><span class=\"v\">")));
    DBN_TRY(dbn_say(&r->voice, "line %u, column %u of the source", place.line,
                    place.column));
    DBN_TRY(report_raw(r, DBN_SPAN("</span><span aria-hidden=\"true\">")));
    DBN_TRY(report_number(r, place.line));
    DBN_TRY(report_raw(r, DBN_SPAN(":")));
    DBN_TRY(report_number(r, place.column));
    return report_raw(r, DBN_SPAN("</span></span>"));
}

static bool
is_at(const report *r, uint32_t copy, uint32_t block)
{
    return copy < r->doc->copies.count &&
           r->doc->copies.items[copy].range.beg < r->blocks.items[block].range.end;
}

/* How a copy repeats what stays of it. */
static dbn_status
say_kind(const report *r, dbn_copy_kind kind)
{
    switch (kind) {
    case DBN_COPY_EXACT:
        return dbn_say(&r->voice, "the same stands in ");
    case DBN_COPY_NEAR:
        return dbn_say(&r->voice, "nearly the same stands in ");
    case DBN_COPY_CONTAINED:
        return dbn_say(&r->voice, "is a part of ");
    case DBN_COPY_COVERED:
        return dbn_say(&r->voice, "made of ");
    }
    return DBN_OK;
}

/* Links to the partners of the copies [from, to), each block once. */
static dbn_status
partner_links(const report *r, uint32_t from, uint32_t to)
{
    uint32_t last = DBN_NONE;
    for (uint32_t i = from; i < to; i++) {
        uint32_t partner = report_block_of(r, r->doc->copies.items[i].partner.beg);
        if (partner == last)
            continue;
        if (last != DBN_NONE)
            DBN_TRY(report_raw(r, DBN_SPAN(", ")));
        DBN_TRY(report_block_link(r, partner));
        last = partner;
    }
    return DBN_OK;
}

/* A label with its text: `<p class="n kc">…</p>`. */
static dbn_status
open_note(const report *r, uint32_t kind)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<p")));
    DBN_TRY(dbn_html_class(&r->voice, "n", kind));
    return report_raw(r, DBN_SPAN(">"));
}

static dbn_status
strong(const report *r, const char *english)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<strong>")));
    DBN_TRY(report_word(r, english));
    return report_raw(r, DBN_SPAN("</strong> "));
}

/* What was removed from the block: a line for each copy, with the parts of a cover. */
static dbn_status
copy_note(const report *r, uint32_t block, uint32_t from, uint32_t to)
{
    bool is_whole = (r->blocks.items[block].flags & DBN_BLOCK_REMOVED) != 0;
    const dbn_copy *copy = &r->doc->copies.items[from];
    DBN_TRY(open_note(r, DBN_HTML_COPY));
    DBN_TRY(strong(r, is_whole ? DBN_MESSAGE("copy removed")
                               : DBN_MESSAGE("part removed")));
    DBN_TRY(say_kind(r, (dbn_copy_kind)copy->kind));
    DBN_TRY(partner_links(r, from, to));
    return report_raw(r, DBN_SPAN("</p>\n"));
}

static dbn_status
twin_note(const report *r, uint32_t from, uint32_t to)
{
    bool is_one = to - from == 1;
    DBN_TRY(open_note(r, DBN_HTML_COPY));
    DBN_TRY(strong(r, DBN_MESSAGE("stays")));
    DBN_TRY(report_word(r, is_one ? DBN_MESSAGE("its copy was removed: ")
                                  : DBN_MESSAGE("its copies were removed: ")));
    DBN_TRY(partner_links(r, from, to));
    return report_raw(r, DBN_SPAN("</p>\n"));
}

/* The first copy from `from` on that does not go into the note of `from`. */
static uint32_t
note_end(const report *r, uint32_t from, uint32_t block)
{
    const dbn_copies *copies = &r->doc->copies;
    uint32_t to = dbn_copy_end(r->doc, from);
    while (copies->items[from].survivor && is_at(r, to, block) &&
           copies->items[to].survivor)
        to++;
    return to;
}

static dbn_status
copy_notes(report *r, uint32_t block)
{
    while (is_at(r, r->copy, block)) {
        uint32_t from = r->copy;
        r->copy = note_end(r, from, block);
        if (r->doc->copies.items[from].survivor)
            DBN_TRY(twin_note(r, from, r->copy));
        else
            DBN_TRY(copy_note(r, block, from, r->copy));
    }
    return DBN_OK;
}

dbn_status
report_quoted(const report *r, dbn_range range)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<q")));
    DBN_TRY(dbn_html_lang(&r->voice, r->doc->lang));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(report_text(r, dbn_span_slice(r->doc->page->text, range)));
    return report_raw(r, DBN_SPAN("</q>"));
}

/* Both values, and the way to the other one. */
static dbn_status
contradiction_note(const report *r, uint32_t n)
{
    const dbn_contradiction *c = &r->doc->contradictions.items[n / 2];
    dbn_span kind = dbn_contradiction_kind_span((dbn_contradiction_kind)c->kind);
    bool is_first = n % 2 == 0;
    DBN_TRY(report_raw(r, DBN_SPAN("<p class=\"n kx\"")));
    DBN_TRY(dbn_html_id(&r->voice, r->place->number, "c", n));
    DBN_TRY(report_raw(r, DBN_SPAN("><strong>")));
    DBN_TRY(dbn_say(&r->voice, "contradiction"));
    DBN_TRY(report_raw(r, DBN_SPAN("</strong> (")));
    DBN_TRY(report_raw(r, dbn_message_name(r->voice.ui, kind)));
    DBN_TRY(report_raw(r, DBN_SPAN(") <span class=\"pair\">")));
    DBN_TRY(report_quoted(r, is_first ? c->a : c->b));
    DBN_TRY(report_raw(r, DBN_SPAN(" ")));
    DBN_TRY(dbn_say(&r->voice, "here"));
    DBN_TRY(report_raw(r, DBN_SPAN(", ")));
    DBN_TRY(report_quoted(r, is_first ? c->b : c->a));
    DBN_TRY(report_raw(r, DBN_SPAN(" ")));
    DBN_TRY(dbn_say(&r->voice, "in "));
    DBN_TRY(report_raw(r, DBN_SPAN("<a")));
    DBN_TRY(dbn_html_href(&r->voice, r->place->number, "c", n ^ 1U));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(dbn_say(&r->voice, "block %u",
                    report_block_of(r, is_first ? c->b.beg : c->a.beg) + 1));
    return report_raw(r, DBN_SPAN("</a></span></p>\n"));
}

static dbn_status
finding_note(const report *r, const dbn_finding *finding)
{
    DBN_TRY(open_note(r, DBN_HTML_FINDING));
    DBN_TRY(strong(r, DBN_MESSAGE("to look at")));
    DBN_TRY(report_raw(r, DBN_SPAN("<code>")));
    DBN_TRY(report_text(r, dbn_ruleset_name(r->w->rules, finding->rule)));
    DBN_TRY(report_raw(r, DBN_SPAN("</code> ")));
    DBN_TRY(report_quoted(r, finding->range));
    return report_raw(r, DBN_SPAN("</p>\n"));
}

static bool
has_side(const report *r, uint32_t block)
{
    return r->side < r->sides.count &&
           r->sides.items[r->side].at < r->blocks.items[block].range.end;
}

bool
report_has_finding(const report *r, uint32_t block)
{
    const dbn_findings *findings = &r->doc->records.findings;
    return r->finding < findings->count &&
           findings->items[r->finding].range.beg < r->blocks.items[block].range.end;
}

/* What belongs into the margin of a block. */
static dbn_status
margin(report *r, uint32_t block)
{
    const uint32_t wanted = DBN_HTML_CONTRADICTION | DBN_HTML_FINDING;
    if (r->desk != NULL)
        return report_desk_notes(r, block);
    bool has_notes = has_side(r, block) || report_has_finding(r, block);
    if (!has_notes)
        return DBN_OK;
    DBN_TRY(report_raw(r, DBN_SPAN("<div")));
    r->kinds[block] |= has_side(r, block) ? wanted & DBN_HTML_CONTRADICTION : 0;
    DBN_TRY(report_attributes(r, "margin", block));
    DBN_TRY(report_raw(r, DBN_SPAN(">\n")));
    for (; has_side(r, block); r->side++)
        DBN_TRY(contradiction_note(r, r->sides.items[r->side].number));
    for (; report_has_finding(r, block); r->finding++)
        DBN_TRY(finding_note(r, &r->doc->records.findings.items[r->finding]));
    return report_raw(r, DBN_SPAN("</div>\n"));
}

/* Number, role, place, and why it is left out. */
static dbn_status
block_label(const report *r, uint32_t i)
{
    const dbn_block *block = &r->blocks.items[i];
    DBN_TRY(report_raw(r, DBN_SPAN("<p class=\"l\"><b>")));
    DBN_TRY(report_number(r, i + 1));
    DBN_TRY(report_raw(r, DBN_SPAN("</b> <span class=\"role\">")));
    DBN_TRY(report_raw(
        r, dbn_message_name(r->voice.ui, dbn_role_span((dbn_role)block->role))));
    DBN_TRY(report_raw(r, DBN_SPAN("</span> ")));
    DBN_TRY(place_of(r, i));
    if (report_is_left_out(r, i)) {
        DBN_TRY(report_raw(r, DBN_SPAN(" <span class=\"why\">")));
        DBN_TRY(dbn_say(&r->voice, "left out of the article"));
        DBN_TRY(report_raw(r, DBN_SPAN(" <code>")));
        DBN_TRY(report_text(r, dbn_ruleset_name(r->w->rules, block->rule)));
        DBN_TRY(report_raw(r, DBN_SPAN("</code></span>")));
    }
    if ((r->kinds[i] & DBN_HTML_REPAIR) != 0) {
        DBN_TRY(report_raw(r, DBN_SPAN(" <span class=\"mended\">")));
        DBN_TRY(dbn_say(&r->voice, "repaired"));
        DBN_TRY(report_raw(r, DBN_SPAN("</span>")));
    }
    return report_raw(r, DBN_SPAN("</p>\n"));
}

static dbn_status
source_block(report *r, uint32_t i)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<div")));
    DBN_TRY(dbn_html_id(&r->voice, r->place->number, "b", i + 1));
    DBN_TRY(report_attributes(r, "b", i));
    DBN_TRY(report_raw(r, DBN_SPAN(">\n")));
    DBN_TRY(block_label(r, i));
    if (r->desk == NULL)
        DBN_TRY(copy_notes(r, i));
    DBN_TRY(report_raw(r, DBN_SPAN("<p class=\"t\"")));
    DBN_TRY(dbn_html_lang(&r->voice, r->doc->lang));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(dbn_html_walk_part(&r->voice, &r->source, r->blocks.items[i].range));
    DBN_TRY(report_raw(r, DBN_SPAN("</p>\n</div>\n")));
    return margin(r, i);
}

static dbn_status
source_run(report *r, uint32_t beg, uint32_t end)
{
    DBN_TRY(report_raw(r, DBN_SPAN("<details")));
    DBN_TRY(report_attributes(r, "run", beg));
    DBN_TRY(report_raw(r, DBN_SPAN("><summary>")));
    DBN_TRY(dbn_say(&r->voice, "%u blocks left out", end - beg));
    DBN_TRY(report_raw(r, DBN_SPAN("</summary>\n")));
    for (uint32_t i = beg; i < end; i++)
        DBN_TRY(source_block(r, i));
    return report_raw(r, DBN_SPAN("</details>\n"));
}

dbn_status
report_source(report *r)
{
    DBN_TRY(report_open_section(r, "source", "s",
                                r->desk == NULL ? DBN_MESSAGE("Source")
                                                : DBN_MESSAGE("Text")));
    for (uint32_t i = 0; i < r->blocks.count;) {
        uint32_t end = report_run_end(r, i);
        if (end > i) {
            DBN_TRY(source_run(r, i, end));
            i = end;
        } else {
            DBN_TRY(source_block(r, i++));
        }
    }
    return report_raw(r, DBN_SPAN("</section>\n"));
}
