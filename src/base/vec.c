#include "base/vec.h"

void *
dbn_vec_grow(dbn_arena *arena, void *items, uint32_t *cap, uint32_t count,
             uint32_t more, size_t item_size)
{
    if (*cap - count >= more)
        return items;
    if (more > UINT32_MAX / 2 - count)
        return items;
    uint32_t wanted = count + more;
    uint32_t larger = *cap < 16 ? 16 : *cap + *cap / 2;
    if (larger < wanted || larger > UINT32_MAX / 2)
        larger = wanted;
    void *grown =
        dbn_arena_grow(arena, items, *cap * item_size, (size_t)larger * item_size);
    if (grown == NULL)
        return items;
    *cap = larger;
    return grown;
}
