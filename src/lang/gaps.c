/*
 * A table of the words that have letters beyond ASCII, by a hash of the others and of
 * their places, so that it does not matter which of them are lost. O(1) a look-up, but
 * for words that only differ there, which share a run of slots.
 */
#include "lang/gaps.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "lang/affix.h"
#include "lang/case.h"
#include "lang/frequency.h"
#include "lang/language.h"

/* The longest word, in bytes. */
#define WORD_BYTES_MAX 255U
/* By how much a reading must be more frequent than the next: four times. */
#define LEAD 4U

static uint64_t
hash_code(uint64_t hash, uint32_t code)
{
    return dbn_hash_byte(hash,
                         code < 0x80 ? (unsigned char)dbn_code_lower(code) : 0xFF);
}

static uint64_t
hash_word(dbn_span word)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t at = 0, len; at < word.len; at += len)
        hash = hash_code(hash, dbn_utf8_decode(word, at, &len));
    return dbn_hash_mix(hash);
}

static bool
has_more_than_ascii(dbn_span word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.ptr[i] >= 0x80)
            return word.len <= WORD_BYTES_MAX;
    return false;
}

/* What is left of the file, and of a line of it. */
typedef struct reader {
    dbn_span file, line;
    uint8_t frequency;
} reader;

static reader
reader_of(dbn_span file)
{
    return (reader){.file = file, .line = DBN_SPAN("")};
}

/* The next word of the file with such letters; false at its end. */
static bool
next_word(dbn_span *word, reader *in)
{
    for (;;) {
        for (*word = dbn_field_next(&in->line); word->len > 0;
             *word = dbn_field_next(&in->line))
            if (has_more_than_ascii(*word))
                return true;
        if (!dbn_line_next(&in->line, &in->file))
            return false;
        in->frequency = dbn_frequency_next(&in->line);
    }
}

dbn_status
dbn_gaps_index(dbn_gaps *out, dbn_span file, dbn_arena *arena)
{
    dbn_span word;
    uint32_t count = 0, size = 1;
    *out = (dbn_gaps){.file = file};
    for (reader in = reader_of(file); next_word(&word, &in);)
        count++;
    if (count == 0)
        return DBN_OK;
    while (size / 2 < count)
        size *= 2;
    dbn_gap_slot *slots = dbn_arena_alloc(arena, size * sizeof *slots);
    if (slots == NULL)
        return DBN_ERR_NOMEM;
    for (reader in = reader_of(file); next_word(&word, &in);) {
        uint32_t at = (uint32_t)hash_word(word) & (size - 1);
        while (slots[at].offset != 0)
            at = (at + 1) & (size - 1);
        slots[at] = (dbn_gap_slot){(uint32_t)(word.ptr - file.ptr) + 1,
                                   (uint8_t)word.len, in.frequency};
    }
    out->slots = slots;
    out->mask = size - 1;
    return DBN_OK;
}

/* May the word have been what is left in `codes`? */
static bool
fits(dbn_span word, const uint32_t *codes, uint32_t count)
{
    uint32_t at = 0, len;
    for (uint32_t i = 0; i < count; i++, at += len) {
        if (at >= word.len)
            return false;
        uint32_t code = dbn_utf8_decode(word, at, &len);
        if (codes[i] == DBN_GAP ? code < 0x80
                                : dbn_code_lower(code) != dbn_code_lower(codes[i]))
            return false;
    }
    return at == word.len;
}

dbn_gap_verdict
dbn_gaps_read(dbn_span *word, const dbn_profile *profile, const uint32_t *codes,
              uint32_t count)
{
    const dbn_gaps *gaps = &profile->language->gaps;
    uint64_t hash = DBN_HASH_START;
    uint32_t best = 0, next = 0;
    if (gaps->slots == NULL)
        return DBN_GAP_NO_WORD;
    for (uint32_t i = 0; i < count; i++)
        hash = hash_code(hash, codes[i]);
    for (uint32_t at = (uint32_t)dbn_hash_mix(hash) & gaps->mask;
         gaps->slots[at].offset != 0; at = (at + 1) & gaps->mask) {
        const dbn_gap_slot *slot = &gaps->slots[at];
        dbn_span candidate = {gaps->file.ptr + slot->offset - 1, slot->len};
        uint32_t frequency = slot->frequency + 1U;
        if (!fits(candidate, codes, count))
            continue;
        next = frequency > best ? best : frequency > next ? frequency : next;
        if (frequency > best) {
            best = frequency;
            *word = candidate;
        }
    }
    if (best == 0)
        return DBN_GAP_NO_WORD;
    return next == 0 || best - next >= LEAD ? DBN_GAP_ONE : DBN_GAP_SEVERAL;
}
