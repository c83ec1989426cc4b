/*
 * write/html_style.h - report.css, review.css and review.js, which the build
 * turns into C.
 */
#ifndef DBN_WRITE_HTML_STYLE_H
#define DBN_WRITE_HTML_STYLE_H

#include "base/span.h"

extern const dbn_span dbn_html_style, dbn_html_review_style;

/** What saves the edits of a page of translations, and its hash, by which the page
 * allows it and no other script. */
extern const dbn_span dbn_html_script, dbn_html_script_hash;

#endif
