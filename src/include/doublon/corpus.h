/*
 * doublon/corpus.h - many documents: files, folders, JSON Lines; in parallel, written
 * in the order of the input; and back from cleaned text to the sources.
 */
#ifndef DOUBLON_CORPUS_H
#define DOUBLON_CORPUS_H

#include "doublon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How results are written. */
typedef enum dbn_format {
    DBN_FORMAT_TEXT, /* the article; between two documents a line with a form feed */
    DBN_FORMAT_JSONL /* one line a document: src/write/README.md */
} dbn_format;

/** What to read and how to write it. Zero gives the defaults. */
typedef struct dbn_batch_options {
    const char *const *paths; /* NUL-terminated; "-" is standard input; folders are
                                 walked in the order of names */
    size_t path_count;        /* 0: standard input */
    dbn_input_kind kind;      /* AUTO: .jsonl and .ndjson are JSON Lines */
    dbn_span charset, lang;   /* as in dbn_input */
    dbn_span text_field;      /* JSON Lines: names of fields; empty: "text", "html" */
    dbn_span html_field;
    bool accounts;   /* make the account of dbn_report */
    bool drop_input; /* leave the input field out of JSON Lines that are written */
    dbn_clean_options clean;
    dbn_format format;
    dbn_offset_unit offsets; /* unit of from and to in JSON Lines */
    uint32_t threads;        /* 0: one a processor */
    size_t budget;           /* bytes a document and store; 0: no bound */
    size_t max_bytes;        /* a larger document is refused; 0: 2^31-1 */
} dbn_batch_options;

/** What became of one document. Valid during the call that gets it. */
typedef struct dbn_report {
    dbn_span name;          /* file as named or found; "-" for standard input */
    uint64_t line;          /* in JSON Lines, from 1; else 0 */
    const dbn_doc *doc;     /* NULL when it failed */
    const dbn_error *error; /* NULL when it did not */
    dbn_span account;       /* for people: what was removed, why, where; lines */
} dbn_report;

/** Where results go. Calls come from one thread at a time, in the order of the input;
 * `output` and `log` get whole documents. Any may be NULL. */
typedef struct dbn_batch_events {
    void *context;
    dbn_status (*output)(void *context, dbn_span bytes);
    dbn_status (*log)(void *context, dbn_span lines); /* NULL: no log is made */
    void (*document)(void *context, const dbn_report *report);
    bool (*cancelled)(void *context); /* asked between documents */
} dbn_batch_events;

/** How a batch went. */
typedef struct dbn_batch_result {
    uint64_t documents; /* seen, failed ones included */
    uint64_t bytes;     /* read */
    uint64_t failed;
    uint64_t failed_named; /* of those, files that `paths` names */
    uint64_t unreadable;   /* of those, what could not be opened or read */
    dbn_error error;       /* the failure that ended the batch, if one did */
} dbn_batch_result;

/**
 * Clean every document. One that fails is reported and the rest goes on. Returns
 * DBN_OK when the end was reached, whatever failed on the way; else the status of
 * the failed `output` or `log`, DBN_ERR_CANCELLED, or DBN_ERR_NOMEM.
 */
DBN_API dbn_status dbn_batch_clean(dbn_batch_result *result, const dbn_engine *engine,
                                   const dbn_batch_options *options,
                                   const dbn_batch_events *events);

/**
 * The sources again, from the text output of a clean (`cleaned`) and its log. Each
 * source is handed to `source` with its name as the log spells it
 * (src/write/README.md), in order. Fails with DBN_ERR_SYNTAX when the log is broken or
 * does not belong to the text: error->line is then the line of the log. Needs memory
 * for one document at a time.
 */
DBN_API dbn_status dbn_restore(dbn_span cleaned, dbn_span log,
                               dbn_status (*source)(void *context, dbn_span name,
                                                    dbn_span bytes),
                               void *context, dbn_error *error);

#ifdef __cplusplus
}
#endif
#endif
