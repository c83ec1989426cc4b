/*
 * lang/morphology.h - the forms of a word, and the words that a form is of.
 *
 *     logiciels ─▶ logiciel (noun) ─▶ logiciel, logiciels
 *
 * What hunspell's dictionary says comes first; then, where the language makes them,
 * compounds, by their last part; then endings that dicts/<lang>/morphology.yaml lists.
 */
#ifndef DBN_LANG_MORPHOLOGY_H
#define DBN_LANG_MORPHOLOGY_H

#include "base/vec.h"
#include "lang/dictionary.h"

/** What a word can be; it may be several. */
enum {
    DBN_PART_NOUN = 1U << 0,
    DBN_PART_ADJECTIVE = 1U << 1,
    DBN_PART_VERB = 1U << 2,
    DBN_PART_ADVERB = 1U << 3,
    DBN_PART_NAME = 1U << 4,
    DBN_PART_OTHER = 1U << 5 /* a word of the dictionary that is none of these */
};

typedef struct dbn_morphology dbn_morphology;

/** That of a profile's language, for whoever opens it first as for all others; it stays
 * until all dictionaries are freed. Where there is no dictionary, endings are all that
 * is known. Any thread; others wait. */
dbn_status dbn_dictionaries_morphology(const dbn_morphology **out,
                                       dbn_dictionaries *all,
                                       const dbn_profile *profile,
                                       dbn_error *err) DBN_CHECKED;

/** Forms of words. */
typedef DBN_VEC(dbn_span) dbn_word_forms;

/** The most forms that one word gets; a verb of French has some fifty. */
#define DBN_WORD_FORMS_MAX 400U

/**
 * The forms of `word`, UTF-8 with straight apostrophes, itself first, some perhaps
 * twice: those of the entries that are written so, else of those that have such a
 * form. In `arena`. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_morphology_forms(dbn_word_forms *out, const dbn_morphology *morphology,
                                dbn_span word, dbn_arena *arena) DBN_CHECKED;

/** One word that a form is of. */
typedef struct dbn_lemma {
    uint32_t entry; /* its number in the dictionary */
    uint32_t form;  /* the number of the form that is written as the entry is; DBN_NONE
                       where that is none by itself */
    uint8_t part;   /* DBN_PART_* */
} dbn_lemma;

/** The most of them that are told. */
#define DBN_LEMMAS_MAX 8U

/** What `word`, in small letters or as it stands, is a form of; their number. 0 for
 * what the dictionary does not have. */
uint32_t dbn_morphology_lemmas(dbn_lemma out[DBN_LEMMAS_MAX],
                               const dbn_morphology *morphology, dbn_span word);

/** How often, of 10^8 words of ordinary texts, all forms of the most frequent word that
 * `word` is a form of; 0 for what the dictionary does not have. */
double dbn_morphology_frequency(const dbn_morphology *morphology, dbn_span word);

/** NULL where there is none. */
const dbn_dictionary *dbn_morphology_dictionary(const dbn_morphology *morphology);

#endif
