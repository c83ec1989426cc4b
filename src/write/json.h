/*
 * write/json.h - JSON into a buffer.
 *
 * The caller writes the structure with literals and values with these; keys are
 * literals that need no escape. DBN_ERR_NOMEM, without a message.
 */
#ifndef DBN_WRITE_JSON_H
#define DBN_WRITE_JSON_H

#include "base/span.h"
#include "base/vec.h"

/** Bytes as they are. */
dbn_status dbn_json_raw(dbn_buffer *out, dbn_arena *arena, dbn_span text) DBN_CHECKED;

/** A string with its quotes, from valid UTF-8: only `"`, `\` and controls are
 * escaped, and U+0085, U+2028 and U+2029, which some readers take for line ends. */
dbn_status dbn_json_string(dbn_buffer *out, dbn_arena *arena,
                           dbn_span text) DBN_CHECKED;

/** What stands in a string between its quotes: text may come in parts, cut between
 * code points. */
dbn_status dbn_json_part(dbn_buffer *out, dbn_arena *arena, dbn_span text) DBN_CHECKED;

/**
 * The name of a file as a string: bytes that are not UTF-8 each as U+FFFD and their two
 * hexadecimal digits, in capitals; a U+FFFD of the name in front of such digits has its
 * own three bytes written so. No two names come out the same.
 */
dbn_status dbn_json_name(dbn_buffer *out, dbn_arena *arena, dbn_span name) DBN_CHECKED;

/** JSON from elsewhere, byte for byte, but for those three line ends, which can only
 * stand in its strings and are escaped there: a line must be one for every reader. It
 * may come in parts, cut between code points. */
dbn_status dbn_json_passed(dbn_buffer *out, dbn_arena *arena,
                           dbn_span json) DBN_CHECKED;

/** An unsigned number. */
dbn_status dbn_json_number(dbn_buffer *out, dbn_arena *arena,
                           uint64_t value) DBN_CHECKED;

/** Thousandths as 0.987, without floating point; 1 for a thousand and more. */
dbn_status dbn_json_thousandths(dbn_buffer *out, dbn_arena *arena,
                                uint32_t share) DBN_CHECKED;

/** Bytes as a string of lower-case hexadecimal digits, with its quotes. */
dbn_status dbn_json_hex(dbn_buffer *out, dbn_arena *arena, dbn_span bytes) DBN_CHECKED;

#endif
