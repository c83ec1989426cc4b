#include "lang/lexicon.h"

#include "base/hash.h"

#define FIRST_SLOTS 64U

static uint32_t
hash_of(dbn_span word)
{
    return (uint32_t)dbn_hash_bytes(word);
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
