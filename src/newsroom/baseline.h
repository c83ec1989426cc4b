/*
 * newsroom/baseline.h - findings that are known, of which a check speaks no more.
 *
 * A file of them is YAML, a line each, by file, rule and text:
 *
 *     - {file: "a/b.txt", rule: "fr.typo.dash", text: "- ", count: 2}
 *     - {file: "c.jsonl", line: 7, rule: "fr.typo.dash", text: "- ", count: 1}
 *
 * So many findings of the rule on this very text are passed over in the file (or in the
 * document on that line of it), wherever they stand: what is written before or behind
 * them may change. Files are called as newsroom/place.h has them, from the folder of
 * the baseline. dbn_baseline_read() and its like are in doublon/desk.h.
 */
#ifndef DBN_NEWSROOM_BASELINE_H
#define DBN_NEWSROOM_BASELINE_H

#include "doublon/desk.h"
#include "match/rules.h"

/** Bytes of a finding's text that count, and are written. */
#define DBN_BASELINE_TEXT_MAX 120U

/** As dbn_baseline_read(), of bytes in memory; `path` is what they are called. */
dbn_status dbn_baseline_parse(dbn_baseline **out, const char *path, dbn_span bytes,
                              dbn_error *error) DBN_CHECKED;

/** A document: a file, or a line of it, from 1; else 0. */
typedef struct dbn_baseline_place {
    dbn_span file;
    uint64_t line;
} dbn_baseline_place;

/** Forget what was read of the file. DBN_ERR_NOMEM without a message. */
dbn_status dbn_baseline_forget(dbn_baseline *baseline, dbn_span file) DBN_CHECKED;

/** Add one finding. DBN_ERR_NOMEM without a message. */
dbn_status dbn_baseline_note(dbn_baseline *baseline, const dbn_baseline_place *place,
                             dbn_span rule, dbn_span text) DBN_CHECKED;

/** Take away the findings of a document in `text` that are known; the order stays.
 * DBN_ERR_NOMEM with a message. Any thread. */
dbn_status dbn_baseline_sift(dbn_findings *findings, const dbn_baseline *baseline,
                             const dbn_baseline_place *place, dbn_span text,
                             const dbn_ruleset *rules, dbn_job *job) DBN_CHECKED;

#endif
