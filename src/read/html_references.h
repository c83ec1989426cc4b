/*
 * read/html_references.h - one character reference; for html_tokens.c alone.
 */
#ifndef DBN_READ_HTML_REFERENCES_H
#define DBN_READ_HTML_REFERENCES_H

#include "base/span.h"

typedef struct dbn_html_reference {
    uint32_t codes[2];
    uint32_t len; /* with the ampersand; 0 for none */
} dbn_html_reference;

/** The reference at `at`, an ampersand. In a value an old name without its semicolon
 * counts only where no word or assignment goes on: "?a=1&copy=2" is an address. */
dbn_html_reference dbn_html_reference_at(dbn_span text, uint32_t at, bool in_value);

#endif
