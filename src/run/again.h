/*
 * run/again.h - lines that are read again from their files, so that nobody need hold
 * them meanwhile.
 *
 * The files stay open: one that was moved or removed is still there. One that was
 * written to is not trusted any more, and whoever asks is told so.
 */
#ifndef DBN_RUN_AGAIN_H
#define DBN_RUN_AGAIN_H

#include <time.h>

#include "base/status.h"
#include "run/bytes.h"

/** Files that stay open at most, and no more than half of those that may be open. */
#define DBN_KEPT_FILES_MAX 64U

/** A file as it was before anything was read of it. */
typedef struct dbn_kept_file {
    int fd; /* -1: it cannot be read twice */
    int64_t size;
    struct timespec changed;
} dbn_kept_file;

/** Zeroed is empty. */
typedef struct dbn_kept_files {
    dbn_kept_file items[DBN_KEPT_FILES_MAX];
    uint32_t count;
} dbn_kept_files;

/** Where a line stands. */
typedef struct dbn_line_place {
    const dbn_kept_file *file; /* NULL: it cannot be read again */
    uint64_t offset;
} dbn_line_place;

/** Look at an open file of which nothing was read. */
dbn_kept_file dbn_kept_file_of(int fd);

/** A file, whose descriptor is taken; NULL: it was not, since the file can be read once
 * alone, or too many are open. */
const dbn_kept_file *dbn_kept_files_add(dbn_kept_files *files, dbn_kept_file file);
void dbn_kept_files_close(dbn_kept_files *files);

/** What is read of files, block by block; belongs to one thread. Zeroed is ready. */
typedef struct dbn_again {
    dbn_bytes block;
    const dbn_kept_file *file; /* the block is of; NULL: there is none */
    uint64_t offset;
    bool is_changed; /* the file was written to since it was first read */
} dbn_again;

void dbn_again_release(dbn_again *again);

/** The `len` bytes at a place of a file, which live until the next call; DBN_ERR_IO
 * where they are not there any more, without a message. They may be others than they
 * were where again->is_changed. Cheap in the order of the file. */
dbn_status dbn_again_read(dbn_span *out, dbn_again *again, dbn_line_place place,
                          size_t len) DBN_CHECKED;

/** The same into `out`, by any thread: for lines that are read in no order. */
dbn_status dbn_again_copy(char *out, dbn_line_place place, size_t len,
                          bool *is_changed) DBN_CHECKED;

#endif
