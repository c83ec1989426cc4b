/*
 * cli/batch.h - what the commands share that read documents: their options, and how a
 * batch ends.
 *
 * The settings of such a command begin with its dbn_batch_options, which the rows below
 * fill:
 *
 *     typedef struct settings {
 *         dbn_batch_options batch;
 *         …
 *     } settings;
 */
#ifndef DBN_CLI_BATCH_H
#define DBN_CLI_BATCH_H

#include "guard.h"
#include "options.h"
#include "output.h"

#include <string.h>

static inline dbn_span
dbn_value_span(const char *value)
{
    return (dbn_span){value, strlen(value)};
}

bool dbn_set_charset(void *settings, const char *value);
bool dbn_set_extract(void *settings, const char *value);

/* clang-format off */
#define DBN_INPUT_OPTION                                                               \
    {"input", 'i', "KIND", "auto (default), html, text or jsonl",                      \
     DBN_TO_CHOICE(dbn_batch_options, kind, "auto,html,text,jsonl")}
#define DBN_LANG_OPTION                                                                \
    {"lang", 'l', "LANG", "language of the text, as in fr or nl-BE",                   \
     DBN_TO_BYTES(dbn_batch_options, lang)}
#define DBN_CHARSET_OPTION                                                             \
    {"charset", 0, "NAME", "what a protocol said of the encoding", dbn_set_charset}
#define DBN_EXTRACT_OPTION                                                             \
    {"extract", 0, "WHAT",                                                             \
     "auto (default): of pages the article, of texts all; article; none",              \
     dbn_set_extract, "auto,article,none"}
#define DBN_FIELD_OPTIONS                                                              \
    {"text-field", 0, "NAME", "field with the text in JSON Lines (default text)",      \
     DBN_TO_BYTES(dbn_batch_options, text_field)},                                     \
    {"html-field", 0, "NAME", "field with the page in JSON Lines (default html)",      \
     DBN_TO_BYTES(dbn_batch_options, html_field)},                                     \
    {"drop-input", 0, NULL, "leave that field out of the JSON Lines written",          \
     DBN_TO_FLAG(dbn_batch_options, drop_input)}
#define DBN_LINES_OPTIONS                                                              \
    {"offsets", 0, "UNIT", "of from and to: bytes (default), codepoints, utf16",       \
     DBN_TO_CHOICE(dbn_batch_options, offsets, "bytes,codepoints,utf16")},             \
    DBN_FIELD_OPTIONS
#define DBN_JOBS_OPTION                                                                \
    {"jobs", 'j', "N", "documents at a time (default: one a processor)",               \
     DBN_TO_NUMBER(dbn_batch_options, threads, 1, 1024)}
#define DBN_LIMIT_OPTIONS                                                              \
    {"max-bytes", 0, "N", "refuse larger documents",                                   \
     DBN_TO_NUMBER(dbn_batch_options, max_bytes, 1, INT32_MAX)},                       \
    {"max-blocks", 0, "N", "refuse documents with more blocks (default 1000000)",      \
     DBN_TO_NUMBER(dbn_batch_options, clean.max_blocks, 1, 100000000)},                \
    {"max-depth", 0, "N", "nested elements to remember (default 1000)",                \
     DBN_TO_NUMBER(dbn_batch_options, clean.max_depth, 1, 100000)}
/* clang-format on */

/** What the events of a batch need. The run of a command begins with it, as its
 * settings begin with the options. */
typedef struct dbn_batch_run {
    dbn_output output;
    dbn_guard guard;
} dbn_batch_run;

/** Events of a batch whose context is such a run: results go to the output; a signal,
 * or a file that an output would overwrite, ends it. */
dbn_status dbn_batch_on_output(void *run, dbn_span bytes);
bool dbn_batch_on_cancelled(void *run);
void dbn_batch_on_opened(void *run, const char *path, int fd);

/** These three, and `document`, which is told of each document. */
dbn_batch_events dbn_batch_events_of(dbn_batch_run *run,
                                     void (*document)(void *run,
                                                      const dbn_report *report));

/** Where the results of a batch go: the text, and a log where there is one. */
typedef struct dbn_batch_outputs {
    const char *command;
    dbn_output *text, *log; /* `log` may be NULL */
    const dbn_guard *guard; /* whether a file found in a folder was refused; may be
                               NULL */
} dbn_batch_outputs;

/** Was the batch ended by a signal, a reader that has gone, a file that an output would
 * overwrite, or a failure of its own? Then nothing is left behind, the failure is said,
 * and *exit_status is that of the command, unless the signal ends the process. */
bool dbn_batch_is_cut_short(const dbn_batch_outputs *outputs, dbn_status status,
                            const dbn_batch_result *result, int *exit_status);

/** Put results into their places; false, and a message, when that failed. What came of
 * nothing is left out: what an earlier run made is worth more. */
bool dbn_batch_commit(const dbn_batch_outputs *outputs, const dbn_batch_result *result);

/** The end of a batch that was not cut short: say where JSON Lines were read as text,
 * and put results into their places. The exit status of a command that is told of
 * documents that failed, and of nothing else. */
int dbn_batch_end(const dbn_batch_outputs *outputs, const dbn_batch_result *result);

/** Was no document readable at all? */
static inline bool
dbn_batch_read_nothing(const dbn_batch_result *result)
{
    return result->documents > 0 && result->unreadable == result->documents;
}

#endif
