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

/** Take a value that is not empty; false for one that is. */
bool dbn_value_bytes(dbn_span *out, const char *value);

/** Take a whole number as dbn_value_number() reads it. */
bool dbn_value_uint32(uint32_t *out, const char *value, uint32_t least, uint32_t most);

/** A whole number without sign, from `least` to `most`; false for anything else. */
bool dbn_value_number(const char *value, unsigned long long least,
                      unsigned long long most, unsigned long long *number);

bool dbn_set_input(void *settings, const char *value);
bool dbn_set_lang(void *settings, const char *value);
bool dbn_set_charset(void *settings, const char *value);
bool dbn_set_extract(void *settings, const char *value);
bool dbn_set_offsets(void *settings, const char *value);
bool dbn_set_text_field(void *settings, const char *value);
bool dbn_set_html_field(void *settings, const char *value);
bool dbn_set_drop_input(void *settings, const char *value);
bool dbn_set_jobs(void *settings, const char *value);
bool dbn_set_max_bytes(void *settings, const char *value);
bool dbn_set_max_blocks(void *settings, const char *value);
bool dbn_set_max_depth(void *settings, const char *value);

/* clang-format off */
#define DBN_INPUT_OPTION                                                               \
    {"input", 'i', "KIND", "auto (default), html, text or jsonl", dbn_set_input,       \
     "auto,html,text,jsonl"}
#define DBN_LANG_OPTION                                                                \
    {"lang", 'l', "LANG", "language of the text, as in fr or nl-BE", dbn_set_lang, NULL}
#define DBN_CHARSET_OPTION                                                             \
    {"charset", 0, "NAME", "what a protocol said of the encoding", dbn_set_charset,    \
     NULL}
#define DBN_EXTRACT_OPTION                                                             \
    {"extract", 0, "WHAT",                                                             \
     "auto (default): of pages the article, of texts all; article; none",              \
     dbn_set_extract, "auto,article,none"}
#define DBN_LINES_OPTIONS                                                              \
    {"offsets", 0, "UNIT", "of from and to: bytes (default), codepoints, utf16",       \
     dbn_set_offsets, "bytes,codepoints,utf16"},                                       \
    {"text-field", 0, "NAME", "field with the text in JSON Lines (default text)",      \
     dbn_set_text_field, NULL},                                                        \
    {"html-field", 0, "NAME", "field with the page in JSON Lines (default html)",      \
     dbn_set_html_field, NULL},                                                        \
    {"drop-input", 0, NULL, "leave that field out of the JSON Lines written",          \
     dbn_set_drop_input, NULL}
#define DBN_JOBS_OPTION                                                                \
    {"jobs", 'j', "N", "documents at a time (default: one a processor)", dbn_set_jobs, \
     NULL}
#define DBN_LIMIT_OPTIONS                                                              \
    {"max-bytes", 0, "N", "refuse larger documents", dbn_set_max_bytes, NULL},         \
    {"max-blocks", 0, "N", "refuse documents with more blocks (default 1000000)",      \
     dbn_set_max_blocks, NULL},                                                        \
    {"max-depth", 0, "N", "nested elements to remember (default 1000)",                \
     dbn_set_max_depth, NULL}
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
