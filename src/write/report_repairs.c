/* The table of repairs, below both columns. */
#include "base/utf8.h"
#include "text/width.h"
#include "write/report.h"
#include "write/tally.h"

/* Repairs that are listed; all are marked. */
#define REPAIRS_LISTED 200U
#define REPAIR_COLUMNS 48U

/* Text in which signs that are not seen, and marks on letters, are named. */
static dbn_status
spelled_text(const report *r, dbn_span value)
{
    for (size_t at = 0; at < value.len;) {
        uint32_t len;
        uint32_t code = dbn_utf8_decode(value, at, &len);
        dbn_span sign = {value.ptr + at, len};
        bool is_whole = dbn_utf8_invalid_at(sign, 0) == len;
        bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (is_whole && (is_control || code == 0xAD || dbn_text_columns(sign) == 0)) {
            char name[16];
            int name_len = snprintf(name, sizeof name, "U+%04X", (unsigned)code);
            DBN_TRY(report_raw(r, DBN_SPAN("<i>")));
            DBN_TRY(report_raw(r, (dbn_span){name, (size_t)name_len}));
            DBN_TRY(report_raw(r, DBN_SPAN("</i>")));
        } else {
            DBN_TRY(report_text(r, sign));
        }
        at += len;
    }
    return DBN_OK;
}

static dbn_status
repair_cell(const report *r, dbn_span value)
{
    size_t len = dbn_text_fitting(value, REPAIR_COLUMNS);
    DBN_TRY(report_raw(r, DBN_SPAN("<td>")));
    if (value.ptr == NULL || value.len == 0) {
        DBN_TRY(report_raw(r, DBN_SPAN("<i>")));
        DBN_TRY(dbn_say(&r->voice, "nothing"));
        DBN_TRY(report_raw(r, DBN_SPAN("</i>")));
    } else {
        DBN_TRY(report_raw(r, DBN_SPAN("<code>")));
        DBN_TRY(spelled_text(r, (dbn_span){value.ptr, len}));
        DBN_TRY(report_raw(r, len < value.len ? DBN_SPAN("…</code>")
                                              : DBN_SPAN("</code>")));
    }
    return report_raw(r, DBN_SPAN("</td>"));
}

static dbn_status
repair_row(const report *r, const dbn_view *view, const dbn_edit *edit)
{
    dbn_range range = report_repaired_range(r, view, edit);
    DBN_TRY(report_raw(r, DBN_SPAN("<tr>")));
    DBN_TRY(repair_cell(
        r, dbn_span_slice(view->parent->text, (dbn_range){edit->from, edit->to})));
    DBN_TRY(repair_cell(
        r, dbn_span_slice(view->text, (dbn_range){edit->at, edit->at + edit->len})));
    DBN_TRY(report_raw(r, DBN_SPAN("<td><code>")));
    DBN_TRY(report_text(r, dbn_ruleset_name(r->w->rules, edit->rule)));
    DBN_TRY(report_raw(r, DBN_SPAN("</code></td><td>")));
    if (r->blocks.count > 0)
        DBN_TRY(report_block_link(r, report_block_of(r, range.beg)));
    return report_raw(r, DBN_SPAN("</td></tr>\n"));
}

static dbn_status
repair_head(const report *r)
{
    static const char *const heads[] = {DBN_MESSAGE("What was there"),
                                        DBN_MESSAGE("What is there now"),
                                        DBN_MESSAGE("Rule"), DBN_MESSAGE("Place")};
    DBN_TRY(report_raw(r, DBN_SPAN("<table>\n<thead><tr>")));
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        DBN_TRY(report_raw(r, DBN_SPAN("<th scope=\"col\">")));
        DBN_TRY(report_word(r, heads[i]));
        DBN_TRY(report_raw(r, DBN_SPAN("</th>")));
    }
    return report_raw(r, DBN_SPAN("</tr></thead>\n<tbody>\n"));
}

dbn_status
report_repairs(const report *r, const dbn_tally *tally)
{
    uint64_t left = tally->repairs < REPAIRS_LISTED ? tally->repairs : REPAIRS_LISTED;
    if (left == 0)
        return DBN_OK;
    DBN_TRY(report_open_section(r, "repairs kr", "r", DBN_MESSAGE("Repairs")));
    DBN_TRY(repair_head(r));
    for (const dbn_view *v = r->doc->page; v != NULL; v = v->parent)
        for (uint32_t i = 0; dbn_view_is_repair(v) && i < v->edit_count && left > 0;
             i++, left--)
            DBN_TRY(repair_row(r, v, &v->edits[i]));
    DBN_TRY(report_raw(r, DBN_SPAN("</tbody>\n</table>\n")));
    if (tally->repairs > REPAIRS_LISTED) {
        DBN_TRY(report_raw(r, DBN_SPAN("<p>")));
        DBN_TRY(dbn_say(
            &r->voice, "%llu more repairs are not listed; they are marked in the text.",
            (unsigned long long)(tally->repairs - REPAIRS_LISTED)));
        DBN_TRY(report_raw(r, DBN_SPAN("</p>\n")));
    }
    return report_raw(r, DBN_SPAN("</section>\n"));
}
