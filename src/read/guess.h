/*
 * read/guess.h - the charset of bytes that nothing says anything of.
 */
#ifndef DBN_READ_GUESS_H
#define DBN_READ_GUESS_H

#include "lang/letters.h"
#include "read/charset.h"

/** UTF-16 without a byte order mark, by where its zero bytes are; DBN_CHARSET_COUNT for
 * what is none. Looks at 4 KiB. */
dbn_charset dbn_guess_utf16(dbn_span bytes);

/**
 * Of the single-byte charsets of Europe, the one in which the words of `bytes` are the
 * most probable; windows-1252 where there is nothing to choose. Every byte value counts
 * as often as it stands there, by the first few words that have it: linear, at memory
 * speed. `letters` may be NULL: then windows-1252.
 */
dbn_charset dbn_guess_single_byte(dbn_span bytes, const dbn_letter_stats *letters);

#endif
