/*
 * write/say.h - text for people, in their language, into a buffer.
 */
#ifndef DBN_WRITE_SAY_H
#define DBN_WRITE_SAY_H

#include "base/message.h"
#include "base/span.h"
#include "base/vec.h"

/** Who is told something, and where it is written. */
typedef struct dbn_voice {
    dbn_buffer *out;
    dbn_arena *arena;
    dbn_ui ui;
} dbn_voice;

/** A text or a format of the catalogue, translated. DBN_ERR_NOMEM, without a message.
 */
dbn_status dbn_say(const dbn_voice *voice, const char *format, ...)
    __attribute__((format(printf, 2, 3))) DBN_CHECKED;

/** A count with its noun: "1 copy", "2 copies". Each format has one "%llu". */
dbn_status dbn_say_count(const dbn_voice *voice, uint64_t n, const char *one,
                         const char *many) DBN_CHECKED;

/** A name that somebody else gave, with its controls as "\x1B", so that none reaches a
 * terminal. */
dbn_status dbn_say_given(const dbn_voice *voice, dbn_span name) DBN_CHECKED;

/** Bytes as they are. */
dbn_status dbn_say_raw(const dbn_voice *voice, dbn_span text) DBN_CHECKED;

#endif
