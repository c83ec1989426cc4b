/*
 * lang/speller.h - is it a word? What one thread asks, in several languages.
 */
#ifndef DBN_LANG_SPELLER_H
#define DBN_LANG_SPELLER_H

#include "lang/dictionary.h"

/** All languages of one thread, each opened when it is asked for. */
typedef struct dbn_spelling dbn_spelling;

/** One language of them. */
typedef struct dbn_speller dbn_speller;

/** `dictionaries` and `profiles` are borrowed for its life. */
dbn_status dbn_spelling_new(dbn_spelling **out, dbn_dictionaries *dictionaries,
                            const dbn_profiles *profiles, dbn_error *err) DBN_CHECKED;
void dbn_spelling_free(dbn_spelling *spelling);

/** From now on `words` are right too: copied; those of before are forgotten. */
dbn_status dbn_spelling_own(dbn_spelling *spelling, const dbn_own_word *words,
                            uint32_t count) DBN_CHECKED;

/** The speller of a profile's language; NULL where it has no dictionary, which
 * dbn_spelling_missing() then says. */
dbn_speller *dbn_spelling_find(dbn_spelling *spelling, const dbn_profile *profile);

const dbn_profiles *dbn_spelling_profiles(const dbn_spelling *spelling);

/** Why the language last asked for has no speller: a complete message with the package
 * to install; status DBN_OK where it has one, or nobody knows of a dictionary. */
const dbn_error *dbn_spelling_missing(const dbn_spelling *spelling);

/**
 * Is `word` one? UTF-8 with straight apostrophes. `elision` as for
 * dbn_dictionary_word(). Asks the dictionary, then the own words, then hunspell, where
 * the language makes words that are not written out.
 */
bool dbn_speller_accepts(dbn_speller *speller, dbn_span word, dbn_span elision);

/** The same by the lists alone: hunspell, slow to wake, is not asked. */
bool dbn_speller_lists(const dbn_speller *speller, dbn_span word);

const dbn_dictionary *dbn_speller_dictionary(const dbn_speller *speller);
const dbn_profile *dbn_speller_profile(const dbn_speller *speller);

/** What whoever asks found out of a piece of text, by its hash: kept from one document
 * to the next, and forgotten where another piece needs the room. */
typedef enum dbn_memory {
    DBN_MEMORY_NONE,
    DBN_MEMORY_RIGHT,
    DBN_MEMORY_WRONG
} dbn_memory;

dbn_memory dbn_speller_recall(const dbn_speller *speller, uint64_t hash);
void dbn_speller_remember(dbn_speller *speller, uint64_t hash, bool is_right);

/** `size` bytes, zero at first, for what whoever suggests words remembers of them; they
 * live as long as the speller, and are always asked for with the same size. NULL where
 * there is no memory. */
void *dbn_speller_room(dbn_speller *speller, size_t size);

#endif
