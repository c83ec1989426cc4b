/*
 * write/report.h - what the files of the HTML reports share: one document, its rows and
 * its marks, and how its parts are written. See write/html_report.h.
 */
#ifndef DBN_WRITE_REPORT_H
#define DBN_WRITE_REPORT_H

#include "text/lines.h"
#include "write/findings.h"
#include "write/html_report.h"

/* One of the two sides of a contradiction: number 2 i and 2 i + 1 of contradiction i.
 */
typedef struct side {
    uint32_t at, number;
} side;

/** One document on its way. */
typedef struct report {
    dbn_voice voice;
    const dbn_writer *w;
    const dbn_document *doc;
    const dbn_html_place *place;
    dbn_blocks blocks; /* of the page; one for all where none were told apart */
    uint32_t *rows;    /* of each block, from 2; those of a run share theirs */
    uint32_t *kinds;   /* of each block: DBN_HTML_* */
    DBN_VEC(side) sides;
    dbn_html_walk source, article;
    dbn_line_index lines;            /* of the decoded text */
    uint32_t copy, side, finding;    /* the next that was not met yet */
    const dbn_findings_writer *desk; /* of a check; NULL: of a clean */
    bool *is_met;                    /* of a check: scratch, by rule, all false */
} report;

/** Find the rows, the kinds and the marks of the document, once `voice`, `w`, `doc` and
 * `place` are there. */
dbn_status report_prepare(report *r) DBN_CHECKED;

/** The three parts of the report. `tally` is the document's. */
dbn_status report_article(report *r) DBN_CHECKED;
dbn_status report_source(report *r) DBN_CHECKED;
dbn_status report_repairs(const report *r, const dbn_tally *tally) DBN_CHECKED;

/** The facts of the document: file, by-line, language. */
dbn_status report_facts(const report *r) DBN_CHECKED;

/** How a note of each dbn_severity looks, and the word for it. */
typedef struct report_severity {
    const char *class, *word;
} report_severity;
extern const report_severity report_severities[3];

/** Of a check: make room to tell rules apart. */
dbn_status report_prepare_rules(report *r) DBN_CHECKED;

/** Of a check: what was found in `block`, for its margin. */
dbn_status report_desk_notes(report *r, uint32_t block) DBN_CHECKED;

/** Of a check: the names of the rules that found something in `block`, or in all of
 * the document (DBN_NONE), as an attribute. */
dbn_status report_desk_rules(const report *r, uint32_t block) DBN_CHECKED;

/** Is the next finding one of `block`? */
bool report_has_finding(const report *r, uint32_t block);

/** A part of the page as a quotation. */
dbn_status report_quoted(const report *r, dbn_range range) DBN_CHECKED;

/** The block of an offset of the page; 0 where there is none. */
uint32_t report_block_of(const report *r, uint32_t offset);
bool report_is_left_out(const report *r, uint32_t block);

/** The end of the run of left-out blocks that begins at `block`, and folds into one
 * row: `block` for none. */
uint32_t report_run_end(const report *r, uint32_t block);

/** Where the page has what an edit of a view above it made. */
dbn_range report_repaired_range(const report *r, const dbn_view *view,
                                const dbn_edit *edit);

/** Markup as it is; text, escaped; a number; a text of the catalogue, which the
 * caller's caller has chosen. */
dbn_status report_raw(const report *r, dbn_span markup) DBN_CHECKED;
dbn_status report_text(const report *r, dbn_span value) DBN_CHECKED;
dbn_status report_number(const report *r, uint64_t n) DBN_CHECKED;
dbn_status report_word(const report *r, const char *english) DBN_CHECKED;

/** The attributes of an element that stands for a block, in its row. */
dbn_status report_attributes(const report *r, const char *name,
                             uint32_t block) DBN_CHECKED;

/** The number of a block, as a link to where the source has it. */
dbn_status report_block_link(const report *r, uint32_t block) DBN_CHECKED;

/** A section of a document, named by its heading, the document's title and its file:
 * titles come more than once. */
dbn_status report_open_section(const report *r, const char *class, const char *id,
                               const char *heading) DBN_CHECKED;

#endif
