/*
 * flow/item.h - what came in, a file, a line or a capture, as one document.
 */
#ifndef DBN_FLOW_ITEM_H
#define DBN_FLOW_ITEM_H

#include "doublon/corpus.h"
#include "read/jsonl.h"
#include "run/inputs.h"
#include "write/write.h"

/**
 * The document of `item`: of a JSON line its page, else its text; of an answer its
 * body; else its bytes. What the options say of language, charset and kind comes before
 * what the item says. `json` gets what the writer of a line repeats of the input, also
 * when this fails. *reader is made when it is first needed.
 *
 * Borrows from the item; what is decoded lives in job->arena. Fails as the item did,
 * or with DBN_ERR_SYNTAX, DBN_ERR_LIMIT, DBN_ERR_NOMEM; job->err says why.
 */
dbn_status dbn_flow_item(dbn_input *out, dbn_json_input *json, const dbn_item *item,
                         const dbn_batch_options *options, dbn_jsonl_reader **reader,
                         dbn_job *job) DBN_CHECKED;

/**
 * A line of JSON Lines: its fields in *line, and *out and *json as above, whose bytes,
 * name and the like are those of the line already. A line without text and page is
 * good, and leaves out->bytes empty.
 */
dbn_status dbn_flow_line(dbn_jsonl_line *line, dbn_input *out, dbn_json_input *json,
                         const dbn_batch_options *options, dbn_jsonl_reader **reader,
                         dbn_job *job) DBN_CHECKED;

#endif
