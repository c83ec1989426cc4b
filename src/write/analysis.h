/*
 * write/analysis.h - how much of texts is new: tables, and the layouts that agencies
 * read.
 */
#ifndef DBN_WRITE_ANALYSIS_H
#define DBN_WRITE_ANALYSIS_H

#include "text/analysis.h"

/** Append what was counted of each text and of all. `ui`: the language of the table.
 * DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_analysis(dbn_buffer *out, dbn_arena *arena,
                              const dbn_analysed *analysed, dbn_analysis_format format,
                              dbn_ui ui) DBN_CHECKED;

#endif
