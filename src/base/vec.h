/*
 * base/vec.h - typed growing arrays in an arena.
 *
 *     typedef DBN_VEC(dbn_block) dbn_blocks;
 *     dbn_blocks blocks = {0};
 *     DBN_TRY(dbn_vec_push(arena, &blocks, block));
 *     for (uint32_t i = 0; i < blocks.count; i++) … blocks.items[i] …
 *
 * The macros evaluate `v` more than once. Items live as long as the arena.
 */
#ifndef DBN_BASE_VEC_H
#define DBN_BASE_VEC_H

#include "base/arena.h"

#define DBN_VEC(type)                                                                  \
    struct {                                                                           \
        type *items;                                                                   \
        uint32_t count, cap;                                                           \
    }

/** True when `v` has room for `more` items; false when memory or budget is spent. */
#define dbn_vec_reserve(arena, v, more)                                                \
    ((v)->items = dbn_vec_grow((arena), (v)->items, &(v)->cap, (v)->count, (more),     \
                               sizeof *(v)->items),                                    \
     (v)->cap - (v)->count >= (more))

/** Append one item. DBN_OK or DBN_ERR_NOMEM, without a message. */
#define dbn_vec_push(arena, v, ...)                                                    \
    (((v)->count < (v)->cap || dbn_vec_reserve(arena, v, 1))                           \
         ? ((v)->items[(v)->count++] = (__VA_ARGS__), DBN_OK)                          \
         : DBN_ERR_NOMEM)

/** Append `n` items from `src`. DBN_OK or DBN_ERR_NOMEM, without a message. */
#define dbn_vec_append(arena, v, src, n)                                               \
    (dbn_vec_reserve(arena, v, n)                                                      \
         ? ((n) == 0 ? (void)0                                                         \
                     : (void)memcpy((v)->items + (v)->count, (src),                    \
                                    (size_t)(n) * sizeof *(v)->items),                 \
            (v)->count += (n), DBN_OK)                                                 \
         : DBN_ERR_NOMEM)

/** The growing behind the macros: by half again, from 16 items. */
void *dbn_vec_grow(dbn_arena *arena, void *items, uint32_t *cap, uint32_t count,
                   uint32_t more, size_t item_size);

/** Bytes that are appended to: text under construction. */
typedef DBN_VEC(char) dbn_buffer;

#endif
