#include "exchange/ids.h"

#include <stdlib.h>

static int
order_of_keys(const dbn_id_row *a, const dbn_id_row *b)
{
    if (a->scope != b->scope)
        return a->scope < b->scope ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return dbn_span_order(a->id, b->id);
}

static int
in_order(const void *first, const void *second)
{
    const dbn_id_row *a = first, *b = second;
    int order = order_of_keys(a, b);
    if (order != 0)
        return order;
    return a->node < b->node ? -1 : a->node > b->node;
}

void
dbn_ids_sort(dbn_ids *ids)
{
    if (ids->count > 1)
        qsort(ids->items, ids->count, sizeof *ids->items, in_order);
}

uint32_t
dbn_ids_find(const dbn_ids *ids, uint32_t scope, uint32_t kind, dbn_span id)
{
    const dbn_id_row key = {id, scope, kind, 0};
    uint32_t low = 0, high = ids->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (order_of_keys(&ids->items[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < ids->count && order_of_keys(&ids->items[low], &key) == 0)
        return ids->items[low].node;
    return DBN_NONE;
}

bool
dbn_ids_is_taken(const dbn_ids *ids, uint32_t at)
{
    return at > 0 && order_of_keys(&ids->items[at - 1], &ids->items[at]) == 0;
}
