/*
 * tests/fuzz/fuzz_memory.c - two texts, compared: their tokens lie in them, in order;
 * their score is never above what the search goes by, is that of the same text for the
 * same text, and exchanged placeables are those of the other text.
 */
#include "base/utf8.h"
#include "memory/distance.h"
#include "memory/placeables.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT_MAX 2048U

static dbn_memory_text
read_text(dbn_span text, uint32_t *stems, dbn_arena *arena)
{
    dbn_memory_text out = {.text = text};
    uint32_t end = 0;
    assert(dbn_memory_tokens_of(&out.tokens, text, arena) == DBN_OK);
    for (uint32_t i = 0; i < out.tokens.count; i++) {
        const dbn_memory_token *token = &out.tokens.items[i];
        assert(token->range.beg >= end && token->range.end > token->range.beg);
        assert(token->range.end <= text.len);
        assert(!dbn_utf8_is_continuation(text.ptr[token->range.beg]));
        end = token->range.end;
        stems[i] = token->stem;
    }
    return out;
}

static void
compare(const dbn_memory_text *a, const dbn_memory_text *b, uint32_t bound,
        uint32_t *row) /* NOLINT(readability-non-const-parameter) */
{
    dbn_memory_pair pair = {.a_text = a->text,
                            .b_text = b->text,
                            .a = a->tokens.items,
                            .b = b->tokens.items,
                            .a_count = a->tokens.count,
                            .b_count = b->tokens.count,
                            .row = row};
    uint32_t strict = dbn_memory_score(&pair, DBN_MEMORY_STRICT, 1);
    uint32_t graded = dbn_memory_score(&pair, DBN_MEMORY_GRADED, 1);
    assert(strict <= bound && graded <= bound);
    pair.is_exchanged = true;
    uint32_t exchanged = dbn_memory_score(&pair, DBN_MEMORY_GRADED, 1);
    assert(exchanged >= graded && exchanged <= bound);
    if (dbn_span_equal(a->text, b->text))
        assert(strict == 100 && graded == 100);
    /* A limit only leaves out. */
    uint32_t limited = dbn_memory_score(&pair, DBN_MEMORY_GRADED, 75);
    assert(limited == (exchanged >= 75 ? exchanged : 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint32_t stems[2][TEXT_MAX + 1], row[TEXT_MAX + 1];
    dbn_span text = {(const char *)data, size};
    dbn_arena arena;
    dbn_memory_exchange exchange;
    if (size == 0 || size > TEXT_MAX || dbn_utf8_invalid_at(text, 0) < size)
        return 0;
    const char *line = memchr(text.ptr, '\n', size);
    size_t cut = line == NULL ? size : (size_t)(line - text.ptr);
    dbn_arena_init(&arena, 0);
    dbn_memory_text a = read_text((dbn_span){text.ptr, cut}, stems[0], &arena);
    dbn_memory_text b =
        read_text((dbn_span){text.ptr + cut, size - cut}, stems[1], &arena);
    uint32_t longest =
        a.tokens.count > b.tokens.count ? a.tokens.count : b.tokens.count;
    uint32_t edits = dbn_memory_distance(stems[0], a.tokens.count, stems[1],
                                         b.tokens.count, longest, row);
    assert(edits <= longest);
    compare(&a, &b, dbn_memory_score_of(longest, edits), row);
    compare(&a, &a, 100, row);
    assert(dbn_memory_exchange_of(&exchange, &a, &b, &b, &arena) == DBN_OK);
    assert(exchange.count == 0 || exchange.is_whole);
    assert(exchange.count > 0 || dbn_span_equal(exchange.text, b.text));
    dbn_arena_release(&arena);
    return 0;
}
