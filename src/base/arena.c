#include "base/arena.h"

#include <assert.h>

#include <stdalign.h>

/* Big enough that the records of an article fit in one chunk. */
#define CHUNK_SIZE ((size_t)256 * 1024)
/* From here on an allocation has its own block, so that growing it costs no copy.
 * Less than a chunk: what is smaller always fits in a new one. */
#define LARGE_SIZE ((size_t)64 * 1024)
#define ALIGNMENT  alignof(max_align_t)

struct dbn_arena_block {
    dbn_arena_block *older;
    dbn_arena_block *newer; /* to relink a large block that realloc() moved */
    size_t size;            /* of data */
    size_t used;
    alignas(max_align_t) char data[];
};

void
dbn_arena_init(dbn_arena *arena, size_t budget)
{
    *arena = (dbn_arena){.budget = budget};
}

/* ---- blocks ---------------------------------------------------------------------- */

static void *
take_block(const dbn_arena *arena, size_t size, bool is_zeroed)
{
    if (arena->source == NULL)
        return is_zeroed ? calloc(1, size) : malloc(size);
    void *block = arena->source->take(arena->source->context, size);
    return block != NULL && is_zeroed ? memset(block, 0, size) : block;
}

static void *
grow_block(const dbn_arena *arena, void *block, size_t size, size_t new_size)
{
    const dbn_arena_source *source = arena->source;
    return source == NULL ? realloc(block, new_size)
                          : source->grow(source->context, block, size, new_size);
}

static void
drop_block(const dbn_arena *arena, void *block, size_t size)
{
    if (arena->source == NULL)
        free(block);
    else
        arena->source->drop(arena->source->context, block, size);
}

static void
pop_block(dbn_arena *arena, dbn_arena_block **list)
{
    dbn_arena_block *block = *list;
    assert(block != NULL);
    *list = block->older;
    if (*list != NULL)
        (*list)->newer = NULL;
    arena->held -= sizeof *block + block->size;
    drop_block(arena, block, sizeof *block + block->size);
}

static void
pop_chunks_until(dbn_arena *arena, const dbn_arena_block *stop)
{
    while (arena->chunks != stop)
        pop_block(arena, &arena->chunks);
}

static void
pop_large_until(dbn_arena *arena, size_t count)
{
    for (; arena->large_count > count; arena->large_count--)
        pop_block(arena, &arena->large);
}

void
dbn_arena_release(dbn_arena *arena)
{
    pop_chunks_until(arena, NULL);
    pop_large_until(arena, 0);
}

void
dbn_arena_reset(dbn_arena *arena)
{
    dbn_arena_block *oldest = arena->chunks;
    while (oldest != NULL && oldest->older != NULL)
        oldest = oldest->older;
    pop_large_until(arena, 0);
    pop_chunks_until(arena, oldest);
    if (oldest != NULL)
        oldest->used = 0;
}

static bool
is_within_budget(const dbn_arena *arena, size_t more)
{
    return more <= PTRDIFF_MAX / 2 &&
           (arena->budget == 0 ||
            (arena->held <= arena->budget && more <= arena->budget - arena->held));
}

static dbn_arena_block *
push_block(dbn_arena *arena, dbn_arena_block **list, size_t size, bool is_zeroed)
{
    if (!is_within_budget(arena, sizeof(dbn_arena_block) + size))
        return NULL;
    dbn_arena_block *block = take_block(arena, sizeof *block + size, is_zeroed);
    if (block == NULL)
        return NULL;
    *block = (dbn_arena_block){.older = *list, .size = size};
    if (*list != NULL)
        (*list)->newer = block;
    *list = block;
    arena->held += sizeof *block + size;
    return block;
}

