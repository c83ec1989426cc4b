/*
 * base/arena.h - memory with one lifetime and a budget.
 *
 *     small allocations            large ones (>= 64 KiB)
 *     [chunk]─[chunk]─[chunk*]     [own block]─[own block]
 *                        ^ top     grown with realloc(), which moves pages
 *
 * Everything lives until the arena is reset or released; there is no free.
 * Running out (of memory or of budget) is a NULL, never an abort. An arena
 * belongs to one thread.
 */
#ifndef DBN_BASE_ARENA_H
#define DBN_BASE_ARENA_H

#include "base/status.h"

typedef struct dbn_arena_block dbn_arena_block;

/** Where an arena has its blocks from, in the place of malloc(). They are aligned for
 * any type, and not zeroed; NULL where there is no room. */
typedef struct dbn_arena_source {
    void *(*take)(void *context, size_t size);
    /* The same bytes in a block of `new_size`, which is more; NULL leaves the block. */
    void *(*grow)(void *context, void *block, size_t size, size_t new_size);
    void (*drop)(void *context, void *block, size_t size);
    void *context;
} dbn_arena_source;

typedef struct dbn_arena {
    dbn_arena_block *chunks; /* newest first; the newest is allocated from */
    dbn_arena_block *large;  /* newest first */
    size_t budget;           /* bytes it may hold in all; 0: no limit */
    size_t held;             /* bytes of all blocks */
    size_t large_count;
    const dbn_arena_source *source; /* outlives the arena; NULL: malloc() */
} dbn_arena;

/** A moment to come back to with dbn_arena_rewind(). */
typedef struct dbn_arena_mark {
    dbn_arena_block *chunk;
    size_t used;        /* of that chunk */
    size_t large_count; /* a count: growing a large block moves it */
} dbn_arena_mark;

/** Allocates nothing. */
void dbn_arena_init(dbn_arena *arena, size_t budget);

/** Give everything back to the system; the arena can be used again. */
void dbn_arena_release(dbn_arena *arena);

/** Forget everything, but keep one chunk for the next document. */
void dbn_arena_reset(dbn_arena *arena);

/** `size` zeroed bytes aligned for any type, or NULL. `size` 0 gives a valid pointer.
 */
void *dbn_arena_alloc(dbn_arena *arena, size_t size);

/**
 * Let `ptr` (of `old_size` bytes, from this arena, or NULL) hold `new_size` bytes.
 * Contents up to old_size are kept, the rest is not zeroed. In place where it is
 * the last small allocation or a large one. NULL leaves `ptr` as it was.
 */
void *dbn_arena_grow(dbn_arena *arena, void *ptr, size_t old_size, size_t new_size);

/** Copy of `text` in the arena; {NULL, 0} when there is no room. */
dbn_span dbn_arena_copy(dbn_arena *arena, dbn_span text);

/** Let a borrowed text be a copy of itself in the arena; {NULL, 0} stays what it is.
 * Fails with DBN_ERR_NOMEM, without a message; *text is {NULL, 0} then. */
dbn_status dbn_arena_keep(dbn_arena *arena, dbn_span *text) DBN_CHECKED;

dbn_arena_mark dbn_arena_save(const dbn_arena *arena);

/** Forget what was allocated since `mark`. */
void dbn_arena_rewind(dbn_arena *arena, dbn_arena_mark mark);

#endif
