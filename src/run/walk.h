/*
 * run/walk.h - paths, and the files in the folders among them.
 *
 * Folders are walked in the order of names (bytes), so that a run does not depend on
 * the file system. In them only files are read: names that start with a dot, pipes,
 * sockets, devices, and links back to a folder that the path goes through are passed by
 * in silence. What is named is read whatever it is.
 */
#ifndef DBN_RUN_WALK_H
#define DBN_RUN_WALK_H

#include "base/span.h"

typedef struct dbn_walk dbn_walk;

/** A file, open for reading, or the reason why not. */
typedef struct dbn_found {
    const char *path; /* stays until the next is asked for */
    bool is_named;    /* one of the paths, not found in a folder */
    int fd;           /* the caller's to close, but for standard input's; -1 */
    int failure;      /* an errno, or 0 */
} dbn_found;

/** Paths are copied; "-", or none, is standard input. Fails with DBN_ERR_NOMEM; *out is
 * then NULL. */
dbn_status dbn_walk_new(dbn_walk **out, const char *const *paths, size_t count,
                        dbn_error *error) DBN_CHECKED;
void dbn_walk_free(dbn_walk *walk);

/** The next file; false at the end. */
bool dbn_walk_next(dbn_walk *walk, dbn_found *out);

#endif
