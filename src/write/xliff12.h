/*
 * write/xliff12.h - pieces of XLIFF 1.2, for who writes them into a file that is there.
 */
#ifndef DBN_WRITE_XLIFF12_H
#define DBN_WRITE_XLIFF12_H

#include "text/bilingual.h"

/** Append text as the content of an element. DBN_ERR_NOMEM without a message. */
dbn_status dbn_xliff12_text(dbn_buffer *out, dbn_arena *arena,
                            dbn_span text) DBN_CHECKED;

/** The attribute ` state="…"` of the target of parts [beg, end): that of the part that
 * is least far, but what somebody must look at is said first. */
dbn_span dbn_xliff12_state(const dbn_bilingual *b, dbn_range parts);

#endif
