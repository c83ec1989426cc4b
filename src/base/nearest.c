/*
 * Edit distance, a row at a time: names are short, and only an error asks for them.
 */
#include "base/nearest.h"

#define NAME_MAX_BYTES 64U

static uint32_t
least(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Levenshtein's distance of two names of less than NAME_MAX_BYTES. */
static uint32_t
distance(dbn_span a, dbn_span b)
{
    uint32_t row[NAME_MAX_BYTES];
    for (uint32_t k = 0; k <= b.len; k++)
        row[k] = k;
    for (uint32_t i = 0; i < a.len; i++) {
        uint32_t diagonal = row[0];
        row[0] = i + 1;
        for (uint32_t k = 0; k < b.len; k++) {
            uint32_t above = row[k + 1];
            row[k + 1] =
                least(row[k] + 1, above + 1, diagonal + (a.ptr[i] != b.ptr[k]));
            diagonal = above;
        }
    }
    return row[b.len];
}

void
dbn_nearest_try(dbn_nearest *search, dbn_span name)
{
    if (name.len >= NAME_MAX_BYTES || search->wanted.len >= NAME_MAX_BYTES)
        return;
    uint32_t d = distance(search->wanted, name);
    uint32_t near = name.len < 3 ? 1 : (uint32_t)name.len / 3;
    if (d > near || (search->best.ptr != NULL && d >= search->distance))
        return;
    search->best = name;
    search->distance = d;
}
