#include "lang/lexicon.h"

#include "base/hash.h"

#define FIRST_SLOTS 64U

static uint64_t
bytes_at(const char *at, size_t count)
{
    uint64_t bytes = 0;
    memcpy(&bytes, at, count);
    return bytes;
}

/* Of both ends of a word, which nearly always are all of it, eight bytes at a time: the
 * table is of this process alone, so the order of bytes does not matter. */
static uint32_t
hash_of(dbn_span word)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    const char *end = word.ptr + word.len;
    uint64_t hash = word.len * odd, last = 0;
    if (word.len >= 8) {
        for (size_t at = 0; at + 8 < word.len; at += 8)
            hash = (hash ^ hash >> 32 ^ bytes_at(word.ptr + at, 8)) * odd;
        last = bytes_at(end - 8, 8);
    } else if (word.len >= 4) {
        last = bytes_at(word.ptr, 4) << 32 | bytes_at(end - 4, 4);
    } else if (word.len > 0) {
        last = (uint64_t)(unsigned char)word.ptr[0] << 16 |
               (uint64_t)(unsigned char)word.ptr[word.len / 2] << 8 |
               (unsigned char)end[-1];
    }
    return (uint32_t)((hash ^ hash >> 32 ^ last) * odd >> 32);
}

static dbn_status
grow(dbn_lexicon *lexicon, dbn_arena *arena)
{
    uint32_t slots = lexicon->slots == NULL ? FIRST_SLOTS : (lexicon->mask + 1) * 2;
    dbn_lexicon_slot *wider = dbn_arena_alloc(arena, slots * sizeof *wider);
    if (wider == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < lexicon->words.count; i++) {
        uint32_t hash = hash_of(lexicon->words.items[i]);
        uint32_t at = hash & (slots - 1);
        while (wider[at].number != 0)
            at = (at + 1) & (slots - 1);
        wider[at] = (dbn_lexicon_slot){hash, i + 1};
    }
    lexicon->slots = wider;
    lexicon->mask = slots - 1;
    return DBN_OK;
}

/** The slot of `word`, or the empty one where it belongs. */
static dbn_lexicon_slot *
slot_of(const dbn_lexicon *lexicon, dbn_span word, uint32_t hash)
{
    uint32_t at = hash & lexicon->mask;
    for (;; at = (at + 1) & lexicon->mask) {
        dbn_lexicon_slot *slot = &lexicon->slots[at];
        if (slot->number == 0 ||
            (slot->hash == hash &&
             dbn_span_equal(lexicon->words.items[slot->number - 1], word)))
            return slot;
    }
}

dbn_status
dbn_lexicon_add(uint32_t *out, dbn_lexicon *lexicon, dbn_span word, dbn_arena *arena)
{
    if (lexicon->slots == NULL || lexicon->words.count * 2 > lexicon->mask)
        DBN_TRY(grow(lexicon, arena));
    uint32_t hash = hash_of(word);
    dbn_lexicon_slot *slot = slot_of(lexicon, word, hash);
    if (slot->number == 0) {
        dbn_span copy = dbn_arena_copy(arena, word);
        if (copy.ptr == NULL)
            return DBN_ERR_NOMEM;
        DBN_TRY(dbn_vec_push(arena, &lexicon->words, copy));
        *slot = (dbn_lexicon_slot){hash, lexicon->words.count};
    }
    *out = slot->number - 1;
    return DBN_OK;
}

uint32_t
dbn_lexicon_find(const dbn_lexicon *lexicon, dbn_span word)
{
    if (lexicon->slots == NULL)
        return DBN_NONE;
    uint32_t number = slot_of(lexicon, word, hash_of(word))->number;
    return number == 0 ? DBN_NONE : number - 1;
}
