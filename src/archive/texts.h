/*
 * archive/texts.h - the paragraphs of a document as one text, compressed by zstd: with
 * a blank line between two.
 */
#ifndef DBN_ARCHIVE_TEXTS_H
#define DBN_ARCHIVE_TEXTS_H

#include "base/span.h"
#include "base/vec.h"

/** Can texts be kept? False in a build without zstd. */
bool dbn_texts_can_be_kept(void);

/** Compress; *size is the length of the text. In the arena. DBN_ERR_NOMEM, without a
 * message. */
dbn_status dbn_texts_pack(dbn_span *out, uint64_t *size, const dbn_span *paragraphs,
                          uint32_t count, dbn_arena *arena) DBN_CHECKED;

/** The text again, in the arena. DBN_ERR_SYNTAX where the bytes are none of `size`,
 * DBN_ERR_NOMEM; without a message. */
dbn_status dbn_texts_unpack(dbn_span *out, dbn_span packed, uint64_t size,
                            dbn_arena *arena) DBN_CHECKED;

/** Its first `count` paragraphs; ptr NULL for those that it does not have. Linear. */
void dbn_texts_split(dbn_span *out, uint32_t count, dbn_span text);

#endif
