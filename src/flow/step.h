/*
 * flow/step.h - a dedup in steps, each from lines to lines (step_lines.h), for engines
 * that sort and run them on many machines.
 *
 *     documents ─sign▶ content ─pairs▶ gram ─pairs▶ share ─pairs▶ pair
 *     content, pair ─verify▶ text;  content, text ─verify▶ link, passage, contradiction
 *     link ─components▶ link, centre;  until no line changes
 *     centre, content, passage ─apply▶ told, gone, copy;  told, gone ─apply▶ copy
 *     documents, copy, contradiction ─apply▶ the lines of dedup
 *
 * Between two steps lines are sorted by their bytes. Whatever is decided is decided by
 * the functions that decide it for one process (relate.h), so that the lines of the
 * documents are the same.
 */
#ifndef DBN_FLOW_STEP_H
#define DBN_FLOW_STEP_H

#include "flow/corpus.h"

/** One function a step, as dbn_batch_step() says; `part` is the number of this part of
 * the input. dbn_step_apply() gives documents their lines out of the file `copies`,
 * dbn_step_tell() makes the lines of that file. `dedup` has its defaults filled in. */
dbn_status dbn_step_sign(dbn_batch_result *result, const dbn_corpus_run *run,
                         const dbn_dedup_options *dedup, uint32_t part) DBN_CHECKED;
dbn_status dbn_step_pairs(dbn_batch_result *result, const dbn_corpus_run *run,
                          const dbn_dedup_options *dedup) DBN_CHECKED;
dbn_status dbn_step_verify(dbn_batch_result *result, const dbn_corpus_run *run,
                           const dbn_dedup_options *dedup) DBN_CHECKED;
dbn_status dbn_step_components(dbn_batch_result *result, const dbn_corpus_run *run,
                               const dbn_dedup_options *dedup) DBN_CHECKED;
dbn_status dbn_step_tell(dbn_batch_result *result, const dbn_corpus_run *run,
                         const dbn_dedup_options *dedup) DBN_CHECKED;
dbn_status dbn_step_apply(dbn_batch_result *result, const dbn_corpus_run *run,
                          const dbn_dedup_options *dedup,
                          const dbn_step_options *step) DBN_CHECKED;

#endif
