/*
 * flow/reading.h - the items of a batch, read and signed to be compared with others.
 */
#ifndef DBN_FLOW_READING_H
#define DBN_FLOW_READING_H

#include "flow/batch.h"
#include "flow/collection.h"
#include "flow/learn.h"
#include "write/copies.h"

/** What is read of a line or a page, until it is signed: dbn_slot.made. */
typedef struct dbn_reading {
    dbn_sign_input in;
    dbn_signed sign;
    dbn_lesson_page lesson; /* where furniture is learnt */
    bool is_line_text;
} dbn_reading;

/** dbn_command.read: makes slot->made. */
dbn_status dbn_reading_item(const dbn_batch *batch, dbn_slot *slot, dbn_input *input,
                            dbn_jsonl_reader **reader) DBN_CHECKED;

/** dbn_command.work where it need not be signed: the text of slot->made, and its
 * profile, into in.text and in.profile; they live as long as the slot has the item. */
dbn_status dbn_reading_text(const dbn_batch *batch, dbn_slot *slot,
                            const dbn_input *input) DBN_CHECKED;

/** What dbn_command.work does: sign slot->made. What failed is left in
 * slot->doc.job.err. */
dbn_status dbn_reading_sign(const dbn_batch *batch, dbn_slot *slot,
                            const dbn_input *input,
                            const dbn_signing *signing) DBN_CHECKED;

/** The options of a dedup with the defaults in the place of zeros; what signing needs
 * of them. */
dbn_dedup_options dbn_reading_options(const dbn_dedup_options *options);

static inline dbn_signing
dbn_reading_signing(const dbn_dedup_options *options)
{
    return (dbn_signing){options->units, options->exact, options->survivor};
}

/** Write the line of a document behind what waits in `out`, which is in `arena` and is
 * sent when it is large; counts what is repeated in job->arena. */
dbn_status dbn_reading_write(dbn_batch *b, dbn_buffer *out, dbn_arena *arena,
                             dbn_copies_line *line, dbn_job *job) DBN_CHECKED;

/** Count what is repeated of a line, and send it. */
dbn_status dbn_reading_send(dbn_batch *batch, dbn_copies_line *line,
                            dbn_job *job) DBN_CHECKED;

#endif
