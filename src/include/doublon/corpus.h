/*
 * doublon/corpus.h - many documents: files, folders, archives, JSON Lines; in parallel,
 * written in the order of the input; and back from cleaned text to the sources.
 */
#ifndef DOUBLON_CORPUS_H
#define DOUBLON_CORPUS_H

#include "doublon.h"
#include "doublon/desk.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How results are written. */
typedef enum dbn_format {
    DBN_FORMAT_TEXT,  /* the article and a line end, or the text exactly where nothing
                         is extracted; between two a line with a form feed */
    DBN_FORMAT_JSONL, /* one line a document: src/write/README.md */
    DBN_FORMAT_MARKDOWN, /* as text, with headings, lists, links and emphasis */
    DBN_FORMAT_HTML,     /* a report to look at: one page, whole when the batch ends */
    DBN_FORMAT_LINES,    /* sentences, one a line; between documents a form feed */
    DBN_FORMAT_SEGMENTS  /* one line a document, with its sentences alone */
} dbn_format;

/** What to read and how to write it. Zero gives the defaults. */
typedef struct dbn_batch_options {
    const char *const *paths; /* NUL-terminated; "-" is standard input; folders are
                                 walked in the order of names, and gzip, zstd, tar,
                                 zip and WARC are opened */
    size_t path_count;        /* 0: standard input */
    dbn_span stdin_name;      /* what standard input is called; empty: "-" */
    dbn_input_kind kind;      /* AUTO: .jsonl and .ndjson are JSON Lines */
    dbn_span charset, lang;   /* as in dbn_input */
    dbn_span text_field;      /* JSON Lines: names of fields; empty: "text", "html" */
    dbn_span html_field;
    bool accounts;   /* make the account of dbn_report */
    bool has_color;  /* with the escape sequences of terminals in it */
    dbn_ui ui;       /* language of the account and of the report */
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
    dbn_span name;          /* file as named or found; "-" for standard input;
                               "archive:member" for one in an archive */
    bool is_member;         /* of an archive */
    bool is_file;           /* `name` is the path of a file that holds just the source:
                               no line, no member, not unpacked, not standard input */
    uint64_t line;          /* in JSON Lines, from 1; else 0 */
    const dbn_doc *doc;     /* NULL when it failed */
    const dbn_error *error; /* NULL when it did not */
    dbn_span account;       /* for people: what was removed, why, where; lines */
} dbn_report;

/** Where results go. Calls come from one thread at a time, in the order of the input,
 * those of `cancelled` and `opened` aside; `log` gets whole documents, `output` a large
 * one in pieces. Any may be NULL. */
typedef struct dbn_batch_events {
    void *context;
    dbn_status (*output)(void *context, dbn_span bytes);
    dbn_status (*log)(void *context, dbn_span lines); /* NULL: no log is made */
    void (*document)(void *context, const dbn_report *report);
    bool (*cancelled)(void *context); /* asked between documents */
    /* A file is about to be read, named or found in a folder: nothing of it is written
     * when `cancelled` then says so. May come while another thread is in `output`. */
    void (*opened)(void *context, const char *path, int fd);
} dbn_batch_events;

/** What web archives hold besides documents, and was passed over. */
typedef struct dbn_skipped {
    uint64_t revisits; /* captures that were the same as an earlier one */
    uint64_t failures; /* answers that are no success: errors, redirections */
    uint64_t others;   /* what is neither page nor text */
} dbn_skipped;

