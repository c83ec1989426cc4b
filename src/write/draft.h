/*
 * write/draft.h - sentences and their translations side by side.
 */
#ifndef DBN_WRITE_DRAFT_H
#define DBN_WRITE_DRAFT_H

#include "text/bilingual.h"

/** Append a table, a line a sentence of what is to be translated: its name, the source,
 * the target (empty: it has none), who gave that. Without codes. DBN_ERR_NOMEM without
 * a message. */
dbn_status dbn_write_draft(dbn_buffer *out, dbn_arena *arena,
                           const dbn_bilingual *b) DBN_CHECKED;

#endif
