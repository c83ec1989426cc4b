/*
 * dedup/settle.h - records of copies, part by part.
 */
#ifndef DBN_DEDUP_SETTLE_H
#define DBN_DEDUP_SETTLE_H

#include "text/records.h"

/**
 * The part of `copy` whose partner is `of_partner`, a part of copy->partner, without
 * white space around; false where nothing is in it. What differs on the two sides moves
 * the ends a little, never out of copy->range. O(1).
 */
bool dbn_copy_part(dbn_copy *part, const dbn_copy *copy, dbn_range of_partner,
                   dbn_span text);

/** Append a copy that went, and the same as seen from its partner. */
dbn_status dbn_copies_add(dbn_copies *copies, const dbn_copy *gone,
                          dbn_job *job) DBN_CHECKED;

/** By range.beg, then partner.beg. */
void dbn_copies_sort(dbn_copies *copies);

/**
 * Whatever a record names as partner stands in the text afterwards: where a partner or
 * a part of it went, that part of the copy names what stands in its place. The ranges
 * that went do not overlap. O(n log n) for records and parts.
 */
dbn_status dbn_copies_settle(dbn_copies *copies, dbn_span text,
                             dbn_job *job) DBN_CHECKED;

#endif
