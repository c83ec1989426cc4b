/*
 * write/machines.c - findings as the services that run checks read them: SARIF, GitHub,
 * GitLab, Checkstyle, JUnit.
 */
#include "base/hash.h"
#include "write/escape.h"
#include "write/findings.h"
#include "write/json.h"

static dbn_status
raw(const dbn_findings_writer *f, dbn_span text)
{
    return dbn_json_raw(f->w->out, f->w->arena, text);
}

static dbn_status
string(const dbn_findings_writer *f, dbn_span key, dbn_span text)
{
    DBN_TRY(raw(f, key));
    return dbn_json_string(f->w->out, f->w->arena, text);
}

static dbn_status
number(const dbn_findings_writer *f, dbn_span key, uint64_t value)
{
    DBN_TRY(raw(f, key));
    return dbn_json_number(f->w->out, f->w->arena, value);
}

/* A document of JSON Lines has no file of its own: its line stands for it. */
static uint64_t
line_of(const dbn_findings_writer *f, dbn_place place)
{
    return f->line > 0 ? f->line : place.line;
}

/* Bytes of a path that may stand in a URI, the others as %XX. */
static dbn_status
uri(const dbn_findings_writer *f, dbn_span name)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        char escaped[3] = {'%', digits[c >> 4], digits[c & 15]};
        bool is_plain = dbn_is_ascii_alpha((char)c) || dbn_is_ascii_digit((char)c) ||
                        (c != 0 && c < 0x80 && strchr("-._~/", (int)c) != NULL);
        DBN_TRY(raw(f, is_plain ? (dbn_span){name.ptr + i, 1}
                                : (dbn_span){escaped, sizeof escaped}));
    }
    return DBN_OK;
}

static dbn_status
region(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    DBN_TRY(number(f, DBN_SPAN("{\"startLine\":"), line_of(f, s->from)));
    if (f->line == 0) {
        DBN_TRY(number(f, DBN_SPAN(",\"startColumn\":"), s->from.column));
        DBN_TRY(number(f, DBN_SPAN(",\"endLine\":"), s->to.line));
        DBN_TRY(number(f, DBN_SPAN(",\"endColumn\":"), s->to.column));
    }
    return raw(f, DBN_SPAN("}"));
}

/* Only where the finding stands in the source as it is checked: no markup in between.
 */
static bool
is_replaceable(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    return f->line == 0 && s->finding->fix_count > 0 &&
           dbn_span_equal(dbn_span_slice(f->doc->decoded->text, s->decoded),
                          dbn_span_slice(f->doc->page->text, s->finding->range));
}

static dbn_status
sarif_fixes(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    DBN_TRY(raw(f, DBN_SPAN(",\"fixes\":[")));
    for (uint32_t i = 0; i < s->finding->fix_count; i++) {
        DBN_TRY(raw(f, i == 0
                           ? DBN_SPAN("{\"artifactChanges\":[{\"artifactLocation\":{"
                                      "\"uri\":\"")
                           : DBN_SPAN(",{\"artifactChanges\":[{\"artifactLocation\":{"
                                      "\"uri\":\"")));
        DBN_TRY(uri(f, f->doc->name));
        DBN_TRY(raw(f, DBN_SPAN("\"},\"replacements\":[{\"deletedRegion\":")));
        DBN_TRY(region(f, s));
        DBN_TRY(string(f, DBN_SPAN(",\"insertedContent\":{\"text\":"),
                       dbn_finding_instead(f->doc, s->finding, i)));
        DBN_TRY(raw(f, DBN_SPAN("}}]}]}")));
    }
    return raw(f, DBN_SPAN("]"));
}

