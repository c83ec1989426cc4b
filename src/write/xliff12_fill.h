/*
 * write/xliff12_fill.h - targets put into a file of XLIFF 1.2 as it stands.
 */
#ifndef DBN_WRITE_XLIFF12_FILL_H
#define DBN_WRITE_XLIFF12_FILL_H

#include "text/bilingual.h"

/**
 * Append `file`, well-formed XLIFF 1.2 that `b` was read from, with the targets of
 * parts where `is_new` is true, their states, and in a context of ours of their units
 * who gave them: "s2 mt apertium fr-es". Targets of other parts stay as they stand.
 * Linear. DBN_ERR_SYNTAX, without a message, where the file is not in UTF-8, or is not
 * that of `b`; DBN_ERR_NOMEM.
 */
dbn_status dbn_write_xliff12_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                                  const dbn_bilingual *b,
                                  const bool *is_new) DBN_CHECKED;

#endif
