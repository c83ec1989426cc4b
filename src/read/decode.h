/*
 * read/decode.h - the bytes of one charset to UTF-8.
 */
#ifndef DBN_READ_DECODE_H
#define DBN_READ_DECODE_H

#include "read/charset.h"

/** The decoded view of `source`, which is in `charset`; `is_valid` vouches for UTF-8
 * without faults. Linear. Fails with DBN_ERR_NOMEM, DBN_ERR_LIMIT. */
dbn_status dbn_decode(const dbn_view **out, const dbn_view *source, dbn_charset charset,
                      bool is_valid, dbn_job *job) DBN_CHECKED;

/** The characters of bytes 80-FF of a single-byte charset, 0 for none; NULL for others.
 */
const uint16_t *dbn_charset_table(dbn_charset charset);

#endif
