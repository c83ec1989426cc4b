/*
 * flow/batch.h - items in, documents worked on in parallel, results out in order.
 *
 * What is done with each is a command: clean, check. Seen by the commands only; others
 * see flow/corpus.h.
 */
#ifndef DBN_FLOW_BATCH_H
#define DBN_FLOW_BATCH_H

#include "doublon/corpus.h"
#include "flow/doc.h"
#include "flow/item.h"
#include "flow/page.h"
#include "run/lender.h"
#include "write/write.h"

typedef struct dbn_batch dbn_batch;

/** All that one item needs from reading to writing, so that a worker can go on while
 * earlier results wait for their turn. */
typedef struct dbn_slot {
    dbn_item item;
    uint64_t number; /* from 1, in the order of the input */
    dbn_doc doc;
    dbn_job writing; /* values of a line, and what is written */
    dbn_buffer out;
    dbn_buffer account;
    dbn_json_input json;
    void *made;      /* by the command, in the arenas of the slot; NULL: nothing */
    dbn_error error; /* status DBN_OK when the document is good */
} dbn_slot;

/** What a batch does with its documents. */
typedef struct dbn_command {
    /* By any thread, one slot each. `work` makes the document and `write` what of its
     * result waits in slot->out; `work` leaves what failed in doc.job.err, `write`
     * fails with DBN_ERR_NOMEM alone. */
    dbn_status (*work)(const dbn_batch *batch, dbn_slot *slot, const dbn_input *input);
    dbn_status (*write)(const dbn_batch *batch, dbn_slot *slot);
    /* In the place of dbn_flow_item(), which NULL stands for; by any thread. What
     * failed is left in slot->writing.err. */
    dbn_status (*read)(const dbn_batch *batch, dbn_slot *slot, dbn_input *input,
                       dbn_jsonl_reader **reader);
    /* By one thread at a time: before the first document, for each in the order of the
     * input, failed ones too, and behind the last. `begin` and `end` may be NULL. */
    dbn_status (*begin)(dbn_batch *batch);
    dbn_status (*send)(dbn_batch *batch, dbn_slot *slot);
    dbn_status (*end)(dbn_batch *batch);
    bool says_failures; /* slot->out of one that failed is a line that says so */
} dbn_command;

struct dbn_batch {
    const dbn_command *command;
    void *own; /* of the command */
    const dbn_engine *engine;
    const dbn_batch_options *options;
    const dbn_batch_events *events;
    const char *version;
    dbn_lender *lender; /* of the memory of documents; NULL: the system */
    bool reads_again;   /* lines are asked for again once all are read (run/again.h) */
    dbn_inputs *inputs;
    dbn_slot *slots;
    dbn_jsonl_reader **readers; /* one a worker, made when needed */
    dbn_batch_result *result;
    uint64_t taken;   /* items so far */
    uint64_t written; /* bytes of output so far */
    bool in_line;     /* the last of them ends no line */
    bool is_cancelled;
};

/** Run it: all but `command`, `own`, `engine`, `options`, `events`, `version`,
 * `lender` and `reads_again` is made here. As dbn_batch_clean() says. */
dbn_status dbn_batch_run(dbn_batch_result *result, dbn_batch *batch) DBN_CHECKED;

/** For commands: a writer of what belongs to a slot, and bytes of output on their way.
 * dbn_batch_send() is of the shape that dbn_writer.send has. */
dbn_writer dbn_batch_writer(const dbn_batch *batch, dbn_slot *slot, dbn_buffer *out);
dbn_status dbn_batch_send(void *batch, dbn_span bytes) DBN_CHECKED;

/** For commands that write one page: a page of the batch; a document of it, whose body
 * waits in slot->out, or its failure; the end. */
void dbn_batch_open_page(dbn_batch *batch, dbn_page *page);
dbn_status dbn_batch_add_to_page(dbn_batch *batch, const dbn_slot *slot,
                                 dbn_page *page) DBN_CHECKED;
dbn_status dbn_batch_end_page(dbn_batch *batch, dbn_page *page,
                              const dbn_html_counts *counts) DBN_CHECKED;

#endif
