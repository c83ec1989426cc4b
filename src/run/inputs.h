/*
 * run/inputs.h - files, folders, archives and standard input, one document at a time.
 *
 * Folders are walked as run/walk.h says. Containers (read/container.h) are opened,
 * whatever their names say, and in one another as run/unpack.h says. A JSON Lines file
 * gives one item a line, as soon as the line has come.
 */
#ifndef DBN_RUN_INPUTS_H
#define DBN_RUN_INPUTS_H

#include "doublon/corpus.h"
#include "run/again.h"
#include "run/bytes.h"

typedef struct dbn_inputs dbn_inputs;

typedef struct dbn_inputs_options {
    const char *const *paths; /* borrowed; "-" is standard input */
    size_t count;             /* 0: standard input */
    dbn_span stdin_name;      /* what standard input is called; empty: "-" */
    dbn_input_kind kind;      /* AUTO: by ending */
    size_t max_bytes;         /* a larger document is refused */
    bool reads_again;         /* lines say where they stand, as far as they can */
    bool (*cancelled)(void *context); /* asked while input is waited for; may be NULL */
    /* told of each file before it is read; may be NULL */
    void (*opened)(void *context, const char *path, int fd);
    void *context;
} dbn_inputs_options;

/** One document, or the reason why there is none. Memory is used again. */
typedef struct dbn_item {
    dbn_bytes content;
    dbn_bytes name;       /* NUL-terminated; "archive:member" in an archive */
    dbn_bytes url, date;  /* of a capture in a web archive; else empty */
    dbn_bytes media_type; /* what is known of the kind: a Content-Type, or empty */
    bool is_http;         /* content is an answer, header and all: dbn_http_body() */
    uint64_t line;        /* in JSON Lines, from 1; else 0 */
    dbn_line_place place; /* of a line, to be read again */
    uint64_t index;       /* among all items */
    bool is_named;        /* a file of `paths`, not a line, a member, or found in a
                             folder */
    bool is_member;       /* of an archive */
    bool is_file;         /* content is a whole file as it lies at the path `name` */
    bool is_unreadable;
    dbn_error error; /* status DBN_OK when content is good */
} dbn_item;

void dbn_item_release(dbn_item *item);

/** Fails with DBN_ERR_NOMEM; *out is then NULL. */
dbn_status dbn_inputs_new(dbn_inputs **out, const dbn_inputs_options *options,
                          dbn_error *error) DBN_CHECKED;
void dbn_inputs_free(dbn_inputs *inputs);

/**
 * The next item; false at the end. A file that cannot be read, or is too large, is an
 * item with an error; so is an archive that breaks, after what was read of it. One
 * thread at a time.
 */
bool dbn_inputs_next(dbn_inputs *inputs, dbn_item *item);

/** What web archives held besides documents, so far. */
dbn_skipped dbn_inputs_skipped(const dbn_inputs *inputs);

/** Items so far that begin like JSON Lines and were not taken for them. */
uint64_t dbn_inputs_like_lines(const dbn_inputs *inputs);

#endif