dbn_status
dbn_write_findings_sarif(const dbn_findings_writer *f)
{
    for (uint32_t i = 0; i < f->doc->records.findings.count; i++) {
        dbn_shown_finding s = dbn_finding_show(f, i);
        bool is_info = dbn_span_equal(s.severity, DBN_SPAN("info"));
        if (i > 0)
            DBN_TRY(raw(f, DBN_SPAN(",\n")));
        DBN_TRY(string(f, DBN_SPAN("{\"ruleId\":"), s.rule));
        DBN_TRY(string(f, DBN_SPAN(",\"level\":"),
                       is_info ? DBN_SPAN("note") : s.severity));
        DBN_TRY(string(f, DBN_SPAN(",\"message\":{\"text\":"), s.message));
        DBN_TRY(raw(f, DBN_SPAN("},\"locations\":[{\"physicalLocation\":{"
                                "\"artifactLocation\":{\"uri\":\"")));
        DBN_TRY(uri(f, f->doc->name));
        DBN_TRY(raw(f, DBN_SPAN("\"},\"region\":")));
        DBN_TRY(region(f, &s));
        DBN_TRY(raw(f, DBN_SPAN("}}]")));
        if (is_replaceable(f, &s))
            DBN_TRY(sarif_fixes(f, &s));
        DBN_TRY(raw(f, DBN_SPAN("}")));
    }
    return DBN_OK;
}

/* What tells a finding from all others of a run, and stays in the next run. */
static dbn_status
fingerprint(const dbn_findings_writer *f, const dbn_shown_finding *s)
{
    dbn_span words = dbn_span_slice(f->doc->page->text, s->finding->range);
    const uint64_t parts[] = {dbn_hash_bytes(s->rule), dbn_hash_bytes(f->doc->name),
                              dbn_hash_bytes(words),   f->line,
                              s->decoded.beg,          s->decoded.end};
    uint64_t print = DBN_HASH_START;
    char bytes[8];
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        print = dbn_hash_mix(print ^ parts[i]);
    for (int k = 0; k < 8; k++)
        bytes[k] = (char)(print >> (56 - 8 * k));
    DBN_TRY(raw(f, DBN_SPAN(",\"fingerprint\":")));
    return dbn_json_hex(f->w->out, f->w->arena, (dbn_span){bytes, sizeof bytes});
}

dbn_status
dbn_write_findings_gitlab(const dbn_findings_writer *f)
{
    for (uint32_t i = 0; i < f->doc->records.findings.count; i++) {
        dbn_shown_finding s = dbn_finding_show(f, i);
        bool is_error = dbn_span_equal(s.severity, DBN_SPAN("error"));
        bool is_info = dbn_span_equal(s.severity, DBN_SPAN("info"));
        DBN_TRY(string(f,
                       i == 0 ? DBN_SPAN("{\"description\":")
                              : DBN_SPAN(",\n{\"description\":"),
                       s.message));
        DBN_TRY(string(f, DBN_SPAN(",\"check_name\":"), s.rule));
        DBN_TRY(fingerprint(f, &s));
        DBN_TRY(string(f, DBN_SPAN(",\"severity\":"),
                       is_error  ? DBN_SPAN("major")
                       : is_info ? DBN_SPAN("info")
                                 : DBN_SPAN("minor")));
        DBN_TRY(raw(f, DBN_SPAN(",\"location\":{\"path\":")));
        DBN_TRY(dbn_json_name(f->w->out, f->w->arena, f->doc->name));
        DBN_TRY(number(f, DBN_SPAN(",\"lines\":{\"begin\":"), line_of(f, s.from)));
        DBN_TRY(raw(f, DBN_SPAN("}}}")));
    }
    return DBN_OK;
}

/* ---- XML ---------------------------------------------------------------------- */

static dbn_status
attribute(const dbn_findings_writer *f, dbn_span key, dbn_span text)
{
    DBN_TRY(raw(f, key));
    DBN_TRY(raw(f, DBN_SPAN("=\"")));
    DBN_TRY(dbn_write_xml(f->w->out, f->w->arena, text));
    return raw(f, DBN_SPAN("\""));
}

dbn_status
dbn_write_findings_checkstyle(const dbn_findings_writer *f)
{
    DBN_TRY(raw(f, DBN_SPAN("<file")));
    DBN_TRY(attribute(f, DBN_SPAN(" name"), f->doc->name));
    DBN_TRY(raw(f, DBN_SPAN(">\n")));
    for (uint32_t i = 0; i < f->doc->records.findings.count; i++) {
        dbn_shown_finding s = dbn_finding_show(f, i);
        DBN_TRY(number(f, DBN_SPAN("<error line=\""), line_of(f, s.from)));
        DBN_TRY(number(f, DBN_SPAN("\" column=\""), s.from.column));
        DBN_TRY(raw(f, DBN_SPAN("\"")));
        DBN_TRY(attribute(f, DBN_SPAN(" severity"), s.severity));
        DBN_TRY(attribute(f, DBN_SPAN(" message"), s.message));
        DBN_TRY(attribute(f, DBN_SPAN(" source"), s.rule));
        DBN_TRY(raw(f, DBN_SPAN("/>\n")));
    }
    return raw(f, DBN_SPAN("</file>\n"));
}

