/*
 * write/html_terms.h - the terms of texts, to be looked at.
 */
#ifndef DBN_WRITE_HTML_TERMS_H
#define DBN_WRITE_HTML_TERMS_H

#include "write/say.h"
#include "write/terms.h"

/** The page up to the first term, and behind the last. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_write_terms_head(const dbn_voice *voice,
                                const char *version) DBN_CHECKED;
dbn_status dbn_write_terms_foot(const dbn_voice *voice) DBN_CHECKED;

/** A row: the forms of one term, the first of which is its head, and where it stands
 * first. `lang` is that of the texts, `number` counts the rows from 1. */
dbn_status dbn_write_terms_row(const dbn_voice *voice, dbn_span lang, uint32_t number,
                               const dbn_term_line *lines, uint32_t count) DBN_CHECKED;

#endif
