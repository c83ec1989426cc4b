/*
 * tests/support/html_check.h - is a report well-formed, and what does it say? A strict
 * reader of its own: what it accepts, every browser and every XML parser reads alike.
 */
#ifndef DBN_TESTS_SUPPORT_HTML_CHECK_H
#define DBN_TESTS_SUPPORT_HTML_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/** Text content that grows; the caller frees `ptr`. */
typedef struct html_text {
    char *ptr;
    size_t len, cap;
} html_text;

/**
 * Elements nest and are closed, attributes are quoted, ampersands and controls are
 * escaped, ids are there once, every link leads to one, no link stands in a link and
 * no block in a paragraph. NULL when all holds, else a fault of one line, which stays
 * until the next call. What the elements <p class="t"> hold, without their <sup>, goes
 * to *texts, each with a line feed; NULL for nobody wants it.
 */
const char *html_fault(const char *html, size_t len, html_text *texts);

/** Add to a text; what is a control comes out as its picture, as in reports. */
void html_text_add(html_text *text, const char *bytes, size_t len);

#endif
