/*
 * tests/fuzz/fuzz_srx.c - a file of somebody's rules: it is read or refused with a
 * message, and the places that its rules find lie in the text, in order, between code
 * points.
 */
#include "exchange/srx.h"

#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Rules are as dear as they like to be: the text is short. */
#define TEXT_MAX 2048U

static void
cut(const dbn_breaks *breaks, dbn_span text)
{
    dbn_arena arena;
    dbn_break_choice choice = {0};
    dbn_break_places places = {0};
    dbn_arena_init(&arena, (size_t)64 << 20);
    if (dbn_breaks_choose(&choice, breaks, DBN_SPAN("fr-BE"), &arena) == DBN_OK &&
        dbn_breaks_find(&places, breaks, &choice, text, &arena) == DBN_OK)
        for (uint32_t i = 0; i < places.count; i++) {
            assert(i == 0 || places.items[i] > places.items[i - 1]);
            assert(places.items[i] <= text.len);
            assert(places.items[i] == text.len ||
                   !dbn_utf8_is_continuation(text.ptr[places.items[i]]));
        }
    dbn_arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span bytes = {(const char *)data, size};
    dbn_breaks *breaks;
    dbn_error error = {0};
    if (size == 0 || size > 1U << 15)
        return 0;
    if (dbn_srx_read(&breaks, bytes, "x.srx", &error) != DBN_OK) {
        assert(breaks == NULL && error.message[0] != '\0');
        return 0;
    }
    cut(breaks,
        DBN_SPAN("M. Dupont est l\xC3\xA0, cf. p. 3. \xC2\xAB Oui ! \xC2\xBB dit "
                 "l\xE2\x80\x99\xC3\xA9lue\xE2\x80\xA6 Rien."));
    if (size <= TEXT_MAX && dbn_utf8_invalid_at(bytes, 0) == size)
        cut(breaks, bytes);
    dbn_breaks_free(breaks);
    return 0;
}
