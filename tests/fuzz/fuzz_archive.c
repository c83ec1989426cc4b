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
    dbn_place place;
    dbn_arena_init(&arena, (size_t)64 << 20);
    if (size <= DBN_BLOCK_BYTES)
        read_block(bytes);
    for (uint64_t i = 0; i < 16; i++)
        if (dbn_places_read(&place, bytes, i))
            assert(place.range.beg <= place.range.end);
    if (dbn_texts_unpack(&text, bytes, size, &arena) == DBN_OK)
        assert(text.len == size);
    size_t all = 0, separators = 0;
    for (uint32_t i = 0;; i++) {
        text = dbn_texts_paragraph(bytes, i);
        if (text.ptr == NULL)
            break;
        all += text.len;
        separators = i;
    }
    assert(all + 2 * separators == size);
    dbn_arena_release(&arena);
    return 0;
}
