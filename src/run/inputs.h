/*
 * run/inputs.h - files, folders and standard input, one document at a time.
 *
 * Folders are walked in the order of names (bytes), so that a run does not depend
 * on the file system. In them only files are read: names that start with a dot, pipes,
 * sockets, devices, and links back to a folder that the path goes through are passed by
 * in silence. What is named is read whatever it is. A JSON Lines file gives one item a
 * line, as soon as the line has come.
 */
#ifndef DBN_RUN_INPUTS_H
#define DBN_RUN_INPUTS_H

#include "base/span.h"

/** Bytes that grow with malloc: contents of one item, used again for the next. */
typedef struct dbn_bytes {
    char *ptr;
    size_t len, cap;
} dbn_bytes;

void dbn_bytes_release(dbn_bytes *bytes);

typedef struct dbn_inputs dbn_inputs;

typedef struct dbn_inputs_options {
    const char *const *paths;         /* borrowed; "-" is standard input */
    size_t count;                     /* 0: standard input */
    dbn_input_kind kind;              /* AUTO: by ending */
    size_t max_bytes;                 /* a larger document is refused */
    bool (*cancelled)(void *context); /* asked while input is waited for; may be NULL */
    void *context;
} dbn_inputs_options;

/** One document, or the reason why there is none. */
typedef struct dbn_item {
    dbn_bytes content;
    char *name; /* NUL-terminated, owned by the item, used again */
    size_t name_cap;
    uint64_t line;  /* in JSON Lines, from 1; else 0 */
    uint64_t index; /* among all items */
    bool is_named;  /* a file of `paths`, not a line or found in a folder */
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
 * item with an error. One thread at a time.
 */
bool dbn_inputs_next(dbn_inputs *inputs, dbn_item *item);

#endif
