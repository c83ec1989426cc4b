/*
 * lang/dictionary.h - the dictionaries of hunspell, as lists of all their words.
 *
 * A dictionary is expanded once (lang/expand.h) into an automaton, which is kept in the
 * user's cache under a number made from its files and mapped from then on. What is not
 * in it hunspell itself is asked, where the language also makes words otherwise:
 * compounds.
 */
#ifndef DBN_LANG_DICTIONARY_H
#define DBN_LANG_DICTIONARY_H

#include "lang/profile.h"

typedef struct dbn_dictionaries dbn_dictionaries;
typedef struct dbn_dictionary dbn_dictionary;

/** Where they are, NUL-terminated; copied. */
typedef struct dbn_dictionary_places {
    const char *folder; /* of .aff and .dic files */
    const char *cache;  /* NULL or not writable: made in memory each time */
    const char *dicts;  /* frequencies of words: <lang>/frequencies.txt */
} dbn_dictionary_places;

/** Opens none yet. Shared by threads. */
dbn_status dbn_dictionaries_new(dbn_dictionaries **out,
                                const dbn_dictionary_places *places,
                                dbn_error *err) DBN_CHECKED;
void dbn_dictionaries_free(dbn_dictionaries *all);

/**
 * The dictionary of a profile's language, opened by whoever asks first; it stays until
 * all are freed. DBN_ERR_USAGE, with the package to install, where it is not there;
 * *out is NULL, DBN_OK, for a language whose profile names none. Any thread; others
 * wait.
 */
dbn_status dbn_dictionaries_find(const dbn_dictionary **out, dbn_dictionaries *all,
                                 const dbn_profile *profile,
                                 dbn_error *err) DBN_CHECKED;

/** What the dictionary says of a word. */
typedef enum dbn_verdict {
    DBN_VERDICT_UNKNOWN, /* not written out: hunspell may know it, if it is open */
    DBN_VERDICT_WORD,
    DBN_VERDICT_FORBIDDEN /* no word, whatever rules would make it */
} dbn_verdict;

/**
 * Look for `word`, UTF-8 with straight apostrophes: as it stands, else without the
 * capital or the capitals that any word may have. `elision` is what stands before its
 * apostrophe, folded, empty for nothing.
 */
dbn_verdict dbn_dictionary_word(const dbn_dictionary *dictionary, dbn_span word,
                                dbn_span elision);

/** How frequent the word is as it stands there: 2 log2 of how often in 10^8; 0 where
 * nobody met it. */
uint32_t dbn_dictionary_frequency(const dbn_dictionary *dictionary, dbn_span word);

/** Are there words that are not written out? */
bool dbn_dictionary_is_open(const dbn_dictionary *dictionary);

uint32_t dbn_dictionary_word_count(const dbn_dictionary *dictionary);

/** The `index`-th word, written to `out`; its length. For tests. */
#define DBN_DICTIONARY_WORD_MAX 400U
uint32_t dbn_dictionary_spell(char out[DBN_DICTIONARY_WORD_MAX],
                              const dbn_dictionary *dictionary, uint32_t index);

/* ---- hunspell ----------------------------------------------------------------- */

/** hunspell itself, of one thread. */
typedef struct dbn_hunspell dbn_hunspell;

/** Read the dictionary anew: some 60 ms and 15 MB. Any thread; one after the other. */
dbn_status dbn_hunspell_new(dbn_hunspell **out, const dbn_dictionary *dictionary,
                            dbn_error *err) DBN_CHECKED;
void dbn_hunspell_free(dbn_hunspell *hunspell);

/** Does hunspell take `word`, UTF-8? Some 10 us. */
bool dbn_hunspell_accepts(dbn_hunspell *hunspell, dbn_span word);

/** Take `word` too, and where `model` is not empty the forms that it has. */
void dbn_hunspell_add(dbn_hunspell *hunspell, dbn_span word, dbn_span model);

/** Is hunspell there? Its version goes to `version`, NUL-terminated. */
bool dbn_lang_hunspell(char *version, size_t size);

#endif
