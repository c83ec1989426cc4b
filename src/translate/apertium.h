/*
 * translate/apertium.h - the stream of Apertium, without its deformatters: texts parted
 * by zeros, characters that mean something behind backslashes, [blanks] that are
 * carried along.
 */
#ifndef DBN_TRANSLATE_APERTIUM_H
#define DBN_TRANSLATE_APERTIUM_H

#include "base/span.h"
#include "base/vec.h"

/** Append a text, which may have blanks of masks: [1]. DBN_ERR_NOMEM, without a
 * message. */
dbn_status dbn_apertium_write(dbn_buffer *out, dbn_arena *arena,
                              dbn_span text) DBN_CHECKED;

/** Cut `count` texts out of what came back, as they were written but translated.
 * *is_whole is false where it is not so many, or one of them has no end. */
dbn_status dbn_apertium_read(dbn_span *out, uint32_t count, bool *is_whole,
                             dbn_span stream, dbn_arena *arena) DBN_CHECKED;

#endif
