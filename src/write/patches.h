/*
 * write/patches.h - a file as it stands, but for some places of it.
 */
#ifndef DBN_WRITE_PATCHES_H
#define DBN_WRITE_PATCHES_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

/** What stands there instead of a range of bytes, which may be empty. */
typedef struct dbn_patch {
    dbn_range range;
    dbn_span text;
} dbn_patch;

typedef DBN_VEC(dbn_patch) dbn_patches;

/** Add one; `text` is borrowed. DBN_ERR_NOMEM without a message, like the next. */
dbn_status dbn_patches_add(dbn_patches *patches, dbn_arena *arena, dbn_range range,
                           dbn_span text) DBN_CHECKED;

/** Append `file` with the patches: in the order of their places, of one place in that
 * of adding; ranges do not overlap. n log n in the patches. */
dbn_status dbn_patches_apply(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                             dbn_patches *patches) DBN_CHECKED;

#endif
