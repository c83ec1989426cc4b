/*
 * Words that their letters mislead about.
 *
 * "Pueden" has the letters of more languages than Spanish, and letters cannot say that
 * it is no word of Portuguese. A table says so of the words that would be cheaper in a
 * language that lacks them than in those that have them; of all others the letters do.
 * It holds no words: of each, 24 bits of its hash and a bit for each of our languages
 * that has it.
 *
 *     slots   ... | hash >> 40, languages | ...      the slot that the lowest bits of
 *                   24 bits     8 bits               the hash say, or one of the next;
 *                                                    behind an empty one it is not
 *
 * dicts/README.md has the format; dicts/tools/words.py writes it.
 */
#include "lang/letters.h"

#include "base/hash.h"

#define MAGIC       DBN_SPAN("DBNWRD01")
#define HEADER_SIZE 20U /* magic, languages, alphabet, slots */
#define SLOT_SIZE   4U
#define SLOTS_MAX   (1U << 24)

#define LANGUAGES_MAX 8U  /* bits of a slot */
#define PROBES        32U /* slots that are looked at */

static uint32_t
number_at(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

dbn_status
dbn_letters_take_words(dbn_letter_stats *letters, dbn_span file, dbn_error *err)
{
    if (file.len < HEADER_SIZE || !dbn_span_starts(file, MAGIC))
        return dbn_fail(err, DBN_ERR_SYNTAX,
                        "no list of words that this version of doublon can read");
    const unsigned char *head = (const unsigned char *)file.ptr;
    uint32_t languages = number_at(head + 8), slots = number_at(head + 16);
    dbn_span alphabet = {(const char *)letters->symbols, DBN_LETTERS_END};
    bool is_sound = languages <= LANGUAGES_MAX && slots > 0 && slots <= SLOTS_MAX &&
                    (slots & (slots - 1)) == 0;
    if (!is_sound || file.len != HEADER_SIZE + (size_t)slots * SLOT_SIZE)
        return dbn_fail(err, DBN_ERR_SYNTAX, "the list of words is cut off");
    if (languages != letters->ours ||
        number_at(head + 12) != (uint32_t)dbn_hash_bytes(alphabet))
        return dbn_fail(err, DBN_ERR_SYNTAX,
                        "the list of words is that of other statistics");
    letters->words = head + HEADER_SIZE;
    letters->words_mask = slots - 1;
    return DBN_OK;
}

uint32_t
dbn_letters_lacking(const dbn_letter_stats *letters, uint64_t hash)
{
    if (letters->words == NULL)
        return 0;
    for (uint32_t i = 0; i < PROBES; i++) {
        uint32_t slot = ((uint32_t)hash + i) & letters->words_mask;
        uint32_t word = number_at(letters->words + (size_t)slot * SLOT_SIZE);
        if (word == 0)
            break;
        if (word >> 8 == hash >> 40)
            return ~word & ((1U << letters->ours) - 1);
    }
    return 0;
}
