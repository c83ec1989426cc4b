/*
 * write/html_style.h - report.css, which the build turns into C.
 */
#ifndef DBN_WRITE_HTML_STYLE_H
#define DBN_WRITE_HTML_STYLE_H

#include "base/span.h"

extern const dbn_span dbn_html_style;

#endif
