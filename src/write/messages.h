/*
 * write/messages.h - what of a page is translated as a list of messages: PO and TSV.
 *
 * A message is a sentence as it stands in the page, markup and all: in pages text is
 * escaped as the content of an element is, in plain texts it is as it is. What is said
 * twice is one message. Nothing else ties a message to its page: who merges a list cuts
 * the page again, and looks its sentences up.
 */
#ifndef DBN_WRITE_MESSAGES_H
#define DBN_WRITE_MESSAGES_H

#include "text/bilingual.h"

/** Append a sentence as the message that it is. Markup that is no tag, as text that the
 * page does not show, is <x id="n"/>, the n-th piece of the sentence. DBN_ERR_NOMEM
 * without a message, like all of these. */
dbn_status dbn_write_message(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                             uint32_t part) DBN_CHECKED;

/** The same of its target; of a part that has none its source. */
dbn_status dbn_write_message_target(dbn_buffer *out, dbn_arena *arena,
                                    const dbn_bilingual *b, uint32_t part) DBN_CHECKED;

/** Append a string of PO, in its quotes. */
dbn_status dbn_write_po_string(dbn_buffer *out, dbn_arena *arena,
                               dbn_span text) DBN_CHECKED;

/** Append a cell of a table whose cells `separator` parts, in quotes where it needs
 * them. */
dbn_status dbn_write_table_cell(dbn_buffer *out, dbn_arena *arena, dbn_span text,
                                char separator) DBN_CHECKED;

/** Append a file of gettext, or a table with a head. `source`: the bytes of the page,
 * for numbers of lines. */
dbn_status dbn_write_po(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                        dbn_span source) DBN_CHECKED;
dbn_status dbn_write_tsv(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                         dbn_span source) DBN_CHECKED;

#endif
