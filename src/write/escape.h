/*
 * write/escape.h - text inside formats that are not ours.
 *
 * DBN_ERR_NOMEM, without a message.
 */
#ifndef DBN_WRITE_ESCAPE_H
#define DBN_WRITE_ESCAPE_H

#include "base/span.h"
#include "base/vec.h"

/** What stands in markup for a character that means something there: &, <, > and the
 * double quote. Empty for all others. */
dbn_span dbn_markup_for(uint32_t code);

/** Text of an element or of an attribute in double quotes. XML has neither controls, of
 * which each becomes a space, nor U+FFFE and U+FFFF, however they are written: these,
 * and bytes that are no UTF-8, become U+FFFD. */
dbn_status dbn_write_xml(dbn_buffer *out, dbn_arena *arena, dbn_span text) DBN_CHECKED;

/** A cell of a table: white space becomes a space. */
dbn_status dbn_write_cell(dbn_buffer *out, dbn_arena *arena, dbn_span text) DBN_CHECKED;

/** Text in which some bytes stand as something else: `of` says as what; empty: as they
 * are. Linear. */
dbn_status dbn_write_escaped(dbn_buffer *out, dbn_arena *arena, dbn_span text,
                             dbn_span (*of)(char c)) DBN_CHECKED;

#endif
