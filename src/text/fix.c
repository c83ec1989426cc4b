#include "text/fix.h"

dbn_status
dbn_fixes_remove(dbn_fixes *fixes, dbn_arena *arena, dbn_range range, dbn_rule rule)
{
    return dbn_vec_push(arena, fixes,
                        (dbn_fix){range.beg, range.end, fixes->pool.count, 0, rule});
}

dbn_status
dbn_fixes_replace(dbn_fixes *fixes, dbn_arena *arena, dbn_range range, dbn_span text,
                  dbn_rule rule)
{
    uint32_t at = fixes->pool.count;
    if (text.len > UINT32_MAX / 2)
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_vec_append(arena, &fixes->pool, text.ptr, (uint32_t)text.len));
    return dbn_vec_push(arena, fixes,
                        (dbn_fix){range.beg, range.end, at, (uint32_t)text.len, rule});
}

dbn_status
dbn_fixes_copy(dbn_fixes *fixes, dbn_arena *arena, const dbn_fixes *from,
               uint32_t index)
{
    const dbn_fix *fix = &from->items[index];
    return dbn_fixes_replace(fixes, arena, (dbn_range){fix->from, fix->to},
                             dbn_fix_text(from, fix), fix->rule);
}

static int
by_precedence(const void *left, const void *right)
{
    const dbn_fix *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to > b->to ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return (a->text > b->text) - (a->text < b->text);
}

static bool
is_sorted(const dbn_fixes *fixes)
{
    for (uint32_t i = 1; i < fixes->count; i++)
        if (by_precedence(&fixes->items[i - 1], &fixes->items[i]) > 0)
            return false;
    return true;
}

uint32_t
dbn_fixes_resolve(dbn_fixes *fixes)
{
    if (!is_sorted(fixes))
        qsort(fixes->items, fixes->count, sizeof fixes->items[0], by_precedence);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < fixes->count; i++) {
        const dbn_fix *fix = &fixes->items[i];
        if (kept > 0) {
            const dbn_fix *last = &fixes->items[kept - 1];
            bool same_place = fix->from == last->from && fix->to == last->to;
            if (fix->from < last->to || same_place)
                continue;
        }
        fixes->items[kept++] = *fix;
    }
    uint32_t dropped = fixes->count - kept;
    fixes->count = kept;
    return dropped;
}
