/*
 * tests/fuzz/fuzz_archive.c - bytes that a file of somebody else may have where an
 * archive has its blocks, places and texts: entries come in order, and written again
 * they are the same; nothing is read beyond the bytes.
 */
#include <assert.h>

#include "archive/entries.h"
#include "archive/places.h"
#include "archive/texts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read a block, write what was read, and read that. */
static void
read_block(dbn_span bytes)
{
    dbn_block_writer writer = {.len = 0};
    dbn_run_entry entry, again;
    dbn_block_reader reader = {.bytes = bytes}, second = {.bytes = bytes};
    bool is_begun = false;
    while (dbn_block_next(&entry, &reader)) {
        assert(!is_begun || dbn_run_entry_is_before(writer.last, entry));
        if (!dbn_block_put(&writer, entry))
            break;
        is_begun = true;
    }
    dbn_block_reader written = {.bytes = {writer.bytes, writer.len}};
    while (dbn_block_next(&again, &written)) {
        assert(dbn_block_next(&entry, &second));
        assert(entry.key == again.key && entry.number == again.number);
    }
    assert(!written.is_broken);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span bytes = {size == 0 ? "" : (const char *)data, size}, text;
    dbn_arena arena;
    dbn_place places[16];
    dbn_span split[64];
    dbn_arena_init(&arena, (size_t)64 << 20);
    if (size <= DBN_BLOCK_BYTES)
        read_block(bytes);
    for (uint64_t units = 0; units <= 16; units++)
        if (dbn_places_read(places, units, bytes))
            for (uint64_t i = 0; i < units; i++)
                assert(places[i].range.beg <= places[i].range.end);
    if (dbn_texts_unpack(&text, bytes, size, &arena) == DBN_OK)
        assert(text.len == size);
    dbn_texts_split(split, 64, bytes);
    for (uint32_t i = 0; i < 64 && split[i].ptr != NULL; i++) {
        const char *next = split[i].ptr + split[i].len;
        assert(next <= bytes.ptr + size);
        assert(i == 63 || split[i + 1].ptr == NULL || split[i + 1].ptr == next + 2);
        assert(i == 63 || split[i + 1].ptr != NULL || next == bytes.ptr + size);
    }
    dbn_arena_release(&arena);
    return 0;
}
