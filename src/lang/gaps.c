/*
 * A table of the words that have letters beyond ASCII, by a hash of the others and of
 * their places, so that it does not matter which of them are lost. O(1) a look-up, but
 * for words that only differ there, which share a run of slots.
 */
#include "lang/gaps.h"

#include <stdlib.h>

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

/* NULL where no memory is left. */
static dbn_gap_table *
make_table(dbn_span file)
{
    dbn_span word;
    uint32_t count = 0, size = 1;
    for (reader in = reader_of(file); next_word(&word, &in);)
        count++;
    while (size / 2 < count)
        size *= 2;
    dbn_gap_table *table = calloc(1, sizeof *table + size * sizeof(dbn_gap_slot));
    if (table == NULL)
        return NULL;
    table->mask = size - 1;
    for (reader in = reader_of(file); next_word(&word, &in);) {
        uint32_t at = (uint32_t)hash_word(word) & table->mask;
        while (table->slots[at].offset != 0)
            at = (at + 1) & table->mask;
        table->slots[at] = (dbn_gap_slot){(uint32_t)(word.ptr - file.ptr) + 1,
                                          (uint8_t)word.len, in.frequency};
    }
    return table;
}

/* That of all threads: who comes second takes what the first one made. */
static const dbn_gap_table *
table_of(dbn_gaps *gaps)
{
    dbn_gap_table *table = atomic_load_explicit(&gaps->table, memory_order_acquire);
    dbn_gap_table *first = NULL;
    if (table != NULL || gaps->file.len == 0)
        return table;
    table = make_table(gaps->file);
    if (table == NULL ||
        atomic_compare_exchange_strong_explicit(
            &gaps->table, &first, table, memory_order_acq_rel, memory_order_acquire))
        return table;
    free(table);
    return first;
}

void
dbn_gaps_release(dbn_gaps *gaps)
{
    free(atomic_exchange(&gaps->table, NULL));
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
    dbn_gaps *gaps = profile->language->gaps;
    const dbn_gap_table *table = gaps == NULL ? NULL : table_of(gaps);
    uint64_t hash = DBN_HASH_START;
    uint32_t best = 0, next = 0;
    if (table == NULL)
        return DBN_GAP_NO_WORD;
    for (uint32_t i = 0; i < count; i++)
        hash = hash_code(hash, codes[i]);
    for (uint32_t at = (uint32_t)dbn_hash_mix(hash) & table->mask;
         table->slots[at].offset != 0; at = (at + 1) & table->mask) {
        const dbn_gap_slot *slot = &table->slots[at];
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
