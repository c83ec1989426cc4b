/*
 * dbn_sort(): merging from short runs up, from one array into the other and back: both
 * are read and written from their beginnings to their ends, which is kind to memory
 * that is a file. Cost: O(n log n).
 *
 * dbn_sort_keys(): byte by byte from the lowest on.
 */
#include "base/sort.h"

/* Items that are put in order where they are. */
#define RUN ((size_t)8)

typedef struct sorter {
    size_t count, size; /* of items, and of one of them */
    int (*order)(const void *, const void *);
} sorter;

/* By insertion: `spare` has room for one. */
static void
sort_run(const sorter *s, char *items, size_t count, char *spare)
{
    for (size_t i = 1; i < count; i++) {
        size_t at = i;
        while (at > 0 && s->order(items + (at - 1) * s->size, items + i * s->size) > 0)
            at--;
        if (at == i)
            continue;
        memcpy(spare, items + i * s->size, s->size);
        memmove(items + (at + 1) * s->size, items + at * s->size, (i - at) * s->size);
        memcpy(items + at * s->size, spare, s->size);
    }
}

/* Of `from`, the runs [beg, middle) and [middle, end) as one of `to`. */
static void
merge(const sorter *s, char *to, const char *from, size_t beg, size_t middle,
      size_t end)
{
    size_t a = beg, b = middle;
    char *at = to + beg * s->size;
    for (; a < middle && b < end; at += s->size) {
        bool is_second = s->order(from + a * s->size, from + b * s->size) > 0;
        memcpy(at, from + (is_second ? b++ : a++) * s->size, s->size);
    }
    memcpy(at, from + a * s->size, (middle - a) * s->size);
    memcpy(at + (middle - a) * s->size, from + b * s->size, (end - b) * s->size);
}

static void
merge_all(const sorter *s, char *to, const char *from, size_t width)
{
    for (size_t beg = 0; beg < s->count; beg += 2 * width) {
        size_t left = s->count - beg;
        size_t middle = beg + (left < width ? left : width);
        size_t end = beg + (left < 2 * width ? left : 2 * width);
        merge(s, to, from, beg, middle, end);
    }
}

dbn_status
dbn_sort(void *items, size_t count, size_t size,
         int (*order)(const void *, const void *), dbn_arena *arena)
{
    const sorter s = {count, size, order};
    if (count < 2)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(arena);
    char *from = items, *to = dbn_arena_alloc(arena, count * size);
    if (to == NULL)
        return DBN_ERR_NOMEM;
    for (size_t beg = 0; beg < count; beg += RUN)
        sort_run(&s, from + beg * size, count - beg < RUN ? count - beg : RUN, to);
    for (size_t width = RUN; width < count; width *= 2) {
        char *filled = to;
        merge_all(&s, to, from, width);
        to = from;
        from = filled;
    }
    if (from != items)
        memcpy(items, from, count * size);
    dbn_arena_rewind(arena, mark);
    return DBN_OK;
}

/* By one byte of the keys; false where all have the same one, and nothing moves. */
static bool
sort_by_byte(dbn_keyed *to, const dbn_keyed *from, uint32_t count, unsigned shift)
{
    uint32_t starts[257] = {0};
    for (uint32_t i = 0; i < count; i++)
        starts[(from[i].key >> shift & 255) + 1]++;
    if (starts[(from[0].key >> shift & 255) + 1] == count)
        return false;
    for (uint32_t i = 0; i < 256; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 0; i < count; i++)
        to[starts[from[i].key >> shift & 255]++] = from[i];
    return true;
}

dbn_status
dbn_sort_keys(dbn_keyed *items, uint32_t count, dbn_arena *arena)
{
    if (count < 2)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(arena);
    dbn_keyed *from = items, *to = dbn_arena_alloc(arena, count * sizeof *to);
    if (to == NULL)
        return DBN_ERR_NOMEM;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (!sort_by_byte(to, from, count, shift))
            continue;
        dbn_keyed *filled = to;
        to = from;
        from = filled;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    dbn_arena_rewind(arena, mark);
    return DBN_OK;
}
