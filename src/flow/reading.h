/*
 * flow/reading.h - the items of a batch, read and signed to be compared with others.
 */
#ifndef DBN_FLOW_READING_H
#define DBN_FLOW_READING_H

#include "flow/batch.h"
#include "flow/collection.h"

/** What is read of a line or a page, until it is signed: dbn_slot.made. */
typedef struct dbn_reading {
    dbn_sign_input in;
    dbn_signed sign;
    bool is_line_text;
} dbn_reading;

/** dbn_command.read: makes slot->made. */
dbn_status dbn_reading_item(const dbn_batch *batch, dbn_slot *slot, dbn_input *input,
                            dbn_jsonl_reader **reader) DBN_CHECKED;

/** What dbn_command.work does: sign slot->made. What failed is left in
 * slot->doc.job.err. */
dbn_status dbn_reading_sign(const dbn_batch *batch, dbn_slot *slot,
                            const dbn_input *input,
                            const dbn_signing *signing) DBN_CHECKED;

#endif
