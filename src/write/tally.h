/*
 * write/tally.h - what cleaning a document came to: counted once, for the account, the
 * report and the summary of a batch.
 */
#ifndef DBN_WRITE_TALLY_H
#define DBN_WRITE_TALLY_H

#include "text/document.h"

/** O(records). */
dbn_tally dbn_tally_of(const dbn_document *doc);

void dbn_tally_add(dbn_tally *sum, const dbn_tally *more);

/** The first record that does not belong to the copy of record `first`: the parts of a
 * covered block have a record each, with its own partner. */
uint32_t dbn_copy_end(const dbn_document *doc, uint32_t first);

/** Does the block stand neither in the output nor, as a copy, elsewhere? */
static inline bool
dbn_block_is_left_out(const dbn_block *block)
{
    return (block->flags & (DBN_BLOCK_KEPT | DBN_BLOCK_REMOVED)) == 0;
}

/** Does the view mend encoding or Unicode: are its edits repairs? */
static inline bool
dbn_view_is_repair(const dbn_view *view)
{
    return view->pass == DBN_PASS_REPAIR || view->pass == DBN_PASS_DECODE;
}

#endif
