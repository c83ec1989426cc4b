/*
 * write/xliff_fill.h - targets put into a file of XLIFF 2 as it stands.
 *
 * Nothing else of it changes: not a space of its markup, not what other tools keep in
 * it. Codes of a target are those of its source, byte for byte.
 */
#ifndef DBN_WRITE_XLIFF_FILL_H
#define DBN_WRITE_XLIFF_FILL_H

#include "text/bilingual.h"

/**
 * Append `file`, well-formed XLIFF 2 that `b` was read from, with the targets of parts
 * where `is_new` is true, their states, and in the metadata of their units who gave
 * them: "s2 mt apertium fr-es", "s3 100 house.tmx". Linear. DBN_ERR_SYNTAX, without a
 * message, where the file is not in UTF-8, or is none of version 2; DBN_ERR_NOMEM.
 */
dbn_status dbn_write_xliff_fill(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                                const dbn_bilingual *b, const bool *is_new) DBN_CHECKED;

#endif
