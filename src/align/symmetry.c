/*
 * Grow-diag-final-and: the links of both directions, then, as long as there are any,
 * those of one direction that touch a link and give a word its first one, then those
 * that give both of their words their first one. Koehn, Och and Marcu 2003.
 *
 * Each cell enters the queue once: linear in the cells.
 */
#include "align/symmetry.h"

#define ONE_WAY (DBN_LINKED_FORWARD | DBN_LINKED_BACKWARD)

static void
link_cell(dbn_link_field *f, uint32_t cell)
{
    f->cells[cell] |= DBN_LINKED;
    f->source[cell / f->target_count] = true;
    f->target[cell % f->target_count] = true;
}

static uint32_t
link_both(dbn_link_field *f, uint32_t *queue)
{
    uint32_t count = 0, cells = f->source_count * f->target_count;
    for (uint32_t i = 0; i < cells; i++) {
        if ((f->cells[i] & ONE_WAY) != ONE_WAY)
            continue;
        link_cell(f, i);
        queue[count++] = i;
    }
    return count;
}

/* Is the cell linked one way only so far, with a word that has no link? */
static bool
is_wanted(const dbn_link_field *f, uint32_t s, uint32_t t)
{
    uint8_t cell = f->cells[s * f->target_count + t];
    return (cell & ONE_WAY) != 0 && (cell & DBN_LINKED) == 0 &&
           (!f->source[s] || !f->target[t]);
}

static void
grow(dbn_link_field *f, uint32_t *queue, uint32_t count)
{
    static const int steps[][2] = {{-1, 0},  {0, -1}, {1, 0},  {0, 1},
                                   {-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
    for (uint32_t at = 0; at < count; at++) {
        int64_t s = queue[at] / f->target_count, t = queue[at] % f->target_count;
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            int64_t row = s + steps[i][0], column = t + steps[i][1];
            if (row < 0 || column < 0 || row >= f->source_count ||
                column >= f->target_count ||
                !is_wanted(f, (uint32_t)row, (uint32_t)column))
                continue;
            queue[count] = (uint32_t)row * f->target_count + (uint32_t)column;
            link_cell(f, queue[count++]);
        }
    }
}

static void
finish(dbn_link_field *f, uint8_t direction)
{
    uint32_t cells = f->source_count * f->target_count;
    for (uint32_t i = 0; i < cells; i++)
        if ((f->cells[i] & direction) != 0 && !f->source[i / f->target_count] &&
            !f->target[i % f->target_count])
            link_cell(f, i);
}

void
dbn_symmetrise(dbn_link_field *field, dbn_symmetry symmetry, uint32_t *queue)
{
    uint32_t count = link_both(field, queue);
    switch (symmetry) {
    case DBN_SYMMETRY_INTERSECT:
        break;
    case DBN_SYMMETRY_GROW:
        grow(field, queue, count);
        finish(field, DBN_LINKED_FORWARD);
        finish(field, DBN_LINKED_BACKWARD);
        break;
    }
}
