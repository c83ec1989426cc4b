/*
 * write/write.h - a document as text, JSON Lines, a log, an account for people.
 *
 * Writers append to a buffer in an arena and know records, not stages. JSON is
 * documented in src/write/README.md. All return DBN_ERR_NOMEM, without a message,
 * when the arena is full.
 */
#ifndef DBN_WRITE_WRITE_H
#define DBN_WRITE_WRITE_H

#include "match/rules.h"
#include "text/document.h"
#include "text/lines.h"
#include "write/say.h"

/** What every writer needs. */
typedef struct dbn_writer {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_ruleset *rules; /* for the names of rules */
    const char *version;      /* of the library */
    dbn_ui ui;                /* of the account and the report */
    bool has_color;           /* of the account */
    /* Where the bytes go each time that `out` holds a piece, so that a line need not
     * be held whole; what is in `out` at the end is the caller's to send. NULL: all
     * stays in `out`. */
    dbn_status (*send)(void *context, dbn_span bytes);
    void *context;
} dbn_writer;

/** The parts of an input line that may be left out lie between at most so many kept. */
#define DBN_JSON_KEPT_MAX 4

/** What output repeats of the input: the line of a JSON Lines document; of a capture in
 * a web archive its address and its date. */
typedef struct dbn_json_input {
    dbn_span url, date;                /* empty where there is none */
    dbn_span line;                     /* without its line end; empty for a file */
    dbn_range kept[DBN_JSON_KEPT_MAX]; /* of the line, in front of its closing brace */
    uint32_t kept_count;
    uint32_t close;   /* offset of the closing brace */
    bool needs_comma; /* in front of a new member */
} dbn_json_input;

/** One line: the input object with the key `doublon`. `unit` is that of offsets. A
 * failure of w->send is returned as it is. */
dbn_status dbn_write_jsonl(const dbn_writer *w, const dbn_document *doc,
                           const dbn_json_input *input,
                           dbn_offset_unit unit) DBN_CHECKED;

/** The article as Markdown, with a line end behind it; nothing for an empty one. */
dbn_status dbn_write_markdown(const dbn_writer *w, const dbn_document *doc) DBN_CHECKED;

/** The sentences of a document, one a line, with single spaces for white space. */
dbn_status dbn_write_lines(const dbn_writer *w, const dbn_document *doc) DBN_CHECKED;

/** One line, as dbn_write_jsonl(), with its sentences and tokens alone. */
dbn_status dbn_write_segments(const dbn_writer *w, const dbn_document *doc,
                              const dbn_json_input *input,
                              dbn_offset_unit unit) DBN_CHECKED;

/** The line of a document that failed. `input` may be empty (not JSON at all). */
dbn_status dbn_write_jsonl_error(const dbn_writer *w, dbn_span name, uint64_t line,
                                 const dbn_json_input *input,
                                 const dbn_error *error) DBN_CHECKED;

/**
 * The log of a document whose text stands at `at` of the output: a line for the
 * document, a line an edit, pass after pass. Restoring needs nothing else.
 */
dbn_status dbn_write_log(const dbn_writer *w, const dbn_document *doc, uint64_t line,
                         uint64_t at) DBN_CHECKED;

/** A hash of a source, as its log has it: the same on every machine. */
#define DBN_LOG_HASH_BYTES 8
void dbn_log_hash(char out[DBN_LOG_HASH_BYTES], dbn_span source);

/** For people: what was removed, why and where; lines for a terminal. */
dbn_status dbn_write_account(const dbn_writer *w, const dbn_document *doc) DBN_CHECKED;

#endif
