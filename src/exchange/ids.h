/*
 * exchange/ids.h - what identifiers stand for, within what.
 *
 * Rows (scope, kind, identifier, node), gathered, sorted, then looked up by halving:
 * no file can make it slow. A scope is a node, a kind a number of its user's.
 */
#ifndef DBN_EXCHANGE_IDS_H
#define DBN_EXCHANGE_IDS_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

typedef struct dbn_id_row {
    dbn_span id; /* borrowed */
    uint32_t scope, kind, node;
} dbn_id_row;

typedef DBN_VEC(dbn_id_row) dbn_ids;

/** Once all rows are there, and before the first is asked for. */
void dbn_ids_sort(dbn_ids *ids);

/** The first node in the order of the file, or DBN_NONE. */
uint32_t dbn_ids_find(const dbn_ids *ids, uint32_t scope, uint32_t kind, dbn_span id);

/** Does the row `at` say of another node what the one before it says? */
bool dbn_ids_is_taken(const dbn_ids *ids, uint32_t at);

#endif