dbn_status
dbn_write_findings_junit(const dbn_findings_writer *f)
{
    uint32_t count = f->doc->records.findings.count;
    DBN_TRY(raw(f, DBN_SPAN("<testsuite")));
    DBN_TRY(attribute(f, DBN_SPAN(" name"), f->doc->name));
    DBN_TRY(number(f, DBN_SPAN(" tests=\""), count == 0 ? 1 : count));
    DBN_TRY(number(f, DBN_SPAN("\" failures=\""), count));
    DBN_TRY(raw(f, DBN_SPAN("\">\n")));
    for (uint32_t i = 0; i < count; i++) {
        dbn_shown_finding s = dbn_finding_show(f, i);
        DBN_TRY(raw(f, DBN_SPAN("<testcase")));
        DBN_TRY(attribute(f, DBN_SPAN(" name"), s.rule));
        DBN_TRY(attribute(f, DBN_SPAN(" classname"), f->doc->name));
        DBN_TRY(raw(f, DBN_SPAN("><failure")));
        DBN_TRY(attribute(f, DBN_SPAN(" type"), s.severity));
        DBN_TRY(attribute(f, DBN_SPAN(" message"), s.message));
        DBN_TRY(number(f, DBN_SPAN(">line "), line_of(f, s.from)));
        DBN_TRY(number(f, DBN_SPAN(", column "), s.from.column));
        DBN_TRY(raw(f, DBN_SPAN("</failure></testcase>\n")));
    }
    if (count == 0) {
        DBN_TRY(raw(f, DBN_SPAN("<testcase name=\"doublon\"")));
        DBN_TRY(attribute(f, DBN_SPAN(" classname"), f->doc->name));
        DBN_TRY(raw(f, DBN_SPAN("/>\n")));
    }
    return raw(f, DBN_SPAN("</testsuite>\n"));
}

/* ---- workflow commands of GitHub ---------------------------------------------- */

static dbn_status
command_text(const dbn_findings_writer *f, dbn_span text, bool is_property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        dbn_span put = {text.ptr + i, 1};
        if (c == '%')
            put = DBN_SPAN("%25");
        else if (c == '\n')
            put = DBN_SPAN("%0A");
        else if (c == '\r')
            put = DBN_SPAN("%0D");
        else if (is_property && c == ':')
            put = DBN_SPAN("%3A");
        else if (is_property && c == ',')
            put = DBN_SPAN("%2C");
        DBN_TRY(raw(f, put));
    }
    return DBN_OK;
}

dbn_status
dbn_write_findings_github(const dbn_findings_writer *f)
{
    for (uint32_t i = 0; i < f->doc->records.findings.count; i++) {
        dbn_shown_finding s = dbn_finding_show(f, i);
        bool is_info = dbn_span_equal(s.severity, DBN_SPAN("info"));
        DBN_TRY(raw(f, DBN_SPAN("::")));
        DBN_TRY(raw(f, is_info ? DBN_SPAN("notice") : s.severity));
        DBN_TRY(raw(f, DBN_SPAN(" file=")));
        DBN_TRY(command_text(f, f->doc->name, true));
        DBN_TRY(number(f, DBN_SPAN(",line="), line_of(f, s.from)));
        if (f->line == 0) {
            DBN_TRY(number(f, DBN_SPAN(",col="), s.from.column));
            DBN_TRY(number(f, DBN_SPAN(",endLine="), s.to.line));
            DBN_TRY(number(f, DBN_SPAN(",endColumn="), s.to.column));
        }
        DBN_TRY(raw(f, DBN_SPAN(",title=")));
        DBN_TRY(command_text(f, s.rule, true));
        DBN_TRY(raw(f, DBN_SPAN("::")));
        DBN_TRY(command_text(f, s.message, false));
        DBN_TRY(raw(f, DBN_SPAN("\n")));
    }
    return DBN_OK;
}
