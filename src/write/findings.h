/*
 * write/findings.h - what the copy desk found, for people and for other programs.
 *
 * Each format is a head, a piece a document, a tail; pieces of JSON need something
 * between two of them. Documented in src/write/README.md.
 */
#ifndef DBN_WRITE_FINDINGS_H
#define DBN_WRITE_FINDINGS_H

#include "doublon/desk.h"
#include "write/omitted.h"

typedef struct dbn_findings_options {
    dbn_check_format format;
    dbn_offset_unit unit;
    dbn_span ui;     /* language of messages */
    uint64_t number; /* of the document in its run, from 1, for HTML */
    uint32_t max;    /* as dbn_check_options.max_findings */
} dbn_findings_options;

/** The text of one document. `line` is that of its JSON Lines file, or 0. */
dbn_status dbn_write_findings(const dbn_writer *w, const dbn_document *doc,
                              const dbn_json_input *input, uint64_t line,
                              const dbn_findings_options *options) DBN_CHECKED;

/** What stands before all documents, after them, and between two. */
dbn_status dbn_write_findings_head(const dbn_writer *w,
                                   dbn_check_format format) DBN_CHECKED;
dbn_span dbn_findings_tail(dbn_check_format format);
dbn_span dbn_findings_separator(dbn_check_format format);

/** For other files of write/: one finding with its place and its words. */
typedef struct dbn_shown_finding {
    dbn_span rule, severity, message, fix; /* `fix`: certain, guarded or none */
    dbn_place from, to;                    /* in the decoded text */
    dbn_range decoded;                     /* the same in bytes */
    const dbn_finding *finding;
    uint32_t omitted; /* that it stands for, itself among them; else 0 */
} dbn_shown_finding;

/** What the formats share of one document. */
typedef struct dbn_findings_writer {
    const dbn_writer *w;
    const dbn_document *doc; /* with the findings that are listed */
    const dbn_findings_options *options;
    dbn_line_index lines; /* of the decoded text */
    dbn_listed *listed;   /* by rule, or NULL */
    uint64_t line;
} dbn_findings_writer;

dbn_shown_finding dbn_finding_show(const dbn_findings_writer *f, uint32_t index);

/** The `index`-th text instead of a finding; ptr NULL past the last. */
dbn_span dbn_finding_instead(const dbn_document *doc, const dbn_finding *finding,
                             uint32_t index);

/** The sign at `at`, or its stand-in where it is a space that nobody sees, as files of
 * rules write it; `len` is how many bytes it has in the text. */
dbn_span dbn_finding_sign(dbn_span text, size_t at, uint32_t *len);

/** One format a function, in its own file. */
dbn_status dbn_write_findings_sarif(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_findings_gitlab(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_findings_checkstyle(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_findings_junit(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_findings_github(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_findings_text(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_findings_html(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_review(const dbn_findings_writer *f) DBN_CHECKED;
dbn_status dbn_write_diff(const dbn_findings_writer *f) DBN_CHECKED;

/** One member of a JSON line, for jsonl.c. */
dbn_status dbn_write_findings_line(const dbn_findings_writer *f,
                                   const dbn_json_input *input) DBN_CHECKED;

#endif
