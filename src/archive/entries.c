#include "archive/entries.h"

#include <stdlib.h>

#include "base/varint.h"

static int
by_key(const void *left, const void *right)
{
    const dbn_run_entry *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

void
dbn_run_entries_sort(dbn_run_entries *entries)
{
    uint32_t kept = 0;
    if (entries->count < 2)
        return;
    qsort(entries->items, entries->count, sizeof entries->items[0], by_key);
    for (uint32_t i = 1; i < entries->count; i++)
        if (by_key(&entries->items[kept], &entries->items[i]) != 0)
            entries->items[++kept] = entries->items[i];
    entries->count = kept + 1;
}

bool
dbn_block_put(dbn_block_writer *block, dbn_run_entry entry)
{
    char bytes[2 * DBN_VARINT_MAX];
    uint64_t step = block->len == 0 ? entry.key : entry.key - block->last.key;
    bool is_same = block->len > 0 && step == 0;
    uint32_t len = dbn_varint_put(bytes, step);
    len += dbn_varint_put(bytes + len,
                          is_same ? entry.number - block->last.number : entry.number);
    if (len > sizeof block->bytes - block->len)
        return false;
    if (block->len == 0)
        block->first = entry;
    memcpy(block->bytes + block->len, bytes, len);
    block->len += len;
    block->last = entry;
    return true;
}

bool
dbn_block_next(dbn_run_entry *out, dbn_block_reader *block)
{
    bool is_first = block->at == 0;
    uint64_t step, number;
    if (block->is_broken || block->at >= block->bytes.len)
        return false;
    block->is_broken = true;
    if (!dbn_varint_get(&step, block->bytes, &block->at) ||
        !dbn_varint_get(&number, block->bytes, &block->at))
        return false;
    dbn_run_entry entry = {step, number};
    if (!is_first) {
        entry.key += block->last.key;
        if (step == 0)
            entry.number += block->last.number;
        /* What went past 2^64 is below what it was added to. */
        if (!dbn_run_entry_is_before(block->last, entry))
            return false;
    }
    block->is_broken = false;
    block->last = *out = entry;
    return true;
}
