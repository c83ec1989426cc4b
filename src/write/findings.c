#include "write/findings.h"

#include "base/utf8.h"
#include "write/json.h"

static dbn_span
severity_name(dbn_severity severity)
{
    switch (severity) {
    case DBN_SEVERITY_INFO:
        return DBN_SPAN("info");
    case DBN_SEVERITY_WARNING:
        return DBN_SPAN("warning");
    case DBN_SEVERITY_ERROR:
        return DBN_SPAN("error");
    }
    return DBN_SPAN("info");
}

static dbn_span
fix_name(const dbn_rule_info *info)
{
    if (info != NULL && info->fix == DBN_FIX_CERTAIN)
        return DBN_SPAN("certain");
    return info != NULL && info->fix == DBN_FIX_GUARDED ? DBN_SPAN("guarded")
                                                        : DBN_SPAN("none");
}

dbn_span
dbn_finding_instead(const dbn_document *doc, const dbn_finding *finding, uint32_t index)
{
    if (index >= finding->fix_count)
        return (dbn_span){NULL, 0};
    const dbn_fix *fix = &doc->fixes.items[finding->first_fix + index];
    return dbn_fix_text(&doc->fixes, fix);
}

dbn_span
dbn_finding_sign(dbn_span text, size_t at, uint32_t *len)
{
    uint32_t code = dbn_utf8_decode(text, at, len);
    if (code == 0xA0)
        return DBN_SPAN("\xE2\x90\xA3");
    if (code == 0x202F)
        return DBN_SPAN("\xE2\x8D\xBD");
    return (dbn_span){text.ptr + at, *len};
}

dbn_shown_finding
dbn_finding_show(const dbn_findings_writer *f, uint32_t index)
{
    const dbn_finding *finding = &f->doc->records.findings.items[index];
    const dbn_ruleset *rules = f->w->rules;
    dbn_shown_finding s = {
        .rule = dbn_ruleset_name(rules, finding->rule),
        .severity = severity_name(finding->severity),
        .message = dbn_ruleset_message(rules, finding->rule, f->options->ui),
        .fix = fix_name(dbn_ruleset_rule(rules, finding->rule)),
        .decoded = dbn_range_back_to(f->doc->page, f->doc->decoded, finding->range),
        .finding = finding,
    };
    if (s.message.len == 0)
        s.message = s.rule;
    if (f->listed != NULL && f->listed[finding->rule].message.ptr != NULL &&
        f->listed[finding->rule].first == index) {
        s.message = f->listed[finding->rule].message;
        s.omitted = f->listed[finding->rule].omitted;
    }
    s.from = dbn_place_of(&f->lines, s.decoded.beg);
    s.to = dbn_place_of(&f->lines, s.decoded.end);
    return s;
}

dbn_status
dbn_write_findings(const dbn_writer *w, const dbn_document *doc,
                   const dbn_json_input *input, uint64_t line,
                   const dbn_findings_options *options)
{
    dbn_document listed = *doc;
    dbn_findings_writer f = {.w = w, .doc = &listed, .options = options, .line = line};
    DBN_TRY(dbn_line_index_make(&f.lines, doc->decoded->text, w->arena));
    DBN_TRY(dbn_findings_omit(&listed, &f.listed,
                              options->max == 0 ? DBN_FINDINGS_LISTED : options->max, w,
                              options->ui));
    switch (options->format) {
    case DBN_CHECK_TEXT:
        return dbn_write_findings_text(&f);
    case DBN_CHECK_JSON:
    case DBN_CHECK_JSONL:
        return dbn_write_findings_line(&f, input);
    case DBN_CHECK_SARIF:
        return dbn_write_findings_sarif(&f);
    case DBN_CHECK_GITHUB:
        return dbn_write_findings_github(&f);
    case DBN_CHECK_GITLAB:
        return dbn_write_findings_gitlab(&f);
    case DBN_CHECK_CHECKSTYLE:
        return dbn_write_findings_checkstyle(&f);
    case DBN_CHECK_JUNIT:
        return dbn_write_findings_junit(&f);
    case DBN_CHECK_HTML:
        return doc->pairs != NULL ? dbn_write_review(&f) : dbn_write_findings_html(&f);
    case DBN_CHECK_DIFF:
        return dbn_write_diff(&f);
    case DBN_CHECK_CORRECTED:
        return dbn_json_raw(
            w->out, w->arena,
            (doc->corrected != NULL ? doc->corrected : doc->decoded)->text);
    }
    return DBN_OK;
}

dbn_status
dbn_write_findings_head(const dbn_writer *w, dbn_check_format format)
{
    switch (format) {
    case DBN_CHECK_JSON:
    case DBN_CHECK_GITLAB:
        return dbn_json_raw(w->out, w->arena, DBN_SPAN("[\n"));
    case DBN_CHECK_SARIF:
        DBN_TRY(dbn_json_raw(
            w->out, w->arena,
            DBN_SPAN("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                     "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
                     "\"name\":\"doublon\",\"version\":")));
        DBN_TRY(dbn_json_string(w->out, w->arena, dbn_span_of(w->version)));
        return dbn_json_raw(w->out, w->arena,
                            DBN_SPAN("}},\"columnKind\":\"unicodeCodePoints\","
                                     "\"results\":[\n"));
    case DBN_CHECK_CHECKSTYLE:
        return dbn_json_raw(w->out, w->arena,
                            DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<checkstyle version=\"4.3\">\n"));
    case DBN_CHECK_JUNIT:
        return dbn_json_raw(w->out, w->arena,
                            DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<testsuites name=\"doublon\">\n"));
    case DBN_CHECK_TEXT:
    case DBN_CHECK_JSONL:
    case DBN_CHECK_GITHUB:
    case DBN_CHECK_HTML: /* flow/page.c */
    case DBN_CHECK_DIFF:
    case DBN_CHECK_CORRECTED:
        break;
    }
    return DBN_OK;
}

dbn_span
dbn_findings_tail(dbn_check_format format)
{
    switch (format) {
    case DBN_CHECK_JSON:
    case DBN_CHECK_GITLAB:
        return DBN_SPAN("]\n");
    case DBN_CHECK_SARIF:
        return DBN_SPAN("]}]}\n");
    case DBN_CHECK_CHECKSTYLE:
        return DBN_SPAN("</checkstyle>\n");
    case DBN_CHECK_JUNIT:
        return DBN_SPAN("</testsuites>\n");
    case DBN_CHECK_TEXT:
    case DBN_CHECK_JSONL:
    case DBN_CHECK_GITHUB:
    case DBN_CHECK_HTML: /* flow/page.c */
    case DBN_CHECK_DIFF:
    case DBN_CHECK_CORRECTED:
        break;
    }
    return DBN_SPAN("");
}

dbn_span
dbn_findings_separator(dbn_check_format format)
{
    bool is_list = format == DBN_CHECK_JSON || format == DBN_CHECK_GITLAB ||
                   format == DBN_CHECK_SARIF;
    return is_list ? DBN_SPAN(",\n") : DBN_SPAN("");
}
