/*
 * write/json_line.h - what every line of JSON of a document has around what it says.
 * Seen by write/ only.
 *
 *     dbn_json_line_open()    {"id":"a", …, "doublon":
 *     dbn_json_line_stamps()  {"schema":1,"version":"…"
 *     members, each with the comma before it
 *     dbn_json_line_close()   }, …}
 *
 * Long lines are sent on in pieces, by the writer's `send`.
 */
#ifndef DBN_WRITE_JSON_LINE_H
#define DBN_WRITE_JSON_LINE_H

#include "write/write.h"

/** The input object up to where `doublon` belongs, without what is left out of it; for
 * a file an object with its name. */
dbn_status dbn_json_line_open(const dbn_writer *w, const dbn_json_input *input,
                              dbn_span name) DBN_CHECKED;

/** The object of the key `doublon` up to its second member. */
dbn_status dbn_json_line_stamps(const dbn_writer *w) DBN_CHECKED;

/** Close that object and the line. */
dbn_status dbn_json_line_close(const dbn_writer *w,
                               const dbn_json_input *input) DBN_CHECKED;

/** A string with its quotes. */
dbn_status dbn_json_line_string(const dbn_writer *w, dbn_span text) DBN_CHECKED;

/** Write `text` with `put`, in parts that end between code points. */
dbn_status dbn_json_line_parts(const dbn_writer *w, dbn_span text,
                               dbn_status (*put)(dbn_buffer *, dbn_arena *,
                                                 dbn_span)) DBN_CHECKED;

#endif
