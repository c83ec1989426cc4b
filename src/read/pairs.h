/*
 * read/pairs.h - files of translators as texts with their places: XLIFF, TMX, PO, TSV.
 *
 * Whatever somebody's tool wrote is read, whether it holds to its standard or not: that
 * is for exchange/, and so is all that a file says of a page.
 */
#ifndef DBN_READ_PAIRS_H
#define DBN_READ_PAIRS_H

#include "read/read.h"
#include "text/pairs.h"

/** What a file is, by how it begins; of a list by its name, too (.po, .tsv, .csv), and
 * of one with nothing in it by its name alone. */
dbn_pairs_kind dbn_pairs_kind_of(dbn_span name, dbn_span bytes);

/**
 * Read a file of that kind: `out` as dbn_read_run() makes it, with a block for each
 * text (those of targets are paragraphs, those of sources code, which nobody checks),
 * in the language of the targets. Linear. Fails with DBN_ERR_SYNTAX, and a line, where
 * it is not well-formed; DBN_ERR_LIMIT, DBN_ERR_NOMEM.
 */
dbn_status dbn_pairs_read(dbn_pairs *pairs, dbn_read *out, const dbn_read_input *in,
                          dbn_pairs_kind kind, const dbn_profiles *profiles,
                          dbn_job *job) DBN_CHECKED;

#endif
