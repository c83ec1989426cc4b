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

/* How many letters must be put in, left out, replaced or exchanged with their neighbour
 * to make one name of the other; both have less than NAME_MAX_BYTES. */
static uint32_t
distance(dbn_span a, dbn_span b)
{
    uint32_t rows[3][NAME_MAX_BYTES]; /* of the last three letters of a, in turn */
    for (uint32_t k = 0; k <= b.len; k++)
        rows[0][k] = k;
    for (uint32_t i = 1; i <= a.len; i++) {
        uint32_t *row = rows[i % 3];
        const uint32_t *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (uint32_t k = 1; k <= b.len; k++) {
            char x = a.ptr[i - 1], y = b.ptr[k - 1];
            row[k] = least(row[k - 1] + 1, above[k] + 1, above[k - 1] + (x != y));
            bool is_exchanged =
                i > 1 && k > 1 && x == b.ptr[k - 2] && y == a.ptr[i - 2];
            if (is_exchanged && before[k - 2] + 1 < row[k])
                row[k] = before[k - 2] + 1;
        }
    }
    return rows[a.len % 3][b.len];
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