static size_t
rounded(size_t size)
{
    return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void *
take_large(dbn_arena *arena, size_t size, bool is_zeroed)
{
    dbn_arena_block *block = push_block(arena, &arena->large, size, is_zeroed);
    if (block == NULL)
        return NULL;
    arena->large_count++;
    block->used = size;
    return block->data;
}

static void *
take(dbn_arena *arena, size_t size)
{
    if (size > PTRDIFF_MAX / 2)
        return NULL;
    size = rounded(size);
    if (size >= LARGE_SIZE)
        return take_large(arena, size, false);
    dbn_arena_block *top = arena->chunks;
    if (top == NULL || top->size - top->used < size) {
        top = push_block(arena, &arena->chunks, CHUNK_SIZE, false);
        /* A budget smaller than a chunk must still be usable to its end. */
        if (top == NULL)
            top = push_block(arena, &arena->chunks, size, false);
        if (top == NULL)
            return NULL;
    }
    void *at = top->data + top->used;
    top->used += size;
    return at;
}

void *
dbn_arena_alloc(dbn_arena *arena, size_t size)
{
    /* Pages that come fresh from the system are zero already, and not even there until
     * they are used. */
    if (size >= LARGE_SIZE && size <= PTRDIFF_MAX / 2)
        return take_large(arena, rounded(size), true);
    void *at = take(arena, size);
    return at == NULL ? NULL : memset(at, 0, size);
}

static void *
grow_large(dbn_arena *arena, dbn_arena_block *block, size_t new_size)
{
    size_t size = rounded(new_size);
    if (!is_within_budget(arena, size - block->size))
        return NULL;
    size_t more = size - block->size;
    dbn_arena_block *moved =
        grow_block(arena, block, sizeof *block + block->size, sizeof *block + size);
    if (moved == NULL)
        return NULL;
    moved->size = moved->used = size;
    if (moved->newer != NULL)
        moved->newer->older = moved;
    else
        arena->large = moved;
    if (moved->older != NULL)
        moved->older->newer = moved;
    arena->held += more;
    return moved->data;
}

void *
dbn_arena_grow(dbn_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    if (ptr != NULL && new_size <= rounded(old_size))
        return ptr;
    if (new_size > PTRDIFF_MAX / 2)
        return NULL;
    if (ptr != NULL && rounded(old_size) >= LARGE_SIZE)
        return grow_large(
            arena, (dbn_arena_block *)((char *)ptr - offsetof(dbn_arena_block, data)),
            new_size);
    dbn_arena_block *top = arena->chunks;
    if (ptr != NULL && top != NULL && rounded(new_size) < LARGE_SIZE &&
        (char *)ptr + rounded(old_size) == top->data + top->used) {
        size_t more = rounded(new_size) - rounded(old_size);
        if (more <= top->size - top->used) {
            top->used += more;
            return ptr;
        }
    }
    void *at = take(arena, new_size);
    if (at != NULL && ptr != NULL)
        memcpy(at, ptr, old_size);
    return at;
}

dbn_span
dbn_arena_copy(dbn_arena *arena, dbn_span text)
{
    char *at = take(arena, text.len);
    if (at == NULL)
        return (dbn_span){0};
    if (text.len > 0)
        memcpy(at, text.ptr, text.len);
    return (dbn_span){at, text.len};
}

dbn_status
dbn_arena_keep(dbn_arena *arena, dbn_span *text)
{
    if (text->ptr == NULL)
        return DBN_OK;
    *text = dbn_arena_copy(arena, *text);
    return text->ptr == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

dbn_arena_mark
dbn_arena_save(const dbn_arena *arena)
{
    return (dbn_arena_mark){arena->chunks,
                            arena->chunks == NULL ? 0 : arena->chunks->used,
                            arena->large_count};
}

void
dbn_arena_rewind(dbn_arena *arena, dbn_arena_mark mark)
{
    pop_large_until(arena, mark.large_count);
    pop_chunks_until(arena, mark.chunk);
    if (mark.chunk != NULL)
        mark.chunk->used = mark.used;
}