/** How a batch went. */
typedef struct dbn_batch_result {
    uint64_t documents; /* seen, failed ones included */
    uint64_t bytes;     /* read */
    uint64_t failed;
    uint64_t failed_named; /* of those, files that `paths` names, not members */
    uint64_t unreadable;   /* of those, what could not be opened or read */
    dbn_skipped skipped;   /* not among `documents` */
    uint64_t like_lines;   /* of `documents`, texts that look like JSON Lines: nobody
                              said that they are */
    dbn_tally tally;       /* of all that did not fail */
    uint64_t findings[3];  /* of a check, by dbn_severity */
    uint64_t failing;      /* of those, what makes it fail: dbn_doc_failing() */
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
 * Check every document, and write as `check` says (NULL: findings as text); of the
 * options, `clean`, `format` and `accounts` are for cleaning. The engine must be one
 * for the desk. Otherwise as dbn_batch_clean().
 */
DBN_API dbn_status dbn_batch_check(dbn_batch_result *result, const dbn_engine *engine,
                                   const dbn_batch_options *options,
                                   const dbn_check_options *check,
                                   const dbn_batch_events *events);

/** What dbn_batch_dedup() writes: a line a document, or in its place a report on all of
 * them: the largest clusters of copies, the hosts that copy from each other, what could
 * go. */
typedef enum dbn_dedup_output {
    DBN_DEDUP_LINES,
    DBN_DEDUP_REPORT_TEXT, /* for people, as the `ui` of the options says */
    DBN_DEDUP_REPORT_JSON, /* one object: src/write/README.md */
    DBN_DEDUP_REPORT_HTML  /* a page, with copies beside what stays of them */
} dbn_dedup_output;

/** Learn which blocks are the furniture of their hosts: what stands in many articles of
 * one, none of which is a copy of another. Holds the texts of up to 2048 articles a
 * host in memory. Zero learns nothing. */
typedef struct dbn_learn_options {
    /* Takes the list, for dbn_furniture_add(), once all was read. NULL: none is made.
     */
    dbn_status (*output)(void *context, dbn_span bytes);
    void *context;
    uint32_t articles; /* a block must stand in so many articles; 0: 5 */
    uint32_t share;    /* and in so many thousandths of the host's; 0: 200 */
} dbn_learn_options;

/** What dbn_batch_dedup() looks for, and what it does with it. Zero gives the defaults
 * but for `units` and `max_postings`. */
typedef struct dbn_dedup_options {
    uint32_t units;        /* bits, 1 << dbn_unit; 0: documents and paragraphs */
    bool exact;            /* only what is the same byte for byte */
    bool removes;          /* write the text of each document without its copies */
    dbn_survivor survivor; /* FINEST is EARLIEST here */
    uint32_t near;         /* thousandths of the words of the shorter text that must
                              stand in the other one; 0: 300 */
    uint32_t max_postings; /* where words in a row stand in more texts, one of those
                              answers for all; 0: 64 */
    dbn_dedup_output
        output; /* of a report, texts are not written: not with `removes` */
    dbn_learn_options learn;
    uint64_t memory; /* bytes that the process may have in memory, 64 MiB or more: what
                        grows with the corpus goes to temporary files; 0: no limit */
    const char *temporary; /* folder of those files; NULL: /tmp */
} dbn_dedup_options;

/** So many documents are named for what is wrong with them, each by so many bytes of
 * its id at most, NUL-terminated, controls as "\x1B". */
#define DBN_EXAMPLES    8
#define DBN_EXAMPLE_LEN 80
typedef char dbn_example[DBN_EXAMPLE_LEN];

/** What a corpus repeats. */
typedef struct dbn_dedup_result {
    uint64_t copies;         /* documents and paragraphs that others stand for, and
                                passages that stood before */
    uint64_t contradictions; /* pairs of places */
    uint64_t emptied;        /* documents of which nothing was left: removed copies */
    uint64_t twice;          /* ids that several different documents have */
    uint64_t misdated;       /* documents with a date that cannot be read */
    /* The first of both, in the order of the input. */
    dbn_example twice_ids[DBN_EXAMPLES], misdated_ids[DBN_EXAMPLES];
} dbn_dedup_result;

/**
 * Find what the documents repeat of each other. Of the options, `clean` bounds what is
 * read of pages, and `format` is JSON Lines: a line a document, in the order of the
 * input, written when all was read. Holds what documents are compared by in memory,
 * about twice the input, the text of documents with many paragraphs, and the lines of
 * standard input and of what was compressed. Lines of files are read again: DBN_ERR_IO
 * where one changed meanwhile. The lines depend on the documents alone, not on their
 * order, except for DBN_SURVIVOR_FIRST, nor on threads. Otherwise as dbn_batch_clean().
 */
DBN_API dbn_status dbn_batch_dedup(dbn_batch_result *result, dbn_dedup_result *found,
                                   const dbn_engine *engine,
                                   const dbn_batch_options *options,
                                   const dbn_dedup_options *dedup,
                                   const dbn_batch_events *events);

/** A step of a dedup that many machines share: lines in, lines out, with a sort by
 * bytes between two. doublon-step(1) says what each line is. */
typedef enum dbn_corpus_step {
    DBN_CORPUS_SIGN,       /* documents to their contents */
    DBN_CORPUS_PAIRS,      /* contents to pairs that may match; three times */
    DBN_CORPUS_VERIFY,     /* contents and pairs to what they have in common; twice */
    DBN_CORPUS_COMPONENTS, /* which content stands for which; until no line changes */
    DBN_CORPUS_APPLY       /* what documents are told, twice; then with `copies` the
                              documents to the lines that dbn_batch_dedup() writes */
} dbn_corpus_step;

typedef struct dbn_step_options {
    dbn_corpus_step step;
    uint32_t part; /* SIGN, APPLY: the number of this part of the input, below 2^24;
                      parts in a row are one input */
    const char *copies; /* APPLY: the file of the lines for the documents; NULL: lines
                           are made */
} dbn_step_options;

/**
 * Run a step. SIGN, and APPLY with `copies`, read documents and the options as
 * dbn_batch_dedup() does; the others read lines, and hold what belongs to one key. A
 * bad line is reported as a document that failed, and the rest goes on; lines out of
 * order end the run. All steps want the same `dedup`. The lines of all documents are
 * those of dbn_batch_dedup(), however the input is parted and the lines are shared out.
 */
DBN_API dbn_status dbn_batch_step(dbn_batch_result *result, const dbn_engine *engine,
                                  const dbn_batch_options *options,
                                  const dbn_dedup_options *dedup,
                                  const dbn_step_options *step,
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
