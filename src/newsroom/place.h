/*
 * newsroom/place.h - where a file is, seen from a folder.
 *
 *     folder /a/b/, working folder /a/      b/c.txt ─▶ c.txt      d/e.txt ─▶ ../d/e.txt
 */
#ifndef DBN_NEWSROOM_PLACE_H
#define DBN_NEWSROOM_PLACE_H

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"

/** Room for a place: two paths of the system. */
#define DBN_PLACE_MAX 8192U

typedef struct dbn_folder {
    dbn_span root; /* the folder without links, and a slash */
    dbn_span here; /* what names are from: the working folder as it was, and a slash */
} dbn_folder;

/** The folder of the file `path`, which need not be there; the working folder where
 * `path` is NULL. Fails with DBN_ERR_IO, DBN_ERR_USAGE, DBN_ERR_NOMEM. */
dbn_status dbn_folder_find(dbn_folder *out, const char *path, dbn_arena *arena,
                           dbn_error *err) DBN_CHECKED;

/**
 * `name` from the folder, in `room`: without "." and "..", but for ".." at the front
 * where it is not below. Links to its folder are followed where that exists. Empty
 * where there is no room.
 */
dbn_span dbn_folder_place(char room[DBN_PLACE_MAX], const dbn_folder *folder,
                          dbn_span name);

#endif
