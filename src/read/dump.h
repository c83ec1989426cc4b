/*
 * read/dump.h - plain text to blocks: lines, paragraphs, items, quotations.
 */
#ifndef DBN_READ_DUMP_H
#define DBN_READ_DUMP_H

#include "read/read.h"

/**
 * Split the plain text `decoded` into blocks. Fills out->records (a view derived from
 * `decoded`, its blocks on it, no hints); touches nothing else.
 *
 * Where lines were wrapped at a width they are joined; else every line is a block. A
 * block never holds a line end. What lies between blocks shows nothing: white space,
 * controls, zero-width characters. A text of one line a paragraph with blank lines
 * between gives exactly those lines.
 *
 * Linear. Fails with DBN_ERR_LIMIT (in->max_blocks passed), DBN_ERR_NOMEM.
 */
dbn_status dbn_dump_extract(dbn_read *out, const dbn_view *decoded,
                            const dbn_read_input *in, const dbn_profile *profile,
                            dbn_job *job) DBN_CHECKED;

#endif
