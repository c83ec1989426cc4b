/*
 * write/fragment.h - pieces as they stand in a page: text escaped for its place, codes
 * byte for byte.
 */
#ifndef DBN_WRITE_FRAGMENT_H
#define DBN_WRITE_FRAGMENT_H

#include "text/bilingual.h"

/** Append pieces of `b`. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_fragment(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                              dbn_pieces pieces, dbn_writing writing) DBN_CHECKED;

#endif
